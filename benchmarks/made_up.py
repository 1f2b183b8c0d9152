"""A world of cities and their ties, made up to any size: some cities have many partners, most have one.

The pairs are those of a table of twin cities (``city1,country1,…,city2,country2,…``) where one is given, else they
are drawn so that who has partners gets more. A larger world is made of copies of the cities: a tie keeps its first
end in its copy, and every tenth leads into the copy before, so each city has as many partners as it has in the
table, and what is drawn from one copy reaches the others. The same seed gives the same world.
"""

from __future__ import annotations

import csv
import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Final

from enishi.ontology.model import (
    ENTITY,
    Contribution,
    Document,
    Entity,
    Name,
    Passage,
    Reference,
    Statement,
    Status,
    Value,
    statement,
)

DOCUMENT_SIZE: Final = 5_000
"""Statements in a document: what is held in memory at a time."""
TIES: Final = ("sisterCityOf",) * 14 + ("friendshipCityOf",) * 3 + ("partnerCityOf",) * 2 + ("cooperatesWith",)
SAYS: Final = {
    "sisterCityOf": "are sister cities",
    "friendshipCityOf": "are friendship cities",
    "partnerCityOf": "are partner cities",
    "cooperatesWith": "cooperate",
}
Place = tuple[str, str]
"""A city's name and its country's."""


@dataclass(frozen=True, slots=True)
class Said:
    """A fact on its way into a document: the sentence that says it, and what it comes to."""

    sentence: str
    subject: Entity
    relation: str
    object: Entity | Value
    since: str | None = None
    status: Status = Status.SETTLED


@dataclass(slots=True)
class World:
    """Pairs of cities, and the seed of all that is drawn."""

    pairs: list[tuple[Place, Place]]
    seed: int = 1
    _known: dict[tuple[Place, int], Entity] = field(default_factory=dict)

    def contributions(self, statements: int, size: int = DOCUMENT_SIZE) -> Iterator[Contribution]:
        """So many statements, in documents of ``size`` each."""
        facts = islice(self._facts(), statements)
        for number in count():
            if not (said := list(islice(facts, size))):
                return
            yield document(number, said)

    def ranked(self) -> tuple[list[str], list[str]]:
        """The IRIs of the two cities with most ties, and of two in the middle of the order."""
        ties = Counter(place for pair in self.pairs for place in pair)
        order = [self._city(place, 0).iri for place in sorted(ties, key=lambda p: (-ties[p], p))]
        return order[:2], order[len(order) // 2 :][:2]

    def countries(self) -> list[str]:
        """The IRIs of the two countries with most cities in them."""
        cities = Counter(one[1] for one, _ in self.pairs)
        return [_country(name).iri for name, _ in sorted(cities.items(), key=lambda c: (-c[1], c[0]))[:2]]

    def _facts(self) -> Iterator[Said]:
        chance = random.Random(self.seed)  # noqa: S311  (nothing secret)
        for copy in count():
            self._known = {at: e for at, e in self._known.items() if at[1] >= copy - 1}
            for one, other in self.pairs:
                a, b = self._city(one, copy), self._city(other, copy - (copy > 0 and chance.random() < 0.1))
                relation, since = chance.choice(TIES), _since(chance)
                status = Status.ENDED if chance.random() < 0.03 else Status.SETTLED
                words = f"{a.name('en')} and {b.name('en')} {SAYS[relation]}"
                yield Said(words + (f" since {since}." if since else "."), a, relation, b, since, status)
                if chance.random() < 0.04:
                    yield from self._office(a, b, chance)
                if chance.random() < 0.05:
                    country = _country(one[1])
                    yield Said(f"{a.name('en')} lies in {country.name('en')}.", a, "locatedIn", country)

    def _city(self, place: Place, copy: int) -> Entity:
        if (place, copy) not in self._known:
            name = f"{place[0]} {copy}" if copy else place[0]
            self._known[place, copy] = _entity("City", name, place[1], (("countryCode", _code(place[1])),))
        return self._known[place, copy]

    @staticmethod
    def _office(city: Entity, at: Entity, chance: random.Random) -> Iterator[Said]:
        name = f"{city.name('en')} Office in {at.name('en')}"
        office, opened = _entity("Office", name, city.iri), _since(chance) or "1999"
        yield Said(f"{city.name('en')} runs the {name}.", city, "hasOverseasOffice", office, opened)
        yield Said(f"The {name} opened on {opened}.", office, "establishedOn", Value("Date", opened))


def pairs(table: Path | None, cities: int = 400) -> list[tuple[Place, Place]]:
    """The pairs of a table, each once; without one, pairs among so many made-up cities."""
    if table is None:
        return sorted(_drawn(cities))
    with table.open(encoding="utf-8", newline="") as rows:
        read = [((r["city1"], r["country1"]), (r["city2"], r["country2"])) for r in csv.DictReader(rows)]
    return sorted({(min(pair), max(pair)) for pair in read if pair[0] != pair[1]})


def _drawn(cities: int) -> set[tuple[Place, Place]]:
    chance = random.Random(1859)  # noqa: S311  (nothing secret)
    places = [(f"Town{n}", f"Country{n % 20}") for n in range(cities)]
    ends, found = [places[0]], set[tuple[Place, Place]]()
    for place in places[1:]:
        for _ in range(1 + chance.randrange(2)):  # an end of a tie that is there already: many get more
            if (other := chance.choice(ends)) != place:
                found.add((min(place, other), max(place, other)))
                ends += [place, other]
    return found


def document(number: int, said: Iterable[Said]) -> Contribution:
    """A document of sentences, with what each comes to."""
    facts, text, found = list(said), "", dict[str, Statement]()
    lines, at = [f"Report {number} on ties between cities"], 0
    lines += [fact.sentence for fact in facts]
    text = "\n".join(lines)
    digest = hashlib.sha256(text.encode()).hexdigest()
    year = 1990 + number % 35
    own = Document(
        Document.iri_for(digest),
        f"report-{number:05}",
        text,
        lines[0],
        "en",
        "text/plain",
        digest,
        f"[{year}-04..{year + 1}-03]",
        tuple(_passages(lines)),
    )
    entities: dict[str, Entity] = {}
    for fact, passage in zip(facts, own.passages[1:], strict=True):
        at = passage.start
        reference = Reference(
            own.iri, fact.sentence, at, passage.end, since=fact.since, status=fact.status, rule="made-up"
        )
        thing = fact.object if isinstance(fact.object, Value) else fact.object.iri
        made = statement(fact.subject.iri, fact.relation, thing, [reference], symmetric=fact.relation in SAYS)
        found.setdefault(made.id, made)
        for end in (fact.subject, fact.object):
            if isinstance(end, Entity):
                entities[end.iri] = end
    return Contribution(own, tuple(entities[iri] for iri in sorted(entities)), tuple(found.values()))


def _passages(lines: list[str]) -> Iterator[Passage]:
    at = 0
    for number, line in enumerate(lines):
        yield Passage("paragraph" if number else "heading", at, at + len(line))
        at += len(line) + 1


def _entity(kind: str, name: str, scope: str, attributes: tuple[tuple[str, str], ...] = ()) -> Entity:
    digest = hashlib.sha256(f"{kind}\n{name}\n{scope}".encode()).hexdigest()[:12]
    return Entity(f"{ENTITY}{kind.lower()}/{digest}", kind, (Name(name, "en", True),), attributes)


def _country(name: str) -> Entity:
    return _entity("Country", name, "", (("countryCode", _code(name)),))


def _code(country: str) -> str:
    """A code of its own for each name of a country; two letters would not do for made-up ones."""
    return hashlib.sha256(country.encode()).hexdigest()[:6].upper()


def _since(chance: random.Random) -> str | None:
    """A date as documents give it: most to the day or the year, some to the month or a fiscal year, some none."""
    kind, year = chance.random(), chance.randrange(1950, 2025)
    month, day = chance.randrange(1, 13), chance.randrange(1, 29)
    if kind < 0.2:
        return None
    if kind < 0.5:
        return f"{year}"
    if kind < 0.6:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if kind < 0.95 else f"[{year}-04..{year + 1}-03]"
