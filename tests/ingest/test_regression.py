"""Extraction gets no worse on documents it was measured on: floors in ``benchmarks/extraction.toml``; and how well
it does is what the reference scorer says, to the digit.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from enishi.ingest.evaluation.claims import claims
from enishi.ingest.evaluation.gold import read_gold, read_traps
from enishi.ingest.evaluation.places import document_for, gold_in
from enishi.ingest.evaluation.scoring import evaluate
from enishi.ingest.extract import Extractor
from enishi.ingest.facts import records
from enishi.ingest.read import read
from enishi.ontology.schema import load_schema

from .scorers import SETS, Facts, agree, places, reference_scorer

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
FLOORS = tomllib.loads((BENCHMARKS / "extraction.toml").read_text(encoding="utf-8"))
Read: TypeAlias = Callable[[Path], tuple[dict[str, Any], ...]]


@pytest.fixture(scope="module")
def facts_of(extractor: Extractor) -> Read:
    """What is extracted from a document, read once for all tests of it."""
    snake = {relation.name: relation.snake for relation in load_schema().relations.values()}
    return cache(lambda document: tuple(records(extractor(read(document)), snake)))


def test_every_blind_set_has_its_floors() -> None:
    assert set(FLOORS) == {folder.name for folder in (BENCHMARKS / "blind").iterdir()}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_blind_set_is_read_no_worse_than_its_floors(name: str, facts_of: Read) -> None:
    folder, floors = BENCHMARKS / "blind" / name, FLOORS[name]
    gold = [read_gold(path) for path in gold_in([folder / "gold"])]
    facts = {file.document: tuple(claims(facts_of(document_for(file.path)))) for file in gold}
    done = evaluate(gold, facts, traps=read_traps(folder / "traps.jsonl"))
    assert done.figures.f1 >= floors["f1"], done.figures
    assert done.figures.precision >= floors["precision"], done.figures
    assert len(done.sprung) <= floors["traps_sprung"], [f"{t.document}: {t.why}" for t, _ in done.sprung]


@pytest.mark.needs_shared
@pytest.mark.parametrize("name", SETS)
def test_the_figures_are_those_of_the_reference_scorer(name: str, root: Path, shared: Path, facts_of: Read) -> None:
    files, folder, entities, traps, tier = places(name, root, shared)
    facts: Facts = {path.stem: json.loads(json.dumps(facts_of(document_for(path, folder)))) for path in files}
    given = {"facts": facts, "files": files, "entities": entities, "traps": traps, "tier": tier}
    assert agree(reference_scorer(shared), **given)["found"] > 50
