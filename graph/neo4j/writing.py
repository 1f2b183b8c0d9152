"""Applying a change of quads to the property graph, within a transaction.

What always holds: each touched subject is read, changed as a set of quads, and written as the node, tie or record
that it now is; afterwards the graph stands for the old quads without the removed ones and with the added ones.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from ..terms import REIFIES, Quad, line, triple_term, value
from . import names, reading
from .records import (
    EVIDENCE,
    STATEMENTS,
    Node,
    Record,
    Tie,
    is_plain,
    node_quads,
    owner,
    record,
    record_quads,
    reified,
    thing,
    tie_quads,
)

if TYPE_CHECKING:
    import neo4j

_T, _R, _Q = names.THING, names.RECORD, names.LOOSE

_SET_NODES: Final = f"""
UNWIND $rows AS row MERGE (n:{_T} {{iri: row.iri}})
REMOVE n:$(row.gone) SET n = row.properties SET n:$(row.labels)"""
_NODES_BARE: Final = f"""
UNWIND $rows AS row MATCH (n:{_T} {{iri: row.iri}})
REMOVE n:$(row.gone) SET n = row.properties"""
_ENDS: Final = f"UNWIND $iris AS iri MERGE (n:{_T} {{iri: iri}}) ON CREATE SET n._bare = true"
_SWEEP: Final = f"""
UNWIND $iris AS iri MATCH (n:{_T} {{iri: iri}})
WHERE n._bare AND size(labels(n)) = 1 AND size(keys(n)) = 2 AND NOT (n)--() DELETE n"""
_CUT_TIES: Final = f"""
UNWIND $rows AS row MATCH (a:{_T} {{iri: row.start}}) MATCH (b:{_T} {{iri: row.end}})
MATCH (a)-[r]->(b) WHERE r.statement = row.statement DELETE r"""
_SAY_TIES: Final = f"""
UNWIND $rows AS row MATCH (a:{_T} {{iri: row.start}}) MATCH (b:{_T} {{iri: row.end}})
MATCH (a)-[r]->(b) WHERE r.statement = row.statement SET r = row.properties"""
_MAKE_TIES: Final = f"""
UNWIND $rows AS row MATCH (a:{_T} {{iri: row.start}}) MATCH (b:{_T} {{iri: row.end}})
CREATE (a)-[r:$(row.type)]->(b) SET r = row.properties"""
_CUT_PLAIN: Final = f"""
UNWIND $rows AS row MATCH (a:{_T} {{iri: row.start}}) MATCH (b:{_T} {{iri: row.end}})
MATCH (a)-[r]->(b) WHERE type(r) = row.type AND r.statement IS NULL DELETE r"""
_MAKE_PLAIN: Final = f"""
UNWIND $rows AS row MATCH (a:{_T} {{iri: row.start}}) MATCH (b:{_T} {{iri: row.end}})
WHERE NOT EXISTS {{ MATCH (a)-[r]->(b) WHERE type(r) = row.type }}
CREATE (a)-[:$(row.type)]->(b)"""
_SET_RECORDS: Final = f"""
UNWIND $rows AS row MERGE (n:{_R} {{iri: row.iri}})
REMOVE n:$(row.gone) SET n = row.properties SET n:$(row.labels)"""
_CUT_LINKS: Final = f"UNWIND $iris AS iri MATCH (n:{_R} {{iri: iri}})-[r]->(:{_R}) DELETE r"
_RECORD_ENDS: Final = f"UNWIND $iris AS iri MERGE (n:{_R} {{iri: iri}})"
_MAKE_LINKS: Final = f"""
UNWIND $rows AS row MATCH (a:{_R} {{iri: row.start}}) MATCH (b:{_R} {{iri: row.end}})
CREATE (a)-[:$(row.type)]->(b)"""
_SWEEP_RECORDS: Final = f"""
UNWIND $iris AS iri MATCH (n:{_R} {{iri: iri}})
WHERE size(labels(n)) = 1 AND size(keys(n)) = 1 AND NOT (n)--() DELETE n"""
_MAKE_LOOSE: Final = f"UNWIND $rows AS row MERGE (q:{_Q} {{key: row.key}}) ON CREATE SET q = row"
_CUT_LOOSE: Final = f"UNWIND $keys AS key MATCH (q:{_Q} {{key: key}}) DELETE q"
_BATCH: Final = 2_000


def _run(tx: neo4j.ManagedTransaction, query: str, rows: Iterable[Any], name: str = "rows") -> None:
    """Run one of our own statements over rows, some thousand at a time."""
    given = list(rows)
    for start in range(0, len(given), _BATCH):
        tx.run(query, {name: given[start : start + _BATCH]}).consume()


def apply(tx: neo4j.ManagedTransaction, removed: set[Quad], added: set[Quad]) -> None:
    """Make the graph hold what it held, without the removed quads and with the added ones."""
    seen = _things(tx, removed, added)
    seen |= _records(tx, removed, added)
    _note_foreign(tx, added)
    elsewhere = ("", STATEMENTS, EVIDENCE)
    _loose(tx, {q for q in removed if q.graph not in elsewhere}, {q for q in added if q.graph not in elsewhere})
    _note(tx, seen)


# ------------------------------------------------------------------------------------------- what is so


def _things(tx: neo4j.ManagedTransaction, removed: set[Quad], added: set[Quad]) -> set[str]:
    def own(quads: set[Quad]) -> set[Quad]:
        return {q for q in quads if (not q.graph and not is_plain(q)) or q.graph == STATEMENTS}

    lost, come = own(removed), own(added)
    cut, made = ({q for q in quads if not q.graph and is_plain(q)} for quads in (removed, added))
    subjects = {q.subject for q in lost | come} | _reifying(tx, cut, made)
    nodes = {f"<{node.iri}>": node for node in reading.nodes(tx, map(value, subjects))} if subjects else {}
    ties = {f"<{tie.statement}>": tie for tie in reading.ties(tx, map(value, subjects))} if subjects else {}
    spare = {q for q in reading.loose(tx, subjects) if q.graph in ("", STATEMENTS)} if subjects else set()
    before: dict[str, set[Quad]] = defaultdict(set)
    for node in nodes.values():
        before[f"<{node.iri}>"] |= set(node_quads(node))
    for subject, tie in ties.items():
        before[subject] |= {q for q in tie_quads(tie) if q.subject == subject and (q.graph or not is_plain(q))}
    for quad in spare:
        before[quad.subject].add(quad)
    gone, new = _by_subject(lost), _by_subject(come)
    made_nodes: dict[str, Node | None] = {}
    made_ties: dict[str, Tie | None] = {}
    left: set[Quad] = set()
    now = {s: (before[s] - gone.get(s, set())) | new.get(s, set()) for s in sorted(subjects)}
    triples = {triple for quads in now.values() if (triple := reified(quads))}
    so = made | (set(reading.on_triples(tx, triples - made - cut)))
    for subject, quads in now.items():
        asserted = reified(quads) in so
        made_nodes[subject], made_ties[subject], loose = thing(subject, quads, asserted=asserted)
        left |= loose
    _loose(tx, spare - left, left - spare)
    ends = _set_nodes(tx, nodes, made_nodes)
    ends |= _set_ties(tx, ties, made_ties, removed, added)
    _run(tx, _SWEEP, sorted(ends), "iris")
    return columns("node", made_nodes.values()) | columns("edge", made_ties.values())


def _reifying(tx: neo4j.ManagedTransaction, cut: set[Quad], made: set[Quad]) -> set[str]:
    """Who reifies triples that stop or begin to be so: what carried a tie does no more, or does now."""
    found = {node for nodes in reading.on_triples(tx, cut).values() for node in nodes}
    terms = [triple_term(*triple[:3]) for triple in made]
    return found | {node for node, _ in reading.loosely_pointing(tx, REIFIES, terms, "")}


def _by_subject(quads: set[Quad]) -> dict[str, set[Quad]]:
    found: dict[str, set[Quad]] = defaultdict(set)
    for quad in quads:
        found[quad.subject].add(quad)
    return found


def _set_nodes(tx: neo4j.ManagedTransaction, before: dict[str, Node], after: dict[str, Node | None]) -> set[str]:
    """Write the nodes that are other than before; returns the IRIs that may have nothing left to say."""
    written: list[dict[str, Any]] = []
    emptied: list[dict[str, Any]] = []
    for subject, node in after.items():
        was = before.get(subject)
        if node is not None and node != was:
            gone = sorted(was.labels - node.labels) if was else []
            labels = sorted(node.labels - was.labels if was else node.labels)
            row = {"iri": node.iri, "labels": labels, "gone": gone, "properties": node.properties}
            written.append(row)
        elif node is None and was is not None:
            bare = {"iri": was.iri, "_bare": True}
            emptied.append({"iri": was.iri, "gone": sorted(was.labels), "properties": bare})
    _run(tx, _SET_NODES, written)
    _run(tx, _NODES_BARE, emptied)
    return {row["iri"] for row in emptied}


def _set_ties(
    tx: neo4j.ManagedTransaction,
    before: dict[str, Tie],
    after: dict[str, Tie | None],
    removed: set[Quad],
    added: set[Quad],
) -> set[str]:
    """Write ties and plain triples; returns the IRIs of ends that may have nothing left that ties them."""
    cut, said, made = [], [], []
    for subject, tie in after.items():
        was = before.get(subject)
        if was is not None and (tie is None or _place(tie) != _place(was)):
            cut.append(was)
        if tie is not None and (was is None or _place(tie) != _place(was)):
            made.append(tie)
        elif tie is not None and tie != was:
            said.append(tie)
    _run(tx, _CUT_TIES, map(_row, cut))
    lost = {q for q in removed if not q.graph and is_plain(q)}
    come = {q for q in added if not q.graph and is_plain(q)}
    come |= {_triple(tie) for tie in cut} - lost
    lost |= {_triple(tie) for tie in made}
    _run(tx, _CUT_PLAIN, map(_plain, sorted(lost)))
    come -= {_triple(tie) for tie in made}
    ends = {iri for tie in made for iri in (tie.start, tie.end)}
    ends |= {value(end) for quad in come for end in (quad.subject, quad.object)}
    _run(tx, _ENDS, sorted(ends), "iris")
    _run(tx, _MAKE_TIES, map(_row, made))
    _run(tx, _SAY_TIES, map(_row, said))
    _run(tx, _MAKE_PLAIN, map(_plain, sorted(come)))
    loosened = {iri for tie in cut for iri in (tie.start, tie.end)}
    return loosened | {value(end) for quad in lost for end in (quad.subject, quad.object)}


def _place(tie: Tie) -> tuple[str, str, str]:
    return tie.type, tie.start, tie.end


def _triple(tie: Tie) -> Quad:
    return Quad(f"<{tie.start}>", names.predicate_of(tie.type), f"<{tie.end}>")


def _row(tie: Tie) -> dict[str, Any]:
    place = {"start": tie.start, "end": tie.end, "type": tie.type}
    return {**place, "statement": tie.statement, "properties": tie.properties}


def _plain(quad: Quad) -> dict[str, str]:
    kind = names.relationship(quad.predicate)
    return {"start": value(quad.subject), "end": value(quad.object), "type": kind}


# ------------------------------------------------------------------------------------------- evidence


def _records(tx: neo4j.ManagedTransaction, removed: set[Quad], added: set[Quad]) -> set[str]:
    lost, come = ({q for q in quads if q.graph == EVIDENCE} for quads in (removed, added))
    owners = sorted({owner(q.subject) for q in lost | come})
    if not owners:
        return set()
    before = {f"<{found.iri}>": found for found in reading.records(tx, map(value, owners))}
    subjects = {q.subject for q in lost | come} | set(owners)
    spare = {q for q in reading.loose(tx, subjects) if q.graph == EVIDENCE}
    now: dict[str, set[Quad]] = {node: set(record_quads(found)) for node, found in before.items()}
    for quad in spare:
        now.setdefault(owner(quad.subject), set()).add(quad)
    for quad in lost:
        now.setdefault(owner(quad.subject), set()).discard(quad)
    for quad in come:
        now.setdefault(owner(quad.subject), set()).add(quad)
    made: dict[str, Record | None] = {}
    left: set[Quad] = set()
    for node in owners:
        made[node], loose = record(node, now.get(node, set()))
        left |= loose
    _loose(tx, spare - left, left - spare)
    _set_records(tx, before, made)
    return columns("record", made.values())


def _set_records(tx: neo4j.ManagedTransaction, before: dict[str, Record], after: dict[str, Record | None]) -> None:
    written, links, relinked, swept, ends = [], [], [], set[str](), set[str]()
    for node, found in after.items():
        was = before.get(node)
        if found == was:
            continue
        iri = value(node)
        new = found or Record(iri, frozenset(), {"iri": iri}, frozenset())
        old = was or Record(iri, frozenset(), {}, frozenset())
        gone, labels = sorted(old.labels - new.labels), sorted(new.labels - old.labels)
        written.append({"iri": iri, "gone": gone, "labels": labels, "properties": new.properties})
        if new.links != old.links:
            relinked += [iri] if old.links else []
            links += [{"start": iri, "type": name, "end": end} for name, end in sorted(new.links)]
            ends |= {end for _, end in new.links}
            swept |= {end for _, end in old.links}
        if found is None:
            swept.add(iri)
    _run(tx, _SET_RECORDS, written)
    _run(tx, _CUT_LINKS, relinked, "iris")
    _run(tx, _RECORD_ENDS, sorted(ends), "iris")
    _run(tx, _MAKE_LINKS, links)
    _run(tx, _SWEEP_RECORDS, sorted(swept), "iris")


# ------------------------------------------------------------------------------------------- the rest


def _loose(tx: neo4j.ManagedTransaction, removed: set[Quad], added: set[Quad]) -> None:
    _run(tx, _CUT_LOOSE, (_key(quad) for quad in sorted(removed)), "keys")
    _run(tx, _MAKE_LOOSE, map(loose_row, sorted(added)))


def loose_row(quad: Quad) -> dict[str, str]:
    """The properties of the node of a loose quad."""
    return {"key": _key(quad), **quad._asdict()}


def _key(quad: Quad) -> str:
    return hashlib.sha256(line(quad).encode()).hexdigest()


def columns(where: str, things: Iterable[Node | Tie | Record | None]) -> set[str]:
    """Which keys these have, as the graph's own node keeps them: where, key, kind."""
    kinds = {str: "string", bool: "boolean", int: "integer", float: "decimal"}
    found: set[str] = set()
    for each in things:
        for key, held in each.properties.items() if each is not None else ():
            several = isinstance(held, list)
            kind = kinds[type(held[0] if several else held)]
            found.add(f"{where} {key} [{kind}]" if several else f"{where} {key} {kind}")
    return found


def _note(tx: neo4j.ManagedTransaction, seen: set[str]) -> None:
    """Write down which columns there are: what a compiler of SPARQL needs to know."""
    read = f"MATCH (m:{names.META} {{of: 'enishi'}}) RETURN m.columns"
    known = set(tx.run(read).single(strict=True).value() or [])
    if not seen <= known:
        write = f"MATCH (m:{names.META} {{of: 'enishi'}}) SET m.columns = $columns"
        tx.run(write, columns=sorted(known | seen)).consume()


def _note_foreign(tx: neo4j.ManagedTransaction, added: set[Quad]) -> None:
    """Write down that there are ties without a statement's record, which must be searched for."""
    iris = sorted({value(q.subject) for q in added if q.predicate == REIFIES and not q.graph})
    query = (
        f"UNWIND $iris AS iri OPTIONAL MATCH (s:{_R} {{iri: iri}}) WITH s WHERE s.object IS NULL RETURN count(*)"
    )
    if iris and tx.run(query, iris=iris).single(strict=True).value():
        mark = f"MATCH (m:{names.META} {{of: 'enishi'}}) SET m.foreignTies = true"
        tx.run(mark).consume()
