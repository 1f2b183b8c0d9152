"""All names of a graph, made once and searched often: for a search box and for completion.

What always holds: a name is found in either language, whatever its width, case, accents and gaps; the best fit
stands first (the whole name, then its beginning, then a part of it), and each entity once, by its best name. Only
names are kept; who bears those that fit is asked of the graph.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final

from .lookup import bare, fold, near
from .register import Register, Roll

if TYPE_CHECKING:
    from ..ontology.model import Entity
    from .home import Graph

WHOLE, KINDLESS, BEGINNING, PART, LIKE = range(5)
MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a text finds, the name by which it is found, and how well that fits (0 is best)."""

    entity: Entity
    name: str
    fit: int


class Directory:
    """The names in a graph as it stands, in order of length: the first that fit in some way fit best in that way.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from enishi.graph import open_graph
    >>> from enishi.graph.directory import Directory
    >>> from enishi.pipeline import ingest
    >>> with tempfile.TemporaryDirectory() as folder, open_graph(Path(folder, "ties.enishi")) as graph:
    ...     text = "横浜市は1965年にリヨン市と姉妹都市となりました。"
    ...     _ = Path(folder, "a.txt").write_text(text, encoding="utf-8")
    ...     _ = ingest([Path(folder, "a.txt")], graph)
    ...     [hit.name for text in ("lyo", "リヨン") for hit in Directory(graph).search(graph, text)]
    ['Lyon', 'リヨン']
    """

    def __init__(self, graph: Graph) -> None:
        self._roll = Roll.of(graph)
        texts = self._roll.texts
        order = sorted(range(len(texts)), key=lambda place: (len(texts[place]), texts[place]))
        self._names = [texts[place] for place in order]
        self._folded, self._bare = (
            _Column([spelled[place] for place in order]) for spelled in map(self._roll.spelled, (fold, bare))
        )

    def search(self, graph: Graph, text: str, *, limit: int = MOST) -> list[Hit]:
        """The entities that a text finds, best first; where none does, those with the nearest names.

        ``graph`` is any handle of the graph whose names these are.
        """
        register, wanted = Register(graph, self._roll), fold(text)
        if not wanted:
            return []
        found: dict[str, Hit] = {}
        ranked = self._ranked(wanted, bare(text))
        while len(found) < limit and (several := dict(islice(ranked, limit))):
            bearers = register.bearing(several)
            for name, fit in several.items():
                for entity in bearers:
                    if any(each.text == name for each in entity.names):
                        found.setdefault(entity.iri, Hit(entity, name, fit))
        return list(found.values())[:limit] or self._like(text, register)[:limit]

    def _ranked(self, wanted: str, short: str) -> Iterator[tuple[str, int]]:
        """The names that fit, each once, with how they do, best first."""
        ways = (
            (WHOLE, self._folded, f"\n{wanted}\n"),
            (KINDLESS, self._bare, f"\n{short}\n"),
            (BEGINNING, self._folded, f"\n{wanted}"),
            (PART, self._folded, wanted),
        )
        seen = set[int]()
        for fit, column, part in ways:
            for place in column.having(part):
                if place not in seen:
                    seen.add(place)
                    yield self._names[place], fit

    @staticmethod
    def _like(text: str, register: Register) -> list[Hit]:
        names = near(text, register)
        bearers = {n.text: e for e in register.bearing(names) for n in e.names}
        return [Hit(bearers[name], name, LIKE) for name in names]


class _Column:
    """Lines as one text, looked through as fast as the machine can."""

    def __init__(self, lines: list[str]) -> None:
        self._text = "".join(f"\n{line}" for line in lines) + "\n"
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def having(self, part: str) -> Iterator[int]:
        """The numbers of the lines that have a part, in order; its line ends stand for those of the line."""
        at = self._text.find(part)
        while at >= 0:
            line = bisect_right(self._starts, at if part.startswith("\n") else at - 1) - 1
            yield line
            at = self._text.find(part, self._starts[line + 1])
