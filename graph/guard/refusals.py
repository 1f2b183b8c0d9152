"""How a query is turned away: which construct, where it stands, and how to write it instead.

Every refusal is a :class:`~enishi.errors.QueryError` whose key is ``cypher_`` and the construct's name here. The
words are in the catalogue; ``rewriting`` is Cypher (or SPARQL) and the same in every language.
"""

from __future__ import annotations

import unicodedata
from typing import Final, NoReturn

from ...errors import QueryError

REWRITINGS: Final[dict[str, str]] = {
    "aggregate_mixed": "WITH c, count(r) AS n RETURN c.name, n",
    "aggregate_nested": "WITH c, count(r) AS n RETURN max(n)",
    "aggregate_place": "WITH c, count(r) AS n WHERE n > 1",
    "alias_missing": "WITH c.name AS name",
    "alias_twice": "RETURN a.name AS a, b.name AS b",
    "arithmetic_condition": "WITH v, v.value * w.value AS product RETURN product",
    "collect_subquery": "OPTIONAL MATCH (c)-[r:MEMBER_OF]->(n) RETURN c.name, collect(n.name) AS networks",
    "comparison_chain": "a.x < b.x AND b.x < c.x",
    "concatenation": 'c.name + " / " + c.nameEn',
    "condition": "WHERE r.since IS NOT NULL",
    "count_subquery": "OPTIONAL MATCH (c)-[r:MEMBER_OF]->() RETURN c.name, count(r) AS networks",
    "early_projection": "MATCH (c)-[r:MEMBER_OF]->(n) MATCH (c)-[q:LOCATED_IN]->(k) RETURN k.name, max(r.since)",
    "entity_function": "c.iri, r.statement",
    "exists_branches": "MATCH (a)-[:X]-(b) MATCH (b)-[:X]-(c) RETURN DISTINCT a.name",
    "exists_late": "MATCH (c) WHERE (c)-[:MEMBER_OF]->() WITH c, count(*) AS n RETURN c.name, n",
    "exists_property": "c.nameEn IS NOT NULL",
    "explain": "enishi query --explain",
    "function_condition": 'left(r.since, 4) < "2000"',
    "function_unknown": "toLower(c.nameEn)",
    "hop_condition": 'MATCH (a)-[r:SISTER_CITY_OF]->(b) WHERE r.since < "1970"',
    "in_list": "c.countryCode IN $codes",
    "inline_parameter": "(c:City {nameEn: $name})",
    "labels_function": "WHERE n:City",
    "list_access": "substring(c.name, 0, 1)",
    "list_expression": "UNWIND $names AS name MATCH (c:City) WHERE c.nameEn CONTAINS name",
    "load_csv": "enishi load FILE --graph GRAPH",
    "many_values": "SELECT ?name { ?city :altName ?name }",
    "map": "RETURN c.name AS name, c.nameEn AS nameEn",
    "map_function": "RETURN c.name, c.nameEn, c.countryCode",
    "map_projection": "RETURN c.name AS name, c.nameEn AS nameEn",
    "name_form": "(:City)-[:SISTER_CITY_OF]->(:City {nameEn: $name})",
    "not_equal": "a.name <> b.name",
    "null_condition": "WITH c, r.since > $date AS later",
    "number_form": "1000000",
    "optional_branches": "OPTIONAL MATCH (a)-[r:X]-(b) OPTIONAL MATCH (b)-[q:Y]-(c)",
    "optional_correlation": "OPTIONAL MATCH (a)-[r:LOCATED_IN]->(b) WHERE b.nameEn = $name",
    "order_entity": "ORDER BY c.iri",
    "order_hidden": "RETURN DISTINCT c.name AS name ORDER BY name",
    "paging": "SKIP 10 LIMIT $limit",
    "parameter_kind": "UNWIND $names AS name",
    "parameter_missing": "enishi query ... --param name=value",
    "path_order": "MATCH (a)-[r:X]-(b) MATCH (b)-[q:Y]->(c)",
    "pattern_value": "EXISTS { (c)-[:MEMBER_OF]->() }",
    "pattern_comprehension": "OPTIONAL MATCH (c)-[r:SISTER_CITY_OF]-(d) RETURN c.name, collect(d.name) AS partners",
    "procedure": "MATCH (n) RETURN count(n)",
    "quantified_path": "(a)-[:X*1..3]->(b)",
    "regex": 'toLower(c.nameEn) STARTS WITH "yo"',
    "relationship_list": "MATCH p = (a)-[:X*1..3]->(b) RETURN [x IN relationships(p) | x.statement]",
    "relationship_null": "OPTIONAL MATCH (c)-[r:MEMBER_OF]->(n) WITH c, n WHERE n IS NULL",
    "relationship_twice": "MATCH (a)-[r]->(b) WHERE r.statement = $statement",
    "return_missing": "RETURN c.name",
    "shadowed": "RETURN c.name AS city ORDER BY city",
    "shortest_path": "MATCH p = shortestPath((a)-[*..6]-(b)) RETURN length(p), [n IN nodes(p) | n.name]",
    "start_node": "MATCH (a)-[r:SISTER_CITY_OF]->(b) RETURN a.name, b.name",
    "statements": "enishi query ... (twice)",
    "subquery": "MATCH (c:City) WITH c ORDER BY c.name LIMIT 5 MATCH (c)-[r]-(d) RETURN c.name, d.name",
    "text_plus": 'c.name + "" + d.name',
    "text_number": "RETURN c.name, v.value",
    "truth_compare": "WHERE (a AND b) OR (NOT a AND NOT b)",
    "type_condition": 'type(r) IN ["SISTER_CITY_OF", "FRIENDSHIP_CITY_OF"]',
    "type_predicate": "WHERE v:MoneyJPY",
    "union_columns": "RETURN a.name AS name UNION RETURN b.name AS name",
    "union_mixed": "... UNION ... UNION ...",
    "unwind": "UNWIND $names AS name",
    "use": "enishi query ... --graph GRAPH",
    "variable_kind": "MATCH (c:City)-[r:MEMBER_OF]->(n)",
    "variable_length": "-[:X*1..4]->",
    "variable_lengths": "MATCH (a)-[:X*1..2]->(b) MATCH (b)-[:Y*1..2]->(c)",
    "variable_unknown": "MATCH (c:City) RETURN c.name",
    "write": "enishi ingest, enishi state, enishi withdraw",
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
    raise QueryError(
        f"cypher_{construct}",
        line=line,
        column=column,
        construct=" ".join(text.split()),
        rewriting=rewriting or REWRITINGS[construct],
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
