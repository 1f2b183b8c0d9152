"""Names in quotation marks that what is said of them makes events: 「X」を開催, 「X」に…が参加."""

from __future__ import annotations

import re

from ..data import table

_FESTIVE = re.compile(  # with a place, a year or a word of welcome behind it
    r"(?:フェスタ|フェスティバル|フェス|フェア|まつり|祭り|祭|マラソン|コンサート|ナイト|デー|デイ|ウィーク|ウイーク|夕べ|つどい|集い"
    r"|サミット|フォーラム|[Ff]esta|[Nn]ight|[Ww]eek|[Dd]ay|DAY)"
    r"(?:\s?(?:in|IN|at|@|イン)\s?.{1,10}|[ぁ-んァ-ヴー]{1,8}|[\s　]?[一-鿿]{1,3})?[\s　]?"
    r"(?:(?:19|20)\d\d|'?\d\d)?$"
)
_NO_NAME = re.compile(
    r"(?:を|と(?:の|も)?)(?:テーマ|主題|題|合言葉|合い言葉|スローガン|掲げ|うた|銘打|いう|呼|した|する)|と題|をめぐ"
)
_HELD = (
    r"(?:開催(?!都市|地|国)|開か[れ]|開き(?:ま|、)|開い[たて]|催さ|催し(?:ま|、|て)"
    r"|行われ|行い|挙行|主催|実施|幕を開|来場|にぎわ|人出)"
)
_BEHIND = re.compile(
    rf"(?:\([^()]{{0,40}}\))?(?:(?:を|が|は|も)、?|(?:の|への)(?=主催|来場|参加|開催|会場|会期))(?:[^。「]{{0,36}}?){_HELD}"
    r"|\([^()]{0,40}(?:来場|参加|入場|来館|動員)(?:者)?(?:数)?[\s:は]?(?:約|延べ|のべ|およそ)?[\ue000-\uf8ff]"
    r"|(?:\([^()]{0,40}\))?(?:に|へ)(?:は|も)?、?[^。「]{0,30}?(?:参加|出場|出演|来場|出展|出席|訪れ|足を運|駆けつけ|集ま|詰めかけ)"
)
_BEFORE = re.compile(
    r"(?:開催された|開催した|開かれた|開いた|行われた|催された|開かれる|開催する|開催される)[^。、「]{0,12}$"
)
_EVENTS = table("words/events.toml")["heads"]
_SORT_BEFORE = re.compile(
    f"(?:{_EVENTS['ceremony']}|{_EVENTS['meeting']}|催事|催し|イベント|講演|公演|講座|講話|鼎談|トーク|パネルディスカッション|体験)$"
)
_MADE_THERE = re.compile("(?:を|が)(?:採択|発表|決議|宣言|公表|承認)|と(?:して|いう)")
TAIL = re.compile(r"(?:展|祭|まつり|フェスタ|フェア|コンサート|デー)(?=[をがはにで、。()]|$)")
_OF_A_CLASS = re.compile(  # 日本語教室「ことばの港」: it is opened, and goes on
    "(?:教室|クラス|学級|サロン|スクール|塾|サークル|クラブ|団体|部屋|の会|カフェ|店|広報誌|冊子|絵本|番組)$"
)
_KEPT = re.compile("(?:デスク|窓口|センター|ショップ|ラウンジ|サロン|教室|スクール|ビューロー|オフィス)$")
"""What a name ends in that is opened and stays."""
_SAID = re.compile(r"[。?？!！]|(?:です|ます|ました|した|よう)$")


def of_a_class(text: str, start: int) -> bool:
    """Whether a name in quotation marks, at a place of a text, is that of what is opened and goes on.

    >>> from enishi.ingest.nouns.quoted_events import of_a_class
    >>> of_a_class("日本語教室「ことばの港」が開かれた", 5)
    True
    """
    return _OF_A_CLASS.search(text, max(0, start - 8), start) is not None


def is_occasion(text: str, start: int, end: int, name: str) -> bool:
    """Whether a name in quotation marks, at a range of a masked text, is that of something that takes place.

    >>> from enishi.ingest.nouns.quoted_events import is_occasion
    >>> text = "11月3日に「世界のともだち」を開催しました。"
    >>> is_occasion(text, 6, 15, "世界のともだち")
    True
    >>> is_occasion("「世界のともだち」という本を開く", 0, 9, "世界のともだち")
    False
    """
    if text[start] == '"' or _SAID.search(name) or _KEPT.search(name) or of_a_class(text, start):
        return False
    if _FESTIVE.search(name) or TAIL.match(text, end):
        return True
    if _SORT_BEFORE.search(text, max(0, start - 12), start):
        return not _MADE_THERE.match(text, end) and not _NO_NAME.match(text, end)
    if _NO_NAME.match(text, end):
        return False
    return bool(_BEHIND.match(text, end) or _BEFORE.search(text, max(0, start - 24), start))


_PUT_ON = re.compile(
    r"\b(?:hold|holds|held|holding|hosts?|hosted|hosting|stages?|staged|organi[sz]e[sd]?|put on|puts on)"
    r" (?:(?:the|an?|its|our|their|first|second|third|annual|this year['’]s) ){0,3}$"
)
_TOOK_PLACE = re.compile(
    r"(?:,? (?:on|in|at|from) (?:the )?[^,.;]{1,40}?){0,2},?"
    r" (?:drew|attracted|took place|takes place|will take place|filled the"
    r"|(?:was|were|is|are|will be) (?:held|staged|hosted|attended))\b"
)
_OF_A_WORK = re.compile(
    r"\b(?:film|book|song|play|motto|slogan|theme|title|project|programme|program|campaign|article|poem|speech|novel"
    r"|called|entitled|named|photo|painting|report|brochure) $"
)
_LONGEST = 8  # words of an event's name


def is_english_occasion(text: str, start: int, end: int, name: str) -> bool:
    """Whether a name in English quotation marks is that of something that takes place.

    >>> from enishi.ingest.nouns.quoted_events import is_english_occasion
    >>> text = 'Its "Night of Lanterns" on 18 May drew 120 people.'
    >>> is_english_occasion(text, 4, 23, "Night of Lanterns")
    True
    >>> is_english_occasion('The film "Night of Lanterns" drew 120 people.', 9, 28, "Night of Lanterns")
    False
    """
    if not name[:1].isupper() or len(name.split()) > _LONGEST or _OF_A_WORK.search(text, 0, start):
        return False
    return bool(_PUT_ON.search(text, max(0, start - 40), start) or _TOOK_PLACE.match(text, end))
