"""``ask`` beyond an id: a question in one's own words, and what a question of the catalogue takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ..errors import NothingFound
from .graphs import reading

if TYPE_CHECKING:
    from ..graph.home import Graph, Table
    from ..queries.asking.understanding import Meant
    from ..queries.catalogue import Parameter
    from .speaking import Call

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Whether this is the id of a question, or is spelled like one: not a question in one's own words."""
    return bool(_ID.fullmatch(text))


def meant_by(call: Call, graph: Graph, location: str, text: str) -> Meant:
    """The question that someone's own words ask; says on standard error what was understood.

    Raises :class:`~enishi.errors.NothingFound` where that is not sure, with the two nearest if there are any.
    """
    from ..queries.asking.understanding import understand  # noqa: PLC0415

    found = understand(graph, text)
    lang = call.words.lang
    if found.meant is None:
        unexplained = list(found.unexplained) or ["-"]
        if not found.offered:
            raise NothingFound("words_not_understood", unexplained=unexplained)
        offers = [f"{m.question.title.say(lang)}: {m.command(location)}" for m in found.offered]
        raise NothingFound("words_unsure", unexplained=unexplained, offers="\n    ".join(offers))
    meant = found.meant
    labels = {p.name: p.label.say(lang) for p in meant.question.parameters}
    given = [f"{labels[name]} = {value}" for name, value in meant.shown.items()]
    call.tell("asking.understood", title=meant.question.title.say(lang), parameters="; ".join(given) or "-")
    call.tell("asking.command", command=meant.command(location))
    if meant.guessed:
        call.tell("asking.guessed")
    _notes(call, meant, labels)
    for rival in meant.rivals:
        call.tell("asking.rivals", title=rival.question.title.say(lang), command=rival.command(location))
    return meant


def _notes(call: Call, meant: Meant, labels: Mapping[str, str]) -> None:
    """Says what was read otherwise, left aside, assumed; what narrows the rows, and in which order they stand."""
    from ..queries.narrowing import label  # noqa: PLC0415

    said: dict[str, dict[str, object]] = {
        "ignored": {"names": ", ".join(meant.ignored)},
        "aside": {"words": ", ".join(meant.aside)},
        "of": {"kinds": ", ".join(label(name, call.words.lang) for name in meant.of)},
        "country": {"country": meant.country},
        "having": {"thing": meant.having},
        "dated": {"span": meant.dated},
        "document": {"document": meant.document},
    }
    if meant.rank:
        said |= {meant.rank.order: {"order": meant.rank.order}, "first": {"count": meant.rank.first}}
    for word, name in meant.respelt:
        call.tell("asking.respelt", word=word, name=name)
    for name in meant.assumed:
        call.tell("asking.assumed", parameter=labels[name], value=meant.shown[name])
    for key, words in said.items():
        if all(words.values()):
            call.tell(f"asking.{key}", **words)


def takes(call: Call, question_id: str, location: str | None, *, labelled: bool) -> Table:
    """What a question takes, a row a parameter; with a graph, also a row for each name that fits."""
    from ..graph.home import Table  # noqa: PLC0415
    from ..queries.catalogue import find_question  # noqa: PLC0415

    question = find_question(question_id)
    known: Mapping[str, list[str]] = {}
    if location is not None:
        with reading(location) as graph:
            known = {p.name: _names(graph, p, call) for p in question.parameters}
    rows = []
    for parameter in question.parameters:
        needed = call.words.say(f"asking.needed.{'yes' if parameter.required else 'no'}")
        label = parameter.label.say(call.words.lang)
        for value in known.get(parameter.name) or [parameter.default or ""]:
            rows.append((parameter.name, label, needed, value))
    columns = ("parameter", "label", "needed", "value")
    return Table(tuple(call.words.say(f"asking.{name}") for name in columns) if labelled else columns, tuple(rows))


def _names(graph: Graph, parameter: Parameter, call: Call) -> list[str]:
    """What can be given for a parameter: the names of things of its kinds, or of documents."""
    from ..ontology.schema import load_schema  # noqa: PLC0415

    if parameter.type == "document":
        return [document.name for document in graph.documents(text=False)]
    if parameter.type != "entity":
        return []
    schema = load_schema()
    fit = (e for e in graph.entities() if not parameter.kinds or schema.is_a(e.kind, parameter.kinds))
    return sorted({entity.name(call.words.lang) for entity in fit})
