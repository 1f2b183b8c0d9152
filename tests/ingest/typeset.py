"""Sets a plain text in the formats that documents come in, as an office would: its headings as headings, lists as
lists, rows as ruled tables; PDF with running heads and page numbers, in one or two columns; HTML with navigation.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import xlsxwriter  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

from enishi.ingest.text.lines import lines

HEAD = "国際交流のあゆみ（案）"
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>|\*\*")
_CONTENTS = re.compile(r"\. ?\. ?\.|^## ?目次")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text: ``heading``, ``item``, ``paragraph``, or ``table`` with its rows."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def parts(text: str) -> list[Part]:
    """A text's parts; what is a row between tabs, bars or blanks stands in a table."""
    found: list[Part] = []
    for kind, group in groupby(_parts(text), key=lambda part: part.kind):
        inner = list(group)
        if kind == "table":
            wide = max(len(p.rows[0]) for p in inner)
            rows = tuple((*p.rows[0], *[""] * (wide - len(p.rows[0]))) for p in inner)
            found.append(Part("table", rows=rows))
        elif kind == "paragraph":
            found.append(Part("paragraph", "\n".join(p.text for p in inner)))
        else:
            found += [p for p in inner if p.kind != "blank"]
    return found


def _parts(text: str) -> Iterator[Part]:
    for line in lines(text):
        raw = _TAG.sub("", text[line.start : line.end]).strip()
        if line.kind == "row" and (not line.pair or not re.search("[:：]", raw)):
            yield Part("table", rows=(tuple(_TAG.sub(" ", text[a:b]).strip() for a, b in line.cells),))
        elif line.kind == "heading" and (match := re.match(r"(#+)\s+(.*)", raw)):
            yield Part("heading", match[2], len(match[1]))
        elif raw or line.kind == "blank":
            kind = "paragraph" if line.kind in ("row", "heading") else line.kind
            yield Part(kind, raw, line.level if line.kind == "heading" else 0)


def as_html(text: str, *, encoding: str = "utf-8", main: bool = True) -> bytes:
    """A page of a town's site: with header, navigation, bread crumbs, the text, links and a footer."""
    out: list[str] = []
    for kind, group in groupby(parts(text), key=lambda p: p.kind):
        inner = list(group)
        shown = [html.escape(p.text) for p in inner]
        if kind == "heading":
            out += [f"<h{min(p.level, 6)}>{t}</h{min(p.level, 6)}>" for p, t in zip(inner, shown, strict=True)]
        elif kind == "item":
            out.append("<ul>" + "".join(f"\n  <li>{re.sub('^[・•] ?|^- ', '', t)}</li>" for t in shown) + "\n</ul>")
        elif kind == "paragraph":
            out += ["<p>" + t.replace("\n", "<br>\n") + "</p>" for t in shown]
        else:
            for part in inner:
                rows = (
                    "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells)
                    for tag, cells in zip(["th", *["td"] * len(part.rows)], part.rows, strict=False)
                )
                out.append("<table>" + "\n".join(f"<tr>{cells}</tr>" for cells in rows) + "</table>")
    links = "".join(
        f'<li><a href="/{i}">{name}</a></li>' for i, name in enumerate(("トップ", "くらし", "観光", "市政"))
    )
    open_, close = ("<main>", "</main>") if main else ('<div id="wrap">', "</div>")
    page = f"""<!DOCTYPE html>
<html lang="ja"><head><meta charset="{encoding}"><title>{HEAD} | 市のホームページ</title>
<style>p {{ color: black }}</style><script>var town = "ロンドン市と姉妹都市となりました。";</script></head>
<body><header><p class="logo">市のホームページ</p></header><nav><ul>{links}</ul></nav>
<div class="breadcrumb"><a href="/">トップ</a> &gt; <a href="/a">国際</a></div>
{open_}
{chr(10).join(out)}
{close}
<aside><h2>関連情報</h2><ul>{links}</ul></aside>
<footer><address>市役所 電話 000-000-0000</address><p>&copy; 市役所</p></footer></body></html>"""
    return page.encode(encoding, "xmlcharrefreplace")


def as_docx(text: str) -> bytes:
    """A Word document with styles for headings and lists, and bordered tables."""
    document = docx.Document()
    for part in parts(text):
        if part.kind == "heading":
            document.add_heading(part.text, min(part.level, 9))
        elif part.kind == "item":
            document.add_paragraph(re.sub("^[・•] ?|^- ", "", part.text), style="List Bullet")
        elif part.kind == "paragraph":
            document.add_paragraph(part.text)
        else:
            table = document.add_table(0, len(part.rows[0]), style="Table Grid")
            for cells in part.rows:
                for cell, shown in zip(table.add_row().cells, cells, strict=True):
                    cell.text = shown
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(text: str) -> bytes:
    """A workbook of one sheet: a line of text in the first column, tables in as many as they have."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    at = 0
    for part in parts(text):
        for cells in part.rows or [(line,) for line in part.text.split("\n")]:
            for column, cell in enumerate(cells):
                if cell:
                    sheet.write_string(
                        at, column, ("#" * part.level + " " if part.kind == "heading" else "") + cell
                    )
            at += 1
        at += part.kind == "table"
    book.close()
    return out.getvalue()


def as_pdf(text: str, *, columns: int = 1, size: float = 10.0) -> bytes:
    """A4 pages with a running head and page numbers, ruled tables with wrapped cells, justified Japanese text."""
    font = "HeiseiKakuGo-W5"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    wrap = "CJK" if re.search("[ぁ-ん]", text) else None
    body = ParagraphStyle("body", fontName=font, fontSize=size, leading=size * 1.6, wordWrap=wrap)
    item = ParagraphStyle("item", body, leftIndent=size, firstLineIndent=-size)

    def edges(canvas: Any, document: Any) -> None:
        canvas.setFont(font, size * 0.8)
        canvas.drawString(20 * mm, A4[1] - 12 * mm, HEAD)
        canvas.drawCentredString(A4[0] / 2, 10 * mm, f"- {document.page} -")

    gap = 8 * mm
    width = (A4[0] - 40 * mm - gap * (columns - 1)) / columns
    frames = [
        Frame(20 * mm + n * (width + gap), 18 * mm, width, A4[1] - 38 * mm, leftPadding=0, rightPadding=0)
        for n in range(columns)
    ]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title=HEAD)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=edges))
    story: list[Any] = []
    for part in parts(text):
        if part.kind == "heading":
            bigger = size * (1.9 - 0.2 * min(part.level, 4))
            style = ParagraphStyle("h", body, fontSize=bigger, leading=bigger * 1.4, spaceBefore=size)
            story.append(Paragraph(html.escape(part.text), style))
        elif part.kind == "item":
            story.append(Paragraph(html.escape(part.text), item))
        elif part.kind == "paragraph":
            story += [Paragraph(html.escape(part.text).replace("\n", "<br/>"), body), Spacer(1, size * 0.6)]
        else:
            columns_ = list(zip(*part.rows, strict=True))
            needs = [max(4.0, min(30.0, max(map(len, c)) + 1.5), *map(_longest, c)) for c in columns_]
            small = min(size * 0.9, width / sum(max(map(_longest, c)) + 1.3 for c in columns_))
            cell = ParagraphStyle("cell", body, fontSize=small, leading=small * 1.4)
            cells = [[Paragraph(html.escape(c), cell) for c in row] for row in part.rows]
            grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
            widths = [width * need / sum(needs) for need in needs]
            story += [Table(cells, colWidths=widths, style=grid, splitInRow=1), Spacer(1, size)]
    document.build(story)
    return out.getvalue()


def _longest(text: str) -> float:
    """The width in ems of a text's longest Latin word."""
    return max((len(word) * 0.62 for word in re.findall(r"[!-~]+", text)), default=0.0)


FORMATS: dict[str, Callable[[str], bytes]] = {
    "cp932.txt": lambda text: text.encode("cp932", "replace"),
    "html": as_html,
    "bare.html": lambda text: as_html(text, main=False),
    "docx": as_docx,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
    "two.pdf": lambda text: as_pdf(text, columns=2),
}
"""Each format by the end of its files' names, with what sets a text in it."""


def written(folder: Path, name: str, text: str) -> dict[str, Path]:
    """A text in all formats, as files in a folder."""
    files = {}
    for suffix, setter in FORMATS.items():
        files[suffix] = folder / f"{name}.{suffix}"
        files[suffix].write_bytes(setter(text))
    return files
