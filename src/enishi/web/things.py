"""The page of an entity, and the page of one tie with every sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..errors import UnknownName
from ..graph.terms import is_iri
from ..ontology.model import STATEMENT, VALUE, Entity, Value
from ..queries.citation import sources
from ..queries.display import basis_text
from ..queries.dossier import Dossier, Tie, dossier
from ..queries.export import footnote
from ..viz.labels import Speech
from ..viz.view import plain
from .holdings import Desk
from .mapping import chart
from .pages import BASE, Asked, Context, elsewhere
from .reading import Made
from .tables import CSV, XLSX, Cell, Listing, Rows, download
from .telling import Telling

YEARS_AHEAD: Final = 6
"""How many years of anniversaries an entity's page shows."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A dated tie on the timeline: where it begins and ends, in percent of the width."""

    year: str
    left: float
    width: float
    text: str
    href: str
    look: str


def entity(desk: Desk, asked: Asked) -> Context | Made:
    """An entity: names, ties, documents, anniversaries."""
    found = _entity(desk, BASE + "id/" + asked.parts["local"])
    window = (asked.today, date(asked.today.year + YEARS_AHEAD, 3, 31))
    held = dossier(desk.graph, found, window=window)
    telling = Telling(asked)
    listing = _ties(held, telling)
    if asked.get("format") in (CSV, XLSX):
        return download(listing, asked.get("format"), "ties")
    name = plain(found.name(asked.lang))
    other = plain(found.name("en" if asked.lang == "ja" else "ja"))
    return {
        "title": name,
        "other_name": other if other != name else "",
        "kinds": [Speech(asked.lang).kind(found.kind)],
        "names": [(plain(n.text), n.lang) for n in found.names if plain(n.text) not in (name, other)],
        "attributes": [(_attribute(key, asked), plain(text)) for key, text in found.attributes],
        "iri": found.iri,
        "local": asked.parts["local"],
        "listing": listing,
        "chart": chart(held, asked),
        "timeline": list(_timeline(held, telling)),
        "milestones": _milestones(held, telling),
        "documents": [
            (plain(d.title) or plain(d.name), asked.entity(d.iri), telling.speech.date(d.as_of), count)
            for d, count in held.documents
        ],
        "network_url": asked.url("network", centre=found.iri),
        "citation": asked.say("cite.entity", name=name, iri=found.iri, date=asked.today.isoformat()),
    }


def _attribute(key: str, asked: Asked) -> str:
    from ..ontology.schema import load_schema  # noqa: PLC0415

    declared = load_schema().properties.get(key)
    return declared.labels[asked.lang] if declared else key


def _entity(desk: Desk, iri: str) -> Entity:
    found = desk.graph.entities([iri]) if is_iri(iri) else []
    if not found or found[0].iri != iri:
        hits = desk.directory.search(desk.graph, iri.rsplit("/", 1)[-1])
        raise UnknownName("entity_unknown", name=iri, nearest=[hit.name for hit in hits[:5]] or ["-"])
    return found[0]


def _ties(held: Dossier, telling: Telling) -> Listing:
    say, name = telling.asked.say, plain(held.entity.name(telling.asked.lang))
    groups = [
        Rows(
            tuple(_row(tie, telling) for tie in group.ties),
            telling.relation(group.relation, towards="" if group.forward else name),
            f"{group.relation}{'' if group.forward else '-of'}",
        )
        for group in held.groups
    ]
    if held.proposals:
        rows = tuple(_row(tie, telling, named=True) for tie in held.proposals)
        groups.append(Rows(rows, say("tie.proposals"), "proposals"))
    headings = tuple(say(f"tie.{key}") for key in ("other", "period", "trust", "source"))
    return Listing(say("tie.caption", name=name), headings, tuple(groups), say("tie.relation"))


def _row(tie: Tie, telling: Telling, *, named: bool = False) -> tuple[Cell, ...]:
    other = telling.end(tie.other)
    qualifiers = [text for _, text in telling.qualifiers(tie.fact)]
    parts = [telling.relation(tie.fact.relation)] if named else []
    note = " · ".join([*parts, *([other.note] if other.note else []), *qualifiers])
    return (
        Cell(other.text, other.href, note),
        Cell(telling.period(tie.fact), look="date"),
        Cell(telling.trust(tie.fact), look=tie.fact.trust.value),
        telling.source(tie.fact, tie.citations),
    )


def _milestones(held: Dossier, telling: Telling) -> list[tuple[str, str, str, str, str]]:
    say = telling.asked.say
    return [
        (
            telling.speech.date(m.falls),
            say("anniversaries.years", years=m.years),
            telling.line(m.tie, plain(held.entity.name(telling.asked.lang))),
            telling.asked.entity(m.tie.fact.id),
            "" if m.certain else say("anniversaries.uncertain"),
        )
        for m in held.milestones
    ]


def _timeline(held: Dossier, telling: Telling) -> Iterator[Dot]:
    """The ties that say in which year they began, on a line from the first to this year."""
    settled = [tie for tie in held.ties if tie.fact.status.asserts]
    dated = [(year, tie) for tie in settled if (year := _year(tie.fact.since)) is not None]
    if len({year for year, _ in dated}) < 2:
        return
    first = min(year for year, _ in dated)
    last = max(telling.asked.today.year, *(year for year, _ in dated))
    for begun, tie in sorted(dated, key=lambda pair: (pair[0], pair[1].fact.id)):
        until = _year(tie.fact.until)
        end = begun if tie.fact.until and until is None else last if until is None else until
        yield Dot(
            year=telling.period(tie.fact),
            left=round(100 * (begun - first) / (last - first), 2),
            width=round(max(0.6, 100 * (min(max(end, begun), last) - begun) / (last - first)), 2),
            text=telling.line(tie, plain(held.entity.name(telling.asked.lang))),
            href=telling.asked.entity(tie.fact.id),
            look=tie.fact.status.value,
        )


def _year(edtf: str | None) -> int | None:
    text = (edtf or "").removeprefix("FY").lstrip("[")[:4]
    return int(text) if len(text) == 4 and text.isdecimal() else None


def statement(desk: Desk, asked: Asked) -> Context | Made:
    """One tie: its ends, its dates and status, and each place that says it."""
    iri = STATEMENT + asked.parts["local"]
    facts = desk.graph.facts([iri]) if asked.parts["local"].isalnum() else []
    if not facts:
        raise UnknownName("statement_none", name=iri)
    fact, telling = facts[0], Telling(asked)
    ends = [end for end in (fact.subject, fact.object) if isinstance(end, str)]
    entities = {entity.iri: entity for entity in desk.graph.entities(ends)}
    subject = entities.get(fact.subject, Entity(fact.subject, "Thing", ()))
    thing = (
        fact.object
        if isinstance(fact.object, Value)
        else entities.get(fact.object, Entity(fact.object, "Thing", ()))
    )
    background = sources(desk.graph, [iri], facts)
    citations = background.citations([iri])
    rows = [
        (asked.say("tie.subject"), telling.end(subject)),
        (asked.say("tie.relation"), Cell(telling.relation(fact.relation))),
        (asked.say("tie.object"), telling.end(thing)),
        (asked.say("tie.period"), Cell(telling.period(fact) or asked.say("tie.undated"))),
        (asked.say("tie.trust"), Cell(telling.trust(fact))),
        *((name, Cell(text)) for name, text in telling.qualifiers(fact)),
        (asked.say("tie.stated_for"), Cell(telling.speech.period(fact.as_of_first, fact.as_of_last))),
    ]
    return {
        "title": telling.sentence(fact, subject, thing),
        "rows": [(name, cell) for name, cell in rows if cell.text],
        "citations": [
            {
                "quote": plain(c.quote),
                "place": telling.place(c),
                "href": telling.spot(c),
                "basis": plain(basis_text(c.basis, asked.lang)) if c.basis else "",
                "lang": background.documents[c.document].lang,
            }
            for c in citations
        ],
        "iri": iri,
        "local": asked.parts["local"],
        "citation": _cited((plain(footnote(c, asked.lang)) for c in citations), iri),
    }


def _cited(notes: Iterable[str], iri: str) -> str:
    return "\n".join([*dict.fromkeys(notes), iri])


def value(_: Desk, asked: Asked) -> Made:
    """A value node has no page but its statement's."""
    return elsewhere(asked.entity(STATEMENT + (VALUE + asked.parts["local"]).removeprefix(VALUE)))
