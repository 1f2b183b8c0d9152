"""The page for a query of one's own, in SPARQL or Cypher: written, run, changed, taken along as a file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from ..errors import EnishiError
from ..graph.home import Table
from ..viz.view import plain
from .pages import Asked, Site, asked_of, sent
from .reading import Busy, Made
from .tables import CSV, XLSX, Cell, Listing, Rows, download

if TYPE_CHECKING:
    from starlette.requests import Request

    from ..graph.bounded import BoundedGraph

SHOWN: Final = 500
LONGEST: Final = 20_000
EXAMPLES: Final = {
    "sparql": """PREFIX : <https://w3id.org/enishi/ontology#>
SELECT ?city ?name ?since ?statement WHERE {
  ?city :sisterCityOf ?other ~ ?statement ; :name ?name .
  OPTIONAL { ?statement :since ?since }
} ORDER BY ?since ?city LIMIT 50""",
    "cypher": """MATCH (a:City)-[r:SISTER_CITY_OF]->(b:City)
RETURN a.name, b.name, r.since, r.statement
ORDER BY r.since, r.statement LIMIT 50""",
}


def asking(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of the page."""

    async def page(request: Request) -> Response:
        asked = asked_of(request)
        query = asked.params.get("query", "")[:LONGEST]
        language = "cypher" if asked.get("language") == "cypher" else "sparql"
        context: dict[str, Any] = {
            "title": asked.say("query.title"),
            "language": language,
            "query": query or EXAMPLES[language],
            "examples": EXAMPLES,
            "listing": None,
            "problem": "",
            "summary": "",
        }
        status = 200
        if query:
            visitor = request.client.host if request.client else ""
            try:
                table = await site.room.query(visitor, lambda graph: run(graph, language, query))
            except Busy as busy:
                return sent(site.busy(asked, often=busy.often))
            except EnishiError as error:
                context["problem"], status = asked.words.error(error), site.failure(asked, error).status
            else:
                form = asked.get("format")
                if form in (CSV, XLSX):
                    return sent(download(listed(table, asked, len(table.rows)), form, "rows"))
                shown = listed(table, asked, SHOWN)
                context["listing"] = shown
                key = "query.some" if len(table.rows) > SHOWN else "query.rows"
                context["summary"] = asked.say(key, count=f"{len(table.rows):,}", shown=SHOWN)
        return sent(Made(site.render("query", asked, context), status=status))

    return page


def run(graph: BoundedGraph, language: str, query: str) -> Table:
    """The rows of a query; a truth value as one row, a graph as its lines."""
    found = graph.cypher(query) if language == "cypher" else graph.sparql(query)
    if isinstance(found, Table):
        return found
    if isinstance(found, bool):
        return Table(("answer",), ((found,),))
    return Table(("triple",), tuple((line,) for line in found.lines))


def listed(table: Table, asked: Asked, most: int) -> Listing:
    """Rows as a table whose IRIs lead on."""

    def cell(value: object) -> Cell:
        if isinstance(value, bool):
            return Cell("true" if value else "false")
        if isinstance(value, int | float):
            return Cell(str(value), look="number")
        text = "" if value is None else str(value)
        return Cell(plain(text), asked.entity(text))

    rows = tuple(tuple(map(cell, row)) for row in table.rows[:most])
    return Listing(asked.say("query.answer"), table.columns, (Rows(rows),))
