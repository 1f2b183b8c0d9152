"""Cypher before it reaches the server: what would write, or reach out of the graph, is refused; and its answer.

The server is asked in access mode READ as well. What that lets through is stopped here: LOAD CSV, procedures,
functions of plug-ins, administration. A query that names no record (Statement, Reference, Document ...) sees what
is so and nothing else, neither evidence nor somebody else's nodes, exactly as in an embedded file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...errors import QueryError
from ...ontology.schema import load_schema
from .. import sparql
from ..home import Cell, Table
from ..naming import cypher_names
from . import names, scope
from .records import FOLDED, LINKS, POINTERS

if TYPE_CHECKING:
    from .connection import Connection

_TOKEN: Final = re.compile(
    r"""(?P<comment>//[^\r\n]*|/\*.*?\*/)
    |(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<name>`(?:[^`]|``)*`|[^\W\d]\w*)
    |(?P<parameter>\$(?:`(?:[^`]|``)*`|\w+))
    |(?P<space>\s+)
    |(?P<number>\d[\w.]*)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|[uU])")
_STARTS: Final = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
_WRITES: Final = frozenset(
    "CREATE MERGE DELETE DETACH NODETACH SET REMOVE FOREACH DROP ALTER INSERT GRANT DENY REVOKE RENAME".split()  # noqa: SIM905
)
_OUTSIDE: Final = frozenset("LOAD USE SHOW TERMINATE START STOP EXPLAIN PROFILE CYPHER".split())  # noqa: SIM905
_OWN: Final = frozenset(
    {*LINKS.values(), *POINTERS.values(), *FOLDED, "prefLabel", "altLabel", "of", "version"}
) | {names.THING, names.RECORD, names.LOOSE, names.META}
"""Names that only a server's graph has."""
_PROCEDURES: Final = frozenset({"db.labels", "db.relationshiptypes", "db.propertykeys", "db.schema.visualization"})
_SPACES: Final = frozenset(
    {"date", "datetime", "localdatetime", "time", "localtime", "duration", "point", "vector.similarity"}
)
"""Where the server's own functions with a dot in their names live; a plug-in's are refused."""


def ask_cypher(connection: Connection, query: str, parameters: Mapping[str, Cell], timeout: float | None) -> Table:
    """Answer a Cypher read query; see :meth:`~enishi.graph.home.Graph.cypher`."""
    refuse(query)
    _check_names(connection, query)
    columns, rows = _asked(connection, scope.scoped(query), query, parameters, timeout)
    return Table(tuple(columns), tuple(tuple(cell(value) for value in row) for row in rows))


def _check_names(connection: Connection, query: str) -> None:
    """Raise for a label, type or property that neither the ontology nor the database has."""
    unknown = [(name, start) for name, start in cypher_names(query) if name not in _known() and name not in _OWN]
    if not unknown:
        return
    from rapidfuzz import process  # noqa: PLC0415  (only when a name is wrong)

    here = connection.names()
    for name, start in unknown:
        if name not in here:
            nearest = [match for match, *_ in process.extract(name, sorted(_known() | _OWN), limit=3)]
            sparql.fail("query_name_unknown", query, start, language="Cypher", name=name, nearest=nearest)


def _known() -> frozenset[str]:
    return frozenset(load_schema().cypher_names())


def _asked(
    connection: Connection, scoped: str, query: str, parameters: Mapping[str, Cell], timeout: float | None
) -> tuple[list[str], list[list[Any]]]:
    from neo4j.exceptions import ClientError  # noqa: PLC0415  (heavy)

    try:
        return connection.ask(scoped, parameters, timeout)
    except Exception as error:
        cause = error.__cause__
        code = (getattr(cause, "code", None) or "") if isinstance(cause, ClientError) else ""
        if ".Statement." not in code:
            raise
        text = str(getattr(cause, "message", None) or cause)
        if "ParameterMissing" in code and (found := re.search(r"Expected parameter\(s\): ([^,\s]+)", text)):
            raise QueryError("neo4j_query_parameter", name=found[1]) from error
        if "AccessMode" in code:
            raise QueryError("query_changes_any", language="Cypher") from error
        place = re.search(r"\(line (\d+), column (\d+) \(offset: (\d+)\)\)", text)
        reason = " ".join(text[: place.start()].split() if place else text.split())[:300]
        if place and scoped == query:
            offset = min(int(place[3]), len(query))
            sparql.fail("query_meaning", query, offset, language="Cypher", reason=reason)
        raise QueryError("query_failed", language="Cypher", reason=reason) from error


def _words(query: str) -> Iterator[tuple[str, str, int]]:
    for match in _TOKEN.finditer(query):
        if match.lastgroup not in ("comment", "space"):
            yield match.lastgroup or "mark", match[0], match.start()


def refuse(query: str) -> None:
    """Raise :class:`~enishi.errors.QueryError` for what a reading query must not have.

    >>> from enishi.graph.neo4j.asking import refuse
    >>> refuse("MATCH (c:City) RETURN c.name")
    """
    _refuse_escapes(query)
    words = list(_words(query))
    if not words:
        raise QueryError("query_ends", language="Cypher", line=1, column=1, text="", pointer="^")
    first = words[0]
    if first[1].upper() not in _STARTS:
        _refuse_word(query, first)
    for i, word in enumerate(words):
        kind, text, start = word
        before = words[i - 1][1] if i else ""
        after = words[i + 1][1] if i + 1 < len(words) else ""
        if kind == "mark" and text in "`'\"":
            sparql.fail("query_syntax", query, start, language="Cypher", found=text)
        if text == ";" and after:
            sparql.fail("neo4j_query_outside", query, start, word=";")
        if kind != "name":
            continue
        if text.upper() == "CALL" and before not in (".", ":", "AS", "as") and after not in ("{", "("):
            _procedure(query, words, i)
        if after in (".", "(") and before != ".":
            _function(query, words, i)
        named = text.startswith("`") or before in (".", ":", "&", "|", "!") or after in (":", ".", ",", ")", "=")
        if not named and text.upper() in _WRITES | _OUTSIDE and before.upper() != "AS":
            _refuse_word(query, word)
        if text.upper() in ("LOAD", "DETACH", "INSERT") and after.upper() in ("CSV", "DELETE"):
            _refuse_word(query, word)


def _refuse_escapes(query: str) -> None:
    """Raise for ``\\uXXXX`` outside a text, or as ASCII: the server reads it first, so it could spell a word."""
    texts = [match.span() for match in _TOKEN.finditer(query) if match.lastgroup == "text"]
    for escape in _ESCAPE.finditer(query):
        inside = any(start < escape.start() < end for start, end in texts)
        if not (inside and escape[1] and int(escape[1], 16) >= 0x80):
            sparql.fail("neo4j_query_escape", query, escape.start())


def _refuse_word(query: str, word: tuple[str, str, int]) -> None:
    _, text, start = word
    if text.upper() in _WRITES:
        sparql.fail("query_changes", query, start, language="Cypher", word=text.upper())
    sparql.fail("neo4j_query_outside", query, start, word=text)


def _dotted(words: list[tuple[str, str, int]], i: int) -> tuple[str, int]:
    """A name with dots that starts at a word, in lower case, and the index after it."""
    name, j = words[i][1].strip("`"), i + 1
    while j + 1 < len(words) and words[j][1] == "." and words[j + 1][0] == "name":
        name, j = f"{name}.{words[j + 1][1].strip('`')}", j + 2
    return name.lower(), j


def _procedure(query: str, words: list[tuple[str, str, int]], i: int) -> None:
    if i + 1 < len(words):
        name, _ = _dotted(words, i + 1)
        if name not in _PROCEDURES:
            sparql.fail("neo4j_query_outside", query, words[i][2], word=f"CALL {name}")


def _function(query: str, words: list[tuple[str, str, int]], i: int) -> None:
    name, j = _dotted(words, i)
    called = j < len(words) and words[j][1] == "("
    if called and "." in name and name.rpartition(".")[0] not in _SPACES and name not in _PROCEDURES:
        sparql.fail("neo4j_query_outside", query, words[i][2], word=name)


def cell(value: Any) -> Cell:
    """A Cypher value as a cell: a node as its IRI, a relationship as its statement's, a list or path as text."""
    from neo4j import graph  # noqa: PLC0415  (heavy)

    match value:
        case None | str() | bool() | int() | float():
            return value
        case graph.Node():
            return str(value.get("iri", value.element_id))
        case graph.Relationship():
            return str(value.get("statement", value.element_id))
    return _joined(value)


def _joined(value: Any) -> str:
    from neo4j import graph  # noqa: PLC0415  (heavy)

    match value:
        case graph.Path():
            steps = [cell(value.nodes[0])]
            for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
                steps += [cell(relationship), cell(node)]
            return " ".join(map(str, steps))
        case list() | tuple():
            return "; ".join(str(cell(item)) for item in value)
        case dict():
            return "; ".join(f"{key}={cell(value[key])}" for key in sorted(value))
    return str(value.iso_format() if hasattr(value, "iso_format") else value)
