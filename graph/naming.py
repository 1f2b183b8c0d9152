"""The names that a query uses: one that neither the ontology nor the graph has would match nothing, in silence.

Such a name is an error with the nearest names, in SPARQL (names of enishi's own namespace) and in Cypher
(labels, relationship types, properties).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ..ontology.model import ONTOLOGY
from ..ontology.schema import load_schema
from . import answering, sparql
from .evidence import RECORDS

if TYPE_CHECKING:
    from .engine import Engine

_HIDDEN: Final = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_LABELS: Final = re.compile(r"[(\[]\s*(?:[^\W\d]\w*\s*)?((?::\s*[^\W\d]\w*\s*)+)")
_PROPERTY: Final = re.compile(r"(?<![\w.$])[^\W\d]\w*\.([^\W\d]\w*)(?!\s*\(|\w)")
_WORD: Final = re.compile(r"\w+")


def check_sparql_names(there: Callable[[str], bool], query: str) -> None:
    """Raise :class:`~enishi.errors.QueryError` for a name of our namespace that could match nothing.

    ``there`` says whether a graph has a name that the ontology does not.
    """
    schema = load_schema()
    known = {*schema.relations, *schema.classes, *schema.properties, *RECORDS}
    for name, start in _named(query):
        if name not in known and not there(name):
            _refuse(query, start, name, sorted(known - RECORDS), "SPARQL")


@lru_cache(maxsize=64)
def _named(query: str) -> tuple[tuple[str, int], ...]:
    return tuple(sparql_names(query))


def check_cypher_names(there: Callable[[str], bool], query: str) -> None:
    """Raise :class:`~enishi.errors.QueryError` for a label, type or property that could match nothing."""
    known = load_schema().cypher_names()
    for name, start in cypher_names(query):
        if name not in known and not there(name):
            _refuse(query, start, name, list(known), "Cypher")


def sparql_names(query: str) -> Iterator[tuple[str, int]]:
    """The names of enishi's own namespace in a SPARQL query, unless it declares their prefixes anew.

    >>> from enishi.graph.naming import sparql_names
    >>> list(sparql_names("ASK { ?x :since ?y ; skos:note ':z' }"))
    [('since', 9)]
    """
    words = [token for token in sparql.tokens(query) if token.kind not in ("comment", "space")]
    declared = {after.text for before, after in pairwise(words) if before.word == "PREFIX"}
    for token in words:
        prefix, colon, name = token.text.partition(":")
        if token.kind == "iri" and token.text.startswith(f"<{ONTOLOGY}"):
            if name := token.text[len(ONTOLOGY) + 1 : -1]:
                yield name, token.start
        elif token.kind == "name" and colon and name and prefix in ("", "enishi") and f"{prefix}:" not in declared:
            yield name.rstrip("."), token.start


def cypher_names(query: str) -> Iterator[tuple[str, int]]:
    """The labels, relationship types and properties in a Cypher query.

    >>> from enishi.graph.naming import cypher_names
    >>> list(cypher_names("MATCH (a:City)-[r:MEMBER_OF]->() WHERE a.name = ':x.y' RETURN r.since"))
    [('City', 9), ('MEMBER_OF', 18), ('name', 41), ('since', 64)]
    """
    bare = _HIDDEN.sub(lambda match: " " * len(match[0]), query)
    for labels in _LABELS.finditer(bare):
        for word in _WORD.finditer(bare, *labels.span(1)):
            yield word[0], word.start()
    for accessed in _PROPERTY.finditer(bare):
        if not re.search(rf"\b{accessed[1]}\s*:", bare):  # else the key of a map in the query itself
            yield accessed[1], accessed.start(1)


def there(engine: Engine) -> Callable[[str], bool]:
    """Whether a file has a name of our namespace as predicate or object."""

    def found(name: str) -> bool:
        graphs = [graph for graph in engine.graphs() if not engine.is_mark(graph)]
        ask = f"ASK {{ {{ ?s <{ONTOLOGY}{name}> ?o }} UNION {{ ?s ?p <{ONTOLOGY}{name}> }} }}"
        request = {"language": "sparql", "query": ask, "own_dataset": False, "graphs": graphs}
        return bool(engine.guarded(lambda store: answering.answer(store, request)).get("truth"))

    return found


def _refuse(query: str, start: int, name: str, known: list[str], language: str) -> None:
    from rapidfuzz import process  # noqa: PLC0415  (only when a name is wrong)

    nearest = [match for match, *_ in process.extract(name, known, limit=3)]
    sparql.fail("query_name_unknown", query, start, language=language, name=name, nearest=nearest)
