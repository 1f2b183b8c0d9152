"""The words that frames look for, from ``frames.toml``, as patterns over masked text."""

from __future__ import annotations

import re
from functools import cache

from ..tables import table


@cache
def word(name: str) -> re.Pattern[str]:
    """The pattern of a name in ``frames.toml``."""
    return re.compile(table("frames.toml")[name], re.VERBOSE if "\n" in table("frames.toml")[name] else 0)
