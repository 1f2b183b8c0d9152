"""Help without its receiver, and to several, in English: *Help sent: books for Kotka, beds for Graz (2011)*.

*Kotka was flooded. The city sent four pumps*: they went to the one city abroad that the sentence before is about,
or whose section it is. Needed are goods or money, and that the document's own party gave them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene
from ..wordings import wording
from .help_told import help_since

_N = "[\ue000-\uf8ff]"
_LISTS = re.compile(
    r"\b(?:(?:[Gg]ifts?|[Dd]eliver(?:y|ies)|[Cc]onsignments?) of (?:help|aid|relief)|[Hh]elp|[Aa]id|[Rr]elief"
    r"|[Dd]onations|[Aa]ssistance)\b[^.;:]{0,40}: "
)
_ITEM = re.compile(rf"(?P<what>[^,;:.]{{2,60}}?) (?:for|to) (?:the )?(?P<city>{_N})(?: \((?P<d>{_N})\))?")
_SENT = re.compile(
    rf"(?:^|[.;] |, |and )(?:(?:[IO]n|[Ss]ince) {_N},? )?(?P<who>{_N}|[Ww]e|[Tt]he [Cc]ouncil)"
    r" (?:has |have |had |also |then |at once )*"
    r"(?:sent|donated|gave|shipped|delivered|collected|raised|provided|supplied|dispatched|handed over)"
    r" (?P<what>[^.;]{3,120})"
)
_TO_ANOTHER = re.compile(r"\b(?:to|for|from|in) (?:the )?(?:[A-ZÀ-Þ]|[a-z]+ (?:in|of) [A-ZÀ-Þ])")


def help_listed(scene: Scene) -> Iterator[Draft]:
    """``providesSupportTo`` each receiver of a list, or the city that the passage is about."""
    if scene.japanese or scene.owner is None or scene.discourse.kind == "heading":
        return
    if told := _LISTS.search(scene.text):
        yield from _listed(scene, told.end())
    elif not any(not scene.is_own(s.noun) for s in scene.of("City|Country")):
        yield from _carried(scene)


def _listed(scene: Scene, low: int) -> Iterator[Draft]:
    """School books for Kotka, fire-fighting gear for Graz, a used ambulance for Varna (2011)."""
    for item in _ITEM.finditer(scene.text, low):
        city = scene.masked.noun_at(item.start("city"))
        if city is None or city.kind != "City" or scene.is_own(city) or not _is_help(item["what"]):
            continue
        since = scene.date_at(item.start("d")) if item["d"] else help_since(scene, *item.span())
        since = since if item["d"] or (scene.dates and scene.dates[0][0] < low) else None
        partner = scene.entity(city)
        yield from scene.draft(
            scene.owner, "providesSupportTo", partner, item.span(), "help-listed", since=since, done=True
        )


def _is_help(said: str) -> bool:
    given = wording("things").search(said) or wording("money").search(said)
    return given is not None and not wording("no_help").search(said)


def _carried(scene: Scene) -> Iterator[Draft]:
    """The city sent four pumps: to the one that was flooded, as the sentence before says."""
    told = _SENT.search(scene.text)
    city = _spoken_of(scene) if told is not None and _is_help(told["what"]) else None
    if told is None or city is None or _TO_ANOTHER.search(told["what"]) or wording("not_yet").search(scene.text):
        return
    who = scene.masked.noun_at(told.start("who"))
    if who is not None and not scene.is_own(who):
        return
    since = help_since(scene, *told.span())
    yield from scene.draft(
        scene.owner, "providesSupportTo", scene.entity(city), told.span(), "help-carried", since=since
    )


def _spoken_of(scene: Scene) -> Noun | None:
    """The one city abroad of the sentence before, or of the heading where that sentence names none."""
    before, headings = scene.discourse.before, scene.discourse.headings[-1:]
    for masked in (*((before,) if before is not None else ()), *headings):
        named = [n for n in masked.nouns if n.kind == "City" and not scene.is_own(n) and not scene.at_home(n)]
        if named:
            return named[0] if len({n.text for n in named}) == 1 else None
    return None
