"""Who may decide: the token of this run admits a person, and a form of theirs is known by a seal.

What always holds: nothing is kept of a session but what the cookie says, sealed with a secret that ends with the
server; a cookie is set only for who reviews, never for who reads; seals are compared in constant time.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass, field
from typing import Final

COOKIE: Final = "enishi_review"
LONGEST: Final = 80
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Admission:
    """The ``token`` that admits to reviewing."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def enter(self, token: str, name: str) -> str | None:
        """The cookie of a person who gives the token; ``None`` where it is wrong or the name is missing.

        >>> from enishi.web.admission import Admission
        >>> door = Admission("open", b"secret")
        >>> door.enter("shut", "reviewer"), door.name(door.enter("open", "reviewer") or "")
        (None, 'reviewer')
        """
        name = " ".join(name.split())[:LONGEST]
        if not name or not hmac.compare_digest(token.strip().encode(), self.token.encode()):
            return None
        told = urlsafe_b64encode(name.encode()).decode().rstrip("=")
        return f"{told}.{self._sealed('cookie', told)}"

    def name(self, cookie: str) -> str | None:
        """Whose cookie it is; ``None`` where it is none of ours."""
        told, _, seal = cookie.partition(".")
        if not hmac.compare_digest(seal.encode(), self._sealed("cookie", told).encode()):
            return None
        try:
            return urlsafe_b64decode(told + "=" * (-len(told) % 4)).decode()
        except (Error, UnicodeDecodeError):
            return None

    def seal(self, cookie: str) -> str:
        """What each form of a person bears, so that no other page can send one in their name."""
        return self._sealed("form", cookie)

    def is_own(self, cookie: str, seal: str) -> bool:
        """Whether a form bears the seal of a person's cookie."""
        return hmac.compare_digest(seal.encode(), self.seal(cookie).encode())

    def _sealed(self, use: str, text: str) -> str:
        return hmac.new(self.secret, f"{use}:{text}".encode(), "sha256").hexdigest()[:40]
