"""All names of a graph, made once and searched often: for a search box and for completion.

What always holds: a name is found in either language, whatever its width, case, accents and gaps; the best fit
stands first (the whole name, then its beginning, then a part of it), and each entity once, by its best name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from .lookup import bare, fold, nearest

if TYPE_CHECKING:
    from ..ontology.model import Entity

WHOLE, KINDLESS, BEGINNING, PART, LIKE = range(5)
MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a text finds, the name by which it is found, and how well that fits (0 is best)."""

    entity: Entity
    name: str
    fit: int


class Directory:
    """The names of entities, folded once.

    >>> from enishi.graph.directory import Directory
    >>> from enishi.ontology.model import Entity, Name
    >>> lyon = Entity("https://w3id.org/enishi/id/lyon", "City", (Name("リヨン市", "ja"), Name("Lyon", "en")))
    >>> [hit.name for text in ("lyo", "リヨン") for hit in Directory([lyon]).search(text)]
    ['Lyon', 'リヨン市']
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities: Mapping[str, Entity] = MappingProxyType({entity.iri: entity for entity in entities})
        self._names: list[tuple[str, str, str, str]] = []
        for entity in self.entities.values():
            for text in sorted({name.text for name in entity.names}):
                self._names.append((fold(text), bare(text), text, entity.iri))

    def search(self, text: str, *, limit: int = MOST) -> list[Hit]:
        """The entities that a text finds, best first; where none does, those with the nearest names."""
        wanted, short = fold(text), bare(text)
        if not wanted:
            return []
        best: dict[str, tuple[int, int, str]] = {}
        for folded, kindless, name, iri in self._names:
            if (fit := _fit(wanted, short, folded, kindless)) is not None:
                found = (fit, len(name), name)
                best[iri] = min(best.get(iri, found), found)
        ranked = sorted(best.items(), key=lambda pair: (*pair[1], pair[0]))[:limit]
        if ranked:
            return [Hit(self.entities[iri], name, fit) for iri, (fit, _, name) in ranked]
        return self._like(text)[:limit]

    def _like(self, text: str) -> list[Hit]:
        names = nearest(text, self.entities.values())
        bearers = {name: e for e in self.entities.values() for name in {n.text for n in e.names} & set(names)}
        return [Hit(bearers[name], name, LIKE) for name in names]


def _fit(wanted: str, short: str, folded: str, kindless: str) -> int | None:
    if folded == wanted:
        return WHOLE
    if kindless == short:
        return KINDLESS
    if folded.startswith(wanted):
        return BEGINNING
    return PART if wanted in folded else None
