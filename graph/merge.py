"""What the references of all documents come to: one set of dates, one status, one list of names.

Every function here is pure and depends on the set of what it is given alone, never on its order: so loading
twice, in another order, or withdrawing a document leaves exactly what the remaining documents say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from ..ontology.edtf import Interval, most_precise, parse
from ..ontology.model import Entity, Name, Reference, Statement, Status, Trust
from .evidence import Profile
from .home import StatedFact

K = TypeVar("K", str, tuple[str, str])

_LATER: Final = (
    Status.ENDED,
    Status.SETTLED,
    Status.WITHDRAWN,
    Status.REJECTED,
    Status.PLANNED,
    Status.PROPOSED,
)
_STRONGER: Final = (Trust.ENTERED, Trust.CONFIRMED, Trust.MACHINE)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What follows for a statement from its references. Several values of one qualifier are joined by ``; ``."""

    since: Interval | None
    until: Interval | None
    as_of_first: Interval | None
    as_of_last: Interval | None
    status: Status
    trust: Trust
    sources: int
    inferred: bool
    disputed: bool
    qualifiers: tuple[tuple[str, str], ...]


def draw(references: Iterable[Reference], speaks_for: Mapping[str, str | None]) -> Drawn:
    """Put the references of one statement together; ``speaks_for`` gives the ``as_of`` of each document.

    *Standing* references are those that assert the fact, if any does (a plan's date disputes nothing once the
    tie is there); else all of them. Everything is drawn from the standing ones:

    - status: what those say that speak for the latest date; where they differ, the later stage (ended before
      settled; withdrawn, rejected, planned, proposed);
    - since, until: the most precise where they agree, else the range over all, and ``disputed``;
    - trust: the strongest; inferred: only where all are; sources: the number of their documents.
    """
    given = list(references)
    standing = [r for r in given if r.status.asserts] or given
    dated = [(r, _as_of(r, speaks_for)) for r in standing]
    latest = max(_end(as_of) for _, as_of in dated)
    since, since_disputed = _most_precise(r.since for r in standing)
    until, until_disputed = _most_precise(r.until for r in standing)
    as_ofs = sorted({as_of for _, as_of in dated if as_of is not None}, key=_order)
    return Drawn(
        since=since,
        until=until,
        as_of_first=as_ofs[0] if as_ofs else None,
        as_of_last=max(as_ofs, key=lambda as_of: (_end(as_of), _order(as_of))) if as_ofs else None,
        status=min((r.status for r, as_of in dated if _end(as_of) == latest), key=_LATER.index),
        trust=min((r.trust for r in standing), key=_STRONGER.index),
        sources=len({r.document for r in standing}),
        inferred=all(r.inferred for r in standing),
        disputed=since_disputed or until_disputed,
        qualifiers=_joined(pair for r in standing for pair in r.qualifiers),
    )


def _as_of(reference: Reference, speaks_for: Mapping[str, str | None]) -> Interval | None:
    text = reference.as_of or speaks_for.get(reference.document)
    return parse(text) if text else None


def _end(as_of: Interval | None) -> date:
    if as_of is None:
        return date.min
    return as_of.latest or date.max


def _order(as_of: Interval) -> tuple[date, date, str]:
    return as_of.earliest or date.min, as_of.latest or date.max, str(as_of)


def _most_precise(texts: Iterable[str | None]) -> tuple[Interval | None, bool]:
    intervals = [parse(text) for text in texts if text]
    return most_precise(intervals) if intervals else (None, False)


def _joined(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    texts: dict[str, set[str]] = {}
    for name, text in pairs:
        texts.setdefault(name, set()).add(text)
    return tuple((name, "; ".join(sorted(texts[name]))) for name in sorted(texts))


def stated(
    statement: Statement, speaks_for: Mapping[str, str | None], *, known_as: str | None = None
) -> StatedFact:
    """A statement with what is drawn from its references; ``known_as``: its IRI, where merges moved its ends."""
    drawn = draw(statement.references, speaks_for)
    return StatedFact(
        id=known_as or statement.id,
        subject=statement.subject,
        relation=statement.relation,
        object=statement.object,
        key=statement.key,
        since=str(drawn.since) if drawn.since else None,
        until=str(drawn.until) if drawn.until else None,
        as_of_first=drawn.as_of_first.short if drawn.as_of_first else None,
        as_of_last=drawn.as_of_last.short if drawn.as_of_last else None,
        status=drawn.status,
        trust=drawn.trust,
        inferred=drawn.inferred,
        disputed=drawn.disputed,
        references=statement.references,
    )


def merged(profile: Profile) -> Entity:
    """One entity from what documents say of it.

    Names: in order of language (ja, en), preferred ones first, then those of more documents, then by text.
    The kind, and an attribute for which documents differ, is what most of them say, then the first by text.
    """
    names, preferred = profile.names, profile.preferred
    ranked = sorted(names, key=lambda n: (n[0] != "ja", n not in preferred, -names[n], n))
    chosen: dict[str, str] = {}
    for name, text in _most(profile.attributes):
        chosen.setdefault(name, text)
    return Entity(
        iri=profile.entity,
        kind=_most(profile.kinds)[0],
        names=tuple(Name(text, lang, (lang, text) in preferred) for lang, text in ranked),
        attributes=tuple(sorted(chosen.items())),
    )


def _most(counted: Counter[K]) -> list[K]:
    return sorted(counted, key=lambda key: (-counted[key], key))
