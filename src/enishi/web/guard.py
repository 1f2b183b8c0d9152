"""What stands before every request and behind every answer: who may ask, how much, what a browser may do.

What always holds: a request under a name that is not this server's is refused (DNS rebinding); so is one that
another site's page sends, or that is larger than allowed; every answer carries a policy under which a page runs
this server's own scripts and reaches nobody else; no fault shows its inside.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG: Final = logging.getLogger(__name__)
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "connect")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_LARGE: Final = "The request is too large.\n"
METHODS: Final = ("GET", "HEAD", "POST")


class Guard:
    """An ASGI layer. ``hosts`` are the names of this server; ``"*"`` among them lets every name pass."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], body: int) -> None:
        self._app, self._hosts, self._body = app, frozenset(hosts), body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page opens a socket
            await send({"type": "websocket.close", "code": 1008})
            return
        started = False

        async def sealed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-cache")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, sealed)
            return
        try:
            await self._app(scope, self._measured(receive), sealed)
        except Exception:
            _LOG.exception("a request failed")
            if not started:
                await PlainTextResponse("A fault of the server; its log says more.\n", 500)(scope, receive, sealed)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if scope["method"] not in METHODS:
            return PlainTextResponse("This server is for reading.\n", 405, {"allow": ", ".join(METHODS)})
        if len(headers.getlist("host")) != 1 or not self._is_ours(headers["host"]):
            return PlainTextResponse("This server does not go by that name.\n", 421)
        if not self._is_own(headers, scope["method"]):
            return PlainTextResponse("Requests from the pages of others are refused.\n", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._body:
            return PlainTextResponse(_LARGE, 413)
        return None

    def _is_ours(self, host: str) -> bool:
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        return "*" in self._hosts or name.lower() in self._hosts

    def _is_own(self, headers: Headers, method: str) -> bool:
        """Whether a request that a page sends comes from a page of ours; following a link here is anyone's right."""
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != headers["host"]:
            return False
        site = headers.get("sec-fetch-site", "none")
        if site in ("none", "same-origin"):
            return True
        return method != "POST" and headers.get("sec-fetch-mode") == "navigate"

    def _measured(self, receive: Receive) -> Receive:
        """The request's body, as long as it is no longer than allowed."""
        taken = 0

        async def measured() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._body:
                raise HTTPException(413, _LARGE)
            return message

        return measured


def names_of(host: str, more: Iterable[str] = ()) -> frozenset[str]:
    """The names under which a server at an address may be asked.

    >>> from enishi.web.guard import names_of
    >>> sorted(names_of("127.0.0.1"))
    ['127.0.0.1', '[::1]', 'localhost']
    """
    local = {"127.0.0.1", "localhost", "[::1]"}
    own = f"[{host}]" if ":" in host else host
    return frozenset(name.lower() for name in (*local, *([] if host in ("0.0.0.0", "::") else [own]), *more))  # noqa: S104
