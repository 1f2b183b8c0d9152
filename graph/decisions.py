"""The judgements that a graph holds, looked up by what they are about, and what a person entered by them.

What always holds: who asks for judgements on something gets those too that undo them; what is entered about a
document goes and comes with the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..ontology.judgement import Judgement, in_force
from ..ontology.model import EVIDENCE_GRAPH, STATEMENT, VALUE
from . import judging
from .deriving import value_node
from .engine import Engine
from .evidence import IN_DOCUMENT, JUDGED_IN, JUDGES, OBJECT, SUPPORTS, by_node
from .terms import Quad, iri, value, word

_EVIDENCE: Final = f"<{EVIDENCE_GRAPH}>"


class Decisions:
    """The judgements among an engine's quads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def on(self, about: Iterable[str]) -> list[Judgement]:
        """The judgements on these statements and entities (terms), in order of time."""
        nodes = self.nodes_on(about)
        return judging.read(by_node(self._engine.about(nodes, _EVIDENCE))) if nodes else []

    def nodes_on(self, about: Iterable[str]) -> set[str]:
        """The judgements (terms) on these statements and entities (terms), and those that undo them."""
        found: set[str] = set()
        new = {s for s, _ in self._engine.pointing(JUDGES, about, _EVIDENCE)}
        while new := new - found:
            found |= new
            new = {s for s, _ in self._engine.pointing(JUDGES, new, _EVIDENCE)}
        return found

    def roots(self, links: set[Quad]) -> set[Quad]:
        """What these judge, and what those judge that they undo: links to statements and entities."""
        found, new = set[Quad](), links
        while new:
            found |= {q for q in new if not q.object.startswith(judging.OWN) or q.object == judging.REGISTER}
            undone = {q.object for q in new} - {q.object for q in found}
            new = {q for q in self._engine.about(undone, _EVIDENCE) if q.predicate == JUDGES}
        return found

    def entered(
        self, before: list[Judgement], after: list[Judgement], coming: Iterable[str] = ()
    ) -> tuple[set[Quad], set[Quad]]:
        """What a person's entries among judgements come to, before and after: evidence that goes and comes."""
        cited = {iri(r.document) for j in after if j.stated for r in j.stated.statement.references}
        present = {value(q) for q in self._engine.said(cited, word("documentName"), _EVIDENCE)}
        old, new = judging.by_hand(before, present), judging.by_hand(after, present | set(coming))
        gone = old - new
        return gone - self._used_elsewhere(gone, old | new), new - old

    def _used_elsewhere(self, gone: set[Quad], own: set[Quad]) -> set[Quad]:
        """Of the quads of sources and statements that go, those on which other evidence rests."""
        mine = {q.subject for q in own}
        documents = {q.subject for q in gone if q.predicate == word("documentName")}
        statements = {q.subject for q in gone if q.predicate == OBJECT}
        held = {o for s, o in self._engine.pointing(IN_DOCUMENT, documents, _EVIDENCE) if s not in mine}
        held |= {o for s, o in self._engine.pointing(SUPPORTS, statements, _EVIDENCE) if s not in mine}
        held |= {value_node(each) for each in held if each in statements}
        return {q for q in gone if q.subject in held}

    def is_of_an_entry(self, document: str) -> bool:
        """Whether a document (a term) is the source of a fact that a person has entered, and nothing else."""
        found = self._citing(document)
        return any(iri(d.iri) == document for j in in_force(found) if j.stated for d in j.stated.documents)

    def entered_by(self, document: str, *, present: bool) -> tuple[set[Quad], set[Quad]]:
        """What a person has entered about a document (a term): it goes or comes with the document."""
        found = self._citing(document)
        entered = judging.by_hand(found, [value(document)])
        nodes = {q.subject for q in entered if q.predicate == IN_DOCUMENT and q.object == document}
        entered = {q for q in entered if q.subject in nodes or q.subject.startswith((f"<{STATEMENT}", f"<{VALUE}"))}
        if present:
            return set(), entered
        return {q for q in entered if q.subject in nodes}, set()

    def _citing(self, document: str) -> list[Judgement]:
        """The judgements that cite a document (a term), and those that undo them."""
        judged = {s for s, _ in self._engine.pointing(JUDGED_IN, [document], _EVIDENCE)}
        if not judged:
            return []
        return judging.read(by_node(self._engine.about(judged | self.nodes_on(judged), _EVIDENCE)))
