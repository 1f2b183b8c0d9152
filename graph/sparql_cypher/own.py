"""How enishi's own graph lies in Neo4j (:mod:`..neo4j.records`), for the compiler.

A tie is a relationship with its statement's properties; the copies of the ``statements`` graph are answered from
it. What always holds: a triple that several statements assert, each with a relationship of its own, is found once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from ...ontology.model import EVIDENCE_GRAPH, ONTOLOGY, STATEMENTS_GRAPH
from ...ontology.schema import load_schema
from ..neo4j import names
from ..neo4j.records import LINKS, POINTERS
from ..terms import RDF, REIFIES
from .layouts import TYPE, Column, End, Laid, Way
from .profile import Profile
from .scope import Scope
from .values import RESOURCE, TEXT, NotCompiled, Value, name, picked

EVIDENCE: Final = f"<{EVIDENCE_GRAPH}>"
STATEMENTS: Final = f"<{STATEMENTS_GRAPH}>"
_ENDS: Final = {f"{RDF}subject": 0, f"{RDF}object": 1}
_PREDICATE: Final = f"{RDF}predicate"
_IRI: Final = f"{ONTOLOGY}iri"
_STATEMENT: Final = f"{ONTOLOGY}statement"
_VALUE: Final = f"{ONTOLOGY}value"
_AWKWARD: Final = "literals that keep their spelling"


class Own(Laid):
    """The layout of a graph of enishi's."""

    blanks = False
    whole_decimals = True

    def __init__(self, found: Profile) -> None:
        self.profile = found
        self._iris = {t: p for p, t in found.types.items()}

    def enter(self, graph: str) -> None:
        """Raise :class:`.NotCompiled` for a named graph other than ours that has quads."""
        if graph not in (EVIDENCE, STATEMENTS) and any(g == graph for g, _ in self.profile.loose):
            raise NotCompiled("GRAPH of somebody else's data")

    def graphs(self) -> list[str] | None:
        """They are not laid out alike."""
        return None

    def spot(self, scope: Scope, alias: str, iri: str) -> str:
        """The pattern of one node of the scope's graph."""
        label = names.RECORD if scope.graph == EVIDENCE else names.THING
        return f"({alias}:{label}{f' {{iri: {iri}}}' if iri else ''})"

    def cost(self, scope: Scope, triple: Any, held: Sequence[bool], others: Sequence[Any]) -> Any:
        """What sorts triple patterns; the least comes first."""
        from rdflib import URIRef  # noqa: PLC0415

        from .algebra import key  # noqa: PLC0415

        path = triple[1]
        copied = str(path) in _ENDS or str(path) == _PREDICATE
        known = scope.env.get(key(triple[0]))
        if copied and known is not None and known.tie:
            return (0,)
        waits = (
            not held[0]
            and not copied
            and any(o[0] == triple[0] and str(o[1]) in (*_ENDS, _PREDICATE) for o in others)
        )
        repeated = getattr(path, "mod", "") in ("*", "?", "+")
        ends = held[:1] if str(path) == _PREDICATE else held  # a kind of tie is where nobody should begin
        return (1, repeated and not any(held), waits, -sum(ends), not isinstance(path, URIRef), not copied)

    # ------------------------------------------------------------------------------------------- patterns

    def triple(self, scope: Scope, s: End, p: str, o: End) -> None:
        """Match a pattern with a constant predicate (an IRI)."""
        held = self.profile
        if not self.may_be(scope, s, "r"):
            self.ways(scope, [], s, o)
            return
        if f"<{p}>" == REIFIES:
            raise NotCompiled("triples of triples")
        if p in held.awkward:
            raise NotCompiled(f"{_AWKWARD}: {p}")
        graphs = {scope.graph} if scope.graph else {"", STATEMENTS}
        if any((graph, p) in held.loose for graph in graphs):
            raise NotCompiled(f"a predicate with quads of no shape: {p}")
        if scope.graph == EVIDENCE:
            self.ways(scope, list(self._evidence(scope, p, o)), s, o)
        elif scope.graph not in ("", STATEMENTS):
            self.ways(scope, [], s, o)
        else:
            self.ways(scope, list(self._ways(scope, s, p, o)), s, o)

    def _ways(self, scope: Scope, s: End, p: str, o: End) -> Iterator[Way]:  # noqa: PLR0912
        held, known = self.profile, self._known(scope, s)
        copied = p in _ENDS or p == _PREDICATE
        if scope.graph == STATEMENTS and not copied:
            return
        if copied:
            if p in held.types or ("node", p) in held.columns or ("edge", p) in held.columns:
                raise NotCompiled("copies of statements beside one's own")
            if known != "node" and self.may_be(scope, o, "r"):
                self._no_foreign()
                yield lambda part, a, b: self._copy(part, a, p, b)
            return
        if p == TYPE:
            if known != "tie" and self.may_be(scope, o, "r"):
                yield self._typed
            if p in held.types or ("node", p) in held.columns:
                raise NotCompiled("types that are no classes")
            return
        if p in held.types and self.may_be(scope, o, "r"):
            yield lambda part, a, b: self._once(part, a, held.types[p], b)
        if known != "tie":
            if p == _IRI and self.may_be(scope, o, "s"):
                if any(k.startswith("node _iri") for k in held.kept):
                    raise NotCompiled("more than one :iri")
                yield self._named
            for column in held.columns.get(("node", p), ()):
                if self._fits(scope, o, column):
                    yield lambda part, a, b, column=column: self.held(part, a, column, b)  # type: ignore[misc]
        if known != "node":
            columns = [c for c in held.columns.get(("edge", p), ()) if self._fits(scope, o, c)]
            if columns or p == _STATEMENT:
                self._no_foreign()
            if p == _STATEMENT and self.may_be(scope, o, "s"):
                if any(k.startswith("edge _statement") for k in held.kept):
                    raise NotCompiled("more than one :statement")
                yield self._stated
            for column in columns:
                yield lambda part, a, b, column=column: self._on_tie(part, a, column, b)  # type: ignore[misc]

    def _fits(self, scope: Scope, o: End, column: Column) -> bool:
        known = scope.env.get(o) if isinstance(o, str) else o
        if isinstance(o, Value) and o.kind == "d":
            raise NotCompiled("a decimal in a triple pattern")
        kinds = {column.kind, *column.others}
        return known is None or bool(known.kinds & kinds)

    def _no_foreign(self) -> None:
        if self.profile.foreign:
            raise NotCompiled("statements without a record, or that are ends of ties")

    def _known(self, scope: Scope, s: End) -> str:
        """Whether a subject is known as a tie's statement or as a node; a node is never both."""
        found = scope.env.get(s) if isinstance(s, str) else s
        if found is None:
            return ""
        return (
            "tie"
            if found.tie
            else "node"
            if set(found.nodes) & {"", STATEMENTS} and not self.profile.foreign
            else ""
        )

    def _once(self, scope: Scope, s: End, kind: str, o: End) -> None:
        """A triple that several relationships may state."""
        if scope.draft.existing:
            self.relate(scope, s, [kind], o)
            return
        part = scope.child()
        self.relate(part, s, [kind], o)
        scope.branches([part], distinct=True)

    def _named(self, scope: Scope, s: End, o: End) -> None:
        spot, alias = self.node(scope, s)
        scope.match(spot)
        scope.where(f"{alias}._bare IS NULL")
        self._object(scope, o, Value(f"{alias}.iri", TEXT))

    def _typed(self, scope: Scope, s: End, o: End) -> None:
        if isinstance(o, Value) and o.code.startswith("$"):
            self.labelled(scope, s, names.label(f"<{scope.draft.parameters[o.code[1:]]}>"))
            return
        spot, alias = self.node(scope, s)
        scope.match(spot)
        label = scope.draft.fresh("l")
        scope.add(f"UNWIND labels({alias}) AS {label}")
        marks = scope.draft.parameter([names.THING, names.RECORD, names.LOOSE])
        scope.add("WITH *")
        scope.where(f"NOT {label} IN {marks}")
        bare, ours = f"substring({label}, 1, size({label}) - 2)", f"{scope.draft.parameter(ONTOLOGY)} + {label}"
        code = f"CASE WHEN {label} STARTS WITH '<' THEN {bare} ELSE {ours} END"
        self._object(scope, o, Value(scope.let(code), RESOURCE))

    # ------------------------------------------------------------------------------------------- ties

    def _tie(self, scope: Scope, s: End) -> str:
        """The relationship of a statement."""
        from rdflib import Literal, URIRef  # noqa: PLC0415

        from .algebra import key  # noqa: PLC0415

        found = scope.env.get(s) if isinstance(s, str) else s
        if found is not None and found.tie:
            return found.tie
        tie = scope.draft.fresh("r")
        if found is not None:
            record, start, finish = (scope.draft.fresh("n") for _ in range(3))
            iri = picked(found, RESOURCE)
            scope.match(f"({record}:{names.RECORD} {{iri: {iri}}})")
            left = f"({start}:{names.THING} {{iri: coalesce({record}.assertedSubject, {record}.subject)}})"
            right = f"({finish}:{names.THING} {{iri: coalesce({record}.assertedObject, {record}.object)}})"
            scope.match(f"{left}-[{tie}]->{right}")
            scope.where(f"{tie}.statement = {record}.iri")
        else:
            ends: list[End] = [scope.draft.fresh("_:"), scope.draft.fresh("_:")]
            kinds: list[str] = []
            for start_, path, end in scope.draft.pending:
                if isinstance(start_, URIRef | Literal) or key(start_) != s:
                    continue
                if str(path) in _ENDS:
                    known = end if isinstance(end, URIRef) else scope.env.get(key(end))
                    if isinstance(known, URIRef):
                        ends[_ENDS[str(path)]] = Value(scope.draft.parameter(str(known)), RESOURCE)
                    elif known is not None and known.sure and known.kinds == RESOURCE:
                        ends[_ENDS[str(path)]] = key(end)
                elif str(path) == _PREDICATE:
                    wanted = (
                        [str(end)]
                        if isinstance(end, URIRef)
                        else scope.hints.get(key(end), [])
                        if key(end) not in scope.env
                        else []
                    )
                    kinds = [self.profile.types.get(p, f"<{p}>") for p in wanted] or kinds
            (left, start), (right, finish) = self.node(scope, ends[0]), self.node(scope, ends[1])
            for end in ends:
                if isinstance(end, str) and end.startswith("_:") and end[2:].isdigit():
                    scope.env.pop(end, None)
            scope.match(f"{left}-[{tie}{':' + '|'.join(map(name, kinds)) if kinds else ''}]->{right}")
            scope.where(f"{tie}.statement IS NOT NULL")
        scope.draft.ends[tie] = start, finish
        made = Value(f"{tie}.statement", RESOURCE, tie=tie)
        if isinstance(s, str):
            scope.env[s] = made if found is None else replace(found, tie=tie)
        return tie

    def _copy(self, scope: Scope, s: End, p: str, o: End) -> None:
        if (p in _ENDS or p == _PREDICATE) and (not isinstance(s, str) or s not in scope.env):
            scope.draft.pending = [*scope.draft.pending, *self._again(scope, s, p, o)]
        tie = self._tie(scope, s)
        if "edge _uncopied" in self.profile.kept:
            scope.where(f"{tie}._uncopied IS NULL")
        if p == _PREDICATE:
            if isinstance(o, Value) and o.code.startswith("$"):
                kind = self.profile.types.get(scope.draft.parameters[o.code[1:]], "")
                scope.where(f"type({tie}) = {scope.draft.parameter(kind)}")
            else:
                self._object(scope, o, Value(f"{scope.draft.parameter(self._iris)}[type({tie})]", RESOURCE))
            return
        alias = scope.draft.ends[tie][_ENDS[p]]
        known = scope.env.get(o) if isinstance(o, str) else None
        if known is not None and known.nodes.get(scope.graph) == alias:
            return
        self._object(scope, o, Value(f"{alias}.iri", RESOURCE, nodes={scope.graph: alias}))

    def _again(self, scope: Scope, s: End, p: str, o: End) -> Iterator[Any]:
        """The pattern itself, as one that says what an end is, or the type."""
        from rdflib import URIRef, Variable  # noqa: PLC0415

        if isinstance(s, str) and isinstance(o, str):
            yield Variable(s), URIRef(p), Variable(o)
        elif isinstance(s, str) and p == _PREDICATE and isinstance(o, Value) and o.code.startswith("$"):
            yield Variable(s), URIRef(p), URIRef(str(scope.draft.parameters[o.code[1:]]))

    def _stated(self, scope: Scope, s: End, o: End) -> None:
        tie = self._tie(scope, s)
        scope.where(f"{tie}._unstated IS NULL")
        self._object(scope, o, Value(f"{tie}.statement", TEXT))

    def _on_tie(self, scope: Scope, s: End, column: Column, o: End) -> None:
        self.property(scope, f"{self._tie(scope, s)}.{name(column.key)}", column, o)

    # ------------------------------------------------------------------------------------------- evidence

    def _evidence(self, scope: Scope, p: str, o: End) -> Iterator[Way]:
        held = self.profile
        folded = any(k.startswith("record value") for k in held.kept)
        if p == TYPE:
            if not isinstance(o, Value) or not o.code.startswith("$"):
                raise NotCompiled("any class of evidence")
            of = str(scope.draft.parameters[o.code[1:]])
            if folded and (not of.startswith(ONTOLOGY) or load_schema().is_a(of[len(ONTOLOGY) :], ("Value",))):
                raise NotCompiled("values in evidence")
            yield self._typed
            return
        if p == _VALUE and folded:
            raise NotCompiled("values in evidence")
        if f"<{p}>" in LINKS:
            yield lambda part, a, b: self.relate(part, a, [LINKS[f"<{p}>"]], b)
        if f"<{p}>" in POINTERS and self.may_be(scope, o, "r"):
            yield lambda part, a, b: self._pointed(part, a, POINTERS[f"<{p}>"], b)
        for column in held.columns.get(("record", p), ()):
            if self._fits(scope, o, column):
                yield lambda part, a, b, column=column: self.held(part, a, column, b)  # type: ignore[misc]

    def _pointed(self, scope: Scope, s: End, key: str, o: End) -> None:
        spot, alias = self.node(scope, s)
        scope.match(spot)
        scope.where(f"{alias}.{name(key)} IS NOT NULL")
        self._object(scope, o, Value(f"{alias}.{name(key)}", RESOURCE))

    # ------------------------------------------------------------------------------------------- the rest

    def any_triple(self, scope: Scope, s: End, p: str, o: End) -> None:  # noqa: ARG002
        """Match a pattern whose predicate is a variable."""
        raise NotCompiled("a predicate that is a variable: name the relations, or ask rdf:predicate")

    def step(self, scope: Scope, p: str) -> list[str]:
        """The relationship types of one predicate that leads to resources alone."""
        columns = {place for place in self.profile.columns if place[1] == p}
        loose = any((g, p) in self.profile.loose for g in ("", STATEMENTS))
        if scope.graph or loose or columns or p in (TYPE, _IRI, _PREDICATE, *_ENDS) or f"<{p}>" == REIFIES:
            raise NotCompiled("a repeated path to literals, classes or copies")
        return [self.profile.types[p]] if p in self.profile.types else []
