"""The two real reports, read through the command line as a researcher would.

Needs the shared documents beside the checkout; the same stories on the samples run everywhere. The graph is a file,
or, where neo4j/test_stories.py runs them, on the server whose address is in ENISHI_STORY_GRAPH.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
SCORER = ROOT.parent / "shared" / "evaluation" / "score.py"
pytestmark = pytest.mark.needs_shared

Enishi = Callable[..., str]


@pytest.fixture(scope="module")
def enishi(tmp_path_factory: pytest.TempPathFactory) -> Enishi:
    """The command, run in a folder of the module's own; fails with what it printed on any exit but 0."""
    folder = tmp_path_factory.mktemp("work")

    def run(*arguments: str | Path) -> str:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "enishi", "--lang", "en", *map(str, arguments)],
            cwd=folder,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return run


@pytest.fixture(scope="module")
def ties(enishi: Enishi) -> str:
    """A graph of both seed reports."""
    graph = os.environ.get("ENISHI_STORY_GRAPH", "ties.enishi")
    enishi("ingest", *sorted(SEEDS.glob("*.txt")), "--graph", graph)
    return graph


def rows(printed: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(printed)
    return found


def both(enishi: Enishi, ties: str, question: str, *parameters: str) -> list[dict[str, Any]]:
    """The rows of a question, the same in SPARQL and in Cypher."""
    given = list(itertools.chain.from_iterable(("--param", p) for p in parameters))
    answers = [
        rows(enishi("ask", question, *given, "--graph", ties, "--language", language, "--json"))
        for language in ("sparql", "cypher")
    ]
    assert answers[0] == answers[1]
    return answers[0]


def test_the_order_of_the_reports_does_not_matter_and_one_can_be_withdrawn(enishi: Enishi, ties: str) -> None:
    one, two = sorted(SEEDS.glob("*.txt"))
    whole = enishi("dump", "--graph", ties)
    enishi("ingest", two, "--graph", "other.enishi")
    alone = enishi("dump", "--graph", "other.enishi")
    enishi("ingest", one, "--graph", "other.enishi")
    assert enishi("dump", "--graph", "other.enishi") == whole
    enishi("withdraw", one.stem, "--graph", "other.enishi")
    assert enishi("dump", "--graph", "other.enishi") == alone


def test_sister_and_friendship_cities_with_the_start_that_the_reports_imply(enishi: Enishi, ties: str) -> None:
    found = both(enishi, ties, "partners", "city=横浜市")
    since = {(r["relation"], r["partner"]): r["since"] for r in found}
    assert since == {
        ("friendshipCityOf", "Shanghai"): None,
        ("sisterCityOf", "Lyon"): "1959",
        **{("sisterCityOf", c): "[1965-04..1966-03]" for c in ("Mumbai", "Manila", "Odesa", "Vancouver")},
    }
    assert all(c["quote"] for r in found for c in r["citations"])


def test_roles_in_citynet_with_their_terms(enishi: Enishi, ties: str) -> None:
    found = both(enishi, ties, "networks", "city=横浜市")
    terms = {r["role"]: (r["since"], r["until"]) for r in found if r.get("role")}
    assert terms["シティネットSDGs分科会議長"] == ("2023-01", None)
    assert terms["シティネット防災分科会議長"] == (None, "2022-12")


def test_yusa_and_its_smart_industrial_estate_in_thailand(enishi: Enishi, ties: str) -> None:
    cypher = (
        "MATCH (y)<-[:CARRIED_OUT_BY]-(p:Project)-[:IMPLEMENTED_IN]->(c) "
        'WHERE c.nameEn = "Thailand" RETURN y.name, p.name'
    )
    printed = enishi("query", "-e", cypher, "--graph", ties, "--csv").lstrip("\ufeff")
    found = list(csv.DictReader(io.StringIO(printed)))
    assert [r["y.name"] for r in found] == ["YUSA"]
    assert "スマートシティ" in found[0]["p.name"]


def test_overseas_offices_of_either_report_with_opening_months(enishi: Enishi, ties: str) -> None:
    found = both(enishi, ties, "overseas-offices", "city=横浜市")
    opened = {r["office"]: r["opened"] for r in found}
    assert opened == {
        "上海事務所": "1987-10",
        "フランクフルト事務所": "1997-06",
        "欧州事務所": "1997-06",
        "ムンバイ事務所": "2015-11",
        "米州事務所": "2018-11",
        "アジア事務所": "2022-08",
    }


def test_international_organisations_in_the_city_and_the_ifad_memorandum(enishi: Enishi, ties: str) -> None:
    housed = {r["organisation"] for r in both(enishi, ties, "international-organisations", "city=横浜市")}
    assert "International Tropical Timber Organization" in housed
    assert len(housed) >= 6
    signed = both(enishi, ties, "agreements", "party=横浜市")
    assert any("IFAD" in r["agreement"] and (r.get("signed") or r.get("since")) == "2021-03" for r in signed)


def test_fy2025_tier_1_reaches_its_bar_and_every_quote_is_exact(enishi: Enishi, tmp_path: Path) -> None:
    report = SEEDS / "002_fd688a10ef7a59a8.txt"
    facts = tmp_path / "facts.jsonl"
    enishi("extract", report, "--output", facts)
    text = report.read_text(encoding="utf-8")
    for line in facts.read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        assert text[fact["start"] : fact["end"]] == fact["quote"]
    gold = SCORER.parent / "gold"
    answers, names = gold / f"{report.stem}.jsonl", gold / "entities.jsonl"
    done = subprocess.run(
        [sys.executable, SCORER, facts, answers, "--tier", "1", "--json", "--entities", names],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert json.loads(done.stdout)["total"]["f1"] >= 0.92


def test_a_diagram_of_the_city_shows_its_partners(enishi: Enishi, ties: str, tmp_path: Path) -> None:
    picture = tmp_path / "yokohama.svg"
    enishi("diagram", "ego", "横浜市", "--graph", ties, "--output", picture)
    drawn = picture.read_text(encoding="utf-8")
    assert all(name in drawn for name in ("Mumbai", "CITYNET", "Thailand"))
