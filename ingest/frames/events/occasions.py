"""Events told in parts: the name in one sentence, the day, the place or the host in the next ones.

昨年は11月23日に開催し; 前回は2024年10月に新潟市で開かれ; フェスタは8月3日に開き; 会期は4月26日から29日まで.
What such a sentence leaves out is the event that the passage spoke of last; where it tells of another year than the
name does, it is the edition of that year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Value
from ...matching.engine import Draft, days
from ...nouns.editions import edition_of
from ...text.mask import Noun
from ..scene import Scene
from ..words import word
from .gatherings import finest, headed_event, headed_place, spoken_event, tells_of_another

_EVENTS = "Event|EventSeries"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_AROUND = re.compile(r"\s?(?<!\d)(?:19|20)\d\d(?!\d)年?\s?")
_OTHER = re.compile(
    r"(?<!主催者)が|を(?!(?:主会場|会場|舞台|記念|迎え|祝|前に|前倒し))|オンライン|(?:は|も)、?[^。、]{0,24}(?:は|も)、?"
)  # what was held is told
_BODIES = "Facility|Office|Organization|Foundation|Alliance|University"


def edition_told(scene: Scene, noun: Noun, when: Interval | None) -> Entity | None:
    """The event of a noun, or its edition of the year that a sentence looks back to: 昨年は, 前回は."""
    entity = scene.entity(noun)
    if entity is None or entity.kind != "Event" or noun.entities:
        return entity
    numbered = edition_of(noun.text)
    if (told := _OPENS_WITH.match(scene.masked.clean.text)) and numbered and int(told["n"]) != numbered.number:
        name = f"第{told['n']}回{numbered.series}"
        return scene.discourse.minter.named("Event", name, (numbered.series,))
    named = _YEAR.search(noun.text)
    year = (when.fiscal_year or when.earliest.year) if when and when.earliest else None
    other = named is not None and year is not None and int(named[1]) != year
    looks_back = word("looks_back").match(scene.masked.clean.text) is not None
    another = numbered is not None or (named is not None and year is None)
    if not other and not (another and looks_back):
        return entity
    series = _YEAR_AROUND.sub(" ", numbered.series if numbered else noun.text).strip()
    scope = str(year) if year else "before"
    return scene.discourse.minter.named("Event", f"{series} {year}" if year else series, (series,), scope=scope)


_OPENS_WITH = re.compile(r"\W{0,3}(?:なお、|また、|続く|次の)?第(?P<n>\d+)回(?:目)?(?:は|には|も)")


def told_again(scene: Scene) -> tuple[Noun, int] | None:
    """The event that a sentence without a name goes on about, and where its words begin."""
    if scene.of(_EVENTS):
        return None
    opens = word("goes_on_of_event" if scene.japanese else "goes_on_of_event_en").match(scene.text)
    if scene.japanese and opens and any(s.at < opens.end() for s in scene.of(_BODIES)):
        opens = None  # センターは1998年7月に開かれ: it was opened
    if scene.japanese and (opens is None or _OTHER.search(scene.text, opens.end())):
        opens = word("taken_up_event").search(scene.text) or opens
    if opens is None:
        return None
    spoken = scene.discourse.occasion or headed_event(scene)
    called = opens.groupdict().get("called")
    if called and (
        spoken is None
        or (called not in spoken.text and called not in ("催し", "行事", "催事", "イベント", "お祭り"))
    ):
        return None
    noun = _called(scene) or spoken
    return None if noun is None or tells_of_another(scene, noun) else (noun, opens.end())


def _called(scene: Scene) -> Noun | None:
    """The event spoken of that フェスタ, the last word of its name, stands for."""
    spoken = spoken_event(scene)
    for spot in scene.of("Generic"):
        if spoken is not None and len(spot.noun.text) > 1 and spot.noun.text in spoken.text:
            return spoken
    return None


def occasions(scene: Scene) -> Iterator[Draft]:
    """``heldOn``, ``hostCityOf`` and ``heldIn`` of the event that the sentence goes on about."""
    if not scene.japanese or not scene.dates:
        return
    again = told_again(scene)
    if again is None:
        return
    noun, low = again
    told = scene.says("took_place")
    period = word("period").match(scene.text)
    if (told is None and period is None) or scene.says("bid"):
        return
    end = period.end() + 1 if period else told.end() if told else 0
    start = period.end() if period else told.start() if told else 0
    if not period and _OTHER.search(scene.text[low:start]):
        return
    dates = [(d, v) for d, v in scene.dates if d < end]
    when = finest([v for _, v in dates])
    if when is None or when.fiscal_year is not None:
        return
    entity = edition_told(scene, noun, when)
    begun, ended = days(when)
    span = (0, end)
    if entity is not None and entity is not scene.entity(noun):  # the next sentences are about that edition
        scene.discourse.occasion = Noun(0, 0, "Event", noun.text, (entity,))
        scene.discourse.occasion_age = -1
    yield from scene.draft(
        entity, "heldOn", Value("Date", str(when)), span, "occasion-told", since=begun, until=ended
    )
    if entity is not None and not period:
        for relation, subject, object_ in headed_place(scene, entity, end):
            yield from scene.draft(subject, relation, object_, span, "occasion-told", since=begun, until=ended)


def finest_before(scene: Scene, at: int) -> Interval | None:
    """The date that tells most in the clause before a place."""
    low = scene.text.rfind("。", 0, at) + 1
    return finest([v for d, v in scene.dates if low <= d < at])
