"""How many came: figures of people around a word for coming, and of which event they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Value
from ...matching.engine import Draft, days
from ...matching.literals import PEOPLE
from ...nouns.editions import is_bare
from ...text.mask import Noun
from ..scene import Scene, Spot
from ..words import word
from .gatherings import finest, spoken_event
from .occasions import edition_told, finest_before

_EVENTS = "Event|EventSeries"
_PEOPLE = re.compile(PEOPLE)
_TO = re.compile(
    r"[^.;,]{0,40}?\b(?:for|to|at|in) (?:the )?"
    r"|(?:の[^。、]{0,8})?(?:が|を集め(?:て|た)?|の)?、?[^。、]{0,8}(?:た|る|した)"
)
_OF_ANOTHER = re.compile(r"[^.;,]{0,30}?\bfor (?:the |its |our )?[A-Z]")
_MORE = re.compile("(?:ほど|余り|も)?(?:上回|下回|増|減|多[くい]|少な)")
_FROM_ONE = re.compile("から(?:は|の|も)?$")  # 県から12人、商工会議所から4人: parts of those who came
_FROM_US = re.compile("[当本](?:事務所|協会|財団|会|校|館|課|社|所|団体|センター)から(?:は|も)?、?$")
_AT_END = re.compile("[。)]|$")
_JUST_HELD = re.compile("(?:開催|開き|挙行|開く)(?:し|され)?(?:、|。)[^。、]{0,12}$")  # …会議を開催、9か国から160人
_OF_CITY = re.compile(
    "市?の[^。、]{0,6}?(?:児童|生徒|高校生|中学生|小学生|大学生|学生|市民|青年|選手|合唱団|職員|代表)"
)


def _sent_from(scene: Scene, spot: Spot, cities: list[Spot]) -> bool:
    """Whether so few are those of a city who went to an event."""
    return any(_OF_CITY.fullmatch(scene.text, s.at + 1, spot.at) for s in cities)


_GATHERED = re.compile(  # what is said of those who were there, not of those who were sent
    r"(?:余り|以上|ほど|近く)?(?:が|の[^。、]{1,8}が|で)、?[^。、]{0,18}?(?:集まり|集まっ|集い|顔をそろえ|顔を合わせ|にぎわ|賑わ|楽しみ|楽しん|味わ|見入)"
)
_GUESTS = re.compile(
    r"(?:余り|ほど|あまり|から(?:なる|成る))?の[^。、の]{0,8}?(?:一行|訪問団|代表団|使節団|視察団|派遣団|訪日団|親善団)"
)
_LED = re.compile(
    r"(?:市|州|県|町|郡)?の?(?:[^、。の\ue000-\uf8ff]{0,8}(?:長|団|一行|使|員|席)|[\ue000-\uf8ff])?(?:ら|など|ほか|を(?:はじめ|団長))(?:とする|の)?(?:計|約|総勢)?"
)
_RECEIVED = re.compile(r"(?:ほど|余り)?(?:を|が)(?:迎|招|来)")
_ABOVE = re.compile(
    r"[\ue000-\uf8ff](?:の?(?:数|実績))?(?:を|より)?(?:上回|下回|大きく|多|少な|並み)"
)  # 昨年を上回る…人
_SENTENCE = re.compile(r"。|(?<=[a-z0-9\ue000-\uf8ff)])\. ")


def attendance(scene: Scene) -> Iterator[Draft]:
    """``participantCount`` of the event of the sentence, else of the one that the passage is about."""
    figures = [s for s in scene.of("Count") if s.noun.names and _PEOPLE.match(s.noun.names[0])]
    parts = [s for s in figures if scene.japanese and _FROM_ONE.search(scene.before(s.at, 6))]
    for spot in figures:
        if (len(parts) > 1 and spot in parts) or not _came(scene, spot):
            continue
        event = _event(scene, spot)
        if event is None or not isinstance(spot.noun.value, float):
            continue
        again = not any(s.noun is event for s in scene.spots)
        told = finest_before(scene, spot.at) if again else _its_day(scene, spot)
        told = None if _ABOVE.search(scene.before(spot.at, 14)) else told
        since, until = days(told) if told else (None, None)
        yield from scene.draft(
            edition_told(scene, event, told) if again else scene.entity(event),
            "participantCount",
            Value("Count", f"{spot.noun.value:.15g}"),
            (spot.at, spot.at + 1),
            "attendance",
            qualifiers=(("asPrinted", spot.noun.text),),
            since=since,
            until=until,
        )


def _its_day(scene: Scene, spot: Spot) -> Interval | None:
    """The day that a sentence tells of the event that it names; none where its dates are of several years.

    A figure that is set beside another time's (昨年の300人に対し) is not dated so.
    """
    text = scene.text
    low = max((m.end() for m in _SENTENCE.finditer(text, 0, spot.at)), default=0)
    high = next((m.start() for m in _SENTENCE.finditer(text, spot.at)), len(text))
    dates = [(d, v) for d, v in scene.dates if low <= d < high]
    if any(_OF_WHAT_IT_IS.match(text, d + 1) or _FROM.search(text, low, d) for d, _ in dates):
        return None
    day = finest(v for _, v in dates)
    return day if day is not None and all(v.overlaps(day) for _, v in dates) else None


_OF_WHAT_IT_IS = re.compile(
    r"(?:に|から)?[^。、]{0,8}(?:始ま|創設|設立|発足|開設|開業|提携|締結|以来|来の)|から|以来"
)
_FROM = re.compile(r"\b(?:since|founded in|established in|launched in|began in|from) $")


def _came(scene: Scene, spot: Spot) -> bool:  # noqa: PLR0911 -- one return a wording
    """Whether the words around a figure say that so many came to an event, not that they were sent."""
    text = scene.text
    low = max(text.rfind("。", 0, spot.at), text.rfind(". ", 0, spot.at), spot.at - 60)
    before, after = text[low + 1 : spot.at], text[spot.at + 1 : spot.at + 90]
    if scene.japanese:
        clause = before.rsplit("、", 1)[-1]
        few = isinstance(spot.noun.value, float) and spot.noun.value < 100
        ours = [s for s in scene.of("City|Self|Prefecture") if spot.at - len(clause) <= s.at < spot.at]
        if _FROM_US.search(before):
            return False  # 当事務所からは2人が出席しました
        if any(re.match(r"[市県]?(?:内)?から", text[s.at + 1 : spot.at]) for s in ours):
            return False  # 本市からは高校生8名が参加した
        if any(_LED.fullmatch(text, s.at + 1, spot.at) for s in ours) and _RECEIVED.match(after):
            return False  # A市長ら12人を迎える: guests of the event
        if _GUESTS.match(after) or _MORE.match(after) or (few and _sent_from(scene, spot, ours)):
            return False  # 前回を400人上回りました; A市の児童4名が参加した
        if _GATHERED.match(after) or (_AT_END.match(after) and _JUST_HELD.search(before)):
            return True
        if few and word("few_of_ours").search(clause):
            return False  # 大会に市民3名が参加した
        if word("sent").search(clause) or word("sent").match(after):
            return False
        again = word("looks_back").match(scene.masked.clean.text) and scene.discourse.occasion_age <= 1
        so_many = again and word("so_many").match(after)  # 昨年は2,800人でした
        return bool(so_many or word("came").match(after) or word("coming").search(before))
    if _ASIDE.search(before) and after[:1] == ")" and scene.of(_EVENTS):
        return True  # Harvest Picnic, 3 August, Mill Meadow (90 people)
    if word("sent_en").search(before[-40:]):
        return False
    return bool(word("came_en").match(after) or word("coming_en").search(before))


_WHICH = re.compile(r", which $")  # with a recital, which 310 people attended: of what the sentence tells
_ASIDE = re.compile(r"[\w\ue000-\uf8ff] \((?:[^().]{0,30}[,;] )?$")
_UNNAMED = re.compile(
    r"\b(?:the|an?) (?:[a-z-]+ )?(?:congress|conference|summit|assembly|forum|meeting) of (?:the )?[\ue000-\uf8ff]"
)


def _event(scene: Scene, spot: Spot) -> Noun | None:  # noqa: PLR0911 -- one return a place
    """The event that a figure is of: named before it in its sentence, right behind it, or spoken of."""
    text = scene.text
    ends = [m.start() for m in _SENTENCE.finditer(text)]
    low = max((e for e in ends if e < spot.at), default=-1)
    high = min((e for e in ends if e > spot.at), default=len(text))
    named = [s for s in scene.of(_EVENTS) if low < s.at < high and not is_bare(s.noun.text)] or [
        s for s in scene.of(_EVENTS) if low < s.at < high
    ]
    behind = [s for s in named if s.at > spot.at]
    if behind and _TO.fullmatch(text, spot.at + 1, behind[0].at):
        return behind[0].noun  # 6,000 people came for the Parliament
    if _OF_ANOTHER.match(text, spot.at + 1):
        return None
    ahead = [s for s in named if s.at < spot.at]
    if ahead:
        others = (told[0] for told in _ANOTHER.finditer(text, ahead[-1].at + 1, spot.at))
        return None if any(told not in ahead[-1].noun.text for told in others) else ahead[-1].noun
    if named and named[0].at - spot.at < 60:
        return named[0].noun
    if scene.discourse.kind == "row":  # …会議を金沢で開く。61都市、約180人が参加
        return scene.discourse.occasion if scene.discourse.occasion_age == 0 else None
    if not scene.japanese and (_UNNAMED.search(text, max(low, 0), high) or _WHICH.search(text, 0, spot.at)):
        return None  # hopes to host the congress of the network, as in 2018 with 1,000 participants
    return None if _several_told(scene) or _was_elsewhere(scene, spot) else spoken_event(scene)


_CAME_IN = re.compile(
    r" (?:[a-z]+ ){0,3}?(?:attended|came|gathered|met|took part|participated) in (?P<c>[\ue000-\uf8ff])"
)


def _was_elsewhere(scene: Scene, spot: Spot) -> bool:
    """Whether so many came in one city where what was told before was in others: *350 people attended in Asti*."""
    told, before = _CAME_IN.match(scene.text, spot.at + 1), scene.discourse.before
    city = scene.masked.noun_at(told.start("c")) if told else None
    if city is None or city.kind != "City" or before is None:
        return False
    cities = [n for n in before.nouns if n.kind == "City"]
    return bool(cities) and all(n.entities[:1] != city.entities[:1] for n in cities)


_ANOTHER = re.compile(  # the 3rd one drew 200, the previous one 150
    r"第\d+回|\b(?:previous|last|next|following|preceding|second|third) (?:one|time|edition|[a-z]+) "
    r"|\b\d+(?:st|nd|rd|th) (?:one|edition)\b"
)
_EDITION = re.compile(r"第\d+回")


def _several_told(scene: Scene) -> bool:
    """Whether the sentence before told of another edition than the one that the passage is about."""
    before, spoken = scene.discourse.before, spoken_event(scene)
    if before is None or spoken is None or not scene.japanese:
        return False
    told = {edition[0] for edition in _EDITION.finditer(before.clean.text)}
    return bool(told - {edition[0] for edition in _EDITION.finditer(spoken.text)})
