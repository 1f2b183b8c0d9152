"""Exchange that goes on between cities, in English: pupils travel to Kotka each May; the exchange began in 1985.

*School exchanges with Kotka and Graz have run since 1985 and 1991*; *schools of the two exchange pupils*. What
happened once is none: a word must say that it goes on, comes round or began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.edtf import Interval
from ...data import table
from ...matching.engine import Draft
from ...text.sieve import Several
from ..scene import Scene, Spot

_N = "[\ue000-\uf8ff]"
_BEGUN = re.compile(
    r"\b(?:since|(?:beg[au]n|started|dates from|goes back to|go back to|in force since|ran from)(?: in)?) (?:the )?"
    rf"(?P<d>{_N})(?:,? (?:and|or) (?P<e>{_N})(?: respectively)?)?",
    re.I,
)
_BRACKETED = re.compile(rf" \((?:since |from )?(?P<d>{_N})\)")
_END = re.compile(r"[.;:](?: |$)")


@cache
def _ways() -> Several:
    """How an exchange is told: what matches ends where its first city stands; ``own`` is one spoken of before."""
    said = table("words/told_english.toml")["exchange"]
    people, noun, move = said["people"], said["noun"], said["move"]
    each = rf"visit|stay with|host|exchanged?) (?:each other|one another|{people})"
    both = rf"(?:['’]s)?(?: [a-z]+){{0,2}}?(?: have)?(?: each year| regularly)? exchanged? {people}"
    ways = (
        rf"\b{noun} (?:[a-z ]{{0,20}})?(?:with|between {_N} and) (?:the )?(?:[Cc]ity of )?(?={_N})",
        rf"\b(?i:{people})[^.;:]{{0,30}}? {move}\b[^.;:]{{0,40}}? (?:to|in|for|with) (?=(?:the )?{_N})",
        rf"\b(?i:{people}) {move} (?={_N})",
        rf"{_N} and (?={_N}{both})",
        rf"\b(?:from|of|in) {_N} and (?={_N}[^.;:]{{0,20}}? (?:{each})",
        r"\b(?P<own>[Tt]h(?:e|is) (?:[a-z-]+ )?exchange(?: programme| program)?)"
        r" (?=(?:began|started|has run|has gone on|goes back|dates))",
    )
    return Several(ways)


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(table("words/told_english.toml")["exchange"][name], re.IGNORECASE)


def exchanges_english(scene: Scene) -> Iterator[Draft]:
    """``conductsExchangeWith`` the cities that an exchange which goes on is with."""
    if scene.japanese or scene.owner is None or scene.owner.kind != "City" or scene.discourse.kind == "heading":
        return
    if scene.of("Event|EventSeries|AgreementWord|Agreement"):
        return
    for told in _ways().finditer(scene.text):
        stop = _END.search(scene.text, told.end())
        low, high = _clause(scene, told.start()), stop.start() if stop else len(scene.text)
        said = scene.text[low:high]
        if not _words("goes_on").search(said) or _words("else").search(said):
            continue
        yield from _told(scene, told, (low, high))


def _clause(scene: Scene, at: int) -> int:
    return max((m.end() for m in _END.finditer(scene.text, 0, at)), default=0)


def _told(scene: Scene, told: re.Match[str], clause: tuple[int, int]) -> Iterator[Draft]:
    away = [s for s in scene.of("City") if not scene.is_own(s.noun) and not scene.at_home(s.noun)]
    if "own" in told.re.groupindex:
        spoken = [
            Spot(told.start(), n) for n in scene.discourse.abroad if n.kind == "City" and not scene.at_home(n)
        ]
        group = spoken if len(spoken) == 1 and not away else []
    else:
        group = next((g for g in _rows(scene, away) if told.end() - 1 <= g[0].at <= told.end() + 4), [])
    bracketed = [_BRACKETED.match(scene.text, spot.at + 1) for spot in group]
    each = [scene.date_at(own.start("d")) if own else None for own in bracketed]
    for spot, since in zip(group, each if any(each) else _dates(scene, clause, len(group)), strict=True):
        span = (min(told.start(), spot.at), max(told.end(), spot.at + 1))
        yield from scene.draft(
            scene.owner, "conductsExchangeWith", scene.entity(spot.noun), span, "exchange-told", since=since
        )


def _rows(scene: Scene, away: list[Spot]) -> Iterator[list[Spot]]:
    """Cities enumerated, each with a date in brackets or none: in A (since 1965), B or C."""
    row: list[Spot] = []
    for spot in away:
        if row and not _ON.fullmatch(scene.text, row[-1].at + 1, spot.at):
            yield row
            row = []
        row.append(spot)
    if row:
        yield row


_ON = re.compile(rf"(?:,? \(?(?:in )?{_N}\)?|,? {_N})?(?: \([^()]*\))?(?:,? (?:and|or)|,) (?:with |in |to |the )*")


def _dates(scene: Scene, clause: tuple[int, int], count: int) -> list[Interval | None]:
    """Since when, for each of the cities: one date for all, or one each."""
    told = _BEGUN.search(scene.text, *clause)
    first = scene.date_at(told.start("d")) if told else None
    second = scene.date_at(told.start("e")) if told and told["e"] else None
    if second is not None and count == 2:
        return [first, second]
    return [first if second is None else None] * count
