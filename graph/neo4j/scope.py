"""Keeping a query to what is so: nodes without a label get our mark, as an embedded file has nothing else.

A query that names a record (``:Statement``, ``:Document``, ``EVIDENCE_FOR`` ...) asks for evidence and is left as
it is; so is one beyond the subset that the embedded home answers, which the parser does not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ...errors import QueryError
from ..guard.syntax import Node, Path
from . import names
from .records import LINKS

RECORDS: Final = frozenset({"Document", "Passage", "Reference", "Statement", "Mention", "Judgement"})
_NAMED: Final = re.compile(
    r"[:&|!]\s*`?(?:" + "|".join(sorted({*RECORDS, *LINKS.values(), names.META})) + r")\b|[:&|!]\s*`?_Enishi\w*"
)
_OPENING: Final = re.compile(r"\(\s*(`(?:[^`]|``)*`|[^\W\d]\w*)?")


def scoped(query: str) -> str:
    """The query, its nodes without a label marked as ours.

    >>> from enishi.graph.neo4j.scope import scoped
    >>> scoped("MATCH (a)-[r]->(b:City) RETURN a.name")
    'MATCH (a:_Enishi)-[r]->(b:City) RETURN a.name'
    """
    from ..guard.parser import Parser  # noqa: PLC0415  (a parser: only when Cypher is asked)

    if _NAMED.search(query):
        return query
    try:
        parsed = Parser(query).whole()
    except (QueryError, RecursionError):
        return query
    text = query
    for node in sorted({n.at: n for n in _nodes(parsed)}.values(), key=lambda n: -n.at):
        opening = _OPENING.match(text, node.at)
        if opening and not node.labels and node.either is None:
            text = f"{text[: opening.end()]}:{names.THING}{text[opening.end() :]}"
    return text


def _nodes(part: Any) -> Iterator[Node]:
    """All nodes of patterns, wherever they stand in a parsed query."""
    if isinstance(part, Path):
        yield from part.nodes
    if isinstance(part, tuple):
        for each in part:
            yield from _nodes(each)
    elif hasattr(part, "__dataclass_fields__"):
        for name in part.__dataclass_fields__:
            yield from _nodes(getattr(part, name))
