"""Which of the forms on offer a request would rather have (RFC 9110, section 12.5)."""

from __future__ import annotations

from collections.abc import Sequence

from ..words import Lang


def preferred(accept: str, offers: Sequence[str]) -> str | None:
    """The offered media type that an ``Accept`` header likes best; the first where it says nothing.

    ``None`` where it likes none of them.

    >>> from enishi.web.negotiate import preferred
    >>> preferred("text/turtle;q=0.5, application/json", ["text/turtle", "application/json"])
    'application/json'
    """
    if not accept.strip():
        return offers[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    best: tuple[float, int] | None = None
    for place, offer in enumerate(offers):
        quality = _quality(offer.partition(";")[0], ranges)
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, place)
    return offers[best[1]] if best else None


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                quality = float(parameter[2:])
            except ValueError:
                quality = 0.0
    return name, quality


def _quality(offer: str, ranges: list[tuple[str, float]]) -> float:
    """By the most specific range that covers the offer."""
    for name in (offer, f"{offer.partition('/')[0]}/*", "*/*", "*"):
        found = [quality for each, quality in ranges if each == name]
        if found:
            return max(found)
    return 0.0


def language(header: str) -> Lang:
    """The language that an ``Accept-Language`` header likes better; English where it names neither.

    >>> from enishi.web.negotiate import language
    >>> language("ja-JP,ja;q=0.9,en;q=0.8"), language("de")
    ('ja', 'en')
    """
    ranked = sorted((_range(part) for part in header.split(",") if part.strip()), key=lambda pair: -pair[1])
    for name, quality in ranked:
        if quality > 0 and name[:2] in ("ja", "en"):
            return "ja" if name.startswith("ja") else "en"
    return "en"
