"""The types that every layer speaks: Document, Passage, Reference, Mention, Entity, Statement, Contribution.

What always holds: ``document.text[reference.start:reference.end] == reference.quote``; a statement's identity
depends on its subject, relation, object and the relation's key qualifiers alone, never on dates, status or
source; every value here is frozen and built of tuples, so that equal things are equal and hashable.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal

ONTOLOGY: Final = "https://w3id.org/enishi/ontology#"
ENTITY: Final = "https://w3id.org/enishi/id/"
STATEMENT: Final = "https://w3id.org/enishi/statement/"
VALUE: Final = "https://w3id.org/enishi/value/"
DOCUMENT: Final = "https://w3id.org/enishi/document/"
STATEMENTS_GRAPH: Final = "https://w3id.org/enishi/graph/statements"
EVIDENCE_GRAPH: Final = "https://w3id.org/enishi/graph/evidence"

Lang = Literal["ja", "en"]


class Status(StrEnum):
    """How settled a fact is, as its document states it. Only the first two assert a tie."""

    SETTLED = "settled"
    ENDED = "ended"
    PLANNED = "planned"
    PROPOSED = "proposed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def asserts(self) -> bool:
        """Whether a fact of this status is (or was) so; any other is a ``Proposal``.

        >>> from enishi.ontology.model import Status
        >>> [s.value for s in Status if s.asserts]
        ['settled', 'ended']
        """
        return self in (Status.SETTLED, Status.ENDED)


class Trust(StrEnum):
    """Who stands behind a fact."""

    MACHINE = "machine"
    CONFIRMED = "confirmed"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name of an entity. ``preferred`` marks the one to show in its language."""

    text: str
    lang: Lang
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A city, organisation, office, project ... as one document (or the authority list) knows it.

    ``kind`` is a class name of the ontology (``City``). ``iri`` is a function of kind and folded name (and
    owner, for an office or an edition), so two documents that name a thing alike speak of one entity.
    ``attributes`` are facts of the authority list that are no ties (``countryCode``, ``latitude``,
    ``wikidata`` ...), as (name, text) pairs in order of name.
    """

    iri: str
    kind: str
    names: tuple[Name, ...]
    attributes: tuple[tuple[str, str], ...] = ()

    def name(self, lang: Lang) -> str:
        """The name to show in a language, else in the other one, else the end of the IRI."""
        ranked = sorted(self.names, key=lambda n: (n.lang != lang, not n.preferred))
        return ranked[0].text if ranked else self.iri.rsplit("/", 1)[-1]

    @property
    def country(self) -> str | None:
        """The ISO 3166 code of the country that it lies in or is, where that is known."""
        return next((text for name, text in self.attributes if name == "countryCode"), None)


@dataclass(frozen=True, slots=True)
class Value:
    """A literal object. ``kind`` is a value class of the ontology: ``Text``, ``Count``, ``MoneyJPY``,
    ``Percent``, ``Date`` (EDTF), ``Address``, ``Phone`` or ``URL``; ``text`` its plain form (a number of yen,
    an EDTF date).
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A structural unit of a document (paragraph, heading, list item, table row) at ``text[start:end]``."""

    kind: Literal["paragraph", "heading", "item", "row"]
    start: int
    end: int
    page: int | None = None
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: canonical text, and what is known of the document itself.

    ``name`` is the file's name without its extension; ``as_of`` the EDTF date for which it speaks (its fiscal
    year, mostly); ``lang`` the language of most of it; ``media_type`` that of the file.
    """

    iri: str
    name: str
    text: str
    title: str
    lang: Lang
    media_type: str
    digest: str
    as_of: str | None = None
    passages: tuple[Passage, ...] = ()

    @classmethod
    def iri_for(cls, digest: str) -> str:
        """The IRI of the document with these bytes (``digest``: hexadecimal SHA-256)."""
        return DOCUMENT + digest[:16]


@dataclass(frozen=True, slots=True)
class Reference:
    """One place that says a fact: the exact quote, what it states of dates and status, and how it was found.

    ``since``, ``until`` and ``as_of`` are EDTF. ``basis`` says from what an inferred fact follows, with its
    arithmetic. ``qualifiers`` are those that do not belong to the statement's identity (topic, role, form).
    """

    document: str
    quote: str
    start: int
    end: int
    page: int | None = None
    section: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    status: Status = Status.SETTLED
    trust: Trust = Trust.MACHINE
    extractor: str = "rules"
    rule: str | None = None
    inferred: bool = False
    basis: str | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact: subject, relation, object and key qualifiers; and the references that say it.

    ``subject`` is an entity's IRI, ``object`` an entity's IRI or a :class:`Value`; ``relation`` the relation's
    name in the ontology (``sisterCityOf``). ``key`` holds the key qualifiers that the ontology declares for
    the relation. Make one with :func:`statement`, which puts the ends of a symmetric tie in order.
    """

    subject: str
    relation: str
    object: str | Value
    key: tuple[tuple[str, str], ...] = ()
    references: tuple[Reference, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """The statement's IRI: a hash of what makes it this fact and no other (SHA-256, first 80 bits)."""
        thing = [self.object.kind, self.object.text] if isinstance(self.object, Value) else self.object
        canonical = json.dumps(
            [self.subject, self.relation, thing, self.key], ensure_ascii=False, separators=(",", ":")
        )
        return STATEMENT + hashlib.sha256(canonical.encode()).hexdigest()[:20]

    @property
    def value_iri(self) -> str:
        """The IRI of the value node of a literal fact: one a statement, so that equal figures tie nothing."""
        return VALUE + self.id.removeprefix(STATEMENT)


def statement(
    subject: str,
    relation: str,
    object: str | Value,
    references: Iterable[Reference] = (),
    *,
    key: Mapping[str, str] | None = None,
    symmetric: bool = False,
) -> Statement:
    """A statement in canonical form: key qualifiers in order, the ends of a symmetric tie in order of IRI.

    >>> from enishi.ontology.model import ENTITY, statement
    >>> a = statement(ENTITY + "b", "sisterCityOf", ENTITY + "a", symmetric=True)
    >>> b = statement(ENTITY + "a", "sisterCityOf", ENTITY + "b", symmetric=True)
    >>> a.id == b.id
    True
    """
    if symmetric and isinstance(object, str) and object < subject:
        subject, object = object, subject
    return Statement(subject, relation, object, tuple(sorted((key or {}).items())), tuple(references))


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: ``text[start:end]`` names something of ``kind``; ``entity`` where it is known."""

    start: int
    end: int
    kind: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that ingest saw and did not turn into a fact, and why (a key of the words ``omissions``)."""

    start: int
    end: int
    reason: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """All that one document says: written to a graph in one transaction, withdrawn as one."""

    document: Document
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    omissions: tuple[Omission, ...] = ()
