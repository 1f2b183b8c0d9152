"""Dates in words, as vague as they are known: "in 1965", "between April 1965 and March 1966".

What always holds: the words claim no more than the EDTF does, and no less.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from ..words import Words

if TYPE_CHECKING:
    from ..ontology.edtf import Interval
    from ..ontology.model import Lang


def spoken(when: Interval, lang: Lang = "en") -> str:
    """A date in words.

    >>> from enishi.ontology.edtf import parse
    >>> from enishi.queries.spoken import spoken
    >>> [spoken(parse(t)) for t in ("1965", "FY1965", "1965-06~")]
    ['in 1965', 'between April 1965 and March 1966', 'about June 1965']
    >>> spoken(parse("[1965-04-02..1965-05]"), "ja"), spoken(parse("2025-08-20/2025-08-22"), "ja")
    ('1965年4月2日から1965年5月31日までの間', '2025年8月20日から2025年8月22日まで')
    """
    words = Words(lang)
    if when.precision != "range" and when.fiscal_year is None:
        text = when.edtf.rstrip("?~%")
        kind = {"?": "perhaps", "~": "about", "%": "perhaps"}.get(when.qualifier, f"exact_{when.precision}")
        return words.say(f"plans.date.{kind}", date=_point(text, words))
    first, last = when.earliest, when.latest
    kind = "span" if when.spans else "between"
    if first is None or last is None:
        only, end = (first, "from") if first else (last, "to")
        return words.say(f"plans.date.{end}", date=_day(only, words)) if only else when.edtf
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    low, high = (_point(day.isoformat()[: 7 if whole_months else 10], words) for day in (first, last))
    return words.say(f"plans.date.{kind}", first=low, last=high)


def _point(text: str, words: Words) -> str:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return words.say("plans.date.year", year=parts[0])
    month = words.say(f"plans.months.{parts[1]}")
    if len(parts) == 2:
        return words.say("plans.date.month", year=parts[0], month=month)
    return words.say("plans.date.day", year=parts[0], month=month, day=parts[2])


def _day(day: date, words: Words) -> str:
    return _point(day.isoformat(), words)
