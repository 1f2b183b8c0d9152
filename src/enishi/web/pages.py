"""Pages: from a request to a rendered answer, in the language that its path names.

What always holds: a page depends on the graph's version, its path, its parameters and the day, and on nothing else,
so that it can be kept; every error of the tree is told as a page of its own, without a traceback.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import quote, urlencode

from starlette.responses import Response

from ..errors import EnishiError, GraphUnreachable, InputError, NothingFound, QueryStopped, UnknownName, UsageError
from ..words import LANGS, Lang, Words
from .holdings import Desk
from .reading import Busy, Made, ReadingRoom

if TYPE_CHECKING:
    from starlette.requests import Request

BASE: Final = "https://w3id.org/enishi/"
LOCAL: Final = ("id/", "statement/", "document/", "value/")
_STATUS: Final[tuple[tuple[type[EnishiError], int], ...]] = (
    (QueryStopped, 503),
    (GraphUnreachable, 503),
    (UnknownName, 404),
    (NothingFound, 404),
    (UsageError, 400),
    (InputError, 400),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a page: its language, path without the language, path parameters and query parameters."""

    lang: Lang
    path: str
    parts: Mapping[str, str]
    params: Mapping[str, str]
    today: date
    fragment: bool = False

    @property
    def words(self) -> Words:
        """The words of its language."""
        return Words(self.lang)

    def say(self, key: str, /, **details: object) -> str:
        """A text of the catalogue's table ``web``."""
        return self.words.say(f"web.{key}", **details)

    def get(self, name: str) -> str:
        """A query parameter, without white space around it; empty where there is none."""
        return self.params.get(name, "").strip()

    def url(self, path: str, **params: str) -> str:
        """The address of a page in this language."""
        return url(self.lang, path, **params)

    def here(self, **params: str) -> str:
        """The address of this page with some parameters changed."""
        merged = {**self.params, **params}
        return url(self.lang, self.path, **{name: value for name, value in merged.items() if value})

    def entity(self, iri: str) -> str:
        """The local address of something that the graph names; empty for what is not ours."""
        return local(self.lang, iri)


Context: TypeAlias = Mapping[str, Any]
View: TypeAlias = Callable[[Desk, Asked], "Context | Made"]


def url(lang: Lang, path: str, **params: str) -> str:
    """A local address."""
    return f"/{lang}/{path}" + (f"?{urlencode(params)}" if params else "")


def local(lang: Lang, iri: str) -> str:
    """Where an IRI of ours has its page here; empty for any other.

    >>> from enishi.web.pages import local
    >>> local("ja", "https://w3id.org/enishi/id/city/jp141003"), local("ja", "https://example.org/")
    ('/ja/id/city/jp141003', '')
    """
    path = iri.removeprefix(BASE)
    return f"/{lang}/{quote(path)}" if path != iri and path.startswith(LOCAL) else ""


@dataclass(slots=True)
class Site:
    """What all pages share: the room, the name of the graph, and which pages there are."""

    room: ReadingRoom
    more: Mapping[str, Any] = field(default_factory=dict)

    def page(self, template: str, view: View) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that shows what a view finds by way of a template."""

        async def endpoint(request: Request) -> Response:
            asked = asked_of(request)
            key = (str(request.url.path), str(request.url.query), str(asked.today), str(asked.fragment))

            def make(desk: Desk) -> Made:
                try:
                    found = view(desk, asked)
                    return found if isinstance(found, Made) else Made(self.render(template, asked, found))
                except EnishiError as error:
                    return self.failure(asked, error)

            try:
                made = await self.room.kept(key, make)
            except EnishiError as error:  # the graph itself could not be opened
                made = self.failure(asked, error)
            return sent(made)

        return endpoint

    def render(self, template: str, asked: Asked, context: Context) -> bytes:
        """A page as bytes."""
        other = next(lang for lang in LANGS if lang != asked.lang)
        params = {name: value for name, value in asked.params.items() if value}
        text = (
            _environment()
            .get_template(f"{template}.html.jinja")
            .render(
                asked=asked,
                lang=asked.lang,
                say=asked.say,
                graph_name=PurePath(self.room.location.rstrip("/")).name,
                other=other,
                other_url=url(other, asked.path, **params),
                section=asked.path.partition("/")[0],
                **self.more,
                **context,
            )
        )
        return str(text).encode("utf-8", "replace")

    def failure(self, asked: Asked, error: EnishiError) -> Made:
        """The page of an error."""
        problem, _, remedy = asked.words.error(error).partition("\n  → ")
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        nearest = error.details.get("nearest")
        context = {
            "title": asked.say(f"failure.{'missing' if status == 404 else 'wrong' if status == 400 else 'later'}"),
            "problem": problem,
            "remedy": remedy,
            "nearest": [str(name) for name in nearest if name != "-"] if isinstance(nearest, list | tuple) else [],
        }
        return Made(self.render("failure", asked, context), status=status)

    def busy(self, asked: Asked, *, often: bool) -> Made:
        """The page that says to come later: 429 to who asks too ``often``, else 503."""
        problem, status, later = ("often", 429, "60") if often else ("busy", 503, "5")
        context = {"title": asked.say("failure.later"), "problem": asked.say(problem), "remedy": "", "nearest": []}
        return Made(self.render("failure", asked, context), status=status, headers=(("retry-after", later),))


def asked_of(request: Request) -> Asked:
    """What a request asks for."""
    lang: Lang = "ja" if request.url.path.startswith("/ja") else "en"
    parts = {name: str(value) for name, value in request.path_params.items()}
    fragment = request.headers.get("hx-request") == "true" and "hx-history-restore-request" not in request.headers
    path = request.url.path.removeprefix(f"/{lang}").removeprefix("/")
    return Asked(lang, path, parts, dict(request.query_params), date.today(), fragment)


def sent(made: Made) -> Response:
    """An answer as Starlette sends it."""
    headers = {"vary": "HX-Request", **dict(made.headers)}
    return Response(made.body, made.status, headers, media_type=made.media_type)


def elsewhere(address: str) -> Made:
    """A way on to another address of this server."""
    return Made(b"", status=303, headers=(("location", address),))


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=PackageLoader("enishi.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


__all__ = ["Asked", "Busy", "Context", "Site", "View", "asked_of", "elsewhere", "local", "sent", "url"]
