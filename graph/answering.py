"""Running a query on a store of oxilite, and its answer as plain cells.

A request and a reply are JSON-like mappings, so that the same function serves in this process and in the
worker that a time limit needs (:mod:`.worker`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..ontology.model import ONTOLOGY, STATEMENTS_GRAPH
from . import native
from .cypher_slice import sliced
from .home import Cell
from .terms import PREFIXES, XSD, Quad, line, spell_json, value

if TYPE_CHECKING:
    import oxilite

T = TypeVar("T")

_INTEGERS: Final = frozenset(
    XSD + name
    for sign in ("", "nonNegative", "positive", "nonPositive", "negative")
    for name in (["integer", "int", "long", "short", "byte"] if not sign else [f"{sign}Integer"])
) | frozenset(f"{XSD}unsigned{size}" for size in ("Int", "Long", "Short", "Byte"))
_FLOATS: Final = frozenset(XSD + name for name in ("decimal", "double", "float"))
_STRING: Final = f"{XSD}string"
_PARTS: Final = ("subject", "predicate", "object")
_DEFAULT: Final = {"termType": "DefaultGraph", "value": ""}
_POSITION: Final = re.compile(r"error at (\d+):(\d+): ")


def answer(store: oxilite.Store, request: dict[str, Any]) -> dict[str, Any]:
    """The reply to a request: ``table``, ``triples`` or ``truth``, or an ``error`` with its kind and text."""
    try:
        return _cypher(store, request) if request["language"] == "cypher" else _sparql(store, request)
    except SyntaxError as error:
        return {"error": "syntax", "text": str(error.msg)}
    except OSError as error:
        return {"error": "file", "text": str(error)}
    except (ValueError, RuntimeError, NotImplementedError, OverflowError) as error:
        return {"error": "query", "text": str(error)}


def _sparql(store: oxilite.Store, request: dict[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {"prefixes": PREFIXES}
    if base := request.get("base"):
        options["base_iri"] = base
    if (asked := request.get("dataset")) is not None:  # a protocol's dataset stands above the query's own
        options["default_graph"], options["named_graphs"] = (
            [_named(graph) for graph in asked[kind]] for kind in ("default", "named")
        )
    elif not request["own_dataset"]:
        options["default_graph"] = [_DEFAULT, _named(STATEMENTS_GRAPH)]
        options["named_graphs"] = [_named(graph) for graph in request["graphs"]]
    found = native.sparql(store, request["query"], options)
    if found["kind"] == "boolean":
        return {"truth": found["value"]}
    limit = request.get("limit")
    if found["kind"] == "quads":
        quads = {Quad(*(spell_json(t[part]) for part in _PARTS)) for t in _first(found["quads"], limit)}
        return _limited({"triples": sorted(line(quad) for quad in quads)}, "triples", limit)
    form = _spelled if request.get("terms") else _plain
    rows = [list(map(form, row)) for row in _first(found["rows"], limit)]
    return _limited({"table": found["variables"], "rows": rows}, "rows", limit)


def _named(graph: str) -> dict[str, str]:
    return {"termType": "NamedNode", "value": graph} if graph else _DEFAULT


def _spelled(term: dict[str, Any] | None) -> str | None:
    return None if term is None else spell_json(term)


def _plain(term: dict[str, Any] | None) -> Cell:
    """A term in the engine's JSON as a cell."""
    if term is None:
        return None
    kind = term["termType"]
    if kind == "NamedNode":
        return str(term["value"])
    if kind != "Literal":
        return spell_json(term)
    text, datatype = str(term["value"]), term["datatype"]["value"]
    return text if datatype == _STRING or term.get("language") else _typed(text, datatype)


def _first(found: Iterable[T], limit: int | None) -> Iterable[T]:
    """As many as are allowed and one more, which tells that there are too many."""
    return found if limit is None else islice(found, limit + 1)


def _limited(reply: dict[str, Any], part: str, limit: int | None) -> dict[str, Any]:
    return {"error": "rows"} if limit is not None and len(reply[part]) > limit else reply


def parsed(store: oxilite.Store, query: str, base: str | None = None) -> dict[str, Any]:
    """The reply to a query whatever its dataset: an error where it does not parse."""
    return answer(store, {"language": "sparql", "query": query, "base": base, "own_dataset": True, "graphs": []})


def cell(term: str | None) -> Cell:
    """A term of :mod:`.terms` as a cell: an IRI or a text as itself, a number or truth value as one.

    >>> from enishi.graph.answering import cell
    >>> cell("<urn:a>"), cell('"2"^^<http://www.w3.org/2001/XMLSchema#integer>'), cell('"縁"@ja')
    ('urn:a', 2, '縁')
    """
    if term is None or term.startswith(("_:", "<<")):
        return term
    text = value(term)
    mark = "" if term.startswith("<") else term[term.rindex('"') + 1 :]
    return _typed(text, mark[3:-1]) if mark.startswith("^^") else text


def _typed(text: str, datatype: str) -> Cell:
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _FLOATS:
            return float(text)
    except ValueError:  # a malformed number stays the text that it is
        return text
    if datatype == f"{XSD}boolean" and text in ("true", "false", "1", "0"):
        return text in ("true", "1")
    return text


def _cypher(store: oxilite.Store, request: dict[str, Any]) -> dict[str, Any]:
    options = {"base": ONTOLOGY, "names": request["names"]}
    held = sliced(store, request) or store
    found = native.cypher(held, request["query"], request["parameters"], options)
    limit = request.get("limit")
    rows = [list(map(_scalar, row)) for row in _first(found["rows"], limit)]
    return _limited({"table": found["columns"], "rows": rows}, "rows", limit)


def _scalar(cell: Any) -> Cell:
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell
    return plain(native.cypher_value(cell))


def plain(cell: Any) -> Cell:
    """A Cypher value as a cell: a node as its IRI, a relationship as its statement's, a list or path as text."""
    import oxilite  # noqa: PLC0415  (heavy)

    if cell is None or isinstance(cell, str | int | float | bool):
        return cell
    if isinstance(cell, oxilite.CypherNode):
        return str(cell.id)
    if isinstance(cell, oxilite.CypherRelationship):
        return str(cell.properties.get("statement", cell.id))
    return _joined(cell)


def _joined(cell: Any) -> str:
    import oxilite  # noqa: PLC0415  (heavy)

    if isinstance(cell, oxilite.CypherPath):
        steps = [plain(cell.nodes[0])] if cell.nodes else []
        for relationship, node in zip(cell.relationships, cell.nodes[1:], strict=True):
            steps += [plain(relationship), plain(node)]
        return " ".join(map(str, steps))
    if isinstance(cell, list):
        return "; ".join(str(plain(item)) for item in cell)
    if isinstance(cell, dict):
        return "; ".join(f"{key}={plain(cell[key])}" for key in sorted(cell))
    return str(cell)


def position(text: str) -> tuple[int, int] | None:
    """Line and column, from 1, that the engine's SPARQL parser names in an error."""
    match = _POSITION.search(text)
    return (int(match[1]), int(match[2])) if match else None
