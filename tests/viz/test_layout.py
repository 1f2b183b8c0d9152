"""Where things stand: nothing overlaps, and lines say what a tie is worth."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from enishi.viz.drawing import compose, lay_out
from enishi.viz.labels import Labels
from enishi.viz.scene import Box, Scene
from enishi.viz.view import read_view

if TYPE_CHECKING:
    from enishi.viz.view import PictureLang, ViewGraph


def _overlaps(scene: Scene) -> list[tuple[str, str]]:
    """Texts and symbols that lie on one another (a symbol or a name inside its own card or oval may)."""
    boxes = [box for box in scene.boxes if box.role != "sample"]

    def over(one: Box, other: Box) -> bool:
        return (
            abs(one.at[0] - other.at[0]) + 0.5 < (one.width + other.width) / 2
            and abs(one.at[1] - other.at[1]) + 0.5 < (one.height + other.height) / 2
        )

    return [(a.key, b.key) for a, b in combinations(boxes, 2) if over(a, b) and a.about != b.about]


@pytest.mark.parametrize("lang", ["ja", "en", "both"])
def test_nothing_lies_on_anything_else(yokohama: Callable[[], ViewGraph], lang: PictureLang) -> None:
    assert _overlaps(compose(read_view(yokohama()), Labels(lang))) == []


@pytest.mark.parametrize("count", [0, 1, 2, 7, 150])
def test_any_number_of_neighbours_has_room(star: Callable[..., ViewGraph], count: int) -> None:
    scene = compose(read_view(star(count)), Labels("ja"))
    assert _overlaps(scene) == []
    assert sum(box.role == "thing" for box in scene.boxes) == count + 1


def _forest() -> ViewGraph:
    """150 things: thirty projects of a city with four firms each, every second tied twice, and some outside."""
    graph: ViewGraph = nx.MultiDiGraph(
        title="多くのつながり", centre="c", documents=("年報",), left_out=(("都市", 3),)
    )
    graph.add_node("c", kind="City", name="見本市", nameEn="Sample City")
    for place in range(29):
        project = f"p{place:02}"
        graph.add_node(
            project, kind="Project", name=f"水道技術を伝える研修事業 第{place}期", nameEn=f"Course {place}"
        )
        graph.add_edge("c", project, key=f"s{place}", relation="implementedBy", since=str(1990 + place))
        if place % 2:
            graph.add_edge(project, "c", key=f"t{place}", relation="locatedIn", status="planned")
        for other in range(4):
            firm = f"{project}f{other}"
            graph.add_node(
                firm, kind="Company", name=f"協力会社{place}の{other}", nameEn=f"Partner {place}-{other}"
            )
            graph.add_edge(project, firm, key=f"u{firm}", relation="carriedOutBy", trust="confirmed")
            graph.add_edge(firm, f"{project}f0", key=f"v{firm}", relation="cooperatesWith") if other else None
    for place in range(4):
        graph.add_node(f"x{place}", kind="Country", name=f"島{place}", nameEn=f"Island {place}")
    return graph


@pytest.mark.parametrize("lang", ["ja", "en", "both"])
@pytest.mark.parametrize("deep", [False, True])
def test_150_things_around_one_can_be_read_on_a_slide(
    star: Callable[..., ViewGraph], lang: PictureLang, *, deep: bool
) -> None:
    view = read_view(_forest() if deep else star(149))
    scene = compose(view, Labels(lang))
    assert len(view.things) == 150
    assert _overlaps(scene) == []
    assert {curve.about for curve in scene.curves if curve.about} == {tie.statement for tie in view.ties}
    left, top, right, bottom = scene.bounds
    name = max(box.line.size for box in scene.boxes if box.line and box.role == "name" and box.about != view.centre)
    assert name * min(960 / (right - left), 540 / (bottom - top)) > (3.5 if deep or lang == "both" else 5)


def test_a_line_of_a_list_leads_past_names_never_through_them() -> None:
    scene = lay_out(read_view(_forest()), Labels("ja"))
    texts = [box for box in scene.boxes if box.line]
    for curve in scene.curves:
        for x, y in curve.points[3:]:
            over = [t for t in texts if abs(t.at[0] - x) < t.width / 2 and abs(t.at[1] - y) < t.height / 2]
            assert not over, (curve.key, over)


def test_few_things_around_one_keep_their_two_wings(yokohama: Callable[[], ViewGraph]) -> None:
    scene = lay_out(read_view(yokohama()), Labels("ja"))
    core = next(box for box in scene.boxes if box.key == "n0")
    sides = {panel.left > core.at[0] for panel in scene.panels}
    assert sides == {True, False} and any(panel.top < core.at[1] < panel.bottom for panel in scene.panels)


def test_a_path_runs_from_its_first_end_to_its_last(path: Callable[[], ViewGraph]) -> None:
    view = read_view(path())
    scene = lay_out(view, Labels("ja"))
    across = {box.about: box.at[0] for box in scene.boxes if box.role == "thing"}
    assert min(across, key=across.__getitem__) == view.ends[0]
    assert max(across, key=across.__getitem__) == view.ends[1]
    assert _overlaps(scene) == []
    assert {curve.about for curve in scene.curves} == {tie.statement for tie in view.ties}


def test_a_view_without_centre_or_ends_is_drawn_too(star: Callable[..., ViewGraph]) -> None:
    graph = star(3)
    graph.graph["centre"] = None
    graph.add_node("island", kind="Country", name="島", nameEn="Island")
    graph.add_edge("n0", "n0", key="loop", relation="cooperatesWith")
    graph.add_edge("c", "n0", key="second", relation="friendshipCityOf")
    scene = lay_out(read_view(graph), Labels("ja"))
    assert len(scene.curves) == 5
    assert sum(box.role == "thing" for box in scene.boxes) == 5


@pytest.mark.parametrize(
    ("attributes", "style", "head", "pen", "double"),
    [
        ({}, "solid", "onormal", 0.9, False),
        ({"symmetric": True}, "solid", "odot", 0.9, False),
        ({"trust": "confirmed"}, "solid", "normal", 2.0, False),
        ({"trust": "entered", "symmetric": True}, "solid", "dot", 2.0, True),
        ({"status": "ended"}, "dashed", "onormal", 0.9, False),
        ({"status": "planned"}, "dotted", "onormal", 0.9, False),
        ({"status": "proposed"}, "dotted", "onormal", 0.9, False),
    ],
)
def test_a_line_shows_status_and_trust(
    star: Callable[..., ViewGraph],
    attributes: dict[str, Any],
    style: str,
    head: str,
    pen: float,
    *,
    double: bool,
) -> None:
    (curve,) = lay_out(read_view(star(1, **attributes)), Labels("ja")).curves
    stroke = curve.stroke
    assert (stroke.style, stroke.head, stroke.pen, stroke.double) == (style, head, pen, double)


def test_an_arrow_points_back_where_the_centre_is_the_object() -> None:
    graph: ViewGraph = nx.MultiDiGraph(centre="c")
    graph.add_node("c", kind="City", name="市")
    graph.add_node("o", kind="InternationalOrganization", name="機関")
    graph.add_edge("o", "c", key="s", relation="locatedIn")
    (curve,) = lay_out(read_view(graph), Labels("ja")).curves
    assert curve.stroke.head == "oinv"


def test_more_than_three_ties_to_one_thing_are_counted(star: Callable[..., ViewGraph]) -> None:
    graph = star(1)
    for place in range(4):
        graph.add_edge("c", "n0", key=f"more{place}", relation="cooperatesWith", since=f"201{place}")
    scene = lay_out(read_view(graph), Labels("ja"))
    texts = [box.line.text for box in scene.boxes if box.role == "label" and box.line]
    assert len(texts) == len(scene.curves) == 3
    assert texts[-1].endswith("ほか2件")


def test_the_label_says_relation_period_and_what_is_not_settled(star: Callable[..., ViewGraph]) -> None:
    view = read_view(star(1, until="2011", status="ended", inferred=True))
    assert Labels("ja").tie(view.ties[0]) == "姉妹都市※ 2000–2011 (終了)"
    assert Labels("en").tie(view.ties[0]) == "sister city* 2000–2011 (ended)"
    assert Labels("both").tie(view.ties[0]) == "姉妹都市 / sister city※ 2000–2011 (終了 / ended)"


def test_dates_are_as_people_write_them() -> None:
    ja, en = Labels("ja").first, Labels("en").first
    assert ja.period("[2024-04-01..2025-03-31]", None) == "2024年度–"
    assert en.period("FY2024", "FY2024") == "FY2024"
    assert ja.period(None, "2022-12") == "–2022-12"
    assert ja.period(None, None) == ja.period("..", None) == ""
    assert ja.period("2025-08-20/2025-08-22", None) == "2025-08-20–2025-08-22"
    assert ja.period("about then", None) == "about then–"


@pytest.mark.parametrize(
    ("relation", "shown"),
    [
        ("hostCityOf", "2024年度"),
        ("tieAnniversaryWith", "2024年度"),
        ("signatoryOf", "2024年度"),
        ("sisterCityOf", "2024年度–"),
        ("holdsRole", "2024年度–"),
    ],
)
def test_what_happens_at_a_time_does_not_go_on_from_then(relation: str, shown: str) -> None:
    assert Labels("ja").first.period("FY2024", None, relation) == shown


def test_a_word_that_nobody_knows_is_shown_as_it_is() -> None:
    assert Labels("en").relation("servesTeaTo") == "serves Tea To"
    assert Labels("ja").kind("Submarine") == "Submarine"
    assert Labels("ja").status("rumoured") == "rumoured"


def test_the_legend_holds_what_is_in_the_picture_and_no_more(star: Callable[..., ViewGraph]) -> None:
    scene = compose(read_view(star(2, status="planned", trust="entered", inferred=True)), Labels("ja"))
    texts = {box.line.text for box in scene.boxes if box.role == "text" and box.line}
    assert {"都市", "機械抽出", "人が確認", "人が入力", "予定・提案", "※", "ほかの関係から推論"} <= texts
    assert not texts & {"国", "終了", "不採択・取下げ", "再掲"}


def test_the_legend_of_a_map_shows_its_dots_and_lines(star: Callable[..., ViewGraph]) -> None:
    graph = star(3, inferred=True)
    for place, node in enumerate(graph):
        graph.nodes[node].update(position=(10.0 * place, 20.0))
    graph.nodes["n2"].update(kind="Office", position=graph.nodes["n1"]["position"])  # stands in a city: one dot
    graph.graph["picture"] = "map"
    scene = compose(read_view(graph), Labels("ja"))
    texts = {box.line.text for box in scene.boxes if box.role == "text" and box.line}
    assert {"都市", "機械抽出"} <= texts
    assert not texts & {"事務所", "※", "ほかの関係から推論"}
    assert {curve.stroke.head for curve in scene.curves} == {"none"}


def test_what_is_narrow_stands_in_the_middle_of_its_sheet(path: Callable[[], ViewGraph]) -> None:
    scene = compose(read_view(path()), Labels("en"))
    things = [box for box in scene.boxes if box.role == "thing"]
    left, _, right, _ = scene.bounds
    free = min(b.at[0] - b.width / 2 for b in things) - left, right - max(b.at[0] + b.width / 2 for b in things)
    assert abs(free[0] - free[1]) < 60


def test_overflow_sources_and_date_are_named(yokohama: Callable[[], ViewGraph]) -> None:
    texts = {b.line.text for b in compose(read_view(yokohama()), Labels("ja")).boxes if b.line}
    assert "図に入りきらなかったもの: 企業（12件）、催し（5件）" in texts
    assert any(text.startswith("出典: 横浜市の国際事業") for text in texts)
    assert any("データ時点: 2025年度" in text and "うち人が確認" in text for text in texts)
    assert "横浜市の国際的なつながり" in texts
