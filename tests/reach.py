"""Whether a page in Chromium shuts anybody out: by its marks (axe), by its width, by what the keyboard reaches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS: Final = (1280, 640, 390)
"""A desk, the same at 200 % zoom, a telephone."""
SCRIPT: Final = (Path(__file__).parent / "web" / "axe.min.js").read_text(encoding="utf-8")
AXE: Final = """axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations.map(
    (v) => [v.id, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 150))]))"""
SETTLED: Final = """new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
    () => done(document.documentElement.scrollWidth))))"""
WANTED: Final = """[...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']")]
    .filter((e) => e.checkVisibility() && !e.disabled).length"""
FOCUSED: Final = """(() => { const e = document.activeElement; if (!e || e === document.body) return null;
    e.dataset.n ||= String(Math.random());
    const style = getComputedStyle(e), seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 1;
    return [e.dataset.n, e.outerHTML.slice(0, 80), seen]; })()"""


def set_width(page: Page, width: int) -> bool:
    """Make a page so wide; whether it keeps to that."""
    page.set_viewport_size({"width": width, "height": 900})
    return bool(page.evaluate(SETTLED) <= width)


def violations(page: Page) -> list[Any]:
    """What axe finds in a page that was given :data:`SCRIPT`."""
    found: list[Any] = page.evaluate(AXE)
    return found


def not_reached(page: Page) -> tuple[int, list[str]]:
    """How many of a page's controls the Tab key does not reach, and what it reaches without its being seen."""
    wanted = page.evaluate(WANTED)
    reached, unseen = set(), []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        if told := page.evaluate(FOCUSED):
            reached.add(told[0])
            unseen += [] if told[2] else [told[1]]
    return max(0, wanted - len(reached)), unseen
