"""A graph in one file: RDF 1.2 in SQLite by way of oxilite, asked in SPARQL and Cypher without a server.

What always holds: the evidence graph holds what documents say, and the default graph and the graph
``statements`` are a pure function of it; a write reads and touches the entities and statements of its own
documents alone, and is one transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self, TypeVar

from ..errors import DataError, GraphFileError, UsageError
from ..ontology.judgement import Judgement
from ..ontology.model import EVIDENCE_GRAPH, Contribution, Document, Entity, Lang
from ..ontology.schema import load_schema
from . import evidence, judging
from .asking import ask_cypher, ask_solutions, ask_sparql, check_sparql, find_sparql
from .bulk import uncollected
from .checks import check, check_judgements
from .columns import Columns
from .consequences import Consequences
from .decisions import Decisions
from .deriving import difference, is_entered
from .dump import trig
from .engine import COLUMNED, Engine, Overtaken
from .evidence import (
    JUDGES,
    OBJECT,
    SUBJECT,
    by_node,
    by_predicate,
)
from .home import WHOLE, Allowance, Answer, Cell, Change, Explanation, StatedFact, Table
from .judging import Resolution
from .merge import merged
from .on_record import on_record, stated_facts
from .outlining import Outlining
from .replacing import Replacement, counted
from .results import Found
from .terms import TYPE, Quad, iri, parse_lines, value, word
from .title_pages import said_of, shown_names, title_pages, whole_documents
from .touched import Touched, agreed, everything, follows

T = TypeVar("T")

_EVIDENCE: Final = f"<{EVIDENCE_GRAPH}>"
_TRIES: Final = 20


class EmbeddedGraph(Outlining):
    """The graph in the file at ``path``; see :class:`~enishi.graph.home.Graph` for what it does.

    Made by :func:`enishi.graph.open_graph`; a context manager that closes itself.
    """

    def __init__(self, path: Path, *, read_only: bool = False, create: bool = True) -> None:
        self._engine = Engine(path, read_only=read_only, create=create)

    @property
    def _decisions(self) -> Decisions:
        return Decisions(self._engine)

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
        return self.write_all([contribution])[0]

    @uncollected()
    def write_all(self, contributions: Sequence[Contribution]) -> list[Change]:
        """The same for several documents, each once, in one transaction: what they share is worked out once."""
        for contribution in contributions:
            check(contribution, load_schema())
        said = {c.document.iri: evidence.of_contribution(c) for c in contributions}
        changes = self._alone(lambda turn: self._replace(said, turn))
        return [changes[c.document.iri] for c in contributions]

    def withdraw(self, document: str) -> Change:
        """Take away what a document (its IRI) said; :class:`~enishi.errors.UsageError` if it is not here."""
        node = iri(document)

        def withdraw(turn: str) -> Change:
            if not self._engine.about([node], _EVIDENCE):
                raise UsageError("document_not_in_graph", document=document, file=self._engine.path)
            if self._decisions.is_of_an_entry(node):
                raise UsageError("document_by_hand", document=document)
            return self._replace({document: set()}, turn)[document]

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
            about = self._decisions.roots({q for q in records if q.predicate == JUDGES})
            before = self._decisions.on(q.object for q in about)
            removed, added = self._decisions.entered(before, [*before, *new])
            gone, come = removed, records | added
            touched = Touched.by(gone | come | about)
            self._engine.change(*Consequences(self._engine).of(touched, gone, come, difference(gone, come)), turn)
            return len(new)

        return self._alone(judge)

    def judgements(self, about: Iterable[str] | None = None) -> list[Judgement]:
        """All judgements, or those about these statements and entities (IRIs), in order of time."""
        wanted = None if about is None else [iri(each) for each in about]

        def read() -> list[Judgement]:
            if wanted is not None:
                return self._decisions.on(wanted)
            nodes = {s for s, _ in self._engine.pointing(TYPE, [word("Judgement")], _EVIDENCE)}
            return judging.read(by_node(self._engine.about(nodes, _EVIDENCE)))

        return self._engine.steadily(read)

    def _alone(self, attempt: Callable[[str], T]) -> T:
        """Read, work out and change as if alone: where another process was quicker, all over again."""
        for _ in range(_TRIES):
            with suppress(Overtaken), self._engine.sound():
                return attempt(self._engine.turn())
        raise GraphFileError("graph_locked", file=self._engine.path, reason="busy")

    def _replace(self, said: Mapping[str, set[Quad]], turn: str) -> Mapping[str, Change]:
        engine, decisions = self._engine, self._decisions
        several = [Replacement.of(engine, decisions, document, quads) for document, quads in said.items()]
        changing = [each for each in several if not each.nothing]
        if not changing:
            return counted(several, set(), set())
        whole = Replacement.together(changing)
        touched = Touched.by(whole.before | whole.own | whole.gone | whole.come)
        change = difference(whole.before | whole.gone, whole.own | whole.come)
        removed, added = Consequences(self._engine).of(touched, whole.gone, whole.come, change)
        engine.change(removed, added, turn)
        return counted(several, removed, added)

    @uncollected()
    def load(self, lines: Iterable[str]) -> int:
        """Add a dump's quads, in one transaction; returns how many were new.

        Evidence is added, and what follows from it worked out anew: a dump's own statement of it is not
        needed. Quads that are not enishi's are kept as they are. Raises :class:`~enishi.errors.DataError` with
        the line for a malformed one, and for a document that the graph knows otherwise.
        """
        given = set(parse_lines(lines))
        said = {q for q in given if q.graph == _EVIDENCE}
        touched = Touched.by(said)

        def load(turn: str) -> int:
            present = self._engine.about({q.subject for q in said}, _EVIDENCE)
            come = said - present
            agreed(come, present)
            gone = set[Quad]()
            by = by_predicate(come)
            if new := judging.among(by[judging.SAYS]):
                before = self._decisions.on(q.object for q in self._decisions.roots(set(by[JUDGES])))
                gone, entered = self._decisions.entered(before, [*before, *new], {value(q.subject) for q in come})
                come = {q for q in come if not is_entered(q.subject)} | entered
            foreign = {q for q in given - said if not follows(q, touched)}
            for graph in {q.graph for q in foreign}:
                foreign -= self._engine.about({q.subject for q in foreign if q.graph == graph}, graph)
            if not (gone or come or foreign):
                return 0
            try:
                removed, added = Consequences(self._engine).of(touched, gone, come, difference(gone, come, present))
            except (KeyError, IndexError, ValueError) as error:
                raise DataError("load_incomplete", reason=f"{type(error).__name__}: {error}") from error
            if added | foreign:
                self._engine.change(removed - foreign, added | foreign, turn)
            return len(added | foreign)

        return self._alone(load)

    def recompute(self, touched: Touched | None = None, *, apply: bool = True) -> int:
        """Work out anew what follows from the evidence; returns how many quads were not as they must be.

        Of what is touched, or of everything: there nothing but a changed ontology or a damaged file makes this
        more than 0. With ``apply`` they are put right.
        """

        def recompute(turn: str) -> int:
            which = touched or everything(self._engine)
            removed, added = Consequences(self._engine).of(which, set(), set(), Counter())
            if apply and (removed or added):
                self._engine.change(removed, added, turn)
            return len(removed) + len(added)

        return self._alone(recompute)

    # ---------------------------------------------------------------------------------------- reading

    def documents(
        self, iris: Iterable[str] | None = None, *, passages: bool = True, text: bool = True
    ) -> list[Document]:
        """The documents, or those asked for, in order of name then IRI; with the passages that are quoted."""
        wanted = None if iris is None else {iri(each) for each in iris}
        if not text:
            return self._engine.steadily(lambda: title_pages(self._engine, wanted))
        return self._engine.steadily(lambda: whole_documents(self._engine, wanted, passages=passages))

    def names(self, entities: Iterable[str], lang: Lang) -> dict[str, str]:
        """The names to show of things in a language, by IRI; see :class:`~enishi.graph.home.Graph`."""
        asked = list(entities)
        return self._engine.steadily(lambda: shown_names(self._engine, asked, lang))

    def entities(self, iris: Iterable[str] | None = None) -> list[Entity]:
        """Entities with all their names, in order of IRI: all of them, or those asked for that are here."""
        wanted = None if iris is None else [iri(each) for each in iris]

        def read() -> list[Entity]:
            resolution = Resolution.by(self._decisions.on([judging.REGISTER]))
            meant = wanted and {iri(each) for e in wanted for each in resolution.all_of(value(e))}
            profiles = resolution.profiles(
                evidence.profiles(said_of(self._engine, wanted if wanted is None else meant))
            )
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
            resolution = Resolution.by(self._decisions.on([judging.REGISTER]) if judged else ())
            if touching is not None:
                ends = [iri(each) for each in sorted(resolution.all_of(touching))]
                at = {s for end in (SUBJECT, OBJECT) for s, _ in engine.pointing(end, ends, _EVIDENCE)}
                chosen = at if chosen is None else chosen & at
            if chosen is None:
                chosen = {s for s, _ in engine.pointing(TYPE, [word("Statement")], _EVIDENCE)}
            named = Touched(frozenset(chosen), frozenset())
            near = Consequences(engine).widened(named, set(), resolution, resolution)
            nodes = on_record(engine, self._decisions, near.statements)
            return stated_facts(nodes, chosen, resolution, judged=judged)

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

    def columns(self, least: int = COLUMNED) -> Columns | None:
        """The file by column, if it is large; see :meth:`~enishi.graph.home.Graph.columns`."""
        return self._engine.columns(least)

    def dump(self, form: Literal["nquads", "trig"] = "nquads") -> Iterator[str]:
        """The dataset as lines without their ends: sorted N-Quads (RDF 1.2), or TriG; equal graphs, equal lines."""
        return self._engine.ordered() if form == "nquads" else trig(self._engine.lines())
