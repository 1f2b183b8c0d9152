"""A graph as tables for Neo4j's own importer, which fills an empty database offline.

What always holds: the database that the importer makes of these tables is the home that ``enishi copy`` would have
made; a subject that a table's header cannot say is kept as loose quads, so that nothing is lost. Memory does not
grow with the graph: what has to be put in order, or looked through twice, waits on disk (:mod:`.spill`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from .neo4j import names
from .neo4j.engine import FORMAT, OF, UNINDEXED, schema_statements
from .neo4j.records import (
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
from .neo4j.writing import columns, loose_row
from .spill import Kept, Spill, marked, without
from .terms import REIFIES, Quad, value

BETWEEN: Final = "\x1f"
"""What stands between labels, and between the values of a list: a character that no text holds."""
OPTIONS: Final = "--multiline-fields=true --array-delimiter=U+001F"
SCHEMA: Final = "schema.cypher"
_HEADED: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_@-]*")
_TYPES: Final = {str: "string", bool: "boolean", int: "long", float: "double"}
Row = dict[str, Any]
Shape = tuple[tuple[str, str], ...]
"""The keys of properties, each with the type of what it holds."""


class Table:
    """Rows with fixed columns (texts) and properties; ``head`` is the header of the fixed ones."""

    def __init__(self, head: tuple[str, ...], rows: Kept) -> None:
        self.head, self.rows = head, rows
        self.kinds: dict[str, str] = {}

    def add(self, fixed: tuple[str, ...], said: Row) -> None:
        """Take a row."""
        self.rows.add((fixed, said))
        self.kinds.update(_shape(said))

    def lines(self) -> Iterator[str]:
        """The lines of the file, header first."""
        order = sorted(self.kinds)
        yield ",".join([*self.head, *(f"{key}:{self.kinds[key]}" for key in order)])
        for fixed, said in self.rows:
            yield ",".join([*map(_cell, fixed), *(_cell(said.get(key)) for key in order)])


@contextmanager
def tables(quads: Iterable[Quad], folder: Path | None = None) -> Iterator[dict[str, Table]]:
    """The tables of a graph, by the name of their file; those of nodes first. What waits, waits in ``folder``."""
    with ExitStack() as files:

        def table(*head: str) -> Table:
            return Table(head, files.enter_context(Kept(folder)))

        found = {
            "things": table(f"iri:ID({names.THING})", ":LABEL"),
            "records": table(f"iri:ID({names.RECORD})", ":LABEL"),
            "quads": table(":LABEL"),
            "meta": table(":LABEL"),
            "ties": table(f":START_ID({names.THING})", f":END_ID({names.THING})", ":TYPE"),
            "links": table(f":START_ID({names.RECORD})", f":END_ID({names.RECORD})", ":TYPE"),
        }
        _Filling(found, files, folder).fill(quads)
        yield found


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
    with tables(lines, folder) as found:
        for name, table in found.items():
            if not table.rows.count:
                continue
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{each}\n" for each in table.lines())
            kinds.append(f"--{'relationships' if ':TYPE' in table.head else 'nodes'}={name}.csv")
    text = ";\n".join([*schema_statements(), ""])
    (folder / SCHEMA).write_text(text, encoding="utf-8", newline="\n")
    return " ".join(["neo4j-admin database import full neo4j", OPTIONS, *kinds])


class _Filling:
    """Tables on the way from quads, which are put in order by what they become."""

    def __init__(self, found: dict[str, Table], files: ExitStack, folder: Path | None) -> None:
        self.found, self.files, self.folder = found, files, folder
        self.things, self.records, self.loose, self.triples, self.stated, self.reifying = (
            self._spill() for _ in range(6)
        )
        self.columns = set[str]()

    def _spill(self) -> Spill:
        return self.files.enter_context(Spill(self.folder))

    def fill(self, quads: Iterable[Quad]) -> None:
        """Put rows into the tables."""
        for quad in quads:
            if quad.graph == EVIDENCE:
                self.records.add(_text(owner(quad.subject), *quad))
            elif quad.graph not in ("", STATEMENTS):
                self.loose.add(_text(*quad))
            elif not quad.graph and is_plain(quad):
                self.triples.add(_text(*quad[:3]))
            else:
                self.things.add(_text(quad.subject, *quad))
                if quad.predicate == REIFIES:
                    self.reifying.add(value(quad.subject))
        self._things()
        self._records()
        for text in self.loose:
            self.found["quads"].add((names.LOOSE,), loose_row(Quad(*text.split("\t"))))
        meta: Row = {"of": OF, "format": FORMAT, "version": "import:0", UNINDEXED: True}
        meta["columns"] = sorted(self.columns)
        if any(without(self.reifying, self.stated)):
            meta["foreignTies"] = True
        self.found["meta"].add((names.META,), {k: v for k, v in meta.items() if v != []})

    def _asserted(self) -> Spill:
        """The subjects that reify a triple which is so."""
        reifying, asserted = self._spill(), self._spill()
        for subject, quads in _grouped(self.things):
            if triple := reified(quads):
                reifying.add(_text(*triple[:3], subject))
        for text, known in marked(reifying, self.triples, lambda text: text.rpartition("\t")[0]):
            if known:
                asserted.add(text.rpartition("\t")[2])
        return asserted

    def _things(self) -> None:
        made, shapes = self.files.enter_context(Kept(self.folder)), Counter[Shape]()
        for (subject, quads), asserted in marked(_grouped(self.things), self._asserted(), lambda group: group[0]):
            node, tie, left = thing(subject, quads, asserted=asserted)
            self.loose.extend(_text(*quad) for quad in left)
            if each := node or tie:
                shapes[_shape(each.properties)] += 1
                made.add(_said(each))
        fits, carried, ends, there = _fitting(shapes), self._spill(), self._spill(), self._spill()
        for said in made:
            if len(said) == 3:
                there.extend(self._node(Node(said[0], frozenset(said[1]), said[2]), fits))
            else:
                tie = Tie(*said)
                if self._tie(tie, fits):
                    carried.add(_text(f"<{tie.start}>", names.predicate_of(tie.type), f"<{tie.end}>"))
                    ends.extend((tie.start, tie.end))
        for text in without(self.triples, carried):
            start, predicate, end = text.split("\t")
            ends.extend((value(start), value(end)))
            self.found["ties"].add((value(start), value(end), names.relationship(predicate)), {})
        for iri in without(ends, there):
            self.found["things"].add((iri, names.THING), {"_bare": True})

    def _node(self, node: Node, fits: Callable[[Row], bool]) -> Iterator[str]:
        """Put a node into its table, where it fits; then its IRI is there."""
        if not fits(node.properties):
            self.loose.extend(_text(*quad) for quad in node_quads(node))
            return
        self.columns |= columns("node", [node])
        self.found["things"].add((node.iri, _labels(names.THING, node.labels)), _without_iri(node.properties))
        yield node.iri

    def _tie(self, tie: Tie, fits: Callable[[Row], bool]) -> bool:
        """Put a tie into its table, where it fits; else its triple stands without what is said of it."""
        if not fits(tie.properties):
            self.loose.extend(_text(*quad) for quad in tie_quads(tie) if quad.graph or not is_plain(quad))
            return False
        self.columns |= columns("edge", [tie])
        self.found["ties"].add((tie.start, tie.end, tie.type), tie.properties)
        return True

    def _records(self) -> None:
        made, shapes = self.files.enter_context(Kept(self.folder)), Counter[Shape]()
        for node, quads in _grouped(self.records):
            each, left = record(node, quads)
            self.loose.extend(_text(*quad) for quad in left)
            if each:
                shapes[_shape(each.properties)] += 1
                made.add((each.iri, sorted(each.labels), each.properties, sorted(each.links)))
        fits, ends, there = _fitting(shapes), self._spill(), self._spill()
        for iri, labels, properties, links in made:
            each = Record(iri, frozenset(labels), properties, frozenset(map(tuple, links)))
            if not fits(properties):
                self.loose.extend(_text(*quad) for quad in record_quads(each))
                continue
            there.add(iri)
            if "object" in properties:
                self.stated.add(iri)
            self.columns |= columns("record", [each])
            self.found["records"].add((iri, _labels(names.RECORD, labels)), _without_iri(properties))
            for name, end in links:
                ends.add(end)
                self.found["links"].add((iri, end, name), {})
        for iri in without(ends, there):
            self.found["records"].add((iri, names.RECORD), {})


def _text(*terms: str) -> str:
    """Terms as one text: none holds a tab, and in order of the text they are in order of the terms."""
    return "\t".join(terms)


def _grouped(spill: Spill) -> Iterator[tuple[str, set[Quad]]]:
    """The quads behind each first term, in order."""
    for first, texts in groupby((text.split("\t") for text in spill), key=lambda terms: terms[0]):
        yield first, {Quad(*rest) for _, *rest in texts}


def _said(made: Node | Tie) -> tuple[object, ...]:
    if isinstance(made, Node):
        return made.iri, sorted(made.labels), made.properties
    return made.statement, made.type, made.start, made.end, made.properties


def _labels(mark: str, labels: Iterable[str]) -> str:
    return BETWEEN.join(sorted({mark, *labels}))


def _without_iri(properties: Row) -> Row:
    return {key: held for key, held in properties.items() if key != "iri"}


def _shape(properties: Row) -> Shape:
    return tuple((key, _type(held)) for key, held in properties.items())


def _fitting(shapes: Counter[Shape]) -> Callable[[Row], bool]:
    """Tells whether properties fit into columns of one type each, under names that a header can say."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for shape, count in shapes.items():
        for key, kind in shape:
            counted[key][kind] += count
    kinds = {key: max(sorted(kinds), key=kinds.__getitem__) for key, kinds in counted.items()}
    good = {s for s in shapes if all(_HEADED.fullmatch(key) and kinds[key] == kind for key, kind in s)}

    def fits(properties: Row) -> bool:
        return _shape(properties) in good and not any(BETWEEN in str(held) for held in properties.values())

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
