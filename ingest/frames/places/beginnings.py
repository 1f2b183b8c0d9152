"""When a body began, in English, by whatever word for it and in whatever order.

*In 1987 the Council created the Links Committee*; *the Trust, in existence since 1989*; *1979 was the year in which
the Society came into being*; *1990 saw the birth of it*; *its beginnings lie in 1990*. Who began is the subject of
what was done to it, the object of who did it, or whom the beginning is of; the date stands in the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.edtf import Interval
from ...data import table
from ...matching.engine import Draft
from ...text.sieve import Alternatives
from ..scene import Scene
from ..syntax import Syntax, Who, syntax_of

_KINDS = "Organization|EventSeries|Facility"


@cache
def _begun() -> Alternatives:
    said = table("words/told_english.toml")["begun"]
    return Alternatives(
        [
            rf"\b(?:(?P<did>{said['did']})|(?P<from>{said['from']})|(?P<done>{said['done']})|(?P<made>{said['made']})"
            rf"|(?P<name>{said['name']}))\b"
        ],
        re.IGNORECASE,
    )


def beginnings(scene: Scene) -> Iterator[tuple[int, Draft]]:
    """``establishedOn`` of whom a word for a beginning is said of, with the place of that word."""
    if scene.japanese or not scene.dates or scene.of("Anniversary"):
        return
    begun = _begun().among(scene.text)
    found = list(begun.finditer(scene.text)) if begun else []
    if not found or _NOT_THEN.search(scene.text):
        return
    syntax = syntax_of(scene)
    for told in found:
        bare = scene.discourse.kind in ("row", "item") and _ENDS.match(scene.text, told.end()) is not None
        who = _whose(syntax, told, bare=bare)
        when = _date(scene, told) if who is not None else None
        thing = syntax.entity(who, _KINDS) if when is not None else None
        if thing is None or when is None or who is None:
            continue
        at, date = when
        span = (min(at, told.start(), who.low), max(at + 1, told.end(), who.high))
        for draft in scene.founded(thing, date, span, "begun-told"):
            yield told.start(), draft


def _whose(syntax: Syntax, told: re.Match[str], *, bare: bool) -> Who | None:
    """Whose the beginning is; of ``bare`` the verb stands alone at the end of an entry: *Council set up*."""
    start, end = told.span()
    if told["name"]:
        return _of_name(syntax, start, end)
    if told["did"] or told["from"]:
        who = syntax.subject(start, end, finite=_FINITE.match(told[0]) is not None)
        return None if who is not None and syntax.joined(who) else who
    if syntax.passive(start):
        return syntax.subject(start, end)
    acts = syntax.object(end)
    if acts is not None:
        return acts
    reduced = bare or _REDUCED.search(syntax.text, 0, start)
    return syntax.subject(start, end) if told["done"] and reduced else None


def _of_name(syntax: Syntax, start: int, end: int) -> Who | None:
    """Of whom a beginning is: the founding of X, X's beginnings, since its creation X has."""
    text = syntax.text
    if of := _OF.match(text, end):
        return syntax.at(of.end())
    if _OF_MEMBERS.match(text, end):
        return None  # they received their certificates as founding members
    if text[:start].endswith("whose "):
        return syntax.first(start)
    own = _OWNED.search(text, max(0, start - 60), start)
    owner = next((w for w in syntax.all if own and w.low <= own.start() < w.high), None)
    if owner is None or owner.said != "it":
        return owner
    ahead = _SINCE_ITS.match(text, owner.low - 6) if owner.low >= 6 else None
    behind = syntax.at(ahead.end()) if ahead else None
    return behind or owner


_FINITE = re.compile(r"(?:dates|goes|owes|traces|looks|has)\b", re.IGNORECASE)  # no participle beside its noun
_OF = re.compile(r" of (?:(?:the|our|its|this) )?(?:[a-z]+ (?=[\ue000-\uf8ff])){0,2}")
_OF_MEMBERS = re.compile(r" (?:members?|partners?|signator\w+|fathers?)\b")
_OWNED = re.compile(r"(?:[\w\ue000-\uf8ff](?:['’]s?)|\b(?:[Ii]ts|[Oo]ur|[Tt]heir)) (?:[a-z]+ ){0,2}$")
_SINCE_ITS = re.compile(r"[Ss]ince its [a-z]+ (?:in|on) (?:the )?[\ue000-\uf8ff],? (?:(?:the|our) )?")
_REDUCED = re.compile(r"(?:^[^\w\ue000-\uf8ff]{0,3}|\(|[,:–—-] |\b(?:[Oo]riginally|[Ff]irst|[Nn]ewly) )$")
_ENDS = re.compile(r"\s*(?:[|.;]|$)")
_NOT_THEN = re.compile(
    r"\b(?:anniversar\w+|jubilee|birthday party|years (?:since|after|of)|year (?:since|after)|celebrat\w+"
    r"|commemorat\w+|will be|would be|to be|propos\w+|plan(?:s|ned|ning)? to|hopes? to)\b"
)
_CLEAR = re.compile(
    r"(?:(?!, (?:and|but|while|which|who|where|when)\b|\bwhen\b"
    r"| and (?:in|on|since|from|was|is|has|had|now|belongs?|joined)\b)[^.;])*"
)
_MAIN = re.compile(r", (?:the|it|we|they|our|[\ue000-\uf8ff]) ")  # Before the founding of it, the port had
_NOT_AT = re.compile(r"\b(?:until|till|before|by|after|for) (?:the )?$")
_AHEAD = re.compile(r"(?:(?!, (?:and|but|while|which|who)\b| and (?:was|is|has|had)\b)[^.;()])*")
_REACH = 80
_PLAIN = frozenset(["year", "month", "day"])


def _date(scene: Scene, told: re.Match[str]) -> tuple[int, Interval] | None:
    """The date of the clause: the first one behind the word, else the last before it."""
    text, (start, end) = scene.text, told.span()
    dates = [(d, v) for d, v in scene.dates if v.precision in _PLAIN]
    for at, when in dates:
        if at >= end:
            near = at - end < _REACH and not _NOT_AT.search(text, end, at)
            if near and _CLEAR.fullmatch(text, end, at + 1) and not (told["name"] and _MAIN.search(text, end, at)):
                return at, when
            break
    ahead = [(at, when) for at, when in dates if at < start]
    if ahead and not told["from"] and _AHEAD.fullmatch(text, ahead[-1][0] + 1, start):
        return ahead[-1]
    return None
