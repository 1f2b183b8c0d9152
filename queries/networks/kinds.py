"""Of which kinds things are, counted.

What always holds: it is what reading the things and counting their kinds would give. Of many, the members of each
class are told by the engine as one text, and those things alone are read whose classes do not tell the kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from ...ontology.model import ONTOLOGY
from ...ontology.schema import load_schema
from .hubs import MANY
from .outline import countable, rows_of

if TYPE_CHECKING:
    from ...graph.home import Graph

_MEMBERS: Final = (
    'SELECT ?kind (GROUP_CONCAT(STR(?thing); separator=" ") AS ?things) { ?thing a ?kind } GROUP BY ?kind'
)


def kinds(graph: Graph, iris: Iterable[str], known: Mapping[str, str] | None = None) -> Counter[str]:
    """How many of these things (IRIs) are of each kind; ``known`` is what :func:`told` told before."""
    wanted = set(iris)
    if known is None:
        known = told(graph) if len(wanted) > MANY else {}
    found = Counter(known[iri] for iri in wanted if iri in known)
    wanted -= known.keys()
    if wanted:
        found.update(entity.kind for entity in graph.entities(sorted(wanted)))
    return found


def told(graph: Graph) -> dict[str, str]:
    """The kind of each thing that has the classes of one kind and no others; none where a home does not count."""
    if not countable(graph):
        return {}
    schema = load_schema()
    members = {str(kind).removeprefix(ONTOLOGY): str(things) for kind, things in rows_of(graph, _MEMBERS)}
    classes = [name for name in members if name in schema.classes and not schema.classes[name].is_value]
    kind: dict[str, str] = {}
    above: Counter[str] = Counter()
    for name in sorted(classes, key=lambda name: len(schema.kinds_of(name))):
        things = members[name].split(" ")
        kind.update(dict.fromkeys(things, name))
        above.update(things)
    return {iri: name for iri, name in kind.items() if above[iri] == len(schema.kinds_of(name))}
