"""The handbook's page on the property graph, made from the ontology.

``python -m enishi.graph.neo4j.reference docs/reference`` writes ``neo4j.en.md`` and ``neo4j.ja.md``; the same
ontology gives the same bytes, and the page's ``cypher`` blocks run on a graph of the samples.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ...ontology.reference import write_pages
from ...ontology.schema import KindClass, Property, Relation, Schema, load_schema
from ...words import Lang, Words
from ..terms import word
from .names import relationship
from .records import LINKS

_EGO: Final = """\
MATCH (city:City {nameEn: 'Yokohama'})-[tie]-(other:Entity)
RETURN city, tie, other
ORDER BY tie.statement
LIMIT 50"""
_SOURCES: Final = """\
MATCH (:City {nameEn: 'Yokohama'})-[tie:SISTER_CITY_OF]-(:City)
MATCH (s:Statement {iri: tie.statement})<-[:EVIDENCE_FOR]-(said:Reference)-[:IN_DOCUMENT]->(paper:Document)
RETURN tie.statement, said.quote, paper.documentName, said.page
ORDER BY tie.statement, said.quote"""
_TABLE: Final = """\
MATCH (city:City)-[tie]-(other:Entity)
WHERE city.name = $neodash_city_name
RETURN type(tie) AS tie, other.name AS other, tie.since AS since, tie.sources AS sources
ORDER BY tie, other, since"""
_COMMUNITIES: Final = """\
CALL gds.louvain.stream('ties') YIELD nodeId, communityId
RETURN communityId, collect(gds.util.asNode(nodeId).name) AS members
ORDER BY size(members) DESC;
CALL gds.pageRank.stream('ties') YIELD nodeId, score
RETURN gds.util.asNode(nodeId).name AS name, score
ORDER BY score DESC, name"""
_RECORDS: Final = frozenset({"Reference", "Statement", "Document", "Mention", "Passage", "Judgement"})
_LISTED: Final = frozenset({"qualifier", "attribute", "mentionedKind"})
"""What only records of evidence have."""
_NAMES: Final = frozenset({"iri", "name", "nameEn", "altName"})


def projection(schema: Schema | None = None) -> str:
    """The call that projects ties between things for Graph Data Science.

    >>> from enishi.graph.neo4j.reference import projection
    >>> print(projection().splitlines()[0])
    CALL gds.graph.project('ties', 'Entity', {
    """
    known = schema or load_schema()
    lines = []
    for relation in known.relations.values():
        if any(not known.classes[name].is_value for name in relation.range):
            way = "UNDIRECTED" if relation.symmetric else "NATURAL"
            lines.append(f"  {relation.cypher}: {{orientation: '{way}'}}")
    return "CALL gds.graph.project('ties', 'Entity', {\n" + ",\n".join(lines) + "\n})"


def page(lang: Lang, schema: Schema | None = None) -> str:
    """The whole page as Markdown.

    >>> from enishi.graph.neo4j.reference import page
    >>> page("en").splitlines()[0]
    '# The property graph in Neo4j'
    """
    return "\n".join(_Page(lang, schema or load_schema()).lines()) + "\n"


class _Page:
    def __init__(self, lang: Lang, schema: Schema) -> None:
        self.lang, self.schema, self.words = lang, schema, Words(lang)

    def say(self, key: str) -> str:
        return self.words.say(f"property_graph.{key}")

    def lines(self) -> Iterator[str]:
        properties = self.schema.properties
        on_ties = {n: p for n, p in properties.items() if "Statement" in p.domain and n not in _LISTED}
        rest = [p for name, p in properties.items() if name not in on_ties and name not in _NAMES | _LISTED]
        on_nodes = [p for p in rest if not p.is_link and not p.domain <= _RECORDS]
        links = [p for p in properties.values() if p.is_link and ("Proposal" in p.domain or word(p.name) in LINKS)]
        kinds = [kind for kind in self.schema.classes.values() if kind.name not in _RECORDS]
        yield from (f"# {self.say('title')}", "", self.say("made"), "")
        yield from self.part("nodes", "node_columns", map(self.node, kinds))
        yield from self.part("node_properties", "property_columns", map(self.held, on_nodes))
        ties: list[Relation | Property] = [*self.schema.relations.values(), *links]
        yield from self.part("types", "type_columns", map(self.type, ties))
        yield from self.part("on_ties", "tie_columns", map(self.said, on_ties.values()))
        yield from (f"## {self.say('evidence')}", "", self.say("evidence_intro"), "")
        yield from (f"## {self.say('tools')}", "")
        yield from self.tool("browser", "cypher", _EGO)
        yield from (self.say("sources"), "", "```cypher", _SOURCES, "```", "")
        yield from self.tool("neodash", "cypher", _TABLE)
        yield from self.tool("gds", "text", projection(self.schema))
        yield from (self.say("gds_after"), "", "```text", _COMMUNITIES, "```")

    def part(self, key: str, columns: str, rows: Iterable[str]) -> Iterator[str]:
        head = self.say(columns)
        yield from (f"## {self.say(key)}", "", self.say(f"{key}_intro"), "")
        yield from (head, "|" + "---|" * (head.count("|") - 1), *rows, "")

    def tool(self, key: str, language: str, text: str) -> Iterator[str]:
        yield from (f"### {self.say(key)}", "", self.say(f"{key}_intro"), "", f"```{language}", text, "```", "")

    def node(self, kind: KindClass) -> str:
        labels = "".join(f":{name}" for name in self.schema.kinds_of(kind.name))
        return f"| `{labels}` | {self.words_of(kind)} |"

    def held(self, known: Property) -> str:
        label, meaning = self.words_of(known).split(" | ", 1)
        return f"| `{known.name}` | {label} | {self.named(known.domain)} | {meaning} |"

    def type(self, known: Relation | Property) -> str:
        mark = " ↔" if isinstance(known, Relation) and known.symmetric else ""
        ends = f"{self.named(known.domain)} | {self.named(known.range)}"
        return f"| `{relationship(word(known.name))}`{mark} | {ends} | {known.labels[self.lang]} |"

    def said(self, known: Property) -> str:
        return f"| `{known.name}` | {self.words_of(known)} |"

    def words_of(self, thing: KindClass | Property) -> str:
        return f"{thing.labels[self.lang]} | {thing.definitions[self.lang].replace('|', chr(92) + '|')}"

    def named(self, names: Iterable[str]) -> str:
        return self.words.say("shapes.separator").join(f"`{name}`" for name in sorted(names))


def main(folder: str) -> None:
    """Write the page in both languages into a folder."""
    write_pages(Path(folder), "neo4j", page)


if __name__ == "__main__":
    main(sys.argv[1])
