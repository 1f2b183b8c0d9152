"""Names and dates in a question: what the graph knows by that name, and places of which it knows nothing.

What always holds: ``text[m.start:m.end]`` is what was said; mentions do not overlap, and of two that would the
longer is taken; dates are found as ingest finds them, places that the graph lacks by ingest's own gazetteer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..ontology.dates_text import find_dates

if TYPE_CHECKING:
    from ..graph.home import Graph
    from ..ontology.edtf import Interval
    from ..ontology.model import Entity

_SUFFIX: Final = re.compile(r"(?<=..)[市都府県町村区]$")
_PREFIX: Final = re.compile(r"^(?:The|City of) | City$")
_COMPANY: Final = re.compile(
    r"^(?:株式会社|\(株\)|株)|(?:株式会社|\(株\)|株)$|,? (?:Co\.,? Ltd\.?|Inc\.?|Corporation)$"
)
_KATAKANA: Final = re.compile(r"[ァ-ヺー]")
_KANJI: Final = re.compile(r"[一-鿿々]")
_LATIN: Final = re.compile(r"[A-Za-z0-9]")
_OTHER_WORD: Final = re.compile(r"[語人系製]")
_YEARS: Final = re.compile(
    r"(?P<ja>\d+)\s*周年|(?<![0-9A-Za-z])(?P<en>\d+)(?:st|nd|rd|th)(?=\W+(?:anniversar|jubilee|birthday))"
    r"|(?<=turn )(?P<turn>\d{1,3})(?!\d)|(?<=turns )(?P<turns>\d{1,3})(?!\d)",
    re.IGNORECASE,
)
_SHORT: Final = 3
_EDITION: Final = re.compile(r"第(\d+)回(.+)$")
_ADJECTIVE: Final = re.compile(r"(?:a|(?<=op)e)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the entities of the graph that bear it; none where a known place is not in the graph."""

    start: int
    end: int
    surface: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, as an interval; ``None`` where it is relative to a day that a question does not have (来年度)."""

    start: int
    end: int
    surface: str
    interval: Interval | None
    fiscal: bool
    bound: str | None


@dataclass(frozen=True, slots=True)
class Years:
    """Which anniversary: 60周年, 60th anniversary. The word for anniversary is left to the concepts."""

    start: int
    end: int
    surface: str
    years: int


def normal(text: str) -> str:
    """A question as it is read: widths made one, quotes and line ends made plain."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u2018", "'")
    return " ".join(plain.split())


class Names:
    """All names of a graph's entities, to be found in questions."""

    def __init__(self, graph: Graph) -> None:
        self.entities = {entity.iri: entity for entity in graph.entities()}
        bearers: dict[str, dict[str, bool]] = defaultdict(dict)
        for entity in self.entities.values():
            for name in entity.names:
                for text, whole in _forms(normal(name.text)):
                    bearers[text][entity.iri] = bearers[text].get(entity.iri, False) or whole
        for entity in self.entities.values():
            for text in _told(entity, bearers, self.entities):
                bearers[text].setdefault(entity.iri, True)
        self.bearers: Mapping[str, Mapping[str, bool]] = bearers

    def find(self, text: str) -> list[Named]:
        """The longest names in a text, in order; places that the graph does not know come without entities."""
        return _longest([*self._known(text), *self._unknown(text)])

    def only(self, name: str) -> bool:
        """Whether a name is borne by one entity."""
        return sum(self.bearers.get(normal(name), {}).values()) == 1

    def _known(self, text: str) -> Iterator[Named]:
        lower = text.casefold()
        for name, bearers in self.bearers.items():
            if name.casefold() not in lower:
                continue
            exact = name.isupper() and len(name) <= _SHORT
            for match in re.finditer(re.escape(name), text, 0 if exact else re.IGNORECASE):
                if _stands_alone(text, match.start(), match.end(), whole=any(bearers.values())):
                    entities = tuple(self.entities[iri] for iri in sorted(bearers))
                    yield Named(match.start(), match.end(), match.group(), entities)

    def _unknown(self, text: str) -> Iterator[Named]:
        from ..ingest.recognise import Recogniser  # noqa: PLC0415  (reads the gazetteer)

        for found in Recogniser().find(text):
            known = tuple(self.entities[c.iri] for c in found.candidates if c.iri in self.entities)
            if not any(name.entities for name in self._known(found.surface)):
                yield Named(found.start, found.end, found.surface, known)


def _forms(name: str) -> Iterator[tuple[str, bool]]:
    """A name as it is, and without what only says its kind, or whose it is (Shanghai Office)."""
    if len(name) > 1:
        yield name, True
    head, _, tail = name.partition(" ")
    end = tail if head.isascii() and " " in tail and tail[:1].isupper() else name
    for short in (_SUFFIX.sub("", name), _PREFIX.sub("", name), _COMPANY.sub("", name), end):
        if short != name and len(short) > 1:
            yield short, False


def _told(
    entity: Entity, bearers: Mapping[str, Mapping[str, bool]], entities: Mapping[str, Entity]
) -> Iterator[str]:
    """What people say for a name: an edition by its series in another language (13th Conference), a role without
    its body (chair of CITYNET's cluster), a place as an adjective (African).
    """
    for name in map(normal, (n.text for n in entity.names)):
        if edition := _EDITION.match(name):
            number = int(edition[1])
            for series in bearers.get(edition[2], ()):
                for other in (normal(n.text) for n in entities[series].names):
                    if other.isascii():
                        yield from (f"{_ordinal(number)} {other}", f"{other} {number}")
                    else:
                        yield f"第{number}回{other}"
        elif entity.kind == "Role":
            for end in range(len(name) - _SHORT, _SHORT - 1, -1):
                bodies = {iri for iri, whole in bearers.get(name[:end], {}).items() if whole} - {entity.iri}
                if bodies and not name.isascii():
                    yield name[end:]
                    break
        elif entity.kind in ("Country", "Region") and (adjective := _ADJECTIVE.search(name)):
            yield f"{name}{'n' if adjective[0] == 'a' else 'an'}"


def _ordinal(number: int) -> str:
    """
    >>> from enishi.queries.mentions import _ordinal
    >>> [_ordinal(number) for number in (1, 2, 11, 13, 23)]
    ['1st', '2nd', '11th', '13th', '23rd']
    """
    plain = number % 100 in (11, 12, 13)
    return f"{number}{'th' if plain else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


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


def find_dated(text: str) -> list[Dated]:
    """The dates of a question, in order.

    >>> from enishi.queries.mentions import find_dated
    >>> [(d.surface, str(d.interval), d.fiscal) for d in find_dated("2025年度と1987年10月")]
    [('2025年度', '[2025-04..2026-03]', True), ('1987年10月', '1987-10', False)]
    """
    return [
        Dated(m.start, m.end, m.as_printed, m.interval, m.kind == "fiscal year", m.bound) for m in find_dates(text)
    ]


def find_years(text: str) -> list[Years]:
    """The anniversaries that a question names.

    >>> from enishi.queries.mentions import find_years
    >>> [y.years for y in find_years("60周年と50th anniversary")]
    [60, 50]
    """
    found = []
    for match in _YEARS.finditer(text):
        how = match.lastgroup or "en"
        digits, at = match[how], match.start(how)
        end = match.end() if how == "en" else at + len(digits)
        found.append(Years(at, end, match.group(), int(digits)))
    return found
