"""Whether a graph has the shape that it should: SHACL, by pySHACL, over the RDF 1.1 projection.

What comes in is N-Triples text in which each tie is a plain triple and its statement has rdf:subject,
rdf:predicate and rdf:object; what comes out names the statement wherever one is to blame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..errors import DataError
from ..words import LANGS, Words
from .model import ONTOLOGY
from .shapes import SHAPE, shapes

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

UNCITED: Final = "uncited"


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a graph breaks a shape.

    ``focus`` is the node (its IRI), ``statement`` the IRI of the statement to blame, where there is one;
    ``path`` the property or relation, ``value`` the offending value; ``shape`` the name of the shape;
    ``message`` says in ``ja`` and ``en`` what should be so.
    """

    focus: str
    statement: str | None
    path: str | None
    value: str | None
    shape: str
    message: Mapping[str, str] = field(hash=False)


def parse_ntriples(ntriples: str) -> Graph:
    """The triples as an rdflib graph, or :class:`~enishi.errors.DataError` with the line that does not parse."""
    from rdflib import Graph  # noqa: PLC0415
    from rdflib.exceptions import ParserError  # noqa: PLC0415

    try:
        return Graph().parse(data=ntriples, format="nt")
    except ParserError as error:
        for number, line in enumerate(ntriples.splitlines(), 1):
            try:
                Graph().parse(data=line, format="nt")
            except ParserError:
                raise DataError("ntriples_malformed", line=number, text=line[:200]) from error
        raise DataError("ntriples_malformed", line=1, text=str(error)) from error


def validate(ntriples: str, *, evidence: bool = True) -> list[Violation]:
    """All violations, in order of focus, path, value and statement; an empty list where the graph conforms.

    ``evidence`` says whether the triples hold the evidence graph too: then each statement and proposal must
    be supported by a reference.
    """
    import pyshacl  # noqa: PLC0415
    from rdflib import RDF  # noqa: PLC0415

    graph = parse_ntriples(ntriples)
    for node in set(graph.subjects(RDF.subject, None)):  # the projection leaves the type of a statement unsaid
        graph.add((node, RDF.type, _term("Statement")))
    rules = shapes()
    _, report, _ = pyshacl.validate(graph, shacl_graph=rules, inference="none", inplace=True)
    found = set(_violations(graph, report, rules))
    if evidence:
        found.update(_uncited(graph))
    return sorted(found, key=lambda v: (v.focus, v.path or "", v.value or "", v.statement or "", v.shape))


def _violations(graph: Graph, report: Graph, rules: Graph) -> Iterator[Violation]:
    from rdflib import SH, Literal, URIRef  # noqa: PLC0415

    for result in report.objects(None, SH.result):  # not those that are details of others
        focus, path, value = (report.value(result, p) for p in (SH.focusNode, SH.resultPath, SH.value))
        source = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        owners = (owner for link in (SH.property, SH.sparql) for owner in rules.subjects(link, source))
        named = source if isinstance(source, URIRef) else next(owners, None)
        shape = str(named).removeprefix(SHAPE)
        # from the shape, as pySHACL drops the languages of a SPARQL constraint's messages
        message = {str(m.language): str(m) for m in rules.objects(source, SH.message) if isinstance(m, Literal)}
        relation, _, part = shape.partition("-")
        if part == "domain":
            path, value = _term(relation), None
        elif part == "self":
            path = _term(relation)
        for statement in _to_blame(graph, focus, path, value):
            yield Violation(str(focus), statement, _text(path), _text(value), shape, message)


def _to_blame(graph: Graph, focus: Node | None, path: Node | None, value: Node | None) -> list[str | None]:
    """The statements behind a result: the focus itself, or those that say the tie, hold the value, are cited."""
    from rdflib import RDF  # noqa: PLC0415

    if focus is None or (focus, RDF.subject, None) in graph or _is(graph, focus, "Proposal"):
        return [_text(focus)]
    found = {
        statement
        for statement in graph.subjects(RDF.subject, focus)
        if (statement, RDF.predicate, path) in graph and (value is None or (statement, RDF.object, value) in graph)
    }
    if _is(graph, focus, "Value"):
        found.update(graph.subjects(RDF.object, focus))
    if _is(graph, focus, "Reference"):
        found.update(graph.objects(focus, _term("evidenceFor")))
    blamed: list[str | None] = [*sorted(map(str, found))]
    return blamed or [None]


def _uncited(graph: Graph) -> Iterator[Violation]:
    from rdflib import RDF  # noqa: PLC0415

    message: dict[str, str] = {lang: Words(lang).say("shapes.uncited") for lang in LANGS}
    statements = {*graph.subjects(RDF.subject, None), *graph.subjects(RDF.type, _term("Proposal"))}
    cited = {*graph.objects(None, _term("evidenceFor"))}
    for node in statements - cited:
        yield Violation(str(node), str(node), ONTOLOGY + "supports", None, UNCITED, message)


def _is(graph: Graph, node: Node, kind: str) -> bool:
    from rdflib import RDF  # noqa: PLC0415

    return (node, RDF.type, _term(kind)) in graph


def _term(name: str) -> Node:
    from rdflib import URIRef  # noqa: PLC0415

    return URIRef(ONTOLOGY + name)


def _text(node: Node | None) -> str | None:
    return None if node is None else str(node)
