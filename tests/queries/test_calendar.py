"""Calendars and planning sheets: read back by libraries that did not write them."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import vobject  # type: ignore[import-untyped]
from ical.calendar_stream import IcsCalendarStream
from python_calamine import CalamineWorkbook

from enishi.errors import UsageError
from enishi.graph import open_graph
from enishi.ontology.edtf import parse
from enishi.ontology.model import Value
from enishi.queries.answer import Answer, ask
from enishi.queries.planning.calendar_file import to_ics
from enishi.queries.planning.milestone import before, milestones, read_reminders
from enishi.queries.planning.planning_sheet import to_xlsx
from enishi.queries.spoken import spoken

from .sample import THINGS, Writer

if TYPE_CHECKING:
    from enishi.graph.home import Graph

AWKWARD = (
    "=1+1; a, b: c\\n",
    "改行\tとタブ、「引用」；",
    "é" * 90,
    "絵文字🎌" * 20,
    'BEGIN:VEVENT "q" ^n',
    "\x07bell",
)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answer]:
    """A thousand milestones of random starts, of every precision, in texts that are hard to fold and escape."""
    chance = random.Random(1859)  # noqa: S311
    writer = Writer("many", "Many; starts, all\\kinds", "FY2025", "en")
    slugs = sorted(slug for slug, thing in THINGS.items() if thing.kind in ("Office", "Facility", "Agreement"))
    for number in range(260):
        year, month, day = chance.randint(1930, 2020), chance.randint(1, 12), chance.randint(1, 28)
        texts = [f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}", f"FY{year}", f"{year}~"]
        start = chance.choice([*texts, f"[{year}..{year + 2}]"])
        key = {"event": str(number)}
        said = f"{number} {chance.choice(AWKWARD)} {start}"
        writer.say(said, (chance.choice(slugs), "revisedOn", Value("Date", start), {"key": key}))
    with open_graph(str(tmp_path_factory.mktemp("many") / "many.enishi")) as graph:
        graph.write(writer.contribution())
        yield ask(graph, "anniversaries", {"start": "2021", "end": "2025", "every": "1"})


def events(text: bytes) -> list[Any]:
    return list(vobject.readOne(text.decode("utf-8")).vevent_list)


def test_a_thousand_milestones_are_read_alike_by_two_independent_parsers(many: Answer) -> None:
    assert len(many.rows) >= 1000
    text = to_ics(many, reminders=(18, 6))
    expected = list(milestones(many))
    first = events(text)
    second = IcsCalendarStream.calendar_from_ics(text.decode("utf-8")).events
    assert len(first) == len(second) == len(expected)
    assert len({event.uid.value for event in first}) == len(expected)
    for milestone, one, other in zip(expected, first, second, strict=True):
        end = milestone.last + timedelta(days=1)
        assert (one.uid.value, one.dtstart.value, one.dtend.value) == (milestone.uid, milestone.first, end)
        assert (other.uid, other.dtstart, other.dtend) == (milestone.uid, milestone.first, end)
        assert one.summary.value == other.summary == milestone.summary
        assert one.description.value == other.description
        assert milestone.citations[0].quote.split()[0] in one.description.value
        assert [alarm.action.value for alarm in one.valarm_list] == ["DISPLAY", "DISPLAY"]
        assert len(other.alarm) == 2


def test_no_line_is_longer_than_75_octets_and_no_text_has_controls(many: Answer) -> None:
    text = to_ics(many)
    assert max(map(len, text.split(b"\r\n"))) <= 75
    assert not {byte for byte in text if byte < 32} - {9, 10, 13}
    assert text.count(b"\n") == text.count(b"\r\n")
    for line in text.split(b"\r\n"):
        line.decode("utf-8")  # no character is cut in two


def test_adding_the_calendar_twice_adds_nothing(many: Answer) -> None:
    once, again = to_ics(many), to_ics(many)
    assert once == again
    held = {event.uid.value: event.serialize() for event in events(once)}
    before_that = dict(held)
    held.update({event.uid.value: event.serialize() for event in events(again)})
    assert held == before_that


def test_a_new_source_changes_no_identity(tmp_path: Path) -> None:
    graph = open_graph(str(tmp_path / "ties.enishi"))

    def identities() -> set[str]:
        answer = ask(graph, "anniversaries", {"start": "2029", "end": "2029"})
        return {milestone.uid for milestone in milestones(answer)}

    vague = Writer("vague", "Vague", "FY2020", "en")
    vague.say("Lyon since 1959.", ("yokohama", "sisterCityOf", "lyon", {"since": "1959"}))
    graph.write(vague.contribution())
    first = identities()
    exact = Writer("exact", "Exact", "FY2021", "en")
    exact.say("Lyon since 7 April 1959.", ("yokohama", "sisterCityOf", "lyon", {"since": "1959-04-07"}))
    graph.write(exact.contribution())
    assert identities() == first
    assert len(first) == 1
    graph.close()


def test_a_month_is_an_event_of_the_whole_month(yokohama: Graph) -> None:
    answer = ask(yokohama, "anniversaries", {"start": "2027-10", "end": "2027-10", "every": "40"}, lang="ja")
    event = events(to_ics(answer, reminders=(18,)))[-1]
    assert (event.dtstart.value, event.dtend.value) == (date(2027, 10, 1), date(2027, 11, 1))
    assert event.summary.value.endswith("40周年（2027年10月中）")
    assert "1987年10月に開設" in event.description.value
    alarm = event.valarm.trigger.value
    assert date(2027, 10, 1) + timedelta(days=alarm.days) == date(2026, 4, 1)
    assert alarm.seconds == 9 * 3600


def test_reminders_are_whole_months() -> None:
    assert read_reminders("6, 18,6") == (18, 6)
    for wrong in ("0", "-1", "soon", "121", ""):
        with pytest.raises(UsageError) as raised:
            read_reminders(wrong)
        assert raised.value.key == "reminder_malformed"
    assert before(date(2028, 2, 29), 12) == date(2027, 2, 28)


def test_the_planning_sheet_has_dates_and_no_formulas(many: Answer) -> None:
    data = to_xlsx(many, reminders=(18,))
    assert data == to_xlsx(many, reminders=(18,))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    head, first = rows[0], rows[1]
    assert len(rows) == len(many.rows) + 1
    milestone = next(milestones(many))
    assert first[head.index("First day")] == milestone.first
    assert first[head.index("18 months before")] == before(milestone.first, 18)
    assert first[head.index("Years")] == milestone.years
    assert any("=1+1" in str(row[head.index("Quotes")]) for row in rows[1:])


def test_a_date_in_words_is_as_vague_as_the_date() -> None:
    said = {
        text: (spoken(parse(text), "en"), spoken(parse(text), "ja"))
        for text in ("1965", "FY1965", "1965-06?", "2025-08-20", "[..1990]", "[1965-04-02..1965-05-03]")
    }
    assert said == {
        "1965": ("in 1965", "1965年中"),
        "FY1965": ("between April 1965 and March 1966", "1965年4月から1966年3月までの間"),
        "1965-06?": ("perhaps June 1965", "1965年6月か"),
        "2025-08-20": ("20 August 2025", "2025年8月20日"),
        "[..1990]": ("31 December 1990 or earlier", "1990年12月31日以前"),
        "[1965-04-02..1965-05-03]": (
            "between 2 April 1965 and 3 May 1965",
            "1965年4月2日から1965年5月3日までの間",
        ),
    }


def test_events_in_series_are_among_them_and_others_are_not(yokohama: Graph) -> None:
    for language in ("sparql", "cypher"):
        parameters = {"start": "2030-08-01", "end": "2030-08-31", "every": "5,10"}
        answer = ask(yokohama, "anniversaries", parameters, language=language)
        assert [(row.shown[1], row.shown[2]) for row in answer.rows] == [("5", "TICAD 9")]
