"""The statements that write into the property graph, and how their rows are sent.

What always holds: labels, types, keys and values are parameters; a node or relationship that is known to be new is
created without a look, and reaches the server in columns (:mod:`.packing`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from . import names
from .packing import UNPACKED, Row, packed, said

if TYPE_CHECKING:
    import neo4j

_T, _R, _Q = names.THING, names.RECORD, names.LOOSE
_BETWEEN: Final = f"MATCH (a:{_T} {{iri: row[0]}}) MATCH (b:{_T} {{iri: row[1]}})"
_ENDS: Final = "MATCH (a:{mark} {{iri: columns[0][at]}}) MATCH (b:{mark} {{iri: columns[1][at]}})"

NEW_NODES: Final = f"{UNPACKED} CREATE (n:{_T}:$(kind.kind)) {said('n', 0)}"
SET_NODES: Final = f"""
UNWIND $rows AS row MATCH (n:{_T} {{iri: row.iri}})
REMOVE n:$(row.gone) SET n = row.properties SET n:$(row.labels)"""
NEW_ENDS: Final = f"UNWIND $rows AS iri CREATE (n:{_T} {{iri: iri, _bare: true}})"
SWEEP: Final = f"""
UNWIND $rows AS iri MATCH (n:{_T} {{iri: iri}})
WHERE n._bare AND size(labels(n)) = 1 AND size(keys(n)) = 2 AND NOT (n)--() DELETE n"""
CUT_TIES: Final = f"UNWIND $rows AS row {_BETWEEN} MATCH (a)-[r]->(b) WHERE r.statement = row[2] DELETE r"
SAY_TIES: Final = f"""
UNWIND $rows AS row {_BETWEEN} MATCH (a)-[r]->(b) WHERE r.statement = row[2].statement SET r = row[2]"""
NEW_TIES: Final = f"{UNPACKED} {_ENDS.format(mark=_T)} CREATE (a)-[r:$(kind.kind)]->(b) {said('r', 2)}"
CUT_PLAIN: Final = f"""
UNWIND $rows AS row {_BETWEEN} MATCH (a)-[r]->(b) WHERE type(r) = row[2] AND r.statement IS NULL DELETE r"""
NEW_RECORDS: Final = f"{UNPACKED} CREATE (n:{_R}:$(kind.kind)) {said('n', 0)}"
SET_RECORDS: Final = f"""
UNWIND $rows AS row MATCH (n:{_R} {{iri: row.iri}})
REMOVE n:$(row.gone) SET n = row.properties SET n:$(row.labels)"""
RECORD_ENDS: Final = f"UNWIND $rows AS iri MERGE (n:{_R} {{iri: iri}})"
CUT_LINKS: Final = f"UNWIND $rows AS iri MATCH (n:{_R} {{iri: iri}})-[r]->(:{_R}) DELETE r"
NEW_LINKS: Final = f"{UNPACKED} {_ENDS.format(mark=_R)} CREATE (a)-[:$(kind.kind)]->(b)"
SWEEP_RECORDS: Final = f"""
UNWIND $rows AS iri MATCH (n:{_R} {{iri: iri}})
WHERE size(labels(n)) = 1 AND size(keys(n)) = 1 AND NOT (n)--() DELETE n"""
NEW_LOOSE: Final = f"UNWIND $rows AS row MERGE (q:{_Q} {{key: row.key}}) ON CREATE SET q = row"
CUT_LOOSE: Final = f"UNWIND $rows AS key MATCH (q:{_Q} {{key: key}}) DELETE q"
_BATCH: Final = 2_000


def run(tx: neo4j.ManagedTransaction, query: str, rows: Iterable[Any]) -> None:
    """Run one of these statements over rows, some thousand at a time.

    Its outcome is not waited for: while the server writes, the next rows are packed. What fails is raised by the
    next statement, or by the end of the transaction.
    """
    given = list(rows)
    for start in range(0, len(given), _BATCH):
        tx.run(query, rows=given[start : start + _BATCH])


def create(tx: neo4j.ManagedTransaction, query: str, rows: Iterable[Row]) -> None:
    """Run one of the statements that make what is new.

    The rows are sent as they come: while the server writes some, the next are worked out.
    """
    for parameters in packed(rows):
        tx.run(query, parameters)
