"""A name leads to one entity, or the error says which are near or which it may be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.errors import UnknownName, UsageError
from enishi.graph import Graph, find_entity, names
from enishi.graph.lookup import bare, fold, nearest
from enishi.graph.register import Register
from enishi.ontology.model import Name

from .sample import CITYNET, LYON, OFFICE, YOKOHAMA, fact, paper, thing


@pytest.mark.parametrize(
    "name",
    [
        YOKOHAMA.iri,
        "横浜市",
        "横浜",
        "Yokohama",
        "yokohama",
        "ＹＯＫＯＨＡＭＡ",
        " Yokohama City",
        "City of Yokohama",
    ],
)
def test_a_name_is_found_in_every_spelling(asked: Graph, name: str) -> None:
    assert find_entity(asked, name).iri == YOKOHAMA.iri


def test_a_katakana_city_is_found_without_its_kind(asked: Graph) -> None:
    assert find_entity(asked, "リヨン") == LYON
    assert find_entity(asked, "ﾘﾖﾝ市") == LYON


def test_an_unknown_name_offers_the_nearest(asked: Graph) -> None:
    with pytest.raises(UnknownName) as caught:
        find_entity(asked, "Yokohoma")
    assert caught.value.details["nearest"] == ["Yokohama"]
    assert caught.value.exit_code == 2
    with pytest.raises(UnknownName) as caught:
        find_entity(asked, "シティーネット")
    assert "シティネット" in caught.value.details["nearest"]  # type: ignore[operator]
    with pytest.raises(UnknownName):
        find_entity(asked, "https://w3id.org/enishi/id/nobody")
    with pytest.raises(UnknownName):
        find_entity(asked, "")


def test_a_name_of_several_is_not_settled_by_chance(empty: Graph) -> None:
    bureau = thing("bureau", "Department", "横浜市", "Bureau")
    empty.write(paper("p", fact(YOKOHAMA, "memberOf", CITYNET), entities=(bureau,)))
    with pytest.raises(UsageError, match="bureau") as caught:
        find_entity(empty, "横浜市")
    assert len(caught.value.details["candidates"]) == 2  # type: ignore[arg-type]


def test_a_preferred_name_goes_before_another_entitys_other_name(empty: Graph) -> None:
    nicknamed = thing("o", "Office", "欧州事務所", "Europe Office", Name("シティネット", "ja"))
    empty.write(paper("p", fact(YOKOHAMA, "memberOf", CITYNET), entities=(nicknamed, OFFICE)))
    assert find_entity(empty, "シティネット") == CITYNET


def test_names_are_all_names_with_their_bearers(asked: Graph) -> None:
    known = names(asked)
    assert known["横浜"] == (YOKOHAMA.iri,)
    assert list(known) == sorted(known)


def test_the_register_has_every_name_and_tells_the_nearest_as_among_all_things(asked: Graph) -> None:
    register = Register(asked)
    assert set(register.roll.texts) == set(names(asked))
    for wrong in ("Yokohoma", "シティーネット", "Lyons", "Office", "qqqq", "Ｍａｎｉｌｌａ"):
        with pytest.raises(UnknownName) as caught:
            find_entity(asked, wrong)
        assert caught.value.details["nearest"] == (nearest(wrong, asked.entities()) or ("-",))


@pytest.mark.parametrize("way", [fold, bare])
@given(text=st.text(st.characters(max_codepoint=0x7F), max_size=20))
def test_a_plain_name_is_spelled_as_any_other(way: Callable[[str], str], text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert way(text) == way(wide)
