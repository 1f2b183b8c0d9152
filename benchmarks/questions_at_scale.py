"""The catalogue's questions on a graph of 100,000 ties: ours, the bare engine's time for the same query, the ratio.

    python benchmarks/questions_at_scale.py [--statements 115000] [--table twin_cities.csv] [--keep FOLDER]
        [--patience 20] [--only QUESTION,...] [--json FILE]

The world (``made_up.py``) is filled once into a file, and kept where a folder is given. Asked are, in SPARQL
and in embedded Cypher: what is about one or two things, of the city with most ties and of one with few (limit
100 ms); what is about the whole graph (limit 1.2 times the bare engine's time for the same text); and a year's
anniversaries (limit 1 s): all of them worked out, with names, quotes and trust of the hundred that a page
shows, and of all, as writing them all needs; writing itself is not counted. The bare engine is handed what our
door hands it, and its answer is read to the end. Processor time, the median of some runs after a first one;
what has not answered after --patience seconds is told as such. Exit code 1 where a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]

from made_up import World, pairs  # type: ignore[import-not-found]  # noqa: E402
from world import Loaded, cells_for, is_point, loaded, things, used  # type: ignore[import-not-found]  # noqa: E402

from enishi.errors import QueryError  # noqa: E402
from enishi.graph import Graph, open_graph  # noqa: E402
from enishi.graph.home import Cell  # noqa: E402
from enishi.queries.answer import ask  # noqa: E402
from enishi.queries.catalogue import QueryLanguage, Question, load_catalogue  # noqa: E402

POINT, YEAR, RATIO, SLACK = 100.0, 1000.0, 1.2, 2.0
"""Limits: milliseconds of a point or ego question, of a year's anniversaries; times the bare engine's, and what a
single reading of the clock may add to that."""
RUNS: Final = 3
PAGE: Final = 100
"""Rows that a page shows."""
LANGUAGES: Final[tuple[QueryLanguage, ...]] = ("sparql", "cypher")


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of a question, ours and the engine's alone (``None``: not in time), and its rows."""

    question: str
    whose: str
    language: QueryLanguage
    rows: int
    ours: float | None
    bare: float | None

    @property
    def ratio(self) -> float | None:
        """Ours by the engine's own."""
        return self.ours / self.bare if self.ours is not None and self.bare else None

    @property
    def missed(self) -> bool:
        """Whether it is over its limit."""
        if self.ours is None:
            return True
        if self.whose:
            return self.ours > POINT
        return self.bare is not None and self.ours > RATIO * self.bare + SLACK


def timed(run: Callable[[], Any], runs: int = RUNS) -> tuple[float, Any]:
    """The median of the milliseconds of processor of some runs after a first one, and what it gives."""
    found, took = run(), []
    for _ in range(runs):
        start = used()
        found = run()
        took.append((used() - start) * 1000)
    return median(took), found


def asked(
    graph: Graph, file: Path, question: Question, whose: str, *, cells: dict[str, Cell], patience: float
) -> Iterator[Asked]:
    """One question in both languages."""
    for language in LANGUAGES:
        door: Callable[..., Any] = graph.sparql if language == "sparql" else graph.cypher
        text = question.text(language)
        start = time.perf_counter()
        try:
            door(text, cells, timeout=patience)
        except QueryError:
            yield Asked(question.id, whose, language, 0, None, None)
            continue
        runs = RUNS if time.perf_counter() - start < 1 else 1
        alone = timed(engine_alone(file, language, text, cells), runs)[0]
        ours, answer = timed(lambda: door(text, cells), runs)  # noqa: B023  (called in this turn)
        yield Asked(question.id, whose, language, len(answer.rows), ours, alone)


def engine_alone(file: Path, language: QueryLanguage, text: str, cells: Mapping[str, Cell]) -> Callable[[], Any]:
    """The engine with the text that our door would hand it, its answer read to the end."""
    import oxilite  # noqa: PLC0415

    from enishi.graph import sparql  # noqa: PLC0415
    from enishi.graph.cypher_guard import prepare_cypher  # noqa: PLC0415
    from enishi.graph.exact import exact  # noqa: PLC0415
    from enishi.ontology.model import ONTOLOGY, STATEMENTS_GRAPH  # noqa: PLC0415
    from enishi.ontology.schema import load_schema  # noqa: PLC0415

    store: Any = oxilite.Store.read_only(str(file))
    if language == "cypher":
        prepared, names = prepare_cypher(text, cells), dict(load_schema().cypher_names())
        return lambda: list(store.cypher(prepared, dict(cells), base=ONTOLOGY, names=names).rows)
    bound, graphs = exact(sparql.bind(text, cells)), [oxilite.DefaultGraph(), oxilite.NamedNode(STATEMENTS_GRAPH)]
    return lambda: list(store.query(bound, default_graph=graphs))


def year(graph: Graph, every: str) -> tuple[float, float, int]:
    """Milliseconds of a year's anniversaries with a page of them looked up, with all of them, and how many."""
    asking = partial(ask, graph, "anniversaries", {"fiscal_year": "2027", "every": every})
    page, _ = timed(lambda: asking(part=lambda _: slice(PAGE)), 1)
    took, answer = timed(asking, 1)
    return page, took, len(answer.rows)


def measured(file: Path, world: World, only: Iterable[str], patience: float) -> dict[str, list[Any]]:
    """Ask everything of one file."""
    found: dict[str, list[Any]] = {"asked": [], "years": []}
    chosen = set(only)
    with open_graph(file, read_only=True) as graph:
        whom = things(world, graph)
        for question in load_catalogue().values():
            if chosen and question.id not in chosen:
                continue
            for whose, known in whom.items():
                cells = cells_for(question, known)
                about = is_point(question)
                if cells is None or (whose != "most ties" and not about):
                    continue
                for row in asked(graph, file, question, whose if about else "", cells=cells, patience=patience):
                    found["asked"].append(row)
                    print(told(row), file=sys.stderr, flush=True)
        if not chosen or "anniversaries" in chosen:
            for every in ("60", "10", "5"):
                row = (every, *year(graph, every))
                found["years"].append(row)
                print(row, file=sys.stderr, flush=True)
    return found


def told(row: Asked) -> str:
    """A row of the table."""
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    bar = f"{POINT:.0f} ms" if row.whose else f"{RATIO} ×"
    cells = [row.question, row.whose or "whole graph", row.language, f"{row.rows:,}", _ms(row.ours), _ms(row.bare)]
    return f"| {' | '.join([*cells, ratio, bar, '**missed**' if row.missed else ''])} |"


def _ms(took: float | None) -> str:
    return "not in time" if took is None else f"{took:.1f}"


def table(took: Loaded, found: dict[str, list[Any]]) -> Iterator[str]:
    """What was measured, as tables of Markdown, the slowest question first."""
    yield f"{took.statements:,} statements, {took.file:.0f} MB; {os.cpu_count()} cores, {platform.python_version()}"
    yield "\n| question | of | language | rows | ours ms | bare engine ms | ratio | bar | |"
    yield "|---|---|---|--:|--:|--:|--:|--:|---|"
    slow = sorted(found["asked"], key=lambda r: -(float("inf") if r.ours is None else r.ours))
    yield from map(told, slow)
    yield f"\n| a year's anniversaries, every | rows | ms, {PAGE} of them looked up | ms, all | bar |"
    yield "|---|--:|--:|--:|--:|"
    for every, *both, rows in found["years"]:
        told_ms = (f"{ms:.0f}{' **missed**' if ms > YEAR else ''}" for ms in both)
        yield f"| {every} | {rows:,} | {' | '.join(told_ms)} | {YEAR:.0f} ms |"


def main() -> int:
    """Print the tables; 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=115_000)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=20)
    parser.add_argument("--only", type=lambda text: text.split(","), default=[])
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the file is made, and found again")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    world = World(pairs(given.table), given.seed)
    with tempfile.TemporaryDirectory() as name:
        file = (given.keep or Path(name)) / f"questions-{given.statements}.enishi"
        took = loaded(file, world, given.statements)
        found = measured(file, world, given.only, given.patience)
    print("\n".join(table(took, found)))
    if given.json:
        plain = {key: [asdict(r) if isinstance(r, Asked) else r for r in rows] for key, rows in found.items()}
        given.json.write_text(json.dumps(plain, indent=2), encoding="utf-8")
    over = any(row.missed for row in found["asked"]) or any(
        ms > YEAR for _, *took, _ in found["years"] for ms in took
    )
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
