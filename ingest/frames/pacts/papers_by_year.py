"""Papers that two cities signed one after another, each told with its year in an English sentence.

*A youth exchange agreement was signed in 1988; a memorandum on sport followed in 1996, and in 2015 the two mayors
signed a declaration on relief*: each is an agreement of its own, between the two that the passage is about, else
the document's own city and the one spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ....ontology.model import Entity
from ...data import table
from ...matching.engine import Draft
from ..scene import Scene
from ..ties.ports_english import of_ports
from ..ties.two_told import spoken_of
from ..wordings import wording

_N = "[\ue000-\uf8ff]"
RULE = "paper-by-year"
"""Each paper is told with a day of its own."""
_ABOUT = rf"(?: (?:on|about|for|covering|concerning|of) [^.;,{_N[1:-1]}]{{3,40}}?)?"
_SEVERAL = 2


@cache
def _done() -> re.Pattern[str]:
    """How a signing is told: with its date (``d``, ``e``, ``f``) behind the paper, before who signs, before it."""
    said = table("words/told_english.toml")["papers_told"]
    which = rf"(?:{said['which']}) (?:[a-z-]+ ){{0,3}}"
    return re.compile(
        rf"\b{which}(?P<paper>{_N}){_ABOUT} (?:was (?:{said['signed']})|{said['came']}) (?:in|on) (?P<d>{_N})"
        rf"|\b[IOio]n (?P<e>{_N}),? (?:{said['both']}) (?:{said['signed']}) {which}(?P<other>{_N})"
        rf"|\b[IOio]n (?P<f>{_N}),? {which}(?P<third>{_N}){_ABOUT} was (?:{said['signed']})\b"
    )


def papers_by_year(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of the two, on the day of each of several papers."""
    if scene.discourse.kind in ("heading", "row") or len(scene.dates) < _SEVERAL or of_ports(scene) is not None:
        return
    told = [
        (found, since)
        for found in _done().finditer(scene.text)
        if _is_paper(scene, found) and (since := scene.date_at(_start(found, "def"))) is not None
    ]
    if len({str(since) for _, since in told}) < _SEVERAL or wording("no_accord").search(scene.text):
        return
    one, other = _two(scene)
    for found, since in told:
        yield from scene.draft(one, "agreementWith", other, found.span(), RULE, since=since, done=True)


def _start(found: re.Match[str], groups: Sequence[str]) -> int:
    """Where the first of several groups stands that a match has."""
    return next(found.start(group) for group in groups if found[group])


def _is_paper(scene: Scene, found: re.Match[str]) -> bool:
    noun = scene.masked.noun_at(_start(found, ("paper", "other", "third")))
    return noun is not None and noun.kind in ("AgreementWord", "Agreement")


def _two(scene: Scene) -> tuple[Entity | None, Entity | None]:
    """The two whose papers they are: the two of the passage, else the own city and the one spoken of."""
    if (two := spoken_of(scene)) is not None:
        return two.one, two.other
    named = [s.noun for s in scene.of("City") if not scene.is_own(s.noun)]
    away = {n.text: n for n in named or scene.discourse.abroad if not scene.is_own(n)}
    other = scene.entity(next(iter(away.values()))) if len(away) == 1 else None
    return scene.owner, other
