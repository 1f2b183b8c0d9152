"""The engine's own answers, as the JSON in which it gives them to its Python classes.

Making term objects of them takes three times as long as reading the JSON, longer than many a query. The doors used
here are not part of the engine's public interface, so that its version is held to one minor number
(``pyproject.toml``) and nothing else in the project goes through them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import oxilite


def sparql(store: oxilite.Store, query: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a query: its ``kind`` (``boolean``, ``quads``, ``solutions``) and what it found.

    >>> import oxilite
    >>> from enishi.graph.native import sparql
    >>> sparql(oxilite.Store(), "ASK {}", {})["value"]
    True
    """
    answer: dict[str, Any] = json.loads(store._native.query(query, json.dumps(options)))
    return answer


def cypher(
    store: oxilite.Store, query: str, parameters: Mapping[str, Any], options: Mapping[str, Any]
) -> dict[str, Any]:
    """The answer to a query in Cypher: ``columns`` and ``rows``."""
    answer: dict[str, Any] = json.loads(store._native.cypher(query, json.dumps(parameters), json.dumps(options)))
    return answer


def cypher_value(cell: Any) -> Any:
    """A node, a relationship or a list in an answer in Cypher as the engine's own object."""
    from oxilite._types import cypher_value as made  # noqa: PLC0415  (heavy)

    return made(cell)
