"""Questions: the catalogue, a form for each with its answer, and both queries to look at and go on from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from ..errors import EnishiError
from ..queries.answer import Answer, Row, ask
from ..queries.catalogue import Parameter, Question, find_question, load_catalogue
from ..queries.display import readable, relation_label
from ..queries.export import summary, to_csv, to_json, trust_text
from ..viz.view import plain
from .holdings import COMPLETED, Desk
from .pages import Asked, Context
from .reading import Made
from .tables import CSV, XLSX, Cell, Listing, Rows, download, sheet
from .telling import Telling


def catalogue(_: Desk, asked: Asked) -> Context:
    """All questions, by group."""
    groups: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for question in load_catalogue().values():
        group = asked.words.say(f"queries.groups.{question.group}")
        href = asked.url(f"questions/{question.id}")
        groups[group].append((question.title.say(asked.lang), question.description.say(asked.lang), href))
    return {"title": asked.say("questions.title"), "groups": sorted(groups.items())}


def question(desk: Desk, asked: Asked) -> Context | Made:
    """One question: its form, and its answer where enough is said to ask it."""
    found = find_question(asked.parts["question"])
    given = {p.name: asked.get(p.name) for p in found.parameters if asked.get(p.name)}
    context = {
        "title": found.title.say(asked.lang),
        "question": found,
        "fields": [
            (p, p.label.say(asked.lang), given.get(p.name, p.default or ""), _kind(p)) for p in found.parameters
        ],
        "names": _names(desk, asked),
        "given": given,
        "queries": [(language, found.text(language)) for language in ("sparql", "cypher")],
        "listing": None,
        "problem": "",
        "summary": "",
        "asked_as_of": asked.get("as_of"),
        "confirmed": bool(asked.get("confirmed")),
    }
    ready = bool(given) or (asked.get("go") == "1") or not any(p.required for p in found.parameters)
    if found.reckoned == "anniversaries" and not given:
        ready = False
    if not ready:
        return context
    try:
        answer = ask(
            desk.graph,
            found.id,
            given,
            lang=asked.lang,
            as_of=asked.get("as_of") or None,
            confirmed_only=bool(asked.get("confirmed")),
            part=_part(asked),
        )
    except EnishiError as error:
        if asked.get("format"):
            raise
        return {**context, "problem": asked.words.error(error)}
    match asked.get("format"):
        case "json":
            return Made(to_json(answer).encode(), "application/json")
        case "csv":
            disposition = (("content-disposition", f'attachment; filename="{found.id}.csv"'),)
            return Made(to_csv(answer).encode("utf-8-sig"), "text/csv; charset=utf-8", headers=disposition)
    listing = listed(answer, Telling(asked))
    if asked.get("format") == XLSX:
        return download(listing, XLSX, found.id)
    return {**context, "listing": listing, "sheet": sheet(answer.size, asked)[1], "summary": summary(answer)}


def _part(asked: Asked) -> Callable[[int], slice] | None:
    """A page shows a sheet of the rows, a file has all."""
    return None if asked.get("format") else lambda size: sheet(size, asked)[0]


def _kind(parameter: Parameter) -> str:
    return {"entity": "names", "document": "documents", "integer": "number", "flag": "flag"}.get(
        parameter.type, "text"
    )


def _names(desk: Desk, asked: Asked) -> dict[str, list[str]]:
    """What a form offers for completion, by the kind of its field."""
    documents = {plain(d.name) for d, _ in desk.shelf.values()}
    return {"names": [*desk.offered(asked.lang)], "documents": sorted(documents)[:COMPLETED]}


def listed(answer: Answer, telling: Telling) -> Listing:
    """An answer as a table: every row with its trust and the sentence behind it."""
    lang = telling.asked.lang
    columns = [i for i, column in enumerate(answer.columns) if column.type != "statement"]
    headings = [answer.columns[i].heading.say(lang) for i in columns]
    headings += [telling.asked.words.say(f"queries.heading.{key}") for key in ("trust", "sources")]
    rows = tuple((*cells(answer, row, columns, telling), *_ends(row, telling)) for row in answer.rows)
    return Listing(answer.question.title.say(lang), tuple(headings), (Rows(rows),))


def cells(answer: Answer, row: Row, columns: list[int], telling: Telling) -> list[Cell]:
    """What a row says in some of its columns."""
    found = []
    for i in columns:
        kind, text = answer.columns[i].type, plain(row.shown[i])
        href = telling.asked.entity(str(row.values[i])) if kind in ("entity", "thing") and row.values[i] else ""
        look = kind if kind in ("date", "number") else ""
        if kind == "date" and row.values[i]:
            text = telling.speech.date(str(row.values[i]))
        if kind == "relation" and row.values[i]:
            text = relation_label(str(row.values[i]), telling.asked.lang)
        found.append(Cell(text, href, look=look))
    return found


def _ends(row: Row, telling: Telling) -> tuple[Cell, Cell]:
    trust = Cell(trust_text(row, telling.asked.lang), look=row.trust.value)
    if not row.citations:
        return trust, Cell("")
    first = row.citations[0]
    more = len({(c.document, c.start) for c in row.citations}) - 1
    note = telling.place(first) + (telling.asked.say("tie.more_places", count=more) if more else "")
    return trust, Cell(
        plain(readable(first.quote)), telling.asked.entity(first.statement), note, telling.spot(first), "quote"
    )


def anniversaries(desk: Desk, asked: Asked) -> Context | Made:
    """What is celebrated in a fiscal year, with the years before and after."""
    current = asked.today.year if asked.today.month >= 4 else asked.today.year - 1
    text = asked.get("fiscal_year") or str(current)
    every = asked.get("every") or "5"
    found = find_question("anniversaries")
    context = {
        "title": asked.say("anniversaries.title"),
        "year": text,
        "every": every,
        "ended": bool(asked.get("ended")),
        "listing": None,
        "problem": "",
        "summary": "",
        "strip": _strip(text, current, asked),
    }
    given = {"fiscal_year": text, "every": every, "ended": "yes" if asked.get("ended") else "no"}
    try:
        answer = ask(desk.graph, found.id, given, lang=asked.lang, part=_part(asked))
    except EnishiError as error:
        if asked.get("format"):
            raise
        return {**context, "problem": asked.words.error(error)}
    if asked.get("format") == "ics":
        from ..queries.planning.calendar_file import to_ics  # noqa: PLC0415  (slow to import)

        disposition = (("content-disposition", 'attachment; filename="anniversaries.ics"'),)
        return Made(to_ics(answer), "text/calendar; charset=utf-8", headers=disposition)
    listing = listed(answer, Telling(asked))
    if asked.get("format") in (CSV, XLSX):
        return download(listing, asked.get("format"), f"anniversaries-{text if text.isdecimal() else 'year'}")
    return {**context, "listing": listing, "sheet": sheet(answer.size, asked)[1], "summary": summary(answer)}


def _strip(text: str, current: int, asked: Asked) -> list[tuple[str, str, bool]]:
    middle = int(text) if text.isdecimal() and 1 < int(text) < 9990 else current
    years = range(max(1, middle - 3), middle + 7)
    return [
        (
            asked.say("anniversaries.fiscal_year", year=y),
            asked.here(fiscal_year=str(y), format="", page=""),
            str(y) == text,
        )
        for y in years
    ]


__all__ = ["Question", "anniversaries", "catalogue", "cells", "listed", "question"]
