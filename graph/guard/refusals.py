"""How a query is turned away: which construct, where it stands, and how to write it instead.

Every refusal is a :class:`~enishi.errors.QueryError` whose key is ``cypher_`` and the construct's name here. The
words are in the catalogue; ``rewriting`` is Cypher (or SPARQL) and the same in every language.
"""

from __future__ import annotations

import unicodedata
from typing import Final, NoReturn

from ...errors import QueryError

REWRITINGS: Final[dict[str, str]] = {
    "cypher_aggregate_mixed": "MATCH (c)-[r]->() WITH c, count(r) AS n RETURN c.name, n",
    "cypher_aggregate_nested": "MATCH (c)-[r]->() WITH c, count(r) AS n RETURN max(n)",
    "cypher_aggregate_place": "MATCH (c)-[r]->() WITH c, count(r) AS n WHERE n > 1 RETURN c.name",
    "cypher_alias_missing": "WITH c.name AS name",
    "cypher_alias_twice": "RETURN a.name AS a, b.name AS b",
    "cypher_arithmetic_condition": "MATCH (v:Percent) WITH v, v.value * v.value AS n WHERE n > 1 RETURN v.iri",
    "cypher_collect_subquery": "OPTIONAL MATCH (c)-[r:MEMBER_OF]->(n) RETURN c.name, collect(n.name) AS networks",
    "cypher_comparison_chain": "a.x < b.x AND b.x < c.x",
    "cypher_concatenation": 'c.name + " / " + c.nameEn',
    "cypher_condition": "WHERE r.since IS NOT NULL",
    "cypher_count_subquery": "OPTIONAL MATCH (c)-[r:MEMBER_OF]->() RETURN c.name, count(r) AS networks",
    "cypher_early_projection": "MATCH (c)-[r:MEMBER_OF]->(n), (c)-[:LOCATED_IN]->(k) RETURN k.name, max(r.since)",
    "cypher_entity_function": "c.iri, r.statement",
    "cypher_exists_branches": "MATCH (a)-[:X]-(b) MATCH (b)-[:X]-(c) RETURN DISTINCT a.name",
    "cypher_exists_late": "MATCH (c) WHERE (c)-[:MEMBER_OF]->() WITH c, count(*) AS n RETURN c.name, n",
    "cypher_exists_property": "c.nameEn IS NOT NULL",
    "cypher_explain": "MATCH (c:City) RETURN c.name",
    "cypher_function_condition": 'left(r.since, 4) < "2000"',
    "cypher_function_unknown": "toLower(c.nameEn)",
    "cypher_hop_condition": 'MATCH (a)-[r:SISTER_CITY_OF]->(b) WHERE r.since < "1970"',
    "cypher_in_list": "c.countryCode IN $codes",
    "cypher_inline_parameter": "(c:City {nameEn: $name})",
    "cypher_labels_function": "WHERE n:City",
    "cypher_list_access": "substring(c.name, 0, 1)",
    "cypher_list_expression": "UNWIND $names AS name MATCH (c:City) WHERE c.nameEn CONTAINS name",
    "cypher_load_csv": "enishi load FILE --graph GRAPH",
    "cypher_many_values": "SELECT ?name { ?city :altName ?name }",
    "cypher_map": "RETURN c.name AS name, c.nameEn AS nameEn",
    "cypher_map_function": "RETURN c.name, c.nameEn, c.countryCode",
    "cypher_map_projection": "RETURN c.name AS name, c.nameEn AS nameEn",
    "cypher_name_form": "(:City)-[:SISTER_CITY_OF]->(:City {nameEn: $name})",
    "cypher_not_equal": "a.name <> b.name",
    "cypher_null_condition": "WITH c, r.since > $date AS later",
    "cypher_number_form": "1000000",
    "cypher_optional_branches": "OPTIONAL MATCH (a)-[r:X]-(b) OPTIONAL MATCH (b)-[q:Y]-(c)",
    "cypher_optional_correlation": "OPTIONAL MATCH (a)-[r:LOCATED_IN]->(b) WHERE b.nameEn = $name",
    "cypher_order_entity": "ORDER BY c.iri",
    "cypher_order_hidden": "MATCH (c:City) RETURN DISTINCT c.name AS name ORDER BY name",
    "cypher_paging": "SKIP 10 LIMIT $limit",
    "cypher_parameter_kind": "UNWIND $names AS name",
    "cypher_parameter_missing": "enishi query ... --param name=value",
    "cypher_path_order": "MATCH (a)-[r:X]-(b) MATCH (b)-[q:Y]->(c)",
    "cypher_pattern_value": "EXISTS { (c)-[:MEMBER_OF]->() }",
    "cypher_pattern_comprehension": "MATCH (c)-[:SISTER_CITY_OF]-(d) RETURN c.name, collect(d.name) AS partners",
    "cypher_procedure": "MATCH (n) RETURN count(n)",
    "cypher_quantified_path": "(a)-[:X*1..3]->(b)",
    "cypher_regex": 'toLower(c.nameEn) STARTS WITH "yo"',
    "cypher_relationship_list": "MATCH p = (a)-[:X*1..3]->(b) RETURN [x IN relationships(p) | x.statement]",
    "cypher_relationship_null": "OPTIONAL MATCH (c)-[r:MEMBER_OF]->(n) WITH c, n WHERE n IS NULL",
    "cypher_relationship_twice": "MATCH (a)-[r]->(b) WHERE r.statement = $statement",
    "cypher_return_missing": "RETURN c.name",
    "cypher_shadowed": "RETURN c.name AS city ORDER BY city",
    "cypher_shortest_path": "MATCH p = shortestPath((a)-[*..6]-(b)) RETURN length(p), [n IN nodes(p) | n.name]",
    "cypher_start_node": "MATCH (a)-[r:SISTER_CITY_OF]->(b) RETURN a.name, b.name",
    "cypher_statements": "enishi query ... (twice)",
    "cypher_subquery": "MATCH (c:City) WITH c ORDER BY c.name LIMIT 5 MATCH (c)-[r]-(d) RETURN c.name, d.name",
    "cypher_text_plus": 'c.name + "" + d.name',
    "cypher_text_number": "RETURN c.name, v.value",
    "cypher_truth_compare": "WHERE (a AND b) OR (NOT a AND NOT b)",
    "cypher_type_condition": 'type(r) IN ["SISTER_CITY_OF", "FRIENDSHIP_CITY_OF"]',
    "cypher_type_predicate": "WHERE v:MoneyJPY",
    "cypher_union_columns": "MATCH (a:City) RETURN a.name AS name UNION MATCH (b:Country) RETURN b.name AS name",
    "cypher_union_mixed": "... UNION ... UNION ...",
    "cypher_unwind": "UNWIND $names AS name",
    "cypher_use": "enishi query ... --graph GRAPH",
    "cypher_variable_kind": "MATCH (c:City)-[r:MEMBER_OF]->(n)",
    "cypher_variable_length": "-[:X*1..4]->",
    "cypher_variable_lengths": "MATCH (a)-[:X*1..2]->(b) MATCH (b)-[:Y*1..2]->(c)",
    "cypher_variable_unknown": "MATCH (c:City) RETURN c.name",
    "cypher_write": "enishi ingest, enishi state, enishi withdraw",
}
"""An example that says the same, or what to do instead, for every construct that is refused."""


def place(query: str, offset: int) -> tuple[int, int]:
    """The line and the column of an offset, both from 1.

    >>> from enishi.graph.guard.refusals import place
    >>> place("MATCH (a)\\nRETURN b", 17)
    (2, 8)
    """
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def shown(query: str, offset: int) -> str:
    """The line of an offset with a caret below it; wide characters are counted as wide."""
    start = query.rfind("\n", 0, offset) + 1
    line = query[start:].split("\n", 1)[0].rstrip("\r")
    wide = (unicodedata.east_asian_width(c) in "WF" for c in query[start:offset])
    return f"    {line}\n    {''.join('　' if w else ' ' for w in wide)}^"


def refuse(query: str, offset: int, construct: str, text: str, rewriting: str | None = None) -> NoReturn:
    """Raise the error for a construct that is not in the subset; ``text`` is its wording in the query."""
    line, column = place(query, offset)
    key = f"cypher_{construct}"
    raise QueryError(
        key,
        line=line,
        column=column,
        construct=" ".join(text.split()),
        rewriting=rewriting or REWRITINGS[key],
        shown=shown(query, offset),
    )


def malformed(query: str, offset: int, expected: str, found: str) -> NoReturn:
    """Raise the error for a query that is no Cypher: what was expected, and what stands there."""
    line, column = place(query, offset)
    raise QueryError(
        "cypher_syntax",
        line=line,
        column=column,
        expected=expected,
        construct=found,
        rewriting=expected,
        shown=shown(query, offset),
    )
