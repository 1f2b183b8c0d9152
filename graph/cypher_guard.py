"""The guard before the embedded Cypher door: a query is read, held to the written subset, and worded anew.

The embedded engine answers some Cypher wrongly without an error. What passes here means in it what it means
in Neo4j, as ``tests/graph/cypher_scenarios.toml`` shows; anything else is a ``QueryError`` that names the
construct, its line and column, and another way to write it. The subset is ``docs/reference/cypher.en.md``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from ..errors import QueryError
from .guard.anchors import Reach, reach_of
from .guard.names import well_formed
from .guard.parser import Parser
from .guard.scope import Shape
from .guard.translation import Translation

_LONGEST: Final = 100_000
_CACHED: Final = 512
_WHOLE: Final = 2**63


def prepare_cypher(query: str, parameters: Mapping[str, object] | None = None) -> str:
    """The query to hand to the embedded engine: the same rows under the same column names as in Neo4j.

    Pass the ``parameters`` where the query is run (a list with a null in it, or none at all, changes what is
    certain); leave them out to judge a query alone. Raises :class:`~enishi.errors.QueryError` with ``line``,
    ``column``, ``construct`` and ``rewriting`` in its details.

    >>> from enishi.graph.cypher_guard import prepare_cypher
    >>> print(prepare_cypher('MATCH (c:City)-[:SISTER_CITY_OF]-(d) RETURN d.name'))
    MATCH (c:City)-[n_1:SISTER_CITY_OF]-(d)
    RETURN d.name AS `d.name`
    """
    shapes = None if parameters is None else tuple(sorted((k, shape(k, v)) for k, v in parameters.items()))
    if len(query) > _LONGEST:
        raise QueryError("cypher_long", length=len(query), greatest=_LONGEST)
    return _prepared(query, shapes)


def check_cypher(query: str) -> None:
    """Raise :class:`~enishi.errors.QueryError` unless the embedded engine may run the query."""
    prepare_cypher(query)


@lru_cache(maxsize=_CACHED)
def reach_of_cypher(query: str) -> Reach | None:
    """How far a query that passes the guard reaches from the things it names (:mod:`.guard.anchors`)."""
    return reach_of(Parser(query).whole())


def shape(name: str, value: object) -> Shape:
    """What kind of value a parameter has; raises ``QueryError`` for one that the engine would misread.

    >>> from enishi.graph.cypher_guard import shape
    >>> shape("name", "横浜市"), shape("kind", "SISTER_CITY_OF"), shape("codes", [])
    ('text', 'type', 'empty')
    """
    match value:
        case None:
            return "null"
        case bool():
            return "truth"
        case int() if -_WHOLE <= value < _WHOLE:
            return "negative" if value < 0 else "integer"
        case float() if math.isfinite(value):
            return "number"
        case str():
            return "type" if well_formed(value, "type") else "text"
        case list() | tuple():
            if any(shape(name, item) in ("null", "list", "empty") for item in value):
                raise QueryError("cypher_parameter_value", name=name)
            return "list" if value else "empty"
    raise QueryError("cypher_parameter_value", name=name)


@lru_cache(maxsize=_CACHED)
def _prepared(query: str, shapes: tuple[tuple[str, Shape], ...] | None) -> str:
    parser = Parser(query)
    try:
        read = parser.whole()
        return Translation(query, parser.fresh, None if shapes is None else dict(shapes)).whole(read)
    except RecursionError:
        raise QueryError("cypher_deep") from None
