"""The structure of a document: headings, paragraphs, list items and table rows, each with its headings above.

Blocks cover text that says something, in order; each knows its exact source spans. Lines that typesetting
broke are joined; a paragraph that a column break cut in two is one block again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .called import in_small_letters
from .clean import Clean, clean, in_cell, in_cells, sentences, short
from .front import front
from .line import BlockKind, Line
from .lines import CAPITALS, lines
from .titles import PLACED_ENTRY


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of text. ``cells`` are a row's cells (a record's lines) and ``header`` its column titles.

    ``above`` are the headings, outermost first.
    """

    kind: BlockKind
    text: Clean
    level: int = 0
    above: tuple[Clean, ...] = ()
    cells: tuple[Clean, ...] = ()
    header: tuple[str, ...] = ()
    lead: Clean | None = None  # the line that introduces a list
    keyed: bool = False  # whether it is a record
    values: tuple[Clean, ...] = ()  # what each cell says, a record's without their keys
    stub: Clean | None = None  # what the first column says for this row, from a row above where it is empty here
    column: int = 0  # how far to the right in its line it begins, a blank of full width counting two

    @property
    def pieces(self) -> Iterator[Clean]:
        """What is read at once: a record's lines, a row, else the sentences."""
        if self.header_pairs and len(self.cells) > 1:
            return (p for cell in self.cells for p in (sentences(cell) if "。" in cell.text else short(cell)))
        whole = self.kind == "row" and "。" not in self.text.text
        return short(self.text) if whole else sentences(self.text)

    @property
    def header_pairs(self) -> bool:
        """Whether the row is a record: keys as titles and their values as cells."""
        return self.keyed

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above, outermost first."""
        return tuple(h.text for h in self.above)


_MARK = re.compile(
    r"(?:#+\s*|(?:[-*+–—]\s*)?[■□◆◇◎▼▽➤・•◦○●◯‣▪①-⑳]\s*|[-*+–—]\s+|\(?[（(]?\d{1,2}[)）.．]\s*|[ア-ン][\s　]+"
    r"|(?!\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b)\d{1,2}[\s　]+"
    r"|\*\*\s*|={1,4}\s*|~{1,3}\s*)+"
)
_CLOSING = re.compile(r"(?<=\S)\s*(?:\*{1,3}|={1,4}|~{1,3}|-{2,3})\s*$")  # == Links abroad ==
_OF_SIGNS, _OF_NUMBERS = 6, 15  # levels of headings between which others have a mark of their own
_IN_BRACKETS = re.compile(r"[【《〈\[<]\s*([^】》〉\]>]+?)\s*[】》〉\]>]")
_SENTENCE_END = re.compile(r"[。．.!?！？」』）)】》〉:：]\s*$")
_CONTINUES = re.compile(r"[ぁ-んーァ-ヶー、。)）」』・]")
_HANGING = re.compile(r"(?:[のをにでとがはへや、・]|する|した|による|における|ための|向けた)$")
_GOES_ON = re.compile(r"[をにがはのでとへもし、っゃゅょー]")
_DATED = re.compile(  # a chronology's line
    r"(?:明治|大正|昭和|平成|令和)\s?(?:元|\d{1,2})\s?[（(](?:18|19|20)\d\d[)）]|(?:18|19|20)\d\d\s?[（(](?:明治|大正|昭和|平成|令和)\s?(?:元|\d{1,2})[)）]"
    r"|(?:[同翌]年\s?)?\d{1,2}月(?:\s?\d{1,2}日)?[\s　]{1,6}[^\s\d]"
    r"|\d{1,2}日[\s　]{1,6}[^\s\d]"
    r"|(?:[明大昭平令]\S{1,3}?\s?)?(?:\d{1,4}|元)年(?:度|\d{1,2}月|[\s(（])|\d{1,2}[.．]\s?\d{1,2}\s"
    r"|[MTSHR][\s　]?(?:元|\d{1,2})(?:[.．]\s?\d|[\s　]+[^\s\d])"
    r"|同年[\s　]?\d{1,2}[\s　]|(?:[〃々″]|同年)[\s　]*[(（]\s?\d{1,2}[.．/)）]"
)
_DITTO = re.compile(
    r"[〃々″]|\"|''|,,|同上|同じ|同左|同日|同所|同会場|同場所|(?:as above|ditto|do\.|same(?: as above)?)", re.I
)
_OPENS_YEAR = re.compile(r"(?:18|19|20)\d\d(?:\s?[:–—-]\s|\s{1,4})\S")
_KEYED = re.compile(r"[^\s。、:：()（）]{2,10}[:：]\s?\S|面積[\s　]|人口[\s　]")
_ENTRY = re.compile(  # ハイフォン(ベトナム) H26.4.18: a dated entry of a list, and so is the line below it
    r"[^\s。、()（）]{2,20}[(（][^()（）]{1,24}[)）][\s　]*(?:[^\s。、()（）]{2,8}[\s　]+)?"
    r"(?:[SHR]\d{1,2}[.．]|(?:昭和|平成|令和)(?:\d{1,2}|元)[年./]|(?:18|19|20)\d\d[年./])"
)
_SUM_AT_END = re.compile(r"[^\s。]\s+(?:\d{1,3}(?:,\d{3})+|\d+)(?:千円|百万円|万円|円)[)）]?$")  # a budget's line
_NOTE = re.compile(r"[\s(（]*(?:※|\*\s|注|単位|金額は)")  # above a table it explains, and entitles nothing
_DAY_AT_END = re.compile(r"年\s?\d{1,2}月\s?\d{1,2}日$")
_TIED_AT_END = re.compile(
    r"[年月日](?:に)?[\s　]?(?:(?:姉妹|友好)(?:都市)?(?:の)?)?(?:提携|締結|盟約|調印)$"
    r"|[年月日][\s　](?:姉妹|友好)都市$"
)  # an entry's last word
_LEADERS = re.compile(r"\S[^。]{0,60}?\s?(?:\.{3,}|…+|‥+|・{3,})\s?\S{1,24}$")  # an entry: Turin ..... 1961
_LANDS = re.compile(  # a host town's line: 相手国 ペルー、タイ
    r"[【\[(（]?(?:相手|対象|登録)国(?:[・･]地域|・地域名|名)?[】\])）]?[\s　:：]+"
    r"[^\s。、・,:：]{2,12}(?:[、・,\s　][^\s。、・,]{2,12})*"
)
_DAY_ALONE = re.compile(
    r"\W*(?:(?:明治|大正|昭和|平成|令和)(?:元|\d{1,2})|\d{4})年(?:\s?\d{1,2}月(?:\s?\d{1,2}日)?)?(?:\W\w)?\W*"
)
_BEGINS_ANEW = re.compile(r"(?:なお|また|ただし|さらに|このほか|そのほか|一方|ちなみに)、|(?:このほか|そのほか)「")
_NAMES_ALONE = re.compile(
    r"[^\s。、:：()（）]{2,10}[:：]\s?[^\s。、はがをにで]{2,12}(?:、[^\s。、はがをにで]{2,12})+"
)
_LABEL = re.compile(
    r"(?:件名[\s　]|所在地|住所|TEL|FAX|Tel|電話|ホームページ|URL|http|E-?mail|日時|会場|場所|期間|対象|定員)"
)


def _joins(text: str, upper: list[Line], lower: Line) -> bool:  # noqa: PLR0911 -- one return a way to begin
    """Whether the next line continues these lines (a break by typesetting, not by meaning)."""
    last = text[upper[-1].start : upper[-1].end].rstrip()
    begin = text[lower.start : lower.end].lstrip()
    if _LABEL.match(begin) or _DATED.match(begin) or _KEYED.match(begin) or not begin:
        return False
    if (
        upper[0].kind == "item"
        and begin[0].isupper()
        and _column(text, lower.start) < _column(text, upper[0].start)
    ):
        return False
    if _OPENS_YEAR.match(begin) and _OPENS_YEAR.match(text[upper[-1].start : upper[-1].end].lstrip()):
        return False
    if _ENTRY.match(begin) and not re.search(r"(?:、|[^も]の|[(（・])$", last):
        return False
    if PLACED_ENTRY.fullmatch(last.strip()) and PLACED_ENTRY.fullmatch(begin.rstrip()):
        return False
    if (
        _LANDS.fullmatch(last.strip())
        or _SUM_AT_END.search(last)
        or _LEADERS.match(begin.rstrip())
        or _LEADERS.match(last.lstrip())
    ):
        return False
    if _DAY_AT_END.search(last) and not _CONTINUES.match(begin):
        return False
    if _TIED_AT_END.search(last) and not re.match(r"[ぁ-ん、。)）」』]", begin):
        return False
    if len(upper) == 1 and _is_title_above(last.strip(), begin.rstrip()):
        return False
    if _LABEL.match(text, upper[0].start):
        return len(upper) == 1 and not re.search(r"TEL|FAX|電話|http", last)
    if _BEGINS_ANEW.match(begin) and not last.endswith(("、", ",")):
        return False
    if _SENTENCE_END.search(last):
        goes_on = re.search(r"[)）」』.]\s*$", last) and re.match(r"[ぁ-ん、。a-z]", begin)
        return bool(goes_on) or _is_full(text, upper)
    return (
        len(last) >= 24
        or bool(_HANGING.search(last))
        or bool(_CONTINUES.match(begin))
        or bool(re.search(r"[a-z,]$", last) and len(last) > 40)
    )


def _is_full(text: str, upper: list[Line]) -> bool:
    """Whether the last line of a paragraph that typesetting broke is as long as those above it: it ends a sentence
    by chance, and the paragraph goes on.
    """
    *above, last = (len(text[line.start : line.end].strip()) for line in upper)
    if not above or max(above) < _WIDE:
        return False
    latin = text[upper[-1].end - 1].isascii()
    ragged = max(above) // 7 if latin else 1
    return min(last, *above) >= max(last, *above) - ragged


_WIDE = 30  # characters of the narrowest column of prose


def _is_title_above(line: str, below: str) -> bool:
    """Whether a line is the title of the English prose right below it: Forum ends in Graz / The forum was held.

    What typesetting broke is about as long as the next line, and ends anywhere.
    """
    long = len(below) > 2 * len(line)
    return long and _TITLE_EN.fullmatch(line) is not None and _PROSE_EN.match(below) is not None


_TITLE_EN = re.compile(
    r"(?:(?:Item|Section|Part) \d{1,2}[.:] )?[A-Z][\w’'-]*:?(?: [\w’'&:,-]+){2,11}(?<!,)"
    r"(?<! the)(?<! of)(?<! and)(?<! in)(?<! to)(?<! for)(?<! with)(?<! a)"
    r"(?<! an)(?<! by)(?<! on)(?<! at)(?<! from)(?<! or)"
)
_PROSE_EN = re.compile(r"[A-Z][\w’'-]*\b[^.]{20,}\.(?:\s|$)")


def _is_cut(text: str, upper: list[Line], lower: Line) -> bool:
    """Whether a paragraph that ends above a blank line goes on below it, as at a column's or a page's end."""
    if upper[0].kind != "paragraph":
        return False
    if _SENTENCE_END.search(text, upper[-1].start, upper[-1].end):
        return False  # as it ends in print it ends when it is clean
    begin = text[lower.start : lower.end].lstrip()
    if (
        begin[:1] in "【〈《■◆◇○●※"
        or begin.startswith(("(注", "（注"))
        or _DATED.match(begin)
        or _DAY_ALONE.fullmatch(text, upper[-1].start, upper[-1].end)
    ):
        return False  # the day of a notice or an article, and what stands below it
    whole = clean(text, *((part.start, part.end) for part in upper)).text
    if len(whole) <= 12 or _SENTENCE_END.search(whole) or _LABEL.match(whole) or _NAMES_ALONE.fullmatch(whole):
        return False
    return "、" in whole or bool(_GOES_ON.match(begin))


def _hangs(text: str, upper: list[Line], lower: Line) -> bool:
    """Whether a line goes on in the last column of the row above: it stands alone, as far to the right."""
    first = upper[0]
    if first.kind != "row" or first.pair or len(first.cells) < 3 or lower.kind not in ("row", "paragraph"):
        return False
    raw = text[lower.start : lower.end]
    shown = raw.lstrip(" 　")
    indent = text[text.rfind("\n", 0, lower.start) + 1 : lower.start].lstrip(">") + raw[: len(raw) - len(shown)]
    if indent.strip(" 　") or len(indent) < 8 or "  " in shown.strip() or not shown.strip():
        return False
    opens = text[first.start : first.cells[-1][0]]
    return len(indent) >= len(opens) - 3  # columns of characters, or of widths, which are wider


def _same_key(text: str, first: Line, line: Line) -> bool:
    """Whether the key that opened a record opens the next one."""
    return text[slice(*first.cells[0])].strip() == text[slice(*line.cells[0])].strip()


def _groups(text: str) -> Iterator[list[Line]]:
    """Lines grouped into blocks; across a blank line a cut sentence goes on."""
    group: list[Line] = []
    blank = False
    for line in lines(text):
        if line.kind == "blank":
            blank = True
            continue
        of_record = group and line.pair and group[-1].pair and not _same_key(text, group[0], line)
        if group and not blank and (of_record or _hangs(text, group, line)):
            group.append(line)
            continue
        runs = bool(group) and line.kind == "paragraph" and group[0].kind in ("paragraph", "item")
        if runs and (_is_cut(text, group, line) if blank else _joins(text, group, line)):
            group.append(line)
            blank = False
            continue
        if group:
            yield group
        group, blank = [line], False
    if group:
        yield group


def _opens_list(last: Block, lead: Clean | None) -> Clean | None:
    """The line that introduces the list which begins: the paragraph right above."""
    return last.text if last.kind in ("paragraph", "heading") else lead


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order."""
    above: list[tuple[int, Clean]] = []
    last: Block | None = None
    lead: Clean | None = None
    led: dict[str, Clean | None] = {}  # by an item's mark, the line that leads its list
    title = front(text).title
    groups = list(_groups(text))
    levels = Counter(group[0].level for group in groups)
    for number, group in enumerate(groups):
        first = group[0]
        mark = _MARK.match(text, first.start, first.end) if first.kind in ("heading", "item") else None
        start = mark.end() if mark and mark.end() < first.end else first.start
        if first.kind == "heading" and (closing := _CLOSING.search(text, start, first.end)):
            first = first._replace(end=closing.start())
        below = ((line.start, line.end) for line in group[1:])
        body = in_cells(text, first.cells) if first.apart else clean(text, *_shown(text, start, first), *below)
        if not body.text:
            continue
        titled = first.kind == "paragraph" or first.level == CAPITALS
        begins = number == 0 if title is None else first.start <= title < first.end
        if (
            begins
            and first.kind == "heading"
            and _OF_SIGNS < first.level < _OF_NUMBERS
            and levels[first.level] == 1
        ):
            titled = True  # a mark that no other heading bears is the title's own
            if inner := _IN_BRACKETS.fullmatch(body.text):
                body = body[slice(*inner.span(1))]
        level = 1 if begins and titled and _is_title(body.text) else first.level
        if level == 1 and first.level == CAPITALS:
            body = replace(body, text=in_small_letters(body.text, text))
        if first.kind == "heading" and "://" in body.text:
            level = 0
        if level:
            above = [(upper, h) for upper, h in above if upper < level]
            block = Block("heading", body, level, tuple(h for _, h in above))
            above.append((level, body))
        elif first.kind == "row":
            if last is not None and last.kind != "row":
                entitled = (
                    last.kind != "heading" and _is_title(last.text.text, 90) and not _NOTE.match(last.text.text)
                )
                lead = last.text if entitled or last.kind == "heading" else None
            listed = clean(text, first.lead) if first.lead else lead
            block = replace(_row(text, group, body, tuple(h for _, h in above), last), lead=listed)
        else:
            kind: BlockKind = "item" if first.kind == "item" or _is_listed(body.text, last) else "paragraph"
            if kind == "item" and last is not None:
                sign = text[first.start]
                led = led if last.kind in ("item", "row") else {}
                lead = led[sign] if last.kind == "row" and sign in led else _opens_list(last, lead)
                led[sign] = lead
            block = Block(kind, body, 0, tuple(h for _, h in above), lead=lead if kind == "item" else None)
        block = replace(block, column=_column(text, first.start))
        yield block
        last = block


def _is_listed(text: str, last: Block | None) -> bool:
    """Whether a line is an entry of a list without bullets, below its title or another entry: Lund, Sweden."""
    if last is None or not PLACED_ENTRY.fullmatch(text):
        return False
    return last.kind in ("heading", "item") or bool(PLACED_ENTRY.fullmatch(last.text.text))


_BLANKS = re.compile("[ \t　]*")
_BULLET = re.compile(r"[ 　]*(?:[*•◦●○■□▪‣]\s*|[-–—]\s+|・\s*)(?=[^\W\d])")


def _shown(text: str, start: int, line: Line) -> Iterator[tuple[int, int]]:
    """A line without the bullets of its cells: 1991  * Breda, the Netherlands."""
    for low, high in line.cells[1:] if line.kind == "row" and not line.pair else ():
        mark = _BULLET.match(text, low, high)
        if mark and low > start and not text[low - 1 : low].strip(" \t　"):
            yield start, low
            start = mark.end()
    yield start, line.end


def _column(text: str, start: int) -> int:
    """Where in its line what begins at a place shows first: after so many blanks of half width."""
    begins = text.rfind("\n", 0, start) + 1
    shown = _BLANKS.match(text, begins).end()  # type: ignore[union-attr]  # it matches nothing at least
    return sum({"　": 2, "\t": 8}.get(c, 1) for c in text[begins : max(start, shown)])


def _is_title(text: str, longest: int = 60) -> bool:
    return len(text) <= longest and "。" not in text and "://" not in text


_NUMBERED = re.compile(r"[(（]?\d{1,3}[)）.．]?|[①-⑳]")
_ROW_MARK = re.compile(r"[└├┗┣┝↳]\s*|[・○●◯•▪‣]\s*(?=\w)")  # of a row below another, or of a list's
_ROW_NUMBER = re.compile(
    r"\s*(?:[(（]?(\d{1,2})[)）.．][ 　]*|(\d{1,2})[ 　]+)(?=[ァ-ヴ一-鿿])(?![年月日時分人名回社件校])"
)


def _unmarked(cell: Clean, printed: str) -> Clean:
    """The first cell of a row without the mark or the number in front of it."""
    number = _ROW_NUMBER.match(printed)
    if number and (told := re.match(rf"\(?{number[1] or number[2]}[).]?\s*", cell.text)):
        return cell[told.end() :]
    mark = _ROW_MARK.match(cell.text)
    return cell[mark.end() :] if mark and mark.end() < len(cell.text) else cell


_RULES = ("|", "｜", "│", "┃", "║")


def _row(text: str, group: list[Line], body: Clean, above: tuple[Clean, ...], last: Block | None) -> Block:
    """A row of a table with its column titles, or a record of keys and values as one row."""
    first = group[0]
    if first.pair:
        header = tuple(clean(text, line.cells[0]).text for line in group)
        whole = tuple(clean(text, (line.start, line.end)) for line in group)
        values = tuple(clean(text, line.cells[1]) for line in group)
        return Block("row", body, 0, above, whole, header, keyed=True, values=values)
    cells = tuple(in_cell(text, cell) for cell in first.cells)
    cells = (_unmarked(cells[0], text[slice(*first.cells[0])]), *cells[1:])
    if len(group) > 1:
        cells = (*cells[:-1], clean(text, first.cells[-1], *((line.start, line.end) for line in group[1:])))
    titles = tuple(in_cell(title, (0, len(title))).text for title in first.titles)
    header, stub = titles or tuple(c.text for c in cells), cells[0]
    if last is not None and last.kind == "row" and last.above == above and not last.header_pairs:
        header = titles or last.header
        if len(cells) == len(header) + 1 and _NUMBERED.fullmatch(cells[0].text):
            cells, stub = cells[1:], cells[1]  # the column of numbers has no title
        if len(cells) + 1 == len(header) and text[first.start : first.end].lstrip(" 　").startswith(_RULES):
            cells = (clean(text, (first.start, first.start)), *cells)  # 番号|事業名|…, and below it |合計|…
        if any(_DITTO.fullmatch(c.text) for c in cells):
            below = (*last.cells, *cells[len(last.cells) :])
            cells = tuple(up if _DITTO.fullmatch(c.text) else c for c, up in zip(cells, below, strict=False))
            stub = cells[0]
        stub = stub if stub.text else last.stub or stub
        if not cells[0].text:  # merged: what stands above holds for the cells before the first that says something
            empty = next((n for n, cell in enumerate(cells) if cell.text), 0)
            cells = (cells[0], *last.cells[1:empty], *cells[empty:]) if empty < len(last.cells) else cells
    return Block("row", body, 0, above, cells, header, values=cells, stub=stub if stub.text else None)
