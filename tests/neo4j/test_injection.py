"""200 hostile texts as labels, names, IRIs, predicates and parameters: nothing is run, everything comes back."""

from __future__ import annotations

from itertools import product

from enishi.errors import QueryError
from enishi.graph import Graph
from enishi.graph.neo4j.names import label, relationship
from enishi.graph.sparql_cypher import Dataset, Door
from enishi.graph.terms import Quad, line, literal

from ..sparql_cypher.conftest import dataset
from .conftest import Server

__all__ = ["dataset"]

_OPENINGS = [
    "",
    "'",
    '"',
    "`",
    "``",
    "\\",
    "\\'",
    "\\u0027",
    "\\u0060",
    "}",
    "})",
    "'})",
    "`)",
    "*/",
    "\n",
    "\x00",
    "$",
    "${",
    "%",
    ";",
]
_PAYLOADS = [
    "DETACH DELETE n //",
    " MATCH (n) DETACH DELETE n //",
    " CREATE (:Hacked) //",
    " SET n.name = 'x' //",
    " LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x //",
    " CALL dbms.components() YIELD name RETURN name //",
    "; DROP CONSTRAINT enishi_thing; //",
    " UNION MATCH (u) RETURN u //",
    "<script>alert(1)</script>",
    "\u2028\u202e\ufeff{{ [[",
]
HOSTILE = [opening + payload for opening, payload in product(_OPENINGS, _PAYLOADS)]
_LEGAL = str.maketrans(
    {c: f"%{ord(c):02X}" for c in [*map(chr, range(0x21)), *'<>"{}|^`\\[]%', "\u2028", "\u202e", "\ufeff"]}
)


def iri(text: str) -> str:
    """A hostile IRI: with all that an IRI may hold."""
    return f"<http://x/{text.translate(_LEGAL)}>"


def census(server: Server) -> list[object]:
    with server.driver() as driver:
        query = "MATCH (n) WHERE n:Theirs RETURN properties(n), [(n)-[r]->(m) | type(r)] AS r"
        return [record.values() for record in driver.execute_query(query).records]


def test_there_are_200() -> None:
    assert len(set(HOSTILE)) == 200


def test_any_dataset_holds_them_and_nothing_else_is_touched(dataset: Dataset, server: Server) -> None:
    with server.driver() as driver:
        driver.execute_query("CREATE (:Theirs {name: 'kept'})-[:OF]->(:Theirs {name: 'too'})")
    before = census(server)
    quads = [Quad(iri(t), iri(f"p{t}"), literal(t)) for t in HOSTILE]
    quads += [Quad(iri(t), iri(t), iri(f"o{t}"), iri(f"g{n % 5}")) for n, t in enumerate(HOSTILE)]
    quads += [Quad(iri(t), "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", iri(f"c{t}")) for t in HOSTILE]
    dataset.load(quads)
    assert list(dataset.dump()) == sorted({line(q) for q in quads})
    door, ways = Door(dataset), []
    for text in HOSTILE[::20]:
        found = door.ask(f"SELECT ?s {{ ?s {iri(f'p{text}')} ?given }}", {"given": text})
        assert found.rows == ((iri(text),),)  # type: ignore[union-attr]
        ways.append(door.way)
    assert ways.count("compiled") > len(ways) / 2, "but for IRIs whose spelling the parser does not take"
    assert census(server) == before


def test_an_enishi_graph_holds_them(empty: Graph, neo4j: Server) -> None:
    with neo4j.driver() as driver:
        driver.execute_query("CREATE (:Theirs {name: 'kept'})")
    before = census(neo4j)
    lines = [line(Quad(iri(t), iri(f"p{t}"), literal(t))) for t in HOSTILE]
    lines += [line(Quad(iri(t), iri(t), iri(f"o{t}"))) for t in HOSTILE]
    empty.load(lines)
    assert list(empty.dump()) == sorted(lines)
    name = "MATCH (n) WHERE n.iri = $given RETURN count(n) AS n"
    assert {empty.cypher(name, {"given": t}).rows for t in HOSTILE} == {((0,),)}
    for text in HOSTILE[::20]:
        assert empty.sparql("ASK { ?s ?p ?given }", {"given": text}) is True
    assert list(empty.dump()) == sorted(lines) and census(neo4j) == before


def test_as_text_of_a_query_they_are_refused_or_read_only(empty: Graph, neo4j: Server) -> None:
    before = list(empty.dump())
    for text in HOSTILE:
        for ask in (empty.cypher, empty.sparql):
            try:
                ask(f"MATCH (n) RETURN n.name AS a{text}")
            except QueryError:
                continue
    with neo4j.driver() as driver:
        assert driver.execute_query("MATCH (n:Hacked) RETURN count(n)").records[0][0] == 0
    assert list(empty.dump()) == before


def test_names_are_quoted_or_plain() -> None:
    for text in HOSTILE:
        assert label(iri(text)) == iri(text) == relationship(iri(text))
