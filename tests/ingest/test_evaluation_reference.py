"""The score is that of the reference scorer, to the digit, on facts made to differ; test_regression.py holds them
against each other on what is extracted.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .scorers import SETS, agree, places, reference_scorer

pytestmark = pytest.mark.needs_shared
DATES = (None, "FY2023", "[2023-04..2024-03]", "2022-08/..", "2019/2021", "1965~", "2024-05-03")
RELATIONS = (
    *("held_in", "located_in", "organized_by", "signatory_of", "signed_on", "role_in", "holds_role"),
    *("carried_out_by", "implemented_in", "has_overseas_office", "established_on"),
)


@pytest.fixture(scope="module")
def reference(shared: Path) -> ModuleType:
    return reference_scorer(shared)


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
