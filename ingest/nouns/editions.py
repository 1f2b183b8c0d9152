"""Editions of a series of events: 第13回アジア・スマートシティ会議 is the 13th of アジア・スマートシティ会議."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EDITION = re.compile(
    r"第\s?(?P<ja>\d+)\s?回(?P<series>.+)"
    r"|(?:the )?(?P<en>\d+)(?:st|nd|rd|th) (?P<name>(?!(?:Anniversary|Birthday|Jubilee)\b).+)"
    r"|(?P<short>[A-Z]{3,}) ?(?P<n>\d{1,2})$",
    re.I,
)

BARE = re.compile(
    r"第(?P<number>\d+)回(?:の?(?P<word>(?:(?:定期|定例|年次|臨時|通常|世界)(?=総会|大会|会議))?"
    r"(?:総会|大会|首長会議|市長会議|世界会議|本会議|会議|サミット|フォーラム|シンポジウム)))?"
)
_MEETINGS_EN = (
    "Congress|Summit|Forum|Conference|Festival|Symposium|Games|Assembly|Exposition|Convention|Championships?"
    "|Meeting|Seminar|Workshop"
)
BARE_EN = re.compile(
    r"(?:(?P<number>\d{1,3}(?:st|nd|rd|th)) )?(?P<word>(?:(?<=[a-z] )(?:General|World|Annual|Biennial|Regional) )?"
    rf"(?:{_MEETINGS_EN}))"
)
NUMBERED_EN = re.compile(  # the 5th Congress of the Network, the Network's 5th Congress
    rf"(?P<number>\d{{1,3}}(?:st|nd|rd|th)) (?P<word>(?:[A-Z][a-z]+ ){{0,2}}(?:{_MEETINGS_EN})) of (?:the )?.+"
    rf"|.+['’]s? (?P<nth>\d{{1,3}}(?:st|nd|rd|th)) (?P<what>(?:[A-Z][a-z]+ ){{0,2}}(?:{_MEETINGS_EN}))"
)

_PLAIN = re.compile(
    r"の?(?:定期|定例|年次|臨時|通常|国際|世界|合同|共同|記念|実務者|首長|市長|調整|映画|音楽|芸術|港|桜|花火|雪|夏|秋|春)*"
    r"(?:会議|会合|総会|大会|首長会|祭り?|まつり|フェスタ|フェスティバル|フェア|サミット|フォーラム|シンポジウム|セミナー|講座"
    r"|コンサート|展覧会|展|委員会|協議会|つどい|集い|マラソン|研修会?|ワークショップ)"
)
_OF_PLACE = re.compile(r"(?<=会議|総会|祭典|大会)[一-鿿ァ-ヴー・]{1,8}大会(?:\s?\d{4})?$")


def series_of(name: str) -> str | None:
    """The name of the series that an edition is of, where that is a name and not only what it is.

    >>> from enishi.ingest.nouns.editions import series_of
    >>> series_of("第20回世界バラ会議福山大会2025"), series_of("第17回映画祭"), series_of("7th Congress")
    ('世界バラ会議', None, None)
    """
    edition = edition_of(name)
    if edition is None:
        return None
    series = _OF_PLACE.sub("", edition.series)
    return None if _PLAIN.fullmatch(series) or BARE_EN.fullmatch(series) else series


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its number and the name of its series."""

    number: int
    series: str


def edition_of(name: str) -> Edition | None:
    """The edition that an event's name tells, if it tells one.

    >>> from enishi.ingest.nouns.editions import edition_of
    >>> edition_of("第13回アジア・スマートシティ会議")
    Edition(number=13, series='アジア・スマートシティ会議')
    """
    match = _EDITION.match(name.strip())
    if not match:
        return None
    number = match["ja"] or match["en"] or match["n"]
    series = match["series"] or match["name"] or match["short"]
    return Edition(int(number), series.strip())


def meeting_word(name: str) -> str:
    """The word for what is held, in the English name of a meeting.

    >>> from enishi.ingest.nouns.editions import meeting_word
    >>> meeting_word("5th Congress of the Lakes Network"), meeting_word("8th Steel Cities Forum")
    ('Congress', 'Forum')
    """
    told = NUMBERED_EN.fullmatch(name)
    return ((told["word"] or told["what"]) if told else name).rpartition(" ")[2]


def is_bare(name: str) -> bool:
    """Whether a name tells only which meeting it is, not whose.

    >>> from enishi.ingest.nouns.editions import is_bare
    >>> is_bare("第9回の総会"), is_bare("6th Congress"), is_bare("第9回アジア太平洋都市サミット")
    (True, True, False)
    """
    return (BARE.fullmatch(name) or BARE_EN.fullmatch(name)) is not None
