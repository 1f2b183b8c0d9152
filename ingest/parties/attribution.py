"""Whose fact each one is: the document's party by default, a section's, an entry's, a sentence's where they say so.

The party is put in the place of the document's own while a sentence is read (``Frame.owner``), so that all that the
sentence leaves out is taken as that party's. What takes place somewhere stays where the document is at home.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ...ontology.model import Entity
from ..frames.rows.tie_records import owner_of_record
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..matching.standing import only_beside
from ..setting.context import Frame
from ..text.mask import Masked
from ..text.structure import Block
from . import actors
from .carried_party import carried
from .party import NOBODY, Parties, Party, Whose
from .sections import Sections, opens_section

_OF_PLACES = frozenset(["hostCityOf", "locatedIn", "tenantOf", "heldIn"])
"""Relations that hold of where the document is at home, whoever acts there."""
_OF_BODIES = frozenset(["memberOf", "operatesOfficeIn", "holdsRole", "projectIn"])
"""What a port cannot do as a place, and its authority does under its name."""
_INSTITUTIONS = frozenset(["Port", "University", "Facility"])
_OF_TIES = TIES | {"tieAnniversaryWith"}
"""What is a city's also where a society of its citizens tells it: our tie with Kotka turns thirty."""
_NONE: Mapping[str, Party] = {}
_SOCIETIES = frozenset(["Foundation", "Organization", "Alliance"])
"""Bodies that look after a city's ties and have none of their own."""


_TIED_TO = re.compile(r"(?<![と・や])[\ue000-\uf8ff]市?(?:町|村)?(?:\([^()]*\))?との[\ue000-\uf8ff]")


class Attribution:
    """Follows one document and tells the party of what is read; ``whose`` is what is known of the document."""

    def __init__(
        self,
        parties: Parties,
        sections: Sections,
        whose: Whose,
        paragraphs: Mapping[str, Party] = _NONE,
        towns: Mapping[str, Party] = _NONE,
    ) -> None:
        """``paragraphs`` are those with a party of their own, by their text; ``towns``: sections by theirs."""
        self._parties, self._sections, self._whose = parties, sections, whose
        self._paragraphs = paragraphs
        self._aside: Party | None = None  # of a line that stands as a heading
        self._below: tuple[Masked, ...] = ()
        self._recorded: Party | None = None  # of the record of a tie, and of what is told below it
        self._headed: dict[str, Party | None] = {**towns}
        self._partners: set[str] = set()  # cities at home with which the document's own is said to be tied
        self._entries = set(towns)  # the headings that are entries with an owner of their own
        self._before: Party | None = None
        self._title: str | None = None
        owner = whose.frame.owner
        self._institution = owner if owner != whose.frame.city and owner and owner.kind in _INSTITUTIONS else None

    def frame(self, block: Block, inner: Sequence[Masked], discourse: Discourse) -> Frame:
        """The frame in which a block is read."""
        whole, headings = self._whose.frame, discourse.headings
        self._title = block.text.text if self._title is None else self._title
        self._before = None
        if headings != self._below or block.kind == "heading":
            self._aside, self._below, self._recorded = None, headings, None
        if block.kind == "heading":
            return whole
        self._partners.update(self._tied_at_home(inner))
        if inner and opens_section(block.kind, block.text.text):
            self._aside = self._but_partners(self._sections.of_heading(inner[0], self._whose))
        if block.header_pairs:
            home = owner_of_record(block, inner, whole.home_land)
            self._recorded = Party(self._whose.minter.entity(home)) if home is not None else None
        elif block.kind == "row":
            self._recorded = None
        below = bool(headings) and headings[-1].clean.text in self._entries
        paired = self._paragraphs.get(block.text.text) if below and whole.lang != "ja" else None
        told = paired if below else self._paragraphs.get(block.text.text)
        party = paired or self._recorded or self._of_block(block, inner, discourse) or told
        if party is None:
            return whole
        apart = party.entity is not None and (below or (party is told and whole.lang != "ja"))
        city = party.entity if apart else whole.city
        land = city.country if apart and city is not None and city.country else whole.land
        return replace(whole, owner=party.entity, city=city, land=land)

    def heads(self, heading: str, owners: Sequence[Entity]) -> None:
        """Take what stands below a heading as that of the entry's owner; nobody's where there are several."""
        self._headed[heading] = Party(owners[0]) if len(owners) == 1 else NOBODY
        self._entries.add(heading)

    def _but_partners(self, party: Party | None) -> Party | None:
        """The party of a section, unless it is a partner whose tie with the document's city is told above it."""
        return None if party is not None and party.entity and party.entity.iri in self._partners else party

    def _tied_at_home(self, inner: Sequence[Masked]) -> Iterator[str]:
        """The cities at home with which a city's document says that it is tied: 国内の砺波市との姉妹都市提携."""
        whole = self._whose.frame
        if whole.lang != "ja" or whole.owner is None or whole.owner.kind != "City":
            return
        for sentence in inner:
            for tied in _TIED_TO.finditer(sentence.text):
                city, tie = sentence.noun_at(tied.start()), sentence.noun_at(tied.end() - 1)
                if city is None or tie is None or tie.kind != "Tie" or not city.entities:
                    continue
                if city.kind == "City" and city.country == whole.home_land and city.entities[0] != whole.owner:
                    yield city.entities[0].iri

    def _of_block(self, block: Block, inner: Sequence[Masked], discourse: Discourse) -> Party | None:
        listed = block.kind in ("item", "row") or len(block.text.text) < _ENTRY
        if listed and inner and (entry := self._sections.of_entry(inner[0], self._whose)):
            return entry
        if (
            block.kind in ("item", "row")
            and discourse.lead is not None
            and (party := self._of_lead(discourse.lead))
        ):
            return party
        if self._aside is not None:
            return self._aside
        return next((p for h in reversed(discourse.headings) if (p := self._of_heading(h))), None)

    def _of_heading(self, heading: Masked) -> Party | None:
        known = heading.clean.text  # a lead's sentence is made anew, so that it is no key itself
        if known not in self._headed:
            title = known == self._title  # the title says what the document itself is about
            told = None if title else self._sections.of_heading(heading, self._whose)
            self._headed[known] = self._but_partners(told)
        return self._headed[known]

    def _of_lead(self, lead: Masked) -> Party | None:
        if told := self._of_heading(lead):
            return told
        party = self._parties.of_sentence(lead, self._whose)
        return party if party is not None and party != NOBODY else None

    def drafts(
        self, sentence: Masked, discourse: Discourse, read: Callable[[Masked, Discourse], list[Draft]]
    ) -> list[Draft]:
        """What a sentence says, read as its party's own."""
        return [self._as_body(_as_society(draft)) for draft in self._read(sentence, discourse, read)]

    def _taken_up(  # noqa: PLR0911 -- one return a reason
        self, sentence: Masked, discourse: Discourse
    ) -> Party | None:
        """Kurashiki lies in Okayama. Its other sister cities include Kansas City: the ties of the city before."""
        opened, owner, text = discourse.opened, discourse.frame.owner, sentence.clean.text
        kinds = {n.kind for n in sentence.nouns}
        if (told := _of_tie_before(sentence, discourse)) is not None:
            return told
        if "Tie" not in kinds or "Self" in kinds:
            return None
        if _BOTH.match(text):
            return self._of_two(discourse)
        if opened is None or not opened.entities or owner is None or opened.entities[0] == owner:
            return None
        cities = [n for n in sentence.nouns if n.kind == "City" and n.entities]
        if not (text.startswith(("It ", "Its ")) or (_ITS.search(text) and not _WE.search(text))) or not cities:
            return None
        named = {n.entities[0].iri for n in cities}
        if named == {opened.entities[0].iri} or (named & {opened.entities[0].iri} and not text.startswith("Its ")):
            return None  # but: Its twinning with Kazan was ended by Brno in 2022
        return None if owner.iri in named else Party(opened.entities[0])

    def _of_two(self, discourse: Discourse) -> Party | None:
        """Suwon works in Siem Reap. The two cities have been friendship cities since 2004: none of them the own."""
        owner, named = discourse.frame.owner, discourse.cities
        if len(named) != _PAIR or any(not n.entities or n.entities[0] == owner for n in named):
            return None
        return Party(named[0].entities[0])

    def _as_body(self, draft: Draft) -> Draft:
        """A draft of what only a body can do, with the one that runs a port in the port's place."""
        if draft.subject.kind != "Port" or draft.relation not in _OF_BODIES:
            return draft
        names = [n.text for n in draft.subject.names]
        told = self._whose.frame.authority if draft.subject == self._whose.frame.port else ""
        return draft._replace(subject=self._whose.minter.named("Organization", told or names[0], names))

    def _read(
        self, sentence: Masked, discourse: Discourse, read: Callable[[Masked, Discourse], list[Draft]]
    ) -> list[Draft]:
        around = discourse.frame
        whose = self._whose if around is self._whose.frame else replace(self._whose, frame=around)
        party = self._parties.of_sentence(sentence, whose, self._before) or self._taken_up(sentence, discourse)
        party = party or carried(sentence, discourse, self._before)
        self._before = party
        if party is None and around.owner is not None and around.owner == self._institution:
            discourse.frame = replace(around, owner=around.city)
            own = [d for d in read(sentence, discourse) if d.relation in _OF_PLACES or d.relation in TIES]
            discourse.frame = around
            return [*read(sentence, discourse), *own]  # a port's brochure tells the sister cities of its city
        if party is None:
            found = self._by_voice(read(sentence, discourse), sentence, around)
            clauses = self._parties.clauses(sentence, whose) if found else []
            return self._own(
                [d for draft in found if (d := _of_clause(draft, clauses, around.owner))], sentence, around
            )
        kept = _OF_PLACES | _OF_TIES if party.entity and party.entity.kind in _SOCIETIES else _OF_PLACES
        own = [d for d in read(sentence, discourse) if d.relation in kept] if _is_body(party) else []
        discourse.frame = replace(around, owner=party.entity)
        found = self._own(read(sentence, discourse), sentence, discourse.frame)
        discourse.frame = around
        plain = party.entity is not None and party.entity.kind == "City" and not _tells_kind(sentence, discourse)
        if plain:  # of what kind the passage's own ties are says nothing of another city's
            found = [d._replace(relation="cityTieWith") if d.relation in TIES else d for d in found]
        return [*found, *own]

    def _by_voice(self, drafts: list[Draft], sentence: Masked, frame: Frame) -> list[Draft]:
        """What a sentence of an association's paper tells without a word about the city is the association's."""
        voice, owner = frame.voice, frame.owner
        if not frame.voice_leads or voice is None or owner is None or owner != frame.city:
            return drafts
        if _OF_CITY.search(sentence.clean.text) or any(
            n.kind == "Self"
            or (
                n.entities[:1] == (owner,)
                and not only_beside(sentence, n)
                and not sentence.clean.text.startswith("の", n.end)
            )
            for n in sentence.nouns
        ):
            return drafts
        body = self._whose.minter.known(voice)
        return [
            d
            if d.relation not in _OF_VOICE or owner not in (d.subject, d.object)
            else d._replace(subject=body)
            if d.subject == owner
            else d._replace(object=body)
            for d in drafts
        ]

    @staticmethod
    def _own(drafts: list[Draft], sentence: Masked, frame: Frame) -> list[Draft]:
        return drafts if frame.lang == "ja" else actors.own(drafts, sentence, frame.owner)


_OF_VOICE = frozenset(["organizedBy", "participatedIn", "providesSupportTo", "memberOf"])
_OF_CITY = re.compile(r"(?<![一-鿿ァ-ヴー\ue000-\uf8ff])(?:市|両市|市長|副市長)(?:は|が|も|で|から|と|の|ら|、)")
_PAIR = 2
_BOTH = re.compile(r"The two (?:cities|towns|municipalities)\b")
_ITS = re.compile(
    r"\b(?:has been|is|was|became|have been|are) (?:also )?its (?:own |first |oldest |other )?"
    r"(?:sister|twin|partner|friend)"
)
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b(?! (?:visitors|guests|readers|friends|members|hosts)\b)")
_ENTRY = 120  # characters of a line that may be an entry


_OF_TIES_TOLD = re.compile(
    r"調印|署名|締結|提携|盟約|両(?:市|都市|者|町|州|県市)|周年"
    r"|\b(?:signed|sealed|concluded|[Tt]he two|[Bb]oth|[Tt]hey|[Tt]heir)\b"
)
_PLACES = frozenset(["City", "Prefecture", "Region", "Self", "Ward"])


def _of_tie_before(sentence: Masked, discourse: Discourse) -> Party | None:
    """The one of two others whose tie the sentence right before told, where this one goes on about it.

    横浜市と上海市は友好都市です。1973年に調印しました: not the own city's.
    """
    owner, last = discourse.frame.owner, discourse.told_ties[-1] if discourse.told_ties else None
    if last is None or owner is None or last.sentence != discourse.sentence or last.block != discourse.block:
        return None
    text = sentence.clean.text
    ends = (last.owner, last.partner)
    if owner in ends or any(n.kind in _PLACES and not set(n.entities[:1]) & set(ends) for n in sentence.nouns):
        return None
    if _WE.search(text) or _OF_CITY.search(text.replace("両市", "")) or not _OF_TIES_TOLD.search(text):
        return None
    return Party(last.owner)


def _tells_kind(sentence: Masked, discourse: Discourse) -> bool:
    """Whether a sentence, or a heading above it, says of which kind a tie is."""
    return any(n.kind == "Tie" for masked in (sentence, *discourse.above) for n in masked.nouns)


def _is_body(party: Party) -> bool:
    """Whether a party is no place: what it does in the city takes place in the city."""
    return party.entity is None or party.entity.kind not in ("City", "Prefecture", "Ward", "SubnationalGovernment")


def _as_society(draft: Draft) -> Draft:
    """The help of a society, which the relation that cities have for theirs does not know."""
    helps = draft.relation == "providesSupportTo" and draft.subject.kind in _SOCIETIES
    return draft._replace(relation="supports") if helps else draft


def _of_clause(draft: Draft, clauses: Sequence[tuple[int, Party]], owner: Entity | None) -> Draft | None:
    """A draft with its clause's party in the place of the document's own; none where that has no name."""
    party = next((p for start, p in reversed(clauses) if draft.span[1] > start), None)
    if party is None or owner not in (draft.subject, draft.object) or draft.relation in _OF_PLACES:
        return draft
    if party.entity is None:
        return None
    if draft.subject == owner:
        return draft._replace(subject=party.entity)
    return draft._replace(object=party.entity)
