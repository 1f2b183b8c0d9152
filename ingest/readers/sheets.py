"""Spreadsheets and csv: each sheet a section, its rows lines of cells between tabs, dates as ISO dates.

calamine lays a sheet out as one rectangle, and clones a shared text for every cell that shows it; so how large
both would be is counted in the sheets' own XML before it opens them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from ...errors import DocumentError
from .encoding import decode
from .extra import needed_for
from .limits import Watch
from .package import checked
from .reading import Reading, apart, row, tidy

_CELL = re.compile(rb"<(?:\w+:)?c((?:\s[^<>]*)?)>(?!\s*</)|<(?:\w+:)?row(?:\s[^<>]*)?>")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)?(\d+)["']""")
_SHARED = re.compile(rb"""<(?:\w+:)?c\s[^<>]*\bt\s*=\s*["']s["'][^<>]*>\s*<(?:\w+:)?v>\s*(\d{1,9})""")
_TEXT = re.compile(rb"<(?:\w+:)?si\b[^<>]*>(.*?)</(?:\w+:)?si>", re.S)
_NAMELESS = re.compile(r"(?:sheet|シート|table|ワークシート)\s*\d*$", re.I)


def read_xlsx(raw: bytes, watch: Watch) -> Reading:
    """A workbook's sheets, those that are hidden left out.

    Raises :class:`DocumentError` where it is damaged, encrypted or beyond the limits.
    """
    with needed_for(watch.path):
        import python_calamine as calamine  # noqa: PLC0415
    with checked(raw, watch, "xlsx") as package:
        _measure(package, watch)
    lines: list[str] = []
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for about in book.sheets_metadata:
            if about.visible != calamine.SheetVisibleEnum.Visible or about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if not _NAMELESS.match(about.name):
                lines += ["", f"## {' '.join(about.name.split())}", ""]
            for cells in book.get_sheet_by_name(about.name).to_python(skip_empty_area=True):
                watch.time()
                lines.append(row(map(_shown, cells)))
            lines.append("")
    except BaseException as error:
        if isinstance(error, DocumentError) or not _is_calamines(error):
            raise
        reason = f"{type(error).__name__}: {error}"[:200]
        raise DocumentError("document_damaged", file=watch.path, format="xlsx", reason=reason) from error
    return Reading(tidy(apart(lines)))


def _is_calamines(error: BaseException) -> bool:
    """Whether an error says that a file is damaged; a panic of Rust is no Exception, and is one of those."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _measure(package: zipfile.ZipFile, watch: Watch) -> None:
    """Hold the sheets to the limits before they are laid out: their rectangles, and their texts in all cells."""
    lengths: list[int] = []
    names = package.namelist()
    for name in names:
        if name.lower().endswith("sharedstrings.xml"):
            lengths = [len(match[1]) for match in _TEXT.finditer(package.read(name))]
    area = texts = 0
    for name in names:
        if "worksheets/" in name and name.endswith(".xml"):
            sheet = package.read(name)
            area += _area(sheet)
            watch.count("cells", area)
            for match in _SHARED.finditer(sheet):
                texts += lengths[int(match[1])] if int(match[1]) < len(lengths) else 0
            watch.count("unpacked", texts)
            watch.time()


def _area(sheet: bytes) -> int:
    """Rows times columns between a sheet's first and last cells that hold something."""
    low_row = low_column = 1 << 30
    high_row = high_column = row_now = column_now = 0
    for match in _CELL.finditer(sheet):
        place = _PLACE.search(match[0])
        if match[1] is None:
            row_now = int(place[2][:9]) if place else row_now + 1
            column_now = 0
            continue
        if match[1].endswith(b"/"):
            column_now += 1
            continue
        if place and place[1]:
            row_now, column_now = int(place[2][:9]), _column(place[1][:9])
        else:
            column_now += 1
        low_row, high_row = min(low_row, row_now), max(high_row, row_now)
        low_column, high_column = min(low_column, column_now), max(high_column, column_now)
    return max(high_row - low_row + 1, 0) * max(high_column - low_column + 1, 0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _shown(value: object) -> str:
    """A cell's value as text: whole numbers without a point, a date as ``1965-10-26``, midnight left out.

    >>> import datetime
    >>> from enishi.ingest.readers.sheets import _shown
    >>> [_shown(v) for v in (12.0, 0.25, datetime.datetime(1965, 10, 26), True)]
    ['12', '0.25', '1965-10-26', 'TRUE']
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return str(value)


def read_csv(raw: bytes, watch: Watch) -> Reading:
    """A file of values between commas, semicolons, tabs or bars, in any encoding that :func:`decode` knows."""
    text = decode(raw, watch.path)
    delimiter = _delimiter(text)
    lines: list[str] = []
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            number += len(cells)
            watch.count("cells", number)
            watch.time()
            lines.append(row(cells))
    except csv.Error as error:
        raise DocumentError("document_damaged", file=watch.path, format="csv", reason=str(error)) from error
    return Reading(tidy(lines))


def _delimiter(text: str) -> str:
    """The sign that cuts most lines of the beginning into equally many cells.

    >>> from enishi.ingest.readers.sheets import _delimiter
    >>> _delimiter('a;"1,5";c\\nd;"2,5";f\\n'), _delimiter("横浜\\t日本\\n")
    (';', '\\t')
    """
    begin = text[:20_000].splitlines()[:50]
    best, score = ",", (0.0, 0)
    for sign in ",\t;|":
        widths = [len(cells) for cells in csv.reader(_unbroken(begin), delimiter=sign) if cells]
        usual = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
        found = (widths.count(usual) / len(widths), usual) if usual > 1 else (0.0, 0)
        if found > score:
            best, score = sign, found
    return best


def _unbroken(lines: Iterable[str]) -> Iterator[str]:
    """Lines without the quote signs that would run on beyond the beginning."""
    yield from (line if line.count('"') % 2 == 0 else line.replace('"', "") for line in lines)
