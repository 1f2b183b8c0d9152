"""Exchange that goes on with a city abroad, however it is said: 青少年の相互訪問が続くA市; 両市の学生が行き来."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ..scene import Scene
from ..words import word

_REACH = 40  # masked characters from the words for an exchange to those that say it goes on, or to its city


def exchanges(scene: Scene) -> Iterator[Draft]:
    """``conductsExchangeWith`` the one city abroad that a Japanese sentence tells of, or the one told before."""
    if not scene.japanese or scene.owner is None or scene.owner.kind != "City" or not scene.may_say("exchanging"):
        return
    if scene.discourse.kind in ("heading", "row") or _undone(scene):
        return
    told = next((m for m in scene.each("exchanging") if _goes_on(scene, m.start(), m.end())), None)
    partner = _partner(scene) if told is not None else None
    beside = _ASIDE.search(scene.text) is not None  # what a bracket denies is not denied of the exchange
    if told is not None and partner is not None and partner.kind == "City":
        since = next((v for d, v in scene.dates if _SINCE.match(scene.text, d + 1)), None)
        yield from scene.draft(
            scene.owner, "conductsExchangeWith", partner, told.span(), "exchange-goes-on", done=beside, since=since
        )


_SINCE = re.compile(r"(?:から|より|以来|以降)(?:は|、|毎年|ずっと|今も)*[^。]{0,30}(?:続|重ね|行わ|行っ|交わし)")
_ASIDE = re.compile(r"\([^()]*\)")  # (都市提携はしていない) denies another thing


def _undone(scene: Scene) -> bool:
    return bool(scene.says("exchange_undone") and word("exchange_undone").search(_ASIDE.sub("", scene.text)))


def _goes_on(scene: Scene, start: int, end: int) -> bool:
    """Whether what is said right behind the words for an exchange says that there is one."""
    low = max(scene.text.rfind("。", 0, start) + 1, start)
    stop = scene.text.find("。", end)
    high = min(end + _REACH, stop if stop >= 0 else len(scene.text))
    return word("exchange_goes_on").search(scene.text, low, high) is not None


def _partner(scene: Scene) -> Entity | None:
    """The city with which it is: the only one abroad here, or that of 両市."""
    away = {e.iri: e for s in scene.of("City") if not scene.at_home(s.noun) and (e := scene.entity(s.noun))}
    if away:
        tied = bool(scene.of("Tie")) or scene.says("pact") or _with(scene) or scene.says("exchange_of_city")
        return next(iter(away.values())) if len(away) == 1 and tied else None
    if not word("exchange_both").search(scene.masked.clean.text) or scene.of("City|Country"):
        return None
    spoken = [n for n in scene.discourse.abroad if not scene.at_home(n)]
    return scene.entity(spoken[0]) if len(spoken) == 1 and spoken[0].kind == "City" else None


def _with(scene: Scene) -> bool:
    """Whether a city here is one with which it is: of the own city's bodies only beside a partner that does it.

    A市の学校は本市の学校と行き来を続け is such an exchange; 研究所がA市に生まれ、本市の大学との往来が盛んになった
    is none with the city in which the other body only lies.
    """
    cities = scene.of("City")
    if not any(_SITE.match(scene.text, s.at + 1) for s in cities if not scene.at_home(s.noun)):
        return any(word("exchange_with").match(scene.text, s.at + 1) for s in cities)
    return any(
        word("exchange_with").match(scene.text, s.at + 1)
        for s in cities
        if not scene.is_own(s.noun) and not _SITE.match(scene.text, s.at + 1)
    )


_SITE = re.compile(r"(?:市|町)?(?:内)?(?:に(?!は|も|とって|おける)|で(?!は|も))")  # where a thing was made or lies
