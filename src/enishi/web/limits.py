"""How much one visitor may take, so that the others can go on reading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` and ``rows`` a query may take; ``body`` (bytes) a request may bring.

    ``queries`` run at once, each in a process of its own, ``waiting`` more may stand in line, ``per_minute`` come
    from one address; ``readers`` pages are made at once.
    """

    seconds: float = 10.0
    rows: int = 50_000
    body: int = 65_536
    queries: int = 4
    waiting: int = 64
    per_minute: int = 600
    readers: int = 4
