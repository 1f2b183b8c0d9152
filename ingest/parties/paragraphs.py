"""Whose each paragraph is, in a note that tells of one government, or of one pair of cities, after another.

*北海道のA市は…。* opens the first paragraph, *B県は…* the next: what their other sentences leave out is of the one
that the paragraph opened with (*一方、ロシアのC市とは1994年から友好都市で*), whomever the note is about most.

An English one opens with the pair: *Boulder and Yamagata. Sister cities since 1994.* All that it leaves out is of
these two, and never of the city where the writer sits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...ontology.model import Entity
from ..text.mask import Masked
from ..text.structure import Block
from .party import Party, Whose

_OPENS = re.compile(
    r"[^\w\ue000-\uf8ff]{0,3}(?:(?:一方|また|さらに|他方|次に|ただ)、?)?(?:[\ue000-\uf8ff](?:の|に、?|には、?|、)?)?"
    r"(?P<who>[\ue000-\uf8ff])(?:[市町村])?(?:\([^()]*\))?(?P<as>は|が|も|では)"
)
_WITHIN = r"(?:, (?:[\ue000-\uf8ff]|[A-Z][\w.]+(?: [A-Z]\w+)?),?)?"
_NAME = r"(?:[\ue000-\uf8ff]|[A-Z][\w'’.]+(?: [A-Z][\w'’]+){0,2})"
_PLACED = rf"(?: \([^()]{{1,40}}\)|{_WITHIN})"
_PAIR, _PLACED_PAIR = (  # Boulder, Colorado, and Yamagata. Cusco and Aizumi (Tokushima Prefecture)
    re.compile(
        rf"[^\w\ue000-\uf8ff]{{0,3}}(?P<one>{_NAME}){where} ?(?:and|&|[-–—/]) ?(?P<other>{_NAME}){where}"
        r"(?:[.:]| ?[|–—]| - |$)"
    )
    for where in (_WITHIN, _PLACED)
)
_ALONE = re.compile(rf"[^\w\ue000-\uf8ff]{{0,3}}(?P<one>[\ue000-\uf8ff]){_PLACED}\.")
_PROSE = frozenset(["paragraph", "item"])
_AT_HOME = frozenset(["City", "Prefecture"])
_SEVERAL = 2


def told_in_turn(parts: Iterable[tuple[Block, Sequence[Masked]]], whose: Whose) -> dict[str, Party]:
    """The party of each paragraph by its text; none where fewer than two governments open paragraphs in turn."""
    if whose.frame.lang != "ja":
        return _english_in_turn(list(parts), whose)
    found = {}
    for block, inner in parts:
        text = block.text.text
        if block.kind == "paragraph" and "。" in text and inner and (party := _opening(inner[0], whose)):
            found[text] = party
    governments = {party.entity.iri for party in found.values() if party.entity}
    return found if len(governments) >= _SEVERAL else {}


def _english_in_turn(blocks: Sequence[tuple[Block, Sequence[Masked]]], whose: Whose) -> dict[str, Party]:
    """The party of each English paragraph that a pair opens; among several such, of one that a city opens alone.

    Where others are pairs, two names that are in doubt by themselves are one too.
    """
    own = _is_of_own(blocks, whose)
    pair = _PAIR if own else _PLACED_PAIR
    prose = {b.text.text: inner for b, inner in blocks if b.kind in _PROSE and inner}
    told = {text: party for text, inner in prose.items() if (party := _paired(inner[0], whose, pair))}
    if own or len(told) < _SEVERAL:
        return told
    others = {text: inner[0] for text, inner in prose.items() if text not in told and len(inner) > 1}
    opened = ((t, _paired(first, whose, pair, doubted=True) or _alone(first, whose)) for t, first in others.items())
    return told | {text: party for text, party in opened if party}


def _alone(first: Masked, whose: Whose) -> Party | None:
    """The city that is all that opens a paragraph: *Aizumi (Tokushima Prefecture).*"""
    told = _ALONE.fullmatch(first.text)
    noun = first.noun_at(told.start("one")) if told else None
    return Party(whose.minter.entity(noun)) if noun is not None and noun.kind == "City" and noun.entities else None


def _paired(first: Masked, whose: Whose, pair: re.Pattern[str], *, doubted: bool = False) -> Party | None:
    """The one at home, else the first, of two cities that open an English paragraph and say no more."""
    if (told := pair.match(first.text)) is None:
        return None
    cities = [
        city
        for side in ("one", "other")
        if (city := _city(first, told.start(side), told.end(side), whose, doubted=doubted)) is not None
    ]
    if len(cities) < _SEVERAL or len({city.country for city in cities}) < _SEVERAL:
        return None
    return Party(next((city for city in cities if city.country == whose.frame.home_land), cities[0]))


def _city(first: Masked, start: int, end: int, whose: Whose, *, doubted: bool) -> Entity | None:
    """The city that a side of the pair is: one at home so called before one abroad (Santa Fe).

    A name that is ``doubted`` by itself is that of the one city so called.
    """
    noun, home = first.noun_at(start), whose.frame.home_land
    if noun is not None and (noun.kind != "City" or not noun.entities):
        return None
    if noun is not None and noun.entities[0].country == home:
        return whose.minter.entity(noun)
    called = whose.lookup(first.text[start:end].rstrip(".") if noun is None else noun.text)
    here = next((e for e in called if e.kind == "City" and e.country == home), None)
    if here is None and noun is None and doubted:
        here = called[0] if [e.kind for e in called] == ["City"] else None
    return whose.minter.known(here) if here is not None else whose.minter.entity(noun) if noun is not None else None


def headed_pairs(parts: Iterable[tuple[Block, Sequence[Masked]]], whose: Whose) -> dict[str, Party]:
    """The party of each section that two cities of two lands entitle, by its heading, in a paper of no city's own.

    *Cusco and Aizumi (Tokushima Prefecture)*, in an embassy's paper: what the section leaves out is of these two.
    """
    blocks = list(parts)
    if whose.frame.lang == "ja":
        return {}
    headings = ((b.text.text, inner) for b, inner in blocks if b.kind == "heading" and inner)
    told = ((text, _paired(inner[0], whose, _PLACED_PAIR)) for text, inner in headings)
    pairs = {text: party for text, party in told if party is not None}
    if _is_of_own(blocks, whose):  # in a consulate's paper one pair after another, among them the city where it is
        owner, home = whose.frame.owner, whose.frame.home_land
        others = {t: p for t, p in pairs.items() if p.entity not in (None, owner)}
        here = all(p.entity is not None and p.entity.country == home for p in others.values())
        return others if len(pairs) >= _SEVERAL and here else {}
    return pairs


def _is_of_own(blocks: Sequence[tuple[Block, Sequence[Masked]]], whose: Whose) -> bool:
    """Whether the head of a paper names the party that it is taken to speak for."""
    owner, top = whose.frame.owner, blocks[0][0].text.text if blocks else ""
    return owner is not None and any(n.text in top for n in owner.names)


def _opening(first: Masked, whose: Whose) -> Party | None:
    """The government of the own country that a sentence opens with as its subject."""
    told = _OPENS.match(first.text)
    noun = first.noun_at(told.start("who")) if told else None
    if noun is None or noun.kind not in _AT_HOME or not noun.entities:
        return None
    return Party(whose.minter.entity(noun)) if noun.entities[0].country == whose.frame.home_land else None
