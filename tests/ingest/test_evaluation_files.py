"""The files that a score reads: gold, traps and names, and where the document of a gold file lies."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from enishi.errors import DataError, InputError
from enishi.ingest.evaluation.gold import read_gold, read_names, read_traps
from enishi.ingest.evaluation.places import document_for, gold_in


@pytest.mark.parametrize("line", ["{", "[]", '{"subject": "a", "relation": "b"}', '{"subject": null}'])
def test_a_line_that_is_no_fact_is_told_with_its_place(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_gold(path)
    assert caught.value.details["line"] == 2
    assert "line 2" in str(caught.value)


def test_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    attempts: dict[str, Callable[[], object]] = {
        "gold_missing": lambda: read_gold(tmp_path / "none.jsonl"),
        "file_unusable": lambda: read_traps(tmp_path),
        "gold_folder_empty": lambda: gold_in([tmp_path]),
        "gold_document_missing": lambda: document_for(tmp_path / "none.jsonl"),
    }
    for key, attempt in attempts.items():
        with pytest.raises(InputError) as caught:
            attempt()
        assert caught.value.key == key
        assert tmp_path.name in str(caught.value)


def test_a_document_is_found_by_its_stem(tmp_path: Path) -> None:
    for place in ("docs/a.html", "gold/a.jsonl", "gold/b.md", "gold/b.jsonl", "elsewhere/a.txt", "elsewhere/a.pdf"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).touch()
    one, two = gold_in([tmp_path / "gold"])
    assert document_for(one) == tmp_path / "docs" / "a.html"
    assert document_for(two) == tmp_path / "gold" / "b.md"
    assert document_for(one, tmp_path / "elsewhere") == tmp_path / "elsewhere" / "a.txt"


def test_names_of_one_thing_are_read_from_every_list(tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    entries: list[Mapping[str, Any]] = [
        {"name": "Yokohama", "surface_forms_ja": ["横浜市"]},
        {"name": "Yokohama", "surface_forms": ["YKH"]},
    ]
    path.write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    assert read_names(path).of("Yokohama") == {"yokohama", "横浜", "ykh"}
    assert read_names(path).of("Kobe") == {"kobe"}
