"""The ends of a fact: what a rule's specification (see :mod:`.rules`) names at the place where it matched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from ..ontology.edtf import Interval
from ..ontology.model import Entity, Value
from .discourse import Place
from .editions import edition_of
from .literals import LITERALS
from .mask import SEPARATOR, Alphabet, Noun, compile_pattern

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
        "Generic",
        "Role",
    ]
)
_PROGRAMME = re.compile(
    r"(?P<name>[^()。]{3,40}?)\s?(?:\((?P<alias>[A-Za-z][\w\- ]+?)(?:事業)?\))?\s?(?:\([^()]*[課局部室]\))?$"
)
_FIELD = re.compile(r"\{(\w+)\}")
_PLACE = re.compile(r"市?(?:内)?(?:で|において|にて|が会場|を会場)(?!す|あ)")
_TOPIC = re.compile(r"(?:で?は|が|も)(?!、?\d)")
_ACTS = re.compile(
    r"(?:,[^,.]{0,40},)?,? (?:is|was|has|had|have|and|became|opened|opens|signed|hosted|hosts|joined|established"
    r"|operates|runs|today|also|concluded|marked|marks|celebrates?d?|supports|works|sent|received|belongs|serves|continues)\b"
)


class Ends:
    """Reads specifications; one for all documents."""

    def __init__(self, below: Mapping[str, frozenset[str]], alphabet: Alphabet) -> None:
        self._below = below
        self._cities = compile_pattern(rf"<City>(?:{SEPARATOR}{{1,2}}<City>)*", alphabet, {})
        self._by_word: dict[str, Callable[[str, Place], Iterator[End]]] = {
            "self": self._self,
            "agent": lambda _, place: self._topic("Department|Office|City|Alliance|Foundation", place),
            "topic": self._topic,
            "last": self._last_end,
            "heading": self._heading,
            "part": self._part,
            "new": self._new,
            "home": self._home,
            "away": self._away,
            "elsewhere": self._elsewhere,
            "here": self._here,
            "own": self._own,
            "its-country": self._its_country,
            "embassies": self._embassies,
            "seat": self._seat,
            "edition-told": self._edition_told,
            "network-spoken-of": self._network_spoken_of,
            "record": self._record,
            "title-line": _title_line,
            **LITERALS,
            "office": self._office,
            "roles": self._roles,
            "title": self._title,
            "agreement": self._agreement,
            "edition": self._edition,
            "series": self._series,
            "aliased": self._aliased,
            "abroad": self._abroad,
            "named": self._group,
        }

    def __call__(self, spec: str, place: Place) -> Iterator[End]:
        """What a specification names here, each with its noun where it has one."""
        if place.has(spec):
            return self._group(spec, place)
        word, _, rest = spec.partition(":")
        return self._by_word[word](rest, place)

    def relation(self, spec: str, place: Place) -> str | None:
        """The relation: its name, or the one that the word in a group or in a list's heading means."""
        if spec == "listed:Tie":
            return self._tie_spoken_of(place)
        if not place.has(spec):
            return spec
        words = place.nouns(spec)
        return words[0].value if words and isinstance(words[0].value, str) else None

    @staticmethod
    def _tie_spoken_of(place: Place) -> str | None:
        """The kind of tie that an entry is about: of a word in the match, before it, in the block or above it."""
        masked, match = place.masked, place.match
        aside = {i for m in re.finditer(r"\([^()]*\)", masked.text) for i in range(*m.span())}
        clause = re.match(r"[^。、]{0,12}", masked.text[match.end() :])
        end = match.end() + (clause.end() if clause else 0)
        inside = [n for n in masked.within(match.start(), end) if n.kind == "Tie"]
        before = [
            masked.nouns[masked.index[i]]
            for i in sorted((i for i in masked.index if i < match.start() and i not in aside), reverse=True)
            if masked.nouns[masked.index[i]].kind == "Tie"
        ]
        after = [n for n in masked.within(match.end(), len(masked.text)) if n.kind == "Tie"]
        row = after if place.discourse.kind in ("row", "item") else []
        said = [place.discourse.tie] if place.discourse.tie else []
        above = [n for h in place.discourse.above for n in h.nouns if n.kind == "Tie"]
        record = place.discourse.last.get("Tie") if place.discourse.kind == "row" else None
        for noun in (*inside, *row, *before, *said, *above, *([record] if record else ())):
            if isinstance(noun.value, str):
                return noun.value
        return None

    def filled(self, pairs: tuple[tuple[str, str], ...], place: Place) -> tuple[tuple[str, str], ...]:
        """Qualifiers with their values: of a group, of an edition's number, or a template's."""
        out = []
        for name, spec in pairs:
            if spec.startswith("number:"):
                edition = next((edition_of(n.text) for n in place.nouns(spec[7:])), None)
                text = str(edition.number) if edition else ""
            elif spec == "fiscal-year":
                year = place.dating.year(None) or place.discourse.frame.as_of
                text = year.short if year and year.fiscal_year else ""
            elif place.has(spec):
                text = _plain(place, spec)
            else:
                text = template(spec, place) or ""
            if text:
                out.append((name, text))
        return tuple(out)

    def is_a(self, noun: Noun, kinds: str) -> bool:
        """Whether a noun is of one of ``A|B``, kinds below them included."""
        return any(noun.kind == kind or noun.kind in self._below.get(kind, ()) for kind in kinds.split("|"))

    def _things(self, noun: Noun, place: Place) -> Iterator[End]:
        minter = place.discourse.minter
        if noun.kind == "Self":
            yield from self._self("", place)
        elif noun.kind == "Anaphor":
            if noun.text == "同市" and (last := self._last("City", place)):
                yield minter.entity(last), noun
        elif noun.kind not in _NO_THING:
            yield minter.entity(noun), noun

    def _group(self, group: str, place: Place) -> Iterator[End]:
        for noun in place.nouns(group):
            yield from self._things(noun, place)

    def _self(self, _: str, place: Place) -> Iterator[End]:
        if place.owner:
            yield place.discourse.minter.known(place.owner), None

    def _topic(self, kinds: str, place: Place) -> Iterator[End]:
        """The noun before は or が nearest above the match; where a city may be meant, the document's own."""
        masked, start = place.masked, place.match.start()
        for offset in sorted((o for o in masked.index if o <= start), reverse=True):
            noun = masked.nouns[masked.index[offset]]
            opens = offset < 5 and _ACTS.match(masked.text, offset + 1)  # an English sentence's subject
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

    def _home(self, _: str, place: Place) -> Iterator[End]:
        """The home city of a list's entry: one named in it before the other, else the heading's, else the own."""
        cities = [n for n in place.masked.nouns if n.kind == "City"]
        if len(cities) > 1 and _at_home(cities[0], place) and not _at_home(cities[1], place):
            yield from self._things(cities[0], place)
            return
        stub = (place.discourse.stub,) if place.discourse.stub else ()
        for masked in (*stub, *place.discourse.above):
            named = [n for n in masked.nouns if n.kind == "City" and _at_home(n, place)]
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
        said = [place.discourse.last["City"]] if "City" in place.discourse.last else []
        for noun in (*(said if place.discourse.kind == "row" else ()), *above):
            if noun.kind == "City" and not _at_home(noun, place):
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
                r"市?(?:内)?(?:で|において|にて|が会場|を会場)(?!す|あ)", masked.text[offset + 1 :]
            ):
                yield from self._things(noun, place)
                return
        others = [
            n
            for n in masked.nouns
            if n is not event and n.kind in ("City", "Country") and not self._is_own(n, place)
        ]
        if place.owner and not others:
            yield from self._self("", place)

    @staticmethod
    def _is_own(noun: Noun, place: Place) -> bool:
        return noun.entities[:1] == (place.owner,)

    def _own(self, _: str, place: Place) -> Iterator[End]:
        """The city whose ties a list tells: the sentence's subject where that is a home city, else the own."""
        for end, noun in self._topic("City", place):
            if noun is None or _at_home(noun, place) or (place.owner and noun.entities[:1] == (place.owner,)):
                yield end, noun
                return
        yield from self._self("", place)

    def _its_country(self, group: str, place: Place) -> Iterator[End]:
        """The country that a section is headed by, where the city of the group lies in it."""
        codes = [dict(n.entities[0].attributes).get("countryCode") for n in place.nouns(group) if n.entities]
        for masked in place.discourse.headings[-1:]:
            for noun in masked.nouns:
                named = dict(noun.entities[0].attributes).get("countryCode") if noun.entities else None
                if noun.kind == "Country" and named and codes == [named]:
                    yield from self._things(noun, place)

    def _embassies(self, group: str, place: Place) -> Iterator[End]:
        """韓国、中国の総領事館: one office each."""
        word = place.text("w")
        for noun in place.nouns(group):
            yield place.discourse.minter.named("Office", f"{noun.text}{word}"), noun

    def _network_spoken_of(self, _: str, place: Place) -> Iterator[End]:
        above = [n for masked in place.discourse.above for n in masked.nouns if n.kind == "CityNetwork"]
        if noun := self._last("CityNetwork", place) or next(iter(above), None):
            yield from self._things(noun, place)

    def _edition_told(self, group: str, place: Place) -> Iterator[End]:
        """The edition whose number is told in a passage about its series: 第2回は…チェンマイで."""
        number = place.text(group)
        nouns = [*reversed(list(place.discourse.last.values())), *(n for m in place.discourse.above for n in m.nouns)]
        for noun in nouns:
            edition = edition_of(noun.text) if noun.kind == "Event" else None
            series = edition.series if edition else noun.text if noun.kind == "EventSeries" else None
            if series and number.isdigit():
                yield place.discourse.minter.named("Event", f"第{number}回{series}"), None
                return

    def _seat(self, group: str, place: Place) -> Iterator[End]:
        """The city that an organisation's office has in its name: 国連訓練調査研究所広島事務所."""
        for noun in place.nouns(group):
            bodies = [p for p in noun.parts if self.is_a(p, "InternationalOrganization|CityNetwork|NationalGovernment")]
            for part in noun.parts if bodies else ():
                if part.kind == "City":
                    yield from self._things(part, place)

    def _record(self, _: str, place: Place) -> Iterator[End]:
        if place.discourse.record:
            yield from self._things(place.discourse.record, place)

    def _office(self, group: str, place: Place) -> Iterator[End]:
        for noun in place.nouns(group):
            yield place.discourse.minter.named("Office", f"{noun.text.removesuffix('市')}事務所"), noun

    def _roles(self, group: str, place: Place) -> Iterator[End]:
        above = [n for masked in place.discourse.above for n in masked.nouns if n.kind == "CityNetwork"]
        spoken = self._last("CityNetwork", place) or next(iter(above), None)
        body = spoken if group == "last" else next(iter(place.nouns(group)), None)
        if body is None:
            return
        network = place.discourse.minter.entity(body)
        for noun in (*place.nouns("roles"), *place.nouns("more")):
            if noun.kind == "Role":
                role = re.sub(r"の(?=議長|座長|会長|委員長)", "", noun.text)
                name = f"{network.name('ja')}{role}"
                yield place.discourse.minter.named("Role", name, (role,), scope=network.iri), noun

    def _title(self, group: str, place: Place) -> Iterator[End]:
        for noun in place.nouns(group):
            known = noun.entities[0] if noun.entities else None
            minter = place.discourse.minter
            yield (minter.known(known) if known else minter.named("Role", noun.text)), noun

    def _agreement(self, rest: str, place: Place) -> Iterator[End]:
        """An agreement named by its parties and its word: 横浜市と国連開発計画の合意文書."""
        group, _, word = rest.partition(":")
        partners = [e for e, _ in self._group(group, place) if isinstance(e, Entity)]
        first = (
            [e for e, _ in self._group("a", place)]
            if place.has("a")
            else [e for e, _ in self._topic("City", place)]
        )
        one = first[0] if first else None
        if not partners or not isinstance(one, Entity):
            return
        what = next((n.text for n in place.nouns(word)), place.text(word))
        shown = "・".join(p.name("ja") for p in partners if p is not one)
        yield place.discourse.minter.named("Agreement", f"{one.name('ja')}と{shown}の{what}", scope=shown), None

    def _edition(self, group: str, place: Place) -> Iterator[End]:
        for noun in place.nouns(group):
            if edition_of(noun.text):
                yield from self._things(noun, place)

    def _series(self, group: str, place: Place) -> Iterator[End]:
        for noun in place.nouns(group):
            if edition := edition_of(noun.text):
                part = next((p for p in noun.parts if p.kind == "EventSeries"), None)
                if part:
                    yield from self._things(part, place)
                else:
                    yield place.discourse.minter.named("EventSeries", edition.series), noun

    def _abroad(self, group: str, place: Place) -> Iterator[End]:
        """The city abroad whose name a thing bears in front: オデーサ市第141保育園."""
        for noun in place.nouns(group):
            first = noun.parts[0] if noun.parts else None
            if first and first.kind == "City" and not _at_home(first, place) and noun.text.startswith(first.text):
                yield from self._things(first, place)

    def _aliased(self, group: str, place: Place) -> Iterator[End]:
        for noun in place.nouns(group):
            if noun.names:
                yield from self._things(noun, place)


def _title_line(_: str, place: Place) -> Iterator[End]:
    """The programme that a heading is the title of."""
    if titled := _PROGRAMME.match(place.masked.clean.text):
        others = (titled["alias"],) if titled["alias"] else ()
        yield place.discourse.minter.named("Programme", titled["name"], others), None


def _at_home(noun: Noun, place: Place) -> bool:
    """Whether a city lies in the country of the document's own city (in Japan where none is known)."""
    own = dict(place.owner.attributes).get("countryCode") if place.owner else None
    return bool(noun.entities) and dict(noun.entities[0].attributes).get("countryCode") == (own or "JP")


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


def _plain(place: Place, group: str) -> str:
    """The words of a group; of a figure its number, of a date its EDTF."""
    value = next((n.value for n in place.nouns(group)), None)
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value) if isinstance(value, Interval) else place.text(group)
