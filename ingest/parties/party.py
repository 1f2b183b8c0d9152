"""Whose facts a sentence tells, where they are not the document's own: 愛媛県は…の会員です.

A document speaks for one party, and what its sentences leave out is that party's. A sentence whose subject is
another one (a prefecture, a university, a neighbouring city) leaves out *that* one: it is read as that party's own.
Where the other party has no name that can be told (民間の会社, the county council), what is left out stays out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from ...ontology.model import Entity
from ..data import table
from ..matching.standing import only_beside
from ..nouns.mint import Minter, governing
from ..setting.context import Frame
from ..text.mask import Alphabet, Masked, Noun, untyped
from ..text.sieve import Sieve, Sought


class Party(NamedTuple):
    """Another party than the document's own; ``entity`` is none where it has no name."""

    entity: Entity | None


NOBODY = Party(None)


@dataclass(frozen=True, slots=True)
class Whose:
    """What is known of the document for telling parties apart."""

    frame: Frame
    minter: Minter
    prefecture: Entity | None  # the one that the document's city lies in
    lookup: Callable[[str], list[Entity]]


class Parties:
    """Reads sentences for their party; one for all documents."""

    def __init__(self, alphabet: Alphabet) -> None:
        said = table("words/parties.toml")
        words: dict[str, str] = dict(said["words"])
        kinds = words.pop("BODY")
        self._ja, self._en = (
            {n: Sought(untyped(p.replace("BODY", kinds), alphabet, words)) for n, p in said[lang].items()}
            for lang in ("ja", "en")
        )
        self._may_tell = Sieve((n, p.source) for n, p in self._ja.items() if n not in _BEHIND)

    def of_sentence(self, masked: Masked, whose: Whose, before: Party | None = None) -> Party | None:
        """The party of a sentence; none where it is the one that holds around it. ``before`` is the last one's."""
        if whose.frame.lang == "ja":
            return self._japanese(masked, whose, before)
        return self._english(masked, whose, before)

    def _japanese(  # noqa: PLR0911, PLR0912 -- one return a way to be told
        self, masked: Masked, whose: Whose, before: Party | None
    ) -> Party | None:
        text = masked.text
        said = frozenset(self._may_tell.candidates(text))
        if not said:
            return None
        if "goes_on" in said and self._ja["goes_on"].match(text):
            return before

        def search(name: str) -> re.Match[str] | None:
            return self._ja[name].pattern.search(text) if name in said else None

        own = any(
            _is_own(n, whose) and not only_beside(masked, n) and not _ruled_out(masked, n) for n in masked.nouns
        )
        told = search("cleft")
        if told and not (told["p"] and own):
            return self._party(masked, told, whose)
        if (told := search("town_cleft")) and any(n.kind == "Tie" for n in masked.nouns):
            return Party(whose.minter.named("City", told["n"]))
        told = search("itself")
        if told and not (told["bare"] and not whose.frame.voice_leads):
            return self._itself(told, whose)
        if (told := search("its")) and (noun := masked.noun_at(told.start("p"))):
            return None if _is_own(noun, whose) else Party(whose.minter.entity(noun))
        if own:
            return None
        if (told := search("pair")) and (party := self._of_pair(masked, told, whose)) is not None:
            return party
        for name in ("topic", "listed", "prefecture", "unnamed"):
            if told := search(name):
                if told.groupdict().get("t") == "が" and self._ja["prompts"].search(text, told.end()):
                    return None  # 高校が姉妹校となったのを機に: what follows is the city's own
                if (party := self._party(masked, told, whose)) is not None:
                    return party
        if told := search("abroad"):
            return self._abroad(masked, told, whose)
        town = search("town")
        return Party(whose.minter.named("City", town["n"])) if town else None

    def _party(  # noqa: PLR0911 -- one return a reason to take no party
        self, masked: Masked, told: re.Match[str], whose: Whose
    ) -> Party | None:
        """The party that a match names."""
        groups = told.groupdict()
        if groups.get("p") is None:
            if groups.get("k"):
                kept = whose.prefecture
                return None if kept is None or kept == whose.frame.owner else Party(kept)
            return NOBODY
        noun = masked.noun_at(told.start("p"))
        if noun is None or _is_own(noun, whose) or noun.kind in _NO_PARTIES:
            return None
        if groups.get("t") == "が" and self._ja["describes"].match(masked.text, told.end()):
            return None  # 欧州評議会が進めるネットワーク: only says which
        places = noun.kind in ("City", "Prefecture", "Ward", "Region")
        if places and (not noun.entities or noun.country != whose.frame.home_land):
            return None
        if places and self._alone(masked, noun):
            return None  # 松本市は1971年に姉妹都市となった: with whom, is left out
        if groups.get("l") and self._joins(masked, told, whose):
            return None
        return Party(whose.minter.entity(noun))

    def _of_pair(self, masked: Masked, told: re.Match[str], whose: Whose) -> Party | None:
        """The one of the own country, else the first, of two of whom a sentence tells a tie.

        Two abroad, or two who are named with も, may each be tied with the own city, unless it says that they are
        with each other: 蘇州市と全州市も、たがいに姉妹都市.
        """
        one, other = (masked.noun_at(told.start(group)) for group in "pq")
        home, mutual = whose.frame.home_land, _MUTUAL.search(masked.text, told.end("q"))
        if not mutual and told["as"] == "も":
            return None
        if one is None or other is None or one.country == home or one.names_what(other):
            return self._party(masked, told, whose)
        if other.country == home:
            return Party(_governed(other, whose))
        return Party(_governed(one, whose)) if mutual else None

    @staticmethod
    def _itself(told: re.Match[str], whose: Whose) -> Party | None:
        """The body that calls itself so: 当協会, 本港, 本学."""
        frame = whose.frame
        kind = next((k for k, group in _CALLED.items() if told[group]), "Foundation")
        if kind == "Prefecture" or (frame.owner is not None and frame.owner.kind == kind):
            return None
        meant = frame.port if kind == "Port" else frame.voice if kind == "Foundation" else None
        return Party(whose.minter.known(meant) if meant else None)

    def _alone(self, masked: Masked, noun: Noun) -> bool:
        """Whether a sentence about a tie names nobody but the one place."""
        if not any(n.kind in ("Tie", "AgreementWord") for n in masked.nouns):
            return False
        others = (n for n in masked.nouns if n is not noun and n.kind in _PARTNERS)
        return next(others, None) is None and not _WITH_SAME.search(masked.clean.text, noun.end)

    @staticmethod
    def _joins(masked: Masked, told: re.Match[str], whose: Whose) -> bool:
        """Whether what stands behind 、 goes with the name before it: 東京都、横浜市と基本合意書を交わし."""
        noun = masked.noun_at(told.start("p"))
        following = next((masked.nouns[i] for at, i in masked.index.items() if at >= told.end("l")), None)
        if noun is None or following is None:
            return True
        return _is_own(following, whose) or (
            following.kind in ("City", "Prefecture") and following.country == whose.frame.home_land
        )

    def _abroad(self, masked: Masked, told: re.Match[str], whose: Whose) -> Party | None:
        """マディソン市はドイツのフライブルク市とも姉妹都市: a tie of two cities abroad."""
        one, other = (masked.noun_at(told.start(g)) for g in "pq")
        home = whose.frame.home_land
        if one is None or other is None or one.country == home:
            return None  # a town that no list knows is abroad: those of the own country are all listed
        return None if one.names_what(other) else Party(_governed(one, whose))

    def _english(  # noqa: PLR0911, PLR0912 -- one return a way to be told
        self, masked: Masked, whose: Whose, before: Party | None
    ) -> Party | None:
        text = masked.text
        if (told := self._en["cleft"].match(text)) and (one := masked.noun_at(told.start("p"))):
            return None if _is_own(one, whose) else Party(whose.minter.entity(one))
        if told := self._en["keeps_own"].match(text):
            return self._of_keeper(masked, told, whose)
        if (told := self._en["there"].match(text)) and (one := masked.noun_at(told.start("p"))):
            return None if _is_own(one, whose) else Party(whose.minter.entity(one))
        if self._en["goes_on"].match(text):
            return before
        if (its := self._of_its(masked, whose, before)) is not None:
            return its[0]
        if self._en["both"].match(text):
            return NOBODY
        if (party := self._of_named_tie(masked, whose)) is not None:
            return party
        if (party := self._unlisted(masked, whose)) is not None:
            return party
        if told := self._en["society"].match(text) or self._en["named_body"].match(text):
            return Party(whose.minter.named("Organization", masked.plain(*told.span("n"))))
        if (told := self._en["presents"].match(text)) and (noun := masked.noun_at(told.start("p"))):
            return None if _of_own_body(noun, whose) else Party(whose.minter.entity(noun))
        if whose.frame.voice is not None and self._en["voice"].search(text):
            return Party(whose.minter.known(whose.frame.voice))
        if self._en["neighbour"].match(text):
            return NOBODY
        first = _SECOND_CLAUSE.split(text, maxsplit=1)[0]
        if self._en["we"].search(first) or any(_is_own(n, whose) for n in masked.nouns):
            return None
        return self.of_clause(masked, 0, whose)

    def _of_its(self, masked: Masked, whose: Whose, before: Party | None) -> tuple[Party | None] | None:
        """Whose *its twin town* is: that of the city that a sentence opens with, else the last one's."""
        text = masked.text
        if not self._en["of_its"].search(text):
            return None
        if (told := self._en["of_its_own"].match(text)) and (noun := masked.noun_at(told.start("p"))):
            return (None if _is_own(noun, whose) else Party(whose.minter.entity(noun)),)
        if before is None or before.entity is None or before.entity.kind != "City":
            return None
        opens = any(n.kind == "City" and n.start < _OPENING for n in masked.nouns)
        return None if opens or any(_is_own(n, whose) for n in masked.nouns) else (before,)

    @staticmethod
    def _of_keeper(masked: Masked, told: re.Match[str], whose: Whose) -> Party | None:
        """The city that is said to keep its own ties; none where it is the document's own."""
        noun = masked.noun_at(told.start("p")) if told["p"] else None
        if noun is not None:
            return None if _is_own(noun, whose) else Party(whose.minter.entity(noun))
        owner = whose.frame.owner
        if owner is not None and any(n.text == told["n"] for n in owner.names):
            return None
        return Party(whose.minter.named("City", told["n"]))

    def _of_named_tie(self, masked: Masked, whose: Whose) -> Party | None:
        """The city of whose tie with another a sentence is, where neither is the document's own."""
        for name in _TIES_OF_TWO if any(n.kind == "Tie" for n in masked.nouns) else ():
            told = self._en[name].search(masked.text)
            if told is None or (name == "mutual" and not _of_each_other(masked, told.start("tie"))):
                continue
            one, other = (masked.noun_at(told.start(g)) for g in ("p" if told["p"] else "p2", "q"))
            if one is None or other is None or one.text == other.text:
                continue
            if not _is_own(one, whose) and not _is_own(other, whose):
                return Party(whose.minter.entity(one))
        return None

    def _unlisted(self, masked: Masked, whose: Whose) -> Party | None:
        """A town that no list knows, or whose name is a word too, of whose tie a sentence is: Bath is twinned."""
        text = masked.text
        if all(n.kind != "Tie" for n in masked.nouns):
            return None
        for name in ("unlisted_tied", "unlisted_owns", "unlisted_own_of", "unlisted_its"):
            told = self._en[name].search(text)
            other = masked.noun_at(told.start("q")) if told else None
            if told is None or other is None or _is_own(other, whose):
                continue
            called = masked.plain(*told.span("n"))
            owner = whose.frame.owner
            if owner is not None and any(
                called in n.text or n.text in called for n in owner.names if n.lang == "en"
            ):
                continue
            known = [e for e in whose.lookup(called) if e.kind == "City"]
            near = next((e for e in known if e.country == whose.frame.land), None) or next(iter(known), None)
            return Party(whose.minter.known(near) if near else whose.minter.named("City", called))
        return None

    def of_clause(self, masked: Masked, start: int, whose: Whose) -> Party | None:
        """The party that an English clause opens with."""
        if told := self._en["body"].match(masked.text, start):
            noun = masked.noun_at(told.start("p"))
            own = noun is None or _is_own(noun, whose) or _of_own_body(noun, whose)
            if noun is not None and not own and noun.kind not in _NO_PARTIES:
                return Party(whose.minter.entity(noun))
        if told := self._en["opens"].match(masked.text, start):
            noun = masked.noun_at(told.start("p"))
            return Party(whose.minter.entity(noun)) if noun is not None and not _is_own(noun, whose) else None
        if told := self._en["named_body"].match(masked.text, start):
            name = masked.plain(*told.span("n"))
            return Party(whose.minter.named("Organization", name))
        if told := self._en["unnamed"].match(masked.text, start):
            if told.groupdict().get("k") and whose.prefecture is not None:
                return None if whose.prefecture == whose.frame.owner else Party(whose.prefecture)
            return None if _is_of(told["what"], whose.frame.owner) else NOBODY
        return None

    def clauses(self, masked: Masked, whose: Whose) -> list[tuple[int, Party]]:
        """The clauses of an English sentence that open with another party, by where they begin (clean offsets)."""
        if whose.frame.lang == "ja":
            return []
        found = []
        for parted in self._en["parted"].finditer(masked.text):
            if party := self.of_clause(masked, parted.end(), whose):
                found.append((masked.at[parted.end()], party))
        return found


_BEHIND = frozenset(["describes", "prompts"])
"""Patterns of what stands behind a party that was found."""
_TIES_OF_TWO = (
    "which", "whose", "aside", "charter", "of_own", "tied", "owns", "own_of", "kin_of", "has_as", "its", "paired",
    "its_kin", "where_its", "rolls", "rolled", "mutual",
)  # fmt: skip
"""The patterns of a tie of two named cities, the surest first."""


_MUTUAL = re.compile(r"たがい|互い|相互|どうし|同士|結[びんぶ]|締結|調印|縁組をし|提携し|周年|[\ue000-\uf8ff]年")


def _governed(noun: Noun, whose: Whose) -> Entity:
    """What governs a place abroad that is a party: the province for the region of its name."""
    return whose.minter.known(governing(whose.minter.entity(noun)))


def _of_each_other(masked: Masked, at: int) -> bool:
    """Whether the word for a tie there says what two are to each other: twins, sisters, twinned, paired."""
    noun = masked.noun_at(at)
    return noun is not None and noun.text.lower() in ("twins", "sisters", "twinned", "paired", "partners")


_OPENING = 4  # characters before the noun that a sentence opens with
_SECOND_CLAUSE = re.compile(r", (?:and|but|while|so) ")  # whose our says nothing of the first one's subject
_WITH_SAME = re.compile("同(?:市|町|村|都)と(?!も?に)")  # 呉市も同市と: with the one spoken of before
_NO_PARTIES = frozenset(["CityNetwork", "InternationalOrganization", "NationalGovernment", "Office", "Department"])
_CALLED = {"Port": "port", "University": "school", "Facility": "house", "Company": "firm", "Foundation": "body"}
_PARTNERS = frozenset(
    ["City", "Region", "Prefecture", "Ward", "Country", "University", "Organization", "Port", "CityNetwork"]
)


def _ruled_out(masked: Masked, noun: Noun) -> bool:
    """Whether a party is named only to say that it was not it: 結んだのは、市ではなく県です."""
    return masked.clean.text.startswith(("ではなく", "じゃなく"), noun.end)


def _is_own(noun: Noun, whose: Whose) -> bool:
    """Whether a noun means the document's own party (市内 only says where)."""
    if noun.kind == "Self":
        return noun.text not in ("市内", "区内", "町内")
    owner = whose.frame.owner
    if owner is None:
        return False
    if noun.entities:
        return noun.entities[0] == owner
    return noun.kind == owner.kind and any(n.text == noun.text for n in owner.names)


def _of_own_body(noun: Noun, whose: Whose) -> bool:
    """Whether a body is the government of the document's own party: Hobart City Council."""
    owner = whose.frame.owner
    if owner is None:
        return False
    return bool(re.search(r"\bCouncil$|\bGovernment$", noun.text)) and any(
        noun.text.startswith(n.text) for n in owner.names
    )


def _is_of(what: str, owner: Entity | None) -> bool:
    """Whether a general word means the document's own party: the Port, in a document of one."""
    return owner is not None and (
        owner.kind.lower() in what.lower() or any(what.lower().split()[-1] in n.text.lower() for n in owner.names)
    )
