"""Facts held against gold, document by document.

What always holds: each fact serves one gold line (or lines that differ in their qualifiers alone); a wrong date
never lowers F1, it has a figure of its own; a fact of a relation that the gold files do not use is neither
right nor wrong; a gold line marked optional is missed by nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .claims import Claim, derived
from .conventions import accepted
from .gold import EVERYTHING, Gold, GoldFile, Names, Trap, entailed
from .matching import matches, other_date, right_date, sprung

DIGITS = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted, and the shares that follow, rounded to three digits.

    ``gold`` lines, ``found`` of them, ``wrong`` facts; of the lines found, ``dated`` have a date, and of
    ``right`` of these it is right.
    """

    gold: int = 0
    found: int = 0
    wrong: int = 0
    dated: int = 0
    right: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.gold + other.gold,
            self.found + other.found,
            self.wrong + other.wrong,
            self.dated + other.dated,
            self.right + other.right,
        )

    @property
    def precision(self) -> float:
        """The share of facts that are right."""
        return round(self._precision, DIGITS)

    @property
    def recall(self) -> float:
        """The share of gold lines that were found."""
        return round(self._recall, DIGITS)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self._precision + self._recall
        return round(2 * self._precision * self._recall / both, DIGITS) if both else 0.0

    @property
    def dates_right(self) -> float | None:
        """The share of dates that are right; ``None`` where no line found has a date."""
        return round(self.right / self.dated, DIGITS) if self.dated else None

    @property
    def _precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def _recall(self) -> float:
        return self.found / self.gold if self.gold else 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A gold line and the fact that was found for it; ``date_right`` is ``None`` where gold has no date."""

    gold: Gold
    claim: Claim | None
    date_right: bool | None


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """How one document was read: its gold lines (without optional ones) and the wrong facts."""

    name: str
    lines: tuple[Line, ...]
    wrong: tuple[Claim, ...]

    @property
    def missed(self) -> tuple[Gold, ...]:
        """The gold lines that no fact says."""
        return tuple(line.gold for line in self.lines if line.claim is None)

    @property
    def misdated(self) -> tuple[tuple[Gold, Claim], ...]:
        """The gold lines that were found with another date or none, each with the fact."""
        return tuple((line.gold, line.claim) for line in self.lines if line.claim and line.date_right is False)

    @property
    def figures(self) -> Figures:
        """What was counted in this document."""
        return _figures(self.lines, len(self.wrong))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How a set of documents was read; ``sprung`` are the traps taken for facts, of ``traps`` in all."""

    documents: tuple[DocumentScore, ...]
    traps: int = 0
    sprung: tuple[tuple[Trap, Claim], ...] = ()

    @property
    def figures(self) -> Figures:
        """What was counted in all."""
        return sum((d.figures for d in self.documents), Figures())

    @property
    def macro_f1(self) -> float:
        """The mean of the documents' F1: a long list weighs no more than an essay."""
        return round(sum(d.figures.f1 for d in self.documents) / max(len(self.documents), 1), DIGITS)

    def by_relation(self) -> dict[str, Figures]:
        """What was counted for each relation, the one with most gold lines first."""
        found: defaultdict[str, Figures] = defaultdict(Figures)
        for document in self.documents:
            for line in document.lines:
                found[line.gold.relation] += _figures([line], 0)
            for claim in document.wrong:
                found[claim.relation] += Figures(wrong=1)
        return dict(sorted(found.items(), key=lambda pair: (-pair[1].gold, pair[0])))

    def by_rule(self) -> dict[str, Figures]:
        """How right the facts of each rule or frame are, the one with most wrong facts first.

        What a rule should have found is not known: its gold lines are those that it found.
        """
        found: defaultdict[str, Figures] = defaultdict(Figures)
        for document in self.documents:
            for line in document.lines:
                if line.claim:
                    found[line.claim.rule] += _figures([line], 0)
            for claim in document.wrong:
                found[claim.rule] += Figures(wrong=1)
        return dict(sorted(found.items(), key=lambda pair: (-pair[1].wrong, -pair[1].found, pair[0])))


def _figures(lines: Iterable[Line], wrong: int) -> Figures:
    every = list(lines)
    found = [line for line in every if line.claim is not None]
    dates = [line.date_right for line in found if line.date_right is not None]
    return Figures(len(every), len(found), wrong, len(dates), sum(dates))


def evaluate(
    gold: Sequence[GoldFile],
    facts: Mapping[str, Sequence[Claim]],
    names: Names | None = None,
    traps: Sequence[Trap] = (),
    *,
    tier: int = EVERYTHING,
) -> Evaluation:
    """Hold facts (by document) against gold files; ``tier`` leaves out gold lines of a higher one.

    >>> from pathlib import Path
    >>> from enishi.ingest.evaluation.claims import Claim, End
    >>> from enishi.ingest.evaluation.conventions import accepted
    >>> from enishi.ingest.evaluation.gold import Gold, GoldFile
    >>> from enishi.ingest.evaluation.scoring import evaluate
    >>> tie = Gold("横浜", "sister_city_of", "リヨン", accepted("sister_city_of"), date="1959")
    >>> found = Claim(End(frozenset(["リヨン"])), "sister_city_of", End(frozenset(["横浜"])), since="1959-04")
    >>> done = evaluate([GoldFile(Path("report.jsonl"), (tie,))], {"report": [found]})
    >>> done.figures.f1, done.figures.dates_right
    (1.0, 1.0)
    """
    names = names or Names()
    used = {r for file in gold for line in file.facts if line.tier <= tier for r in accepted(line.relation)}
    pools = {file.document: _pool(facts.get(file.document, ())) for file in gold}
    pools |= {trap.document: _pool(facts.get(trap.document, ())) for trap in traps if trap.document not in pools}
    scores = (_score(file, pools[file.document], names, used, tier) for file in gold)
    caught = ((trap, sprung(trap, pools[trap.document])) for trap in traps)
    return Evaluation(tuple(scores), len(traps), tuple((trap, claim) for trap, claim in caught if claim))


def _pool(facts: Sequence[Claim]) -> tuple[Claim, ...]:
    return (*facts, *derived(facts))


def _score(file: GoldFile, pool: Sequence[Claim], names: Names, used: set[str], tier: int) -> DocumentScore:
    lines = sorted((g for g in file.facts if g.tier <= tier), key=lambda g: g.optional)
    free = dict.fromkeys(range(len(pool)))
    served: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
    found = []
    for gold in lines:
        candidates = [n for n in sorted(free.keys() | served[gold.triple]) if matches(gold, pool[n], names)]
        dated = [n for n in candidates if right_date(gold, pool[n])]
        dated = dated or [n for n in candidates if other_date(gold, pool[n])]
        pick = next(iter(dated or candidates), None)
        if pick is not None:
            free.pop(pick, None)
            served[gold.triple].add(pick)
        claim = None if pick is None else pool[pick]
        found.append(Line(gold, claim, bool(dated) if gold.date else None))
    support = [*file.facts, *entailed(file.facts)]
    roles = [c.object.labels for c in pool if c.relation == "holds_role" and not c.derived]
    wrong = [
        claim
        for claim in (pool[n] for n in free)
        if not (claim.derived or claim.grounded)
        and claim.relation in used
        and _judged(claim, file.facts, names)
        and not _bridges(claim, roles)
        and not any(matches(gold, claim, names) for gold in support)
    ]
    return DocumentScore(file.document, tuple(line for line in found if not line.gold.optional), tuple(wrong))


def _judged(claim: Claim, gold: Iterable[Gold], names: Names) -> bool:
    """Whether gold can speak against a fact: where a thing is, only if gold places that thing at all."""
    return claim.relation != "located_in" or any(
        g.relation == "located_in" and not names.of(g.subject).isdisjoint(claim.subject.labels) for g in gold
    )


def _bridges(claim: Claim, roles: Iterable[frozenset[str]]) -> bool:
    """Whether a fact joins a role that a city holds to its body: half of a fact that is scored as a whole."""
    return claim.relation == "role_in" and any(not role.isdisjoint(claim.subject.labels) for role in roles)
