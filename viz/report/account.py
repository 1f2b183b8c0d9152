"""The account of one document: each place that says a fact, numbered; what was left out; how sure it all is.

What always holds: findings and omissions stand in order of place; a finding's number is its place in the order,
from 1; ``text[start:end]`` of its reference is its quote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...ontology.model import Contribution, Document, Entity, Omission, Reference, Statement


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that says one fact."""

    number: int
    statement: Statement
    reference: Reference


@dataclass(frozen=True, slots=True)
class Account:
    """What came of one document."""

    document: Document
    entities: Mapping[str, Entity]
    findings: tuple[Finding, ...]
    omissions: tuple[Omission, ...]

    @property
    def statements(self) -> int:
        """How many facts there are; one fact may stand in several places."""
        return len({finding.statement.id for finding in self.findings})

    @property
    def relations(self) -> dict[str, int]:
        """Facts by relation, most first."""
        return ranked({f.statement.id: f.statement.relation for f in self.findings}.values())

    @property
    def kinds(self) -> dict[str, int]:
        """Things by class, most first."""
        return ranked(entity.kind for entity in self.entities.values())

    @property
    def statuses(self) -> dict[str, int]:
        """Places by how settled they say their fact is, most first."""
        return ranked(finding.reference.status.value for finding in self.findings)

    @property
    def trusts(self) -> dict[str, int]:
        """Places by who stands behind them, most first."""
        return ranked(finding.reference.trust.value for finding in self.findings)

    @property
    def inferred(self) -> int:
        """Places whose fact follows from what is said, and is not said itself."""
        return sum(finding.reference.inferred for finding in self.findings)

    @property
    def dated(self) -> int:
        """Places that say since or until when."""
        return sum(bool(finding.reference.since or finding.reference.until) for finding in self.findings)

    @property
    def silent(self) -> int:
        """Passages (headings apart) in which no fact was found."""
        told = [(f.reference.start, f.reference.end) for f in self.findings]
        return sum(
            not any(s < p.end and p.start < e for s, e in told) for p in self.document.passages if body(p.kind)
        )

    @property
    def passages(self) -> int:
        """Passages, headings apart."""
        return sum(body(passage.kind) for passage in self.document.passages)

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return self.document.text.count("\n", 0, offset) + 1


def body(kind: str) -> bool:
    """Whether a passage is more than a heading."""
    return kind != "heading"


def ranked(names: Iterable[str]) -> dict[str, int]:
    """How often each name comes, the most frequent first."""
    return dict(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))


def account(contribution: Contribution) -> Account:
    """The account of what a document says.

    >>> from enishi.ontology.model import Contribution, Document
    >>> from enishi.viz.report.account import account
    >>> text = "横浜市は港町です。"
    >>> account(Contribution(Document("x", "a", text, "", "ja", "text/plain", ""), (), ())).statements
    0
    """
    places = [(reference, statement) for statement in contribution.statements for reference in statement.references]
    places.sort(key=lambda place: (place[0].start, place[0].end, place[1].relation, place[1].id))
    return Account(
        document=contribution.document,
        entities={entity.iri: entity for entity in contribution.entities},
        findings=tuple(Finding(n, statement, reference) for n, (reference, statement) in enumerate(places, 1)),
        omissions=tuple(sorted(contribution.omissions, key=lambda o: (o.start, o.end, o.reason, o.details))),
    )
