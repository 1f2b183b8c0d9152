"""Mutated texts at every door that takes one: each is answered, or refused by the error tree, within seconds.

    python scripts/fuzz_doors.py [--number 20000] [--seed 1] [--first 0] [--seconds 10] [--doors dates sparql ...]

Doors: dates of a text and in EDTF, sentences that are extracted, SPARQL, Cypher, values of parameters, dumps
that are loaded, questions in one's own words, facts entered as a table. (Readers of documents:
`scripts/fuzz_readers.py`.) What comes in is a good text with pieces of itself, of other good ones and of the
trade of its door cut, doubled, swapped and put in; the doors share `--number`, cheap ones the most of it. An
answer is looked at where something can be said of it: a date stands where it says, what was refused has changed
nothing, a text comes back as it was given. Prints a line a door, and each failure with the numbers that make it
again; exit code 1 where there was one.
"""

from __future__ import annotations

import argparse
import random
import re
import string
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from enishi.errors import EnishiError  # noqa: E402
from enishi.graph import open_graph  # noqa: E402
from enishi.ingest.extract import Extractor  # noqa: E402
from enishi.ingest.read import read  # noqa: E402
from enishi.ontology.dates_text import find_dates, read_date, resolve  # noqa: E402
from enishi.ontology.edtf import parse  # noqa: E402
from enishi.ontology.schema import load_schema  # noqa: E402
from enishi.pipeline import documents, ingest  # noqa: E402
from enishi.queries.asking.understanding import understand  # noqa: E402
from enishi.queries.catalogue import load_catalogue  # noqa: E402
from enishi.queries.reviewing.entering import COLUMNS, read_entries, stating  # noqa: E402

if TYPE_CHECKING:
    from enishi.graph import Graph

LIMIT: Final = 5.0
"""Seconds that a query is given."""

ANYWHERE: Final = (
    "\0 \ufeff \u202e \U0001f5fe ０ ㍻ ㋿ ﷽ ' \" ` \\ { } ( ) [ ] < > # ; : , . / - ~ | 0 -1 1e999 NaN null \t \r\n"
)
DATES: Final = (
    "令和 平成元年 昭和64年 明治0年 R6. 同年 翌年度 昨年 年度 月 日 上旬 から まで 〜 "
    "元 閏 2月30日 99 31st FY2024/25 later"
)
EDTF: Final = "../ /.. ? ~ % X -24 2024-13 Y17000 [ { Z T00:00 00 FY 0000 -0001 .."
SPARQL: Final = (
    "SELECT WHERE OPTIONAL UNION MINUS FILTER BIND VALUES GRAPH SERVICE <http://127.0.0.1:1/> INSERT "
    "DELETE LOAD CLEAR DROP a+ a* ^: !: ?x _:b << >> ~ {| |} EXISTS COUNT(*) GROUP_CONCAT(?x) ORDER LIMIT "
    "OFFSET 18446744073709551616 FROM BASE PREFIX REGEX(?x,'(a+)+$') DESCRIBE CONSTRUCT ASK UNDEF "
    "SUBSTR(?x,-1,9e9)"
)
CYPHER: Final = (
    "MATCH OPTIONAL WHERE RETURN WITH UNWIND range(0,99) CALL LOAD CSV CREATE MERGE DELETE SET REMOVE "
    "FOREACH apoc.x() -[*]-> -[r*1..9]- `a` $p [x IN y | z] CASE WHEN END ORDER SKIP LIMIT DISTINCT "
    "collect(n) count(*) STARTS =~ point({x:1}) shortestPath size labels type UNION EXPLAIN PROFILE /* */ "
    "// USE 99999999999999999999"
)
QUADS: Final = '_:b <urn:x> "x"@en "x"@ja--ltr ^^<urn:d> <<( )>> \\u0000 \\uD800 \\U00110000 <> <a b> @ "'
WORDS: Final = "の は いつ どこ 2027年度 60周年 と between and not who since 姉妹都市 ない ? 以外 all"
TABLE: Final = ', " "" sisterCityOf 2024-13 settled page =1+1 subject'

Try = Callable[[str], None]


@dataclass(slots=True)
class Door:
    """What takes a text, its share of the tries in a hundred, good texts for it, and pieces of its trade."""

    share: int
    take: Try
    good: list[str]
    pieces: list[str]
    answered: int = 0
    refused: int = 0
    failed: int = 0
    took: float = 0.0
    slowest: float = 0.0

    def mutated(self, chance: random.Random) -> str:
        """A good text with some of it changed."""
        text = chance.choice(self.good)
        for _ in range(chance.choice((1, 1, 1, 2, 4, 16))):
            place, length = chance.randrange(len(text) + 1), chance.choice((1, 1, 2, 8, 40))
            before, piece, after = text[:place], text[place : place + length], text[place + length :]
            match chance.randrange(6):
                case 0:
                    text = before + after
                case 1:
                    text = before + piece * chance.choice((2, 3, 30)) + after
                case 2 | 3:
                    text = before + chance.choice(("", " ")) + chance.choice(self.pieces) + piece + after
                case 4:
                    other = chance.choice(self.good)
                    start = chance.randrange(len(other) + 1)
                    text = before + other[start : start + length] + piece + after
                case _:
                    text = (
                        before + chance.choice((*string.printable, "あ", "年", "市", "\u3000")) + piece[1:] + after
                    )
        return text

    def knock(self, text: str, most: float) -> str | None:
        """What is wrong with the way a text is taken."""
        began, wrong = time.process_time(), None
        try:
            self.take(text)
            self.answered += 1
        except EnishiError:
            self.refused += 1
        except Exception as error:
            wrong = f"{type(error).__name__}: {error}"[:300]
        took = time.process_time() - began
        self.took, self.slowest = self.took + took, max(self.slowest, took)
        wrong = wrong or (f"took {took:.1f} s" if took > most else None)
        self.failed += wrong is not None
        return wrong


class House:
    """The doors, and the graph and the extractor behind them."""

    def __init__(self, folder: Path, kept: ExitStack) -> None:
        self._folder, self._kept = folder, kept

    def doors(self) -> dict[str, Door]:
        """All doors, by name."""
        lines = [line for text in self._papers for line in text.splitlines() if line.strip()]
        passages = ["\n".join(lines[start : start + 6]) for start in range(0, len(lines), 6)]
        questions = [*load_catalogue().values()]
        names = [name.text for e in self._graph.entities() for name in e.names]
        asked = [text for q in questions for text in (q.title.ja, q.title.en, f"{names[0]} {q.title.en}")]
        return {
            "dates": _door(35, _dates, lines, DATES),
            "edtf": _door(20, _edtf, ["1965", "2024-02-29", "1965-04/1966-03", "../2001-05", "FY2024"], EDTF),
            "extract": _door(4, self._extract, passages, f"{DATES} {TABLE}"),
            "sparql": _door(10, self._sparql, [q.text("sparql") for q in questions], SPARQL),
            "cypher": _door(10, self._cypher, [q.text("cypher") for q in questions], CYPHER),
            "parameters": _door(10, self._parameter, names, f"{SPARQL} {CYPHER}"),
            "load": _door(4, self._load, _parts(self._graph), QUADS),
            "ask": _door(3, self._ask, asked, WORDS),
            "table": _door(4, self._table, [*_tables(names)], TABLE),
        }

    @cached_property
    def _papers(self) -> list[str]:
        return [f.read_text(encoding="utf-8") for f in sorted((ROOT / "benchmarks" / "blind").glob("*/docs/*"))]

    @cached_property
    def _graph(self) -> Graph:
        graph = self._kept.enter_context(open_graph(self._folder / "ties.enishi"))
        ingest(documents(sorted((ROOT / "samples").glob("*.txt"))), graph)
        return graph

    @cached_property
    def _thing(self) -> str:
        return self._graph.entities()[0].iri

    @cached_property
    def _other(self) -> Graph:
        return self._kept.enter_context(open_graph(self._folder / "loaded.enishi"))

    @cached_property
    def _extractor(self) -> Extractor:
        return Extractor(load_schema())

    def _extract(self, text: str) -> None:
        file = self._folder / "paper.txt"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        source = read(file)
        for each in self._extractor(source).statements:
            for reference in each.references:
                quote = source.text[reference.start : reference.end]
                _hold(reference.quote == quote, "a quote stands elsewhere")

    def _sparql(self, text: str) -> None:
        self._graph.sparql(text, timeout=LIMIT)

    def _cypher(self, text: str) -> None:
        given = dict.fromkeys(re.findall(r"\$(\w+)", text), self._thing)
        self._graph.cypher(text, given, timeout=LIMIT)

    def _parameter(self, text: str) -> None:
        given = {"p": text}
        _hold(self._graph.cypher("RETURN $p AS p", given).rows == ((text,),), "comes back otherwise")
        self._graph.sparql("SELECT ?s { ?s :name ?p }", given)
        self._graph.cypher("MATCH (n:City) WHERE n.name = $p RETURN n.iri AS iri", given)

    def _load(self, text: str) -> None:
        version = self._other.version()
        try:
            self._other.load(text.splitlines())
        except EnishiError:
            _hold(self._other.version() == version, "refused, and changed the graph")
            raise

    def _ask(self, text: str) -> None:
        understand(self._graph, text)

    def _table(self, text: str) -> None:
        for entry in read_entries(text):
            stating(self._graph, entry, by="a tester", at="2026-01-01T00:00:00Z")


def _door(share: int, take: Try, good: list[str], pieces: str) -> Door:
    return Door(share, take, good, [*ANYWHERE.split(" "), *pieces.split(" "), " "])


def _dates(text: str) -> None:
    own = parse("2024-08")
    for found in find_dates(text):
        _hold(text[found.start : found.end] == found.as_printed, "stands elsewhere")
        interval = found.interval or resolve(found, None, own)
        if interval:
            _hold(parse(str(interval)).earliest == interval.earliest, "comes back otherwise")
    if len(text) < 40:
        read_date(text)


def _edtf(text: str) -> None:
    _hold(str(parse(str(parse(text)))) == str(parse(text)), "comes back otherwise")


def _hold(true: bool, what: str) -> None:
    if not true:
        raise AssertionError(what)


def _parts(graph: Graph) -> list[str]:
    lines = [*graph.dump()]
    return ["\n".join(lines[start : start + 40]) for start in range(0, len(lines), 40)]


def _tables(names: list[str]) -> Iterator[str]:
    for n, name in enumerate(names[:200]):
        row = {
            "subject": "横浜市",
            "subject_kind": "City",
            "object_kind": "City",
            "relation": "sisterCityOf",
            "object": name,
            "since": "1965",
            "source": f"s{n}",
        }
        yield ",".join(COLUMNS) + "\r\n" + ",".join(row.get(column, "") for column in COLUMNS) + "\r\n"


def main(arguments: list[str] | None = None) -> int:
    """Run, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("number", 20_000), ("seed", 1), ("first", 0), ("seconds", 10.0)):
        parser.add_argument(f"--{name}", type=type(default), default=default)
    parser.add_argument("--doors", nargs="*")
    asked = parser.parse_args(arguments)
    failures = 0
    with tempfile.TemporaryDirectory() as folder, ExitStack() as kept:
        for name, door in House(Path(folder), kept).doors().items():
            if asked.doors and name not in asked.doors:
                continue
            tries = asked.number * door.share // 100
            for number in range(asked.first, asked.first + tries):
                text = door.mutated(random.Random(f"{name} {asked.seed} {number}"))  # noqa: S311  (nothing secret)
                if wrong := door.knock(text, asked.seconds):
                    failures += 1
                    print(f"{name} seed {asked.seed} number {number}: {wrong}", flush=True)
            figures = f"{door.answered} answered, {door.refused} refused, {door.failed} failed"
            each = door.took / max(tries, 1) * 1000
            print(f"{name}: {figures}; {each:.2f} ms each, slowest {door.slowest:.2f} s", flush=True)
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
