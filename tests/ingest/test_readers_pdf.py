"""What a PDF's pages become: columns in order, wrapped lines joined, tables as rows, heads and numbers gone."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from enishi.ingest.read import Source, read
from enishi.ingest.readers.reading import page_at

FONT = "HeiseiMin-W3"
Draw = Callable[[Canvas], object]


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[..., Source]:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))

    def made(*pages: Draw, title: str = "") -> Source:
        path = tmp_path / "made.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        canvas.setTitle(title)
        for draw in pages:
            canvas.setFont(FONT, 10)
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return read(path)

    return made


def text_at(canvas: Canvas, x: float, y: float, *lines: str, size: float = 10, font: str = FONT) -> None:
    for number, line in enumerate(lines):
        canvas.setFont(font, size)
        canvas.drawString(x, y - number * size * 1.6, line)


def box(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    canvas.grid(xs, ys)


FULL = "横浜市は昭和四十年にムンバイ市と姉妹都市の提携を結びましたのでその記念の行事を"


def test_wrapped_lines_are_one_paragraph_and_short_ones_are_lines(pdf: Callable[..., Source]) -> None:
    source = pdf(lambda c: text_at(c, 60, 700, FULL, FULL, FULL, "開きました。", "電話 045", "所在 西区"))
    assert source.text == f"{FULL * 3}開きました。\n電話 045\n所在 西区\n"


def test_a_paragraph_goes_on_across_columns_and_pages(pdf: Callable[..., Source]) -> None:
    def lines(start: int) -> list[str]:
        numbers = (
            f"{n:02}".translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
            for n in range(start, start + 12)
        )
        return [f"{n}年の記録には都市の代表が残した言葉があり" for n in numbers]

    def two(c: Canvas) -> None:
        first = c.getPageNumber() * 24
        text_at(c, 57, 780, *lines(first))
        text_at(c, 309, 780, *lines(first + 12))
        text_at(c, 285, 20, f"- {c.getPageNumber()} -", size=8)

    def last(c: Canvas) -> None:
        two(c)
        text_at(c, 309, 500, "終わり。")

    source = pdf(two, last)
    whole = "".join(lines(24) + lines(36) + lines(48) + lines(60))
    assert source.text == f"{whole}\n\n終わり。\n"
    assert next(source.text[a:b] for a, b in source.pages) == "".join(lines(24) + lines(36))


def test_a_full_width_table_stands_between_what_is_above_and_below_in_both_columns(
    pdf: Callable[..., Source],
) -> None:
    def draw(c: Canvas) -> None:
        for x, name in ((57, "左"), (309, "右")):
            text_at(c, x, 780, *[f"{name}上の段落は{n}行目まで続いておりここで終わる。" for n in range(6)])
            text_at(c, x, 500, *[f"{name}下の段落は{n}行目まで続いておりここで終わる。" for n in range(6)])
        box(c, [57, 309, 540], [560, 590, 620])
        for x, y, cell in ((60, 600, "都市"), (312, 600, "国"), (60, 570, "リヨン"), (312, 570, "フランス")):
            text_at(c, x, y, cell)

    text = pdf(draw).text
    places = [text.index(part) for part in ("左上", "右上", "都市\t国\nリヨン\tフランス\n", "左下", "右下")]
    assert places == sorted(places)


def test_wrapped_and_merged_cells_of_ruled_tables(pdf: Callable[..., Source]) -> None:
    def draw(c: Canvas) -> None:
        box(c, [60, 142, 240, 400], [600, 640, 680])
        c.setFillColorRGB(0, 0, 0)
        text_at(c, 64, 665, "国際協力推進費", "の決算")
        text_at(c, 146, 665, "255,555千円")
        text_at(c, 244, 665, "City of Lyon and the", "City of Shanghai")
        text_at(c, 146, 620, "前年度")
        text_at(c, 244, 620, "なし")

    assert pdf(draw).text == (
        "国際協力推進費の決算\t255,555千円\tCity of Lyon and the City of Shanghai\n\t前年度\tなし\n"
    )


def test_a_frame_around_text_is_no_table(pdf: Callable[..., Source]) -> None:
    def draw(c: Canvas) -> None:
        c.rect(50, 600, 480, 120)
        text_at(c, 60, 700, FULL, FULL, FULL, "を開きました。")

    assert pdf(draw).text == f"{FULL * 3}を開きました。\n"


def test_larger_letters_are_headings_by_size(pdf: Callable[..., Source]) -> None:
    def draw(c: Canvas) -> None:
        text_at(c, 60, 800, "国際局年報", size=22)
        text_at(c, 60, 760, "海外事務所", size=14)
        text_at(c, 60, 730, *[FULL] * 4, "です。")
        text_at(c, 60, 620, "Offices abroad", size=10, font="Helvetica-Bold")
        text_at(c, 60, 600, "上海事務所です。")

    assert pdf(draw).text == (
        f"# 国際局年報\n\n## 海外事務所\n\n{FULL * 4}です。\n\n### Offices abroad\n\n上海事務所です。\n"
    )


def test_heads_feet_and_page_numbers_that_run_through_pages_go(pdf: Callable[..., Source]) -> None:
    def page(number: int) -> Draw:
        def draw(c: Canvas) -> None:
            text_at(c, 60, 815, "国際局年報 令和6年度", size=9)
            text_at(c, 60, 700, f"{FULL}と第{number}の記録です。")
            text_at(c, 290, 25, str(number + 4), size=9)

        return draw

    text = pdf(*map(page, range(1, 5))).text
    assert "年報" not in text
    assert [line[-8:] for line in text.splitlines() if line] == [f"第{n}の記録です。" for n in range(1, 5)]


def test_a_turned_page_is_read_as_it_is_shown(pdf: Callable[..., Source]) -> None:
    def draw(c: Canvas) -> None:
        c.setPageRotation(90)
        c.translate(0, 0)
        c.rotate(90)
        c.setFont(FONT, 10)
        c.drawString(100, -100, "リヨン市との交流")
        c.drawString(100, -130, "上海市との交流")

    assert pdf(draw).text == "リヨン市との交流\n\n上海市との交流\n"


def test_hyphens_at_line_ends_go_and_those_inside_words_stay(pdf: Callable[..., Source]) -> None:
    line = "The city signed a memorandum of understanding on long-term inter-"
    source = pdf(
        lambda c: text_at(
            c,
            60,
            700,
            line,
            "national exchange with Lyon in April of the following year, and so",
            "on.",
            font="Helvetica",
        )
    )
    assert "long-term international exchange with Lyon" in source.text


def test_bullets_that_are_drawn_are_items(pdf: Callable[..., Source]) -> None:
    def draw(c: Canvas) -> None:
        for y, name in ((700, "リヨン市"), (680, "上海市")):
            c.circle(64, y + 3.5, 2, stroke=0, fill=1)
            text_at(c, 75, y, name)

    assert pdf(draw).text == "・リヨン市\n\n・上海市\n" or pdf(draw).text == "・リヨン市\n・上海市\n"


def test_what_is_printed_twice_is_read_once_and_ruby_not_at_all(pdf: Callable[..., Source]) -> None:
    def draw(c: Canvas) -> None:
        text_at(c, 60, 700, "姉妹都市の縁をむすぶ町", size=12)
        text_at(c, 60.4, 700, "姉妹都市の縁をむすぶ町", size=12)
        text_at(c, 120, 712, "えにし", size=5)

    assert pdf(draw).text == "姉妹都市の縁をむすぶ町\n"


def test_columns_without_rules_keep_their_gaps(pdf: Callable[..., Source]) -> None:
    def draw(c: Canvas) -> None:
        for n, cells in enumerate((("都市", "国"), ("リヨン", "フランス"), ("上海", "中国"))):
            for x, cell in zip((60, 200), cells, strict=True):
                text_at(c, x, 700 - 16 * n, cell)

    assert pdf(draw).text == "都市  国\nリヨン  フランス\n上海  中国\n"


def test_a_blank_page_has_an_empty_span_and_the_title_is_told(pdf: Callable[..., Source]) -> None:
    source = pdf(
        lambda c: text_at(c, 60, 700, "一"),
        lambda c: c.line(0, 0, 9, 9),
        lambda c: text_at(c, 60, 700, "三です"),
        title="年報",
    )
    assert source.title == "年報"
    assert [source.text[a:b].strip() for a, b in source.pages] == ["一", "", "三です"]
    assert page_at(source.pages, source.text.index("三")) == 3


def test_a_title_that_is_no_text_is_none(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    canvas = Canvas(str(file), pageCompression=0)
    canvas.setTitle("年報年報")
    text_at(canvas, 60, 700, "The city of Yokohama has a sister city.", font="Helvetica")
    canvas.save()
    raw = file.read_bytes()
    marked = raw.index(b"/Title (") + len(b"/Title (")
    lone = b"\\376\\377" + rb"\330\000\330\000"  # half of a pair of surrogates, twice
    file.write_bytes(raw[:marked] + lone + raw[raw.index(b")", marked) :])
    source = read(file)
    assert source.title == ""
    assert "Yokohama" in source.text


def test_every_character_of_a_page_is_on_one_page(pdf: Callable[..., Source]) -> None:
    source = pdf(*[lambda c: text_at(c, 60, 700, *[FULL] * 30)] * 3)
    assert source.pages[0][0] == 0
    assert source.pages[-1][1] == len(source.text)
    assert all(a[1] <= b[0] for a, b in zip(source.pages, source.pages[1:], strict=False))
    assert math.isclose(source.text.count(FULL), 90)
