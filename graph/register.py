"""The names of all things in a graph, as one text: to look through many thousands at once.

What always holds: whatever is looked up is found as among the entities themselves; only those that may be meant
are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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


class Register:
    """The names in a graph as it stands; where it is not a file's, all its entities are read."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._spelled: dict[Callable[[str], str], list[str]] = {}
        self._native = graph.explain(_ALL.format(said=_NAMES[0])).way == "native"

    @cached_property
    def _entities(self) -> list[Entity]:
        return self._graph.entities()

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """All names, each once."""
        if not self._native:
            return tuple(dict.fromkeys(name.text for entity in self._entities for name in entity.names))
        told = (row for said in _NAMES for row in self._rows(_ALL.format(said=said)))
        return tuple(dict.fromkeys(text for (names,) in told if names for text in value(names).split(_BETWEEN)))

    def spelled(self, way: Callable[[str], str]) -> list[str]:
        """All names, in their order, spelled in some way."""
        if way not in self._spelled:
            self._spelled[way] = list(map(way, self.texts))
        return self._spelled[way]

    def alike(self, way: Callable[[str], str], wanted: str) -> list[str]:
        """The names that come to the same when they are spelled in some way."""
        return [text for text, spelled in zip(self.texts, self.spelled(way), strict=True) if spelled == wanted]

    def bearing(self, names: Iterable[str]) -> list[Entity]:
        """The entities that have one of these names, in order of IRI."""
        wanted = sorted(set(names))
        if not self._native:
            return [entity for entity in self._entities if any(name.text in wanted for name in entity.names)]
        iris = set[str]()
        for first in range(0, len(wanted), _AT_ONCE):
            written = " ".join(map(literal, wanted[first : first + _AT_ONCE]))
            for said in _NAMES:
                rows = self._rows(_BEARERS.format(names=written, said=said))
                iris |= {value(thing) for (thing,) in rows if thing}
        return self._graph.entities(sorted(iris)) if iris else []

    def _rows(self, query: str) -> Iterator[tuple[str | None, ...]]:
        found = self._graph.found(query, dataset={"default": [""], "named": []})
        assert isinstance(found, Solutions)  # noqa: S101  (a SELECT gives rows)
        yield from found.rows
