"""Cypher about things that it names, answered from a slice of the graph around them.

The engine lays out every reifier of a graph for each relationship in a query in Cypher; of a slice in memory that
takes no time. What always holds: a slice has all that its :class:`~enishi.graph.guard.anchors.Reach` steps over
(relationships, their statements, what the nodes say), as of one version of the graph, and nothing else; where that
is not to be had, there is none, and the whole graph is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ..ontology.model import ONTOLOGY
from . import native
from .guard.anchors import Anchor, Reach, Step
from .terms import REIFIES, TYPE, is_iri, literal, spell_json, triple_term

if TYPE_CHECKING:
    import oxilite

_CHUNK: Final = 200
_ONE_BY_ONE: Final = 4
"""Up to so many types are asked for by name; of more, all are read."""
_LITERALS: Final = 4
"""Rows that may be read for each tie that is worth it: some are of no tie."""
_TRIES: Final = 3
_DEFAULT: Final = {"default_graph": [{"termType": "DefaultGraph", "value": ""}]}

Tie = tuple[str, str, str]
Rows = Iterator[list[str]]


class _Whole(Exception):
    """The whole graph had better be asked: never shown."""


def sliced(store: oxilite.Store, request: Mapping[str, Any]) -> oxilite.Store | None:
    """The slice from which a request in Cypher can be answered, in memory; ``None`` where there is none.

    The request's ``slice`` says how far it reaches (:func:`plan`), and how many ties are worth it.
    """
    asked = request.get("slice")
    if not asked:
        return None
    try:
        for _ in range(_TRIES):
            before = _marks(store)
            lines = _Slice(store, request["names"], request["parameters"], asked["most"]).of(asked)
            if _marks(store) == before:
                return _held(lines)
    except _Whole:
        pass
    return None


def plan(reach: Reach, most: int) -> dict[str, Any]:
    """A reach as a request carries it, with the number of ties that it is worth."""
    steps = [
        ["anchor", s.node, s.key, s.text, s.parameter]
        if isinstance(s, Anchor)
        else ["step", s.left, s.right, s.direction, list(s.types), s.length]
        for s in reach.steps
    ]
    return {"steps": steps, "keys": list(reach.keys), "labels": list(reach.labels), "most": most}


def _marks(store: oxilite.Store) -> list[str]:
    return sorted(graph.value for graph in store.named_graphs())


def _held(lines: Iterable[str]) -> oxilite.Store:
    import oxilite  # noqa: PLC0415  (heavy)

    held = oxilite.Store()
    held.load("\n".join(lines).encode(), oxilite.RdfFormat.N_QUADS)
    return held


@dataclass(slots=True)
class _Slice:
    """What is read of a graph: its ties, and the nodes that may be meant by each number of a reach."""

    store: oxilite.Store
    names: Mapping[str, str]
    parameters: Mapping[str, Any]
    most: int
    nodes: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    ties: set[Tie] = field(default_factory=set)

    def of(self, asked: Mapping[str, Any]) -> Iterator[str]:
        """The quads of the slice, as lines."""
        for kind, *step in asked["steps"]:
            if kind == "anchor":
                self._anchor(Anchor(*step))
            else:
                self._step(Step(*step))
        return self._lines(asked["keys"], asked["labels"])

    def _anchor(self, anchor: Anchor) -> None:
        text = self.parameters.get(anchor.text) if anchor.parameter else anchor.text
        if not isinstance(text, str):
            raise _Whole
        rows = self._rows(f"SELECT ?s {{ ?s {self._word(anchor.key)} {literal(text)} }}")
        self.nodes[anchor.node] = {subject for (subject,) in rows}

    def _step(self, step: Step) -> None:
        left, right = (self.nodes.get(number) for number in (step.left, step.right))
        forward = right is None or (left is not None and len(left) <= len(right))
        near, far = (step.left, step.right) if forward else (step.right, step.left)
        ways = {"both": (True, False), "right": (forward,), "left": (not forward,)}[step.direction]
        met, new = set[str](), set(self.nodes[near])
        for _ in range(step.length):
            found = {tie for out in ways for tie in self._ties(new, step.types, out=out)}
            self.ties |= found
            if len(self.ties) > self.most:
                raise _Whole
            new = {end for subject, _, object_ in found for end in (subject, object_)} - met - new
            met |= new
        self.nodes[far] |= met | self.nodes[near]

    def _ties(self, ends: set[str], types: Iterable[str], *, out: bool) -> Iterator[Tie]:
        """The ties that go out from some nodes, or come in."""
        named = [self._word(each) for each in types]
        one_by_one = 0 < len(named) <= _ONE_BY_ONE
        bound, only = ("?s", "FILTER(!isLiteral(?o))") if out else ("?o", "")
        most = _LITERALS * self.most
        for predicate in named if one_by_one else ["?p"]:
            column = "?p" if predicate == "?p" else f"({predicate} AS ?p)"
            for values in _written(ends):
                found = f"VALUES {bound} {{ {values} }} OPTIONAL {{ ?s {predicate} ?o {only} }}"
                rows = list(self._rows(f"SELECT ?s {column} ?o {{ {found} }} LIMIT {most}"))
                if len(rows) == most:
                    raise _Whole
                yield from (
                    (subject, kind, object_)
                    for subject, kind, object_ in rows
                    if subject and object_ and self._is_tie(kind, object_, named)
                )

    @staticmethod
    def _is_tie(kind: str, object_: str, named: list[str]) -> bool:
        return (
            kind not in (TYPE, REIFIES)
            and object_.startswith("<")
            and not object_.startswith("<<")
            and (not named or kind in named)
        )

    def _lines(self, keys: Iterable[str], labels: Iterable[str]) -> Iterator[str]:
        said = tuple(dict.fromkeys(map(self._word, ("iri", "statement", *keys))))
        classes = {self._word(label) for label in labels}
        ends = {end for subject, _, object_ in self.ties for end in (subject, object_)}
        nodes = ends.union(*self.nodes.values())
        statements = dict(self._reifiers())
        for tie in self.ties:
            yield f"{' '.join(tie)} ."
        for statement, ties in statements.items():
            yield from (f"{statement} {REIFIES} {triple_term(*tie)} ." for tie in ties)
        for subject, predicate, object_ in self._said(nodes | statements.keys(), said):
            yield f"{subject} {predicate} {object_} ."
        # A statement is no node, though it may have what a query asks of one.
        for subject, predicate, object_ in self._said(nodes, (TYPE, REIFIES)):
            if predicate == REIFIES or object_ in classes or subject not in ends:
                yield f"{subject} {predicate} {object_} ."

    def _reifiers(self) -> Mapping[str, list[Tie]]:
        """The statements (terms) of the ties."""
        found: dict[str, list[Tie]] = defaultdict(list)
        ties = sorted(self.ties)
        for first in range(0, len(ties), _CHUNK):
            some = ties[first : first + _CHUNK]
            # A triple from VALUES comes back unbound, so that each has a number.
            values = " ".join(f"({n} {triple_term(*tie)})" for n, tie in enumerate(some))
            query = f"SELECT ?n ?r {{ VALUES (?n ?t) {{ {values} }} OPTIONAL {{ ?r {REIFIES} ?t }} }}"
            for number, statement in self._rows(query):
                if statement:
                    found[statement].append(some[int(number[1 : number.index('"', 1)])])
        return found

    def _said(self, subjects: Iterable[str], predicates: tuple[str, ...]) -> Iterator[Tie]:
        """What nodes say with these predicates, each once."""
        columns = " ".join(f"?o{n}" for n in range(len(predicates)))
        pattern = " ".join(f"OPTIONAL {{ ?s {predicate} ?o{n} }}" for n, predicate in enumerate(predicates))
        for values in _written(subjects):
            found = dict[Tie, None]()
            for subject, *objects in self._rows(f"SELECT ?s {columns} {{ VALUES ?s {{ {values} }} {pattern} }}"):
                for predicate, object_ in zip(predicates, objects, strict=True):
                    if object_:
                        found[subject, predicate, object_] = None
            yield from found

    def _rows(self, query: str) -> Rows:
        for row in native.sparql(self.store, query, _DEFAULT)["rows"]:
            terms = [spell_json(term) if term is not None else "" for term in row]
            if any(term.startswith("_:") for term in terms):
                raise _Whole  # a blank node cannot be asked for again
            yield terms

    def _word(self, name: str) -> str:
        """The term by which the engine knows a name in Cypher."""
        own = self.names.get(name, ONTOLOGY + name)
        if not is_iri(own):
            raise _Whole
        return f"<{own}>"


def _written(terms: Iterable[str]) -> Iterator[str]:
    waiting = iter(sorted(terms))
    while chunk := list(islice(waiting, _CHUNK)):
        yield " ".join(chunk)
