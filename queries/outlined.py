"""Names of many things and sources of many statements of a large graph file, read by column.

What always holds: they are those that the graph itself gives. Statements that a person judged, and all where things
were merged, are read by the graph, for a judgement may change what is left of a place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ..graph.evidence import IN_DOCUMENT, JUDGES, SUPPORTS
from ..graph.judging import REGISTER
from ..graph.terms import TYPE, value, word
from ..ontology.model import EVIDENCE_GRAPH, ONTOLOGY, Lang, Trust, Value
from .citation import Citation, Outline, Sources, sources

if TYPE_CHECKING:
    from ..graph.columns import Columns
    from ..graph.home import Graph
    from ..ontology.model import Document

_EVIDENCE: Final = f"<{EVIDENCE_GRAPH}>"
_STANDING: Final = tuple((word(name), "") for name in ("trust", "inferred", "disputed"))
_OF_VALUE: Final = ((TYPE, _EVIDENCE), (word("value"), _EVIDENCE))
_OF_PLACE: Final = (
    (IN_DOCUMENT, _EVIDENCE),
    *(
        (word(name), _EVIDENCE)
        for name in ("page", "section", "quote", "start", "end", "statedTrust", "statedAsOf")
    ),
    *((word(name), _EVIDENCE) for name in ("inferred", "basis")),
)


def names(columns: Columns, things: Mapping[str, int], lang: Lang) -> dict[str, str]:
    """The names to show of things (by IRI, their numbers), as :meth:`~enishi.graph.home.Graph.names` gives them."""
    order = ("nameEn", "name") if lang == "en" else ("name", "nameEn")
    named = {
        thing: first or second
        for thing, first, second in columns.told(things.values(), *((word(o), "") for o in order))
    }
    texts = columns.texts(named.values())
    return {iri: texts[named[number]] for iri, number in things.items() if named[number]}


def outlined(graph: Graph, columns: Columns, statements: Mapping[str, int], values: Mapping[str, int]) -> Sources:
    """What :func:`.citation.sources` gives for statements that are so, in outline.

    By IRI the numbers of the ``statements``, and of the nodes of those ``values`` that some of them give.
    """
    judged = columns.objects((JUDGES, _EVIDENCE))
    merged = value(REGISTER) in judged.values()
    plain = {} if merged else {number: iri for iri, number in statements.items() if number not in judged}
    rest = sources(graph, statements.keys() - set(plain.values()))
    places, documents = _places(graph, columns, plain)
    given = _values(columns, values)
    standing = columns.told(plain, *_STANDING)
    trust = {number: Trust(text) for number, text in columns.texts({row[1] for row in standing}).items()}
    outlines = {
        iri: Outline(trust[how], bool(inferred), bool(disputed), given.get(iri), tuple(places[iri]))
        for number, how, inferred, disputed in standing
        for iri in (plain[number],)
    }
    return Sources(rest.facts, {**rest.documents, **documents}, outlines)


def _values(columns: Columns, nodes: Mapping[str, int]) -> dict[str, Value]:
    rows = {node: said for node, *said in columns.told(nodes.values(), *_OF_VALUE)}
    texts = columns.texts(number for said in rows.values() for number in said)
    kinds = {number: text.removeprefix(ONTOLOGY) for number, text in texts.items()}
    return {iri: Value(kinds[kind], texts[text]) for iri, node in nodes.items() for kind, text in (rows[node],)}


def _places(
    graph: Graph, columns: Columns, statements: Mapping[int, str]
) -> tuple[dict[str, list[Citation]], dict[str, Document]]:
    """Where statements are said, by IRI, and in which documents."""
    said = dict(columns.pointing((SUPPORTS, _EVIDENCE), statements))
    rows = columns.told(said, *_OF_PLACE)
    texts = columns.texts({number for row in rows for number in row[1:]})
    cited = sorted({texts[row[1]] for row in rows})
    documents = {d.iri: d for d in graph.documents(cited, passages=False, text=False)} if cited else {}
    found: dict[str, list[Citation]] = defaultdict(list)
    for own, document, page, section, quote, start, end, trust, as_of, inferred, basis in rows:
        source, statement = documents[texts[document]], statements[said[own]]
        found[statement].append(
            Citation(
                document_name=source.name,
                title=source.title,
                page=int(texts[page]) if page else None,
                section=texts.get(section),
                quote=texts[quote],
                start=int(texts[start]),
                end=int(texts[end]),
                trust=Trust(texts[trust]),
                as_of=texts.get(as_of) or source.as_of,
                statement=statement,
                document=source.iri,
                inferred=bool(inferred),
                basis=texts.get(basis),
            )
        )
    return found, documents
