"""Budgets: lines by fiscal year, changes recomputed, printed changes and sources of funds checked.

What always holds: every figure has its statement; a printed figure that agrees after rounding is not called
wrong; what is computed is told apart from what is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from ..errors import NothingFound
from ..ontology.model import Lang, Value
from ..words import Words
from .answer import Answer
from .findings import Columns, Finding, answer

if TYPE_CHECKING:
    from ..graph.home import Graph, StatedFact

COLUMNS: Final[Columns] = (
    ("line", "entity"),
    ("fiscal_year", "text"),
    ("amount", "number"),
    ("earlier", "number"),
    ("difference", "number"),
    ("percent", "text"),
    ("check", "text"),
    ("reason", "text"),
    ("statement", "statement"),
)
UNITS: Final = (1_000_000, 10_000, 1_000)


@dataclass(slots=True)
class Line:
    """One budget line (its IRI) in one fiscal year, with what is printed about it."""

    iri: str
    year: str
    amount: int
    facts: list[StatedFact]
    earlier: int | None = None
    printed: list[StatedFact] = field(default_factory=list)
    sources: list[StatedFact] = field(default_factory=list)
    parts: list[Line] = field(default_factory=list)

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
        """The printed reason for the change."""
        said = [v for f in self.printed for r in f.references for n, v in r.qualifiers if n == "reason"]
        return said[0] if said else None


def lines(facts: Iterable[StatedFact]) -> list[Line]:
    """The budget lines, those whose amount changed most first."""
    held = list(facts)
    found: dict[tuple[str, str], Line] = {}
    for fact in held:
        year = dict(fact.key).get("fiscalYear", "")
        if fact.relation == "budgetAmount" and isinstance(fact.object, Value):
            line = found.setdefault((fact.subject, year), Line(fact.subject, year, int(fact.object.text), []))
            line.facts.append(fact)
    for fact in held:
        key = dict(fact.key)
        line_ = found.get((fact.subject, key.get("fiscalYear", "")))
        if line_ and fact.relation == "budgetChange":
            line_.printed.append(fact)
        elif line_ and fact.relation == "revenueSourceAmount":
            line_.sources.append(fact)
    for fact in held:
        if fact.relation == "partOf" and isinstance(fact.object, str):
            for (iri, year), line in found.items():
                if iri == fact.subject and (head := found.get((fact.object, year))):
                    head.parts.append(line)
    for (iri, year), line in found.items():
        before = found.get((iri, _year_before(year)))
        line.earlier = before.amount if before else _implied(line)
    return sorted(found.values(), key=lambda x: (-abs(x.difference or 0), x.iri, x.year))


def _year_before(year: str) -> str:
    digits = year.removeprefix("FY")
    return f"FY{int(digits) - 1}" if digits.isdecimal() else ""


def _implied(line: Line) -> int | None:
    """The year before, from the amount and a printed change in yen."""
    yen = [f.object for f in line.printed if isinstance(f.object, Value) and f.object.kind == "MoneyJPY"]
    return line.amount - int(yen[0].text) if yen else None


def agrees(printed: Decimal, computed: Decimal, unit: Decimal | int) -> str:
    """``ok``, ``rounded`` (to ``unit``, up, down or half up) or ``wrong``.

    >>> from decimal import Decimal
    >>> from enishi.queries.budget import agrees
    >>> [agrees(Decimal(p), Decimal("25559400"), 1000) for p in ("25559400", "25560000", "25561000")]
    ['ok', 'rounded', 'wrong']
    """
    if printed == computed:
        return "ok"
    return "rounded" if abs(printed - computed) < unit else "wrong"


def checks(line: Line, words: Words) -> Iterator[str]:
    """What recomputing the printed figures gives."""
    for fact in line.printed:
        if not isinstance(fact.object, Value):
            continue
        printed = Decimal(fact.object.text)
        computed = line.percent if fact.object.kind == "Percent" else line.difference
        if computed is not None:
            unit = Decimal("0.1") if fact.object.kind == "Percent" else _unit(printed)
            yield f"{words.say('findings.budget.change')}: {_verdict(printed, Decimal(computed), unit, words)}"
    if line.sources:
        whole = sum(int(f.object.text) for f in line.sources if isinstance(f.object, Value))
        told = words.say("findings.budget.sources", computed=f"{whole:,}")
        yield f"{told}: {_verdict(Decimal(line.amount), Decimal(whole), _unit(Decimal(whole)), words)}"


def _heads(line: Line, words: Words) -> Iterator[str]:
    """Whether the parts of a head sum to it."""
    if line.parts:
        whole = sum(part.amount for part in line.parts)
        told = words.say("findings.budget.parts", computed=f"{whole:,}")
        unit = _unit(Decimal(line.amount)) * (1 if _unit(Decimal(line.amount)) == 1 else len(line.parts))
        yield f"{told}: {_verdict(Decimal(line.amount), Decimal(whole), unit, words)}"


def _unit(amount: Decimal) -> int:
    """The unit to which a figure looks rounded."""
    return next((unit for unit in UNITS if amount and amount % unit == 0), 1)


def _verdict(printed: Decimal, computed: Decimal, unit: Decimal | int, words: Words) -> str:
    kind = agrees(printed, computed, unit)
    return words.say(
        f"findings.budget.{kind}",
        **({"printed": f"{printed:,}", "computed": f"{computed:,}"} if kind == "wrong" else {}),
    )


def budget(graph: Graph, *, lang: Lang = "en") -> Answer:
    """All budget lines, checked; raises ``budget_none`` where there are none."""
    found = lines(graph.facts())
    if not found:
        raise NothingFound("budget_none")
    words = Words(lang)
    rows = [
        Finding(
            (
                line.iri,
                line.year or None,
                line.amount,
                line.earlier,
                line.difference,
                None if line.percent is None else f"{line.percent:+}%",
                "; ".join([*checks(line, words), *_heads(line, words)]) or None,
                line.reason,
                line.facts[0].id,
            ),
            tuple(
                f.id for f in (*line.facts, *line.printed, *line.sources, *(f for p in line.parts for f in p.facts))
            ),
        )
        for line in found
    ]
    return answer(graph, "budget", COLUMNS, rows, lang)
