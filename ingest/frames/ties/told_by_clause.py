"""Ties of which a clause tells since when, right before the city: 昭和53年に提携したスイスのA市.

Such a date is that city's alone, whatever else is enumerated beside it: those of the others say their own or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.discourse import Discourse
from ...matching.engine import TIES, Draft
from ...nouns.mint import governing
from ...text.mask import Masked, Noun
from ..parties import beginning, government
from ..scene import Scene
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
        ahead = ties[0].at < clause.span[0]
        kind = ties[0] if ahead else next((s for s in ties if s.at > clause.at), None)
        if kind is None:
            continue
        entity = government(scene, scene.entity(clause.noun))
        since = beginning(scene, clause.since)
        yield from scene.draft(
            scene.owner, str(kind.noun.value), entity, clause.span, RULE, since=since, done=scene.is_past(since)
        )


_BRACKETS = re.compile(  # A市・B市(中国、1990年) share what their brackets tell
    rf"(?P<cities>{_N}(?:市|町|村)?(?:・{_N}(?:市|町|村)?)*)\((?:{_N}[、・,\s]*){{0,2}}(?P<date>{_N})(?:提携|締結|調印|から|より|[、・,\s]|{_N})*\)"
)


def of_its_brackets(drafts: list[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of ties, without a date that stands in another city's brackets: A市、B市(1979年)、C市."""
    if discourse.frame.lang != "ja" or "(" not in sentence.text or all(d.relation not in TIES for d in drafts):
        return drafts
    dates, owned = dict(discourse.dates(sentence).dates), dict[str, set[str]]()
    for told in _BRACKETS.finditer(sentence.text):
        nouns = [sentence.noun_at(at) for at in range(*told.span("cities"))]
        cities = [n for n in nouns if n is not None and n.kind in _PLACES]
        since = dates.get(told.start("date"))
        if since is not None and cities:
            owned.setdefault(since.edtf, set()).update(governing(discourse.minter.entity(n)).iri for n in cities)
    beside = {
        when.edtf for at, when in dates.items() if not sentence.text[:at].count("(") > sentence.text[:at].count(")")
    }
    return [
        d._replace(since=None)
        if d.relation in TIES
        and d.since is not None
        and not d.inferred
        and d.since.edtf in owned.keys() - beside
        and not owned[d.since.edtf] & {governing(e).iri for e in (d.subject, d.object) if isinstance(e, Entity)}
        else d
        for d in drafts
    ]


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
