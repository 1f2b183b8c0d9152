"""What must not be done twice, counted and not timed: a clock tells more of the machine than of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from enishi.ingest.extract import Extractor
from enishi.ingest.matching.rules import Rule
from enishi.ingest.nouns.annotate import Annotator
from enishi.ingest.read import Source
from enishi.ingest.text import clean
from enishi.ingest.text.mask import Masked
from enishi.ingest.text.sieve import Sieve
from enishi.ingest.text.structure import blocks
from enishi.ontology.schema import load_schema

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.[mt][dx]*"))
TRIED = 12  # rules of some 280 whose pattern is tried on a sentence, on average


def test_a_document_is_normalised_once_however_many_blocks_it_has() -> None:
    clean._even.cache_clear()
    found = list(blocks("■ 国際交流\n" + "姉妹都市の代表団が、市役所を訪問しました。\n\n※\n\n" * 200))
    assert len(found) > 100
    assert clean._even.cache_info().misses == 1


def test_few_rules_are_tried_on_a_sentence_and_each_sentence_is_annotated_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[int] = []
    annotated: list[str] = []
    candidates, masked = Sieve[Rule].candidates, Annotator.masked

    def counted(sieve: Sieve[Rule], text: str) -> list[Rule]:
        found = candidates(sieve, text)
        if found and isinstance(found[0], Rule):
            tried.append(len(found))
        return found

    def noted(annotator: Annotator, text: clean.Clean, found: list[object], dated: bool) -> Masked:
        annotated.append(text.text)
        return masked(annotator, text, found, dated)  # type: ignore[arg-type]

    monkeypatch.setattr(Sieve, "candidates", counted)
    monkeypatch.setattr(Annotator, "masked", noted)
    extractor = Extractor(load_schema())
    sentences = 0
    for file in SAMPLES:
        text = file.read_text(encoding="utf-8")
        sentences += sum(1 for block in blocks(text) for _ in block.pieces)
        extractor(Source(file.name, text, "text/plain", "0" * 64, file))
    assert sum(tried) <= TRIED * sentences
    assert len(annotated) <= 1.5 * sentences
