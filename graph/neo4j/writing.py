"""Applying a change of quads to the property graph, within a transaction.

What always holds: each touched subject is read, changed as a set of quads, and written as the node, tie or record
that it now is; afterwards the graph stands for the old quads without the removed ones and with the added ones.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..terms import REIFIES, Quad, line, triple_term, value
from . import inscribing, names
from .inscribing import create, run
from .packing import Row
from .reading import Held, Reading
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


def apply(tx: neo4j.ManagedTransaction, removed: set[Quad], added: set[Quad], held: Held) -> None:
    """Make the graph hold what it held, without the removed quads and with the added ones."""
    here, lost, come = Reading(tx, held), _Parts.of(removed), _Parts.of(added)
    seen = _things(here, lost, come)
    made = _records(here, lost.evidence, come.evidence)
    _note_foreign(tx, come.own, {node for node, found in made.items() if found and "object" in found.properties})
    _loose(tx, lost.elsewhere, come.elsewhere)
    _note(tx, seen | columns("record", made.values()))


@dataclass(frozen=True, slots=True)
class _Parts:
    """Quads by what they become: what says something of one subject, triples between nodes, evidence, the rest."""

    own: list[Quad]
    plain: set[Quad]
    evidence: list[Quad]
    elsewhere: set[Quad]

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> _Parts:
        """The parts of these."""
        own: list[Quad] = []
        plain: set[Quad] = set()
        evidence: list[Quad] = []
        elsewhere: set[Quad] = set()
        for quad in quads:
            graph = quad.graph
            if graph == EVIDENCE:
                evidence.append(quad)
            elif graph:
                (own.append if graph == STATEMENTS else elsewhere.add)(quad)
            else:
                (plain.add if is_plain(quad) else own.append)(quad)
        return cls(own, plain, evidence, elsewhere)


# ------------------------------------------------------------------------------------------- what is so


def _things(here: Reading, lost: _Parts, come: _Parts) -> set[str]:
    cut, made = lost.plain, come.plain
    subjects = {q.subject for q in (*lost.own, *come.own)} | _reifying(here, cut, made)
    iris = [value(subject) for subject in subjects]
    nodes = {f"<{node.iri}>": node for node in here.nodes(iris)}
    ties = {f"<{tie.statement}>": tie for tie in here.ties(iris)}
    spare = {q for q in here.loose(subjects) if q.graph in ("", STATEMENTS)}
    now: dict[str, set[Quad]] = {subject: set() for subject in sorted(subjects)}
    for subject, node in nodes.items():
        now[subject].update(node_quads(node))
    for subject, tie in ties.items():
        now[subject] |= {q for q in tie_quads(tie) if q.subject == subject and (q.graph or not is_plain(q))}
    for quad in spare:
        now[quad.subject].add(quad)
    for quad in lost.own:
        now[quad.subject].discard(quad)
    for quad in come.own:
        now[quad.subject].add(quad)
    made_nodes: dict[str, Node | None] = {}
    made_ties: dict[str, Tie | None] = {}
    left: set[Quad] = set()
    triples = {subject: reified(quads) for subject, quads in now.items()}
    so = made | set(here.on_triples({triple for triple in triples.values() if triple} - made - cut))
    for subject, quads in now.items():
        made_nodes[subject], made_ties[subject], loose = thing(subject, quads, asserted=triples[subject] in so)
        left |= loose
    _loose(here.tx, spare - left, left - spare)
    ends = _set_nodes(here.tx, nodes, made_nodes)
    ends |= _set_ties(here, (nodes, made_nodes), (ties, made_ties), cut, made)
    run(here.tx, inscribing.SWEEP, sorted(ends))
    return columns("node", made_nodes.values()) | columns("edge", made_ties.values())


def _reifying(here: Reading, cut: set[Quad], made: set[Quad]) -> set[str]:
    """Who reifies triples that stop or begin to be so: what carried a tie does no more, or does now."""
    found = {node for nodes in here.on_triples(cut).values() for node in nodes}
    terms = (triple_term(*triple[:3]) for triple in made) if here.held.loose else ()
    return found | {node for node, _ in here.loosely_pointing(REIFIES, terms, "")}


def _set_nodes(tx: neo4j.ManagedTransaction, before: dict[str, Node], after: dict[str, Node | None]) -> set[str]:
    """Write the nodes that are other than before; returns the IRIs that may have nothing left to say."""
    new: list[Row] = []
    written: list[dict[str, Any]] = []
    emptied: list[str] = []
    for subject, node in after.items():
        was = before.get(subject)
        if was is None:
            new += [(tuple(sorted(node.labels)), (), node.properties)] if node else []
        elif node is None:
            emptied.append(was.iri)
            bare = {"iri": was.iri, "_bare": True}
            written.append({"iri": was.iri, "labels": [], "gone": sorted(was.labels), "properties": bare})
        elif node != was:
            gone, labels = sorted(was.labels - node.labels), sorted(node.labels - was.labels)
            written.append({"iri": node.iri, "labels": labels, "gone": gone, "properties": node.properties})
    create(tx, inscribing.NEW_NODES, new)
    run(tx, inscribing.SET_NODES, written)
    return set(emptied)


def _set_ties(
    here: Reading,
    nodes: tuple[dict[str, Node], dict[str, Node | None]],
    ties: tuple[dict[str, Tie], dict[str, Tie | None]],
    lost: set[Quad],
    come: set[Quad],
) -> set[str]:
    """Write ties and plain triples (these are ``lost``, these ``come``); ``nodes`` and ``ties`` before and after.

    Returns the IRIs of ends that may have nothing left that ties them.
    """
    cut, said, made = [], [], []
    for subject, tie in ties[1].items():
        was = ties[0].get(subject)
        if was is not None and (tie is None or _place(tie) != _place(was)):
            cut.append(was)
        if tie is not None and (was is None or _place(tie) != _place(was)):
            made.append(tie)
        elif tie is not None and tie != was:
            said.append(tie)
    carried = set(map(_triple, made))
    come = (come | ({_triple(tie) for tie in cut} - lost)) - carried
    lost = lost | carried
    ends = {term for quad in lost | come for term in (quad.subject, quad.object)}
    known = {f"<{iri}>" for iri in here.there(value(end) for end in ends - nodes[0].keys())} | nodes[0].keys()

    def standing(quads: set[Quad]) -> list[Quad]:
        return sorted(q for q in quads if q.subject in known and q.object in known)

    run(here.tx, inscribing.CUT_TIES, ([tie.start, tie.end, tie.statement] for tie in cut))
    run(here.tx, inscribing.CUT_PLAIN, (list(_plain(q)) for q in standing(lost)))
    come -= here.on_triples(standing(come)).keys()
    run(here.tx, inscribing.SAY_TIES, ([tie.start, tie.end, tie.properties] for tie in said))
    there = known | {subject for subject, node in nodes[1].items() if node is not None}
    fresh = {term for quad in come | carried for term in (quad.subject, quad.object)} - there
    run(here.tx, inscribing.NEW_ENDS, sorted(map(value, fresh)))
    create(here.tx, inscribing.NEW_TIES, ((tie.type, (tie.start, tie.end), tie.properties) for tie in made))
    plain = map(_plain, sorted(come))
    create(here.tx, inscribing.NEW_TIES, ((kind, (start, end), {}) for start, end, kind in plain))
    loosened = {iri for tie in cut for iri in (tie.start, tie.end)}
    return loosened | {value(end) for quad in standing(lost) for end in (quad.subject, quad.object)}


def _place(tie: Tie) -> tuple[str, str, str]:
    return tie.type, tie.start, tie.end


def _triple(tie: Tie) -> Quad:
    return Quad(f"<{tie.start}>", names.predicate_of(tie.type), f"<{tie.end}>")


def _plain(quad: Quad) -> tuple[str, str, str]:
    return value(quad.subject), value(quad.object), names.relationship(quad.predicate)


# ------------------------------------------------------------------------------------------- evidence


def _records(here: Reading, lost: list[Quad], come: list[Quad]) -> dict[str, Record | None]:
    owners = {subject: owner(subject) for subject in {q.subject for q in (*lost, *come)}}
    nodes = sorted(set(owners.values()))
    if not nodes:
        return {}
    before = {f"<{found.iri}>": found for found in here.records(map(value, nodes))}
    spare = {q for q in here.loose(owners.keys() | set(nodes)) if q.graph == EVIDENCE}
    known: dict[str, set[Quad]] = defaultdict(set)  # what is said already of some of them
    for node, held in before.items():
        known[node].update(record_quads(held))
    for quad in spare:
        known[owners.get(quad.subject, quad.subject)].add(quad)
    for quad in lost if known else ():
        known[owners[quad.subject]].discard(quad)
    fresh: dict[str, list[Quad]] = {node: [] for node in nodes if node not in known}
    for quad in come:
        node = owners[quad.subject]
        if node in fresh:
            fresh[node].append(quad)
        else:
            known[node].add(quad)
    made: dict[str, Record | None] = {}
    left: set[Quad] = set()

    def new() -> Iterator[Row]:
        for node in nodes:
            found, loose = record(node, fresh[node] if node in fresh else known[node])
            made[node] = found
            left.update(loose)
            if found is not None and node not in before:
                yield tuple(sorted(found.labels)), (), found.properties

    create(here.tx, inscribing.NEW_RECORDS, new())
    _loose(here.tx, spare - left, left - spare)
    _set_records(here.tx, before, made)
    return made


def _set_records(tx: neo4j.ManagedTransaction, before: dict[str, Record], after: dict[str, Record | None]) -> None:
    """Write the records that are other than before, and all links; the new ones are there already."""
    links: list[Row] = []
    written, relinked, swept, ends = [], [], set[str](), set[str]()
    for node, found in after.items():
        was = before.get(node)
        if found == was:
            continue
        iri = value(node)
        now = found or Record(iri, frozenset(), {"iri": iri}, frozenset())
        old = was or Record(iri, frozenset(), {}, frozenset())
        if was is not None:
            gone, labels = sorted(old.labels - now.labels), sorted(now.labels - old.labels)
            written.append({"iri": iri, "gone": gone, "labels": labels, "properties": now.properties})
        if now.links != old.links:
            relinked += [iri] if old.links else []
            links += [(name, (iri, end), {}) for name, end in sorted(now.links)]
            ends |= {end for _, end in now.links}
            swept |= {end for _, end in old.links}
        if found is None:
            swept.add(iri)
    run(tx, inscribing.SET_RECORDS, written)
    run(tx, inscribing.CUT_LINKS, relinked)
    there = {value(node) for node, found in after.items() if found is not None or node in before}
    run(tx, inscribing.RECORD_ENDS, sorted(ends - there))
    create(tx, inscribing.NEW_LINKS, links)
    run(tx, inscribing.SWEEP_RECORDS, sorted(swept))


# ------------------------------------------------------------------------------------------- the rest


def _loose(tx: neo4j.ManagedTransaction, removed: set[Quad], added: set[Quad]) -> None:
    run(tx, inscribing.CUT_LOOSE, (_key(quad) for quad in sorted(removed)))
    run(tx, inscribing.NEW_LOOSE, map(loose_row, sorted(added)))


def loose_row(quad: Quad) -> dict[str, str]:
    """The properties of the node of a loose quad."""
    return {"key": _key(quad), **quad._asdict()}


def _key(quad: Quad) -> str:
    return hashlib.sha256(line(quad).encode()).hexdigest()


def columns(where: str, things: Iterable[Node | Tie | Record | None]) -> set[str]:
    """Which keys these have, as the graph's own node keeps them: where, key, kind."""
    kinds = {str: "string", bool: "boolean", int: "integer", float: "decimal"}
    several = {
        (key, type(held[0]), True) if isinstance(held, list) else (key, type(held), False)
        for each in things
        if each is not None
        for key, held in each.properties.items()
    }
    return {
        f"{where} {key} [{kinds[kind]}]" if many else f"{where} {key} {kinds[kind]}" for key, kind, many in several
    }


def _note(tx: neo4j.ManagedTransaction, seen: set[str]) -> None:
    """Write down which columns there are: what a compiler of SPARQL needs to know."""
    read = f"MATCH (m:{names.META} {{of: 'enishi'}}) RETURN m.columns"
    known = set(tx.run(read).single(strict=True).value() or [])
    if not seen <= known:
        write = f"MATCH (m:{names.META} {{of: 'enishi'}}) SET m.columns = $columns"
        tx.run(write, columns=sorted(known | seen)).consume()


def _note_foreign(tx: neo4j.ManagedTransaction, added: Iterable[Quad], stated: set[str]) -> None:
    """Write down that there are ties without a statement's record, which must be searched for.

    ``stated``: whose record was written just now.
    """
    reifiers = {q.subject for q in added if q.predicate == REIFIES and not q.graph} - stated
    query = f"""
        UNWIND $iris AS iri OPTIONAL MATCH (s:{names.RECORD} {{iri: iri}}) WITH s WHERE s.object IS NULL
        RETURN count(*)"""
    iris = sorted(map(value, reifiers))
    if iris and tx.run(query, iris=iris).single(strict=True).value():
        mark = f"MATCH (m:{names.META} {{of: 'enishi'}}) SET m.foreignTies = true"
        tx.run(mark).consume()
