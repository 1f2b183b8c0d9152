"""Host towns of the Games of Tokyo 2020 by who takes part: ブラジルとはホストタウンの間柄; 登録されたのはブラジル.

A land beside the word is the one that is hosted, in whatever order, where the sentence says that it is so and
speaks of nobody else. Below a heading that says no more than the word, a record
tells it line by line: 相手国 ブルガリア, and in the next line 登録 2016年12月9日. One sentence may tell of several
towns (A市がタイの、B市がケニアのホストタウンになった), and the next of further lands: ネパールも追加で登録された.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ..scene import Scene, Spot
from ..words import word

_NEAR = 30  # masked characters between the word and the land


def host_towns(scene: Scene) -> Iterator[Draft]:
    """``hostTownFor`` each land of the enumeration nearest to the word."""
    if scene.japanese and scene.discourse.kind != "heading":
        yield from _of_record(scene)
        yield from _enrolled_too(scene)
    if not scene.japanese or "ホストタウン" not in scene.masked.clean.text or scene.discourse.kind == "heading":
        return
    yield from _each_its_own(scene)
    owner, text = scene.owner, scene.masked.clean.text
    if owner is None or owner.kind != "City" or word("host_town_else").search(text):
        return
    if any(not scene.is_own(s.noun) and scene.at_home(s.noun) for s in scene.of("City|Prefecture")):
        return
    lands = [s for s in scene.of("Country") if not scene.at_home(s.noun) and _hosted(scene, s)]
    groups = scene.groups(lands) or _same_land(scene)
    if not groups or not word("host_town_is").search(text):
        return
    at = _word_at(scene)
    nearest = min(groups, key=lambda g: min(abs(s.at - at) for s in g))
    low, high = min(at, nearest[0].at), max(at, nearest[-1].at)
    if high - low > _NEAR + nearest[-1].at - nearest[0].at or "。" in scene.text[low:high]:
        return
    since = scene.dates[0][1] if len(scene.dates) == 1 and word("host_town_begun").search(text) else None
    for spot in nearest:
        yield from scene.draft(
            owner, "hostTownFor", scene.entity(spot.noun), (low, high + 1), "host-town-told", since=since
        )


_HEADS = re.compile(
    r"\W{0,3}(?:東京(?:2020|オリンピック|大会)[^。]{0,12}の?)?(?:復興|共生社会)?(?:あり)?ホストタウン(?:の?(?:概要|登録(?:状況)?|基本情報|相手国))?\W{0,3}"
)
_LAND = re.compile(r"\W{0,3}(?:相手国(?:・地域)?|登録国|対象国|ホスト国)(?:名)?\s?[:：]?\s?(?=[\ue000-\uf8ff])")
_ENROLLED = re.compile(r"\W{0,3}(?:登録|認定|決定)(?:年月)?日?\s?[:：]?\s?(?P<date>[\ue000-\uf8ff])\W{0,2}$")


_N = "[\ue000-\uf8ff]"
_LANDS = rf"(?P<lands>{_N}(?:(?:と|、|や|及び|・){_N})*)"
_TOWN_OF = re.compile(
    rf"(?P<who>{_N})(?:市|町|村)?(?:が|は)、?{_LANDS}(?:国)?の(?=、|(?:復興|共生社会)?(?:ありがとう)?(?:ホストタウン|{_N}))"
)
_TOO = re.compile(
    rf"{_LANDS}(?:国)?(?:について|に関して)?(?:も|が|を)、?[^。、]{{0,8}}?追加(?:で|の|して)?[^。、]{{0,8}}?(?:登録|認定)(?!を?(?:申請|予定|目指|検討))"
)


def _each_its_own(scene: Scene) -> Iterator[Draft]:
    """``hostTownFor`` of each town that a sentence names, with its lands."""
    found = list(_TOWN_OF.finditer(scene.text))
    at = _word_at(scene)
    if (
        len(found) <= 1
        or at < found[-1].end()
        or "。" in scene.text[:at]
        or word("host_town_pending").search(scene.text)
    ):
        return
    for told in found:
        town = scene.masked.noun_at(told.start("who"))
        if town is None or town.kind != "City" or not scene.at_home(town):
            continue
        for land in (s for s in scene.of("Country") if told.start("lands") <= s.at < told.end("lands")):
            yield from scene.draft(
                scene.entity(town), "hostTownFor", scene.entity(land.noun), (told.start(), at + 1), "host-town-each"
            )


def _enrolled_too(scene: Scene) -> Iterator[Draft]:
    """``hostTownFor`` of the lands that were added, as the sentence before tells of a host town."""
    told, before = _TOO.search(scene.text), scene.discourse.before
    if told is None or scene.owner is None or before is None or "ホストタウン" not in before.clean.text:
        return
    lands = [s for s in scene.of("Country") if told.start("lands") <= s.at < told.end("lands")]
    since = scene.dated([lands])[0] if lands else None
    for land in lands:
        yield from scene.draft(
            scene.owner, "hostTownFor", scene.entity(land.noun), told.span(), "host-town-added", since=since
        )


def _of_record(scene: Scene) -> Iterator[Draft]:
    """``hostTownFor`` of a record's land, and of the land above with the day on which it was enrolled."""
    owner, heading = scene.owner, scene.discourse.headings[-1] if scene.discourse.headings else None
    if owner is None or heading is None or not _HEADS.fullmatch(heading.clean.text):
        return
    land, enrolled = _LAND.match(scene.text), _ENROLLED.match(scene.text)
    if land:
        nouns = [s.noun for s in scene.of("Country") if s.at >= land.end()]
        since = None
    elif enrolled and (before := scene.discourse.before) is not None and _LAND.match(before.text):
        nouns = [n for n in before.nouns if n.kind == "Country"]
        since = scene.date_at(enrolled.start("date"))
    else:
        return
    for noun in nouns:
        yield from scene.draft(
            owner,
            "hostTownFor",
            scene.entity(noun),
            (0, len(scene.text)),
            "host-town-record",
            since=since,
            done=True,
        )


def _same_land(scene: Scene) -> list[list[Spot]]:
    """The land abroad spoken of last, where the sentence takes it up: 同国を相手とするホストタウン."""
    taken_up = next((s for s in scene.of("Anaphor") if s.noun.text == "同国"), None)
    spoken = scene.spoken("Country") if taken_up is not None else None
    if taken_up is None or spoken is None or scene.at_home(spoken):
        return []
    return [[Spot(taken_up.at, spoken)]]


def _word_at(scene: Scene) -> int:
    """Where the word stands in the masked text, alone or in a noun."""
    noun = next((s.at for s in scene.spots if "ホストタウン" in s.noun.text), None)
    return noun if noun is not None else scene.text.find("ホストタウン")


_OF_PLACE = re.compile("[の・]?(?=[\ue000-\uf8ff])")


def _hosted(scene: Scene, spot: Spot) -> bool:
    """Whether a land stands for itself, and not to say where a city of it lies: ドイツの、ドイツ・…市."""
    behind = _OF_PLACE.match(scene.text, spot.at + 1)
    place = scene.masked.noun_at(behind.end()) if behind else None
    return place is None or place.kind not in ("City", "Region")
