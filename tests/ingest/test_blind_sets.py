"""The blind sets are sound: every quote of the gold stands in its document, every trap names a document of the set.

How well extraction does on them is written in ``benchmarks/extraction.md``; here only the data is held to account.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

BLIND = Path(__file__).resolve().parents[2] / "benchmarks" / "blind"
GOLD = sorted(BLIND.glob("round-*/gold/*.jsonl"))


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("gold", GOLD, ids=[f"{p.parts[-3]}-{p.stem}" for p in GOLD])
def test_every_quote_stands_in_its_document(gold: Path) -> None:
    (document,) = (gold.parent.parent / "docs").glob(f"{gold.stem}.*")
    text = document.read_text(encoding="utf-8")
    facts = lines(gold)
    trapped = {trap["doc"] for trap in lines(gold.parent.parent / "traps.jsonl")}
    assert len(facts) >= 8 or (not facts and gold.stem in trapped)  # a document of something else is a trap
    assert [f for f in facts if str(f["quote"]) not in text] == []


def test_what_else_is_right_is_told_in_words_that_scorers_read() -> None:
    """Other names of a subject are its ``alias``: neither scorer would say that it does not know a word."""
    told = {key for gold in GOLD for fact in lines(gold) for key in dict(fact.get("qualifiers") or {})}  # type: ignore[call-overload]
    assert {key for key in told if key.startswith("also_accept")} <= {
        "also_accept",
        "also_accept_object",
        "also_accept_date",
    }


def test_every_document_has_gold_and_every_trap_a_document() -> None:
    rounds = sorted(BLIND.glob("round-*"))
    assert rounds
    for folder in rounds:
        names = {p.stem for p in (folder / "docs").iterdir()}
        assert names == {p.stem for p in (folder / "gold").iterdir()}
        assert {t["doc"] for t in lines(folder / "traps.jsonl")} <= names
