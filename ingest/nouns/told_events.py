"""Events that a sentence names by what they were: 開設30周年を祝う集い, 支部の総会, 市民との茶話会.

No list knows such a name, and no form tells where it begins; what tells that it is one is that the sentence says
when it was held, or that somebody went to it. A bare word (式典) is an event only on a day of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..text.mask import Masked, Noun
from .defined import whole

_N = "[\ue000-\uf8ff]"
_RUN = "[一-鿿々〆ヶァ-ヴーA-Za-z0-9・&×]"
_CEREMONY = (
    "式典|記念式|贈呈式|除幕式|植樹式|新年会|交歓会|送別会|歓迎会|懇親会|親睦会|記念行事|記念イベント|セレモニー|祝賀会|レセプション|晩餐会|夕食会|昼食会|茶話会|お茶会|茶会|夕べ|ゆうべ|つどい|集い|祭典"
    "|演奏会|音楽会|コンサート|公演|シンポジウム|シンポ|報告会|発表会|祝賀パーティー|パーティー|パレード"
)
_MEETING = (
    "総会|大会|分科会|集会|サミット|フォーラム|セミナー|会議|会合|講演会|交流会|研修会|学習会|懇談会|座談会|意見交換会|見本市"
    "|物産展|展示会|写真展|絵画展|作品展|書画展|工芸展|書道展|児童画展|フェア|フェスタ|フェスティバル|コンペティション|コンクール|コンテスト|ワークショップ|マルシェ"
    "|まつり|祭り|スポーツ大会|親善試合|交流試合"
)
_HEADS = re.compile(f"{_CEREMONY}|{_MEETING}")
_KANA = (
    "ふれあい|ふるさと|まちかど|みなと|にぎわい|みんなの|こども|子ども|いきいき|わくわく|ひろば|さくら|なかよし"
    "|おもてなし|やさしい"
)
_AS_NAMED = f"(?:{_RUN}|{_KANA}|{_N}|「[^「」]{{1,24}}」|\\([A-Za-z]{{2,10}}\\))"
_LEADS = (
    "(?:の|についての|に関する|のための|をめぐる|(?:を|と)(?:祝う|記念する|記念した|祝した|語る|考える|学ぶ|囲む|歓迎する|たたえる|しのぶ|偲ぶ"
    "|楽しむ|味わう|つなぐ|結ぶ|知る|聴く|聞く|話す|歌う|テーマに(?:した|する)))"
)
_NAME = re.compile(
    f"(?!・|\\d{{1,2}}第)(?P<lead>(?:{_AS_NAMED}){{1,24}}?{_LEADS})?(?P<tight>(?:{_AS_NAMED}){{0,24}}?(?:{_CEREMONY}|{_MEETING}))"
    f"(?P<behind>(?:in|イン)?{_N}(?=[をがは、」]|には|$)|\\s?(?:19|20)\\d\\d(?![\\d年]))?(?!{_RUN}|[の]?(?:委員|実行|準備|会場|事務|参加者|出席者|来場|様子|成果|記録|名称|ほか))"
)
_HELD = "開催|開[いきかけ]|催[しさ]|挙行|行わ|行い|行っ|実施|営[みま]|設け|ひら[いきか]|持[っちた]"
_HELD_BEHIND = re.compile(
    f"(?:」|\\([^()]*\\))*(?:を|が|は|も)、?(?:(?!{_N}?(?:を|が)|[るう]ため)[^。])"
    f"{{0,36}}?(?:{_HELD})(?!たい|ない|ません|く|ける|う(?:と|。))|(?:を|の)?開催(?:$|[。、(し])"
)
_HELD_BEFORE = re.compile(
    "(?:開催した|開催された|開催しました|開いた|開かれた|催した|催された|行った|行われた|挙行された|挙行した|あった)「?$"
)
_WENT = re.compile(
    "」?(?:\\([^()]*\\))?(?:に|へ)(?:も|は)?、?[^。、]{0,16}?(?:臨[みん]|出席|参列|列席|参加|招か|招待され|出演)(?!を(?:要請|検討|見送)|(?:者|し(?:た)?い|でき(?:ない|ず)))"
)
_NOT_IN = frozenset(["Date", "FiscalYear", "RelativeDate", "Count", "Self", "Anaphor", "Money", "Percent"])
_WHEN = frozenset(["Date", "RelativeDate"])
_DAY = re.compile(r"月|日|\d{4}[-/.]\d{1,2}|\.\d")
_PLACES = frozenset(["City", "Country", "Region", "Prefecture", "Ward", "Port"])
_IS_CEREMONY = re.compile(f"(?:{_CEREMONY})$")
_PLAIN = re.compile(
    "(?:の|首長|市長|知事|大臣|担当者|実務者|全体|記念|歓迎|送別|交流|国際|市民|成果|関連|各種|各|合同|オンライン|友好|姉妹|特別|公開|定期|定例|年次|臨時|・|一般|市内|小|大|市|同|本|両|この|その|第|回|開会|閉会)*"
)


def told_events(masked: Masked, formed: Iterable[Noun], dated_before: bool = False) -> Iterator[Noun]:
    """The events that a masked sentence tells by such names; none where a name by its form reaches as far.

    ``dated_before`` says that the cell before the sentence tells its day or month.
    """
    text = masked.text
    when = [(at, masked.nouns[n]) for at, n in masked.index.items() if masked.nouns[n].kind in _WHEN]
    if not (when or dated_before) or not _HEADS.search(text):
        return
    known = [(n.start, n.end) for n in formed if n.kind == "Event"]
    for match in _NAME.finditer(text):
        tight, high = match.start("tight"), match.end()
        low = _begins(masked, match.start() if match["lead"] else tight, high)
        if (by := _PUT_ON.search(text, low, tight)) is not None:
            low = by.end()  # A市主催の歓迎レセプション
        tight = max(low, tight)
        if not _HEADS.search(text, low, high) or any(
            a <= masked.at[low] and b == masked.at[high] for a, b in known
        ):
            continue
        held = held_behind(text, high)
        told = held or _HELD_BEFORE.search(text, max(0, low - 12), low)
        listed = not told and _listed(masked, low, high)
        if not told and not listed and not _WENT.match(text, high):
            continue
        if _AGAIN.match(text, low):
            continue
        dated = [
            n
            for at, n in when
            if at < low or (held and high <= at < held.end()) or (listed and at - high < _AT_ONCE)
        ]
        plain = is_plain(masked, low, high)
        day = dated_before if not dated else _DAY.search(dated[-1].text) is not None
        on_a_day = bool(day and (told or listed) and _IS_CEREMONY.search(text, tight, high))
        if not (dated or dated_before) or (plain and not on_a_day):
            continue
        yield Noun(
            masked.at[low],
            masked.at[high],
            "Event",
            whole(masked, low, high),
            parts=tuple(masked.within(low, high)),
            names=() if plain or low == tight or is_plain(masked, tight, high) else (whole(masked, tight, high),),
            note=dated[-1].text if plain and dated else None,
        )


_PUT_ON = re.compile("(?:主催|共催)の")
_AT_PLACE = re.compile("[\ue000-\uf8ff](?:市|町|都)?(?:内)?(?:にて|で|において)、?「?$")
_AGAIN = re.compile("次回|前回|今回|初回|各回|毎[年回]|例年|(?:こ|そ)の")
_AT_ONCE = 3
_BRIEF = 60  # masked characters of a line that lists what was held
_ENDS = re.compile(r"(?:」)?(?:\(|$|。|、(?:出席|来場|参加)者?|\s)")
_OF_DAY = re.compile("[\ue000-\uf8ff]の「?$")
_TOPIC = re.compile("」?(?:は|には|に|が|で)、?")


def held_behind(text: str, at: int) -> re.Match[str] | None:
    """What says behind a name that it was held: を…開催, が…開かれ."""
    return _HELD_BEHIND.match(text, at)


def marks_day(noun: Noun) -> bool:
    """Whether a noun tells when something was."""
    return noun.kind in _WHEN


def _listed(masked: Masked, low: int, high: int) -> bool:
    """Whether a line lists a name with its day (11月11日 …記念の集い(文化センター)), or a day is told to be its."""
    text = masked.text
    if _OF_DAY.search(text, max(0, low - 4), low) and _TOPIC.match(text, high):
        first = masked.noun_at(low - 2 if text[low - 1] == "の" else low - 3)
        return first is not None and first.kind in _WHEN and _DAY.search(first.text) is not None
    if len(text) > _BRIEF:
        return False
    lead, tail = text[:low], text[high : high + _AT_ONCE]
    lead = _AT_PLACE.sub("", lead)  # 10月 A市にて提携20周年の植樹式、…
    first = masked.noun_at(len(lead.rstrip(" \u3000・:：|「○●◆■")) - 1)
    if first is not None and first.kind in _WHEN and len(lead) < _LEAD and _ENDS.match(text, high):
        return True
    behind = masked.noun_at(high + len(tail) - len(tail.lstrip(" \u3000(」")))
    return behind is not None and behind.kind in _WHEN and re.fullmatch(r"\W{0,3}", lead) is not None


_LEAD = 8


def _begins(masked: Masked, low: int, high: int) -> int:
    """Where a name begins: behind the last noun that no name goes over."""
    barred = [
        at for at, number in masked.index.items() if masked.nouns[number].kind in _NOT_IN and low <= at < high
    ]
    if not barred:
        return low
    begin = barred[-1] + 1
    while begin < high and masked.text[begin] in "の・、 ":
        begin += 1
    return begin


def is_plain(masked: Masked, low: int, high: int) -> bool:
    """Whether a name says only what kind of event it is, or where: 記念式典, 福岡市の会議."""
    said = _HEADS.sub("", masked.text[low:high])
    places = all(n.kind in _PLACES for n in masked.within(low, high))
    return _PLAIN.fullmatch(re.sub("[\ue000-\uf8ff]", "", said) if places else said) is not None
