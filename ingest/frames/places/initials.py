"""What a body is called for short, in English: the Bonds Council (BC), the League, in short the LoC.

Initials in brackets behind a name are its own where their letters begin words of the name, in order. A name that
somebody takes (*Malmö calls itself "City of Parks"*) is another one as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Value
from ...matching.engine import Draft
from ..scene import Scene
from ..syntax import Syntax, Who, syntax_of

_KINDS = "Organization|CityNetwork|Facility|EventSeries|Event|University|Foundation|Alliance"
_SHORT = re.compile(
    r" \((?:the |or |in short |for short |known as |hereafter |abbreviated (?:as |to )?|short )*"
    r"[\"“'‘]?(?P<short>[A-Z](?:[A-Z]|[a-z](?=[A-Z])){2,7}s?)[\"”'’]?(?:\)|[,;] )"
)
_CALLS_ITSELF = re.compile(
    r"\b(?:calls|called|calling|styles|styled|bills|brands|dubs|terms) (?:itself|themselves) (?:as )?(?:the |an? )?"
    r"(?P<name>[\ue000-\uf8ff])"
)
_WORD = re.compile(r"[^\W_]+")


def initials(scene: Scene) -> Iterator[Draft]:
    """``alsoKnownAs`` of a body and its initials, and of whoever takes a name."""
    text = scene.masked.clean.text
    if scene.japanese or ("(" not in text and "itself" not in text):
        return
    syntax = syntax_of(scene)
    for who in syntax.all:
        if who.said not in ("name", "body"):
            continue
        name, behind = _named(scene, who)
        told = _SHORT.match(text, behind)
        if told is None or not begins_words(told["short"], name):
            continue
        thing = syntax.entity(who, _KINDS)
        yield from scene.draft(
            thing, "alsoKnownAs", Value("Text", told["short"]), (who.low, who.high), "initials-told", always=True
        )
    yield from _taken(scene, syntax)


def _named(scene: Scene, who: Who) -> tuple[str, int]:
    """The name of somebody as it is written, and where it ends; what a noun has in brackets is not the name."""
    start, end = scene.masked.at[who.low], scene.masked.at[who.high]
    name = scene.masked.clean.text[start:end]
    bracket = name.find(" (")
    return (name[:bracket], start + bracket) if bracket > 0 else (name, end)


def begins_words(short: str, name: str) -> bool:
    """Whether the letters of a short name begin words of a long one, in order.

    >>> from enishi.ingest.frames.places.initials import begins_words
    >>> begins_words("ISCOR", "International Sister Cities of Rochester"), begins_words("USA", "Portland")
    (True, False)
    """
    words = [w.lower() for w in _WORD.findall(name)]
    if len(words) < 2 or not words[0].startswith(short[0].lower()):
        return False
    at, letters = 0, short.removesuffix("s").lower()
    for word in words:
        at += at < len(letters) and word.startswith(letters[at])
    return at == len(letters)


def _taken(scene: Scene, syntax: Syntax) -> Iterator[Draft]:
    """Malmö calls itself "City of Parks"."""
    for told in _CALLS_ITSELF.finditer(scene.text):
        thing = syntax.entity(syntax.subject(told.start(), told.end()), f"City|{_KINDS}")
        name = scene.masked.noun_at(told.start("name"))
        if name is not None and name.kind == "Quoted":
            yield from scene.draft(thing, "alsoKnownAs", Value("Text", name.text), told.span(), "name-taken")
