"""What a name in a text means, and whether it means anything at all: cues, namesakes, overlaps.

A name that stands alone by nature is taken unless what follows makes it something else (横浜駅, Manila Bay); one that
does not needs 市, City, its country, an enumeration or a word of city ties nearby. Data: ``authority/stop.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ..ontology.model import ENTITY, Entity, Name
from .fold import Folded
from .gazetteer import Known
from .index import stop
from .sightings import Sighting

_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[!-~]+|[!-?A-~]+@[!-~]+\.[a-z]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+/[!-~]*"
)
_SEPARATOR: Final = re.compile(r"(?:市|[ ]?City)?(?:\s*[・､、,，/／;；と及びや]\s*|,? and |,? & )")
_KANJI: Final = re.compile("[㐀-鿿々]")
_TOGETHER: Final = 3  # times as many people make the larger of two namesakes the one that is meant
_RANK: Final = {"Country": 1, "Region": 2, "City": 3, "Prefecture": 4, "Ward": 5}  # an organisation comes first


@dataclass(frozen=True, slots=True)
class Hit:
    """A sighting of one kind of thing, with its candidates (none: a word that hides the names in it)."""

    start: int
    end: int
    candidates: tuple[Known, ...]
    kind: str
    sighting: Sighting
    modes: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """The text around, and what is known of the document: a country, the city that it is about."""

    text: str
    folded: Folded
    country: str | None
    home: Known | None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """The patterns that ``stop.toml`` spells out in words."""
    after, cue = stop()["after"], stop()["cue"]
    match name:
        case "after ja":
            return re.compile("|".join(sorted(after["ja"], key=lambda w: -len(w))))
        case "after country":
            return re.compile("|".join(after["country_ja"]))
        case "city ja":
            return re.compile("|".join(after["city_ja"]))
        case "after en":
            return re.compile(r"[ ](?:" + "|".join(after["en"]) + r")\b")
        case _:
            return re.compile("|".join((cue["ja"], f"(?i:{cue['en']})")))


def choose(hits: Iterable[Hit], context: Context) -> list[Hit]:
    """The hits that hold, in order, each with the candidates that remain."""
    addresses = [m.span() for m in _ADDRESS.finditer(context.text)]
    sure: list[Hit] = []
    unsure: list[Hit] = []
    for hit in hits:
        if any(low < hit.end and hit.start < high for low, high in addresses):
            continue
        for shaped in _shaped(hit, context):
            (sure if shaped.strong else unsure).append(shaped)
    kept = _without_overlaps(sure)
    if unsure:
        kept = _without_overlaps([*sure, *_cued(unsure, kept, context)])
    return list(_resolved([h for h in kept if h.candidates], context))


def _shaped(hit: Hit, context: Context) -> Iterator[Hit]:
    """The hit with 市 or City taken in, ``strong`` where it needs no cue; nothing if it is something else."""
    if not hit.candidates:
        yield replace(hit, strong=True)
    elif hit.sighting.latin:
        yield from _latin(hit, context)
    else:
        yield from _japanese(hit, context)


def _latin(hit: Hit, context: Context) -> Iterator[Hit]:
    text = context.text
    surface = text[hit.start : hit.end]
    if "x" in hit.modes:
        exact = any(n.text == surface for k in hit.candidates for n in k.entity.names)
        if exact:
            yield replace(hit, strong=True)
        return
    if not surface[0].isupper():
        return
    alone = any(m in "be" for m in hit.modes)
    if hit.kind not in ("City", "Prefecture", "Ward"):
        yield replace(hit, strong=alone)
        return
    if hit.kind == "City":
        before = re.search(r"\b(?:[Tt]he )?(City|Port) of $", text[max(0, hit.start - 14) : hit.start])
        if before and before[1] == "Port":
            yield _port(hit, hit.start - 8, hit.end)
            return
        after = re.match("[ \n]City\\b", text[hit.end : hit.end + 6])
        start = hit.start - (len("City of ") if before else 0)
        if before or after:
            yield replace(hit, start=start, end=hit.end + (5 if after else 0), strong=True)
        elif not _pattern("after en").match(text, hit.end):
            yield replace(hit, strong=alone)
    else:
        word = " " + hit.kind
        if text.startswith(word, hit.end):
            yield replace(hit, end=hit.end + len(word), strong=True)


def _japanese(hit: Hit, context: Context) -> Iterator[Hit]:
    text, start, end = context.text, hit.start, hit.end
    before, after = text[start - 1 : start], text[end : end + 1]
    if "k" in hit.modes:
        if before in tuple("(（[【〔") and after in tuple(")）]】〕"):
            yield replace(hit, strong=True)
        return
    if hit.kind in ("Country", "Region"):
        if not _pattern("after country").match(text, end):
            extended = end + 1 if after == "国" and text[end + 1 : end + 2] not in tuple("際内籍") else end
            yield replace(hit, end=extended, strong="c" not in hit.modes)
        return
    if hit.kind not in ("City", "Ward", "Prefecture"):
        yield replace(hit, strong=True)
        return
    suffixed = text[end - 1] in "市区町村都道府県" and end - start > 1
    if any(k.country == "JP" for k in hit.candidates):
        yield from _municipality(hit, context, suffixed=suffixed)
        return
    part = _pattern("city ja").match(text, end)
    if part:
        yield replace(hit, end=part.end(), strong=True)
    elif after == "港" and not re.match("港[区湾北南町]", text[end : end + 2]):
        yield _port(hit, start, end + 1)
    elif not _pattern("after ja").match(text, end):
        yield replace(hit, strong="b" in hit.modes)


def _municipality(hit: Hit, context: Context, *, suffixed: bool) -> Iterator[Hit]:
    text, start, end = context.text, hit.start, hit.end
    before = text[start - 1 : start]
    if not suffixed:
        if text.startswith("港", end) and not re.match("港[区湾北南町]", text[end : end + 2]):
            yield _port(hit, start, end + 1)
        elif before not in tuple("新東西南北元上下中大小") and text[end : end + 1] != "市":
            if not _pattern("after ja").match(text, end):
                yield replace(hit, strong=True)
        return
    if re.match("[立場]", text[end : end + 1]) and text[end - 1] == "市":
        return
    inside = _KANJI.match(before) is not None and before not in tuple("市都道府県郡区町村旧元")
    if inside and end - start <= 2:
        return
    home = context.home is not None and any(k.entity.iri == context.home.entity.iri for k in hit.candidates)
    if "t" in hit.modes and not home:
        if re.match(r"[0-9０-９一二三四五六七八九十]|内会|会|長|議|営|内", text[end : end + 2]):
            return
        led = re.search("[都道府県郡]$", text[:start]) is not None
        yield replace(hit, strong=led)
        return
    yield replace(hit, strong=True)


def _port(hit: Hit, start: int, end: int) -> Hit:
    """The port of a city, named after it."""
    known = []
    for k in hit.candidates:
        ja, en = k.entity.name("ja").removesuffix("市").removesuffix("町"), k.entity.name("en")
        iri = ENTITY + "port/" + k.entity.iri.rsplit("/", 1)[-1]
        names = (Name(f"{ja}港", "ja", True), Name(f"Port of {en}", "en", True))
        kept = tuple((n, v) for n, v in k.entity.attributes if n in ("countryCode", "latitude", "longitude"))
        known.append(k._replace(entity=Entity(iri, "Port", names, kept)))
    return replace(hit, start=start, end=end, kind="Port", candidates=tuple(known), strong=True)


def _without_overlaps(hits: Iterable[Hit]) -> list[Hit]:
    """The leftmost, of these the longest, of these the kind that comes first."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, _RANK.get(h.kind, 0))):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _cued(unsure: list[Hit], kept: list[Hit], context: Context) -> Iterator[Hit]:
    """The unsure hits that something nearby vouches for."""
    text = context.text
    countries = [h for h in kept if h.kind in ("Country", "Region") and h.candidates]
    waiting = sorted(unsure, key=lambda h: (h.start, -h.end))
    starts = {h.start for h in kept if h.kind == "City"}
    ends = {h.end for h in kept if h.kind == "City"}
    changed = True
    while changed and waiting:
        changed = False
        for hit in tuple(waiting):
            candidates = _of_country(hit, countries, text)
            listed = _listed(hit, starts, ends, text)
            spoken = _pattern("cue").search(text, max(0, hit.start - 40), hit.end + 20) is not None
            if candidates or ((listed or spoken) and hit.kind == "City" and "n" not in hit.modes):
                waiting.remove(hit)
                starts.add(hit.start)
                ends.add(hit.end)
                changed = True
                yield replace(hit, candidates=candidates or hit.candidates, strong=True)


def _of_country(hit: Hit, countries: list[Hit], text: str) -> tuple[Known, ...]:
    """The candidates whose country is named right before or after the name."""
    near = {k.country for h in countries if _near(h, hit, text) for k in h.candidates}
    return tuple(k for k in hit.candidates if k.country in near)


def _near(country: Hit, hit: Hit, text: str) -> bool:
    if country.end <= hit.start:
        between = text[country.end : hit.start]
        return len(between) <= 12 and not re.search("[。\n]|[)）」].", between)
    if hit.end <= country.start:
        return re.fullmatch(r"市?\s?[(（,，、・][^。)）\n]{0,12}", text[hit.end : country.start]) is not None
    return False


def _listed(hit: Hit, starts: set[int], ends: set[int], text: str) -> bool:
    """Whether the name stands in an enumeration right after or before a city."""
    if (after := _SEPARATOR.match(text, hit.end)) and after.end() in starts:
        return True
    return any(
        end <= hit.start and (m := _SEPARATOR.match(text, end)) is not None and m.end() == hit.start
        for end in range(max(0, hit.start - 8), hit.start + 1)
        if end in ends
    )


def _resolved(kept: list[Hit], context: Context) -> Iterator[Hit]:
    """Each hit with its namesakes weighed."""
    countries = [h for h in kept if h.kind == "Country"]
    for n, hit in enumerate(kept):
        candidates = hit.candidates
        if len(candidates) > 1 or hit.kind == "Ward":
            named = _of_country(hit, countries, context.text)
            candidates = named or tuple(k for k in candidates if k.country == context.country) or candidates
            candidates = _within(candidates, kept[:n], hit, context)
        yield replace(hit, candidates=_ranked(candidates))


def _within(candidates: tuple[Known, ...], before: list[Hit], hit: Hit, context: Context) -> tuple[Known, ...]:
    """Japanese namesakes: of the city or prefecture right before, else of home, else of one named before."""
    if not any(k.country == "JP" for k in candidates):
        return candidates
    owners = [h for h in before if h.kind in ("City", "Prefecture") and h.candidates]
    adjacent = [h for h in owners if h.end == hit.start]
    home = context.home
    for owner in [h.candidates[0] for h in adjacent] or [h.candidates[0] for h in reversed(owners)]:
        code = dict(owner.entity.attributes).get("lgcode", "")
        if found := tuple(k for k in candidates if k.within == code):
            return found
        if home and not adjacent:
            break
    if home:
        code = dict(home.entity.attributes)["lgcode"]
        near = tuple(k for k in candidates if code in (k.within, dict(k.entity.attributes).get("lgcode")))
        return near or tuple(k for k in candidates if k.within == home.within) or candidates
    return candidates


def _ranked(candidates: tuple[Known, ...]) -> tuple[Known, ...]:
    """The most populous first; alone, where it is far ahead of the next."""
    ranked = sorted(dict.fromkeys(candidates), key=lambda k: (-k.population, k.entity.iri))
    if len(ranked) > 1 and ranked[0].population >= max(1, _TOGETHER * ranked[1].population):
        return (ranked[0],)
    return tuple(ranked)
