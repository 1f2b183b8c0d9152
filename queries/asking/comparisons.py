"""Questions that the library answers by comparing and computing: changes, conflicts, brokers, growth.

What always holds: each has the command that gives the same; which words ask for it stands in ``comparisons.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ..catalogue import Parameter, Question, load_catalogue, read_asked
from ..comparing.budget import budget
from ..comparing.changes import changes
from ..comparing.conflicts import conflicts
from ..findings import wording
from ..networks.net import brokers, communities, growth

if TYPE_CHECKING:
    from ...graph.home import Graph
    from ...ontology.model import Lang
    from ..answer import Answer

_Comparison: TypeAlias = Callable[..., "Answer"]
_COMPARED: Final[Mapping[str, _Comparison]] = {
    "changes": changes,
    "conflicts": conflicts,
    "brokers": brokers,
    "communities": communities,
    "growth": growth,
    "budget-checks": budget,
}


@cache
def load_comparisons() -> Mapping[str, Question]:
    """All of them by id.

    >>> from enishi.queries.asking.comparisons import load_comparisons
    >>> load_comparisons()["changes"].command
    'changes --from {before} --to {after}'
    """
    words = tomllib.loads((files(__package__) / "comparisons.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: _question(name, entry) for name, entry in words.items()})


@cache
def load_askable() -> Mapping[str, Question]:
    """What can be asked in one's own words: the catalogue, and what is compared."""
    return MappingProxyType({**load_catalogue(), **load_comparisons()})


def compare(graph: Graph, name: str, parameters: Mapping[str, str], lang: Lang = "en") -> Answer:
    """The answer of one of them; ``parameters`` are fiscal years."""
    return _COMPARED[name](graph, **parameters, lang=lang)


def _question(name: str, entry: Mapping[str, Any]) -> Question:
    title = wording(f"findings.titles.{entry['title']}")
    parameters = tuple(
        Parameter(parameter, "fiscal-label", wording(f"findings.parameters.{parameter}"), required=True)
        for parameter in entry.get("parameters", ())
    )
    return Question(
        name, name, title, title, parameters, (), "", "", asked=read_asked(entry["asked"]), command=entry["command"]
    )
