"""The network page: the ties around one entity, between two, or all of them, as a canvas and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from ..errors import NothingFound, OutputError, UnknownName
from ..graph.lookup import find_entity
from ..graph.terms import is_iri
from ..ontology.model import ENTITY, STATEMENT
from ..queries.networks import network
from ..queries.networks.outline import among
from ..viz.closed import inert
from ..viz.engine import EngineFailed
from ..viz.labels import Labels, Speech
from ..viz.spread import spread
from ..viz.view import Tie, View, plain, read_view
from ..viz.wide import kinds_of, look_of, looks_of
from ..words import LANGS, Lang
from .holdings import Desk
from .pages import Asked, Context
from .pictures import Picture
from .reading import Made
from .tables import CSV, XLSX, Cell, Listing, Rows, download, sheet

if TYPE_CHECKING:
    from ..viz.scene import Point
    from ..viz.view import ViewGraph

LIMITS: Final = (50, 150, 500, 2000, 5000)
NAMES: Final = 500


def page(desk: Desk, asked: Asked) -> Context | Made:
    """The network chosen by ``centre``, ``other`` (a path), ``hide`` (kinds), ``from`` and ``to``."""
    drawn = _drawn(desk, asked)
    chosen = _worded(drawn, asked)
    view = _between(chosen, asked)
    hidden = frozenset(asked.get("hide").split())
    listed = _without(view, hidden)
    if asked.get("format") in (CSV, XLSX):
        return download(_listing(listed, listed.ties, asked), asked.get("format"), "network")
    kinds = kinds_of(view, Labels(asked.lang))
    shown, turned = sheet(len(listed.ties), asked)
    return {
        "title": plain(view.title) or asked.say("network.title"),
        "data": inert(_data(view, kinds, drawn.places, asked)),
        "kinds": [{**kind, "turn": asked.here(hide=_turned(hidden, kind["id"]), page="")} for kind in kinds],
        "hidden": hidden,
        "listing": _listing(listed, listed.ties[shown], asked),
        "sheet": turned,
        "left_out": view.left_out,
        "names": sorted({name for thing in chosen.things for name in thing.names(asked.lang)})[:NAMES],
        "fields": {name: asked.get(name) for name in ("centre", "other", "from", "to", "limit")},
        "shown": {name: _shown(desk, asked.get(name), asked) for name in ("centre", "other")},
        "limits": LIMITS,
        "limit": _limit(asked),
    }


def _turned(hidden: frozenset[str], kind: object) -> str:
    return " ".join(sorted(hidden ^ {str(kind)}))


def usual() -> Iterator[Callable[[Desk], object]]:
    """What makes what first visitors ask for: the names, and the pictures of all things, the smallest first."""
    yield lambda desk: desk.directory
    for limit in LIMITS:
        yield partial(_drawn, asked=_asked("en", limit=str(limit)))
    for lang in LANGS:
        yield partial(_around_the_busiest, lang=lang)
        yield partial(Desk.offered, lang=lang)


def _asked(lang: Lang, **params: str) -> Asked:
    return Asked(lang, "network", {}, params, date.min)


def _around_the_busiest(desk: Desk, lang: Lang) -> Picture:
    """The picture around the thing with most ties: what takes longest, and what is asked for first."""
    whole = _drawn(desk, _asked("en", limit=str(LIMITS[0])))
    ends = Counter(end for tie in whole.view.ties for end in (tie.subject, tie.object))
    if not ends:
        return whole
    return _drawn(desk, _asked(lang, centre=min(ends, key=lambda end: (-ends[end], end))))


def _drawn(desk: Desk, asked: Asked) -> Picture:
    """The picture that is asked for, made once for a version of the graph, whatever is hidden or left out later."""
    centre, limit = asked.get("centre"), min(_limit(asked), desk.things)
    key = (centre, asked.get("other"), limit, asked.lang if centre else "")

    def made() -> Picture:
        if centre and not asked.get("other") and (meant := _meant(desk, centre)) != centre:
            return _drawn(
                desk, replace(asked, params={**asked.params, "centre": meant})
            )  # one picture, however called
        graph, left = _chosen(desk, asked)
        view = read_view(graph)
        try:
            places = spread(view) if view.things else []
        except EngineFailed as error:
            raise OutputError("picture_failed", file=asked.path, reason=str(error)) from error
        return Picture(
            view, {thing.iri: at for thing, at in zip(view.things, places, strict=True)}, tuple(left.items())
        )

    return desk.holdings.pictures.get(key, made)


def _worded(drawn: Picture, asked: Asked) -> View:
    """The view of a picture; that of all things is made for both languages and has its words here."""
    if asked.get("centre"):
        return drawn.view
    left_out = network.labelled(dict(drawn.left), asked.lang)
    return replace(drawn.view, title=asked.words.say("queries.view.whole"), left_out=left_out)


def _shown(desk: Desk, name: str, asked: Asked) -> str:
    shown = desk.graph.names([name], asked.lang) if is_iri(name) else {}
    return plain(shown.get(name, name)) if shown else name


def _limit(asked: Asked) -> int:
    text = asked.get("limit")
    return min(int(text), LIMITS[-1]) if text.isdecimal() and int(text) > 1 else LIMITS[1]


def _chosen(desk: Desk, asked: Asked) -> tuple[ViewGraph, Counter[str]]:
    """What is drawn, and the kinds of all that is left out. Quotes are not read: each tie leads to its own page."""
    centre, other, graph = asked.get("centre"), asked.get("other"), desk.graph
    lang = asked.lang
    if centre and other:
        ends = _meant(desk, centre), _meant(desk, other)
        return network.path(graph, *ends, lang=lang, evidence=False), Counter()
    if centre:
        iri = _meant(desk, centre)
        try:
            return network.ego(
                graph, iri, limit=_limit(asked), lang=lang, evidence=False, known=desk.kind_of
            ), Counter()
        except NothingFound as error:
            raise UnknownName(error.key, **error.details) from error
    view = network.cut(graph, among(graph, desk.ranked[: _limit(asked)]))
    return view, desk.kinds - Counter(str(kind) for _, kind in view.nodes.data("kind"))


def _meant(desk: Desk, name: str) -> str:
    return find_entity(desk.graph, name).iri


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


def _data(
    view: View, kinds: list[dict[str, object]], places: Mapping[str, Point], asked: Asked
) -> dict[str, object]:
    """What the canvas draws. A tie: ends, look and relation by number, statement, period, first and last year."""
    speech = Speech(asked.lang)
    period = cache(speech.period)
    number = {thing.iri: place for place, thing in enumerate(view.things)}
    kind = {each["id"]: place for place, each in enumerate(kinds)}
    relations = {name: place for place, name in enumerate(sorted({tie.relation for tie in view.ties}))}
    looks, styles = looks_of(view.ties)
    return {
        "names": [thing.names(asked.lang)[0] for thing in view.things],
        "hrefs": [thing.iri.removeprefix(ENTITY) for thing in view.things],
        "kindOf": [kind[thing.kind] for thing in view.things],
        "kinds": kinds,
        "places": [places[thing.iri] for thing in view.things],
        "ties": [
            [
                number[tie.subject],
                number[tie.object],
                looks[look_of(tie)],
                relations[tie.relation],
                tie.statement.removeprefix(STATEMENT),
                period(tie.since, tie.until, tie.relation),
                _year(tie.since),
                _year(tie.until),
            ]
            for tie in view.ties
        ],
        "styles": styles,
        "relations": [speech.relation(name) for name in relations],
        "iris": ENTITY,
        "base": asked.url("id/"),
        "statements": asked.url("statement/"),
        "around": asked.here(other="", hide="", page="", thing="", year=""),
        "words": {
            "open": asked.say("network.open"),
            "expand": asked.say("network.expand"),
            "hint": asked.say("network.hint"),
            "more": asked.say("network.more", count="{count}"),
        },
    }


def _listing(view: View, ties: tuple[Tie, ...], asked: Asked) -> Listing:
    """Some of the ties of a view as rows."""
    speech = Speech(asked.lang)
    things = {thing.iri: thing for thing in view.things}

    def end(iri: str) -> Cell:
        thing = things[iri]
        return Cell(thing.names(asked.lang)[0], asked.entity(iri), speech.kind(thing.kind))

    rows = tuple(
        (
            end(tie.subject),
            Cell(speech.relation(tie.relation), asked.entity(tie.statement)),
            end(tie.object),
            Cell(speech.period(tie.since, tie.until, tie.relation), look="date"),
            Cell(
                " · ".join(
                    [speech.trust(tie.trust), *([speech.status(tie.status)] if tie.status != "settled" else [])]
                )
            ),
        )
        for tie in ties
    )
    headings = tuple(asked.say(f"tie.{key}") for key in ("subject", "relation", "object", "period", "trust"))
    return Listing(asked.say("network.table"), headings, (Rows(rows),))
