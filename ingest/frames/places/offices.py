"""Offices abroad: which city has one, where, since when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ....ontology.model import Entity
from ...matching.engine import Draft
from ...nouns.body_words import english
from ...text.mask import Noun
from ..scene import Scene, Spot
from ..words import word
from .bodies_meant import spoken_by_end
from .office_verbs import dated_from, is_no_office, is_of_the_office, keeps_now


@lru_cache(1 << 8)
def _lists_offices(heading: str) -> bool:
    return word("office_list").search(heading) is not None


def offices(scene: Scene) -> Iterator[Draft]:  # noqa: PLR0911 -- one return a sentence that is of none
    """``operatesOfficeIn``, ``hasOverseasOffice`` with its place, and its opening."""
    context = (
        scene.of("Office")
        or word("office").search(scene.masked.clean.text)
        or any(_lists_offices(m.clean.text) for m in scene.discourse.above)
        or any(n.kind == "Office" for m in scene.discourse.headings[-1:] for n in m.nouns)
    )
    if not context or scene.officed or (scene.japanese and _of_seats_only(scene)):
        return
    yield from _under_its_name(scene)
    body = None
    if scene.japanese:
        scene.discourse.keeps_offices = _university(scene) or scene.discourse.keeps_offices
        body = _body_spoken_of(scene)
        yield from _counted(scene, body or keeper(scene))
    if body is not None:
        yield from _of_the_body(scene, body)
        return
    if scene.japanese and scene.says("else_office"):
        return  # of a company, a bank, the prefecture
    if not scene.japanese and _OF_OTHERS.search(scene.text):
        return
    subject = keeper(scene)
    if subject is None:
        return
    places = [s for s in scene.of("City|Country") if not scene.is_own(s.noun) and not scene.at_home(s.noun)]
    places = [s for s in places if not _of_a_body(scene, s) and not _of_anothers(scene, s)]
    lands = {s.noun.country for s in places if s.noun.kind == "City"}
    places = [s for s in places if s.noun.kind == "City" or s.noun.country not in lands]
    yield from _named(scene, places)
    if not scene.says("opened" if scene.japanese else "opened_en") or _MISSIONS.search(scene.masked.clean.text):
        return
    if scene.of("InternationalOrganization|CityNetwork|NationalGovernment|Company|University|Facility"):
        return
    chosen = [s for s in places if _is_seat(scene, s)]
    groups = scene.groups(
        [s for s in places if any(s in g for g in scene.groups(places) for c in chosen if c in g)]
    )
    for group, when in zip(groups, scene.dated(groups), strict=True):
        since = when if _dates_it(scene, group[-1].at) else None
        for spot in group:
            span = (group[0].at, _end(scene, group[-1].at))
            yield from scene.draft(
                scene.entity(subject), "operatesOfficeIn", scene.entity(spot.noun), span, "office-told", since=since
            )


def _dates_it(scene: Scene, at: int) -> bool:
    """Whether a date of the sentence can be when the office at a place was opened."""
    return not scene.japanese or not keeps_now(scene, at) or dated_from(scene)


def _body_spoken_of(scene: Scene) -> Noun | None:
    """The body whose offices a sentence tells: 同公社の海外事務所は, 協会は…に事務所を; 本部は…にあり goes on."""
    bodies = [s for s in scene.of(_BODY) if s.noun.kind not in _NO_KEEPER]
    told = next((s.noun for s in bodies if _KEEPS_SOME.match(scene.text, s.at + 1)), None)
    if told is not None:
        return told
    taken = _TAKEN_UP.match(scene.text)
    if taken is not None:
        return spoken_by_end(scene, taken["end"])
    before = scene.discourse.before
    if before is None or not _ITS_SEAT.match(scene.masked.clean.text):
        return None
    opened = [n for n in before.nouns if scene.is_a(n, _BODY) and n.kind not in _NO_KEEPER]
    return next((n for n in opened if _TOPIC.match(before.clean.text, n.end)), None)


def _of_seats_only(scene: Scene) -> bool:
    """Whether a sentence tells of a secretariat or a seat, and of no office: 本部事務局はボンにあり."""
    return _SEATS_NAMED.search(scene.masked.clean.text) is not None and not scene.may_say("office")


def _university(scene: Scene) -> Noun | None:
    """The university that a sentence about offices abroad is about: A大学は、B国とC国に海外オフィスを開いた."""
    if not _OVERSEAS.search(scene.masked.clean.text):
        return None
    return next((s.noun for s in scene.of("University") if _TOPIC.match(scene.text, s.at + 1)), None)


def _of_the_body(scene: Scene, body: Noun) -> Iterator[Draft]:
    """Its offices abroad: the cities that the clause which says so lists, not that of its seat."""
    if _MISSIONS.search(scene.masked.clean.text):
        return
    for told in _HAS_THERE.finditer(scene.text):
        low = max(scene.text.rfind(mark, 0, told.start()) + len(mark) for mark in _CLAUSE_ENDS)
        listed = [s for s in scene.of(_SEATS) if low <= s.at <= told.start() and not scene.at_home(s.noun)]
        for group in [g for g in scene.groups(listed) if g[-1].at == told.start()]:
            for spot in group:
                span = (group[0].at, told.end())
                where = scene.entity(spot.noun)
                yield from scene.draft(scene.entity(body), "operatesOfficeIn", where, span, "office-of-body")


def _counted(scene: Scene, whose: Noun | None) -> Iterator[Draft]:
    """海外事務所は台北、香港とあわせて3カ所になる: the list that the count is of."""
    told = _COUNTED.search(scene.text)
    if told is None or whose is None:
        return
    offices = scene.masked.noun_at(told.start("offices")) if told["offices"] else None
    if told["offices"] and (offices is None or not re.search(r"(?:海外|在外|国外)", offices.text)):
        return
    for spot in scene.of(_SEATS):
        if told.start("list") <= spot.at < told.end("list") and not scene.at_home(spot.noun):
            where = scene.entity(spot.noun)
            yield from scene.draft(scene.entity(whose), "operatesOfficeIn", where, told.span(), "offices-counted")


_SEATS_NAMED = re.compile("(?:事務局|本部)(?:は|が|を|も)")
_OVERSEAS = re.compile("(?:海外|国外|現地)の?(?:事務所|拠点|オフィス)|海外キャンパス")
_BODY = "Organization"
_SEATS = "City|Country"
_NO_KEEPER = frozenset(["Office", "Department", "NationalGovernment", "Company", "University", "CityNetwork"])
_KEEPS_SOME = re.compile(
    r"(?:\([^()]*\))?(?:が(?:海外|国外)に(?:持つ|置く|構える)|の(?:海外|在外|現地|国外)?)(?:事務所|拠点|[\ue000-\uf8ff])(?:は|が)"
    r"|(?:\([^()]*\))?は、?(?=[^。]{0,80}に、?(?:海外|現地|駐在員)?(?:事務所|拠点|オフィス)を(?:置|構え|開設し|設け|持))"
)
_TAKEN_UP = re.compile(r"同(?P<end>[一-鿿]{2,4})(?:の(?:海外|在外|現地)?(?:事務所|拠点|[\ue000-\uf8ff])は|は)")
_ITS_SEAT = re.compile(r"(?:本部|事務局|本拠)(?:は|を|が)")
_TOPIC = re.compile(r"(?:\([^()]*\))?(?:は|も)")
_HAS_THERE = re.compile(
    r"[\ue000-\uf8ff](?:市|都)?(?:など|等)?に(?:も|は)?、?(?:海外|現地|駐在員|それぞれ)?(?:事務所|拠点|オフィス|[\ue000-\uf8ff])"
    r"を(?:置|構え|開設し|設け(?!る予定)|持)"
)
_CLAUSE_ENDS = ("。", "あり、", "置き、", "は、", "し、")
_COUNTED = re.compile(
    r"(?:(?:海外|在外|国外)の?(?:事務所|拠点|オフィス)|の(?P<offices>[\ue000-\uf8ff]))は、?(?P<list>[^。]*?)(?:市)?"
    r"(?:と|を|も)(?:合わせて|あわせて|合わせ|あわせ|加えて|含めて|含め)、?(?:計|合計)?"
    r"(?:[\ue000-\uf8ff]|\d+|[一二三四五六七八九十]+)(?:[カかヶ箇]所|つ)?(?:に|と|で|。|$)"
)
_OF_OTHERS = re.compile(  # by an office of the port authority, the chamber's office
    r"\b[Tt]he (?!city|town|municipality|prefecture|province|county)"
    r"[a-z]+['’]s (?:[\w\ue000-\uf8ff-]+ ){0,3}[Oo]ffice\b"
    r"|\b(?:[Oo]ffices?|[Dd]esks?|[Bb]ranch(?:es)?|[Rr]epresentation) of (?:the |an? )?(?!city\b"
    r"|City\b|municipality|[\ue000-\uf8ff])[\w ]*?"
    rf"(?:{english()}|council|government)\b"
)
_MISSIONS = re.compile("公館|領事館|大使館")
_SEAT = re.compile(
    r"(?P<seat>本部|事務局|本拠|[\ue000-\uf8ff])(?:の所在地)?(?:は|が|を|も)、?(?:[\ue000-\uf8ff](?:の|・))?$"
)


_POSSESSED = re.compile(
    r"市?(?:内|市内)?(?:に(?:ある|所在する|置かれた|構える)|の)(?P<whose>[^。、]{0,12}?)の(?:[^。、]{0,6}?)(?:事務所|拠点|オフィス|駐在|[\ue000-\uf8ff])"
)
_OWN_OFFICE = re.compile(r"(?:本市|当市|市|同市)$")


def _of_anothers(scene: Scene, spot: Spot) -> bool:
    """Whether the office there is another's: 台北にある愛媛県の事務所."""
    told = _POSSESSED.match(scene.text, spot.at + 1) if scene.japanese else None
    if told is None or not told["whose"] or _OWN_OFFICE.search(told["whose"]):
        return False
    inner = [s for s in scene.spots if told.start("whose") <= s.at < told.end("whose")]
    return not any(scene.is_own(s.noun) for s in inner)


def _of_a_body(scene: Scene, spot: Spot) -> bool:
    """Whether a city is where a network has its seat, a country its embassy: UCLGの事務局はジャカルタに."""
    told = _SEAT.search(scene.text, 0, spot.at) if scene.japanese else None
    noun = scene.masked.noun_at(told.start("seat")) if told else None
    if told is None or noun is None:
        return told is not None
    return noun.kind == "Office" and bool(re.search("事務局|本部|大使館|領事館|代表部", noun.text))


def _under_its_name(scene: Scene) -> Iterator[Draft]:
    """(1) ワシントン州事務所, and below it 平成2年、シアトルに開設: said of the office above.

    Its place may stand beside it (◇大邱事務所 所在地:大邱広域市) or in a line of its own.
    """
    if scene.discourse.kind == "heading" or scene.of("Organization") or not scene.discourse.headings:
        return
    above = scene.discourse.headings[-1]
    named = [n for n in above.nouns if n.kind == "Office" and re.search("事務所|オフィス|駐在|拠点|Office", n.text)]
    if len(named) != 1:
        return
    beside = _SITE.search(above.text)
    around = above.clean.text.replace(named[0].text, "")
    if beside is None and (len(around) > _AROUND_A_NAME or _TELLS.search(around)):
        return
    if (site := _SITE.match(scene.text)) is not None:
        noun = scene.masked.noun_at(site.end())
        yield from _at_its_site(scene, scene.entity(named[0]), Spot(site.end(), noun)) if noun else ()
        return
    if not scene.japanese and _ALSO_HAVE.search(scene.text):
        return  # others' offices there
    opened = scene.says("opened" if scene.japanese else "opened_en")
    places = [s for s in scene.of("City") if not scene.is_own(s.noun) and not scene.at_home(s.noun)]
    seats = [s for s in places if _is_seat(scene, s) or word("seated").match(scene.text, s.at + 1)]
    seat = above.noun_at(beside.end()) if beside is not None and not places else None
    if seat is not None and scene.is_a(seat, "City|Country") and not scene.at_home(seat):
        seats = [Spot(-1, seat)]
    office = scene.entity(named[0])
    if opened is None or len(seats) != 1 or scene.says("moved"):
        return
    since = scene.dates[0][1] if len(scene.dates) == 1 else None
    span = (max(seats[0].at, 0), max(seats[0].at + 1, opened.end()))
    where = scene.entity(seats[0].noun)
    yield from scene.draft(scene.owner, "hasOverseasOffice", office, span, "office-below", since=since)
    yield from scene.draft(scene.owner, "operatesOfficeIn", where, span, "office-below", since=since)
    yield from scene.draft(office, "locatedIn", where, span, "office-below")
    yield from scene.founded(office, since, span, "office-below")


_ALSO_HAVE = re.compile(r"\balso (?:have|has|keeps?|runs?|maintains?)\b")
_AROUND_A_NAME = 12
_TELLS = re.compile("[をがはに]|閉|開|設|廃|休止|新|へ$")  # a headline: ソウルの事務所を閉じる方針
_SITE = re.compile(r"(?:^\W{0,3}|[\s(])(?:所在地|設置場所|場所|設置(?:都市|地))\s?[:：]?\s?(?=[\ue000-\uf8ff])")


def _at_its_site(scene: Scene, office: Entity | None, seat: Spot) -> Iterator[Draft]:
    """Where the office above is, by a line that tells no more: 所在地:大邱広域市."""
    if not scene.is_a(seat.noun, "City|Country") or scene.at_home(seat.noun):
        return
    where, span = scene.entity(seat.noun), (seat.at, seat.at + 1)
    yield from scene.draft(scene.owner, "hasOverseasOffice", office, span, "office-below")
    yield from scene.draft(office, "locatedIn", where, span, "office-below")


def keeper(scene: Scene) -> Noun | None:
    """Whose offices a sentence tells: who at home it is about, else its section's university, else the own one."""
    for spot in scene.of("City|Prefecture|Self"):
        if spot.noun.kind == "Self":
            break
        if scene.at_home(spot.noun) and re.match(r"(?:は|が|も|では)", scene.after(spot.at)):
            return spot.noun
    opens = scene.of("City|Prefecture")[:1] if scene.discourse.kind in ("item", "row") else []
    if opens and opens[0].at <= _OPENS and scene.at_home(opens[0].noun) and _ENTRY.match(scene.after(opens[0].at)):
        return opens[0].noun  # 広島県 上海事務所が担当: a list's line is of the municipality that it opens with
    if scene.discourse.keeps_offices is not None and not scene.of("Self"):
        return scene.discourse.keeps_offices
    owner = scene.discourse.frame.owner
    return scene.as_noun(owner) if owner else None


_OPENS = 3
_ENTRY = re.compile(r"\s?[\s(:：|/／・]\s?[^市は]")


_NEAR = 24  # characters from a place to the office that is said to be there
_ABOUT_AN_OFFICE = re.compile(r"(?:から|に(?:お願い|依頼|委託|照会|問い合わせ)|の(?:協力|職員|所長|担当|案内))")
_KEPT = re.compile(r"(?:\([^()]*\))?[」』]?(?:を|が|も|は|の(?:開設|設置|開所)|として)")
_OFFICE_WORD = re.compile(r"事務所|拠点|オフィス|駐在(?:員|所)?|デスク|窓口")


def _only_asked(scene: Scene) -> bool:
    """Whether somebody came from an office or was asked there, and none is said to be kept."""
    ends = [s.at + 1 for s in scene.of("Office")] + [m.end() for m in _OFFICE_WORD.finditer(scene.text)]
    about = any(_ABOUT_AN_OFFICE.match(scene.text, end) for end in ends)
    return about and not any(_KEPT.match(scene.text, end) for end in ends)


def _is_seat(scene: Scene, spot: Spot) -> bool:
    tail = scene.text[spot.at + 1 :]
    if scene.japanese and (_only_asked(scene) or is_no_office(scene, spot.at)):
        return False
    if scene.japanese:
        return bool(
            re.match(
                r"(?:市|都)?(?:内|市内)?(?:など|等)?(?:の[\ue000-\uf8ff])?(?:に(?!つ[いき]|関|対|とっ|よ[りる]|比べ|加え)|で"
                r"|、(?![^。に]{0,40}?と(?:結|提携|締結|調印|姉妹|友好|も|\Z))[^。]{0,30}(?:に|で))",
                tail,
            )
            and word("office").search(scene.masked.clean.text)
        ) or bool(
            re.match(
                r"(?:市)?(?:に(?!つ[いき]|関|対|とっ)|、(?![^。に]{0,40}と(?:結|提携|姉妹|友好))|と(?=[\ue000-\uf8ff])|・)",
                tail,
            )
            and word("office_verb").search(tail[:40])
        )
    return bool(
        re.search(r"\b(?:in|to|at) (?:the )?$", scene.before(spot.at, 10)) and is_of_the_office(scene, spot.at)
    )


_IN_A_HOUSE = re.compile(r"の(?:中|なか|一角|館内|\d{1,2}階)に(?:は)?、?$")


def _named(scene: Scene, places: list[Spot]) -> Iterator[Draft]:
    """上海事務所 of the city: opened when, and where."""
    subject = keeper(scene)
    for spot in scene.of("Office"):
        bodies = [
            p
            for p in spot.noun.parts
            if scene.is_a(p, "InternationalOrganization|CityNetwork|NationalGovernment|Country|Company")
            or (p.kind == "Prefecture" and not scene.is_own(p))
        ]
        if bodies or re.search("大使館|領事館|代表部|事務局|本部|Embassy|Consulate|Secretariat", spot.noun.text):
            continue
        if not re.search("事務所|オフィス|拠点|駐在|Office|Desk", spot.noun.text) or _OF_A_SOCIETY.search(
            spot.noun.text
        ):
            continue
        if _BODY_AHEAD.search(scene.masked.plain(max(0, spot.at - 8), spot.at)):
            continue  # 振興機構|上海事務所: the body's own
        inner = [p for p in spot.noun.parts if p.kind == "City" and not scene.is_own(p) and not scene.at_home(p)]
        if any(
            re.match(r"(?:市)?(?:内|市内)?(?:の[^。、をがは]{1,20})?に", scene.after(s.at))
            for s in scene.of("City|Self")
            if scene.is_own(s.noun)
        ):
            continue
        if _IN_A_HOUSE.search(scene.text, 0, spot.at) and not any(p.at < spot.at for p in places):
            continue  # 会館の中にリヨン事務所が開かれ: in the house, whatever its name
        near = [p for p in places if abs(p.at - spot.at) < 40 and _holds(scene, p, spot)]
        office = scene.entity(spot.noun)
        opened = scene.says("opened_then" if scene.japanese else "opened_en")
        opened = opened or (_WAS_OPENED.match(scene.text, spot.at + 1) if scene.japanese else None)
        seat_at = min([spot.at, *(p.at for p in places if 0 < spot.at - p.at < _NEAR)])
        if opened is not None and (scene.is_anniversary(opened.end()) or not _dates_it(scene, seat_at)):
            opened = None  # 開所10周年を迎えた
        if "の" in spot.noun.text and not opened:
            continue  # ニューヨークの米州事務所の立地を: an office spoken of, under no name of its own
        groups = [[spot]]
        when = scene.dated(groups)[0]
        if when is None and len(scene.dates) == 1 and opened:
            when = scene.dates[0][1]
        span = (spot.at, _end(scene, spot.at))
        inner = [] if scene.of("Country") else inner
        told = None if scene.japanese else _ITS_CITY.search(scene.text, 0, spot.at)
        seat = scene.masked.noun_at(told.start("city")) if told is not None else None
        where = seat or (near[0].noun if near else (inner[0] if inner else None))
        if where is None:
            continue
        since, city = when if opened else None, scene.entity(where)
        whose = scene.entity(subject) if subject is not None else None
        yield from scene.draft(whose, "hasOverseasOffice", office, span, "office-named", since=since)
        yield from scene.draft(whose, "operatesOfficeIn", city, span, "office-named", since=since)
        yield from scene.draft(office, "locatedIn", city, span, "office-named")
        yield from scene.founded(office, since, span, "office-named")


_WAS_OPENED = re.compile("(?:は|が)、?[^。がを]{0,60}?(?:開かれ|店開き|店びらき|業務を始め)")  # itself
_ITS_CITY = re.compile(r"\b[Oo]ffice (?:in|at) (?P<city>[\ue000-\uf8ff]), (?:called |known as )?(?:the )?$")
_BODY_AHEAD = re.compile("(?:機構|協会|会議所|公社|財団|銀行|組合|大学|株式会社|センター)$")
_OF_A_SOCIETY = re.compile("(?:協会|会議所|銀行|組合|大学|株式会社)[ァ-ヴー一-鿿]{0,8}(?:事務所|オフィス|駐在)")


def _holds(scene: Scene, where: Spot, office: Spot) -> bool:
    """Whether a place is where the office is: ニューヨークに, ニューヨークの事務所, in New York."""
    if not scene.japanese:
        return bool(re.search(r"\b(?:in|to) (?:the )?$", scene.before(where.at, 9)))
    if re.match(r"(?:市|都)?(?:内|市内)?(?:に|で|へ)", scene.after(where.at)):
        return True
    return where.at < office.at and bool(
        re.fullmatch(r"(?:市)?の(?:[^。、]{0,6})", scene.text[where.at + 1 : office.at])
    )


def _end(scene: Scene, at: int) -> int:
    verb = scene.says("opened" if scene.japanese else "opened_en", at)
    return verb.end() if verb else at + 1
