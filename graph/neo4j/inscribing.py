"""The statements that write into the property graph, and how their rows are sent.

What always holds: labels, types and values are parameters; a node or relationship that is known to be new is
created without a look, with the rows of one kind sent together, so that little is sent twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from . import names

if TYPE_CHECKING:
    import neo4j

K = TypeVar("K", bound=Hashable)

_T, _R, _Q = names.THING, names.RECORD, names.LOOSE
_BETWEEN: Final = f"MATCH (a:{_T} {{iri: row[0]}}) MATCH (b:{_T} {{iri: row[1]}})"

NEW_NODES: Final = f"UNWIND $groups AS kind UNWIND kind[1] AS row CREATE (n:{_T}:$(kind[0])) SET n = row"
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
NEW_TIES: Final = f"""
UNWIND $groups AS kind UNWIND kind[1] AS row {_BETWEEN} CREATE (a)-[r:$(kind[0])]->(b) SET r = row[2]"""
CUT_PLAIN: Final = f"""
UNWIND $rows AS row {_BETWEEN} MATCH (a)-[r]->(b) WHERE type(r) = row[2] AND r.statement IS NULL DELETE r"""
NEW_PLAIN: Final = f"UNWIND $groups AS kind UNWIND kind[1] AS row {_BETWEEN} CREATE (a)-[:$(kind[0])]->(b)"
NEW_RECORDS: Final = f"UNWIND $groups AS kind UNWIND kind[1] AS row CREATE (n:{_R}:$(kind[0])) SET n = row"
SET_RECORDS: Final = f"""
UNWIND $rows AS row MATCH (n:{_R} {{iri: row.iri}})
REMOVE n:$(row.gone) SET n = row.properties SET n:$(row.labels)"""
RECORD_ENDS: Final = f"UNWIND $rows AS iri MERGE (n:{_R} {{iri: iri}})"
CUT_LINKS: Final = f"UNWIND $rows AS iri MATCH (n:{_R} {{iri: iri}})-[r]->(:{_R}) DELETE r"
NEW_LINKS: Final = f"""
UNWIND $groups AS kind UNWIND kind[1] AS row
MATCH (a:{_R} {{iri: row[0]}}) MATCH (b:{_R} {{iri: row[1]}}) CREATE (a)-[:$(kind[0])]->(b)"""
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


def run_grouped(tx: neo4j.ManagedTransaction, query: str, rows: Iterable[tuple[K, Any]]) -> None:
    """The same over rows of several kinds (labels or a type), so that what they share is sent once.

    The rows are sent as they come: while the server writes some, the next are worked out.
    """
    for groups in _batches(rows):
        tx.run(query, groups=groups)


def _batches(rows: Iterable[tuple[K, Any]]) -> Iterator[list[list[Any]]]:
    """Some thousand rows at a time, by their kind: ``[[kind, rows], ...]``."""
    pending = iter(rows)
    while batch := list(islice(pending, _BATCH)):
        kinds: dict[K, list[Any]] = defaultdict(list)
        for kind, row in batch:
            kinds[kind].append(row)
        yield [[list(kind) if isinstance(kind, tuple) else kind, given] for kind, given in kinds.items()]
