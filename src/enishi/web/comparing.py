"""The changes page: two documents or dates set against each other, with what each side says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import EnishiError
from ..ontology.edtf import parse
from ..queries.answer import Answer, Row
from ..queries.citation import Citation
from ..queries.comparing.changes import changes
from ..queries.display import readable
from ..queries.export import summary, trust_text
from ..viz.view import plain
from .holdings import Desk
from .pages import Asked, Context
from .questions import cells
from .reading import Made
from .tables import CSV, XLSX, Cell, Listing, Rows, download
from .telling import Telling

if TYPE_CHECKING:
    from ..ontology.model import Document


def page(desk: Desk, asked: Asked) -> Context | Made:
    """What changed from ``before`` to ``after``; without them, the times furthest apart
    are offered. ``of`` names a thing, a kind or a relation that alone is asked of.
    """
    documents = sorted((d for d, _ in desk.shelf.values()), key=lambda d: (d.as_of or "", d.name))
    before, after, of = asked.get("before"), asked.get("after"), asked.get("of")
    context = {
        "title": asked.say("changes.title"),
        "before": before,
        "after": after,
        "of": of,
        "offers": list(
            dict.fromkeys([*(d.as_of for d in documents if d.as_of), *(plain(d.name) for d in documents)])
        ),
        "example": _furthest(documents),
        "listing": None,
        "problem": "",
        "summary": "",
    }
    if not (before and after):
        return context
    try:
        answer = changes(desk.graph, before, after, of=[of] if of else (), lang=asked.lang)
    except EnishiError as error:
        if asked.get("format"):
            raise
        return {**context, "problem": asked.words.error(error)}
    listing = compared(answer, Telling(asked))
    if asked.get("format") in (CSV, XLSX):
        return download(listing, asked.get("format"), "changes")
    return {**context, "listing": listing, "summary": summary(answer)}


def _furthest(documents: list[Document]) -> tuple[str, str] | None:
    """The earliest and the latest time for which documents speak; where there is but one, two documents."""
    times = list(dict.fromkeys(parse(d.as_of).short for d in documents if d.as_of))
    named = times if len(times) > 1 else [plain(d.name) for d in documents]
    return (named[0], named[-1]) if len(named) > 1 else None


def compared(answer: Answer, telling: Telling) -> Listing:
    """A comparison as a table: every change with the sentences of both sides, grouped by its kind."""
    asked = telling.asked
    columns = [i for i, column in enumerate(answer.columns) if column.type != "statement" and i]
    headings = [answer.columns[i].heading.say(asked.lang) for i in columns]
    headings += [asked.say("changes.said_before"), asked.say("changes.said_after")]
    headings.append(asked.words.say("queries.heading.trust"))
    names = [column.name for column in answer.columns]
    sides = names.index("before_statement"), names.index("after_statement")
    groups: dict[str, list[tuple[Cell, ...]]] = {}
    for row in answer.rows:
        said = _said(row, sides, telling)
        trust = Cell(trust_text(row, asked.lang), look=row.trust.value)
        groups.setdefault(row.shown[0], []).append((*cells(answer, row, columns, telling), *said, trust))
    rows = tuple(Rows(tuple(each), kind, f"k{n}") for n, (kind, each) in enumerate(groups.items()))
    return Listing(asked.say("changes.title"), tuple(headings), rows, answer.columns[0].heading.say(asked.lang))


def _said(row: Row, sides: tuple[int, int], telling: Telling) -> tuple[Cell, Cell]:
    """The first sentence by which either side says it. Where both say the same statement, otherwise dated, the
    earlier document speaks for the one and the later for the other.
    """
    by_date = sorted(row.citations, key=lambda c: (c.as_of or "", c.document, c.start))
    old, new = ([c for c in by_date if c.statement == row.values[side]] for side in sides)
    if row.values[sides[0]] == row.values[sides[1]] and len(old) > 1:
        new = [c for c in old if c.document == old[-1].document]
    return _quoted(old, telling), _quoted(new, telling)


def _quoted(found: list[Citation], telling: Telling) -> Cell:
    if not found:
        return Cell("")
    first = found[0]
    href, spot = telling.asked.entity(first.statement), telling.spot(first)
    return Cell(plain(readable(first.quote)), href, telling.place(first), spot, "quote")
