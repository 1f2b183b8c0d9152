"""Budgets: lines by fiscal year, changes recomputed, printed changes, sources of funds and other amounts checked.

What always holds: every figure has its statement; a printed figure that agrees after rounding is not called
wrong; what is computed is told apart from what is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...errors import NothingFound
from ...ontology.model import Lang, Value
from ...words import Words
from ..answer import Answer
from ..findings import Columns, Finding, answer
from ..statements import ends_of, of_relations
from .budget_lines import RELATIONS, Line, agrees, lines, unit, yen

if TYPE_CHECKING:
    from ...graph.home import Graph

COLUMNS: Final[Columns] = (
    ("line", "entity"),
    ("fiscal_year", "text"),
    ("amount", "number"),
    ("earlier", "number"),
    ("difference", "number"),
    ("percent", "text"),
    ("check", "text"),
    ("reason", "text"),
    ("head", "entity"),
    ("statement", "statement"),
)


def checks(line: Line, words: Words) -> Iterator[str]:
    """What recomputing the printed figures gives."""
    for fact in line.printed:
        if not isinstance(fact.object, Value):
            continue
        printed = Decimal(fact.object.text)
        computed = line.percent if fact.object.kind == "Percent" else line.difference
        if computed is not None:
            to = Decimal("0.1") if fact.object.kind == "Percent" else unit(printed)
            yield f"{words.say('findings.budget.change')}: {_verdict(printed, Decimal(computed), to, words)}"
    if line.sources:
        whole = sum(map(yen, line.sources))
        told = words.say("findings.budget.sources", computed=f"{whole:,}")
        yield f"{told}: {_verdict(Decimal(line.amount), Decimal(whole), unit(whole), words)}"


def _heads(line: Line, words: Words) -> Iterator[str]:
    """Whether the parts of a head, or the heads of a total, sum to it."""
    if line.parts:
        whole = sum(part.amount for part in line.parts)
        kind = "table" if line.parts[0].summed else "parts"
        told = words.say(f"findings.budget.{kind}", computed=f"{whole:,}")
        to = unit(line.amount) * (1 if unit(line.amount) == 1 else len(line.parts))
        yield f"{told}: {_verdict(Decimal(line.amount), Decimal(whole), to, words)}"


def _rivals(line: Line, words: Words) -> Iterator[str]:
    """What else is printed as the amount."""
    for fact in line.rivals:
        documents = len({r.document for r in fact.references})
        yield words.say("findings.budget.rival", amount=f"{yen(fact):,}", count=documents)


def _verdict(printed: Decimal, computed: Decimal, to: Decimal | int, words: Words) -> str:
    kind = agrees(printed, computed, to)
    return words.say(
        f"findings.budget.{kind}",
        **({"printed": f"{printed:,}", "computed": f"{computed:,}"} if kind == "wrong" else {}),
    )


def budget(graph: Graph, *, lang: Lang = "en") -> Answer:
    """All budget lines, checked; raises ``budget_none`` where there are none."""
    facts = graph.facts(of_relations(graph, RELATIONS))
    found = lines(facts, ends_of(graph, facts))
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
                "; ".join([*_rivals(line, words), *checks(line, words), *_heads(line, words)]) or None,
                line.reason,
                line.whole.iri if line.whole else None,
                line.fact.id,
            ),
            tuple(
                f.id for f in (line.fact, *line.facts, *line.printed, *line.sources, *(p.fact for p in line.parts))
            ),
        )
        for line in found
    ]
    return answer(graph, "budget", COLUMNS, rows, lang, known=facts)
