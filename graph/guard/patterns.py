"""Wording patterns so that the engine finds each relationship once per statement, and none is lost.

Two faults of the engine are avoided. It counts triples where a relationship has no name, and a triple may be
stated several times: so every relationship gets a name. And it loses rows or nodes where anything follows an
undirected or variable-length relationship in one ``MATCH``: so those come last, one in each ``MATCH``, and what
Cypher demands within one ``MATCH`` (no relationship twice) is said as a condition.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations

from .conditions import Conditions
from .names import spelled
from .scope import Bound, Scope, Where
from .syntax import (
    Binary,
    Constant,
    Exists,
    Expression,
    Hop,
    Match,
    Node,
    Parameter,
    Path,
    Property,
    Variable,
    within,
)


@dataclass(slots=True)
class _Step:
    """A relationship between the names of two nodes, and the path variable it belongs to."""

    left: str
    hop: Hop
    right: str


@dataclass(slots=True)
class _Drawn:
    """The patterns of one clause: nodes by name, steps, whole paths, and the conditions taken out of them."""

    nodes: dict[str, Node] = field(default_factory=dict)
    steps: list[_Step] = field(default_factory=list)
    whole: list[Path] = field(default_factory=list)
    conditions: list[Expression] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)


class Patterns(Conditions):
    """The part of a translation that words patterns."""

    def match(self, clause: Match, scope: Scope) -> list[str]:
        """The wording of a ``MATCH``, as one or several clauses; its variables are added to the scope."""
        if not self.in_sql:
            self.refuse("early_projection", clause, "MATCH")
        known = dict(scope)
        drawn = self._draw(clause.paths, scope, optional=clause.optional)
        if clause.where is not None:
            drawn.conditions.append(clause.where)
        if clause.optional:
            self._correlated(drawn, known)
        shortest = [path for path in drawn.whole if path.shortest]
        if shortest and (clause.optional or len(shortest) > 1 or len(drawn.whole) > 1):
            self.refuse("shortest_path", shortest[0])
        where = Where(scope, rows=False)
        word = "OPTIONAL MATCH" if clause.optional else "MATCH"
        groups, unequal = self._groups(clause, drawn)
        tests = [f"{a} <> {b}" for a, b in unequal]
        lines = [f"{word} {', '.join(group)}" for group in groups if group]
        if shortest:
            lines.append(f"MATCH {self._shortest(shortest[0])}")
            self.in_sql = False
        tests += [self.holds(c, replace(where, rows=self._on_path(c, shortest))) for c in drawn.conditions]
        if tests:
            lines[-1] += f" WHERE {' AND '.join(tests)}"
        return lines

    def _on_path(self, condition: Expression, shortest: list[Path]) -> bool:
        names = {path.name for path in shortest}
        return any(isinstance(e, Variable) and e.name in names for e in within(condition))

    def exists(self, e: Exists, where: Where) -> str:
        """The wording of an existence test."""
        if not self.in_sql:
            self.refuse("exists_late", e)
        inner = dict(where.scope)
        for path in e.paths:
            if path.name is not None or path.shortest:
                self.refuse("subquery", path)
            things: tuple[Node | Hop, ...] = (*path.nodes, *path.hops)
            for thing in things if e.bare else ():
                if thing.named and (thing.name not in where.scope or isinstance(thing, Hop)):
                    self.refuse("variable_unknown", thing, thing.name)
        drawn = self._draw(e.paths, inner, optional=False)
        if e.where is not None:
            drawn.conditions.append(e.where)
        branching = [step for step in drawn.steps if step.hop.branches]
        pairs = list(combinations((step.hop for step in drawn.steps), 2))
        clash = any(a.overlaps(b) for a, b in pairs)
        named = any(step.hop.named or step.hop.properties for step in drawn.steps)
        if len(branching) > 1 and (clash or named or any(step.hop.length for step in branching)):
            self.refuse("exists_branches", e)
        tell_apart = clash or any(step.hop.length for step in branching)
        steps = [s for s in drawn.steps if not s.hop.branches] + branching
        seen: set[str] = set()
        parts = self._apart(drawn, seen, set())
        parts += [self._step(s, drawn, seen, named=tell_apart or s.hop.named) for s in steps]
        if any(isinstance(x, Exists) for c in drawn.conditions for x in within(c)):
            self.refuse("subquery", e)
        tests = [self.holds(c, Where(inner, rows=False)) for c in drawn.conditions]
        return f"EXISTS {{ {', '.join(parts)}{' WHERE ' + ' AND '.join(tests) if tests else ''} }}"

    def _draw(self, paths: tuple[Path, ...], scope: Scope, *, optional: bool) -> _Drawn:
        drawn = _Drawn()
        old = set(scope)
        for path in paths:
            for node in path.nodes:
                self._meet(node, scope, drawn, joined=bool(path.hops))
            ends = zip(path.nodes, path.hops, path.nodes[1:], strict=False)
            steps = [_Step(left.name, hop, right.name) for left, hop, right in ends]
            for step in steps:
                self._meet_hop(step, scope, old, optional=optional, shortest=path.shortest, drawn=drawn)
            if path.name is not None:
                if path.name in scope:
                    self.refuse("alias_twice", path, path.name)
                scope[path.name] = Bound("path", shortest=path.shortest)
                drawn.whole.append(path)
            else:
                drawn.steps += steps
            drawn.alone += [path.nodes[0].name] if not path.hops else []
        return drawn

    def _meet(self, node: Node, scope: Scope, drawn: _Drawn, *, joined: bool) -> None:
        if node.name in scope and scope[node.name].kind != "node":
            self.refuse("variable_kind", node, node.name)
        if node.named:
            scope.setdefault(node.name, Bound("node"))
        for label in node.labels:
            self.check_name(label, "label", node)
        if node.either is not None:
            drawn.conditions.append(node.either)
            scope.setdefault(node.name, Bound("node"))
        # A label or a relationship keeps the engine from taking a statement for a node.
        known = joined or bool(node.labels)
        inline = tuple(p for p in node.properties if known and self._is_text(p[1]))
        self._take_out(node, inline, scope, drawn)
        before = drawn.nodes.get(node.name)
        if before is not None:
            labels = tuple(dict.fromkeys(before.labels + node.labels))
            drawn.nodes[node.name] = replace(before, labels=labels, properties=before.properties + inline)
        else:
            drawn.nodes[node.name] = replace(node, properties=inline)

    def _meet_hop(
        self, step: _Step, scope: Scope, old: set[str], *, optional: bool, shortest: bool, drawn: _Drawn
    ) -> None:
        hop = step.hop
        if hop.name in scope:
            self.refuse("relationship_twice", hop, hop.name)
        for name in hop.types:
            self.check_name(name, "type", hop)
        new = [end for end in (step.right, step.left) if not optional or end not in old]
        bound = Bound("hops") if hop.length else Bound("hop", witness=new[0] if new else None)
        if (hop.named or hop.properties) and not shortest:
            scope[hop.name] = bound
        inline = tuple(p for p in hop.properties if self._is_text(p[1]))
        self._take_out(hop, inline, scope, drawn)
        step.hop = replace(hop, properties=inline)

    def _take_out(
        self, thing: Node | Hop, inline: tuple[tuple[str, Expression], ...], scope: Scope, drawn: _Drawn
    ) -> None:
        """Turn properties that are no texts into conditions: inside a pattern, 1 and 1.0 would differ."""
        of = Variable(thing.name, at=thing.at)
        for key, value in thing.properties:
            scope.setdefault(thing.name, Bound("node"))
            self.property(Property(of, key, at=thing.at), scope)
            if (key, value) not in inline:
                drawn.conditions.append(Binary("=", Property(of, key, at=thing.at), value, at=value.at))

    def _is_text(self, e: Expression) -> bool:
        if isinstance(e, Parameter):
            return self.shape(e) in ("text", "type")
        return isinstance(e, Constant) and isinstance(e.value, str)

    def _correlated(self, drawn: _Drawn, known: Scope) -> None:
        """An optional pattern's condition may speak of the pattern and of plain values, of no other entity."""
        own = {*drawn.nodes, *(s.hop.name for s in drawn.steps), *(p.name for p in drawn.whole)}
        for condition in drawn.conditions:
            for e in within(condition):
                if (
                    isinstance(e, Variable)
                    and e.name in known
                    and e.name not in own
                    and known[e.name].kind != "value"
                ):
                    self.refuse("optional_correlation", e, e.name)

    def _groups(self, clause: Match, drawn: _Drawn) -> tuple[list[list[str]], list[tuple[str, str]]]:
        """The parts of each ``MATCH``, and the relationships that must differ between them."""
        seen: set[str] = set()
        plain = [s for s in drawn.steps if not s.hop.branches]
        branching = sorted((s for s in drawn.steps if s.hop.branches), key=lambda s: s.hop.length is None)
        paths = [path for path in drawn.whole if not path.shortest]
        hops = [h for path in paths for h in path.hops]
        for path in paths:
            if any(h.branches for h in path.hops[:-1]) or len(paths) > 1:
                self.refuse("path_order", path)
        last_branches = bool(hops) and hops[-1].branches
        if clause.optional and (len(branching) + last_branches > 1 or drawn.whole):
            self.refuse("optional_branches", clause, "OPTIONAL MATCH")
        first = self._apart(drawn, seen, {n.name for path in drawn.whole if path.shortest for n in path.nodes})
        first += [self._step(s, drawn, seen, named=True) for s in plain]
        here = [s.hop for s in plain] + hops
        if branching and not last_branches:
            step = branching.pop(0)
            here.append(step.hop)
            first.append(self._step(step, drawn, seen, named=True))
        first += [self._whole(path, drawn, seen) for path in paths]
        groups, unequal = [first], list[tuple[str, str]]()
        for step in branching:
            for other in here:
                if other.overlaps(step.hop):
                    if other.length or step.hop.length:
                        self.refuse("variable_lengths", step.hop)
                    unequal.append((spelled(other.name), spelled(step.hop.name)))
            here.append(step.hop)
            groups.append([self._step(step, drawn, seen, named=True)])
        return groups, unequal

    def _apart(self, drawn: _Drawn, seen: set[str], ends: set[str]) -> list[str]:
        """Nodes that no relationship of the clause reaches: after one that branches, the engine loses them."""
        reached = {end for step in drawn.steps for end in (step.left, step.right)}
        reached |= {node.name for path in drawn.whole if not path.shortest for node in path.nodes}
        apart = dict.fromkeys(name for name in (*drawn.alone, *sorted(ends)) if name not in reached)
        return [self._node(name, drawn, seen) for name in apart]

    def _shortest(self, path: Path) -> str:
        left, hop, right = path.nodes[0].name, path.hops[0], path.nodes[1].name
        body = f"({spelled(left)}){self._hop(hop, named=False)}({spelled(right)})"
        return f"{spelled(path.name or '')} = shortestPath({body})"

    def _whole(self, path: Path, drawn: _Drawn, seen: set[str]) -> str:
        text = self._node(path.nodes[0].name, drawn, seen)
        for hop, node in zip(path.hops, path.nodes[1:], strict=True):
            text += self._hop(hop, named=True) + self._node(node.name, drawn, seen)
        return f"{spelled(path.name or '')} = {text}"

    def _step(self, step: _Step, drawn: _Drawn, seen: set[str], *, named: bool) -> str:
        left = self._node(step.left, drawn, seen)
        return left + self._hop(step.hop, named=named) + self._node(step.right, drawn, seen)

    def _node(self, name: str, drawn: _Drawn, seen: set[str]) -> str:
        node = drawn.nodes[name]
        if name in seen:
            return f"({spelled(name)})"
        seen.add(name)
        labels = "".join(f":{label}" for label in node.labels)
        return f"({spelled(name)}{labels}{self._inline(node.properties)})"

    def _hop(self, hop: Hop, *, named: bool) -> str:
        name = spelled(hop.name) if named or hop.properties else ""
        types = ":" + "|".join(hop.types) if hop.types else ""
        length = f"*{hop.length[0]}..{hop.length[1]}" if hop.length else ""
        inside = f"[{name}{types}{length}{self._inline(hop.properties)}]"
        return f"{'<' if hop.direction == 'left' else ''}-{inside}-{'>' if hop.direction == 'right' else ''}"

    def _inline(self, properties: tuple[tuple[str, Expression], ...]) -> str:
        if not properties:
            return ""
        where = Where({}, rows=False)
        return " {" + ", ".join(f"{key}: {self.value(value, where).text}" for key, value in properties) + "}"
