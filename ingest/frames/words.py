"""The words that frames look for, from ``words/frames.toml``, as patterns over masked text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from ..data import table
from ..text.sieve import Sieve, Sought

SOUGHT: Final = frozenset(
    [
        "asks", "else_said", "pact", "visit", "bound", "bound_en", "it_turns", "now", "organised", "hosts",
        "hosts_list_en", "event_again", "event_again_en", "bid", "attended", "held", "happened", "founded",
        "founded_en", "office", "opened", "opened_en", "opened_then", "role", "role_en", "titled", "titled_en",
        "joined", "joins_en", "signed", "signed_en", "twinned", "project", "project_en", "supported",
        "supported_en", "took_part", "opened_house", "aid_came", "aid_went", "took_place",
        "does", "for_group", "not_activity", "else_office", "held_of_heading", "moved", "organising_en", "outcome",
        "outcome_en", "than_before", "exchanging", "exchange_undone", "exchange_of_city", "exchange_began",
        "not_bound", "coming_budget", "project_strong", "built",
    ]
)  # fmt: skip
"""Names whose patterns are looked for anywhere in a sentence: one pass tells which of them may stand there."""


@cache
def word(name: str) -> Sought:
    """The pattern of a name in ``words/frames.toml``."""
    pattern = table("words/frames.toml")[name]
    return Sought(pattern, re.VERBOSE if "\n" in pattern else 0)


@cache
def _sieve() -> Sieve[str]:
    patterns = ((name, word(name)) for name in sorted(SOUGHT))
    return Sieve(((name, f"(?x){p.source}" if p.flags else p.source) for name, p in patterns), common=_COMMON)


_COMMON: Final = 9.0  # words are looked for however often a text has them: one pass finds all


@lru_cache(1 << 8)
def may_say(text: str) -> frozenset[str]:
    """The names of :data:`SOUGHT` whose pattern may be found in a text or in a part of it.

    >>> from enishi.ingest.frames.words import may_say
    >>> sorted(may_say("姉妹港の覚書に調印しました") & {"pact", "signed", "visit"})
    ['pact', 'signed']
    """
    return frozenset(_sieve().candidates(text))


def may_be_said(name: str, said: frozenset[str]) -> bool:
    """Whether the words of a name may stand where :func:`may_say` has told which of :data:`SOUGHT` may."""
    return name in said or name not in SOUGHT
