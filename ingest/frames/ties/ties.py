"""Ties between cities in wordings that no rule knew.

A city is tied where the sentence speaks of a tie (or the passage does, and the city has a date of its own), it
stands as a partner (と, とは, が …, or with a date in an English list), and nothing says visit or wish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...dates.dating import BEGINNING, SINCE, named_in_passing, stated_before
from ...matching.engine import Draft
from ...matching.standing import JOINED_TOO, OF_ITS_OWN, only_beside
from ...nouns.body_words import japanese
from ...text.mask import Noun
from ..parties import (
    ENTRY_GOES_ON,
    OF_ANOTHER,
    SAYS_SO,
    before_said,
    beginning,
    dates_member,
    decade,
    government,
    is_party,
    listed_behind_colon,
    names_unknown,
    of_others,
    own_words,
)
from ..scene import Scene, Spot
from ..words import word
from .bound import guarded, linked, lists
from .partners import may_be_partner
from .rolls import each_its_own
from .rolls import enters as enters_roll
from .tie_words import said_tie, spoken_spots, tie_of_passage
from .turning import as_of_then, only_turns
from .with_whom import with_whom

PARTNER = "City|Prefecture|Region"
_PARTNERS = frozenset(PARTNER.split("|"))
_OF_ELSE = re.compile(
    r"[^\w\ue000-\uf8ff]{0,3}(?!両|同|提携|姉妹|友好|盟約|交流|関係|締結|調印|市|町|村|県)[一-鿿ァ-ヴー]{2,10}[^。、と\ue000-\uf8ff]{0,4}(?:は|が)"
)
_AND_ELSE = re.compile(
    r"(?:提携|締結|関係|盟約|協定)?(?:に基づ|のもと)|(?:の?関係(?:に|で))?(?:で|であり|でもあり|だが|ですが|であるが|あり|あるが)、"
)
_WITH_ANOTHER = re.compile(r"(?:市|県|州|省)?(?:\([^()]*\))?と(?:は|の|も|(?=[\ue000-\uf8ff]に))")


def ties(scene: Scene) -> Iterator[Draft]:
    """Sister, friendship and partner cities."""
    spoken = said_tie(scene)
    context = spoken or tie_of_passage(scene)
    if not context or scene.discourse.kind == "heading" or scene.paired or scene.kin:
        return
    if scene.says("else_said") or _of_another(scene) or of_others(scene) or _only_exchange(scene, spoken):
        return
    partners = [s for s in scene.of(PARTNER) if may_be_partner(scene, s)]
    subject, others = _subject(scene, partners)
    groups = scene.groups(others)
    if not scene.japanese and others and OF_ITS_OWN.match(scene.text, others[0].at + 1) and others[0].at < 6:
        subject, others = scene.entity(others[0].noun), others[1:]  # Kobe itself has ties of its own
        groups = scene.groups(others)
    if subject is None:
        return
    if not others:
        yield from _of_the_city_spoken_of(scene, subject, spoken, context)
        return
    if not scene.japanese and (listed := listed_behind_colon(scene, groups)):
        when, members, span = listed
        for spot in members if isinstance(context.value, str) else ():
            entity = government(scene, scene.entity(spot.noun))
            yield from scene.draft(subject, str(context.value), entity, span, "tie-listed-behind", since=when)
        return
    for group, dated in zip(groups, scene.dated(groups), strict=True):
        low, high = group[0].at, group[-1].at
        kind = _kind(scene, group) or (context if scene.japanese else before_said(scene) or context)
        if not isinstance(kind.value, str) or guarded(scene, low, high) or _before_the_clause(scene, high):
            continue
        near = _of_the_tie(scene, high, _of_this_statement(scene, low, dated))
        since = beginning(scene, _told_with_the_word(scene, high) or near)
        if not (
            linked(scene, group, spoken)
            or is_party(scene, low, high)
            or (since and lists(scene, low, high))
            or enters_roll(scene, group, since)
        ):
            continue
        told = since
        each = each_its_own(scene, group) or _respectively(scene, group)
        for number, spot in enumerate(group):
            entity = government(scene, scene.entity(spot.noun))
            since = scene.place.dating.paired(spot.noun) or (told if dates_member(scene, group, spot) else None)
            since = each[number] if each else since
            if entity is not None and entity.iri in scene.told and subject.iri not in scene.told:
                continue
            end = max([high, *(t.at for t in spoken_spots(scene) if t.at > high and t.at - high < 40)])
            pact = scene.says("pact", high) if scene.japanese else None
            end = pact.end() - 1 if pact and "。" not in scene.text[high : pact.end()] and pact.end() > end else end
            yield from scene.draft(subject, kind.value, entity, (min(low, end), end + 1), "tie-told", since=since)


_SAID_NEXT = re.compile(r", (?:and|but|while|then)(?: [^.,;]{1,40}?)? (?:he|she|they|we|it)\b")


def _before_the_clause(scene: Scene, high: int) -> bool:
    """Whether the words for a tie stand in a later clause with a subject of its own, and no date before that.

    He stood at the ceremonies in Graz, and in Italy he met the Mayor of Udine, our twin town since 1972.
    """
    words = [] if scene.japanese else spoken_spots(scene)
    if not words or any(s.at < high for s in words):
        return False
    parted = _SAID_NEXT.search(scene.text, high, words[0].at)
    return parted is not None and not any(high < d < parted.start() for d, _ in scene.dates)


def _respectively(scene: Scene, group: list[Spot]) -> list[Interval | None]:
    """Hilo and Kent since 1974 and 1981 respectively: the dates in order; none where they are fewer."""
    if scene.japanese or " respectively" not in scene.text:
        return []
    behind = [v for d, v in scene.dates if d > group[-1].at]
    return [*behind] if len(behind) == len(group) else [None] * len(group)


def _only_exchange(scene: Scene, spoken: Noun | None) -> bool:
    """Whether a Japanese sentence says that an exchange began, which is no tie yet."""
    return scene.japanese and not spoken and scene.says("exchange_began") is not None


def _of_this_statement(scene: Scene, low: int, when: Interval | None) -> Interval | None:
    """The date, unless it is told of something else than the group's own statement."""
    if scene.japanese and when is not None:
        words = [s.at for s in spoken_spots(scene) if s.at < low and low - s.at < _APART]
        ahead = [d for d, v in scene.dates if v == when and d < low]
        passing = words and ahead and named_in_passing(scene.text, words[-1], low + 1)
        return when if not passing or SINCE.fullmatch(scene.text, ahead[-1] + 1, words[-1]) else None
    of_another = any(v == when and stated_before(scene.text, d, low) for d, v in scene.dates)
    return None if scene.japanese and of_another else when


IN_TURN = re.compile(r"順に|順番に|それぞれ|同順|\brespectively\b|\bin (?:that|this) order\b")


def _each_its_date(scene: Scene) -> bool:
    """Whether dates are of several ties told before: 締結日は順に1980年、1985年です."""
    return scene.japanese and len(scene.dates) > 1 and IN_TURN.search(scene.text) is not None


_APART = 5  # 姉妹都市のカナダのA市


def _of_the_city_spoken_of(  # noqa: PLR0911 -- one return a sentence that is of none
    scene: Scene, subject: Entity, spoken: Noun | None, context: Noun
) -> Iterator[Draft]:
    """両市は平成24年に姉妹都市となり, the agreement was signed in 1978: of the city named before."""
    told = scene.says("bound" if scene.japanese else "bound_en")
    entry = None if scene.japanese else ENTRY_GOES_ON.match(scene.text)  # Turku (Finland). Sister city since 1990
    said = None if scene.japanese or spoken is None or scene.dates else SAYS_SO.match(scene.text)
    told = entry or told or said  # That was our first sister-city agreement
    if told is None or (spoken is None and not scene.dates) or _each_its_date(scene):
        return
    if entry is None and scene.says("visit"):
        return
    if scene.japanese and (_between_bodies(scene) or _names_another(scene)):
        return  # 青年会議所どうしの姉妹提携: not the cities' own; 姉妹都市であるポルト市への遠慮もあり
    if scene.japanese and spoken is None and _OF_ELSE.match(scene.text):
        return  # 夏至祭は昭和59年に始まり: something else began then
    of_people = not scene.japanese and not entry and not word("goes_on_en").match(scene.text)
    if spoken is None and (of_people or word("not_bound").search(scene.text)):
        return  # Mayor Chester joined in 1998; when they came to know each other is not when they were tied
    if scene.of("Port|Facility|Organization|Event|EventSeries|AgreementWord|Agreement") and spoken is None:
        return
    if scene.japanese and any(
        _WITH_ANOTHER.match(scene.text, s.at + 1)
        and not scene.at_home(s.noun)
        and all(
            n.text != s.noun.text and (n.entities != s.noun.entities or not n.entities)
            for n in scene.discourse.abroad
        )
        for s in scene.of(PARTNER)
    ):
        return  # チェンマイ県とは、2017年に関係が始まり: of the one that it names
    if names_unknown(scene) if scene.japanese else OF_ANOTHER.search(scene.text):
        return  # With X it began in 1967, where X is a city that no list knows
    of_line = with_whom(scene) if scene.discourse.kind in ("row", "item") else None  # of a chronology of two
    cities = [of_line] if of_line is not None else list(scene.discourse.abroad)
    head = scene.discourse.headings[-1].nouns if scene.discourse.headings else ()
    cities = cities or [n for n in head if n.kind == "City" and not scene.is_own(n)]
    cities = [c for c in cities if not scene.at_home(c)]
    partners = _told_just_before(scene, subject) or [e for c in cities if (e := scene.entity(c)) is not None]
    if not partners or not isinstance(context.value, str) or len({s.noun.value for s in scene.of("Tie")}) > 1:
        return
    if scene.japanese and not spoken and ("記念日" in scene.text or _counts(scene, told.start())):
        return  # 提携の記念日に合わせて会談を行い; 6月末現在、1,508人です
    first = scene.spots[0].at if scene.spots else 0
    words = [s.at for s in spoken_spots(scene)] if scene.japanese else []
    at = words[-1] if words and len(scene.dates) > 1 else told.start()
    if as_of_then(scene) or (scene.japanese and spoken is None and only_turns(scene)):
        return
    near = [(abs(d - at), v) for d, v in scene.dates if not decade(v)]
    since = min(near, key=lambda pair: pair[0])[1] if near else scene.discourse.said if said else None
    since = since if since is None or scene.place.dating.begins(since) else None
    span = (min(first, told.start()), told.end())
    each = "respectively" in scene.text and len(scene.dates) == len(partners)
    for number, partner in enumerate(partners):
        since = scene.dates[number][1] if each else since
        yield from scene.draft(
            subject, context.value, government(scene, partner), span, "tie-of-city-before", since=since
        )


def _told_just_before(scene: Scene, subject: Entity) -> list[Entity]:
    """The partner at home whose tie the sentence before told: 国内では熊本市と姉妹都市です。…に調印しました."""
    discourse = scene.discourse
    last = discourse.told_ties[-1] if discourse.told_ties and scene.japanese else None
    if last is None or last.sentence != discourse.sentence or last.block != discourse.block or last.dated:
        return []
    return [last.partner] if last.owner == subject and last.partner.country == discourse.frame.home_land else []


def _names_another(scene: Scene) -> bool:
    """Whether each word for a tie is said of a city that it names, or only to set something apart from it."""
    told = [_OF_THAT_CITY.match(scene.text, s.at + 1) for s in spoken_spots(scene)]
    named = [m is not None and (not m["city"] or _is_city(scene, m.start("city"))) for m in told]
    return bool(named) and all(named)


def _is_city(scene: Scene, at: int) -> bool:
    noun = scene.masked.noun_at(at)
    return noun is not None and noun.kind == "City"


_OF_THAT_CITY = re.compile(
    r"(?:である|の|となった|となっている|となる)(?:[\ue000-\uf8ff](?:の|・)?)?"
    r"(?P<city>[\ue000-\uf8ff])市?(?:へ|に|を|から|さん|の(?!間|両))"
    r"|とは(?:別|違|異な|分けて|区別)|になっている[^。、は]{0,10}は、?(?:ほか|他)に"
)


def _counts(scene: Scene, at: int) -> bool:
    """Whether what a sentence says at a place is a number of something."""
    noun = scene.masked.noun_at(at)
    return noun is not None and noun.kind in ("Count", "MoneyJPY")


def _between_bodies(scene: Scene) -> bool:
    """Whether the word for a tie is of bodies that stand before it: 両青年会議所の姉妹提携."""
    bodies = [s.at for s in scene.of("Organization|University|EducationalInstitution")]
    for spot in spoken_spots(scene):
        before = scene.before(spot.at, 12)
        near = any(
            0 < spot.at - at < _BESIDE and not re.search("[、。]", scene.text[at : spot.at]) for at in bodies
        )
        if _BODIES_OF.search(before) or near:
            return True
    return False


_BESIDE = 6
_BODIES_OF = re.compile(japanese() + r"(?:どうし|同士)?(?:の|が|は|と)[^。、]{0,4}$")


def _of_the_tie(scene: Scene, high: int, when: Interval | None) -> Interval | None:
    """A date far behind the word for the tie is of something else: 友好都市交流として…を2020年11月に実施."""
    words = [s.at for s in spoken_spots(scene) if s.at > high]
    places = [d for d, v in scene.dates if v == when]
    if not words or not places or places[0] < words[0] or not scene.japanese:
        return when
    between = scene.text[words[0] + 1 : places[0]]
    if _AND_ELSE.match(between) and not BEGINNING.match(scene.text, places[0] + 1):
        return None  # A市と姉妹都市で、今年度は派遣も再開した
    return when if len(between) < 14 or word("pact").search(between) else None


def _subject(scene: Scene, partners: list[Spot]) -> tuple[Entity | None, list[Spot]]:
    """Whose ties they are: a city at home that the sentence names first, else the document's own."""
    others = [s for s in partners if not scene.is_own(s.noun)]
    others = [s for s in others if not (scene.at_home(s.noun) and only_beside(scene.masked, s.noun))]
    own = [s for s in partners if scene.is_own(s.noun)] or scene.of("Self")
    home = [s for s in others if scene.at_home(s.noun)]
    if own or not home or len(others) == 1 or _side_by_side(scene, [others[0], *home]):
        return scene.owner, others
    first = others[0]
    entered = not spoken_spots(scene) or JOINED_TOO.match(scene.text, first.at + 1)
    if not scene.japanese and entered:
        return scene.owner, others  # Dresden joined in 1987, then Osaka: entries of the list that the passage tells
    if scene.at_home(first.noun) and not all(scene.at_home(s.noun) for s in others):
        return scene.entity(first.noun), [s for s in others[1:] if not scene.at_home(s.noun)]
    named = _named_at_home(scene, others)
    if not scene.at_home(first.noun) and len(home) == 1 and home[0].at > first.at and scene.japanese and not named:
        return scene.entity(home[0].noun), [s for s in others if s is not home[0]]
    if all(scene.at_home(s.noun) for s in others) and scene.discourse.frame.owner is not None and scene.japanese:
        return scene.owner, others
    return scene.owner, [s for s in others if not scene.at_home(s.noun) or s in named]


def _side_by_side(scene: Scene, partners: list[Spot]) -> bool:
    """Whether each is said to be a partner: A市との提携が30周年、国内のB市との提携が10周年."""
    return scene.japanese and all(_TIED_ITSELF.match(scene.text, s.at + 1) for s in partners)


_TIED_ITSELF = re.compile(r"市?(?:町|村|区)?(?:\([^()]*\))?と(?:の(?!間)|は|も)")


def _named_at_home(scene: Scene, others: list[Spot]) -> list[Spot]:
    """国内では日光市、八王子市と姉妹都市です: cities of the own country that are said to be partners."""
    if not scene.japanese or "国内" not in scene.text:
        return []
    groups = scene.groups([s for s in others if scene.at_home(s.noun)])
    return [s for g in groups if re.search("国内(?:では|の|は|で)、?$", scene.before(g[0].at)) for s in g]


def _of_another(scene: Scene) -> bool:
    """Nagoya has been a sister city of Sydney: whose tie it is, is said, and it is not the document's own."""
    for at in [s.at for s in spoken_spots(scene)]:
        behind = re.match(r"s? (?:of|with|to) (?:the )?([\ue000-\uf8ff])", scene.text[at + 1 :])
        noun = scene.masked.noun_at(at + 1 + behind.start(1)) if behind else None
        if noun is not None and noun.kind in _PARTNERS and not scene.is_own(noun):
            subjects = [s for s in scene.of(PARTNER) if s.at < at]
            if subjects and not any(scene.is_own(s.noun) for s in subjects) and not scene.of("Self"):
                return True
    return False


def _told_with_the_word(scene: Scene, high: int) -> Interval | None:
    """Of several dates between a city and the word for its tie, the last: 平成21年の協定を経て、26年から."""
    words = [s.at for s in spoken_spots(scene) if s.at > high]
    if not words or not scene.japanese or scene.of("Anniversary") or "※" in scene.text[high : words[0]]:
        return None
    between = [v for d, v in scene.dates if high < d < words[0]]
    return (
        between[-1] if len(between) > 1 and not [s for s in scene.of(PARTNER) if high < s.at < words[0]] else None
    )


def _kind(scene: Scene, group: list[Spot]) -> Noun | None:
    """The word for this group's tie: behind it in its clause, before it, else the sentence's."""
    words = spoken_spots(scene)
    low, high = group[0].at, group[-1].at
    behind = [w for w in words if w.at > high]
    ahead = [w for w in words if w.at < low]
    behind = behind if scene.japanese else own_words(scene, high, behind)
    if not scene.japanese and ahead and word("tie_leads_en").fullmatch(scene.text[ahead[-1].at + 1 : low]):
        return ahead[-1].noun  # its sister cities include A, and it has a friendship tie with B
    if ahead and re.match(
        r"(?:の|である|は、?|が、|には|として|と(?:なった|なっている|して)|提携|を結)", scene.after(ahead[-1].at)
    ):
        return ahead[-1].noun
    if behind and (not ahead or behind[0].at - high < 40):
        return behind[0].noun
    return ahead[-1].noun if ahead else (behind[0].noun if behind else None)
