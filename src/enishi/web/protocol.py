"""``/sparql`` by the SPARQL 1.1 Protocol, and ``/cypher``: for programs, read-only.

What always holds: a query comes by GET or by POST in either way of the protocol (section 2.1); nothing else of a
request is looked at; the answer has a form that the request accepts, whole or not at all; what is refused says why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode

from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from ..errors import EnishiError, GraphUnreachable, QueryStopped
from ..graph.results import MEDIA_TYPES, Found, graph, written
from ..queries.export import guarded
from ..words import Words
from .negotiate import language, preferred
from .reading import Busy

if TYPE_CHECKING:
    from starlette.requests import Request

    from .reading import ReadingRoom

QUERY: Final = "application/sparql-query"
FORM: Final = "application/x-www-form-urlencoded"
HTML: Final = "text/html"
ROWS: Final = ("json", "xml", "csv", "tsv")
TRUTH: Final = ("json", "xml")
GRAPHS: Final = ("turtle", "ntriples", "jsonld")
PLAINER: Final = {"application/json": "json", "application/xml": "xml", "text/xml": "xml", "text/plain": "ntriples"}
"""Types that clients ask for where they mean the standard's own."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation; ``dataset`` where the request names graphs."""

    query: str
    dataset: Mapping[str, tuple[str, ...]] | None


class Refused(Exception):
    """A request that is no query operation: the status, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(status, why)
        self.status, self.why = status, why


def read_operation(method: str, query: str, content_type: str, body: bytes) -> Operation | None:
    """The operation of a request; ``None`` for a GET without parameters, which asks for the service's description.

    Raises :class:`Refused`.

    >>> from enishi.web.protocol import read_operation
    >>> read_operation("GET", "query=ASK%20%7B%7D", "", b"").query
    'ASK {}'
    """
    pairs = _pairs(query)
    media, _, parameters = content_type.partition(";")
    if method == "POST":
        charset = parameters.strip().lower().removeprefix("charset=").strip('"')
        if parameters.strip() and charset not in ("utf-8", "utf8"):
            raise Refused(415, "A query is UTF-8.")
        text = _decoded(body)
        if media.strip().lower() == QUERY:
            if any(name == "query" for name, _ in pairs):
                raise Refused(400, "A query stands in the body or in the address, not in both.")
            pairs.append(("query", text))
        elif media.strip().lower() == FORM:
            pairs += _pairs(text)
        else:
            raise Refused(415, f"Send {QUERY} or {FORM}.")
    elif not pairs:
        return None
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise Refused(403, "This endpoint is for reading; it takes no updates.")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise Refused(400, "Send one query.")
    named = {kind: tuple(v for n, v in pairs if n == f"{kind}{end}") for kind, end in _GRAPHS}
    return Operation(queries[0], {k.split("-")[0]: v for k, v in named.items()} if any(named.values()) else None)


_GRAPHS: Final = (("default-graph", "-uri"), ("named-graph", "-uri"))


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise Refused(400, "The parameters are not UTF-8, or too many.") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "The body is not UTF-8.") from error


def form_for(found: Found, accept: str) -> str | None:
    """The form in which an answer goes out; ``None`` where the request accepts none.

    >>> from enishi.web.protocol import form_for
    >>> form_for(True, "*/*"), form_for((), "application/ld+json"), form_for(True, "image/png")
    ('json', 'jsonld', None)
    """
    forms = TRUTH if isinstance(found, bool) else GRAPHS if isinstance(found, tuple) else ROWS
    names = {MEDIA_TYPES[form].partition(";")[0]: form for form in forms}
    names |= {media: form for media, form in PLAINER.items() if form in forms}
    chosen = preferred(accept, list(names))
    return names[chosen] if chosen else None


def endpoint(room: ReadingRoom) -> Any:
    """``/sparql``."""

    async def sparql(request: Request) -> Response:
        accept = request.headers.get("accept", "")
        try:
            operation = read_operation(
                request.method, request.url.query, request.headers.get("content-type", ""), await request.body()
            )
        except Refused as refused:
            return PlainTextResponse(f"{refused.why}\n", refused.status)
        if preferred(accept, [MEDIA_TYPES["json"], HTML, *_bare(MEDIA_TYPES.values())]) == HTML:
            more = {"language": "sparql", "query": operation.query} if operation else {}
            address = f"/{language(request.headers.get('accept-language', ''))}/query"
            return RedirectResponse(address + (f"?{urlencode(more)}" if more else ""), 303)
        if operation is None:
            return _graph(described_service(str(request.url_for("sparql"))), accept)
        try:
            base = str(request.url_for("sparql"))
            found = await room.query(
                _visitor(request), lambda graph: graph.found(operation.query, dataset=operation.dataset, base=base)
            )
            return _answer(found, accept)
        except Busy as busy:
            return _later(busy)
        except EnishiError as error:
            return failure(error)

    return sparql


def _bare(types: Iterable[str]) -> list[str]:
    return [media.partition(";")[0] for media in types]


def _answer(found: Found, accept: str) -> Response:
    form = form_for(found, accept)
    if form is None:
        return PlainTextResponse(f"Accept one of: {', '.join(_bare(MEDIA_TYPES.values()))}\n", 406)
    pieces = graph(found, form) if isinstance(found, tuple) else written(found, form)
    return Response("".join(pieces), headers={"vary": "Accept"}, media_type=MEDIA_TYPES[form])


def _graph(lines: tuple[str, ...], accept: str) -> Response:
    return _answer(lines, accept if form_for(lines, accept) else "")


def failure(error: EnishiError) -> Response:
    """An error as plain text, with the status that it means."""
    late = isinstance(error, QueryStopped | GraphUnreachable) or error.key == "query_timeout"
    status = 503 if late else 400
    return PlainTextResponse(f"{Words('en').error(error)}\n", status, {"retry-after": "60"} if late else None)


def _later(busy: Busy) -> Response:
    """503 where too many ask at once, 429 (RFC 6585) where one asks too often."""
    if busy.often:
        words = "Too many queries from your address within a minute; ask again in a minute.\n"
        return PlainTextResponse(words, 429, {"retry-after": "60"})
    return PlainTextResponse("Too many queries at once; ask again in a little while.\n", 503, {"retry-after": "5"})


def _visitor(request: Request) -> str:
    return request.client.host if request.client else ""


def described_service(address: str) -> tuple[str, ...]:
    """The endpoint, described in the words of SPARQL 1.1 Service Description, as lines of N-Triples."""
    sd, formats = "http://www.w3.org/ns/sparql-service-description#", "http://www.w3.org/ns/formats/"
    service, kind = f"<{address}>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    names = [*(f"SPARQL_Results_{form.upper()}" for form in ROWS), "Turtle", "N-Triples", "JSON-LD"]
    dataset, base = f"<{address}#dataset>", f"<{address}#default-graph>"
    lines = [
        f"{service} {kind} <{sd}Service> .",
        f"{service} <{sd}endpoint> {service} .",
        f"{service} <{sd}supportedLanguage> <{sd}SPARQL11Query> .",
        *(f"{service} <{sd}resultFormat> <{formats}{name}> ." for name in names),
        f"{service} <{sd}defaultDataset> {dataset} .",
        f"{dataset} {kind} <{sd}Dataset> .",
        f"{dataset} <{sd}defaultGraph> {base} .",
        f"{base} {kind} <{sd}Graph> .",
    ]
    for number, name in enumerate(("statements", "evidence")):
        part = f"<{address}#graph-{number}>"
        lines += [
            f"{dataset} <{sd}namedGraph> {part} .",
            f"{part} {kind} <{sd}NamedGraph> .",
            f"{part} <{sd}name> <https://w3id.org/enishi/graph/{name}> .",
        ]
    return tuple(sorted(lines))


def cypher_endpoint(room: ReadingRoom) -> Any:
    """``/cypher``: a query by GET (``?query=``) or by POST as JSON ``{"query": …, "parameters": {…}}``."""

    async def cypher(request: Request) -> Response:
        accept = request.headers.get("accept", "")
        try:
            query, parameters = _cypher(request.method, request.url.query, await request.body())
            table = await room.query(_visitor(request), lambda graph: graph.cypher(query, parameters))
        except Refused as refused:
            return PlainTextResponse(f"{refused.why}\n", refused.status)
        except Busy as busy:
            return _later(busy)
        except EnishiError as error:
            return failure(error)
        if preferred(accept, ["application/json", "text/csv"]) == "text/csv":
            return Response(_csv([table.columns, *table.rows]), media_type="text/csv; charset=utf-8")
        return JSONResponse({"columns": table.columns, "rows": table.rows}, headers={"vary": "Accept"})

    return cypher


def _cypher(method: str, query: str, body: bytes) -> tuple[str, dict[str, Any]]:
    if method != "POST":
        given = dict(_pairs(query))
        if "query" not in given:
            raise Refused(400, "Send a query.")
        return given.pop("query"), dict(given)
    try:
        asked = json.loads(body)
        text, parameters = asked["query"], asked.get("parameters", {})
        plain = all(isinstance(v, str | int | float | bool | None) for v in parameters.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(400, 'Send JSON: {"query": "…", "parameters": {…}}') from error
    if not isinstance(text, str) or not plain:
        raise Refused(400, "A query is a text, a parameter a text, a number, true, false or null.")
    return text, parameters


def _csv(lines: Iterable[Iterable[object]]) -> str:
    import csv  # noqa: PLC0415
    import io  # noqa: PLC0415

    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(
        [guarded("" if cell is None else cell) for cell in line] for line in lines
    )
    return out.getvalue()
