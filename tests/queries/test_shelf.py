"""What a list of documents shows, and of which kinds things are, are the same as after reading everything."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest

from enishi.graph import Graph
from enishi.ontology.model import Contribution
from enishi.queries.networks import kinds
from enishi.queries.shelf import shelf

from .sample import iri, report_2021, report_2025


@pytest.mark.parametrize(
    "text", ["", "神戸市の国際交流\r\n", "\U00020b9f野と𠮷井、e\u0301cole", "a\ufeffb\u200bc", "前\x00後"]
)
def test_a_document_is_as_long_as_its_text(empty: Graph, text: str) -> None:
    document = replace(report_2021().document, text=text, digest=sha256(text.encode()).hexdigest(), passages=())
    empty.write(Contribution(document, (), ()))
    assert [(each.name, length) for each, length in shelf(empty)] == [(document.name, len(text))]


def test_a_shelf_has_all_documents_in_order_without_their_texts(yokohama: Graph) -> None:
    whole = yokohama.documents()
    assert [(each, length) for each, length in shelf(yokohama)] == [
        (replace(document, text="", passages=()), len(document.text)) for document in whole
    ]


def test_kinds_told_by_classes_are_those_of_the_things(yokohama: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    things = {entity.iri: entity.kind for entity in yokohama.entities()}
    monkeypatch.setattr(kinds, "MANY", 0)
    assert kinds.kinds(yokohama, things) == Counter(things.values())
    some = sorted(things)[::3]
    assert kinds.kinds(yokohama, [*some, "https://w3id.org/enishi/id/nobody"]) == Counter(things[i] for i in some)


def test_a_thing_of_which_documents_say_two_kinds_has_the_one_that_most_say(
    empty: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = report_2021(), report_2025()
    moved = tuple(replace(e, kind="SubnationalGovernment") if e.iri == iri("lyon") else e for e in second.entities)
    for contribution in (first, replace(second, entities=moved)):
        empty.write(contribution)
    things = {entity.iri: entity.kind for entity in empty.entities()}
    monkeypatch.setattr(kinds, "MANY", 0)
    assert kinds.kinds(empty, things) == Counter(things.values())
