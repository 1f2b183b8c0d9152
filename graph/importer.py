"""A graph as tables for Neo4j's own importer, which fills an empty database offline.

What always holds: the database that the importer makes of these tables is the home that ``enishi copy`` would have
made; a subject that a table's header cannot say is kept as loose quads, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from .neo4j import names
from .neo4j.engine import FORMAT, OF, schema_statements
from .neo4j.records import EVIDENCE, STATEMENTS, Node, Tie, is_plain, owner, record, reified, thing
from .neo4j.writing import columns, loose_row
from .terms import REIFIES, Quad, value

BETWEEN: Final = "\x1f"
"""What stands between labels, and between the values of a list: a character that no text holds."""
OPTIONS: Final = "--multiline-fields=true --array-delimiter=U+001F"
SCHEMA: Final = "schema.cypher"
_HEADED: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_@-]*")
_TYPES: Final = {str: "string", bool: "boolean", int: "long", float: "double"}
Row = dict[str, Any]


@dataclass(slots=True)
class Table:
    """Rows with fixed columns (texts) and properties; ``head`` is the header of the fixed ones."""

    head: tuple[str, ...]
    rows: list[tuple[tuple[str, ...], Row]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The lines of the file, header first."""
        kinds = {key: _type(held) for _, said in self.rows for key, held in said.items()}
        order = sorted(kinds)
        yield ",".join([*self.head, *(f"{key}:{kinds[key]}" for key in order)])
        for fixed, said in self.rows:
            yield ",".join([*map(_cell, fixed), *(_cell(said.get(key)) for key in order)])


def tables(lines: Iterable[Quad]) -> dict[str, Table]:
    """The tables of a graph, by the name of their file; those of nodes first."""
    things, records, loose, triples = _sorted(lines)
    found = {
        "things": Table((f"iri:ID({names.THING})", ":LABEL")),
        "records": Table((f"iri:ID({names.RECORD})", ":LABEL")),
        "quads": Table((":LABEL",)),
        "meta": Table((":LABEL",)),
        "ties": Table((f":START_ID({names.THING})", f":END_ID({names.THING})", ":TYPE")),
        "links": Table((f":START_ID({names.RECORD})", f":END_ID({names.RECORD})", ":TYPE")),
    }
    seen = _things(found, things, triples, loose) | _records(found, records, loose)
    for quad in sorted(loose):
        found["quads"].rows.append(((names.LOOSE,), loose_row(quad)))
    known = {iri for (iri, _), said in found["records"].rows if "object" in said}
    meta: Row = {"of": OF, "format": FORMAT, "version": "import:0", "columns": sorted(seen)}
    if any(q.predicate == REIFIES and value(q.subject) not in known for quads in things.values() for q in quads):
        meta["foreignTies"] = True
    found["meta"].rows.append(((names.META,), {k: v for k, v in meta.items() if v != []}))
    return found


def write(lines: Iterable[Quad], folder: Path) -> str:
    """Write the tables and ``schema.cypher`` into a folder; returns the command that imports them there.

    >>> import tempfile
    >>> from enishi.graph.importer import write
    >>> with tempfile.TemporaryDirectory() as name:
    ...     command = write([], Path(name))
    >>> command.split()[:5]
    ['neo4j-admin', 'database', 'import', 'full', 'neo4j']
    """
    folder.mkdir(parents=True, exist_ok=True)
    kinds = []
    for name, table in tables(lines).items():
        if not table.rows:
            continue
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{each}\n" for each in table.lines())
        kinds.append(f"--{'relationships' if ':TYPE' in table.head else 'nodes'}={name}.csv")
    text = ";\n".join([*schema_statements(), ""])
    (folder / SCHEMA).write_text(text, encoding="utf-8", newline="\n")
    return " ".join(["neo4j-admin database import full neo4j", OPTIONS, *kinds])


def _sorted(
    quads: Iterable[Quad],
) -> tuple[dict[str, set[Quad]], dict[str, set[Quad]], set[Quad], set[Quad]]:
    """Quads by what they become: things by subject, records by owner, loose ones, triples between nodes."""
    things: dict[str, set[Quad]] = defaultdict(set)
    records: dict[str, set[Quad]] = defaultdict(set)
    loose, triples = set[Quad](), set[Quad]()
    for quad in quads:
        if quad.graph == EVIDENCE:
            records[owner(quad.subject)].add(quad)
        elif quad.graph not in ("", STATEMENTS):
            loose.add(quad)
        elif not quad.graph and is_plain(quad):
            triples.add(quad)
        else:
            things[quad.subject].add(quad)
    return things, records, loose, triples


def _things(
    found: dict[str, Table], things: Mapping[str, set[Quad]], triples: set[Quad], loose: set[Quad]
) -> set[str]:
    made = []
    for subject, quads in sorted(things.items()):
        node, tie, left = thing(subject, quads, asserted=reified(quads) in triples)
        made.append((subject, node or tie, left))
    fits = _fitting(each.properties for _, each, _ in made if each is not None)
    carried, ends, there = set[Quad](), set[str](), set[str]()
    kept: list[Node | Tie] = []
    for subject, each, left in made:
        loose |= left
        if each is None:
            continue
        if not fits(each.properties):
            loose |= things[subject]
            continue
        kept.append(each)
        if isinstance(each, Tie):
            carried.add(Quad(f"<{each.start}>", names.predicate_of(each.type), f"<{each.end}>"))
            ends |= {each.start, each.end}
            found["ties"].rows.append(((each.start, each.end, each.type), each.properties))
        else:
            there.add(each.iri)
            labels = BETWEEN.join(sorted({names.THING, *each.labels}))
            found["things"].rows.append(((each.iri, labels), _without(each.properties)))
    for quad in sorted(triples - carried):
        start, end = value(quad.subject), value(quad.object)
        ends |= {start, end}
        found["ties"].rows.append(((start, end, names.relationship(quad.predicate)), {}))
    for iri in sorted(ends - there):
        found["things"].rows.append(((iri, names.THING), {"_bare": True}))
    nodes, ties = ([e for e in kept if isinstance(e, Tie) is way] for way in (False, True))
    return columns("node", nodes) | columns("edge", ties)


def _records(found: dict[str, Table], records: Mapping[str, set[Quad]], loose: set[Quad]) -> set[str]:
    made = [(node, *record(node, quads)) for node, quads in sorted(records.items())]
    fits = _fitting(each.properties for _, each, _ in made if each is not None)
    ends, there, kept = set[str](), set[str](), []
    for node, each, left in made:
        loose |= left
        if each is None:
            continue
        if not fits(each.properties):
            loose |= records[node]
            continue
        kept.append(each)
        there.add(each.iri)
        labels = BETWEEN.join(sorted({names.RECORD, *each.labels}))
        found["records"].rows.append(((each.iri, labels), _without(each.properties)))
        for name, end in sorted(each.links):
            ends.add(end)
            found["links"].rows.append(((each.iri, end, name), {}))
    for iri in sorted(ends - there):
        found["records"].rows.append(((iri, names.RECORD), {}))
    return columns("record", kept)


def _without(properties: Row) -> Row:
    return {key: held for key, held in properties.items() if key != "iri"}


def _fitting(given: Iterable[Row]) -> Any:
    """Tells whether properties fit into columns of one type each, under names that a header can say."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for properties in given:
        for key, held in properties.items():
            counted[key][_type(held)] += 1
    kinds = {key: max(sorted(kinds), key=kinds.__getitem__) for key, kinds in counted.items()}

    def fits(properties: Row) -> bool:
        return all(
            _HEADED.fullmatch(key) and kinds[key] == _type(held) and BETWEEN not in str(held)
            for key, held in properties.items()
        )

    return fits


def _type(held: object) -> str:
    if isinstance(held, list):
        return f"{_TYPES[type(held[0])]}[]"
    return _TYPES[type(held)]


def _cell(held: object) -> str:
    """A cell: nothing for what is not there, else in quotation marks."""
    if held is None:
        return ""
    text = BETWEEN.join(map(_plain, held)) if isinstance(held, list) else _plain(held)
    return '"' + text.replace('"', '""') + '"'


def _plain(held: object) -> str:
    return str(held).lower() if isinstance(held, bool) else str(held)
