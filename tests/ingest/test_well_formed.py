"""Names are whole, of one piece, and names: all that the authority list has, and what is put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.ingest.names.gazetteer import TABLES, Table
from enishi.ingest.nouns.mint import Minter
from enishi.ingest.nouns.well_formed import is_named, trimmed, well_formed

KINDS = (
    "City",
    "Region",
    "Port",
    "Event",
    "Organization",
    "CityNetwork",
    "Office",
    "Facility",
    "BudgetLine",
    "Project",
)
MARKS = "|｜│\t\n()（）「」『』【】[]、。:"


@pytest.mark.parametrize("letter", TABLES)
def test_every_name_of_the_authority_list_is_well_formed(letter: str) -> None:
    table = Table.read(letter)
    for number in range(len(table.lines)):
        row = table.row(number)
        kind = row.get("kind") or "City"
        for name in filter(None, [n for lang in ("ja", "en") for n in row[lang].split("|")]):
            assert well_formed(kind, name), (kind, name)
            assert trimmed(name) == name


@given(st.sampled_from(KINDS), st.text(alphabet=f"港湾会議国際友好Aab 2の{MARKS}", max_size=24))
def test_no_minted_name_goes_over_a_cell_or_loses_half_of_a_bracket(kind: str, name: str) -> None:
    thing = Minter(None).named(kind, name)
    if is_named(thing):
        shown = next(n.text for n in thing.names if well_formed(kind, n.text))
        assert not any(mark in shown for mark in "|｜│\t\n")
        assert all(shown.count(a) == shown.count(b) for a, b in ("()", "（）", "「」", "『』", "【】", "[]"))


@given(st.text(alphabet=f"港湾会議国際友好Aab 2の{MARKS}", max_size=24))
def test_what_is_trimmed_once_is_trimmed(name: str) -> None:
    assert trimmed(trimmed(name)) == trimmed(name)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Event", "第4回港湾サミット|高雄市(台湾)"),
        ("Event", "集まるサミット"),
        ("Event", "Oulu The Northern Ports Forum 2018"),
        ("Event", "Northern Ports second session"),
        ("Event", "World Congress"),
        ("Organization", "担当は国際交流協会"),
        ("Organization", "パラリンピック委員会"),
        ("Organization", "Port Institute was launched"),
        ("Office", "現地事務所"),
        ("Port", "新居浜港港"),
        ("Port", "相手港"),
        ("BudgetLine", "職員人件費"),
        ("BudgetLine", "一般財源"),
        ("BudgetLine", "人員0.5人"),
    ],
)  # fmt: skip
def test_pieces_of_lines_and_kinds_of_things_are_no_names(kind: str, name: str) -> None:
    assert not well_formed(kind, name)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Event", "水を考える会議"),
        ("Event", "第4回港湾サミット(高雄)"),
        ("Event", "Taste of The Hague"),
        ("Organization", "日本オリンピック委員会"),
        ("Office", "上海事務所"),
        ("Port", "新居浜港"),
        ("BudgetLine", "国際交流協会補助金"),
        ("Facility", "みなと会館"),
    ],
)  # fmt: skip
def test_names_are_names(kind: str, name: str) -> None:
    assert well_formed(kind, name)
