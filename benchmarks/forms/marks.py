"""Bullets, blank lines, the width of lines and of characters."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from typing import Final

from . import Lines, form, in_en, in_ja

_BULLET: Final = re.compile(r"^(\s*)(?:[・•○●◆◇◎*]\s*|- +)(?=[^\s\-])(?!.*\|)")
_ITEM: Final = re.compile(r"^\s*(?:[・•○●◆◇◎*\-]|\(\d+\)|[①-⑳]|\d+[.)．])")
_LAID_OUT: Final = re.compile(r"\||\t|\S  +\S|^[ \u3000]")
_FULL: Final = str.maketrans("0123456789", "０１２３４５６７８９")


@form
def bullets_dash(page: Lines) -> Lines | None:
    return [_BULLET.sub(r"\1- ", line) for line in page]


@form
def bullets_circle(page: Lines) -> Lines | None:
    return [_BULLET.sub(r"\1○ ", line) for line in page]


@form
def bullets_numbered(page: Lines) -> Lines | None:
    number, other = 0, []
    for line in page:
        item = _BULLET.match(line)
        number = number + 1 if item else 0
        other.append(f"{item[1]}({number}) {line[item.end() :]}" if item else line)
    return other


@form
def bullets_indented(page: Lines) -> Lines | None:
    return ["    " + line if _ITEM.match(line) and "|" not in line else line for line in page]


@form
def blank_lines(page: Lines) -> Lines | None:
    """Between all lines, where none hangs on the one above it."""
    return None if any(map(_LAID_OUT.search, page)) else [part for line in page for part in (line, "")]


@form
def paragraphs_indented(page: Lines) -> Lines | None:
    sentence = re.compile(r"^(?![\s\u3000QA問答]).*。$")
    return ["\u3000" + line if sentence.match(line) and not _ITEM.match(line) else line for line in page]


def _wrapped(page: Lines, wrap: Callable[[str], Lines]) -> Lines:
    """The page with its paragraphs in lines."""
    plain = (not line or _LAID_OUT.search(line) or _ITEM.match(line) for line in page)
    return [part for line, whole in zip(page, plain, strict=True) for part in ([line] if whole else wrap(line))]


@in_ja
def wrapped(page: Lines) -> Lines | None:
    return _wrapped(page, lambda line: [line[start : start + 36] for start in range(0, len(line), 36)])


@in_en
def wrapped_en(page: Lines) -> Lines | None:
    return _wrapped(page, lambda line: textwrap.wrap(line, 72, break_long_words=False, break_on_hyphens=False))


@in_ja
def full_width_digits(page: Lines) -> Lines | None:
    return [line.translate(_FULL) for line in page]


@in_ja
def full_width_brackets(page: Lines) -> Lines | None:
    return [line.replace("(", "（").replace(")", "）") for line in page]


@in_ja
def western_commas(page: Lines) -> Lines | None:
    return [line.replace("、", "，") for line in page]


@in_ja
def few_commas(page: Lines) -> Lines | None:
    return [re.sub(r"(?<=[はにがで年月日])、", "", line) for line in page]


@in_ja
def blanks_beside_latin(page: Lines) -> Lines | None:
    beside = re.compile(r"(?<=[ぁ-んァ-ヶ一-龠])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[ぁ-んァ-ヶ一-龠])")
    return [beside.sub(" ", line) if line.endswith("。") else line for line in page]


@in_en
def curly_quotes(page: Lines) -> Lines | None:
    return [line.replace("'", "’") for line in page]


@in_ja
def labels_bracketed(page: Lines) -> Lines | None:
    label = re.compile(r"^(\s*)([^\s:：。|()（）【]{1,8})[:：]\s*")
    return [label.sub(r"\1【\2】", line) for line in page]


@in_ja
def labels_by_blank(page: Lines) -> Lines | None:
    label = re.compile(r"^(\s*[^\s:：。|]{1,8})[:：]\s*")
    return [label.sub("\\1\u3000", line) for line in page]
