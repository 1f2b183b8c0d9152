"""Changes, conflicts, budgets, networks, footnotes: from two reports of the tests' own, in an embedded graph."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from enishi.errors import NothingFound, UnknownName, UsageError
from enishi.graph import open_graph
from enishi.graph.home import StatedFact
from enishi.ontology.model import (
    ENTITY,
    Contribution,
    Document,
    Entity,
    Name,
    Reference,
    Status,
    Trust,
    Value,
    statement,
)
from enishi.queries.answer import Answer, ask
from enishi.queries.citing import citations, cite
from enishi.queries.comparing.budget import budget
from enishi.queries.comparing.budget_lines import agrees
from enishi.queries.comparing.budget_sheet import to_xlsx
from enishi.queries.comparing.changes import changes
from enishi.queries.comparing.conflicts import conflicts
from enishi.queries.comparing.renaming import renamings, told_again
from enishi.queries.export import to_csv
from enishi.queries.networks import net, pictures

from .sample import THINGS, Writer, iri

if TYPE_CHECKING:
    from enishi.graph.home import Graph


def cells(answer: Answer, *names: str) -> set[tuple[str, ...]]:
    order = [column.name for column in answer.columns]
    return {tuple(row.shown[order.index(name)] for name in names) for row in answer.rows}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Two reports of one city, with changes, contradictions and budgets in them."""
    y, line = "yokohama", "offices-line"
    old = Writer("old", "Report 2021", "FY2021", "en")
    old.say("## 「潮風とともに歩むまち」")
    old.say("### 「市の花」")
    old.say("The Mumbai office is one of ours.", (y, "hasOverseasOffice", "mumbai-office", {"since": "2015-11"}))
    old.say("Frankfurt since June 1997.", (y, "hasOverseasOffice", "frankfurt-office", {"since": "1997-06"}))
    old.say("CITYNET has 100 members.", ("citynet", "memberCount", Value("Count", "100")))
    old.say("ITTO sits in the Center.", ("itto", "locatedIn", "center"))
    old.say("UNDP sits in the Center.", ("undp", "locatedIn", "center"))
    old.say("An eighth conference.", ("seminar", "partOfSeries", "ticad", {"key": {"edition": "8"}}))
    old.say("Yokohama chairs the cluster.", (y, "holdsRole", "disaster-chair"))
    old.say("The Center opened in 1991.", ("center", "establishedOn", Value("Date", "1991")))
    known = {"since": "FY2021", "key": {"fiscalYear": "FY2021"}}
    old.say("Offices cost 100,000 thousand yen.", (line, "budgetAmount", Value("MoneyJPY", "100000000"), known))
    new = Writer("new", "Report 2025", "FY2025", "en")
    new.say("「若者が集う港」の実現に向けて")
    new.say("Europe since June 1997.", (y, "hasOverseasOffice", "shanghai-office", {"since": "1997-06"}))
    new.say("The Asia office opened.", (y, "hasOverseasOffice", "asia-office", {"since": "2022-08"}))
    new.say("CITYNET has 173 members.", ("citynet", "memberCount", Value("Count", "173")))
    new.say("ITTO sits in the lounge.", ("itto", "locatedIn", "minato-lounge"))
    new.say("UNDP is in Yokohama.", ("undp", "locatedIn", y))
    new.say("A ninth conference.", ("ticad9", "partOfSeries", "ticad", {"key": {"edition": "9"}}))
    ended = {"until": "2022-12", "status": Status.ENDED}
    new.say("Yokohama chaired the cluster until 2022.", (y, "holdsRole", "disaster-chair", ended))
    new.say("The Center opened in 1992.", ("center", "establishedOn", Value("Date", "1992")))
    key = {"fiscalYear": "FY2022"}
    reason = {"key": {**key, "comparedWith": "FY2021"}, "qualifiers": (("reason", "a new office"),)}
    new.say("Offices: 125,000,000 yen.", (line, "budgetAmount", Value("MoneyJPY", "125000000"), {"key": key}))
    new.say("Up 25.0%, for a new office.", (line, "budgetChange", Value("Percent", "25.0"), reason))
    new.say("Up 24 million.", (line, "budgetChange", Value("MoneyJPY", "24000000"), reason))
    for source, amount in (("国", "25000000"), ("一般財源", "100000000")):
        share = {"key": {**key, "source": source}}
        new.say(f"{source}: {amount}.", (line, "revenueSourceAmount", Value("MoneyJPY", amount), share))
    new.say("The city has 「横浜市平和に関する条例」 and 「横浜市平和の推進に関する条例」.")
    new.say("There are 3か所の交流サロン、 as listed.")
    new.say("交流サロン一覧\n甲\n所在地 1\n乙\n所在地 2")
    with open_graph(str(tmp_path_factory.mktemp("two") / "two.enishi")) as graph:
        graph.write(old.contribution())
        graph.write(new.contribution())
        yield graph


@pytest.fixture(scope="module")
def totalled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A total with two heads; a head with two parts, two amounts and sources of funds; a line beside the total."""
    names = {"t": "Bureau total", "a": "Head A", "b": "Head B", "b1": "Item 1", "b2": "Item 2", "r": "Pumps"}
    table, items = ("Summary",), ("Items",)
    rows: list[tuple[tuple[str, ...], str, str, int, dict[str, str]]] = [
        (table, key, "budgetAmount", amount, {"fiscalYear": year})
        for key, year, amount in (
            ("t", "FY2021", 300_000),
            ("a", "FY2021", 100_000),
            ("b", "FY2021", 200_000),
            ("t", "FY2020", 0),
        )
    ]
    rows += [
        (items, key, "budgetAmount", amount, {"fiscalYear": "FY2021"})
        for key, amount in (("b", 120_000), ("b1", 150_000), ("b2", 50_000), ("r", 114_000_000), ("r", 113_943_000))
    ]
    rows += [
        (items, key, "revenueSourceAmount", amount, {"fiscalYear": "FY2021", "source": source})
        for key, source, amount in (("b", "state", 40_000), ("b", "general", 160_000), ("a", "state", 1_000))
    ]
    text = "\n".join(f"{names[key]} {relation} {amount}" for _, key, relation, amount, _ in rows)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(Document.iri_for(digest), "budget", text, "Budget", "en", "text/plain", digest, "FY2021")
    said, start = [], 0
    for (section, key, relation, amount, qualified), line in zip(rows, text.split("\n"), strict=True):
        place = Reference(document.iri, line, start, start + len(line), section=section[0])
        said.append(statement(iri(key), relation, Value("MoneyJPY", str(amount)), [place], key=qualified))
        if key in ("b1", "b2"):
            said.append(statement(iri(key), "partOf", iri("b"), [place]))
        start += len(line) + 1
    things = tuple(
        Entity(iri(key), "BudgetLine", (Name(name, "en", preferred=True),)) for key, name in names.items()
    )
    with open_graph(str(tmp_path_factory.mktemp("totalled") / "budget.enishi")) as graph:
        graph.write(Contribution(document, things, tuple(said)))
        yield graph


def test_changes_are_told_apart(two: Graph) -> None:
    found = cells(changes(two, "FY2021", "FY2025"), "change", "subject", "before", "after")
    assert ("altered", "CITYNET", "100", "173") in found
    assert ("altered", "Yokohama", "潮風とともに歩むまち (motto)", "若者が集う港 (motto)") in found
    office = "Yokohama Frankfurt Office 1997-06–", "Yokohama Shanghai Office 1997-06–"
    assert ("renamed", "Yokohama", *office) in found
    center = "Yokohama International Organizations Center"
    assert ("moved", "ITTO", center, "Minato International Lounge") in found
    assert ("new edition", "TICAD", "CITYNET SDGs Cluster seminar", "TICAD 9") in found
    assert ("not mentioned any more", "Yokohama", "Yokohama Mumbai Office 2015-11–", "") in found
    assert ("added", "Yokohama", "", "Yokohama Asia Office 2022-08–") in found
    role = "Chair of the CITYNET Disaster Cluster"
    assert ("ended", "Yokohama", role, f"{role} –2022-12") in found


def test_the_city_instead_of_the_building_is_no_move(two: Graph) -> None:
    found = cells(changes(two, "FY2021", "FY2025"), "change", "subject", "before", "after")
    assert {row for row in found if row[1] == "UNDP"} == {
        ("added", "UNDP", "", "Yokohama"),
        ("not mentioned any more", "UNDP", "Yokohama International Organizations Center", ""),
    }


def test_a_thing_by_another_name_is_neither_gone_nor_new() -> None:
    named = [
        Entity(ENTITY + slug, "Office", (Name(name, "ja", preferred=True),))
        for slug, name in (
            ("a", "IFAD日本事務所"),
            ("b", "国際農業開発基金(IFAD)日本連絡事務所"),
            ("c", "上海事務所"),
        )
    ]
    ends = {entity.iri: entity for entity in (*named, THINGS["ifad"], THINGS["yokohama"])}
    old = {"1": fact("1", ENTITY + "a", "partOf", ENTITY + "ifad")}
    new = {
        "2": fact("2", ENTITY + "b", "partOf", ENTITY + "ifad"),
        "3": fact("3", ENTITY + "c", "partOf", ENTITY + "yokohama"),
    }
    called = renamings(old, new, ends)
    assert called == {ENTITY + "a": ENTITY + "b"}
    assert [(a.id, b.id) for a, b in told_again(old, new.values(), called, ends)] == [("1", "2")]


def fact(id: str, subject: str, relation: str, object: str) -> StatedFact:
    since = until = first = last = None
    known = (Status.SETTLED, Trust.MACHINE, False, False)
    return StatedFact(id, subject, relation, object, (), since, until, first, last, *known, ())


def test_a_change_has_the_quotes_of_both_sides(two: Graph) -> None:
    row = next(
        row for row in changes(two, "old", "new").rows if row.shown[0] == "altered" and "173" in row.shown[4]
    )
    assert [citation.quote for citation in row.citations] == [
        "CITYNET has 173 members.",
        "CITYNET has 100 members.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("FY2025", "FY2021", "changes_reversed"),
        ("FY2021", "old", "changes_same"),
        ("1999", "FY2025", "changes_none"),
        ("0", "FY2025", "document_unknown"),
        ("nothing", "FY2025", "document_unknown"),
    ],
)
def test_a_wrong_comparison_is_refused(two: Graph, before: str, after: str, key: str) -> None:
    with pytest.raises((UsageError, UnknownName)) as raised:
        changes(two, before, after)
    assert raised.value.key == key


def test_conflicts_have_two_places_and_figures_of_other_years_are_none(two: Graph) -> None:
    answer = conflicts(two)
    found = cells(answer, "kind", "finding")
    assert ("two values", "1991 and 1992") in found
    assert ("two names", "横浜市平和に関する条例 and 横浜市平和の推進に関する条例") in found
    assert ("count does not add up", "交流サロン: 3 declared, 2 listed") in found
    assert not any("173" in finding for _, finding in found)
    assert all(len(row.citations) >= 2 for row in answer.rows)
    texts = {document.iri: document.text for document in two.documents()}
    assert all(texts[c.document][c.start : c.end] == c.quote for row in answer.rows for c in row.citations)


def test_a_slip_of_units_and_an_impossible_time_are_told(tmp_path: Path) -> None:
    slips = Writer("slips", "Slips", "FY2021", "en")
    known = {"key": {"fiscalYear": "FY2021"}}
    slips.say("154,529.", ("offices-line", "budgetAmount", Value("MoneyJPY", "154529"), known))
    slips.say("154,529 thousand.", ("offices-line", "budgetAmount", Value("MoneyJPY", "154529000"), known))
    slips.say("From 2020 to 2010.", ("yokohama", "memberOf", "citynet", {"since": "2020", "until": "2010"}))
    with open_graph(str(tmp_path / "slips.enishi")) as graph:
        graph.write(slips.contribution())
        assert cells(conflicts(graph), "kind", "finding", "suggestion") == {
            (
                "slip of units",
                "¥154,529,000 is 1,000 times ¥154,529",
                "perhaps thousands were read as ones: ¥154,529,000",
            ),
            (
                "impossible time",
                "it ends (2010) before it begins (2020)",
                "perhaps beginning and end were exchanged",
            ),
        }


def test_a_budget_is_recomputed(two: Graph) -> None:
    answer = budget(two)
    first = answer.records()[0]
    assert (first["fiscal_year"], first["earlier"], first["difference"]) == ("FY2022", 100_000_000, 25_000_000)
    assert (first["percent"], first["reason"]) == ("+25.0%", "a new office")
    assert "agrees" in str(first["check"])
    assert "printed 24,000,000, computed 25,000,000" in str(first["check"])
    assert "sources of funds sum to 125,000,000: agrees" in str(first["check"])


def test_amounts_are_read_in_groups_and_calculated_with_as_they_are(two: Graph) -> None:
    answer = budget(two)
    assert answer.rows[0].shown[2:6] == ("125,000,000", "100,000,000", "25,000,000", "+25.0%")
    assert to_csv(answer).split("\r\n")[1].split(",")[2:6] == ["125000000", "100000000", "25000000", "+25.0%"]


def computed(formula: str, cell: Callable[[str], Decimal]) -> Decimal | str:
    """What a formula of the workbook gives: a difference, a ratio that may have nothing to divide by, or sums."""
    if ratio := re.fullmatch(r'IF\((\w+)=0,"",(\w+)/(\w+)\)', formula):
        return cell(ratio[2]) / cell(ratio[3]) if cell(ratio[1]) else ""
    if difference := re.fullmatch(r"(\w+)-(\w+)", formula):
        return cell(difference[1]) - cell(difference[2])
    sums = [re.fullmatch(r"SUM\(([\w,]+)\)", part) for part in formula.split("+")]
    return sum((cell(name) for each in sums if each for name in each[1].split(",")), Decimal())


def test_every_formula_of_the_workbook_gives_what_is_stored(totalled: Graph) -> None:
    answer = budget(totalled)
    data = to_xlsx(answer)
    assert data == to_xlsx(answer)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  (our own bytes)
    space = {"": sheet.tag.partition("}")[0].lstrip("{")}
    stored = {c.attrib["r"]: c.findtext("v", "", space) for c in sheet.iterfind(".//c", space)}
    formulas = {c.attrib["r"]: text for c in sheet.iterfind(".//c", space) if (text := c.findtext("f", "", space))}

    def cell(name: str) -> Decimal:
        again = computed(formulas[name], cell) if name in formulas else stored[name]
        return Decimal(again)

    for name, formula in formulas.items():
        again = computed(formula, cell)
        assert again == "" if not stored[name] else abs(Decimal(again) - Decimal(stored[name])) < Decimal("1e-9")
    heads = [row.values for row in answer.rows if row.values[8]]
    assert sum("SUM" in formula for formula in formulas.values()) == len({(v[8], v[1]) for v in heads}) == 2
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    whole = next(row for row in rows if row[0] == "Bureau total" and row[1] == "FY2021")
    assert whole[2] == whole[6] == 300_000


def test_of_several_amounts_the_one_that_the_others_bear_out_is_taken_and_all_are_told(totalled: Graph) -> None:
    record = next(r for r in budget(totalled).records() if r["line"] == iri("b") and r["fiscal_year"] == "FY2021")
    assert record["amount"] == 200_000
    assert "also printed: 120,000 (documents: 1)" in str(record["check"])
    assert "parts sum to 200,000: agrees" in str(record["check"])


def test_a_total_has_the_heads_of_its_table_and_a_rounded_figure_is_no_rival(totalled: Graph) -> None:
    records = budget(totalled).records()
    of = {(r["line"], r["fiscal_year"]): r for r in records}
    total = of[iri("t"), "FY2021"]
    assert "lines of the table sum to 300,000: agrees" in str(total["check"])
    assert of[iri("a"), "FY2021"]["head"] == of[iri("b"), "FY2021"]["head"] == iri("t")
    assert of[iri("a"), "FY2021"]["amount"] == 100_000
    assert of[iri("r"), "FY2021"]["amount"] == 113_943_000
    assert of[iri("r"), "FY2021"]["check"] is None
    assert of[iri("r"), "FY2021"]["head"] is None


def test_a_source_of_funds_is_never_drawn_as_the_amount(totalled: Graph) -> None:
    view = pictures.budget(totalled, "FY2021", lang="en")
    drawn = {(subject, over): about["amount"] for subject, over, about in view.edges(data=True)}
    assert drawn == {
        (iri("a"), iri("t")): 100_000,
        (iri("b"), iri("t")): 200_000,
        (iri("b1"), iri("b")): 150_000,
        (iri("b2"), iri("b")): 50_000,
    }
    assert view.graph["centre"] == iri("t")
    assert ("lines of the year beside the total", 1) in view.graph["left_out"]


@given(st.integers(min_value=1, max_value=10**12), st.sampled_from([1_000, 10_000, 1_000_000]))
def test_any_way_of_rounding_is_recognised(amount: int, unit: int) -> None:
    for printed in (amount // unit * unit, -(-amount // unit) * unit):
        assert agrees(Decimal(printed), Decimal(amount), unit) in ("ok", "rounded")
    assert agrees(Decimal(amount + unit), Decimal(amount), unit) == "wrong"


def test_the_network_is_ranked_and_cited(yokohama: Graph) -> None:
    brokers = net.brokers(yokohama)
    assert brokers.rows[0].shown[1] == "Yokohama"
    assert all(row.citations for row in brokers.rows)
    assert sum(int(str(r["size"])) for r in net.communities(yokohama).records()) > 20
    common = cells(net.overlap(yokohama, iri("yokohama"), iri("undp")), "common")
    assert ("Agreement on Ukraine's reconstruction",) in common
    growth = net.growth(yokohama).records()
    assert growth[-1]["total"] == sum(int(str(r["new"])) for r in growth)
    assert net.brokers(yokohama).rows == brokers.rows


@pytest.mark.parametrize("look", [net.communities, net.bounded])
def test_a_network_too_large_is_refused(yokohama: Graph, look: Callable[..., object]) -> None:
    with pytest.raises(UsageError) as raised:
        look(yokohama, limit=3)
    assert raised.value.key == "network_large"


def test_an_empty_graph_gives_nothing_and_no_fault(empty: Graph) -> None:
    for look in (net.brokers, net.communities, net.growth, conflicts):
        assert look(empty).rows == ()
    with pytest.raises(NothingFound):
        budget(empty)


def test_a_statement_is_cited_in_every_form(yokohama: Graph) -> None:
    row = ask(yokohama, "partners", {"city": "Yokohama"}).rows[0]
    statement = row.citations[0].statement
    found = citations(yokohama, statement.rsplit("/", 1)[-1])
    assert found == citations(yokohama, statement)
    text = cite(found, "text", "en")
    assert all(citation.quote in text for citation in found)
    assert cite(found, "markdown", "ja").startswith("[^1]: ")
    items = json.loads(cite(found, "csl", "en"))
    assert [item["note"] for item in items] == [citation.quote for citation in found]
    assert cite(found, "bibtex", "en").count("@misc{") == len(found)
    with pytest.raises(UsageError):
        citations(yokohama, "zzz")
