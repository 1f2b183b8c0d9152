"""The made-up world of the benchmarks: the same each time, skewed as its pairs are, and asked as it was made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from benchmarks import made_up, world

from enishi.graph import open_graph
from enishi.queries.catalogue import load_catalogue


def test_a_seed_makes_one_world() -> None:
    ones, others, more = (
        list(made_up.World(made_up.pairs(None, 30), seed).contributions(200, 80)) for seed in (1, 1, 2)
    )
    assert ones == others != more
    assert [len(c.document.passages) for c in ones] == [81, 81, 41]


def test_a_larger_world_is_as_skewed_as_its_pairs() -> None:
    pairs = made_up.pairs(None, 60)
    own = made_up.World(pairs)
    said = [s for c in own.contributions(20 * len(pairs)) for s in c.statements if s.relation in made_up.SAYS]
    ties = Counter(end for s in said for end in (s.subject, str(s.object)))
    most, few = own.ranked()
    asked = Counter(place for pair in pairs for place in pair)
    assert ties[most[0]] == pytest.approx(max(asked.values()), rel=0.25)
    assert ties[few[0]] < ties[most[0]] / 3


def test_a_world_is_loaded_asked_and_told(tmp_path: Path) -> None:
    own = made_up.World(made_up.pairs(None, 40))
    questions = {name: load_catalogue()[name] for name in ("about", "partners", "between", "ended")}
    found = world.measured(tmp_path, own, [300], questions, patience=60)
    (took,), rows = found["loaded"], found["asked"]
    with open_graph(tmp_path / "300.enishi", read_only=True) as graph:
        facts = graph.facts()
        most = own.ranked()[0][0]
        about = [fact for fact in facts if most in (fact.subject, fact.object)]
    assert took.statements == len(facts) and took.documents == 1
    assert {(r.question, r.whose) for r in rows} == {
        *((name, whose) for name in ("about", "partners", "between") for whose in ("most ties", "few ties")),
        ("ended", ""),
    }
    assert next(r.rows for r in rows if (r.question, r.whose) == ("about", "most ties")) == len(about)
    assert all(r.sparql is not None and r.cypher is not None for r in rows)
    assert "\n".join(world.table(found)).count("| about |") == 2
