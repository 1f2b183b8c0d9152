"""Rows that tell the editions of a series, whose name stands above them: 第3回 | 平成30年8月 | 藤枝市 | 71人.

The series is named by a title of the table, a heading or the document: 子どもサミット これまでの開催状況,
*Editions of the Harbour Song Exchange*, ○○サミット実行委員会.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...nouns.editions import is_bare
from ...text.mask import Noun
from ...text.structure import Block
from ..scene import Scene

if TYPE_CHECKING:
    from .tables import Row

_TITLE = re.compile(r"(?:開催)?回(?:次|数)?|第\s?[nN○〇]?\s?回|Editions?|No\.?|#|Nr\.?")
_NUMBER = re.compile(r"(?:第\s?)?(?P<n>[1-9]\d{0,2})\s?(?:回|st|nd|rd|th)?(?:\s?(?:大会|目))?")
_SERIES = (
    re.compile(
        r"(?P<name>[^\s。、]{3,40}?)(?:の|(?:の)?これまでの|(?:の)?歴代|(?:の)?過去の)?"
        r"(?:開催(?:状況|実績|経過|経緯|地|記録|一覧|概要|年表|$)|あゆみ|歩み|歴史|沿革|一覧)"
    ),
    re.compile(
        r"(?i:(?:past |previous |all )?editions of |history of )(?:the )?"
        r"(?P<name>[A-Z].{3,60}?)(?: so far| to date)?$"
    ),
    re.compile(
        r"(?:[Tt]he )?(?P<name>[A-Z].{3,60}?)(?::| –| —|,)? "
        r"(?i:(?:past |previous |all )?(?:editions|hosts|by year|by edition|year by year))$"
    ),
    re.compile(r"(?P<name>[^\s。、]{3,40}?)(?:実行|組織|運営|準備)委員会"),
)
_NO_NAME = re.compile(r"(?:これまで|過去|歴代|今後|主|おも|各回|回)(?:の|な)?|.{0,4}(?:の)?開催")
_KINDS = ("Event", "EventSeries")


def edition_called(row: Row, scene: Scene, block: Block) -> Noun | None:
    """The edition that a row is about, with the name of its series."""
    number = _number(block)
    if number is None or "held" not in row.cells:
        return None
    series = next(_series(scene), None)
    if series is None:
        return None
    if series.isascii():
        ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return Noun(0, 0, "Event", f"{number}{ending} {series}")
    return Noun(0, 0, "Event", f"第{number}回{series}", names=(f"{series}第{number}回",))


def _number(block: Block) -> int | None:
    """The number in the column that counts the editions."""
    for title, cell in list(zip(block.header, block.cells, strict=False))[:2]:
        told = _NUMBER.fullmatch(cell.text.strip())
        if told and _TITLE.fullmatch(re.sub(r"\s", "", title)):
            return int(told["n"])
    return None


def _series(scene: Scene) -> Iterator[str]:
    """The names that lines above give a series, nearest first."""
    discourse = scene.discourse
    for line in discourse.above:
        words = re.sub(r"^\W*(?:[(（]?\d{1,2}[)）.．]?\s+)?", "", line.clean.text)
        for form in _SERIES:
            told = form.match(words)
            if told and not _NO_NAME.fullmatch(told["name"]):
                yield told["name"]
        named = [n for n in line.nouns if n.kind in _KINDS and not is_bare(n.text) and not re.search(r"\d", n.text)]
        if len(named) == 1:
            yield named[0].text
