"""Ties of which a clause tells since when, right before the city: 昭和53年に提携したスイスのA市.

Such a date is that city's alone, whatever else is enumerated beside it: those of the others say their own or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...ontology.edtf import Interval
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..text.mask import Masked, Noun
from .parties import beginning, government
from .scene import Scene
from .tie_words import spoken_spots

RULE = "tie-clause"
_N = "[\ue000-\uf8ff]"
_CLAUSE = re.compile(
    rf"(?P<date>{_N})に?、?(?:正式に|最初に|新たに)?(?:(?:協定|盟約|縁組|提携|{_N})(?:書)?(?:を|に|の))?"
    r"(?:提携(?:を|に)?(?:し|調印し|結ん)|締結し|調印し|署名し|結[んば]|交わし|縁組(?:を)?し|縁を結ん)(?:た|だ|れた|された)"
    rf"(?:{_N}(?:の|・)?)?(?:{_N}(?:の|・)?)?(?P<city>{_N})(?!の(?:{_N}(?:大学|港)|大学|港))"
)
_PLACES = ("City", "Region")


class Clause(NamedTuple):
    """A place and since when a clause right before it says that it is tied."""

    noun: Noun
    at: int
    since: Interval
    span: tuple[int, int]


def clauses(sentence: Masked, discourse: Discourse) -> list[Clause]:
    """Those of a sentence that speaks of a tie."""
    if all(n.kind != "Tie" for n in sentence.nouns):
        return []
    dates, found = dict(discourse.dates(sentence).dates), []
    for told in _CLAUSE.finditer(sentence.text):
        at = told.end("city") - 1
        noun, since = sentence.noun_at(at), dates.get(told.start("date"))
        if noun is not None and noun.kind in _PLACES and since is not None:
            found.append(Clause(noun, at, since, told.span()))
    return found


def told_by_clause(scene: Scene) -> Iterator[Draft]:
    """The tie of each: of the kind that the sentence is about, else of the next word for one behind the city."""
    ties = [s for s in spoken_spots(scene) if isinstance(s.noun.value, str)]
    for clause in clauses(scene.masked, scene.discourse) if ties and scene.discourse.kind != "heading" else ():
        if scene.is_own(clause.noun):
            continue
        behind = [s for s in ties if s.at > clause.at]
        kind = (ties[:1] if ties[0].at < clause.span[0] else behind[:1])[0]
        entity = government(scene, scene.entity(clause.noun))
        since = beginning(scene, clause.since)
        yield from scene.draft(
            scene.owner, str(kind.noun.value), entity, clause.span, RULE, since=since, done=scene.is_past(since)
        )


def of_its_clause(drafts: list[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of a sentence, the ties and papers of a clause's city once, the others without its date."""
    told = {frozenset((d.subject, d.object)) for d in drafts if d.rule == RULE}
    if not told:
        return drafts
    dates = [clause.since for clause in clauses(sentence, discourse)]
    return [
        d._replace(since=None) if d.relation in TIES and d.rule != RULE and d.since in dates else d
        for d in drafts
        if d.rule == RULE
        or d.relation not in {*TIES, "agreementWith"}
        or frozenset((d.subject, d.object)) not in told
    ]
