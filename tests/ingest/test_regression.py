"""Extraction gets no worse on documents it was measured on: floors in ``benchmarks/extraction.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from enishi.ingest.evaluation.claims import claims
from enishi.ingest.evaluation.gold import read_gold, read_traps
from enishi.ingest.evaluation.places import document_for, gold_in
from enishi.ingest.evaluation.scoring import evaluate
from enishi.ingest.extract import Extractor
from enishi.ingest.facts import records
from enishi.ingest.read import read
from enishi.ontology.schema import load_schema

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
FLOORS = tomllib.loads((BENCHMARKS / "extraction.toml").read_text(encoding="utf-8"))


def test_every_blind_set_has_its_floors() -> None:
    assert set(FLOORS) == {folder.name for folder in (BENCHMARKS / "blind").iterdir()}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_blind_set_is_read_no_worse_than_its_floors(name: str, extractor: Extractor) -> None:
    folder, floors = BENCHMARKS / "blind" / name, FLOORS[name]
    snake = {relation.name: relation.snake for relation in load_schema().relations.values()}
    gold = [read_gold(path) for path in gold_in([folder / "gold"])]
    facts = {
        file.document: tuple(claims(records(extractor(read(document_for(file.path))), snake))) for file in gold
    }
    done = evaluate(gold, facts, traps=read_traps(folder / "traps.jsonl"))
    assert done.figures.f1 >= floors["f1"], done.figures
    assert done.figures.precision >= floors["precision"], done.figures
    assert len(done.sprung) <= floors["traps_sprung"], [f"{t.document}: {t.why}" for t, _ in done.sprung]
