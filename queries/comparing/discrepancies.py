"""Contradictions in the documents' own words: two names for one instrument, counts that a list does not bear out.

What always holds: every discrepancy has two places with their exact quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal

from ...ontology.model import Trust
from ..citation import Citation

if TYPE_CHECKING:
    from ...ontology.model import Document

_INSTRUMENT: Final = re.compile(r"「([^「」\n]{4,40}(?:条例|戦略|指針|計画|大綱|ビジョン|宣言))」")
_DECLARED: Final = re.compile(
    r"(\d{1,3})\s*(?:か所|カ所|ヶ所|箇所|件|つ|社|団体|都市|館)の([^\s、。「」（）()]{3,14}?)(?=[、。がをにではな])"
)
_ENTRY: Final = re.compile(r"(?m)^\s*(?:\**)(?:所在地|住所|Address\b)")
_HEADING: Final = re.compile(r"(?m)^(?:[■◆●#【]|\*\*|第?\d+[\s.、章])")
_MEMBERS: Final = re.compile(
    r"会員[:：]\s*(?:\d+\s*[^\d\s・、（）()]{1,4}[・、と]?){1,4}|\d+\s*会員(?:（(?:\d+[^\d\s・、（）()]{1,4}[・、]?)+）)?"
)
_COUNT: Final = re.compile(r"(\d+)\s*([^\d\s・、:：（）()]{1,4})")


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What does not fit: ``a`` and ``b`` are what the two places say, ``of`` is what is counted."""

    kind: Literal["name", "sum", "value"]
    a: str
    b: str
    places: tuple[Citation, Citation]
    of: str = ""


def discrepancies(documents: Iterable[Document]) -> Iterator[Discrepancy]:
    """What the texts themselves say twice and differently."""
    read = list(documents)
    yield from _names(read)
    yield from _counts(read)
    yield from _members(read)


def _names(documents: list[Document]) -> Iterator[Discrepancy]:
    """Two quoted names, one of which is the other with words left out."""
    found: dict[str, Citation] = {}
    for document in documents:
        for match in _INSTRUMENT.finditer(document.text):
            found.setdefault(match[1], cited(document, match.start(1), match.end(1)))
    for short, long in combinations(sorted(found, key=lambda name: (len(name), name)), 2):
        left_out = len(long) - len(short)
        same_ends = short[:3] == long[:3] and short[-3:] == long[-3:]
        if 0 < left_out <= 6 and same_ends and _within(short, long):
            yield Discrepancy("name", short, long, (found[short], found[long]))


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _counts(documents: list[Document]) -> Iterator[Discrepancy]:
    """A number of things said to be there, and a list of them of another length."""
    for document in documents:
        for match in _DECLARED.finditer(document.text):
            declared, noun = int(match[1]), re.sub(r"(?:など|等)$", "", match[2])
            heading = re.search(rf"(?m)^\W*{re.escape(noun)}(?:の)?(?:一覧|リスト)\W*$", document.text)
            if heading is None or declared < 2:
                continue
            after = _HEADING.search(document.text, heading.end())
            end = after.start() if after else len(document.text)
            counted = len(_ENTRY.findall(document.text, heading.end(), end))
            if counted and counted != declared:
                places = (cited(document, *match.span()), cited(document, *_line(document.text, heading.start())))
                yield Discrepancy("sum", str(declared), str(counted), places, noun)


def _members(documents: list[Document]) -> Iterator[Discrepancy]:
    """The same number of members, counted in other units."""
    found: list[tuple[frozenset[tuple[str, str]], str, Citation]] = []
    for document in documents:
        for match in _MEMBERS.finditer(document.text):
            counts = frozenset((number, unit) for number, unit in _COUNT.findall(match[0]))
            found.append((counts, match[0], cited(document, *match.span())))
    for (a, said, place), (b, other, elsewhere) in combinations(found, 2):
        shared = {number for number, _ in a} & {number for number, _ in b}
        if any({u for n, u in a if n == number} != {u for n, u in b if n == number} for number in shared):
            yield Discrepancy("value", said, other, (place, elsewhere))


def _line(text: str, start: int) -> tuple[int, int]:
    end = text.find("\n", start + 1)
    first = start + len(text[start:]) - len(text[start:].lstrip())
    return first, (end if end > first else len(text))


def cited(document: Document, start: int, end: int) -> Citation:
    """A place of a document that no statement stands for."""
    section = next((p.section[-1] for p in document.passages if p.start <= start < p.end and p.section), None)
    return Citation(
        document_name=document.name,
        title=document.title,
        page=None,
        section=section,
        quote=document.text[start:end],
        start=start,
        end=end,
        trust=Trust.MACHINE,
        as_of=document.as_of,
        statement="",
        document=document.iri,
    )
