"""The tables of names: well-formed, true to each other, small, and knowing the partners of Japanese cities."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from enishi.ingest.names.gazetteer import TABLES, Gazetteer, Table, gazetteer
from enishi.ingest.names.index import derive, stop
from enishi.ingest.text.fold import key
from enishi.ontology.schema import load_schema

AUTHORITY = files("enishi.ingest") / "authority"
TWINS = Path(__file__).parents[3] / "shared" / "data" / "twincities" / "twin_cities.csv"
KINDS = {"City", "Ward", "Prefecture", "Country", "Region"}


@pytest.fixture(scope="module")
def names() -> Gazetteer:
    return gazetteer()


def test_the_index_is_the_one_that_the_tables_give() -> None:
    assert (AUTHORITY / "index.tsv").read_text(encoding="utf-8") == derive()


@pytest.mark.parametrize("letter", TABLES)
def test_every_row_has_its_columns_and_a_name(letter: str) -> None:
    table = Table.read(letter)
    for number in range(len(table.lines)):
        row = table.row(number)
        assert row["ja"] or row["en"], row
        for lang in ("ja", "en"):
            names = [n for n in row[lang].split("|") if n]
            assert len(set(names)) == len(names), row
            assert all(n == n.strip() for n in names), row


@pytest.mark.parametrize("letter", TABLES)
def test_no_two_rows_share_an_iri(letter: str) -> None:
    table = Table.read(letter)
    first = [table.lines[n].split(b"\t")[0] for n in range(len(table.lines))]
    assert len(set(first)) == len(first)


def test_every_kind_is_a_class_of_the_ontology() -> None:
    classes = set(load_schema().classes)
    table = Table.read("O")
    kinds = {table.row(n)["kind"] for n in range(len(table.lines))} | KINDS | {"Port"}
    assert kinds <= classes


def test_every_organisation_names_its_source() -> None:
    table = Table.read("O")
    rows = [table.row(n) for n in range(len(table.lines))]
    assert len(rows) >= 200
    for row in rows:
        assert re.fullmatch(r"https?://[^\s]+", row["source"]), row["id"]
        assert re.fullmatch(r"[a-z]+/[a-z0-9-]+", row["id"]), row["id"]


def test_no_organisation_name_means_two_organisations_by_accident() -> None:
    table = Table.read("O")
    owners: dict[str, set[str]] = {}
    for number in range(len(table.lines)):
        row = table.row(number)
        for name in filter(None, f"{row['ja']}|{row['en']}".split("|")):
            owners.setdefault(key(name), set()).add(row["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_the_tables_together_stay_small() -> None:
    size = sum(len(entry.read_bytes()) for entry in AUTHORITY.iterdir() if entry.is_file())
    assert size < 5_000_000


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("横浜市", "Yokohama"),
        ("東京都", "Tokyo"),
        ("大阪市", "Osaka"),
        ("新潟市", "Niigata"),
        ("神戸市", "Kobe"),
        ("豊岡市", "Toyooka"),
        ("松浦市", "Matsuura"),
        ("土浦市", "Tsuchiura"),
        ("日向市", "Hyuga"),
        ("夕張市", "Yubari"),
        ("群馬県", "Gunma"),
        ("八王子市", "Hachioji"),
        ("札幌市", "Sapporo"),
        ("北海道", "Hokkaido"),
    ],
)
def test_japanese_places_have_the_english_name_that_is_in_use(
    names: Gazetteer, japanese: str, english: str
) -> None:
    assert names.lookup(japanese)[0].name("en") == english


@pytest.mark.parametrize(
    "spellings",
    [
        ("オデーサ", "オデッサ", "Odesa", "Odessa"),
        ("キーウ", "キエフ", "Kyiv", "Kiev"),
        ("ムンバイ", "ボンベイ", "Mumbai", "Bombay"),
        ("サンパウロ", "サン・パウロ", "São Paulo", "Sao Paulo"),
        ("広州", "广州", "廣州", "Guangzhou", "Canton"),
        ("ハンブルク", "ハンブルグ", "Hamburg"),
        ("釜山", "プサン", "Busan", "Pusan"),
        ("米国", "アメリカ合衆国", "USA", "United States"),
        ("英国", "イギリス", "UK", "United Kingdom"),
        ("韓国", "大韓民国", "Republic of Korea", "South Korea"),
        ("ベトナム", "Viet Nam", "Vietnam"),
        ("チェコ", "Czechia", "Czech Republic"),
        ("シティネット", "CITYNET", "アジア太平洋都市間協力ネットワーク"),
        ("平和首長会議", "Mayors for Peace"),
    ],
)
def test_spellings_and_languages_of_one_thing_meet_in_one_entity(
    names: Gazetteer, spellings: tuple[str, ...]
) -> None:
    assert len({names.lookup(s)[0].iri for s in spellings}) == 1


def test_a_city_carries_its_codes_and_place(names: Gazetteer) -> None:
    lyon = dict(names.lookup("リヨン")[0].attributes)
    assert lyon["countryCode"] == "FR"
    assert lyon["geonames"] == "2996944"
    assert 45 < float(lyon["latitude"]) < 46
    assert int(lyon["population"]) > 400_000
    yokohama = names.lookup("横浜市")[0]
    assert yokohama.iri == "https://w3id.org/enishi/id/city/jp141003"
    assert dict(yokohama.attributes)["lgcode"] == "141003"


def test_wards_and_cities_are_kept_apart(names: Gazetteer) -> None:
    assert {e.kind for e in names.lookup("西区")} == {"Ward"}
    assert {e.kind for e in names.lookup("世田谷区")} == {"City"}


def test_stop_lists_repeat_nothing() -> None:
    for name in ("words", "katakana", "japan", "kanji"):
        words = stop()[name]
        assert len(set(words)) == len(words), name


@pytest.mark.skipif(not TWINS.exists(), reason="../shared/data/twincities is not there")
def test_the_gazetteer_knows_most_partners_of_japanese_cities_by_their_english_name(names: Gazetteer) -> None:
    with TWINS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    partners = {
        (row[f"city{b}"], float(row[f"lat{b}"]), float(row[f"lng{b}"]))
        for row in rows
        for a, b in ("12", "21")
        if row[f"country{a}"] == "Japan" != row[f"country{b}"]
    }
    known = 0
    for name, latitude, longitude in partners:
        bare = re.sub(r" \(.*|, .*", "", name)
        places = [dict(e.attributes) for e in names.lookup(bare) if e.kind == "City"]
        known += any(
            abs(float(p["latitude"]) - latitude) < 0.7 and abs(float(p["longitude"]) - longitude) < 0.7
            for p in places
        )
    assert known / len(partners) >= 0.85
