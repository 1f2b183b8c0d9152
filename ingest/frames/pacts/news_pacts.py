"""Papers as news tells of them: names put to an accord, a pact inked, papers to that effect with several.

*Mayor Kim of Gwangju and Mayor Dorn of Leipzig put their names to an accord on 3 May. They are now friendship
cities*; *has signed papers to that effect with Osaka and with Perth*; *has agreements with two Thai cities: Nan …*.
Where a word for a tie says what the paper makes of the two, it is told by others; what the next sentences of the
block say that they are now (*friendship cities*) is so since that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...data import table
from ...matching.engine import Draft
from ...matching.told_pairs import Agreed
from ...text.sieve import Several
from ..parties import government
from ..report_days import by_weekday
from ..scene import Scene, Spot
from ..sides import is_side
from ..wordings import wording
from .several_signers import is_paper

_N = "[\ue000-\uf8ff]"
_FAR = rf"[^.;{_N[1:]}"
_PARTIES = "City|Prefecture|Self|Region"
_LAND = rf"(?:,? (?:in )?(?:the )?{_N}(?=,| and |[.;]|$))?"
_LIST = rf"(?:the )?{_N}{_LAND}(?:(?:, and|,| and) (?:with )?(?:the )?{_N}{_LAND})*"


@cache
def _ways() -> Several:
    """How it is told: ``p`` and ``q`` sign, or ``one`` does ``with`` each; ``what`` it is."""
    said = table("words/told_english.toml")["news_pact"]
    did, paper = said["did"], rf"(?P<what>(?:{_FAR}{{0,40}}? )?(?:{_N}|{said['paper']}))(?![\w-])"
    counted = rf"(?:{said['counted']}: )?"
    aside = rf"(?:, {_FAR}{{3,50}},)?"
    return Several(
        (
            rf" of (?P<p>{_N}){aside} and {_FAR}{{3,70}}? of (?P<q>{_N}){aside} (?:{said['names']}) {paper}",
            rf"^\W{{0,3}}(?:The )?(?:(?:Lord|Deputy|Vice) )?(?:Mayor|Governor|Chairman) {_FAR}{{2,40}}"
            rf" and {_FAR}{{3,70}}? of (?P<q>{_N}){aside} (?:{said['names']}) {paper}",
            rf"(?P<p>{_N})(?: [Cc]ity)?(?:,? in (?:the )?(?:[a-z]+ )?{_N},?)? and (?:the )?"
            rf"(?:(?:[A-Z][a-z]+ )?(?:state|province|region|prefecture|county|city|town|port) of )?(?P<q>{_N})"
            rf"(?: [Cc]ity)?{_LAND}(?: have| had)? (?:{said['names']}) {paper}",
            rf"^\W{{0,3}}(?:A|An|Another|A second|A third|A further|A similar) (?P<what>(?:{_FAR}{{0,40}}? )?"
            rf"(?:{_N}|{said['paper']})) with (?P<with>(?:{_N}['’]s )?{_N}){_LAND} (?:followed|(?:was|had been) "
            r"(?:signed|concluded|sealed|inked))\b",
            rf"(?P<one>{_N})(?: [Cc]ity)?(?:{_FAR}{{0,80}}?,)?(?: has| have| had| also| now)* (?:{did}) {paper}"
            rf"(?: (?:{said['of_this_kind']}))? with {counted}(?P<with>{_LIST})",
            rf"(?:^|[.;] )(?P<one>[Tt]he (?:city|municipality|town)|[Ii]t|{_N})(?: [Cc]ity)?"
            rf"(?: also| now| already)* (?:{said['has']}) {paper} with {counted}(?P<with>{_LIST})",
        )
    )


def news_pacts(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` between those who put their names to a paper, as a report says, and what they are now."""
    if scene.discourse.kind == "heading":
        return
    yield from _are_now(scene)
    if not _MAY.search(scene.text) or wording("no_accord").search(scene.text):
        return
    for told in _ways().finditer(scene.text):
        yield from _told(scene, told)


_MAY = re.compile(
    r"\b(?:followed|with|names|signatures|pen|inked|signed|sealed|agreements|pacts|accords|memoranda)\b"
)


def _told(scene: Scene, told: re.Match[str]) -> Iterator[Draft]:
    """The agreements of a match, since the one day that its clause tells."""
    if not _is_paper(scene, told):
        return
    one = _one(scene, told)
    others = _parties(scene, *told.span("with" if "with" in told.re.groupindex else "q"))
    since = _day(scene, told)
    for other in others:
        yield from scene.draft(one, "agreementWith", other, told.span(), "news-pact", since=since)
    if "q" in told.re.groupindex and one is not None and others:
        scene.discourse.agreed = Agreed(one, others[0], since, scene.discourse.block)


def _is_paper(scene: Scene, told: re.Match[str]) -> bool:
    """Whether it is a paper, and not one that makes them sister cities."""
    low, high = told.span("what")
    return is_paper(scene, told) and not any(low - 1 <= s.at < high for s in scene.of("Tie"))


def _one(scene: Scene, told: re.Match[str]) -> Entity | None:
    group = next((g for g in ("p", "one") if g in told.re.groupindex), None)
    noun = scene.masked.noun_at(told.start(group)) if group else None
    if noun is None or scene.is_own(noun):
        return scene.owner
    return scene.entity(noun) if scene.is_a(noun, _PARTIES) else None


def _parties(scene: Scene, low: int, high: int) -> list[Entity]:
    """The cities of a range, without those that only say where another lies."""
    found = [
        scene.owner if scene.is_own(s.noun) else government(scene, scene.entity(s.noun))
        for s in scene.of(_PARTIES)
        if low <= s.at < high and is_side(scene, s, anywhere=True) and not _says_where(scene, s)
    ]
    return [e for e in found if e is not None]


def _says_where(scene: Scene, spot: Spot) -> bool:
    """Whether a state only says where a city lies: Gold Coast in Queensland."""
    return spot.noun.kind == "Region" and _WHERE.search(scene.before(spot.at, 10)) is not None


_WHERE = re.compile(r"[\ue000-\uf8ff](?:,| in|, in) (?:the )?$")


def _day(scene: Scene, told: re.Match[str]) -> Interval | None:
    """The date that stands right behind what is told, or opens its sentence."""
    behind = _ON.match(scene.text, told.end())
    if behind and (when := scene.date_at(behind.start("d"))) is not None:
        return when
    opens = _OPENS.match(scene.text)
    if opens and opens.end() <= told.start(0) + 1:
        return scene.date_at(opens.start("d"))
    return by_weekday(scene, told.start(), told.end() + 16)


_ON = re.compile(rf"(?: (?:in|at) (?:the )?{_N},?)?,? (?:on|in) (?:\w+day,? )?(?:the )?(?P<d>{_N})")
_OPENS = re.compile(rf"^\W{{0,3}}(?:On|In) (?:\w+day,? )?(?P<d>{_N}),? ")


def _are_now(scene: Scene) -> Iterator[Draft]:
    """They are now friendship cities: those who put their names to the paper told before, since that day."""
    agreed = scene.discourse.agreed
    told = _NOW.match(scene.text) if agreed is not None and agreed.block == scene.discourse.block else None
    tie = scene.masked.noun_at(told.start("t")) if told else None
    if agreed is None or told is None or tie is None or tie.kind != "Tie" or not isinstance(tie.value, str):
        return
    scene.kin = True
    yield from scene.draft(
        agreed.one, tie.value, agreed.other, told.span(), "news-tie", since=agreed.since, done=True
    )


_NOW = re.compile(
    rf"\W{{0,3}}(?:They|The (?:two|pair)(?: cities| capitals)?|Both(?: cities)?) "
    rf"(?:are|became|have become|have been) (?:now |thus |thereby |formally )*(?:{_N} )?(?P<t>{_N})"
    r"(?! (?:since|of|with)\b)"
)
