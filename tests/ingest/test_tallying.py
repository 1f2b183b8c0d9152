"""Dates of ties and anniversaries that do not tally over a document."""

from __future__ import annotations

from enishi.ingest.matching.engine import Draft
from enishi.ingest.tally.tallying import tallied
from enishi.ontology.edtf import parse
from enishi.ontology.model import Entity, Name

HOME = Entity("https://w3id.org/enishi/id/city/linz", "City", (Name("Linz", "en"),))
AWAY = Entity("https://w3id.org/enishi/id/city/modena", "City", (Name("Modena", "en"),))


def tie(since: str | None, *, inferred: bool = False) -> Draft:
    return Draft(HOME, "sisterCityOf", AWAY, (0, 1), "r", since=parse(since) if since else None, inferred=inferred)


def turns(ordinal: int, since: str | None) -> Draft:
    when = parse(since) if since else None
    return Draft(AWAY, "tieAnniversaryWith", HOME, (0, 1), "r", since=when, key=(("ordinal", str(ordinal)),))


def test_an_anniversary_without_a_year_falls_where_the_told_beginning_puts_it() -> None:
    _, late = tallied([tie("1965-04-01"), turns(60, None)])
    assert late is not None
    assert (str(late.since), late.basis) == ("2025-04-01", "1965-04-01+60=2025-04-01")


def test_an_anniversary_dated_by_the_beginning_itself_is_put_right() -> None:
    _, late = tallied([tie("2010-08"), turns(10, "2010-08")])
    assert late is not None
    assert str(late.since) == "2020-08"


def test_a_celebration_a_year_late_is_left_alone() -> None:
    drafts = [tie("1981"), turns(40, "2022")]
    assert tallied(drafts) == drafts


def test_a_beginning_worked_out_from_a_wrong_year_gives_way_to_the_told_one() -> None:
    drafts = [tie("1994-03-15"), tie("1964-03-15", inferred=True), turns(30, "2024")]
    assert tallied(drafts) == [drafts[0], None, drafts[2]]


def test_an_anniversary_beyond_the_calendar_is_left_alone() -> None:
    drafts = [tie("9990"), turns(60, None)]
    assert tallied(drafts) == drafts


def test_beginnings_that_disagree_decide_nothing() -> None:
    drafts = [tie("1965"), tie("1972"), turns(10, "2001")]
    assert tallied(drafts) == drafts
