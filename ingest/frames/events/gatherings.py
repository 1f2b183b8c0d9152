"""The event that a passage is about, where a sentence of it names none: the heading's, or the one told last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Value
from ...matching.engine import Draft, days
from ...text.mask import Masked, Noun
from ..scene import Scene
from ..words import word

_EVENTS = "Event|EventSeries"
_ELSE = re.compile("[がを]|オンライン")  # what was held is told: 関連する講座を
_ELSEWHERE = re.compile("オンライン|現地(?:で|の|に)|同地で|先方の|訪問先|滞在中|海を渡")
_ASKED = re.compile(r"(?:とは|って|について|には?|は|の).{0,20}(?:か|たい|ください)[。?？]?$|とは[。?？]?$")
_NUMBERED = re.compile(r"^[\s　\W]*(?:[(（]?\d{1,2}[)）.．]?|[アイウエオ])?(?:(?:Q|問)\s?\d{0,2}[.．:：]?)?[\s　]*")


def headed_event(scene: Scene) -> Noun | None:
    """The event that the nearest heading is the name of, but for a number or a year."""
    for masked in reversed(scene.discourse.headings[-1:]):
        return _all_of(scene, masked)
    return None


def _all_of(scene: Scene, masked: Masked) -> Noun | None:
    plain = _ASKED.sub("", _NUMBERED.sub("", masked.clean.text))
    for noun in masked.nouns:
        if not scene.is_a(noun, _EVENTS):
            continue
        if not noun.entities and re.fullmatch(r"[ぁ-ん]{2,8}" + re.escape(noun.text), plain):
            return Noun(noun.start, noun.end, noun.kind, plain, names=noun.names)  # はままつグローバルフェア
        if len(noun.text) * 3 >= len(plain) * 2 or plain.endswith((f"「{noun.text}」", f"『{noun.text}』")):
            return noun
    return None


def spoken_event(scene: Scene) -> Noun | None:
    """The event that was spoken of last in the section, else the one in its heading."""
    for noun in reversed(list(scene.discourse.last.values())):
        if scene.is_a(noun, _EVENTS):
            return None if tells_of_another(scene, noun) else noun
    return headed_event(scene)


_ANOTHER_EVENT = re.compile(
    r"\b[Tt]he [\ue000-\uf8ff] (?:annual |general |world |regional |spring |autumn )*"
    r"(?:meeting|conference|congress|summit|assembly|session|forum)\b"
)


def of_another_event(scene: Scene) -> bool:
    """Whether an English sentence tells of an event under a common noun of its own: the 2018 annual meeting."""
    return not scene.japanese and _ANOTHER_EVENT.search(scene.text) is not None


def tells_of_another(scene: Scene, spoken: Noun) -> bool:
    """Whether a Japanese sentence has a subject of its own that is some other event: 市民まつりが…で行われ."""
    if not scene.japanese:
        return False
    beside = _BESIDE.search(scene.text)
    return (beside is not None and beside["what"] not in spoken.text) or any(
        _HELD_ITSELF.match(scene.text, s.at + 1) and s.noun.text not in spoken.text and len(s.noun.text) > _WORD
        for s in scene.of("Generic")
    )


_BESIDE = re.compile(  # 会議の前に市役所で歓迎の会があり: what goes with the event spoken of
    r"(?P<what>(?:歓迎|送別|記念|交流|懇親|祝賀|表敬|関連|事前|前夜)の?"
    r"(?:会|式|集い|つどい|夕べ|行事|パーティー|レセプション|夕食会|昼食会)"
    r"|レセプション|パーティー|夕食会|昼食会|晩餐会)"
    r"(?:が、?[^。、]{0,20}?(?:あり|あった|開か|行わ|催さ)|を、?[^。、]{0,20}?(?:開[いき]|行[いっ]|催し))"
)


_WORD = 2  # characters of 大会, 会議, which take up the event spoken of
_HELD_ITSELF = re.compile(r"(?:が|を)、?[^。]{0,30}?(?:行[わい]|開[催かき]|催[さし]|実施|挙行)")


def headed(scene: Scene) -> Iterator[Draft]:
    """Under the heading ひろしま国際フェスタ: 11月19日、国際会議場において開催し."""
    if not scene.japanese or scene.of(_EVENTS) or not scene.may_say("held_of_heading") or not scene.dates:
        return
    told = scene.says("held_of_heading")
    if told is None or _ELSE.search(scene.text[: told.start()]) or scene.says("bid"):
        return
    event = headed_event(scene)
    entity = scene.entity(event) if event else None
    if entity is None:
        return
    dates = [v for d, v in scene.dates if d < told.end()]
    when = finest(dates)
    begun, ended = days(when) if when else (None, None)
    span = (told.start(), told.end())
    if when is not None:
        yield from scene.draft(
            entity, "heldOn", Value("Date", str(when)), span, "event-headed", since=begun, until=ended
        )
    for relation, subject, object_ in headed_place(scene, entity, told.end()):
        yield from scene.draft(subject, relation, object_, span, "event-headed", since=begun, until=ended)


def finest(dates: Iterable[Interval]) -> Interval | None:
    """The date that tells most, the first of them: 昨年度は11月23日に tells a day."""
    return min(dates, key=_length, default=None)


def _length(date: Interval) -> int:
    """The days that a date covers; an open one covers more than any other."""
    first, last = date.earliest, date.latest
    return (last - first).days if first is not None and last is not None else _FOR_EVER


_FOR_EVER = 10**6


def headed_place(scene: Scene, event: Entity, end: int) -> Iterator[tuple[str, Entity | None, Entity | None]]:
    """Where an event was that the sentence does not name: the places told before the verb, else the own city."""
    ahead = [s for s in scene.of("City|Self|Facility|Country") if s.at < end]
    placed = [s for s in ahead if word("at_place").match(scene.text, s.at + 1)]
    for spot in placed:
        place = scene.entity(spot.noun)
        if spot.noun.kind in ("City", "Self"):
            yield "hostCityOf", place, event
        else:
            yield "heldIn", event, place
    away = [s for s in ahead if s.noun.kind in ("City", "Country") and not scene.is_own(s.noun)]
    if not away and not any(s.noun.kind in ("City", "Self") for s in placed) and not _ELSEWHERE.search(scene.text):
        yield "hostCityOf", scene.owner, event
