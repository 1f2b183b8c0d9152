"""Candidates for one thing under two names: what is certain, what a person is asked, what is left alone."""

from __future__ import annotations

import itertools
from importlib.resources import files

from enishi.ingest.mint import folded
from enishi.ingest.resolution import THRESHOLD, alike, proposals
from enishi.ontology.model import Entity, Name


def _entity(number: int, kind: str, name: str, country: str = "") -> Entity:
    attributes = (("countryCode", country),) if country else ()
    return Entity(f"https://example.org/{number}", kind, (Name(name, "ja", True),), attributes)


def test_two_spellings_of_one_name_are_certain() -> None:
    found = list(
        proposals([_entity(1, "Foundation", "横浜市国際交流協会"), _entity(2, "Foundation", "横浜市 国際交流協会")])
    )
    assert [(p.score, p.certain) for p in found] == [(1.0, True)]


def test_an_office_renamed_is_proposed_and_never_certain() -> None:
    pair = [
        _entity(1, "Office", "シティネット横浜プロジェクトオフィス"),
        _entity(2, "Office", "シティネット横浜プロジェクト事務所"),
    ]
    found = list(proposals(pair))
    assert [p.certain for p in found] in ([False], [])
    assert all(("caution", "オフィス / 事務所") in p.evidence for p in found)


def test_editions_of_one_series_are_not_proposed() -> None:
    assert not list(proposals([_entity(1, "Event", "第9回アジア会議"), _entity(2, "Event", "第13回アジア会議")]))


def test_things_of_two_kinds_are_not_proposed() -> None:
    assert not list(
        proposals([_entity(1, "Event", "世界都市サミット"), _entity(2, "CityNetwork", "世界都市サミット")])
    )


def test_the_order_of_the_entities_changes_nothing() -> None:
    entities = [_entity(n, "Alliance", f"国際都市協議会{'本' * (n % 3)}") for n in range(6)]
    assert list(proposals(entities)) == list(proposals(reversed(entities)))


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
        alike(folded(n), folded(other)) >= THRESHOLD for names in named for n in names for other in _spelt(n)
    )
    wrong = sum(
        alike(folded(a), folded(b)) >= THRESHOLD
        for one, two in itertools.combinations(named, 2)
        for a, b in itertools.product(one, two)
    )
    assert right > 500
    assert wrong <= 0.01 * (right + wrong)
