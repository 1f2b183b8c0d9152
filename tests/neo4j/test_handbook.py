"""The handbook's page on Neo4j: its queries run, in both languages, and its samples are as it says."""

from __future__ import annotations

import re
from pathlib import Path

from enishi.graph import Graph
from enishi.pipeline import ingest

PAGES = ("neo4j.en.md", "neo4j.ja.md")


def test_the_queries_of_the_handbook_have_answers(empty: Graph, root: Path) -> None:
    ingest([root / "samples"], empty)
    for page in PAGES:
        text = (root / "docs" / "how-to" / page).read_text(encoding="utf-8")
        queries = re.findall(r"(?ms)^```cypher\n(.*?)^```$", text)
        assert len(queries) == 2
        for query in queries:
            assert empty.cypher(query).rows


def test_both_languages_show_the_same_commands(root: Path) -> None:
    def code(page: str) -> list[str]:
        text = (root / "docs" / "how-to" / page).read_text(encoding="utf-8")
        return [block.replace("横浜市", "Yokohama") for block in re.findall(r"(?ms)^```\w+\n(.*?)^```$", text)]

    assert code(PAGES[0]) == code(PAGES[1])
