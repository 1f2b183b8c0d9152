"""Decisions as data: what a person decides is kept, holds on a new ingest, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from itertools import count, permutations
from pathlib import Path
from typing import cast

import pytest

from enishi.errors import DataError, UsageError
from enishi.graph import Graph, open_graph
from enishi.ontology.judgement import HAND, Judgement, Stated, Verdict, read_judgement, squeezed
from enishi.ontology.model import Contribution, Document, Entity, Reference, Statement, Trust, statement

from .sample import LEAFLET, LYON, MANILA, REPORT, YOKOHAMA, fact, paper, thing

TWINS = REPORT.statements[0]
LYONS = thing("lyons", "City", "リヨン", "Lyons")
_SECONDS = count()


def at() -> str:
    return f"2026-04-01T00:00:00.{next(_SECONDS):06d}Z"


def decision(verdict: Verdict, made: Statement = TWINS, where: Contribution = REPORT) -> Judgement:
    references = [r for s in where.statements if s.id == made.id for r in s.references]
    return Judgement(
        verdict,
        "Archive",
        at(),
        statement=made.id,
        documents=(where.document.iri,),
        quotes=tuple(squeezed(r.quote) for r in references),
        seen=tuple((r.since, r.until, r.status.value) for r in references) if verdict is Verdict.ACCEPT else (),
    )


def corrected(since: str, other: Entity = LYON) -> Judgement:
    reference = replace(TWINS.references[0], since=since, trust=Trust.ENTERED, extractor=HAND)
    made = statement(YOKOHAMA.iri, "sisterCityOf", other.iri, [reference], symmetric=True)
    return replace(decision(Verdict.CORRECT), stated=Stated(made, (YOKOHAMA, other)))


def entered(quote: str = "縁組の記録") -> Judgement:
    document = Document(Document.iri_for("ab" * 32), "市史", quote, "市史", "ja", "text/plain", "ab" * 32)
    reference = Reference(document.iri, quote, 0, len(quote), since="1970", trust=Trust.ENTERED, extractor=HAND)
    made = statement(YOKOHAMA.iri, "sisterCityOf", MANILA.iri, [reference], symmetric=True)
    return Judgement(Verdict.STATE, "Archive", at(), stated=Stated(made, (YOKOHAMA, MANILA), (document,)))


def undo(judgement: Judgement) -> Judgement:
    return Judgement(Verdict.UNDO, "Archive", at(), undoes=judgement.id)


def merge(kept: Entity, other: Entity) -> Judgement:
    return Judgement(Verdict.MERGE, "Archive", at(), entities=(kept.iri, other.iri))


def so(graph: Graph) -> list[str]:
    """What is so: the dump without evidence."""
    return [line for line in graph.dump() if "/graph/evidence>" not in line]


def ties(graph: Graph) -> set[tuple[str, str | None, str]]:
    return {(str(f.object), f.since, f.trust.value) for f in graph.facts() if f.relation == "sisterCityOf"}


def test_what_a_person_accepts_is_confirmed_on_every_edge(empty: Graph) -> None:
    empty.write(REPORT)
    empty.judge([decision(Verdict.ACCEPT)])
    assert empty.facts([TWINS.id])[0].trust is Trust.CONFIRMED
    assert any("confirmed" in line and TWINS.id in line for line in so(empty))


def test_an_acceptance_holds_for_the_date_that_was_seen(empty: Graph) -> None:
    empty.write(REPORT)
    empty.judge([decision(Verdict.ACCEPT)])
    other = replace(TWINS, references=(replace(TWINS.references[0], since="1960"),))
    empty.write(replace(REPORT, statements=(other, *REPORT.statements[1:])))
    assert empty.facts([TWINS.id])[0].trust is Trust.MACHINE


@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.CORRECT])
def test_a_new_ingest_brings_nothing_back(empty: Graph, verdict: Verdict) -> None:
    empty.write(REPORT)
    empty.judge([decision(verdict) if verdict is Verdict.REJECT else corrected("1959-04", MANILA)])
    before = list(empty.dump())
    assert TWINS.id not in {f.id for f in empty.facts()}
    empty.write(REPORT)
    assert list(empty.dump()) == before
    empty.withdraw(REPORT.document.iri)
    assert so(empty) == []
    empty.write(REPORT)
    assert list(empty.dump()) == before


def test_another_document_that_says_it_is_heard(empty: Graph) -> None:
    empty.write(REPORT)
    empty.judge([decision(Verdict.REJECT)])
    empty.write(LEAFLET)
    assert [r.document for r in empty.facts([TWINS.id])[0].references] == [LEAFLET.document.iri]


def test_the_same_sentence_in_another_file_stays_rejected(empty: Graph) -> None:
    empty.write(REPORT)
    empty.judge([decision(Verdict.REJECT)])
    again = paper("scan", fact(YOKOHAMA, "sisterCityOf", LYON), sentences=(TWINS.references[0].quote,))
    empty.write(again)
    assert empty.facts([TWINS.id]) == []


def test_a_corrected_date_takes_the_place_of_the_wrong_one(empty: Graph) -> None:
    empty.write(REPORT)
    first, second = corrected("1958"), corrected("1957-05")
    empty.judge([first])
    empty.judge([second])
    assert ties(empty) >= {(YOKOHAMA.iri, "1957-05", "entered")}
    assert not empty.facts([TWINS.id])[0].disputed
    empty.judge([undo(second)])
    assert empty.facts([TWINS.id])[0].since == "1958"


@pytest.mark.parametrize(
    "judgement", [decision(Verdict.REJECT), corrected("1950", MANILA), entered(), merge(LYON, LYONS)]
)
def test_undo_restores_and_can_be_undone(empty: Graph, judgement: Judgement) -> None:
    empty.write(REPORT)
    empty.write(paper("more", fact(YOKOHAMA, "sisterCityOf", LYONS, since="1959-04")))
    before = so(empty)
    empty.judge([judgement])
    decided = so(empty)
    assert decided != before
    taken_back = undo(judgement)
    empty.judge([taken_back])
    assert so(empty) == before
    empty.judge([undo(taken_back)])
    assert so(empty) == decided


def test_a_merge_keeps_every_identity_and_shows_one_tie(empty: Graph) -> None:
    more = paper("more", fact(YOKOHAMA, "sisterCityOf", LYONS, since="1959-04"))
    empty.write(REPORT)
    empty.write(more)
    empty.judge([merge(LYON, LYONS)])
    assert [f.since for f in empty.facts([TWINS.id])] == ["1959-04"]
    assert empty.facts([more.statements[0].id]) == empty.facts([TWINS.id])
    assert len(empty.facts(touching=LYONS.iri)) == 1
    assert [e.iri for e in empty.entities([LYONS.iri])] == [LYON.iri]
    assert "Lyons" in {n.text for n in empty.entities([LYON.iri])[0].names}
    assert not any(LYONS.iri in line for line in so(empty))
    empty.withdraw(REPORT.document.iri)
    assert [f.id for f in empty.facts()] == [more.statements[0].id]
    assert empty.facts()[0].object in (LYON.iri, YOKOHAMA.iri)
    assert empty.recompute(apply=False) == 0  # type: ignore[attr-defined]


def test_a_split_takes_a_merge_back_for_good(empty: Graph) -> None:
    empty.write(paper("both", fact(YOKOHAMA, "sisterCityOf", LYON), fact(YOKOHAMA, "sisterCityOf", LYONS)))
    before = so(empty)
    empty.judge([merge(LYON, LYONS)])
    empty.judge([Judgement(Verdict.SPLIT, "Archive", at(), entities=(LYON.iri, LYONS.iri))])
    assert so(empty) == before


def test_the_order_of_documents_and_decisions_does_not_matter(tmp_path: Path) -> None:
    more = paper("more", fact(YOKOHAMA, "sisterCityOf", LYONS, since="1959-04"))
    fixed, one, note = corrected("1958"), merge(LYON, LYONS), entered()
    steps = [REPORT, more, fixed, one, note]
    dumps = set()
    for number, order in enumerate(list(permutations(steps))[::7]):
        with open_graph(tmp_path / f"{number}.enishi") as graph:
            for step in order:
                _ = graph.write(step) if isinstance(step, Contribution) else graph.judge([cast("Judgement", step)])
            dumps.add("\n".join(graph.dump()))
            assert graph.recompute(apply=False) == 0  # type: ignore[attr-defined]
    assert len(dumps) == 1


def test_decisions_hold_for_documents_written_together(tmp_path: Path) -> None:
    more = paper("more", fact(YOKOHAMA, "sisterCityOf", LYONS, since="1959-04"))
    decided = [corrected("1958"), merge(LYON, LYONS), entered()]
    dumps = []
    for name, early in (("before", True), ("after", False)):
        with open_graph(tmp_path / f"{name}.enishi") as graph:
            if early:
                graph.judge(decided)
            graph.write_all([REPORT, more])
            graph.judge(decided)
            dumps.append(list(graph.dump()))
            assert graph.recompute(apply=False) == 0  # type: ignore[attr-defined]
    assert dumps[0] == dumps[1]


def test_a_dump_carries_decisions(empty: Graph, tmp_path: Path) -> None:
    wrong = corrected("1950", MANILA)
    empty.write(REPORT)
    empty.judge([wrong, entered(), merge(LYON, LYONS)])
    empty.judge([undo(wrong)])
    with open_graph(tmp_path / "copy.enishi") as copy:
        copy.load(empty.dump())
        assert list(copy.dump()) == list(empty.dump())
        assert copy.judgements() == empty.judgements()


def test_a_judgement_is_its_line_of_text() -> None:
    for each in (decision(Verdict.ACCEPT), corrected("1958"), entered(), merge(LYON, LYONS)):
        assert read_judgement(each.text) == each
    with pytest.raises(DataError, match="no judgement"):
        read_judgement("{}")


def test_the_source_of_an_entry_is_not_withdrawn_but_the_entry_undone(empty: Graph) -> None:
    note = entered()
    empty.judge([note])
    assert [f.trust for f in empty.facts()] == [Trust.ENTERED]
    with pytest.raises(UsageError, match="by hand"):
        empty.withdraw(empty.documents()[0].iri)
    empty.judge([undo(note)])
    assert (empty.facts(), empty.documents()) == ([], [])


def test_what_is_not_there_cannot_be_undone(empty: Graph) -> None:
    with pytest.raises(UsageError, match="no judgement"):
        empty.judge([undo(entered())])
