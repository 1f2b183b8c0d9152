"""Where the name of an event begins that no list knows: 下水道技術セミナー in 催しとして下水道技術セミナーを.

Hiragana are of names and are particles as well, so that no form tells it. From the mark before a name, or the
noun that no name goes over, all is cut off that only leads to it: who, where and when, a relative clause.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..data import table
from ..text.mask import TIMES, Masked
from ..text.particles import is_particle

_SAID, _HEADS = (table("words/events.toml")[part] for part in ("leads", "heads"))
N = "[\ue000-\uf8ff]"
_SCRIPT = "[\ue000-\uf8ff一-鿿々ァ-ヴー)A-Za-z0-9]"
_STOPS = "、。「」『』【】:：;!?！？○●◆■◇□※|│()[]<>〈〉《》★☆→ 　\t\n"
_NOT_IN = TIMES | {"Count", "Self", "Anaphor", "Money", "Percent"}
PLACES = frozenset(["City", "Country", "Region", "Prefecture", "Ward", "Port"])
_INSIDE = re.compile(f"(?:{_SAID['inside']})")
_EVENT = f"(?:{_HEADS['ceremony']}|{_HEADS['meeting']})"
_CUTS = re.compile(
    f"(?<={_SCRIPT})(?:{_SAID['cuts']})(?={_SCRIPT}|[ぁ-ん]{{2}}|[おご][一-鿿])"
    "|(?<=[ぁ-んー])で(?=[一-鿿ァ-ヴー])"
    f"|(?<=」)(?:にて|で|に)(?={_SCRIPT})"
    f"|(?:{_SAID['of_when']})の(?=.)|(?:{_SAID['relative']})(?={_SCRIPT})|{_EVENT}(?:と|や|及び|並びに|・(?!イン|in|オブ))(?=.)"
)
_LEADS = re.compile(
    "(?:(?<=[:：])\\d\\d(?=[^\\d分])|\\d{1,2}(?=第)|の|(?<=[^、。「」『』\\s()])[とや]|・|及び|また|さらに|なお|長の(?=[一-鿿ァ-ヴー])|まず|そして|これまで(?:に|の)?|過去に|このほか|ほか|この|その)+"
)
_EDITION = re.compile(r"第\d+回")
_OWN = re.compile(  # 第8回外国人による弁論大会: what follows its number is of it
    f"による|によって|で|に|(?!となる)(?:{_SAID['relative']})"
)
_VERB = re.compile(f"{_SAID['verb']}(?={_SCRIPT})")
_TWO_CITIES = re.compile(rf"{N}(?:市|町|村|区)?(?:・|と){N}(?:市|町|村|区)?の?(?=.)")
_WITH = re.compile(rf"(?P<city>{N})(?:市|町|村|区)?と(?:(?:ともに|共に|合同で|共同で)、?|の)?")
_NUMBER = re.compile(r"[0-9]{1,2}[.．]\s?(?=[^0-9])")
_LEFT = tuple("にでと")
_BEHIND_NOUN = re.compile("(?:に|まで|から|より|と|で)?(?:は|も)(?=[^ぁ-ん]|[おご][一-鿿])")
_OF_ITS_CLAUSE = re.compile("会|日|催し|集い|つどい|夕べ|ゆうべ")  # 市民が語る会: no name without its clause
_QUOTED_IN = re.compile(f"{_SCRIPT}「[^「」]{{1,12}}」$")
_THE_SAME = re.compile("同[一-鿿ァ-ヴー]{2,10}の")
_OF_PLACE = re.compile(rf"{N}(?:市|町|村|区|県|州)?の")
_BESIDE = re.compile(f"(?<={_SCRIPT})との(?={_SCRIPT})")


class Range(NamedTuple):
    """Where a name stands in a masked text; ``tight`` is where it begins without what it is about or of whom."""

    low: int
    tight: int
    high: int


def begins(masked: Masked, head: int, high: int) -> Range:
    """The range of the name that ends at ``high`` with the word at ``head``."""
    text = masked.text
    low = cut = _reach(masked, head)
    kept = [m.span() for m in _INSIDE.finditer(text, low, head) if m[0] != "の"]
    number = max((m.start() for m in _EDITION.finditer(text, low, head + 1)), default=-1)
    for lead in _CUTS.finditer(text, low, head + 1):
        within = any(a <= lead.start() and lead.end() <= b for a, b in kept)
        if lead.end() <= head and not within and not (0 <= number < lead.start() and _OWN.fullmatch(lead[0])):
            cut = max(cut, lead.end())
    if cut and text[cut - 1] in "をがにでても" and (verb := _VERB.match(text, cut, head + 1)):
        bare = verb.end() == head and _OF_ITS_CLAUSE.fullmatch(text, head, high)
        cut = cut if bare else verb.end()  # 開催地を決める総会
    if cut < number and text[number - 1] in "の・":
        cut = number
    cut = _past_leads(masked, cut, head)
    return Range(cut, _tight(masked, cut, head), high)


def _reach(masked: Masked, head: int) -> int:
    """How far the name's clause goes to the left at most."""
    low = head
    while low > 0:
        at = low - 1
        noun = masked.noun_at(at)
        if noun is not None and noun.kind in _NOT_IN:
            break
        char = masked.text[at]
        if char == "」" and masked.text[low] not in "のでに" and (quoted := _QUOTED_IN.search(masked.text, 0, low)):
            low = quoted.start() + 1  # 長崎「旅」博覧会
            continue
        if char in _STOPS or (char in "がはへ" and is_particle(masked.text, at)):
            break
        if char == "を" and not _INSIDE.match(masked.text, at):
            break
        low = at
    return low


def _past_leads(masked: Masked, low: int, head: int) -> int:
    """Behind what joins a name to what stands before it, and behind a city that it is held with."""
    text = masked.text
    if low == 0 and (number := _NUMBER.match(text, 0, head + 1)):
        low = number.end()
    behind = masked.noun_at(low - 1) is not None or text[low - 1 : low] in _LEFT
    if behind and (topic := _BEHIND_NOUN.match(text, low, head)):
        low = topic.end()  # 翌92年にはお礼の演奏会
    while low < head:
        lead = _LEADS.match(text, low, head)
        if lead:
            low = lead.end()
            continue
        if _TWO_CITIES.match(text, low, head):
            return low
        beside = _WITH.match(text, low, head)
        if beside is None:
            return low
        city = masked.noun_at(low)
        if city is None or city.kind not in PLACES or beside[0].endswith("の"):
            return low
        low = beside.end()
    return low


def _tight(masked: Masked, low: int, head: int) -> int:
    """Where the name begins without the words that say what it is about or of which place it is."""
    place = _OF_PLACE.match(masked.text, low, head)
    city = masked.noun_at(low)
    if place and city is not None and city.kind in PLACES and not _TWO_CITIES.match(masked.text, low, head):
        return place.end()
    if same := _THE_SAME.match(masked.text, low, head):
        return same.end()
    leads = [lead for lead in _INSIDE.finditer(masked.text, low, head) if lead[0] != "の"]
    ends = [lead.end() for lead in (*leads, *_BESIDE.finditer(masked.text, low, head))]
    return max(ends) if ends and max(ends) <= head else low
