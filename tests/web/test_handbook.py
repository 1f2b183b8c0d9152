"""The handbook's calls of the server, made by curl as a reader would make them."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from .conftest import Served

CALLS = [
    (page.name, line)
    for page in sorted((Path(__file__).parents[2] / "docs" / "how-to").glob("endpoint.*.md"))
    for line in re.findall(r"(?m)^curl .+$", page.read_text(encoding="utf-8"))
]


@pytest.mark.needs_curl
@pytest.mark.parametrize(("page", "line"), CALLS)
def test_a_call_is_answered(server: Served, page: str, line: str) -> None:
    words = shlex.split(line.replace("http://127.0.0.1:8000", server.address))
    done = subprocess.run(
        [*words, "--silent", "--show-error", "--fail-with-body"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip()


def test_there_are_calls_in_both_languages() -> None:
    assert {page for page, _ in CALLS} == {"endpoint.en.md", "endpoint.ja.md"}
