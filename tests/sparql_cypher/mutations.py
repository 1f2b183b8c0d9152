"""Two ways to break the compiler, which random queries must find out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from enishi.graph.sparql_cypher.scope import Scope

_BRANCHES, _ADD = Scope.branches, Scope.add


def _forgetful(self: Scope, parts: Iterable[Scope], *, distinct: bool = False) -> None:
    _BRANCHES(self, parts, distinct=True)


def _generous(self: Scope, clause: str) -> None:
    _ADD(self, clause.replace("WITH DISTINCT", "WITH"))


MUTATIONS: dict[str, tuple[Any, str, Any]] = {
    "UNION for UNION ALL": (Scope, "branches", _forgetful),
    "no DISTINCT": (Scope, "add", _generous),
}
