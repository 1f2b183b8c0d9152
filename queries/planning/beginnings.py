"""What a start begins, and which rows are starts: the same for rows of a query, for facts and by column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ...ontology.model import STATEMENT, VALUE, Value

if TYPE_CHECKING:
    from ...graph.home import StatedFact
    from ..catalogue import Question, Record

_CELEBRATED: Final = re.compile(r"VALUES \?relation \{(.*?)\}", re.DOTALL)
_IN_A_SERIES: Final = re.compile(r"\?relation NOT IN \((.*?)\)")


def celebrated(question: Question) -> dict[str, bool]:
    """The relations that the question's query asks for, and of each whether only of events that come again.

    >>> from enishi.queries.catalogue import find_question
    >>> from enishi.queries.planning.beginnings import celebrated
    >>> found = celebrated(find_question("anniversaries"))
    >>> found["sisterCityOf"], found["heldOn"], found.get("budgetAmount")
    (False, True, None)
    """
    asked, again = (
        re.findall(r":(\w+)", " ".join(form.findall(question.sparql))) for form in (_CELEBRATED, _IN_A_SERIES)
    )
    return {name: name in again for name in asked}


def about(record: Mapping[str, object], options: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What a start begins: starts of one thing have one key, whatever their dates and sources."""
    relation, subject, object_ = (str(record[name]) for name in ("relation", "subject", "object"))
    if relation in options.get("begins_its_subject", ()):
        return ("begins", subject)
    if relation in options.get("begins_its_object", ()):
        return ("begins", object_)
    return (relation, subject, "" if is_literal(record) else object_)


def is_literal(record: Mapping[str, object]) -> bool:
    """Whether a row's object is the node of a value."""
    return str(record["object"]).startswith(VALUE)


def record(fact: StatedFact) -> Record | None:
    """A fact as the query of the question gives it; nothing for one without a first day."""
    on = fact.object.text if isinstance(fact.object, Value) and fact.object.kind == "Date" else None
    since = on or fact.since
    if not since or since.startswith(("..", "[..")):
        return None
    return {
        "subject": fact.subject,
        "relation": fact.relation,
        "object": fact.object if isinstance(fact.object, str) else VALUE + fact.id.removeprefix(STATEMENT),
        "since": since,
        "until": fact.until,
        "status": fact.status.value,
        "as_of": fact.as_of_last,
        "statement": fact.id,
    }
