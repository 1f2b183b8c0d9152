"""The order of rows and the first of them: the oldest sister city, the three latest agreements, the largest budget.

What always holds: what may be among the first is kept, as a vague date may lie before another one, and what stands
equal; a row that lacks what it is ordered by comes last, and is no first one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from ..errors import UsageError
from ..ontology.edtf import parse
from ..ontology.model import Value

if TYPE_CHECKING:
    from ..graph.home import StatedFact
    from .catalogue import Question, Record

Order: TypeAlias = Literal["oldest", "newest", "largest", "smallest"]
DATED: Final = ("oldest", "newest")
_BACKWARDS: Final = ("newest", "largest")
_THINGS: Final = ("entity", "thing")
_Place: TypeAlias = tuple[Fraction, Fraction]
"""Between which numbers a row stands: a vague date is no day."""

_Placing: TypeAlias = Callable[["Record"], _Place | None]


@dataclass(frozen=True, slots=True)
class Rank:
    """An order of rows, and how many things are meant; ``None`` for all."""

    order: Order
    first: int | None = None


def orderable(question: Question, order: str) -> bool:
    """Whether rows of a question can be put in an order: they have a date, or a number.

    >>> from enishi.queries.catalogue import find_question
    >>> from enishi.queries.ordering import orderable
    >>> [orderable(find_question(name), "oldest") for name in ("partners", "projects-by-place", "connections")]
    [True, False, False]
    """
    if question.reckoned:
        return False
    return bool(date_columns(question) if order in DATED else _amounts(question))


def date_columns(question: Question) -> list[str]:
    """The columns whose first date is that of a row: those that the question says, else all in their order."""
    return list(question.options.get("dated", ())) or [c.name for c in question.columns if c.type == "date"]


def _amounts(question: Question) -> list[str]:
    """The columns that hold how much or how many."""
    return [c.name for c in question.columns if c.type == "number"] or list(question.options.get("amounts", ()))


def ordered(
    question: Question,
    rank: Rank,
    given: Collection[object],
    facts: Mapping[str, StatedFact],
    records: Sequence[Record],
) -> list[Record]:
    """Rows in their order, all or those of the first few things beside what was ``given``.

    Raises ``order_needless`` where rows have nothing to be ordered by.
    """
    order, first = rank.order, rank.first
    if not orderable(question, order):
        raise UsageError("order_needless", question=question.id, order=order)
    place = _time(question) if order in DATED else _amount(question, facts)
    known = [(_turned(found, order), record) for record in records if (found := place(record)) is not None]
    known.sort(key=lambda pair: pair[0])
    if first is None:
        return [record for _, record in known] + [record for record in records if place(record) is None]
    name = next((c.name for c in question.columns if c.type in _THINGS and _tells(c.name, given, records)), "")
    return _first(known, first, name)


def _turned(place: _Place, order: Order) -> _Place:
    """A place in a row from the least to the most, in that of an order."""
    low, high = place
    return (-high, -low) if order in _BACKWARDS else (low, high)


def _first(known: Sequence[tuple[_Place, Record]], first: int, name: str) -> list[Record]:
    """The rows that may be of the first few things: none of those surely stands before them."""
    ends: dict[object, Fraction] = {}
    for (_, high), record in known:
        thing = record.get(name)
        ends[thing] = min(high, ends.get(thing, high))
    last = sorted(ends.values())[:first]
    return [record for (low, _), record in known if low <= last[-1]]


def _tells(name: str, given: Collection[object], records: Sequence[Record]) -> bool:
    """Whether a column has something beside what was given."""
    things = {record.get(name) for record in records} - {None, ""}
    return bool(things) and not things <= set(given)


def _time(question: Question) -> _Placing:
    """The first and the last day on which the date of a row may lie."""
    columns = date_columns(question)

    def days(record: Record) -> _Place | None:
        text = next((str(record[name]) for name in columns if record.get(name)), "")
        when = parse(text) if text else None
        first, last = (when.earliest or when.latest, when.latest or when.earliest) if when else (None, None)
        return (Fraction(first.toordinal()), Fraction(last.toordinal())) if first and last else None

    return days


def _amount(question: Question, facts: Mapping[str, StatedFact]) -> _Placing:
    """The number in a row, or that of the value which its statement states."""
    columns = _amounts(question)

    def number(record: Record) -> _Place | None:
        for cell in (record.get(name) for name in columns):
            fact = facts.get(str(record.get("statement")))
            said = fact.object.text if fact and isinstance(fact.object, Value) else cell
            try:
                return (Fraction(str(said)), Fraction(str(said)))
            except ValueError:
                continue
        return None

    return number
