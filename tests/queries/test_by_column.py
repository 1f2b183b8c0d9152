"""A large file's anniversaries are found by column: the same rows as by reading all starts, in their order.

The graphs are files, small ones: they are taken for large.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from enishi.graph import open_graph
from enishi.graph.columns import columns_of
from enishi.graph.terms import word
from enishi.ontology.judgement import Judgement, Verdict
from enishi.ontology.model import Status, Trust, Value
from enishi.queries import answer as answering
from enishi.queries.answer import _rows, ask
from enishi.queries.catalogue import Record, load_catalogue
from enishi.queries.parameters import bind
from enishi.queries.planning.anniversaries import reckoner
from enishi.queries.planning.paging import looked_up, milestones
from enishi.words import LANGS

from .sample import Writer, iri, report_2021, report_2025

if TYPE_CHECKING:
    from enishi.graph.home import Cell, Graph

QUESTION = load_catalogue()["anniversaries"]
DAYS = ["1959-04-07", "1960-02-29", "1960-02-28", "1959-03-31", "1959-04-01", "1960-03-31"]
RANGES = ["[1959-11..1960-02]", "[1950..1970]", "[2018-04..2022-03]", "[1959-01-03..1959-01-09]", "[1960..]"]
SPANS = ["1959/1980", "1960/..", "../1960", "1959-01-06/1959-04-07"]
VAGUE = ["1959", "1959-04", "FY1958", "1960", "1961-01", "195X", "1799", "1620-05"]
DOUBTFUL = ["1959~", "1959-12?", "1959-04-07~"]
DATES = [*DAYS, *RANGES, *SPANS, *VAGUE, *DOUBTFUL]


class Kind(NamedTuple):
    """A relation between two things; none where it leads to its date, or to a value."""

    subject: str
    relation: str
    object: str | None = None


KINDS = [
    Kind("yokohama", "sisterCityOf", "lyon"),
    Kind("yokohama", "memberOf", "citynet"),
    Kind("yokohama", "holdsRole", "sdgs-chair"),
    Kind("yokohama", "hasOverseasOffice", "asia-office"),
    Kind("yokohama", "signatoryOf", "ifad-mou"),
    Kind("ifad", "signatoryOf", "ifad-mou"),
    Kind("ticad9", "partOfSeries", "ticad"),
    Kind("asia-office", "establishedOn"),
    Kind("ifad-mou", "signedOn"),
    Kind("international-strategy", "revisedOn"),
    Kind("ticad9", "heldOn"),
    Kind("seminar", "heldOn"),
    Kind("offices-line", "budgetAmount"),
]
stated = st.tuples(
    st.sampled_from(KINDS),
    st.sampled_from(DATES),
    st.sampled_from(["settled", "settled", "ended", "planned"]),
    st.sampled_from([None, None, "2020", "2025-06-01"]),
)
Stated = tuple[Kind, str, str, str | None]
windows = st.sampled_from(
    [
        ("2024-04", "2025-03"),
        ("2025-02-28", "2025-02-28"),
        ("2020", "2020"),
        ("2021-01-05", "2021-01-07"),
        ("2011", "2030"),
    ]
)


def said(number: int, facts: list[Stated]) -> Writer:
    writer = Writer(f"d{number}", "Document", f"FY202{number}", "en")
    for kind, since, status, until in facts:
        known: dict[str, Any] = {"status": Status(status)}
        if kind.relation == "budgetAmount":
            target: object = Value("MoneyJPY", "1959")
        elif kind.object is None:
            target = Value("Date", since)
        else:
            target = kind.object
            known |= {"since": since} | ({"until": until} if until else {})
        if kind.relation == "holdsRole" and "/" not in since:
            known["key"] = {"termStart": since}  # one tie, a statement for each term
        writer.say(f"{kind} {since} {status} {until}.", (kind.subject, kind.relation, target, known))
    return writer


@contextmanager
def graph_of(*documents: list[Stated]) -> Iterator[Graph]:
    with TemporaryDirectory() as folder, open_graph(str(Path(folder) / "g.enishi")) as graph:
        for number, facts in enumerate(documents):
            graph.write(said(number, facts).contribution())
        yield graph


def read_through(graph: Graph, cells: dict[str, Cell]) -> list[Record]:
    return list(reckoner(QUESTION, cells)(_rows(graph, QUESTION, cells, "sparql")))


def by_column(graph: Graph, cells: dict[str, Cell], part: slice) -> list[Record]:
    found = milestones(graph, QUESTION, cells, least=0)
    assert found is not None
    with found:
        return found[part]


def assert_the_same(graph: Graph, asked: dict[str, str], part: slice = slice(2, 5)) -> None:
    """The rows, whole and in part, those that a filter would be given, and all that an answer says of them."""
    cells = bind(graph, QUESTION, asked)
    rows = read_through(graph, cells)
    assert by_column(graph, cells, slice(None)) == rows
    assert by_column(graph, cells, part) == rows[part]
    found = looked_up(graph, QUESTION, cells, least=0)
    assert found is not None
    assert list(reckoner(QUESTION, cells)(found)) == rows
    for lang in LANGS:
        answer = ask(graph, QUESTION.id, asked, lang=lang)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(answering, "milestones", partial(milestones, least=0))
            assert ask(graph, QUESTION.id, asked, lang=lang) == answer


@settings(max_examples=12, deadline=None)
@example(  # what is told vaguely is told more closely elsewhere, by a date that nobody looks up
    [[(KINDS[9], "1961-01", "settled", None), (KINDS[9], "[1950..1970]", "settled", None)]],
    ("2024-04", "2025-03"),
    "5",
    "no",
    slice(0, 1),
)
@example(  # a span agrees with a day that it has no anniversary with
    [[(KINDS[7], "1959/1980", "settled", None), (KINDS[7], "1960-02-29", "settled", None)]],
    ("2025-02-28", "2025-02-28"),
    "65",
    "no",
    slice(0, 1),
)
@given(
    st.lists(st.lists(stated, min_size=4, max_size=14), min_size=1, max_size=3),
    windows,
    st.sampled_from(["5", "60,66", "1,64,65", "400,250"]),
    st.sampled_from(["yes", "no"]),
    st.builds(slice, st.integers(0, 6), st.integers(0, 12)),
)
def test_looking_starts_up_by_date_finds_what_reading_all_of_them_finds(
    documents: list[list[Stated]], window: tuple[str, str], every: str, ended: str, part: slice
) -> None:
    with graph_of(*documents) as graph:
        asked = {"start": window[0], "end": window[1], "every": every, "ended": ended}
        assert_the_same(graph, asked, part)


def test_what_a_person_decided_holds_by_column_too(tmp_path: Path) -> None:
    with open_graph(str(tmp_path / "g.enishi")) as graph:
        graph.write(report_2025())
        graph.write(report_2021())
        asked = {"start": "2020", "end": "2030", "every": "5"}
        assert_the_same(graph, asked)
        before = ask(graph, QUESTION.id, asked).rows
        at = "2026-01-01T00:00:00Z"
        for verdict, row in zip((Verdict.REJECT, Verdict.ACCEPT), before[:2], strict=True):
            cited = row.citations[0]
            documents = (cited.document,)
            graph.judge([Judgement(verdict, "a keeper", at, statement=cited.statement, documents=documents)])
            assert_the_same(graph, asked)
        graph.judge([Judgement(Verdict.MERGE, "a keeper", at, entities=(iri("lyon"), iri("mumbai")))])
        assert_the_same(graph, asked)
        after = ask(graph, QUESTION.id, asked).rows
        assert before != after
        assert {row.trust for row in after} == {Trust.MACHINE, Trust.CONFIRMED}


def test_very_many_milestones_are_counted_from_all_that_has_begun(yokohama: Graph) -> None:
    cells = bind(yokohama, QUESTION, {"start": "1000", "end": "2500", "every": "1"})
    assert looked_up(yokohama, QUESTION, cells, least=0) is None


def test_a_small_graph_is_read_through(yokohama: Graph) -> None:
    cells = bind(yokohama, QUESTION, {"fiscal_year": "2027"})
    assert looked_up(yokohama, QUESTION, cells) is None
    assert ask(yokohama, "anniversaries", {"fiscal_year": "2027"}, part=lambda _: slice(1)).size == 5


def test_a_file_that_is_laid_out_otherwise_is_not_read_by_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_graph(tmp_path / "g.enishi") as graph:
        monkeypatch.setattr("enishi.graph.columns.LAYOUT", "0")
        assert graph.columns(least=0) is None


def test_columns_are_of_one_moment(tmp_path: Path) -> None:
    with open_graph(tmp_path / "g.enishi") as graph:
        graph.write(said(1, [(KINDS[0], "1959", "settled", None)]).contribution())
        columns = graph.columns(least=0)
        assert columns is not None
        with columns:
            graph.write(said(2, [(KINDS[1], "1961", "settled", None)]).contribution())
            assert set(columns.objects((word("since"), "")).values()) == {"1959"}
            assert columns.objects((word("nothing"), "")) == {}
        later = graph.columns(least=0)
        assert later is not None
        with later:
            assert set(later.objects((word("since"), "")).values()) == {"1959", "1961"}


def test_what_is_no_graph_is_an_error_in_words(tmp_path: Path) -> None:
    file = tmp_path / "g.enishi"
    file.write_text("no database", encoding="utf-8")
    with pytest.raises(OSError, match="not a database"):
        columns_of(str(file), patience=5)
