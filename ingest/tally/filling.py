"""Dates that another place of the document tells: an event's day for its host, an office's opening for its city.

Only where the document tells one date: an event told to have been held on two days keeps its facts undated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from ...ontology.dates_patterns import JAPANESE
from ...ontology.edtf import Interval
from ...ontology.model import Entity, Status
from ..data import pattern
from ..matching.engine import TIES, Draft, days
from ..nouns.untold import headed_year
from ..text.mask import TIMES, Masked
from ..text.structure import Block
from .named_years import named_year

_OF_EVENT = {
    "hostCityOf": "object",
    "heldIn": "subject",
    "organizedBy": "subject",
    "participantCount": "subject",
    "participatedIn": "object",
}
_OF_OFFICE = {"hasOverseasOffice": "object", "locatedIn": "subject"}
When = tuple[Interval, Interval | None]


def filled(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with the dates that they lack and that another draft tells of the same event or office."""
    held, opened = _told(drafts, "heldOn"), _told(drafts, "establishedOn")
    given = _given(drafts)
    return [
        draft._replace(since=given.get(draft.subject.iri))
        if draft.relation == "conferredBy" and draft.since is None
        else _dated(draft, held, opened)
        for draft in drafts
    ]


def _given(drafts: Sequence[Draft]) -> dict[str, Interval]:
    """When each title was had, where the document tells one date: then it was conferred."""
    found: dict[str, set[Interval]] = defaultdict(set)
    for draft in drafts:
        settled = draft.relation == "receivedTitle" and draft.status is Status.SETTLED
        if settled and draft.since is not None and isinstance(draft.object, Entity):
            found[draft.object.iri].add(draft.since)
    return {iri: next(iter(dates)) for iri, dates in found.items() if len(dates) == 1}


def closest(drafts: Sequence[Draft | None]) -> list[Draft | None]:
    """The drafts but days of events that another draft tells more closely: 5月 beside 5月13日・14日.

    The day on which something of several days opened is no day of its own beside them.
    """
    told: dict[tuple[str, Status], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft is not None and draft.relation == "heldOn" and draft.since is not None:
            told[draft.subject.iri, draft.status].append(draft)
    vague = {
        id(one) for same in told.values() if len(same) > 1 for one in same if any(_closer(o, one) for o in same)
    }
    return [None if draft is not None and id(draft) in vague else draft for draft in drafts]


def _closer(other: Draft, one: Draft) -> bool:
    """Whether a draft tells the days of the same event more closely than another."""
    if other.since is None or one.since is None or (other.since, other.until) == (one.since, one.until):
        return False
    if one.until is None and one.since.precision == "day":
        return other.until is not None and other.since == one.since
    return one.until is None and one.since != other.since and one.since.contains(other.since)


_BEGIN = frozenset(
    [
        *TIES, "agreementWith", "signatoryOf",
        "hasOverseasOffice", "operatesOfficeIn", "memberOf", "receivedTitle", "hostCityOf", "projectIn",
    ]
)  # fmt: skip
_LASTS = re.compile(r"継続|引き続き|以来|以降|already|continu|since", re.I)


def in_its_year(draft: Draft, sentence: Masked, block: Block) -> Draft:
    """A draft of an undated line of a chronology, with the year that heads it."""
    if draft.since is not None or draft.inferred or draft.relation not in _BEGIN or not block.above:
        return draft
    year = headed_year(block.above[-1].text) if block.kind != "heading" and len(block.text.text) < 80 else None
    dated = any(n.kind in TIMES or n.kind == "Anniversary" for n in sentence.nouns)
    if year is None or dated or _LASTS.search(sentence.clean.text):
        return draft
    if draft.relation in TIES and _OF_A_BUDGET.search(block.above[-1].text):
        return draft  # 令和4年度 当初予算: no tie of its rows began then
    if not _may_begin(draft.relation, sentence.clean.text):
        return draft
    return draft._replace(since=year)


def _may_begin(relation: str, line: str) -> bool:
    """Whether a line below a year may tell a beginning: no visit from our sister city, no fair of an office."""
    if _deeds("made").search(line) or _deeds("made_en").search(line):
        return True
    if relation in TIES:
        return _IN_PASSING.search(line) is None and _deeds("deed").search(line) is None
    return relation not in _LASTING or JAPANESE.search(line) is not None or _BEGUN_EN.search(line) is not None


_OF_A_BUDGET = re.compile("予算|決算|見積|評価|計画|事業(?:一覧|概要|報告)")
_LASTING = frozenset(["agreementWith", "signatoryOf", "hasOverseasOffice", "operatesOfficeIn", "memberOf"])
_BEGUN_EN = re.compile(r"\b(?:join|open|launch|admit|accede|enter|set up|adopt|agree[sd]|start|begin|began)", re.I)
_deeds = partial(pattern, "words/deed_dates.toml")
_IN_PASSING = re.compile(
    r"(?:\b(?:our|its|their|the|an?)|['’]s) (?:[a-z]+ )?(?:sister|twin|friendship|partner)[- ](?:city|cities|town)",
    re.I,
)


def _told(drafts: Sequence[Draft], relation: str) -> dict[str, When]:
    found: dict[str, set[When]] = defaultdict(set)
    for draft in drafts:
        if draft.relation == relation and draft.since is not None and draft.status is not Status.REJECTED:
            whole = draft.until is None or draft.until == draft.since
            found[draft.subject.iri].add(days(draft.since) if whole else (draft.since, draft.until))
    finest: dict[str, When] = {}
    for iri, dates in found.items():
        best = max(dates, key=lambda d: (len(str(d[0])), str(d[0]), str(d[1] or "")))
        if all(d[0].contains(best[0]) for d in dates):
            finest[iri] = best
    return finest


def _dated(draft: Draft, held: dict[str, When], opened: dict[str, When]) -> Draft:
    vague = draft.since is not None and draft.until is None and draft.since.precision in ("month", "year")
    if draft.inferred or (draft.since is not None and not vague):
        return draft
    for told, ends, kinds in ((held, _OF_EVENT, ("Event",)), (opened, _OF_OFFICE, ("Office",))):
        end = ends.get(draft.relation)
        thing = (draft.object if end == "object" else draft.subject) if end else None
        if draft.relation == "locatedIn" and not (isinstance(draft.object, Entity) and draft.object.kind == "City"):
            continue
        if isinstance(thing, Entity) and thing.kind in kinds and thing.iri in told:
            since, until = told[thing.iri]
            if draft.since is not None and (told is opened or not draft.since.contains(since)):
                continue  # only an event's month or year is told more closely elsewhere
            return draft._replace(since=since, until=until if told is held else None)
    return _of_named_year(draft)


def _of_named_year(draft: Draft) -> Draft:
    """A city that hosts an event of which nothing but its name tells the year: the 2026 Gardens Meeting."""
    if draft.relation != "hostCityOf" or draft.since is not None or not isinstance(draft.object, Entity):
        return draft
    return draft._replace(since=named_year(draft.object))
