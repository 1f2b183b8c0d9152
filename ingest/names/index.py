"""The index of names, derived from the tables of ``authority/``: which name may fire where.

A reference is spelt mode, table letter, row. The modes: ``b`` stands alone; ``c`` needs a cue (市, City, its
country, an enumeration, a word of city ties); ``d`` is doubtful and needs 市, City or its country; ``x`` must be
written exactly so (acronyms); ``e`` must begin with a capital; ``k`` (one kanji) stands only between brackets;
``t`` a town or village, needs its prefecture or a cue; ``w`` a ward; ``n`` is for look-up only; ``s`` hides the
names in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from ...ontology.spelling import spelled_out
from ..data import table
from ..text.fold import key
from .gazetteer import TABLES, Table

_KATAKANA: Final = re.compile("[ァ-ヺー]+")
_LATIN: Final = re.compile("[^ぁ-ヿ㐀-鿿]+")
_STANDS_ALONE: Final = {"ja": 150_000, "en": 300_000}
"""People from which the name of a city abroad stands alone, in katakana and in Latin letters."""


def stop() -> Mapping[str, Any]:
    """The lists of ``authority/stop.toml``."""
    return table("authority/stop.toml")


def derive() -> str:
    """The text of ``authority/index.tsv``: the number of patterns, patterns, then the other names, both sorted."""
    patterns: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for letter in TABLES:
        table = Table.read(letter)
        for number in range(len(table.lines)):
            for name, mode, searched in _modes(letter, table.row(number)):
                if folded := key(name):
                    (patterns if searched else names).setdefault(folded, set()).add(f"{mode}{letter}{number}")
    for word in stop()["words"]:
        patterns.setdefault(key(word), set()).add("sN0")
    lines = [
        [f"{name}\t{' '.join(sorted(refs))}\n" for name, refs in sorted(section.items())]
        for section in (patterns, names)
    ]
    head = f"# Derived from the tables here (enishi.ingest.names.index); number of patterns:\t{len(lines[0])}\n"
    return head + "".join(lines[0]) + "".join(lines[1])


def _modes(letter: str, row: dict[str, str]) -> Iterator[tuple[str, str, bool]]:
    """Each name of a row, its mode, and whether it is searched for in running text."""
    ja, en = ([n for n in row[lang].split("|") if n] for lang in ("ja", "en"))
    if letter == "C":
        yield from _city(ja, [*en, *_spelled_out(en)], int(row["population"]))
    elif letter == "M":
        yield from _municipality(ja, en, row["kind"])
    else:
        for name in ja:
            folded = key(name)
            yield name, "k" if len(folded) == 1 else _exact(name), not _KATAKANA.fullmatch(folded)
        for name in en:
            doubtful = letter == "R" and key(name) in _keys("latin")
            yield name, "d" if doubtful else _exact(name), True


def _exact(name: str) -> str:
    """``x`` for an acronym, ``e`` for another Latin name, ``b`` for a Japanese one."""
    if not _LATIN.fullmatch(name):
        return "b"
    letters = [c for c in name if c.isalpha()]
    return "x" if len(name) <= 12 and sum(c.isupper() for c in letters) * 2 > len(letters) else "e"


def _city(ja: list[str], en: list[str], people: int) -> Iterator[tuple[str, str, bool]]:
    for name in ja:
        if _KATAKANA.fullmatch(folded := key(name)):
            alone = "b" if people >= _STANDS_ALONE["ja"] else "c"
            yield name, "d" if folded in _keys("katakana") or len(folded) < 2 else alone, False
        else:
            yield name, "b" if name in stop()["kanji"] else "d", True
    for name in en:
        alone = "b" if people >= _STANDS_ALONE["en"] or "," in name else "c"
        yield name, "d" if key(name) in _keys("latin") or len(name) < 4 else alone, "," in name


def _spelled_out(names: list[str]) -> Iterator[str]:
    """Names as they are written where the letters are wanting: Aarhus, Duesseldorf, Malmoe."""
    for name in names:
        if (spelled := spelled_out(name)) != name and spelled not in names:
            yield spelled


def _municipality(ja: list[str], en: list[str], kind: str) -> Iterator[tuple[str, str, bool]]:
    full, *stems = ja
    yield full, "w" if kind == "Ward" else "t" if full[-1] in "町村" else "b", True
    alone = kind in ("City", "Prefecture") and full[-1] not in "町村" and any(s in stop()["japan"] for s in stems)
    alone = alone and (kind == "City" or stems[0] not in _capitals())
    for name in stems:
        yield name, "b" if alone else "n", alone
    for name in en:
        yield name, "b" if alone and key(name) not in _keys("latin") else "n", False


@cache
def _keys(words: str) -> frozenset[str]:
    return frozenset(map(key, stop()[words]))


def _capitals() -> frozenset[str]:
    """Bare names that mean the city rather than the prefecture of the same name."""
    return frozenset(stop()["japan"])
