"""From a view to the tree that a picture of one centre shows: who hangs on whom, and in which family.

Every tie appears once. A thing stands where the shortest way from the centre first reaches it; a tie between
two things that both stand elsewhere is drawn from the one with fewer ties to a second, outlined copy of the
other, so that no line ever crosses the picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from .style import ROOTLESS, families, family_of, place_of
from .view import Thing, Tie, View


@dataclass(frozen=True, slots=True)
class Branch:
    """A thing, the ties that hold it to what it hangs on, and what hangs on it. ``again``: drawn before."""

    thing: Thing
    ties: tuple[Tie, ...]
    children: tuple[Branch, ...] = ()
    again: bool = False

    @property
    def size(self) -> int:
        """How many things this branch draws, copies included."""
        return 1 + sum(child.size for child in self.children)


@dataclass(frozen=True, slots=True)
class Family:
    """Branches of one family, in order of kind, relation and date. ``size``: how many the whole family has;
    ``continued``: these are the rest of a family begun elsewhere.
    """

    name: str
    branches: tuple[Branch, ...]
    size: int
    continued: bool = False


def grow(view: View, centre: str) -> tuple[Family, ...]:
    """The families around a centre; what cannot be reached from it comes last, a family of its own."""
    return _Tree(view).families(centre)


class _Tree:
    def __init__(self, view: View) -> None:
        self.things = {thing.iri: thing for thing in view.things}
        self.order = {thing.iri: place for place, thing in enumerate(view.things)}
        self.between: dict[frozenset[str], list[Tie]] = defaultdict(list)
        self.near: dict[str, set[str]] = {iri: set() for iri in self.things}
        for tie in view.ties:
            self.between[frozenset((tie.subject, tie.object))].append(tie)
            self.near[tie.subject].add(tie.object)
            self.near[tie.object].add(tie.subject)
        self.parent: dict[str, str | None] = {}
        self.children: dict[str, list[str]] = defaultdict(list)
        self.copies: dict[str, list[str]] = defaultdict(list)

    def families(self, centre: str) -> tuple[Family, ...]:
        """Plant the centre, then a root for each part that it does not reach."""
        self._plant(centre)
        roots: list[str] = []
        for iri in sorted(self.things, key=lambda iri: (-len(self.near[iri]), self.order[iri])):
            if iri not in self.parent:
                roots.append(iri)
                self._plant(iri)
        self._copy_the_rest()
        grouped: dict[str, list[Branch]] = defaultdict(list)
        for iri in (*self.children[centre], *self.copies[centre]):
            branch = self._branch(iri, centre, again=iri in self.copies[centre])
            grouped[family_of(branch.thing.kind)].append(branch)
        found = [Family(name, _sorted(grouped[name]), len(grouped[name])) for name in families() if grouped[name]]
        if roots:
            found.append(Family(ROOTLESS, _sorted([self._branch(iri, None) for iri in roots]), len(roots)))
        return tuple(found)

    def _plant(self, root: str) -> None:
        self.parent[root] = None
        ring = [root]
        while ring:
            reached: list[str] = []
            for iri in ring:
                for other in sorted(self.near[iri], key=self._rank(iri)):
                    if other not in self.parent:
                        self.parent[other] = iri
                        self.children[iri].append(other)
                        reached.append(other)
            ring = reached

    def _rank(self, iri: str) -> Callable[[str], tuple[str, int]]:
        return lambda other: (self.between[frozenset((iri, other))][0].since or "9", self.order[other])

    def _copy_the_rest(self) -> None:
        for pair in sorted(self.between, key=lambda pair: sorted(self.order[iri] for iri in pair)):
            ends = sorted(pair, key=lambda iri: (len(self.near[iri]), self.order[iri]))
            host, guest = ends[0], ends[-1]
            hangs = self.parent.get(host) == guest or self.parent.get(guest) == host
            if host == guest or not hangs:
                self.copies[host].append(guest)

    def _branch(self, iri: str, parent: str | None, *, again: bool = False) -> Branch:
        ties = tuple(self.between[frozenset((iri, parent))]) if parent else ()
        if again:
            return Branch(self.things[iri], ties, again=True)
        grown = [self._branch(child, iri) for child in self.children[iri]]
        grown += [self._branch(guest, iri, again=True) for guest in self.copies[iri]]
        return Branch(self.things[iri], ties, _sorted(grown))


def _sorted(branches: list[Branch]) -> tuple[Branch, ...]:
    return tuple(sorted(branches, key=_place))


def _place(branch: Branch) -> tuple[object, ...]:
    first = branch.ties[0] if branch.ties else None
    thing = branch.thing
    when = (first.relation, first.since or "9") if first else ("", "")
    return (*place_of(thing.kind), *when, thing.name_en or thing.name, thing.iri)
