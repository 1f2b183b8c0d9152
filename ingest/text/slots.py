"""The slots of a line that is an entry or a field of one: what stands between its marks, and of what kind it is.

Brackets, strokes, arrows, dots and columns of blanks part slots, whatever they are in this document; a day or a
name is one slot with the brackets inside it. A slot is told by its form or by the label before it: a land, a
municipality of Japan, a port, a place, a body, a day, a word for a tie or for an agreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from .. import data


class Slot(NamedTuple):
    """What stands at ``low:high`` of a line; ``inner`` where in brackets, ``label`` what its label means."""

    kind: str
    number: int
    low: int
    high: int
    inner: bool = False
    label: str = ""


_OPENS, _CLOSES = "(（[［〔<＜《〈{", ")）]］〕>＞》〉}"
_PAIRING = r"<[=＝-]*>|＜[=＝-]*＞|[→⇒⇔↔⟷×✕]|(?<=\s)x(?=\s)|[-=]+>"
_PARTS = re.compile(
    rf"(?P<pairing>{_PAIRING})|[／/;；|｜│&＆]|[―—–‒─]+|(?<=[\s)）])[-−=＝](?=\s)|\.{{3,}}|…+|‥+|・{{3,}}"
    r"|\t+|　+| {2,}|[，、]|,(?=\s)|[:：](?!//)"
)
_BEHIND_LABEL = re.compile(r"(?<=\S)(?:\s*[:：=＝]\s*|\s+)(?=\S)")
_LABEL = 16  # characters of the longest label
_AROUND_LAND = re.compile("^the |(?:など|等|ほか)$")
_KANJI = re.compile("[一-鿿]")
_IN_LAND = re.compile(r"[・\s]?[^\s・()（）]{1,14}(?:州|省|道|郡|県|府|市|町|村|区|地方)")
_BY_FORM = ("day", "dash", "tie", "port", "within", "pact", "state", "office", "body", "place", "project")


@cache
def form(kind: str) -> re.Pattern[str]:
    """The form of a slot of a kind."""
    said = data.table("words/entry_runs.toml")["slots"]
    return re.compile(said[kind].replace("\n", "").replace("%(day)s", f"(?:{said['date']})".replace("\n", "")))


@cache
def _names(file: str, kinds: str) -> frozenset[str]:
    """The names of a table of ``authority`` in lower case."""
    found: set[str] = set()
    for line in data.text(f"authority/{file}.tsv").splitlines():
        fields = line.split("\t")
        if len(fields) > 2 and re.fullmatch(kinds, fields[1]):
            found.update(name.lower() for names in fields[-2:] for name in names.split("|") if name)
    return frozenset(found)


@lru_cache(1 << 12)
def kind_of(text: str) -> str:
    """What a slot is by its form; ``other`` where nothing tells.

    >>> [kind_of(text) for text in ("ガーナ", "柏市", "1988年5月締結", "since May 1988", "姉妹都市", "リヨン市")]
    ['land', 'home', 'day', 'day', 'tie', 'place']
    """
    plain = _AROUND_LAND.sub("", text.lower())
    if plain in _names("countries", "Country"):
        return "land"
    if re.fullmatch(r"[一-鿿ぁ-んァ-ヶー]+[市町村区都道府県]", text) and is_town(text):
        return "within" if form("within").fullmatch(text) and not text.endswith("市") else "home"
    return next((kind for kind in _BY_FORM if form(kind).fullmatch(text)), "other")


def is_town(text: str) -> bool:
    """Whether a name is a municipality's of Japan, in either script."""
    return text.lower() in _names("municipalities", "City|Ward|Prefecture")


@lru_cache(1 << 10)
def meaning_of(label: str) -> str:
    """What a label makes of its value; nothing where it is none that is known."""
    label = re.sub(r"\s", "", label) if _KANJI.match(label) else label.strip()
    words = "words/entry_runs.toml"
    meanings = data.table(words)["labels"]
    return next((m for m in meanings if data.pattern(words, "labels", m).fullmatch(label)), "")


def slots(raw: str, number: int, low: int = 0) -> list[Slot]:
    """The slots of a line from a place on.

    >>> line = "柏市(千葉県) × トーランス市(アメリカ カリフォルニア州) 1973年2月"
    >>> [(slot.kind, line[slot.low : slot.high]) for slot in slots(line, 0)][:3]
    [('home', '柏市(千葉県)'), ('pairing', '×'), ('place', 'トーランス市')]
    >>> [(slot.kind, line[slot.low : slot.high]) for slot in slots(line, 0)][3:]
    [('land', 'アメリカ カリフォルニア州'), ('day', '1973年2月')]
    """
    found: list[Slot] = []
    whole = _whole(raw, low)
    for start, stop, inner in _segments(raw, low, whole):
        label, at = _label_of(raw, start, stop)
        parted = _parted(raw, at, stop, label, whole)
        found += _joined([Slot(kind, number, a, b, inner, label) for kind, a, b in parted])
    return _joined(found)


def _label_of(raw: str, low: int, high: int) -> tuple[str, int]:
    """What the label that opens a segment makes of it, and where its value begins."""
    for mark in _BEHIND_LABEL.finditer(raw, low, min(high, low + _LABEL)):
        if meaning := meaning_of(key := raw[low : mark.start()].strip()):
            return (meaning, mark.end()) if mark[0].strip() or kind_of(key) != "tie" else ("", low)
    return "", low


def _whole(raw: str, low: int) -> list[tuple[int, int]]:
    """What no mark parts: a day with the other calendar's in brackets, a name with its reading."""
    days = [m.span() for m in form("date").finditer(raw, low)]
    return days + [m.span() for m in _READING.finditer(raw, low)]


_READING = re.compile(r"[一-鿿]{1,4}[(（][ァ-ヴー・]{1,12}[)）](?=[市町村区郡県州省道])")


def _segments(raw: str, low: int, whole: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """The stretches of a line between its brackets, and whether each stands in some."""
    apart = whole + [m.span() for m in re.finditer(_PAIRING, raw)]
    depth, start = 0, low
    for at in range(low, len(raw) + 1):
        char = raw[at : at + 1]
        if char and (char not in _OPENS + _CLOSES or any(a <= at < b for a, b in apart)):
            continue
        if raw[start:at].strip():
            yield start, at, depth > 0
        depth += 1 if char and char in _OPENS else -1
        start = at + 1


def _parted(
    raw: str, low: int, high: int, label: str, whole: list[tuple[int, int]]
) -> Iterator[tuple[str, int, int]]:
    """The slots of a segment: between its marks, or between single blanks where each part is of a kind."""
    if label in ("project", "doer", "town"):
        low, high = _stripped(raw, low, high)
        yield label if label == "project" else kind_of(raw[low:high]), low, high
        return
    at = low
    for mark in [*_PARTS.finditer(raw, low, high), None]:
        if mark and any(a <= mark.start() < b for a, b in whole):
            continue
        stop = mark.start() if mark else high
        if raw[at:stop].strip(" 　"):
            yield from _spaced(raw, *_stripped(raw, _label_of(raw, *_stripped(raw, at, stop))[1], stop))
        if mark and mark["pairing"]:
            yield "pairing", mark.start(), mark.end()
        at = mark.end() if mark else stop


def _spaced(raw: str, low: int, high: int) -> Iterator[tuple[str, int, int]]:
    """A slot, or those that single blanks and middle dots part where each is of a kind: 中国 長春市."""
    whole, text = kind_of(raw[low:high]), raw[low:high]
    land = _land_before(text)
    if land and (text[land] in " ・" or raw[low - 1 : low] in tuple(_OPENS)):
        yield "land", low, low + land
        at = low + land + (raw[low + land] in " ・　")
        yield kind_of(raw[at:high]), at, high
        return
    several = whole == "other" or (whole in ("place", "pact", "project") and re.search(r"\s", text))
    if not several or text.isascii():
        yield whole, low, high
        return
    told, at = [], low
    for mark in [*re.finditer(r"[\s・](?=\S)", text), None]:
        stop = low + mark.start() if mark else high
        told.append((kind_of(raw[at:stop]), at, stop))
        at = low + mark.end() if mark else high
    if len(told) > 1 and all(kind != "other" for kind, _, _ in told):
        yield from told
    elif len(told) > 1 and told[0][0] != "other":
        yield "other", low, high
    else:
        yield whole, low, high


def _land_before(text: str) -> int:
    """How much of what brackets hold is a land, where a place in it follows: 米国カリフォルニア州."""
    lands = _names("countries", "Country")
    ends = (n for n in range(min(len(text) - 1, _longest_land()), 1, -1) if text[:n].lower() in lands)
    return next((n for n in ends if _IN_LAND.fullmatch(text, n)), 0)


@cache
def _longest_land() -> int:
    """Characters of the longest name of a land."""
    return max(map(len, _names("countries", "Country")))


def _stripped(raw: str, low: int, high: int) -> tuple[int, int]:
    """A range without the blanks and stops around it."""
    while low < high and raw[low] in " 　\t、,:：=＝-":
        low += 1
    while high > low and raw[high - 1] in " 　\t、,:：=＝。.※*":
        high -= 1
    return low, high


def _joined(found: list[Slot]) -> list[Slot]:
    """Lands one behind the other as one slot, a land with the state behind it, a town with its prefecture."""
    out: list[Slot] = []
    for slot in found:
        last = out[-1] if out else None
        if last is None or last.number != slot.number:
            out.append(slot)
        elif slot.kind in ("land", "state") and last.kind == "land" and last.inner == slot.inner:
            out[-1] = last._replace(high=slot.high)
        elif slot.kind == "within" and last.kind == "home" and slot.inner and not last.inner:
            out[-1] = last._replace(high=slot.high + 1)
        else:
            out.append(slot)
    return out
