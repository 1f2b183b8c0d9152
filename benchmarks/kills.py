"""SIGKILL of ingest, copy and serve at random moments: what was acknowledged is there, once, and the file opens.

    python benchmarks/kills.py [--times 200] [--seed 1] [--small] [--json FILE]

Each round starts one of them as a process group of its own on files of its own, kills all of it at a moment drawn
from the time that it takes undisturbed, and looks: does the file open; is every document there whose writing was
told; does any statement or reference stand there twice; does all that follows from the evidence hold; and does the
same command, run again, end at the bytes of an undisturbed run. Every second round of ingest goes the way of large
changes. 20 rounds with --small.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]


from figures import tell  # type: ignore[import-not-found]  # noqa: E402

from enishi.errors import EnishiError  # noqa: E402
from enishi.graph import open_graph  # noqa: E402

DOCUMENTS = 12
CITIES = ("リヨン市", "マニラ市", "バンクーバー市", "オデッサ市", "ムンバイ市", "上海市")
INGEST = textwrap.dedent("""
    import sys
    from pathlib import Path
    from enishi import pipeline
    from enishi.graph import bulk, open_graph

    bulk.LARGE = int(sys.argv[3])
    pipeline.TOGETHER = 0.05  # so that there are several writes to be killed in

    with open_graph(sys.argv[2]) as graph:
        write = graph.write_all

        def written(several):
            changes = write(several)
            print("\\n".join(c.document.name for c in several), flush=True)
            return changes

        graph.write_all = written
        pipeline.ingest(pipeline.documents([Path(sys.argv[1])]), graph)
""")
COPY = textwrap.dedent("""
    import sys
    from enishi.graph import open_graph
    from enishi.graph.copying import copy

    with open_graph(sys.argv[1], read_only=True) as here, open_graph(sys.argv[2]) as there:
        names = {d.iri: d.name for d in here.documents()}
        for document, _ in copy(here, there):
            print(names.get(document, ""), flush=True)
""")


def reports(folder: Path) -> None:
    """Documents with three ties each, some of them in several."""
    folder.mkdir()
    for n in range(DOCUMENTS):
        ties = [
            f"横浜市は、{1950 + (n + k) % 6}年に{CITIES[(n + k) % 6]}と姉妹都市提携を結びました。" for k in range(3)
        ]
        text = "\n".join([f"令和{1 + n % 7}年度 横浜市の国際事業 その{n}", "", *ties, ""])
        (folder / f"report-{n:02}.txt").write_text(text, encoding="utf-8", newline="\n")


def command(kind: str, inputs: Path, graph: Path) -> list[str]:
    """What is run and killed."""
    if kind == "copy":
        return [sys.executable, "-c", COPY, str(inputs / "whole.enishi"), str(graph)]
    if kind == "serve":
        return [sys.executable, "-m", "enishi", "serve", "--graph", str(graph), "--port", "0"]
    large = 1 if kind == "ingest in bulk" else 10**9
    return [sys.executable, "-c", INGEST, str(inputs / "reports"), str(graph), str(large)]


def start(line: list[str]) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(  # noqa: S603  (our own program)
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env=environment,
        start_new_session=True,
    )


def dump(file: Path) -> list[str]:
    with open_graph(file, read_only=True) as graph:
        return list(graph.dump())


def round_of(kind: str, inputs: Path, folder: Path, seconds: float) -> Counter[str]:
    """One round: what went wrong, by its name; nothing is right."""
    graph, found = folder / "ties.enishi", Counter[str]()
    if kind == "serve":
        shutil.copyfile(inputs / "whole.enishi", graph)
    line = command(kind, inputs, graph)
    with start(line) as process:
        time.sleep(seconds)
        found["ended before"] += process.poll() is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        acknowledged = set(filter(None, process.communicate()[0].split("\n"))) if kind != "serve" else set()
    if not graph.exists():
        found["lost"] += len(acknowledged)
        return found
    try:
        with open_graph(graph) as opened:
            names = Counter(d.name for d in opened.documents())
            facts = opened.facts()
            found["lost"] += len(
                {a.removesuffix(".txt") for a in acknowledged} - {n.removesuffix(".txt") for n in names}
            )
            references = Counter((f.id, r.document, r.start, r.end) for f in facts for r in f.references)
            found["doubled"] += sum(n > 1 for n in (*names.values(), *references.values()))
            found["not as it follows"] += opened.recompute(apply=False)  # type: ignore[attr-defined]
    except EnishiError as error:
        print(f"{kind} after {seconds:.2f} s: {error}", file=sys.stderr)
        found["does not open"] += 1
        return found
    if kind != "serve":
        with start(line) as again:
            again.communicate()
    found["ends otherwise"] += dump(graph) != dump(inputs / "whole.enishi")
    return found


def main() -> int:
    """Print the table; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311  (not a secret)
    kinds = ("ingest", "ingest in bulk", "copy", "serve")
    total: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder, "inputs")
        inputs.mkdir()
        reports(inputs / "reports")
        whole: dict[str, float] = {}
        for kind in kinds:
            began = time.monotonic()
            target = inputs / ("whole.enishi" if kind == "ingest" else f"{kind}.enishi")
            if kind == "serve":
                whole[kind] = whole["copy"]
                continue
            with start(command(kind, inputs, target)) as process:
                process.communicate()
            whole[kind] = time.monotonic() - began
            assert dump(target) == dump(inputs / "whole.enishi")
        for n in range(20 if arguments.small else arguments.times):
            kind = kinds[n % len(kinds)]
            place = Path(folder, str(n))
            place.mkdir()
            total[kind]["kills"] += 1
            total[kind].update(round_of(kind, inputs, place, chance.uniform(0.1, 1.0) * whole[kind]))
            shutil.rmtree(place)
    columns = ("kills", "ended before", "lost", "doubled", "does not open", "not as it follows", "ends otherwise")
    print(f"| what is killed | {' | '.join(columns)} |\n|---|{'--:|' * len(columns)}")
    for kind, counts in total.items():
        print(f"| {kind} | {' | '.join(str(counts[c]) for c in columns)} |")
    print(f"| limit | | | {' | '.join('0' for _ in columns[2:])} |")
    faults = sum(counts[c] for counts in total.values() for c in columns[2:])
    tell("kills", faults, size=f"{sum(counts['kills'] for counts in total.values()):,} kills")
    if arguments.json:
        arguments.json.write_text(json.dumps(total, ensure_ascii=False, indent=2), encoding="utf-8")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
