"""How names and texts are spelled for the engine, and which names a query may use.

The engine reads names as IRIs of the ontology, whatever their case: ``:sisterCityOf`` would be a relationship
type, ``c.sisterCityOf`` a property, where another engine finds nothing. So the conventions are held to.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from ...ontology.schema import load_schema

_FORMS: Final = {
    "label": re.compile(r"[A-Z][A-Za-z0-9]*"),
    "type": re.compile(r"[A-Z][A-Z0-9_]*"),
    "property": re.compile(r"[a-z][A-Za-z0-9_]*"),
}
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_KEYWORDS: Final = frozenset(
    """
    ALL AND ANY AS ASC ASCENDING BY CALL CASE CONTAINS COUNT CREATE DELETE DESC DESCENDING DETACH DISTINCT ELSE
    END ENDS EXISTS FALSE FILTER IN IS LIMIT MATCH MERGE NONE NOT NULL ON OPTIONAL OR ORDER REDUCE REMOVE RETURN
    SET SINGLE SKIP STARTS THEN TRUE UNION UNWIND WHEN WHERE WITH XOR YIELD
    """.split()  # noqa: SIM905  (a list of words reads better)
)
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
MANY_VALUES: Final = frozenset({"altName"})
"""Properties that may have several values on one node: a condition on one would multiply rows."""
SORTS: Final = {
    "value": "mixed",
    "latitude": "number",
    "longitude": "number",
    "sources": "integer",
} | dict.fromkeys(("disputed", "inferred"), "truth")
"""What a property holds, where it is no text: ``value`` is a number or a text, as its node's class says."""


def well_formed(name: str, kind: Literal["label", "type", "property"]) -> bool:
    """Whether a name is spelled as names of its kind are, and is no relation's where a property is meant.

    >>> from enishi.graph.guard.names import well_formed
    >>> well_formed("SISTER_CITY_OF", "type"), well_formed("sisterCityOf", "property")
    (True, False)
    """
    return _FORMS[kind].fullmatch(name) is not None and not (kind == "property" and name in _links())


@cache
def _links() -> frozenset[str]:
    schema = load_schema()
    return frozenset(schema.relations) | {name for name, p in schema.properties.items() if p.is_link}


def spelled(name: str) -> str:
    """A name as the engine reads it: in backticks unless it is plain and no keyword."""
    if _PLAIN.fullmatch(name) and name.upper() not in _KEYWORDS:
        return name
    return "`" + name.replace("`", "``") + "`"


def text_literal(text: str) -> str:
    """A text in quotes."""
    return f"'{text.translate(_ESCAPES)}'"
