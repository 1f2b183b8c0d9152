"""Where a body has its seat, in English: *Headquartered in Lyon since 2018, the Center*; *the Bonn-based network*.

*Oslo has been home to the headquarters of it since 2009*; *From its head office in Ghent, the League serves*;
*runs its secretariat from Turin*; *It is hosted by the City of Kyoto*. One that opens one more office has its seat
elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.engine import Draft
from ..scene import Scene
from ..syntax import Syntax, Who, syntax_of

_N = "[\ue000-\uf8ff]"
_BODIES = "CityNetwork|InternationalOrganization|Organization|Alliance|Foundation"
_CITIES = "City|Self|Ward"
_SEAT = (  # the world secretariat, and no Asian one
    r"(?:(?:(?!(?:\w+(?:an|ese|ic)|regional|local|national|former|first|second) )[A-Z]?[a-z]+ )?"
    r"(?:head office|headquarters|main office|seat|[Ss]ecretariat|[Hh]ead ?[Qq]uarters|home base))"
)
_GOVERNMENT = r"(?:[A-Z][a-z]+ ){0,2}(?:[Gg]overnment|[Mm]unicipality|[Cc]ouncil)"
_PLACE = rf"(?:the )?(?:(?:[Cc]ity|town|port|{_GOVERNMENT}) of )?(?P<city>{_N})"
_BASED = re.compile(rf"\b(?:[Hh]eadquartered|[Bb]ased|[Ss]eated|[Dd]omiciled) (?:in|at) {_PLACE}")
_KEEPS = re.compile(
    r"\b(?P<verb>has(?: had)?|have(?: had)?|had|keeps?|kept|maintains?|runs?|operates?"
    r"|established|set up|opened|located|moved|fixed"
    r"|took up)"
    rf" (?:its|their) {_SEAT} (?:(?:in|at|from|to) {_PLACE}|there\b)"
)
_FROM = re.compile(
    rf"(?:^[^\w{_N[1:-1]}]{{0,3}}|[.;] )(?:From|With|Out of) (?:its|their) {_SEAT} (?:in|at) {_PLACE}"
)
_HOME = re.compile(
    r"(?: (?:city|town))?(?:,[^,.;]{2,40},)? (?:has been|is|was|became|has become|remains|serves as) "
    r"(?:also |now )?"
    r"(?:the )?"
    rf"(?:(?:home|host|seat) (?:of|to|for)|{_SEAT} (?:of|for))(?: the {_SEAT} of)? (?:the )?"
)
_HOSTED = re.compile(r" (?:has|have) (?:hosted|housed|been hosting) (?:the )?")
_HOSTED_BY = re.compile(rf"\b(?:is|are|has been) (?:currently |now |also )?(?:hosted|housed) (?:by|in) {_PLACE}")
_MOVED = re.compile(  # moved here from Geneva in 1996; took up its work in Ghent
    rf"(?P<of> (?:programme|secretariat|office|body))? (?:has |have )?(?:moved|came|relocated"
    r"|transferred|settled|took up (?:its )?work|began (?:its )?work)"
    rf"(?: here| (?:in|to) {_PLACE})(?: from (?:the )?{_N})?(?:,? (?:in|on) (?P<d>{_N}))?"
)
_FOLLOWED = re.compile(rf" followed(?: suit)? in (?P<d>{_N})(?=[.,;]|$)")
_BY_SECRETARIAT = re.compile(rf"(?i:\b(?P<owner>its|the) {_SEAT} (?P<of>of (?:the )?)?)")
_NAMED_BASED = re.compile(rf"(?:the )?(?P<city>{_N})-based ")
_NOT = re.compile(
    r"\b(?:not|never|no longer|until|will|would|plans?|hopes?|propos\w+|bid|bids|formerly|former|could)\b"
)
_SINCE = re.compile(r" (?:since|in|from) (?=[\ue000-\uf8ff])")
_BEGAN = frozenset(["established", "set up", "opened", "located", "moved", "fixed", "took up"])


def seats(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` of a body in the city of its seat."""
    if scene.japanese or not _MAY.search(scene.text) or _NOT.search(scene.text):
        return
    syntax = syntax_of(scene)
    yield from _moved(scene)
    for who, city, span, when in _told(syntax):
        body, noun = syntax.entity(who, _BODIES), scene.masked.noun_at(city)
        if body is None or noun is None or not scene.is_a(noun, _CITIES):
            continue
        where = scene.owner if noun.kind == "Self" else scene.entity(noun)
        yield from scene.draft(body, "locatedIn", where, span, "seat-told", since=when)


_MAY = re.compile(
    r"based\b|[Hh]eadquarter|[Ss]eat\b|seated|[Ss]ecretariat|[Hh]ead office|main office|home to|host to|domiciled"
    r"|(?:hosted|housed) (?:by|in) |\b(?:moved|came|relocated|transferred|settled|work|followed)\b"
)
_Told = tuple[Who, int, tuple[int, int], Interval | None]


def _told(syntax: Syntax) -> Iterator[_Told]:  # noqa: PLR0912 -- one loop a way to tell it
    scene, text = syntax.scene, syntax.text
    for found in _BASED.finditer(text):
        who = syntax.subject(found.start(), found.end())
        if who is not None and not _OPENS_ONE.search(text, 0, found.start()):
            yield who, found.start("city"), (min(who.low, found.start()), found.end()), _since(scene, found.end())
    for found in _KEEPS.finditer(text):
        who = syntax.subject(found.start(), found.end(), finite=True)
        if who is not None:
            ahead = _when_first(scene, found.start()) if found["verb"] in _BEGAN else None
            at = found.start("city") if found["city"] else _there(scene, found)
            yield who, at, (who.low, found.end()), _since(scene, found.end()) or ahead
    for found in _FROM.finditer(text):
        who = syntax.behind_comma(found.end())
        if who is not None:
            yield who, found.start("city"), (found.start(), who.high), None
    for city in scene.of(_CITIES):
        home = _HOME.match(text, city.at + 1)
        who = syntax.at(home.end()) if home else None
        if who is not None:
            yield who, city.at, (city.at, who.high), _since(scene, who.high)
        hosted = _HOSTED.match(text, city.at + 1)
        who = syntax.at(hosted.end()) if hosted else None
        when = _since(scene, who.high) if who is not None else None
        if who is not None and when is not None:
            yield who, city.at, (city.at, who.high), when
    for found in _HOSTED_BY.finditer(text):
        seat = _BY_SECRETARIAT.search(text, 0, found.start())
        if seat is not None and seat["owner"].lower() == "the" and not seat["of"]:
            who = Who(seat.start(), seat.start("owner") + len("the"), "it", False)
        elif seat is not None:
            who = (
                syntax.at(seat.end())
                if seat["of"]
                else next((w for w in syntax.all if w.low == seat.start()), None)
            )
        else:
            who = syntax.subject(found.start(), found.end(), finite=True)
        if who is not None:
            yield who, found.start("city"), (min(who.low, found.start()), found.end()), _since(scene, found.end())
    for found in _NAMED_BASED.finditer(text):
        who = syntax.at(found.end())
        being = _BEING.search(text, 0, found.start())
        if who is None and being and _COMMON.match(text, found.end()):
            who = next((w for w in syntax.all if w.high == being.start()), None)
        if who is not None and who.said in ("name", "body"):
            yield who, found.start("city"), (min(who.low, found.start()), max(who.high, found.end())), None


def _there(scene: Scene, told: re.Match[str]) -> int:
    """The one city that a sentence names before *there*: Turku leads it, and the League has its seat there."""
    ahead = [s.at for s in scene.of(_CITIES) if s.at < told.start()]
    return ahead[0] if len(ahead) == 1 else -1


def _moved(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` of a body that came to a city, the document's own where it came *here*; and of who followed."""
    for at, end, body in _bodies(scene):
        told = _MOVED.match(scene.text, end)
        noun = scene.masked.noun_at(told.start("city")) if told and told["city"] else None
        if told is None or (told["city"] and (noun is None or not scene.is_a(noun, _CITIES))):
            continue
        where = scene.owner if noun is None or noun.kind == "Self" else scene.entity(noun)
        since = scene.date_at(told.start("d")) if told["d"] else _right_before(scene, at)
        if where is None or where.kind != "City":
            continue
        scene.discourse.seated = (scene.discourse.block, where)
        yield from scene.draft(
            body, "locatedIn", where, (at, told.end()), "seat-moved", since=since, done=bool(since)
        )
    seated = scene.discourse.seated
    for at, end, body in _bodies(scene) if seated is not None and seated[0] == scene.discourse.block else ():
        told = _FOLLOWED.match(scene.text, end) if at <= _OPENS else None
        since = scene.date_at(told.start("d")) if told else None
        if told is not None and seated is not None:
            span = (at, told.end())
            yield from scene.draft(body, "locatedIn", seated[1], span, "seat-followed", since=since, done=True)


def _bodies(scene: Scene) -> Iterator[tuple[int, int, Entity]]:
    """The bodies of a sentence, from where to where: by name, or by the letters behind what they are called."""
    for spot in scene.of(_BODIES):
        letters = _LETTERS.match(scene.text, spot.at + 1)
        if (body := scene.entity(spot.noun)) is not None:
            yield spot.at, letters.end() if letters else spot.at + 1, body
    for told in _BY_LETTERS.finditer(scene.text):
        yield told.start(), told.end(), scene.discourse.minter.named("Organization", told["n"])


def _right_before(scene: Scene, at: int) -> Interval | None:
    """The date that stands right before a body: and in the same year the secretariat of."""
    near = [v for d, v in scene.dates if 0 < at - d <= len("N the ")]
    return near[-1] if near else None


_OPENS = len("The secretariat of the ")
_LETTERS = re.compile(r" \([^()]{2,12}\)")
_BY_LETTERS = re.compile(r"\bsecretariat of (?:the )?[a-z ]{3,40} \((?P<n>[A-Z]{3,9})\)")  # of a convention
_OPENS_ONE = re.compile(r"\b(?:partners?|companies|students|firms?|artists?|members) $")
_BEING = re.compile(r",(?: an?| the)? $")
_COMMON = re.compile(
    r"(?:[a-z-]+ ){0,2}(?:organi[sz]ation|network|association|body|alliance|secretariat|agency|nonprofit)\b"
)


def _since(scene: Scene, end: int) -> Interval | None:
    told = _SINCE.match(scene.text, end)
    return scene.date_at(told.end()) if told else None


def _when_first(scene: Scene, before: int) -> Interval | None:
    """The date that a sentence opens with: In 2018 the Center established its seat in."""
    return next((v for d, v in scene.dates if d < min(before, _FIRST)), None)


_FIRST = 8
