"""One page of a PDF as pdfium sees it: its glyphs with their places, and the straight lines drawn on it.

Places are in points from the top left corner of the page as it is shown, turned as the page is turned.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

Point = tuple[float, float]
_BOLD = re.compile(rb"bold|heavy|black|-W[6-9]|-[DEBUH]B?$", re.I)
PATHS = 4_000  # straight lines on a page from which they are a drawing, not the rules of a table


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character at its place: ``size`` is the height of its em, ``base`` the line on which it stands."""

    char: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size in points, glyphs in the order in which they are drawn, rules, and whether it has pictures."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[tuple[Point, Point], ...]
    pictured: bool


def sheet(page: PdfPage) -> Sheet:
    """What stands on a page."""
    left, bottom, right, top = page.get_mediabox(fallback_ok=True) or (0, 0, 612, 792)
    width, height = right - left, top - bottom
    turn: Callable[[float, float], Point] = {
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }.get(page.get_rotation(), lambda x, y: (x - left, top - y))
    if page.get_rotation() in (90, 270):
        width, height = height, width
    rules, pictured = _drawn(page, turn)
    glyphs = tuple(g for g in _glyphs(page, turn) if -1 <= g.x0 <= width + 1 and -1 <= g.base <= height + 1)
    return Sheet(width, height, glyphs, tuple(rules), pictured)


def _glyphs(page: PdfPage, turn: Callable[[float, float], Point]) -> Iterator[Glyph]:
    """The glyphs, each once: what is printed twice to look bold is one."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    text = page.get_textpage()
    box, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    weights: dict[int, bool] = {}
    seen: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
    for number in range(pdfium.FPDFText_CountChars(text)):
        if pdfium.FPDFText_IsGenerated(text, number) == 1:
            continue
        char = _character(pdfium.FPDFText_GetUnicode(text, number))
        if pdfium.FPDFText_IsHyphen(text, number) == 1:
            char = "\u00ad"
        if not char or not pdfium.FPDFText_GetLooseCharBox(text, number, box):
            continue
        pdfium.FPDFText_GetCharOrigin(text, number, x, y)
        size = float(pdfium.FPDFText_GetFontSize(text, number))
        if pdfium.FPDFText_GetMatrix(text, number, matrix):
            size *= math.hypot(matrix.c, matrix.d) or 1.0
        (ax, ay), (bx, by) = turn(box.left, box.bottom), turn(box.right, box.top)
        base = turn(x.value, y.value)
        places = seen[char, round(base[1])]
        if any(abs(place - base[0]) < 0.12 * size for place in places):
            continue
        places.append(base[0])
        run = pdfium.FPDFText_GetTextObject(text, number)
        key = ctypes.addressof(run.contents) if run else 0
        if key not in weights:
            weights[key] = _is_bold(text, number)
        yield Glyph(char, min(ax, bx), max(ax, bx), min(ay, by), max(ay, by), base[1], size or 1.0, weights[key])


def _is_bold(text: PdfTextPage, number: int) -> bool:
    """Whether a glyph's font says in its name that it is bold."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, number, name, 128, flags)
    return bool(_BOLD.search(name.value))


def _character(code: int) -> str:
    """The character of a code; nothing for control characters."""
    if code in (0x02, 0xFFFE):  # pdfium's signs for a hyphen at the end of a line
        return "\u00ad"
    return "" if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _drawn(page: PdfPage, turn: Callable[[float, float], Point]) -> tuple[list[tuple[Point, Point]], bool]:
    """The straight lines of a page's drawings (none where they are too many for a table), and if it has pictures."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    rules: list[tuple[Point, Point]] = []
    pictured = False
    wanted = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    for thing in page.get_objects(filter=wanted, max_depth=6):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictured = True
        elif len(rules) <= PATHS:
            rules.extend((turn(*a), turn(*b)) for a, b in _segments(thing, pdfium))
    return ([] if len(rules) > PATHS else rules), pictured


def _segments(thing: Any, pdfium: Any) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of a path that run along the page, in its coordinates."""
    place = _placing(thing)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    count = pdfium.FPDFPath_CountSegments(thing)
    for number in range(min(count, PATHS)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, number)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        now = place(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = now
        elif kind == pdfium.FPDF_SEGMENT_LINETO and _runs_straight(last, now):
            yield last, now
        last = now
        if pdfium.FPDFPathSegment_GetClose(segment) and _runs_straight(now, first):
            yield now, first


def _runs_straight(one: Point, other: Point) -> bool:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    return (wide < 0.5) != (high < 0.5) and max(wide, high) > 2


def _placing(thing: Any) -> Callable[[float, float], Point]:
    """From a path's own coordinates to the page's, through the forms that it stands in."""
    matrices = []
    while thing is not None:
        matrices.append(thing.get_matrix())
        thing = getattr(thing, "container", None)

    def place(x: float, y: float) -> Point:
        for m in matrices:
            x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
        return x, y

    return place
