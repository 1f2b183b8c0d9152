"""SPARQL's algebra as rdflib gives it: parsed once, with literals as they are spelled, and what it names.

What always holds: an update, SERVICE and LOAD never get past :func:`parse`; a query that the certified engine
cannot read is none, whatever rdflib thinks.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, Final

from .. import sparql
from ..terms import PREFIXES
from .moulds import filled, mould
from .values import NotCompiled

_LOCK: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query: its form (``SelectQuery`` ...), its algebra, the terms it needs of a graph."""

    form: str
    algebra: Any
    variables: tuple[str, ...]
    own_dataset: bool


@lru_cache(maxsize=512)
def parse(query: str) -> Parsed:
    """Parse a query; raises :class:`.NotCompiled` for one that rdflib cannot read (SPARQL 1.2, or a mistake)."""
    sparql.refuse_changes(query)
    text, terms = mould(query)
    try:
        found = _read(text)
    except NotCompiled:
        return _read(query)  # says what is wrong with it in its own words
    return replace(found, algebra=filled(found.algebra, terms)) if terms else found


@lru_cache(maxsize=512)
def _read(query: str) -> Parsed:
    import rdflib  # noqa: PLC0415  (heavy)

    log = logging.getLogger("rdflib.term")  # it warns, with a traceback, of "x"^^xsd:integer
    with _LOCK:  # the switches are rdflib's, for the whole process
        before, silent = rdflib.NORMALIZE_LITERALS, log.disabled
        rdflib.NORMALIZE_LITERALS, log.disabled = False, True
        try:
            algebra = _translated(query)
        except Exception as error:
            raise NotCompiled(f"syntax: {' '.join(str(error).split())[:120]}") from error
        finally:
            rdflib.NORMALIZE_LITERALS, log.disabled = before, silent
    if _starred(query):  # rdflib has the variables as a set
        order = list(dict.fromkeys(t.text[1:] for t in sparql.tokens(query) if t.kind == "variable"))
        _project(algebra, sorted(algebra.PV, key=lambda v: order.index(str(v))))
    names = tuple(str(v) for v in algebra.get("PV") or ())
    return Parsed(str(algebra.name), algebra, names, bool(algebra.get("datasetClause")))


def _project(algebra: Any, variables: list[Any]) -> None:
    algebra["PV"] = variables
    node = algebra.p
    while node.name != "Project":
        node = node.p
    node["PV"] = variables


def _starred(query: str) -> bool:
    """Whether it is SELECT * that is asked (not in a subquery)."""
    words = [t.text.upper() for t in sparql.tokens(query) if t.kind not in ("comment", "space")]
    start = words.index("SELECT") if "SELECT" in words else len(words)
    return next((w for w in words[start + 1 :] if w not in ("DISTINCT", "REDUCED")), "") == "*"


def _translated(query: str) -> Any:
    """The algebra, with prefixes resolved by ourselves: rdflib forgets one of two for the same namespace."""
    from rdflib import URIRef  # noqa: PLC0415
    from rdflib.plugins.sparql import algebra, parser  # noqa: PLC0415
    from rdflib.plugins.sparql.sparql import Prologue  # noqa: PLC0415

    class Prefixes(Prologue):
        def __init__(self) -> None:
            super().__init__()
            self.base = ""
            self.spaces: dict[str, str] = {}

        def bind(self, prefix: str | None, uri: Any) -> None:
            self.spaces[prefix or ""] = str(uri)

        def resolvePName(self, prefix: str | None, localname: str | None) -> Any:
            return URIRef(self.spaces[prefix or ""] + (localname or ""))

    parsed = parser.parseQuery(query)
    prologue = algebra.translatePrologue(parsed[0], None, PREFIXES, Prefixes())
    resolve = partial(algebra.translatePName, prologue=prologue)
    parsed[1] = algebra.traverse(parsed[1], visitPost=resolve)
    return algebra.translateQuery(parsed).algebra


def children(node: Any) -> Iterator[Any]:
    """The parts of a node, patterns of EXISTS among them."""
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415

    if isinstance(node, CompValue):
        if node.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            yield node.graph
            return
        for key, part in node.items():
            if key != "_vars":
                yield part
    elif isinstance(node, dict):
        yield from node.values()
    elif isinstance(node, list | tuple):
        yield from node


def predicates(node: Any) -> frozenset[str] | None:
    """The predicates (IRIs) that a query's patterns name; ``None`` where it may need any triple."""
    from rdflib import URIRef  # noqa: PLC0415
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415

    found: set[str] = set()
    pending = [node]
    while pending:
        each = pending.pop()
        if isinstance(each, CompValue) and each.name == "BGP":
            for triple in each.triples:
                named = _named(triple[1])
                if named is None:
                    return None
                found |= named
            continue
        if isinstance(each, CompValue) and each.name == "Graph" and not isinstance(each.term, URIRef):
            return None  # even an empty pattern finds the names of all graphs
        pending += children(each)
    return frozenset(found)


def _named(path: Any) -> set[str] | None:
    from rdflib import URIRef, paths  # noqa: PLC0415

    match path:
        case URIRef():
            return {str(path)}
        case paths.InvPath():
            return _named(path.arg)
        case paths.SequencePath() | paths.AlternativePath():
            parts = [_named(arg) for arg in path.args]
            return None if None in parts else set().union(*(p for p in parts if p is not None))
        case paths.MulPath() if path.mod == "+":
            return _named(path.path)
    return None


def variables(node: Any) -> frozenset[str]:  # noqa: PLR0911
    """The variables (blank nodes too) that a pattern may bind."""
    from rdflib import BNode, Variable  # noqa: PLC0415

    match node.name:
        case "BGP":
            return frozenset(key(t) for triple in node.triples for t in triple if isinstance(t, Variable | BNode))
        case "Join" | "LeftJoin" | "Union":
            return variables(node.p1) | variables(node.p2)
        case "Minus":
            return variables(node.p1)
        case "Extend":
            return variables(node.p) | {key(node.var)}
        case "Graph":
            own = frozenset({key(node.term)}) if isinstance(node.term, Variable) else frozenset[str]()
            return variables(node.p) | own
        case "values":
            return frozenset(key(v) for row in node.res for v in row)
        case "Project":
            return frozenset(map(key, node.PV))
        case "AggregateJoin":
            return frozenset(key(a.res) for a in node.A)
        case "Filter" | "ToMultiSet" | "Distinct" | "Reduced" | "Slice" | "OrderBy" | "Group":
            return variables(node.p)
    raise NotCompiled(str(node.name))


def certain(node: Any) -> frozenset[str]:  # noqa: PLR0911
    """The variables that a pattern binds in every row."""
    match node.name:
        case "BGP":
            return variables(node)
        case "Join":
            return certain(node.p1) | certain(node.p2)
        case "Union":
            return certain(node.p1) & certain(node.p2)
        case "LeftJoin" | "Minus":
            return certain(node.p1)
        case "values":
            return frozenset(v for v in variables(node) if all(defined(row, v) for row in node.res))
        case "Project":
            return certain(node.p) & frozenset(map(key, node.PV))
        case "Extend" | "Filter" | "ToMultiSet" | "Distinct" | "Reduced" | "Slice" | "OrderBy" | "Graph":
            return certain(node.p)
    return frozenset()


def defined(row: Any, variable: str) -> bool:
    """Whether a row of VALUES gives the variable a term."""
    return any(key(v) == variable and type(t) is not str for v, t in row.items())


def key(term: Any) -> str:
    """The name of a variable or blank node of a query."""
    from rdflib import BNode  # noqa: PLC0415

    return f"_:{term}" if isinstance(term, BNode) else str(term)
