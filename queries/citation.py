"""Where a row comes from: the documents, places and quotes behind its statements.

What always holds: every citation's quote is ``document.text[start:end]``; citations stand in order of document
name and place; a statement is looked up by its IRI, once, whatever the number of rows that show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..ontology.model import Trust

if TYPE_CHECKING:
    from ..graph.home import Graph, StatedFact
    from ..ontology.model import Document, Reference, Value


@dataclass(frozen=True, slots=True)
class Citation:
    """One place that says a row's fact.

    ``statement`` and ``document`` are IRIs; ``document_name`` is the file's name, ``title`` the document's;
    ``start`` and ``end`` count characters of its canonical text. ``as_of`` is the date for which the document
    speaks (EDTF); ``basis`` says, for an ``inferred`` fact, from what and by which arithmetic it follows.
    """

    document_name: str
    title: str
    page: int | None
    section: str | None
    quote: str
    start: int
    end: int
    trust: Trust
    as_of: str | None
    statement: str
    document: str
    inferred: bool = False
    basis: str | None = None


class Outline(NamedTuple):
    """A statement as far as a row shows it: ``object`` is its value, if it gives one."""

    trust: Trust
    inferred: bool
    disputed: bool
    object: Value | None
    places: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The statements behind an answer and the documents behind them; some statements perhaps in outline."""

    facts: Mapping[str, StatedFact]
    documents: Mapping[str, Document]
    outlines: Mapping[str, Outline] = field(default_factory=dict)

    def standing(self, statement: str) -> StatedFact | Outline | None:
        """How far a statement can be trusted, and its value; ``None`` for one that is not here."""
        return self.outlines.get(statement) or self.facts.get(statement)

    def citations(self, statements: Iterable[str]) -> tuple[Citation, ...]:
        """All places that say these statements, each once, in order of document name and place."""
        found = [citation for statement in dict.fromkeys(statements) for citation in self._of(statement)]
        return (
            tuple(found)
            if len(found) < 2
            else tuple(sorted(set(found), key=lambda c: (c.document_name, c.document, c.start, c.end, c.statement)))
        )

    def _of(self, statement: str) -> Iterable[Citation]:
        if outline := self.outlines.get(statement):
            return outline.places
        fact = self.facts.get(statement)
        return [_citation(fact, r, self.documents[r.document]) for r in fact.references] if fact else ()


def sources(graph: Graph, statements: Iterable[str], known: Iterable[StatedFact] = ()) -> Sources:
    """The facts of these statements (IRIs) and the documents they cite; ``known`` are not asked for again."""
    wanted = set(statements)
    facts = {fact.id: fact for fact in known if fact.id in wanted}
    facts |= {fact.id: fact for fact in graph.facts(sorted(wanted - facts.keys()))}
    cited = sorted({reference.document for fact in facts.values() for reference in fact.references})
    documents = (
        {document.iri: document for document in graph.documents(cited, passages=False, text=False)} if facts else {}
    )
    return Sources(facts, documents)


def _citation(fact: StatedFact, reference: Reference, document: Document) -> Citation:
    return Citation(
        document_name=document.name,
        title=document.title,
        page=reference.page,
        section=reference.section,
        quote=reference.quote,
        start=reference.start,
        end=reference.end,
        trust=reference.trust,
        as_of=reference.as_of or document.as_of,
        statement=fact.id,
        document=document.iri,
        inferred=reference.inferred,
        basis=reference.basis,
    )
