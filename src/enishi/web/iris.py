"""The paths of our IRIs: a page for people, RDF for programs, by what the request accepts."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ..errors import EnishiError
from ..graph.describing import described
from ..graph.results import MEDIA_TYPES, graph
from .negotiate import language, preferred
from .pages import BASE, local
from .protocol import GRAPHS, HTML, failure

if TYPE_CHECKING:
    from starlette.requests import Request

    from .reading import ReadingRoom

SUFFIXES: Final = {"ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld"}


def resolver(room: ReadingRoom, base: str) -> Any:
    """The endpoint of all IRIs under a base (``id``, ``statement`` ...). ``?format=ttl`` chooses without a header."""

    async def resolve(request: Request) -> Response:
        iri = f"{BASE}{base}/{request.path_params['local']}"
        offers = [HTML, *(MEDIA_TYPES[form].partition(";")[0] for form in GRAPHS)]
        asked = SUFFIXES.get(request.query_params.get("format", ""))
        chosen = (
            MEDIA_TYPES[asked].partition(";")[0] if asked else preferred(request.headers.get("accept", ""), offers)
        )
        if chosen is None:
            return PlainTextResponse(f"Accept one of: {', '.join(offers)}\n", 406)
        if chosen == HTML:
            page = local(language(request.headers.get("accept-language", "")), iri)
            return RedirectResponse(page, 303, {"vary": "Accept, Accept-Language"})
        form = GRAPHS[offers.index(chosen) - 1]
        try:
            lines = await room.read(lambda desk: described(desk.graph, iri))
        except EnishiError as error:
            return failure(error)
        if not lines:
            return PlainTextResponse("The graph says nothing of this.\n", 404)
        return Response("".join(graph(lines, form)), headers={"vary": "Accept"}, media_type=MEDIA_TYPES[form])

    return resolve


async def ontology(_: Request) -> Response:
    """The ontology, as it is declared."""
    text = (files("enishi.ontology") / "enishi.ttl").read_text(encoding="utf-8")
    return Response(text, media_type=MEDIA_TYPES["turtle"])
