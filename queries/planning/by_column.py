"""What may have an anniversary, found by its date in a large graph file, by column.

What always holds: what is found is among the rows of the query of the question ``anniversaries``, and holds all of
the dates that were chosen; of those that tell one beginning it holds all where one of them is not known to the day,
for another may tell it more closely.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
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

    ``groups`` has the statements that tell one beginning, ``since`` the date of each, ``until`` those that have an
    end: all by number. ``numbers`` are those of the IRIs in rows that were read.
    """

    def __init__(self, columns: Columns, question: Question, chosen: Callable[[str], bool]) -> None:
        self._columns = columns
        self._named = {columns.number(word(name)): name for name in celebrated(question)}
        self._recurring = {name for name, recurs in celebrated(question).items() if recurs}
        self._begun = [frozenset(question.options[f"begins_its_{end}"]) for end in ("subject", "object")]
        apart = {name for name in self._named.values() if _leads_to_value(name)}.union(*self._begun)
        self._apart = {number for number, name in self._named.items() if name in apart}
        self.dates = _Dates(columns.objects(_SINCE) | columns.objects(_VALUE))
        self.groups: dict[Key, list[int]] = {}
        self.since: dict[int, int] = {}
        self.until: set[int] = set()
        self.numbers: dict[str, int] = {}
        self._texts = dict(self.dates.texts)
        self._vague = set[Key]()
        self._find([number for number, text in self.dates.texts.items() if chosen(text)])

    def _find(self, dates: list[int]) -> None:
        columns = self._columns
        self._take(dict(columns.pointing(_SINCE, dates)))
        nodes = (node for node, _ in columns.pointing(_VALUE, dates))
        self._take(self._new(columns.pointing(_OBJECT, nodes)))
        vague = self._vague.copy()
        ties = columns.shared(_TIE, (key for key in vague if isinstance(key, int)))
        self._take(self._new(columns.pointing(_TIE, ties)))
        about = [key for key in vague if isinstance(key, tuple)]
        begun = (int(key[1]) for key in about if key[0] == "begins")
        self._take(self._new(columns.pointing(_SUBJECT, (int(key[1]) for key in about))), vague)
        self._take(self._new(columns.pointing(_OBJECT, begun)), vague)

    def _new(self, pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
        """Of statements, each with what it says, those that are not here yet, with the date that they say."""
        return self._columns.one({statement for statement, _ in pairs if statement not in self.since}, _SINCE)

    def _take(self, since: Mapping[int, int], only: Collection[Key] | None = None) -> None:
        """Put new statements into their groups (or those groups ``only``), where they are rows of the question."""
        self.since |= since
        apart = []
        dated = {number for number in set(since.values()) if self.dates.first(number)}
        vague = {number for number in dated if self.dates[number].precision != "day"}
        for statement, relation, tie, until in self._columns.told(since, _RELATION, _TIE, _UNTIL):
            if relation in self._apart:
                apart.append(statement)
            elif (date := since[statement]) in dated and relation in self._named:
                self.groups.setdefault(tie, []).append(statement)
                if date in vague:
                    self._vague.add(tie)
                if until:
                    self.until.add(statement)
        self._take_apart(apart, only)

    def _take_apart(self, statements: Iterable[int], only: Collection[Key] | None) -> None:
        """The same for statements that begin one of their ends, or whose object may be the node of a date."""
        rows = self._columns.told(statements, *_ENDS, _SINCE, _UNTIL)
        values = self._columns.one({row[3] for row in rows}, _VALUE)
        in_series = self._columns.one({row[1] for row in rows}, _IN_SERIES)
        for statement, subject, relation, object_, start, until in rows:
            name, on = self._named[relation], values[object_]
            key = self._about(name, subject, object_, literal=bool(on))
            if (only is None or key in only) and (in_series[subject] or name not in self._recurring):
                if not (self.dates.first(on) or self.dates.first(start)):
                    continue
                self.groups.setdefault(key, []).append(statement)
                self.since[statement] = on or start
                if self.dates[on or start].precision != "day":
                    self._vague.add(key)
                if until:
                    self.until.add(statement)

    def _about(self, relation: str, subject: int, object_: int, *, literal: bool) -> Key:
        for names, begun in zip(self._begun, (subject, object_), strict=True):
            if relation in names:
                return ("begins", begun)
        return (relation, subject) if literal else (relation, subject, object_)

    def ended(self) -> set[int]:
        """The statements that are said to be over."""
        ended = (number for number, text in self._columns.objects(_STATUS).items() if text == Status.ENDED)
        return {statement for statement, _ in self._columns.pointing(_STATUS, ended)}

    def iris(self, statements: Iterable[int]) -> Mapping[int, str]:
        """The IRIs of statements."""
        return self._read(statements)

    def records(self, statements: Iterable[int]) -> dict[int, Record]:
        """The rows that the question's query has for these statements."""
        rows = self._columns.told(statements, *_ENDS, _SINCE, _UNTIL, _STATUS, _AS_OF)
        values = self._columns.one({row[3] for row in rows if row[2] in self._apart}, _VALUE)
        texts = self._read({number for row in rows for number in row}.union(values.values()))
        self.numbers |= {texts[n]: n for own, subject, _, object_, *_ in rows for n in (own, subject, object_)}
        return {
            statement: {
                "subject": texts[subject],
                "relation": texts[relation].removeprefix(ONTOLOGY),
                "object": texts[object_],
                "since": texts[values.get(object_) or since],
                "until": texts.get(until),
                "status": texts[status],
                "as_of": texts.get(as_of),
                "statement": texts[statement],
            }
            for statement, subject, relation, object_, since, until, status, as_of in rows
        }

    def _read(self, numbers: Iterable[int]) -> Mapping[int, str]:
        """Texts, of those asked for and others: none is read twice."""
        self._texts |= self._columns.texts({number for number in numbers if number not in self._texts})
        return self._texts


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
