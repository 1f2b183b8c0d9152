"""Which body a Japanese sentence says was founded: taken up by its last word, by a former name, or made by another.

*この連盟は2003年に設けられ*: the body spoken of; *1970年にA市長会としてつくられ*: it had another name then;
*このネットワークは国際機関が2004年につくったもので*: not the one who made it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...data import table
from ...text.mask import Noun
from ..scene import Scene, Spot
from ..words import word

_N = "[\ue000-\uf8ff]"
_NETWORKS = "CityNetwork|Alliance|Foundation"
_HEAD = table("words/standins.toml")["taken_up"]["ja"]
_THAT_BODY = re.compile(  # このネットワークは2004年に設けられ; 協議会は2003年にスタートし
    rf"\W{{0,3}}(?:なお、|また、)?(?:この|その|同)?(?P<head>{_HEAD})は、?(?={_N})"
)
_AS = re.compile(rf"(?P<name>{_N})として、?$")


def as_it_was_called(scene: Scene, low: int, match: re.Match[str]) -> Spot | None:
    """1970年にA市長会としてつくられ: the body spoken of, which is called otherwise today."""
    told = _AS.search(scene.text, low, match.start())
    name = scene.masked.noun_at(told.start("name")) if told else None
    if (
        told is None
        or name is None
        or not scene.is_a(name, _NETWORKS)
        or re.search("[はがも]", scene.text[low : told.start()])
    ):
        return None
    before = scene.discourse.before.nouns if scene.discourse.before and scene.discourse.last else ()
    spoken = {n.text: n for n in before if scene.is_a(n, "Organization") and n.text != name.text}
    return Spot(told.start(), next(iter(spoken.values()))) if len(spoken) == 1 else None


def body_headed(scene: Scene, low: int, match: re.Match[str]) -> Noun | None:
    """The body spoken of that a sentence is about by the last word of its name, where nobody else is named."""
    told = _THAT_BODY.match(scene.text, low)
    between = scene.text[told.end() : match.start()] if told else "が"
    if told is None or re.search("[がはを]", between):
        return None
    return spoken_by_end(scene, told["head"])


def spoken_by_end(scene: Scene, end: str) -> Noun | None:
    """The body spoken of last whose name ends so."""
    spoken = [n for n in reversed(list(scene.discourse.last.values())) if scene.is_a(n, "Organization")]
    return next((n for n in spoken if n.text.endswith(end)), None)


class Made(NamedTuple):
    """What somebody made, none where nothing known is meant, and where the sentence says so."""

    what: Spot | None
    at: int


_MADE_BY = re.compile(
    rf"\W{{0,3}}(?:なお、|また、)?(?:(?:この|その|同)(?P<head>{_HEAD})|(?P<name>{_N}))(?:\([^()]*\))?は、?"
    rf"(?:{_N}に、?)?(?:{_N}|[一-鿿ァ-ヴーA-Za-z・]{{2,20}})(?:\([^()]*\))?[^。、はがを\ue000-\uf8ff]{{0,12}}が、?"
    rf"(?:{_N}(?:に|から)?、?)?[^。はがを\ue000-\uf8ff]{{0,16}}$"
)


def made_by(scene: Scene, low: int, match: re.Match[str]) -> Made | None:
    """What the sentence is about, where it goes on to say who made it: この連盟は国際機関が2004年につくった."""
    told = _MADE_BY.fullmatch(scene.text, low, match.start())
    if told is None or word("made").match(scene.text, match.start()) is None:
        return None
    if told["name"]:
        noun = scene.masked.noun_at(told.start("name"))
        fits = noun is not None and scene.is_a(noun, _NETWORKS)
        return Made(Spot(told.start("name"), noun), low) if noun is not None and fits else None
    body = spoken_by_end(scene, told["head"])
    return Made(Spot(low, body) if body is not None else None, low)
