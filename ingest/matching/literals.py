"""The literal ends of a fact: texts, dates, counts and sums of money where a rule matched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from ...ontology.edtf import Interval
from ...ontology.model import Value
from ..data import table
from ..nouns.editions import edition_of
from ..text.mask import Noun
from .place import Place

Literal = tuple[Value, Noun | None]
PEOPLE = (
    r"名|人|people|participants|delegates|representatives|visitors|guests|attendees|athletes|spectators|runners"
    r"|performers|experts"
)

_THEME = re.compile(r"(.{2,40}?)を(?:テーマ|主題)(?:と|に)")


def _theme_in(group: str, place: Place) -> Iterator[Literal]:
    """The theme that an event's descriptive name tells: 気候変動をテーマとした国際会議."""
    for noun in place.nouns(group):
        if match := _THEME.match(noun.text):
            yield Value("Text", match[1]), noun


def _text(group: str, place: Place) -> Iterator[Literal]:
    if text := place.text(group):
        yield Value("Text", text), None


def _first_name(group: str, place: Place) -> Iterator[Literal]:
    for noun in place.nouns(group):
        if [noun.text.replace("の第", "第")] == list(noun.names):
            continue  # 平和首長会議(の)第9回総会 is one name
        if place.discourse.frame.lang == "en" and any(_SHORT.fullmatch(n) for n in noun.names):
            continue  # the third Conference of the Parties (COP3) is abbreviated, not named anew
        if noun.names and _INITIALS.fullmatch(noun.names[0]) and edition_of(noun.text) is None:
            yield Value("Text", noun.names[0]), noun  # what the brackets behind a name say
            continue
        english = place.discourse.frame.lang == "en" and noun.names  # where the long name is the one shown
        yield Value("Text", noun.names[0] if english else noun.text), noun


_SHORT = re.compile(r"[A-Z]{2,6}\s?\d{0,2}")
_INITIALS = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z]{1,7}")
_KATAKANA = re.compile("[ァ-ヴー・]+")


def _long_name(group: str, place: Place) -> Iterator[Literal]:
    for noun in place.nouns(group):
        if place.discourse.frame.lang == "en":
            shown = [n.text for n in noun.entities[0].names if n.preferred] if noun.entities else [noun.text]
            others = [n for n in (noun.text, *noun.names) if n not in shown] if noun.names else []
            if others:  # the name that the thing is not shown under
                yield Value("Text", max(others, key=len)), noun
            continue
        longest = max((noun.text, *noun.names), key=len)
        known = noun.entities[0].name("ja") if noun.entities else noun.text
        initials = next((n for n in noun.names if _INITIALS.fullmatch(n)), None)
        listed = not noun.entities or noun.kind == "CityNetwork"
        two_scripts = bool(_KATAKANA.fullmatch(noun.text))  # イクレイ(ICLEI) is one name
        if noun.names and listed and longest != known and not (two_scripts and longest.isascii()):
            yield Value("Text", longest), noun
        elif initials and listed and not two_scripts:
            yield Value("Text", initials), noun


_KIND = re.compile(
    r"一般社団法人|公益社団法人|\(一社\)|\(公社\)|特定非営利活動法人|協議会|実行委員会|推進委員会|委員会|連盟|コンソーシアム|協会|機構"
)


def _kind_word(group: str, place: Place) -> Iterator[Literal]:
    for noun in place.nouns(group):
        if match := _KIND.search(noun.text):
            yield Value("Text", table("words/nouns.toml")["spelled_out"].get(match[0], match[0])), noun


def _date(group: str, place: Place) -> Iterator[Literal]:
    for noun in place.nouns(group):
        if noun.value is not None and (value := place.dating.of(noun)) is not None:
            yield Value("Date", str(value)), noun


def _of_group(group: str, place: Place) -> Noun | None:
    return next(iter(place.nouns(group)), None)


def _as_date(interval: Interval | None, noun: Noun | None) -> Iterator[Literal]:
    if interval is not None:
        yield Value("Date", str(interval)), noun


def _date_near(group: str, place: Place) -> Iterator[Literal]:
    noun = _of_group(group, place)
    return _as_date(place.dating.near(noun), noun)


def _date_named(group: str, place: Place) -> Iterator[Literal]:
    noun = _of_group(group, place)
    return _as_date(place.dating.named(noun), noun)


def _date_year(group: str, place: Place) -> Iterator[Literal]:
    noun = _of_group(group, place)
    return _as_date(place.dating.year(noun), noun)


def _date_reported(group: str, place: Place) -> Iterator[Literal]:
    noun = _of_group(group, place)
    year = place.dating.year(noun)
    if year is not None and year.fiscal_year is not None:
        yield from _as_date(year, noun)


def _count(group: str, place: Place) -> Iterator[Literal]:
    for noun in place.nouns(group):
        if isinstance(noun.value, float):
            yield Value("Count", f"{noun.value:.15g}"), noun


def _people(group: str, place: Place) -> Iterator[Literal]:
    for noun in place.nouns(group):
        if isinstance(noun.value, float) and noun.names[:1] and re.match(PEOPLE, noun.names[0]):
            yield Value("Count", f"{noun.value:.15g}"), noun


def _number(group: str, place: Place) -> Iterator[Literal]:
    if (text := place.text(group)).isdigit():
        yield Value("Count", text), None


def _money(group: str, place: Place) -> Iterator[Literal]:
    for noun in place.nouns(group):
        if isinstance(noun.value, int):
            yield Value("MoneyJPY", str(noun.value)), noun


LITERALS: Mapping[str, Callable[[str, Place], Iterator[Literal]]] = MappingProxyType(
    {
        "text": _text,
        "firstname": _first_name,
        "longname": _long_name,
        "theme-in": _theme_in,
        "kindword": _kind_word,
        "date": _date,
        "date-near": _date_near,
        "date-named": _date_named,
        "date-year": _date_year,
        "date-reported": _date_reported,
        "count": _count,
        "people": _people,
        "number": _number,
        "money": _money,
    }
)
"""What each word of a specification that names a value gives."""
