"""Twenty-two more questions over the two seed reports, asked in words of the graph that ``enishi ingest`` built.

What is expected was found by reading the reports. Each is asked as a person would type it, and must be understood
without a warning, by the question of the catalogue that is named.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from enishi.graph.home import Graph
from enishi.queries.answer import ask
from enishi.queries.asking.understanding import understand
from enishi.queries.comparing.budget import budget
from enishi.queries.comparing.changes import changes

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.needs_shared
AFRICAN = {"Tunisia", "Benin", "Botswana", "Côte d'Ivoire", "Morocco", "Algeria"}
RESIDENTS: set[tuple[str, ...]] = {("100,000", "FY2021"), ("130,000", "FY2025")}
SOURCES: set[tuple[str, ...]] = {
    ("¥50,000,000", "国"),
    ("¥0", "県"),
    ("¥1,845,000", "その他"),
    ("¥203,710,000", "一般財源"),
}
YOKE_RUNS = {"横浜国際協力センター", "横浜市国際学生会館", "横浜市多文化共生総合相談センター"}

CASES: list[tuple[str, str, tuple[str, ...], set[tuple[str, ...]]]] = [
    ("国際協力推進費の財源は？", "revenue-sources", ("amount", "source"), SOURCES),
    (
        "Where does the money of 国際協力推進費 come from in FY2021?",
        "revenue-sources",
        ("amount", "source"),
        SOURCES,
    ),
    (
        "アフリカの国で横浜市がホストタウンになっているのは何か国？",
        "host-towns",
        ("country",),
        {(c,) for c in AFRICAN},
    ),
    ("For which African countries is Yokohama a Host Town?", "host-towns", ("country",), {(c,) for c in AFRICAN}),
    (
        "東南アジアを担当する海外事務所は？",
        "offices-in-country",
        ("office", "since"),
        {("ムンバイ事務所", "2015-11")},
    ),
    ("上海事務所はいつ開設された？", "foundations", ("body", "day"), {("上海事務所", "1987-10")}),
    (
        "横浜市が防災分科会議長を務めたのはいつまで？",
        "role-terms",
        ("holder", "since", "until"),
        {("Yokohama", "", "2022-12")},
    ),
    (
        "横浜市がSDGs分科会議長であると書いてある文書は？",
        "between",
        ("relation", "since"),
        {("role", "2023-01")},
    ),
    (
        "How many people attended the 13th Asia Smart City Conference?",
        "attendance",
        ("occasion", "visitors"),
        {("第13回アジア・スマートシティ会議", "2,200")},
    ),
    ("外国人住民数は2021年度と2025年度でどう変わった？", "foreign-residents", ("residents", "as_of"), RESIDENTS),
    (
        "How did the number of foreign residents change between FY2021 and FY2025?",
        "foreign-residents",
        ("residents", "as_of"),
        RESIDENTS,
    ),
    ("Which facilities does YOKE operate?", "operators", ("service",), {(name,) for name in YOKE_RUNS}),
    ("Who operates the 横浜市国際学生会館?", "operators", ("service",), {("横浜市国際学生会館",)}),
    ("Which company works in Mongolia?", "projects-abroad", ("place",), {("Mongolia",)}),
    (
        "What projects are carried out in the Philippines, and by whom?",
        "projects-abroad",
        ("project",),
        {("廃プラスチックのリサイクル事業",), ("下水処理場への汚泥脱水装置の納入",)},
    ),
    (
        "Which company operates in Thailand?",
        "projects-abroad",
        ("company",),
        {("Yokohama Urban Solution Alliance",)},
    ),
    (
        "What does UNIDO fund?",
        "funding",
        ("funder",),
        {("United Nations Industrial Development Organization",)},
    ),
    (
        "海外プロジェクト推進事業の予算はいくら？",
        "budget",
        ("amount", "fiscal"),
        {("¥28,185,000", "FY2021"), ("¥69,174,000", "FY2020")},
    ),
    (
        "Who proposed the 横浜市国際平和の推進に関する条例?",
        "instruments",
        ("day", "initiative"),
        {("2018-06", "議員提案")},
    ),
    (
        "2020年11月に開かれた会議は？",
        "events-between",
        ("event",),
        {("新型コロナウイルス感染症防疫討論会",)},
    ),
    (
        "How many members does CITYNET have?",
        "figures",
        ("subject",),
        {("CITYNET",)},
    ),
    ("マカティ市への支援を述べている文書は？", "support-received", ("giver", "object"), {("Yokohama", "Makati")}),
]


@pytest.mark.parametrize(("text", "question", "columns", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_question_in_words_has_its_answer(
    graph: Graph, text: str, question: str, columns: tuple[str, ...], expected: set[tuple[str, ...]]
) -> None:
    meant = understand(graph, text).meant
    assert meant is not None
    assert (meant.question.id, meant.ignored) == (question, ())
    found = {}
    for language in ("sparql", "cypher"):
        answer = ask(graph, question, meant.parameters, language=language, as_of=meant.as_of)
        order = [column.name for column in answer.columns]
        found[language] = {tuple(str(row.shown[order.index(name)]) for name in columns) for row in answer.rows}
        assert all(row.citations for row in answer.rows)
    assert found["sparql"] == found["cypher"] == expected


def test_figures_of_two_reports_are_altered(graph: Graph) -> None:
    records = changes(graph, "FY2021", "FY2025").records()
    altered = {(r["relation"], str(r["before"]), str(r["after"])) for r in records if r["change"] == "altered"}
    assert ("foreignResidentPopulation", "100,000", "130,000") in altered
    assert ("statistic", "11 (国際交流ラウンジの数)", "13 (国際交流ラウンジの数)") in altered


def test_the_budget_has_its_total_and_the_printed_reasons(graph: Graph) -> None:
    answer = budget(graph)
    rows = [dict(zip((c.name for c in answer.columns), row.shown, strict=True)) for row in answer.rows]
    year = {row["line"]: row for row in rows if row["fiscal_year"] == "FY2021"}
    total = next(row for name, row in year.items() if name.endswith("合計"))
    heads = [row for row in year.values() if row["head"] == total["line"]]
    assert sum(int(row["amount"].replace(",", "")) for row in heads) == int(total["amount"].replace(",", ""))
    assert len(heads) == sum(bool(row["reason"]) for row in heads) == 3
    assert not any("does not agree" in row["check"] for row in rows)
