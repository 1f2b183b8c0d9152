"""A graph in one file: RDF 1.2 in SQLite by way of oxilite, asked in SPARQL and Cypher without a server.

What always holds: the evidence graph holds what documents say, and the default graph and the graph
``statements`` are a pure function of it; a write reads and touches the entities and statements of its own
document alone, and is one transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self, TypeVar

from ..errors import DataError, GraphFileError, UsageError
from ..ontology.model import EVIDENCE_GRAPH, STATEMENT, STATEMENTS_GRAPH, VALUE, Contribution, Document, Entity
from ..ontology.schema import load_schema
from . import evidence, mapping
from .asking import ask_cypher, ask_sparql, find_sparql
from .checks import check
from .dump import trig
from .engine import Engine, Overtaken
from .evidence import AS_OF, IN_DOCUMENT, MENTION_OF, OBJECT, SUBJECT, SUPPORTS, Properties, Tally, by_node
from .home import WHOLE, Allowance, Answer, Cell, Change, StatedFact, Table
from .merge import draw, merged, stated
from .results import Found
from .terms import REIFIES, TYPE, Quad, iri, parse_lines, value, word

T = TypeVar("T")

_EVIDENCE: Final = f"<{EVIDENCE_GRAPH}>"
_STATEMENTS: Final = f"<{STATEMENTS_GRAPH}>"
_TRIES: Final = 20


@dataclass(frozen=True, slots=True)
class _Touched:
    """The nodes (terms) of which the evidence changes."""

    statements: frozenset[str]
    entities: frozenset[str]

    @classmethod
    def by(cls, quads: Iterable[Quad]) -> _Touched:
        statements, entities = set(), set()
        for quad in quads:
            if quad.predicate == SUPPORTS:
                statements.add(quad.object)
            elif quad.predicate == MENTION_OF:
                entities.add(quad.object)
            elif quad.predicate == OBJECT:
                statements.add(quad.subject)
        return cls(frozenset(statements), frozenset(entities))


class EmbeddedGraph:
    """The graph in the file at ``path``; see :class:`~enishi.graph.home.Graph` for what it does.

    Made by :func:`enishi.graph.open_graph`; a context manager that closes itself.
    """

    def __init__(self, path: Path, *, read_only: bool = False, create: bool = True) -> None:
        self._engine = Engine(path, read_only=read_only, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.close()

    def version(self) -> str:
        """A text that changes with every change of the graph, in whatever process."""
        return self._engine.turn()

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
            if not self._engine.about([node], _EVIDENCE):
                raise UsageError("document_not_in_graph", document=document, file=self._engine.path)
            return self._replace(document, set(), turn)

        return self._alone(withdraw)

    def _alone(self, attempt: Callable[[str], T]) -> T:
        """Read, work out and change as if alone: where another process was quicker, all over again."""
        for _ in range(_TRIES):
            with suppress(Overtaken), self._engine.sound():
                return attempt(self._engine.turn())
        raise GraphFileError("graph_locked", file=self._engine.path, reason="busy")

    def _replace(self, document: str, said: set[Quad], turn: str) -> Change:
        engine, node = self._engine, iri(document)
        before = engine.about({s for s, _ in engine.pointing(IN_DOCUMENT, [node], _EVIDENCE)} | {node}, _EVIDENCE)
        nodes = {q.subject for q in said if q.predicate == IN_DOCUMENT} | {node}
        own = {q for q in said if q.subject in nodes}
        if own == before:
            return Change(document, 0, 0, 0, 0)
        touched = _Touched.by(before | own)
        change = evidence.tally(own, _bearers(own))
        change.subtract(evidence.tally(before, _bearers(before)))
        removed, added = self._consequences(touched, before - own, said - before, change)
        engine.change(removed, added, turn)
        return _counted(document, removed, added)

    def _consequences(
        self, touched: _Touched, gone: set[Quad], come: set[Quad], change: Tally
    ) -> tuple[set[Quad], set[Quad]]:
        """What to remove and to add when this evidence goes and comes: itself, and all that follows from it.

        ``change`` says how the evidence on entities changes, as counts of documents.
        """
        engine = self._engine
        standing = self._evidence_on(touched)
        after = (self._dated(standing | come) - gone) | come
        supported = {q.object for q in after if q.predicate == SUPPORTS}
        left = {node for s in touched.statements - supported for node in (s, _value_node(s))}
        gone = gone | {q for q in standing if q.subject in left}
        after = {q for q in after if q.subject not in left}
        derived = engine.about(touched.statements | {_value_node(s) for s in touched.statements})
        derived |= engine.about(touched.statements, _STATEMENTS) | engine.about(touched.entities, own=True)
        ties = {_tie(q.object) for q in derived if q.predicate == REIFIES}
        derived |= ties
        said = self._said_of(touched.entities)
        said.update(change)
        follows = set(_derive(after, said))
        lost = derived - follows
        return gone | (lost - self._held_by_others(lost & ties, touched)), (come - standing) | (follows - derived)

    def _evidence_on(self, touched: _Touched) -> set[Quad]:
        """All that documents say of the statements touched."""
        engine = self._engine
        references = {r for r, _ in engine.pointing(SUPPORTS, touched.statements, _EVIDENCE)}
        values = {_value_node(s) for s in touched.statements}
        return engine.about(touched.statements | values | references, _EVIDENCE)

    def _dated(self, said: set[Quad]) -> set[Quad]:
        """This evidence, with the dates for which the documents in it speak."""
        documents = {q.object for q in said if q.predicate == IN_DOCUMENT}
        as_of = self._engine.said(documents, AS_OF, _EVIDENCE)
        return said | {Quad(document, AS_OF, date, _EVIDENCE) for document, date in as_of.items()}

    def _held_by_others(self, ties: set[Quad], touched: _Touched) -> set[Quad]:
        """Those ties that a statement not touched asserts too: the same ends, another key."""
        return {tie for tie in ties if self._engine.reifiers(tie) - touched.statements}

    def _said_of(self, entities: Iterable[str] | None) -> Tally:
        return self._engine.tally(MENTION_OF, evidence.SAID_OF_ENTITIES, entities, _EVIDENCE)

    def load(self, lines: Iterable[str]) -> int:
        """Add a dump's quads, in one transaction; returns how many were new.

        Evidence is added, and what follows from it worked out anew: a dump's own statement of it is not
        needed. Quads that are not enishi's are kept as they are. Raises :class:`~enishi.errors.DataError` with
        the line for a malformed one, and for a document that the graph knows otherwise.
        """
        given = set(parse_lines(lines))
        said = {q for q in given if q.graph == _EVIDENCE}
        touched = _Touched.by(said)

        def load(turn: str) -> int:
            present = self._engine.about({q.subject for q in said}, _EVIDENCE)
            come = said - present
            _agreed(come, present)
            foreign = {q for q in given - said if not _drawn(q, touched)}
            for graph in {q.graph for q in foreign}:
                foreign -= self._engine.about({q.subject for q in foreign if q.graph == graph}, graph)
            change = evidence.tally(come, _bearers(come | present))
            try:
                removed, added = self._consequences(touched, set(), come, change)
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
            statements = self._engine.pointing(TYPE, [word("Statement")], _EVIDENCE)
            mentions = self._engine.pointing(TYPE, [word("Mention")], _EVIDENCE)
            entities = self._engine.said({m for m, _ in mentions}, MENTION_OF, _EVIDENCE).values()
            touched = _Touched(frozenset(s for s, _ in statements), frozenset(entities))
            removed, added = self._consequences(touched, set(), set(), Counter())
            if apply and (removed or added):
                self._engine.change(removed, added, turn)
            return len(removed) + len(added)

        return self._alone(recompute)

    # ---------------------------------------------------------------------------------------- reading

    def documents(self) -> list[Document]:
        """The documents, in order of name then IRI, each with the passages that are quoted."""

        def read() -> list[Document]:
            kinds = [word("Document"), word("Passage")]
            nodes = {s for s, _ in self._engine.pointing(TYPE, kinds, _EVIDENCE)}
            return evidence.documents(by_node(self._engine.about(nodes, _EVIDENCE)))

        return self._engine.steadily(read)

    def entities(self, iris: Iterable[str] | None = None) -> list[Entity]:
        """Entities with all their names, in order of IRI: all of them, or those asked for that are here."""
        wanted = None if iris is None else [iri(each) for each in iris]

        def read() -> list[Entity]:
            profiles = evidence.profiles(self._said_of(wanted))
            return [merged(profiles[entity]) for entity in sorted(profiles)]

        return self._engine.steadily(read)

    def facts(self, ids: Iterable[str] | None = None, *, touching: str | None = None) -> list[StatedFact]:
        """Statements with references, in order of id: all, those of these ids, those with an end at an IRI."""
        wanted = None if ids is None else {iri(each) for each in ids}

        def read() -> list[StatedFact]:
            engine, chosen = self._engine, wanted
            if touching is not None:
                ends = [iri(touching)]
                at = {s for end in (SUBJECT, OBJECT) for s, _ in engine.pointing(end, ends, _EVIDENCE)}
                chosen = at if chosen is None else chosen & at
            if chosen is None:
                chosen = {s for s, _ in engine.pointing(TYPE, [word("Statement")], _EVIDENCE)}
            nodes = by_node(self._dated(self._evidence_on(_Touched(frozenset(chosen), frozenset()))))
            speaks_for = _speaks_for(nodes)
            found = evidence.statements(nodes)
            return [stated(found[each], speaks_for) for each in sorted(found)]

        return self._engine.steadily(read)

    def sparql(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Answer a SPARQL query over what is so and the graph ``statements``; ``GRAPH`` reaches the evidence.

        The usual prefixes need no declaration. ``parameters`` stand in the query as ``?name`` or ``$name``.
        Raises :class:`~enishi.errors.QueryError` for what does not parse or would change something.
        """
        return ask_sparql(self._engine, query, parameters or {}, timeout)

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        timeout: float | None = None,
        rows: int | None = None,
    ) -> Table:
        """Answer a Cypher read query; a node comes out as its IRI, a relationship as its statement's IRI."""
        return ask_cypher(self._engine, query, parameters or {}, timeout, rows)

    def found(
        self,
        query: str,
        allowance: Allowance = WHOLE,
        *,
        dataset: Mapping[str, Sequence[str]] | None = None,
        base: str | None = None,
    ) -> Found:
        """Answer a SPARQL query with terms; see :meth:`~enishi.graph.home.Graph.found`."""
        return find_sparql(self._engine, query, allowance, dataset, base)

    def dump(self, form: Literal["nquads", "trig"] = "nquads") -> Iterator[str]:
        """The dataset as lines without their ends: sorted N-Quads (RDF 1.2), or TriG; equal graphs, equal lines."""
        lines = self._engine.lines()
        return iter(lines) if form == "nquads" else trig(lines)


def _derive(said: set[Quad], of_entities: Tally) -> Iterator[Quad]:
    """The default graph's and the statements graph's part that follows from this evidence."""
    schema, nodes = load_schema(), by_node(said)
    speaks_for = _speaks_for(nodes)
    for statement in evidence.statements(nodes).values():
        yield from mapping.statement_quads(statement, draw(statement.references, speaks_for), schema)
    for profile in evidence.profiles(of_entities).values():
        yield from mapping.entity_quads(merged(profile), profile.kinds, schema)


def _speaks_for(nodes: Mapping[str, Properties]) -> dict[str, str | None]:
    return {value(node): value(said[AS_OF][0]) for node, said in nodes.items() if AS_OF in said}


def _bearers(quads: Iterable[Quad]) -> dict[str, str]:
    return {q.subject: q.object for q in quads if q.predicate == MENTION_OF}


def _value_node(statement: str) -> str:
    return f"<{VALUE}{value(statement).removeprefix(STATEMENT)}>"


def _tie(triple: str) -> Quad:
    subject, predicate, object_ = triple[4:-4].split(" ")
    return Quad(subject, predicate, object_)


def _counted(document: str, removed: set[Quad], added: set[Quad]) -> Change:
    def count(quads: set[Quad], predicate: str) -> int:
        return sum(q.predicate == predicate and q.graph == _EVIDENCE for q in quads)

    return Change(
        document,
        statements_added=count(added, OBJECT),
        statements_removed=count(removed, OBJECT),
        references_added=count(added, SUPPORTS),
        references_removed=count(removed, SUPPORTS),
    )


def _drawn(quad: Quad, touched: _Touched) -> bool:
    """Whether a quad of a dump is one that follows from evidence, which is worked out anew."""
    if quad.graph not in ("", _STATEMENTS):
        return False
    if quad.subject in touched.entities:
        return quad.object.startswith('"') or quad.predicate == TYPE
    statement = quad.subject.replace(f"<{VALUE}", f"<{STATEMENT}")
    return statement in touched.statements


def _agreed(come: set[Quad], present: set[Quad]) -> None:
    """Raise where a node would say two things of which it can say only one."""
    said = by_node(come | present)
    for node in sorted({q.subject for q in come}):
        for predicate, terms in said[node].items():
            if len(terms) > 1 and predicate not in evidence.SEVERAL:
                name = predicate[1:-1].rpartition("#")[2]
                raise DataError("load_conflict", node=value(node), property=name)
