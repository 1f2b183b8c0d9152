"""The reference page: equal to the one that is committed, complete, and every query in it parses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph

from enishi.ontology.reference import cypher_example, main, page, sparql_example
from enishi.ontology.schema import load_schema
from enishi.words import LANGS, Lang

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"
PROJECTION = """
@prefix : <https://w3id.org/enishi/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix : <https://w3id.org/enishi/ontology#> .
<urn:lyon> :name "リヨン市" . <urn:yokohama> :name "横浜市" . <urn:value> :value "1959" .
<urn:s1> rdf:subject <urn:lyon> ; rdf:predicate :sisterCityOf ; rdf:object <urn:yokohama> .
<urn:s2> rdf:subject <urn:lyon> ; rdf:predicate :statistic ; rdf:object <urn:value> .
"""


@pytest.mark.parametrize("lang", LANGS)
def test_the_committed_page_is_the_generated_one(lang: Lang) -> None:
    committed = (DOCS / f"ontology.{lang}.md").read_text(encoding="utf-8")
    assert committed == page(lang), "run: make derived"


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_shows_every_name_that_the_ontology_declares(lang: Lang) -> None:
    text, schema = page(lang), load_schema()
    for name in (*schema.classes, *schema.relations, *schema.properties):
        assert f"`{name}`" in text
    for relation in schema.relations.values():
        assert relation.definitions[lang] in text
        assert f"[r:{relation.cypher}]" in text


@pytest.mark.parametrize("lang", LANGS)
def test_every_table_row_has_as_many_cells_as_its_head(lang: Lang) -> None:
    blocks = re.findall(r"(?:^\|.*\n)+", page(lang), re.M)
    assert len(blocks) == 3
    for block in blocks:
        counts = {len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()}
        assert len(counts) == 1, block.splitlines()[0]


def test_the_diagram_draws_each_class_under_its_own_parents() -> None:
    lines = page("en").split("```mermaid\n")[1].split("```")[0].splitlines()
    assert "    Place <|-- City" in lines
    assert "    GovernmentBody <|-- City" in lines
    assert "    Entity <|-- City" not in lines
    assert '    class City["city"]' in lines


@pytest.mark.parametrize("relation", load_schema().relations.values(), ids=lambda r: str(r.name))
def test_the_queries_of_a_relation_are_well_formed(relation: object) -> None:
    from graphglot.dialect import Dialect  # type: ignore[import-untyped]  # noqa: PLC0415
    from rdflib.plugins.sparql import prepareQuery  # noqa: PLC0415

    from enishi.ontology.schema import Relation  # noqa: PLC0415

    assert isinstance(relation, Relation)
    assert prepareQuery(sparql_example(relation)).algebra.name == "SelectQuery"
    assert len(Dialect.get_or_raise("neo4j").parse(cypher_example(relation))) == 1


def test_the_sparql_examples_answer() -> None:
    graph, schema = Graph().parse(data=PROJECTION), load_schema()
    rows = [tuple(map(str, row)) for row in graph.query(sparql_example(schema.relation("sisterCityOf")))]  # type: ignore[arg-type]
    assert rows == [("リヨン市", "横浜市", "urn:s1")]
    rows = [tuple(map(str, row)) for row in graph.query(sparql_example(schema.relation("statistic")))]  # type: ignore[arg-type]
    assert rows == [("リヨン市", "1959", "urn:s2")]


def test_a_symmetric_tie_is_asked_in_both_directions() -> None:
    schema = load_schema()
    assert "-[r:SISTER_CITY_OF]-(o)" in cypher_example(schema.relation("sisterCityOf"))
    assert "-[r:HELD_IN]->(o)" in cypher_example(schema.relation("heldIn"))
    assert "o.name AS object, o.value AS value" in cypher_example(schema.relation("heldIn"))


def test_main_writes_both_pages(tmp_path: Path) -> None:
    main(str(tmp_path / "reference"))
    assert {p.name for p in (tmp_path / "reference").iterdir()} == {"ontology.en.md", "ontology.ja.md"}
    assert (tmp_path / "reference" / "ontology.ja.md").read_text(encoding="utf-8") == page("ja")


def test_the_page_does_not_depend_on_the_hash_seed() -> None:
    program = "from enishi.ontology.reference import page; print(zlib.crc32(page('ja').encode()))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", f"import zlib; {program}"],
            capture_output=True,
            encoding="utf-8",
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
