"""Answers of SPARQL in the forms of the standards: JSON, XML, CSV, TSV; graphs as Turtle, N-Triples, JSON-LD.

A term is its N-Triples text (:mod:`.terms`). What always holds: reading what was written gives the same terms,
except for CSV, which by its standard leaves out what kind of term a text is.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from ..errors import UsageError
from .terms import Quad, value

ResultForm: TypeAlias = Literal["json", "xml", "csv", "tsv"]
GraphForm: TypeAlias = Literal["turtle", "ntriples", "jsonld"]
MEDIA_TYPES: Final[dict[str, str]] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
}
_SUFFIX: Final = re.compile(
    r'"(?:@(?P<lang>[A-Za-z0-9-]+?)(?:--(?P<dir>ltr|rtl))?|\^\^<(?P<type>.*)>)?\Z', re.DOTALL
)
_TRIPLE: Final = re.compile(r"<<\( (\S+) (\S+) (.*) \)>>", re.DOTALL)
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer of a SELECT: variables, and for each row as many terms (``None``: unbound)."""

    variables: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


Found: TypeAlias = Solutions | bool | tuple[str, ...]
"""An answer as terms: rows, a truth value, or the sorted lines of N-Triples of a graph."""


def written(found: Solutions | bool, form: str) -> Iterator[str]:
    """Rows or a truth value as text, in pieces.

    Raises :class:`~enishi.errors.UsageError` for another form, and for a truth value in CSV or TSV.

    >>> from enishi.graph.results import Solutions, written
    >>> print("".join(written(Solutions(("a",), (('"x"@en',), (None,))), "tsv")), end="")
    ?a
    "x"@en
    <BLANKLINE>
    """
    match form:
        case "json":
            return _json(found)
        case "xml":
            return _xml(found)
        case "csv" | "tsv" if isinstance(found, Solutions):
            return _csv(found) if form == "csv" else _tsv(found)
    raise UsageError("results_form", form=form)


def _parts(term: str) -> dict[str, Any]:
    """A term as the JSON form has it."""
    if term.startswith("<<("):
        match = _TRIPLE.fullmatch(term)
        assert match is not None  # noqa: S101  (only our own spelling comes here)
        s, p, o = map(_parts, match.groups())
        return {"type": "triple", "value": {"subject": s, "predicate": p, "object": o}}
    if term.startswith("<"):
        return {"type": "uri", "value": term[1:-1]}
    if term.startswith("_:"):
        return {"type": "bnode", "value": term[2:]}
    match = _SUFFIX.search(term)
    found = match.groupdict() if match else {}
    names = (("lang", "xml:lang"), ("dir", "its:dir"), ("type", "datatype"))
    text = value(term[: match.start() + 1] if match else term)
    return {"type": "literal", "value": text} | {new: found[old] for old, new in names if found.get(old)}


def _json(found: Solutions | bool) -> Iterator[str]:
    if isinstance(found, bool):
        yield json.dumps({"head": {}, "boolean": found}) + "\n"
        return
    yield f'{{"head": {{"vars": {json.dumps(list(found.variables))}}}, "results": {{"bindings": ['
    for i, row in enumerate(found.rows):
        cells = {v: _parts(t) for v, t in zip(found.variables, row, strict=True) if t is not None}
        yield ("," if i else "") + "\n" + json.dumps(cells, ensure_ascii=False)
    yield "\n]}}\n"


def _xml(found: Solutions | bool) -> Iterator[str]:
    its = ' xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"'
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"{its}>\n'
    if isinstance(found, bool):
        yield f"<head/>\n<boolean>{'true' if found else 'false'}</boolean>\n</sparql>\n"
        return
    yield "<head>" + "".join(f"<variable name={quoteattr(v)}/>" for v in found.variables) + "</head>\n<results>\n"
    for row in found.rows:
        cells = ((v, t) for v, t in zip(found.variables, row, strict=True) if t is not None)
        bound = "".join(f"<binding name={quoteattr(v)}>{_element(_parts(t))}</binding>" for v, t in cells)
        yield f"<result>{bound}</result>\n"
    yield "</results>\n</sparql>\n"


def _element(parts: dict[str, Any]) -> str:
    if parts["type"] == "triple":
        inner = "".join(f"<{k}>{_element(parts['value'][k])}</{k}>" for k in ("subject", "predicate", "object"))
        return f"<triple>{inner}</triple>"
    names = ("xml:lang", "its:dir", "datatype")
    marks = "".join(f" {name}={quoteattr(parts[name])}" for name in names if name in parts)
    if _ILLEGAL.search(parts["value"]):
        raise UsageError("results_xml")
    # a carriage return as itself would be read as a line feed, and readers trim blanks at either end
    text = _AT_AN_END.sub(_by_number, escape(parts["value"], {"\r": "&#13;"}))
    return f"<{parts['type']}{marks}>{text}</{parts['type']}>"


_AT_AN_END: Final = re.compile(r"\A\s+|\s+\Z")


def _by_number(blanks: re.Match[str]) -> str:
    return "".join(f"&#{ord(blank)};" for blank in blanks[0])


def _csv(found: Solutions) -> Iterator[str]:
    for row in [found.variables, *found.rows]:
        cells = [_bare(t) for t in row] if row is not found.variables else list(row)
        held = io.StringIO()
        csv.writer(held, lineterminator="\r\n").writerow(cells)
        yield held.getvalue()


def _bare(term: str | None) -> str:
    if term is None:
        return ""
    parts = _parts(term)
    if parts["type"] == "triple":
        return term
    return f"_:{parts['value']}" if parts["type"] == "bnode" else str(parts["value"])


def _tsv(found: Solutions) -> Iterator[str]:
    yield "\t".join(f"?{v}" for v in found.variables) + "\n"
    for row in found.rows:
        yield "\t".join(t or "" for t in row) + "\n"


def graph(lines: Iterable[str], form: str) -> Iterator[str]:
    """A graph's lines of N-Triples as text, in pieces; raises :class:`~enishi.errors.UsageError` for another form.

    >>> from enishi.graph.results import graph
    >>> print("".join(graph(["<urn:a> <urn:b> <urn:c> ."], "ntriples")), end="")
    <urn:a> <urn:b> <urn:c> .
    """
    match form:
        case "ntriples":
            return (f"{line}\n" for line in sorted(lines))
        case "turtle":
            return _turtle(lines)
        case "jsonld":
            return _jsonld(lines)
    raise UsageError("results_form", form=form)


def _turtle(lines: Iterable[str]) -> Iterator[str]:
    import oxilite  # noqa: PLC0415  (heavy)

    triples = [q.triple for q in oxilite.parse("\n".join(sorted(lines)), oxilite.RdfFormat.N_TRIPLES)]
    text = oxilite.serialize(triples, format=oxilite.RdfFormat.TURTLE)
    yield text.decode() if isinstance(text, bytes) else str(text)


def _jsonld(lines: Iterable[str]) -> Iterator[str]:
    """Expanded form, one object a subject."""
    import oxilite  # noqa: PLC0415  (heavy)

    from .terms import spell  # noqa: PLC0415

    quads = [
        Quad(spell(q.subject), spell(q.predicate), spell(q.object))
        for q in oxilite.parse("\n".join(sorted(lines)), oxilite.RdfFormat.N_TRIPLES)
    ]
    nodes: dict[str, dict[str, list[Any]]] = {}
    for q in quads:
        if q.object.startswith("<<"):
            raise UsageError("results_jsonld")
        said = nodes.setdefault(_bare(q.subject), {})
        predicate, parts = value(q.predicate), _parts(q.object)
        if predicate.endswith("22-rdf-syntax-ns#type") and parts["type"] != "literal":
            said.setdefault("@type", []).append(_bare(q.object))
        else:
            said.setdefault(predicate, []).append(_node(parts))
    yield json.dumps([{"@id": iri, **said} for iri, said in nodes.items()], ensure_ascii=False, indent=1) + "\n"


def _node(parts: dict[str, Any]) -> dict[str, str]:
    if parts["type"] != "literal":
        return {"@id": f"_:{parts['value']}" if parts["type"] == "bnode" else parts["value"]}
    names = (("xml:lang", "@language"), ("its:dir", "@direction"), ("datatype", "@type"))
    return {"@value": parts["value"]} | {new: parts[old] for old, new in names if old in parts}
