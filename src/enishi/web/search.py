"""The way in: what the graph holds, and a box that finds any name in either language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..graph.directory import LIKE, Hit
from ..graph.home import Table
from ..ontology.model import STATEMENTS_GRAPH
from ..queries.catalogue import load_catalogue
from ..viz.labels import Speech
from ..viz.view import plain
from .pages import Asked, Context, elsewhere
from .reading import Desk, Made

SUGGESTED: Final = 8
BUSIEST: Final = 12
_COUNT: Final = f"SELECT (COUNT(?s) AS ?n) {{ GRAPH <{STATEMENTS_GRAPH}> {{ ?s rdf:predicate ?p }} }}"
_BUSIEST: Final = f"""SELECT ?e (COUNT(?s) AS ?n) {{ GRAPH <{STATEMENTS_GRAPH}> {{
  {{ ?s rdf:subject ?e }} UNION {{ ?s rdf:object ?e }} }}
  FILTER(STRSTARTS(STR(?e), STR(id:))) }} GROUP BY ?e ORDER BY DESC(?n) STR(?e) LIMIT {BUSIEST}"""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing as a list of names shows it."""

    name: str
    also: str
    kind: str
    href: str
    count: int = 0


def home(desk: Desk, asked: Asked) -> Context:
    """The first page."""
    directory = desk.holdings.directory
    speech = Speech(asked.lang)
    busiest = []
    for iri, count in rows(desk, _BUSIEST.replace("STR(id:)", '"https://w3id.org/enishi/id/"')):
        if (entity := directory.entities.get(str(iri))) is not None:
            name = plain(entity.name(asked.lang))
            busiest.append(Found(name, "", speech.kind(entity.kind), asked.entity(entity.iri), int(str(count))))
    examples = [question for question in load_catalogue().values() if question.id != "document-facts"][:6]
    return {
        "title": asked.say("home.title"),
        "counts": {
            "statements": next(iter(rows(desk, _COUNT)), (0,))[0],
            "things": len(directory.entities),
            "documents": len(desk.holdings.documents),
        },
        "busiest": busiest,
        "questions": [
            (question.title.say(asked.lang), asked.url(f"questions/{question.id}")) for question in examples
        ],
        "q": "",
    }


def rows(desk: Desk, query: str) -> tuple[tuple[object, ...], ...]:
    """The rows of a query of ours."""
    found = desk.graph.sparql(query)
    return found.rows if isinstance(found, Table) else ()


def search(desk: Desk, asked: Asked) -> Context | Made:
    """What a text finds. A name that only one thing bears leads there at once, unless ``all`` is asked for."""
    text = asked.get("q")
    hits = desk.holdings.directory.search(text)
    whole = [hit for hit in hits if hit.fit == 0]
    if len(whole) == 1 and asked.get("go") and not asked.fragment:
        return elsewhere(asked.entity(whole[0].entity.iri))
    return {
        "title": asked.say("search.title", text=plain(text)) if text else asked.say("search.heading"),
        "q": text,
        "found": [found(hit, asked) for hit in hits],
        "like": bool(hits) and hits[0].fit == LIKE,
    }


def suggestions(desk: Desk, asked: Asked) -> Context:
    """The first names that a beginning finds, as options of a list."""
    hits = desk.holdings.directory.search(asked.get("q"), limit=SUGGESTED) if asked.get("q") else []
    return {"found": [found(hit, asked) for hit in hits if hit.fit != LIKE], "q": asked.get("q")}


def found(hit: Hit, asked: Asked) -> Found:
    """A hit as a list shows it: the name in the page's language, and how it was found where that differs."""
    entity = hit.entity
    name, other = plain(entity.name(asked.lang)), plain(entity.name("en" if asked.lang == "ja" else "ja"))
    also = plain(hit.name) if plain(hit.name) not in (name, other) else ""
    parts = [part for part in (other if other != name else "", also) if part]
    return Found(name, " · ".join(parts), Speech(asked.lang).kind(entity.kind), asked.entity(entity.iri))
