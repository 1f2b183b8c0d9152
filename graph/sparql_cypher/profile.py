"""What a graph of enishi's on a server has at one version: which keys, types and loose quads.

What always holds: a profile is read in one transaction, with the version that it is of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..neo4j import names
from ..neo4j.records import LINKS, POINTERS
from ..terms import XSD, value
from .layouts import Column

if TYPE_CHECKING:
    import neo4j

    from ..neo4j.engine import Neo4jEngine

_KEY: Final = re.compile(r"(<[^<>]*>|[^<>@^]+)(?:@(.+)|\^\^(.+))?", re.DOTALL)
_KINDS: Final = {"string": "s", "integer": "i", "decimal": "d", "boolean": "b"}


@dataclass(frozen=True, slots=True)
class Profile:
    """What a graph has at one version: columns by place and predicate, relationship types, loose quads."""

    version: str
    columns: Mapping[tuple[str, str], tuple[Column, ...]]
    awkward: frozenset[str]
    kept: frozenset[str]
    """Columns (``node _iri``) that are no predicate's."""
    types: Mapping[str, str]
    """Relationship type by predicate (IRI)."""
    loose: frozenset[tuple[str, str]]
    foreign: bool
    """Whether ties may lack a record, or be ends of other ties: they cannot be told from nodes then."""


def profile(engine: Neo4jEngine) -> Profile:
    """Read what a graph has."""

    def work(tx: neo4j.ManagedTransaction) -> Profile:
        meta = tx.run(f"MATCH (m:{names.META} {{of: 'enishi'}}) RETURN properties(m)").single(strict=True)[0]
        columns, awkward, kept = _columns(meta.get("columns") or ())
        types = tx.run("CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType").value()
        loose = tx.run(f"MATCH (q:{names.LOOSE}) RETURN DISTINCT q.graph, q.predicate").values()
        bare = f"MATCH (n:{names.THING}) WHERE n._bare MATCH (r:{names.RECORD} {{iri: n.iri}}) RETURN count(*)"
        mixed = tx.run(bare).single(strict=True).value()
        return Profile(
            str(meta["version"]),
            columns,
            awkward,
            kept,
            {value(names.predicate_of(t)): t for t in types if t not in LINKS.values()},
            frozenset((g, value(p)) for g, p in loose),
            bool(meta.get("foreignTies") or mixed),
        )

    return engine.connection.read(work)


def _columns(
    lines: Sequence[str],
) -> tuple[dict[tuple[str, str], tuple[Column, ...]], frozenset[str], frozenset[str]]:
    found: dict[tuple[str, str], dict[str, list[tuple[str, bool]]]] = defaultdict(lambda: defaultdict(list))
    awkward, kept = set(), set()
    for each in lines:
        where, _, rest = each.partition(" ")
        key, _, kind = rest.rpartition(" ")
        match = _KEY.fullmatch(key)
        if (
            key.startswith("_")
            or match is None
            or (where, key) in (("node", "iri"), ("edge", "statement"), ("record", "iri"))
        ):
            kept.add(f"{where} {key}")
            continue
        base, lang, datatype = match.groups()
        if where == "record" and base in {*POINTERS.values(), "valueKind", "valueText"}:
            kept.add(f"{where} {key}")
            continue
        predicate = value(names.predicate_of_key(base))
        several, native = kind.startswith("["), kind.strip("[]")
        if datatype in _KINDS:
            awkward.add(predicate)
        elif datatype:
            mark = datatype[1:-1] if datatype.startswith("<") else f"{XSD}{datatype}"
            found[where, predicate][key].append((f"^{mark}", several))
        else:
            found[where, predicate][key].append((f"@{lang}" if lang else _KINDS[native], several))
    made = {}
    for place, keys in found.items():
        columns = []
        for key, kinds in sorted(keys.items()):
            marks = sorted({kind for kind, _ in kinds})
            columns.append(Column(key, marks[0], any(s for _, s in kinds), "".join(marks[1:])))
        made[place] = tuple(columns)
    return made, frozenset(awkward), frozenset(kept)
