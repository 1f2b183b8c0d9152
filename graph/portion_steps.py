"""Portions of a graph file, each copied by SQLite into a small file that the engine can read: a program of its own.

It imports nothing of the project; see :mod:`.bulk_steps` for why it has a process. The first line of standard input
says, as JSON, which ``path`` to read, into which ``portion`` (a store of the engine without quads), how many
``quads`` at a time, which ``layout`` of the engine's tables is known, and with how much ``patience``. For each
further line the next portion is put in the place of the one before. Each reply is a line of JSON: whether the
tables are ``known``, whether there ``is`` a portion, or an ``error``. What always holds: all portions together
are the quads of one moment, and all quads of a subject are in one.
"""

from __future__ import annotations

import json
import pathlib
import sqlite3
import sys
from typing import Final

FIRST, LAST = -(2**63), 2**63 - 1
"""The bounds of the engine's identifiers, which are 64 bits wide."""
_PORTION: Final = "INSERT INTO temp.portion SELECT s, p, o, g FROM main.quads WHERE s > ?"
_FIRST: Final = "INSERT INTO temp.about SELECT id FROM main.triple_terms WHERE id IN (SELECT o FROM temp.portion)"
_WITHIN: Final = """INSERT OR IGNORE INTO temp.about SELECT inner.id FROM temp.about
    JOIN main.triple_terms AS outer USING (id) JOIN main.triple_terms AS inner ON inner.id IN (outer.s, outer.o)"""
_COPIED: Final = {
    "quads": "SELECT * FROM temp.portion",
    "triple_terms": "SELECT t.* FROM temp.about JOIN main.triple_terms AS t USING (id)",
    "terms": """SELECT * FROM main.terms WHERE id IN (
        SELECT s FROM temp.portion UNION SELECT p FROM temp.portion UNION SELECT o FROM temp.portion
        UNION SELECT g FROM temp.portion UNION SELECT t.s FROM temp.about JOIN main.triple_terms AS t USING (id)
        UNION SELECT t.p FROM temp.about JOIN main.triple_terms AS t USING (id)
        UNION SELECT t.o FROM temp.about JOIN main.triple_terms AS t USING (id))""",
}


class Portions:
    """What is copied, and how far that has come. One transaction reads all of it."""

    def __init__(self, path: str, portion: str, quads: int, layout: str, patience: float) -> None:
        location = f"{pathlib.Path(path).resolve().as_uri()}?mode=ro"
        self.graph = sqlite3.connect(location, uri=True, isolation_level=None, timeout=patience)
        self.portion = sqlite3.connect(portion, isolation_level=None)
        self.portion.execute("PRAGMA synchronous = OFF")
        self.quads, self.layout, self.after = quads, layout, FIRST
        self.graph.execute("PRAGMA temp_store = MEMORY")
        self.graph.execute("CREATE TEMP TABLE portion (s, p, o, g)")
        self.graph.execute("CREATE TEMP TABLE about (id PRIMARY KEY)")
        self.graph.execute("BEGIN")

    def known(self) -> bool:
        """Whether the tables are laid out as they are known here."""
        meta = dict(self.graph.execute("SELECT key, value FROM main.oxilite_meta"))
        return meta.get("schema_version") == self.layout and meta.get("versioning", "off") == "off"

    def copy(self) -> bool:
        """Put the next portion in the place of the one before; false where there is none."""
        self.graph.execute("DELETE FROM temp.portion")
        self.graph.execute("DELETE FROM temp.about")
        beyond = "SELECT s FROM main.quads WHERE s > ? ORDER BY s LIMIT 1 OFFSET ?"
        last = self.graph.execute(beyond, (self.after, self.quads)).fetchone() or (LAST,)
        self.graph.execute(f"{_PORTION} AND s <= ?", (self.after, *last))
        self.graph.execute(_FIRST)
        while self.graph.execute(_WITHIN).rowcount > 0:  # triples about triples
            pass
        (self.after,) = last
        self.portion.execute("BEGIN")
        for table, rows in _COPIED.items():
            self.portion.execute(f"DELETE FROM {table}")  # noqa: S608  (our own names)
            held = self.graph.execute(rows)
            places = ", ".join("?" * len(held.description))
            self.portion.executemany(f"INSERT INTO {table} VALUES ({places})", held)  # noqa: S608
        self.portion.execute("COMMIT")
        (there,) = self.portion.execute("SELECT EXISTS (SELECT 1 FROM quads)").fetchone()
        return bool(there)


def main() -> None:
    """Copy a portion for each line that comes."""
    try:
        portions = Portions(**json.loads(sys.stdin.readline()))
        _tell({"known": portions.known()})
        while sys.stdin.readline():
            _tell({"is": portions.copy()})
    except sqlite3.Error as error:
        _tell({"error": str(error)})


def _tell(reply: dict[str, object]) -> None:
    print(json.dumps(reply), flush=True)  # noqa: T201  (to the parent)


if __name__ == "__main__":
    main()
