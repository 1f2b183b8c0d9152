"""Ties told as a list behind a plain word for them, each with its land and its date, in an English sentence.

*The society looks after two links: Bergen (Norway) since 1973 and Ghent, Belgium, since 1985*; *Bath keeps its own
links: Kaposvár, Hungary (1988)*; and behind a sentence that counts them: *Among them are Hefei in China and Suwon
in South Korea*. They are of the kind that the sentence, else the passage, speaks of, and of who keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...data import table
from ...matching.engine import Draft
from ...text.mask import Noun
from ..parties import beginning, government
from ..scene import Scene
from .bonds import other_bond
from .tie_words import said_tie, tie_of_passage

_N = "[\ue000-\uf8ff]"
_ENTRY = re.compile(
    rf"[,;]? ?(?:(?:and|as well as|then) )?(?:with )?(?:the )?(?P<city>{_N})"
    rf"(?:,? (?:in )?(?:the )?(?P<in>{_N})| \((?P<land>{_N})(?:[,;] (?:since )?(?P<b>{_N}))?\))?"
    rf"(?:,? (?:since|from|in) (?P<d>{_N})| \((?:since )?(?P<e>{_N})\))?"
)
_PLACES = "City|Prefecture|Region"
_LANDS = "Country|Prefecture|Region"


class _Listed(NamedTuple):
    """A city of a list and since when it is tied."""

    noun: Noun
    since: Interval | None


@cache
def _ways() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How the list is led: by a word for ties and a colon, or as some of those counted before."""
    said = table("words/told_english.toml")["links_listed"]
    return (
        re.compile(
            rf"(?:^|[.;] )(?:(?P<who>{_N}|(?:[A-Z][\w'’-]+ ){{0,2}}[A-Z][\w'’-]+)(?: \([^()]*\))? )?"
            rf"[^.;:]{{0,60}}?\b(?P<lead>(?:{said['keeps']}) (?P<own>(?:its|their) own )?[^.;:]{{0,30}}?"
            rf"(?:{said['noun']}|{_N})(?: (?:{said['where']}))*): "
        ),
        re.compile(rf"^\W{{0,3}}(?:{said['among']}) "),
    )


def links_listed(scene: Scene) -> Iterator[Draft]:
    """The tie with each city of such a list."""
    if scene.japanese or scene.discourse.kind == "heading" or scene.of("Port|University|Organization|Event"):
        return
    behind, among = _ways()
    if told := behind.search(scene.text):
        yield from _told(scene, told, _keeper(scene, told)) if not other_bond().search(told["lead"]) else ()
    elif (told := among.match(scene.text)) and _counts_ties(scene):
        yield from _told(scene, told, scene.owner)


def _told(scene: Scene, told: re.Match[str], keeper: Entity | None) -> Iterator[Draft]:
    """The ties of the entries that stand behind a match."""
    kind = said_tie(scene) or tie_of_passage(scene) or scene.discourse.plain_tie
    relation = kind.value if kind is not None and isinstance(kind.value, str) else "partnerCityOf"
    listed, end = _listed(scene, told.end())
    scene.kin = scene.kin or (bool(listed) and keeper != scene.owner)  # of no other reading are they the own city's
    for city in listed:
        partner = government(scene, scene.entity(city.noun))
        span = (told.start(), end)
        yield from scene.draft(keeper, relation, partner, span, "links-listed", since=city.since, done=True)


def _listed(scene: Scene, at: int) -> tuple[list[_Listed], int]:
    """The cities of the list that begins at a place, and where it ends."""
    found: list[_Listed] = []
    while entry := _ENTRY.match(scene.text, at):
        city = scene.masked.noun_at(entry.start("city"))
        if city is None or not scene.is_a(city, _PLACES) or scene.is_own(city):
            break
        if found and entry[0].startswith(" with "):  # Burnaby with Kushiro: pairs of others
            return [], at
        land = next((scene.masked.noun_at(entry.start(g)) for g in ("in", "land") if entry[g]), None)
        if land is not None and not scene.is_a(land, _LANDS):
            end = entry.start("in" if entry["in"] else "land")
            return [*found, _Listed(city, None)], end
        dates = [w for g in "bde" if entry[g] and (w := scene.date_at(entry.start(g))) is not None]
        found.append(_Listed(city, beginning(scene, dates[0]) if dates else None))
        at = entry.end()
    return found, at


def _keeper(scene: Scene, told: re.Match[str]) -> Entity | None:
    """Whose ties they are: of a city that is said to keep its own, else the document's or the section's."""
    if not told["who"] or not told["own"]:
        return scene.owner
    noun = scene.masked.noun_at(told.start("who"))
    if noun is not None:
        return scene.owner if scene.is_own(noun) else scene.entity(noun) if noun.kind == "City" else None
    name = told["who"].strip()
    owner = scene.discourse.frame.owner
    own = owner is not None and any(name in (n.text, f"City of {n.text}") for n in owner.names)
    return scene.owner if own else scene.discourse.minter.named("City", name.removeprefix("The "))


def _counts_ties(scene: Scene) -> bool:
    """Whether the sentence before says how many ties the party has: Ube has four sister cities so far."""
    before = scene.discourse.before
    if before is None:
        return False
    ties = [n for n in before.nouns if n.kind == "Tie"]
    others = [n for n in before.nouns if n.kind == "City" and not scene.is_own(n)]
    return bool(ties) and not others and _HAS.search(before.text) is not None


_HAS = re.compile(
    rf"\b(?:has|have|counts?|had|number|are)\b[^.;]{{0,40}}?{_N}(?: (?:so far|today|now|in all))*\.?$"
)
