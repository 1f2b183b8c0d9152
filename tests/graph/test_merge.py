"""What references come to depends on their set alone, by the rules written at ``draw``."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.graph.merge import draw
from enishi.ontology.model import Reference, Status, Trust

DATES = st.sampled_from([None, "1959", "1959-04", "1960", "FY2021", "[1959..1970]", "../2022-12", "2020/.."])
REFERENCES = st.builds(
    Reference,
    document=st.sampled_from(["d:1", "d:2", "d:3"]),
    quote=st.just(""),
    start=st.just(0),
    end=st.just(0),
    since=DATES,
    until=DATES,
    as_of=st.sampled_from([None, "FY2021", "2022", "FY2025"]),
    status=st.sampled_from(Status),
    trust=st.sampled_from(Trust),
    inferred=st.booleans(),
    qualifiers=st.sampled_from([(), (("topic", "水"),), (("topic", "防災"), ("form", "研修"))]),
)
SPEAKS: dict[str, str | None] = {"d:1": "FY2020", "d:2": None}


def reference(**said: object) -> Reference:
    return Reference("d:1", "", 0, 0, **said)  # type: ignore[arg-type]


@given(st.lists(REFERENCES, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_matters(references: list[Reference], chance: random.Random) -> None:
    shuffled = references + references[:2]
    chance.shuffle(shuffled)
    assert draw(shuffled, SPEAKS) == draw(references, SPEAKS)


@given(st.lists(REFERENCES, min_size=1, max_size=6))
def test_a_fact_is_asserted_when_any_reference_asserts_it(references: list[Reference]) -> None:
    assert draw(references, SPEAKS).status.asserts == any(r.status.asserts for r in references)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([("FY2021", "settled"), ("FY2025", "ended")], "ended"),
        ([("FY2021", "ended"), ("FY2025", "settled")], "settled"),
        ([("FY2025", "settled"), ("FY2025", "ended")], "ended"),
        ([("FY2021", "planned"), (None, "settled")], "settled"),
        ([("FY2021", "planned"), ("FY2025", "rejected")], "rejected"),
        ([("FY2025", "proposed"), ("FY2025", "planned")], "planned"),
        ([("FY2021", "withdrawn"), ("FY2025", "planned")], "planned"),
    ],
)
def test_the_latest_date_decides_the_status(said: list[tuple[str | None, str]], status: str) -> None:
    drawn = draw([reference(as_of=as_of, status=Status(each)) for as_of, each in said], {})
    assert drawn.status == status


def test_a_reference_without_a_date_speaks_for_its_documents_date() -> None:
    drawn = draw([reference()], {"d:1": "FY2020"})
    assert drawn.as_of_last is not None
    assert drawn.as_of_last.short == "FY2020"


def test_the_strongest_trust_counts_and_inference_only_where_all_infer() -> None:
    weak, strong = reference(inferred=True), reference(trust=Trust.CONFIRMED)
    assert draw([weak], {}).inferred
    both = draw([weak, strong], {})
    assert (both.trust, both.inferred) == (Trust.CONFIRMED, False)
    assert draw([strong, reference(trust=Trust.ENTERED)], {}).trust == Trust.ENTERED


def test_several_values_of_a_qualifier_are_joined_in_order() -> None:
    drawn = draw([reference(qualifiers=(("topic", t),)) for t in ("水", "防災", "水")], {})
    assert drawn.qualifiers == (("topic", "水; 防災"),)
