"""Which things one report calls by another name than another does, and which edition of a series follows which.

What always holds: two things are taken for one only where what both sides tell of them leaves no other choice: one
tie of one owner, of one kind, and one start or one name that holds the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from ...ontology.model import Value
from ...ontology.schema import load_schema

if TYPE_CHECKING:
    from ...graph.home import StatedFact
    from ...ontology.model import Entity

_Facts = Mapping[str, "StatedFact"]


def renamings(gone: _Facts, come: _Facts, entities: Mapping[str, Entity]) -> dict[str, str]:
    """From a thing that only the old side speaks of to the one that the new side tells the same of."""
    found = _by_end(gone, come, entities, "object") | _by_end(gone, come, entities, "subject")
    later = list(found.values())
    return {old: new for old, new in found.items() if later.count(new) == 1}


def _by_end(
    gone: _Facts, come: _Facts, entities: Mapping[str, Entity], end: Literal["subject", "object"]
) -> dict[str, str]:
    ends = [{str(getattr(f, e)) for f in side.values() for e in ("subject", "object")} for side in (gone, come)]
    fixed = "object" if end == "subject" else "subject"
    places: dict[tuple[str, str, str], list[StatedFact]] = defaultdict(list)
    for fact in come.values():
        if (entity := entities.get(str(getattr(fact, end)))) and not _mutual(fact):
            places[str(getattr(fact, fixed)), fact.relation, entity.kind].append(fact)
    found: dict[str, str] = {}
    for fact in gone.values():
        entity = entities.get(str(getattr(fact, end)))
        if entity is None or _mutual(fact) or isinstance(getattr(fact, fixed), Value):
            continue
        near = places[str(getattr(fact, fixed)), fact.relation, entity.kind]
        same = [f for f in near if end == "object" and fact.since and f.since == fact.since]
        alike = [f for f in near if alike_named(entity, entities[str(getattr(f, end))])]
        for chosen in (same, alike):
            others = {str(getattr(f, end)) for f in chosen}
            if len(others) == 1 and not others & ends[0] and entity.iri not in ends[1]:
                found.setdefault(entity.iri, others.pop())
    return found


def _mutual(fact: StatedFact) -> bool:
    return load_schema().relation(fact.relation).symmetric


def told_again(
    gone: _Facts, new: Iterable[StatedFact], called: Mapping[str, str], entities: Mapping[str, Entity]
) -> Iterator[tuple[StatedFact, StatedFact]]:
    """Facts of the old side that the new one states of the same things, by their other names."""
    held: dict[tuple[str, str], list[StatedFact]] = defaultdict(list)
    for fact in new:
        held[fact.subject, fact.relation].append(fact)
    for fact in list(gone.values()):
        for other in held[called.get(fact.subject, fact.subject), fact.relation]:
            renamed = fact.subject in called
            if (renamed and fact.object == other.object and fact.key == other.key) or _same(fact, other, entities):
                yield fact, other
                break


def _same(fact: StatedFact, other: StatedFact, entities: Mapping[str, Entity]) -> bool:
    """Whether two ties of one subject are one: their other ends differ in spelling alone."""
    one, two = (entities.get(f.object) if isinstance(f.object, str) else None for f in (fact, other))
    return bool(one and two and one.kind == two.kind and not _folded(one).isdisjoint(_folded(two)))


def _folded(entity: Entity) -> set[str]:
    return {
        re.sub(r"[\s・「」の]", "", unicodedata.normalize("NFKC", name.text)).casefold() for name in entity.names
    }


def alike_named(one: Entity, other: Entity) -> bool:
    """Whether a name of one is a name of the other with words left out at one place; numbers must agree.

    >>> from enishi.ontology.model import Entity, Name
    >>> names = ("WFP日本事務所", "世界食糧計画(WFP)日本連絡事務所", "第2事務所")
    >>> a, b, c = (Entity(n, "Office", (Name(n, "ja"),)) for n in names)
    >>> alike_named(a, b), alike_named(a, c)
    (True, False)
    """
    return any(_holds(a, b) or _holds(b, a) for a in _folded(one) for b in _folded(other))


def _holds(short: str, long: str) -> bool:
    rest = iter(long)
    whole = len(short) >= 4 and all(char in rest for char in short)
    return (
        whole
        and re.findall(r"\d+", short) == re.findall(r"\d+", long)
        and (short[-2:] == long[-2:] or long.startswith(short))
    )


def editions(gone: _Facts, come: _Facts) -> Iterator[tuple[StatedFact, StatedFact, Literal["edition"]]]:
    """The last edition of a series that each side tells of."""
    last: list[dict[str, StatedFact]] = []
    for side in (gone, come):
        numbered = [f for f in side.values() if f.relation == "partOfSeries" and _edition(f) and f.status.asserts]
        last.append({str(f.object): f for f in sorted(numbered, key=lambda f: (_edition(f), f.id))})
    for series in sorted(last[0].keys() & last[1].keys()):
        if _edition(last[0][series]) < _edition(last[1][series]):
            yield last[0][series], last[1][series], "edition"


def _edition(fact: StatedFact) -> int:
    return max((int(value) for _, value in fact.key if value.isdecimal()), default=0)
