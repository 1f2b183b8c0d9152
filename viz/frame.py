"""What stands around a picture: title and date above; legend, what was left out and the sources below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from .groups import MOST
from .labels import Labels, Speech
from .measure import LEADING, SIZES, SYMBOL, written
from .pieces import anchor
from .scene import Box, Curve, Line, Outline, Panel, Point, Scene
from .style import GREY, INK, line_style, outline_of, place_of, stroke_of
from .text import width, wrap
from .view import Tie, View
from .wings import straight

TITLE: Final = 22.5
NOTE: Final = 9.75
NARROWEST: Final = 620.0
SAMPLE_WIDTH: Final = 30.0
LEGEND_STEP: Final = 24.0
MARGIN: Final = 24.0


def frame(scene: Scene, view: View, labels: Labels) -> Scene:
    """The scene with its frame; what it is about keeps its place."""
    left, top, right, bottom = scene.bounds
    if right - left < NARROWEST:
        middle = (left + right) / 2
        left, right = middle - NARROWEST / 2, middle + NARROWEST / 2
    room = right - left
    texts: list[Box] = [anchor("edge", (right, bottom))]  # what is narrower stands in the middle of the sheet

    above = [(subtitle(view, labels), NOTE, GREY)]
    above += [(line, TITLE, INK) for line in reversed(wrap(view.title or labels.say("untitled"), TITLE, room, 3))]
    y = top - 14.0
    for text, size, ink in above:
        y -= size * LEADING
        texts.append(_text(f"t{len(texts)}", text, size, (left, y + size * LEADING / 2), ink))

    y = bottom + 26.0
    boxes: list[Box] = []
    curves: list[Curve] = []
    if view.picture != "budget":  # bars and ribbons say what they are
        boxes, curves, y = _legend(view, scene, labels, Panel(left, y, right, y, ""))
    for paragraph in notes(view, labels):
        for line in wrap(paragraph, NOTE, room, 12):
            texts.append(_text(f"t{len(texts)}", line, NOTE, (left, y), GREY))
            y += NOTE * LEADING + 1
        y += 3
    return scene.with_boxes((*texts, *boxes), curves)


def page_of(scene: Scene) -> Panel:
    """The sheet around a scene, with a margin."""
    left, top, right, bottom = scene.bounds
    return Panel(left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN, "#ffffff")


def subtitle(view: View, labels: Labels) -> str:
    """For what date the data speaks, how many ties there are and how many of them a person has confirmed."""
    confirmed = sum(tie.trust != "machine" for tie in view.ties)
    parts = [labels.each(lambda s: s.say("as_of", date=s.date(view.as_of)))] if view.as_of else []
    parts.append(labels.say("confirmed_share", ties=len(view.ties), confirmed=confirmed))
    return "　".join(parts)


def notes(view: View, labels: Labels) -> Iterator[str]:
    """What was left out, and the sources: a paragraph each, where there is something to say."""

    def left_out(speech: Speech) -> str:
        parts = (speech.say("left_out_part", label=label, count=count) for label, count in view.left_out)
        return speech.say("left_out", parts=speech.say("left_out_separator").join(parts))

    def sources(speech: Speech) -> str:
        return speech.say("sources", documents=speech.say("sources_separator").join(view.documents))

    if view.picture == "network" and len(view.ties) > MOST:
        yield labels.say("groups.thinned", count=len(view.ties))
    if view.left_out:
        yield labels.each(left_out)
    if view.documents:
        yield sources(labels.first)


def _text(key: str, text: str, size: float, at: Point, ink: str) -> Box:
    return written(key, "text", Line(text, size), at, align="start", ink=ink)


def _legend(view: View, scene: Scene, labels: Labels, area: Panel) -> tuple[list[Box], list[Curve], float]:
    """Samples from the top of an area downwards, and where they end."""
    left, right, y = area.left, area.right, area.top
    boxes: list[Box] = []
    curves: list[Curve] = []
    x = left

    def room(text: str) -> tuple[float, float]:
        nonlocal x, y
        need = SAMPLE_WIDTH + 6 + width(text, NOTE)
        if x > left and x + need > right:
            x, y = left, y + LEGEND_STEP
        place = x
        x += need + 20
        return place, y

    def written(text: str, at: tuple[float, float]) -> None:
        boxes.append(_text(f"g{len(boxes)}", text, NOTE, (at[0] + SAMPLE_WIDTH + 6, at[1]), INK))

    for text, outline in samples_of_shapes(view, scene, labels):
        at = room(text)
        middle = (at[0] + SAMPLE_WIDTH / 2, at[1])
        size = SIZES.get(outline.shape, (SYMBOL, SYMBOL))
        boxes.append(Box(f"g{len(boxes)}", "sample", middle, *size, outline))
        written(text, at)
    if view.ties:
        x, y = left, y + LEGEND_STEP
    for text, sample in samples_of_lines(view, labels):
        at = room(text)
        stroke = stroke_of(sample, forward=True, colour=INK)
        if view.picture == "map":  # and no heads
            stroke = replace(stroke, head="none")
        ends = []
        for place in (at[0], at[0] + SAMPLE_WIDTH):
            ends.append(f"g{len(boxes)}")
            boxes.append(Box(ends[-1], "sample", (place, at[1]), 1, 1, Outline()))
        start, tip = (at[0], at[1]), (at[0] + SAMPLE_WIDTH, at[1])
        points = (start, *straight(start, (tip[0] - 6, tip[1])))
        curves.append(Curve(f"s{len(curves)}", ends[0], ends[1], points, tip, stroke))
        written(text, at)
    if view.picture != "map" and any(tie.inferred for tie in view.ties):  # a map's lines have no labels
        text = labels.say("inferred")
        at = room(text)
        mark = labels.first.say("inferred_mark")
        boxes.append(_text(f"g{len(boxes)}", mark, NOTE, (at[0] + SAMPLE_WIDTH - 10, at[1]), INK))
        written(text, at)
    return boxes, curves, y + LEGEND_STEP


def samples_of_shapes(view: View, scene: Scene, labels: Labels) -> Iterator[tuple[str, Outline]]:
    """The kinds in a view with their outlines, and that of what is drawn again where anything is."""
    drawn = {box.about for box in scene.boxes if box.role == "thing"}
    for kind in sorted({thing.kind for thing in view.things if thing.iri in drawn}, key=place_of):
        yield labels.kind(kind), outline_of(kind)
    if any(box.role == "thing" and box.outline.ink == GREY for box in scene.boxes):
        yield labels.say("again"), outline_of("", again=True)


def samples_of_lines(view: View, labels: Labels) -> Iterable[tuple[str, Tie]]:
    """The samples of lines: how ties are trusted always, what is not settled where it occurs."""
    shown = ["machine", "confirmed"] + ["entered"] * any(tie.trust == "entered" for tie in view.ties)
    for trust in shown if view.ties else ():
        yield labels.say(f"lines.{trust}"), _sample("settled", trust)
    for status in ("planned", "ended", "rejected"):
        style = line_style(status)
        alike = {"planned": ("planned", "proposed"), "rejected": ("rejected", "withdrawn")}.get(status, (status,))
        if style and any(tie.status in alike for tie in view.ties):
            yield labels.say(f"lines.{status}"), _sample(status, "machine")


def _sample(status: str, trust: str) -> Tie:
    return Tie("", "a", "b", "", None, None, status, trust, False, False, ())
