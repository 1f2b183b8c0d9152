"""What is done to graph files behind the engine's back, by SQLite itself, in a process of its own.

Run as a program, with one step as JSON on standard input; it imports nothing of the project. A process of its own
because two copies of SQLite in one process drop each other's locks. What always holds: a merge is one transaction,
applied only if it is still the turn that it was made for.
"""

from __future__ import annotations

import json
import pathlib
import sqlite3
import sys
from collections.abc import Callable
from typing import Any, Final

LAYOUT: Final = "2"
"""The layout of the engine's tables that is known here; with another one there is no way in bulk."""
OLDEST: Final = (3, 37)
"""The first SQLite that knows strict tables."""
CACHE_PAGES: Final = 32_768
"""Pages of 4 KB that a large change may hold in memory: with the engine's own 500 it reads what it just wrote."""
FEWEST_PAGES: Final = 1_000
QUADS_A_PAGE: Final = 8
"""Of a change a page in memory for so many quads: more is no quicker, and would fill up as the graph grows."""
QUAD: Final = 130
"""Bytes that a quad takes in a file, its terms and its place in the indexes included, roughly."""
SAMPLED: Final = 1_000
"""Rows of an index that are looked at to know how many a key has."""
_TERMS: Final = (
    "INSERT OR IGNORE INTO main.terms SELECT * FROM come.terms ORDER BY id",
    "INSERT OR IGNORE INTO main.triple_terms SELECT * FROM come.triple_terms ORDER BY id",
)
_INDEXES: Final = {
    "quads_posg": "CREATE INDEX quads_posg ON quads(p, o, s, g)",
    "quads_ospg": "CREATE INDEX quads_ospg ON quads(o, s, p, g)",
}
_OF_TERMS: Final = {
    "terms_num": "CREATE INDEX terms_num ON terms(num) WHERE num IS NOT NULL",
    "terms_ts": "CREATE INDEX terms_ts ON terms(ts) WHERE ts IS NOT NULL",
}


def widen(path: str) -> None:
    """Let whoever opens this file keep more of it in memory."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute(f"PRAGMA default_cache_size = {CACHE_PAGES}")
    database.close()


def strip(path: str) -> None:
    """Take the indexes off a file that is only written, and then read once in order of its rows."""
    database = sqlite3.connect(path, isolation_level=None)
    for index in (*_INDEXES, *_OF_TERMS):
        database.execute(f"DROP INDEX IF EXISTS {index}")
    database.close()


def index(path: str) -> None:
    """Put back the indexes that :func:`strip` took off, and the memory that :func:`widen` let it have."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute(f"PRAGMA cache_size = {CACHE_PAGES}")
    for statement in (*_INDEXES.values(), *_OF_TERMS.values()):
        database.execute(statement)
    database.execute("PRAGMA default_cache_size = 0")
    database.close()


def weigh(path: str, patience: float) -> None:
    """Let SQLite see how many rows a key of each index has: without that it may go through the whole graph."""
    database = sqlite3.connect(path, isolation_level=None, timeout=patience)
    try:
        if sqlite3.sqlite_version_info >= OLDEST:
            database.execute(f"PRAGMA analysis_limit = {SAMPLED}")
            database.execute("ANALYZE")
    finally:
        database.close()


def merge(path: str, come: str, gone: str | None, patience: float) -> dict[str, bool] | bool | None:
    """Take the quads of ``gone`` out and put those of ``come`` in; false where it is another turn already.

    ``None``, and nothing done, where the tables are not laid out as they are known here. Else ``outgrown`` says
    whether the planner's figures are of a file half as large: to count anew goes through it all. ``come`` holds
    two empty graphs: the marks of this turn, which must be in ``path``, and of the next. The engine's identifiers
    of terms are hashes, the same in every file; its trigger against two terms of one hash stays in force.
    """
    database = sqlite3.connect(path, isolation_level=None, timeout=patience)
    try:
        if sqlite3.sqlite_version_info < OLDEST or not _known(database):
            return None
        database.execute("ATTACH ? AS come", (come,))
        if gone:
            database.execute("ATTACH ? AS gone", (gone,))
        database.execute(f"PRAGMA main.cache_size = {_pages(database, gone)}")
        database.execute("BEGIN IMMEDIATE")
        was, following = _turns(database)
        if database.execute("DELETE FROM main.graphs WHERE id = ?", (was,)).rowcount != 1:
            database.execute("ROLLBACK")
            return False
        if gone:
            rows = database.execute("SELECT s, p, o, g FROM gone.quads")
            database.executemany("DELETE FROM main.quads WHERE s = ? AND p = ? AND o = ? AND g = ?", rows)
        anew = _outgrown(database)
        for index in _INDEXES if anew else ():
            database.execute(f"DROP INDEX IF EXISTS main.{index}")
        for copied in _TERMS:
            database.execute(copied)
        database.execute(
            "INSERT OR IGNORE INTO main.graphs SELECT id FROM come.graphs WHERE id NOT IN (?, ?)", (was, following)
        )
        database.execute("INSERT INTO main.graphs VALUES (?)", (following,))
        database.execute("INSERT OR IGNORE INTO main.quads SELECT * FROM come.quads ORDER BY s, p, o, g")
        for statement in _INDEXES.values() if anew else ():
            database.execute(statement)
        database.execute("COMMIT")
        (counted,) = database.execute("SELECT coalesce(sum(triples), 0) FROM main.stats_pred").fetchone()
        (pages,) = database.execute("PRAGMA main.page_count").fetchone()
        (size,) = database.execute("PRAGMA main.page_size").fetchone()
        return {"outgrown": pages * size > 2 * QUAD * counted}
    finally:
        database.close()


def _pages(database: sqlite3.Connection, gone: str | None) -> int:
    """How many pages a merge may hold in memory: by the size of the change, not of the graph."""
    sides = ("come", "gone") if gone else ("come",)
    quads: int = sum(
        database.execute(f"SELECT count(*) FROM {side}.quads").fetchone()[0]  # noqa: S608  (our own two names)
        for side in sides
    )
    return max(FEWEST_PAGES, min(CACHE_PAGES, quads // QUADS_A_PAGE))


def _turns(database: sqlite3.Connection) -> tuple[int, int]:
    """The identifiers of the graphs that mark this turn and the next; ``come`` has them under these names."""
    query = "SELECT id FROM come.terms WHERE lex LIKE 'https://w3id.org/enishi/graph/turn/%'"
    found = [identifier for (identifier,) in database.execute(f"{query} ORDER BY CAST(substr(lex, 36) AS INTEGER)")]
    was, following = found
    return int(was), int(following)


def _outgrown(database: sqlite3.Connection) -> bool:
    """Whether more comes than is there: then it is quicker to make the indexes anew."""
    (coming,) = database.execute("SELECT count(*) FROM come.quads").fetchone()
    counted = "SELECT count(*) FROM (SELECT 1 FROM main.quads LIMIT ?)"
    return bool(database.execute(counted, (coming,)).fetchone()[0] < coming)


def _known(database: sqlite3.Connection) -> bool:
    meta = dict(database.execute("SELECT key, value FROM oxilite_meta"))
    return meta.get("schema_version") == LAYOUT and meta.get("versioning", "off") == "off"


def sound(path: str) -> dict[str, object]:
    """What is wrong with a file as a database (empty: nothing), and how many quads it holds. It is not changed."""
    database = sqlite3.connect(f"{pathlib.Path(path).resolve().as_uri()}?mode=ro", uri=True)
    try:
        (first,) = database.execute("PRAGMA integrity_check(1)").fetchone()
        (quads,) = database.execute("SELECT count(*) FROM quads").fetchone()
    finally:
        database.close()
    return {"wrong": "" if first == "ok" else first, "quads": quads}


STEPS: Final[dict[str, Callable[..., object]]] = {
    "widen": widen,
    "strip": strip,
    "index": index,
    "weigh": weigh,
    "merge": merge,
    "sound": sound,
}


def main() -> None:
    """Do the step that standard input describes; the outcome or the error goes to standard output."""
    given: dict[str, Any] = json.load(sys.stdin)
    try:
        reply = {"done": STEPS[given.pop("step")](**given)}
    except sqlite3.Error as error:
        reply = {"error": str(error)}
    print(json.dumps(reply))  # noqa: T201  (to the parent)


if __name__ == "__main__":
    main()
