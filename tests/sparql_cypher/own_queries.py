"""Random graphs of enishi's and random queries over them, the same for a seed: home is held against home."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from enishi.graph import Graph
from enishi.ontology.model import Contribution, Status, Value

from ..graph.sample import CITYNET, LINE, LYON, MANILA, OFFICE, YOKOHAMA, fact, paper
from . import random_queries

PLACES = [YOKOHAMA, LYON, MANILA, CITYNET]
TIES = ["sisterCityOf", "friendshipCityOf", "memberOf", "hasOverseasOffice", "cooperatesWith"]
NODES = ["?a", "?a", "?b", "?b", "?c", f"<{YOKOHAMA.iri}>", f"<{LYON.iri}>"]
WORDS = [
    "since",
    "until",
    "status",
    "trust",
    "sources",
    "asOf",
    "topic",
    "fiscalYear",
    "sinceEarliest",
    "statement",
]


def contributions(random: random.Random) -> Iterator[Contribution]:
    """Three documents about a few places, which agree and disagree."""
    for n in range(3):
        facts = []
        for _ in range(6):
            a, b = random.sample(PLACES, 2)
            since = random.choice([None, "1959", "1959-04", "1965", "2001-05-06"])
            status = random.choice([Status.SETTLED, Status.SETTLED, Status.PLANNED])
            topics = (("topic", random.choice(["文化", "port"])),)
            more: dict[str, Any] = {"qualifiers": topics} if random.random() < 0.5 else {}
            match random.randrange(4):
                case 0:
                    amount = Value("MoneyJPY", str(random.randrange(1, 4) * 1000))
                    facts.append(fact(LINE, "budgetAmount", amount, {"fiscalYear": f"FY202{n}"}))
                case 1:
                    facts.append(fact(YOKOHAMA, "hasOverseasOffice", OFFICE, since=since, **more))
                case 2:
                    facts.append(
                        fact(a, "memberOf", CITYNET, since=since) if a != CITYNET else fact(b, "memberOf", a)
                    )
                case _:
                    tie = random.choice(TIES[:2])
                    facts.append(fact(a, tie, b, since=since, status=status, **more))
        yield paper(f"p{n}", *facts, as_of=f"FY202{n}")


@dataclass
class Maker:
    """Makes queries as people write them for this graph."""

    random: random.Random

    def node(self) -> str:
        return self.random.choice(NODES)

    def tie(self) -> str:
        return ":" + self.random.choice(TIES)

    def part(self) -> str:  # noqa: PLR0911
        pick, node = self.random.choice, self.node
        match self.random.randrange(12):
            case 0 | 1:
                return f"{node()} {self.tie()} {node()} ."
            case 2:
                return f"{node()} {self.tie()}|^{self.tie()} {node()} ."
            case 3:
                return f"?s rdf:subject {node()} ; rdf:object {node()} ."
            case 4:
                return f"?s rdf:predicate {pick([self.tie(), '?p'])} ; rdf:subject {node()} ."
            case 5 | 6:
                return f"?s :{pick(WORDS)} {pick(['?x', '?y', chr(34) + '1959' + chr(34), '1'])} ."
            case 7:
                return f"{node()} a {pick([':City', ':Place', ':CityNetwork', '?k', ':Proposal'])} ."
            case 8:
                return f"{node()} :{pick(['name', 'nameEn', 'altName', 'countryCode', 'latitude', 'iri'])} ?n ."
            case 9:
                return f"?l :budgetAmount ?v . ?v :value {pick(['?x', '2000'])} ."
            case 10:
                inner = pick(["?r :evidenceFor ?s", "?r :evidenceFor ?s ; :quote ?q", "?r :inDocument ?d"])
                return f"GRAPH <https://w3id.org/enishi/graph/evidence> {{ {inner} }}"
        return f"{node()} ({self.tie()}|^{self.tie()})+ {node()} ."

    def parts(self) -> str:
        return " ".join(self.part() for _ in range(self.random.choice([1, 1, 2, 2, 3])))

    def test(self) -> str:
        pick = self.random.choice
        return pick(
            [
                "?x = ?y",
                "?a != ?b",
                "BOUND(?x)",
                '?x < "1965"',
                '?x >= "1959-04"',
                "?x > 1",
                'CONTAINS(?n, "浜")',
                'STRSTARTS(STR(?a), "https")',
                f"NOT EXISTS {{ {self.part()} }}",
                f"EXISTS {{ {self.parts()} }}",
                f"?a IN (<{YOKOHAMA.iri}>, <{MANILA.iri}>)",
                'COALESCE(?x, "") != ""',
                "isIRI(?x)",
            ]
        )

    def group(self, depth: int = 0) -> str:
        found = [self.parts()]
        for _ in range(self.random.choice([0, 1, 1, 2]) if depth < 2 else 0):
            match self.random.randrange(6):
                case 0 | 1:
                    found.append(f"OPTIONAL {{ {self.parts()} }}")
                case 2:
                    found.append(f"{{ {self.group(depth + 1)} }} UNION {{ {self.group(depth + 1)} }}")
                case 3 | 4:
                    found.append(f"FILTER({self.test()})")
                case _:
                    found.append(f"MINUS {{ {self.parts()} }}")
        return " ".join(found)

    def query(self) -> str:
        names = " ".join(sorted(self.random.sample(["?a", "?b", "?s", "?x", "?n", "?p"], 3)))
        pick = self.random.random()
        if pick < 0.1:
            return f"ASK {{ {self.group()} }}"
        if pick < 0.3:
            counted = self.random.choice(["*", "?b", "DISTINCT ?s"])
            return f"SELECT ?a (COUNT({counted}) AS ?m) {{ {self.group()} }} GROUP BY ?a"
        return f"SELECT {self.random.choice(['', 'DISTINCT '])}{names} {{ {self.group()} }}"


def queries(seed: int, number: int) -> Iterator[str]:
    """Queries of a seed."""
    maker = Maker(random.Random(seed))  # noqa: S311
    for _ in range(number):
        yield maker.query()


def difference(file: Graph, server: Graph, query: str) -> str:
    """How the answers of two homes differ (nothing: they do not)."""
    one = random_queries.rows(file.solutions(query, timeout=30))
    two = random_queries.rows(server.solutions(query, timeout=30))
    return "" if one == two else f"{query}\n{one}\n{two}"
