"""Dates in running Japanese and English text, with their exact places.

What always holds: ``text[m.start:m.end] == m.as_printed``; mentions come in order and never overlap; a date
that the calendar does not have is left out; where print contradicts itself (令和3(2022)年) the interval covers
every reading and ``note`` says so. What stands for a bound (以降, まで, since, until) is outside the mention.

Conservative on purpose: era letters (H9, S40.7.1) count only in a text with Japanese in it, alone only in
parentheses or as a range (H9～H12), M and T and small letters only with a day or 年; a bare year in English
only after a word such as ``in``, in parentheses, or in a range; 2010-11 is a month or two years, so is both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from ..errors import DataError
from .dates_atoms import Atom, Relative
from .dates_forms import atom
from .dates_patterns import (
    ABOUT_AFTER,
    ABOUT_BEFORE,
    AFTER,
    ALONE,
    BEFORE,
    BETWEEN,
    JAPANESE,
    fold,
    patterns,
    triggers,
)
from .dates_relative import resolve_relative
from .edtf import Interval

Kind = Literal["date", "fiscal year", "range", "relative"]
Bound = Literal["from", "until"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text, at ``start`` .. ``end`` (characters).

    ``interval`` is ``None`` exactly where ``kind`` is ``relative``: then ``relative`` says what it is relative
    to, and :func:`resolve` works it out. ``bound`` tells a date from or until which something holds. ``note``
    is a key of the words ``dates.notes`` where the reading deserves one (``era_mismatch``, ``lunisolar`` ...).
    """

    start: int
    end: int
    interval: Interval | None
    kind: Kind
    as_printed: str
    note: str | None = None
    bound: Bound | None = None
    relative: Relative | None = None


def find_dates(text: str, *, first_month: int = 4) -> list[DateMention]:
    """All dates of a text, in order. ``first_month`` begins the fiscal year of the document's country.

    >>> from enishi.ontology.dates_text import find_dates
    >>> for m in find_dates("（平成9年6月開設）令和7年8月20日～22日。since June 1965; 翌年3月まで"):
    ...     print(m.as_printed, m.interval, m.kind, m.bound)
    平成9年6月 1997-06 date None
    令和7年8月20日～22日 2025-08-20/2025-08-22 range None
    June 1965 1965-06 date from
    翌年3月 None relative until
    """
    plain = fold(text)
    japanese = (JAPANESE.search(plain) or ALONE.fullmatch(plain)) is not None
    found: list[DateMention] = []
    waiting: Atom | None = None
    for next_atom in _atoms(plain, japanese, first_month):
        if waiting is not None:
            gap = plain[waiting.end : next_atom.start]
            if len(gap) < 16 and BETWEEN.fullmatch(gap) and (joined := waiting.joined(next_atom)):
                waiting = joined
                continue
            _add(found, waiting, text, plain)
        waiting = next_atom
    if waiting is not None:
        _add(found, waiting, text, plain)
    return found


def _atoms(plain: str, japanese: bool, first_month: int) -> Iterator[Atom]:
    digits, kanji, letters = patterns()
    position = 0
    for trigger in triggers().finditer(plain):
        start = trigger.start()
        if start < position:
            continue
        first = plain[start]
        forms = kanji if not first.isascii() else digits if first.isdigit() else letters
        match = forms.match(plain, start)
        try:
            read = match and atom(match, plain, japanese, first_month)
        except ValueError:  # 31 June 2025: no such date, so no June 2025 either
            position = match.end() if match else start
            continue
        if read:
            position = read.end
            yield read


def _add(found: list[DateMention], read: Atom, text: str, plain: str) -> None:
    try:
        interval = read.interval()
    except ValueError:
        return  # 2月30日: no such date, so no date
    about = ABOUT_AFTER.match(plain, read.end) or ABOUT_BEFORE.search(plain, max(0, read.start - 16), read.start)
    note = read.note or ("approximate" if about else None)
    if interval is not None and about:
        interval = interval.qualified("~")
    kind: Kind = "relative" if interval is None else read.kind(interval)
    relative = read.relative() if interval is None else None
    bound = None if kind == "range" or (relative and relative.until) else _bound(read, plain)
    printed = text[read.start : read.end]
    found.append(DateMention(read.start, read.end, interval, kind, printed, note, bound, relative))


def _bound(read: Atom, plain: str) -> Bound | None:
    if after := AFTER.match(plain, read.end):
        return "from" if after["f"] else "until"
    if before := BEFORE.search(plain, max(0, read.start - 24), read.start):
        return "from" if before["f"] else "until"
    return None


def read_date(text: str) -> Interval:
    """The date that a whole text is, in any printed form. Raises DataError if it is none, several, relative,
    or contradicts itself.

    >>> from enishi.ontology.dates_text import read_date
    >>> [str(read_date(t)) for t in ("Ｈ９年", "S40.7.1", "2017年(平成29)", "㋿3年", "Aug. 20, 2025")]
    ['1997', '1965-07-01', '2017', '2021', '2025-08-20']
    """
    # A stray 年月日 lets a lone S40.7.1 be read as Japanese; it stands behind a line break, outside the date.
    found = [m for m in find_dates(text + "\n\n年月日") if m.start < len(text)]
    whole = len(found) == 1 and found[0].as_printed.strip() == text.strip()
    if whole and found[0].note == "era_mismatch":
        raise DataError("date_contradiction", text=text, readings=str(found[0].interval))
    if not whole or found[0].interval is None:
        raise DataError("date_unread", text=text)
    return found[0].interval


def resolve(mention: DateMention, context: Interval | None, document_as_of: Interval | None) -> Interval | None:
    """The interval of a mention; a relative one by the nearest date before it and the document's own date.

    同年, 翌月, 8月20日 count from the context (8月20日 from the document where there is none), 昨年, 本年度 and
    ``last year`` from the document. 前年度 in a budget of 令和3年度, after a mention of 令和2年度, could be
    either's: ``None`` there, and wherever else the two do not settle it: never a guess. Where a reading is
    only known to lie in two years (昨年 in a report of a fiscal year) the answer is their range.

    >>> from enishi.ontology.edtf import parse
    >>> from enishi.ontology.dates_text import find_dates, resolve
    >>> mention = find_dates("10月以降に")[0]
    >>> str(resolve(mention, parse("FY2021"), None)), resolve(mention, None, None)
    ('2021-10', None)
    """
    if mention.relative is None:
        return mention.interval
    return resolve_relative(mention.relative, context, document_as_of)


def resolved(mentions: list[DateMention], document_as_of: Interval | None) -> list[DateMention]:
    """The mentions with relative ones worked out, each from the nearest date before it that is settled.

    >>> from enishi.ontology.dates_text import find_dates, resolved
    >>> [str(m.interval) for m in resolved(find_dates("2021年5月に締結。翌年3月に改定、同年8月に施行。"), None)]
    ['2021-05', '2022-03', '2022-08']
    """
    context: Interval | None = None
    settled: list[DateMention] = []
    for mention in mentions:
        interval = resolve(mention, context, document_as_of)
        settled.append(mention if mention.interval is interval else replace(mention, interval=interval))
        context = interval or context
    return settled


__all__: Final = ["Bound", "DateMention", "Kind", "Relative", "find_dates", "read_date", "resolve", "resolved"]
