"""The W3C's query evaluation tests: what each has to load and ask, and whether an answer is right."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from enishi.graph.results import Found, Solutions, written
from enishi.graph.sparql_cypher import parsed
from enishi.graph.terms import XSD, Quad, literal

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_MEDIA = {".ttl": "text/turtle", ".rdf": "application/rdf+xml", ".nt": "application/n-triples"}
_SRX = "{http://www.w3.org/2005/sparql-results#}"
_NUMBERS = {f"{XSD}{n}" for n in ("integer", "decimal", "double", "float")}


@dataclass(frozen=True)
class Case:
    """One test: its files."""

    name: str
    query: Path
    data: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path

    @property
    def text(self) -> str:
        """The query, with its own place as base."""
        text = self.query.read_text(encoding="utf-8")
        return text if re.search(r"^\s*base\s", text, re.I | re.M) else f"BASE <{self.query.as_uri()}>\n{text}"

    def quads(self) -> list[Quad]:
        """The data: default graphs, named graphs by their places."""
        found = [q for path in self.data for q in _read(path, "", f"d{self.data.index(path)}")]
        for number, path in enumerate(self.named):
            found += _read(path, f"<{path.as_uri()}>", f"n{number}")
        return found


def _read(path: Path, graph: str, mark: str) -> Iterator[Quad]:
    for quad in parsed(path.read_bytes(), _MEDIA[path.suffix], base=path.as_uri(), graph=graph):
        terms = [t + mark if t.startswith("_:") else t for t in quad]
        yield Quad(*terms)


def _file(term: object) -> Path:
    return Path(str(term).removeprefix("file://"))


def cases(folder: Path) -> Iterator[Case]:
    """All evaluation tests below a folder, CSV and TSV among them."""
    for manifest in sorted(folder.glob("*/manifest.ttl")):
        graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
        for kind in ("QueryEvaluationTest", "CSVResultFormatTest"):
            for test in sorted(graph.subjects(RDF.type, URIRef(MF + kind)), key=str):
                action = graph.value(test, URIRef(f"{MF}action"))
                yield Case(
                    f"{manifest.parent.name}/{str(test).rsplit('#', 1)[-1]}",
                    _file(graph.value(action, URIRef(f"{QT}query"))),
                    tuple(sorted(map(_file, graph.objects(action, URIRef(f"{QT}data"))))),
                    tuple(sorted(map(_file, graph.objects(action, URIRef(f"{QT}graphData"))))),
                    _file(graph.value(test, URIRef(f"{MF}result"))),
                )


def expected(path: Path) -> Any:
    """What the W3C expects: rows as mappings, a truth value, quads, or (CSV) rows of texts."""
    match path.suffix:
        case ".srx":
            return _srx(path)
        case ".srj":
            return _srj(path)
        case ".tsv":
            head, *rows = path.read_text(encoding="utf-8").splitlines()
            names = [n.strip()[1:] for n in head.split("\t")]
            return [{n: _short(t) for n, t in zip(names, row.split("\t"), strict=True) if t} for row in rows]
        case ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                return list(csv.reader(file))
    quads = list(_read(path, "", ""))
    return _result_set(quads) if any(q.object == f"<{_RS}ResultSet>" for q in quads) else quads


_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def _result_set(quads: list[Quad]) -> list[dict[str, str]]:
    """Rows that are written as a graph."""

    def objects(subject: str, name: str) -> list[str]:
        return [q.object for q in quads if q.subject == subject and q.predicate == f"<{_RS}{name}>"]

    rows = []
    for solution in (q.object for q in quads if q.predicate == f"<{_RS}solution>"):
        bindings = objects(solution, "binding")
        rows.append({objects(b, "variable")[0].strip('"'): objects(b, "value")[0] for b in bindings})
    return rows


def _short(text: str) -> str:
    text = text.strip()
    if text[0] in '"<_':
        return text
    kind = (
        "integer"
        if re.fullmatch(r"[+-]?\d+", text)
        else "decimal"
        if re.fullmatch(r"[+-]?\d*\.\d+", text)
        else "double"
    )
    return literal(text, kind)


def _srj(path: Path) -> Any:
    found = json.loads(path.read_text(encoding="utf-8"))
    if "boolean" in found:
        return found["boolean"]
    return [{n: _json(t) for n, t in row.items()} for row in found["results"]["bindings"]]


def _json(term: dict[str, Any]) -> str:
    match term["type"]:
        case "uri":
            return f"<{term['value']}>"
        case "bnode":
            return f"_:{term['value']}"
    if "xml:lang" in term:
        return f"{literal(term['value'])}@{term['xml:lang']}"
    datatype = term.get("datatype", f"{XSD}string")
    return literal(term["value"]) + ("" if datatype == f"{XSD}string" else f"^^<{datatype}>")


def _srx(path: Path) -> Any:
    root = ET.parse(path).getroot()  # noqa: S314
    truth = root.find(f"{_SRX}boolean")
    if truth is not None:
        return (truth.text or "").strip() == "true"
    rows = []
    for result in root.iter(f"{_SRX}result"):
        row = {}
        for binding in result.iter(f"{_SRX}binding"):
            element = binding[0]
            kind = element.tag.removeprefix(_SRX)
            lang = element.get("{http://www.w3.org/XML/1998/namespace}lang")
            term = {"type": kind, "value": element.text or ""}
            if lang:
                term["xml:lang"] = lang
            if element.get("datatype"):
                term["datatype"] = element.get("datatype", "")
            row[binding.get("name", "")] = _json(term)
        rows.append(row)
    return rows


def right(found: Found, wanted: Any) -> bool:
    """Whether an answer is the expected one: rows in any order, blank nodes by any names."""
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    if isinstance(found, Solutions):
        if wanted and isinstance(wanted[0], list):
            text = "".join(written(found, "csv"))
            return _matched([[t] for t in map(str, _rows(text))], [[str(w)] for w in wanted])
        rows = [{n: t for n, t in zip(found.variables, row, strict=True) if t is not None} for row in found.rows]
        names = sorted({n for row in [*rows, *wanted] for n in row})
        return _matched(
            [[row.get(n) for n in names] for row in rows], [[row.get(n) for n in names] for row in wanted]
        )
    lines: list[list[str | None]] = [list(q[:3]) for q in parsed("\n".join(found), "application/n-triples")]
    return _matched(lines, [list(q[:3]) for q in wanted])


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines()))


def _matched(found: list[list[str | None]], wanted: list[list[str | None]]) -> bool:
    if len(found) != len(wanted):
        return False

    def fits(a: str | None, b: str | None, names: dict[str, str]) -> bool:
        if a and b and a.startswith("_:") and b.startswith("_:"):
            if a in names:
                return names[a] == b
            if b in names.values():
                return False
            names[a] = b
            return True
        return a == b or (_number(a) is not None and _number(a) == _number(b))

    def search(at: int, left: list[int], names: dict[str, str]) -> bool:
        if at == len(found):
            return True
        for i in left:
            trial = dict(names)
            if all(fits(a, b, trial) for a, b in zip(found[at], wanted[i], strict=True)) and search(
                at + 1, [j for j in left if j != i], trial
            ):
                return True
        return False

    order = sorted(found, key=lambda row: sum(1 for t in row if t and t.startswith("_:")))
    found[:] = order
    return search(0, list(range(len(wanted))), {})


def _number(term: str | None) -> tuple[Decimal, str] | None:
    match = re.fullmatch(r'"([^"]*)"\^\^<(.*)>', term or "")
    if not match or match[2] not in _NUMBERS:
        return None
    try:
        return Decimal(match[1]), match[2]
    except InvalidOperation:
        return None
