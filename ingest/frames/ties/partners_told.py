"""Ties whose partners a Japanese sentence enumerates: 市が協定を結ぶ相手は、国内ではA市、米国ではB市である.

What stands before は says whose the ties are and of which kind (友好都市となっているのは), what stands
behind it is an enumeration and nothing else, by land where it likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ...text.mask import Noun
from ...text.numerals import value
from ..parties import government
from ..scene import Scene, Spot

_ABOUT = re.compile(
    r"^[^\w\ue000-\uf8ff]{0,3}(?:(?:現在|いま|今)、?)?(?:(?:[\ue000-\uf8ff]|(?:本|当|私たちの)?[市町村県])(?:市|町|村)?(?:が|の|と))?"
    r"(?:現在|これまでに|海外で?の?|国外の)*"
    r"(?:[\ue000-\uf8ff](?:(?:や|と|・|、|および|及び)[\ue000-\uf8ff])?)?(?:都市)?(?:の|に)?"
    r"(?:(?:提携|縁組|盟約|関係|協定|[\ue000-\uf8ff])(?:を|の)?)?"
    r"(?:と?なって(?:いる|います|おります)|結[んぶ](?:だ|でいる|でいます|でおります)?|交わし(?:た|ている)|締結し(?:た|ている)"
    r"|提携し(?:た|ている))?(?P<whom>の?は|(?:都市|まち)は|(?:の)?相手(?:先|の都市|の市)?は|先は)、"
)
_TIED = re.compile("提携|縁組|盟約|協定")
_JOINS = re.compile(
    r"(?:、|・|と|や|及び|および|並びに|ならびに|それに|さらに|また|加えて|の|市|町|村|州|郡|都|\s|(?:国内|海外|国外)(?:では|で|の|に)"
    r"|では|には|で(?=[\ue000-\uf8ff])|[ァ-ヴー]{2,12}[県州省郡](?=[\ue000-\uf8ff])|[\ue000-\uf8ff])+"
)
_ENDS = re.compile(
    r"(?:(?:の|、)*(?:合わせて|あわせて|合計|計|以上|都合)?(?:の)?(?:(?P<count>\d{1,2}|[一二三四五六七八九十]{1,2})"
    r"(?:つ|市町村|市町|市|都市|か所|自治体)?|[\ue000-\uf8ff]))?"
    r"(?:です|でございます|であります|になります|となります|である|だ)?。?$"
)
_ASIDE = re.compile(r"\([^()]*\)")
_OTHERS = frozenset(
    ["City", "Country", "Region", "Prefecture", "Count", "Tie", "Self", "AgreementWord", "Agreement", "Generic"]
)
_SEVERAL = 2


def partners_told(scene: Scene) -> Iterator[Draft]:
    """The ties with each of the cities that are told to be the partners."""
    told = _ABOUT.match(scene.text) if scene.discourse.kind in ("paragraph", "item") else None
    if told is None or any(s.noun.kind not in _OTHERS for s in scene.spots):
        return
    relation = _kind(scene, told)
    head = [s for s in scene.of("City|Prefecture") if s.at < told.end()]
    cities = [s for s in scene.of("City") if s.at >= told.end()]
    of_another = any(not scene.is_own(s.noun) for s in head)
    if relation is None or of_another or not _only_lists(scene, told.end(), cities):
        return
    for spot in cities:
        entity = government(scene, scene.entity(spot.noun))
        yield from scene.draft(scene.owner, relation, entity, (0, len(scene.text)), "tie-partners-told")


def _kind(scene: Scene, told: re.Match[str]) -> str | None:
    """Of which kind the ties are: as the words ahead say, of a kind unsaid where they say two or none."""
    words = {s.noun.value for s in scene.of("Tie") if s.at < told.end()}
    if len(words) > 1:
        return "cityTieWith"
    if words:
        said = next(iter(words))
        return said if isinstance(said, str) else None
    passage: Noun | None = scene.discourse.tie
    if passage is None or not _TIED.search(told[0]) or "相手" not in told["whom"]:
        return None
    return str(passage.value) if isinstance(passage.value, str) else None


def _only_lists(scene: Scene, start: int, cities: list[Spot]) -> bool:
    """Whether what stands from a place on enumerates cities, as many as it counts."""
    rest = _ASIDE.sub("", scene.text[start:])
    joined = _JOINS.match(rest)
    ends = _ENDS.fullmatch(rest, joined.end()) if joined else None
    if ends is None or len(cities) < _SEVERAL or any(s.at < start for s in scene.of("Country|Region")):
        return False
    count = ends["count"]
    told = None if count is None else int(count) if count.isdigit() else value(count)
    counted = [s.noun.value for s in scene.of("Count") if s.at >= start]
    known = told if told is not None else counted[-1] if counted else None
    return known is None or known == len(cities)
