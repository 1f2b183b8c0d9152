"""Cities of which a sentence says what they are: 韓国の安山市も姉妹都市です; B市が姉妹都市、D市が友好都市である.

威海市は友好都市で、1995年に締結 tells since when as well.
So are two that it says are each other's (済南市とレンヌ市も、たがいに姉妹都市), once one is whose sentence it
is. The own ties are told around it; one of the own country is a partner there as well as one abroad.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ..parties import beginning, government
from ..scene import Scene

_ALSO = re.compile(
    r"(?:市|町|村|区|州|省|県)?(?:\([^()]*\))?(?:も|(?:は|が)(?=、?(?:たがい|互い)|[\ue000-\uf8ff](?:(?:、[^。]{2,160}(?:が|は)[\ue000-\uf8ff])?(?:です|である|だ)。?$)))、?(?:また|やはり|同じく|同様に|現在|たがいに|互いに|互いの)?、?"
    r"(?P<tie>[\ue000-\uf8ff])(?:の(?:一つ|ひとつ|1つ))?(?:です|である|であり|だ(?!け)|でございます|に(?:なって|あた)|と(?:なって|して)|で、|、|。|$)"
)
_IS = re.compile(
    r"(?:市|町|村|区|州|省|県)?(?:\([^()]*\))?(?:は|が)、?(?P<tie>[\ue000-\uf8ff])(?:であり|で)、?(?P<date>[\ue000-\uf8ff])に"
    r"[^。、]{0,8}(?:協定|盟約|提携|縁組|[\ue000-\uf8ff])?(?:書)?(?:を|に)?(?:結[びんぶ]|交わ|締結|調印|署名|提携)"
)
_ELSE = re.compile(r"では(?:な|あり)|(?:候補|予定)")


def ties_also(scene: Scene) -> Iterator[Draft]:
    """The ties of those cities."""
    if scene.owner is None or scene.discourse.kind == "heading" or scene.paired or _ELSE.search(scene.text):
        return
    for group in scene.groups([s for s in scene.of("City|Region") if not scene.is_own(s.noun)]):
        told = _ALSO.match(scene.text, group[-1].at + 1) or _IS.match(scene.text, group[-1].at + 1)
        tie = scene.masked.noun_at(told.start("tie")) if told else None
        if told is None or tie is None or tie.kind != "Tie" or not isinstance(tie.value, str):
            continue
        since = beginning(scene, scene.date_at(told.start("date"))) if "date" in told.groupdict() else None
        for spot in group:
            beside = scene.masked.noun_at(spot.at + 1)
            if beside is not None and beside.kind == "City":
                continue  # 東京都八王子市: the first says where
            entity = government(scene, scene.entity(spot.noun))
            span = (group[0].at, told.end())
            yield from scene.draft(scene.owner, tie.value, entity, span, "tie-also", since=since)
