"""What the labels, relationship types and keys of any dataset in Neo4j stand for.

What always holds: a name stands for one IRI; a predicate keeps a kind of literals under one key.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from .layouts import Column, Shape

_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_NATIVE: Final = {"s": "string", "i": "integer", "d": "decimal", "b": "boolean"}


class Names:
    """How predicates and classes are called, as the database's ``_Meta`` keeps it."""

    def __init__(self, meta: Mapping[str, Any]) -> None:
        self.columns = {tuple(each.split("\t")[:3]): each.split("\t")[3:] for each in meta.get("columns") or ()}
        """(graph, predicate, kind): [key, ``1`` where some node has several]"""
        self.links = {tuple(each.split("\t")) for each in meta.get("links") or ()}
        """(graph, predicate, type)"""
        self.labels = {tuple(each.split("\t")) for each in meta.get("labels") or ()}
        """(graph, class, label)"""
        self.loose = {tuple(each.split("\t")) for each in meta.get("loose") or ()}
        """(graph, predicate)"""
        self._keys: dict[tuple[str, str], str] = {(p, k): found[0] for (_, p, k), found in self.columns.items()}
        self._bases: dict[str, str] = {p: k.removesuffix(_suffix(kind)) for (p, kind), k in self._keys.items()}
        self._types: dict[str, str] = {p: t for _, p, t in self.links}
        self._classes: dict[str, str] = {c: found for _, c, found in self.labels}

    def kept(self) -> dict[str, list[str]]:
        """What to keep in ``_Meta``."""
        return {
            "columns": sorted("\t".join([*key, *found]) for key, found in self.columns.items()),
            "links": sorted(map("\t".join, self.links)),
            "labels": sorted(map("\t".join, self.labels)),
            "loose": sorted(map("\t".join, self.loose)),
        }

    def shapes(self) -> dict[str, Shape]:
        """For the compiler: by graph (a term) what it has."""
        columns: dict[str, dict[str, list[Column]]] = defaultdict(lambda: defaultdict(list))
        for (graph, predicate, kind), (key, several) in sorted(self.columns.items()):
            columns[graph][predicate].append(Column(key, kind, several == "1"))
        graphs = {
            *columns,
            *(g for g, *_ in self.links),
            *(g for g, *_ in self.labels),
            *(g for g, _ in self.loose),
        }
        return {
            graph: Shape(
                {p: tuple(found) for p, found in columns[graph].items()},
                {p: kind for g, p, kind in self.links if g == graph},
                {c: label for g, c, label in self.labels if g == graph},
                frozenset(p for g, p in self.loose if g == graph),
            )
            for graph in sorted(graphs)
        }

    def key(self, graph: str, predicate: str, kind: str, number: int) -> str:
        """The key for a kind of literals; ``number``: how many a node has."""
        key = self._keys.get((predicate, kind))
        if key is None:
            base = self._bases.get(predicate)
            if base is None:
                base = self._bases[predicate] = _short(predicate, {"iri", *self._bases.values()})
            plain = kind in _NATIVE and base not in self._keys.values()
            key = self._keys[predicate, kind] = base if plain else base + _suffix(kind)
        found = self.columns.setdefault((graph, predicate, kind), [key, "0"])
        if number > 1:
            found[1] = "1"
        return key

    def kind(self, graph: str, predicate: str) -> str:
        """The relationship type for a predicate."""
        if predicate not in self._types:
            self._types[predicate] = _short(predicate, set(self._types.values()))
        self.links.add((graph, predicate, self._types[predicate]))
        return self._types[predicate]

    def label(self, graph: str, of: str) -> str:
        """The label for a class."""
        if of not in self._classes:
            taken = set(self._classes.values()) | {"Resource", "GraphResource"}
            self._classes[of] = _short(of, taken)
        self.labels.add((graph, of, self._classes[of]))
        return self._classes[of]


def _suffix(kind: str) -> str:
    """What is put to a predicate's key for a kind of literals."""
    return kind if kind[0] == "@" else f"^^{kind[1:]}" if kind[0] == "^" else f":{_NATIVE[kind]}"


def _tail(iri: str) -> str:
    return re.split(r"[/#:]", iri)[-1]


def _short(iri: str, taken: set[str]) -> str:
    """The end of an IRI where it is a name that nothing has, else the IRI in angle brackets."""
    tail = _tail(iri)
    return tail if _LOCAL.fullmatch(tail) and tail not in taken else f"<{iri}>"
