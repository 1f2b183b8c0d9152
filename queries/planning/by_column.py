"""What may have an anniversary, found by its date in a large graph file, by column.

What always holds: what is found is among the rows of the query of the question ``anniversaries``, and holds all of
the dates that were chosen; of those that tell one beginning it holds all where one of them is not known to the day,
for another may tell it more closely.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ...errors import DataError
from ...graph.evidence import OBJECT, PREDICATE, SUBJECT
from ...graph.terms import REIFIES, word
from ...ontology.edtf import Interval, parse
from ...ontology.model import ONTOLOGY, STATEMENTS_GRAPH, Status
from ...ontology.schema import load_schema
from .beginnings import celebrated

if TYPE_CHECKING:
    from ...graph.columns import Columns
    from ..catalogue import Question, Record

Key = int | tuple[str | int, ...]
"""What a start begins: the number of a tie, or what :func:`.beginnings.about` gives, in numbers."""

_SUBJECT, _RELATION, _OBJECT = ((end, f"<{STATEMENTS_GRAPH}>") for end in (SUBJECT, PREDICATE, OBJECT))
_ENDS: Final = (_SUBJECT, _RELATION, _OBJECT)
_TIE: Final = (REIFIES, "")
_SINCE, _UNTIL, _STATUS, _AS_OF = ((word(name), "") for name in ("since", "until", "status", "asOf"))
_VALUE, _IN_SERIES = ((word(name), "") for name in ("value", "partOfSeries"))


class Beginnings:
    """The starts of the dates that ``chosen`` chooses by their text, and what tells the same beginnings.

    ``groups`` has the statements that tell one beginning, ``since`` the date of each statement, all by number;
    ``until`` are those that have an end.
    """

    def __init__(self, columns: Columns, question: Question, chosen: Callable[[str], bool]) -> None:
        self._columns = columns
        self._named = {columns.number(word(name)): name for name in celebrated(question)}
        self._recurring = {name for name, recurs in celebrated(question).items() if recurs}
        self._begun = [frozenset(question.options[f"begins_its_{end}"]) for end in ("subject", "object")]
        self._apart = {name for name in self._named.values() if _leads_to_value(name)}.union(*self._begun)
        self.dates = _Dates(columns.objects(_SINCE) | columns.objects(_VALUE))
        self.groups: dict[Key, list[int]] = {}
        self.since: dict[int, int] = {}
        self.until: set[int] = set()
        numbers = [number for number, text in self.dates.texts.items() if chosen(text)]
        nodes = (node for node, _ in columns.pointing(_VALUE, numbers))
        self._take(dict(columns.pointing(_SINCE, numbers)))
        self._take(dict.fromkeys((s for s, _ in columns.pointing(_OBJECT, nodes)), 0))
        vague = self._vague()
        ties = [key for key in vague if isinstance(key, int)]
        self._take(self._begins(s for s, _ in columns.pointing(_TIE, ties)))
        self._take(self._begins(self._at(vague.difference(ties))), vague)

    def _begins(self, statements: Iterable[int]) -> dict[int, int]:
        """What is not here yet of these statements, with what each says of its beginning."""
        return self._columns.one({s for s in statements if s not in self.since}, _SINCE)

    def _take(self, since: Mapping[int, int], only: Collection[Key] | None = None) -> None:
        """Put statements into their groups (or those groups ``only``), where they are rows of the question."""
        apart, dated = [], {number for number in set(since.values()) if self.dates.first(number)}
        for statement, relation, tie, until in self._columns.told(since, _RELATION, _TIE, _UNTIL):
            name = self._named.get(relation)
            if name in self._apart:
                apart.append(statement)
            elif name and since[statement] in dated:
                self._put(tie, statement, since[statement], until)
        rows = self._columns.told(apart, *_ENDS, _SINCE, _UNTIL)
        values = self._columns.one({row[3] for row in rows}, _VALUE)
        in_series = self._columns.one({row[1] for row in rows}, _IN_SERIES)
        for statement, subject, relation, object_, start, until in rows:
            name, on = self._named[relation], values[object_]
            if (in_series[subject] or name not in self._recurring) and (
                self.dates.first(on) or self.dates.first(start)
            ):
                key = self._about(name, subject, object_, literal=bool(on))
                if only is None or key in only:
                    self._put(key, statement, on or start, until)

    def _put(self, key: Key, statement: int, since: int, until: int) -> None:
        if statement not in self.since:
            self.groups.setdefault(key, []).append(statement)
            self.since[statement] = since
            if until:
                self.until.add(statement)

    def _about(self, relation: str, subject: int, object_: int, *, literal: bool) -> Key:
        for names, begun in zip(self._begun, (subject, object_), strict=True):
            if relation in names:
                return ("begins", begun)
        return (relation, subject) if literal else (relation, subject, object_)

    def _vague(self) -> set[Key]:
        """The beginnings of which one date is not known to the day."""
        vague = {number for number in set(self.since.values()) if self.dates[number].precision != "day"}
        return {key for key, group in self.groups.items() if not vague.isdisjoint([self.since[s] for s in group])}

    def _at(self, keys: Iterable[Key]) -> Iterator[int]:
        """The statements with an end at what these, which are no ties, are about."""
        about = [key for key in keys if isinstance(key, tuple)]
        begun = [int(key[1]) for key in about if key[0] == "begins"]
        yield from (s for s, _ in self._columns.pointing(_SUBJECT, [int(key[1]) for key in about]))
        yield from (s for s, _ in self._columns.pointing(_OBJECT, begun))

    def ended(self) -> set[int]:
        """The statements that are said to be over."""
        ended = (number for number, text in self._columns.objects(_STATUS).items() if text == Status.ENDED)
        return {statement for statement, _ in self._columns.pointing(_STATUS, ended)}

    def iris(self, statements: Iterable[int]) -> dict[int, str]:
        """The IRIs of statements."""
        return self._columns.texts(statements)

    def records(self, statements: Iterable[int]) -> dict[int, Record]:
        """The rows that the question's query has for these statements."""
        rows = self._columns.told(statements, *_ENDS, _SINCE, _UNTIL, _STATUS, _AS_OF)
        values = self._columns.one({row[3] for row in rows}, _VALUE)
        texts = self._columns.texts({number for row in rows for number in row}.union(values.values()))
        return {
            statement: {
                "subject": texts[subject],
                "relation": texts[relation].removeprefix(ONTOLOGY),
                "object": texts[object_],
                "since": texts[values[object_] or since],
                "until": texts.get(until),
                "status": texts[status],
                "as_of": texts.get(as_of),
                "statement": texts[statement],
            }
            for statement, subject, relation, object_, since, until, status, as_of in rows
        }


class _Dates(dict[int, Interval]):
    """Dates by number, each read when first asked for; what is no date is not known at all."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self.texts = texts

    def __missing__(self, number: int) -> Interval:
        try:
            date = parse(self.texts[number])
        except (KeyError, DataError):
            date = _NEVER
        return self.setdefault(number, date)

    def first(self, number: int) -> bool:
        """Whether a date has a first day."""
        return self[number].earliest is not None


_NEVER: Final = parse("[..]")


def _leads_to_value(relation: str) -> bool:
    schema = load_schema()
    return any(schema.classes[name].is_value for name in schema.relations[relation].range)
