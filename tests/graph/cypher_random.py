"""Random worlds and random Cypher queries about them, to hold one engine against the other.

The queries reach a little beyond the subset, so that what should be refused is tried as well. The same seed gives
the same worlds and queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, Final

from .cypher_world import World

TYPES: Final = ("SISTER_CITY_OF", "COOPERATES_WITH", "MEMBER_OF")
LABELS: Final = ("City", "Country", "CityNetwork")
ARROWS: Final = (("-", "->"), ("<-", "-"), ("-", "-"), ("-", "->"))
PARAMETERS: Final[dict[str, Any]] = {"p": 2, "q": "Lyon", "l": ["Lyon", "a"]}


def random_world(r: Random) -> World:
    """A few nodes and relationships: loops, parallel statements, missing and mixed properties."""
    nodes: dict[str, tuple[list[str], dict[str, Any]]] = {}
    for i in range(r.randint(2, 5)):
        choices: dict[str, tuple[float, list[Any]]] = {
            "name": (0.8, ["横浜", "リヨン", "a", "b", "Ab", "10", "9", ""]),
            "nameEn": (0.6, ["Lyon", "lyon", "Yokohama", "a", "B"]),
            "latitude": (0.5, [1.5, -2.25, 35.25, 0.5]),
            "value": (0.4, [1, 2, 10, "2022", "x", 2.5, -3]),
        }
        labels = [r.choice(LABELS), *(["Place"] if r.random() < 0.6 else [])]
        nodes[f"k{i}"] = (
            labels,
            {k: r.choice(values) for k, (share, values) in choices.items() if r.random() < share},
        )
    ties: list[tuple[str, str, str, str, dict[str, Any]]] = []
    for i in range(r.randint(2, 12)):
        again = ties[-1][:3] if ties and r.random() < 0.25 else None
        kind, a, b = again or (r.choice(TYPES), r.choice(list(nodes)), r.choice(list(nodes)))
        said: dict[str, tuple[float, list[Any]]] = {
            "since": (0.7, ["1965", "1965-06", "1959", "2020"]),
            "sources": (0.7, [1, 2, 3]),
            "disputed": (0.3, [True, False]),
            "status": (0.5, ["settled", "ended"]),
        }
        properties = {k: r.choice(values) for k, (share, values) in said.items() if r.random() < share}
        ties.append((kind, a, b, f"f{i}", properties))
    return World(nodes, ties)


class RandomQuery:
    """A query in the making: the variables that its next clause may use.

    With ``things`` (IRIs) its patterns mostly begin at one of them, or at what is joined to one.
    """

    def __init__(self, r: Random, things: Sequence[str] = ()) -> None:
        self.r = r
        self.things = things
        self.count = 0
        self.nodes: list[str] = []
        self.hops: list[str] = []
        self.values: list[str] = []
        self.total = False
        """Whether the rows are ordered by all that they show."""

    def __str__(self) -> str:
        parts = [self.match()]
        while not self.nodes:
            parts.append(self.match())
        for _ in range(self.r.choice([0, 0, 1, 1, 2])):
            if not self.nodes:
                break
            parts.append(self.r.choice([self.optional, self.match, self.projection])())
        return " ".join((*parts, self.projection(final=True)))

    def fresh(self, hint: str) -> str:
        """A new variable."""
        self.count += 1
        return f"{hint}{self.count}"

    def property(self) -> str:
        """A property of something bound, or a value."""
        found = [f"{n}.{key}" for n in self.nodes for key in ("name", "nameEn", "latitude", "value", "iri")]
        found += [f"{h}.{key}" for h in self.hops for key in ("since", "sources", "disputed", "status")]
        return self.r.choice(found + self.values or ["1"])

    def literal(self) -> str:
        """A literal or a parameter."""
        texts = ['"Lyon"', '"a"', '"1965"', '"lyon"', '"横浜"', '"2022"', '""', "$q"]
        return self.r.choice([*texts, "1", "2", "1.5", "35.25", "10", "-3", "$p", "null", "true"])

    def value(self, depth: int = 0) -> str:
        """A value that SQL may have to work out."""
        x, p = self.r.random(), self.property
        if x < 0.6:
            return p()
        if x < 0.75:
            calls = [f"toLower({p()})", f"size({p()})", f"left({p()}, 2)", f"coalesce({p()}, {self.literal()})"]
            return self.r.choice([*calls, f"substring({p()}, 1)", f"coalesce({p()}, {p()})", f"toUpper({p()})"])
        if x < 0.8 and depth < 2:
            return f"({self.value(depth + 1)} {self.r.choice('+-*')} {self.value(depth + 1)})"
        return self.literal()

    def item(self) -> str:
        """A value that is returned."""
        x, p = self.r.random(), self.property
        if x < 0.5:
            return self.value()
        if x < 0.6:
            return self.condition(1)
        if x < 0.7:
            return f"CASE WHEN {self.condition(2)} THEN {self.value()} ELSE {self.value()} END"
        if x < 0.75:
            return f"CASE {p()} WHEN {self.literal()} THEN {self.value()} END"
        if x < 0.8 and self.hops:
            return f"type({self.r.choice(self.hops)})"
        calls = [f'replace({p()}, "a", "b")', f"reverse({p()})", f"toString({p()})", f"toInteger({p()})"]
        return self.r.choice([*calls, f"right({p()}, 1)", f"abs({p()})", *self.nodes, p()])

    def pattern(self) -> str:
        """A pattern that stands as a condition."""
        left, right = self.r.choice(ARROWS)
        end = self.r.choice(["()", "(:City)", "(:Place)", *(f"({n})" for n in self.nodes)])
        text = f"({self.r.choice(self.nodes)}){left}[:{self.r.choice(TYPES)}]{right}{end}"
        if self.r.random() < 0.2:
            left, right = self.r.choice(ARROWS)
            text += f"{left}[:{self.r.choice(TYPES)}]{right}()"
        return text

    def condition(self, depth: int = 0) -> str:  # noqa: PLR0911  (one return a kind)
        """A condition."""
        r, x = self.r, self.r.random()
        if x < 0.35 or depth > 3:
            sign = r.choice(["=", "<>", "<", "<=", ">", ">=", "=", "<>", "STARTS WITH", "CONTAINS", "ENDS WITH"])
            return f"{self.value()} {sign} {self.literal() if r.random() < 0.7 else self.value()}"
        if x < 0.5:
            lists = ["[1, 2]", '["Lyon", "a"]', "[]", "[1, null]", "$l", f"[{self.property()}, 1]"]
            return f"{self.property()} IN {r.choice(lists)}"
        if x < 0.6:
            return f"{self.property()} IS {r.choice(['', 'NOT '])}NULL"
        if x < 0.66 and self.nodes:
            return f"{r.choice(self.nodes)}:{r.choice([*LABELS, 'Place'])}"
        if x < 0.72 and self.nodes:
            return self.pattern() if r.random() < 0.6 else f"EXISTS {{ {self.pattern()} }}"
        if x < 0.75 and self.hops:
            return f'type({r.choice(self.hops)}) {r.choice(["=", "<>"])} "{r.choice(TYPES)}"'
        if x < 0.78 and len(self.nodes) > 1:
            return f"{r.choice(self.nodes)} {r.choice(['=', '<>'])} {r.choice(self.nodes)}"
        if x < 0.86:
            return f"NOT ({self.condition(depth + 1)})"
        return f"({self.condition(depth + 1)} {r.choice(['AND', 'OR', 'XOR'])} {self.condition(depth + 1)})"

    def node(self, reuse: float = 0.35) -> str:
        """A node of a pattern."""
        if self.nodes and self.r.random() < reuse:
            return f"({self.r.choice(self.nodes)})"
        name = ""
        if self.r.random() < 0.75:
            name = self.fresh("a")
            self.nodes.append(name)
        label = self.r.choice([*[""] * 6, ":City", ":Place", ":Country", ":City|Country", ":City&Place"])
        if self.things and len(self.nodes) == bool(name):
            return f'({name}{label} {{iri: "{self.r.choice(self.things)}"}})'
        maps = [' {nameEn: "Lyon"}', " {name: $q}", " {latitude: 1.5}", " {value: 1}"]
        return f"({name}{label}{self.r.choice([*[''] * 14, *maps])})"

    def hop(self) -> str:
        """A relationship of a pattern."""
        r = self.r
        left, right = r.choice(ARROWS)
        kind = r.choice([*[f":{r.choice(TYPES)}"] * 4, "", f":{r.choice(TYPES)}|{r.choice(TYPES)}"])
        if r.random() < 0.12:
            return f"{left}[{kind}*{r.choice(['1..2', '2', '1..3', '..2'])}]{right}"
        name = ""
        if r.random() < 0.5:
            name = self.fresh("r")
            self.hops.append(name)
        maps = [*[""] * 20, ' {since: "1965"}', " {sources: 1}"]
        return f"{left}[{name}{kind}{r.choice(maps)}]{right}"

    def path(self) -> str:
        """A pattern."""
        text = self.node(0.9) if self.things else self.node()
        for _ in range(self.r.choice([0, 1, 1, 1, 2, 2, 3])):
            text += self.hop() + self.node()
        return text

    def match(self) -> str:
        """A MATCH."""
        text = "MATCH " + ", ".join(self.path() for _ in range(self.r.choice([1, 1, 1, 2])))
        return f"{text} WHERE {self.condition()}" if self.nodes and self.r.random() < 0.5 else text

    def optional(self) -> str:
        """An OPTIONAL MATCH at a node that is bound."""
        before = set(self.nodes + self.hops)
        start = self.r.choice(self.nodes)
        text = f"OPTIONAL MATCH ({start}){self.hop()}{self.node(0.1)}"
        if self.r.random() < 0.3:
            text += self.hop() + self.node(0.2)
        if self.r.random() < 0.5:
            inner = RandomQuery(self.r)
            inner.nodes = [n for n in self.nodes if n not in before] or [start]
            inner.hops = [h for h in self.hops if h not in before]
            text += f" WHERE {inner.condition()}"
        return text

    def aggregate(self) -> str:
        """An aggregate."""
        p, n = self.property(), self.r.choice(self.nodes)
        found = ["count(*)", f"count({n})", f"count(DISTINCT {n})", f"count({p})", f"count(DISTINCT {p})"]
        found += [f"min({p})", f"max({p})", f"sum({p})", f"sum(DISTINCT {p})", f"avg({p})"]
        return self.r.choice([*found, *(f"count({h})" for h in self.hops)])

    def projection(self, *, final: bool = False) -> str:
        """A WITH or RETURN, ordered by all that it can be ordered by."""
        r = self.r
        items: dict[str, str] = {}
        self.total = False
        aggregates = r.random() < 0.3 and bool(self.nodes)
        for _ in range(r.choice([1, 2, 2, 3])):
            if not final and r.random() < 0.6:
                name = r.choice(self.nodes + self.hops)
                items[name] = name
            else:
                of = self.aggregate() if aggregates and r.random() < 0.6 else self.item() if final else self.value()
                items[self.fresh("x")] = of
        distinct = "DISTINCT " if r.random() < 0.2 else ""
        text = f"{'RETURN' if final else 'WITH'} {distinct}"
        text += ", ".join(name if name == of else f"{of} AS {name}" for name, of in items.items())
        keys = [n for n, of in items.items() if n != of and ("." in of or "count" in of)]
        if keys and r.random() < 0.5:
            text += " ORDER BY " + ", ".join(key + r.choice([" DESC", ""]) for key in keys)
            self.total = len(keys) == len(items)
            text += f" LIMIT {r.randint(0, 4)}" if self.total and r.random() < 0.3 else ""
        if not final:
            self.nodes = [n for n in self.nodes if n in items]
            self.hops = [h for h in self.hops if h in items]
            self.values = [n for n, of in items.items() if n != of]
            text += f" WHERE {self.condition()}" if r.random() < 0.4 else ""
        return text
