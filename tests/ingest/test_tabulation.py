"""A spreadsheet of ties: each row a statement with itself as the quote; names are one thing where they are one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.errors import InputError, UnknownName
from enishi.ingest.tabulation import Places, Tabulated, read_mapping, tabulate
from enishi.ontology.schema import load_schema

MAPPING = """
title = "Ties"
as_of = "2024"
relation = "sisterCityOf"
since = "since"
[subject]
kind = "City"
name = "city"
within = "country"
[object]
kind = "City"
name = "partner"
within = "partner country"
"""
PLACED = """
relation = "sisterCityOf"
[subject]
kind = "City"
name = "a"
within = "in a"
latitude = "lat a"
longitude = "lng a"
[object]
kind = "City"
name = "b"
within = "in b"
latitude = "lat b"
longitude = "lng b"
"""
HEAD = "city,country,partner,partner country,since\n"
HEAD_PLACED = "a,in a,lat a,lng a,b,in b,lat b,lng b\n"


def read(folder: Path, table: str, mapping: str = MAPPING, encoding: str = "utf-8") -> Tabulated:
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    (folder / "ties.csv").write_bytes(table.encode(encoding))
    return tabulate(folder / "ties.csv", read_mapping(folder / "mapping.toml", load_schema()))


def test_a_row_is_a_statement_and_its_own_quote(tmp_path: Path) -> None:
    found = read(
        tmp_path, f"{HEAD}Yokohama,Japan,Lyon,France,1959-04-07\n横浜市,日本,上海,中国,昭和48年11月\n"
    ).contribution
    assert [s.relation for s in found.statements] == ["sisterCityOf", "sisterCityOf"]
    assert [s.references[0].since for s in found.statements] == ["1959-04-07", "1973-11"]
    for statement in found.statements:
        reference = statement.references[0]
        assert found.document.text[reference.start : reference.end] == reference.quote
        assert reference.as_of == "2024"
    assert {e.name("en") for e in found.entities} == {"Yokohama", "Lyon", "Shanghai"}


def test_a_tie_told_from_both_sides_is_one_statement_with_two_references(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEAD}Yokohama,Japan,Lyon,France,\nLyon,France,Yokohama,Japan,\n").contribution
    assert [len(s.references) for s in found.statements] == [2]


def test_a_cell_may_run_over_lines(tmp_path: Path) -> None:
    found = read(
        tmp_path, f'{HEAD}Yokohama,Japan,"Lyon","France\n(EU)",1959\nKobe,Japan,Riga,Latvia,1974\n'
    ).contribution
    assert [s.references[0].quote.count("\n") for s in found.statements] == [1, 0]


def test_a_table_in_a_japanese_encoding_and_with_tabs(tmp_path: Path) -> None:
    table = f"{HEAD}横浜市,日本,リヨン,フランス,昭和34年4月\n".replace(",", "\t")
    assert [s.references[0].since for s in read(tmp_path, table, encoding="cp932").contribution.statements] == [
        "1959-04"
    ]


def test_spellings_of_one_place_are_one_and_are_told(tmp_path: Path) -> None:
    rows = "Zavidów,Nowhere,50.1,10.1,Berlin,Germany,52.52,13.40\n"
    rows += "Zavidow-,Nowhere,50.1001,10.1,Kyiv,Ukraine,50.45,30.52\n"
    found = read(tmp_path, HEAD_PLACED + rows, PLACED)
    assert (
        len({s.subject for s in found.contribution.statements} | {s.object for s in found.contribution.statements})
        == 3
    )
    assert [(v.spelling, v.joined_to) for v in found.variants] == [("Zavidow-", "Zavidów")]


def test_namesakes_in_two_countries_are_two_places_even_where_a_table_misplaces_one(tmp_path: Path) -> None:
    rows = "Perth,Australia,-31.95,115.86,Perth,United Kingdom,-31.95,115.86\n"
    found = read(tmp_path, HEAD_PLACED + rows, PLACED).contribution
    assert len(found.entities) == 2
    assert not found.omissions


def test_namesakes_far_apart_are_two_places() -> None:
    places = Places()
    one = places.find("City", "Springfield", "United States", (39.80, -89.64))
    other = places.find("City", "Springfield", "United States", (42.10, -72.59))
    assert one.iri != other.iri


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Yokohama,Japan,,France,\n", "row_without_name"),
        ("Yokohama,Japan,Lyon,France,someday\n", "row_unreadable"),
        ("Yokohama,Japan,横浜市,Japan,\n", "row_joins_itself"),
    ],
)
def test_a_row_that_gives_nothing_is_told_with_its_place(tmp_path: Path, row: str, reason: str) -> None:
    found = read(tmp_path, f"{HEAD}{row}Kobe,Japan,Riga,Latvia,\n")
    omission = found.contribution.omissions[0]
    assert (omission.reason, found.rows, len(found.contribution.statements)) == (reason, 2, 1)
    assert found.contribution.document.text[omission.start : omission.end] == row.rstrip("\n")


def test_the_relation_can_be_a_column(tmp_path: Path) -> None:
    mapping = MAPPING.replace('relation = "sisterCityOf"', 'relation_column = "kind"')
    mapping += '\n[relations]\n"姉妹" = "sisterCityOf"\n"友好" = "friendshipCityOf"\n'
    table = f"kind,{HEAD}友好,横浜,日本,上海,中国,\n研修,横浜,日本,リヨン,フランス,\n"
    found = read(tmp_path, table, mapping).contribution
    assert [s.relation for s in found.statements] == ["friendshipCityOf"]
    assert [o.reason for o in found.omissions] == ["row_relation_unknown"]


@pytest.mark.parametrize(
    ("mapping", "key"),
    [
        (MAPPING.replace('"partner"', '"partners"'), "mapping_column"),
        (MAPPING.replace("title", "tittle"), "mapping_key"),
        (MAPPING.replace("relation =", "# relation ="), "mapping_relation"),
        (MAPPING.replace('name = "partner"', ""), "mapping_end"),
        (MAPPING.replace('kind = "City"', 'kind = "Agreement"', 1), "mapping_kinds"),
        ("relation = ", "file_unusable"),
    ],
)
def test_a_mapping_that_does_not_fit_says_what_may_stand_there(tmp_path: Path, mapping: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"{HEAD}Yokohama,Japan,Lyon,France,\n", mapping)
    assert caught.value.key == key


def test_a_relation_that_the_ontology_does_not_have_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        read(tmp_path, f"{HEAD}Yokohama,Japan,Lyon,France,\n", MAPPING.replace("sisterCityOf", "sisterCity"))


@pytest.mark.parametrize(("table", "key"), [(HEAD, "table_empty"), (f'{HEAD}Yokohama,"Japan\n', "table_broken")])
def test_a_table_without_rows_or_with_an_open_quotation_is_refused(tmp_path: Path, table: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, table)
    assert caught.value.key == key


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(*[st.text(max_size=8).filter(lambda t: "\x00" not in t)] * 3), min_size=1, max_size=5))
def test_no_row_is_lost(tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str]]) -> None:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""').replace("\r", " ") + '"'

    table = HEAD + "".join(f"{cell(a)},Japan,{cell(b)},France,{cell(c)}\n" for a, b, c in cells)
    try:
        found = read(tmp_path_factory.mktemp("t"), table)
    except InputError as error:
        assert error.key.startswith("document_")  # (bytes of no one encoding)
        return
    told = sum(len(s.references) for s in found.contribution.statements) + len(found.contribution.omissions)
    assert told == found.rows == len(cells)
