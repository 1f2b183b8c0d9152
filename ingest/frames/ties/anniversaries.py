"""Anniversaries of ties: which one, with whom, in which year, and when the tie began by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....ontology.edtf import Interval
from ....ontology.model import Status
from ...dates.reckoning import beginning
from ...dates.reckoning import year_of as whole_year
from ...matching.engine import Draft
from ...text.mask import Noun
from ..parties import government, names_unknown
from ..scene import Scene, Spot
from ..words import word
from .anniversary_years import of_beginning, year_of
from .jubilees import takes_up_ports
from .other_jubilees import is_of_another, is_of_something
from .partners import may_be_partner
from .tie_words import said_tie, tie_of_passage
from .ties import PARTNER
from .with_whom import with_whom


def anniversaries(scene: Scene) -> Iterator[Draft]:
    """``tieAnniversaryWith``, and the year it gives for the tie."""
    ordinals = scene.of("Anniversary")
    if not ordinals or scene.kin or (not scene.japanese and takes_up_ports(scene)):
        return
    paired = any(word("pact").search(s.noun.text) for s in ordinals) or scene.says("pact")
    context = said_tie(scene) or tie_of_passage(scene) or (paired and scene.owner) or _asked(scene)
    told_of = (
        _entry(scene)
        or any(_turning(scene, s) for s in ordinals)
        or _TURNS_WITH.search(scene.text)
        or _of_bond(scene, ordinals)
        or any(_from_paper(scene, s) for s in ordinals)
    )
    if not context and (told_of or with_whom(scene)):
        context = scene.discourse.plain_tie or (scene.owner if _of_bond(scene, ordinals) else None)
    partners = [s for s in scene.of(PARTNER) if not scene.is_own(s.noun) and may_be_partner(scene, s)]
    partners = [s for s in partners if not scene.at_home(s.noun)] or (
        partners if not _japanese_owner(scene) or said_tie(scene) else []
    )
    subject = scene.owner
    if subject is None or not context:
        return
    for number, ordinal in enumerate(ordinals):
        earlier = ordinals[number - 1].at if number else -1
        near = _whose(scene, ordinal, earlier, partners)
        if not near and len(partners) == 1 and number and partners[0].at < ordinals[0].at:
            near = partners  # 10周年の平成7年に…、30周年の平成27年に: of the one that the sentence is about
        year = scene.reckoning.turns.get(ordinal.at) or year_of(scene, ordinal, earlier)
        of_else = is_of_another(scene, ordinal, partners)
        if of_else or (year is None and _TOWARDS.match(scene.text, ordinal.at + 1)):
            continue  # 50周年に向けて: some day
        if len(near) < _BOTH and _EACH.search(scene.before(ordinal.at)):
            continue  # それぞれ40周年: of more than the passage last named
        for spot in (s for s in near if not _of_another_paper(scene, s, ordinal)):
            span = (min(spot.at, ordinal.at), ordinal.at + 1)
            object_ = government(scene, scene.entity(spot.noun))
            if subject.kind == "Port" and (object_ is None or object_.kind != "Port"):
                continue  # a port's page that tells of its city's ties
            nth = f"{ordinal.noun.value:.0f}" if isinstance(ordinal.noun.value, float) else ""
            nears = scene.japanese and word("nears").match(scene.text, ordinal.at + 1) is not None
            turning = (spot.at > ordinal.at and scene.japanese) or nears  # whatever is planned for it, it comes
            fell = scene.is_past(year) and word("falls").match(scene.text, ordinal.at + 1)  # whatever was put off
            told = list(
                scene.draft(
                    subject,
                    "tieAnniversaryWith",
                    object_,
                    span,
                    "anniversary-told",
                    since=year,
                    key=(("ordinal", nth),),
                    done=turning or bool(fell),
                )
            )
            if turning and not scene.is_past(year):
                told = [draft._replace(status=Status.PLANNED) for draft in told]
            yield from told
            tie = said_tie(scene) or tie_of_passage(scene)
            if tie and isinstance(tie.value, str) and (reckoned := _begun(scene, ordinal, year)):
                began, arithmetic = reckoned
                yield from scene.draft(
                    subject,
                    tie.value,
                    object_,
                    span,
                    "anniversary-told",
                    since=began,
                    inferred=True,
                    basis=arithmetic,
                    done=bool(told),  # the anniversary may be to come; the tie is not
                )


_OF_BOND = re.compile("友好|姉妹|交流|提携|盟約|パートナー|協力|連携")


def _of_another_paper(scene: Scene, spot: Spot, ordinal: Spot) -> bool:
    """Whether the years are those of an agreement with a city that ties none: A市との災害時応援協定が10周年."""
    if not scene.japanese or spot.at > ordinal.at:
        return False
    between = scene.masked.within(spot.at + 1, ordinal.at)
    paper = any(n.kind in ("AgreementWord", "Agreement") for n in between)
    tied = any(n.kind == "Tie" for n in between) or _OF_BOND.search(scene.masked.plain(spot.at + 1, ordinal.at))
    return paper and not tied


def _begun(scene: Scene, ordinal: Spot, year: Interval | None) -> tuple[Interval, str] | None:
    """When the tie began by its anniversary, and the arithmetic, unless its beginning is told and is another."""
    if year is None or scene.discourse.tied_on is not None or not isinstance(ordinal.noun.value, float):
        return None
    reckoned = beginning(
        round(ordinal.noun.value), year if _fell_then(scene, ordinal, year) else whole_year(year) or year
    )
    begun = [v for d, v in scene.dates if of_beginning(scene, d)]  # 昭和60年に結び、本年で41年
    return reckoned if reckoned and (not begun or any(v.overlaps(reckoned[0]) for v in begun)) else None


def _fell_then(scene: Scene, ordinal: Spot, when: Interval) -> bool:
    """Whether an anniversary is said to have fallen on a date; a feast is held on any day of its year."""
    if when.precision not in ("day", "month") or not scene.japanese:
        return True
    ahead = [d for d, v in scene.dates if v == when and d < ordinal.at]
    then = _ON_THE_DAY.fullmatch(scene.text, ahead[-1] + 1, ordinal.at) if ahead else None
    return then is not None and (bool(then["by"]) or _FALLS.match(scene.text, ordinal.at + 1) is not None)


_ON_THE_DAY = re.compile(
    r"(?:(?P<by>[でが])|には?|は)?、?(?:[\ue000-\uf8ff](?:都市)?の?)?(?:提携|締結|調印)?(?:から|の)?(?:ちょうど|満|丸)?"
)
_FALLS = re.compile(r"(?:を迎え|に当た|にあた|[とに]な)(?:る|った|ります|りました|た|ました|ます)?(?:[。]|$)")


def _from_paper(scene: Scene, ordinal: Spot) -> bool:
    """Whether the years are counted from an agreement: 今年は協定から5周年です."""
    paper = scene.masked.noun_at(ordinal.at - 3) if scene.before(ordinal.at, 2) == "から" else None
    return paper is not None and paper.kind == "AgreementWord"


_TURNS_WITH = re.compile(
    r"^(?:また、|なお、)?(?:[\ue000-\uf8ff](?:は|が|には|\s)?)?\s?[\ue000-\uf8ff](?:市|都)?との[\ue000-\uf8ff]"
    r"(?:で(?:す|し|あ)|に(?:あ|当)|を(?:迎|祝)|の(?:年|節目)|。?$)"
)
_TURNING = re.compile(
    r"(?:を(?:迎え|祝)(?:る|た)|(?:と|に)なる|に(?:あた|当た)る)(?:[\ue000-\uf8ff](?:の|・|に(?:は)?、?)?)?"
)
_WITH = re.compile(r"(?: of (?:the|our|its) [a-z]+)? with (?:the )?(?:[Cc]ity of )?(?:[\ue000-\uf8ff]['’]s )?")
_UNKNOWN = re.compile("[A-ZÀ-Þ]")  # with a city that no list knows
_FROM_UNKNOWN = re.compile(r"\b(?:from|with) (?!(?:Lord |Deputy )?Mayor|Mr|Ms|Dr|Prof)[A-ZÀ-Þ][a-zà-ÿ]")
_WITH_HERE = re.compile("市?(?:とは|との)")
_AS_FOR = re.compile(r"市?(?:\([^()]*\))?と(?:は|の)")
_TOWARDS = re.compile("に向け")
_EACH = re.compile("それぞれ|ともに|共に|揃って|そろって")
_BOTH = 2


def _whose(scene: Scene, ordinal: Spot, earlier: int, partners: list[Spot]) -> list[Spot]:
    """The cities with which a tie turns so old: named before it, behind it in English, else spoken of."""
    celebrated = word("event_behind").match(scene.text, ordinal.at + 1)
    if (word("other_anniversary").search(scene.before(ordinal.at, 14)) or celebrated) and not (
        partners and celebrated
    ):
        return _of_only_tie(scene, ordinal) if celebrated else []
    since = re.search(r"([\ue000-\uf8ff])から$", scene.before(ordinal.at, 4))
    start = scene.masked.noun_at(ordinal.at - 3) if since else None
    if start is not None and start.kind not in ("Tie", "Date", "City", "AgreementWord"):
        return []
    if not scene.japanese and (behind := _right_behind(scene, ordinal, partners)) is not None:
        return behind
    near = [s for s in partners if earlier < s.at < ordinal.at]
    if scene.japanese and len(near) > 1 and _AS_FOR.match(scene.text, near[-1].at + 1):
        near = scene.groups(near)[-1]  # A市とは36年目、B市とは来年で40年: of the one told last
    if scene.japanese and not near:  # 東海市とは提携40周年: a city here has such a tie as well
        here = [s for s in scene.of("City") if earlier < s.at < ordinal.at and not scene.is_own(s.noun)]
        near = [s for s in here[-1:] if _WITH_HERE.match(scene.text, s.at + 1)]
    if scene.japanese and not near:  # 来年2月に30周年を迎えるA市から
        near = _turning(scene, ordinal)
    if not scene.japanese:
        clause = max(scene.text.rfind(mark, 0, ordinal.at) for mark in ("; ", ". "))
        near = [s for s in near if s.at > clause] or near
    if not near and earlier < 0 and not scene.japanese:
        near = [s for s in partners if s.at > ordinal.at][:1]
    if near:
        return near
    guests = [s for s in scene.of("City") if s.at < ordinal.at and not scene.at_home(s.noun)]
    if guests and not partners and scene.japanese:  # A市から市長が来訪、提携20周年を祝う
        return [s for s in guests[-1:] if word("come_from").match(scene.text, s.at + 1)]
    goes_on = not partners or (scene.japanese and _under(scene) is not None)
    spoken = [Spot(ordinal.at, n) for n in _spoken_of(scene, ordinal)] if goes_on else []
    spoken = spoken or (_of_only_tie(scene, ordinal) if goes_on and _feast(scene, ordinal) else [])
    return spoken or _of_its_page(scene, ordinal)


_CHRONICLED = re.compile(
    r"[^\w\ue000-\uf8ff]{0,3}[\ue000-\uf8ff][\s、:：]+(?:[\ue000-\uf8ff]の)?(?:[\ue000-\uf8ff]?(?:提携|締結|盟約|縁組)(?:から)?)?"
)
_OF_A_TIE = re.compile("提携|締結|盟約|縁組|姉妹|友好")


def _of_its_page(scene: Scene, ordinal: Spot) -> list[Spot]:
    """The one city abroad that a page's title names, where a line of its chronology opens with the anniversary.

    1999年 提携25周年、市長がA市へ on the page of A市; a line that names another city is of another tie.
    """
    line = _CHRONICLED.fullmatch(scene.text, 0, ordinal.at) if scene.japanese else None
    if line is None or not _OF_A_TIE.search(ordinal.noun.text + scene.before(ordinal.at)):
        return []
    title = scene.discourse.headings[0].nouns if scene.discourse.headings else ()
    away = {scene.entity(n): n for n in title if n.kind == "City" and not scene.at_home(n)}
    named = [s.noun for s in scene.of("City") if not scene.at_home(s.noun)]
    if len(away) != 1 or any(scene.entity(n) not in away for n in named):
        return []
    return [Spot(ordinal.at, noun) for noun in away.values()]


def _feast(scene: Scene, ordinal: Spot) -> bool:
    """Whether what is held for the anniversary is named right behind it: 50周年の|記念事業."""
    noun = scene.masked.noun_at(ordinal.at + (2 if scene.after(ordinal.at, 1) == "の" else 1))
    return noun is not None and word("event_behind").match(noun.text) is not None


_OF_PACT = re.compile("(?:提携|締結|調印|盟約)(?:から|の|より)?$")


def _of_only_tie(scene: Scene, ordinal: Spot) -> list[Spot]:
    """The one city abroad of the document, where its tie's feast is told: 提携から50周年の記念事業の分を含む."""
    away = list(scene.discourse.away.values())
    own = scene.japanese and len(away) == 1 and _OF_PACT.search(scene.before(ordinal.at, 6)) is not None
    return [Spot(ordinal.at, away[0])] if own and not scene.of(_OTHERS) else []


def _right_behind(scene: Scene, ordinal: Spot, partners: list[Spot]) -> list[Spot] | None:
    """Those with whom an English sentence tells it at once: the fifth with Zadar and with Namur."""
    told = _WITH.match(scene.text, ordinal.at + 1)
    for group in scene.groups(partners) if told else ():
        if told and (here := next((i for i, s in enumerate(group) if s.at == told.end()), None)) is not None:
            return group[here:]
    return [] if told and _UNKNOWN.match(scene.text, told.end()) else None


def _turning(scene: Scene, ordinal: Spot) -> list[Spot]:
    """The city abroad that the sentence names as one whose tie turns so old: 来年40周年を迎えるA市から."""
    away = [s for s in scene.of("City") if s.at > ordinal.at and not scene.at_home(s.noun)]
    return [s for s in away if _TURNING.fullmatch(scene.text, ordinal.at + 1, s.at)]


def _spoken_of(scene: Scene, ordinal: Spot) -> list[Noun]:
    """The cities of the tie that the passage is about, where nothing else of the sentence turns so old."""
    if (asked := _asked(scene)) is not None:
        return [asked]
    here = word("turns_here" if scene.japanese else "turns_here_en").match(scene.text, ordinal.at + 1)
    if (section := _of_section(scene, ordinal)) is not None:
        return section
    if not (
        scene.says("it_turns")
        or here
        or len(scene.text) - ordinal.at < 4
        or word("tie_turns").match(ordinal.noun.text + scene.after(ordinal.at))
    ):
        return []
    others = any(ordinal.at - 30 < s.at < ordinal.at for s in scene.of(_OTHERS))
    if others or is_of_something(scene, ordinal):
        return []
    if names_unknown(scene) if scene.japanese else _FROM_UNKNOWN.search(scene.text):
        return []
    last = scene.discourse.abroad
    head = scene.discourse.headings[-1].nouns if scene.discourse.headings and not last else ()
    meant = [n for n in (list(last) or [n for n in head if n.kind == "City"]) if not scene.at_home(n)]
    named = [s.noun for s in scene.of("City") if scene.japanese and not scene.at_home(s.noun)]
    return [
        n for n in meant if not named or any(n.text == o.text or n.entities == o.entities for o in named)
    ]  # 30年となる年に別の市での行事を: not of the one before


_OTHERS = "Facility|Organization|University|EventSeries|Event|Foundation|EducationalInstitution|Port"


def _of_section(scene: Scene, ordinal: Spot) -> list[Noun] | None:
    """The city whose section or answer it is, in words that take its tie up; none where more is said."""
    if not scene.japanese:
        return None
    under = _under(scene)
    if under is None:
        return [] if _asks_of_unknown(scene) else None
    opens = _OPENS_LINE.fullmatch(scene.text, 0, ordinal.at)
    opens = opens if opens and (opens["pact"] or _COUNTS_PACT.match(ordinal.noun.text) or opens["bond"]) else None
    if not opens and not any(word(w).match(scene.text, ordinal.at + 1) for w in ("turns_here", "turns_under")):
        return None
    if is_of_something(scene, ordinal):
        return []
    return [] if any(ordinal.at - 12 < s.at < ordinal.at for s in scene.of(_OTHERS)) else [under]


_OPENS_LINE = re.compile(  # 1999年 提携25周年、市長らがマリボルへ
    r"[^\w\ue000-\uf8ff]{0,3}[\ue000-\uf8ff][\s:、]+(?:[\ue000-\uf8ff]の)?[\ue000-\uf8ff]?(?P<bond>姉妹都市|友好都市|姉妹|友好)?"
    r"(?P<pact>提携|締結)?(?:から|の)?"
)
_COUNTS_PACT = re.compile("提携|締結")


def _under(scene: Scene) -> Noun | None:
    """The one place abroad that the question asks about, or whose section or page it is, if no other is named."""
    discourse = scene.discourse
    asked = discourse.asked if discourse.asked and discourse.block - discourse.asked_at <= 1 else None
    headed = discourse.headings[-1] if len(discourse.headings) > 1 else None
    states = discourse.frame.owner is not None and discourse.frame.owner.kind == "Prefecture"
    kinds = ("City", "Region") if states else ("City",)
    for above in (asked, headed):
        away = [n for n in above.nouns if n.kind in kinds and not scene.at_home(n)] if above is not None else []
        if len(away) == 1:
            return away[0] if _names_no_other(scene, away[0]) else None
    titled = with_whom(scene)
    if titled is None or titled.kind not in kinds:
        return None
    chronicled = _LINE.match(scene.text) and not any(s.at > 0 for s in scene.of("Region"))
    alone = _names_no_other(scene, titled) if not chronicled else not _abroad(scene)
    return titled if alone else None


_LINE = re.compile(r"[^\w\ue000-\uf8ff]{0,3}[\ue000-\uf8ff][\s、:：]+")


def _abroad(scene: Scene) -> list[Noun]:
    """The cities abroad that a line names itself."""
    return [s.noun for s in scene.of("City") if not scene.at_home(s.noun)]


def _names_no_other(scene: Scene, place: Noun) -> bool:
    """Whether the sentence, and what was said before it, names no city abroad but one."""
    named = [*scene.discourse.abroad, *_abroad(scene)]
    return all(n.text == place.text or (n.entities and n.entities == place.entities) for n in named)


def _asks_of_unknown(scene: Scene) -> bool:
    """Whether the question asks about a place that no list knows: 長寧区との交流は今も続いていますか。"""
    asked = scene.discourse.asked if scene.discourse.block - scene.discourse.asked_at <= 1 else None
    if asked is None or any(n.kind == "City" for n in asked.nouns):
        return False
    return _UNKNOWN_PLACE.search(asked.clean.text) is not None


_UNKNOWN_PLACE = re.compile(
    "[一-鿿ァ-ヴー]{2,12}(?:(?<!都|両|同|本|当)市|区|郡|町|村|州|省|県)(?:との|とは|について)"
)


def _asked(scene: Scene) -> Noun | None:
    """The city that the question just before asks about: What happened for the Porto anniversary?"""
    asked = scene.discourse.asked
    if asked is None or not word("asks_anniversary").search(asked.clean.text):
        return None
    away = [n for n in asked.nouns if n.kind == "City" and not scene.at_home(n)]
    return away[0] if len(away) == 1 and not scene.of("City") else None


def _entry(scene: Scene) -> bool:
    """Whether the entry of a city, in a document of ties, goes on: Reims. The fifth anniversary fell in 2022."""
    record = scene.discourse.record
    entered = not scene.japanese and scene.discourse.kind == "item" and record is not None
    return entered and record in scene.discourse.abroad


_BOND = re.compile(
    r"\b(?:partnership|ties?|links?|bonds?|relations(?:hip)?|friendship|twinning) (?:with|to|between) "
    r"|[\ue000-\uf8ff] (?:partnership|ties?|links?|bond|relationship|friendship|twinning|connection)\b"
    r"|\b(?:of|in) (?:the|our|this|their)"
    r" (?:partnership|ties?|links?|bond|relationship|friendship|twinning|sisterhood)\b"
    r"|\b(?:[Oo]ur|[Tt]he) two (?:cities|towns)\b|\b[Ww]ith [\ue000-\uf8ff] (?:we|the (?:city|town))\b"
)


def _of_bond(scene: Scene, ordinals: Sequence[Spot]) -> bool:
    """Our partnership with Kurashiki reached its golden anniversary, in a document of ties; the tenth with Graz."""
    if scene.japanese:
        return False
    if any(_with_city(scene, ordinal) for ordinal in ordinals):
        return True
    ordinal = ordinals[0]
    ours = scene.before(ordinal.at, 5).lower().endswith("our ") and ordinal.noun.text.endswith("anniversary")
    return ours or scene.after(ordinal.at).startswith(" together") or _BOND.search(scene.text) is not None


def _with_city(scene: Scene, ordinal: Spot) -> bool:
    """Whether a city abroad stands right behind an anniversary: the 60th anniversary with Cork."""
    behind = _WITH.match(scene.text, ordinal.at + 1)
    noun = scene.masked.noun_at(behind.end()) if behind else None
    return noun is not None and noun.kind in _CITIES and not scene.is_own(noun)


_CITIES = frozenset(PARTNER.split("|"))


def _japanese_owner(scene: Scene) -> bool:
    owner = scene.discourse.frame.owner
    return owner is None or owner.country == "JP"
