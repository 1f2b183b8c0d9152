"""What is real here: everything. Documents are files, graphs are files of SQLite, pictures come out of Graphviz,
pages are opened in Chromium, OWL is checked by Java; commands run as processes of their own. Nothing is mocked,
because what breaks in use is where two of these meet.

What a machine may lack is said by a mark (``needs_java``, ``needs_chromium``, ``needs_shared`` ...): there the test
is skipped with its reason; in CI, which has the programs, their lack fails.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from . import warm

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT: Final = Path(__file__).parents[1]
SHARED: Final = ROOT.parent / "shared"
CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome")

# Commands run in folders of their own: a relative path to the source would lead them to another one.
if "PYTHONPATH" in os.environ:
    os.environ["PYTHONPATH"] = os.pathsep.join(map(os.path.abspath, os.environ["PYTHONPATH"].split(os.pathsep)))

# A suite that runs in the background is told to ignore interruptions, and what it starts would be so too.
signal.signal(signal.SIGINT, signal.default_int_handler)


PROGRAMS: Final = {
    "needs_java": (("java",), "no Java (apt-get install default-jre-headless)"),
    "needs_maven": (("mvn",), "no Maven (apt-get install maven)"),
    "needs_curl": (("curl",), "no curl (apt-get install curl)"),
    "needs_poppler": (("pdffonts",), "no pdffonts (apt-get install poppler-utils)"),
    "needs_chromium": (CHROMIUM, "no Chromium (apt-get install chromium)"),
}
"""By mark: the programs of which one must be there, and what is said where none is."""


def _lack(mark: str) -> str | None:
    """Why a test with a mark cannot run here."""
    programs, lack = PROGRAMS.get(mark, ((), ""))
    if programs and not any(map(shutil.which, programs)):
        return lack
    if mark == "needs_shared" and not SHARED.is_dir():
        return f"the shared documents are not beside the checkout ({SHARED.name}/)"
    return None


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers():
        if lack := _lack(mark.name):
            if os.environ.get("CI") and mark.name != "needs_shared":
                pytest.fail(f"CI must have it: {lack}", pytrace=False)
            pytest.skip(lack)


LONG: Final = (
    *("ingest/test_reworded", "queries/test_phrasings", "neo4j/test_catalogue", "sparql_cypher/test_answers"),
    *("neo4j/test_faults", "viz/test_pictures", "web/test_browser", "ontology/test_reasoning", "test_wheel"),
    *("acceptance/test_from_documents_to_answers", "ingest/test_regression", "viz/test_wide"),
)
"""The files that take longest: of processes that share the tests, none is left with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {ROOT / "tests" / f"{name}.py": place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(LONG)))


@pytest.fixture(scope="session", autouse=True)
def copied() -> Iterator[None]:
    """The processes that are copied to run commands end with the tests."""
    yield
    warm.end()


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared documents beside the checkout; skips where they are absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the shared documents are not beside the checkout ({SHARED.name}/)")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; for tests marked ``needs_chromium``."""
    return next(path for path in map(shutil.which, CHROMIUM) if path)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium with a software WebGL, closed to the network but for what a page itself asks.

    One for all tests of a process: a second one would find the first one's event loop running.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only where there is a Chromium to drive)

    quiet = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
    webgl = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
    with sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-quic", *quiet, *webgl]
        )
        yield started
        started.close()
