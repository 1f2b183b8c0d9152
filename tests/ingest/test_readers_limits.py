"""Whatever a file is made of, reading it costs no more than its limits: the error names the file and the limit."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from enishi.errors import DocumentError
from enishi.ingest.read import LIMITS, read
from enishi.ingest.readers.limits import Limits
from enishi.words import LANGS, Words

from .typeset import FORMATS, as_docx, as_pdf, as_xlsx

TEXT = "# 記録\n\n横浜市は、1965年にムンバイ市と姉妹都市となりました。\n\n都市\t国\nリヨン\tフランス\n"
GOOD = {suffix: setter(TEXT) for suffix, setter in FORMATS.items()}


def refusal(path: Path, raw: bytes | None = None, limits: Limits = LIMITS) -> DocumentError:
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(DocumentError) as caught:
        read(path, limits)
    for lang in LANGS:
        assert path.name in Words(lang).error(caught.value)
    return caught.value


def repacked(raw: bytes, **parts: bytes) -> bytes:
    """A package with some parts replaced or added, by names with ``__`` for ``/`` and ``_`` before the suffix."""
    names = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_zip", ".zip"): b for name, b in parts.items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
        for name, inside in names.items():
            new.writestr(name, inside)
    return out.getvalue()


def test_a_gigabyte_of_text_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "all.txt"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    assert refusal(path).key == "document_too_large"
    assert refusal(path, b"123456", Limits(bytes=5)).details["limit"] == "5e-06"


def test_a_pdf_of_ten_thousand_pages_meets_the_limit_of_pages(tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    canvas = Canvas(str(path))
    for _ in range(10_000):
        canvas.showPage()
    canvas.save()
    error = refusal(path)
    assert (error.details["what"], error.details["number"]) == ("pages", 10_000)
    path.write_bytes(as_pdf(TEXT * 60))
    assert len(read(path).pages) > 2
    assert refusal(path, limits=Limits(pages=2)).details["limit"] == 2


@pytest.mark.parametrize("times", [1, 2])
def test_a_page_that_unpacks_to_hundreds_of_megabytes_is_refused_before_it_is_laid_out(
    tmp_path: Path, times: int
) -> None:
    packed = b"0 0 m 9 9 l S\n" * 20_000_000
    for _ in range(times):
        packed = zlib.compress(packed, 6)
    filters = b"/FlateDecode " * times
    raw = b"%%PDF-1.4\n4 0 obj\n<</Length %d/Filter [%s]>>\nstream\n%s\nendstream" % (len(packed), filters, packed)
    assert len(raw) < 1_000_000
    assert refusal(tmp_path / "bomb.pdf", raw).details["what"] == "unpacked"


@pytest.mark.parametrize("name", ["word__document_xml", "word__media__picture_zip"])
def test_a_zip_bomb_in_a_document_meets_the_limit_of_unpacked_bytes(tmp_path: Path, name: str) -> None:
    bomb = repacked(as_docx(TEXT), **{name: b" " * 200_000_000})
    assert len(bomb) < 500_000
    assert refusal(tmp_path / "bomb.docx", bomb).details["what"] == "unpacked"


def test_sizes_that_a_package_declares_are_not_believed(tmp_path: Path) -> None:
    raw = bytearray(repacked(as_docx(TEXT), word__media__picture_zip=b"\0" * 3_000_000))
    real = (3_000_000).to_bytes(4, "little")
    assert raw.count(real) == 2
    lie = bytes(raw).replace(real, (10).to_bytes(4, "little"))
    assert refusal(tmp_path / "lie.docx", lie).key == "document_damaged"


def test_a_package_in_a_package_is_never_opened(tmp_path: Path) -> None:
    inner = repacked(as_docx(TEXT), word__document_xml=b" " * 100_000_000)
    path = tmp_path / "nested.docx"
    path.write_bytes(repacked(as_docx(TEXT), word__embeddings__inner_zip=repacked(inner, a_zip=inner)))
    assert "ムンバイ" in read(path).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_package_that_declares_entities_is_refused(tmp_path: Path, kind: str, encoding: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    part = {"docx": "word__document_xml", "xlsx": "xl__workbook_xml"}[kind]
    raw = repacked(
        (as_docx if kind == "docx" else as_xlsx)(TEXT), **{part: f"{laughs}]><l>&i;</l>".encode(encoding)}
    )
    assert refusal(tmp_path / f"laughs.{kind}", raw).key == "document_declares_entities"


def test_xml_of_too_many_elements_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    raw = repacked(as_docx(TEXT), word__document_xml=b"<w:p/>" * 4_000_000)
    assert refusal(tmp_path / "many.docx", raw).details["what"] == "elements"


def test_tables_in_tables_in_tables_meet_the_limit_of_depth(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(1, 1)
    for _ in range(60):
        table = table.cell(0, 0).add_table(1, 1)
    out = io.BytesIO()
    document.save(out)
    assert refusal(tmp_path / "deep.docx", out.getvalue(), Limits(depth=50)).details["what"] == "depth"


def test_html_that_is_too_deep_or_has_too_many_elements_is_refused(tmp_path: Path) -> None:
    deep = b"<html><body>" + b"<div>" * 100_000 + "横浜市".encode() + b"</div>" * 100_000
    assert refusal(tmp_path / "deep.html", deep).key in ("document_over_limit", "document_damaged")
    many = b"<html><body>" + b"<p>x" * 50_000
    assert refusal(tmp_path / "many.html", many, Limits(elements=10_000)).details["what"] == "elements"


def workbook(cells: dict[tuple[int, int], str]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for (row, column), text in cells.items():
        sheet.write_string(row, column, text)
    book.close()
    return out.getvalue()


def test_two_cells_in_far_corners_do_not_make_a_sheet_of_all_between(tmp_path: Path) -> None:
    error = refusal(tmp_path / "far.xlsx", workbook({(0, 0): "a", (1_048_575, 16_383): "z"}))
    assert (error.details["what"], error.details["number"]) == ("cells", 1_048_576 * 16_384)


def test_one_long_text_in_many_cells_counts_as_often_as_it_stands_there(tmp_path: Path) -> None:
    raw = workbook({(n, 0): "横浜" * 15_000 for n in range(3_000)})
    assert len(raw) < 100_000
    assert refusal(tmp_path / "shared.xlsx", raw).details["what"] == "unpacked"


def test_a_csv_of_too_many_cells_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "wide.csv", b"a,b,c\n" * 50, Limits(cells=100)).details["what"] == "cells"


@pytest.mark.parametrize("place", ["A" * 40 + "2", "A" + "9" * 12, "A" * 40 + "9" * 5000])
def test_a_cell_beyond_all_columns_and_rows_is_refused_before_the_sheet_is_laid_out(
    tmp_path: Path, place: str
) -> None:
    cells = f'<c r="A1"><v>1</v></c><c r="{place}"><v>1</v></c>'
    sheet = f'<worksheet><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    raw = repacked(workbook({(0, 0): "a"}), xl__worksheets__sheet1_xml=sheet.encode())
    assert refusal(tmp_path / "beyond.xlsx", raw).details["what"] == "cells"


@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx", "pdf"])
def test_a_document_has_its_time(tmp_path: Path, suffix: str) -> None:
    error = refusal(tmp_path / f"slow.{suffix}", GOOD[suffix], Limits(seconds=-1.0))
    assert error.key == "document_too_slow"


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_an_encrypted_office_document_says_so(tmp_path: Path, suffix: str) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert refusal(tmp_path / f"secret.{suffix}", ole).key == "document_encrypted"
    assert refusal(tmp_path / "old.doc", ole).key == "document_kind_unknown"


def test_an_encrypted_pdf_says_so(tmp_path: Path) -> None:
    path = tmp_path / "secret.pdf"
    canvas = Canvas(str(path), encrypt="open sesame")
    canvas.drawString(100, 700, "Yokohama")
    canvas.save()
    assert refusal(path).key == "document_encrypted"


def test_a_scanned_pdf_says_that_it_has_no_text(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    Image.new("L", (600, 800), 255).save(path, "PDF")
    error = refusal(path)
    assert error.key == "pdf_without_text"
    assert "OCR" in str(error)


def test_a_missing_library_is_named_with_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library, suffix in (("pypdfium2", "pdf"), ("lxml", "html"), ("docx", "docx"), ("python_calamine", "xlsx")):
        monkeypatch.setitem(sys.modules, library, None)
        error = refusal(tmp_path / f"report.{suffix}", GOOD[suffix])
        assert error.key == "document_needs_extra"
        assert "enishi[documents]" in str(error)
        assert library in str(error)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A good file with some bytes changed, cut out or doubled."""
    suffix = draw(st.sampled_from(sorted(GOOD)))
    raw = bytearray(GOOD[suffix])
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, max(len(raw) - 1, 0)))
        match draw(st.integers(0, 3)):
            case 0:
                raw[at : at + 1] = draw(st.binary(min_size=1, max_size=4))
            case 1:
                del raw[at : at + draw(st.integers(1, 200))]
            case 2:
                raw[at:at] = raw[at : at + draw(st.integers(1, 200))]
            case _:
                del raw[at:]
    return suffix, bytes(raw)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated")


@settings(max_examples=200, deadline=10_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutated())
def test_a_damaged_file_gives_a_text_or_an_error_of_ours(folder: Path, file: tuple[str, bytes]) -> None:
    path = folder / f"x.{file[0]}"
    path.write_bytes(file[1])
    try:
        source = read(path)
    except DocumentError as error:
        assert path.name in Words("ja").error(error)
    else:
        assert source.text.strip()
        assert all(0 <= start <= end <= len(source.text) for start, end in source.pages)


def test_cells_without_a_place_stand_where_they_come(tmp_path: Path) -> None:
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    inner = f"<row>{cell.format('都市')}{cell.format('国')}</row><row><c/>{cell.format('フランス')}</row>"
    raw = repacked(workbook({(0, 0): "a"}), xl__worksheets__sheet1_xml=sheet.format(inner).encode())
    path = tmp_path / "implied.xlsx"
    path.write_bytes(raw)
    assert read(path).text.startswith("都市\t国\n")
    assert refusal(path, limits=Limits(cells=3)).details["number"] == 4


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        (
            "cells.xlsx",
            repacked(workbook({(0, 0): "a"}), xl__worksheets__sheet1_xml=b"<worksheet><sheetData><row><c"),
        ),
        ("parts.docx", repacked(as_docx(TEXT), word__document_xml=b"<w:document")),
        ("quotes.csv", b'a,b\n1,"' + b"x" * 200_000),
        ("page.pdf", b"%PDF-1.7 and nothing more"),
    ],
)
def test_a_damaged_file_says_which_format_it_is_not(tmp_path: Path, name: str, raw: bytes) -> None:
    assert refusal(tmp_path / name, raw).key == "document_damaged"


def test_a_page_with_control_characters_is_read(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    body = "<p>縁\x01は</p><nav>menu</nav>\x02\uffff続く<aside>\x03</aside>"
    page.write_text(f"<!doctype html><html><meta charset=utf-8><body>{body}</body></html>", encoding="utf-8")
    assert "縁は" in read(page).text
