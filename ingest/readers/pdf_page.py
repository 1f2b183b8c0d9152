"""One page of a PDF as pdfium sees it: its glyphs with their places, and the straight lines drawn on it.

Places are in points from the top left corner of the page as it is shown, turned as the page is turned.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .limits import Watch

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage  # type: ignore[import-untyped]

Point = tuple[float, float]
_BOLD = re.compile(rb"bold|heavy|black|-W[6-9]|-[DEBUH]B?$", re.I)
_BULLETS = {0xF06C, 0xF06E, 0xF071, 0xF075, 0xF076, 0xF09F, 0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC}
_DOTS = 500  # small round drawings on a page that are looked at as bullets
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
    """A page: its size in points, glyphs as they are drawn, rules, and whether it has pictures."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[tuple[Point, Point], ...]
    pictured: bool


def sheet(page: PdfPage, watch: Watch) -> Sheet:
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
    drawn = _drawn(page, turn)
    glyphs = [g for g in _glyphs(page, turn, watch) if -1 <= g.x0 <= width + 1 and -1 <= g.base <= height + 1]
    glyphs += [bullet for dot in drawn.dots[:_DOTS] if (bullet := _bullet(dot, glyphs))]
    return Sheet(width, height, tuple(glyphs), tuple(drawn.rules), drawn.pictured)


def _bullet(dot: tuple[float, float, float], glyphs: Sequence[Glyph]) -> Glyph | None:
    """The bullet that a small drawing (its left, right and middle) is, by the glyph that it stands before."""
    left, right, middle = dot
    beside = (
        g
        for g in glyphs
        if 0 < g.x0 - right < 2.5 * g.size
        and 0.1 * g.size < g.base - middle < 0.65 * g.size
        and not g.char.isspace()
    )
    first = min(beside, key=lambda g: g.x0, default=None)
    return None if first is None else replace(first, char="・", x0=left, x1=first.x0 - 0.1)


def _glyphs(page: PdfPage, turn: Callable[[float, float], Point], watch: Watch) -> Iterator[Glyph]:
    """The glyphs, each once: what is printed twice to look bold is one."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # noqa: PLC0415

    text = page.get_textpage()
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    forms: dict[int, tuple[float, bool]] = {}  # by the run of text that a glyph is drawn with
    last = ""
    seen: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
    for number in range(pdfium.FPDFText_CountChars(text)):
        if number % 5000 == 0:
            watch.time()
        char = _character(pdfium.FPDFText_GetUnicode(text, number))
        if char in "-\u2010\u00ad" and pdfium.FPDFText_IsHyphen(text, number) == 1:
            char = "\u00ad"
        if not char or not pdfium.FPDFText_GetLooseCharBox(text, number, box):
            continue
        pdfium.FPDFText_GetCharOrigin(text, number, x, y)
        run = pdfium.FPDFText_GetTextObject(text, number)
        key = ctypes.addressof(run.contents) if run else -1 - number
        if key not in forms:
            forms[key] = _size(text, number), _is_bold(text, number)
        size, bold = forms[key]
        (ax, ay), (bx, by) = turn(box.left, box.bottom), turn(box.right, box.top)
        base = turn(x.value, y.value)
        if not all(map(math.isfinite, (ax, ay, bx, by, *base))):
            continue
        places = seen[char, round(base[1])]
        if char != last and any(abs(place - base[0]) < 0.12 * size for place in places):
            continue  # (the letters of a ligature have one place)
        places.append(base[0])
        last = char
        yield Glyph(char, min(ax, bx), max(ax, bx), min(ay, by), max(ay, by), base[1], size, bold)


def _size(text: PdfTextPage, number: int) -> float:
    """The height of a glyph's em on the page, its text's own scale included."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(text, number))
    if pdfium.FPDFText_GetMatrix(text, number, matrix):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    return size or 1.0


def _is_bold(text: PdfTextPage, number: int) -> bool:
    """Whether a glyph's font says in its name that it is bold."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, number, name, 128, flags)
    return bool(_BOLD.search(name.value))


def _character(code: int) -> str:
    """The character of a code; nothing for control characters; Symbol's and Wingdings' bullets as such."""
    if code in (0x02, 0xFFFE):  # pdfium's signs for a hyphen at the end of a line
        return "\u00ad"
    if 0xF06C <= code <= 0xF0FC and code in _BULLETS:
        return "・"
    return "" if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


@dataclass(slots=True)
class _Drawn:
    rules: list[tuple[Point, Point]] = field(default_factory=list)
    dots: list[tuple[float, float, float]] = field(default_factory=list)
    pictured: bool = False


def _drawn(page: PdfPage, turn: Callable[[float, float], Point]) -> _Drawn:
    """What is drawn on a page: straight lines (none where they are too many for a table), dots, pictures."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    found = _Drawn()
    wanted = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    for thing in page.get_objects(filter=wanted, max_depth=6):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictured = True
            continue
        points, straight = _traced(thing, turn, pdfium)
        found.rules += straight if len(found.rules) <= PATHS else []
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if points and 1.5 < max(xs) - min(xs) < 8 and abs((max(xs) - min(xs)) - (max(ys) - min(ys))) < 1:
            found.dots.append((min(xs), max(xs), (min(ys) + max(ys)) / 2))
    if len(found.rules) > PATHS:
        found.rules = []
    return found


def _traced(
    thing: Any, turn: Callable[[float, float], Point], pdfium: Any
) -> tuple[list[Point], list[tuple[Point, Point]]]:
    """The points of a path on the page, and its straight pieces that run along the page."""
    place = _placing(thing)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    straight: list[tuple[Point, Point]] = []
    first = last = (0.0, 0.0)
    for number in range(min(pdfium.FPDFPath_CountSegments(thing), PATHS)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, number)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        now = turn(*place(x.value, y.value))
        points.append(now)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = now
        elif kind == pdfium.FPDF_SEGMENT_LINETO and _runs_straight(last, now):
            straight.append((last, now))
        last = now
        if pdfium.FPDFPathSegment_GetClose(segment) and _runs_straight(now, first):
            straight.append((now, first))
    return points, straight


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
