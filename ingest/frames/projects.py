"""Work abroad: projects in a country or a city, and one-way support."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..matching.engine import Draft
from ..text.mask import TIMES
from .aid import given_by_another
from .doers import done_by_another
from .scene import Scene, Spot
from .words import word


def projects(scene: Scene) -> Iterator[Draft]:
    """``projectIn``: the document's city works on a project there."""
    if scene.owner is None or scene.discourse.kind == "heading" or _SUBJECT_LINE.search(scene.text):
        return
    match = scene.says("project" if scene.japanese else "project_en")
    if match is None and not word("project_strong").search(scene.masked.clean.text):
        return
    places = [s for s in scene.of("City|Country|Region") if not scene.is_own(s.noun) and not scene.at_home(s.noun)]
    if not scene.japanese and (_NO_PART.search(scene.text) or _by_another(scene)):
        return
    if scene.japanese and any(_TRAINED_HERE.match(scene.text, s.at + 1) for s in places):
        return
    if scene.japanese and places and _of_another(scene, places[-1]):
        return
    paper = scene.japanese and scene.of("AgreementWord|Agreement")
    for spot in places:
        if scene.japanese and not word("work_at").match(scene.text, spot.at + 1):
            continue
        other = (_MEETING, _AGREED_WITH) if paper else (_MEETING,)
        if scene.japanese and any(said.match(scene.text, spot.at + 1) for said in other):
            continue  # where people met, or where the one lies who signs a paper
        if not scene.japanese and not re.search(
            r"\b(?:in|to|for|at|of|with) (?:the )?$", scene.before(spot.at, 10)
        ):
            continue
        if not scene.japanese and _TOGETHER.search(scene.before(spot.at, 24)):
            continue  # with whom, not where
        since = scene.dated([[spot]])[0]
        low, high = match.span() if match else (spot.at, spot.at + 1)  # 草の根技術協力事業 is a name of its own
        span = (min(spot.at, low), max(high, spot.at + 1))
        yield from scene.draft(scene.owner, "projectIn", scene.entity(spot.noun), span, "project-told", since=since)
    if match is None:
        return
    strong = scene.says("project_strong")
    for last in scene.discourse.abroad if strong and not (places or paper) else ():
        yield from scene.draft(scene.owner, "projectIn", scene.entity(last), match.span(), "project-of-city-before")


_SUBJECT_LINE = re.compile(r"(?:について|に関して|に関する件|の件)(?:\([^()]*\))?\s*$")  # names what a paper is on
_AGREED_WITH = re.compile(  # フィリピンの水道区と技術協力の覚書を
    r"(?:市|国)?(?:の|・)?[^。、はがをに]{0,24}?と(?:の|は|も)?[^。はが]{0,40}?[\ue000-\uf8ff](?:を|に)"
)
_TRAINED_HERE = re.compile(  # カンボジアの水道分野の研修員11名を受け入れた: they came, and nothing was done there
    r"(?:(?:市|国)?(?:、|・|と|や|及び)[\ue000-\uf8ff])*(?:市|国)?(?:から|の|など)[^。、]{0,20}?(?:研修(?:員|生)|視察団|技術者)[^。]{0,16}?"
    r"(?:受け?入れ|迎え|招[いきへ])"
)
_MEETING = re.compile(
    r"市?(?:内)?で(?:は)?、?[^。、]{0,16}(?:会議|会合|総会|委員会|式典|レセプション|[\ue000-\uf8ff])(?:を|が)(?:開|催|行(?!うこと))"
)
_ASKED = re.compile(
    r"\b(?:asked|declined|refused|invited|urged|unable|hopes?|hoped|wish\w*|wants?|would like) to $"
)
_WITH_HELP = re.compile(r"\bwith (?:the |some |a little )?$")  # with the help of others: given to the city
_JOURNEY = re.compile(
    r"\b(?:missions?|delegations?|visits?|trips?|journeys?|tours?|voyages?) (?:of [^,;.]{2,30} )?to (?:the )?$"
)
_TOGETHER = re.compile(r"\b(?:[Tt]ogether|[Jj]ointly|[Aa]long) with (?:the )?$")


_NO_PART = re.compile(
    r"\b(?:took|takes|has|had|plays?|played) no part\b|\bnot (?:a )?(?:party|involved)\b"
    r"|\b(?:presented|shown|proposed|suggested|offered) to"
    r" (?:us|the (?:[Cc]ity|[Cc]ouncil|[Bb]oard|[Cc]ommittee))\b"
    r"|\b(?:is|are|was|were) before the (?:[Bb]oard|[Cc]ouncil|[Cc]ommittee)\b"
    r"|\b[Aa] (?:second |further |similar )?(?:request|application|proposal|approach) (?:by|from)\b"
)
_DONE_BY = re.compile(
    r"\b(?:carried out|run|led|implemented|undertaken|managed|executed|built|done)\b[^.;]{0,40}?\bby (?:the )?"
    r"(?=[A-Z\ue000-\uf8ff])"
)


def _by_another(scene: Scene) -> bool:
    """Whether the sentence says by whom a project was carried out, and that is not the document's own city."""
    told = _DONE_BY.search(scene.text)
    if told is None:
        return False
    noun = scene.masked.noun_at(told.end())
    if noun is None:
        return not re.match(r"(?:City|Council|Municipality)\b", scene.text[told.end() :])
    return not (scene.is_own(noun) or noun.kind in TIMES)


def _of_another(scene: Scene, spot: Spot) -> bool:
    """Whether the sentence is about what somebody else does there: JICAはラオスで…."""
    others = scene.of("InternationalOrganization|NationalGovernment|Company|University|Prefecture")
    own = scene.of("Self|Department|Anaphor") + [s for s in scene.of("City") if scene.is_own(s.noun)]
    topics = [s for s in others if s.at < spot.at and word("topic_else").match(scene.text, s.at + 1)]
    return bool(topics) and not own


def support(scene: Scene) -> Iterator[Draft]:
    """``providesSupportTo``: help sent to a place or to an organisation's work."""
    if scene.owner is None or scene.discourse.kind == "heading":
        return
    for match in scene.each("supported" if scene.japanese else "supported_en"):
        if not scene.japanese and (
            _ASKED.search(scene.before(match.start(), 24)) or _WITH_HELP.search(scene.before(match.start(), 12))
        ):
            continue
        if given_by_another(scene, match) or (not scene.japanese and done_by_another(scene, match.start())):
            continue
        spots = [
            s for s in scene.of("City|Country|InternationalOrganization|Office|Anaphor") if not scene.is_own(s.noun)
        ]
        spots = [
            s for s in spots if s.noun.kind in ("Office", "InternationalOrganization") or not scene.at_home(s.noun)
        ]
        spots = [
            s
            for s in spots
            if s.noun.kind != "Office" or any(scene.is_a(p, "InternationalOrganization") for p in s.noun.parts)
        ]
        near = [s for s in spots if _receives(scene, s, match)]
        if (
            not near
            and scene.japanese
            and not scene.of("Organization")
            and word("its_work").search(scene.text[: match.end()])
        ):
            noun = scene.spoken("Office|InternationalOrganization")
            near = [Spot(max(0, match.start() - 1), noun)] if noun else []
        if not near and not scene.japanese and (its := word("its_work_en").search(scene.text, match.end())):
            noun = scene.spoken("Office|InternationalOrganization") if its.start() - match.end() < 24 else None
            near = [Spot(its.end() - 1, noun)] if noun else []
        if not scene.japanese and match[0] == "sent":
            near = [
                s
                for s in near
                if word("goods_en").search(scene.text[match.end() : s.at + 1] + scene.after(s.at, 40))
            ]
        chosen = near[-1:] if scene.japanese else [s for s in near if s.at > match.start()][:1] or near[-1:]
        for spot in chosen:
            ahead = [v for d, v in scene.dates if d < match.start()] if scene.japanese else []
            dates = ahead or [v for d, v in scene.dates if d < match.end() + 40]
            span = (min(spot.at, match.start()), max(match.end(), spot.at + 1))
            yield from scene.draft(
                scene.owner,
                "providesSupportTo",
                scene.entity(spot.noun),
                span,
                "support-told",
                since=dates[-1] if dates else None,
            )


def _receives(scene: Scene, spot: Spot, match: re.Match[str]) -> bool:
    if scene.japanese and match.start() < spot.at < match.end():  # 義援金を同市へ送り
        return bool(re.match(r"市?(?:に|へ)", scene.text[spot.at + 1 :]))
    if scene.japanese:
        return 0 < match.start() - spot.at < 60 and bool(word("receives").match(scene.text, spot.at + 1))
    if _JOURNEY.search(scene.text[match.end() : spot.at]):
        return False  # supported the trade mission to Hanoi: those who travelled were helped
    return -1 <= spot.at - match.end() < 40 or bool(
        re.search(
            r"\bfor (?:the )?$" if match[0] in ("raised", "collected") else r"\bto (?:the )?$",
            scene.before(spot.at, 9),
        )
    )
