"""Long text of one shape over and over: time grows with its length, whatever the shape.

A hang is a pattern that tries every way of cutting a run; each shape that made one is kept here.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from enishi.ingest.extract import Extractor
from enishi.ingest.read import Source
from enishi.ingest.text.clean import LONGEST, clean, sentences
from enishi.ontology.schema import load_schema

SHAPES = (
    "市", "ア", "A", "a", "1", "一", "の", "「", "(", ")", "。", "、", ".", "-", "　", "<", "<b>", "&", "**",
    "__", "か国", "a\t", "a|", "あ\n", "あ\n\n", "# a\n", "・横浜市\n", "名称: 横浜市\n",
    "横浜市\tリヨン市\t1965年\n", "1. あ\n", "横浜市", "横浜市、", "横浜市と", "横浜市(", "『横浜市』",
    "【横浜市】\n", "姉妹都市", "横浜市姉妹都市1965年", "「あ。", "1965年", "昭和", "十年", "1965年4月1日、",
    "4月", "1,000", "1,000円", "1千万", "1.", "1億", "2020 ", "国際会議", "第1回世界", "国際交流協会",
    "推進事業", "に関する会議", "事務所", "大学", "ア・", "と協定を締結し、", "Lyon and ", "The City Of ",
    "City of ", "Sister Cities of ", "International ", "of the ", "A. ", "St. ", "A'", '"abc ', "http://a.b/",
    "a@", "a-a", "a.", "since 1965, ", "the 20th anniversary of ", "was held in Lyon, ", "members of ",
    "横浜市はリヨン市と1965年に姉妹都市提携を結び、", "会議は横浜市で開催され、",
    "上海事務所を上海市に開設し、", "加盟し、",
)  # fmt: skip
LENGTH, TIMES, TRIES = 500, 4, 3


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    made = Extractor(load_schema())
    made(_source("横浜市はリヨン市と姉妹都市です。"))
    return made


def test_a_sentence_that_never_stops_is_cut_where_it_pauses(extractor: Extractor) -> None:
    said = "横浜市はリヨン市と1965年に姉妹都市となり、"
    contribution = extractor(_source(said * 120))
    assert [s.relation for s in contribution.statements] == ["sisterCityOf"]
    assert all(len(r.quote) < 2 * LONGEST for s in contribution.statements for r in s.references)


def test_a_bracket_that_never_closes_does_not_keep_sentences_together() -> None:
    text = "「" + "横浜市です。" * 2000
    assert all(len(piece.text) <= LONGEST for piece in sentences(clean(text, (0, len(text)))))


def _source(text: str) -> Source:
    return Source("report", text, "text/plain", "0" * 64, Path("report.txt"))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("tail", ["", "x"])
def test_time_grows_less_than_with_the_cube_of_the_length(extractor: Extractor, shape: str, tail: str) -> None:
    def spent(length: int) -> float:
        text = _source(shape * (length // len(shape)) + tail)
        began = time.process_time()
        extractor(text)
        return time.process_time() - began

    grown = (spent(LENGTH * TIMES) / spent(LENGTH) for _ in range(TRIES))  # a try may meet a collection of garbage
    assert any(each < TIMES**2.5 for each in grown)
