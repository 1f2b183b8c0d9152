"""Municipalities that a field names as those whose row it is: 今別町, 白石市★、柴田町, 海士町(島根県), Akita City.

Of namesakes the one in the prefecture that the row, its list or the document tells is meant; a town that no list
knows (one of those merged since) is one by its form, unless a place abroad is called so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ....ontology.model import Entity
from ...matching.discourse import Discourse
from ...names.gazetteer import gazetteer
from ...text.mask import Masked, Noun
from ..words import word

GOVERNMENTS = frozenset(["City", "Ward", "Prefecture"])
_MARKS = re.compile(r"[★☆※*◎○●◆■□◇#†]\d?|\((?:※|\*|注)\d{0,2}\)")
_BRACKET = re.compile(r"\s?\(([^()]*)\)")
_PARTED = re.compile(r"\s*(?:、|,|・|/|;|及び|並びに|\band\b|&|\n)\s*|(?<=[市町村区都道府県])(?:と|・|\s+)")
_ENUMERATED = re.compile(r"\s*[、,;/・]\s*|と(?=[一-鿿])|\s+and\s+|\s*&\s*")
_BY_FORM = re.compile(r"[一-鿿々ヶぁ-ん]{1,6}[市町村]")
_WHOLE = re.compile(r"[一-鿿々〆ヶケノぁ-んァ-ヴー]{1,8}[市町村区都道府県]")
_LED = re.compile(r"(?P<in>[一-鿿]{2,3}[都道府県])(?P<name>.{1,7}[市町村区])")
TOWN = re.compile(r"(?:[一-鿿]{2,3}[都道府県])?(?P<name>[一-鿿ぁ-んァ-ヴヶ々]{1,8}[市町村区])")
"""A municipality by its form, behind its prefecture or alone."""
_HEPBURN = re.compile("m(?=[bpm])")  # Semboku, which the list spells Senboku
UNIT_EN = re.compile(r" (?:City|Town|Village|Ward|Prefecture)$")


def municipalities(text: str, discourse: Discourse, within: str | None, *, sure: bool) -> list[Entity]:
    """Those that a text names and no more; ``within`` is a prefecture's IRI, ``sure`` if the column says so."""
    text = _MARKS.sub("", text).removeprefix("旧")
    for inside in _BRACKET.findall(text):
        within = prefecture_of([inside], discourse) or within
    pieces = [piece for piece in _PARTED.split(_BRACKET.sub("", text).strip()) if piece]
    found = [_one(piece.strip(), discourse, within, sure=sure) for piece in pieces]
    whole = [entity for entity in found if entity is not None]
    return whole if len(whole) == len(pieces) else []


def those_known(text: str, discourse: Discourse) -> list[Entity]:
    """The governments of an enumeration; what no list knows in it (a group of them) is left out."""
    within = prefecture_above(discourse.above)
    pieces = [piece for piece in _ENUMERATED.split(text.strip()) if piece]
    return [e for piece in pieces for e in municipalities(piece, discourse, within, sure=False)]


def prefecture_of(texts: Iterable[str], discourse: Discourse) -> str | None:
    """The IRI of the prefecture that is all that one of some texts says."""
    own = discourse.frame.home_land
    for text in texts:
        name = UNIT_EN.sub("", _MARKS.sub("", text).strip())
        for entity in gazetteer().lookup(name) if name else ():
            if entity.kind == "Prefecture" and entity.country == own:
                return entity.iri
    return None


def prefecture_above(lines: Sequence[Masked]) -> str | None:
    """The IRI of the one prefecture that the lines above name: 青森県のホストタウン, Host Towns of Akita."""
    named = {n.entities[0].iri for line in lines for n in _of_prefectures(line)}
    return next(iter(named)) if len(named) == 1 else None


def _of_prefectures(line: Masked) -> Iterator[Noun]:
    return (n for n in line.nouns if n.kind == "Prefecture" and n.entities)


def _one(name: str, discourse: Discourse, within: str | None, *, sure: bool) -> Entity | None:
    """The municipality, or the prefecture, of a name."""
    own, japanese = discourse.frame.home_land, not name.isascii()
    if (
        not name
        or (japanese and not sure and not _WHOLE.fullmatch(name))
        or (not japanese and not name[:1].isupper())
    ):
        return None
    bare = name if japanese else UNIT_EN.sub("", name)
    if japanese and (led := _LED.fullmatch(name)):
        within, name = prefecture_of([led["in"]], discourse) or within, led["name"]
    others = (name, bare, _HEPBURN.sub("n", bare)) if not japanese else (name,)
    called = [e for n in dict.fromkeys(others) for e in gazetteer().lookup(n)]
    known = [e for e in called if e.kind in GOVERNMENTS and e.country == own]
    if not known:
        strange = japanese and _BY_FORM.fullmatch(name) and not called and not word("no_municipality").search(name)
        return discourse.minter.named("City", name) if strange else None
    if name.endswith((" Prefecture", "県")):
        known = [e for e in known if e.kind == "Prefecture"]
    inside = [e for e in known if lies_in(e, within)]
    chosen = next(iter(inside or known))
    printed = all(n.text.lower() != bare.lower() for n in chosen.names) and not japanese
    return discourse.minter.also_called(chosen, bare) if printed else discourse.minter.known(chosen)


def lies_in(entity: Entity, prefecture: str | None) -> bool:
    """Whether a place lies in the prefecture of an IRI, if one is told."""
    return prefecture is not None and dict(entity.attributes).get("within") == prefecture.rsplit("/", 1)[-1]
