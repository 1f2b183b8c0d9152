"""From a name that a person types to the entity it means.

A name is looked for as IRI, then as it is written, then folded (width, case, spaces), then without what only
says its kind (市, City). The first of these that finds anything decides; a name that then still fits several
entities is never settled by chance.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from ..errors import UnknownName, UsageError
from ..ontology.model import Entity
from .register import Register
from .terms import is_iri

if TYPE_CHECKING:
    from .home import Graph

_NEAREST: Final = 5
_LEAST: Final = 45.0
_LOOKED_AT: Final = 40
"""Of how many names the bearers are read first: an entity may have several that are near."""
_KIND: Final = re.compile(
    r"(?<=.)(?:市|特別市|広域市|県|都|府|州|町|村|区)$|^(?:the )?(?:city|port) of | (?:city|prefecture|state)$"
)
_GAPS: Final = re.compile(r"[\s・･‐‑–—\-_.,'’]+")
_GAPS_ASCII: Final = {code: None for code in range(128) if _GAPS.match(chr(code))}


def fold(name: str) -> str:
    """A name as it is compared: width, case, accents and gaps do not count.

    >>> from enishi.graph.lookup import fold
    >>> fold("ＣＩＴＹＮＥＴ"), fold("Saint–Denis"), fold("São Paulo")
    ('citynet', 'saintdenis', 'saopaulo')
    """
    return _closed(_plain(name))


def _closed(plain: str) -> str:
    return plain.translate(_GAPS_ASCII) if plain.isascii() else _GAPS.sub("", plain)


def _plain(name: str) -> str:
    if name.isascii():  # nothing of it is wide or has an accent: of many names most
        return name.lower().strip()
    decomposed = unicodedata.normalize("NFKD", name).casefold().strip()
    kept = "".join(c for c in decomposed if not (unicodedata.combining(c) and ord(c) < 0x3000))
    return unicodedata.normalize("NFKC", kept)


def bare(name: str) -> str:
    """A folded name without what only says its kind.

    >>> from enishi.graph.lookup import bare
    >>> bare("横浜市"), bare("City of Yokohama"), bare("Quezon City"), bare("市")
    ('横浜', 'yokohama', 'quezon', '市')
    """
    return _closed(_KIND.sub("", _plain(name)))


def names(graph: Graph) -> dict[str, tuple[str, ...]]:
    """All names with the IRIs of the entities that bear them, in order: for completion."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for entity in graph.entities():
        for name in entity.names:
            bearers[name.text].add(entity.iri)
    return {name: tuple(sorted(bearers[name])) for name in sorted(bearers)}


def find_entity(graph: Graph, name: str) -> Entity:
    """The entity that a name or an IRI means.

    Raises :class:`~enishi.errors.UnknownName` with the nearest names, and ``UsageError`` (``name_ambiguous``)
    where several entities bear it.
    """
    if is_iri(name) and (found := graph.entities([name])):
        return found[0]
    register = Register(graph)
    ways: tuple[Callable[[str], str], ...] = (str, fold, bare)
    for way in ways:
        if wanted := way(name):
            alike = [name] if way is str else register.alike(way, wanted)
            entities = register.bearing(alike)
            bearers = [e for e in entities if any(way(n.text) == wanted for n in e.names)]
            preferred = [e for e in bearers if any(n.preferred and way(n.text) == wanted for n in e.names)]
            if chosen := preferred or bearers:
                return _only(name, chosen)
    raise UnknownName("entity_unknown", name=name, nearest=near(name, register) or ("-",))


def _only(name: str, chosen: list[Entity]) -> Entity:
    if len(chosen) > 1:
        raise UsageError(
            "name_ambiguous", name=name, candidates=[f"{e.name('ja')} ({e.kind}) {e.iri}" for e in chosen]
        )
    return chosen[0]


def near(name: str, register: Register) -> list[str]:
    """The same as :func:`nearest` among all: of the names most like it first their bearers are read."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (only when a name is wrong)

    texts = register.roll.texts
    likeness: dict[str, float] = {}
    for way in (fold, bare):
        near = process.extract(
            way(name), register.roll.spelled(way), scorer=fuzz.ratio, score_cutoff=_LEAST, limit=None
        )
        for _, score, at in near:
            likeness[texts[at]] = max(likeness.get(texts[at], 0.0), score)
    order = sorted(likeness, key=lambda text: (-likeness[text], text))
    many = _LOOKED_AT
    while True:
        found = nearest(name, register.bearing(order[:many]))
        if len(found) == _NEAREST or many >= len(order):
            return found
        many *= 8


def nearest(name: str, entities: Iterable[Entity]) -> list[str]:
    """Names that exist and are like this one, the nearest first, one an entity."""
    from rapidfuzz import fuzz  # noqa: PLC0415  (only when a name is wrong)

    wanted, short = fold(name), bare(name)
    scored = []
    for entity in entities:
        for text in {n.text for n in entity.names}:
            likeness = max(fuzz.ratio(wanted, fold(text)), fuzz.ratio(short, bare(text)))
            scored.append((-likeness, text, entity.iri))
    chosen: dict[str, str] = {}
    for likeness, text, bearer in sorted(scored):
        if -likeness >= _LEAST:
            chosen.setdefault(bearer, text)
    return list(dict.fromkeys(chosen.values()))[:_NEAREST]
