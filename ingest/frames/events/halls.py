"""Where an event was that no list of halls tells: an unknown hall of the own city, or both cities named before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ..scene import Scene, Spot
from ..words import word

_OWN_HALL = re.compile(  # …展を11月13日と14日の2日間、カルッツかわさきで開催し: without a subject, the own city's
    r"(?:\([^()]*\))?を、?(?:[\ue000-\uf8ff](?:まで)?(?:に|の[\ue000-\uf8ff](?:間)?)?、?(?:に)?)?"
    r"(?!オンライン|現地|同地|各地|国内|県内|海外)[^。、\ue000-\uf8ffをがはにへ]{3,20}で(?:開催|開[いき]|催し|挙行)"
)
_OWN_HALL_BEFORE = re.compile(
    r"[\ue000-\uf8ff](?:に|、)(?!オンライン|現地|同地|各地|国内|県内|海外)[^。、\ue000-\uf8ffをがはにへ]{3,20}"
    r"で(?:開いた|開催した|開かれた|開催された|催した|行った|行われた)「?$"
)
_SUBJECT = re.compile(r"(?<![にで])[はが]")


_AWAY = re.compile(r"現地(?:で|の|に)|同地で|先方の|訪問先|滞在中|海を渡|オンライン(?:形式)?で(?:開|行|実施|催)")


def told_abroad(scene: Scene) -> bool:
    """Whether a sentence without a city tells of a visit: 現地では…で開かれた."""
    return _AWAY.search(scene.text) is not None


_BOTH = re.compile("の?[\ue000-\uf8ff]")


def behind_both(scene: Scene, at: int) -> int:
    """The place behind 両市 where cities have it behind them: 広島・長崎の両市で."""
    both = _BOTH.match(scene.text, at)
    noun = scene.masked.noun_at(both.end() - 1) if both else None
    return both.end() if both and noun and noun.kind == "Anaphor" and noun.text[:1] == "両" else at


_NOT_THERE = re.compile(r"(?:市|町|村|都)?(?:では|じゃ|でも)な[いくか]")
_DONE_THERE = re.compile(
    r"[^、。]{0,12}?(?:で|において|にて)(?:は)?[^、。]{0,20}?(?:を[^、。]|に(?:署名|調印|参加|出席))[^、。]{0,20}?、"
)


def held_at(scene: Scene, place: Spot, event: Spot) -> bool:
    """Whether a Japanese sentence says of a place that an event was there.

    Not 名古屋市ではなく, nor where something else was done before another date: ドイツで署名、翌11月に音楽祭を.
    """
    text = scene.text
    if not word("at_place").match(text, behind_both(scene, place.at + 1)) or _NOT_THERE.match(text, place.at + 1):
        return False
    done = _DONE_THERE.match(text, place.at + 1, event.at) if place.at < event.at else None
    return done is None or not any(done.end() <= at < event.at for at, _ in scene.dates)


def in_own_hall(scene: Scene, spot: Spot) -> bool:
    """Whether the sentence names a hall that no list knows, behind the event or before it."""
    text = scene.text
    return bool(_OWN_HALL.match(text, spot.at + 1) or _OWN_HALL_BEFORE.search(text, max(0, spot.at - 40), spot.at))


def told_of_others(scene: Scene, spot: Spot) -> bool:
    """Whether the sentence speaks of another place, or of another subject before the event."""
    low = scene.text.rfind("。", 0, spot.at) + 1
    return bool(scene.of("City|Country|Region|Prefecture")) or bool(_SUBJECT.search(scene.text, low, spot.at))


_AND_THE = re.compile(r"(?: \([^()]*\))?(?:,? (?:in|on|from) [\ue000-\uf8ff])?,? and (?:the |its |our )?$")


def hosts_both(scene: Scene, who: Spot, first: int, second: int) -> bool:
    """Whether a city that hosted one event hosted the next as well: hosted X in 1956 and the Y in 2006."""
    if scene.japanese or who.at > first or who.noun.kind not in ("City", "Self"):
        return False
    return bool(
        word("hosts_en").match(scene.text, who.at + 1) and _AND_THE.fullmatch(scene.text[first + 1 : second])
    )


_THERE = re.compile(r"(?:現地|同地)(?:で|にて|において)(?:は)?")
_WENT_THERE = re.compile(r"(?:市|州|県)?(?:\([^()]*\))?(?:へ|に|を)(?:は)?、?[^。]{0,24}?(?:派遣|訪|赴|渡)")


def on_the_spot(scene: Scene, spot: Spot) -> Entity | None:
    """The city where 現地で is: that to which the sentence says they went, else the one abroad spoken of last."""
    if _THERE.search(scene.text, max(0, spot.at - 30), spot.at + 30) is None:
        return None
    away = [s for s in scene.of("City") if not scene.is_own(s.noun)]
    if away:
        went = len(away) == 1 and _WENT_THERE.match(scene.text, away[0].at + 1)
        return scene.entity(away[0].noun) if went else None
    abroad = scene.discourse.abroad
    return scene.entity(abroad[0]) if len(abroad) == 1 else None


_OF_US = re.compile("周年|記念|提携|締結|交流|友好|姉妹|歓迎|訪問")


def own_or_entry(scene: Scene, event: Spot) -> Iterator[Entity]:
    """The own city, where an event without a place was; below the entry of a city abroad that one.

    ◇ スポーケン市 (…) / 1974年には国際環境博覧会が開かれた; of what the two do with each other it says nothing.
    """
    entry = scene.of_entry(len(scene.text))
    if entry is None:
        yield from filter(None, (scene.owner,))
    elif not _OF_US.search(event.noun.text):
        yield entry


_IT_HOSTED = re.compile(
    r"(?:^|[,;] (?:and )?|\bwhen )(?:[Ii]t|[Tt]he (?:town|municipality)) (?:\w+ ){0,2}?"
    r"(?:hosted|staged|welcomed|held)\b[^.;]{0,40}$"
)
_AND_HOSTED = re.compile(
    r"(?: [Cc]ity)?,? (?:is|was|has|belongs|joined|became|sits|holds)\b[^.;]{3,90}?,? and (?:\w+ ){0,2}?"
    r"(?:hosted|staged|welcomed)\b[^.;]{0,40}$"
)


def subject_host(scene: Scene, spot: Spot) -> Entity | None:
    """Who hosted: It, the city spoken of; Bergen is a member of the union and hosted that body's meeting."""
    before = scene.text[: spot.at]
    first = scene.spots[0] if scene.spots else None
    if first is not None and first.at < 5 and first.noun.kind == "City":
        return scene.entity(first.noun) if _AND_HOSTED.match(before, first.at + 1) else None
    if not _IT_HOSTED.search(before):
        return None
    opened = scene.discourse.opened
    return scene.entity(opened) if opened is not None else scene.owner
