"""RDF 1.2 terms and quads, spelled as N-Quads spells them.

A term is its canonical N-Triples text (``<https://…>``, ``"横浜市"``, ``"2"^^<…integer>``, ``<<( … )>>``), so equal
terms are equal strings, and a dump is sorted lines. What always holds: ``parse_lines([line(q)])`` gives ``q``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..errors import DataError
from ..ontology.model import DOCUMENT, ENTITY, ONTOLOGY, STATEMENT, VALUE

if TYPE_CHECKING:
    import oxilite

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
PREFIXES: Final[dict[str, str]] = {
    "": ONTOLOGY,
    "enishi": ONTOLOGY,
    "id": ENTITY,
    "st": STATEMENT,
    "doc": DOCUMENT,
    "val": VALUE,
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
}
"""The prefixes that every SPARQL query may use without declaring them; TriG is written with them too."""

TYPE: Final = f"<{RDF}type>"
REIFIES: Final = f"<{RDF}reifies>"

_STRING: Final = f"{XSD}string"
_COMMON: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[\w.~-]*)*(?:#[\w.~-]*)?")
"""IRIs such as ours: they need no engine to be known as such."""
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPED: Final = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord(raw): short
    for raw, short in zip('\b\t\n\f\r"\\', ("\\b", "\\t", "\\n", "\\f", "\\r", '\\"', "\\\\"), strict=True)
}
_BATCH: Final = 20_000
_PLAIN: Final = r"<(?:https?)://[\w./#~-]+>"
_QUOTED: Final = r'"(?:[^"\\\x00-\x1f\x7f\ud800-\udfff]|\\[btnfr"\\])*"'
_CANONICAL: Final = re.compile(
    rf"({_PLAIN}) ({_PLAIN}) ({_PLAIN}|{_QUOTED}(?:\^\^{_PLAIN}|@ja|@en)?|<<\( {_PLAIN} {_PLAIN} {_PLAIN} \)>>)"
    rf"(?: ({_PLAIN}))? \."
)
"""The lines that our own dumps hold. They need no parser, which takes most of the time of a load."""


class Quad(NamedTuple):
    """Four terms; ``graph`` is empty for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str = ""


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI that can stand in a query or a dump.

    >>> from enishi.graph.terms import is_iri
    >>> is_iri("https://w3id.org/enishi/id/横浜"), is_iri("Yokohama"), is_iri("urn:a b")
    (True, False, False)
    """
    if _COMMON.fullmatch(text):
        return True
    import oxilite  # noqa: PLC0415  (heavy)

    if _SCHEME.match(text) is None:
        return False
    try:
        oxilite.NamedNode(text)
    except ValueError:
        return False
    return True


def iri(text: str) -> str:
    """The term of an IRI; raises :class:`~enishi.errors.DataError` where the text is none."""
    if not is_iri(text):
        raise DataError("iri_malformed", text=text)
    return f"<{text}>"


def word(name: str) -> str:
    """The term of a name of the ontology (``since``)."""
    return f"<{ONTOLOGY}{name}>"


def literal(text: str, datatype: str | None = None, lang: str | None = None) -> str:
    """The term of a text, a typed value (``datatype``: a name in xsd) or a text in a language.

    >>> from enishi.graph.terms import literal
    >>> print(literal('a "b"'), literal("2", "integer"), literal("縁", lang="ja"))
    "a \\"b\\"" "2"^^<http://www.w3.org/2001/XMLSchema#integer> "縁"@ja
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise DataError("text_not_unicode", text=ascii(text[:40])) from None
    quoted = f'"{text.translate(_ESCAPED)}"'
    if datatype:
        return f"{quoted}^^<{XSD}{datatype}>"
    return f"{quoted}@{lang}" if lang else quoted


def triple_term(subject: str, predicate: str, object: str) -> str:
    """The term of a triple: what a reifier reifies."""
    return f"<<( {subject} {predicate} {object} )>>"


def spell(term: oxilite.NamedNode | oxilite.Literal | oxilite.Triple | oxilite.BlankNode) -> str:
    """The text of an engine's term."""
    import oxilite  # noqa: PLC0415  (heavy)

    if isinstance(term, oxilite.NamedNode):
        return f"<{term.value}>"
    if isinstance(term, oxilite.Literal):
        if term.language:
            direction = f"--{term.direction.value}" if term.direction else ""
            return f"{literal(term.value)}@{term.language}{direction}"
        datatype = term.datatype.value
        return literal(term.value) + ("" if datatype == f"{XSD}string" else f"^^<{datatype}>")
    if isinstance(term, oxilite.Triple):
        return triple_term(spell(term.subject), spell(term.predicate), spell(term.object))
    return str(term)


def spell_json(term: Mapping[str, Any]) -> str:
    """The text of a term in the engine's JSON, which costs a third of its term objects."""
    kind = term["termType"]
    if kind == "NamedNode":
        return f"<{term['value']}>"
    if kind == "Literal":
        quoted = literal(term["value"])
        if language := term.get("language"):
            return f"{quoted}@{language}" + (f"--{term['direction']}" if term.get("direction") else "")
        datatype = term["datatype"]["value"]
        return quoted if datatype == _STRING else f"{quoted}^^<{datatype}>"
    if kind == "Quad":
        return triple_term(*(spell_json(term[part]) for part in ("subject", "predicate", "object")))
    return f"_:{term['value']}"


def value(term: str) -> str:
    """The IRI of a node's term, or the text of a literal's."""
    if term.startswith("<"):
        return term[1:-1]
    body = term[1 : term.rindex('"')]
    return _UNESCAPE.sub(_unescaped, body) if "\\" in body else body


_UNESCAPE: Final = re.compile(r"\\(u[0-9A-F]{4}|.)")


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    return (
        chr(int(code[1:], 16))
        if code[0] == "u"
        else {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}.get(code, code)
    )


def line(quad: Quad) -> str:
    """A quad as a line of N-Quads, without its end."""
    return " ".join((*filter(None, quad), "."))


def parse_lines(lines: Iterable[str]) -> Iterator[Quad]:
    """Read N-Quads (RDF 1.2); raises :class:`~enishi.errors.DataError` with the number of a malformed line.

    Blank nodes are refused: a graph that names everything can be loaded twice without doubling.
    """
    batch: list[tuple[int, str]] = []
    once = dict[str, str]().setdefault  # few predicates and graphs: each of them is one text, quick to compare
    for number, raw in enumerate(lines, 1):
        text = raw.rstrip("\r\n")
        if match := _CANONICAL.fullmatch(text):
            subject, predicate, object_, graph = match.groups(default="")
            yield Quad(subject, once(predicate, predicate), object_, once(graph, graph))
            continue
        batch.append((number, text))
        if len(batch) == _BATCH:
            yield from _parsed(batch)
            batch = []
    yield from _parsed(batch)


def _parsed(batch: list[tuple[int, str]]) -> Iterator[Quad]:
    import oxilite  # noqa: PLC0415  (heavy)

    try:
        quads = list(oxilite.parse("\n".join(text for _, text in batch), oxilite.RdfFormat.N_QUADS))
    except SyntaxError as error:
        number, text = batch[min(error.lineno or 1, len(batch)) - 1]
        raise DataError("line_malformed", line=number, text=text[:120], reason=_reason(error)) from None
    for quad in quads:
        if _blank(quad.subject) or _blank(quad.object) or _blank(quad.graph_name):
            number, text = _line_with_blank_node(batch)
            raise DataError("line_blank_node", line=number, text=text[:120])
        graph = "" if isinstance(quad.graph_name, oxilite.DefaultGraph) else spell(quad.graph_name)
        yield Quad(spell(quad.subject), spell(quad.predicate), spell(quad.object), graph)


def _reason(error: SyntaxError) -> str:
    return re.sub(r" \(line \d+\)$", "", str(error.msg).partition(": ")[2] or str(error.msg))


def _blank(term: object) -> bool:
    import oxilite  # noqa: PLC0415  (heavy)

    if isinstance(term, oxilite.Triple):
        return _blank(term.subject) or _blank(term.object)
    return isinstance(term, oxilite.BlankNode)


def _line_with_blank_node(batch: list[tuple[int, str]]) -> tuple[int, str]:
    import oxilite  # noqa: PLC0415  (heavy)

    for number, text in batch:
        for quad in oxilite.parse(text, oxilite.RdfFormat.N_QUADS):
            if _blank(quad.subject) or _blank(quad.object) or _blank(quad.graph_name):
                return number, text
    return batch[-1]
