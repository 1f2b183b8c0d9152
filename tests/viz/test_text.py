"""Widths and line breaks."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from enishi.viz.dot import label
from enishi.viz.engine import render
from enishi.viz.scene import Line
from enishi.viz.text import NO_LINE_START, lacks, width, wrap

SAMPLES = (
    "横浜市ムンバイ事務所",
    "Yokohama Urban Solution Alliance (YUSA)",
    "姉妹都市 1965-07–",
    "第9回アフリカ開発会議（TICAD 9）",
    "GREEN×EXPO 2027 ÄÖ",
    "Łódź Košice Iași",
)
NAMES = st.text(st.sampled_from("横浜市国際局シティネット・ー（）、Yokohama 2027-"), min_size=1, max_size=60)


@pytest.mark.parametrize("size", [8.25, 9.75, 11.25, 22.5])
def test_a_width_is_what_graphviz_sets(size: float) -> None:
    nodes = "\n".join(f"n{place} [label={label(Line(text, size))}]" for place, text in enumerate(SAMPLES))
    plan = f'digraph {{ node [shape=plain, fontname="Enishi Sans", fontsize={size}, margin=0]\n{nodes} }}'
    placed = json.loads(render(plan, "json", program="dot"))["objects"]
    assert [round(float(node["width"]) * 72, 2) for node in placed] == [width(text, size) for text in SAMPLES]


@given(NAMES, st.integers(30, 200), st.integers(1, 3))
def test_no_line_is_wider_than_asked_for(name: str, limit: int, most: int) -> None:
    lines = wrap(name, 9, limit, most)
    assert 1 <= len(lines) <= most
    assert all(width(line, 9) <= limit for line in lines)


@given(NAMES, st.integers(30, 200))
def test_nothing_is_lost_without_an_ellipsis(name: str, limit: int) -> None:
    lines = wrap(name, 9, limit, 3)
    assume("…" not in lines[-1])
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")


def test_a_line_does_not_begin_with_a_comma_or_split_katakana() -> None:
    lines = wrap("シティネット横浜プロジェクトオフィス", 11.25, 130)
    assert lines == ("シティネット横浜", "プロジェクトオフィス")
    assert not any(line[0] in NO_LINE_START for line in wrap("港北区、鶴見区、神奈川区", 9, 40, 6))


def test_a_text_of_the_subset_lacks_nothing_and_hangul_does() -> None:
    assert not lacks(SAMPLES)
    assert lacks(["부산광역시"])
