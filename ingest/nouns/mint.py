"""Entities from nouns: known ones as the authority list has them, others minted from what the text calls them.

An entity's IRI is a function of its kind, its folded name and, for what every city has (an office, a
department, a programme ...), the city it belongs to. So two documents that call a thing alike mean one entity,
whatever the order in which they are read; anything less certain is left to a person.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from ...ontology.model import ENTITY, Entity, Lang, Name
from ..text.fold import in_use
from ..text.mask import Noun
from .well_formed import trimmed, well_formed

OWNED = frozenset(
    [
        "Office",
        "Department",
        "Facility",
        "Programme",
        "Plan",
        "Strategy",
        "Ordinance",
        "Project",
        "Role",
        "BudgetLine",
        "Agreement",
        "Event",
    ]
)
_BARE = frozenset(["Office", "Facility", "Programme", "Plan", "Strategy", "Ordinance"])
"""Kinds that a document names with its city in front or without: 大津国際協力センター, 国際協力センター."""
_SPELT = frozenset(["City", "Prefecture"])
_OF_CITY = re.compile(r"^(?:[Tt]he )?[Cc]ity of | City$|^[A-Z ]+$|[^A-Za-zÀ-ɏ’' .-]")
_LEGAL = re.compile(
    r"^(?:公益財団法人|一般財団法人|公益社団法人|一般社団法人|特定非営利活動法人|NPO法人|独立行政法人|株式会社|有限会社"
    r"|\((?:公財|一財|公社|一社|株|有|特非)\))\s?|(?:株式会社|有限会社|\((?:株|有)\))$|^株(?=[ァ-ヴ])|(?<=[ァ-ヴー一-鿿])株$"
)
_FOLD = re.compile(r"[\s・·,，.。'’\"“”「」『』()（）\[\]/:;\-‐－–—_~〜～]+")


def folded(name: str) -> str:
    """A name as compared: NFKC, lower case, without legal form, spaces and punctuation.

    >>> from enishi.ingest.nouns.mint import folded
    >>> folded("（一社）ＹＵＳＡ"), folded("アジア・スマートシティ会議")
    ('yusa', 'アジアスマートシティ会議')
    """
    text = unicodedata.normalize("NFKC", name)
    return _FOLD.sub("", (_LEGAL.sub("", text) or text).lower())


def lang_of(name: str) -> Lang:
    """``ja`` where a name has a Japanese character, else ``en``."""
    return "ja" if _JAPANESE.search(name) else "en"


_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]")
_KATAKANA = re.compile("[ァ-ヴー・]{3,}")


def governing(entity: Entity) -> Entity:
    """What a region is as a party: the government of its name; every other thing is itself.

    >>> from enishi.ontology.model import Entity
    >>> governing(Entity("https://w3id.org/enishi/id/region/x1", "Region", ())).kind
    'SubnationalGovernment'
    """
    if entity.kind != "Region":
        return entity
    iri = entity.iri.replace("/region/", "/subnationalgovernment/")
    return Entity(iri, "SubnationalGovernment", entity.names, entity.attributes)


class Minter:
    """Gives each noun of one document its entity, and remembers all of them with their names."""

    def __init__(self, owner: Entity | None) -> None:
        self.owner = owner
        self._seen: dict[str, Entity] = {}
        self._aliases: dict[tuple[str, str, str], str] = {}
        self._spellings: dict[str, dict[str, None]] = {}
        own = [n.text for n in owner.names] if owner else []
        own += [name[:-1] for name in own if len(name) > 2 and name[-1] in "市町村都"]
        self._own = tuple(sorted(own, key=lambda name: (-len(name), name)))
        self._folded: dict[tuple[bool, str], str] = {}

    def known(self, entity: Entity) -> Entity:
        """An entity of the authority list, remembered as one the document speaks of."""
        return self._seen.setdefault(entity.iri, entity)

    def also_called(self, entity: Entity, name: str) -> Entity:
        """A known entity under a further name that this document gives it, and may call it by alone."""
        self.known(entity)
        self._aliases.setdefault((entity.kind, self._compared(entity.kind, name), ""), entity.iri)
        return self._extended(entity.iri, name, ())

    def entity(self, noun: Noun) -> Entity:
        """The entity that a noun names."""
        if noun.entities:
            self.read(noun)
            return self.known(noun.entities[0])
        scope = noun.note if noun.kind == "Event" and noun.note else ""  # which of the ceremonies, by its day
        return self.named(noun.kind, noun.text, noun.names, scope=scope)

    def read(self, noun: Noun) -> None:
        """Remember the spelling that the text has for a known place: Aarhus, Okayama Prefecture, 葫蘆島."""
        if noun.kind not in _SPELT or not noun.entities:
            return
        known, name = noun.entities[0], noun.text
        if not name[:1].isascii():
            stem = name.removesuffix("市")
            otherwise = in_use(stem) != stem or _KATAKANA.fullmatch(stem)
            if otherwise and all(n.text not in (stem, name) for n in known.names):
                self._spellings.setdefault(known.iri, {})[stem] = None
            return
        if not _OF_CITY.search(name) and all(n.text.lower() != name.lower() for n in known.names):
            self._spellings.setdefault(known.iri, {})[name] = None

    def called(self, thing: Entity, name: str) -> Entity:
        """A thing that a place of the document calls by a name that is another's elsewhere: the 5th Congress."""
        if all(n.text != name for n in thing.names):
            self._spellings.setdefault(thing.iri, {})[name] = None
        return thing

    def named(self, kind: str, name: str, others: Iterable[str] = (), *, scope: str = "") -> Entity:
        """The thing of a kind that this document calls ``name``; ``others`` are further names of it.

        A name in other names' brackets counts: who is later called by one of them is the same.
        """
        name = trimmed(name) or name.strip()
        others = [other for given in others if well_formed(kind, other := trimmed(given))]
        for alias in (name, *others):
            if found := self._aliases.get((kind, self._compared(kind, alias), scope)):
                return self._extended(found, name, others)
        owner = self.owner.iri if self.owner and kind in OWNED else ""
        key = "\n".join((kind, self._compared(kind, name), owner, scope))
        iri = f"{ENTITY}{kind.lower()}/{hashlib.sha256(key.encode()).hexdigest()[:12]}"
        names = dict.fromkeys([name, *others, *_bare(name)])
        entity = Entity(iri, kind, _preferred(names))
        self._seen.setdefault(iri, entity)
        for alias in names:
            self._aliases.setdefault((kind, self._compared(kind, alias), scope), iri)
        return self._seen[iri]

    def _compared(self, kind: str, name: str) -> str:
        """A name as compared; what is the city's own goes without the city's name in front."""
        asked = kind in _BARE, name
        known = self._folded.get(asked)
        if known is None:
            own = next((o for o in self._own if name.startswith(o)), "") if asked[0] else ""
            bare = name[len(own) :].lstrip(" の")
            known = self._folded[asked] = folded(bare if len(bare) > 4 else name)
        return known

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All entities given so far, in order of IRI."""
        return tuple(self._with_spellings(self._seen[iri]) for iri in sorted(self._seen))

    def _with_spellings(self, entity: Entity) -> Entity:
        others = self._spellings.get(entity.iri)
        if others is None:
            return entity
        names = (*entity.names, *(Name(text, lang_of(text), False) for text in sorted(others)))
        return Entity(entity.iri, entity.kind, names, entity.attributes)

    def _extended(self, iri: str, name: str, others: Iterable[str]) -> Entity:
        entity = self._seen[iri]
        known = [n.text for n in entity.names]
        if new := [n for n in (name, *others) if n and n not in known]:
            names = [*known, *new]
            if entity.kind in _BARE:  # the fuller name is the one to show
                names.sort(key=lambda n: not n.startswith(self._own))
            self._seen[iri] = Entity(iri, entity.kind, _preferred(names), entity.attributes)
        return self._seen[iri]


def _bare(name: str) -> tuple[str, ...]:
    """A name without its legal form, where it has one."""
    bare = _LEGAL.sub("", name).strip()
    return (bare,) if bare and bare != name else ()


def _preferred(names: Iterable[str]) -> tuple[Name, ...]:
    """Names with the first of each language marked as the one to show."""
    shown: set[Lang] = set()
    out = []
    for text in names:
        lang = lang_of(text)
        out.append(Name(text, lang, lang not in shown))
        shown.add(lang)
    return tuple(out)
