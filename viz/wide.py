"""Very many ties as one HTML file: places worked out before, drawn by sigma, so that the page only shows them.

As offline and as closed as every page (:mod:`enishi.viz.closed`). Things that have groups stand in the fields of
these (:mod:`enishi.viz.fields`), all others near what they are tied to. The rows of the table stand once in the
file: as the table of readers without scripts, from which the page's script takes those it shows. The title of a
document stands once, in the list of sources; a row has its number there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from typing import Final

from ..errors import InputError, OutputError
from ..words import catalogue
from .closed import asset, bare, digest, inert, scripts, style_sheet, template
from .engine import EngineFailed
from .fields import Fields, fields
from .frame import notes, samples_of_lines, subtitle
from .labels import Labels
from .spread import spread
from .style import dark, line_style, outline_of, place_of, tint
from .svg import FALLBACKS
from .twin import rows_of
from .view import Tie, View

PICTURES: Final = ("ties", "network", "projects")
MANY_THINGS: Final = 300
MANY_TIES: Final = 900
"""Above either a picture is no longer read as a whole but looked around in."""
DASHES: Final = {"solid": 0, "dashed": 5, "dotted": 2}
STATUSES: Final = ("settled", "planned", "proposed", "ended", "rejected", "withdrawn")
"""From what counts most for a line that stands for several ties."""
LIBRARIES: Final = ("graphology.umd.min.js", "sigma.min.js")
SCRIPTS: Final = ("search.js", "signs.js", "plain.js", "programs.js", "picture.js", "wide.js")
WORDS: Final = {
    "found": "page.found",
    "none_found": "page.none_found",
    "select": "page.select",
    "range": "wide.range",
    "in_table": "wide.in_table",
}
PLACEHOLDERS: Final = {name: f"{{{name}}}" for name in ("count", "first", "last")}


def is_wide(view: View) -> bool:
    """Whether a view has too many things or ties for a picture that is read as a whole."""
    return view.picture in PICTURES and (len(view.things) > MANY_THINGS or len(view.ties) > MANY_TIES)


def wide_page(view: View, labels: Labels, *, name: str = "-") -> bytes:
    """The bytes of the page; equal views give equal bytes. ``name`` stands in errors.

    Raises :class:`~enishi.errors.InputError` where there is nothing to draw, :class:`~enishi.errors.OutputError`
    where Graphviz fails.
    """
    if not view.things:
        raise InputError("picture_empty", file=name)
    try:
        grouped = fields(view, labels) if _is_grouped(view) else None
        data = inert(_data(view, labels, grouped))
    except EngineFailed as error:
        raise OutputError("picture_failed", file=name, reason=str(error)) from error
    documents = documents_of(view)
    rows = "\n".join(_lines_of_table(view, labels, documents))
    above, below = subtitle(view, labels), list(_notes(view, labels))
    shown = f"＋－{data}{rows}{documents}{view.title}{above}{below}{catalogue(labels.first.lang)['viz']}"
    style = style_sheet(shown, "page.css", "wide.css")
    text = template("wide.html.jinja").render(
        lang=labels.first.lang,
        title=view.title or labels.say("untitled"),
        subtitle=above,
        notes=below,
        say=labels.say,
        rows=rows,
        documents=documents,
        kinds=kinds_of(view, labels),
        groups=_groups(grouped),
        inferred=any(tie.inferred for tie in view.ties),
        lines=[
            {"label": text, "style": line_style(tie.status), "trust": tie.trust}
            for text, tie in samples_of_lines(view, labels)
        ],
        data=data,
        style=style,
        look=digest(style),
        **scripts("\n".join(map(bare, LIBRARIES)), "".join(map(asset, SCRIPTS))),
    )
    return str(text).encode()


def _notes(view: View, labels: Labels) -> Iterator[str]:
    """What to know of the picture, then what stands under every picture."""
    pairs = {frozenset((tie.subject, tie.object)) for tie in view.ties}
    key = "wide.reading_fields" if _is_grouped(view) else "wide.reading"
    yield labels.say(key, ties=len(view.ties), lines=sum(len(pair) == 2 for pair in pairs))
    yield from notes(replace(view, picture="ties", documents=()), labels)


def documents_of(view: View) -> list[str]:
    """The titles of the sources in their order, then what else is cited."""
    cited = (citation.document for tie in view.ties for citation in tie.citations)
    return list(dict.fromkeys((*view.documents, *cited)))


def _is_grouped(view: View) -> bool:
    return any(thing.group for thing in view.things)


def _groups(grouped: Fields | None) -> list[dict[str, object]]:
    """The groups as the legend and the script have them, in order of their fields."""
    return [
        {
            "label": group.label,
            "line": group.colour,
            "fill": tint(group.colour, 0.1),
            "ink": dark(group.colour, 0.72),
            "count": len(group.things),
            "field": field,
        }
        for group, field in (grouped.groups if grouped else ())
    ]


def _data(view: View, labels: Labels, grouped: Fields | None) -> dict[str, object]:
    """What the script reads: things, and ties as rows of numbers. What is told of a tie stands in the table."""
    number = {thing.iri: place for place, thing in enumerate(view.things)}
    kinds = {kind: place for place, kind in enumerate(_kinds_of(view))}
    looks, styles = looks_of(view.ties)
    within = {
        thing.iri: place
        for place, (group, _) in enumerate(grouped.groups if grouped else ())
        for thing in group.things
    }
    return {
        "names": [list(dict.fromkeys((labels.name(t), t.name, t.name_en))) for t in view.things],
        "places": grouped.places if grouped else spread(view),
        "groups": _groups(grouped),
        "groupOf": [within[thing.iri] for thing in view.things] if within else [],
        "kindOf": [kinds[thing.kind] for thing in view.things],
        "kinds": kinds_of(view, labels),
        "ties": [[number[tie.subject], number[tie.object], looks[look_of(tie)]] for tie in view.ties],
        "styles": styles,
        "words": {word: labels.first.say(key, **PLACEHOLDERS) for word, key in WORDS.items()},
        "font": FALLBACKS,
    }


def look_of(tie: Tie) -> tuple[int, bool]:
    """How a tie is drawn, in an order in which the first counts most: its status, whether a machine found it."""
    return STATUSES.index(tie.status) if tie.status in STATUSES else 1, tie.trust == "machine"


def looks_of(ties: Iterable[Tie]) -> tuple[dict[tuple[int, bool], int], list[dict[str, object]]]:
    """The looks of these ties by number, and what a script needs to know of each."""
    looks = {look: place for place, look in enumerate(sorted({look_of(tie) for tie in ties}))}
    styles = [
        {"sure": not unsure, "dash": DASHES[line_style(STATUSES[place])], "over": STATUSES[place] in STATUSES[3:]}
        for place, unsure in looks
    ]
    return looks, styles  # type: ignore[return-value]


def _kinds_of(view: View) -> list[str]:
    return sorted({thing.kind for thing in view.things}, key=place_of)


def kinds_of(view: View, labels: Labels) -> list[dict[str, object]]:
    """The kinds as the legend has them, in its order."""
    counts = Counter(thing.kind for thing in view.things)
    outlines = ((kind, outline_of(kind)) for kind in _kinds_of(view))
    return [
        {
            "id": kind,
            "label": labels.kind(kind),
            "shape": outline.shape,
            "fill": outline.fill,
            "line": outline.colour,
            "count": counts[kind],
        }
        for kind, outline in outlines
    ]


def _lines_of_table(view: View, labels: Labels, documents: list[str]) -> Iterator[str]:
    """A row in a line; HTML lets the ends of cells be left out, and nothing written in them has a ``<``."""
    number = {title: f"<b>[{place}]</b>" for place, title in enumerate(documents, 1)}
    for row, tie in zip(rows_of(view, labels), view.ties, strict=True):
        cells = (row.subject, row.relation, row.object, row.since, row.until, row.status, row.trust)
        first, *others = map(_safe, cells)
        quotes = [
            labels.first.citation(replace(each, quote=_safe(each.quote), document=number[each.document]))
            for each in tie.citations
        ]
        told = "".join(f"<p>{quote}" for quote in quotes or map(_safe, row.evidence))
        about = (
            row.statement if row.statement.isalnum() and row.statement.isascii() else f'"{_safe(row.statement)}"'
        )
        yield f"<tr id={about}><th>{first}<td>{'<td>'.join(others)}<td>{told}"


def _safe(text: str) -> str:
    return escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;").replace("\n", " ")
