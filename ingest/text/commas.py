"""Tables whose cells commas part, as spreadsheets write them: 都市,国,年 above リヨン市,フランス,1988.

Prose has commas too: such a table is several lines with as many commas each, none followed by a blank, and no
sentence among them. A comma inside quotation marks parts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]

_CELL = re.compile(r'[ \t　]*(?:"(?P<quoted>(?:[^"]|"")*)"[ \t　]*|(?P<plain>[^",]*))(?:,|$)')
_LEAST_CELLS, _LEAST_LINES = 3, 3
_LONGEST = 400  # characters of a line
_TITLE = 40  # characters of a column's title


def comma_tables(raws: Sequence[str]) -> dict[int, list[Span]]:
    """By the number of its line, the cells of each row of such a table.

    >>> from enishi.ingest.text.commas import comma_tables
    >>> lines = ["City,Country,Since", 'Lyon,France,"3 May 1988"', "Turin,Italy,1961", "Oslo, Norway, was added."]
    >>> [[lines[n][slice(*cell)] for cell in cells] for n, cells in comma_tables(lines).items()]
    [['City', 'Country', 'Since'], ['Lyon', 'France', '3 May 1988'], ['Turin', 'Italy', '1961']]
    """
    found: dict[int, list[Span]] = {}
    at = 0
    while at < len(raws):
        run: list[list[Span]] = []
        while at + len(run) < len(raws) and (cells := _cells(raws[at + len(run)])):
            if run and len(cells) != len(run[0]):
                break
            run.append(cells)
        if len(run) >= _LEAST_LINES and _may_be_titles(raws[at], run[0]):
            found |= dict(enumerate(run, at))
        at += max(len(run), 1)
    return found


def _cells(raw: str) -> list[Span]:
    """The cells of a line, without their quotation marks; none if it is prose."""
    if "," not in raw or len(raw) > _LONGEST or "," not in _FIGURE.sub("", raw):
        return []
    found: list[Span] = []
    at, end = 0, len(raw.rstrip())
    while at <= end:
        cell = _CELL.match(raw, at, end)
        if cell is None or _PROSE.search(cell["plain"] or "") or (found and _SENTENCE.search(raw, *found[-1])):
            return []
        found.append(cell.span("quoted" if cell["plain"] is None else "plain"))
        if not raw[at : cell.end()].endswith(",") or cell.end() > end:
            break
        at = cell.end()
        if raw[at : at + 1] == " ":
            return []  # Lyon, France, 1988: an entry, or prose
    least = _LEAST_CELLS - raw.lstrip().startswith('"')
    return found if len(found) >= least and any(low < high for low, high in found) else []


_FIGURE = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # whose comma parts no cells: 12,500
_PROSE = re.compile("[|｜│┃║\t]| {2}|　")
_SENTENCE = re.compile("。")  # in a cell that is no remark behind all others


def _may_be_titles(raw: str, cells: list[Span]) -> bool:
    """Whether a line may be the titles of columns, or a row like those below it: no cell is a figure's half."""
    shown = [raw[low:high].strip() for low, high in cells]
    return (
        "。" not in raw
        and all(len(text) <= _TITLE for text in shown)
        and not all(text[:1].isdigit() for text in shown if text)
    )
