"""The lines of a text and what each is by its form: heading, list item, table row, paragraph or blank.

Rows are lines that are cut alike as the line above or below them: by tabs, by ``|``, or by runs of blanks that
make columns. Lines of ``key: value`` that follow one another are one row each as well, of two cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .clean import clean
from .commas import comma_tables
from .cuts import CUTS, Cut
from .entry_runs import Row, entry_runs
from .front import METADATA, front, unquoted
from .indents import unindented
from .keys import (
    Pair,
    aligned,
    is_key,
    is_known,
    labelled_parts,
    labelled_runs,
    numbered_key,
    opened,
    opened_beside,
    tie_records,
    unbracketed,
)
from .line import Line, Span
from .recurring import NAME_TITLE, Place, Record, recurring
from .sums import summed
from .titles import entitles
from .work_keys import work_records

_BREAK = re.compile(r"</?(?:p|br|li|ul|ol|tr|td|th|table|div|h[1-6])\b[^<>\n]*>", re.I)
CAPITALS = 10
"""The level of a heading that is a line of capitals."""
_TITLES_LEVEL = 12  # of a title in plain letters
_SIGNED = 14  # the level of headings that a sign tells; those below it are told by a number or a date alone
_BREAKS_OFF = re.compile(  # a line of prose that goes on below: …, from 20 to
    r"[A-Za-z].{30,}(?:\b(?:to|of|in|the|and|from|on|at|by|with|for|an?|or|between|since|until)|,)\s*$"
    r"|[ぁ-ん].{22,}[、をにでがと]\s*$"
)
_HEADINGS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(#{1,6})\s+\S"), 0),
    (re.compile(r"[■□◆◇◎▼▽➤]\s*\S"), 11),
    (  # a line of capitals: SISTER CITIES, HUANGSHI, OVER THE HILL
        re.compile(
            r"(?!(?:TEL|FAX|URL|WEB|E-?MAIL|NOTE|N\.?B)\b)(?=[^A-Z]*[A-Z]{5}|(?:[^A-Z]*[A-Z]{3,}\b){2})"
            r"[A-ZÀ-Þ][A-ZÀ-Þ0-9 ,.'’&!?:/()–—-]{3,70}(?<![,.])$"
        ),
        CAPITALS,
    ),
    (re.compile(r"(?:第\d+[章部編節]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+)[\s　.．]*\S.{0,40}$"), 8),
    (re.compile(r"(?:I{1,3}|I?[VX]|VI{1,3})[.．]?[\s　]+(?=[ぁ-んァ-ヴ一-鿿])[^。、\t]{2,40}$"), 8),
    (re.compile(r"[【《〈\[](?!※)[^】》〉\]]{1,40}[】》〉\]]\s*$"), 13),
    (re.compile(r"<[^<>/=]{2,30}>\s*$|＜[^＜＞]{2,30}＞\s*$"), 14),
    (re.compile(r"(\*{1,3}|={1,4}|~{1,3}|-{2,3})\s?[^\s*=~-][^*=~]{0,60}\1\s*$"), 12),  # **X**, * X *, == X ==
    (
        re.compile(
            r"(?:(?:明治|大正|昭和|平成|令和)\s?(?:元|\d{1,2})|\d{4})(?:\s?[（(][^（()）]{2,10}[)）])?年度?(?:\s?[（(][^（()）]{2,10}[)）])?$"
            r"|(?:明治|大正|昭和|平成|令和)\s?(?:元|\d{1,2})\s?[（(](?:西暦)?\d{4}年?[)）]$"
            r"|\d{4}\s?[（(](?:明治|大正|昭和|平成|令和)\s?(?:元|\d{1,2})年?[)）]$"
        ),
        17,
    ),
    (re.compile(r"[（(]\d{1,2}[)）]\s*[^。、\t]{2,40}$"), 16),
    (re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?\s+[A-Z][^.;:。、\t]{2,60}$"), 16),  # 2.2 Sister cities
    (  # December 18, 2015. Graz and Lund: a title of what is reported below it; but 3 May 2024: Supper, Town Hall
        re.compile(
            r"(?:[A-Z][a-z]{2,8} \d{1,2}, (?:19|20)\d\d|\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d)"
            r"(?:\.\s+[A-Z][^.;:。、\t]{2,60}(?<!,)|:\s+[A-Z][^.,;:。、\t]{2,60})$"
        ),
        16,
    ),
    (re.compile(r"\d{1,2}(?:[.．]\s*|[\s　]+)(?!\d)[^。、\t]{2,40}$"), 15),
)
_SPEAKS = re.compile(  # ◎国際課長 …でございます。: who speaks in minutes, and no title of what follows
    r"[◎◆◇□〇○][\s　]?[^\s　。、()（）]{0,10}(?:長|委員|議員|理事|主幹|参事|監|事務局)"
    r"(?:[(（][^()（）]{1,12}[)）])?(?:君|氏)?[\s　:：][^。]*。"
)
_ITEM = re.compile(
    r"(?:[-*+•]\s+)?[・•◦○●◯‣▪①-⑳]\s*\S|[-*+–—]\s+\S|[ア-ン]\s[^\s]|※\s*\S|\(?[a-z]\)\s|\d{1,2}[)）]\s"
)
_PAIR = re.compile(
    r"[\s　]*([一-鿿](?:[ 　]{1,3}[一-鿿](?=[\s　:：])){1,3}|[^\s　:：。、|]{1,14}?)"
    r"(?:[\s　]*[:：][\s　]*|[\s　]{2,})(\S[^。]{0,80})$"
)
_JAPANESE = re.compile("[ぁ-んァ-ヶ一-鿿]")
_TITLES_KEYS = (
    re.compile(r"項\s?目|事\s?項|[Ii]tems?|[Ff]ields?"),
    re.compile(r"内\s?容|概\s?要|説\s?明|記載.*|[Dd]etails?|[Dd]escription"),
)
_LABELLED = re.compile(  # Date of affiliation: 12 May 1994: a record though it stand alone
    r"[\s　]*(?:[-*•]\s+)?(?:\*\*)?("
    r"(?:(?:Date|Year|Day) (?:of [a-z][a-z -]{2,30}|[a-z]{4,14})"
    r"|(?:[A-Z]\w+ ){0,2}(?:Established|Affiliated|Twinned|Signed|Concluded|[Ss]ince)(?: (?:in|on|since))?)"
    r"(?=[\s*]{0,3}:[^:]*\d)"
    r"|(?:Type|Kind|Nature|Form) of (?:tie|link|agreement|relationship|partnership|affiliation))"
    r"(?:\*\*)?\s?:(?:\*\*)?\s*(\S[^:]{0,60})$"
)
_PLACE = re.compile(
    r"(?<![都・/])[市町村県]$|^\d{3,4}年|^(?:(?:明治|大正|昭和|平成|令和)(?:元|\d{1,2})|(?:18|19|20)\d\d)[(（]"
)
_COLUMNS = re.compile(r"\S(?:[ ]{2,}|　+)(?:[△▲-]|令和|平成|昭和)?\d")
_RULE = re.compile(r"[\s|:+\-=\u2500-\u257f]+$")  # the lines that tables are ruled with
_CROSSED = re.compile(r"[|\u250c-\u254b\u2550-\u256c]")
_SAYS = re.compile(r"[^<&_*]*?[0-9A-Za-zぁ-ゖァ-ヺ一-鿿]")  # a letter or digit outside all tags
_OF_UNIT = re.compile(
    r"(?:[^|│\d][^|│]{1,30}?[\s　]{3,}(?=[(（]))?"
    r"[\s　]*[(（]?[^()（）]{0,6}単位[\s　]*[:：]?[^()（）]{1,6}[)）]?[\s　]*$"
)  # above a table, alone or behind its title: no titles of its columns
_SEVERAL = re.compile(  # 石狩市  X市(カナダ) 1983年 姉妹／Y市(中国) 2000年 友好: entries of one cell
    r"^(?!.*[|｜│┃║]).*[)）][^/／()（）]{0,24}\d年?[^/／()（）]{0,12}[/／]\s?[^\s()（）]{2,24}[(（]"
)


_TABLE_ROW = re.compile(r"<tr\b[^<>]*>(.*?)</tr\s*>", re.I | re.S)
_CELL = re.compile(r"<t[dh]\b[^<>]*>(.*?)(?=</t[dh]\b|<t[dh]\b|</tr\b|\Z)", re.I | re.S)


def lines(text: str) -> Iterator[Line]:
    """The lines of a text, in order; a row of an HTML table is one, on however many lines it is written."""
    at = 0
    for row in _TABLE_ROW.finditer(text):
        cells = tuple(cell.span(1) for cell in _CELL.finditer(text, row.start(1), row.end(1)))
        if len(cells) > 1:
            yield from unindented(text, _printed(text, at, row.start()))
            yield Line(row.start(), row.end(), "row", cells=cells, apart=True)
            at = row.end()
    yield from unindented(text, _printed(text, at, len(text)))


def _printed(text: str, at: int, stop: int) -> Iterator[Line]:
    """The lines of a part of a text, as printed."""
    left, _, (called, label) = front(text)
    raws = [(raw, at + start) for raw, start in unquoted(text[at:stop])]
    raws = [("", start) if start in left else (raw, start) for raw, start in raws]
    raws = [(raw[label:], start + label) if start == called else (raw, start) for raw, start in raws]
    keyed = False
    written = [raw for raw, _ in raws]
    tables, parted, below_record = recurring(written), comma_tables(written), 0
    entries = entry_runs(written, _taken(tables, parted))
    written = unbracketed(written)
    records = labelled_runs(written) | aligned(written) | tie_records(written) | work_records(written)
    for number, (raw, start) in enumerate(raws):
        if number < below_record:
            continue
        if entry := entries.get(number):
            yield _of_entry(entry, raws)
            below_record, keyed = number + entry.lines, False
            continue
        if record := tables.get(number):
            yield from _of_record(record, raws)
            below_record, keyed = number + record.lines, False
            continue
        if cells := parted.get(number):
            spans = tuple((start + low, start + high) for low, high in cells)
            yield Line(start, start + len(raw), "row", cells=spans, apart=True)
            continue
        if parts := labelled_parts(raw) or ([records[number]] if number in records else []):
            keyed = False
            yield from (_of_part(part, start) for part in parts)
            continue
        above = _beside(raws, number, -1)
        below = _beside(raws, number, 1)
        sums = summed(raw, start, above, below)
        if row := Line(start, start + len(raw), "row", cells=sums) if sums else _row(raw, start, above, below):
            of_key = len(row.cells) == 2 and not row.pair and (keyed or _opens_keys(raw, below))
            keyed = of_key or _titles_keys(text, row)
            yield _of_key(row) if of_key else row
            continue
        if raw.strip() and _RULE.match(raw) and _CROSSED.search(raw):
            continue
        keyed = False
        if METADATA.match(raw) or (_RULE.match(raw) and re.search(r"[-=\u2500-\u257f]{3}", raw)):
            yield Line(start, start + len(raw), "blank")
            continue
        pieces = list(_pieces(text, raw, start))
        if len(pieces) == 1 and pieces[0].level > _SIGNED and number and _BREAKS_OFF.search(raws[number - 1][0]):
            pieces = [pieces[0]._replace(kind="paragraph", level=0)]
        if len(pieces) == 1 and pieces[0].kind == "paragraph" and entitles(raws, number):
            pieces = [pieces[0]._replace(kind="heading", level=_TITLES_LEVEL)]
        yield from pieces or [Line(start, start + len(raw), "blank")]


def _taken(tables: Mapping[int, Record], parted: Iterable[int]) -> frozenset[int]:
    """The numbers of the lines that are read as tables already."""
    return frozenset(parted) | {n for first, told in tables.items() for n in range(first, first + told.lines)}


def _of_entry(entry: Row, raws: Sequence[tuple[str, int]]) -> Line:
    """An entry of a shape of its own as the row of a table."""
    cells, (lead,) = _spans(raws, entry.cells), _spans(raws, [entry.lead])
    return Line(cells[0][0], cells[-1][1], "row", cells=cells, apart=True, titles=entry.titles, lead=lead)


def _of_record(record: Record, raws: Sequence[tuple[str, int]]) -> Iterator[Line]:
    """A record as a row, the first of its table behind the row that its titles are."""
    titles, cells = _spans(raws, record.titles), _spans(raws, record.cells)
    shown = tuple(raws[n][0][low:high] for n, low, high in record.titles)
    if record.opens:
        yield Line(titles[0][0], titles[-1][1], "row", cells=titles, apart=True, titles=shown)
    if record.name:
        cells, shown = (*_spans(raws, [record.name]), *cells), (NAME_TITLE, *shown)
    yield Line(cells[0][0], cells[-1][1], "row", cells=cells, apart=True, titles=shown)


def _spans(raws: Sequence[tuple[str, int]], places: Iterable[Place]) -> tuple[Span, ...]:
    """Where places of lines are in the text."""
    return tuple((raws[n][1] + low, raws[n][1] + high) for n, low, high in places)


def _of_part(part: Pair, start: int) -> Line:
    (low, until), (at, end) = part
    return Line(
        start + low, start + end, "row", cells=((start + low, start + until), (start + at, start + end)), pair=True
    )


def _titles_keys(text: str, row: Line) -> bool:
    """Whether a row is the titles of a column of keys and one of values: 項目, 内容."""
    shown = [text[a:b].strip(" 　*") for a, b in row.cells]
    return len(shown) == 2 and bool(_TITLES_KEYS[0].fullmatch(shown[0]) and _TITLES_KEYS[1].fullmatch(shown[1]))


def _opens_keys(raw: str, below: str) -> bool:
    """Whether a ruled line and the one below it both begin with a key: | 事業名 | …, | 期間 | …."""
    return all(
        len(shown := _cells(line, 0, CUTS[1])) == 2 and is_key(line[slice(*shown[0])].strip(" 　*"))
        for line in (raw, below)
    )


def _of_key(row: Line) -> Line:
    """A row of two cells as a key and its value, without the rules around it."""
    return row._replace(start=row.cells[0][0], end=row.cells[1][1], pair=True)


def _beside(raws: list[tuple[str, int]], number: int, step: int) -> str:
    """The line above or below, past one that rules a table."""
    at = number + step
    if 0 <= at < len(raws) and raws[at][0].strip() and _RULE.match(raws[at][0]):
        at += step
    return raws[at][0] if 0 <= at < len(raws) else ""


def _row(  # noqa: PLR0911 -- one return a kind of row
    raw: str, start: int, above: str, below: str
) -> Line | None:
    """The row that a line is, beside lines cut the same way."""
    if not raw.strip() or _RULE.match(raw) or _OF_UNIT.match(raw):
        return None
    if (numbered := numbered_key().match(raw)) and (numbered_key().match(above) or numbered_key().match(below)):
        spans = tuple((start + numbered.start(i), start + numbered.end(i)) for i in (1, 2))
        return Line(start, start + len(raw), "row", cells=spans, pair=True)
    if labelled := _LABELLED.match(raw):
        spans = tuple((start + labelled.start(i), start + labelled.end(i)) for i in (1, 2))
        return Line(start, start + len(raw), "row", cells=spans, pair=True)
    for cut in CUTS:
        cells = _cells(raw, start, cut)
        if len(cells) < 2 or (cut is CUTS[1] and _SEVERAL.search(raw) and len(_cells(raw, start, CUTS[2])) > 1):
            continue
        alone = cut is CUTS[0] or (cut is CUTS[1] and (raw.strip().startswith("|") or len(cells) > 2))
        beside = [
            shown for other in (above, below) if len(shown := _cut(other, 0, cut)) > 1 and _ruled(other, shown)
        ]
        if cut is CUTS[1] and (title := _title_of(raw, cells, start, above, below)):
            return title
        whole = _ruled(raw, [(a - start, b - start) for a, b in cells])
        if alone or (beside and whole and not any(p.match(raw.strip()) for p, _ in _HEADINGS[:2])):
            columns = len(cells) > 2 and any(len(shown) > 2 for shown in beside)
            pair = cut is CUTS[2] and not columns and _is_pair(raw)
            if pair and (match := _PAIR.match(raw)):  # an indented line has its key behind an empty first cell
                cells = [(start + match.start(i), start + match.end(i)) for i in (1, 2)]
            return Line(start, start + len(raw), "row", cells=tuple(cells), pair=pair)
    if (cells := opened(raw, start)) and any(map(opened_beside, (above, below))):
        return Line(start, start + len(raw), "row", cells=tuple(cells))
    return _paired(raw, start, above, below)


def _title_of(raw: str, cells: list[Span], start: int, above: str, below: str) -> Line | None:
    """The title of a table whose first row is merged: | Our partners | | | above the titles of the columns."""
    filled = [(low, high) for low, high in cells if raw[low - start : high - start].strip()]
    if len(filled) != 1 or len(cells) <= _PAIR_OF_CELLS or _cells(above, 0, CUTS[1]):
        return None
    titles = _cells(below, 0, CUTS[1])
    if len(titles) != len(cells) or sum(bool(below[low:high].strip()) for low, high in titles) < len(cells) - 1:
        return None
    shown = raw[filled[0][0] - start : filled[0][1] - start]
    low = filled[0][0] + len(shown) - len(shown.lstrip())
    return Line(low, low + len(shown.strip()), "paragraph")


_PAIR_OF_CELLS = 2


def _paired(raw: str, start: int, above: str, below: str) -> Line | None:
    """The key and its value that a line is, beside another such line."""
    match = _PAIR.match(raw) if _is_pair(raw) and (_is_pair(above) or _is_pair(below)) else None
    if match is None:
        return None
    spans = tuple((start + match.start(i), start + match.end(i)) for i in (1, 2))
    return Line(start, start + len(raw), "row", cells=spans, pair=True)


def _cut(raw: str, start: int, cut: Cut) -> list[Span]:
    """The cells of a line, one blank standing for a column's two behind a long name."""
    return _cells(raw, start, cut) or (opened(raw, start) if cut is CUTS[2] else [])


def _ruled(raw: str, cells: list[Span]) -> bool:
    """Whether cells hold no sentences, but for remarks in the last of three or more, in the last two of four."""
    if "。" not in raw:
        return True
    last = cells[-2:] if len(cells) > _PAIR_OF_CELLS + 1 else cells[-1:]
    return len(cells) > _PAIR_OF_CELLS and "。" not in raw[: last[0][0]]


def _is_pair(raw: str) -> bool:
    """Whether a line is a key and its value; a place's own name is no key but a table's first column.

    In English, of words that blanks alone part, only a known key is one: *Lahti    Finland* is a row.
    """
    if _LABELLED.match(raw):
        return True
    match = _PAIR.match(raw)
    return (
        match is not None
        and bool(
            _JAPANESE.search(match[1]) or raw[match.end(1) : match.start(2)].strip(" 　") or is_known(match[1])
        )
        and not _PLACE.search(match[1])
        and not _ITEM.match(raw.strip())
        and "//" not in raw
        and not _COLUMNS.search(match[2])
    )


def _cells(raw: str, start: int, cut: Cut) -> list[Span]:
    """The cells of a line; an indented line of columns has an empty first one, outer ``|`` make none."""
    if not any(map(raw.__contains__, cut.marks)):
        return []
    spans, at = [], 0
    for mark in [*cut.pattern.finditer(raw), None]:
        stop = mark.start() if mark else len(raw)
        spans.append((start + at, start + stop))
        at = mark.end() if mark else stop
    if cut is CUTS[1]:
        shown = [raw[a - start : b - start].strip() for a, b in spans]
        return spans[0 if shown[0] else 1 : len(spans) if shown[-1] else -1]
    filled = sum(bool(raw[a - start : b - start].strip()) for a, b in spans)
    indented = filled == 1 and len(spans) == 2 and cut is CUTS[2] and not _ITEM.match(raw.strip())
    return spans if filled > 1 or indented else []


def _pieces(text: str, raw: str, start: int) -> Iterator[Line]:
    """A line cut at block-level tags; what follows ``<li>`` is an item."""
    at, item = 0, False
    for mark in [*_BREAK.finditer(raw), None]:
        stop = mark.start() if mark else len(raw)
        piece = raw[at:stop]
        if piece.strip() and (_SAYS.match(piece) or clean(text, (start + at, start + stop)).text.strip(" -*")):
            lead = len(piece) - len(piece.lstrip())
            line = _classified(piece.strip(), start + at + lead, start + stop)
            yield line._replace(kind="item") if item and line.kind == "paragraph" else line
        if mark:
            item = mark[0].lower().startswith("<li")
            at = mark.end()


_NUMBERED_ENTRY = re.compile(  # 1 アルバータ州(カナダ) 姉妹提携 1980年: of a list, and no heading
    r"[(（]?\d{1,2}[)）.．]?[\s　]*[^\s()（）]{2,20}[(（][^()（）]{1,20}[)）]"
    r"[\s　].*\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?$"
)


def _classified(piece: str, start: int, end: int) -> Line:
    if _NUMBERED_ENTRY.match(piece):
        return Line(start, end, "item")
    for pattern, level in _HEADINGS:
        if (match := pattern.match(piece)) and not _SPEAKS.match(piece):
            return Line(start, end, "heading", level or len(match[1]))
    return Line(start, end, "item" if _ITEM.match(piece) else "paragraph")
