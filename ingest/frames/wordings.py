"""The words of ``words/wordings.toml`` as patterns over masked English text."""

from __future__ import annotations

import re
from functools import cache

from ..data import table
from ..text.sieve import Sought

_NAMED = re.compile(r"\{([a-z_]+)\}")


def said(name: str) -> str:
    """The words of a name as a part of a pattern, those that it names in braces put in."""
    words = _NAMED.sub(lambda m: said(m[1]), table("words/wordings.toml")[name])
    return f"(?x:{words})"


@cache
def wording(name: str, around: str = "{}") -> Sought:
    """The pattern of a name; ``around`` is a pattern with ``{}`` where its words stand.

    >>> from enishi.ingest.frames.wordings import wording
    >>> bool(wording("help_noun").search("a consignment of blankets"))
    True
    """
    return Sought(around.replace("{}", said(name)))
