"""Budget lines: of what is printed for a line and a fiscal year, one amount is chosen and the others are kept.

What always holds: an amount is a ``budgetAmount``, never a source of funds or a change; a rounded figure beside an
exact one is no rival of it; nothing that is printed is lost (``facts``, ``rivals``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from ...ontology.model import Trust, Value

if TYPE_CHECKING:
    from ...graph.home import StatedFact
    from ...ontology.model import Entity

UNITS: Final = (1_000_000, 10_000, 1_000)
_TOTAL: Final = re.compile(r"(?:合計|総計|総額|^計|\btotal)$", re.IGNORECASE)
_Slot = tuple[str, str]


@dataclass(slots=True)
class Line:
    """One budget line (its IRI) in one fiscal year: the amount (``fact``), and what is printed about it.

    ``rivals`` are other amounts, that are no rounding of this one; ``whole`` is the line of which this one is a
    part, ``summed`` whether that follows from a sum alone and is not stated.
    """

    iri: str
    year: str
    fact: StatedFact
    facts: list[StatedFact]
    rivals: list[StatedFact] = field(default_factory=list)
    earlier: int | None = None
    printed: list[StatedFact] = field(default_factory=list)
    sources: list[StatedFact] = field(default_factory=list)
    parts: list[Line] = field(default_factory=list)
    whole: Line | None = None
    summed: bool = False

    @property
    def amount(self) -> int:
        """The amount in yen."""
        return yen(self.fact)

    @property
    def difference(self) -> int | None:
        """The change against the year before."""
        return None if self.earlier is None else self.amount - self.earlier

    @property
    def percent(self) -> Decimal | None:
        """The change in percent, to one place."""
        if not self.earlier:
            return None
        return (Decimal(self.amount - self.earlier) * 100 / self.earlier).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def reason(self) -> str | None:
        """The printed reasons for the change."""
        said = [v for f in self.printed for r in f.references for n, v in r.qualifiers if n == "reason"]
        return "; ".join(dict.fromkeys(said)) or None


def yen(fact: StatedFact) -> int:
    """The yen of a statement about money."""
    return int(fact.object.text) if isinstance(fact.object, Value) else 0


def unit(amount: Decimal | int) -> int:
    """The unit to which a figure looks rounded.

    >>> from enishi.queries.comparing.budget_lines import unit
    >>> unit(114_000_000), unit(113_943_000), unit(7)
    (1000000, 1000, 1)
    """
    return next((each for each in UNITS if amount and amount % each == 0), 1)


def agrees(printed: Decimal, computed: Decimal, to: Decimal | int) -> str:
    """``ok``, ``rounded`` (to ``to``, up, down or half up) or ``wrong``.

    >>> from decimal import Decimal
    >>> from enishi.queries.comparing.budget_lines import agrees
    >>> [agrees(Decimal(p), Decimal("25559400"), 1000) for p in ("25559400", "25560000", "25561000")]
    ['ok', 'rounded', 'wrong']
    """
    if printed == computed:
        return "ok"
    return "rounded" if abs(printed - computed) < to else "wrong"


RELATIONS: Final = ("budgetAmount", "budgetChange", "revenueSourceAmount", "partOf")
"""What lines are made of."""


def lines(facts: Iterable[StatedFact], entities: Mapping[str, Entity] | None = None) -> list[Line]:
    """The budget lines, those whose amount changed most first; ``entities`` tell which are totals."""
    held = list(facts)
    told: dict[str, dict[_Slot, list[StatedFact]]] = defaultdict(lambda: defaultdict(list))
    for fact in sorted(held, key=lambda f: f.id):
        if isinstance(fact.object, Value):
            told[fact.relation][fact.subject, dict(fact.key).get("fiscalYear", "")].append(fact)
    inside = {(f.subject, f.object) for f in held if f.relation == "partOf" and isinstance(f.object, str)}
    found = _chosen(told, {}, inside)
    found = _chosen(told, found, inside)  # again: sums of parts, known now, bear out heads
    for (iri, year), line in found.items():
        line.printed, line.sources = (
            told[name].get((iri, year), []) for name in ("budgetChange", "revenueSourceAmount")
        )
        for part, head in sorted(inside):
            if part == iri and (whole := found.get((head, year))) and line.whole is None:
                line.whole = whole
                whole.parts.append(line)
        before = found.get((iri, year_before(year)))
        line.earlier = before.amount if before else _implied(line)
    _totals(found.values(), entities or {})
    return sorted(found.values(), key=lambda x: (-abs(x.difference or 0), x.iri, x.year))


def year_before(year: str) -> str:
    """The label of the fiscal year before one (``FY2021``); nothing where it is no year."""
    digits = year.removeprefix("FY")
    return f"FY{int(digits) - 1}" if digits.isdecimal() else ""


def _implied(line: Line) -> int | None:
    """The year before, from the amount and a printed change in yen."""
    changes = [f for f in line.printed if isinstance(f.object, Value) and f.object.kind == "MoneyJPY"]
    return line.amount - yen(changes[0]) if changes else None


def _chosen(
    told: Mapping[str, Mapping[_Slot, list[StatedFact]]], known: Mapping[_Slot, Line], inside: set[tuple[str, str]]
) -> dict[_Slot, Line]:
    """One amount for each line and year: what people stand behind, then what most other figures bear out, then
    the finest, the most often printed, the newest.
    """

    def borne_out(slot: _Slot, fact: StatedFact) -> int:
        iri, year = slot
        changes = [f for f in told["budgetChange"].get(slot, ()) if f.object.kind == "MoneyJPY"]  # type: ignore[union-attr]
        before = told["budgetAmount"].get((iri, year_before(year)), ())
        sources = told["revenueSourceAmount"].get(slot, ())
        parts = [known[part, year].amount for part, head in inside if head == iri and (part, year) in known]
        sums = [sum(map(yen, sources))] * bool(sources) + [sum(parts)] * bool(parts)
        sums += [yen(b) + yen(c) for b in before for c in changes]
        return sum(agrees(Decimal(yen(fact)), Decimal(each), unit(each)) != "wrong" for each in sums)

    found = {}
    for slot, facts in told["budgetAmount"].items():
        newest = sorted(sorted(facts, key=lambda f: f.id), key=lambda f: f.as_of_last or "", reverse=True)
        ranked = sorted(
            newest,
            key=lambda f: (
                not f.status.asserts,
                -list(Trust).index(f.trust),
                -borne_out(slot, f),
                unit(yen(f)),
                -len({r.document for r in f.references}),
                -len(f.references),
            ),
        )
        first, *others = ranked
        rivals = [f for f in others if agrees(Decimal(yen(f)), Decimal(yen(first)), unit(yen(f))) == "wrong"]
        found[slot] = Line(*slot, first, ranked, rivals)
    return found


def _totals(found: Iterable[Line], entities: Mapping[str, Entity]) -> None:
    """The lines of a total that has none: those that stand in its table under no other, where they sum to it."""
    held = list(found)
    for total in held:
        if total.parts or not _is_total(total, entities):
            continue
        there = _tables(total.fact)
        heads = [x for x in held if x.year == total.year and x.whole is None and x is not total]
        heads = [x for x in heads if any(there & _tables(f) for f in x.facts) and not _is_total(x, entities)]
        whole = sum(x.amount for x in heads)
        if heads and agrees(Decimal(total.amount), Decimal(whole), unit(total.amount)) != "wrong":
            total.parts = heads
            for head in heads:
                head.whole, head.summed = total, True


def _is_total(line: Line, entities: Mapping[str, Entity]) -> bool:
    entity = entities.get(line.iri)
    return bool(entity and any(_TOTAL.search(name.text.strip()) for name in entity.names))


def _tables(fact: StatedFact) -> set[tuple[str, str | None]]:
    return {(r.document, r.section) for r in fact.references}
