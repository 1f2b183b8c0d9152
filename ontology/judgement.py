"""Judgements: what a person decides about statements and entities, as values that a graph keeps.

What always holds: who and when are given, never taken from a clock here; a judgement's IRI is a function of all
it says; none is ever changed, an :attr:`Verdict.UNDO` takes one back, and can itself be undone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from ..errors import DataError
from .model import Document, Entity, Name, Reference, Statement, Status, Trust, Value

JUDGEMENT: Final = "https://w3id.org/enishi/judgement/"
HAND: Final = "hand"
"""The extractor of what a person has entered."""


class Verdict(StrEnum):
    """What is decided. ``MERGE`` says that entities are one, ``SPLIT`` that they are not."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    STATE = "state"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact that a person enters, with its references, its ends, and the sources that are no documents here."""

    statement: Statement
    entities: tuple[Entity, ...]
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision.

    ``statement`` is what it is about, ``documents`` (IRIs) and ``quotes`` (white space put aside) the places to
    which it applies: another document that says the same is not judged by it, the same sentence in another file
    is. ``seen`` are the (since, until, status) that were accepted. ``entities`` are those merged, the one that
    gives its IRI first, or kept apart; ``undoes`` the judgement taken back; ``stated`` the fact put in place.
    ``at`` is an instant of ISO 8601 in UTC.
    """

    verdict: Verdict
    by: str
    at: str
    statement: str | None = None
    documents: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    seen: tuple[tuple[str | None, str | None, str], ...] = ()
    entities: tuple[str, ...] = ()
    undoes: str | None = None
    stated: Stated | None = None
    note: str | None = None

    @property
    def id(self) -> str:
        """The judgement's IRI."""
        return JUDGEMENT + hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:20]

    @property
    def text(self) -> str:
        """All of it as one line of JSON, the same for equal judgements."""
        said = {name: value for name, value in asdict(self).items() if value not in (None, (), [])}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def line(self) -> str:
        """It with its IRI, by which it is taken back, as a line of an export that :func:`read_judgement` reads."""
        return json.dumps({"id": self.id, **json.loads(self.text)}, ensure_ascii=False, separators=(",", ":"))

    def covers(self, reference: Reference) -> bool:
        """Whether it applies to a place that says its statement."""
        place = reference.document in self.documents or squeezed(reference.quote) in self.quotes
        if self.verdict is not Verdict.ACCEPT:
            return place
        return place and (reference.since, reference.until, reference.status.value) in self.seen


def squeezed(quote: str) -> str:
    """A quote without its white space: what stays the same when a document is set anew.

    >>> from enishi.ontology.judgement import squeezed
    >>> squeezed("姉妹都市　提携\\n1965年")
    '姉妹都市提携1965年'
    """
    return "".join(quote.split())


def instant(when: datetime) -> str:
    """An instant as judgements write it.

    >>> from datetime import UTC, datetime
    >>> from enishi.ontology.judgement import instant
    >>> instant(datetime(2026, 4, 1, 9, tzinfo=UTC))
    '2026-04-01T09:00:00.000000Z'
    """
    return when.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_instant(text: str) -> str:
    """An instant as a person gives it; one without an offset is UTC. Raises ``judgement_time``."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise DataError("judgement_time", text=text) from error
    return instant(when if when.tzinfo else when.replace(tzinfo=UTC))


def read_judgement(text: str) -> Judgement:
    """A judgement from its line of JSON; raises ``judgement_malformed``.

    >>> from enishi.ontology.judgement import Judgement, Verdict, read_judgement
    >>> one = Judgement(Verdict.UNDO, "Archive", "2026-04-01T00:00:00.000000Z", undoes="x:y")
    >>> read_judgement(one.text) == read_judgement(one.line) == one
    True
    """
    try:
        said = json.loads(text)
        tuples = {name: tuple(said.get(name, ())) for name in ("documents", "quotes", "entities")}
        return Judgement(
            Verdict(said["verdict"]),
            str(said["by"]),
            read_instant(said["at"]),
            statement=said.get("statement"),
            seen=tuple((s, u, str(t)) for s, u, t in said.get("seen", ())),
            undoes=said.get("undoes"),
            stated=_stated(said["stated"]) if said.get("stated") else None,
            note=said.get("note"),
            **tuples,
        )
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DataError("judgement_malformed", text=text[:80], reason=f"{type(error).__name__}: {error}") from error


def _stated(said: dict[str, Any]) -> Stated:
    fact = said["statement"]
    thing = Value(**fact["object"]) if isinstance(fact["object"], dict) else str(fact["object"])
    references = tuple(_reference(r) for r in fact["references"])
    return Stated(
        Statement(fact["subject"], fact["relation"], thing, _pairs(fact["key"]), references),
        tuple(
            Entity(e["iri"], e["kind"], tuple(Name(**n) for n in e["names"]), _pairs(e["attributes"]))
            for e in said["entities"]
        ),
        tuple(Document(**{**d, "passages": ()}) for d in said["documents"]),
    )


def _reference(said: dict[str, Any]) -> Reference:
    given = {**said, "status": Status(said["status"]), "trust": Trust(said["trust"])}
    return Reference(**{**given, "qualifiers": _pairs(said["qualifiers"])})


def _pairs(pairs: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((left, right) for left, right in pairs)


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that nobody has taken back, in order of time; an undo counts until it is undone itself."""
    known = {j.id: j for j in judgements}
    undoing: dict[str, list[str]] = {}
    for each in known.values():
        if each.undoes:
            undoing.setdefault(each.undoes, []).append(each.id)

    def stands(iri: str) -> bool:
        return not any(stands(undo) for undo in undoing.get(iri, ()))

    standing = (j for j in known.values() if stands(j.id) and j.verdict is not Verdict.UNDO)
    return sorted(standing, key=lambda j: (j.at, j.id))
