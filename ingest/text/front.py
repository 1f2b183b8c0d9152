"""What stands before and around a document's title: the one place that tells it from what the document says.

A page's navigation, its tools, the number of a page, the list of its headings and a head printed again on each page
say nothing, wherever they stand. A day of issue, a department, what a paper calls itself and its number say nothing
where a title stands below them; where none does, the last of them may be the title. So the first block that is read
is the title, whatever stands above it; and a text that is quoted as a whole is read as if it were not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ..data import table

_HEAD = 14  # lines that may be a document's head
_LINE = 120  # characters of a line of front matter
_PAGED = 24  # characters of a line that holds a page's number
_TITLE = 90  # characters of a title
_SHORT = 4  # characters of a title that others may repeat by chance

METADATA = re.compile(r"#\s?(?:source|also|text|url|date|note|lang|title)s?\s?:", re.I)
RULED = re.compile(r"[\W_]*")
"""A line that says nothing: empty, or drawn."""
_QUOTED = re.compile(r"[ \t]?>(?:[ \t\u3000]|$)")
_DATE = (
    r"(?:(?:明治|大正|昭和|平成|令和)\s?(?:元|\d{1,2})|(?:18|19|20)\d\d)\s?(?:\([^()]{2,10}\)\s?)?年(?!度)"
    r"(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?|(?:18|19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:{M}) (?:18|19|20)\d\d|(?:{M}) (?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:18|19|20)\d\d"
    r"|\(?[月火水木金土日](?:曜日?)?\)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:午前|午後)?\d{1,2}[時:]\d{1,2}分?"
).replace("{M}", "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\\.?")
_BETWEEN = r"[\s()\[\]{}<>〈〉《》【】〔〕「」『』|:,、・･/~～–—*#.-]"
_MARKS = re.compile(r"^[\s#*=~_■□◆◇◎○●▼▽➤【《〈\[<]+|[\s#*=~_】》〉\]>]+$")
_PAGE_BEHIND = re.compile(
    r"\s*(?:[-–—(]?\s?\d{1,3}\s?(?:[-–—)]|/\s?\d{1,3}|ページ|頁)?|(?:p\.|page) ?\d{1,3}.*)$", re.I
)
_NO_TITLE = re.compile(  # a sentence, a row, an entry, a key and its value, a question
    r".*[。;；](?!$).|.*[。.,、:：;]$|[・•\-*+–—]\s|.*[|｜\t]|[QＱ問]\s?\d{0,2}[\s.:．]|(?:18|19|20)\d\d\b"
    r"|(?:明治|大正|昭和|平成|令和)(?:元|\d{1,2})年\d|[ぁ-んァ-ヶー一-鿿]{1,8}:\s?\S"
)

_LABEL = re.compile(
    r"[ \t\u3000]*(?:件\s?名|タイトル|標\s?題|表\s?題|題\s?名|[Tt]itle|TITLE"
    r"|[Ss]ubject|SUBJECT|[Hh]eadline|R[Ee])[ \t]?[:：]"
    r"[ \t\u3000]*(?=\S)"
)
_FIELD = re.compile(r"[^\s:。、]{1,12}(?: [^\s:。、]{1,12})?\s?:\s?\S")


class Front(NamedTuple):
    """The lines that say nothing, by where they begin; where the title begins if a line above it is kept; and where
    the title's line begins, with what calls it so, and how long that is."""

    left: frozenset[int]
    title: int | None = None
    label: tuple[int, int] = (-1, 0)


@lru_cache(2)
def front(text: str) -> Front:
    """What stands around a text.

    >>> text = "ホーム > 市政情報 > 国際交流\\n\\n令和6年5月1日\\n国際課\\n世界の友\\n次の市と提携しています。"
    >>> [text[at:].split("\\n")[0] for at in sorted(front(text).left)]
    ['ホーム > 市政情報 > 国際交流', '令和6年5月1日', '国際課']
    """
    shown = [
        (unicodedata.normalize("NFKC", raw).strip(), start)
        for raw, start in unquoted(text)
        if raw.strip() and not METADATA.match(raw)
    ]
    left = {start for line, start in shown if len(line) < _PAGED and _page().fullmatch(line)}
    left.update(start for line, start in shown[:_HEAD] if _made_of(line, "tools"))
    left.update(_listed(shown))
    lines = [(line, start) for line, start in shown if start not in left and not RULED.fullmatch(line)]
    above: list[int] = []
    kept = False
    for number, (line, start) in enumerate(lines[:_HEAD]):
        crumbs = _crumbs().match(line)
        if crumbs and _made_of(line, "crumbs"):
            left.add(start)
        elif crumbs or _is_called_so_below(line, lines[number + 1 : number + 2]):
            kept = True
        elif _made_of(line, "front"):
            above.append(start)
        elif (label := _labelled(text, start, lines[number + 1 : number + 2])) or _may_entitle(line):
            left.update(above)
            left.update(_again(lines[number:]))
            return Front(frozenset(left), start + label if kept else None, (start, label))
        else:
            break
    return Front(frozenset(left))


def unquoted(text: str) -> Iterator[tuple[str, int]]:
    """The lines of a text with the place where each begins, without the marks of a quotation.

    >>> list(unquoted("> Ties\\n>\\n> Kotka, Finland"))
    [('Ties', 2), ('', 8), ('Kotka, Finland', 11)]
    """
    raws = text.split("\n")
    marks = [_QUOTED.match(raw) for raw in raws] if ">" in text else [None] * len(raws)
    at = 0
    for number, (raw, mark) in enumerate(zip(raws, marks, strict=True)):
        beside = mark and ((number and marks[number - 1]) or (number + 1 < len(raws) and marks[number + 1]))
        cut = mark.end() if mark and beside else 0
        yield raw[cut:], at + cut
        at += len(raw) + 1


def _labelled(text: str, start: int, below: Sequence[tuple[str, int]]) -> int:
    """How many characters call a line the title, as no field of several: 件名:, Subject:."""
    label = _LABEL.match(text, start)
    return 0 if label is None or (below and _FIELD.match(below[0][0])) else label.end() - start


def _may_entitle(line: str) -> bool:
    """Whether a line may be a title: no sentence, row or entry."""
    return len(line) <= _TITLE and not _NO_TITLE.match(line)


def _named(line: str) -> str:
    """What a heading says, without its marks."""
    return _MARKS.sub("", line)


def _is_called_so_below(line: str, below: Sequence[tuple[str, int]]) -> bool:
    """Whether a line is the title below it and what the whole site is called: Ties abroad | Official site."""
    shown, title = _named(line), _named(below[0][0]) if below else ""
    rest = shown[len(title) :].lstrip()
    return len(title) > _SHORT and shown.startswith(title) and rest[:1] in tuple("|-–—/:")


def _again(lines: Sequence[tuple[str, int]]) -> Iterator[int]:
    """Where a title is said again: right below, or as the head of a further page with that page's number."""
    title = _named(lines[0][0])
    for number, (line, start) in enumerate(lines[1:]):
        if not line.lstrip("#*=~ ").startswith(title[:_SHORT]) or len(title) < _SHORT:
            continue
        shown = _named(line)
        rest = shown[len(title) :]
        paged = shown.startswith(title) and rest[:1].isspace() and _PAGE_BEHIND.fullmatch(rest)
        if paged or (shown == title and not number):
            yield start


def _listed(lines: Sequence[tuple[str, int]]) -> Iterator[int]:
    """The list of a document's headings, each of which stands below as well."""
    for number, (line, start) in enumerate(lines[: 2 * _HEAD]):
        if len(line) > _PAGED or not _contents().fullmatch(_named(line)):
            continue
        below = [_named(entry) for entry, _ in lines[number + 1 :]]
        entries = [_entry(entry) for entry, _ in lines[number + 1 :]]
        last = next((n for n, entry in enumerate(entries) if entry not in below[n + 1 :]), len(entries))
        if last:
            yield start
            yield from (place for _, place in lines[number + 1 : number + 1 + last])
        return


def _entry(line: str) -> str:
    """A heading in a list of them, without bullet."""
    return _named(re.sub(r"^(?:[・•*+\-–—]|\d{1,2}[.)])\s?", "", line))


def _made_of(line: str, of: str) -> bool:
    """Whether a line is put together from the words of front matter, of navigation or of a page's tools alone."""
    at, said = 0, False
    while at < len(line) <= _LINE:
        found = _words(of).match(line, at)
        if not found:
            return False
        at = found.end()
        said = said or found.lastgroup == "said"
    return said


@cache
def _words(of: str) -> re.Pattern[str]:
    """A word of front matter, longest first; or what may stand between two."""
    told = table("words/front.toml")
    date = f"(?:{_DATE})".replace(" ", r"\ ")
    dated = rf"(?:{told['dated']})\s?:?\s?{date}|{date}\s?(?:{told['dated']})"
    parts = {
        "tools": (told["tools"], dated),
        "front": (told["papers"], dated, date, told["tools"], told["words"]),
        "crumbs": (told["home"], told["here"], told["papers"], told["words"], told["crumbs"]),
    }[of]
    said = "|".join(f"(?:{part})" for part in parts)
    return re.compile(rf"(?P<said>{said})(?:(?<![A-Za-z])|(?![A-Za-z]))|{_BETWEEN}+|[»→]", re.I | re.X)


@cache
def _crumbs() -> re.Pattern[str]:
    told = table("words/front.toml")
    return re.compile(rf"{told['here']}.*\S|{told['home']}{told['parts']}\S", re.I | re.X)


@cache
def _contents() -> re.Pattern[str]:
    return re.compile(table("words/front.toml")["contents"], re.I)


@cache
def _page() -> re.Pattern[str]:
    return re.compile(table("words/front.toml")["page"], re.I)
