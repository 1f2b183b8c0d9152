"""The server as an ASGI application, and running it."""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files
from socket import AF_INET, AF_INET6, IPPROTO_TCP, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET
from socket import socket as Socket
from threading import Thread
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from ..errors import UsageError
from ..words import LANGS
from . import comparing, documents, network, questions, search, things
from .admission import Admission
from .asking import asking
from .guard import Guard, names_of
from .iris import ontology, resolver
from .limits import Limits
from .mapping import land_svg
from .negotiate import language
from .openapi import openapi
from .pages import Asked, Site, asked_of, sent
from .protocol import cypher_endpoint, endpoint
from .reading import Made, ReadingRoom
from .reviewing import Reviewing

if TYPE_CHECKING:
    import uvicorn
    from starlette.requests import Request
    from starlette.types import ASGIApp

FOLDERS: Final = (("enishi.web", "assets"), ("enishi.viz", "assets"), ("enishi.viz", "fonts"))
_KINDS: Final = {".otf": "font/otf", ".js": "text/javascript; charset=utf-8"}


def application(
    location: str,
    *,
    limits: Limits | None = None,
    hosts: Iterable[str] = (),
    host: str = "127.0.0.1",
    admission: Admission | None = None,
) -> ASGIApp:
    """The server of one graph. ``host`` is the address it listens on, ``hosts`` further names of it; who has the
    token of an ``admission`` may decide on what was found.
    """
    allowed = limits or Limits()
    room = ReadingRoom(location, allowed, network.usual)
    site = Site(room, {"reviewed": admission is not None})
    reviewing = Reviewing(site, admission)
    routes = [
        Route("/", home),
        Route("/sparql", endpoint(room), methods=["GET", "POST"], name="sparql"),
        Route("/sparql/", endpoint(room), methods=["GET", "POST"]),
        Route("/cypher", cypher_endpoint(room), methods=["GET", "POST"]),
        Route("/openapi.json", openapi_document),
        Route("/ontology", ontology),
        Route("/assets/{name}", asset),
        *(
            Route(f"/{base}/{{local:path}}", resolver(room, base))
            for base in ("id", "statement", "document", "value")
        ),
        *(route for lang in LANGS for route in _pages(site, reviewing, lang)),
        Route("/{rest:path}", _missing(site)),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        warming = Thread(target=room.warm, daemon=True)
        warming.start()
        yield
        warming.join()
        room.close()

    app = Starlette(routes=routes, lifespan=lifespan)
    return Guard(app, hosts=names_of(host, hosts), body=allowed.body)


def _pages(site: Site, reviewing: Reviewing, lang: str) -> Iterable[Route]:
    yield Route(f"/{lang}", site.page("home", search.home))
    yield Route(f"/{lang}/", _home_of(lang))
    yield Route(f"/{lang}/search", site.page("search", search.search))
    yield Route(f"/{lang}/suggestions", site.page("suggestions", search.suggestions))
    yield Route(f"/{lang}/id/{{local:path}}", site.page("entity", things.entity))
    yield Route(f"/{lang}/statement/{{local}}", site.page("statement", things.statement))
    yield Route(f"/{lang}/value/{{local}}", site.page("statement", things.value))
    yield Route(f"/{lang}/documents", site.page("documents", documents.documents))
    yield Route(f"/{lang}/document/{{local}}", site.page("document", documents.document))
    yield Route(f"/{lang}/questions", site.page("questions", questions.catalogue))
    yield Route(f"/{lang}/questions/{{question}}", site.page("question", questions.question))
    yield Route(f"/{lang}/anniversaries", site.page("anniversaries", questions.anniversaries))
    yield Route(f"/{lang}/network", site.page("network", network.page))
    yield Route(f"/{lang}/changes", site.page("changes", comparing.page))
    yield Route(f"/{lang}/review", reviewing.page(), methods=["GET", "POST"])
    yield Route(f"/{lang}/query", asking(site))


async def home(request: Request) -> Response:
    """The way to the first page, in the visitor's language."""
    lang = language(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{lang}", 303, {"vary": "Accept-Language"})


def _home_of(lang: str) -> Callable[[Request], Awaitable[Response]]:
    async def there(_: Request) -> Response:
        return RedirectResponse(f"/{lang}", 308)

    return there


async def openapi_document(_: Request) -> Response:
    """What programs may ask."""
    return JSONResponse(openapi())


def _missing(site: Site) -> Callable[[Request], Awaitable[Response]]:
    async def missing(request: Request) -> Response:
        asked = asked_of(request)
        context = {
            "title": asked.say("failure.missing"),
            "problem": asked.say("no_page"),
            "remedy": "",
            "nearest": [],
        }
        bare = Asked(asked.lang, "", {}, {}, asked.today)
        return sent(Made(site.render("failure", bare, context), status=404))

    return missing


@cache
def _assets() -> dict[str, tuple[bytes, str]]:
    found: dict[str, tuple[bytes, str]] = {}
    for package, folder in FOLDERS:
        for entry in (files(package) / folder).iterdir():
            suffix = f".{entry.name.rsplit('.', 1)[-1]}"
            kind = _KINDS.get(suffix) or mimetypes.types_map.get(suffix, "text/plain")
            if entry.is_file() and suffix in (".css", ".js", ".svg", ".otf", ".txt"):
                found[entry.name] = (entry.read_bytes(), kind)
    return found | {"land.svg": (land_svg(), "image/svg+xml")}


async def asset(request: Request) -> Response:
    """A script, a style sheet or a font of ours."""
    found = _assets().get(request.path_params["name"])
    if found is None:
        return PlainTextResponse("There is no such file.\n", 404)
    return Response(found[0], headers={"cache-control": "max-age=3600"}, media_type=found[1])


def bound(host: str, port: int) -> Socket:
    """A socket that listens on an address; raises :class:`~enishi.errors.UsageError` where that cannot be."""
    family = AF_INET6 if ":" in host else AF_INET
    found = Socket(family, SOCK_STREAM, IPPROTO_TCP)  # named, so that asyncio sends small answers at once
    try:
        found.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(256)  # who comes before the server runs waits for it
    except OSError as error:
        found.close()
        raise UsageError("port_unusable", address=f"{host}:{port}", reason=error.strerror or error) from error
    return found


def serve(
    location: str,
    socket: Socket,
    *,
    host: str,
    hosts: Iterable[str] = (),
    limits: Limits | None = None,
    admission: Admission | None = None,
) -> None:
    """Serve a graph on a socket until interrupted."""
    app = application(location, limits=limits, hosts=hosts, host=host, admission=admission)
    with socket:
        server_of(app).run(sockets=[socket])


def server_of(app: ASGIApp) -> uvicorn.Server:
    """What speaks HTTP for an application."""
    import uvicorn  # noqa: PLC0415  (only to run)

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        limit_concurrency=400,
        h11_max_incomplete_event_size=65_536,
    )
    return uvicorn.Server(config)
