"""Candidates for one thing under two names: what is certain, what a person is asked, what is left alone."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pytest

from enishi.graph import open_graph
from enishi.ingest.nouns.mint import folded
from enishi.ontology.model import Contribution, Document, Entity, Name, Reference, statement
from enishi.queries.reviewing.merging import CERTAIN, Proposal, likeness, merging, proposals

OWNER = Entity("https://example.org/owner", "City", (Name("Otsu", "en", preferred=True),))
Thing = tuple[str, str, str]
"""Kind, name, country code (or nothing)."""


def proposed(folder: Path, *things: Thing, decided: tuple[int, int] | None = None) -> list[Proposal]:
    """What is proposed of a graph that holds these things, each named by a document's sentence."""
    entities = [
        Entity(
            f"https://example.org/{number}",
            kind,
            (Name(name, "ja", preferred=True),),
            (("countryCode", country),) if country else (),
        )
        for number, (kind, name, country) in enumerate(things)
    ]
    with open_graph(str(folder / "ties.enishi")) as graph:
        graph.write(_said_of(entities))
        if decided:
            one, other = (entities[n].iri for n in decided)
            graph.judge([merging(one, other, apart=True, by="Archive", at="2026-04-01T00:00:00+00:00")])
        return proposals(graph)


def _said_of(entities: Sequence[Entity]) -> Contribution:
    text = "\n".join(e.name("ja") for e in entities)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(Document.iri_for(digest), "names.txt", text, "Names", "ja", "text/plain", digest)
    made, start = [], 0
    for entity in entities:
        name = entity.name("ja")
        reference = Reference(document.iri, name, start, start + len(name))
        made.append(statement(OWNER.iri, "conductsExchangeWith", entity.iri, [reference]))
        start += len(name) + 1
    return Contribution(document, (OWNER, *entities), tuple(made), ())


@pytest.mark.parametrize("other", ["大津市 国際交流協会", "公益財団法人大津市国際交流協会"])
def test_two_spellings_of_one_name_are_certain(tmp_path: Path, other: str) -> None:
    (found,) = proposed(tmp_path, ("Foundation", "大津市国際交流協会", ""), ("Foundation", other, ""))
    assert found.certain


def test_an_office_renamed_is_proposed_and_never_certain(tmp_path: Path) -> None:
    names = ("大津プロジェクトオフィス", "大津プロジェクト事務所")
    (found,) = proposed(tmp_path, *(("Office", name, "") for name in names))
    assert (found.certain, found.cautions) == (False, ("オフィス", "事務所"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Event", "第9回アジア会議", ""), ("Event", "第13回アジア会議", "")),
        (("Event", "世界都市サミット", ""), ("CityNetwork", "世界都市サミット", "")),
        (("City", "サンタクルス市", "BO"), ("City", "サンタクルス市", "US")),
        (("Foundation", "大津市国際交流協会", ""), ("Foundation", "水道技術研修財団", "")),
    ],
    ids=["editions of a series", "two kinds", "two countries", "names that are not alike"],
)
def test_two_things_are_not_proposed(tmp_path: Path, one: Thing, other: Thing) -> None:
    assert proposed(tmp_path, one, other) == []


def test_a_pair_that_somebody_kept_apart_is_not_proposed_again(tmp_path: Path) -> None:
    pair = (("Foundation", "大津市国際交流協会", ""), ("Foundation", "大津市 国際交流協会", ""))
    assert proposed(tmp_path, *pair, decided=(0, 1)) == []


def test_the_order_of_the_things_changes_no_pair(tmp_path: Path) -> None:
    things = [("Alliance", f"国際都市協議会{'本' * n}", "") for n in range(4)]
    pairs = []
    for number, order in enumerate((things, things[::-1])):
        (tmp_path / str(number)).mkdir()
        pairs.append({frozenset(p.names) for p in proposed(tmp_path / str(number), *order)})
    assert pairs[0] == pairs[1] != set()


def _spelt(name: str) -> list[str]:
    """A name as documents spell it otherwise: without a mark, in capitals, with a legal form, a letter short."""
    legal = f"the {name}" if name.isascii() else f"公益財団法人{name}"
    return [
        name.replace("・", ""),
        name.upper(),
        legal,
        *([name[:-1], name[:4] + name[5:]] if len(name) > 8 else []),
    ]


def test_pairs_above_the_threshold_are_one_thing_in_99_of_100_cases() -> None:
    """Names of the authority list: spellings of one row are one thing, names of two rows are two."""
    lines = (files("enishi.ingest") / "authority" / "organisations.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1::3]
    named = [[n for cell in row[2:4] for n in cell.split("|") if len(n) > 3] for row in rows]
    right = sum(
        likeness(folded(n), folded(other)) >= CERTAIN for names in named for n in names for other in _spelt(n)
    )
    wrong = sum(
        likeness(folded(a), folded(b)) >= CERTAIN
        for one, two in itertools.combinations(named, 2)
        for a, b in itertools.product(one, two)
    )
    assert right > 500
    assert wrong <= 0.01 * (right + wrong)
