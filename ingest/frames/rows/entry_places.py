"""The place that a name in an entry means: the noun's, else of those so called the one in the land beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ....ontology.model import Entity, Name
from ...names.gazetteer import gazetteer
from ...nouns.mint import lang_of
from ...text.mask import Noun
from ..parties import government
from ..scene import Scene
from .fields import Entry


def place_of(name: str, nouns: Sequence[Noun], entry: Entry, scene: Scene) -> Entity | None:
    """The place that a name means: the noun's, else of those so called the one in the land beside it."""
    land = entry.land
    code = land.country if land is not None else None
    latin = [] if any(n.entities for n in nouns) else _called(entry.latin) if entry.latin else _joined(name, code)
    if latin := [e for e in latin if code is None or e.country == code]:
        return scene.discourse.minter.also_called(latin[0], name)
    for noun in nouns:
        inside = [e for e in noun.entities if code is None or e.country in (code, None)]
        if inside or not noun.entities or code is None:
            found = government(scene, scene.entity(noun._replace(entities=tuple(inside))))
            return scene.discourse.minter.known(called_as(found, name)) if found and found.kind == "Port" else found
    if land is None and not entry.sure:
        return None
    called = [e for e in _called(name) if code is None or e.country == code]
    if called:
        return scene.discourse.minter.known(called[0])
    return _by_form(name, entry, scene) if land is not None else None


def _by_form(name: str, entry: Entry, scene: Scene) -> Entity | None:
    """A place that no list knows in the land told; one of two that bears a city elsewhere is the other side."""
    if name.endswith("港"):
        return None if len(entry.names) > 1 and _called(name[:-1]) else scene.discourse.minter.named("Port", name)
    kind = "City"
    if re.search(r"(?:州|県|省|郡|地方|自治区)$|\b(?:Province|County|State|Region|Prefecture|Oblast)$", name):
        kind = "Region"
    return government(scene, scene.discourse.minter.named(kind, name))


def _joined(name: str, land: str | None) -> list[Entity]:
    """The cities of a land whose name a longer one opens with that no list knows: Tel Aviv-Yafo."""
    first = re.match(r"([^-]{3,})-[A-Z]", name) if land is not None and not _called(name) else None
    return [e for e in _called(first[1]) if e.country == land] if first else []


def _called(name: str) -> list[Entity]:
    """The cities of a name, with or without the word for a city behind it."""
    bare = re.sub(r"(?:市|町|村| (?:Metropolitan |Special )?(?:City|Town|Municipality))$", "", name)
    found = [e for n in dict.fromkeys((name, bare)) for e in gazetteer().lookup(n)]
    return [e for e in found if e.kind == "City"]


def at_home(place: Entity, home: Entity | None) -> bool:
    """Whether a place lies in the country of the party whose ties the list tells."""
    if home is None:
        return False
    own, theirs = (e.country for e in (home, place))
    return place.iri == home.iri or (own is not None and own == theirs)


def called_as(port: Entity, name: str) -> Entity:
    """A port with the name that is printed for it beside its own."""
    printed = name if name.endswith("港") or lang_of(name) == "en" else f"{name}港"
    if any(n.text == printed for n in port.names):
        return port
    return replace(port, names=(*port.names, Name(printed, lang_of(printed), False)))
