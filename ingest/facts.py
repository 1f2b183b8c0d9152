"""Statements as lines of JSON, one fact a line: what ``enishi extract`` writes and ``enishi evaluate`` reads."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

from ..ontology.model import Contribution, Entity, Reference, Statement, Value
from ..ontology.spelling import spelled_out

_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ð": "d", "đ": "d", "æ": "ae", "œ": "oe"})


def records(contribution: Contribution, snake: dict[str, str]) -> Iterator[dict[str, Any]]:
    """One record per reference of each statement, in order of place in the text.

    ``snake`` gives a relation's name as fact files spell it (``sisterCityOf``: ``sister_city_of``).
    """
    entities = {e.iri: e for e in contribution.entities}
    pairs = [(r, s) for s in contribution.statements for r in s.references]
    for reference, statement in sorted(pairs, key=lambda p: (p[0].start, p[0].end, p[1].id)):
        yield _record(statement, reference, contribution, entities, snake)


def lines(contribution: Contribution, snake: dict[str, str]) -> Iterator[str]:
    """The records as JSON, without line ends."""
    return (json.dumps(r, ensure_ascii=False) for r in records(contribution, snake))


def _record(
    statement: Statement,
    reference: Reference,
    contribution: Contribution,
    entities: dict[str, Entity],
    snake: dict[str, str],
) -> dict[str, Any]:
    qualifiers = dict(statement.key) | dict(reference.qualifiers)
    if reference.status != "settled":
        qualifiers["status"] = reference.status.value
    if reference.basis:
        qualifiers["arithmetic"] = reference.basis
    return {
        "document": contribution.document.name,
        "relation": snake[statement.relation],
        "subject": _node(statement.subject, entities),
        "object": _node(statement.object, entities),
        "valid_from": reference.since,
        "valid_to": reference.until,
        "as_of": reference.as_of,
        "qualifiers": qualifiers,
        "quote": reference.quote,
        "start": reference.start,
        "end": reference.end,
        "page": reference.page,
        "inferred": reference.inferred,
        "statement": statement.id,
        "rule": reference.rule,
    }


def _node(end: str | Value, entities: dict[str, Entity]) -> dict[str, Any]:
    if isinstance(end, Value):
        number = end.kind in ("Count", "MoneyJPY")
        return {"value": int(end.text) if number and end.text.isdigit() else end.text, "type": end.kind}
    entity = entities[end]
    names = dict.fromkeys(n.text for n in entity.names if not _is_a_citys(n.text, n.lang, entity.kind))
    names |= dict.fromkeys(spelling for name in names for spelling in (_plain(name), spelled_out(name)))
    if entity.country == "JP":
        names |= dict.fromkeys(name[0] for name in names if _has_one_kanji(name, entity.kind))
    return {"id": entity.iri, "type": entity.kind, "labels": list(names)}


def _is_a_citys(name: str, lang: str, kind: str) -> bool:
    """Whether a name of a prefecture alone would be taken for its capital's: 秋田."""
    return kind == "Prefecture" and lang == "ja" and name[-1] not in "県府都道"


def _has_one_kanji(name: str, kind: str) -> bool:
    """Whether a city's name is one kanji and 市: nobody finds 津 alone in a text, but a reader of facts says it."""
    return kind == "City" and len(name) == 2 and name[1] == "市"


def _plain(name: str) -> str:
    """A Latin name without its accents, as many documents print it: Malmö, Malmo."""
    if name.isascii() or not any("\u00c0" <= c < "\u0250" for c in name):
        return name
    parts = unicodedata.normalize("NFD", name.translate(_LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))
