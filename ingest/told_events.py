"""Events that a sentence names by what they were: 開設30周年を祝う集い, 支部の総会, 市民との茶話会.

No list knows such a name, and no form tells where it begins; what tells that it is one is that the sentence says it
was held, or that somebody went to it, and when. A bare word (式典, シンポジウム) is an event of its own only on a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .mask import Masked, Noun

_N = "[\ue000-\uf8ff]"
_RUN = "[一-鿿々〆ヶァ-ヴーA-Za-z0-9・&×]"
_CEREMONY = (
    "式典|記念式|贈呈式|除幕式|祝賀会|レセプション|晩餐会|夕食会|昼食会|茶話会|お茶会|茶会|夕べ|ゆうべ|つどい|集い|祭典"
    "|演奏会|音楽会|コンサート|公演|シンポジウム|シンポ|報告会|発表会|祝賀パーティー|パーティー|パレード"
)
_MEETING = (
    "総会|大会|分科会|集会|サミット|フォーラム|セミナー|会議|会合|講演会|交流会|研修会|学習会|懇談会|座談会|意見交換会|見本市"
    "|物産展|展示会|写真展|絵画展|作品展|フェア|フェスタ|フェスティバル|コンペティション|コンクール|コンテスト|ワークショップ|マルシェ"
    "|まつり|祭り|スポーツ大会|親善試合|交流試合|講座|教室"
)
_HEADS = re.compile(f"{_CEREMONY}|{_MEETING}")
_AS_NAMED = f"(?:{_RUN}|{_N}|「[^「」]{{1,24}}」|\\([A-Za-z]{{2,10}}\\))"
_LEADS = (
    "(?:の|についての|に関する|のための|をめぐる|(?:を|と)(?:祝う|記念する|記念した|祝した|語る|考える|学ぶ|囲む|歓迎する|たたえる|しのぶ|偲ぶ"
    "|楽しむ|味わう|つなぐ|結ぶ|知る|聴く|聞く|話す|歌う|テーマに(?:した|する)))"
)
_NAME = re.compile(
    f"(?P<lead>(?:{_AS_NAMED}){{1,24}}?{_LEADS})?(?P<tight>(?:{_AS_NAMED}){{0,24}}?(?:{_CEREMONY}|{_MEETING}))"
    f"(?P<behind>(?:in|イン)?{_N}(?=[をがは、」]|には|$))?(?!{_RUN}|[の]?(?:委員|実行|準備|会場|事務|参加者|出席者|来場|様子|成果|記録|名称|ほか))"
)
_HELD = (
    "開催|開[いきかけ]|催[しさ]|挙行|行わ|行い|行っ|実施|営[みま]|設け|ひら[いきか]|持[っちた]"
)
_HELD_BEHIND = re.compile(
    f"(?:」|\\([^()]*\\))*(?:を|が|は|も)、?(?:(?!{_N}?(?:を|が)|[ぁ-ん]ため)[^。])"
    f"{{0,36}}?(?:{_HELD})(?!たい|ない|ません|く|ける|う(?:と|。))|(?:を|の)?開催(?:$|[。、(し])"
)
_HELD_BEFORE = re.compile(
    "(?:開催した|開催された|開催しました|開いた|開かれた|催した|催された|行った|行われた|挙行された|挙行した|あった)「?$"
)
_WENT = re.compile("」?(?:に|へ)(?:も|は)?、?[^。、]{0,16}?(?:臨[みん]|出席|参列|列席|参加|招か|招待され|出演)(?!を(?:要請|検討|見送)|(?:者|し(?:た)?い|でき(?:ない|ず)))")
_NOT_IN = frozenset(["Date", "FiscalYear", "RelativeDate", "Count", "Self", "Anaphor", "Money", "Percent"])
_WHEN = frozenset(["Date", "RelativeDate"])
_DAY = re.compile(r"月|日|\d{4}[-/.]\d{1,2}|\.\d")
_PLACES = frozenset(["City", "Country", "Region", "Prefecture", "Ward", "Port"])
_PLAIN = re.compile(
    "(?:記念|歓迎|送別|交流|国際|市民|成果|関連|各種|各|合同|オンライン|友好|姉妹|特別|公開|定期|定例|年次|臨時|・|一般|市内|小|大|市|同|本|両|この|その|第|回|開会|閉会)*"
)


def told_events(masked: Masked, formed: Iterable[Noun]) -> Iterator[Noun]:
    """The events that a masked sentence tells by such names; none where a name by its form reaches as far."""
    text = masked.text
    if not _HEADS.search(text) or not any(n.kind in _WHEN for n in masked.nouns):
        return
    known = [(n.start, n.end) for n in formed if n.kind == "Event"]
    for match in _NAME.finditer(text):
        low, high = match.start("tight"), match.end()
        if any(n.kind in _NOT_IN for n in masked.within(low, high)):
            continue
        held = _HELD_BEHIND.match(text, high) or _HELD_BEFORE.search(text, max(0, match.start() - 12), match.start())
        if not held and not _WENT.match(text, high):
            continue
        lead = match["lead"] is not None and not any(
            n.kind in _NOT_IN for n in masked.within(match.start(), low)
        )
        start = match.start() if lead else low
        if any(a <= masked.at[start] and b == masked.at[high] for a, b in known):
            continue
        bare = _PLAIN.fullmatch(_HEADS.sub("", text[low:high])) is not None
        if bare and lead and _PLAIN.fullmatch(re.sub("の$", "", text[match.start() : low])):
            lead, start = False, low
        if bare and lead and all(n.kind in _PLACES for n in masked.within(match.start(), low)) and not re.search(
            _RUN, text[match.start() : low]
        ):
            continue  # 福岡市の会議
        dated = [n for n in masked.nouns if n.kind in _WHEN and n.end <= masked.at[low]]
        if not dated or (bare and not lead and not _DAY.search(dated[-1].text)):
            continue
        if bare and not lead and (not held or re.search(f"(?:{_MEETING})$", text[low:high])):
            continue
        names = (masked.plain(low, high),) if lead and not bare else ()
        yield Noun(
            masked.at[start], masked.at[high], "Event", masked.plain(start, high),
            parts=tuple(masked.within(start, high)), names=names,
        )
