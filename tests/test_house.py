"""What holds for every file of the project: layers, sizes, encodings, addresses, licences, versions."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import enishi

FOLDERS = ("ontology", "ingest", "graph", "queries", "viz", "samples", "src/enishi")
MADE = {"build", "dist", "wheelhouse", "demo", "__pycache__"}
"""Folders that commands make; those that tools make begin with a dot."""


def modules(root: Path, *folders: str) -> Iterator[Path]:
    """The Python files of some folders, each once: the links under src/enishi are not followed."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            if path.resolve() == path and "__pycache__" not in path.parts:
                yield path


def tracked(root: Path) -> list[Path]:
    """All files of the project that are text: what git knows or would take, else what lies there."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=True)
        paths = [root / name for name in done.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [p for p in root.rglob("*") if not any(map(_made, p.relative_to(root).parts))]
    files = (p for p in paths if p.is_file() and not p.is_symlink() and "__pycache__" not in p.parts)
    return sorted(p for p in files if b"\0" not in p.read_bytes()[:4096])


def _made(part: str) -> bool:
    return (
        part in MADE or part.endswith(".egg-info") or (part.startswith(".") and part not in (".ci", ".gitignore"))
    )


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def test_imports_go_downwards_only(root: Path) -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    done = subprocess.run(
        [*command, "--no-cache"],
        cwd=root,
        env=environment(root),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 kept, 0 broken" in done.stdout


def environment(root: Path) -> dict[str, str]:
    """The environment of a child that sees the checkout's package."""
    return os.environ | {"PYTHONPATH": str(root / "src"), "PYTHONWARNDEFAULTENCODING": "0"}


def test_no_module_is_longer_than_400_lines(root: Path) -> None:
    folders = (*FOLDERS, "tests", "tools", "scripts", "benchmarks")
    long = {str(p.relative_to(root)): n for p in modules(root, *folders) if (n := len(lines_of(p))) > 400}
    assert not long


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_imports_inside_the_layers_are_relative(root: Path) -> None:
    absolute = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in modules(root, *FOLDERS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == "enishi")
        or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "enishi" for alias in node.names))
    ]
    assert not absolute


def test_every_open_names_its_encoding(root: Path) -> None:
    nameless = [
        f"{path.relative_to(root)}:{call.lineno}"
        for path in modules(root, *FOLDERS, "tests", "tools", "scripts", "benchmarks")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _opens_text(call) and not _names_encoding(call)
    ]
    assert not nameless


def _opens_text(call: ast.Call) -> bool:
    """Whether a call opens a text: ``archive.open(member)`` and ``path.open("rb")`` do not."""
    match call.func:
        case ast.Name("open"):
            return "b" not in _mode(call.args[1:], call.keywords)
        case ast.Attribute(attr="open"):
            return (not call.args or _is_mode(call.args[0])) and "b" not in _mode(call.args, call.keywords)
        case ast.Attribute(attr="read_text" | "write_text"):
            return True
    return False


def _mode(positional: list[ast.expr], keywords: list[ast.keyword]) -> str:
    said = [*positional[:1], *(keyword.value for keyword in keywords if keyword.arg == "mode")]
    return next((str(value.value) for value in said if isinstance(value, ast.Constant)), "r")


def _is_mode(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and re.fullmatch(r"[rwxabt+]{1,4}", str(value.value)) is not None


def _names_encoding(call: ast.Call) -> bool:
    return any(keyword.arg in ("encoding", None) for keyword in call.keywords)


def test_no_file_names_a_registry_or_a_place_on_a_machine(root: Path) -> None:
    registries = (
        r"(pypi\.org|files\.pythonhosted|registry\.npmjs|repo1?\.maven|deb\.debian\.org|--index-url|--extra-index)"
    )
    places = r"(?<![\w.~])/(?:home|root|Users|work|tmp)/\w+"
    found = [
        f"{path.relative_to(root)}:{number}: {line.strip()[:100]}"
        for path in tracked(root)
        if path != Path(__file__) and path.suffix not in (".tsv", ".js")
        for number, line in enumerate(lines_of(path), 1)
        if re.search(registries, line) or re.search(places, line)
    ]
    assert not found


def test_links_lead_into_the_checkout_and_only_to_the_layers(root: Path) -> None:
    links = {p.name: p.resolve() for p in (root / "src" / "enishi").iterdir() if p.is_symlink()}
    assert links == {name: root / name for name in FOLDERS if "/" not in name}


def closure(requirements: list[str]) -> dict[str, Distribution]:
    """The installed distributions behind requirements, their own requirements included."""
    found: dict[str, Distribution] = {}
    queue = [Requirement(text) for text in requirements]
    while queue:
        wanted = queue.pop()
        name = canonicalize_name(wanted.name)
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            found[name] = distribution(wanted.name)
        except PackageNotFoundError:
            pytest.fail(f"{wanted.name} is required and not installed")
        queue += [Requirement(text) for text in found[name].requires or []]
    return found


COPYLEFT = {
    "owlready2": "LGPL: used as a library, unchanged, and installed by its own name, so anyone can replace it"
}


def test_no_dependency_is_under_a_licence_that_would_bind_ours(project: dict[str, Any]) -> None:
    extras = project["project"]["optional-dependencies"].items()
    shipped = [r for extra, requirements in extras if extra != "test" for r in requirements]
    bound = {
        name: text
        for name, found in closure([*project["project"]["dependencies"], *shipped]).items()
        if re.search(r"\bA?GPL|LGPL|GNU (?:Affero|General|Lesser)", text := _licence(found))
    }
    assert bound.keys() == COPYLEFT.keys(), bound
    assert not [text for text in bound.values() if re.search(r"AGPL|Affero|(?<!L)(?<!Lesser )\bGPL", text)]


def _licence(found: Distribution) -> str:
    said = found.metadata.get_all
    classifiers = [str(c) for c in said("Classifier") or [] if str(c).startswith("License ::")]
    named = [str(text)[:200] for field in ("License-Expression", "License") for text in said(field) or []]
    return " | ".join([*named, *classifiers])


def test_constraints_pin_every_dependency_and_nothing_else(root: Path, project: dict[str, Any]) -> None:
    pins = [line for line in lines_of(root / "constraints.txt") if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins), "a pin names a version, not an address"
    assert pins == sorted(pins, key=str.lower)
    pinned = {canonicalize_name(pin.partition("==")[0]) for pin in pins}
    extras = [r for group in project["project"]["optional-dependencies"].values() for r in group]
    wanted = closure([*project["project"]["dependencies"], *extras])
    assert set(wanted) - pinned == set(), "run `make constraints`"


def test_the_version_is_the_same_everywhere(root: Path, project: dict[str, Any]) -> None:
    assert project["project"]["version"] == enishi.__version__
    assert f"## {enishi.__version__}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_ci_runs_the_test_command_of_the_readme(root: Path) -> None:
    readme, ci = ((root / name).read_text(encoding="utf-8") for name in ("README.md", ".ci/run"))
    assert re.search(r"^make test\b", readme, re.MULTILINE)
    assert ci.rstrip().endswith("\nmake test")


def test_every_make_target_is_explained_by_make_help(root: Path) -> None:
    done = subprocess.run(["make", "help"], cwd=root, capture_output=True, encoding="utf-8", check=True)
    told = set(re.findall(r"^make ([\w-]+) +\S", done.stdout, re.MULTILINE))
    named = re.search(r"^\.PHONY: (.*)$", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert named
    assert told == set(named.group(1).split()) - {"tools"}
