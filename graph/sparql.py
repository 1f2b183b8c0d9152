"""SPARQL text before it reaches the engine: parameters put in, changes refused, errors given their place.

Parameters are written into the text as terms: oxilite's own substitution forgets HAVING, and answers wrongly
without an error. Its parser's positions lie up to fourteen characters late; :func:`place` finds the token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple, NoReturn

from ..errors import QueryError
from .home import Cell
from .terms import iri, is_iri, literal

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
    |(?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
    |(?P<text>'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
        |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    |(?P<variable>[?$]\w+)
    |(?P<space>\s+)
    |(?P<mark>[{}();,])
    |(?P<name>[\w.%-]*:[\w.%:-]*|@?[^\W\d][\w-]*)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES: Final = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
_PAD: Final = " " * 24
"""Wider than the longest word that the engine's parser reads ahead (ENCODE_FOR_URI)."""
_KEPT: Final = 64
"""Queries whose pieces are kept: one query is looked at several times, and often asked again."""
_ENTITY: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:)")


class Token(NamedTuple):
    """A piece of a query's text at ``start``; ``word`` is that of a bare name in capitals, else nothing."""

    kind: str
    text: str
    start: int
    word: str = ""


@lru_cache(maxsize=_KEPT)
def tokens(query: str) -> tuple[Token, ...]:
    """The pieces of a query; together they are the query."""
    return tuple(_token(m.lastgroup or "other", m[0], m.start()) for m in _TOKEN.finditer(query))


def _token(kind: str, text: str, start: int) -> Token:
    return Token(kind, text, start, text.upper() if kind == "name" and ":" not in text else "")


def fail(key: str, query: str, offset: int, **details: object) -> NoReturn:
    """Raise a :class:`~enishi.errors.QueryError` that shows the place: line, column, the line and a pointer."""
    before = query[:offset]
    line, column = before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
    shown = query.split("\n")[line - 1].rstrip("\r")
    raise QueryError(key, line=line, column=column, text=shown, pointer=pointer(shown, column), **details)


def pointer(text: str, column: int) -> str:
    """A caret under a column (from 1), as wide characters demand.

    >>> from enishi.graph.sparql import pointer
    >>> pointer("横浜 x", 4)
    '     ^'
    """
    import unicodedata  # noqa: PLC0415  (only for errors)

    return "".join("  " if unicodedata.east_asian_width(c) in "WF" else " " for c in text[: column - 1]) + "^"


@lru_cache(maxsize=_KEPT)
def refuse_changes(query: str) -> None:
    """Raise for an update, and for SERVICE and LOAD, which would reach out of the graph."""
    depth = 0
    for token in tokens(query):
        if token.kind == "mark":
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        elif token.word == "SERVICE":
            fail("query_service", query, token.start)
        elif token.word in _UPDATES and depth == 0:
            fail("query_changes", query, token.start, language="SPARQL", word=token.word)


def bind(query: str, parameters: Mapping[str, Cell]) -> str:
    """The query with each ``?name`` or ``$name`` that is a parameter written as a term.

    In a projection ``?name`` becomes ``(term AS ?name)``. Raises :class:`~enishi.errors.QueryError` for a
    parameter that the query does not mention, or that it binds itself (``AS ?name``, ``VALUES ?name``).

    >>> from enishi.graph.sparql import bind
    >>> bind("SELECT ?a { ?a :ordinal ?n FILTER(?n > ?least) }", {"least": 5})
    'SELECT ?a { ?a :ordinal ?n FILTER(?n > 5) }'
    """
    if not parameters:
        return query
    terms = {name: term for name, cell in parameters.items() if (term := _term(cell)) is not None}
    pieces, found = [], set()
    clause, before = "", ""
    for token in tokens(query):
        name = token.text[1:] if token.kind == "variable" else None
        if name is not None and name in parameters:
            found.add(name)
            if before in ("AS", "VALUES") or clause.startswith("VALUES"):
                fail("query_parameter_bound", query, token.start, name=name)
            if name in terms:
                pieces.append(_written(terms[name], name, clause))
                before = ""
                continue
        pieces.append(token.text)
        if token.kind in ("comment", "space"):
            continue
        before = token.word
        clause = _clause(clause, token)
    for name in parameters:
        if name not in found:
            raise QueryError("query_parameter_unknown", name=name, language="SPARQL")
    return "".join(pieces)


def _clause(clause: str, token: Token) -> str:
    """Where the next token stands: a list of variables (SELECT, GROUP BY, ORDER BY ...), brackets, or elsewhere."""
    if token.word in ("SELECT", "VALUES", "GROUP", "ORDER", "DESCRIBE"):
        return token.word
    if token.text == "{" or token.word in ("WHERE", "FROM", "HAVING", "LIMIT", "OFFSET"):
        return ""
    if token.text == "(":
        return clause + "("
    return clause[:-1] if token.text == ")" and clause.endswith("(") else clause


def _written(term: str, name: str, clause: str) -> str:
    if clause == "SELECT":
        return f"({term} AS ?{name})"
    return f"({term})" if clause in ("GROUP", "ORDER") else term


def _term(cell: Cell) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        plain = f"{Decimal(repr(cell)):f}"  # our data has decimals, no doubles
        return plain if "." in plain else f"{plain}.0"
    return iri(cell) if _ENTITY.match(cell) and is_iri(cell) else literal(cell)


def place(query: str, position: Callable[[str], tuple[int, int] | None]) -> int:
    """The offset of the token that makes the query unreadable.

    ``position`` parses a text and gives line and column of the error. The query is parsed once more with wide
    gaps between its tokens, so that a position a few characters late still points at the right one.
    """
    padded, starts = "", []
    gap = True
    for token in tokens(query):
        if token.kind in ("comment", "space"):
            gap = True
            continue
        if gap or token.kind == "mark":
            padded += _PAD
            starts.append((len(padded), token.start))
        padded += token.text.replace("\n", " ")
        gap = token.kind == "mark"
    found = position(padded + _PAD)
    if found is None or found[1] > len(padded) + 1:
        return len(query.rstrip())
    at = found[1] - 1
    return max((start for start in starts if start[0] <= at), default=(0, 0))[1]
