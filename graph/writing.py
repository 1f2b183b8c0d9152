"""Writing to a graph: documents, judgements and dumps come and go as evidence, and what follows from it is drawn.

What always holds: the evidence graph holds what documents and people say, and the default graph and the graph
``statements`` are a pure function of it; a write reads and touches the entities and statements of its own
document alone, and is one transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final, TypeVar

from ..errors import DataError, GraphFileError, UsageError
from ..ontology.judgement import Judgement, in_force
from ..ontology.model import STATEMENT, VALUE, Contribution
from ..ontology.schema import load_schema
from . import evidence, judging
from .checks import check, check_judgements
from .derivation import (
    EVIDENCE,
    STATEMENTS,
    Touched,
    agreed,
    by_a_person,
    counted,
    derive,
    difference,
    drawn,
    tie_of,
    value_node,
)
from .engine import Engine, Overtaken
from .evidence import (
    AS_OF,
    IN_DOCUMENT,
    JUDGED_IN,
    JUDGES,
    MENTION_OF,
    OBJECT,
    SUBJECT,
    SUPPORTS,
    Tally,
    by_node,
)
from .home import Change
from .judging import Resolution
from .terms import REIFIES, TYPE, Quad, iri, parse_lines, value, word

T = TypeVar("T")

_TRIES: Final = 20


class Writing:
    """The writing half of a graph; an engine holds its quads."""

    _engine: Engine

    # ---------------------------------------------------------------------------------------- writing

    def write(self, contribution: Contribution) -> Change:
        """Make the graph hold what this document says, in place of what it said before, in one transaction.

        Raises :class:`~enishi.errors.DataError` for a contribution that does not stand on its own.
        """
        check(contribution, load_schema())
        said = evidence.of_contribution(contribution)
        return self._alone(lambda turn: self._replace(contribution.document.iri, said, turn))

    def withdraw(self, document: str) -> Change:
        """Take away what a document (its IRI) said; :class:`~enishi.errors.UsageError` if it is not here."""
        node = iri(document)

        def withdraw(turn: str) -> Change:
            if not self._engine.about([node], EVIDENCE):
                raise UsageError("document_not_in_graph", document=document, file=self._engine.path)
            if self._entered_with(node):
                raise UsageError("document_by_hand", document=document)
            return self._replace(document, set(), turn)

        return self._alone(withdraw)

    def judge(self, judgements: Iterable[Judgement]) -> int:
        """Put judgements into force, in one transaction; returns how many were new.

        Raises :class:`~enishi.errors.DataError` for one that does not stand on its own, and ``UsageError`` for
        one that undoes what is not here.
        """
        given = list(judgements)
        check_judgements(given, load_schema())

        def judge(turn: str) -> int:
            known = {q.subject for q in self._engine.about([iri(j.id) for j in given], EVIDENCE)}
            new = [j for j in given if iri(j.id) not in known]
            if not new:
                return 0
            for each in new:
                if each.undoes and not self._engine.about([iri(each.undoes)], EVIDENCE):
                    raise UsageError("judgement_unknown", judgement=each.undoes)
            records = {q for j in new for q in judging.of_judgement(j)}
            about = self._roots({q for q in records if q.predicate == JUDGES})
            before = self._judgements(q.object for q in about)
            removed, added = self._decided(before, [*before, *new])
            gone, come = removed, records | added
            touched = Touched.by(gone | come | about)
            self._engine.change(*self._consequences(touched, gone, come, difference(gone, come)), turn)
            return len(new)

        return self._alone(judge)

    def judgements(self, about: Iterable[str] | None = None) -> list[Judgement]:
        """All judgements, or those about these statements and entities (IRIs), in order of time."""
        wanted = None if about is None else [iri(each) for each in about]

        def read() -> list[Judgement]:
            if wanted is not None:
                return self._judgements(wanted)
            nodes = {s for s, _ in self._engine.pointing(TYPE, [word("Judgement")], EVIDENCE)}
            return judging.read(by_node(self._engine.about(nodes, EVIDENCE)))

        return self._engine.steadily(read)

    def _judgements(self, about: Iterable[str]) -> list[Judgement]:
        nodes = self._judging(about)
        return judging.read(by_node(self._engine.about(nodes, EVIDENCE))) if nodes else []

    def _judging(self, about: Iterable[str]) -> set[str]:
        """The judgements (terms) on these statements and entities (terms), and those that undo them."""
        found: set[str] = set()
        new = {s for s, _ in self._engine.pointing(JUDGES, about, EVIDENCE)}
        while new := new - found:
            found |= new
            new = {s for s, _ in self._engine.pointing(JUDGES, new, EVIDENCE)}
        return found

    def _roots(self, links: set[Quad]) -> set[Quad]:
        """What these judge, and what those judge that they undo: links to statements and entities."""
        found, new = set[Quad](), links
        while new:
            found |= {q for q in new if not q.object.startswith(judging.OWN) or q.object == judging.REGISTER}
            undone = {q.object for q in new} - {q.object for q in found}
            new = {q for q in self._engine.about(undone, EVIDENCE) if q.predicate == JUDGES}
        return found

    def _decided(
        self, before: list[Judgement], after: list[Judgement], coming: Iterable[str] = ()
    ) -> tuple[set[Quad], set[Quad]]:
        """What a person's entries among judgements come to, before and after: evidence that goes and comes."""
        cited = {iri(r.document) for j in after if j.stated for r in j.stated.statement.references}
        present = {value(q) for q in self._engine.said(cited, word("documentName"), EVIDENCE)}
        old, new = judging.by_hand(before, present), judging.by_hand(after, present | set(coming))
        gone = old - new
        return gone - self._used_elsewhere(gone, old | new), new - old

    def _used_elsewhere(self, gone: set[Quad], own: set[Quad]) -> set[Quad]:
        """Of the quads of sources and statements that go, those on which other evidence rests."""
        mine = {q.subject for q in own}
        documents = {q.subject for q in gone if q.predicate == word("documentName")}
        statements = {q.subject for q in gone if q.predicate == OBJECT}
        held = {o for s, o in self._engine.pointing(IN_DOCUMENT, documents, EVIDENCE) if s not in mine}
        held |= {o for s, o in self._engine.pointing(SUPPORTS, statements, EVIDENCE) if s not in mine}
        held |= {value_node(each) for each in held if each in statements}
        return {q for q in gone if q.subject in held}

    def _entered_with(self, document: str) -> bool:
        """Whether a document (a term) is the source of a fact that a person has entered, and nothing else."""
        found = self._citing(document)
        return any(iri(d.iri) == document for j in in_force(found) if j.stated for d in j.stated.documents)

    def _alone(self, attempt: Callable[[str], T]) -> T:
        """Read, work out and change as if alone: where another process was quicker, all over again."""
        for _ in range(_TRIES):
            with suppress(Overtaken), self._engine.sound():
                return attempt(self._engine.turn())
        raise GraphFileError("graph_locked", file=self._engine.path, reason="busy")

    def _replace(self, document: str, said: set[Quad], turn: str) -> Change:
        engine, node = self._engine, iri(document)
        bearing = {s for s, _ in engine.pointing(IN_DOCUMENT, [node], EVIDENCE)}
        bearing = {s for s in bearing if not s.startswith(judging.OWN)}
        before = engine.about(bearing | {node}, EVIDENCE)
        nodes = {q.subject for q in said if q.predicate == IN_DOCUMENT} | {node}
        own = {q for q in said if q.subject in nodes}
        if own == before:
            return Change(document, 0, 0, 0, 0)
        gone, come = before - own, said - before
        if bool(before) != bool(own):  # the document comes or goes, and with it what a person entered by it
            left, entered = self._entered_by(node, present=bool(own))
            gone, come = gone | left, come | entered
        touched = Touched.by(before | own | gone | come)
        change = difference(before | gone, own | come)
        removed, added = self._consequences(touched, gone, come, change)
        engine.change(removed, added, turn)
        return counted(document, removed, added)

    def _entered_by(self, document: str, *, present: bool) -> tuple[set[Quad], set[Quad]]:
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
        judged = {s for s, _ in self._engine.pointing(JUDGED_IN, [document], EVIDENCE)}
        if not judged:
            return []
        return judging.read(by_node(self._engine.about(judged | self._judging(judged), EVIDENCE)))

    def _consequences(
        self, touched: Touched, gone: set[Quad], come: set[Quad], change: Tally
    ) -> tuple[set[Quad], set[Quad]]:
        """What to remove and to add when this evidence goes and comes: itself, and all that follows from it.

        ``change`` says how the evidence on entities changes, as counts of documents.
        """
        engine = self._engine
        resolving = self._judgements([judging.REGISTER])
        was = Resolution.by(resolving)
        now = Resolution.by([*resolving, *judging.read(by_node(come))])
        touched = self._widened(touched, come, was, now)
        standing = self._evidence_on(touched)
        moved = {q for q in standing | come if q.predicate in evidence.NOW}
        come = come - moved
        after = ((self._dated(standing | come) - gone) | come) - moved
        supported = {q.object for q in after if q.predicate == SUPPORTS}
        left = {node for s in touched.statements - supported for node in (s, value_node(s))}
        gone = gone | {q for q in standing if q.subject in left}
        after = {q for q in after if q.subject not in left}
        derived = engine.about(touched.statements | {value_node(s) for s in touched.statements})
        derived |= engine.about(touched.statements, STATEMENTS) | engine.about(touched.entities, own=True)
        ties = {tie_of(q.object) for q in derived if q.predicate == REIFIES}
        derived |= ties | (moved & standing)
        said = self._said_of(touched.entities)
        said.update(change)
        follows = set(derive(after, said, now))
        lost = derived - follows
        return gone | (lost - self._held_by_others(lost & ties, touched)), (come - standing) | (follows - derived)

    def _widened(self, touched: Touched, come: set[Quad], was: Resolution, now: Resolution) -> Touched:
        """What is touched, with what merges make one with it."""
        if not (was.members or now.members):
            return touched
        engine = self._engine
        entities = {t for e in touched.entities for r in (was, now) for t in map(iri, r.all_of(value(e)))}
        own = come | engine.about(touched.statements, EVIDENCE)
        ends = {
            value(q.object) for q in own if q.predicate in (SUBJECT, OBJECT) and q.subject in touched.statements
        }
        if was.stands_for != now.stands_for:
            ends |= {value(e) for e in entities}
        merged = {t for end in ends for r in (was, now) if len(r.all_of(end)) > 1 for t in map(iri, r.all_of(end))}
        near = {s for end in (SUBJECT, OBJECT) for s, _ in engine.pointing(end, merged, EVIDENCE)}
        return Touched(touched.statements | near, frozenset(entities))

    def _evidence_on(self, touched: Touched) -> set[Quad]:
        """All that documents say of the statements touched, and what was decided about them."""
        engine = self._engine
        references = {r for r, _ in engine.pointing(SUPPORTS, touched.statements, EVIDENCE)}
        references |= self._judging(touched.statements)
        values = {value_node(s) for s in touched.statements}
        return engine.about(touched.statements | values | references, EVIDENCE)

    def _dated(self, said: set[Quad]) -> set[Quad]:
        """This evidence, with the dates for which the documents in it speak."""
        documents = {q.object for q in said if q.predicate == IN_DOCUMENT}
        as_of = self._engine.said(documents, AS_OF, EVIDENCE)
        return said | {Quad(document, AS_OF, date, EVIDENCE) for document, date in as_of.items()}

    def _held_by_others(self, ties: set[Quad], touched: Touched) -> set[Quad]:
        """Those ties that a statement not touched asserts too: the same ends, another key."""
        return {tie for tie in ties if self._engine.reifiers(tie) - touched.statements}

    def _said_of(self, entities: Iterable[str] | None) -> Tally:
        return self._engine.tally(MENTION_OF, evidence.SAID_OF_ENTITIES, entities, EVIDENCE)

    def load(self, lines: Iterable[str]) -> int:
        """Add a dump's quads, in one transaction; returns how many were new.

        Evidence is added, and what follows from it worked out anew: a dump's own statement of it is not
        needed. Quads that are not enishi's are kept as they are. Raises :class:`~enishi.errors.DataError` with
        the line for a malformed one, and for a document that the graph knows otherwise.
        """
        given = set(parse_lines(lines))
        said = {q for q in given if q.graph == EVIDENCE}
        touched = Touched.by(said)

        def load(turn: str) -> int:
            present = self._engine.about({q.subject for q in said}, EVIDENCE)
            come = said - present
            agreed(come, present)
            gone = set[Quad]()
            if new := judging.read(by_node(come)):
                before = self._judgements(q.object for q in self._roots({q for q in come if q.predicate == JUDGES}))
                gone, entered = self._decided(before, [*before, *new], {value(q.subject) for q in come})
                come = {q for q in come if not by_a_person(q.subject)} | entered
            foreign = {q for q in given - said if not drawn(q, touched)}
            for graph in {q.graph for q in foreign}:
                foreign -= self._engine.about({q.subject for q in foreign if q.graph == graph}, graph)
            change = difference(gone, come, present)
            try:
                removed, added = self._consequences(touched, gone, come, change)
            except (KeyError, IndexError, ValueError) as error:
                raise DataError("load_incomplete", reason=f"{type(error).__name__}: {error}") from error
            if added | foreign:
                self._engine.change(removed - foreign, added | foreign, turn)
            return len(added | foreign)

        return self._alone(load)

    def recompute(self, *, apply: bool = True) -> int:
        """Work out anew all that follows from the evidence; returns how many quads were not as they must be.

        Nothing but a changed ontology or a damaged file makes this more than 0. With ``apply`` they are put
        right.
        """

        def recompute(turn: str) -> int:
            statements = self._engine.pointing(TYPE, [word("Statement")], EVIDENCE)
            mentions = self._engine.pointing(TYPE, [word("Mention")], EVIDENCE)
            entities = self._engine.said({m for m, _ in mentions}, MENTION_OF, EVIDENCE).values()
            touched = Touched(frozenset(s for s, _ in statements), frozenset(entities))
            removed, added = self._consequences(touched, set(), set(), Counter())
            if apply and (removed or added):
                self._engine.change(removed, added, turn)
            return len(removed) + len(added)

        return self._alone(recompute)
