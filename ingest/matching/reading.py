"""What a rule's plainest specifications name: nouns of a group, the city itself, the topic, what was spoken of.

The entities come from the document's minter; a noun that names no thing (a date, a figure) gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from ...ontology.edtf import Interval
from ...ontology.model import Entity, Value
from ..nouns.editions import is_bare
from ..text.mask import Noun
from .common_meetings import is_common
from .common_meetings import meeting as common_meeting
from .meetings import fuller, numbered, whose
from .place import Place

End = tuple[Entity | Value, Noun | None]
_NO_THING = frozenset(
    [
        "Tie",
        "Date",
        "FiscalYear",
        "RelativeDate",
        "Count",
        "MoneyJPY",
        "Anniversary",
        "Anaphor",
        "AgreementWord",
        "Quoted",
        "Title",
        "Generic",
        "Role",
    ]
)
_PROGRAMME = re.compile(
    r"(?P<name>[^()。]{3,40}?)\s?(?:\((?P<alias>[A-Za-z][\w\- ]+?)(?:事業)?\))?\s?(?:\([^()]*[課局部室]\))?$"
)
_FIELD = re.compile(r"\{(\w+)\}")
_TOPIC = re.compile(r"(?:で?は|が|も)(?!、?\d)")
_TOWN_OF = re.compile(  # The Graz district of Wald is twinned with
    r"\W{0,3}[Tt]he (?:[\w\ue000-\uf8ff’'-]+ ){0,3}"
    r"(?:city|town|village|district|suburb|municipality|borough|commune|community|port) of "
)
_ACTS = re.compile(
    r"(?:,[^,.]{0,40},)?,? (?:is|was|has|had|have|and|became|opened|opens|signed|hosted|hosts|joined|established"
    r"|operates|runs|today|also|concluded|marked|marks|celebrates?d?|supports|works|sent|received|belongs|serves|continues)\b"
)


class Reading:
    """Reads specifications of the ends of facts; one for all documents."""

    def __init__(self, below: Mapping[str, frozenset[str]]) -> None:
        self._below = below
        self._known: dict[str, frozenset[str]] = {}
        self.among = cache(self._among)

    def is_a(self, noun: Noun, kinds: str) -> bool:
        """Whether a noun is of one of ``A|B``, kinds below them included."""
        return noun.kind in self.kinds(kinds)

    def kinds(self, kinds: str) -> frozenset[str]:
        """The kinds of ``A|B`` and all below them."""
        known = self._known.get(kinds)
        if known is None:
            named = kinds.split("|")
            known = self._known[kinds] = frozenset(named).union(*(self._below.get(kind, ()) for kind in named))
        return known

    def _among(self, kinds: str, present: frozenset[str]) -> bool:
        """Whether one of the kinds that are ``present`` is one of ``A|B`` or below them."""
        return not self.kinds(kinds).isdisjoint(present)

    def _things(self, noun: Noun, place: Place) -> Iterator[End]:
        minter = place.discourse.minter
        if noun.kind == "Self":
            yield from self._self("", place)
        elif noun.kind == "Anaphor":
            ahead = any(n.kind == "City" and n.start < noun.start for n in place.masked.nouns)
            topic = None if ahead else place.discourse.topic
            if noun.text == "同市" and (last := topic or self._last("City", place)):
                yield minter.entity(last), noun
        elif noun.kind == "Event" and is_common(noun):
            if meeting := common_meeting(noun, place):
                yield meeting, noun
        elif noun.kind == "Event" and is_bare(noun.text):
            if meeting := whose(noun, place):
                yield meeting, noun
        elif noun.kind == "Event" and (held := numbered(noun, place)):
            yield held, noun
        elif noun.kind == "Event" and (whole := fuller(noun, place)):
            yield minter.entity(whole), noun
        elif noun.kind not in _NO_THING:
            yield minter.entity(noun), noun

    def things(self, noun: Noun, place: Place) -> Iterator[End]:
        """What a noun names, as the document speaks of it."""
        return self._things(noun, place)

    def head_of_entry(self, place: Place, before: int) -> Noun | None:
        """What heads the entry of a list in which the sentence stands, another than the own city.

        None where the sentence names a party before a place of its masked text.
        """
        head = place.discourse.headed if place.discourse.headed_above else None
        if head is None or (place.owner is not None and place.owner.iri in [e.iri for e in head.entities[:1]]):
            return None
        named = (place.masked.nouns[number] for at, number in place.masked.index.items() if at < before)
        return None if any(self.is_a(n, "City|Self|Prefecture|Anaphor") for n in named) else head

    def _group(self, group: str, place: Place) -> Iterator[End]:
        for noun in _without_lands(place.nouns(group), place):
            yield from self._things(noun, place)

    def _self(self, _: str, place: Place) -> Iterator[End]:
        if place.owner:
            yield place.discourse.minter.known(place.owner), None

    def _topic(self, kinds: str, place: Place) -> Iterator[End]:
        """The noun before は or が nearest above the match; where a city may be meant, the document's own."""
        masked, start = place.masked, place.match.start()
        if (
            place.discourse.opened is not None
            and masked.text.startswith("It ")
            and self.is_a(place.discourse.opened, kinds)
        ):
            yield from self._things(place.discourse.opened, place)
            return
        for offset in sorted((o for o in masked.index if o <= start), reverse=True):
            noun = masked.nouns[masked.index[offset]]
            begins = offset < 5 or _TOWN_OF.fullmatch(masked.text, 0, offset) is not None
            opens = begins and _ACTS.match(masked.text, offset + 1)  # an English sentence's subject
            if opens or _TOPIC.match(masked.text, offset + 1):
                if noun.kind == "Self":
                    break
                if masked.text[offset + 1 : offset + 3] == "では" and noun.entities[:1] != (place.owner,):
                    continue  # バンコク都では tells where, 横浜市では who
                if self.is_a(noun, kinds) and (offset < start or not self._owns(place)):
                    yield from self._things(noun, place)
                    return
        if "City" in kinds.split("|"):
            yield from self._self("", place)

    @staticmethod
    def _owns(place: Place) -> bool:
        return place.owner is not None

    def _last(self, kinds: str, place: Place) -> Noun | None:
        for offset in sorted((o for o in place.masked.index if o < place.match.start()), reverse=True):
            noun = place.masked.nouns[place.masked.index[offset]]
            if self.is_a(noun, kinds):
                return noun
        return next((n for n in reversed(list(place.discourse.last.values())) if self.is_a(n, kinds)), None)

    def _last_end(self, kinds: str, place: Place) -> Iterator[End]:
        if noun := self._last(kinds, place):
            yield from self._things(noun, place)

    def _heading(self, kinds: str, place: Place) -> Iterator[End]:
        for masked in place.discourse.above:
            for noun in masked.nouns:
                if self.is_a(noun, kinds):
                    yield from self._things(noun, place)
                    return
            if "Programme" in kinds and (titled := _PROGRAMME.match(masked.clean.text)):
                others = (titled["alias"],) if titled["alias"] else ()
                yield place.discourse.minter.named("Programme", titled["name"], others), None
                return

    def _part(self, rest: str, place: Place) -> Iterator[End]:
        group, _, kinds = rest.partition(":")
        for noun in place.nouns(group):
            for part in noun.parts:
                if self.is_a(part, kinds):
                    yield from self._things(part, place)

    def _new(self, rest: str, place: Place) -> Iterator[End]:
        kind, _, pattern = rest.partition(":")
        if (name := template(pattern, place)) is not None:
            yield place.discourse.minter.named(kind, name), None


def _without_lands(nouns: list[Noun], place: Place) -> list[Noun]:
    """The nouns of an enumeration but the country in front of its city: インドネシア・スラバヤ市."""
    text = place.masked.clean.text
    lands = {
        one
        for one, city in pairwise(nouns)
        if one.kind == "Country" and city.kind == "City" and text[one.end : city.start] == "・"
        and city.entities and one.country == city.country
    }  # fmt: skip
    return [n for n in nouns if n not in lands]


def at_home(noun: Noun, place: Place) -> bool:
    """Whether a city lies in the country of the document's own city (in Japan where none is known)."""
    own = place.discourse.frame.home_land
    return bool(noun.entities) and noun.entities[0].country == own


def template(pattern: str, place: Place) -> str | None:
    """A template with ``{group}`` and ``{self}`` filled in; nothing where one of them is not there."""
    missing = False

    def fill(match: re.Match[str]) -> str:
        nonlocal missing
        if match[1] == "self":
            text = place.owner.name(place.discourse.frame.lang) if place.owner else ""
        else:
            text = place.text(match[1])
        missing = missing or not text
        return text

    name = _FIELD.sub(fill, pattern)
    return None if missing else name


def plain(place: Place, group: str) -> str:
    """The words of a group; of a figure its number, of a date its EDTF."""
    value = next((n.value for n in place.nouns(group)), None)
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value) if isinstance(value, Interval) else place.text(group)


def title_line(_: str, place: Place) -> Iterator[End]:
    """The programme that a heading is the title of."""
    if titled := _PROGRAMME.match(place.masked.clean.text):
        others = (titled["alias"],) if titled["alias"] else ()
        yield place.discourse.minter.named("Programme", titled["name"], others), None


def post(title: str) -> str:
    """A post's title with its body, in one spelling: 防災分科会の議長 is 防災分科会議長."""
    return re.sub(r"(?<=会)の(?=副?(?:議長|座長|会長|委員長))", "", title)
