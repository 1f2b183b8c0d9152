"""Our scorer and the reference scorer, held against each other; and the sets of gold files that both read."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from enishi.ingest.evaluation.claims import claims
from enishi.ingest.evaluation.gold import GoldFile, read_gold, read_names, read_traps
from enishi.ingest.evaluation.places import gold_in
from enishi.ingest.evaluation.scoring import Figures, evaluate

Facts = dict[str, list[dict[str, Any]]]
BLIND: Final = sorted(
    path.name for path in (Path(__file__).resolve().parents[2] / "benchmarks" / "blind").iterdir()
)
SETS: Final = (*(f"benchmarks/blind/{name}" for name in BLIND), "samples", "FY2025", "FY2025 tier 1")


@cache
def reference_scorer(shared: Path) -> ModuleType:
    """The reference scorer, as it stands beside the checkout."""
    spec = importlib.util.spec_from_file_location("reference_score", shared / "evaluation" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_reference(
    scorer: ModuleType, *, facts: Facts, files: Sequence[Path], entities: Path | None, traps: Path | None, tier: int
) -> tuple[list[dict[str, Any]], set[str]]:
    """What the reference scorer counts in each document, and why the traps that it finds sprung are traps."""
    names = scorer.Names(entities)
    whole = {path.stem: scorer.load(path) for path in files}
    within = {stem: [g for g in lines if g.get("tier", 1) <= tier] for stem, lines in whole.items()}
    relations = {g["relation"] for lines in within.values() for g in lines}
    used = relations | {other for relation in relations for other in scorer.SAME.get(relation, ())}
    parts = [scorer.score(facts.get(stem, []), within[stem], names, whole[stem], used) for stem in whole]
    sprung = {t["why"] for t in (scorer.load(traps) if traps else []) if scorer.sprung(t, facts.get(t["doc"], []))}
    return [*(scorer.summary([part]) for part in parts), scorer.summary(parts)], sprung


def by_ours(
    *, facts: Facts, files: Sequence[Path], entities: Path | None, traps: Path | None, tier: int
) -> tuple[list[dict[str, Any]], set[str]]:
    gold: list[GoldFile] = [read_gold(path) for path in files]
    done = evaluate(
        gold,
        {name: tuple(claims(found)) for name, found in facts.items()},
        read_names(entities) if entities else None,
        read_traps(traps) if traps else (),
        tier=tier,
    )
    return [shown(d.figures) for d in done.documents] + [shown(done.figures)], {t.why for t, _ in done.sprung}


def agree(scorer: ModuleType, **given: Any) -> dict[str, Any]:
    """Hold the two against each other; gives the figures of all documents together.

    The reference takes the ends of a symmetric tie as they stand and so overlooks traps; ours are more, not fewer.
    """
    (expected, sprung), (figures, caught) = by_reference(scorer, **given), by_ours(**given)
    assert figures == expected
    assert sprung <= caught
    return figures[-1]


def shown(figures: Figures) -> dict[str, Any]:
    return {
        name: getattr(figures, name)
        for name in ("gold", "found", "wrong", "precision", "recall", "f1", "dates_right")
    }


def places(name: str, root: Path, shared: Path) -> tuple[list[Path], Path | None, Path | None, Path | None, int]:
    """A set's gold files, folder of documents, names, traps, and tier."""
    evaluation = shared / "evaluation"
    if name.startswith("FY2025"):
        gold = [evaluation / "gold" / "002_fd688a10ef7a59a8.jsonl"]
        tier = 1 if name.endswith("1") else 3
        return gold, shared / "seeds", evaluation / "gold" / "entities.jsonl", None, tier
    folder = evaluation / "documents" if name == "samples" else root / name
    return gold_in([folder / "gold"]), None, None, folder / "traps.jsonl", 3
