"""Anniversaries of something else than a tie: of a school, a choir, a city itself, of two states' relations."""

from __future__ import annotations

import re

from ...nouns.body_words import english
from ..scene import Scene, Spot

_YEARS = re.compile(r"years?$")
_OF_TWO = re.compile(r" (?:with|of|as|in)\b")
_SAYS_TIE = re.compile(
    r"(?i)\b(?:ties?|twin\w*|sisters?|partner\w*|friendship|links?|relationship|agreement|papers|both"
    r"|two (?:cities|towns))\b"
)
_WORKS = (
    "festival|garden|band|team|program(?:me)?|exchange|network|office|cent(?:re|er)|library|park|house|trip|visit"
)
_OF_ELSE = re.compile(  # the museum's fiftieth; our choir turned thirty
    rf"(?:[a-z]['’]s|\b(?:{english(places=False)}|{_WORKS}))(?: \w+)? $"
)
_OF_TIE = (
    r"(?!(?:\w+ )?(?:ties?|links?|bonds?|relation\w*|friendship|partnership|twinning|agreement|pact"
    r"|sister|signing))[a-z]"
)
_OF_ELSE_TOO = re.compile(rf" of (?:the|our|its|an?) {_OF_TIE}")
_OF_ITS = re.compile(rf" of (?:[\ue000-\uf8ff]|[A-Z]\w+)['’]s {_OF_TIE}")  # of Estonia's independence
_OF_STATES = re.compile(  # of diplomatic relations between the two countries: states tell it, not their cities
    r" of (?:the |our |their )?(?:(?:establishment|opening|normali[sz]ation|resumption) of )?(?:the )?"
    r"(?:official |formal )?diplomatic\b"
)
_OF_ELSE_JA = re.compile(  # 市民合唱団は来年で20年
    r"[一-鿿ァ-ヴー]{2,}(?:(?<!訪問)(?<!使節)(?<!代表)(?<!親善)(?<!一行)団|会|館|園|校|祭|まつり|教室|クラブ|誌|紙|事業|センター|制度|条例|航路|の(?:協力|支援|研修))(?:は|が|も)、?[^。がは]*$"
)


_BEFORE = re.compile(r"(?P<what>[一-鿿]{2,6})(?:の)?$")
_MAY_STAND = re.compile(  # what is said of a tie before how old it is: 友好提携10周年, 来年40周年, 毎年
    r"提携|締結|調印|[盟縁絆]|友情|親交|修好|往来|姉妹|友好|交流|協定|協力|都市|関係|親善|署名|合意|覚書|宣言|連携|交際|結ん|[年月日度][中末]?$"
    r"|^(?:丁度|今回|既に|通算|合計|満|本|約|記念|両市|両国|相手|当初|今|来|昨|翌|同|[一二三四五六七八九十]+)"
)


def is_of_else(scene: Scene, ordinal: Spot) -> bool:
    """Whether something that is no tie turns so old, in the words right before the number: 革命50周年の祝典."""
    told = _BEFORE.search(scene.text, max(0, ordinal.at - 8), ordinal.at)
    return scene.japanese and told is not None and _MAY_STAND.search(told["what"]) is None


def is_of_another(scene: Scene, ordinal: Spot, partners: list[Spot]) -> bool:
    """Whether a sentence counts the years of something that is no tie: the school marks 100 years.

    Nor is what is a city's own, as a jubilee: came for Graz's Diamond Jubilee.
    """
    if scene.japanese:
        return is_of_else(scene, ordinal)
    behind = ordinal.at + 1
    if _OF_ITS.match(scene.text, behind) or _OF_STATES.match(scene.text, behind):
        return True
    owned = scene.masked.noun_at(ordinal.at - 3) if scene.before(ordinal.at, 3) in ("'s ", "’s ") else None
    if owned is None and re.search(r"[\ue000-\uf8ff]['’]s $", scene.before(ordinal.at, 4)):
        owned = scene.masked.noun_at(ordinal.at - 4)
    if owned is not None and scene.is_own(owned) and not _OF_TWO.match(scene.text, behind):
        return True
    return not partners and bool(_YEARS.search(ordinal.noun.text)) and not _SAYS_TIE.search(scene.text)


def is_of_something(scene: Scene, ordinal: Spot) -> bool:
    """Whether a clause has something else turn so old: 市民合唱団は来年で20年, the museum's fiftieth."""
    if scene.japanese:
        low = scene.text.rfind("。", 0, ordinal.at) + 1
        return _OF_ELSE_JA.search(scene.text, low, ordinal.at) is not None
    ahead = scene.text[max(0, ordinal.at - 40) : ordinal.at]
    return bool(_OF_ELSE.search(ahead) or _OF_ELSE_TOO.match(scene.text, ordinal.at + 1))
