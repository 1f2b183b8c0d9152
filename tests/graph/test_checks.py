"""A contribution that does not stand on its own is refused, and the graph stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from enishi.errors import DataError, EnishiError, UnknownName
from enishi.graph import Graph
from enishi.ontology.model import Contribution, Entity, Name, Statement, Value

from .sample import LYON, MANILA, REPORT, YOKOHAMA, budget, fact, paper

TIE = REPORT.statements[0]
REFERENCE = TIE.references[0]


def with_reference(**changes: object) -> Contribution:
    return replace(REPORT, statements=(replace(TIE, references=(replace(REFERENCE, **changes),)),))  # type: ignore[arg-type]


def with_statement(made: Statement) -> Contribution:
    return replace(REPORT, statements=(made,))


WRONG: dict[str, tuple[Contribution, type[EnishiError], str]] = {
    "quote": (with_reference(quote="横浜市"), DataError, "is not the quote"),
    "place": (with_reference(start=1), DataError, "is not the quote"),
    "negative": (with_reference(start=-1, end=0, quote=""), DataError, "is not the quote"),
    "other document": (
        with_reference(document="https://w3id.org/enishi/document/x"),
        DataError,
        "another document",
    ),
    "date": (with_reference(since="昭和34年"), DataError, "昭和34年"),
    "qualifier": (with_reference(qualifiers=(("since", "x"),)), DataError, "name of a qualifier"),
    "no reference": (with_statement(replace(TIE, references=())), DataError, "no reference"),
    "end": (replace(REPORT, entities=(LYON,)), DataError, "not among the document's entities"),
    "relation": (with_statement(replace(TIE, relation="sisterCitiOf")), UnknownName, "sisterCitiOf"),
    "spelling": (with_statement(replace(TIE, relation="sister_city_of")), DataError, "canonical"),
    "order": (with_statement(replace(TIE, subject=YOKOHAMA.iri, object=LYON.iri)), DataError, "canonical"),
    "kind": (replace(REPORT, entities=(replace(LYON, kind="Town"), YOKOHAMA, MANILA)), UnknownName, "Town"),
    "amount": (paper("p", budget("2億円")), DataError, "not a number"),
    "half a yen": (paper("p", budget("1.5")), DataError, "not a number"),
    "infinity": (paper("p", budget("Infinity")), DataError, "not a number"),
    "date value": (paper("p", fact(LYON, "statistic", Value("Date", "いつか"))), DataError, "いつか"),
    "value kind": (paper("p", fact(LYON, "statistic", Value("Weight", "1"))), UnknownName, "Weight"),
    "iri": (replace(REPORT, entities=(*REPORT.entities, Entity("a b", "City", ()))), DataError, "absolute IRI"),
    "half a character": (
        replace(REPORT, entities=(*REPORT.entities, replace(MANILA, names=(Name("\ud800", "ja"),)))),
        DataError,
        "surrogate",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_contribution_that_does_not_stand_is_refused_whole(empty: Graph, case: str) -> None:
    contribution, kind, words = WRONG[case]
    with pytest.raises(kind, match=words):
        empty.write(contribution)
    assert list(empty.dump()) == []
