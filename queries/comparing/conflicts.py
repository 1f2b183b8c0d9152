"""What does not fit together: two values, impossible times, slips of units, two names, counts, violated shapes.

What always holds: a conflict has the quotes of both sides; a figure that another year's document gives anew is
no conflict; a suggestion is made only where one follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Final

from ...ontology.edtf import parse
from ...ontology.model import Lang, Value
from ...words import Words
from ..answer import Answer
from ..display import value_text
from ..findings import Columns, Finding, answer
from ..statements import ends_of
from .discrepancies import discrepancies

if TYPE_CHECKING:
    from ...graph.home import Graph, StatedFact
    from ...ontology.model import Entity

COLUMNS: Final[Columns] = (
    ("kind", "text"),
    ("subject", "entity"),
    ("relation", "relation"),
    ("finding", "text"),
    ("suggestion", "text"),
    ("statement", "statement"),
    ("other_statement", "statement"),
)
BEGINNINGS: Final = frozenset({"establishedOn", "foundedOn", "officeOpenedOn"})
ONCE: Final = BEGINNINGS | {"signedOn", "heldOn", "eventHeldOn"}
"""Relations of which a thing has one value, whatever the time."""
FIGURES: Final = ("Count", "MoneyJPY", "Percent")
FACTORS: Final = (1_000_000, 10_000, 1_000)
NAMED_ALIKE: Final = frozenset({"Ordinance", "Agreement", "Plan", "Strategy", "Office"})


def conflicts(graph: Graph, *, shapes: bool = False, lang: Lang = "en") -> Answer:
    """All that does not fit together in a graph; with ``shapes`` the violated shapes (SHACL) too."""
    speaks = {document.iri: document.as_of or "" for document in graph.documents(text=False)}
    facts = sorted(graph.facts(), key=lambda f: (f.as_of_first or "", f.id))  # the older says it first
    names = ends_of(graph, (f for f in facts if f.relation in ONCE and isinstance(f.object, Value)))
    words = Words(lang)
    found = [
        *_values(facts, speaks, words),
        *_disputes(facts, speaks, words),
        *_intervals(facts, words),
        *_names(facts, names, words),
        *_written(graph, words),
        *(_shapes(graph, facts, words) if shapes else ()),
    ]
    return answer(graph, "conflicts", COLUMNS, found, lang, known=facts)


def _row(kind: str, words: Words, facts: tuple[StatedFact, ...], finding: str, suggestion: str = "") -> Finding:
    first, other = facts[0], facts[-1] if len(facts) > 1 else None
    ids = tuple(fact.id for fact in facts)
    cells = (words.say(f"findings.conflicts.{kind}"), first.subject, first.relation, finding, suggestion or None)
    return Finding((*cells, first.id, other.id if other else None), ids)


def _values(facts: Iterable[StatedFact], speaks: dict[str, str], words: Words) -> Iterator[Finding]:
    slots: dict[tuple[object, ...], list[StatedFact]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.object, Value) and fact.status.asserts:
            slots[fact.subject, fact.relation, fact.object.kind, fact.key].append(fact)
    for group in slots.values():
        for a, b in combinations(group, 2):
            one, other = a.object, b.object
            assert isinstance(one, Value) and isinstance(other, Value)  # noqa: S101  (grouped so above)
            texts = {"a": value_text(one), "b": value_text(other)}
            if one.kind == "Date":
                if a.relation in ONCE and not parse(one.text).overlaps(parse(other.text)):
                    yield _row("value", words, (a, b), words.say("findings.says.two_values", **texts))
            elif one.kind in FIGURES and (factor := _factor(one.text, other.text)):
                small, large = sorted((one, other), key=lambda v: abs(float(v.text)))
                told = {"a": value_text(large), "b": value_text(small), "factor": f"{factor:,}"}
                hint = words.say("findings.suggestions.unit", value=value_text(large))
                yield _row("unit", words, (a, b), words.say("findings.says.factor", **told), hint)
            elif one.kind in FIGURES and _same_time(a, b, speaks):
                yield _row("value", words, (a, b), words.say("findings.says.two_values", **texts))


def _factor(a: str, b: str) -> int | None:
    small, large = sorted((abs(float(a)), abs(float(b))))
    return next((f for f in FACTORS if small and small * f == large), None)


def _same_time(a: StatedFact, b: StatedFact, speaks: dict[str, str]) -> bool:
    """Whether two figures are given for times that may be one."""
    times = [{r.since or r.as_of or speaks.get(r.document, "") for r in fact.references} for fact in (a, b)]
    return any(not x or not y or parse(x).overlaps(parse(y)) for x in times[0] for y in times[1])


def _disputes(facts: Iterable[StatedFact], speaks: dict[str, str], words: Words) -> Iterator[Finding]:
    for fact in facts:
        if fact.disputed:
            said = sorted({text for r in fact.references for text in (r.since, r.until) if text})
            a, b = (said[0], said[-1]) if said else ("", "")
            dated = [(r.as_of or speaks.get(r.document, ""), r.since) for r in fact.references if r.since]
            hint = words.say("findings.suggestions.newest", value=max(dated)[1]) if dated else ""
            yield _row("dispute", words, (fact,), words.say("findings.says.two_values", a=a, b=b), hint)


def _intervals(facts: list[StatedFact], words: Words) -> Iterator[Finding]:
    begun = {fact.subject: fact for fact in facts if fact.relation in BEGINNINGS and isinstance(fact.object, Value)}
    for fact in facts:
        since = parse(fact.since) if fact.since else None
        until = parse(fact.until) if fact.until else None
        if since and until and since.earliest and until.latest and until.latest < since.earliest:
            told = words.say("findings.says.ends_first", since=since.short, until=until.short)
            yield _row("interval", words, (fact,), told, words.say("findings.suggestions.swap"))
        first = begun.get(fact.subject)
        if first and first is not fact and since and since.latest and isinstance(first.object, Value):
            began = parse(first.object.text)
            if began.earliest and since.latest < began.earliest and fact.relation not in BEGINNINGS:
                told = words.say("findings.says.before_member", since=since.short, began=began.short)
                yield _row("interval", words, (fact, first), told)


def _names(facts: Iterable[StatedFact], entities: dict[str, Entity], words: Words) -> Iterator[Finding]:
    """Two things of one kind and one day, or named almost alike: perhaps one thing."""
    dated: dict[tuple[str, str, str], list[StatedFact]] = defaultdict(list)
    for fact in facts:
        entity = entities.get(fact.subject)
        if entity and entity.kind in NAMED_ALIKE and fact.relation in ONCE and isinstance(fact.object, Value):
            dated[entity.kind, fact.relation, fact.object.text].append(fact)
    for (_, _, when), group in dated.items():
        if parse(when).precision not in ("day", "month"):
            continue
        for a, b in combinations(group, 2):
            shown = {"a": entities[a.subject].name(words.lang), "b": entities[b.subject].name(words.lang)}
            hint = words.say("findings.suggestions.merge")
            yield _row("name", words, (a, b), words.say("findings.says.same_dates", **shown), hint)


def _written(graph: Graph, words: Words) -> Iterator[Finding]:
    for found in discrepancies(graph.documents()):
        if found.kind == "sum":
            told = words.say("findings.says.declared", of=found.of, declared=found.a, counted=found.b)
            hint = words.say("findings.suggestions.recount")
        else:
            told = words.say("findings.says.two_values", a=found.a, b=found.b)
            hint = words.say("findings.suggestions.merge") if found.kind == "name" else ""
        kind = words.say(f"findings.conflicts.{found.kind}")
        yield Finding((kind, None, None, told, hint or None, None, None), (), found.places)


def _shapes(graph: Graph, facts: Iterable[StatedFact], words: Words) -> Iterator[Finding]:
    from ...graph import rdf11  # noqa: PLC0415
    from ...ontology.check import validate  # noqa: PLC0415

    known = {fact.id: fact for fact in facts}
    for violation in validate(rdf11(graph), evidence=False):
        fact = known.get(violation.statement or "")
        message = violation.message[words.lang]
        if fact:
            yield _row("shape", words, (fact,), message)
        else:
            kind = words.say("findings.conflicts.shape")
            yield Finding((kind, None, None, f"{violation.focus}: {message}", None, None, None))
