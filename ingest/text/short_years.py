"""Years written short after a full one, written in full: 2003年に…、翌04年には…。11年には is 2004年 and 2011年.

A paragraph's years go on as the one told last before: of its century, or of its era (平成12年…、翌13年). A number
of two figures is such a year only where it stands as one (with a zero or a mark ahead, behind 翌, before a month,
には or a blank that opens a line) and follows the last year within a few; else it counts years (30年に一度).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...ontology.eras import ERAS

_ERA: Final = "|".join(era.name for era in ERAS)
_YEAR: Final = re.compile(
    rf"(?P<era>{_ERA})(?P<n>元|\d{{1,2}})年(?!間|代|度)|(?<![\d.,/-])(?P<west>(?:18|19|20)\d\d)(?:年(?!間|代)|(?=\())"
    r"|(?P<next>翌)(?P<after>\d\d)年(?!間|代|度|前|後|目|以上|ぶり)"
    r"|(?P<mark>['’])(?P<marked>\d\d)年?(?=[\d年、にはのからまで])"
    r"|(?<![\d.,/年月第約計各次満毎丸ほ生歴前後過近数全~〜～ー\-'’翌])(?P<short>\d\d)年(?!間|代|度|前|後|目|以上|ぶり|来)"
    r"|\n[ \t　]*\n"
)
_STANDS: Final = re.compile(
    r"\d{1,2}月(?!間)|に(?:は|も)、?(?!渡|わた|及|およ|相当|一)|に(?=[一-鿿ァ-ヴーA-Za-z])(?!一度|一回|渡|及|相当|満|近|達|亘)"
    r"|の?[春夏秋冬]|以降|末|から[はの]|の(?:第\d|大会|総会|会議)"
)
_OPENS: Final = re.compile(r"(?:^|\n)[ \t　・○●◆■◇□*-]*$")
_BLANK: Final = re.compile(r"[ \t　:：]")
_SOON, _LATER = 15, 30  # years within which a short year follows the last; one that can be nothing else


def in_full(text: str) -> Iterator[tuple[int, int, str]]:
    """The places of such years and how they are written in full, in order.

    >>> from enishi.ingest.text.short_years import in_full
    >>> list(in_full("2003年に始まり、翌04年に協定、11年には10年を祝った。平成9年に来訪、翌10年に調印"))
    [(11, 13, '2004'), (18, 20, '2011'), (40, 42, '平成10')]
    """
    last: tuple[str, int] | None = None  # the era's name or none, and the year by it
    for told in _YEAR.finditer(text):
        if told["era"]:
            last = told["era"], 1 if told["n"] == "元" else int(told["n"])
        elif told["west"]:
            last = "", int(told["west"])
        elif told.lastgroup is None:
            last = None
        elif last is not None and (full := _full(text, told, *last)) is not None:
            group = next(name for name in ("after", "marked", "short") if told[name])
            start = told.start("mark") if told["mark"] else told.start(group)
            last = last[0], full
            yield start, told.end(group), f"{last[0]}{full}" if last[0] else str(full)


def _full(text: str, told: re.Match[str], era: str, last: int) -> int | None:
    """The year that a short one is, where it stands as one."""
    printed = told["after"] or told["marked"] or told["short"]
    number = int(printed)
    certain = bool(told["mark"] or told["next"] or (printed[0] == "0" and not era))
    if not certain and not _stands(text, told):
        return None
    if era:
        within = 0 < number - last <= _SOON and not told["mark"]
        return number if within and printed[0] != "0" else None
    full = last - last % 100 + number
    full = full if full >= last else full + 100
    if told["next"]:
        return full if full == last + 1 else None
    if full - last > _LATER and certain and last - (full - 100) <= _LATER:
        full -= 100  # in a line that looks back
    return full if full - last <= (_LATER if certain else _SOON) else None


def _stands(text: str, told: re.Match[str]) -> bool:
    """Whether a number of years stands where a date does."""
    if _STANDS.match(text, told.end()):
        return True
    opens = _OPENS.search(text, max(0, told.start() - 12), told.start()) is not None
    return opens and _BLANK.match(text, told.end()) is not None
