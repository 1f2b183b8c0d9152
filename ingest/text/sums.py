"""Tables of sums whose columns one blank parts: 国際交流費 18,420 15,300 △500 below 事業名 本年度 前年度 増減."""

from __future__ import annotations

import re

from .cuts import CUTS

_SUM = r"(?:(?:[△▲−] ?|-)?\d[\d,.]*%?|[―－—–‐-]|皆[増減]|新規)"
_SUMS = re.compile(rf"[ 　]*(?P<name>[^\s\d|│、。:：][^|│。:：]{{0,40}}?)(?P<sums>(?:[ 　]+{_SUM}){{2,}})[ 　]*$")
_ONE_SUM = re.compile(_SUM)
_IN_THOUSANDS = re.compile(r"\d,\d{3}")
_TITLES = 3  # of columns, at least
_LONGEST = 70


def summed(raw: str, start: int, above: str, below: str) -> tuple[tuple[int, int], ...]:
    """The cells of a line at ``start`` that is a name and its sums, or the titles above such lines; else none.

    As many sums stand in the line beside it, or as many titles above, one is counted in thousands, and nothing
    else parts as many cells.

    >>> from enishi.ingest.text.sums import summed
    >>> row, titles = "国際交流費 18,420 15,300 △500", "事業名 本年度 前年度 増減"
    >>> [row[low:high] for low, high in summed(row, 0, titles, "")]
    ['国際交流費', '18,420', '15,300', '△500']
    >>> len(summed(titles, 0, "", row)), summed(row, 0, "", "")
    (4, ())
    """
    if not any(map(_IN_THOUSANDS.search, (raw, above, below))):
        return ()
    cells = _cells(raw, above, below)
    if len(cells) <= max(sum(bool(part.strip()) for part in cut.pattern.split(raw)) for cut in CUTS):
        return ()
    return tuple((start + low, start + high) for low, high in cells)


def _cells(raw: str, above: str, below: str) -> list[tuple[int, int]]:
    if told := _SUMS.match(raw):
        number = len(_ONE_SUM.findall(told["sums"]))
        if not any(_sums(other) == number or len(other.split()) == number + 1 for other in (above, below)):
            return []
        return [told.span("name"), *(m.span() for m in _ONE_SUM.finditer(raw, told.start("sums")))]
    if "。" in raw or len(raw) > _LONGEST:
        return []
    titles = [m.span() for m in re.finditer(r"\S+", raw)]
    return titles if len(titles) >= _TITLES and len(titles) == _sums(below) + 1 else []


def _sums(raw: str) -> int:
    """How many sums a line has behind a name."""
    told = _SUMS.match(raw)
    return len(_ONE_SUM.findall(told["sums"])) if told else 0
