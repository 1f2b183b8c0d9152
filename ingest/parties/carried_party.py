"""Whose tie a Japanese sentence tells that leaves its subject to what stands before it.

バース市は…温泉地です。同市は仏独の二市とも姉妹都市です: the ties of Bath. A section that describes a partner city
(コロンボ市の概要) tells that city's own ties, and a sentence without a subject goes on with the one before it.
"""

from __future__ import annotations

import re

from ...ontology.model import Entity
from ..matching.discourse import Discourse
from ..matching.standing import only_beside
from ..text.mask import Masked, Noun
from .party import Party

_LEAD = (
    r"^[^\w\ue000-\uf8ff]{0,3}(?:(?:また|なお|さらに|このほか|ちなみに|一方|ただ|ただし|もっとも)、?)?"
    r"(?:[\ue000-\uf8ff](?:に|には|は)?、?)?"
)
_SAME_FIRST = re.compile(
    rf"{_LEAD}同(?:市|町|村|都|州)(?:\([^()]*\))?(?:は|も|では|の[^、。]{{1,12}}(?:では|には|は|で)、?)"
)
_SAME = re.compile("、同(?:市|町|村)(?:は|も|が|では)")
_TOPIC = re.compile(r"(?:は|が|も)、")
_SAID_OF = re.compile(r"[\w\ue000-\uf8ff](?:\([^()]*\))?(?<!と)(?:は|が)(?!、?[^。]{0,3}$)")
_WITH_ALL = re.compile(
    r"[\ue000-\uf8ff]市?(?:\([^()]*\))?(?:など|等)?(?:の[\ue000-\uf8ff])?と(?:も)?、?[^。、]*。?$"
)
_ALSO = re.compile(r"[\ue000-\uf8ff]市?(?:\([^()]*\))?(?:など|等)?とも、?[^。]*。?$")
_IS = re.compile(
    r"(?:関係に(?:も|は)?あ(?:り|る)[^。、]{0,4}|で(?:す|ある|あります|もある|もあります)|結んでい(?:る|ます)"
    r"|提携して(?:いる|います|おります)|[\ue000-\uf8ff](?:だ)?)。?$"
)
_DESCRIBES = re.compile(
    r"^[^\w\ue000-\uf8ff]{0,3}(?:参考\W{0,2})?(?P<p>[\ue000-\uf8ff])市?(?:\([^()]*\))?"
    r"(?:の(?:概要|紹介|プロフィール|横顔|あらまし|基本情報|データ|ご?案内|あゆみ|歩み|歴史)|について$|とは$|とは?(?:、)?(?:どんな|こんな)|って(?:、)?(?:どんな|こんな|何)|はこんな|を(?:知ろう|知る|紹介|ご紹介))"
)
_AS_FOR = re.compile(  # 隣の小樽市も似ている。吉林市とは平成11年に交流協定を交わした
    r"[^\w\ue000-\uf8ff]{0,3}(?:また、|さらに、|一方、)?(?:[\ue000-\uf8ff](?:の|・)){0,2}[\ue000-\uf8ff](?:市|町|州|省)?(?:\([^()]*\))?とは"
)
_OWN = re.compile(r"本市|当市|本県|当県|本町|わが|私たち|(?<![一-鿿ァ-ヴー])市(?:は|が|も|と)")
_BOUND = re.compile("提携|結[ばびんぶ]")
_AT_HOME = frozenset(["City", "Prefecture", "Ward"])
_SCHOOLS = frozenset(["University", "EducationalInstitution", "Port"])


def carried(  # noqa: PLR0911 -- one return a way to go on
    sentence: Masked, discourse: Discourse, before: Party | None
) -> Party | None:
    """The party that the sentence goes on with; ``before`` is the last sentence's, none where it was the own."""
    frame, text = discourse.frame, sentence.text
    if frame.lang != "ja" or frame.owner is None:
        return None
    own = [n for n in sentence.nouns if n.kind == "Self" or n.entities[:1] == (frame.owner,)]
    if any(not only_beside(sentence, n) for n in own):
        return None
    cities = [n for n in sentence.nouns if n.kind == "City" and n not in own]
    tied = any(n.kind in ("Tie", "AgreementWord") for n in sentence.nouns) or bool(_BOUND.search(sentence.text))
    plain = sentence.clean.text
    entity = before.entity if before else None
    if "同" in plain and (_SAME_FIRST.match(plain) or _SAME_FIRST.match(text)):
        return _meant(discourse, cities, before, tied=tied)
    if _SAME.search(plain):
        return before if entity and entity.kind in _AT_HOME and not cities else None
    if tied and cities and (town := _town_just_named(sentence, discourse, cities)) is not None:
        return town
    if before and entity and entity.kind in _AT_HOME and _of_ties_alone(sentence, entity, cities):
        return before
    if before and entity and entity.kind in _AT_HOME and tied and _is_reason(sentence, entity, cities):
        return before
    if before and entity and not _TOPIC.search(text) and _goes_on(sentence, entity, cities, tied=tied):
        return before
    if tied and cities and (described := _described(discourse)):
        return None if any(n.entities[:1] == (described,) for n in cities) else Party(described)
    spoken = discourse.topic if not before else None
    there = (spoken or _there(discourse)) if not before else None
    if there is not None and cities and _of_its_many(there, sentence, discourse, tied=tied):
        return _another(there, discourse, cities)
    if spoken is not None and tied and cities and _ALSO.search(text) and _IS.search(text):
        return _another(spoken, discourse, cities)
    return None


_REASON = re.compile(  # B市と1985年に姉妹都市となったことが、きっかけです: of what was told before
    r"[^\w\ue000-\uf8ff]{0,3}(?:[\ue000-\uf8ff](?:の|・))?[\ue000-\uf8ff](?:市|町|州|省)?(?:\([^()]*\))?と(?:は|の(?=[\ue000-\uf8ff]))?"
    r"[^。]{0,40}?(?:こと|の|縁|関係|つながり|[\ue000-\uf8ff])(?:が|は|から|を|も)、?[^。はが]{0,12}(?:きっかけ|縁|理由|契機|始まり|もと|選ばれ|登録)"
)


def _is_reason(sentence: Masked, entity: Entity, cities: list[Noun]) -> bool:
    """Whether a sentence only tells why the one before it is so, by a tie with a city abroad."""
    abroad = bool(cities) and all(n.country != entity.country for n in cities)
    return abroad and _REASON.match(sentence.text) is not None and not _OWN.search(sentence.clean.text)


_IS_TOWN = re.compile(  # 大津市と1969年に姉妹都市となった街です: the one just named
    r"(?:と|に)(?:なっ(?:た|ている)|あたる)(?:街|まち|町|都市|市|ところ|所|州|間柄の(?:街|まち|都市))(?:です|である|であり|だ|で)?、?[^、。]{0,6}。?$"
    r"|(?:と)?(?:の関係に|で)(?:ある|結ばれ(?:た|ている))(?:街|まち|町|都市|市|ところ)(?:です|である|だ)?。?$"
)


def _town_just_named(sentence: Masked, discourse: Discourse, cities: list[Noun]) -> Party | None:
    """The one city that the sentence before named, where this one only says with which at home that is tied."""
    named, before = discourse.cities, discourse.before
    if not _IS_TOWN.search(sentence.text) or before is None or _SAID_OF.search(sentence.text):
        return None
    if (
        len(named) != 1
        or named[0] not in before.nouns
        or any(n.country != discourse.frame.home_land for n in cities)
    ):
        return None
    return None if named[0].country == discourse.frame.home_land else _another(named[0], discourse, cities)


_TIE_TOPIC = re.compile(
    rf"{_LEAD}(?:海外|国外)?(?:の|では、?)?(?:(?P<tie>[\ue000-\uf8ff])(?:(?:や|と|・)[\ue000-\uf8ff])?|(?:提携|締結|調印)(?:日|年月日)?)"
    r"(?:は|が)、?"
)


def _of_ties_alone(sentence: Masked, entity: Entity, cities: list[Noun]) -> bool:
    """Whether what a sentence is about is the tie itself: 友好都市は、中国の重慶市です; 締結日は順に…."""
    told = _TIE_TOPIC.match(sentence.text)
    if told is None or any(n.country == entity.country for n in cities):
        return False
    noun = sentence.noun_at(told.start("tie")) if told["tie"] else None
    return noun.kind == "Tie" and bool(cities) if noun is not None else not told["tie"] and not cities


def _meant(discourse: Discourse, cities: list[Noun], before: Party | None, *, tied: bool) -> Party | None:
    """The city that 同市 means: whose the sentence before was, else the one that it opened with or named alone."""
    entity = before.entity if before else None
    if before is not None and entity is not None and entity.kind in _AT_HOME:
        return before
    alone = next((found[0] for found in (discourse.cities, discourse.others) if len(found) == 1), None)
    named = discourse.topic or alone
    if named is None or named.text.endswith("都") or (tied and not cities):
        return None  # 東京都 would be 同都
    return _another(named, discourse, cities)


def _another(named: Noun, discourse: Discourse, cities: list[Noun]) -> Party | None:
    """A party that is neither the own city nor named in the sentence itself."""
    meant = named.entities[:1]
    if meant == (discourse.frame.owner,):
        return None
    if any((n.entities[:1] == meant if meant else n.text == named.text) for n in cities):
        return None
    return Party(discourse.minter.entity(named))


def _goes_on(sentence: Masked, entity: Entity, cities: list[Noun], *, tied: bool) -> bool:
    """Whether a sentence without a subject is the last one's party's: 来年は45周年だ; 別の大学とも協定を結んだ."""
    if entity.kind in _AT_HOME:
        if cities:  # 隣の市も熱心だ。カナダのA市、中国のB市と姉妹都市を結ぶ
            abroad = all(n.country != entity.country for n in cities)
            if abroad and _AS_FOR.match(sentence.text) and not _OWN.search(sentence.clean.text):
                return tied or any(n.kind == "AgreementWord" for n in sentence.nouns)
            return (
                tied
                and abroad
                and _WITH_ALL.search(sentence.text) is not None
                and not _SAID_OF.search(sentence.text)
            )
        return tied or any(n.kind == "Anniversary" for n in sentence.nouns)
    partners = [n for n in sentence.nouns if n.kind == entity.kind]
    return entity.kind in _SCHOOLS and bool(partners) and bool(_ALSO.search(sentence.text))


_MANY = re.compile(
    r"(?:付き合い|つきあい|縁|提携|結びつき|交流|姉妹|友好)[^。]{0,12}(?:都市|市|街|まち|町|相手)(?:が|は|も)[^。]{0,10}"
    r"(?:多|たくさん|いくつ|数)|"
    r"(?:多く|いくつ|複数|世界|各国|国内外|各地|ほか|他|さまざま|様々)[^。]{0,10}(?:都市|市|町|自治体|地域)[^。]{0,6}(?:と|とも)[^。]{0,8}"
    r"(?:結|提携|姉妹|友好|交流|つなが|縁)"
)


_IN_IT = re.compile(r"[^\w\ue000-\uf8ff]{0,3}(?P<p>[\ue000-\uf8ff])市?(?:\([^()]*\))?に(?:は|も)")


def _there(discourse: Discourse) -> Noun | None:
    """The city that the last sentence opened with as the place of something: ボーフム市には、古い縁の街が多い."""
    told = _IN_IT.match(discourse.before.text) if discourse.before is not None else None
    noun = discourse.before.noun_at(told.start("p")) if told and discourse.before is not None else None
    own = (discourse.frame.owner,)
    return noun if noun is not None and noun.kind == "City" and noun.entities and noun.entities[:1] != own else None


def _of_its_many(spoken: Noun, sentence: Masked, discourse: Discourse, *, tied: bool) -> bool:
    """Whether the sentence before said of a city abroad that it has ties with many, and this one tells which."""
    said = discourse.before
    if said is None or spoken.country == discourse.frame.home_land or not _MANY.search(said.clean.text):
        return False
    if any(n.country == discourse.frame.home_land for n in sentence.nouns if n.kind == "City"):
        return False
    return (tied or bool(_LISTS.search(sentence.text))) and not _SAID_OF.search(sentence.text.replace("のは", ""))


_LISTS = re.compile(r"(?:など|[\ue000-\uf8ff]市?)(?:で|です|である|だ)(?:、|。|$)|最も古い|一番古い|古くから")


def _described(discourse: Discourse) -> Entity | None:
    """The city abroad that the section is a description of."""
    for heading in reversed(discourse.headings):
        told = _DESCRIBES.match(heading.text)
        noun = heading.noun_at(told.start("p")) if told else None
        if noun is not None and noun.kind == "City" and noun.entities:
            away = noun.entities[0].country != discourse.frame.home_land
            return noun.entities[0] if away else None
    return None
