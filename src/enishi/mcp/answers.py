"""What the tools answer: the library's answers as plain data, with names beside IRIs and quotes beside facts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ..errors import NothingFound, UnknownName
from ..graph.directory import LIKE, Directory
from ..graph.home import Graph, Table
from ..graph.lookup import find_entity
from ..ontology.model import Value
from ..ontology.schema import load_schema
from ..queries.answer import ask as asked
from ..queries.asking.comparisons import compare
from ..queries.asking.understanding import Meant, understand
from ..queries.catalogue import load_catalogue
from ..queries.citation import Citation, sources
from ..queries.comparing.changes import changes as compared
from ..queries.display import relation_label, value_text
from ..queries.dossier import Tie, dossier
from ..queries.export import footnote, summary, to_json
from ..queries.shelf import shelf
from ..words import Lang

if TYPE_CHECKING:
    from ..graph.home import StatedFact
    from ..ontology.model import Entity
    from ..queries.answer import Answer

FIRST_MONTH = 4
"""The month in which a Japanese fiscal year begins."""


def questions(lang: Lang) -> list[dict[str, Any]]:
    """The catalogue."""
    return [
        {
            "id": question.id,
            "title": question.title.say(lang),
            "description": question.description.say(lang),
            "parameters": [
                {
                    "name": parameter.name,
                    "label": parameter.label.say(lang),
                    "type": parameter.type,
                    "required": parameter.required,
                    "default": parameter.default,
                }
                for parameter in question.parameters
            ],
        }
        for question in load_catalogue().values()
    ]


def ask(
    graph: Graph,
    question: str,
    parameters: Mapping[str, str],
    *,
    lang: Lang,
    as_of: str | None = None,
    confirmed: bool = False,
) -> dict[str, Any]:
    """A question's rows, and how many there are; of one in words, also what was understood."""
    if not _is_id(question):
        return _in_words(graph, question, lang=lang, as_of=as_of, confirmed=confirmed)
    return _rows(asked(graph, question, parameters, lang=lang, as_of=as_of, confirmed_only=confirmed))


def _is_id(question: str) -> bool:
    """Whether this is the id of a question, or is spelled like one."""
    return question.isascii() and question.islower() and " " not in question


def _in_words(graph: Graph, text: str, *, lang: Lang, as_of: str | None, confirmed: bool) -> dict[str, Any]:
    found = understand(graph, text)
    meant = found.meant
    if meant is None:
        unexplained = list(found.unexplained) or ["-"]
        if not found.offered:
            raise NothingFound("words_not_understood", unexplained=unexplained)
        offers = [_called(each, lang) for each in found.offered]
        raise NothingFound("words_unsure", unexplained=unexplained, offers="\n    ".join(offers))
    answer = (
        compare(graph, meant.question.id, meant.parameters, lang)
        if meant.question.command
        else asked(
            graph,
            meant.question.id,
            meant.parameters,
            lang=lang,
            confirmed_only=confirmed,
            **{**meant.narrowings, **({"as_of": as_of} if as_of else {})},
        )
    )
    understood = {
        "question": meant.question.id,
        "title": meant.question.title.say(lang),
        "parameters": dict(meant.shown),
        "as_of": meant.as_of,
        "dated": meant.dated or None,
        "of": list(meant.of),
        "country": meant.country or None,
        "with": meant.having or None,
        "document": meant.document or None,
        "order": meant.rank.order if meant.rank else None,
        "first": meant.rank.first if meant.rank else None,
        "read_otherwise": [f"{word} → {name}" for word, name in meant.respelt],
        "left_aside": [*meant.ignored, *meant.aside],
        "only_like": meant.guessed,
        "may_also_mean": [_called(each, lang) for each in meant.rivals],
    }
    return {"understood": understood, **_rows(answer)}


def _called(meant: Meant, lang: Lang) -> str:
    """A question with its parameters, as it can be asked by its id."""
    return (
        f"{meant.question.title.say(lang)}: {meant.question.id} {json.dumps(dict(meant.shown), ensure_ascii=False)}"
    )


def changes(graph: Graph, before: str, after: str, of: Sequence[str], lang: Lang) -> dict[str, Any]:
    """What changed, each row with the quotes of both sides."""
    return _rows(compared(graph, before, after, of=of, lang=lang))


def _rows(answer: Answer) -> dict[str, Any]:
    return {"rows": json.loads(to_json(answer)), "summary": summary(answer)}


def find(graph: Graph, name: str, lang: Lang) -> list[dict[str, Any]]:
    """What a name finds."""
    hits = Directory(graph).search(graph, name, limit=20)
    return [{**_thing(hit.entity, lang), "found_by": hit.name, "only_near": hit.fit == LIKE} for hit in hits]


def _thing(entity: Entity, lang: Lang) -> dict[str, Any]:
    declared = load_schema().classes.get(entity.kind)
    return {
        "name": entity.name(lang),
        "names": [name.text for name in entity.names],
        "kind": declared.labels[lang] if declared else entity.kind,
        "iri": entity.iri,
    }


def entity(graph: Graph, name: str, lang: Lang) -> dict[str, Any]:
    """One thing with all its ties."""
    held = dossier(graph, find_entity(graph, name))
    return {
        **_thing(held.entity, lang),
        "attributes": dict(held.entity.attributes),
        "ties": [
            {
                "relation": relation_label(group.relation, lang),
                "direction": "of this" if group.forward else "to this",
                "facts": [_tie(tie, lang) for tie in group.ties],
            }
            for group in held.groups
        ],
        "not_settled": [
            {"relation": relation_label(tie.fact.relation, lang), **_tie(tie, lang)} for tie in held.proposals
        ],
        "documents": [{"title": d.title, "iri": d.iri, "facts": count} for d, count in held.documents],
    }


def _tie(tie: Tie, lang: Lang) -> dict[str, Any]:
    other = tie.other
    named = (
        {"value": value_text(other)} if isinstance(other, Value) else {"with": other.name(lang), "iri": other.iri}
    )
    return {**named, **_fact(tie.fact), "citations": [_citation(c, lang) for c in tie.citations]}


def _fact(fact: StatedFact) -> dict[str, Any]:
    return {
        "statement": fact.id,
        "since": fact.since,
        "until": fact.until,
        "status": fact.status.value,
        "trust": fact.trust.value,
        "inferred": fact.inferred,
        "disputed": fact.disputed,
        **dict(fact.key),
    }


def _citation(citation: Citation, lang: Lang) -> dict[str, Any]:
    return {
        "quote": citation.quote,
        "document": citation.title or citation.document_name,
        "page": citation.page,
        "section": citation.section,
        "as_of": citation.as_of,
        "basis": citation.basis,
        "footnote": footnote(citation, lang),
    }


def anniversaries(graph: Graph, given: Mapping[str, str | None], today: date, lang: Lang) -> dict[str, Any]:
    """Milestones in a window."""
    parameters = {name: text for name, text in given.items() if text}
    if not {"fiscal_year", "start", "end"} & parameters.keys():
        parameters["fiscal_year"] = str(today.year - (today.month < FIRST_MONTH))
    return ask(graph, "anniversaries", parameters, lang=lang)


def cite(graph: Graph, statement: str, lang: Lang) -> dict[str, Any]:
    """One fact with each place that says it."""
    facts = graph.facts([statement])
    if not facts:
        raise UnknownName("statement_none", name=statement)
    fact = facts[0]
    ends = [end for end in (fact.subject, fact.object) if isinstance(end, str)]
    names = {each.iri: each.name(lang) for each in graph.entities(ends)}
    object_ = value_text(fact.object) if isinstance(fact.object, Value) else names.get(fact.object, fact.object)
    return {
        "subject": names.get(fact.subject, fact.subject),
        "relation": relation_label(fact.relation, lang),
        "object": object_,
        **_fact(fact),
        "citations": [_citation(c, lang) for c in sources(graph, [fact.id]).citations([fact.id])],
    }


def documents(graph: Graph) -> list[dict[str, Any]]:
    """The documents."""
    return [
        {
            "title": d.title,
            "name": d.name,
            "iri": d.iri,
            "as_of": d.as_of,
            "lang": d.lang,
            "characters": length,
        }
        for d, length in shelf(graph)
    ]


def sparql(graph: Graph, query: str) -> dict[str, Any]:
    """Rows, a truth value, or triples."""
    found = graph.sparql(query)
    if isinstance(found, Table):
        return {"columns": list(found.columns), "rows": [list(row) for row in found.rows]}
    return {"truth": found} if isinstance(found, bool) else {"triples": list(found.lines)}
