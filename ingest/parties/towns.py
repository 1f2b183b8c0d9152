"""Whose each section is, in an English paper that tells of several towns in turn, each below its bare name.

*Kendal / Our link with Rinteln goes back to 1992* above *Penrith / The society looks after one link: …*: what a
section leaves out is of the town that entitles it. The towns lie in one land, and none of them is a partner of the
one that the paper speaks for: it speaks for none, or for one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from ...ontology.model import Entity
from ..data import pattern
from ..text.mask import Masked
from ..text.structure import Block
from .party import NOBODY, Party, Whose

_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'’.-]+(?:[ -](?:(?:upon|on|of|le|the|in|under|by|and|St)[ -])*[A-ZÀ-Þ][\w'’.-]+){0,3}"
)
_SEVERAL = 2
_said: Final = partial(pattern, "words/parties.toml", "section")


class _Section(NamedTuple):
    """A section: what entitles it, whether that is a city's name and no more, and what its prose says."""

    heading: str
    called: Entity | None
    prose: list[Masked]


def headed_towns(parts: Iterable[tuple[Block, Sequence[Masked]]], whose: Whose) -> dict[str, Party]:
    """The party of each section by its heading; those of no town are nobody's. None in another paper."""
    if whose.frame.lang == "ja":
        return {}
    blocks = list(parts)
    sections = list(_in_one_land(list(_sections(blocks)), whose))
    towns = {s.heading: town for s in sections if (town := _town(s, whose)) is not None}
    owner = whose.frame.owner
    lands = {town.country for town in towns.values() if town.country and town != owner}
    if len(towns) < _SEVERAL or len(lands) > 1 or (owner is not None and _speaks(owner, blocks, sections)):
        return {}
    return {s.heading: Party(towns[s.heading]) if s.heading in towns else NOBODY for s in sections}


def _sections(parts: Iterable[tuple[Block, Sequence[Masked]]]) -> Iterator[_Section]:
    """The sections below the title."""
    section: _Section | None = None
    for number, (block, inner) in enumerate(parts):
        if block.kind == "heading":
            if section is not None:
                yield section
            section = _Section(block.text.text, _called(inner), []) if number else None
        elif section is not None:
            section.prose.extend(inner)
    if section is not None:
        yield section


def _in_one_land(sections: Sequence[_Section], whose: Whose) -> Iterator[_Section]:
    """The sections, each called as the town of its name in the land that most of their names have one in.

    Hamilton, between Christchurch and Whanganui, is the one in New Zealand.
    """
    so_called = {s.heading: [e for e in whose.lookup(s.heading) if e.kind == "City"] for s in sections if s.called}
    ranks = dict[str, list[int]]()  # by land, how well known its town of each name is among those so called
    for towns in so_called.values():
        for land in dict.fromkeys(t.country for t in towns if t.country):
            ranks.setdefault(land, []).append(next(n for n, t in enumerate(towns) if t.country == land))
    land = max(ranks, key=lambda land: (len(ranks[land]), -sum(ranks[land])), default="")
    several = len(ranks.get(land, ())) >= _SEVERAL
    for section in sections:
        there = [t for t in so_called.get(section.heading, ()) if several and t.country == land]
        other = there and section.called not in (*there, whose.frame.owner)
        yield section._replace(called=there[0]) if other else section


def _called(inner: Sequence[Masked]) -> Entity | None:
    """The city whose name is all that a heading says."""
    nouns = inner[0].nouns if inner else []
    whole = len(nouns) == 1 and nouns[0].kind == "City" and nouns[0].text == inner[0].clean.text
    return nouns[0].entities[0] if whole and nouns[0].entities else None


def _town(section: _Section, whose: Whose) -> Entity | None:
    """The town that a section is of: the one that its prose calls so or longer, else the one so called."""
    if not _NAME.fullmatch(section.heading):
        return None
    called = re.compile(rf"\b{re.escape(section.heading)}\b")
    for noun in (n for sentence in section.prose for n in sentence.nouns if n.kind == "City"):
        if called.search(noun.text) and not (noun.text == section.heading and section.called):
            return whose.minter.entity(noun)
    if section.called is not None:
        return whose.minter.known(section.called)
    if _said("no_town_en").search(section.heading):
        return None
    told = any(called.search(s.clean.text) or _said("town_en").search(s.clean.text) for s in section.prose)
    return whose.minter.named("City", section.heading) if told else None


def _speaks(owner: Entity, blocks: Sequence[tuple[Block, Sequence[Masked]]], sections: Sequence[_Section]) -> bool:
    """Whether a paper speaks for the party that it is taken to: one named at its head, or in several sections.

    One that entitles a section of its own is only one of several, and a guest's name stands in one section.
    """
    names = {n.text for n in owner.names}
    if any(s.heading in names for s in sections):
        return False
    top = next((block.text.text for block, _ in blocks), "")
    named = [any(name in m.clean.text for m in s.prose for name in names) for s in sections]
    return any(name in top for name in names) or sum(named) >= _SEVERAL
