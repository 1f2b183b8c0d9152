"""Clean text over a document's own text, with the way back.

A :class:`Clean` holds normalised text (NFKC, without tags, line breaks and the spaces that typesetting puts
between Japanese characters) and, for each of its characters, the span of the source it came from. So
``source[slice(*clean.span(i, j))]`` is always the exact source of ``clean.text[i:j]``.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from .spelled import spelled

CJK = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n]*)?/?>|<!--.{0,2000}?-->|\*\*|__|&(?:nbsp|amp|lt|gt|quot|#\d+);"
)
_FOOTNOTE = re.compile(  # the mark of one, behind what it is a note to: 1972.[3], twinned[citation needed]
    r"(?<=[^\s\[])\[(?:\d{1,3}|[a-z]|(?:注|note|nb|lower-alpha)\s?\d*|citation needed|要出典)\](?![(:])"
)
_ENTITY = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}
_BRACKETS = {"〔": "(", "〕": ")"}
_GETA = "〓"
_IS_CJK = re.compile(f"[{CJK}]")


Piece: TypeAlias = tuple[int, int, int]
"""Where a piece of clean text begins, where its source does, and by how much the source is longer: a piece is as
long as its source, or else one character made of all of it."""


@dataclass(frozen=True, slots=True)
class Clean:
    """Normalised text and the pieces of the source it was made of; a part of a text has ``at`` where it begins."""

    text: str
    pieces: tuple[Piece, ...]
    at: int = 0

    @classmethod
    def of(cls, text: str) -> Clean:
        """A text that is clean as it stands, as its own source."""
        return cls(text, ((0, 0, 0),))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of ``text[start:end]`` (``start < end``)."""
        first, last, pieces = self.at + start, self.at + end - 1, self.pieces
        offset, source, _ = pieces[bisect_left(pieces, (first + 1,)) - 1]
        low = source + first - offset
        offset, source, longer = pieces[bisect_left(pieces, (last + 1,)) - 1]
        return low, source + last - offset + longer + 1

    def __getitem__(self, part: slice) -> Clean:
        low, high, _ = part.indices(len(self.text))
        return Clean(self.text[low:high], self.pieces, self.at + low)

    def replaced(self, edits: Iterable[tuple[int, int, str]]) -> Clean:
        """A whole text with other characters at some places, in order, whose source is that of what stood there.

        >>> from enishi.ingest.text.clean import Clean
        >>> Clean.of("in Oct. 1987").replaced([(3, 7, "October")]).span(3, 10)
        (3, 7)
        """
        read: list[str] = []
        kept: list[Piece] = []
        at = length = 0
        for start, end, said in edits:
            if said == self.text[start:end]:
                continue
            kept += self._pieces(at, start, length)
            read += self.text[at:start], said
            length += start - at
            low, high = self.span(start, end)
            even = min(len(said), high - low) - 1
            kept += [(length, low, 0)] if even > 0 else []
            kept += ((length + n, low + even, high - low - even - 1) for n in range(even, len(said)) if n >= 0)
            length += len(said)
            at = end
        if not at:
            return self
        kept += self._pieces(at, len(self.text), length)
        return Clean("".join((*read, self.text[at:])), tuple(kept))

    def _pieces(self, start: int, end: int, length: int) -> Iterator[Piece]:
        """The pieces of a part of the text, as they are where it begins at ``length``."""
        first = bisect_left(self.pieces, (start + 1,)) - 1
        for number in range(first, len(self.pieces)):
            offset, source, longer = self.pieces[number]
            if offset >= end:
                return
            low = max(offset, start)
            if low < end:
                yield low - start + length, source + low - offset, longer


@lru_cache(maxsize=1 << 14)
def _normal(piece: str) -> str:
    """A character (with its combining marks) as it is read; nothing for controls and zero-width ones.

    A circled number is a mark (③ the third year of the era, ① a list's first), not a digit; a private-use
    character is a glyph of somebody's font, and patterns use that range for nouns.
    """
    text = piece if "①" <= piece <= "⑳" else unicodedata.normalize("NFKC", piece)
    kept = (_BRACKETS.get(c, c) for c in text if c.isspace() or unicodedata.category(c) != "Cc")
    return "".join(_GETA if unicodedata.category(c) == "Co" else c for c in kept if c not in "\u200b\ufeff")


_ODD = "\uffff"
_SAME = rf"[^\s<*_&\[{_ODD}]+"
# Characters of the same text, before none that may be a mark; a blank between Latin words is one.
_RUN = re.compile(rf"{_SAME}(?:(?<=[!-~]) (?=[!-~]){_SAME})*(?!{_ODD})")


class _Table(dict[int, str]):
    """Characters as they are read by themselves; ``_ODD`` for what is no one character, or a mark on another."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        read = _normal(char)
        one = len(read) == 1 and not _joins(char) and not (read.isspace() and not char.isspace())
        self[code] = read if one else _ODD
        return self[code]


@cache
def _table() -> _Table:
    return _Table()


@lru_cache(maxsize=2)
def _even(source: str) -> str:
    """A source read character by character, with ``_ODD`` where that cannot be done; as long as the source.

    It is made once for a document, whose blocks are asked for one by one.
    """
    return source.translate(_table())


def _clusters(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Normalised characters with their source spans, and runs of them that are as long as their span.

    A base and its combining marks are normalised together.
    """
    even = _even(source)
    i = start
    while i < end:
        if run := _RUN.match(even, i, end):
            j = run.end()
            yield run[0], i, j
            i = j
            continue
        char = source[i]
        if char in "<*_&" and (tag := _TAG.match(source, i, end)):
            if replacement := _entity(tag[0]):
                yield replacement, i, tag.end()
            i = tag.end()
            continue
        if char == "[" and (mark := _FOOTNOTE.match(source, i, end)):
            i = mark.end()
            continue
        j = i + 1
        while j < end and source[j] > "\u02ff" and _joins(source[j]) and char.isalnum():
            j += 1
        for read in _normal(source[i:j]):
            yield read, i, j
        i = j


@lru_cache(maxsize=1 << 14)
def _joins(char: str) -> bool:
    """Whether a character is a mark on the one before it."""
    return unicodedata.combining(char) != 0 or char in "ﾞﾟ"


def _entity(tag: str) -> str:
    if tag.startswith("&#"):
        code = int(tag[2:-1])
        return chr(code) if code < 0x110000 else ""
    return _ENTITY.get(tag, "")


def clean(source: str, *spans: tuple[int, int]) -> Clean:
    """The clean text of one or more spans of a source, joined as running text.

    A line break or a run of blanks disappears beside a Japanese character and is one space elsewhere.

    >>> from enishi.ingest.text.clean import clean
    >>> source = "令和 4 年\\n８月、City of\\n<b>Lyon</b>"
    >>> clean(source, (0, len(source))).text
    '令和4年8月、City of Lyon'
    """
    text: list[str] = []
    pieces: list[Piece] = []
    length = 0
    gap: tuple[int, int] | None = None
    broken = False  # whether the gap is a line break (or the joint of two spans), not a blank
    done: int | None = None  # where what was read so far ends
    for first, last in spans:
        if done is not None:
            gap, broken = gap or (done, done), True
        for run, start, end in _clusters(source, first, last):
            done = end
            if run.isspace():
                gap = (start, end) if gap is None else gap
                broken = broken or source[start:end] == "\n"
                continue
            if gap:
                if text and _separates(text[-1][-1], run[0], broken):
                    text.append(" ")
                    pieces.append((length, gap[0], gap[1] - gap[0] - 1))
                    length += 1
                gap, broken = None, False
            text.append(run)
            pieces.append((length, start, end - start - len(run)))
            length += len(run)
    whole = Clean("".join(text), tuple(pieces))
    return whole.replaced(spelled(whole.text))


_SPREAD = re.compile(r"[一-鿿](?:[ 　]{1,4}[一-鿿]){1,3}")


def in_cell(text: str, span: tuple[int, int]) -> Clean:
    """What a cell says; a word whose letters stand apart is one: 都　市, 国　名."""
    low = span[0] + len(text[slice(*span)]) - len(text[slice(*span)].lstrip(" 　"))
    if _SPREAD.fullmatch(text[slice(*span)].strip(" 　")):
        letters = [(at, at + 1) for at in range(low, span[1]) if text[at] not in " 　"]
        return clean(text, *letters)
    return clean(text, span)


def in_cells(source: str, cells: Sequence[tuple[int, int]]) -> Clean:
    """The clean text of the cells of a row, parted as rules part them whatever stands between them.

    >>> from enishi.ingest.text.clean import in_cells
    >>> source = "<td>Lyon</td><td>3 May 1988</td>"
    >>> in_cells(source, [(4, 8), (17, 27)]).text
    'Lyon | 3 May 1988'
    """
    text = ""
    pieces: list[Piece] = []
    for number, (low, high) in enumerate(cells):
        cell = clean(source, (low, high))
        before = cells[number - 1][1] if number else low
        if text and before < low:
            left = "" if _IS_CJK.match(text[-1]) else " "
            right = "" if not cell.text or _IS_CJK.match(cell.text[0]) else " "
            if left:
                pieces.append((len(text), before, 0))
            pieces.append((len(text + left), before, low - before - 1))
            if right:
                pieces.append((len(text + left) + 1, low - 1, 0))
            text = f"{text}{left}|{right}"
        pieces += [(len(text) + at, start, longer) for at, start, longer in cell.pieces]
        text += cell.text
    return Clean(text, tuple(pieces))


_WORD = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff々]")


@lru_cache(maxsize=1 << 14)
def _separates(before: str, after: str, broken: bool) -> bool:
    """Whether a gap between two characters says something: between Latin words always, between Japanese words
    where it is a blank (it parts two names), never beside punctuation or between Japanese and Latin."""
    if _WORD.match(before) and _WORD.match(after):
        return not broken
    return not (_IS_CJK.match(before) or _IS_CJK.match(after))


LONGEST = 1200
"""Characters of the longest sentence that is read as one."""
_CLAUSE = (  # …; Bath is twinned with Aix: a clause of its own, with a verb (not: …; and X are its)
    r"(?<=;)\s(?!and (?:[A-ZÀ-Þ][\w’'-]+ ?){1,3}(?:, [A-ZÀ-Þ][\w ]{2,20},?|\([^()]*\))? ?(?:are|were)\b)"
    r"(?=(?:but |and |while )?(?:[A-ZÀ-Þ]|the |its |our |an? )"
    r"(?:[\w’'-]+ ){0,6}?(?:(?<=\w )|[\w’'-]+(?:, [^,;.]{2,40},| \([^()]*\))? )"
    r"(?:has|have|had|is|are|was|were|will|runs?|keeps?|signed|joined|belongs?|opened|holds?|held|took|became)\b)"
)
_STOP = re.compile(
    r"(?<=[。!?])(?![」』)])|" + _CLAUSE + r"|(?:(?<=[a-zß-ɏ0-9)\]\"'”’][.!?])|(?<=[A-Z]{2}[.!?]))"
    r"\s+(?=[\"“'‘(]?[A-ZÀ-Þ0-9])"
)
_DATED_HEAD = re.compile(  # 昭和47(1972). 9. 8  …, 同年 . 9. 9  …: its full stops are the date's
    r"\W{0,3}(?:(?:(?:明治|大正|昭和|平成|令和|[明大昭平令MTSHR])\s?(?:元|\d{1,2})年?|(?:18|19|20)\d\d年?)(?:\s?\([^()]{2,10}\))?|[同翌]年)"
    r"\s?\.\s?\d{1,2}(?:\s?\.\s?\d{1,2})?(?![\d.])"
)
_ENDS = re.compile("[。.!?;]")  # one of which each stop has before it
_ABBREVIATION = re.compile(
    r"\b(?:St|Mr|Ms|Mrs|Dr|Inc|Ltd|Co|Corp|vs|cf|e\.g|i\.e|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)


def sentences(block: Clean) -> Iterator[Clean]:
    """The sentences of a block; a full stop inside brackets or after an abbreviation ends none.

    What goes on for more than :data:`LONGEST` characters is no sentence, and is cut where it pauses.
    """
    text = block.text
    if not _ENDS.search(text):
        yield from _short(block, 0, len(text))
        return
    start = counted = quotes = brackets = 0
    head = _DATED_HEAD.match(text)
    dated = head.end() if head else 0
    for stop in _STOP.finditer(text):
        end = stop.start()
        quotes += text.count("「", counted, end) - text.count("」", counted, end)
        brackets += text.count("(", counted, end) - text.count(")", counted, end)
        counted = end
        inside = (quotes > 0 or brackets > 0) and end - start <= LONGEST
        numbered = text[stop.end() : stop.end() + 1].isdigit() and text.endswith("No.", 0, end)
        if end < dated or inside or numbered or _ABBREVIATION.search(text, max(start, end - 12), end):
            continue
        yield from _short(block, start, end)
        start = counted = stop.end()
        quotes = brackets = 0
    yield from _short(block, start, len(text))


def short(block: Clean) -> Iterator[Clean]:
    """A text whole, or where it is longer than :data:`LONGEST` characters in parts that are not."""
    return _short(block, 0, len(block.text))


def _short(block: Clean, start: int, end: int) -> Iterator[Clean]:
    text = block.text
    while end - start > LONGEST:
        pauses = (text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in "。、, ")
        cut = next((at + 1 for at in pauses if at >= 0), start + LONGEST)
        if text[start:cut].strip():
            yield block[start:cut]
        start = cut
    if text[start:end].strip():
        yield block[start:end]
