"""A document of several articles taken apart, and what each of them says put together again.

An article is a source of its own, a part of the document's text; the places of what it says are the document's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..ontology.model import Contribution, Entity, Reference, Statement
from .read import Source
from .text.structure import Block


def line_of(text: str, block: Block) -> int:
    """Where the line begins in which a block begins."""
    return text.rfind("\n", 0, block.text.span(0, 1)[0]) + 1


def parted(source: Source, begins: Sequence[int]) -> Iterator[tuple[int, Source]]:
    """The articles of a document, each with where it begins; ``begins`` are those of all but the first."""
    for low, high in zip([0, *begins], [*begins, len(source.text)], strict=True):
        pages = tuple((start - low, end - low) for start, end in source.pages)
        piece = replace(source, text=source.text[low:high], pages=pages)
        yield low, piece if low == 0 else replace(piece, name="", unread=())


def put_together(source: Source, told: Sequence[tuple[int, Contribution]]) -> Contribution:
    """What the articles of a document say, as what the document says; each with where it begins."""
    first = told[0][1].document
    passages = tuple(
        replace(passage, start=passage.start + low, end=passage.end + low)
        for low, article in told
        for passage in article.document.passages
    )
    document = replace(first, text=source.text, passages=passages)
    entities: dict[str, Entity] = {}
    statements: dict[Statement, list[Reference]] = {}
    for low, article in told:
        for entity in article.entities:
            entities.setdefault(entity.iri, entity)
        for made in article.statements:
            moved = (replace(r, start=r.start + low, end=r.end + low) for r in made.references)
            statements.setdefault(made, []).extend(moved)
    return Contribution(
        document,
        tuple(entities.values()),
        tuple(replace(made, references=tuple(references)) for made, references in statements.items()),
        tuple(replace(o, start=o.start + low, end=o.end + low) for low, article in told for o in article.omissions),
    )
