"""The handbook's page on Neo4j: its queries run, in both languages, and its samples are as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from enishi.graph import Graph
from enishi.graph.home import Cell
from enishi.graph.neo4j.reference import page, projection
from enishi.ontology.schema import load_schema
from enishi.pipeline import ingest
from enishi.words import LANGS, Lang

PAGES = ("neo4j.en.md", "neo4j.ja.md")


def test_the_queries_of_the_handbook_have_answers(empty: Graph, root: Path) -> None:
    ingest([root / "samples"], empty)
    for number, file in ((2, "how-to/neo4j.en.md"), (2, "how-to/neo4j.ja.md"), (3, "reference/neo4j.en.md")):
        text = (root / "docs" / file).read_text(encoding="utf-8")
        queries = re.findall(r"(?ms)^```cypher\n(.*?)^```$", text)
        assert len(queries) == number
        for query in queries:
            given: dict[str, Cell] = {"neodash_city_name": "横浜市"}
            assert empty.cypher(query, given if "$neodash" in query else {}).rows


def test_both_languages_show_the_same_commands(root: Path) -> None:
    def code(file: str) -> list[str]:
        text = (root / "docs" / "how-to" / file).read_text(encoding="utf-8")
        return [block.replace("横浜市", "Yokohama") for block in re.findall(r"(?ms)^```\w+\n(.*?)^```$", text)]

    assert code(PAGES[0]) == code(PAGES[1])


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_the_property_graph_is_as_the_ontology_says(root: Path, lang: Lang) -> None:
    committed = (root / "docs" / "reference" / f"neo4j.{lang}.md").read_text(encoding="utf-8")
    assert committed == page(lang), "run: python -m enishi.graph.neo4j.reference docs/reference"


def test_the_page_of_the_property_graph_names_every_class_and_relation() -> None:
    schema, text = load_schema(), page("en")
    assert all(f"`{relation.cypher}`" in text for relation in schema.relations.values())
    assert all(f"`:{name}" in text for name in schema.classes if schema.kinds_of(name)[-1] in ("Entity", "Value"))
    symmetric = [relation.cypher for relation in schema.relations.values() if relation.symmetric]
    assert all(f"  {name}: {{orientation: 'UNDIRECTED'}}" in projection() for name in symmetric)
    assert "ESTABLISHED_ON" not in projection()
