"""Rows as columns: the form in which what is new is sent to the server.

What always holds: a row comes out on the server with the values that it went in with. Rows of one kind with the
same keys go together, a column of texts or whole numbers as one text: to spell each value by itself is what a
client takes longest for, and to read it what a server does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

BETWEEN: Final = "\x1f"
"""What stands between the texts of a column; one in which it stands itself is sent as a list."""
MOST: Final = 4_000
"""Rows that are sent at a time."""
HEAVIEST: Final = 8_000_000
"""Characters of properties after which no more rows are waited for."""
_LONG: Final = 1_000

Row = tuple[Any, Sequence[str], Mapping[str, Any]]
"""Its kind (labels or a type), the ends of a relationship, its properties."""

UNPACKED: Final = """
UNWIND $groups AS kind
WITH kind, [each IN kind.columns | CASE
    WHEN each IS :: STRING THEN split(each, $between)
    WHEN each IS :: MAP THEN [text IN split(each.whole, $between) | toInteger(text)]
    ELSE each END] AS columns
UNWIND range(0, kind.last) AS at"""
"""How a statement begins: each row is then what stands ``at`` one place in the ``columns`` of its ``kind``."""


def said(name: str, ends: int) -> str:
    """How a statement gives what it made its properties: their columns stand behind those of the ends."""
    keys = "range(0, size(kind.keys) - 1)"
    return f"FOREACH (k IN {keys} | SET {name}[kind.keys[k]] = columns[k + {ends}][at])"


def packed(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """The parameters of one statement after the other, as the rows come.

    >>> from enishi.graph.neo4j.packing import packed
    >>> [sent] = packed([("TIE", ("a", "b"), {"n": 1}), ("TIE", ("b", "c"), {"n": 2})])
    >>> sent["groups"][0]["columns"] == ["a\\x1fb", "b\\x1fc", {"whole": "1\\x1f2"}]
    True
    """
    kinds: dict[tuple[Any, tuple[str, ...]], list[Sequence[Any]]] = defaultdict(list)
    number = weight = 0
    for kind, ends, properties in rows:
        keys = tuple(sorted(properties))
        values = [*ends, *map(properties.__getitem__, keys)]
        kinds[kind, keys].append(values)
        number += 1
        weight += sum(len(each) for each in values if each.__class__ is str and len(each) > _LONG)
        if number == MOST or weight > HEAVIEST:
            yield _parameters(kinds)
            kinds.clear()
            number = weight = 0
    if kinds:
        yield _parameters(kinds)


def _parameters(kinds: Mapping[tuple[Any, tuple[str, ...]], list[Sequence[Any]]]) -> dict[str, Any]:
    groups = [
        {
            "kind": kind,
            "keys": list(keys),
            "columns": [*map(_column, zip(*rows, strict=True))],
            "last": len(rows) - 1,
        }
        for (kind, keys), rows in kinds.items()
    ]
    return {"groups": groups, "between": BETWEEN}


def _column(values: Sequence[Any]) -> str | dict[str, str] | list[Any]:
    kinds = {each.__class__ for each in values}
    if kinds == {str}:
        text = BETWEEN.join(values)
        if text.count(BETWEEN) == len(values) - 1:
            return text
    elif kinds == {int}:
        return {"whole": BETWEEN.join(map(str, values))}
    return list(values)
