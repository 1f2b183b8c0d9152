"""The way in: what the graph holds, and a box that finds any name in either language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..graph.directory import LIKE, Hit
from ..ontology.model import ENTITY, STATEMENTS_GRAPH
from ..queries.catalogue import load_catalogue
from ..viz.labels import Speech
from ..viz.view import plain
from .holdings import Desk
from .pages import Asked, Context, elsewhere
from .reading import Made

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
    speech = Speech(asked.lang)
    busiest = []
    counted = {str(iri): int(str(n)) for iri, n in desk.rows(_BUSIEST.replace("STR(id:)", f'"{ENTITY}"'))}
    entities = {entity.iri: entity for entity in desk.graph.entities(counted)} if counted else {}
    for iri, count in counted.items():
        if (entity := entities.get(iri)) is not None:
            name = plain(entity.name(asked.lang))
            busiest.append(Found(name, "", speech.kind(entity.kind), asked.entity(entity.iri), count))
    examples = [question for question in load_catalogue().values() if question.id != "document-facts"][:6]
    return {
        "title": asked.say("home.title"),
        "counts": {
            "statements": next(iter(desk.rows(_COUNT)), (0,))[0],
            "things": desk.things,
            "documents": len(desk.shelf),
        },
        "busiest": busiest,
        "questions": [
            (question.title.say(asked.lang), asked.url(f"questions/{question.id}")) for question in examples
        ],
        "q": "",
    }


def search(desk: Desk, asked: Asked) -> Context | Made:
    """What a text finds. A name that only one thing bears leads there at once, unless ``all`` is asked for."""
    text = asked.get("q")
    hits = desk.directory.search(desk.graph, text)
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
    hits = desk.directory.search(desk.graph, asked.get("q"), limit=SUGGESTED) if asked.get("q") else []
    return {"found": [found(hit, asked) for hit in hits if hit.fit != LIKE], "q": asked.get("q")}


def found(hit: Hit, asked: Asked) -> Found:
    """A hit as a list shows it: the name in the page's language, and how it was found where that differs."""
    entity = hit.entity
    name, other = plain(entity.name(asked.lang)), plain(entity.name("en" if asked.lang == "ja" else "ja"))
    also = plain(hit.name) if plain(hit.name) not in (name, other) else ""
    parts = [part for part in (other if other != name else "", also) if part]
    return Found(name, " · ".join(parts), Speech(asked.lang).kind(entity.kind), asked.entity(entity.iri))
