"""The score is that of the reference scorer, to the digit: on what is extracted, and on facts made to differ."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from enishi.ingest.evaluation.claims import claims
from enishi.ingest.evaluation.gold import GoldFile, read_gold, read_names, read_traps
from enishi.ingest.evaluation.places import document_for, gold_in
from enishi.ingest.evaluation.scoring import Figures, evaluate
from enishi.ingest.extract import Extractor
from enishi.ingest.facts import records
from enishi.ingest.read import read
from enishi.ontology.schema import load_schema

pytestmark = pytest.mark.needs_shared
Facts = dict[str, list[dict[str, Any]]]
BLIND = sorted(path.name for path in (Path(__file__).resolve().parents[2] / "benchmarks" / "blind").iterdir())
SETS = (*(f"benchmarks/blind/{name}" for name in BLIND), "samples", "FY2025", "FY2025 tier 1")
DATES = (None, "FY2023", "[2023-04..2024-03]", "2022-08/..", "2019/2021", "1965~", "2024-05-03")
RELATIONS = (
    *("held_in", "located_in", "organized_by", "signatory_of", "signed_on", "role_in", "holds_role"),
    *("carried_out_by", "implemented_in", "has_overseas_office", "established_on"),
)


@pytest.fixture(scope="module")
def reference(shared: Path) -> ModuleType:
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


@pytest.mark.parametrize("name", SETS)
def test_the_figures_are_those_of_the_reference_scorer(
    name: str, root: Path, shared: Path, reference: ModuleType, extractor: Extractor
) -> None:
    files, folder, entities, traps, tier = places(name, root, shared)
    snake = {relation.name: relation.snake for relation in load_schema().relations.values()}
    facts: Facts = {}
    for path in files:
        found = records(extractor(read(document_for(path, folder))), snake)
        facts[path.stem] = [json.loads(json.dumps(record)) for record in found]
    given = {"facts": facts, "files": files, "entities": entities, "traps": traps, "tier": tier}
    assert agree(reference, **given)["found"] > 50


def perturbed(path: Path, dice: random.Random, scorer: ModuleType) -> list[dict[str, Any]]:
    """Facts much like a gold file's: ends turned or taken from elsewhere, other relations, dates, statuses."""
    lines = scorer.load(path)
    relations = sorted({g["relation"] for g in lines} | set(RELATIONS))
    facts = []
    for line in dice.sample(lines, min(len(lines), 30)):
        subject, object_ = line["subject"], line["object"]
        if dice.random() < 0.2:
            subject, object_ = object_, subject
        if dice.random() < 0.15:
            object_ = dice.choice(lines)["object"]
        if others := other_names(line):
            subject, object_ = dice.choice([(subject, object_), (others[0], object_), (subject, others[-1])])
        date = line.get("date", line.get("valid_from"))
        literal = scorer.number(object_) is not None or line.get("object_type") in ("Text", "Date", "Count")
        facts.append(
            {
                "document": path.stem,
                "relation": line["relation"] if dice.random() < 0.75 else dice.choice(relations),
                "subject": {"labels": [subject, f"The {subject}"][: dice.choice((1, 2))]},
                "object": {"value": object_}
                if literal
                else {"labels": [f"{object_}市"[: dice.choice((-1, None))]]},
                "valid_from": dice.choice((date, date, (date or "")[:4] or None, *DATES)),
                "qualifiers": dice.choice(({}, {}, {"status": "planned"}, {"basis": "x"}, {"date": "2020-01"})),
                "inferred": dice.random() < 0.2,
            }
        )
    return facts + dice.sample(facts, len(facts) // 4)


def other_names(line: dict[str, Any]) -> list[str]:
    """The names that a gold line gives its ends beside their own, of the subject first, in whatever words."""
    told = line.get("qualifiers") or {}
    keys = ("subject_original", "also_accept_subject", "alias", "object_original", "also_accept_object")
    found = [told[key] for key in keys if key in told]
    return [str(name) for names in found for name in (names if isinstance(names, list) else [names])]


def test_a_word_for_other_subjects_that_the_reference_does_not_know_is_not_read(
    tmp_path: Path, reference: ModuleType
) -> None:
    for word, found in (("also_accept_subject", 0), ("alias", 1), ("subject_original", 1)):
        fact = {"subject": "Port of Tromsø", "relation": "member_of", "object": "Cruise Norway"}
        file = tmp_path / f"{word}.jsonl"
        file.write_text(json.dumps({**fact, "qualifiers": {word: "Tromsø"}}), encoding="utf-8")
        said = {
            **fact,
            "document": word,
            "subject": {"labels": ["Tromsø"]},
            "object": {"labels": ["Cruise Norway"]},
        }
        given: dict[str, Any] = {"files": [file], "entities": None, "traps": None, "tier": 3}
        assert agree(reference, facts={word: [said]}, **given)["found"] == found


@pytest.mark.parametrize("seed", range(30))
def test_they_are_the_same_on_facts_that_are_wrong_in_every_way(
    seed: int, root: Path, shared: Path, reference: ModuleType
) -> None:
    dice = random.Random(seed)  # noqa: S311  (a test that can be run again)
    files, _, entities, traps, _ = places(SETS[seed % len(SETS)], root, shared)
    files = dice.sample(files, min(2, len(files)))
    facts = {path.stem: perturbed(path, dice, reference) for path in files}
    tier = dice.choice((1, 2, 3))
    agree(reference, facts=facts, files=files, entities=entities, traps=traps, tier=tier)
