"""The guard before the embedded Cypher door: what passes is answered as Neo4j answers it, the rest is refused.

The scenarios are data (``cypher_scenarios.toml``), certified against a Neo4j server by
``benchmarks/cypher_certify.py``; here they run on the embedded engine.
"""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.errors import QueryError
from enishi.graph.cypher_guard import check_cypher, prepare_cypher
from enishi.graph.guard.refusals import REWRITINGS
from enishi.words import LANGS, Words, catalogue

from .cypher_world import embedded, in_order, scenarios

if TYPE_CHECKING:
    import oxilite

ACCEPTANCE = (
    'MATCH (y)<-[:CARRIED_OUT_BY]-(p:Project)-[:IMPLEMENTED_IN]->(c) WHERE c.nameEn = "Thailand" '
    "RETURN y.name, p.name"
)
WORLD, ALL = scenarios()
ANSWERED = [s for s in ALL if "rows" in s]
REFUSED = [s for s in ALL if "refused" in s]


@cache
def store() -> oxilite.Store:
    return WORLD.store()


def name(scenario: dict[str, Any]) -> str:
    return f"{scenario['topic']}: {scenario.get('about', scenario['query'])}"


def refusal(query: str, parameters: dict[str, Any] | None = None) -> QueryError:
    with pytest.raises(QueryError) as caught:
        prepare_cypher(query, parameters)
    return caught.value


@pytest.mark.parametrize("scenario", ANSWERED, ids=name)
def test_an_answer_is_the_one_that_neo4j_gives(scenario: dict[str, Any]) -> None:
    columns, rows = embedded(store(), WORLD, scenario["query"], scenario["parameters"])
    assert columns == scenario["columns"]
    if scenario.get("ordered"):
        assert rows == scenario["rows"]
    assert in_order(rows) == in_order(scenario["rows"])


@pytest.mark.parametrize("scenario", REFUSED, ids=name)
def test_what_is_not_certain_is_refused_by_name_and_place(scenario: dict[str, Any]) -> None:
    error = refusal(scenario["query"], scenario["parameters"] or None)
    details = error.details
    assert error.key == scenario["refused"]
    assert [details["line"], details["column"]] == scenario["at"]
    assert details["construct"]
    assert details["rewriting"]


def test_there_are_many_scenarios_and_none_twice() -> None:
    keys = [(s["query"], str(s["parameters"])) for s in ALL]
    assert len(ANSWERED) >= 300
    assert len(REFUSED) >= 90
    assert len(keys) == len(set(keys))


def test_anonymous_relationships_count_statements() -> None:
    _, rows = embedded(store(), WORLD, ACCEPTANCE, {})
    assert rows == [["YUSA", "工業団地"]] * 2
    named = ACCEPTANCE.replace("[:CARRIED", "[r1:CARRIED").replace("[:IMPL", "[r2:IMPL")
    assert embedded(store(), WORLD, named, {})[1] == rows


def test_fresh_names_never_meet_names_of_the_query() -> None:
    text = prepare_cypher("MATCH (n_1)-[:MEMBER_OF]->(n__2) RETURN n_1.name")
    assert re.search(r"\[(\w+):MEMBER_OF\]", text)
    assert "[n_1:" not in text


def test_the_place_is_shown_under_wide_characters() -> None:
    error = refusal('MATCH (市:City)\r\nWHERE 市.name = "横浜" AND 市.name =~ "横.*"\nRETURN 市')
    assert (error.details["line"], error.details["column"]) == (2, 32)
    for lang in LANGS:
        said = Words(lang).error(error).split("\n")
        assert said[1] == '    WHERE 市.name = "横浜" AND 市.name =~ "横.*"'
        assert said[2].index("^") - 4 == 31
        assert said[2].count("　") == 4
        assert "STARTS WITH" in said[-1]


def test_every_refusal_has_words_and_a_rewriting() -> None:
    spoken = {key for key in catalogue("en")["errors"] if key.startswith("cypher_")}
    elsewhere = {"cypher_syntax", "cypher_long", "cypher_deep", "cypher_parameter_value"}
    assert spoken - elsewhere == set(REWRITINGS)


@pytest.mark.parametrize("key", sorted(k for k, text in REWRITINGS.items() if re.match(r"[A-Z]+ .*RETURN", text)))
def test_what_is_offered_instead_is_accepted(key: str) -> None:
    check_cypher(REWRITINGS[key])


@pytest.mark.parametrize("clause", ["CREATE (a)", "MERGE (a)", "SET a.x = 1", "DETACH DELETE a", "REMOVE a.x"])
def test_a_query_that_would_write_is_refused_wherever_it_writes(clause: str) -> None:
    for query in (
        clause,
        f"MATCH (a) {clause}",
        f"MATCH (a) WITH a {clause} RETURN a",
        f"MATCH (a) RETURN a {clause}",
    ):
        assert refusal(query).key in ("cypher_write", "cypher_syntax"), query
    assert refusal(f"MATCH (a) {clause} RETURN a").key == "cypher_write"


def test_a_parameter_that_the_engine_would_misread_is_refused() -> None:
    query = "MATCH (a:City) WHERE NOT a.nameEn IN $names RETURN a.name"
    for value in ([None], ["a", None], [["a"]], {"a": 1}, 2**63, float("nan"), float("inf"), object()):
        assert refusal(query, {"names": value}).key == "cypher_parameter_value"
    assert refusal(query, {}).key == "cypher_parameter_missing"
    assert refusal(query, {"names": "Lyon"}).key == "cypher_in_list"
    assert refusal("MATCH (a:City) WHERE a.name = $n RETURN a", {"n": ["a"]}).key == "cypher_parameter_kind"
    assert refusal("UNWIND $n AS x RETURN x", {"n": 1}).key == "cypher_parameter_kind"
    assert (
        refusal("MATCH (a)-[r]->(b) WHERE type(r) = $t RETURN a", {"t": "memberOf"}).key == "cypher_type_condition"
    )
    assert refusal("RETURN left('abc', $n) AS x", {"n": -1}).key == "cypher_function_unknown"


def test_parameters_that_are_not_known_yet_are_taken_on_trust() -> None:
    for query in ("UNWIND $l AS x RETURN x", "MATCH (a)-[r]->(b) WHERE type(r) = $t AND a.x IN $l RETURN a"):
        check_cypher(query)


@pytest.mark.parametrize(
    ("parameters", "rows"),
    [({"names": []}, 7), ({"names": ()}, 7), ({"names": ["Lyon"]}, 5), ({"names": ("Lyon", "Mumbai")}, 4)],
)
def test_what_a_query_means_depends_on_its_parameters(parameters: dict[str, Any], rows: int) -> None:
    query = "MATCH (a:City) WHERE NOT a.nameEn IN $names RETURN a.iri"
    found = embedded(store(), WORLD, query, {k: list(v) for k, v in parameters.items()})[1]
    assert len(found) == rows
    prepare_cypher(query, parameters)


def test_a_query_too_long_or_too_deep_is_refused() -> None:
    assert refusal("RETURN 1 AS x " + " " * 100_000).key == "cypher_long"
    assert refusal(f"RETURN {'(' * 5000}1{')' * 5000} AS x").key == "cypher_deep"


def test_a_query_is_judged_once() -> None:
    def spent(query: str) -> float:
        start = time.perf_counter()
        prepare_cypher(query)
        return time.perf_counter() - start

    first, again = zip(
        *((spent(query), spent(query)) for query in (s["query"] + "  " for s in ANSWERED)), strict=True
    )
    assert sorted(again)[len(again) // 2] < sorted(first)[len(first) // 2] / 3


PIECES = st.sampled_from(
    """
    MATCH OPTIONAL WHERE RETURN WITH UNWIND UNION ALL ORDER BY LIMIT AS AND OR NOT IN IS NULL EXISTS CASE WHEN THEN
    END DISTINCT a b r :City :SISTER_CITY_OF a.name r.since count(*) $p 1 1.5 'x' ( ) [ ] { } -[ ]- ]-> <-[ -- --> ,
    . | * .. = <> < > + - / % ^ ; ` " ' // /* nodes(p) shortestPath( toLower( type(r) all( x
    """.split()  # noqa: SIM905  (a list of words reads better)
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=30))
def test_any_text_is_worded_or_refused_with_its_place(query: str) -> None:
    try:
        assert prepare_cypher(query)
    except QueryError as error:
        lines = query.split("\n")
        line, column = error.details["line"], error.details["column"]
        assert isinstance(line, int)
        assert isinstance(column, int)
        assert 1 <= column <= len(lines[line - 1]) + 1
        assert all(Words(lang).error(error) for lang in LANGS)


UNICODE = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@settings(max_examples=60, deadline=None)
@given(UNICODE)
def test_a_text_comes_back_as_it_went_in(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    assert embedded(store(), WORLD, f'RETURN "{quoted}" AS x', {})[1] == [[text]]


@settings(max_examples=60, deadline=None)
@given(UNICODE.filter(bool))
def test_a_column_is_called_as_the_query_says(title: str) -> None:
    query = f"MATCH (a:CityNetwork) RETURN a.name AS `{title.replace('`', '``')}`"
    assert embedded(store(), WORLD, query, {}) == ([title], [["シティネット"]])


def test_another_parser_reads_what_is_accepted() -> None:
    dialect = pytest.importorskip("graphglot.dialect").Dialect.get_or_raise("neo4j")
    beyond_it = ("shortestPath(", "&", "$all", ", EXISTS", "WITH *,")
    unread = []
    for scenario in ANSWERED[::2]:
        if any(sign in scenario["query"] for sign in beyond_it):
            continue
        try:
            dialect.parse(scenario["query"])
        except Exception as error:
            unread.append((scenario["query"], str(error)[:80]))
    assert not unread


CELL = re.compile(r"`((?:[^`]|``)+)`")


def examples(lang: str) -> tuple[list[str], list[str]]:
    """The examples of the reference page: those that can be written, those that are refused."""
    page = Path(__file__).parents[2] / "docs" / "reference" / f"cypher.{lang}.md"
    accepted, refused = [], []
    for line in page.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 2 and cells[1].startswith(("`MATCH", "`UNWIND")):
            accepted.append(cells[1].strip("`") if cells[1].count("`") == 2 else cells[1][1:-1])
        if len(cells) == 3 and cells[0].startswith("`"):
            refused.append(cells[0][1:-1])
    return accepted, refused


@pytest.mark.parametrize("lang", LANGS)
def test_the_reference_page_says_what_is_so(lang: str) -> None:
    accepted, refused = examples(lang)
    assert (len(accepted), len(refused)) == tuple(map(len, examples("en")))
    assert len(accepted) > 30
    for query in accepted:
        parameters = {name: _sample(name) for name in re.findall(r"\$(\w+)", query)}
        embedded(store(), WORLD, query, parameters)
    for query in refused:
        assert refusal(query).key in REWRITINGS


def _sample(name: str) -> Any:
    return {"names": ["Lyon"], "limit": 3}.get(name, "Lyon")
