"""The public surface: every package, module, class and function that users may call says what it promises."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from .source import module_names

PACKAGES = (
    "enishi",
    *(f"enishi.{name}" for name in ("ontology", "ingest", "graph", "queries", "viz", "cli", "words")),
)


def public(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, thing in vars(module).items():
        callable_here = inspect.isclass(thing) or inspect.isfunction(thing)
        if not name.startswith("_") and callable_here and thing.__module__ == module.__name__:
            yield name, thing


@pytest.mark.parametrize("name", module_names())
def test_every_public_thing_of_a_module_is_documented_and_typed(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__, "a module says what it is for"
    for thing_name, thing in public(module):
        assert inspect.getdoc(thing), f"{name}.{thing_name} is not documented"
        if inspect.isfunction(thing):
            untyped = [p for p in inspect.signature(thing).parameters.values() if p.annotation is p.empty]
            assert not untyped, f"{name}.{thing_name}"


@pytest.mark.parametrize("name", PACKAGES)
def test_what_a_package_offers_is_what_it_lists(name: str) -> None:
    package = importlib.import_module(name)
    listed = getattr(package, "__all__", None)
    if listed is None:  # a package that offers its modules, and nothing of its own by import
        imported = {
            key
            for key, value in vars(package).items()
            if not key.startswith("_")
            and getattr(value, "__module__", "").startswith("enishi.")
            and value.__module__ != name
        }
        assert not imported, f"{name} imports {sorted(imported)} without listing them in __all__"
        return
    assert list(listed) == sorted(listed, key=str.lower) or list(listed) == sorted(listed)
    assert not [key for key in listed if not hasattr(package, key)]


def test_importing_the_package_reads_nothing_heavy() -> None:
    heavy = ("rdflib", "networkx", "pyvis", "owlready2", "pyshacl", "neo4j", "rich", "oxilite", "pygraphviz")
    modules = ", ".join((*PACKAGES, "enishi.pipeline"))
    script = f"import sys, {modules}; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
