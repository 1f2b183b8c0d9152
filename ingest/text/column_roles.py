"""What the titles of columns and the keys of records mean, by the words of ``words/frames.toml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..data import table


@cache
def _columns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile(words)) for role, words in table("words/frames.toml")["columns"].items())


@lru_cache(1 << 10)
def role_of(title: str) -> str | None:
    """What a column's title or a record's key means."""
    title = re.sub(r"[\s　:：]|\([^()]*\)|^\W{0,2}(?:\d{1,2}(?=\D)|[①-⑳])[.)]?", "", title)
    title = re.sub(r"^(?:本市|当市|本県|当県|市|県)の", "", title)
    return _role(title) or (_role(title.capitalize()) if title.isascii() and not title.islower() else None)


def _role(title: str) -> str | None:
    """What a title means as it is written; SISTER CITY and Date Signed are Sistercity and Datesigned as well."""
    return next((role for role, words in _columns() if words.match(title)), None)
