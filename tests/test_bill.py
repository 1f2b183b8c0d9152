"""What the wheel brings along: all of it is listed, and nothing of it asks its users for their own source."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from scripts.sbom import bill, components

ROOT = Path(__file__).parents[1]
COPYLEFT = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public|Affero|SSPL|Commons Clause", re.IGNORECASE)
EXTRAS = ("all",)


def test_no_licence_among_what_the_wheel_needs_is_gpl_or_agpl() -> None:
    found = {c.name: c.licence for c in components("enishi", EXTRAS)}
    assert {name: licence for name, licence in found.items() if COPYLEFT.search(licence)} == {}


def test_every_licence_is_said() -> None:
    assert [c.name for c in components("enishi", EXTRAS) if c.licence == "not said"] == []


def test_the_bill_names_every_dependency_and_only_what_it_names() -> None:
    made = bill(components("enishi", EXTRAS), "enishi")
    references = {made["metadata"]["component"]["bom-ref"], *(c["bom-ref"] for c in made["components"])}
    linked = {each for d in made["dependencies"] for each in (d["ref"], *d["dependsOn"])}
    assert linked == references
    assert {"oxilite", "neo4j", "rdflib", "lxml", "starlette"} <= {c["name"] for c in made["components"]}


def test_the_same_installation_gives_the_same_bytes() -> None:
    command = [sys.executable, "scripts/sbom.py", "--extra", "all"]
    first, second = (subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second
    assert json.loads(first)["specVersion"] == "1.6"


def test_the_pattern_knows_what_it_looks_for() -> None:
    wrong = ("GPL-3.0-only", "AGPL-3.0-or-later", "GNU General Public License v3 (GPLv3)", "GNU Affero")
    right = (
        "LGPL-3.0-or-later",
        "GNU Lesser General Public License v3 (LGPLv3)",
        "MIT",
        "Apache-2.0 AND Python-2.0",
    )
    assert all(COPYLEFT.search(each) for each in wrong)
    assert not any(COPYLEFT.search(each) for each in right)
