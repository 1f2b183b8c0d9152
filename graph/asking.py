"""Questions to an embedded graph: what is refused, what the engine is asked, what its errors mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ..errors import QueryError, QueryStopped
from ..ontology.schema import load_schema
from . import answering, sparql
from .exact import exact
from .home import Allowance, Answer, Cell, Table, Triples
from .naming import check_cypher_names, check_sparql_names, there
from .results import Found, Solutions

if TYPE_CHECKING:
    import oxilite

    from .engine import Engine

_SENTENCE: Final = re.compile(r"[A-Z][a-z]+ [^\[\]|]+|The [^\[\]|]+")


def ask_sparql(engine: Engine, query: str, parameters: Mapping[str, Cell], timeout: float | None) -> Answer:
    """Answer a SPARQL query; see :meth:`~enishi.graph.home.Graph.sparql`."""
    reply = _sparql(engine, query, check_sparql(engine, query, parameters), timeout, {})
    if "truth" in reply:
        return bool(reply["truth"])
    return Triples(tuple(reply["triples"])) if "triples" in reply else _table(reply)


def ask_solutions(engine: Engine, query: str, parameters: Mapping[str, Cell], timeout: float | None) -> Found:
    """Answer a SPARQL query in terms; see :meth:`~enishi.graph.home.Graph.solutions`."""
    return find_sparql(engine, check_sparql(engine, query, parameters), Allowance(timeout))


def find_sparql(
    engine: Engine,
    query: str,
    allowance: Allowance,
    dataset: Mapping[str, Sequence[str]] | None = None,
    base: str | None = None,
) -> Found:
    """Answer a SPARQL query with terms; see :meth:`~enishi.graph.home.Graph.found`."""
    more = {"terms": True, "limit": allowance.rows, "dataset": dataset and dict(dataset), "base": base}
    reply = _sparql(engine, query, query, allowance.seconds, more)
    if "truth" in reply:
        return bool(reply["truth"])
    if "triples" in reply:
        return tuple(reply["triples"])
    return Solutions(tuple(reply["table"]), tuple(map(tuple, reply["rows"])))


def check_sparql(engine: Engine, query: str, parameters: Mapping[str, Cell]) -> str:
    """The query with its parameters in it; raises for one that would not be answered.

    The engine takes no notice of what is not asked.
    """
    sparql.refuse_changes(query)
    bound = sparql.bind(query, parameters)
    check_sparql_names(there(engine), query)
    return bound


def _sparql(
    engine: Engine, query: str, bound: str, timeout: float | None, more: Mapping[str, Any]
) -> dict[str, Any]:
    """The reply of the engine to a query (``bound``: with its parameters in it) that only reads."""
    sparql.refuse_changes(query)
    words = {token.word for token in sparql.tokens(query)}
    request = {
        "language": "sparql",
        "query": exact(bound),
        "own_dataset": "FROM" in words,
        "graphs": [graph for graph in engine.graphs() if not engine.is_mark(graph)],
        **more,
    }
    reply = _reply(engine, request, timeout)
    if "error" in reply:
        refuse_sparql(query, reply, lambda text: engine.guarded(lambda store: answering.parsed(store, text)))
    return reply


def ask_cypher(
    engine: Engine, query: str, parameters: Mapping[str, Cell], timeout: float | None, rows: int | None = None
) -> Table:
    """Answer a Cypher read query; see :meth:`~enishi.graph.home.Graph.cypher`."""
    from .cypher_guard import prepare_cypher, reach_of_cypher  # noqa: PLC0415  (a parser: only when Cypher is asked)
    from .cypher_slice import plan  # noqa: PLC0415

    prepared = prepare_cypher(query, parameters)
    check_cypher_names(there(engine), query)
    request = {
        "language": "cypher",
        "query": prepared,
        "parameters": dict(parameters),
        "names": dict(load_schema().cypher_names()),
        "limit": rows,
    }
    if (most := engine.worth_a_slice()) and (reach := reach_of_cypher(query)):
        request["slice"] = plan(reach, most)
    reply = _reply(engine, request, timeout)
    if "error" in reply:
        reason = _short(str(reply["text"]).removeprefix("Cypher semantic error: "))
        raise QueryError("query_failed", language="Cypher", reason=reason)
    return _table(reply)


def _table(reply: Mapping[str, Any]) -> Table:
    return Table(tuple(reply["table"]), tuple(tuple(row) for row in reply["rows"]))


def _reply(engine: Engine, request: dict[str, Any], timeout: float | None) -> dict[str, Any]:
    def here(store: oxilite.Store) -> dict[str, Any]:
        reply = answering.answer(store, request)
        if reply.get("error") == "file" and "readonly" not in reply["text"]:
            raise OSError(reply["text"])  # the engine knows which ones to wait for
        return reply

    reply = engine.guarded(here) if timeout is None else engine.worker.ask(request, timeout)
    if reply.get("error") == "file":
        if "readonly" in reply["text"]:
            raise QueryError("query_changes_any", language=request["language"].capitalize())
        raise engine.failure(str(reply["text"]))
    if reply.get("error") == "time":
        raise QueryStopped("query_timeout", seconds=timeout)
    if reply.get("error") == "rows":
        raise QueryStopped("query_rows", rows=request["limit"])
    return reply


def refuse_sparql(query: str, reply: Mapping[str, Any], parse: Callable[[str], Mapping[str, Any]]) -> NoReturn:
    """Raise what a reply with an error means; ``parse`` gives the reply to any text, so as to find the place."""
    if reply["error"] != "syntax":
        raise QueryError("query_failed", language="SPARQL", reason=_short(reply["text"]))

    def position(text: str) -> tuple[int, int] | None:
        return answering.position(parse(text).get("text", ""))

    start = sparql.place(query, position)
    token = next((t for t in sparql.tokens(query) if t.start == start), None)
    if "Prefix not found" in reply["text"] and token is not None:
        pieces = [t for t in sparql.tokens(query) if t.start >= start and t.kind == "name" and ":" in t.text]
        prefix = (pieces[0].text if pieces else token.text).partition(":")[0]
        sparql.fail("query_prefix", query, pieces[0].start if pieces else start, prefix=prefix)
    expected = reply["text"].partition("expected ")[2].removeprefix("one of ")
    sentences = [part for part in expected.split(", ") if _SENTENCE.fullmatch(part)]
    if sentences:
        raise QueryError("query_failed", language="SPARQL", reason=sentences[0])
    if start >= len(query.rstrip()):
        sparql.fail("query_ends", query, len(query.rstrip()), language="SPARQL")
    sparql.fail("query_syntax", query, start, language="SPARQL", found=token.text if token else "")


def _short(text: str) -> str:
    return " ".join(text.split())[:300]
