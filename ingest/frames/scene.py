"""A sentence as frames see it: its nouns in order, its dates resolved, and whose each date is.

Dates belong to names by how the sentence goes: one that tells the date first (昭和45年に…、56年に…) goes on so,
one that names the thing first (リエカ市が昭和52年、…) goes on so too. Names enumerated together share a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...ontology.edtf import Interval
from ...ontology.model import Entity, Status, Value
from ..dates.dating import Dating
from ..dates.reckoning import Reckoning
from ..matching.discourse import Discourse
from ..matching.engine import Draft
from ..matching.place import Place
from ..matching.reading import Reading
from ..matching.status import status_of
from ..nouns.mint import governing
from ..text.mask import Masked, Noun
from .words import may_be_said, may_say, word

_NOTHING = next(re.finditer("", ""))  # a match of nothing where a sentence begins
_ITS_OWN = re.compile(r"(?:市|都)?(?:\([^()]*\))?(?:は|が|とは|とは、|も|、これは|、こちらは)、?[\ue000-\uf8ff]")
_PLACES = frozenset(["City", "Region", "Prefecture", "SubnationalGovernment"])
_UNSAID = frozenset([Status.REJECTED, Status.PROPOSED, Status.WITHDRAWN])
_NEGATED = re.compile(r"[^、。]{0,6}?(?:ません|なかった|ない(?!か))")


PLACE = "\uf8fe"
"""What stands for any place in a text that :func:`as_places` gives: no kind has this character."""


class Spot(NamedTuple):
    """A noun and where it stands in the masked sentence."""

    at: int
    noun: Noun


class Scene:
    """A masked sentence with its nouns, its dates and the discourse before it."""

    def __init__(self, masked: Masked, discourse: Discourse, reading: Reading) -> None:
        self.masked = masked
        self.discourse = discourse
        self.text = masked.text
        self.japanese = discourse.frame.lang == "ja"
        self.sayable = may_say(masked.text)  # which words of frames may stand in it
        self.asks = self.says("asks") is not None
        self.paired = False  # whether the sentence tells its ties pair by pair
        self.kin = False  # whether it tells the ties of other cities than the document's own
        self.officed = False  # whether it was read whose office is where
        self.signed = False  # whether a list of those who signed was read
        self.agreed = set[int]()  # where papers stand whose parties were read
        self.told: frozenset[str] = frozenset()  # the cities whose ties the rules have told
        self.spots = list(map(Spot, masked.index, masked.nouns))
        self.kinds = frozenset([noun.kind for noun in masked.nouns])
        self._reading = reading
        self._of: dict[str, list[Spot]] = {}
        self.tie_spots: list[Spot] | None = None  # see frames/ties/tie_words
        self.kept: dict[str, object] = {}  # what several frames read of it: see frames/syntax
        self._dating = Dating(discourse.dates(masked), _NOTHING, discourse.budgeting)
        self.place = Place(masked, _NOTHING, discourse, self._dating)

    @property
    def dates(self) -> list[tuple[int, Interval]]:
        """The dates of the sentence in order, each with its masked offset."""
        return self._dating.dates

    @property
    def reckoning(self) -> Reckoning:
        """What the dates are to the anniversaries of the sentence, where arithmetic proves it."""
        return self.discourse.dates(self.masked).reckoning

    def may_say(self, name: str) -> bool:
        """Whether the words of a name in ``words/frames.toml`` may stand in the sentence at all."""
        return may_be_said(name, self.sayable)

    def says(self, name: str, start: int = 0) -> re.Match[str] | None:
        """Where the sentence first says the words of a name in ``words/frames.toml``."""
        return word(name).search(self.text, start) if self.may_say(name) else None

    def each(self, name: str) -> Iterator[re.Match[str]]:
        """Each place where it says them."""
        return word(name).finditer(self.text) if self.may_say(name) else iter(())

    @property
    def owner(self) -> Entity | None:
        """The city that the document speaks for, as a thing the document speaks of."""
        owner = self.discourse.frame.owner
        return self.discourse.minter.known(owner) if owner else None

    def of(self, kinds: str) -> list[Spot]:
        """The nouns of ``A|B``, kinds below them included."""
        found = self._of.get(kinds)
        if found is None:
            among = self._reading.kinds(kinds) if self._reading.among(kinds, self.kinds) else ()
            found = self._of[kinds] = [s for s in self.spots if s.noun.kind in among] if among else []
        return found

    def is_a(self, noun: Noun, kinds: str) -> bool:
        """Whether a noun is of one of ``A|B``."""
        return self._reading.is_a(noun, kinds)

    def entity(self, noun: Noun) -> Entity | None:
        """The thing that a noun names, if it names one; 同市 is the city named last before it."""
        if noun.kind == "Anaphor":
            ahead = [s.noun for s in self.of("City") if s.noun.start < noun.start]
            unlike = "都" if noun.text.startswith("同市") else ""  # 東京都 is called 同都
            meant = (
                (ahead[-1] if ahead else self.discourse.topic or self.spoken("City", unlike=unlike))
                if re.match("同[市都]", noun.text)
                else None
            )
            return self.entity(meant) if meant is not None and meant.kind != "Anaphor" else None
        found = next((e for e, _ in self._reading.things(noun, self.place)), None)
        return found if isinstance(found, Entity) else None

    def meant(self, noun: Noun) -> Entity | None:
        """The document's own city where a noun means it, by whatever name, else the thing that the noun names."""
        return self.owner if self.is_own(noun) else self.entity(noun)

    def as_noun(self, entity: Entity) -> Noun:
        """A noun for a thing that the sentence means by no name."""
        return Noun(0, 0, entity.kind, entity.name(self.discourse.frame.lang), (entity,))

    def of_entry(self, before: int) -> Entity | None:
        """The city abroad below whose entry in a list the sentence stands, which names no party before a place."""
        head = self._reading.head_of_entry(self.place, before)
        return self.entity(head) if head is not None and head.kind == "City" else None

    def spoken(self, kinds: str, *, unlike: str = "") -> Noun | None:
        """The noun of a kind that the passage spoke of last: in a sentence before, in the headings above.

        None whose name ends in the letters that it is ``unlike``.
        """
        told = (
            *reversed(list(self.discourse.last.values())),
            *(n for masked in self.discourse.above for n in masked.nouns),
        )
        return next(
            (n for n in told if self.is_a(n, kinds) and not (unlike and n.text.endswith(unlike))),
            None,
        )

    def at_home(self, noun: Noun) -> bool:
        """Whether a noun lies in the country of the document's own city."""
        return noun.country == self.discourse.frame.home_land

    def is_own(self, noun: Noun) -> bool:
        """Whether a noun means the document's own city."""
        owner = self.discourse.frame.owner
        if noun.kind == "Self":
            return True
        if owner is None or noun.entities:
            return owner is not None and (noun.entities[0] == owner or governing(noun.entities[0]).iri == owner.iri)
        return noun.kind == owner.kind and any(name.text == noun.text for name in owner.names)

    def is_anniversary(self, at: int) -> bool:
        """Whether the noun at a place of the masked text is an anniversary: 開館10周年."""
        noun = self.masked.noun_at(at)
        return noun is not None and noun.kind == "Anniversary"

    def is_past(self, when: Interval | None) -> bool:
        """Whether a date lies before the one that the document speaks for, or before none that is known."""
        own = self.discourse.frame.as_of
        if when is None or when.earliest is None:
            return False
        return own is None or own.latest is None or when.earliest <= own.latest

    def date_at(self, at: int) -> Interval | None:
        """The date that stands at a place of the masked text."""
        return next((when for place, when in self.dates if place == at), None)

    def before(self, at: int, length: int = 12) -> str:
        """The masked text right before a place."""
        return self.text[max(0, at - length) : at]

    def after(self, at: int, length: int = 12) -> str:
        """The masked text right behind the noun at a place."""
        return self.text[at + 1 : at + 1 + length]

    def clause(self, at: int) -> tuple[int, int]:
        """The range between the commas or stops around a place (outside brackets)."""
        low = max(self.text.rfind(mark, 0, at) for mark in ("、", "。", "; ", "(", ")", "※")) + 1
        ends = [i for i in (self.text.find(mark, at) for mark in ("、", "。", "; ", "※")) if i >= 0]
        return low, min(ends, default=len(self.text))

    def groups(self, spots: Sequence[Spot]) -> list[list[Spot]]:
        """Spots of one enumeration together, in order; countries and brackets between them do not part them."""
        out: list[list[Spot]] = []
        for spot in spots:
            if out and self._linked(out[-1][-1].at, spot.at):
                out[-1].append(spot)
            else:
                out.append([spot])
        return out

    def _linked(self, left: int, right: int) -> bool:
        between = self.text[left + 1 : right]
        if any(left < at < right for at, _ in self.dates):
            return False
        for spot in self.spots:
            if left < spot.at < right and spot.noun.kind not in ("Country", "Region", "Prefecture"):
                return False
        return len(between) <= 40 and bool(_JOINED.fullmatch(between))

    def dated(self, groups: list[list[Spot]]) -> list[Interval | None]:
        """The date of each enumeration, by the way the sentence goes."""
        if not self.dates or not groups:
            return [None] * len(groups)
        first_date, first_name = self.dates[0][0], groups[0][0].at
        if all(d > groups[-1][-1].at for d, _ in self.dates) and len(self.dates) == len(groups) > 1:
            return [value for _, value in self.dates]
        out: list[Interval | None] = []
        for number, group in enumerate(groups):
            low, high = group[0].at, group[-1].at
            following = groups[number + 1][0].at if number + 1 < len(groups) else len(self.text)
            earlier = groups[number - 1][-1].at if number else -1
            after = [(d, v) for d, v in self.dates if high < d < following]
            before = [(d, v) for d, v in self.dates if earlier < d < low and not self.text.startswith(". ", d + 1)]
            bracketed = [v for d, v in self.dates if low < d < following and self._in_brackets(high, d)]
            after = [(d, v) for d, v in after if not _OF_THE_NEXT.match(self.text, d - _SINCE)]
            if before and _OF_THE_NEXT.fullmatch(self.text, before[-1][0] - _SINCE, low):
                out.append(before[-1][1])
            elif bracketed:
                out.append(bracketed[0])
            elif first_date < first_name:
                if before:
                    out.append(before[-1][1])
                elif after and (_ITS_OWN.match(self.text, high + 1) or not self.japanese):
                    out.append(after[0][1])
                else:
                    out.append(out[-1] if out and self._same(earlier, low) else None)
            elif not after and len(before) > 1 and not self.japanese:
                out.append(before[-1][1])  # Cardiff followed in 1964, in 1965 Bremen
            else:
                out.append(after[0][1] if after and "。" not in self.text[high : after[0][0]] else None)
        return out

    def _same(self, left: int, right: int) -> bool:
        return right - left <= 16 and not re.search("[。;]", self.text[left + 1 : right])

    def _in_brackets(self, name: int, date: int) -> bool:
        between = self.text[name + 1 : date]
        return "(" in between and ")" not in between and "、" not in between.split("(")[0] and len(between) < 24

    def founded(
        self, thing: Entity | None, when: Interval | None, span: tuple[int, int], rule: str, *, done: bool = False
    ) -> Iterator[Draft]:
        """``establishedOn`` of a thing with the date told of it, if one is."""
        if when is not None:
            day = Value("Date", str(when))
            yield from self.draft(thing, "establishedOn", day, span, rule, since=when, done=done)

    def draft(
        self,
        subject: Entity | None,
        relation: str,
        object_: Entity | Value | None,
        span: tuple[int, int],
        rule: str,
        *,
        done: bool = False,
        always: bool = False,
        **more: object,
    ) -> Iterator[Draft]:
        """A draft that rests on a masked range; none where an end is missing.

        What is ``done`` by a date of its own can have ended since, but is no plan, whatever else the range says;
        what holds ``always`` (a city is in its country) is not touched by what is planned or denied around it.
        """
        if subject is None or object_ is None or subject == object_:
            return
        if self.asks and span[1] > self.text.rfind("が、"):
            return  # a question states nothing but what it takes for granted: …と承知しているが、
        away = isinstance(object_, Entity) and object_.country != self.discourse.frame.home_land
        always = always or (relation == "locatedIn" and subject.kind in _PLACES and away)
        status = Status.SETTLED if always else status_of(self.text, span)
        if relation == "tieAnniversaryWith" and status is Status.PROPOSED and not self.japanese:
            status = Status.PLANNED  # we hope to open a desk in time for the 30th anniversary in 2030: it comes
        if always:
            pass
        elif done and status is not Status.ENDED:
            status = Status.SETTLED
        elif status in _UNSAID or _NEGATED.match(self.text, span[1]):
            return  # what is wished for is told only where a rule knows the wording
        start, end = (self.masked.at[i] for i in span)
        yield Draft(
            subject,
            relation,
            object_,
            (start, end),
            rule,
            as_of=self._dating.as_of(),
            status=status,
            **more,  # type: ignore[arg-type]
        )


def as_places(scene: Scene, kinds: str) -> str:
    """The masked text with one character for all nouns of ``A|B``, so that one pattern reads places of any kind."""
    return scene.text.translate({ord(scene.text[s.at]): PLACE for s in scene.of(kinds)})


_SINCE = len("since ")
_OF_THE_NEXT = re.compile(  # and, since 1988, with Lisbon
    r"(?:(?<=\band )|(?<=\band, ))since [\ue000-\uf8ff],? (?:with|of|to) (?:the )?"
)
_JOINED = re.compile(
    r"(?:市|都|町|村|州|県)?(?:\s?\([^()]{0,30}\))?"
    r"(?:、|,|・|と|や|及び|および|並びに|ならびに|/|;|\s|['’]s\b|and(?:\swith)?\b|&|again\b|lastly\b|finally\b|the\b|in\b|の(?=[\ue000-\uf8ff]|$)|[\ue000-\uf8ff])*"
)
