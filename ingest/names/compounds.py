"""Names of places in katakana that = or ・ joins: サン=ジャン=ド=リュズ市 is one name, and no city リュズ.

What is read one by one would be a known city that is only a part of it. A list of known cities (パリ・ローマ) is no
name, and a country before ・ (カナダ・オンタリオ州) is none of it. A ward behind its city abroad is a name as well.

>>> from enishi.ingest.names.compounds import compounds
>>> [(c.kind, c.text) for c in compounds("フランスのサン=ジャン=ド=リュズ市と", [])]
[('City', 'サン=ジャン=ド=リュズ市')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ..text.mask import Masked
from .recognise import Recognised

_RUN: Final = re.compile(
    r"(?<![ァ-ヺー・=゠])(?P<name>[ァ-ヺー]+(?:[・=゠][ァ-ヺー]+)+)(?![ァ-ヺー])"
    r"(?P<of>(?:自治)?(?:市|町|村|郡|区|州|省|県)(?![場民街内営立域間分画役会立]))?"
)
_JOINT: Final = re.compile("[・=゠]")
_ONE: Final = re.compile("[=゠]")
_LARGER: Final = frozenset("州省県")
_WARD_NAME: Final = r"(?P<ward>[一-鿿]{1,3}(?<![地学校特挙管教街海水工政])区)(?![域間分画役民内])"
_BEHIND_CITY: Final = re.compile(rf"の{_WARD_NAME}")
_BEFORE_BRACKET: Final = re.compile(rf"(?<![一-鿿]){_WARD_NAME}[((]")


class Compound(NamedTuple):
    """A name at ``start`` to ``end`` of a text, of a place of a ``kind`` that no list knows."""

    start: int
    end: int
    kind: str
    text: str


def compounds(text: str, found: Sequence[Recognised]) -> Iterator[Compound]:
    """The joined names of a text in which ``found`` are the known names."""
    if "・" in text or _ONE.search(text):
        for run in _RUN.finditer(text):
            yield from _of_run(text, run, found)
    if "区" in text:
        yield from _wards(text, found)


def _wards(text: str, found: Sequence[Recognised]) -> Iterator[Compound]:
    """Wards of cities abroad: 成都市の武侯区, 江西区(釜山広域市)."""
    abroad = [name for name in found if name.kind in ("City", "Country") and name.best.country not in (None, "JP")]
    for city in abroad:
        if city.kind == "City" and (ward := _BEHIND_CITY.match(text, city.end)):
            yield Compound(*ward.span("ward"), "City", ward["ward"])
    begin = {name.start for name in abroad}
    for ward in _BEFORE_BRACKET.finditer(text) if begin else ():
        if ward.end() in begin:
            yield Compound(*ward.span("ward"), "City", ward["ward"])


def _of_run(text: str, run: re.Match[str], found: Sequence[Recognised]) -> Iterator[Compound]:
    start, end = run.span()
    inside = [name for name in found if start < name.end and name.start < run.end("name")]
    for name in inside:
        if name.kind in ("Country", "Region", "Prefecture") and name.end < run.end("name"):
            start = name.end + 1  # カナダ・オンタリオ州
    inside = [name for name in inside if name.start >= start]
    parts = _JOINT.split(text[start : run.end("name")])
    joined = _ONE.search(text, start, run.end("name")) is not None
    if parts[-1].startswith(parts[0]):
        return  # ブル=ブルーミントン市: what it stands for
    if len(parts) < 2 or any(name.start == start and name.end >= run.end("name") for name in inside):
        return
    known = len(inside) == len(parts) or (inside and inside[-1].kind != "City")
    if known or not (joined or (run["of"] and inside)):
        return
    placed = bool(run["of"]) or _beside_country(text, start, end, found)
    if not placed and not inside:
        return
    kind = "Region" if run["of"] and run["of"][-1] in _LARGER else "City" if placed else "Quoted"
    yield Compound(start, end, kind, text[start:end])


def _beside_country(text: str, start: int, end: int, found: Sequence[Recognised]) -> bool:
    """Whether a country stands right before the name, or behind it in brackets."""
    lands = [name for name in found if name.kind == "Country"]
    before = any(name.end == start or (name.end + 1 == start and text[name.end] in "の・、") for name in lands)
    return before or any(name.start == end + 1 and text[end] in "((" for name in lands)


def holds_ward(sentence: Masked, at: int) -> bool:
    """Whether a city stands only as that in which a ward lies: 成都市の武侯区, 江西区(大韓民国釜山広域市)."""
    text = sentence.text
    behind = sentence.noun_at(at + 2) if text[at + 1 : at + 2] == "の" else None
    if behind is not None and behind.kind == "City" and behind.text.endswith("区") and not behind.entities:
        return True
    opening = text.rfind("(", max(0, at - 3), at)
    ahead = sentence.noun_at(opening - 1) if opening > 0 else None
    return ahead is not None and ahead.kind == "City" and ahead.text.endswith("区")
