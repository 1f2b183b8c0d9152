"""How a change is said: dates once, stages in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enishi.errors import UnknownName
from enishi.graph import open_graph
from enishi.graph.home import Graph
from enishi.ontology.model import Status, Value
from enishi.queries.comparing.changes import changes
from enishi.words import Words

from .sample import Writer
from .test_plans import cells


def test_what_is_not_settled_yet_is_said_in_words(tmp_path: Path) -> None:
    new = Writer("new", "Report 2025", "FY2025", "ja")
    new.say("開設を検討します。", ("yokohama", "hasOverseasOffice", "asia-office", {"status": Status.PROPOSED}))
    with open_graph(str(tmp_path / "new.enishi")) as graph:
        graph.write(Writer("old", "Report 2021", "FY2021", "ja").contribution())
        graph.write(new.contribution())
        found = cells(changes(graph, "FY2021", "FY2025", lang="ja"), "after")
    assert found == {(f"アジア事務所 {Words('ja').say('kinds.status.proposed')}",)}


def test_a_date_is_said_once(tmp_path: Path) -> None:
    """Of a beginning the day is what is said, and of what lasted some days both ends stand once."""
    days = {"since": "2024-05-01/2024-05-03", "until": "2024-05-01/2024-05-03"}
    new = Writer("new", "Report 2025", "FY2025", "en")
    new.say(
        "The Center opened in May 1992.",
        ("center", "establishedOn", Value("Date", "1992-05"), {"since": "1992-05"}),
    )
    new.say("The ninth, 1 to 3 May 2024.", ("ticad9", "heldOn", Value("Date", "2024-05-01/2024-05-03"), days))
    new.say("Yokohama was its host.", ("yokohama", "hostCityOf", "ticad9", days))
    with open_graph(str(tmp_path / "new.enishi")) as graph:
        graph.write(Writer("old", "Report 2021", "FY2021", "en").contribution())
        graph.write(new.contribution())
        found = cells(changes(graph, "FY2021", "FY2025"), "relation", "after")
    assert ("held on", "2024-05-01/2024-05-03") in found
    assert ("host city", "TICAD 9 2024-05-01–2024-05-03") in found
    assert ("established", "1992-05") in found


@pytest.fixture(scope="module")
def moves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Two reports, the later with an office, a role, a building's date and a body's members."""
    new = Writer("new", "Report 2025", "FY2025", "en")
    new.say("The Asia office opened.", ("yokohama", "hasOverseasOffice", "asia-office", {"since": "2022-08"}))
    new.say("It chairs the cluster.", ("yokohama", "holdsRole", "sdgs-chair"))
    new.say("Lyon supports Odesa.", ("lyon", "providesSupportTo", "odesa"))
    new.say("Yokohama is a sister city of Lyon.", ("yokohama", "sisterCityOf", "lyon"))
    new.say("CITYNET has 173 members.", ("citynet", "memberCount", Value("Count", "173")))
    new.say("Yokohama is a member.", ("yokohama", "memberOf", "citynet"))
    with open_graph(str(tmp_path_factory.mktemp("moves") / "new.enishi")) as graph:
        graph.write(Writer("old", "Report 2021", "FY2021", "en").contribution())
        graph.write(new.contribution())
        yield graph


@pytest.mark.parametrize(
    ("of", "found"),
    [
        (["office"], {"overseas office"}),
        (["役職・称号"], {"role"}),
        (["姉妹都市", "memberOf"], {"sister city", "member of"}),
        (["シティネット"], {"members", "member of"}),
        (["Odesa"], {"supports"}),
        (["City"], {"supports", "sister city"}),  # Yokohama, of which most tells, is not what is asked of
        ([], {"overseas office", "role", "supports", "sister city", "members", "member of"}),
    ],
)
def test_changes_are_asked_of_things_kinds_and_relations(moves: Graph, of: list[str], found: set[str]) -> None:
    every, some = changes(moves, "FY2021", "FY2025"), changes(moves, "FY2021", "FY2025", of=of)
    assert {relation for (relation,) in cells(some, "relation")} == found
    assert some.left_out == len(every.rows) - len(some.rows)


def test_what_changes_are_asked_of_must_be_known(moves: Graph) -> None:
    with pytest.raises(UnknownName) as raised:
        changes(moves, "FY2021", "FY2025", of=["Yokohma"])
    assert "Yokohama" in str(Words("en").error(raised.value))


def test_a_signature_has_a_day_and_goes_on_from_nothing(tmp_path: Path) -> None:
    new = Writer("new", "Report 2025", "FY2025", "en")
    new.say("TICAD 9 came to Yokohama in August.", ("yokohama", "hostCityOf", "ticad9", {"since": "2025-08"}))
    new.say("The office opened.", ("yokohama", "hasOverseasOffice", "asia-office", {"since": "2022-08"}))
    with open_graph(str(tmp_path / "new.enishi")) as graph:
        graph.write(Writer("old", "Report 2021", "FY2021", "en").contribution())
        graph.write(new.contribution())
        found = cells(changes(graph, "FY2021", "FY2025"), "after")
    assert found == {("TICAD 9 2025-08",), ("Yokohama Asia Office 2022-08–",)}
