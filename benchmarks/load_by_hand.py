"""Loading into Neo4j as one who knows the data writes it by hand: what benchmarks/load_neo4j.py compares with.

Rows are grouped in Python, and each group is one statement with its labels and type spelled out, some thousand rows
at a time, every batch in a transaction of its own. Nothing is looked up that one knows to be new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from enishi.graph.neo4j import names
from enishi.graph.neo4j.literals import ALWAYS_LISTS
from enishi.graph.neo4j.records import EVIDENCE, LINKS, POINTERS, STATEMENTS
from enishi.graph.sparql_cypher import parsed
from enishi.graph.terms import REIFIES, TYPE, XSD, parse_lines, value
from enishi.ontology.model import STATEMENT, VALUE

BATCH = 5_000


def plain(driver: Any, file: Path) -> None:
    """Any triples: nodes with their properties first, then labels, then relationships."""
    nodes: dict[str, dict[str, str]] = defaultdict(dict)
    labels: dict[str, list[str]] = defaultdict(list)
    ties: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for s, p, o, _ in parsed(file.read_bytes()):
        name = p.rpartition("/")[2][:-1]
        if p == TYPE:
            labels[o.rpartition("/")[2][:-1]].append(value(s))
        elif o.startswith('"'):
            nodes[value(s)][name] = value(o)
        else:
            nodes[value(s)], nodes[value(o)]
            ties[name].append((value(s), value(o)))
    _unwind(driver, "MERGE (n:Resource {iri: row[0]}) SET n += row[1]", (list(item) for item in nodes.items()))
    for label, iris in labels.items():
        _unwind(driver, f"MATCH (n:Resource {{iri: row}}) SET n:{label}", iris)
    for name, ends in ties.items():
        match = "MATCH (a:Resource {iri: row[0]}) MATCH (b:Resource {iri: row[1]})"
        _unwind(driver, f"{match} MERGE (a)-[:{name}]->(b)", (list(pair) for pair in ends))


def graph_of_ties(driver: Any, file: Path) -> None:
    """A dump of enishi's: the same nodes and relationships that enishi makes of it, all created without a look."""
    things: dict[str, tuple[set[str], dict[str, Any]]] = defaultdict(lambda: (set(), {}))
    records: dict[str, tuple[set[str], dict[str, Any]]] = defaultdict(lambda: (set(), {}))
    ends: dict[str, tuple[str, str, str]] = {}
    links: dict[str, list[list[str]]] = defaultdict(list)
    with file.open(encoding="utf-8") as lines:
        for s, p, o, g in parse_lines(lines):
            iri = value(s)
            if g == EVIDENCE and iri.startswith(VALUE):
                folded = "valueKind" if p == TYPE else "valueText"
                held = names.label(o) if p == TYPE else value(o)
                records[STATEMENT + iri.removeprefix(VALUE)][1][folded] = held
            elif g == EVIDENCE:
                _say(records[iri], p, o) or links[LINKS[p]].append([iri, value(o)])
            elif p == REIFIES:
                start, kind, end = o[4:-4].split(" ")
                ends[iri] = value(start), names.relationship(kind), value(end)
            elif g != STATEMENTS and (p == TYPE or o.startswith('"')):
                _say(things[iri], p, o)
    ties: dict[str, list[list[Any]]] = defaultdict(list)
    for statement, (start, kind, end) in ends.items():
        ties[kind].append([start, end, things.pop(statement)[1]])
    _create(driver, names.THING, things)
    _create(driver, names.RECORD, records)
    for mark, joined, said in ((names.THING, ties, " SET r = row[2]"), (names.RECORD, links, "")):
        match = f"MATCH (a:{mark} {{iri: row[0]}}) MATCH (b:{mark} {{iri: row[1]}})"
        for kind, rows in joined.items():
            _unwind(driver, f"{match} CREATE (a)-[r:{kind}]->(b){said}", rows)


def _say(node: tuple[set[str], dict[str, Any]], predicate: str, term: str) -> bool:
    """Put a term into a node; false where it is a link to another one."""
    labels, said = node
    if predicate == TYPE:
        labels.add(names.label(term))
    elif predicate in POINTERS:
        said[POINTERS[predicate]] = value(term)
    elif not term.startswith('"'):
        return False
    else:
        key, bare = names.key(predicate), value(term)
        mark = term[term.rindex('"') + 1 :]
        if mark.startswith("@"):
            key += mark
        held: Any = int(bare) if mark == f"^^<{XSD}integer>" else bare == "true" if "boolean" in mark else bare
        if key.partition("@")[0] in ALWAYS_LISTS or key in said:
            said[key] = sorted([*(said.get(key) or []), held]) if isinstance(said.get(key), list) else [held]
        else:
            said[key] = held
    return True


def _create(driver: Any, mark: str, nodes: dict[str, tuple[set[str], dict[str, Any]]]) -> None:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for iri, (labels, said) in nodes.items():
        groups[":".join([mark, *sorted(labels)])].append({**said, "iri": iri})
    for labels, rows in groups.items():
        _unwind(driver, f"CREATE (n:{labels}) SET n = row", rows)


def _unwind(driver: Any, text: str, rows: Iterable[Any]) -> None:
    pending = iter(rows)
    with driver.session() as session:
        while chunk := list(islice(pending, BATCH)):
            query = f"UNWIND $rows AS row {text}"
            session.execute_write(lambda tx, query=query, chunk=chunk: tx.run(query, rows=chunk).consume())
