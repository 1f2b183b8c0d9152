"""When a document was written, from the document: its dateline, its imprint, the date under its title.

Any line of the first and last ones may hold it. A chronology opens with dates too, and a table of ties, so a date
that most others follow is none of the document's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ...ontology.dates_patterns import fold, triggers
from ...ontology.dates_text import DateMention, find_dates
from ...ontology.edtf import Interval, on
from ..data import table
from ..text.front import RULED, front, unquoted

_FIRST, _LAST = 14, 8  # lines at either end that may hold the date
_LINE = 90  # characters of one that does
_REST = 60  # characters beside the date in one that names the paper
_DATELINE = re.compile(  # KOBE, 6 November 2020 - The city ...
    r"(?:[A-Z][\w.’'-]*,? ){1,5}(?:\([^()]{2,24}\) )?(?:[-–—,] )?\(?$"
)
_BEGINS_STORY = re.compile(r"\)? ?[-–—:]")
_WEEKDAY = re.compile(
    r"\(?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?|[月火水木金土日]曜日?|\(?[月火水木金土日](?:・祝|・休)?\))\)?",
    re.I,
)
_STORY = re.compile(
    r"[。!?！？]|\.\s+[A-Z].*\.|(?:した|ました|する|します|された|締結|提携|設立|開設|開催|就航|加盟|発足)$"
)
_TOLD_EN = re.compile(
    r"[\w’'-]+(?: [\w’'-]+){3,} (?:in|on|since|from|until|by|for|during)$"
)  # will host it in 2020.
_IS_STORY = re.compile(r"[。!?！？]")  # wherever its date stands
_DIGITS = re.compile(r"[\d元年月]")
_TOO_OLD = 0.5  # of all dates told, the part that may be of later years
_COMING = 1  # years ahead of which a paper tells what is to come
_SURE = 3  # weight of a date that its line calls the document's
_TITLE = 3  # lines in which even a chronology may tell its own date
_ENTRIES = 4  # lines that begin with a date in what is a chronology
_SHOWN = 24  # characters of a line in which a date begins it
_LEAD = 3  # characters of marks before the date that begins a line
_SAT_ON = re.compile(r"^\W{0,2}(?:開催日時?|開会日時?|会見日時?|日\s?時|期\s?日|日\s?付|と\s?き|年月日)\W*$")
_HEAD = 6  # lines in which a paper may say which one it is
_COUNTS = re.compile(
    r"現在(?:で|の|、|は)?\s?(?:約|およそ)?\s?[\d,]+\s?(?:人|名|都市|団体|か国|件|会員)"
)  # of a figure
_REFERENCE = re.compile(r"\W{0,2}\d{1,2}[.)\]]\s")  # a numbered note tells the date of what it cites
_LAST_OF_ALL = re.compile(r"(?:最終|[Ll]ast )(?:更新|改[訂定]|[Rr]eviewed|[Uu]pdated|[Mm]odified|[Rr]evised)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WHOLE = r"(?:19|20)\d\d(?!\d|\s?[-/–~]\s?\d)"  # a year that opens no range
_SEASON = re.compile(rf"\b(?:spring|summer|autumn|fall|winter)(?: of)? ({_WHOLE})", re.I)
_OPEN = ("(", "\uff08", "[", "【", "〔")


def dateline(text: str, dates: Iterable[Interval] | None = None) -> Interval | None:
    """The date of a document by its own words, to the day, month or year; none where it does not say.

    ``dates`` are all that it tells, where they have been read already.

    >>> from enishi.ingest.setting.dateline import dateline
    >>> str(dateline("PRESS RELEASE\\n3 June 2019\\n\\nThe mayors met yesterday."))
    '2019-06-03'
    >>> str(dateline("年頭のごあいさつ\\n昨年は10周年でした。\\n令和7年1月 市長"))
    '2025-01'
    """
    left = front(text).left
    lines = [
        line.strip()
        for line, start in unquoted(text)
        if not RULED.fullmatch(line) and (start not in left or _DIGITS.search(line) or _papers().search(line))
    ]
    low = max(_FIRST, len(lines) - _LAST)
    ends = [*enumerate(lines[:_FIRST]), *enumerate(lines[low:], low)]
    listed = _is_chronology(lines)
    opens = next((number for number, line in enumerate(lines) if _begins_with_date(line)), _TITLE)
    titles = min(max(_TITLE, opens), _HEAD)  # what stands above a chronology's first entry is its title
    sits = any(len(line) <= _REST and _sittings().search(line) for line in lines[:_TITLE])
    found = sorted(
        (-weight, number, mention.start, mention)
        for number, line in ends
        for weight, mention in _weighed(
            line, lines[number - 1] if number else "", number < _FIRST, sits=sits and number < _FIRST
        )
        if not listed or weight >= (_SURE if number >= titles else 2)
    )
    if not found:
        return None
    told = (m.interval for m in _absolute(text) if m.interval) if dates is None else dates
    years = [date.earliest.year for date in told if date.earliest]
    for _, _, _, mention in found:
        when = mention.interval
        if when is not None and when.latest is not None:
            later = sum(year > when.latest.year + _COMING for year in years)
            if later <= _TOO_OLD * len(years):
                return _finer(when, (m.interval for _, number, _, m in found if number < _HEAD))
    return None


def _finer(when: Interval, others: Iterable[Interval | None]) -> Interval:
    """The day told near the top of the month that a title tells: 令和5年6月定例会, 6月15日."""
    inside = [o for o in others if o is not None and o != when and when.contains(o)]
    return inside[0] if when.precision == "month" and inside else when


def reported_year(lines: Iterable[str]) -> Interval | None:
    """The year on which a title says that the paper reports.

    >>> from enishi.ingest.setting.dateline import reported_year
    >>> str(reported_year(["TULSA TIES", "Annual Report 2021"])), reported_year(["Report 2021"])
    ('2021', None)
    """
    return _year_beside(lines, _yearly())


def season_year(lines: Iterable[str]) -> Interval | None:
    """The year of the season in which a paper came out: Newsletter, Spring 2023."""
    return _year_beside(lines, _SEASON)


def _year_beside(lines: Iterable[str], words: re.Pattern[str]) -> Interval | None:
    for line in [line.strip() for line in lines if line.strip()][:_HEAD]:
        match = words.search(line) if len(line) <= _LINE and len(_YEAR.findall(line)) == 1 else None
        if match:
            return on(int(next(filter(None, match.groups()))))
    return None


def _is_chronology(lines: list[str]) -> bool:
    """Whether many lines begin with a date, so that one more says nothing of the document."""
    begin = 0
    for line in lines[1:]:
        if _begins_with_date(line):
            begin += 1
            if begin == _ENTRIES:
                return True
    return False


def _begins_with_date(line: str) -> bool:
    may = triggers().search(fold(line[:_SHOWN]))
    found = find_dates(line[:_SHOWN]) if may and may.start() <= _LEAD else []
    return bool(found) and found[0].start <= _LEAD


def _absolute(text: str) -> Iterator[DateMention]:
    return (m for m in find_dates(text) if m.interval is not None and m.interval.earliest is not None)


def _weighed(line: str, above: str, first: bool, *, sits: bool = False) -> Iterator[tuple[int, DateMention]]:
    """The dates of a line that may be the document's, each with how sure that is.

    ``sits`` says that the document is the record of a sitting, whose day is its own.
    """
    if not (_DIGITS.search(line) and _may_tell(line, first)) or (not first and _REFERENCE.match(line)):
        return
    dates = [m for m in _absolute(line[: 3 * _LINE]) if m.interval is not None and m.interval.fiscal_year is None]
    read = 0
    for mention in dates:
        before, behind = line[: mention.start].rstrip(), line[mention.end :].lstrip()
        led_by = line[read : mention.start].rstrip()
        read = mention.end
        coarse = mention.interval is not None and mention.interval.precision == "year"
        if first and mention is dates[0] and _DATELINE.match(before + " ") and _BEGINS_STORY.match(behind):
            yield _SURE, mention
        elif (first and before[-1:] in _OPEN and _told().match(behind)) or _is_labelled(led_by, sits=sits):
            yield _SURE + 1 + bool(_LAST_OF_ALL.search(led_by)), mention
        elif len(line) > _LINE or _is_story(before, behind) or _COUNTS.match(behind):
            continue
        elif _told().search(f"{before[-36:]} ¦ {behind[:16]}"):
            yield _SURE + 1, mention
        elif (
            len(dates) == 1
            and (first or not coarse)
            and (weight := _unsaid(_rest(before, behind), bool(before), above, first))
        ):
            yield (1 if coarse else weight), mention


def _is_labelled(before: str, *, sits: bool) -> bool:
    """Whether what opens the line calls the date behind it the document's: 更新日:, and 日時: of a sitting."""
    return len(before) < _SHOWN and bool(_label().search(before) or (sits and _SAT_ON.search(before)))


def _may_tell(line: str, first: bool) -> bool:
    """Whether a line may hold the document's date, before its dates are read: a story's may only open it."""
    if len(line) <= _LINE and not _IS_STORY.search(line):
        return True
    return first and (line.lstrip("*_#> ")[:1].isupper() or any(mark in line for mark in _OPEN))


def _unsaid(rest: str, led: bool, above: str, first: bool) -> int:
    """How sure a line that calls its date nothing is to tell the document's: by what else stands on it."""
    if not rest:
        return 2 if first else 1
    if len(rest) > _REST:
        return 0
    if _papers().search(rest) or (not led and first and _papers().search(above)):
        return 2
    return 2 if _signs().fullmatch(rest) else 0


def _rest(before: str, behind: str) -> str:
    """What stands beside a date, but weekdays, brackets and marks at either end."""
    parts = (_WEEKDAY.sub(" ", part) for part in (before, behind))
    return " ".join(p for p in (re.sub(r"^[\W_]+|[\W_]+$", "", part) for part in parts) if p)


def _is_story(before: str, behind: str) -> bool:
    told = behind == "." and _TOLD_EN.search(before)
    return bool(told) or bool(_STORY.search(before)) or bool(_STORY.search(behind))


@cache
def _told() -> re.Pattern[str]:
    return re.compile("|".join(table("words/dateline.toml")["told"]), re.I)


@cache
def _label() -> re.Pattern[str]:
    """更新日: and the like, whatever else stands on the line behind the date."""
    told = "|".join(table("words/dateline.toml")["told"])
    return re.compile(
        rf"^\W{{0,2}}(?:最終|ページ|(?:this )?page )?(?:last )?(?:{told})年?月?日?\s?[::]\s?$",
        re.I,
    )


@cache
def _yearly() -> re.Pattern[str]:
    """The words for a paper on a whole year, and the year behind them or in front."""
    papers = "|".join(table("words/dateline.toml")["yearly"])
    of = r"(?:,? (?:for|of|on)(?: the year)?|[,:])?"
    return re.compile(
        rf"\b(?:{papers})\b{of} ?({_WHOLE})|(?<![-/\d–])({_WHOLE}) (?:{papers})\b",
        re.I,
    )


@cache
def _sittings() -> re.Pattern[str]:
    return re.compile("|".join(table("words/dateline.toml")["sittings"]))


@cache
def _papers() -> re.Pattern[str]:
    words = table("words/dateline.toml")["papers"]
    return re.compile("|".join(rf"\b(?:{w})\b" if w[0].isascii() and w[0].isalpha() else w for w in words), re.I)


@cache
def _signs() -> re.Pattern[str]:
    return re.compile("|".join(table("words/dateline.toml")["signs"]))
