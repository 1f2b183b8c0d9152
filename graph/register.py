"""The names of all things in a graph, as one text: to look through many thousands at once.

What always holds: whatever is looked up is found as among the entities themselves; only those that may be meant
are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ..ontology.model import Entity
from .results import Solutions
from .terms import literal, value, word

if TYPE_CHECKING:
    from .home import Graph

_NAMES: Final = tuple(map(word, ("name", "nameEn", "altName")))
_BETWEEN: Final = "\ue000"
"""A private character, as no name has one: a control character would have to be spelled out each time."""
_ALL: Final = 'SELECT (GROUP_CONCAT(?name; separator="\ue000") AS ?names) {{ ?thing {said} ?name }}'
_BEARERS: Final = "SELECT ?thing {{ VALUES ?name {{ {names} }} OPTIONAL {{ ?thing {said} ?name }} }}"
_AT_ONCE: Final = 200


@dataclass(slots=True)
class Roll:
    """The names of a graph as it stood, each once; and its things, where it is not a file's."""

    texts: tuple[str, ...]
    entities: tuple[Entity, ...] | None
    _spelled: dict[Callable[[str], str], list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, graph: Graph) -> Roll:
        """What a graph has now."""
        if not _native(graph):
            entities = tuple(graph.entities())
            return cls(tuple(dict.fromkeys(name.text for entity in entities for name in entity.names)), entities)
        told = (row for said in _NAMES for row in _rows(graph, _ALL.format(said=said)))
        return cls(
            tuple(dict.fromkeys(t for (names,) in told if names for t in value(names).split(_BETWEEN) if t)), None
        )

    def spelled(self, way: Callable[[str], str]) -> list[str]:
        """All names, in their order, spelled in some way."""
        if way not in self._spelled:
            self._spelled[way] = list(map(way, self.texts))
        return self._spelled[way]


class Register:
    """The names in a graph as it stands, and who bears them; a ``roll`` that was made of it before serves again."""

    def __init__(self, graph: Graph, roll: Roll | None = None) -> None:
        self._graph, self._given = graph, roll

    @cached_property
    def roll(self) -> Roll:
        """All names."""
        return self._given or Roll.of(self._graph)

    def alike(self, way: Callable[[str], str], wanted: str) -> list[str]:
        """The names that come to the same when they are spelled in some way."""
        return [
            text for text, spelled in zip(self.roll.texts, self.roll.spelled(way), strict=True) if spelled == wanted
        ]

    def bearing(self, names: Iterable[str]) -> list[Entity]:
        """The entities that have one of these names, in order of IRI."""
        wanted = sorted(set(names))
        things = self._given.entities if self._given else None if _native(self._graph) else self.roll.entities
        if things is not None:
            return [entity for entity in things if any(name.text in wanted for name in entity.names)]
        iris = set[str]()
        for first in range(0, len(wanted), _AT_ONCE):
            written = " ".join(map(literal, wanted[first : first + _AT_ONCE]))
            for said in _NAMES:
                rows = _rows(self._graph, _BEARERS.format(names=written, said=said))
                iris |= {value(thing) for (thing,) in rows if thing}
        return self._graph.entities(sorted(iris)) if iris else []


def _native(graph: Graph) -> bool:
    return graph.explain(_ALL.format(said=_NAMES[0])).way == "native"


def _rows(graph: Graph, query: str) -> Iterator[tuple[str | None, ...]]:
    found = graph.found(query, dataset={"default": [""], "named": []})
    assert isinstance(found, Solutions)  # noqa: S101  (a SELECT gives rows)
    yield from found.rows
