"""What follows when evidence goes and comes: the changes of the default graph and of the graph ``statements``.

What always holds: what follows depends on the evidence alone, whatever is read at once. Statements to which
nobody's decision applies are worked out some at a time, so that the places which state them are not all held at
once, whatever was decided on others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from ..ontology.model import EVIDENCE_GRAPH, STATEMENTS_GRAPH
from . import evidence, judging
from .decisions import Decisions
from .deriving import of_entities, of_statements, value_node
from .evidence import AS_OF, IN_DOCUMENT, JUDGES, OBJECT, SUBJECT, SUPPORTS, Tally, by_predicate
from .judging import Resolution
from .terms import REIFIES, Quad, iri, value
from .title_pages import said_of
from .touched import Touched, tie

if TYPE_CHECKING:
    from .engine import Engine

_EVIDENCE: Final = f"<{EVIDENCE_GRAPH}>"
_STATEMENTS: Final = f"<{STATEMENTS_GRAPH}>"
_AT_ONCE: Final = 5_000
"""References that are held at once."""


class _Part(NamedTuple):
    """Statements that are worked out together, and what goes and comes of the evidence on them."""

    statements: set[str]
    gone: set[Quad]
    come: set[Quad]


class Consequences:
    """What a change of evidence in a graph comes to."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._decisions = engine, Decisions(engine)

    def of(self, touched: Touched, gone: set[Quad], come: set[Quad], change: Tally) -> tuple[set[Quad], set[Quad]]:
        """What to remove and to add when this evidence goes and comes: itself, and all that follows from it.

        ``change`` says how the evidence on entities changes, as counts of documents.
        """
        resolving = self._decisions.on([judging.REGISTER])
        was = Resolution.by(resolving)
        coming = by_predicate(come)
        now = Resolution.by([*resolving, *judging.among(coming[judging.SAYS])])
        touched = self.widened(touched, come, was, now)
        decided = self._decisions.nodes_on(touched.statements)
        bound = touched.statements if coming[judging.SAYS] else self._bound(touched.statements, come, now)
        added = {q for q in come if q.predicate not in evidence.NOW}
        removed, lost, ties, kept = set(gone), set[Quad](), set[Quad](), set[Quad]()
        for part in self._parts(touched.statements, bound, gone, come):
            standing = self._evidence_on(part, set() if bound.isdisjoint(part.statements) else decided)
            moved = {q for q in standing | part.come if q.predicate in evidence.NOW}
            after = ((self._dated(standing | part.come) - part.gone) | part.come) - moved
            supported = {q.object for q in after if q.predicate == SUPPORTS}
            left = {node for s in part.statements - supported for node in (s, value_node(s))}
            removed.update(q for q in standing if q.subject in left)
            derived = self._engine.about(part.statements | {value_node(s) for s in part.statements})
            derived |= self._engine.about(part.statements, _STATEMENTS)
            own = {tie(q.object) for q in derived if q.predicate == REIFIES}
            derived |= own | (moved & standing)
            drawn = set(of_statements({q for q in after if q.subject not in left}, now))
            kept.update(tie(q.object) for q in drawn if q.predicate == REIFIES)
            ties |= own
            lost |= derived - drawn
            added = (added - standing) | (drawn - derived)
        derived = self._engine.about(touched.entities, own=True)
        said = said_of(self._engine, touched.entities)
        said.update(change)
        drawn = set(of_entities(said, now))
        lost = (lost - kept) | (derived - drawn)
        return removed | (lost - self._held_by_others(lost & ties, touched)), added | (drawn - derived)

    def widened(self, touched: Touched, come: set[Quad], was: Resolution, now: Resolution) -> Touched:
        """What is touched, with what merges make one with it."""
        if not (was.members or now.members):
            return touched
        engine = self._engine
        entities = {t for e in touched.entities for r in (was, now) for t in map(iri, r.all_of(value(e)))}
        own = come | engine.about(touched.statements, _EVIDENCE)
        ends = {
            value(q.object) for q in own if q.predicate in (SUBJECT, OBJECT) and q.subject in touched.statements
        }
        if was.stands_for != now.stands_for:
            ends |= {value(e) for e in entities}
        merged = {t for end in ends for r in (was, now) if len(r.all_of(end)) > 1 for t in map(iri, r.all_of(end))}
        near = {s for end in (SUBJECT, OBJECT) for s, _ in engine.pointing(end, merged, _EVIDENCE)}
        return Touched(touched.statements | near, frozenset(entities))

    def _bound(self, statements: frozenset[str], come: set[Quad], resolution: Resolution) -> frozenset[str]:
        """Those of these statements that are worked out together: decided upon, or with an end that was merged."""
        bound = {statement for _, statement in self._engine.pointing(JUDGES, statements, _EVIDENCE)}
        if merged := {iri(each) for members in resolution.members.values() for each in members}:
            ends = {(q.subject, q.object) for q in come if q.predicate in (SUBJECT, OBJECT)}
            for end in (SUBJECT, OBJECT):
                ends.update(self._engine.said(statements, end, _EVIDENCE).items())
            bound |= {statement for statement, end in ends if end in merged}
        return statements & bound

    def _parts(
        self, statements: frozenset[str], bound: frozenset[str], gone: set[Quad], come: set[Quad]
    ) -> Iterator[_Part]:
        """The statements with what changes of them: all at once, or those ``bound``, then some at a time.

        Places are counted here, and read part by part: of a graph's documents most may say the same few facts.
        """
        weight = self._engine.pointed(SUPPORTS, statements, _EVIDENCE)
        if bound == statements or weight.total() + len(come) < _AT_ONCE:
            yield _Part(set(statements), gone, come)
            return
        weight.update(q.object for q in come if q.predicate == SUPPORTS)
        dated_gone, dated_come = ({q for q in quads if q.predicate == AS_OF} for quads in (gone, come))
        together = _Part(set(bound), set(dated_gone), set(dated_come))
        parts, part_of, held = [together] if bound else [], dict.fromkeys(bound, together), _AT_ONCE
        for statement in sorted(statements - bound):
            if held >= _AT_ONCE:
                parts.append(_Part(set(), set(dated_gone), set(dated_come)))
                held = 0
            parts[-1].statements.add(statement)
            part_of[statement] = parts[-1]
            held += weight[statement] + 1
        owner = self._owners(statements, gone | come)
        for quad in gone:
            if quad.subject in owner:
                part_of[owner[quad.subject]].gone.add(quad)
        for quad in come:
            if quad.subject in owner:
                part_of[owner[quad.subject]].come.add(quad)
        yield from parts

    def _owners(self, statements: frozenset[str], quads: set[Quad]) -> dict[str, str]:
        """The statement, of these, on which each subject of these quads bears, if it bears on one."""
        owner = {node: s for s in statements for node in (s, value_node(s))}
        owner |= {q.subject: q.object for q in quads if q.predicate == SUPPORTS}
        return owner | self._engine.said({q.subject for q in quads} - owner.keys(), SUPPORTS, _EVIDENCE)

    def _evidence_on(self, part: _Part, decided: set[str]) -> set[Quad]:
        """What documents say of the statements of a part, and what was decided about them.

        Of a place, where nothing was decided, no more than what something follows from: its words are not read.
        """
        nodes = part.statements | {value_node(s) for s in part.statements}
        references = {reference for reference, _ in self._engine.pointing(SUPPORTS, part.statements, _EVIDENCE)}
        if decided:
            return self._engine.about(nodes | decided | references, _EVIDENCE)
        told = self._engine.told(references, evidence.BEARING, _EVIDENCE)
        return self._engine.about(nodes, _EVIDENCE).union(
            Quad(node, predicate, term, _EVIDENCE)
            for node, said in told.items()
            for predicate, terms in said.items()
            for term in terms
        )

    def _dated(self, said: set[Quad]) -> set[Quad]:
        """This evidence, with the dates for which the documents in it speak."""
        documents = {q.object for q in said if q.predicate == IN_DOCUMENT}
        as_of = self._engine.said(documents, AS_OF, _EVIDENCE)
        return said | {Quad(document, AS_OF, date, _EVIDENCE) for document, date in as_of.items()}

    def _held_by_others(self, ties: set[Quad], touched: Touched) -> set[Quad]:
        """Those ties that a statement not touched asserts too: the same ends, another key."""
        held = self._engine.reifiers(ties).items()
        return {each for each, reifiers in held if reifiers - touched.statements}
