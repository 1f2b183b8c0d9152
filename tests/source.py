"""The package's own source, as the tests of the house read it."""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import enishi


@cache
def module_names() -> tuple[str, ...]:
    """Every module of the package, the packages themselves included, in order of name."""
    names = (m.name for m in pkgutil.walk_packages(enishi.__path__, "enishi.") if ".fonts" not in m.name)
    return ("enishi", *sorted(names))


@cache
def _parsed() -> tuple[tuple[str, ast.Module], ...]:
    origins = ((name, (spec := find_spec(name)) and spec.origin) for name in module_names())
    return tuple((name, ast.parse(Path(o).read_text(encoding="utf-8"))) for name, o in origins if o)


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every module's name and syntax tree."""
    yield from _parsed()


def texts() -> Iterator[str]:
    """Every literal text of the package."""
    for _, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
