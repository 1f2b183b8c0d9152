"""Other notations of dates, and words that mean the same."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from enishi.errors import EnishiError
from enishi.ontology.eras import ERAS, era_named, era_of

from . import Lines, in_en, in_ja

_ERA: Final = "|".join(era.name for era in ERAS)
_MONTHS: Final = tuple(calendar.month_name)[1:]
_MONTH: Final = "|".join(_MONTHS)
_PLAIN: Final = {
    **{"していました": "していた", "ています": "ている", "でいます": "でいる", "されました": "された"},
    **{"しました": "した", "なりました": "なった", "結びました": "結んだ", "きました": "いた", "りました": "った"},
    **{"いました": "った", "えました": "えた", "めました": "めた", "けました": "けた", "れました": "れた"},
    **{"せました": "せた", "ちました": "った", "します": "する", "れます": "れる", "あります": "ある"},
    **{"おります": "いる", "なります": "なる", "でした": "だった", "です": "である"},
}
_HELD: Final = {
    **{"が開かれ": "が開催され", "がひらかれ": "が開催され"},
    **{"を開きまし": "を開催しまし", "をひらきまし": "を開催しまし"},
}
_SIGNED: Final = {
    "を結びました": "を締結しました",
    "を結んだ": "を締結した",
    "に調印した": "を締結した",
    "を結び、": "を締結し、",
}
_TWINNED: Final = {"sister cities": "twin towns", "sister city": "twin town", "sister-city": "twin-town"}


def _in_words(page: Lines, words: Mapping[str, str], behind: str = "") -> Lines:
    """The page with other words of the same meaning, where what stands ``behind`` them matches."""
    known = re.compile(f"(?:{'|'.join(words)}){behind}")
    return [known.sub(lambda found: words[found[0]], line) for line in page]


def _era_year(year: int, month: int, day: int) -> str | None:
    try:
        era, number = era_of(date(year, month, day))
    except (ValueError, EnishiError):
        return None
    return f"{era.name}{'元' if number == 1 else number}" if year > 1900 else None


@in_ja
def eras_to_years(page: Lines) -> Lines | None:
    def western(found: re.Match[str]) -> str:
        return f"{era_named(found[1]).western(1 if found[2] == '元' else int(found[2]))}年"

    era = re.compile(rf"({_ERA})(\d+|元)年(?!\s*[(（]\d{{4}})(?!度)")
    both = re.compile(rf"\d{{4}}年?\s*[(（]\s*(?:{_ERA})")
    return [line if both.search(line) else era.sub(western, line) for line in page]


@in_ja
def years_to_eras(page: Lines) -> Lines | None:
    def japanese_year(found: re.Match[str]) -> str:
        era = _era_year(int(found[1]), int(found[2]), int(found[3]))
        return f"{era}年{found[2]}月{found[3]}日" if era else found[0]

    day = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
    return [line if re.search(_ERA, line) else day.sub(japanese_year, line) for line in page]


@in_ja
def years_with_eras(page: Lines) -> Lines | None:
    def both(found: re.Match[str]) -> str:
        era = _era_year(int(found[1]), int(found[2]), 15)
        return f"{found[1]}年({era}年){found[2]}月" if era else found[0]

    month = re.compile(r"(\d{4})年(\d{1,2})月")
    return [line if re.search(_ERA, line) else month.sub(both, line) for line in page]


@in_ja
def dotted_dates(page: Lines) -> Lines | None:
    day = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?![(（])")
    return [line if line.endswith("。") else day.sub(r"\1.\2.\3", line) for line in page]


@in_en
def british_dates(page: Lines) -> Lines | None:
    return [re.sub(rf"\b({_MONTH}) (\d{{1,2}}), (\d{{4}})", r"\2 \1 \3", line) for line in page]


@in_en
def american_dates(page: Lines) -> Lines | None:
    return [
        re.sub(rf"(?<!to )(?<!and )(?<![–-])\b(\d{{1,2}}) ({_MONTH}) (\d{{4}})", r"\2 \1, \3", line)
        for line in page
    ]


@in_en
def ordinal_dates(page: Lines) -> Lines | None:
    def ordinal(found: re.Match[str]) -> str:
        number = int(found[2])
        ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{found[1]} {number}{ending}, {found[3]}"

    return [re.sub(rf"\b({_MONTH}) (\d{{1,2}}), (\d{{4}})", ordinal, line) for line in page]


@in_en
def short_months(page: Lines) -> Lines | None:
    long = "|".join(month for month in _MONTHS if month != "May")
    return [re.sub(rf"\b({long})(?= \d)", lambda found: found[1][:3] + ".", line) for line in page]


@in_ja
def plain_style(page: Lines) -> Lines | None:
    return _in_words(page, _PLAIN, behind=r"(?=[。」、が(（])")


@in_ja
def held(page: Lines) -> Lines | None:
    return _in_words(page, _HELD)


@in_ja
def signed(page: Lines) -> Lines | None:
    return _in_words(page, _SIGNED)


@in_en
def twinned(page: Lines) -> Lines | None:
    """Twin towns for sister cities, but where they are part of a name."""
    return None if any("Sister Cities " in line for line in page) else _in_words(page, _TWINNED)
