"""The network page: the ties around one entity, between two, or all of them, as a canvas and as a table."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from ..errors import NothingFound, UnknownName
from ..graph.lookup import find_entity
from ..queries import network
from ..viz.labels import Speech
from ..viz.style import colour_of, place_of
from ..viz.view import Tie, View, plain, read_view
from .pages import Asked, Context
from .reading import Desk, Made
from .tables import CSV, XLSX, Cell, Listing, Rows, download

if TYPE_CHECKING:
    from ..viz.view import ViewGraph

LIMITS: Final = (50, 150, 500, 2000, 5000)


def page(desk: Desk, asked: Asked) -> Context | Made:
    """The network that the parameters choose: ``centre``, ``other`` (a path), ``hide`` (kinds), ``from``, ``to``."""
    view = _between(read_view(_chosen(desk, asked)), asked)
    hidden = frozenset(asked.params.get("hide", "").split())
    kinds = Counter(thing.kind for thing in view.things)
    view = _without(view, hidden)
    speech = Speech(asked.lang)
    listing = _listing(view, speech, asked)
    if asked.get("format") in (CSV, XLSX):
        return download(listing, asked.get("format"), "network")
    ranked = sorted(kinds.items(), key=lambda pair: (place_of(pair[0]), pair[0]))
    return {
        "title": plain(view.title) or asked.say("network.title"),
        "data": json.dumps(_data(view, speech, asked), ensure_ascii=False).replace("<", "\\u003c"),
        "kinds": [
            (kind, speech.kind(kind), count, colour_of(kind).lower(), kind not in hidden) for kind, count in ranked
        ],
        "listing": listing,
        "left_out": view.left_out,
        "names": sorted({plain(e.name(asked.lang)) for e in desk.holdings.directory.entities.values()})[:2000],
        "fields": {name: asked.get(name) for name in ("centre", "other", "from", "to", "limit")},
        "shown": {name: _shown(desk, asked.get(name), asked) for name in ("centre", "other")},
        "limits": LIMITS,
        "limit": _limit(asked),
    }


def _shown(desk: Desk, name: str, asked: Asked) -> str:
    entity = desk.holdings.directory.entities.get(name)
    return plain(entity.name(asked.lang)) if entity else name


def _limit(asked: Asked) -> int:
    text = asked.get("limit")
    return min(int(text), LIMITS[-1]) if text.isdecimal() and int(text) > 1 else LIMITS[1]


def _chosen(desk: Desk, asked: Asked) -> ViewGraph:
    centre, other = asked.get("centre"), asked.get("other")
    if centre and other:
        ends = [find_entity(desk.graph, name).iri for name in (centre, other)]
        return network.path(desk.graph, ends[0], ends[1], lang=asked.lang)
    if centre:
        iri = find_entity(desk.graph, centre).iri
        try:
            return network.ego(desk.graph, iri, limit=_limit(asked), lang=asked.lang)
        except NothingFound as error:
            raise UnknownName(error.key, **error.details) from error
    return network.whole(desk.graph, limit=_limit(asked), lang=asked.lang)


def _between(view: View, asked: Asked) -> View:
    """The ties that may have held in a period, with what they tie."""
    first, last = asked.get("from"), asked.get("to")
    if not (first or last):
        return view
    kept = tuple(tie for tie in view.ties if _held(tie, first or "0000", last or "9999"))
    return _of(view, kept)


def _held(tie: Tie, first: str, last: str) -> bool:
    """A tie without a date may have held at any time."""
    since, until = _year(tie.since) or "0000", _year(tie.until) or "9999"
    return since <= last[:4] and until >= first[:4]


def _year(edtf: str | None) -> str:
    text = (edtf or "").removeprefix("FY").lstrip("[")[:4]
    return text if text.isdecimal() else ""


def _without(view: View, hidden: frozenset[str]) -> View:
    if not hidden:
        return view
    gone = {thing.iri for thing in view.things if thing.kind in hidden and thing.iri != view.centre}
    return _of(view, tuple(t for t in view.ties if t.subject not in gone and t.object not in gone))


def _of(view: View, ties: tuple[Tie, ...]) -> View:
    ends = {end for tie in ties for end in (tie.subject, tie.object)} | {view.centre}
    things = tuple(thing for thing in view.things if thing.iri in ends)
    fields = {name: getattr(view, name) for name in ("title", "centre", "left_out", "documents", "as_of", "ends")}
    return View(things=things, ties=ties, **fields)


def _data(view: View, speech: Speech, asked: Asked) -> dict[str, Any]:
    """What the canvas draws. Places are worked out in the browser, from the same start each time."""
    number = {thing.iri: place for place, thing in enumerate(view.things)}
    return {
        "nodes": [
            {
                "label": thing.names(asked.lang)[0],
                "kind": thing.kind,
                "says": speech.kind(thing.kind),
                "colour": colour_of(thing.kind),
                "href": asked.entity(thing.iri),
                "expand": asked.url("network", centre=thing.iri),
                "centre": thing.iri == view.centre or thing.iri in view.ends,
            }
            for thing in view.things
        ],
        "edges": [
            [
                number[tie.subject],
                number[tie.object],
                f"{speech.relation(tie.relation)} {speech.period(tie.since, tie.until)}".strip(),
                asked.entity(tie.statement),
                tie.trust != "machine",
                tie.status,
                _year(tie.since),
                _year(tie.until),
            ]
            for tie in view.ties
        ],
        "words": {key: asked.say(f"network.{key}") for key in ("open", "expand", "ties", "no_canvas")},
    }


def _listing(view: View, speech: Speech, asked: Asked) -> Listing:
    things = {thing.iri: thing for thing in view.things}

    def end(iri: str) -> Cell:
        thing = things[iri]
        return Cell(thing.names(asked.lang)[0], asked.entity(iri), speech.kind(thing.kind))

    rows = tuple(
        (
            end(tie.subject),
            Cell(speech.relation(tie.relation), asked.entity(tie.statement)),
            end(tie.object),
            Cell(speech.period(tie.since, tie.until), look="date"),
            Cell(
                " · ".join(
                    [speech.trust(tie.trust), *([speech.status(tie.status)] if tie.status != "settled" else [])]
                )
            ),
        )
        for tie in view.ties
    )
    headings = tuple(asked.say(f"tie.{key}") for key in ("subject", "relation", "object", "period", "trust"))
    return Listing(asked.say("network.table"), headings, (Rows(rows),))
