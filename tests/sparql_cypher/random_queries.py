"""Random graphs and random queries, the same for a seed: what is compiled is held against the slice."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from enishi.graph.results import Solutions
from enishi.graph.sparql_cypher import Door
from enishi.graph.terms import RDF, Quad, literal

NS = "http://example.org/"
_TEXTS = ["", "a", "b", "横浜", "Yokohama", "\U0001f46a", "\uff21", "it's", 'a "b" \\', "a\nb"]
_NAMES = ["x", "y", "z", "w"]


def graph(random: random.Random) -> list[Quad]:
    """A small graph with two named graphs."""
    nodes = [f"<{NS}n{i}>" for i in range(7)] + ["_:b1", "_:b2"]
    found = set()
    for name in ("", f"<{NS}g1>", f"<{NS}g2>"):
        for _ in range(22 if not name else 9):
            s, o = random.choice(nodes), random.choice(nodes)
            match random.randrange(9):
                case 0 | 1 | 2:
                    quad = Quad(s, f"<{NS}p>", o, name)
                case 3:
                    quad = Quad(s, f"<{NS}q>", o, name)
                case 4:
                    quad = Quad(s, f"<{RDF}type>", f"<{NS}C{random.randrange(3)}>", name)
                case 5:
                    quad = Quad(s, f"<{NS}name>", literal(random.choice(_TEXTS)), name)
                case 6:
                    quad = Quad(s, f"<{NS}age>", literal(str(random.randrange(-3, 4)), "integer"), name)
                case 7:
                    text = literal(random.choice(_TEXTS[1:5])) + random.choice(["@en", "@ja", ""])
                    quad = Quad(s, f"<{NS}label>", text, name)
                case _:
                    mixed = [
                        o,
                        literal("1"),
                        literal("1", "integer"),
                        literal("1.0", "decimal"),
                        literal("01", "integer"),
                    ]
                    mixed += [literal("true", "boolean"), literal("2.5", "decimal"), literal("1e0", "double")]
                    quad = Quad(s, f"<{NS}any>", random.choice(mixed), name)
            found.add(quad)
    return sorted(found)


@dataclass
class Maker:
    """Makes queries."""

    random: random.Random

    def var(self) -> str:
        return "?" + self.random.choice(_NAMES)

    def node(self) -> str:
        return self.var() if self.random.random() < 0.8 else f":n{self.random.randrange(7)}"

    def path(self) -> str:
        pick = self.random.choice
        return pick(
            [
                ":p",
                ":q",
                ":p/:q",
                "^:p",
                ":p|:q",
                ":p+",
                "(:p|:q)+",
                "^:p+",
                ":p*",
                ":q?",
                ":p/:p",
                ":p|^:p",
                "(:p|^:p)+",
                "^(:q|^:q)+",
                "(:p|^:q)+",
                ":any",
            ]
        )

    def triple(self) -> str:  # noqa: PLR0911
        pick, node = self.random.choice, self.node
        match self.random.randrange(10):
            case 0 | 1 | 2:
                return f"{node()} :p {node()} ."
            case 3:
                return f"{node()} {self.path()} {node()} ."
            case 4:
                return f"{node()} a {pick([':C0', ':C1', self.var()])} ."
            case 5:
                return f"{node()} :name {pick([self.var(), self.text()])} ."
            case 6:
                return f"{node()} :age {pick([self.var(), str(self.random.randrange(-2, 3))])} ."
            case 7:
                return f"{node()} :label {pick([self.var(), self.text() + '@en', self.text()])} ."
            case 8:
                return f"{node()} {self.var()} {node()} ."
        value = pick([self.var(), "1", "1.0", ":n1", '"1"', "01"])
        return f"{node()} :any {value} ."

    def text(self) -> str:
        return literal(self.random.choice(_TEXTS))

    def triples(self) -> str:
        return " ".join(self.triple() for _ in range(self.random.choice([1, 1, 2, 2, 3])))

    def operand(self) -> str:
        pick = self.random.choice
        return pick(
            [self.var(), self.var(), self.var(), str(self.random.randrange(-2, 4)), self.text(), ":n1", "true"]
        )

    def test(self, depth: int = 0) -> str:  # noqa: PLR0911
        pick, var = self.random.choice, self.var
        match self.random.randrange(14 if depth < 2 else 10):
            case 0 | 1:
                return f"{var()} {pick(['=', '!=', '<', '>', '<=', '>='])} {self.operand()}"
            case 2:
                return f"BOUND({var()})"
            case 3:
                return f"{pick(['CONTAINS', 'STRSTARTS', 'STRENDS'])}({var()}, {self.text()})"
            case 4:
                return f"{var()} {pick(['IN', 'NOT IN'])} ({self.operand()}, {self.operand()})"
            case 5:
                return "LANG({}) = {}".format(var(), pick(['"en"', '""']))
            case 6:
                return f"{pick(['isIRI', 'isBLANK', 'isLITERAL'])}({var()})"
            case 7:
                return f"STR({var()}) {pick(['=', '<', '!='])} {self.text()}"
            case 8:
                return "REGEX({}, {})".format(var(), pick(['"a"', '"^Y"', '"a$"', '"^a$"']))
            case 9:
                return f"{var()} + {pick(['1', var()])} > {self.random.randrange(3)}"
            case 10:
                return f"!({self.test(depth + 1)})"
            case 11:
                return f"({self.test(depth + 1)} || {self.test(depth + 1)})"
            case 12:
                return f"({self.test(depth + 1)} && {self.test(depth + 1)})"
        return f"{pick(['EXISTS', 'NOT EXISTS'])} {{ {self.inner()} }}"

    def inner(self) -> str:
        found = self.triples()
        if self.random.random() < 0.3:
            found = f"{{ {found} }} UNION {{ {self.triples()} }}"
        return found + (f" FILTER({self.test(2)})" if self.random.random() < 0.4 else "")

    def group(self, depth: int = 0) -> str:
        parts = [self.triples()]
        for _ in range(self.random.choice([0, 1, 1, 2]) if depth < 2 else 0):
            match self.random.randrange(10):
                case 0 | 1:
                    parts.append(f"OPTIONAL {{ {self.group(depth + 1)} }}")
                case 2 if self.random.random() < 0.3:
                    twice = self.group(depth + 1)
                    parts.append(f"{{ {twice} }} UNION {{ {twice} }}")
                case 2:
                    parts.append(f"{{ {self.group(depth + 1)} }} UNION {{ {self.group(depth + 1)} }}")
                case 3 | 4:
                    parts.append(f"FILTER({self.test()})")
                case 5:
                    parts.append(f"MINUS {{ {self.group(depth + 1)} }}")
                case 6 if self.random.random() < 0.3:
                    parts.append(f"GRAPH {self.var()} {{ {self.triples()} }}")
                case 6:
                    parts.append(f"GRAPH :g{self.random.choice([1, 2, 3])} {{ {self.group(depth + 1)} }}")
                case 7:
                    values = " ".join(self.random.sample([":n1", ":n2", ":n3", '"a"', "1"], 2))
                    parts.append(f"VALUES {self.var()} {{ {values} }}")
                case 8:
                    new = f"?v{self.random.randrange(1000)}"
                    form = self.random.choice(
                        ["COALESCE({0}, {1})", "IF({2}, {0}, {1})", "{0}", "STR({0})", "{0} * 2", "({2})"]
                    )
                    parts.append(f"BIND({form.format(self.var(), self.operand(), self.test(2))} AS {new})")
                case _:
                    parts.append(f"{{ {self.select(depth + 2)} }}")
        if self.random.random() < 0.2:
            self.random.shuffle(parts)
        return " ".join(parts)

    def select(self, depth: int = 0) -> str:
        names = sorted({self.var() for _ in range(3)})
        pick = self.random.choice
        if self.random.random() < 0.25:
            key = self.var()
            what = pick(
                [
                    "COUNT(*)",
                    "COUNT({0})",
                    "COUNT(DISTINCT {0})",
                    "SUM({0})",
                    "MIN({0})",
                    "MAX({0})",
                    "COUNT(DISTINCT *)",
                ]
            )
            body = self.group(depth)
            if self.random.random() < 0.3:
                return f"SELECT ({what.format(self.var())} AS ?n) {{ {body} }}"
            having = f" HAVING (COUNT(*) > {self.random.randrange(3)})" if self.random.random() < 0.3 else ""
            made = f"({what.format(self.var())} AS ?n{self.random.randrange(99)})"
            return f"SELECT {key} {made} {{ {body} }} GROUP BY {key}{having}"
        word = "DISTINCT " if self.random.random() < 0.4 else ""
        tail = f" ORDER BY {pick(['', 'DESC'])}({self.var()})" if depth == 0 and self.random.random() < 0.3 else ""
        return f"SELECT {word}{' '.join(names)} {{ {self.group(depth)} }}{tail}"

    def query(self) -> str:
        if self.random.random() < 0.08:
            return f"PREFIX : <{NS}> ASK {{ {self.group()} }}"
        return f"PREFIX : <{NS}> {self.select()}"


def queries(seed: int, number: int) -> Iterator[str]:
    """Queries of a seed."""
    maker = Maker(random.Random(seed))  # noqa: S311
    for _ in range(number):
        yield maker.query()


def rows(found: object) -> object:
    """An answer as something to compare: rows as a multiset, by column name; a slice names blank nodes anew."""
    if isinstance(found, Solutions):
        order = sorted(range(len(found.variables)), key=found.variables.__getitem__)
        return Counter(tuple("_:" if (t := row[i]) and t[0] == "_" else t for i in order) for row in found.rows)
    return found


def sorted_alike(query: str, one: object, two: object) -> bool:
    """Whether the column that a query sorts by comes out alike."""
    if "ORDER BY" not in query or not isinstance(one, Solutions) or not isinstance(two, Solutions):
        return True
    name = query.rpartition("(?")[2].rstrip(")")
    if name not in one.variables:
        return True
    first, second = one.variables.index(name), two.variables.index(name)
    return [row[first] for row in one.rows] == [row[second] for row in two.rows]


def difference(door: Door, query: str) -> tuple[str, str]:
    """How a query was answered, and how the answers differ (nothing: they do not)."""
    found = door.ask(query, timeout=10)
    way = door.way
    if way != "compiled":
        return way, ""
    exact = door.ask(query, timeout=30, compile=False)
    if rows(found) != rows(exact):
        return way, f"{query}\n{rows(found)}\n{rows(exact)}"
    return way, "" if sorted_alike(query, found, exact) else f"{query}\norder"
