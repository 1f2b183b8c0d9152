"""Help told from the other side or in parts: 義援金が届く, donated by Kobe; 見舞金を送った, to the city before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ...text.mask import Noun
from ..events.occasions import finest_before
from ..scene import Scene, Spot
from ..words import word

_FROM = re.compile(
    r"(?:市|都)?(?:\([^()]*\))?(?:の(?:皆(?:さま|さん|様)|方々|市民|市長|関係者)[^。、]{0,6})?(?:から|より)(?:は|も)?"
)
_OTHERS = "Organization|University|Company|Foundation|NationalGovernment|Country|InternationalOrganization"
_BY = re.compile(
    r"\s(?:to (?:us|the [Cc]ity|our [Cc]ity|[\ue000-\uf8ff])\s)?by (?:the )?(?:people of |[Cc]ity of )?"
    r"(?=[\ue000-\uf8ff])"
)
_SUBJECT = re.compile(
    r"(?: [Cc]ity)?(?:, (?:in )?[\ue000-\uf8ff])?(?:,[^.;]{2,80},| \([^()]*\),?)?"
    r"(?: (?:also|then|had|has|itself|once|alone))* "
    r"(?P<did>gave|donated|sent|raised|collected|contributed|shipped)\b"
)
_FOR_ITS = re.compile(
    r"(?P<did>sent|gave|given|donated|contributed|raised)\b[^.;]{0,50}? (?:for|to|towards) "
    r"(?:its|their|the (?:town|city|people)\b)"
)
_SUM = re.compile(r"(?:US|A|NZ|C|S|HK)?[$£€¥]\s?\d|\d (?:euros?|dollars?|pounds?|pesos|won|yuan|yen)")


def aid(scene: Scene) -> Iterator[Draft]:
    """``providesSupportTo`` of the own city by others, and by it of the city that the passage is about."""
    if scene.owner is None or scene.discourse.kind == "heading":
        return
    if scene.japanese:
        yield from _came(scene)
        yield from _went(scene)
    else:
        yield from _given(scene)


def given_by_another(scene: Scene, match: re.Match[str]) -> bool:
    """Whether what is said to be given in an English sentence is given by another city than the own one."""
    if scene.japanese:
        return False
    if _BY.match(scene.text, match.end()):
        return True
    cities = [s for s in scene.of("City") if s.at < match.start() and not scene.is_own(s.noun)]
    return any((m := _SUBJECT.match(scene.text, s.at + 1)) and m.start("did") == match.start() for s in cities)


def _came(scene: Scene) -> Iterator[Draft]:
    """清州市から見舞金1,000万ウォンを、太倉市からは10万元をいただきました; 全州市と蘇州市から見舞金が届く.

    A city of the own country helps another one only where that lies abroad: 屏東市へは、その友好都市の読谷村から.
    """
    told = scene.says("aid_came")
    if told is None:
        return
    low = scene.text.rfind("。", 0, told.start()) + 1
    cities = [s for s in scene.of("City") if low <= s.at < told.end() and not scene.is_own(s.noun)]
    givers = [s for s in cities if _FROM.match(scene.text, s.at + 1)]
    givers += [s for group in _parted(scene, cities) if group[-1] in givers for s in group if s not in givers]
    away = scene.owner is not None and scene.owner.country != scene.discourse.frame.home_land
    for spot in sorted(givers):
        if scene.at_home(spot.noun) and not away:
            continue
        since = finest_before(scene, told.start()) or scene.discourse.reported
        span = (min(spot.at, told.start()), told.end())
        yield from scene.draft(
            scene.entity(spot.noun), "providesSupportTo", scene.owner, span, "aid-came", since=since
        )


def _parted(scene: Scene, cities: list[Spot]) -> list[list[Spot]]:
    """Enumerations, those joined by a word too: AとB、またCやDからも."""
    out: list[list[Spot]] = []
    for group in scene.groups(cities):
        if out and _MORE.fullmatch(re.sub("[\ue000-\uf8ff]", "", scene.text[out[-1][-1].at + 1 : group[0].at])):
            out[-1] = [*out[-1], *group]
        else:
            out.append(group)
    return out


_MORE = re.compile(r"(?:市|都)?(?:\([^()]*\))?、(?:また|さらに)、?")


def _went(scene: Scene) -> Iterator[Draft]:
    """同月、見舞金100万円をお送りいたしました: to the city that the passage is about."""
    told = scene.says("aid_went")
    if told is None or scene.says("aid_came"):
        return
    low = scene.text.rfind("。", 0, told.start()) + 1
    places = [
        s for s in scene.of(f"City|Anaphor|{_OTHERS}") if low <= s.at < told.end() and not scene.is_own(s.noun)
    ]
    if places:
        yield from _to_them(scene, places, low, told)
        return
    row = scene.discourse.record if scene.discourse.kind == "row" else None
    spoken = [row] if row is not None and row.kind == "City" else _spoken_of(scene)
    since = finest_before(scene, told.end())
    for noun in spoken:
        if not scene.at_home(noun):
            yield from scene.draft(
                scene.owner, "providesSupportTo", scene.entity(noun), told.span(), "aid-went", since=since
            )


_TO_THEM = re.compile(  # 高雄市とは、…の際に; 被災した花蓮市へ; トルコで起きた地震に
    r"(?:市|国|州|省)?(?:\([^()]*\))?(?:とは|に(?:は|対し|向け|も)?(?!よ)|へ(?:は)?|の(?:被災|市民|人々|人びと|住民|学校|病院|子ども)[^。、]{0,12}?(?:に|へ)"
    r"|(?:で|を)[^。、]{0,12}?(?:地震|震災|台風|洪水|水害|豪雨|火災|津波|噴火)[^。、]{0,12}?(?:に|で|の))"
)
_LANDS = "Country"


def _to_them(scene: Scene, places: list[Spot], low: int, told: re.Match[str]) -> Iterator[Draft]:
    """高雄市とは、地震の際に見舞金を贈り: to the one city, or the one country, that the sentence names."""
    cities = [s for s in places if s.noun.kind != _LANDS] or places
    if len(cities) != 1 or cities[0].at > told.end() or not scene.is_a(cities[0].noun, "City|Country"):
        return
    spot = cities[0]
    if scene.at_home(spot.noun) or not _TO_THEM.match(scene.text, spot.at + 1) or _GIVER.search(scene.text, low):
        return
    since = finest_before(scene, told.end())
    span = (spot.at, told.end())
    yield from scene.draft(
        scene.owner, "providesSupportTo", scene.entity(spot.noun), span, "aid-to-them", since=since
    )


_GIVER = re.compile(
    r"(?:県|府|国|協会|会議所|クラブ|団体|有志|組合|大学|学校|企業|会社|委員会|議会)(?:は|が|も|では)"
)


def _spoken_of(scene: Scene) -> list[Noun]:
    """The city that the passage is about: named last, else in the heading."""
    head = scene.discourse.headings[-1].nouns if scene.discourse.headings else ()
    return list(scene.discourse.abroad[-1:]) or [n for n in head if n.kind == "City" and not scene.at_home(n)][:1]


def _given(scene: Scene) -> Iterator[Draft]:
    """Two ambulances were donated by Vaughan in 2018; Seattle sent a rescue team; sent £12,000 for its clinic."""
    text = scene.text
    if not any(map(text.__contains__, _GIVES)):
        return
    for city in scene.of("City"):
        if scene.is_own(city.noun):
            continue
        clause = re.split(r"[.;](?: |$)|, and [\ue000-\uf8ff]", text[city.at + 1 :], maxsplit=1)[0]
        did = _SUBJECT.match(clause)
        passive = re.search(r"\b(?:donated|given|presented|sent|contributed|shipped)\b" + _TAIL, text[: city.at])
        low = max(text.rfind(". ", 0, city.at), text.rfind("; ", 0, city.at), 0)
        what = clause[did.end() :] if did else text[low : city.at] if passive else ""
        if not what or not (word("goods_en").search(what) or _SUM.search(what) or scene.of("MoneyJPY")):
            continue
        end = city.at + 1 + len(clause)
        others = [
            s for s in scene.of(f"City|Event|EventSeries|{_OTHERS}") if s is not city and city.at < s.at < end
        ]
        if any(
            re.search(r"\b(?:to|for|in) (?:the )?$", scene.before(s.at, 9)) and not scene.is_own(s.noun)
            for s in others
        ):
            continue
        dates = [v for d, v in scene.dates if low <= d < end]
        since = dates[-1] if dates else None
        span = (min(low, city.at) if passive and not did else city.at, min(len(text), end))
        yield from scene.draft(
            scene.entity(city.noun), "providesSupportTo", scene.owner, span, "aid-given", since=since
        )
    yield from _for_its(scene)


_GIVES = ("gave", "given", "donated", "sent", "raised", "collected", "contributed", "shipped", "presented")
_TAIL = r"(?: to (?:us|the [Cc]ity|our [Cc]ity|[\ue000-\uf8ff]))? by (?:the )?(?:people of |[Cc]ity of )?$"


def _for_its(scene: Scene) -> Iterator[Draft]:
    match = _FOR_ITS.search(scene.text)
    if match is None or not (_SUM.search(match[0]) or word("goods_en").search(match[0]) or scene.of("MoneyJPY")):
        return
    ahead = [s for s in scene.of("City") if s.at < match.start() and not scene.is_own(s.noun) and s.at < 6]
    inside = [s for s in scene.of("City|Event") if match.start() < s.at < match.end() + 12]
    if inside or any((m := _SUBJECT.match(scene.text, s.at + 1)) and m.end() == match.end("did") for s in ahead):
        return
    noun: Noun | None = ahead[0].noun if ahead else next(iter(_spoken_of(scene)), None)
    if noun is None or scene.at_home(noun):
        return
    dates = [v for _, v in scene.dates]
    since = dates[0] if len(dates) == 1 and not ahead else None
    spot = Spot(match.start(), noun)
    yield from scene.draft(
        scene.owner, "providesSupportTo", scene.entity(spot.noun), match.span(), "aid-for-its", since=since
    )
