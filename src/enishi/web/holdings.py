"""What one version of the graph has, as pages need it beside what they ask for.

What always holds: each part is read when a page first needs it, once for all who do; nothing is held of things but
their names, the names offered by forms, their kinds, and the order of those that have ties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ..graph.directory import Directory
from ..graph.home import Table
from ..queries.networks import network
from ..queries.networks.kinds import kinds, told
from ..queries.shelf import shelf
from ..viz.view import plain
from .once import Once
from .pictures import Pictures

if TYPE_CHECKING:
    from ..graph.bounded import BoundedGraph
    from ..ontology.model import Document, Lang

COMPLETED: Final = 2_000
"""How many names a form offers for completion."""
_THINGS: Final = "SELECT (COUNT(?thing) AS ?n) { ?thing a :Entity }"
_NAMES: Final = """SELECT DISTINCT ?shown { ?thing :name ?name OPTIONAL { ?thing :nameEn ?english }
  BIND(COALESCE(?english, ?name) AS ?shown) }"""
_NAMES_JA: Final = "SELECT DISTINCT ?name { ?thing :name ?name }"


@dataclass(frozen=True, slots=True)
class Holdings:
    """The parts read so far of a version, and the pictures made of it."""

    version: str
    pictures: Pictures = field(default_factory=Pictures)
    _parts: Once[Any] = field(default_factory=lambda: Once(16))


@dataclass(frozen=True, slots=True)
class Desk:
    """What a request works with: a handle of the graph, and the holdings of its version."""

    graph: BoundedGraph
    holdings: Holdings

    @property
    def directory(self) -> Directory:
        """All names."""
        found: Directory = self.holdings._parts.get(("directory",), lambda: Directory(self.graph))
        return found

    @property
    def shelf(self) -> Mapping[str, tuple[Document, int]]:
        """The documents by IRI, without their texts, each with the length of its text."""
        found: dict[str, tuple[Document, int]] = self.holdings._parts.get(
            ("shelf",), lambda: {each[0].iri: each for each in shelf(self.graph)}
        )
        return found

    @property
    def things(self) -> int:
        """How many things there are."""
        return int(str(self.holdings._parts.get(("things",), lambda: self.rows(_THINGS)[0][0])))

    @property
    def ranked(self) -> Sequence[str]:
        """All things (IRIs) that have ties to things, those with most first."""
        found: Sequence[str] = self.holdings._parts.get(("ranked",), lambda: network.ranked(self.graph))
        return found

    @property
    def kind_of(self) -> Mapping[str, str]:
        """The kinds of things by their IRIs, as far as their classes tell them."""
        found: dict[str, str] = self.holdings._parts.get(("kind_of",), lambda: told(self.graph))
        return found

    @property
    def kinds(self) -> Counter[str]:
        """How many of these things there are of each kind."""
        found: Counter[str] = self.holdings._parts.get(
            ("kinds",), lambda: kinds(self.graph, self.ranked, self.kind_of)
        )
        return found

    def offered(self, lang: Lang) -> Sequence[str]:
        """The first names of things in a language, for completion."""

        def read() -> list[str]:
            return sorted({plain(name) for (name,) in self.rows(_NAMES if lang == "en" else _NAMES_JA)})[:COMPLETED]

        found: list[str] = self.holdings._parts.get(("offered", lang), read)
        return found

    def rows(self, query: str) -> tuple[tuple[object, ...], ...]:
        """The rows of a query of ours."""
        found = self.graph.sparql(query)
        return found.rows if isinstance(found, Table) else ()
