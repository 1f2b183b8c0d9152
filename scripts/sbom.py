"""The software bill of materials: what the wheel needs, from the metadata of what is installed, as CycloneDX JSON.

    python scripts/sbom.py [--extra documents]... [--output sbom.json] [--licences]

What always holds: the same installation gives the same bytes; nothing is asked of a network. ``--licences`` prints
a table of names, versions and licences instead.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

_NAME = re.compile(r"[-_.]+")
_PREFIX = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Component:
    """One distribution: its name and version, its licence as its metadata says it, and what it needs."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]

    @property
    def reference(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


def plain(name: str) -> str:
    """A name as package URLs spell it."""
    return _NAME.sub("-", name).lower()


def licence(found: Distribution) -> str:
    """The licence that the metadata names: as an expression, in classifiers, or in the first line of a text."""
    said = found.metadata
    if expression := said.get_all("License-Expression"):
        return str(expression[0])
    classifiers = [c.removeprefix(_PREFIX) for c in said.get_all("Classifier", []) if c.startswith(_PREFIX)]
    text = (said.get_all("License") or [""])[0].strip().split("\n")[0]
    return "; ".join(classifiers) or text or "not said"


def needs(found: Distribution, extras: Iterable[str]) -> Iterator[str]:
    """The names of what a distribution needs here, with these of its extras."""
    for line in found.requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement.name
            for extra in requirement.extras:
                yield f"{requirement.name}[{extra}]"


def components(root: str, extras: Iterable[str] = ()) -> list[Component]:
    """A distribution and all that it needs, in order of name; what is not installed is left out."""
    found: dict[str, Component] = {}
    waiting = [root, *(f"{root}[{extra}]" for extra in extras)]
    wanted: dict[str, set[str]] = {}
    while waiting:
        name, _, extra = waiting.pop().partition("[")
        asked = wanted.setdefault(plain(name), set())
        fresh = extra.rstrip("]")
        if plain(name) in found and (not fresh or fresh in asked):
            continue
        asked.add(fresh)
        try:
            there = distribution(name)
        except PackageNotFoundError:
            continue
        needed = sorted(set(needs(there, asked - {""})))
        waiting += needed
        links = sorted({plain(each.partition("[")[0]) for each in needed} - {plain(name)})
        found[plain(name)] = Component(plain(name), there.version, licence(there), tuple(links))
    return [found[name] for name in sorted(found)]


def bill(found: list[Component], root: str) -> dict[str, Any]:
    """The bill in CycloneDX 1.6; without a time and a serial number, so that equal bills are equal bytes."""
    known = {c.name: c for c in found}

    def record(c: Component, kind: str) -> dict[str, Any]:
        licences = [{"license": {"name": c.licence}}]
        about = {"type": kind, "bom-ref": c.reference, "name": c.name, "version": c.version}
        return {**about, "licenses": licences, "purl": c.reference}

    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": record(known[root], "application")},
        "components": [record(c, "library") for c in found if c.name != root],
        "dependencies": [
            {"ref": c.reference, "dependsOn": [known[n].reference for n in c.needs if n in known]} for c in found
        ],
    }


def main() -> int:
    """Write the bill, or the table of licences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extra", action="append", default=[])
    parser.add_argument("--output", type=Path)
    parser.add_argument("--licences", action="store_true")
    arguments = parser.parse_args()
    found = components("enishi", arguments.extra)
    if arguments.licences:
        rows = [f"| {c.name} | {c.version} | {c.licence} |" for c in found]
        text = "\n".join(["| package | version | licence |", "|---|---|---|", *rows, ""])
    else:
        text = json.dumps(bill(found, "enishi"), ensure_ascii=False, indent=2) + "\n"
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
