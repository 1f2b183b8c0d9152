"""The score's own rules, each on a gold file of a line or two: what is found, what is wrong, what is neither."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.ingest.evaluation.claims import claims
from enishi.ingest.evaluation.gold import Names, Trap, read_gold
from enishi.ingest.evaluation.likeness import fold, same_date, same_text
from enishi.ingest.evaluation.places import gold_in
from enishi.ingest.evaluation.scoring import Evaluation, Figures, evaluate

Record = dict[str, Any]


def gold(subject: str, relation: str, object: str, date: str | None = None, **qualifiers: Any) -> Record:
    types: Record = {k: qualifiers.pop(k) for k in ("subject_type", "object_type", "tier") if k in qualifiers}
    return {
        "subject": subject,
        "relation": relation,
        "object": object,
        "date": date,
        "qualifiers": qualifiers,
        "quote": "",
        **types,
    }


def fact(
    subject: str, relation: str, object: str | int, since: str | None = None, *, inferred: bool = False, **more: Any
) -> Record:
    literal = isinstance(object, int) or more.pop("literal", False)
    return {
        "document": "report",
        "relation": relation,
        "subject": {"labels": subject.split("|")},
        "object": {"value": object} if literal else {"labels": str(object).split("|")},
        "valid_from": since,
        "qualifiers": more,
        "quote": f"{subject} {object}",
        "start": 0,
        "inferred": inferred,
    }


@pytest.fixture
def score(tmp_path: Path) -> Any:
    """Scores facts against gold lines of one document, by way of a gold file."""

    def scored(lines: list[Record], facts: list[Record], **settings: Any) -> Evaluation:
        path = tmp_path / "report.jsonl"
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        return evaluate([read_gold(path)], {"report": tuple(claims(facts))}, **settings)

    return scored


def counted(done: Evaluation) -> tuple[int, int, int]:
    return done.figures.gold, done.figures.found, done.figures.wrong


TIE = gold("横浜", "sister_city_of", "リヨン", "1959-04")


def test_a_fact_is_found_by_any_of_its_names(score: Any) -> None:
    assert counted(score([TIE], [fact("横浜市|Yokohama", "sister_city_of", "Lyon|リヨン市")])) == (1, 1, 0)
    assert counted(score([TIE], [fact("Yokohama", "sister_city_of", "Lyon")])) == (1, 0, 1)
    names = Names({"横浜": ["Yokohama"], "リヨン": ["City of Lyon"]})
    assert counted(score([TIE], [fact("Yokohama", "sister_city_of", "Lyon")], names=names)) == (1, 1, 0)


def test_a_camel_case_relation_is_the_same(score: Any) -> None:
    assert counted(score([TIE], [fact("横浜", "sisterCityOf", "リヨン")])) == (1, 1, 0)


def test_a_symmetric_tie_may_stand_either_way_round_and_no_other(score: Any) -> None:
    assert counted(score([TIE], [fact("リヨン", "sister_city_of", "横浜")])) == (1, 1, 0)
    member = gold("横浜", "member_of", "シティネット")
    assert counted(score([member], [fact("シティネット", "member_of", "横浜")])) == (1, 0, 1)


def test_each_fact_serves_one_gold_line(score: Any) -> None:
    two = [gold("横浜", "member_of", "シティネット"), gold("横浜", "member_of", "CITYNET")]
    assert counted(score(two, [fact("横浜", "member_of", "シティネット|CITYNET")])) == (2, 1, 0)


def test_lines_that_differ_in_qualifiers_alone_are_served_by_one_fact(score: Any) -> None:
    two = [gold("横浜", "member_of", "シティネット", role="a"), gold("横浜", "member_of", "シティネット", role="b")]
    assert counted(score(two, [fact("横浜", "member_of", "シティネット")])) == (2, 2, 0)


@pytest.mark.parametrize(
    ("wanted", "found", "right"),
    [
        ("1959-04", "1959-04", True),
        ("1959-04", "1959-04-07", True),
        ("1959-04", "1959", False),
        ("1959-04", "1959-05", False),
        ("1959-04", None, False),
        ("FY2025", "[2025-04..2026-03]", True),
        ("FY2025", "FY2025", True),
        ("FY2025", "2025-08", True),
        ("FY2025", "2025", False),
        ("2025", "FY2025", True),
        ("1965", "[1965-04..1966-03]", True),
        ("2022-08/..", "2022-08", True),
        ("2022-08", "2022-08/..", True),
        ("2022-08/..", "2023", False),
        ("1997-12-01/1997-12-11", "1997-12-05", True),
        ("1965", "1965~", True),
        ("第2期", "第2期中", True),
        (None, "1959", True),
    ],
)
def test_a_finer_date_is_right_and_a_coarser_one_is_not(wanted: str | None, found: str | None, right: bool) -> None:
    assert same_date(wanted, found) is right


def test_a_date_within_gold_s_start_and_end_is_right() -> None:
    assert same_date("2025-08-20", "2025-08-21", "2025-08-22")
    assert not same_date("2025-08-20", "2025-08-23", "2025-08-22")


def test_a_wrong_date_has_a_figure_of_its_own(score: Any) -> None:
    done = score([TIE], [fact("横浜", "sister_city_of", "リヨン", "1960")])
    assert (done.figures.f1, done.figures.dates_right) == (1.0, 0.0)
    without = score([gold("横浜", "sister_city_of", "リヨン")], [fact("横浜", "sister_city_of", "リヨン", "1960")])
    assert without.figures.dates_right is None


def test_of_two_facts_the_one_with_the_right_date_is_taken(score: Any) -> None:
    facts = [fact("横浜", "sister_city_of", "リヨン", date) for date in ("1960", "1959-04-07")]
    done = score([TIE], facts)
    assert (counted(done), done.figures.dates_right) == ((1, 1, 0), 1.0)


def test_a_date_stands_in_the_object_or_beside_the_fact_too(score: Any) -> None:
    held = gold("会議", "held_on", "2025-08", "2025-08")
    assert score([held], [fact("会議", "held_on", "2025-08-20", literal=True)]).figures.dates_right == 1.0
    assert score([TIE], [fact("横浜", "sister_city_of", "リヨン", date="1959-04")]).figures.dates_right == 1.0


def test_other_dates_names_and_relations_that_gold_allows_are_right(score: Any) -> None:
    line = gold(
        "横浜",
        "partner_city_of",
        "ムンバイ",
        "1965",
        alias="旧名",
        also_accept=["sister_city_of"],
        also_accept_object="ボンベイ",
        also_accept_date=["1964"],
    )
    for found in ("ムンバイ", "ボンベイ", "旧名"):
        done = score([line], [fact("横浜", "sister_city_of", found, "1964")])
        assert (counted(done), done.figures.dates_right) == ((1, 1, 0), 1.0)
    assert counted(score([line], [fact("横浜", "friendship_city_of", "ムンバイ")])) == (1, 0, 0)


def test_a_relation_that_says_the_same_is_accepted_and_counts_for_precision(score: Any) -> None:
    opened = gold("上海事務所", "office_opened_on", "1987-10", "1987-10")
    facts = [
        fact("上海事務所", "established_on", "1987-10", literal=True),
        fact("x", "established_on", 1, literal=True),
    ]
    assert counted(score([opened], facts)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [("255,555,000", 255555000, True), ("2200", "2,200人", True), ("2200", 2000, False), ("5", "Text", False)],
)
def test_numbers_are_compared_as_numbers(score: Any, wanted: str, found: Any, same: bool) -> None:
    done = score([gold("事業", "budget_amount", wanted)], [fact("事業", "budget_amount", found, literal=True)])
    assert (done.figures.found == 1) is same


def test_texts_agree_where_most_is_common_and_their_numbers_are_the_same(score: Any) -> None:
    text = gold("会議", "event_theme", "脱炭素社会の実現に向けた都市の役割", object_type="Text")
    near = fact("会議", "event_theme", "脱炭素社会の実現に向けた、都市の役割", literal=True)
    assert counted(score([text], [near])) == (1, 1, 0)
    event = gold("横浜", "hosted_event", "第13回アジア・スマートシティ会議", object_type="Event")
    assert counted(score([event], [fact("横浜", "hosted_event", "第13回 アジアスマートシティ会議 (ASCC)")])) == (
        1,
        1,
        0,
    )
    assert counted(score([event], [fact("横浜", "hosted_event", "第9回アジア・スマートシティ会議")])) == (1, 0, 1)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_name_is_like_itself_and_likeness_is_mutual_for_short_texts(one: str, other: str) -> None:
    assert fold(fold(one)) == fold(fold(fold(one)))
    assert same_text(one, one) is bool(one)
    assert same_text(one, other) == same_text(other, one)


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (
            gold("横浜", "operates_office_in", "上海", "1987"),
            [
                fact("横浜", "has_overseas_office", "上海事務所", "1987"),
                fact("上海事務所", "located_in", "上海"),
            ],
        ),
        (gold("横浜", "hosts_organization", "国際熱帯木材機関"), [fact("国際熱帯木材機関", "located_in", "横浜")]),
        (gold("横浜", "hosted_event", "アフリカ開発会議"), [fact("横浜", "host_city_of", "アフリカ開発会議")]),
        (gold("横浜", "hosted_event", "アフリカ開発会議"), [fact("アフリカ開発会議", "organized_by", "横浜")]),
        (gold("横浜", "hosted_event", "アフリカ開発会議"), [fact("アフリカ開発会議", "held_in", "横浜")]),
        (
            gold("横浜", "agreement_with", "国連開発計画", "2025-03"),
            [
                fact("国連開発計画", "signatory_of", "連携協定"),
                fact("横浜", "signatory_of", "連携協定"),
                fact("連携協定", "signed_on", "2025-03-01", literal=True),
            ],
        ),
        (
            gold("YUSA", "project_in", "タイ"),
            [fact("実証事業", "carried_out_by", "YUSA"), fact("実証事業", "implemented_in", "タイ")],
        ),
        (
            gold("横浜", "role_in", "シティネット"),
            [fact("横浜", "holds_role", "議長"), fact("議長", "role_in", "シティネット")],
        ),
    ],
)
def test_what_follows_from_two_facts_is_found(score: Any, line: Record, facts: list[Record]) -> None:
    done = score([line], facts)
    assert counted(done) == (1, 1, 0)
    assert done.figures.dates_right in (None, 1.0)


def test_what_follows_is_never_wrong(score: Any) -> None:
    lines = [gold("横浜", "hosted_event", "アフリカ開発会議")]
    assert counted(score(lines, [fact("花博", "held_in", "大阪")])) == (1, 0, 0)


def test_facts_of_relations_that_gold_does_not_use_are_neither_right_nor_wrong(score: Any) -> None:
    facts = [fact("横浜", "member_of", "シティネット"), fact("横浜", "sister_city_of", "マニラ")]
    done = score([TIE], facts)
    assert counted(done) == (1, 0, 1)
    assert [claim.object.shown for claim in done.documents[0].wrong] == ["マニラ"]
    assert done.by_relation()["sister_city_of"] == Figures(gold=1, wrong=1)


def test_a_rule_is_told_by_what_it_found_and_what_it_got_wrong(score: Any) -> None:
    facts = [fact("横浜", "sister_city_of", "リヨン") | {"rule": "twins"}]
    facts += [fact("横浜", "sister_city_of", name) | {"rule": "lists"} for name in ("マニラ", "バンコク")]
    found = score([TIE], facts).by_rule()
    assert [(rule, told.found, told.wrong) for rule, told in found.items()] == [("lists", 0, 2), ("twins", 1, 0)]


def test_an_optional_line_is_missed_by_nobody_and_its_fact_is_not_wrong(score: Any) -> None:
    line = gold("横浜", "sister_city_of", "リヨン", optional=True)
    assert counted(score([line], [])) == (0, 0, 0)
    assert counted(score([line], [fact("横浜", "sister_city_of", "リヨン")])) == (0, 0, 0)
    assert score([line], []).figures.f1 == 1.0


def test_a_required_line_is_served_before_an_optional_one(score: Any) -> None:
    lines = [gold("横浜", "member_of", "A", optional=True), gold("横浜", "member_of", "B")]
    assert counted(score(lines, [fact("横浜", "member_of", "A|B")])) == (1, 1, 0)


def test_an_inferred_fact_is_outside_precision_only_with_its_arithmetic(score: Any) -> None:
    guess = ("横浜", "sister_city_of", "マニラ")
    assert counted(score([TIE], [fact(*guess, inferred=True, arithmetic="2025 - 60")])) == (1, 0, 0)
    assert counted(score([TIE], [fact(*guess, inferred=True, basis="60周年")])) == (1, 0, 0)
    assert counted(score([TIE], [fact(*guess, inferred=True)])) == (1, 0, 1)
    assert counted(score([TIE], [fact(*guess, arithmetic="2025 - 60")])) == (1, 0, 1)
    found = fact("横浜", "sister_city_of", "リヨン", inferred=True, arithmetic="2025 - 66")
    assert counted(score([TIE], [found])) == (1, 1, 0)


def test_the_agreement_behind_a_tie_and_the_country_of_a_city_are_not_wrong(score: Any) -> None:
    lines = [
        TIE,
        gold("横浜", "agreement_with", "上海"),
        gold("会議", "held_in", "リヨン"),
        gold("リヨン", "located_in", "仏"),
    ]
    facts = [fact("横浜", "agreement_with", "リヨン"), fact("会議", "held_in", "仏")]
    assert counted(score(lines, facts))[2] == 0
    assert counted(score(lines, [fact("会議", "held_in", "英")]))[2] == 1


def test_a_place_says_nothing_where_gold_does_not_place_the_thing(score: Any) -> None:
    lines = [gold("リヨン", "located_in", "フランス")]
    assert counted(score(lines, [fact("マニラ", "located_in", "フィリピン")])) == (1, 0, 0)
    assert counted(score(lines, [fact("リヨン", "located_in", "スイス")])) == (1, 0, 1)


def test_half_of_a_role_is_not_wrong(score: Any) -> None:
    lines = [gold("横浜", "role_in", "シティネット")]
    half = fact("議長", "role_in", "別の団体")
    assert counted(score(lines, [half])) == (1, 0, 1)
    assert counted(score(lines, [half, fact("神戸", "holds_role", "議長")])) == (1, 0, 0)


def test_a_tier_leaves_out_higher_ones_and_still_lets_them_support(score: Any) -> None:
    lines = [TIE, gold("横浜", "sister_city_of", "マニラ", tier=2)]
    facts = [fact("横浜", "sister_city_of", "マニラ")]
    assert counted(score(lines, facts, tier=1)) == (1, 0, 0)
    assert counted(score(lines, facts)) == (2, 1, 0)


def trap(relation: str, object: str, subject: str = "横浜") -> Trap:
    return Trap("report", subject, relation, object, "a wish")


@pytest.mark.parametrize(
    ("claim", "caught"),
    [
        (trap("sister_city_of", "リヨン"), True),
        (trap("sister_city_of", "*"), True),
        (trap("*", "マニラ / リヨン"), True),
        (trap("sister_city_of", "リヨン (1959)"), True),
        (trap("sister_city_of", "リヨン (1960)"), False),
        (trap("sister_city_of", "マニラ"), False),
        (trap("friendship_city_of", "リヨン"), False),
        (trap("sister_city_of", "リヨン", subject="神戸"), False),
        (trap("*", "リヨン etc."), True),
        (trap("sister_city_of", "横浜", subject="リヨン"), True),
        (trap("*", "横浜 (1959)", subject="リヨン"), True),
    ],
)
def test_a_trap_is_sprung_by_the_very_claim(score: Any, claim: Trap, caught: bool) -> None:
    facts = [fact("横浜", "sister_city_of", "リヨン", "1959-04")]
    assert len(score([TIE], facts, traps=[claim]).sprung) == caught


@pytest.mark.parametrize("status", ["planned", "proposed", "rejected", "withdrawn"])
def test_a_trap_is_not_sprung_by_what_is_not_settled(score: Any, status: str) -> None:
    facts = [fact("横浜", "sister_city_of", "リヨン", status=status)]
    assert score([TIE], facts, traps=[trap("sister_city_of", "リヨン")]).sprung == ()
    ended = [fact("横浜", "sister_city_of", "リヨン", status="ended")]
    assert len(score([TIE], ended, traps=[trap("sister_city_of", "リヨン")]).sprung) == 1


def test_a_trap_for_a_tie_with_a_direction_is_sprung_in_that_direction_alone(score: Any) -> None:
    facts = [fact("横浜", "member_of", "シティネット")]
    assert len(score([TIE], facts, traps=[trap("member_of", "シティネット")]).sprung) == 1
    assert score([TIE], facts, traps=[trap("member_of", "横浜", subject="シティネット")]).sprung == ()


def test_a_trap_is_sprung_by_what_follows_too(score: Any) -> None:
    facts = [fact("国際会議", "held_in", "横浜")]
    assert len(score([TIE], facts, traps=[trap("hosted_event", "国際会議")]).sprung) == 1


def test_the_mean_over_documents_weighs_each_alike(tmp_path: Path) -> None:
    for name, count in (("long", 3), ("short", 1)):
        lines = [json.dumps(gold("横浜", "member_of", f"団体{n}")) for n in range(count)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    files = [read_gold(path) for path in gold_in([tmp_path])]
    done = evaluate(files, {"short": tuple(claims([fact("横浜", "member_of", "団体0")]))})
    assert [d.figures.f1 for d in done.documents] == [0.0, 1.0]
    assert (done.macro_f1, done.figures.recall, done.figures.f1) == (0.5, 0.25, 0.4)
    assert [g.object for g in done.documents[0].missed] == ["団体0", "団体1", "団体2"]
