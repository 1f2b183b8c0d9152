"""Cities by how they stand in a text: the home city of an entry and the others, where something takes place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...ontology.model import Entity
from ..text.mask import SEPARATOR, Alphabet, Masked, Noun, compile_pattern
from .place import Place
from .reading import End, Reading, at_home

JOINED_TOO = re.compile(  # Dresden joined in 1987, then Osaka: one of the list, not whose list it is
    r"[^a-z]{0,3}(?:\([^()]*\))?,? (?:joined|followed|came|(?:was|were) added)\b(?! to)"
)
_UNKNOWN_TOWN = re.compile(  # was held in Penticton in May: a town that no list knows
    r" held in (?:[A-Z][a-zà-ÿ]{2,} ){1,2}(?<! Hall )(?<! Park )(?<! Square )(?<! Cent[er][er] )(?<! House )"
    r"(?:in|on|from|last) "
)
OF_ITS_OWN = re.compile(r" itself\b|, (?:for its part|in its turn|in turn|meanwhile),")
"""Behind a city that the rest of an English sentence is about, though the document is another's."""


_BESIDE = re.compile(
    r"市?(?:\([^()]*\))?(?:の(?:ほか|他)(?!の)|以外(?!の)|と並んで|だけで(?:は|なく)"
    r"|も(?:その|この|これらの)?(?:うちの)?(?:一つ|ひとつ|一員|1つ)|(?:など|等)?(?:が|も)、?(?:名を連ね|顔を並べ))"
)


def only_beside(masked: Masked, noun: Noun) -> bool:
    """Whether a Japanese sentence names somebody as one beside whom it tells of others: 本市のほか."""
    return bool(_BESIDE.match(masked.clean.text, noun.end))


_AT_HOME = re.compile(r"[^\w\ue000-\uf8ff]{0,4}[\ue000-\uf8ff](?:市|町|村|区)?\([\ue000-\uf8ff]\)(?!.*[ァ-ヴ]{3})")


def _is_partner_at_home(cities: Sequence[Noun], place: Place) -> bool:
    """Whether an entry is of another city of the own country alone, in a city's own list: 小布施町(長野県)."""
    owner = place.discourse.frame.owner
    if owner is None or owner.kind != "City" or len(cities) != 1 or not at_home(cities[0], place):
        return False
    return owner not in cities[0].entities[:1] and _AT_HOME.match(place.masked.text) is not None


def _in_section_of_partner(place: Place) -> bool:
    """Whether an entry stands in a section that tells a foreign partner's own ties: ナポリ市がもつ姉妹都市."""
    frame = place.discourse.frame
    owner = frame.owner
    if owner is None or owner.kind != "City" or owner == frame.city:
        return False
    return owner.country not in (None, frame.home_land)


class Standing(Reading):
    """Reads specifications that ask for a city or a country."""

    def __init__(self, below: Mapping[str, frozenset[str]], alphabet: Alphabet) -> None:
        super().__init__(below)
        self._cities = compile_pattern(rf"<City>(?:{SEPARATOR}{{1,2}}<City>)*", alphabet, {})

    def home_of(self, place: Place) -> Entity | None:
        """The home city of a list's entry."""
        found = next((e for e, _ in self._home("", place)), None)
        return found if isinstance(found, Entity) else None

    def _home(self, _: str, place: Place) -> Iterator[End]:
        """The home city of a list's entry: one named in it before the other, else the heading's, else the own."""
        if _in_section_of_partner(place):
            yield from self._self("", place)
            return
        cities = [n for n in place.masked.nouns if n.kind == "City" and not only_beside(place.masked, n)]
        if len(cities) > 1 and at_home(cities[0], place) and not at_home(cities[1], place):
            yield from self._things(cities[0], place)
            return
        if _is_partner_at_home(cities, place):
            yield from self._self("", place)
            return
        stub = (place.discourse.stub,) if place.discourse.stub else ()
        for masked in (*stub, *place.discourse.above):
            named = [n for n in masked.nouns if n.kind == "City" and at_home(n, place)]
            if named:
                yield from self._things(named[0], place)
                return
        yield from self._self("", place)

    def _away(self, _: str, place: Place) -> Iterator[End]:
        """The other cities of a list's entry: the first enumeration that is not the home city."""
        home = next((e for e, _ in self._home("", place)), None)
        for match in self._cities.finditer(place.masked.text):
            found = [e for n in place.masked.within(*match.span()) for e in self._things(n, place)]
            others = [(e, n) for e, n in found if e is not home]
            if others:
                yield from others
                return
        above = [
            n for masked in place.discourse.above for n in masked.nouns
        ]  # a record under the other city's name
        goes_on = place.discourse.kind == "row" and place.discourse.frame.lang == "ja"
        said = [place.discourse.last["City"]] if goes_on and "City" in place.discourse.last else []
        for noun in (*said, *above):
            if noun.kind == "City" and not at_home(noun, place):
                yield from self._things(noun, place)
                return

    def _elsewhere(self, _: str, place: Place) -> Iterator[End]:
        for offset in sorted((o for o in place.masked.index if o < place.match.start()), reverse=True):
            noun = place.masked.nouns[place.masked.index[offset]]
            for end, at in self._things(noun, place) if noun.kind == "City" else ():
                if end is not place.owner:
                    yield end, at
                    return

    def _here(self, group: str, place: Place) -> Iterator[End]:
        """The city where an event takes place: one named as its place in the clause, else the document's own."""
        masked = place.masked
        event = next(iter(place.nouns(group)), None)
        for offset, number in masked.index.items():
            noun = masked.nouns[number]
            if noun.kind in ("City", "Self") and re.match(
                r"(?:市|の?両市|の?両都市)?(?:内)?(?:で|において|にて|が会場|を会場)(?!す|あ)",
                masked.text[offset + 1 :],
            ):
                yield from self._things(noun, place)
                return
        others = [
            n
            for n in masked.nouns
            if n is not event and n.kind in ("City", "Country") and not self._is_own(n, place)
        ]
        if place.owner and not others and not _UNKNOWN_TOWN.search(place.match[0]):
            yield from self._self("", place)

    def _last_abroad(self, _: str, place: Place) -> Iterator[End]:
        """The city spoken of last that is not the document's own."""
        masked = place.masked
        before = [
            masked.nouns[masked.index[o]] for o in sorted(masked.index, reverse=True) if o < place.match.start()
        ]
        for noun in (*before, *reversed(list(place.discourse.last.values()))):
            if noun.kind == "City" and not self._is_own(noun, place):
                yield from self._things(noun, place)
                return

    @staticmethod
    def _is_own(noun: Noun, place: Place) -> bool:
        return noun.entities[:1] == (place.owner,)

    def _voice(self, _: str, place: Place) -> Iterator[End]:
        """The association that does what its paper tells without a subject, where no city is named."""
        frame = place.discourse.frame
        if frame.voice_leads and frame.voice is not None:
            yield place.discourse.minter.known(frame.voice), None

    def _own(self, _: str, place: Place) -> Iterator[End]:
        """The city whose ties a list tells: the sentence's subject where that is a home city, else the own."""
        first = place.masked.noun_at(min(place.masked.index, default=-1))
        if first is not None and first.kind == "City" and OF_ITS_OWN.match(place.masked.clean.text, first.end):
            yield from self._things(first, place)  # Kobe itself has ties of its own
            return
        if first is not None and first.kind == "City" and JOINED_TOO.match(place.masked.clean.text, first.end):
            yield from self._self("", place)
            return
        for end, noun in self._topic("City", place):
            if noun is None or at_home(noun, place) or (place.owner and noun.entities[:1] == (place.owner,)):
                yield end, noun
                return
        yield from self._self("", place)

    def _its_country(self, group: str, place: Place) -> Iterator[End]:
        """The country that a section is headed by, where the city of the group lies in it."""
        codes = [n.entities[0].country for n in place.nouns(group) if n.entities]
        for masked in place.discourse.headings[-1:]:
            for noun in masked.nouns:
                named = noun.country
                if noun.kind == "Country" and named and codes == [named]:
                    yield from self._things(noun, place)

    def _abroad(self, group: str, place: Place) -> Iterator[End]:
        """The city abroad whose name a thing bears in front: オデーサ市第141保育園."""
        for noun in place.nouns(group):
            first = noun.parts[0] if noun.parts else None
            if (
                first
                and first.kind == "City"
                and not at_home(first, place)
                and noun.text.startswith(first.text)
                and first.text.endswith("市")
            ):
                yield from self._things(first, place)

    def _seat(self, group: str, place: Place) -> Iterator[End]:
        """The city that an organisation's office has in its name: 国連訓練調査研究所広島事務所."""
        for noun in place.nouns(group):
            bodies = [
                p for p in noun.parts if self.is_a(p, "InternationalOrganization|CityNetwork|NationalGovernment")
            ]
            for part in noun.parts if bodies else ():
                if part.kind == "City":
                    yield from self._things(part, place)

    def _record(self, _: str, place: Place) -> Iterator[End]:
        if place.discourse.record:
            yield from self._things(place.discourse.record, place)
