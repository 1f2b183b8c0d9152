"""The documents behind the graph, and the page of one: its text, with every fact marked where it is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ..errors import UnknownName
from ..ontology.model import DOCUMENT, EVIDENCE_GRAPH, STATEMENT
from ..queries.reviewing.recount import recount
from ..viz.labels import Speech
from ..viz.report.account import account
from ..viz.report.page import LOOKS, Mark, Sheet, sheet
from ..viz.report.telling import Telling as ReportTelling
from ..viz.view import plain
from ..words import Words
from .holdings import Desk
from .pages import Asked, Context, elsewhere
from .reading import Made
from .tables import CSV, XLSX, Cell, Listing, Rows, download

_FACTS = f"""SELECT ?d (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH <{EVIDENCE_GRAPH}> {{
  ?r :inDocument ?d ; :evidenceFor ?s }} }} GROUP BY ?d"""


def documents(desk: Desk, asked: Asked) -> Context | Made:
    """All documents, with how many facts each says."""
    counts = Counter({str(iri): int(str(count)) for iri, count in desk.rows(_FACTS)})
    speech, words = Speech(asked.lang), asked.words
    rows = tuple(
        (
            Cell(plain(d.title) or plain(d.name), asked.entity(d.iri), plain(d.name)),
            Cell(speech.date(d.as_of), look="date"),
            Cell(words.say(f"report.languages.{d.lang}")),
            Cell(f"{length:,}", look="number"),
            Cell(f"{counts[d.iri]:,}", look="number"),
        )
        for d, length in desk.shelf.values()
    )
    headings = tuple(asked.say(f"documents.{key}") for key in ("document", "as_of", "language", "length", "facts"))
    listing = Listing(asked.say("documents.title"), headings, (Rows(rows),))
    if asked.get("format") in (CSV, XLSX):
        return download(listing, asked.get("format"), "documents")
    return {"title": asked.say("documents.title"), "listing": listing}


def document(desk: Desk, asked: Asked) -> Context | Made:
    """A document's text and its facts; ``fact`` leads to the place of one."""
    iri = DOCUMENT + asked.parts["local"]
    if not desk.graph.documents([iri], text=False):
        raise UnknownName("document_unknown", name=iri, nearest=["-"])
    told, telling = account(recount(desk.graph, iri)), ReportTelling(asked.lang)
    page = _closed_up(sheet("d", told, telling))
    places = {f.statement.id: item for f, item in reversed(list(zip(told.findings, page.facts, strict=True)))}
    wanted = places.get(STATEMENT + asked.get("fact"))
    if asked.get("fact") and wanted is not None:
        return elsewhere(f"{asked.entity(iri)}#{wanted.back or wanted.anchor}")
    return {
        "title": page.title,
        "page": page,
        "legend": [(look, telling.say(f"looks.{look}")) for look in LOOKS if look in page.looks],
        "tell": lambda key, **details: Words(asked.lang).say(f"report.{key}", **details),
        "ties": {
            item.anchor: asked.entity(f.statement.id) for f, item in zip(told.findings, page.facts, strict=True)
        },
        "iri": iri,
        "local": asked.parts["local"],
    }


def _closed_up(page: Sheet) -> Sheet:
    """The page without the empty lines before its first word."""
    first, *rest = page.marks or (Mark(""),)
    return replace(page, marks=(replace(first, text=first.text.lstrip("\n")), *rest))
