"""Work abroad: projects in a country or a city, and one-way support."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ...matching.engine import Draft
from ...text.mask import TIMES, Noun
from ..doers import done_by_another
from ..scene import Scene, Spot
from ..words import word
from .aid import given_by_another
from .done_by import brought_by_guests, municipality, of_another_body


def projects(scene: Scene) -> Iterator[Draft]:
    """``projectIn``: the document's city, or who the sentence says does it, works on a project there."""
    if scene.discourse.kind == "heading" or _SUBJECT_LINE.search(scene.text):
        return
    if scene.owner is None and not (scene.japanese and scene.of("City|Prefecture")):
        return
    match = scene.says("project" if scene.japanese else "project_en")
    if match is None and not word("project_strong").search(scene.masked.clean.text):
        return
    places = [s for s in scene.of("City|Country|Region") if not scene.is_own(s.noun) and not scene.at_home(s.noun)]
    if _is_of_others(scene, places):
        return
    paper = scene.japanese and bool(scene.of("AgreementWord|Agreement"))
    for spot in places:
        if not (_is_work_at(scene, spot, paper=paper) if scene.japanese else _is_work_in(scene, spot)):
            continue
        since = scene.dated([[spot]])[0]
        low, high = match.span() if match else (spot.at, spot.at + 1)  # 草の根技術協力事業 is a name of its own
        span = (min(spot.at, low), max(high, spot.at + 1))
        doer = municipality(scene, span[1]) if scene.japanese else scene.owner
        yield from scene.draft(doer, "projectIn", scene.entity(spot.noun), span, "project-told", since=since)
        for again in _phases(scene, since):
            yield from scene.draft(doer, "projectIn", scene.entity(spot.noun), span, "work-phase", since=again)
    if match is not None and not (places or paper) and scene.says("project_strong"):
        yield from _where_before(scene, match)


def _phases(scene: Scene, since: Interval | None) -> list[Interval]:
    """The other spans of time of a work done more than once: 2012年から2015年まで、また2017年から2020年まで."""
    spans = [v for _, v in scene.dates if "/" in str(v)]
    return [v for v in spans if v != since] if since in spans and len(spans) == len(scene.dates) > 1 else []


def _where_before(scene: Scene, match: re.Match[str]) -> Iterator[Draft]:
    """The project in the cities spoken of last; what a line opens with dates it: 2016年4月 下水道事業(第2期)."""
    ahead = [v for d, v in scene.dates if d < match.start()]
    since = ahead[0] if len(scene.dates) == len(ahead) == 1 else None
    for last in scene.discourse.abroad:
        there = scene.entity(last)
        yield from scene.draft(scene.owner, "projectIn", there, match.span(), "project-of-city-before", since=since)


def _is_of_others(scene: Scene, places: list[Spot]) -> bool:
    """Whether a sentence tells what somebody else than a city does, or who came here to learn."""
    if not scene.japanese:
        return _NO_PART.search(scene.text) is not None or _by_another(scene)
    if any(_TRAINED_HERE.match(scene.text, s.at + 1) for s in places):
        return True
    return bool(places) and of_another_body(scene, places[-1])


def _is_work_at(scene: Scene, spot: Spot, *, paper: bool) -> bool:
    """Whether a place is where work is done, not where people met, or where the one lies who signs a paper."""
    other = (_MEETING, _OCCASION, _AGREED_WITH) if paper else (_MEETING, _OCCASION)
    at = spot.at + 1
    return bool(word("work_at").match(scene.text, at)) and not any(said.match(scene.text, at) for said in other)


def _is_work_in(scene: Scene, spot: Spot) -> bool:
    """Whether an English sentence has a project in a place, and not only with it."""
    there = re.search(r"\b(?:in|to|for|at|of|with) (?:the )?$", scene.before(spot.at, 10))
    return there is not None and not _TOGETHER.search(scene.before(spot.at, 24))


_SUBJECT_LINE = re.compile(r"(?:について|に関して|に関する件|の件)(?:\([^()]*\))?\s*$")  # names what a paper is on
_AGREED_WITH = re.compile(  # フィリピンの水道区と技術協力の覚書を
    r"(?:市|国)?(?:の|・)?[^。、はがをに]{0,24}?と(?:の|は|も)?[^。はが]{0,40}?[\ue000-\uf8ff](?:を|に)"
)
_TRAINED_HERE = re.compile(  # カンボジアの水道分野の研修員11名を受け入れた: they came, and nothing was done there
    r"(?:(?:市|国)?(?:、|・|と|や|及び)[\ue000-\uf8ff])*(?:市|国)?(?:から|の|など)[^。、]{0,20}?(?:研修(?:員|生)|視察団|技術者)[^。]{0,16}?"
    r"(?:受け?入れ|迎え|招[いきへ])"
)
_MEETING = re.compile(
    r"市?(?:内)?で(?:は)?、?(?:[^。、]{0,16}(?:会議|会合|総会|委員会|式典|レセプション|[\ue000-\uf8ff])(?:を|が)(?:開|催|行(?!うこと))"
    r"|(?:開(?:かれ|催され|催の)|行われ|催され)(?:た|る)?[^。、]{0,16}(?:会議|会合|総会|委員会|式典|フォーラム|セミナー|大会|[\ue000-\uf8ff]))"
)
_OCCASION = re.compile(  # A市でもてなしを受けたことがきっかけで: how it came about
    r"市?(?:で|に)[^。、で]{0,30}(?:こと|の)(?:が|を)(?:きっかけ|契機|機縁|縁)"
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


def support(scene: Scene) -> Iterator[Draft]:
    """``providesSupportTo``: help sent to a place or to an organisation's work."""
    if scene.discourse.kind == "heading" or (scene.owner is None and not scene.japanese):
        return
    for match in scene.each("supported" if scene.japanese else "supported_en"):
        if not scene.japanese and (
            _ASKED.search(scene.before(match.start(), 24)) or _WITH_HELP.search(scene.before(match.start(), 12))
        ):
            continue
        if scene.japanese and brought_by_guests(scene, match.start()):
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
        near = [s for s in spots if _receives(scene, s, match) and not _only_around(scene, s)]
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
        if not (near or scene.japanese) and _IT.match(scene.text, match.end()):
            noun = _body_before(scene)
            near = [Spot(match.end(), noun)] if noun is not None else []
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
                municipality(scene, match.start()) if scene.japanese else scene.owner,
                "providesSupportTo",
                scene.entity(spot.noun),
                span,
                "support-told",
                since=dates[-1] if dates else None,
            )


def _only_around(scene: Scene, spot: Spot) -> bool:
    """Whether a land only says where the town behind it lies: ネパールのポカラ市で."""
    inside = spot.at + 2 if scene.text[spot.at + 1 : spot.at + 2] in ("の", "・") else spot.at + 1
    return scene.japanese and spot.noun.kind == "Country" and any(s.at == inside for s in scene.of("City"))


_BODY = "(?:[Oo]ffice|[Cc]entre|[Cc]enter|[Ii]nstitute|[Ss]ecretariat)"
_IT = re.compile(rf" (?:it|the {_BODY})\b(?! (?:by|to|for|was|is)\b)")
_THE_BODY = re.compile(rf"(?:The|This) {_BODY}\b")


def _body_before(scene: Scene) -> Noun | None:
    """The office or the international body that the sentence before is about, which "it" goes on about."""
    if scene.of("Organization|Office|Event|Facility") or scene.discourse.before is None:
        return None
    named = [n for n in scene.discourse.before.nouns if scene.is_a(n, "Organization|Office|Event|Facility|Project")]
    bodies = [n for n in named if scene.is_a(n, "Office|InternationalOrganization")]
    if _THE_BODY.match(scene.discourse.before.clean.text):
        return scene.spoken("Office") or scene.spoken("InternationalOrganization")
    return bodies[0] if bodies and named[0] is bodies[0] else None


_SINCE = re.compile(r"(?:市|国|都)?(?:に|へ)(?:は|も)?、?(?P<d>[\ue000-\uf8ff])(?:から|より|以来)、?")


def _receives(scene: Scene, spot: Spot, match: re.Match[str]) -> bool:
    if scene.japanese and match.start() < spot.at < match.end():  # 義援金を同市へ送り
        return bool(re.match(r"市?(?:に|へ)", scene.text[spot.at + 1 :]))
    if scene.japanese:
        behind = scene.text[spot.at + 1 :]
        told = _SINCE.match(behind)  # A市には2014年から is no "from" of those who give
        if told is not None and scene.date_at(spot.at + 1 + told.start("d")) is not None:
            behind = behind[: told.start("d")] + behind[told.end() :]
        return 0 < match.start() - spot.at < 60 and bool(word("receives").match(behind))
    if _JOURNEY.search(scene.text[match.end() : spot.at]):
        return False  # supported the trade mission to Hanoi: those who travelled were helped
    return -1 <= spot.at - match.end() < 40 or bool(
        re.search(
            r"\bfor (?:the )?$" if match[0] in ("raised", "collected") else r"\bto (?:the )?$",
            scene.before(spot.at, 9),
        )
    )
