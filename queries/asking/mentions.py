"""Names and dates in a question: what the graph knows by that name, and places of which it knows nothing.

What always holds: ``text[m.start:m.end]`` is what was said; mentions do not overlap, and of two that would the
longer is taken; dates are found as ingest finds them, places that the graph lacks by ingest's own gazetteer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from ...graph.home import Table
from ...ontology.dates_text import find_dates, resolve
from ...ontology.edtf import on, span
from .loose_names import LooseNames
from .namings import adjectives, by_parts, forms, normal, respelt, shortened, spelling, told
from .periods import periods

if TYPE_CHECKING:
    from datetime import date

    from ...graph.home import Graph
    from ...ontology.dates_text import DateMention
    from ...ontology.edtf import Interval
    from ...ontology.model import Entity, Lang

_KATAKANA: Final = re.compile(r"[ァ-ヺー]")
_KANJI: Final = re.compile(r"[一-鿿々]")
_LATIN: Final = re.compile(r"[A-Za-z0-9]")
_OTHER_WORD: Final = re.compile(r"[語人系製]")
_YEARS: Final = re.compile(
    r"(?P<ja>\d+)\s*周年|(?P<kanji>[二三四五六七八九]?十[一二三四五六七八九]?|百)周年|(?<![0-9A-Za-z])(?P<en>\d+)(?:st|nd|rd|th)(?=\W+(?:anniversar|jubilee|birthday|year\b))"
    r"|(?<![0-9A-Za-z])(?P<long>\d{1,3})[- ]years?(?=[- ](?:anniversar|jubilee|birthday))"
    r"|(?<=turn )(?P<turn>\d{1,3})(?!\d)|(?<=turns )(?P<turns>\d{1,3})(?!\d)"
    r"|(?:(?<=turning )|(?<=turned )|(?<=hits )|(?<=mark )|(?<=reach )|(?<=reaches ))(?P<hits>\d{1,3})(?!\d| \d)",
    re.IGNORECASE,
)
_REACHED: Final = re.compile(
    r"(?P<ja>(?<!\d)\d{1,3}(?=年(?:目)?(?:を迎え|になる|に達|に[当あ]た|(?:という|の)(?:節目|区切り))))"
    r"|(?<=hit )(?P<hit>\d{1,3} years)"
    r"|(?<![\d-])(?P<old>\d{1,3})(?=[- ]years?[- ]old)"
    r"|(?:(?<=reach )|(?<=reaches )|(?<=mark )|(?<=marks )|(?<=complete ))(?P<mark>\d{1,3} years)",
    re.IGNORECASE,
)
_CENTURIES: Final = {
    re.compile(r"四半世紀|quarter[- ]centur(?:y|ies)", re.IGNORECASE): 25,
    re.compile(r"(?<!四)半世紀|half[- ](?:a )?centur(?:y|ies)", re.IGNORECASE): 50,
}
_BOUNDS: Final = {
    "before": (
        re.compile(
            r"(?:\bbefore|\bprior to|\bearlier than|\bolder than|\bpre-?)(?: the)?(?: year)?\s*$", re.IGNORECASE
        ),
        re.compile(r" ?(?:より(?:も)?|の|に)?(?:前(?!半)|まえ|昔)|に(?:先立|さきだ)"),
    ),
    "after": (
        re.compile(r"(?:\bafter|\blater than|\bpost-?)(?: the)?(?: year)?\s*$", re.IGNORECASE),
        re.compile(r" ?(?:より(?:も)?|の)(?:後(?!半)|あと)|を過ぎ"),
    ),
    "from": (
        re.compile(r"\b(?:since|starting in|starting from|beginning in)(?: the)?(?: year)?\s*$", re.IGNORECASE),
        re.compile(r" ?(?:以降|以後|以来|から|に(?:入|はい)って|onwards?\b|or later\b)"),
    ),
    "until": (
        re.compile(
            r"\b(?:by|until|till|up to|up until|no later than|through)(?: the end of)?(?: the)?(?: year)?\s*$",
            re.IGNORECASE,
        ),
        re.compile(r" ?(?:以前|まで|末まで|or (?:earlier|before)\b)"),
    ),
}
"""Words before and after a date."""

_MOST_TIES: Final = """
SELECT ?city (COUNT(?statement) AS ?count) WHERE {
  ?city a :City .
  { ?statement rdf:subject ?city } UNION { ?statement rdf:object ?city }
} GROUP BY ?city ORDER BY DESC(?count) ?city LIMIT 2
"""
_TIMES: Final = 3
_YEARS_TO: Final = re.compile(
    r"(?<![\w-])(?P<first>(?:19|20)\d\d) (?:to|till|until|through) (?P<last>(?:19|20)\d\d)(?!\w)"
)
_YEAR: Final = re.compile(
    r"(?<![\w./,])(?<!\d-)(?<![Tt]okyo )(?:19|20)\d\d(?![A-Za-z0-9]|[./,-]\d| ?[%％人件円万億名都市])"
)
"""A number that can only be a year: conferences 2019, the 2023 and 2024 budgets."""

_FROM_NOW: Final = re.compile("the (?:next|coming)", re.IGNORECASE)
_UNITS: Final = frozenset({"year", "fiscal year", "month"})

_SHORT: Final = 3
_OFFICE: Final = re.compile(r" (?:office|branch|bureau)(?![a-z])|の?(?:事務所|オフィス|支所)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the entities of the graph that bear it; none where a known place is not in the graph.

    ``places`` are what such a place is known as elsewhere; ``loose`` is whether it is said only in part.
    """

    start: int
    end: int
    surface: str
    entities: tuple[Entity, ...]
    places: tuple[Entity, ...] = ()
    loose: bool = False

    @property
    def adjective(self) -> bool:
        """Whether a country is only told by its adjective: Japanese (firms)."""
        return self.surface.casefold() in adjectives()


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, as an interval; ``None`` where it is relative to something that a question does not have (同年)."""

    start: int
    end: int
    surface: str
    interval: Interval | None
    fiscal: bool
    bound: str | None
    """``from`` and ``until`` take the date in, ``after`` and ``before`` do not."""


@dataclass(frozen=True, slots=True)
class Years:
    """Which anniversary: 60周年, 60th anniversary. The word for anniversary is left to the concepts."""

    start: int
    end: int
    surface: str
    years: int


class Names:
    """All names of a graph's entities, to be found in questions."""

    def __init__(self, graph: Graph) -> None:
        self.entities = {entity.iri: entity for entity in graph.entities()}
        self.documents = graph.documents(passages=False)
        bearers: dict[str, dict[str, bool]] = defaultdict(dict)
        for entity in self.entities.values():
            for name in entity.names:
                for text, whole in forms(normal(name.text)):
                    bearers[text][entity.iri] = bearers[text].get(entity.iri, False) or whole
        for entity in self.entities.values():
            for text in told(entity, bearers, self.entities):
                bearers[text].setdefault(entity.iri, True)
            for text in by_parts(entity, bearers, self.entities):
                bearers[text].setdefault(entity.iri, True)
        short: dict[str, set[str]] = defaultdict(set)
        for entity in self.entities.values():
            for text in shortened(entity):
                short[text].add(entity.iri)
        for text, iris in short.items():
            if len(iris) == 1 and text not in bearers:
                bearers[text][iris.pop()] = True
        self.bearers: Mapping[str, Mapping[str, bool]] = bearers
        self._folded = [(name.casefold(), name) for name in bearers]
        self._spellings: dict[str, str] | None = None
        self._loose: LooseNames | None = None

    def find(self, text: str) -> list[Named]:
        """The longest names in a text, in order; places that the graph does not know come without entities."""
        found = [*self._known(text), *self._unknown(text)]
        return _longest([*found, *(office for name in found for office in self._office(text, name))])

    def respelt(self, word: str) -> str | None:
        """The name of the graph that a word misspells; nothing where that is not sure."""
        from ...ingest.text.fold import fold  # noqa: PLC0415

        if self._spellings is None:
            whole = (name for name, bearers in self.bearers.items() if any(bearers.values()))
            self._spellings = {spelling(fold(name).text): name for name in whole}
        whose = spelling(word.removesuffix("s"))
        return self._spellings.get(whose) or respelt(word, self._spellings)

    def loosely(self, text: str, strange: Iterable[tuple[int, int]]) -> list[Named]:
        """Names that stand in a text in part, around words that nothing explains."""
        if self._loose is None:
            self._loose = LooseNames(self.bearers)
        return [
            Named(start, end, text[start:end], tuple(self.entities[iri] for iri in iris), loose=True)
            for start, end, iris in self._loose.at(text, strange)
        ]

    def only(self, name: str) -> bool:
        """Whether a name is borne by one entity."""
        return sum(self.bearers.get(normal(name), {}).values()) == 1

    def call(self, entity: Entity, lang: Lang) -> str:
        """What to call an entity so that it is found again: its name, or its IRI where others bear that too."""
        called = entity.name(lang)
        return called if self.only(called) else entity.iri

    def _known(self, text: str) -> Iterator[Named]:
        lower = text.casefold()
        for folded, name in self._folded:
            if folded not in lower:
                continue
            bearers = self.bearers[name]
            exact = name.isupper() and len(name) <= _SHORT
            for match in re.finditer(re.escape(name), text, 0 if exact else re.IGNORECASE):
                if _stands_alone(text, match.start(), match.end(), whole=any(bearers.values())):
                    entities = tuple(self.entities[iri] for iri in sorted(bearers))
                    yield Named(match.start(), match.end(), match.group(), entities)

    def _unknown(self, text: str) -> Iterator[Named]:
        from ...ingest.names.recognise import Recogniser  # noqa: PLC0415  (reads the gazetteer)

        for found in Recogniser().find(text):
            known = tuple(self.entities[c.iri] for c in found.candidates if c.iri in self.entities)
            if not any(name.entities for name in self._known(found.surface)):
                yield Named(found.start, found.end, found.surface, known, found.candidates)

    def _office(self, text: str, place: Named) -> Iterator[Named]:
        """An office by the place after which it is called, in the other language too: the Frankfurt office."""
        word = _OFFICE.match(text, place.end)
        if word is None:
            return
        places = {short for e in (*place.entities, *place.places) for n in e.names for short, _ in forms(n.text)}
        called = {
            entity.iri: entity
            for entity in self.entities.values()
            if entity.kind == "Office"
            for name in entity.names
            for short, _ in forms(normal(name.text))
            if any(short in (f"{at}事務所", f"{at}オフィス", f"{at} Office", f"{at} office") for at in places)
        }
        if len(called) == 1:
            yield Named(place.start, word.end(), text[place.start : word.end()], tuple(called.values()))


_KEPT: Final[WeakKeyDictionary[Graph, tuple[str, Names]]] = WeakKeyDictionary()


def names_of(graph: Graph) -> Names:
    """The names of a graph as it is now; put together once for each version of it."""
    version = graph.version()
    kept = _KEPT.get(graph)
    if kept is None or kept[0] != version:
        kept = _KEPT[graph] = (version, Names(graph))
    return kept[1]


def own_city(graph: Graph) -> str | None:
    """The city that a graph is about: the one with three times as many ties as any other, if there is one."""
    found = graph.sparql(_MOST_TIES)
    rows = found.rows if isinstance(found, Table) else ()
    most = [(str(city), count) for city, count in rows if isinstance(count, int)]
    if not most or (len(most) > 1 and most[0][1] < _TIMES * most[1][1]):
        return None
    return most[0][0]


def _stands_alone(text: str, start: int, end: int, *, whole: bool) -> bool:
    """Whether a name is not just a part of a longer word: タイ in タイトル, 京都 in 東京都, UN in UNDP."""
    before, after = text[start - 1 : start], text[end : end + 1]
    first, last = text[start], text[end - 1]
    if (_LATIN.match(first) and _LATIN.match(before)) or (_LATIN.match(last) and _LATIN.match(after)):
        return False
    if (_KATAKANA.match(first) and _KATAKANA.match(before)) or (_KATAKANA.match(last) and _KATAKANA.match(after)):
        return False
    if _KANJI.match(last) and _OTHER_WORD.match(after):
        return False
    return whole or not (_KANJI.match(first) and _KANJI.match(before))


def _longest(names: list[Named]) -> list[Named]:
    taken: list[Named] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, not n.entities, n.start)):
        if all(name.end <= other.start or other.end <= name.start for other in taken):
            taken.append(name)
    return sorted(taken, key=lambda n: n.start)


def find_dated(text: str, today: date | None = None) -> list[Dated]:
    """The dates of a question, in order; what counts from the day of asking (来年度) does so where that is given.

    >>> from enishi.queries.asking.mentions import find_dated
    >>> [(d.surface, str(d.interval), d.fiscal) for d in find_dated("2025年度と1987年10月")]
    [('2025年度', '[2025-04..2026-03]', True), ('1987年10月', '1987-10', False)]
    >>> [find_dated(text)[0].bound for text in ("2000年より前", "2000年以前", "after 2000", "since 2000")]
    ['before', 'until', 'after', 'from']
    >>> from datetime import date
    >>> [(str(d.interval), d.fiscal) for d in find_dated("来年か来年度、next month", date(2026, 11, 28))]
    [('2027', False), ('[2027-04..2028-03]', True), ('2026-12', False)]
    """
    found = [
        Dated(start, end, text[start:end], when, fiscal=False, bound=_bound(text, start, end))
        for start, end, when in periods(text, today)
    ]
    for m in find_dates(text):
        if all(m.end <= d.start or d.end <= m.start for d in found):
            bound = None if m.interval and m.interval.spans else _bound(text, m.start, m.end) or m.bound
            found.append(Dated(m.start, m.end, m.as_printed, _interval(m, today), _fiscal(m), bound))
    for years in _YEARS_TO.finditer(text):
        if all(years.end() <= d.start or d.end <= years.start() for d in found):
            interval = span(on(int(years["first"])), on(int(years["last"])))
            found.append(Dated(years.start(), years.end(), years.group(), interval, fiscal=False, bound=None))
    for year in _YEAR.finditer(text):
        if all(year.end() <= d.start or d.end <= year.start() for d in found):
            bound = _bound(text, *year.span())
            found.append(Dated(*year.span(), year.group(), on(int(year.group())), fiscal=False, bound=bound))
    return sorted(found, key=lambda d: d.start)


def _interval(mention: DateMention, today: date | None) -> Interval | None:
    """When that is: what counts from the document in print counts from the day of asking in a question, by years
    and months; whoever asks about tomorrow asks for a diary.
    """
    relative = mention.relative
    if relative is None or today is None or relative.unit not in _UNITS:
        return mention.interval
    if relative.anchor != "document" and not _FROM_NOW.match(mention.as_printed):
        return mention.interval
    counted = replace(mention, relative=replace(relative, anchor="document"))
    return resolve(counted, None, on(today.year, today.month, today.day))


def _fiscal(mention: DateMention) -> bool:
    unit = mention.relative.unit if mention.relative else mention.kind
    return unit == "fiscal year"


def _bound(text: str, start: int, end: int) -> str | None:
    """Before which, after which, from or until which a date is said; a question is exact where print is not."""
    for bound, (before, after) in _BOUNDS.items():
        if before.search(text, 0, start) or after.match(text, end):
            return bound
    return None


def find_years(text: str) -> list[Years]:
    """The anniversaries that a question names, also by words (a quarter century) and by what is reached (50 years).

    >>> from enishi.queries.asking.mentions import find_years
    >>> [y.years for y in find_years("60周年と50th anniversary")]
    [60, 50]
    >>> [y.years for y in find_years("ties in their 60th year")]
    [60]
    >>> [y.years for y in find_years("四半世紀を迎える、ties that hit 40 years")]
    [40, 25]
    """
    from ...ingest.text.numerals import value  # noqa: PLC0415

    found = []
    for match in _YEARS.finditer(text):
        how = match.lastgroup or "en"
        digits, at = match[how], match.start(how)
        end = match.end() if how == "en" else at + len(digits)
        years = int(digits) if digits.isdecimal() else value(digits)
        found.append(Years(at, end, match.group(), years))
    for match in _REACHED.finditer(text):
        end = match.start() if match["ja"] else match.end()
        found.append(Years(match.start(), end, match.group(), int(match.group().split()[0])))
    for pattern, years in _CENTURIES.items():
        found += [Years(m.start(), m.start(), m.group(), years) for m in pattern.finditer(text)]
    return found
