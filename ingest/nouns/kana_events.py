"""Events whose unquoted names have hiragana in them: からつ国際フェスタ2024, アジア水の都市会議, 第3回雪あかりの路.

No form tells where such a name begins, since hiragana are particles as well. What a clause says was held stands
whole between the mark before it and its を or が; from that, what only leads to the name is cut off: a place with
で, a relative clause, 恒例の.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.mask import Masked, Noun
from ..text.particles import is_particle
from .defined import whole
from .told_events import held_behind, is_plain, marks_day

_N = "[\ue000-\uf8ff]"
_HEAD = (
    "(?:会議|会合|大会|総会|サミット|フォーラム|シンポジウム|セミナー|フェスタ|フェスティバル|フェス|フェア|まつり|祭り|祭|カーニバル"
    "|マラソン|コンサート|音楽会|演奏会|夕べ|つどい|集い|パレード|マルシェ|万博|展|展覧会|写真展|作品展|物産展|体験会|交流会|コンテスト|ワークショップ)"
)
_NAMED = re.compile(rf"{_HEAD}(?:\s?(?:19|20)\d\d)?(?=を|が|は|に(?:は|も)?{_N}|\(|、|。|$)")
_NUMBERED = re.compile(rf"第\d+回(?:[^、。をがはへ\s()「」\ue000-\uf8ff]|{_N}){{3,24}}?(?=を)")
_STOPS = "、。を()「」『』【】:：;!?！？○●◆■◇□※|│ 　\t\n"
_WITHIN = frozenset(["City", "Country", "Region", "Prefecture", "Tie", "CityNetwork", "Ward", "EventSeries"])
_SCRIPT = "[\ue000-\uf8ff一-鿿々ァ-ヴー)]"
_CUTS = re.compile(
    f"(?<={_SCRIPT})(?:にて|において|における|では|には|での|への|で|に|から|まで|より|も)"
    "|(?:主催|共催|恒例|初めて|初|最大級?|規模|本市|当市|同市|(?<![一-鿿ァ-ヴー])[市県国町村]|毎年|今年|昨年|来年|年|月|日|回目|[次前今初毎]回|周年|記念|地元|市内|国内)の"
    f"|(?:した|する|などの|等の|といった|をはじめとする|れた|れる|った|いる|いた|んだ|ける|なる|ある|ための|による|に関する|という|についての|向けの)(?={_SCRIPT})"
)
_LEADS = re.compile(f"(?:の|また|さらに|なお|まず|そして|このほか|ほか|この|その|{_N}(?:市|町|村)?の|{_N}と)")
_DREW = re.compile(
    f"に(?:は|も)?、?[^。、]{{0,12}}?{_N}[^。、]{{0,10}}?(?:参加|来場|訪れ|集ま|集い|足を運|出場|詰めかけ|顔をそろえ)"
)
_HELD = re.compile("(?:開催|行わ|開か|催さ|開い|開催し)(?:され|れ)?た、?$")
_PARTICLES = re.compile(rf"(?<={_SCRIPT})(?:との|の|と|や)(?={_SCRIPT})")
_HIRAGANA = re.compile("[ぁ-ん]")
_NO_EVENT = re.compile(
    "(?:委員会|協議会|教室|講座|審議会|検討会|部会|理事会|役員会|議会|幹事会|連絡会|ゼミ|授業|試験|調査|募集)$"
)
_ANY = re.compile(
    "(?:大きな|小さな|主な|[様さ][々ま].*な|多くの|いろいろな|[こそあ]うした|[こそあ]のような|にぎやかな|盛大な)"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_SHORTEST = 5


def kana_events(masked: Masked, dated_before: bool = False) -> Iterator[Noun]:
    """The events of a masked sentence whose names have hiragana in them.

    ``dated_before`` says that the cell before the sentence tells its day or month.
    """
    text = masked.text
    if not _HIRAGANA.search(text):
        return
    dated = dated_before or any(marks_day(noun) for noun in masked.nouns)
    for pattern in (_NAMED, _NUMBERED):
        for match in pattern.finditer(text):
            high = match.end()
            low = _begins(masked, match.start()) if pattern is _NAMED else match.start()
            name = whole(masked, low, high)
            head = match.start() if pattern is _NAMED else low
            if not (told := held_behind(text, high)) and pattern is _NAMED:
                told = _DREW.match(text, high) or _HELD.search(text, max(0, low - 8), low)
            if not told or not (dated or _YEAR.search(name) or name.startswith("第")):
                continue
            if _is_name(masked, low, high, head, name):
                yield Noun(masked.at[low], masked.at[high], "Event", name, parts=tuple(masked.within(low, high)))


def _begins(masked: Masked, head: int) -> int:
    """Where a name begins: behind the mark before it and all that only leads to it."""
    low = head
    while low > 0 and not _parts(masked.text, low - 1):
        noun = masked.noun_at(low - 1)
        if noun is not None and noun.kind not in _WITHIN:
            break
        low -= 1
    cuts = list(_CUTS.finditer(masked.text, low, head))
    low = cuts[-1].end() if cuts else low
    leads = _LEADS.match(masked.text, low, head)
    return leads.end() if leads else low


def _parts(text: str, at: int) -> bool:
    return text[at] in _STOPS or (text[at] in "がはへ" and is_particle(text, at))


def _is_name(masked: Masked, low: int, high: int, head: int, name: str) -> bool:
    """Whether a range is a name with hiragana that says more than of which kind the event is."""
    lead = masked.text[low:head] if head > low else masked.text[low:high]
    if len(name) < _SHORTEST or _NO_EVENT.search(name) or _ANY.match(name):
        return False
    if not _HIRAGANA.search(lead if name.startswith("第") else _PARTICLES.sub("", lead)):
        return False
    return not is_plain(masked, low, high)
