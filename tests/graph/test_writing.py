"""Writing is idempotent, order-free, whole documents at a time, and maps as ARCHITECTURE.md says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from enishi.errors import DataError, UsageError
from enishi.graph import Change, Graph, open_graph
from enishi.graph.evidence import SUPPORTS
from enishi.ontology.judgement import Verdict
from enishi.ontology.model import ENTITY, EVIDENCE_GRAPH, Name, Status, Trust, Value

from .sample import CHAIR, LEAFLET, LYON, MANILA, OFFICE, REPORT, YOKOHAMA, budget, fact, paper
from .test_judgements import LYONS, decision, merge

TIE = fact(YOKOHAMA, "sisterCityOf", LYON)[0]


def said(graph: Graph, node: str) -> dict[str, object]:
    """What the default graph says of a node, by the ends of the predicates' names."""
    answer = graph.sparql("SELECT ?p ?o { ?node ?p ?o }", {"node": node})
    return {str(p).rpartition("#")[2]: o for p, o in answer.rows}  # type: ignore[union-attr]


def dump_of(tmp_path: Path, *contributions: object) -> list[str]:
    with open_graph(tmp_path / f"{len(list(tmp_path.iterdir()))}.enishi") as graph:
        for contribution in contributions:
            graph.write(contribution)  # type: ignore[arg-type]
        return list(graph.dump())


def test_writing_twice_changes_nothing(empty: Graph) -> None:
    first = empty.write(REPORT)
    before, version = list(empty.dump()), empty.version()
    assert first == Change(REPORT.document.iri, 3, 0, 3, 0)
    assert empty.write(REPORT).nothing
    assert list(empty.dump()) == before
    assert empty.version() == version


def test_the_order_of_documents_does_not_matter(tmp_path: Path) -> None:
    assert dump_of(tmp_path, REPORT, LEAFLET) == dump_of(tmp_path, LEAFLET, REPORT)


def test_documents_written_together_come_to_what_they_come_to_one_by_one(empty: Graph, tmp_path: Path) -> None:
    alone = dump_of(tmp_path, REPORT, LEAFLET)
    first, second = empty.write_all([REPORT, LEAFLET])
    assert list(empty.dump()) == alone
    assert first == Change(REPORT.document.iri, 3, 0, 3, 0)
    assert (second.statements_added, second.references_added) == (1, len(LEAFLET.statements))


def test_one_of_several_documents_may_say_less_and_another_what_it_said(empty: Graph, tmp_path: Path) -> None:
    empty.write(REPORT)
    tie_alone = replace(REPORT, statements=REPORT.statements[:1])
    shorter, new = empty.write_all([tie_alone, LEAFLET])
    assert list(empty.dump()) == dump_of(tmp_path, tie_alone, LEAFLET)
    assert shorter == Change(REPORT.document.iri, 0, 2, 0, 2)
    assert new.references_added == len(LEAFLET.statements)
    assert all(change.nothing for change in empty.write_all([LEAFLET, tie_alone]))


def test_what_follows_is_the_same_however_little_is_read_at_once(
    empty: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_tie_by_two_keys = paper(
        "feasts", *(fact(YOKOHAMA, "tieAnniversaryWith", LYON, {"ordinal": n}) for n in "56")
    )
    one_of_them = replace(one_tie_by_two_keys, statements=one_tie_by_two_keys.statements[:1])
    told = [REPORT, LEAFLET, one_tie_by_two_keys]
    expected, later = dump_of(tmp_path, *told), dump_of(tmp_path, LEAFLET, one_of_them)
    monkeypatch.setattr("enishi.graph.consequences._AT_ONCE", 1)
    empty.write_all(told)
    assert list(empty.dump()) == expected
    empty.write_all([one_of_them])
    empty.withdraw(REPORT.document.iri)
    assert list(empty.dump()) == later
    assert empty.recompute(apply=False) == 0  # type: ignore[attr-defined]


def places_read(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many places of statements each question of what is written from now on finds, to be filled."""
    engine, found = graph._engine, list[int]()  # type: ignore[attr-defined]
    pointing = engine.pointing

    def counting(predicate: str, objects: Iterable[str], graph: str = "") -> set[tuple[str, str]]:
        pairs: set[tuple[str, str]] = pointing(predicate, objects, graph)
        found.append(sum("/ref/" in subject for subject, _ in pairs) if predicate == SUPPORTS else 0)
        return pairs

    monkeypatch.setattr(engine, "pointing", counting)
    monkeypatch.setattr("enishi.graph.consequences._AT_ONCE", 10)
    return found


def test_of_places_no_more_are_read_at_once_however_many_documents_say_the_same(
    empty: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    ties = [fact(YOKOHAMA, relation, LYON) for relation in ("sisterCityOf", "partnerCityOf", "tieAnniversaryWith")]
    copies = [paper(f"copy {n}", *ties) for n in range(13)]
    empty.write_all(copies[:12])
    found = places_read(empty, monkeypatch)
    empty.write(copies[12])
    assert max(found) == 12


def test_what_was_decided_on_some_statements_has_no_more_places_of_others_read_at_once(
    empty: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = [fact(YOKOHAMA, "sisterCityOf", each) for each in (LYON, LYONS)]
    others = [fact(YOKOHAMA, relation, MANILA) for relation in ("partnerCityOf", "tieAnniversaryWith")]
    copies = [paper(f"copy {n}", *decided, *others) for n in range(13)]
    empty.write_all(copies[:12])
    rejected = copies[0].statements[0]
    empty.judge([merge(LYON, LYONS), decision(Verdict.REJECT, rejected, copies[0])])
    with monkeypatch.context() as patch:
        found = places_read(empty, patch)
        empty.write(copies[12])
    assert max(found) == 24
    assert empty.recompute(apply=False) == 0  # type: ignore[attr-defined]


def test_no_document_of_several_is_written_where_one_does_not_stand_on_its_own(empty: Graph) -> None:
    broken = replace(LEAFLET, entities=())
    with pytest.raises(DataError):
        empty.write_all([REPORT, broken])
    assert list(empty.dump()) == []


def test_withdrawing_leaves_what_the_other_document_says(empty: Graph, tmp_path: Path) -> None:
    empty.write(REPORT)
    empty.write(LEAFLET)
    change = empty.withdraw(REPORT.document.iri)
    assert change == Change(REPORT.document.iri, 0, 2, 0, 3)
    assert list(empty.dump()) == dump_of(tmp_path, LEAFLET)
    empty.withdraw(LEAFLET.document.iri)
    assert list(empty.dump()) == []


def test_withdrawing_a_document_that_is_not_here_is_refused(empty: Graph) -> None:
    with pytest.raises(UsageError, match="no such document"):
        empty.withdraw(REPORT.document.iri)


def test_a_document_says_what_it_last_said(empty: Graph, tmp_path: Path) -> None:
    empty.write(REPORT)
    shorter = replace(REPORT, statements=REPORT.statements[:1])
    assert empty.write(shorter) == Change(REPORT.document.iri, 0, 2, 0, 2)
    assert list(empty.dump()) == dump_of(tmp_path, shorter)


def test_a_new_date_of_the_document_reaches_its_statements(empty: Graph, tmp_path: Path) -> None:
    empty.write(LEAFLET)
    empty.write(REPORT)
    later = replace(REPORT, document=replace(REPORT.document, as_of="FY2026"))
    empty.write(later)
    assert said(empty, TIE.id)["asOf"] == "FY2026"
    assert list(empty.dump()) == dump_of(tmp_path, later, LEAFLET)
    undated = replace(REPORT, document=replace(REPORT.document, as_of=None))
    empty.write(undated)
    assert list(empty.dump()) == dump_of(tmp_path, undated, LEAFLET)


def test_a_tie_carries_what_its_references_come_to(empty: Graph) -> None:
    empty.write(REPORT)
    empty.write(LEAFLET)
    assert said(empty, TIE.id) == {
        "subject": LYON.iri,
        "predicate": "https://w3id.org/enishi/ontology#sisterCityOf",
        "object": YOKOHAMA.iri,
        "reifies": f"<<( <{LYON.iri}> <https://w3id.org/enishi/ontology#sisterCityOf> <{YOKOHAMA.iri}> )>>",
        "statement": TIE.id,
        "since": "1959-04",
        "sinceEarliest": "1959-04-01",
        "sinceLatest": "1959-04-30",
        "asOfFirst": "FY2021",
        "asOf": "FY2025",
        "status": "settled",
        "trust": "machine",
        "sources": 2,
        "topic": "文化",
    }


def test_an_entity_is_all_that_its_class_is_and_bears_all_names(empty: Graph) -> None:
    empty.write(REPORT)
    kinds = empty.sparql("SELECT ?k { id:yokohama a ?k } ORDER BY ?k")
    names = {str(row[0]).rpartition("#")[2] for row in kinds.rows}  # type: ignore[union-attr]
    assert {"City", "Place", "Agent", "Entity"} <= names
    about = said(empty, YOKOHAMA.iri)
    assert about["iri"] == YOKOHAMA.iri
    assert (about["name"], about["nameEn"], about["altName"]) == ("横浜市", "Yokohama", "横浜")
    assert (about["countryCode"], about["latitude"]) == ("JP", 35.44)


def test_without_a_japanese_name_the_other_one_is_shown(empty: Graph) -> None:
    port = replace(OFFICE, names=(Name("Port Authority", "en", True), Name("PA", "en")))
    empty.write(paper("p", fact(port, "locatedIn", LYON)))
    about = said(empty, port.iri)
    assert (about["name"], about["nameEn"], about["altName"]) == ("Port Authority", "Port Authority", "PA")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Value("MoneyJPY", "255555000"), {"value": 255555000}),
        (Value("Percent", "-12.50"), {"value": -12.5}),
        (Value("Text", "10"), {"value": "10"}),
        (Value("Date", "2022-08"), {"value": "2022-08", "earliest": "2022-08-01", "latest": "2022-08-31"}),
    ],
)
def test_a_literal_fact_points_to_a_value_node_of_its_own(
    empty: Graph, value: Value, expected: dict[str, object]
) -> None:
    made = fact(LYON, "statistic", value, {"measure": "割合"})
    empty.write(paper("p", made))
    node = said(empty, made[0].value_iri)
    assert {**node, **expected} == node
    assert node["iri"] == made[0].value_iri
    assert empty.sparql(
        "ASK { ?s :statistic ?v ~ ?r . ?r :measure '割合' }", {"s": LYON.iri, "v": made[0].value_iri}
    )


def test_a_plan_is_not_a_tie(empty: Graph) -> None:
    made = fact(YOKOHAMA, "sisterCityOf", LYON, status=Status.PLANNED, since="2027")
    empty.write(paper("plan", made))
    assert empty.sparql("ASK { ?a :sisterCityOf|^:sisterCityOf ?b }") is False
    assert empty.sparql("ASK { ?s rdf:subject ?o }") is False
    proposal = said(empty, made[0].id)
    assert proposal["type"] == "https://w3id.org/enishi/ontology#Proposal"
    assert (proposal["proposedSubject"], proposal["proposedObject"]) == (LYON.iri, YOKOHAMA.iri)
    assert (proposal["proposedRelation"], proposal["status"], proposal["since"]) == (
        "sisterCityOf",
        "planned",
        "2027",
    )


def test_what_one_document_plans_and_another_has_is_so(empty: Graph) -> None:
    plan = paper("plan", fact(YOKOHAMA, "sisterCityOf", LYON, status=Status.PLANNED, since="2027"))
    empty.write(plan)
    empty.write(paper("news", fact(YOKOHAMA, "sisterCityOf", LYON, since="2028-05")))
    about = said(empty, TIE.id)
    assert (about["status"], about["since"], about["sources"]) == ("settled", "2028-05", 1)
    assert "disputed" not in about
    assert "proposedRelation" not in about


def test_a_planned_amount_is_a_proposal_with_its_value(empty: Graph) -> None:
    made = budget("100", status=Status.PROPOSED)
    empty.write(paper("plan", made))
    assert said(empty, made[0].id)["proposedObject"] == made[0].value_iri
    assert said(empty, made[0].value_iri)["value"] == 100


def test_two_terms_of_a_role_share_a_triple_and_are_withdrawn_one_by_one(empty: Graph) -> None:
    first = paper("first", fact(YOKOHAMA, "holdsRole", CHAIR, {"termStart": "2018"}, until="2022"))
    second = paper("second", fact(YOKOHAMA, "holdsRole", CHAIR, {"termStart": "2023"}))
    empty.write(first)
    empty.write(second)
    terms = "SELECT ?start { ?a :holdsRole ?b ~ ?r . ?r :termStart ?start } ORDER BY ?start"
    assert empty.sparql(terms).rows == (("2018",), ("2023",))  # type: ignore[union-attr]
    empty.withdraw(first.document.iri)
    assert empty.sparql(terms).rows == (("2023",),)  # type: ignore[union-attr]
    empty.withdraw(second.document.iri)
    assert list(empty.dump()) == []


def test_trust_and_inference_reach_the_tie(empty: Graph) -> None:
    empty.write(paper("a", fact(YOKOHAMA, "sisterCityOf", LYON, inferred=True, basis="60周年から")))
    assert said(empty, TIE.id)["inferred"] is True
    empty.write(paper("b", fact(YOKOHAMA, "sisterCityOf", LYON, trust=Trust.ENTERED)))
    about = said(empty, TIE.id)
    assert "inferred" not in about
    assert about["trust"] == "entered"


def test_disputed_dates_are_marked(empty: Graph) -> None:
    empty.write(paper("a", fact(YOKOHAMA, "sisterCityOf", LYON, since="1959")))
    empty.write(paper("b", fact(YOKOHAMA, "sisterCityOf", LYON, since="1961")))
    about = said(empty, TIE.id)
    assert (about["since"], about["disputed"]) == ("[1959..1961]", True)


def test_quotes_stand_in_the_evidence_graph_alone(empty: Graph) -> None:
    empty.write(REPORT)
    assert empty.sparql("ASK { ?r :quote ?q }") is False
    rows = empty.sparql(
        f"SELECT ?q {{ GRAPH <{EVIDENCE_GRAPH}> {{ ?r :evidenceFor ?s ; :quote ?q }} }}", {"s": TIE.id}
    )
    assert rows.rows == (("横浜市とリヨン市は1959年から姉妹都市です。",),)  # type: ignore[union-attr]


def test_recomputing_finds_nothing_to_do(empty: Graph) -> None:
    empty.write(REPORT)
    empty.write(LEAFLET)
    before = list(empty.dump())
    assert empty.recompute() == 0  # type: ignore[attr-defined]
    assert list(empty.dump()) == before


def test_recomputing_puts_right_what_does_not_follow(empty: Graph) -> None:
    import oxilite  # noqa: PLC0415

    empty.write(REPORT)
    before = list(empty.dump())
    store = oxilite.Store(empty._engine.path)  # type: ignore[attr-defined]
    store.update(
        f'PREFIX : <https://w3id.org/enishi/ontology#> DELETE DATA {{ <{TIE.id}> :since "1959" }} ; '
        f'INSERT DATA {{ <{TIE.id}> :since "1960" . <{ENTITY}lyon> :name "里昂" }}'
    )
    assert empty.recompute(apply=False) == 3  # type: ignore[attr-defined]
    assert list(empty.dump()) != before
    assert empty.recompute() == 3  # type: ignore[attr-defined]
    assert list(empty.dump()) == before
