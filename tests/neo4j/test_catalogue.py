"""Every question of the catalogue gives the same rows on both homes, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from enishi.graph import Graph, open_graph
from enishi.graph.home import Table
from enishi.ontology.model import Contribution, Entity
from enishi.ontology.schema import load_schema
from enishi.pipeline import contributions
from enishi.queries.catalogue import Question, load_catalogue

from ..queries.sample import ABROAD, HOUSING, LEADING, SEATED, report_2021, report_2023, report_2025, woven
from .conftest import Server

QUESTIONS = list(load_catalogue().values())
Homes = tuple[Graph, Graph, list[Entity]]
FIXED: dict[str, str] = {"fiscal-label": "FY2021", "first-day": "2000-01-01", "last-day": "2025-12-31"}


def both(folder: Path, server: Server, said: list[Contribution]) -> Iterator[Homes]:
    """A file and a database with the same contributions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USERNAME", server.username)
        patch.setenv("NEO4J_PASSWORD", server.password)
        server.empty()
        with open_graph(folder / "ties.enishi") as file, open_graph(server.url) as database:
            for contribution in said:
                assert file.write(contribution) == database.write(contribution)
            yield file, database, busiest(file)


@pytest.fixture(scope="module")
def reports(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    yield from both(tmp_path_factory.mktemp("reports"), server, [report_2025(), report_2021(), report_2023()])


@pytest.fixture(scope="module")
def seeds(server: Server, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    files = sorted((shared / "seeds").glob("*.txt"))
    said = [contribution for _, contribution in contributions(files)]
    yield from both(tmp_path_factory.mktemp("seeds"), server, said)


def busiest(graph: Graph) -> list[Entity]:
    """The entities, those first of which most is said."""
    ends = Counter(end for fact in graph.facts() for end in (fact.subject, fact.object) if isinstance(end, str))
    return sorted(graph.entities(), key=lambda entity: (-ends[entity.iri], entity.iri))


def cases(order: list[Entity], question: Question, times: int = 2) -> Iterator[dict[str, str]]:
    """Parameters for a question: nobody, and some times those of which most is said and of whom it may be asked."""
    fixed = {p.name: FIXED[p.type] for p in question.query_parameters if p.type in FIXED}
    declared = [p for p in question.query_parameters if p.type not in FIXED]
    yield dict.fromkeys((p.name for p in declared), "") | fixed
    for skipped in range(times if declared else 0):
        chosen: dict[str, str] = {}
        for parameter in declared:
            fit = [e.iri for e in order if not parameter.kinds or load_schema().is_a(e.kind, parameter.kinds)]
            free = [iri for iri in fit if iri not in chosen.values()]
            chosen[parameter.name] = "".join(free[skipped : skipped + 1])
        yield chosen | fixed


def compare(homes: Homes, question: Question) -> int:
    file, database, order = homes
    seen = 0
    for parameters in cases(order, question):
        expected = file.cypher(question.cypher, parameters)
        assert database.cypher(question.cypher, parameters) == expected, parameters
        in_sparql = file.sparql(question.sparql, parameters)
        assert database.sparql(question.sparql, parameters) == in_sparql, parameters
        assert isinstance(in_sparql, Table)
        assert len(in_sparql.rows) == len(expected.rows), parameters
        seen += len(expected.rows)
    return seen


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_a_question_has_the_same_rows_on_both_homes(reports: Homes, question: Question) -> None:
    compare(reports, question)


def test_the_questions_are_answered_at_all(reports: Homes) -> None:
    file, _, order = reports
    silent = [
        question.id
        for question in QUESTIONS
        if not any(file.cypher(question.cypher, parameters).rows for parameters in cases(order, question, times=7))
    ]
    assert len(silent) <= len(QUESTIONS) // 5, silent


@pytest.mark.parametrize(
    ("said", "questions", "parameter"),
    [
        (woven(1), ("support-received", "work-for"), "place"),
        (woven(0, ABROAD, LEADING), ("ties-to-country",), "country"),
        (woven(0, SEATED, HOUSING), ("international-organisations",), "city"),
    ],
    ids=["place", "country", "city"],
)
def test_what_goes_on_from_a_place_has_the_same_rows_on_both_homes(
    server: Server, tmp_path: Path, said: Contribution, questions: tuple[str, ...], parameter: str
) -> None:
    for homes in both(tmp_path, server, [said]):
        file, database, order = homes
        for question in (load_catalogue()[name] for name in questions):
            rows = 0
            for given in ({parameter: entity.iri} for entity in order):
                expected = file.cypher(question.cypher, given)
                assert database.cypher(question.cypher, given) == expected, given
                in_sparql = file.sparql(question.sparql, given)
                assert database.sparql(question.sparql, given) == in_sparql, given
                assert database.explain(question.sparql, given).way == "compiled"
                rows += len(expected.rows)
            assert rows > 5


@pytest.mark.needs_shared
def test_both_reports_are_answered_alike(seeds: Homes) -> None:
    answered = {question.id: compare(seeds, question) for question in QUESTIONS}
    assert [name for name, rows in answered.items() if rows]
    assert list(seeds[0].dump()) == list(seeds[1].dump())
