"""The handbook's page on SPARQL for one's own Neo4j: its program runs, and is the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..neo4j.conftest import Server


def test_the_program_of_the_page_runs(
    server: Server, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root / "docs" / "how-to"
    pages = [(folder / f"sparql-on-neo4j.{lang}.md").read_text(encoding="utf-8") for lang in ("en", "ja")]
    programs = [re.findall(r"(?ms)^```text\n(.*?)^```$", page) for page in pages]
    assert programs[0] == programs[1] and len(programs[0]) == 1
    server.empty()
    monkeypatch.setenv("NEO4J_URI", server.url)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    exec(programs[0][0], {})  # noqa: S102
    told = capsys.readouterr().out
    assert '"Beth"' in told and "MATCH" in told and '<urn:b> <urn:name> "Beth"@en .' in told
