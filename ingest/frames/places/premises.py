"""Where offices and secretariats have their rooms, and since when, by what is said of their opening or their house.

*A ceremony on 4 June 2012 marked the opening of the Secretariat in Ghent*; *the institute shares its premises in
Bonn, Germany, with the Office for Water*; 連盟の事務局は、2010年に堺市に移転しました;
市内のプラザおおるりに事務所が開かれ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene
from ..syntax import syntax_of

_N = "[\ue000-\uf8ff]"
_BODIES = "CityNetwork|Alliance|InternationalOrganization|Foundation"
_HOUSED = "Organization|Office"
_OPENING = re.compile(
    rf"\b(?:ceremony|reception|event|ribbon-cutting|celebration) (?:(?:in|at) [^.;,]{{2,30}} )?(?:held )?(?:on|in)"
    rf" (?P<date>{_N}),?(?: [a-z ]{{2,24}})?"
    rf" (?:marked|celebrated|to mark|marking|for) (?:the )?(?:official |formal )?opening of"
    rf" (?:the |its )?(?P<what>{_N})"
    rf"|(?P<date2>{_N})(?: saw| brought| marked) the (?:official |formal )?opening of (?:the |its )?(?P<what2>{_N})"
    rf"|\b[Tt]he (?:official |formal )?opening of the (?P<what3>{_N})(?: in (?:the )?{_N})?"
    rf" (?:took place|was celebrated|was marked) (?:on|in) (?P<date3>{_N})"
)
_SHARES = re.compile(
    rf"\bshares (?:its |the )?(?:premises|offices?|building|quarters|rooms|house|headquarters) (?:in|at) (?:the )?"
    rf"(?P<city>{_N})(?:, {_N})?,? with (?:the )?(?P<other>{_N}|Office (?:of|for) (?:the )?"
    rf"(?:[A-Z][\w-]+|{_N})(?: (?:[A-Z][\w-]+|{_N}))*)"
)
_FULL = re.compile(rf"(?:(?: (?:for|of) (?:the )?)(?:{_N}|[A-Z][\w-]+)(?: [A-Z][\w-]+)*)?")
_SEAT = re.compile(
    rf"(?:(?P<of>{_N})(?:\([^()]*\))?の)?(?P<seat>{_N}|事務局|本部)(?:は|が|も)、?(?:(?P<date>{_N})(?:に|から)?、?)?"
    rf"(?:現在、?|いまは、?)?(?:{_N}(?:市|都)?から、?)?(?:{_N}の)?(?P<city>{_N})(?:市|都)?(?:内|市内|役所内?)?"
    r"(?P<does>に(?:置かれ|置い|置く|あり|ある|設けられ|設置され|移転し|移っ|移り|移され|所在))"
)
_PUTS = re.compile(  # リスボンに事務局を置く
    rf"(?P<city>{_N})(?:市|都)?(?:内|市内)?に、?(?:常設の|その)?(?P<seat>{_N}|事務局|本部)を(?:置[いきく]|おく|おい|構え|設け(?!る))"
)
_LINE = re.compile(  # ・世界連盟 1997年発足、事務局:杭州市; 本部・台中市
    rf"(?:^|(?<=[\s、。(・|]))(?P<seat>{_N}|事務局|本部)(?:所在地)?\s?[:・](?:{_N}[\s・の]?)?\s?(?P<city>{_N})(?=市|都|[\s、。)|(]|$)"
)
_MOVED = re.compile("移|設置され|設けられ")
_ROOMS = re.compile(
    rf"(?P<city>{_N})(?:市)?(?:内|市内)?(?:の|にある)(?P<house>{_N}|[^\s、。()はがをに\ue000-\uf8ff]{{3,20}})(?:内|の中)?に(?:は)?、?"
    rf"(?P<office>{_N})(?:\([^()]*\))?が(?:新たに)?(?:開かれ|開設され|設けられ|設置され|置かれ|オープンし)"
)


def premises(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` and ``establishedOn`` of what has its rooms somewhere."""
    if scene.japanese:
        yield from _secretariats(scene)
        yield from _put_there(scene)
        yield from _rooms(scene)
        return
    for told in _OPENING.finditer(scene.text):
        name = next(n for n in ("", "2", "3") if told[f"what{n}"])
        office, when = scene.masked.noun_at(told.start(f"what{name}")), scene.date_at(told.start(f"date{name}"))
        if office is not None and scene.is_a(office, f"{_HOUSED}|Facility"):
            yield from scene.founded(scene.entity(office), when, told.span(), "opening-told")
    for told in _SHARES.finditer(scene.text):
        city = scene.masked.noun_at(told.start("city"))
        who = syntax_of(scene).subject(told.start(), told.end(), finite=True)
        if city is None or not scene.is_a(city, "City"):
            continue
        where = scene.entity(city)
        span = (min(told.start(), who.low if who else told.start()), told.end())
        yield from scene.draft(syntax_of(scene).entity(who, _HOUSED), "locatedIn", where, span, "premises-shared")
        other = scene.masked.noun_at(told.start("other")) if len(told["other"]) == 1 else None
        if other is not None and not scene.is_a(other, _HOUSED):
            continue
        full = _FULL.match(scene.text, told.end("other"))
        high = full.end() if full and other is not None and other.kind == "Office" else told.end("other")
        name = scene.masked.plain(told.start("other"), high)
        shared = (
            scene.discourse.minter.named("Office", name) if len(name) > len(other.text if other else "") else None
        )
        beside = shared or (scene.entity(other) if other else None)
        yield from scene.draft(beside, "locatedIn", where, (span[0], high), "premises-shared")


def _secretariats(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` of a body in the city of its secretariat: the body before の, before は, or spoken of."""
    for told in _SEAT.finditer(scene.text):
        seat, city = scene.masked.noun_at(told.start("seat")), scene.masked.noun_at(told.start("city"))
        called = seat.text if seat is not None else told["seat"]
        if (
            not called.endswith(("事務局", "本部"))
            or city is None
            or not scene.is_a(city, "City|Self|Facility|Ward")
        ):
            continue
        body = scene.masked.noun_at(told.start("of")) if told["of"] else _topic(scene, told.start())
        if body is None or not scene.is_a(body, _BODIES):
            continue
        where = scene.entity(city)
        since = scene.date_at(told.start("date")) if _MOVED.search(told["does"]) and told["date"] else None
        yield from scene.draft(scene.entity(body), "locatedIn", where, told.span(), "secretariat-kept", since=since)


def _put_there(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` of a body that keeps its secretariat in a city, or whose line tells where it is."""
    for told in (*_PUTS.finditer(scene.text), *_LINE.finditer(scene.text)):
        seat, city = scene.masked.noun_at(told.start("seat")), scene.masked.noun_at(told.start("city"))
        called = seat.text if seat is not None else told["seat"]
        if called not in ("事務局", "本部") or city is None or not scene.is_a(city, "City|Self"):
            continue
        body = _of_line(scene, told.start()) if told.re is _LINE else _about(scene, told.start())
        if body is not None and body.kind not in _OWNS_NONE:
            yield from scene.draft(
                scene.entity(body), "locatedIn", scene.entity(city), told.span(), "secretariat-put"
            )


def _of_line(scene: Scene, at: int) -> Noun | None:
    """The body that a line names first, else the one spoken of where its secretariat opens it."""
    ahead = next((s.noun for s in scene.of("Organization") if s.at < at), None)
    return ahead or (_topic(scene, at) if not at else None)


def _about(scene: Scene, at: int) -> Noun | None:
    """The body of whatever kind that a sentence is about before a place, else as :func:`_topic` has it."""
    low = scene.text.rfind("。", 0, at) + 1
    named = [s for s in scene.of("Organization") if low <= s.at < at]
    return next((s.noun for s in named if _ABOUT.match(scene.text, s.at + 1)), None) or _topic(scene, at)


_ABOUT = re.compile(r"(?:\([^()]*\))?(?:は|が)")
_OWNS_NONE = frozenset(["Department", "Office", "NationalGovernment", "Company"])


def _topic(scene: Scene, at: int) -> Noun | None:
    """The body that a sentence is about before a place, else the one spoken of where its secretariat opens it."""
    low = scene.text.rfind("。", 0, at) + 1
    ahead = [s for s in scene.of(_BODIES) if low <= s.at < at and scene.text[s.at + 1 : s.at + 2] in "はもが("]
    if ahead:
        return ahead[0].noun
    said = [n for n in scene.discourse.last.values() if scene.is_a(n, _BODIES)]
    opens = re.fullmatch(r"\W{0,3}(?:なお、|また、|現在、)?", scene.text[low:at])
    goes_on = re.match(r"\W{0,3}(?:同)?(?:連盟|会議|協議会|連合|ネットワーク|機構|協会|団体)は", scene.text[low:at])
    return said[-1] if said and (opens or goes_on) else None


def _rooms(scene: Scene) -> Iterator[Draft]:
    """An office in a house of the city, named or not: 市内のプラザおおるりに事務所が開かれています."""
    for told in _ROOMS.finditer(scene.text):
        city, office = scene.masked.noun_at(told.start("city")), scene.masked.noun_at(told.start("office"))
        house = scene.masked.noun_at(told.start("house"))
        if (
            city is None
            or office is None
            or not scene.is_a(office, _HOUSED)
            or not scene.is_a(city, "City|Self|Ward")
        ):
            continue
        if house is not None and not scene.is_a(house, "Facility"):
            continue
        house = house or Noun(0, 0, "Facility", told["house"])
        where = scene.entity(city)
        dates = [v for d, v in scene.dates if d < told.start("office")]
        for place in (scene.entity(house), where):
            yield from scene.draft(scene.entity(office), "locatedIn", place, told.span(), "rooms-in-house")
        when = dates[-1] if len(dates) == 1 else None
        yield from scene.founded(scene.entity(office), when, told.span(), "opening-told")
