"""A graph file asked by SQLite itself: a program of its own.

It imports nothing of the project; see :mod:`.bulk_steps` for why it has a process. Requests and replies are
marshalled values, each after its length in eight bytes. The first request says which ``location`` to read, and with
how much ``patience``; the reply is what the engine says of its tables (nothing, where SQLite is too old for them).
Each further one is a query and the numbers that it finds in ``temp.given``, if it looks there; the reply is its
rows. A text in the place of a reply is an error. What always holds: one transaction reads all of it.
"""

from __future__ import annotations

import marshal
import pathlib
import sqlite3
import sys
from typing import Any, Final

OLDEST: Final = (3, 37)
"""The first SQLite that knows strict tables."""


def opened(location: str, patience: float) -> sqlite3.Connection:
    """The file, its transaction begun."""
    uri = location if location.startswith("file:") else f"{pathlib.Path(location).resolve().as_uri()}?mode=ro"
    database = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=patience)
    database.execute("PRAGMA temp_store = MEMORY")
    database.execute("CREATE TEMP TABLE given (id INTEGER PRIMARY KEY)")
    database.execute("BEGIN")
    return database


def rows(database: sqlite3.Connection, query: str, numbers: list[int] | None) -> list[tuple[Any, ...]]:
    """What a query finds for these numbers."""
    if numbers is not None:
        database.execute("DELETE FROM temp.given")
        database.executemany("INSERT OR IGNORE INTO temp.given VALUES (?)", zip(sorted(numbers)))
    return database.execute(query).fetchall()


def main() -> None:
    """Open the file that the first request names, then answer each that follows."""
    try:
        if sqlite3.sqlite_version_info < OLDEST:
            return _give({})
        database = opened(**_taken())
        _give(dict(database.execute("SELECT key, value FROM oxilite_meta")))
        while (asked := _taken()) is not None:
            _give(rows(database, *asked))
    except sqlite3.Error as error:
        _give(str(error))


def _taken() -> Any:
    length = sys.stdin.buffer.read(8)
    return marshal.loads(sys.stdin.buffer.read(int.from_bytes(length))) if length else None  # noqa: S302  (the parent's)


def _give(reply: Any) -> None:
    said = marshal.dumps(reply)
    sys.stdout.buffer.write(len(said).to_bytes(8))
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
