"""What an answer enumerates is what was asked for: 姉妹都市はどこか。 A国のX市、B国のY市の2市でございます。

The answer may be of a council's minutes or of a page of questions; it has no word for the tie, which stands in the
question. A sentence is read so only if it is nothing but the enumeration, and where it counts its cities, if the
count is theirs. The date of a tie may be asked for too: X市は昭和44年5月、Y市は平成11年10月です.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ...text.mask import Noun
from ...text.numerals import value
from ..scene import Scene, Spot

_SPEAKER = re.compile(
    r"^[^\w\ue000-\uf8ff]{0,3}(?:(?:A|答|回答)\d{0,2}[\s.:：．]{0,3})?"
    r"(?:[^。、\s\ue000-\uf8ff]{0,16}(?:長|員|監|部|課|局|補佐|主査|参事|理事)?(?:\([^()]*\))?[\s　:：]{1,2})?"
    r"(?:はい[、。]|ええ[、。]|現在(?:は|、)|現在、|まず、?|お答えします[。]?)*"
)
_TOPIC = re.compile(
    r"^(?:本市|当市|市|現在)?(?:の|が|と)?[\ue000-\uf8ff]?(?:提携|締結)?(?:先|相手|都市)?(?:は|が)、"
)
_JOINS = re.compile(
    r"(?:、|・|と|や|及び|および|並びに|ならびに|それに|それから|そして|さらに|また|加えて|の|市|町|村|州|郡|都|首都|州都|省都"
    r"|古都|港町|\s|[\ue000-\uf8ff])+"
)
_SAYS = re.compile(
    r"(?P<all>(?:の|、|合わせて|合計|計|以上|海外(?:では|に))*(?P<count>\d{1,2}|[一二三四五六七八九十]{1,2})"
    r"(?:つ|市|都市|か所|自治体|団体)(?:の?都市|の?自治体)?|の?<C>)?"
    r"(?:です|でございます|であります|でありまして|になります|となっております|となります|である|と[\ue000-\uf8ff]?提携して(?:います|おります))"
    r"[。]?$".replace("<C>", "[\ue000-\uf8ff]")
)


def answers(scene: Scene) -> Iterator[Draft]:
    """The ties that an answer enumerates."""
    asked = scene.discourse.asked_tie
    if asked is None or not isinstance(asked.value, str) or not scene.japanese:
        return
    if scene.discourse.kind not in ("paragraph", "item") or scene.of("Tie"):
        return
    cities = [s for s in scene.of("City") if not scene.is_own(s.noun)]
    if not cities or not _only_lists(scene, cities):
        return
    span = (cities[0].at, len(scene.text))
    for spot in cities:
        since = scene.place.dating.paired(spot.noun)
        yield from scene.draft(
            scene.owner, asked.value, scene.entity(spot.noun), span, "tie-enumerated", since=since
        )


def _only_lists(scene: Scene, cities: list[Spot]) -> bool:
    """Whether a sentence is an enumeration of cities and nothing else."""
    text = re.sub(r"\([^()]*\)", "", scene.text)
    start = _SPEAKER.match(text)
    low = start.end() if start else 0
    topic = _TOPIC.match(text[low:])
    low += topic.end() if topic else 0
    joined = _JOINS.match(text, low)
    says = _SAYS.fullmatch(text, joined.end()) if joined else None
    if joined is None or says is None:
        return False
    others = {s.noun.kind for s in scene.spots} - {"City", "Country", "Region", "Prefecture", "Count", "Date"}
    others -= {"SubnationalGovernment", "Department"}
    if others:
        return False
    counted = _counted(scene, says)
    return counted is None or counted == len(cities)


def _counted(scene: Scene, says: re.Match[str]) -> float | None:
    told: Noun | None = next((s.noun for s in reversed(scene.of("Count"))), None)
    if says["count"]:
        return int(says["count"]) if says["count"].isdigit() else value(says["count"])
    return told.value if told is not None and isinstance(told.value, float) and says["all"] else None
