"""Which names of a text hold, and which of several namesakes each means.

A weak hit holds if its country or division stands beside it, if it is enumerated with a city that holds, or if a
word of city ties leads to it. Overlaps go to the leftmost, then the longest. Namesakes are told apart by what
stands beside them, then by the document's country and home, then by size where one is far larger.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Final

from .gazetteer import Known
from .index import stop
from .placed import counted_as_cities, has_a_mayor, stands_as_city
from .rolls import enters
from .shape import Hit, shaped

_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[!-~]+|[!-?A-~]+@[!-~]+\.[a-z]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+/[!-~]*"
)
_OF_ADDRESSES: Final = ("/", "@", "www.")  # one of which each of them has
_LIST: Final = re.compile(
    r"(?:\s?[(（][^()（）\n]{1,24}[)）])?\s*(?:[・､、,，/／;；と及びや]|,? and|,? &)\s*|\n[-・*■●○]?\s*"
)
_DATED: Final = re.compile(  # Cologne, Germany, in 1963 and Florence in 1965
    r"(?:,? (?:in )?[A-Z]\w+(?: [A-Z]\w+)?,?)?"
    r"(?:,? (?:in|since|on|from) (?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:\d{1,2}, )?\d{4}| \([^()\n]{0,30}\d{4}\))"
    r"(?:,? and|[,;]) (?:then |later |next |finally |last of all )?(?:with )?"
)
_BRACKET: Final = re.compile(r"市?\s?(?:[(（,，、・:：]\s?|in |, )[^。)）\n]{0,14}|市?[\s　]*[|│\t][\s　]*")
_BRACKET_LATIN: Final = re.compile(
    _BRACKET.pattern + r"|(?: [(][^()\n]{1,3}[)])?(?: *[|│\t] *| {2,}| ?\.{3,} ?)"
)  # a cell beside
_APART: Final = re.compile("[、。,，;；\n]|[)）」].")
_APART_LATIN: Final = re.compile("(?!['’]s )(?<!['’])[^ :(–-]")  # but Norway's Bergen
_REACH: Final = 14  # characters between a name and the country that vouches for it
_TOGETHER: Final = 3  # times as many people make the larger of two namesakes the one that is meant
_DIVIDING: Final = frozenset(["Region", "Prefecture"])
_GOES_ON: Final = re.compile(r",? (?:and|&) [A-Z]|, [A-Z]")  # Sakai, Osaka and Kobe are three cities
_DIVISION: Final = frozenset("!")  # the modes of a name that is the state of the city before it
_RANK: Final = {"Country": 1, "City": 2, "Ward": 2, "Region": 3, "Prefecture": 4}  # an organisation comes first


@dataclass(frozen=True, slots=True)
class Context:
    """The text around, and what is known of the document: a country, the city that it is about."""

    text: str
    country: str | None
    home: Known | None
    ties: bool = False  # it tells of ties between cities, and so may list them
    told: dict[str, tuple[Known, ...]] | None = None  # the cities that it has made plain before, by their names
    lands: dict[str, tuple[Known, ...]] | None = None  # namesakes that stood beside their land in it before


class _Spans:
    """Spans in order that do not overlap."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = spans

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with ``start`` to ``end``."""
        at = bisect_left(self._spans, (end, 0)) - 1
        return at >= 0 and self._spans[at][1] > start


@dataclass(slots=True)
class _Places:
    """Hits in order of place, found by where they begin or end."""

    hits: list[Hit]
    starts: list[int] = field(init=False)
    ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.hits.sort(key=lambda h: h.start)
        self.starts = [h.start for h in self.hits]
        self.ends = [h.end for h in self.hits]  # in order too, since hits do not overlap

    def before(self, position: int, reach: int) -> list[Hit]:
        """Hits that end at most ``reach`` characters before a position, the nearest first."""
        low, high = bisect_left(self.ends, position - reach), bisect_right(self.ends, position)
        return self.hits[low:high][::-1]

    def after(self, position: int, reach: int) -> list[Hit]:
        """Hits that begin at most ``reach`` characters after a position, the nearest first."""
        low, high = bisect_left(self.starts, position), bisect_right(self.starts, position + reach)
        return self.hits[low:high]


@cache
def _cue(lang: str) -> re.Pattern[str]:
    return re.compile(stop()["cue"][lang])


def choose(hits: Iterable[Hit], context: Context) -> list[Hit]:
    """The hits that hold, in order, each with the candidates that remain."""
    text, home = context.text, context.home
    addressed = any(mark in text for mark in _OF_ADDRESSES)
    addresses = _Spans([m.span() for m in _ADDRESS.finditer(text)] if addressed else [])
    strong: list[Hit] = []
    weak: list[Hit] = []
    for hit in hits:
        if not (addressed and addresses.touch(hit.start, hit.end)):
            for shape in shaped(hit, text, home):
                (strong if shape.strong else weak).append(shape)
    kept = _without_overlaps(strong)
    if weak:
        taken = _Spans([(h.start, h.end) for h in kept if h.kind != "City"])
        weak = [h for h in weak if h.kind == "Region" or not taken.touch(h.start, h.end)]
    if weak:
        divisions = [h for h in (*strong, *weak) if h.kind in _DIVIDING and h.sighting.latin]
        if vouched := list(_vouched(weak, kept, divisions, context)):
            kept = _without_overlaps([*strong, *vouched])
    kept = [h for h in kept if h.candidates]
    return list(_resolved(kept, context)) if kept else kept


def _without_overlaps(hits: list[Hit]) -> list[Hit]:
    """The leftmost, of these the longest, of these the kind that comes first; City and Ward 区 as one."""
    given = sorted(hits, key=_start)
    if all(map(_apart, given, given[1:])):
        return given
    kept: list[Hit] = []
    for hit in sorted(given, key=_priority):
        last = kept[-1] if kept else None
        if last is None or hit.start >= last.end:
            kept.append(hit)
        elif (hit.start, hit.end) == (last.start, last.end) and {hit.kind, last.kind} <= {"City", "Ward"}:
            kept[-1] = last._replace(candidates=(*last.candidates, *hit.candidates))
    return kept


_start: Final = itemgetter(0)


def _apart(hit: Hit, following: Hit) -> bool:
    return hit.end <= following.start


def _priority(hit: Hit) -> tuple[int, int, int, int, str, str]:
    rank = -1 if hit.modes == _DIVISION else _RANK.get(hit.kind, 0)
    covered = hit.sighting.start - hit.sighting.end  # Mexico City, not the Mexico that is a City
    return hit.start, -hit.end, rank, covered, hit.kind, hit.candidates[0].entity.iri if hit.candidates else ""


def _vouched(weak: list[Hit], kept: list[Hit], divisions: list[Hit], context: Context) -> Iterator[Hit]:
    """The weak hits that something nearby vouches for; each may vouch for its neighbours in a list."""
    text = context.text
    lands = _Places([h for h in kept if h.kind in ("Country", "Region", "Prefecture") and h.candidates])
    begins: dict[int, Hit] = {h.start: h for h in kept if h.kind == "City"}
    ends: dict[int, Hit] = {h.end: h for h in kept if h.kind == "City"}
    for division, city in _divided([*weak, *kept], divisions, text):
        begins[city.start] = ends[city.end] = city
        yield division
        yield city
    waiting = sorted(weak, key=lambda h: (h.start, -h.end))
    entitled = _entitled([*weak, *kept], text) if context.ties else ()
    found = True
    while found:
        found, left = False, []
        for hit in waiting:
            candidates = _beside(hit, lands, text)
            if not candidates and hit.kind == "City" and "c" in hit.modes:
                candidates = _spoken(hit, text) or _listed(hit, begins, ends, text)
                if not candidates and hit.sighting.latin:
                    candidates = _listed(hit, begins, ends, text, _DATED)
            if not candidates and hit.kind == "City" and "d" in hit.modes and hit.sighting.latin:
                candidates = _listed(hit, begins, ends, text, _DATED)  # a date tells more than a comma
            if not candidates and "d" in hit.modes and text[hit.start] >= "\u3400":
                candidates = _listed(hit, begins, ends, text)
            if not candidates and context.ties and hit.kind == "City" and hit.sighting.latin:
                listed = enters(text, hit.start, hit.end) or _listed(hit, begins, ends, text, _DATED)
                candidates = hit.candidates if listed or _listed(hit, begins, ends, text) else ()
            if not candidates and hit.kind == "City" and "c" in hit.modes and hit.sighting.latin:
                candidates = hit.candidates if stands_as_city(text, hit.start, hit.end) else ()
            if not candidates and hit.kind == "City" and hit.sighting.latin:
                sure = has_a_mayor(text, hit.end) or counted_as_cities(text, hit.start, hit.end)
                sure = sure or (context.ties and (hit.start, hit.end) in entitled)
                candidates = hit.candidates if sure else (context.told or {}).get(text[hit.start : hit.end], ())
            if candidates:
                found = True
                _keep(hit, candidates, context)
                begins[hit.start] = ends[hit.end] = chosen = hit._replace(candidates=candidates, strong=True)
                yield chosen
            else:
                left.append(hit)
        waiting = left


_PAIR_ALONE: Final = re.compile(  # Whyalla and Ageo
    r"(?P<one>[A-Z][^\n,.;:()&]{2,30}?)(?: and | & | ?[–—] ?| - )(?P<other>[A-Z][^\n,.;:()&]{2,30})"
)


def _entitled(hits: list[Hit], text: str) -> tuple[tuple[int, int], ...]:
    """Where the two cities stand, one of them in Japan, that are all that a line says."""
    told = _PAIR_ALONE.fullmatch(text)
    sides = (told.span("one"), told.span("other")) if told else ()
    cities = [[h for h in hits if h.kind == "City" and (h.start, h.end) == side] for side in sides]
    here = [any(k.country == "JP" for h in side for k in h.candidates) for side in cities]
    away = [any(k.country != "JP" for h in side for k in h.candidates) for side in cities]
    return sides if sides and (all((here[0], away[1])) or all((here[1], away[0]))) else ()


def _keep(hit: Hit, candidates: tuple[Known, ...], context: Context) -> None:
    """Note what a name meant that something vouched for, for the rest of the document: Kuji in Japan, then Kuji."""
    name = context.text[hit.start : hit.end]
    if context.told is not None and hit.kind == "City" and hit.sighting.latin and name not in _common():
        context.told.setdefault(name, candidates)


@cache
def _common() -> frozenset[str]:
    """English words that are names of cities as well; what is no word but a name is none of them."""
    return frozenset(stop()["latin"]) - frozenset(stop()["latin_names"])


def _divided(hits: Iterable[Hit], divisions: list[Hit], text: str) -> Iterator[tuple[Hit, Hit]]:
    """Each ``Portland, Oregon``, ``Yao, Osaka`` and ``Sasebo in Nagasaki``: the division and the city in it."""
    cities: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.kind == "City":
            cities.setdefault(hit.end, []).append(hit)
    named = {
        (h.start, h.end) for ending in cities.values() for h in ending
    }  # divisions called like a city of theirs
    for division in divisions:
        if (end := _end_before(division, text, named)) is not None:
            for city in cities.get(end, ()):
                if found := tuple(k for k in city.candidates if any(_lies_in(k, d) for d in division.candidates)):
                    yield (
                        division._replace(strong=True, modes=_DIVISION),
                        city._replace(candidates=found, strong=True),
                    )


def _end_before(division: Hit, text: str, cities: set[tuple[int, int]]) -> int | None:
    """Where the name ends that a division stands behind, by a comma, or by *in* where it is a prefecture."""
    listed = (division.start, division.end) in cities and _GOES_ON.match(text, division.end)
    if text[division.start - 2 : division.start] in (", ", ",\n"):
        return None if division.kind == "Prefecture" and listed else division.start - 2
    inside = division.kind == "Prefecture" and text[division.start - 4 : division.start] == " in "
    return division.start - 4 if inside else None


def _beside(hit: Hit, lands: _Places, text: str) -> tuple[Known, ...]:
    """The candidates that lie in a land named right before the name, or after it in brackets or behind a comma."""
    apart = _APART_LATIN if hit.sighting.latin else _APART
    bracket = _BRACKET_LATIN if hit.sighting.latin else _BRACKET
    near = [h for h in lands.before(hit.start, _REACH) if not apart.search(text, h.end, hit.start)]
    near += [h for h in lands.after(hit.end, _REACH + 3) if bracket.fullmatch(text, hit.end, h.start)]
    if hit.sighting.latin and not hit.start:  # the cells of a row: Turin Italy 1961
        near += [h for h in lands.after(hit.end, 1) if text[hit.end : h.start] == " "]
    for land in near:
        inside = tuple(k for k in hit.candidates if any(_lies_in(k, of) for of in land.candidates))
        if inside:
            return inside
    return ()


def _lies_in(known: Known, land: Known) -> bool:
    if land.entity.kind == "Country":
        return known.country == land.country
    return bool(land.within) and known.within in (land.within, dict(land.entity.attributes).get("lgcode", "-"))


def _spoken(hit: Hit, text: str) -> tuple[Known, ...]:
    """All candidates, where the words around speak of ties between cities."""
    if hit.sighting.latin:
        return hit.candidates if _cue("en").search(text[max(0, hit.start - 70) : hit.start]) else ()
    return hit.candidates if _cue("ja").search(text, max(0, hit.start - 40), hit.end + 20) else ()


def _listed(
    hit: Hit, begins: dict[int, Hit], ends: dict[int, Hit], text: str, by: re.Pattern[str] = _LIST
) -> tuple[Known, ...]:
    """The candidates, where the name is enumerated with a city; a kanji name only with one of its country."""
    neighbours = []
    if (after := by.match(text, hit.end)) and after.end() in begins:
        neighbours.append(begins[after.end()])
    for end in range(max(0, hit.start - (34 if by is _LIST else 60)), hit.start):
        if end in ends and (between := by.match(text, end)) and between.end() == hit.start:
            neighbours.append(ends[end])
    if not neighbours or text[hit.start] < "\u3400":
        return hit.candidates if neighbours else ()
    countries = {k.country for n in neighbours for k in n.candidates}
    return tuple(k for k in hit.candidates if k.country in countries)


def _resolved(kept: list[Hit], context: Context) -> Iterator[Hit]:
    """Each hit with its namesakes weighed."""
    named = [h for h in kept if h.kind in ("Country", "Region", "Prefecture")]
    lands = _Places(named) if any(len(h.candidates) > 1 for h in kept) else _Places([])
    owners: list[Hit] = []
    for hit in kept:
        candidates = hit.candidates
        if len(candidates) > 1:
            candidates = _in_its_land(hit, lands, context) or _at_home_first(hit)
            candidates = tuple(k for k in candidates if k.country == context.country) or candidates
            candidates = _of_japan(candidates, hit, owners, context.home)
        ranked = _ranked(candidates)
        if hit.kind in ("City", "Prefecture"):
            owners.append(hit)
        kind = ranked[0].entity.kind
        same = ranked is hit.candidates and kind == hit.kind
        yield hit if same else hit._replace(candidates=ranked, kind=kind)


def _in_its_land(hit: Hit, lands: _Places, context: Context) -> tuple[Known, ...]:
    """The candidates in the land that stands beside the name, or that stood beside it in the document before."""
    inside = _beside(hit, lands, context.text)
    if context.lands is None or hit.kind != "City" or context.home in hit.candidates:
        return inside  # the home city's own name needs no land
    name = context.text[hit.start : hit.end].removesuffix("市")
    if inside:
        context.lands.setdefault(name, inside)
        return inside
    return tuple(k for k in context.lands.get(name, ()) if k in hit.candidates)


def _at_home_first(hit: Hit) -> tuple[Known, ...]:
    """The candidates; of 白山市 those in Japan, where nothing speaks of the Chinese or Korean city."""
    japanese = tuple(k for k in hit.candidates if k.country == "JP")
    return hit.candidates if hit.sighting.latin else japanese or hit.candidates


def _of_japan(candidates: tuple[Known, ...], hit: Hit, owners: list[Hit], home: Known | None) -> tuple[Known, ...]:
    """Japanese namesakes: of the city right before, else of home or its prefecture, else of a city named before."""
    if not any(k.country == "JP" for k in candidates):
        return candidates
    beside = [h.candidates[0] for h in owners[-1:] if h.end == hit.start]
    elsewhere = [] if home else [h.candidates[0] for h in reversed(owners[-20:])]
    for owner in [*beside, *((home,) if home else ()), *elsewhere]:
        code = dict(owner.entity.attributes).get("lgcode", "-")
        if found := tuple(k for k in candidates if code in (k.within, dict(k.entity.attributes).get("lgcode"))):
            return found
    return (home and tuple(k for k in candidates if k.within == home.within)) or candidates


def _ranked(candidates: tuple[Known, ...]) -> tuple[Known, ...]:
    """The most populous first; alone, where it is far ahead of the next."""
    if len(candidates) == 1:
        return candidates
    ranked = sorted(dict.fromkeys(candidates), key=lambda k: (-k.population, k.entity.iri))
    if len(ranked) > 1 and ranked[0].population >= max(1, _TOGETHER * ranked[1].population):
        return (ranked[0],)
    return tuple(ranked)
