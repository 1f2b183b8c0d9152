"""Papers of a list whose lines open with their days: *28 April 1997: memorandum with UNEP*, 2016年4月 2回目の覚書.

Each is one of its own, on its own day. A line that names nobody goes on with the body of the lines before it, or of
the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from ...data import table
from ...matching.engine import Draft
from ...text.mask import TIMES, Noun
from ..scene import Scene

_N: Final = "[\ue000-\uf8ff]"
_EN: Final = re.compile(
    rf"\W{{0,3}}(?P<d>{_N}) ?(?:[:–—-]|\s\s) ?(?:(?:an?|the|its|our) )?(?:[a-z-]+ ){{0,3}}(?P<paper>{_N})"
    rf"(?: (?:with|between) (?:the )?(?P<with>{_N})| (?:on|for|about|extended|renewed|signed|concluded)\b|[,.;(]|$)"
)
_JA: Final = re.compile(
    rf"[^\w\ue000-\uf8ff]{{0,3}}(?P<d>{_N})[\s、:：]*(?:(?P<with>{_N})と(?:の)?)?"
    rf"(?:(?:第?[\d一二三四五六七八九]|{_N})(?:回|次|度|つ)?目?の|(?:最初|初めて|新た)[のな]|再度|改めて)?(?P<paper>{_N})"
    r"(?:を(?:再?締結|更新|交わ|結|延長|改定)|に(?:調印|署名)|の?(?:再?締結|更新|調印|延長)|\(|$)"
)
_UNDONE_JA: Final = "予定|検討|失効|終了|満了|見送|中止|案(?:を|に|の|$)"
_BODIES: Final = "InternationalOrganization|Organization|University|Foundation|CityNetwork|Alliance|Company"


RULE: Final = "dated-paper"
"""Each paper is told with a day of its own."""


@cache
def _more_ways() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A second memorandum followed in 2006; in March 2015 the two signed an agreement on public space."""
    said = table("words/told_english.toml")["papers_told"]
    return (
        re.compile(
            rf"\b[Aa] (?:{said['next']}) (?:[a-z-]+ ){{0,2}}(?P<paper>{_N}) "
            rf"(?:{said['came']}|was (?:signed|concluded)),? (?:in|on) (?P<d>{_N})"
        ),
        re.compile(
            rf"\b(?:[Ii]n|[Oo]n) (?P<d>{_N}),? (?:the two|both) (?:sides |parties )?(?:signed|concluded) "
            rf"(?:an?|another|a second) (?:[a-z-]+ ){{0,2}}(?P<paper>{_N})(?! (?:with|between))"
        ),
    )


@cache
def _undone() -> re.Pattern[str]:
    return re.compile(f"{_UNDONE_JA}|{table('words/told_english.toml')['papers_told']['undone']}")


def dated_papers(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of the document's party with that body."""
    if scene.discourse.kind == "heading" or scene.of("Tie") or _undone().search(scene.masked.clean.text):
        return
    told = _line(scene).match(scene.text)
    if told is None:
        if not scene.japanese:
            yield from _more(scene)
        return
    day, paper = (scene.masked.noun_at(told.start(group)) for group in ("d", "paper"))
    if day is None or day.kind not in TIMES or paper is None or paper.kind not in ("AgreementWord", "Agreement"):
        return
    party = scene.masked.noun_at(told.start("with")) if told["with"] else _gone_on_with(scene)
    if party is None or not scene.is_a(party, _BODIES) or scene.is_own(party):
        return
    since = scene.date_at(told.start("d"))
    if since is not None and scene.is_past(since):
        span = (told.start("paper"), told.end())
        yield from scene.draft(
            scene.owner, "agreementWith", scene.entity(party), span, RULE, since=since, done=True
        )


def _line(scene: Scene) -> re.Pattern[str]:
    return _JA if scene.japanese else _EN


def _more(scene: Scene) -> Iterator[Draft]:
    """The papers that English prose tells after a first one, with the one body that its sentence names."""
    before = scene.discourse.before
    if before is None or scene.of(f"{_BODIES}|City|Country|Region|Prefecture"):
        return
    bodies = {n.text: n for n in before.nouns if scene.is_a(n, _BODIES) and not scene.is_own(n)}
    signed = any(n.kind in ("AgreementWord", "Agreement") for n in before.nouns)
    if len(bodies) != 1 or not signed or " with " not in before.text:
        return
    body = scene.entity(next(iter(bodies.values())))
    for told in (m for form in _more_ways() for m in form.finditer(scene.text)):
        paper, since = scene.masked.noun_at(told.start("paper")), scene.date_at(told.start("d"))
        if paper is not None and paper.kind in ("AgreementWord", "Agreement") and since is not None:
            span = (told.start("paper"), told.end())
            yield from scene.draft(scene.owner, "agreementWith", body, span, RULE, since=since, done=True)


def _gone_on_with(scene: Scene) -> Noun | None:
    """The body of a line before it, or of the heading, where the line names none itself."""
    if scene.of(f"{_BODIES}|City|Country|Region|Prefecture"):
        return None
    before = scene.discourse.before
    if before is not None and _line(scene).match(before.text):
        return scene.spoken(_BODIES)
    titled = {n.text: n for masked in scene.discourse.above for n in masked.nouns if scene.is_a(n, _BODIES)}
    return next(iter(titled.values())) if len(titled) == 1 else None
