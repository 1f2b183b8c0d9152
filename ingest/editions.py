"""Editions of a series of events: 第13回アジア・スマートシティ会議 is the 13th of アジア・スマートシティ会議."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EDITION = re.compile(
    r"第\s?(?P<ja>\d+)\s?回(?P<series>.+)"
    r"|(?:the )?(?P<en>\d+)(?:st|nd|rd|th) (?P<name>.+)"
    r"|(?P<short>[A-Z]{3,}) ?(?P<n>\d{1,2})$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its number and the name of its series."""

    number: int
    series: str


def edition_of(name: str) -> Edition | None:
    """The edition that an event's name tells, if it tells one.

    >>> from enishi.ingest.editions import edition_of
    >>> edition_of("第13回アジア・スマートシティ会議")
    Edition(number=13, series='アジア・スマートシティ会議')
    """
    match = _EDITION.match(name.strip())
    if not match:
        return None
    number = match["ja"] or match["en"] or match["n"]
    series = match["series"] or match["name"] or match["short"]
    return Edition(int(number), series.strip())
