"""Agreements between two parties: 協定を結ぶ, 覚書を交わす, signed a memorandum with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.mask import Noun
from ..parties import IN_STATE
from ..scene import Scene, Spot
from ..words import word
from .body_pacts import opens_body
from .own_clause import is_line, of_clause_before
from .signers import signers

_PARTIES = (
    "City|Prefecture|Region|Country|InternationalOrganization|NationalGovernment"
    "|University|Foundation|CityNetwork|Company|Alliance|Office|Facility|Port"
)
_PARTIES_JA = f"{_PARTIES}|Organization"  # where と says who the other party is


_LANDS = ("Country", "Region")
_OF_CITY = re.compile(r"[の・]?[\ue000-\uf8ff](?:市|町|区)?")  # ベトナム・ダナン市: where the party lies
_CALLED_OFF = re.compile("式?(?:は|が|を|も)、?[^。]{0,16}?(?:取りやめ|中止|見送|断念|白紙|流れ(?:た|まし))")
_AS_FOR = re.compile(r"(?:州|省|県)?とは、")


def pacts(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` between the document's city (or the sentence's subject) and those named with と."""
    text = scene.text
    papers = () if scene.signed else scene.of("AgreementWord|Agreement")
    for paper in [p for p in papers if p.at not in scene.agreed]:
        near = [t for t in scene.of("Tie") if 0 < paper.at - t.at < 8]
        towards = [t for t in near if _TOWARDS.match(text, t.at + 1, paper.at)]
        none = not scene.japanese and _NONE.search(scene.before(paper.at, 40))
        if none or len(near) > len(towards):
            continue
        verb = _signing(scene, paper) if scene.japanese else _verb(scene, paper)
        if verb is None and scene.japanese and scene.discourse.kind != "heading":
            ends = _NOTED_IN_CELL if scene.discourse.kind == "row" else _NOTED
            verb = ends.match(text, paper.at + 1)  # a chronology's line: 15年 太倉市と交流協定
        if verb is None and scene.japanese:
            verb = _SIGNED_BEFORE.search(text, 0, paper.at)  # 台中市とは、令和元年に結んだ観光の協定に基づき
        if verb is not None and _not_signed(scene, verb):
            continue
        if verb is None or "。" in text[min(paper.at, verb.start()) : verb.start()]:
            continue
        parties = [
            s
            for s in scene.of(_PARTIES_JA if scene.japanese else _PARTIES)
            if not (s.noun.kind == "Facility" and scene.says("twinned"))
            and not scene.is_own(s.noun)
            and _is_party(scene, s, paper, verb)
            and not (
                s.noun.kind == "Country"
                and (
                    re.search(r"(?:[A-Za-z]|[\ue000-\uf8ff]), $|\b[A-Z]{2,} $", scene.before(s.at, 8))
                    or IN_STATE.search(scene.before(s.at, 30))
                )
            )
        ]
        if scene.japanese and any(s.noun.kind not in _LANDS for s in parties):  # 台湾とは、推進機構と覚書を
            parties = [s for s in parties if s.noun.kind not in _LANDS or not _AS_FOR.match(text, s.at + 1)]
            parties = [s for s in parties if s.noun.kind not in _LANDS or not _OF_CITY.match(text, s.at + 1)]
        qualified = _qualified(scene, verb)
        parties += qualified
        parties += [s for s in _among(scene, verb) if s not in parties]
        topics = [
            s
            for s in scene.of("City|Prefecture|Organization|University|Facility|Port")
            if _is_topic(scene, s, paper) and not (qualified and s.at > verb.end()) and not _joins(scene, s, verb)
        ]  # 協定を結んだ台中市が1都市目で、タシケント市は2都市目だ: neither is who signed it
        topics = [s for s in topics if not of_clause_before(scene, s, paper)]
        subject = scene.entity(topics[0].noun) if topics else scene.owner
        if scene.japanese:
            subject, parties, topics = _as_told(scene, paper, verb, parties, topics)
        else:
            subject, parties = signers(scene, paper, verb, subject, parties, told=bool(topics))
            parties = [*parties, *_own_beside(scene, paper, verb, parties, topics)]
        parties = [s for s in parties if not of_clause_before(scene, s, paper)]
        groups = scene.groups([p for p in parties if p not in topics])
        for group, told in zip(groups, scene.dated(groups), strict=True):
            since = scene.dates[0][1] if told is None and len(scene.dates) == 1 else told
            since = None if _told_elsewhere(scene, paper, group[-1]) else _of_clause(scene, group[-1], paper, since)
            since = (_right_before(scene, paper) if group[0].at > paper.at else None) or since
            for spot in group:
                low = paper.at if towards else min(spot.at, paper.at)
                span = (low, max(verb.end(), paper.at + 1, spot.at + 1))
                yield from scene.draft(
                    subject, "agreementWith", scene.entity(spot.noun), span, "pact-told", since=since
                )


def _own_beside(
    scene: Scene, paper: Spot, verb: re.Match[str], parties: list[Spot], topics: list[Spot]
) -> list[Spot]:
    """The document's own party, where another signs with it and a third: UNITAR signed one with X and us."""
    if not parties or not topics or scene.is_own(topics[0].noun):
        return []
    own = [s for s in scene.of("City|Prefecture") if scene.is_own(s.noun) and s not in parties]
    return [s for s in own if _is_party(scene, s, paper, verb)]


_TOWARDS = re.compile(
    "(?:提携|関係)?(?:の締結)?(?:を|に|へ)?(?:目指|めざ|向け)"
)  # 友好都市をめざす意向書: no tie yet


def _joins(scene: Scene, spot: Spot, verb: re.Match[str]) -> bool:
    """Whether a Japanese clause behind the signing is about somebody else: 覚書を結び、…B県の公社が加わった."""
    return scene.japanese and verb.end() < spot.at and "、" in scene.text[verb.end() : spot.at]


def _signing(scene: Scene, paper: Spot) -> re.Match[str] | None:
    """The verb behind a Japanese paper, rather than the ceremony on the way to it: 調印式で取り交わした."""
    found = [m for m in scene.each("signed") if m.start() >= paper.at]
    if not found and paper.noun.text.startswith("共同"):
        return _ISSUED.match(scene.text, paper.at + 1)
    return next((m for m in found if not scene.text.startswith("式", m.end())), next(iter(found), None))


_ISSUED = re.compile("(?:を|の)(?:発表|発出|公表|出し)")  # A市と共同声明を発表


def _not_signed(scene: Scene, verb: re.Match[str]) -> bool:
    """Whether a signing was called off, or what is renewed is the tie's own agreement."""
    called_off = scene.japanese and _CALLED_OFF.match(scene.text, verb.end()) is not None
    return called_off or (verb[0] == "更新" and bool(scene.of("Tie")))


def _as_told(
    scene: Scene, paper: Spot, verb: re.Match[str], parties: list[Spot], topics: list[Spot]
) -> tuple[Entity | None, list[Spot], list[Spot]]:
    """Who agrees in a Japanese sentence, with whom, and of these whom it is about."""
    if (pair := _of_both(scene, paper, verb)) is not None:  # 本市とUNCRDは, 南開大学と岩手大学との間で
        return scene.owner if pair[0].noun.kind == "Self" else scene.entity(pair[0].noun), [pair[1]], []
    if not parties and (seen := _visited(scene, paper)) is not None:
        parties = [seen]
    if not parties and _COUNTERPART.match(scene.text, verb.end()):
        parties, topics = [s for s in topics if not scene.is_own(s.noun)], []  # X市は協定を結んだ相手だ
    topics = [s for s in topics if s not in parties]
    if not parties and topics and not scene.is_own(topics[0].noun):
        parties = _own_with(scene, paper, verb)  # 北見市と本学は: the city's own page, or its section
    subject = scene.entity(topics[0].noun) if topics else scene.owner
    return subject, parties, topics


def _visited(scene: Scene, paper: Spot) -> Spot | None:
    """The one city that was visited, where a paper was signed: 交流団が同市を訪ね、意向書に調印した."""
    there = [s for s in scene.of("City|Anaphor") if s.at < paper.at and not scene.is_own(s.noun)]
    there = [s for s in there if s.noun.kind != "City" or not scene.at_home(s.noun)]
    if len(there) != 1 or not _GONE_TO.match(scene.text, there[0].at + 1):
        return None
    if _WITH_SOME.search(scene.text, there[0].at, paper.at):
        return None  # …を訪れ、現地の企業団体と覚書に: with them
    known, abroad = scene.entity(there[0].noun), scene.discourse.abroad
    if known is not None and known != scene.owner:
        return Spot(paper.at - 1, there[0].noun)  # what the sentence dates last is the signing
    return Spot(paper.at - 1, abroad[0]) if there[0].noun.kind == "Anaphor" and len(abroad) == 1 else None


_WITH_SOME = re.compile(r"[一-鿿ァ-ヴーA-Za-z)）」]と(?![いの])")
_GONE_TO = re.compile("市?(?:を(?:公式に?|初めて)?(?:訪れ|訪問し|訪ね)|(?:に|へ)(?:出向|赴))")
_AND = re.compile(
    r"(?:市|都|県|町)?(?:\([^()]*\))?(?:と|及び|並びに|・)、?(?:[\ue000-\uf8ff](?:の|・)?(?=[\ue000-\uf8ff]|$)){0,2}"
)
_DO_BOTH = re.compile(
    r"(?:市|都|県|町|国)?(?:\([^()]*\))?(?:は|が|も(?=、?[^。、]{0,30}[\ue000-\uf8ff])|の(?:双方|両者|二者|間|あいだ|両市)(?:は|が|で|に)|との(?:間|あいだ)(?:で|に)|との(?=[^。、]{0,16}[\ue000-\uf8ff])"
    r"|の(?:お付き合い|付き合い|つきあい|交流|縁|きずな|絆)(?:は|が)"
    r"|両者(?:は|が))"
)


def _may_sign(noun: Noun) -> bool:
    """Whether a noun is no land, or one that a government of its own has: 遼寧省."""
    return noun.kind not in _LANDS or (
        noun.kind == "Region" and noun.text.endswith(("省", "州", "自治区", "道", "県"))
    )


_BOTH_NOTED = re.compile(r"(?:市|町)?(?:\([^()]*\))?[、\s](?=[^。、は]{2,24}$)")  # 2011年 A館とB館、協定書に調印
_WITH_ANOTHER = re.compile(
    r"(?:市|都|県|町|国)?(?:\([^()]*\))?(?:は|が)、?[^。]{0,40}?[\ue000-\uf8ff](?:市)?(?:\([^()]*\))?と"
)


def _of_both(scene: Scene, paper: Spot, verb: re.Match[str]) -> tuple[Spot, Spot] | None:
    """The two who stand joined where both are said to agree, the own one first: 本市とUNCRDは; AとBとの間で.

    Of several the two of the paper's own clause: 上海市と釜山市は…結んでおり、昨年はA県とB省も協定を交わした.
    """
    low, high = min(paper.at, verb.start()), verb.start()
    ahead = [s for s in scene.of(f"{_PARTIES_JA}|Self") if s.at < high and _may_sign(s.noun)]
    for one, other in reversed([pair for pair in pairwise(ahead) if pair[1].at < low or pair[0].at > low]):
        noted = is_line(scene) and _BOTH_NOTED.match(scene.text, other.at + 1)
        if not (noted or _DO_BOTH.match(scene.text, other.at + 1)):
            continue
        if not _AND.fullmatch(scene.text, one.at + 1, other.at):
            continue
        if _WITH_ANOTHER.match(scene.text, other.at + 1, verb.start()):
            continue  # A市とB市は、C市と協定を結んだ: with a third
        own = [scene.is_own(s.noun) for s in (one, other)]
        if own == [False, True]:
            return other, one
        return (_as_own(scene, one), other) if own[0] else (one, other)
    return None


def _as_own(scene: Scene, spot: Spot) -> Spot:
    """本市 as a noun of the document's city, whoever's the sentence was read as."""
    city = scene.discourse.frame.city
    known = scene.discourse.minter.known(city) if city is not None else None
    if spot.noun.kind != "Self" or known is None or known == scene.owner or scene.owner is None:
        return spot
    return Spot(spot.at, scene.as_noun(known)) if _OURS.match(spot.noun.text) else spot


_OURS = re.compile("[本当]?市|町|区")


def _own_with(scene: Scene, paper: Spot, verb: re.Match[str]) -> list[Spot]:
    """The document's own party, where it is the one that is named with と."""
    return [s for s in scene.of(_PARTIES) if scene.is_own(s.noun) and _is_party(scene, s, paper, verb)][:1]


def _nearest(scene: Scene, last: Spot, paper: Spot, told: Interval | None) -> Interval | None:
    """The date, unless another clause begins behind it with one of its own: 4年に姉妹都市となり、29年には覚書を."""
    behind = [(d, v) for d, v in scene.dates if last.at < d < paper.at]
    if len(behind) < _TWO or behind[0][1] != told:
        return told
    clause = scene.text[behind[-2][0] : behind[-1][0]]
    return behind[-1][1] if _ENDED_CLAUSE.search(clause) else told


def _right_before(scene: Scene, paper: Spot) -> Interval | None:
    """The date that an English paper's own clause begins with: in 2001 and, on 12 May 2017, an agreement with."""
    told = None if scene.japanese else _DATED_PAPER.search(scene.text, 0, paper.at)
    return scene.date_at(told.start("d")) if told else None


_DATED_PAPER = re.compile(r"\band,? (?:on|in) (?P<d>[\ue000-\uf8ff]),? (?:an?|the|its) (?:[a-z-]+ )?$")
_TWO = 2
_ENDED_CLAUSE = re.compile("(?:となり|になり|結び|提携し|締結し|始ま[りっ]|始め|交わし|し|が)、$")


def _of_clause(scene: Scene, last: Spot, paper: Spot, told: Interval | None) -> Interval | None:
    """The date, unless an English clause before told it of another agreement and one behind is this one's."""
    if scene.japanese:
        return _nearest(scene, last, paper, told)
    ahead = [d for d, v in scene.dates if v == told and d < last.at]
    if not ahead or not _NEXT_CLAUSE.search(scene.text, ahead[-1], last.at):
        return told
    return next((v for d, v in scene.dates if d > last.at), None)


def _verb(scene: Scene, paper: Spot) -> re.Match[str] | None:
    """The verb of an English paper: the last before it, else the first behind it."""
    found = list(scene.each("signed_en"))
    return next((v for v in reversed(found) if v.end() <= paper.at), None) or next(iter(found), None)


def _told_elsewhere(scene: Scene, paper: Spot, last: Spot) -> bool:
    """Whether the only date stands in another clause: signed with A; the mayor went there in 2016."""
    if scene.japanese or len(scene.dates) != 1:
        return False
    low, high = sorted((max(paper.at, last.at), scene.dates[0][0]))
    between = scene.text[low:high]
    if _NEXT_CLAUSE.search(between):
        return True
    return low != scene.dates[0][0] and ";" in between and bool(word("visit").search(between))


_NEXT_CLAUSE = re.compile(
    r", (?:and|but|while) (?:[Tt]he )?(?:[\ue000-\uf8ff]|\w+)"
    r"(?: (?:has|have|is|are|was|were|had|became|joined|opened|signed|concluded|renewed|entered|agreed)\b)"
)
"""What follows is of another subject: agreed with Liguria, and the port has been tied to Tacoma since 1994."""
_SIGNED_BEFORE = re.compile(
    r"(?:結んだ|結ばれた|締結した|締結された|交わした|交わされた|署名した|調印した|調印された)(?=[^。、]{0,14}$)"
)
_COUNTERPART = re.compile(r"(?:ん?だ|し?た|でい[たる])?(?:海外の)?(?:相手|都市|まち|仲|間柄|関係)(?:で|だ|と|に)")


def _among(scene: Scene, verb: re.Match[str]) -> list[Spot]:
    """Those with whom the own city agrees, where all stand in one enumeration: 協定は、本市、A社、B大学の間で."""
    if not scene.japanese or scene.text.find("間で", 0, verb.end()) < 0:
        return []
    ahead = [s for s in scene.of(f"{_PARTIES_JA}|Self") if s.at < verb.start() and s.noun.kind not in _LANDS]
    for group in scene.groups(ahead):
        if len(group) > _TWO and _BETWEEN.match(scene.text, group[-1].at + 1):
            return (
                [s for s in group if not scene.is_own(s.noun)] if any(scene.is_own(s.noun) for s in group) else []
            )
    return []


_BETWEEN = re.compile(r"(?:市|都|県|町)?(?:\([^()]*\))?(?:と)?の(?:[三四五3-5]者)?の?間で")
_QUALIFIED = "City|Prefecture|University|EducationalInstitution|Company|Foundation|InternationalOrganization|Port"
_QUALIFIES = re.compile(r"(?:だ|た|した|している|された|でいる|ている|である)?(?:[\ue000-\uf8ff](?:の|・))?")


def _qualified(scene: Scene, verb: re.Match[str]) -> list[Spot]:
    """The city that a clause about an agreement qualifies: 平成29年に協定を結んだ台湾の基隆市から."""
    if not scene.japanese:
        return []
    near = [s for s in scene.of(_QUALIFIED) if verb.end() <= s.at < verb.end() + 8]
    return [s for s in near[:1] if _QUALIFIES.fullmatch(scene.text, verb.end(), s.at) and not scene.is_own(s.noun)]


_NOTED = re.compile(r"(?:\([^()]*\))?$")
_NOTED_IN_CELL = re.compile(r"(?:\([^()]*\))?(?:\s*[\ue000-\uf8ff])?$")  # before the cell for the day
_ALONGSIDE = re.compile(  # …と協定を、志摩市、鳥羽市とともに結んだ: who signs on the same side
    r"市?(?:(?:、|・|と|や|及び)(?:[\ue000-\uf8ff]|[一-鿿]{1,6}[市町村])市?)*(?:と|が)?(?:ともに|一緒に|連名で|合同で|共同で)"
)


_WITH_UNKNOWN = re.compile(
    r"と(?:の間|両者)?(?!と)(?:[\ue000-\uf8ff](?:の|・)?){0,2}[一-鿿ァ-ヴーA-Za-z・]{3,20}(?:は|が|も|の間で|との間で)"
    r"(?:、|[^。、]{0,20}[\ue000-\uf8ff])"
)
"""Two of whom one is no name that is known, and who agree with each other: A商工会議所とB商業会は…覚書を."""


def _is_party(scene: Scene, spot: Spot, paper: Spot, verb: re.Match[str]) -> bool:
    if scene.japanese:
        if _OTHER_SIDE.search(scene.text, 0, spot.at) or _TO_OTHER_SIDE.match(scene.text, spot.at + 1):
            return True
        return (
            spot.at < max(verb.start(), paper.at)
            and not _ALONGSIDE.match(scene.text, spot.at + 1)
            and not _WITH_UNKNOWN.match(scene.text, spot.at + 1)
            and bool(
                re.match(
                    r"(?:市|国|都|側)?(?:\([^()]*\))?(?:など|等)?"
                    r"(?:と(?:の(?:間で|間に)?|も|は)?、?|、|及び|や|の[三四五六3-6]者(?=は|が|で|に|の間|、)"
                    r")",
                    scene.after(spot.at, 24),
                )
                and re.search(
                    r"と(?:の|も|は)?|の[三四五六3-6]者", scene.text[spot.at : max(verb.start(), paper.at)]
                )
            )
        )
    low = min(paper.at, verb.start())
    if _NEXT_CLAUSE.search(scene.text, low, spot.at + 12):
        return False
    return (
        spot.at > low
        and bool(re.search(r"\b(?:with|between|by)\b[^.;]*$", scene.text[low : spot.at][-60:]))
        and not re.search(r"\b(?:in|at) (?:the )?$", scene.before(spot.at, 8))
        and not _ITS_BODY.match(scene.text, spot.at + 1)
        and not (spot.noun.kind == "City" and opens_body(scene.text, spot.at + 1))
        and not _DONE_BY.search(scene.before(spot.at, 40))
        and not _SERVED.search(scene.before(spot.at, 30))
    )


_OTHER_SIDE = re.compile(
    r"相手(?:方|先)?(?:は|が|:|となる(?:の)?は)、?(?:[\ue000-\uf8ff](?:の|・))?$"
)  # 覚書の相手は
_TO_OTHER_SIDE = re.compile(
    r"(?:市|国|都|側)?(?:\([^()]*\))?(?:を相手(?:方|先|国)?(?:と(?:する|した|して)|に)|との間(?:で|に)(?=[^。]{0,14}(?:行わ|成立|交わ|締結|調印)))"
)
_DONE_BY = re.compile(  # what is paid for by a foundation is not signed by it
    r"\b(?!signed|concluded|agreed|renewed|exchanged|into|jointly)[a-z]+ by (?:the )?$"
)
_NONE = re.compile(r"\b(?:[Nn]o|[Ww]ithout (?:an?|any)|[Nn]or an?|[Nn]either an?) (?:[a-z-]+ ){0,2}$")
_SERVED = re.compile(r"\b(?:gateway (?:to|for)|serv(?:es|ing)|(?:airport|port) (?:of|for)) (?:the )?$|\(for $")
_ITS_BODY = re.compile(  # an agreement with Lviv's hospital association is not one with Lviv
    r"['’]s (?:[a-z-]+ ){0,3}(?:association|university|hospital|port|chamber|school|society|museum|company|zoo"
    r"|institute|utility|college|airport|operator)\b"
    r"| (?:member |partner )?(?:cities|towns|countries|members)\b"  # with three UNESCO cities
)


def _is_topic(scene: Scene, spot: Spot, paper: Spot) -> bool:
    if scene.japanese:
        return spot.at < paper.at + _CLOSE and bool(
            re.match(
                r"市?(?:\([^()]*\))?(?:は|が|におかれ(?:まし)?ては|におきましては|においては)",
                scene.after(spot.at, 20),
            )
        )
    return spot.at < 6 and bool(
        re.match(
            r"(?: City)?(?: has| have| also)? (?:signed|concluded|entered|exchanged)", scene.after(spot.at, 40)
        )
    )


_CLOSE = 24  # masked characters behind a paper in which who signs it may still be told: 覚書に、県が調印した
