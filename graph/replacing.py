"""What documents say, in place of what they said before: worked out for one document, told for several.

What always holds: the nodes of a document's evidence are its own, so that the replacements of several documents
may be made one change; of what that change comes to each document is told its part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from . import evidence, judging
from .evidence import IN_DOCUMENT, OBJECT, SUPPORTS
from .home import Change
from .terms import Quad, iri

if TYPE_CHECKING:
    from .decisions import Decisions
    from .engine import Engine


@dataclass(frozen=True, slots=True)
class Replacement:
    """Evidence of a document's own nodes, ``before`` and after (``own``), and all that goes and comes by it."""

    document: str
    before: set[Quad]
    own: set[Quad]
    gone: set[Quad]
    come: set[Quad]

    @classmethod
    def of(cls, engine: Engine, decisions: Decisions, document: str, said: set[Quad]) -> Self:
        """What changes when a document (its IRI) says this, or nothing more (an empty set)."""
        node = iri(document)
        bearing = {s for s, _ in engine.pointing(IN_DOCUMENT, [node], evidence.GRAPH)}
        bearing = {s for s in bearing if not s.startswith(judging.OWN)}
        before = engine.about(bearing | {node}, evidence.GRAPH)
        nodes = {q.subject for q in said if q.predicate == IN_DOCUMENT} | {node}
        own = {q for q in said if q.subject in nodes}
        gone, come = before - own, said - before
        if bool(before) != bool(own):  # the document comes or goes, and with it what a person entered by it
            left, entered = decisions.entered_by(node, present=bool(own))
            gone, come = gone | left, come | entered
        return cls(document, before, own, gone, come)

    @property
    def nothing(self) -> bool:
        """Whether the document says what it said before."""
        return self.own == self.before

    @classmethod
    def together(cls, several: Iterable[Replacement]) -> Self:
        """Several documents' replacements as one."""
        given = list(several)
        parts = ((r.before, r.own, r.gone, r.come) for r in given)
        before, own, gone, come = (set[Quad]().union(*each) for each in zip(*parts, strict=True))
        return cls(" ".join(r.document for r in given), before, own, gone, come)


def counted(several: Iterable[Replacement], removed: set[Quad], added: set[Quad]) -> Mapping[str, Change]:
    """A change as it is told, by document: its references, and the statements that stand or fall first by them."""
    fallen, risen = ({q.subject for q in quads if q.predicate == OBJECT} for quads in (removed, added))
    told = {}
    for each in several:
        gone, come = (
            [q for q in mine & all_ if q.predicate == SUPPORTS]
            for mine, all_ in ((each.gone, removed), (each.come, added))
        )
        down, up = {q.object for q in gone} & fallen, {q.object for q in come} & risen
        told[each.document] = Change(
            each.document,
            statements_added=len(up),
            statements_removed=len(down),
            references_added=len(come),
            references_removed=len(gone),
        )
        fallen, risen = fallen - down, risen - up
    return told
