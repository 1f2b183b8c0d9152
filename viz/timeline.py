"""Ties in time: a bar for each, from when it began, under bands of Japanese eras and a scale of fiscal years.

A start known to the year alone is a pale bar over the time in which it lies. What happened once is a symbol, what
goes on ends in an arrow at the date of the data, what has ended in a rim. Ties without a date are counted below.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..errors import DataError
from ..ontology.edtf import parse
from ..ontology.eras import ERAS
from ..ontology.fiscal import fiscal_year
from ..ontology.schema import load_schema
from .labels import Labels
from .measure import LEADING, TIE, figure, names, written
from .pieces import HEADING, SMALL, anchor, heading, way
from .scene import Box, Curve, Line, Outline, Panel, Scene, Stroke
from .style import PALE, family_colour, family_of, place_of, stroke_of, tint
from .text import width
from .view import Thing, Tie, View

PLOT: Final = 760.0
ROW: Final = 21.0
BAND: Final = 20.0
MOMENTS: Final = frozenset({"Event", "Instrument"})


@dataclass(frozen=True, slots=True)
class Span:
    """When a tie began (earliest and latest day) and ended (``None``: it goes on); ``once``: it is a moment."""

    tie: Tie
    first: date
    sure: date
    end: date | None
    once: bool


def span_of(tie: Tie, kinds: frozenset[str] = frozenset()) -> Span | None:
    """The span of a tie between things of these kinds; nothing where no date is known. A tie to an event or to a
    paper that is signed is a moment, unless its end is known.
    """
    since, until = _days(tie.since), _days(tie.until)
    if since is None and until is None:
        return None
    start = since or until
    if start is None:
        return None
    relation = load_schema().relations.get(tie.relation)
    once = bool(relation and relation.momentary) or since is None or since == until
    known = [kind for kind in kinds if kind in load_schema().classes]
    once = once or (until is None and any(load_schema().is_a(kind, MOMENTS) for kind in known))
    end = until[1] if until else None
    return Span(tie, start[0], start[1], end, once)


def _days(edtf: str | None) -> tuple[date, date] | None:
    if not edtf or edtf == "..":
        return None
    try:
        interval = parse(edtf)
    except DataError:
        return None
    first = interval.earliest or interval.latest
    last = interval.latest or interval.earliest
    return (first, last) if first and last else None


def draw_timeline(view: View, labels: Labels) -> Scene:
    """The scene of a timeline; rows gathered as the families of their things come, by date within them."""
    things = {thing.iri: thing for thing in view.things}
    spans = [span for tie in view.ties if (span := _span(tie, things))]
    hub = view.centre or _hub(spans)
    rows = sorted(
        ((_subject_of(hub, span.tie, things), span) for span in spans),
        key=lambda row: (place_of(row[0].kind)[0] // 100, row[1].first, row[1].tie.statement),
    )
    return _Sheet(view, labels, things, rows, hub).scene()


def _hub(spans: list[Span]) -> str | None:
    """The thing that stands in more than half of the ties: to name it in each row would tell nothing."""
    ends = Counter(end for span in spans for end in {span.tie.subject, span.tie.object})
    hub = min(ends, key=lambda end: (-ends[end], end), default=None)
    return hub if hub and 2 * ends[hub] > len(spans) > 1 else None


def _span(tie: Tie, things: dict[str, Thing]) -> Span | None:
    return span_of(tie, frozenset((things[tie.subject].kind, things[tie.object].kind)))


def _subject_of(hub: str | None, tie: Tie, things: dict[str, Thing]) -> Thing:
    """The thing that a row is about: the end that most rows have not in common."""
    return things[tie.subject if tie.object == hub else tie.object]


class _Sheet:
    """The plot and what has been drawn on it."""

    def __init__(
        self,
        view: View,
        labels: Labels,
        things: dict[str, Thing],
        rows: list[tuple[Thing, Span]],
        hub: str | None,
    ) -> None:
        self.view, self.labels, self.things, self.rows, self.hub = view, labels, things, rows, hub
        self.named = labels.names(view)
        now = _days(view.as_of)
        days = [day for _, span in rows for day in (span.first, span.sure, span.end or span.sure)]
        days += [now[1]] if now else []
        self.now = now[1] if now else max(days, default=date(2000, 1, 1))
        years = (fiscal_year(min(days, default=self.now)), fiscal_year(max(days, default=self.now)) + 1)
        slack = max((years[1] - years[0]) // 30, 1)
        self.years = (years[0] - slack, max(years[1] + slack, years[0] + 5))
        self.boxes: list[Box] = []
        self.curves: list[Curve] = []
        self.panels: list[Panel] = []

    def x(self, day: date) -> float:
        """Where a day stands: a year is as wide as any other."""
        first, last = (date(year, 4, 1).toordinal() for year in self.years)
        return (day.toordinal() - first) / (last - first) * PLOT

    def scene(self) -> Scene:
        """Everything, the plot's left at x = 0, its top at y = 0."""
        self._rows()
        bottom = max(panel.bottom for panel in self.panels) if self.panels else ROW
        grounds = [*self.panels, *self._eras(bottom)]
        self._scale(bottom)
        note = self.labels.say("timeline.note")
        left = min([panel.left for panel in grounds], default=0.0)
        notes = [note]
        if self.hub and self.hub != self.view.centre:
            notes.append(self.labels.say("timeline.hub", name=self.named[self.hub]))
        for number, text in enumerate(notes):
            at = (left, bottom + 16 + number * SMALL * LEADING)
            self.boxes.append(written(f"note{number}", "text", Line(text, SMALL), at, align="start", ink=PALE))
        return Scene(tuple(self.boxes), tuple(self.curves), tuple(grounds), still=True)

    def _eras(self, bottom: float) -> list[Panel]:
        """A strip above, and a band behind every other era."""
        found = []
        first, last = (date(year, 4, 1) for year in self.years)
        for place, era in enumerate(ERAS):
            start = max(era.first, first)
            end = min(ERAS[place + 1].first if place + 1 < len(ERAS) else last, last)
            if start >= end:
                continue
            left, right = self.x(start), self.x(end)
            found.append(Panel(left, -BAND - 18, right, -18, "#c9d3dd" if place % 2 else "#e4e0d4"))
            text = self.labels.each(lambda s, e=era: e.name if s.lang == "ja" else e.english)  # type: ignore[misc]
            if width(text, 9.75) + 4 > right - left:
                text = (self.labels.first.lang == "ja" and era.name) or era.english
            if width(text, 9.75) + 4 <= right - left:
                at = ((left + right) / 2, -18 - BAND / 2)
                self.boxes.append(written(f"era{place}", "text", Line(text, 9.75), at))
            if place % 2 == 0:
                continue
            self.curves += self._rule(left, -3, bottom, f"r{place}", Stroke("#8aa0b4", 0.8))
            if right < PLOT:
                self.curves += self._rule(right, -3, bottom, f"q{place}", Stroke("#8aa0b4", 0.8))
        return found

    def _scale(self, bottom: float) -> None:
        """Fiscal years along the top: a line and a number every one, two, five or ten."""
        first, last = self.years
        widest = max(width(self._year(year), SMALL) for year in (first, last)) + 10
        step = next(s for s in (1, 2, 5, 10, 20, 50) if PLOT / (last - first) * s > widest)
        for year in range(-(-first // step) * step, last + 1, step):
            x = self.x(date(year, 4, 1))
            self.curves += self._rule(x, -4, bottom, f"y{year}", Stroke("#d0d4d8", 0.6))
            self.boxes.append(written(f"fy{year}", "text", Line(self._year(year), SMALL), (x, -10), ink="#4a4e52"))

    def _year(self, year: int) -> str:
        return self.labels.first.say("timeline.fiscal", year=year)

    def _rule(self, x: float, top: float, bottom: float, key: str, stroke: Stroke) -> list[Curve]:
        for end, y in (("a", top), ("b", bottom)):
            self.boxes.append(anchor(f"{key}{end}", (x, y)))
        return [Curve(key, f"{key}a", f"{key}b", way(((x, top), (x, bottom))), (x, bottom), stroke)]

    def _rows(self) -> None:
        shown = [(thing, span, figure(thing, self.labels), self._label(thing, span)) for thing, span in self.rows]
        names_wide = max((f.width for _, _, f, _ in shown), default=80.0)
        labels_wide = max((width(text, TIE) for *_, text in shown), default=60.0)
        left = -(names_wide + labels_wide + 44)
        y, family, top = 6.0, "", 0.0
        for number, (thing, span, drawn, text) in enumerate(shown):
            if family_of(thing.kind) != family:
                if family:
                    self._close(family, left, top, y)
                    y += 6
                family, top = family_of(thing.kind), y
                label = self.labels.each(lambda s, f=family: s.say(f"families.{f}"))  # type: ignore[misc]
                at = (left + 10, y + 4 + HEADING * LEADING / 2)
                self.boxes.append(heading(f"h{number}", label, at, ink=family_colour(family)))
                y += HEADING * LEADING + 8
            high = max(drawn.height + 2, ROW)
            middle = y + high / 2
            about, key = thing.iri, f"n{number}"
            beside = (left + 10, middle)
            self.boxes += names(key, drawn, beside, align="start")
            right = Line(text, TIE)
            self.boxes.append(
                written(f"l{number}", "label", right, (-14, middle), align="end", about=span.tie.statement)
            )
            self._bar(key, span, drawn.outline, drawn.symbol, y=middle, title=self.labels.title(thing), about=about)
            y += high
        if family:
            self._close(family, left, top, y)

    def _close(self, family: str, left: float, top: float, bottom: float) -> None:
        self.panels.append(Panel(left, top, PLOT, bottom + 3, tint(family_colour(family), 0.1)))

    def _label(self, thing: Thing, span: Span) -> str:
        """The tie in words; with its other end where that is not the one that most rows have in common."""
        tie, text = span.tie, self.labels.tie(span.tie)
        other = tie.other(thing.iri)
        return text if other == self.hub else f"{self.named[other]} · {text}"

    def _bar(
        self, key: str, span: Span, outline: Outline, size: tuple[float, float], *, y: float, title: str, about: str
    ) -> None:
        tie = span.tie
        says = "\n".join((self.labels.sentence(tie, self.named), *self.labels.evidence(tie)))
        colour = family_colour(family_of(self.things[about].kind))
        first, sure = self.x(span.first), self.x(span.sure)
        if sure - first > 2:
            pale = Outline("box", tint(colour, 0.3), tint(colour, 0.3), 0.1)
            self.boxes.append(Box(f"u{key}", "sample", ((first + sure) / 2, y), sure - first, 9.0, pale, says=says))
        share = 0.62
        symbol = Box(
            key,
            "thing",
            ((first + sure) / 2, y),
            size[0] * share,
            size[1] * share,
            outline,
            says=title,
            about=about,
        )
        self.boxes.append(symbol)
        end = span.end or (None if span.once else self.now)
        if end is None or self.x(end) - symbol.at[0] < size[0] * share / 2 + 3:
            at, tip = (symbol.at[0] - 2, y), (symbol.at[0] + 2, y)
            stroke = stroke_of(tie, forward=True, colour=colour)
            head = Stroke(stroke.colour, stroke.pen, stroke.style, "none", stroke.double)
        else:
            at = (symbol.at[0] + size[0] * share / 2, y)
            tip = (self.x(end), y)
            stroke = stroke_of(tie, forward=True, colour=colour)
            ended = "tee" if span.end else ("normal" if tie.trust != "machine" else "onormal")
            head = Stroke(stroke.colour, stroke.pen, stroke.style, ended, stroke.double)
        self.boxes.append(anchor(f"z{key}", tip))
        stop = tip if head.head == "none" else (tip[0] - (1.5 if head.head == "tee" else 6), y)
        self.curves.append(Curve(f"e{key}", key, f"z{key}", way((at, stop)), tip, head, says, tie.statement))
