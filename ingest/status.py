"""How settled a fact is, read from the words around it (``status.toml``); never assumed.

What follows the match in its clause decides first (締結する予定 makes the tie planned), then what stands in
it. A negated predicate states nothing: it comes back as ``REJECTED``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..ontology.model import Status
from .tables import table

_NEGATION_REACH = 36


@cache
def _cues() -> tuple[tuple[Status, int, re.Pattern[str]], ...]:
    return tuple((Status(c["status"]), c["reach"], re.compile(c["pattern"])) for c in table("status.toml")["cue"])


@cache
def _negated() -> re.Pattern[str]:
    return re.compile(table("status.toml")["negated"]["pattern"])


@lru_cache(1 << 10)
def status_of(text: str, span: tuple[int, int]) -> Status:
    """The status of what a sentence states in a range of it.

    >>> from enishi.ingest.status import status_of
    >>> sentence = "来年度に覚書を締結する予定です。"
    >>> status_of(sentence, (5, 10)).value
    'planned'
    """
    start, end = span
    inside, tail = text[start:end], text[end:].split("。", 1)[0]
    for status, reach, cue in _cues():
        if cue.search(tail[:reach]):
            return status
    if _negated().search(tail[:_NEGATION_REACH]) or _negated().search(inside):
        return Status.REJECTED
    return next((status for status, _, cue in _cues() if cue.search(inside)), Status.SETTLED)
