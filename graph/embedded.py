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
from ..ontology.judgement import Judgement, in_force
from ..ontology.model import (
    EVIDENCE_GRAPH,
    STATEMENT,
    STATEMENTS_GRAPH,
    VALUE,
    Contribution,
    Document,
    Entity,
    Reference,
)
from ..ontology.schema import load_schema
from . import evidence, judging, mapping
from .asking import ask_cypher, ask_solutions, ask_sparql, check_sparql, find_sparql
from .checks import check, check_judgements
from .dump import trig
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
    Properties,
    Tally,
    by_node,
)
from .home import WHOLE, Allowance, Answer, Cell, Change, Explanation, StatedFact, Table
from .judging import Resolution, one_fact
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
            elif quad.predicate == JUDGES and not quad.object.startswith(judging.OWN):
                (statements if quad.object.startswith(f"<{STATEMENT}") else entities).add(quad.object)
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
            known = {q.subject for q in self._engine.about([iri(j.id) for j in given], _EVIDENCE)}
            new = [j for j in given if iri(j.id) not in known]
            if not new:
                return 0
            for each in new:
                if each.undoes and not self._engine.about([iri(each.undoes)], _EVIDENCE):
                    raise UsageError("judgement_unknown", judgement=each.undoes)
            records = {q for j in new for q in judging.of_judgement(j)}
            about = self._roots({q for q in records if q.predicate == JUDGES})
            before = self._judgements(q.object for q in about)
            removed, added = self._decided(before, [*before, *new])
            gone, come = removed, records | added
            touched = _Touched.by(gone | come | about)
            self._engine.change(*self._consequences(touched, gone, come, _difference(gone, come)), turn)
            return len(new)

        return self._alone(judge)

    def judgements(self, about: Iterable[str] | None = None) -> list[Judgement]:
        """All judgements, or those about these statements and entities (IRIs), in order of time."""
        wanted = None if about is None else [iri(each) for each in about]

        def read() -> list[Judgement]:
            if wanted is not None:
                return self._judgements(wanted)
            nodes = {s for s, _ in self._engine.pointing(TYPE, [word("Judgement")], _EVIDENCE)}
            return judging.read(by_node(self._engine.about(nodes, _EVIDENCE)))

        return self._engine.steadily(read)

    def _judgements(self, about: Iterable[str]) -> list[Judgement]:
        nodes = self._judging(about)
        return judging.read(by_node(self._engine.about(nodes, _EVIDENCE))) if nodes else []

    def _judging(self, about: Iterable[str]) -> set[str]:
        """The judgements (terms) on these statements and entities (terms), and those that undo them."""
        found: set[str] = set()
        new = {s for s, _ in self._engine.pointing(JUDGES, about, _EVIDENCE)}
        while new := new - found:
            found |= new
            new = {s for s, _ in self._engine.pointing(JUDGES, new, _EVIDENCE)}
        return found

    def _roots(self, links: set[Quad]) -> set[Quad]:
        """What these judge, and what those judge that they undo: links to statements and entities."""
        found, new = set[Quad](), links
        while new:
            found |= {q for q in new if not q.object.startswith(judging.OWN) or q.object == judging.REGISTER}
            undone = {q.object for q in new} - {q.object for q in found}
            new = {q for q in self._engine.about(undone, _EVIDENCE) if q.predicate == JUDGES}
        return found

    def _decided(
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
        held |= {_value_node(each) for each in held if each in statements}
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
        bearing = {s for s, _ in engine.pointing(IN_DOCUMENT, [node], _EVIDENCE)}
        bearing = {s for s in bearing if not s.startswith(judging.OWN)}
        before = engine.about(bearing | {node}, _EVIDENCE)
        nodes = {q.subject for q in said if q.predicate == IN_DOCUMENT} | {node}
        own = {q for q in said if q.subject in nodes}
        if own == before:
            return Change(document, 0, 0, 0, 0)
        gone, come = before - own, said - before
        if bool(before) != bool(own):  # the document comes or goes, and with it what a person entered by it
            left, entered = self._entered_by(node, present=bool(own))
            gone, come = gone | left, come | entered
        touched = _Touched.by(before | own | gone | come)
        change = _difference(before | gone, own | come)
        removed, added = self._consequences(touched, gone, come, change)
        engine.change(removed, added, turn)
        return _counted(document, removed, added)

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
        judged = {s for s, _ in self._engine.pointing(JUDGED_IN, [document], _EVIDENCE)}
        if not judged:
            return []
        return judging.read(by_node(self._engine.about(judged | self._judging(judged), _EVIDENCE)))

    def _consequences(
        self, touched: _Touched, gone: set[Quad], come: set[Quad], change: Tally
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
        left = {node for s in touched.statements - supported for node in (s, _value_node(s))}
        gone = gone | {q for q in standing if q.subject in left}
        after = {q for q in after if q.subject not in left}
        derived = engine.about(touched.statements | {_value_node(s) for s in touched.statements})
        derived |= engine.about(touched.statements, _STATEMENTS) | engine.about(touched.entities, own=True)
        ties = {_tie(q.object) for q in derived if q.predicate == REIFIES}
        derived |= ties | (moved & standing)
        said = self._said_of(touched.entities)
        said.update(change)
        follows = set(_derive(after, said, now))
        lost = derived - follows
        return gone | (lost - self._held_by_others(lost & ties, touched)), (come - standing) | (follows - derived)

    def _widened(self, touched: _Touched, come: set[Quad], was: Resolution, now: Resolution) -> _Touched:
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
        return _Touched(touched.statements | near, frozenset(entities))

    def _evidence_on(self, touched: _Touched) -> set[Quad]:
        """All that documents say of the statements touched, and what was decided about them."""
        engine = self._engine
        references = {r for r, _ in engine.pointing(SUPPORTS, touched.statements, _EVIDENCE)}
        references |= self._judging(touched.statements)
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
            gone = set[Quad]()
            if new := judging.read(by_node(come)):
                before = self._judgements(q.object for q in self._roots({q for q in come if q.predicate == JUDGES}))
                gone, entered = self._decided(before, [*before, *new], {value(q.subject) for q in come})
                come = {q for q in come if not _entered(q.subject)} | entered
            foreign = {q for q in given - said if not _drawn(q, touched)}
            for graph in {q.graph for q in foreign}:
                foreign -= self._engine.about({q.subject for q in foreign if q.graph == graph}, graph)
            change = _difference(gone, come, present)
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
            resolution = Resolution.by(self._judgements([judging.REGISTER]))
            meant = wanted and {iri(each) for e in wanted for each in resolution.all_of(value(e))}
            profiles = resolution.profiles(evidence.profiles(self._said_of(wanted if wanted is None else meant)))
            return [merged(profiles[entity]) for entity in sorted(profiles)]

        return self._engine.steadily(read)

    def facts(
        self, ids: Iterable[str] | None = None, *, touching: str | None = None, judged: bool = True
    ) -> list[StatedFact]:
        """Statements with references, in order of id: all, those of these ids, those with an end at an IRI.

        What merges have made one comes once. Not ``judged``: as documents say, before anybody decided.
        """
        wanted = None if ids is None else {iri(each) for each in ids}

        def read() -> list[StatedFact]:
            engine, chosen = self._engine, wanted
            resolution = Resolution.by(self._judgements([judging.REGISTER]) if judged else ())
            if touching is not None:
                ends = [iri(each) for each in sorted(resolution.all_of(touching))]
                at = {s for end in (SUBJECT, OBJECT) for s, _ in engine.pointing(end, ends, _EVIDENCE)}
                chosen = at if chosen is None else chosen & at
            if chosen is None:
                chosen = {s for s, _ in engine.pointing(TYPE, [word("Statement")], _EVIDENCE)}
            near = self._widened(_Touched(frozenset(chosen), frozenset()), set(), resolution, resolution)
            nodes = by_node(self._dated(self._evidence_on(near)))
            speaks_for = _speaks_for(nodes)
            found = evidence.statements(nodes, _judging(nodes) if judged else None)
            facts = one_fact(found.values(), resolution, load_schema())
            known = {facts[value(each)] for each in chosen if value(each) in facts}
            return [stated(fact, speaks_for, known_as=own) for own, fact in sorted(known, key=lambda k: k[0])]

        return self._engine.steadily(read)

    def sparql(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Answer a SPARQL query over what is so and the graph ``statements``; ``GRAPH`` reaches the evidence.

        The usual prefixes need no declaration. ``parameters`` stand in the query as ``?name`` or ``$name``.
        Raises :class:`~enishi.errors.QueryError` for what does not parse or would change something.
        """
        return ask_sparql(self._engine, query, parameters or {}, timeout)

    def solutions(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Found:
        """The same answer in RDF terms, for the forms of the standards: see :mod:`.results`."""
        return ask_solutions(self._engine, query, parameters or {}, timeout)

    def explain(self, query: str, parameters: Mapping[str, Cell] | None = None) -> Explanation:
        """How a SPARQL query would be answered: by the file's own engine."""
        check_sparql(self._engine, query, parameters or {})
        return Explanation("native")

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


def _derive(said: set[Quad], of_entities: Tally, resolution: Resolution) -> Iterator[Quad]:
    """The default graph's and the statements graph's part that follows from this evidence."""
    schema, nodes = load_schema(), by_node(said)
    speaks_for = _speaks_for(nodes)
    own = evidence.statements(nodes, _judging(nodes))
    for iri_, (known_as, fact) in one_fact(own.values(), resolution, schema).items():
        if iri_ != known_as:
            continue
        yield from mapping.statement_quads(fact, draw(fact.references, speaks_for), schema, known_as=known_as)
        ends = (own[known_as].subject, fact.subject), (own[known_as].object, fact.object)
        for name, (was, now) in zip(evidence.NOW, ends, strict=True):
            if isinstance(now, str) and was != now:
                yield Quad(iri(known_as), name, iri(now), _EVIDENCE)
    for profile in resolution.profiles(evidence.profiles(of_entities)).values():
        yield from mapping.entity_quads(merged(profile), profile.kinds, schema)


def _judging(nodes: Mapping[str, Properties]) -> Callable[[str, str, Reference], Reference | None]:
    """What the judgements among these nodes leave of a place that says a statement."""
    about: dict[str, list[Judgement]] = {}
    for each in in_force(judging.read(nodes)):
        about_ = {each.statement, each.stated.statement.id if each.stated else None} - {None}
        for statement in about_:
            about.setdefault(str(statement), []).append(each)

    def keep(statement: str, node: str, reference: Reference) -> Reference | None:
        return judging.judged(node, reference, about.get(statement, ()), statement)

    return keep


def _entered(node: str) -> bool:
    """Whether a node is a reference or a mention that a person has entered."""
    return node.startswith(judging.OWN) and "/" in node.removeprefix(judging.OWN)


def _difference(gone: set[Quad], come: set[Quad], present: Iterable[Quad] = ()) -> Tally:
    """How the evidence on entities changes, as counts of mentions."""
    change = evidence.tally(come, _bearers({*come, *present}))
    change.subtract(evidence.tally(gone, _bearers(gone)))
    return change


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
