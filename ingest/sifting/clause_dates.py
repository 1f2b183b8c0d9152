"""Whose date it is: one that a Japanese clause keeps for itself dates no event behind that clause.

*1998年に開館した会館で、「祭り」が開かれた*: the hall was opened in 1998. *4月に着任した職員が「教室」を開いた*,
*来年5月に派遣する予定で、春に「集い」を開く*, *10月に訪問したことを受け、「公演」を催す*: each is its own verb's.
What is read of the event stays, with the one date that is left for it, else without any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ...ontology.edtf import Interval
from ...ontology.model import Entity, Value
from ..data import table
from ..matching.discourse import Discourse
from ..matching.engine import Draft, days
from ..text.called import places
from ..text.mask import Masked

_OF_EVENTS = frozenset({"heldOn", "hostCityOf", "heldIn", "organizedBy", "participatedIn", "participantCount"})
_EVENTS = frozenset({"Event", "EventSeries"})


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(table("words/clause_dates.toml")[name], re.VERBOSE)


def dated_by_its_clause(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of events, without a date that a clause before the event keeps for itself."""
    given = [*drafts]
    if discourse.frame.lang != "ja" or not any(d.relation in _OF_EVENTS for d in given):
        return given
    given = _held_ever_since(given, sentence, discourse)
    dates = discourse.dates(sentence).dates
    return [kept for d in given if (kept := _kept(d, sentence, dates)) is not None]


_EVER_SINCE = re.compile(r"(?:から|より|以来)、?(?:毎年|隔年|例年|毎[春夏秋冬月])")


def _held_ever_since(drafts: list[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts, those of who holds an event year by year with the date since when: 2007年から毎年2月に."""
    if _EVER_SINCE.search(sentence.text) is None:
        return drafts
    dates = discourse.dates(sentence).dates
    told = [(at, when) for at, when in dates if _EVER_SINCE.match(sentence.text, at + 1)]
    if len(told) != 1:
        return drafts
    at, when = told[0]
    return [
        d._replace(since=when)
        if d.relation in _HOLDS and d.since is None and any(at < to for to in _starts(d, sentence))
        else d
        for d in drafts
    ]


_HOLDS = frozenset({"hostCityOf", "organizedBy"})


def _kept(draft: Draft, sentence: Masked, dates: list[tuple[int, Interval]]) -> Draft | None:
    """A draft with the one date that is left for it, without any, or none where it told nothing but that."""
    if draft.relation not in _OF_EVENTS or draft.since is None:
        return draft
    starts = [*_starts(draft, sentence)]
    told = [at for at, when in dates if when.earliest == draft.since.earliest]
    kept = {at for at, _ in dates if any(_keeps(sentence.text, at, to) for to in starts)}
    if not told or not kept.issuperset(told):
        return draft
    left = [when for at, when in dates if at not in kept and at < max(starts)]
    since, until = days(left[0]) if len(left) == 1 else (None, None)
    if draft.relation != "heldOn":
        return draft._replace(since=since, until=until)
    return draft._replace(object=Value("Date", str(left[0])), since=since, until=until) if since else None


def _starts(draft: Draft, sentence: Masked) -> Iterator[int]:
    """Where the masked sentence names the event of a draft."""
    events = [e for e in (draft.subject, draft.object) if isinstance(e, Entity) and e.kind in _EVENTS]
    names = [n.text for e in events for n in e.names]
    spans = places(sentence.clean.text, names, words=False) if names else []
    for at, number in sentence.index.items():
        noun = sentence.nouns[number]
        if noun.kind in _EVENTS and any(low < noun.end and noun.start < high for low, high in spans):
            yield at


def _keeps(text: str, at: int, to: int) -> bool:
    """Whether the clause of the date at a place ends before another place, and takes the date with it."""
    noun, reason = (_words(name).match(text, at + 1) for name in ("of_a_noun", "of_a_reason"))
    return any(
        told is not None and told.end() < to + slack and not _words("held").search(told[0])
        for told, slack in ((noun, 0), (reason, 1))
    )
