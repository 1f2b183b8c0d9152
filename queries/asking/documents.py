"""Documents that a question names: by their title, by their year (the 2021 report), or as the latest one.

What always holds: a document is only named where one of the graph alone can be meant. What people call documents
stands in ``documents.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ...ontology.edtf import parse
from .namings import normal

if TYPE_CHECKING:
    from ...ontology.model import Document
    from .mentions import Dated, Named

_LEAST_TITLE: Final = 6
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OWNER: Final = re.compile(r"(?:の|'s?|) ?$")


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a document is named (its title, or only its year and whose it is), and which."""

    start: int
    end: int
    surface: str
    document: Document


def cited(text: str, documents: Sequence[Document], named: Sequence[Named], dates: Sequence[Dated]) -> Cited | None:
    """The one document that a question names, if it names one alone."""
    found = [
        *_titled(text, documents, named),
        *_dated(text, documents, named, dates),
        *_latest(text, documents),
        *_owned(text, documents, named),
    ]
    meant = {each.document.iri for each in found}
    return max(found, key=lambda each: each.end - each.start) if len(meant) == 1 else None


def _titled(text: str, documents: Sequence[Document], named: Sequence[Named]) -> Iterator[Cited]:
    """Documents whose title or name stands in a question; what is a thing's name as well names that."""
    lower, things = text.casefold(), {name.surface.casefold() for name in named}
    for document in documents:
        for title in (normal(document.title).casefold(), normal(document.name).casefold()):
            at = lower.find(title) if len(title) >= _LEAST_TITLE and title not in things else -1
            if at >= 0:
                yield Cited(at, at + len(title), text[at : at + len(title)], document)


def _dated(
    text: str, documents: Sequence[Document], named: Sequence[Named], dates: Sequence[Dated]
) -> Iterator[Cited]:
    """Documents by their year, and by whose they are where that stands before it: Kobe's 2024 report."""
    for said in dates:
        year = said.interval and said.interval.earliest and said.interval.earliest.year
        if not year or said.bound or not _of_document(text, said.start, said.end):
            continue
        owner = next((n for n in named if _OWNER.fullmatch(text, n.end, said.start)), None)
        fit = [each for each in documents if year in _years(each) and (not owner or _is_of(each, owner))]
        if len(fit) == 1:
            start = owner.start if owner else said.start
            yield Cited(start, said.end, text[start : said.end], fit[0])


def _owned(text: str, documents: Sequence[Document], named: Sequence[Named]) -> Iterator[Cited]:
    """Documents by whose they are, where that is the only one: Fukuoka's annual report, 広島市の広報紙."""
    for owner in named:
        if match := _words()["owned"].match(text, owner.end):
            fit = [each for each in documents if _is_of(each, owner)]
            newest = _words()["newest"].search(text, 0, owner.start)
            if newest or "最新" in match.group():
                last = max(map(_day, fit), default=date.min)
                fit = [each for each in fit if _day(each) == last]
            if len(fit) == 1:
                start = newest.start() if newest else owner.start
                yield Cited(start, match.end(), text[start : match.end()], fit[0])


def _of_document(text: str, start: int, end: int) -> bool:
    """Whether a date is that of a document: the 2021 report, 2021年度の報告書, the report of 2021."""
    words = _words()
    return bool(words["after"].match(text, end) or words["before"].search(text, 0, start))


def _latest(text: str, documents: Sequence[Document]) -> Iterator[Cited]:
    """The document of the latest date, where that is asked for."""
    for match in _words()["latest"].finditer(text):
        days = {each.iri: _day(each) for each in documents}
        fit = [each for each in documents if days[each.iri] == max(days.values())]
        if len(fit) == 1:
            yield Cited(*match.span(), match.group(), fit[0])


def _day(document: Document) -> date:
    when = parse(document.as_of) if document.as_of else None
    return (when and when.latest) or date.min


def _years(document: Document) -> set[int]:
    """The years that a document may be called by: that of its date, those in its title and its name."""
    when = parse(document.as_of) if document.as_of else None
    told = {int(year) for name in (document.title, document.name) for year in _YEAR.findall(normal(name))}
    return told | ({when.earliest.year} if when and when.earliest else set())


def _is_of(document: Document, owner: Named) -> bool:
    """Whether a title or a name tells that a document is about somebody."""
    called = normal(f"{document.title} {document.name}").casefold()
    return any(normal(name.text).casefold() in called for entity in owner.entities for name in entity.names)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    words = tomllib.loads((files(__package__) / "documents.toml").read_text(encoding="utf-8"))
    ja, en = "|".join(words["ja"]), "|".join(words["en"])
    fill = "(?:annual |yearly |official |city |municipal |international )*"
    one = rf"(?:{en})(?![a-z])"
    of = rf"\b(?:{en}) (?:of|for|from|dated|published in|issued in|\() ?(?:the )?(?:fiscal )?(?:year )?$"
    latest = (
        rf"(?:最新|直近|最も新しい|一番新しい)の?(?={ja})|(?:the )?(?:latest|newest|most recent) (?={fill}{one})"
    )
    return {
        name: re.compile(pattern, re.IGNORECASE)
        for name, pattern in {
            "after": rf"(?:版|発行|公表|作成|付け?)?の?(?:{ja})| ?(?:edition of the )?{fill}{one}",
            "newest": r"\b(?:latest|newest|most recent) (?:the )?$",
            "owned": rf"の(?:最新の?)?(?:{ja})(?!さ|して)|(?:'s?)? {fill}{one}",
            "before": rf"{of}|(?:{ja})[(]$",
            "latest": latest,
        }.items()
    }
