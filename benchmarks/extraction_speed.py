"""Characters a second from text to facts, on one core after start-up, beside GiNZA on the same texts.

    python benchmarks/extraction_speed.py [--peer PYTHON] [--rounds 3]

The texts: the samples, the blind sets and, where they lie beside the checkout, the two reports. PYTHON is an
interpreter that has GiNZA (python -m venv peer; peer/bin/pip install "ginza>=5,<6" "ja_ginza>=5,<6"). Both are
measured in processes of their own, one thread each, in seconds of the processor, which a busy machine lengthens
but does not make up; each reads one text before the clock starts. Exit code 1 where a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from figures import tell  # type: ignore[import-not-found]

ROOT = Path(__file__).parents[1]
SETS = {
    "reports": (ROOT.parent / "shared" / "seeds", "*.txt"),
    "samples": (ROOT / "samples", "*.[mt][dx]*"),
    "blind sets": (ROOT / "benchmarks" / "blind", "*/docs/*.txt"),
}
LEAST, TIMES = 80_000, 50
PEER_CHARACTERS = 20_000  # of each set; the peer is slow and its speed does not change with length
Read = Callable[[str], object]


def texts(most: int | None = None) -> dict[str, list[str]]:
    """The texts by set; of each at most so many characters."""
    found: dict[str, list[str]] = {}
    for name, (folder, pattern) in SETS.items():
        kept: list[str] = []
        for file in sorted(folder.glob(pattern)) if folder.exists() else ():
            text = file.read_text(encoding="utf-8")
            if most is None or sum(map(len, kept)) + len(text) <= most or not kept:
                kept.append(text[:most])
        if kept:
            found[name] = kept
    return found


def ours() -> tuple[str, Read]:
    """What extracts, ready."""
    sys.path.insert(0, str(ROOT / "src"))
    from enishi.ingest.extract import Extractor  # noqa: PLC0415
    from enishi.ingest.names import sightings  # noqa: PLC0415
    from enishi.ingest.read import Source  # noqa: PLC0415
    from enishi.ontology.schema import load_schema  # noqa: PLC0415

    extractor = Extractor(load_schema())

    def reads(text: str) -> object:
        sightings.forget()  # what a text names is remembered while it is read: a second round must not profit
        return extractor(Source("text", text, "text/plain", "0" * 64, Path("text.txt")))

    return "enishi", reads


def peer() -> tuple[str, Read]:
    """GiNZA, ready; it takes lines, since its tokenizer refuses long texts."""
    import spacy  # type: ignore[import-not-found]  # noqa: PLC0415  (not a dependency)

    nlp = spacy.load("ja_ginza")
    shown = f"GiNZA {version('ginza')}, ja_ginza {version('ja_ginza')}, spaCy {version('spacy')}"
    return shown, lambda text: list(nlp.pipe(line for line in text.splitlines() if line.strip()))


def measure(who: str, rounds: int) -> dict[str, object]:
    """In a process of its own: the name and, by set, the characters and the seconds of each round."""
    name, reads = ours() if who == "ours" else peer()
    most = None if who == "ours" else PEER_CHARACTERS
    sets = texts(most)
    reads(sets["samples"][0])
    taken: dict[str, list[float]] = {label: [] for label in sets}
    for _ in range(rounds):
        for label, of_set in sets.items():
            began = time.process_time()
            for text in of_set:
                reads(text)
            taken[label].append(time.process_time() - began)
    return {"name": name, "characters": {k: sum(map(len, v)) for k, v in sets.items()}, "seconds": taken}


def measured(python: str, who: str, rounds: int) -> dict[str, object]:
    """The same, from a process of another interpreter."""
    one = {**os.environ, **{f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}}
    command = [python, __file__, "--measure", who, "--rounds", str(rounds)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=one)  # noqa: S603
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def speeds(found: dict[str, object]) -> dict[str, tuple[int, float, float]]:
    """By set and for all: characters, and characters a second at first reading and in the middle round."""
    characters, seconds = found["characters"], found["seconds"]
    assert isinstance(characters, dict)
    assert isinstance(seconds, dict)
    rows = {
        label: (n, n / seconds[label][0], n / statistics.median(seconds[label])) for label, n in characters.items()
    }
    whole = sum(characters.values())
    rounds = [sum(times) for times in zip(*seconds.values(), strict=True)]
    rows["all"] = (whole, whole / rounds[0], whole / statistics.median(rounds))
    return rows


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", help="an interpreter that has GiNZA")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", choices=("ours", "peer"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure, asked.rounds), ensure_ascii=False))
        return 0
    own = measured(sys.executable, "ours", asked.rounds)
    other = measured(asked.peer, "peer", 1) if asked.peer else None
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}"
    )
    print("\n| who | texts | characters | first reading, a second | again, a second |\n|---|---|--:|--:|--:|")
    for found in filter(None, (own, other)):
        for label, (n, first, again) in speeds(found).items():
            print(f"| {found['name']} | {label} | {n:,} | {first:,.0f} | {again:,.0f} |")
    reached = speeds(own)["all"][2]
    lines = [("characters a second", reached, LEAST)]
    size = f"{speeds(own)['all'][0]:,} characters"
    tell("extraction", reached, size=size)
    if other:
        tell("extraction-peer", reached, speeds(other)["all"][2], size=size)
        lines.append(("times the peer", reached / speeds(other)["all"][2], TIMES))
    print("\n| | reached | limit | |\n|---|--:|--:|---|")
    for what, value, limit in lines:
        print(f"| {what} | {value:,.0f} | {limit:,} | {'met' if value >= limit else 'missed'} |")
    return int(any(value < limit for _, value, limit in lines))


if __name__ == "__main__":
    sys.exit(main())
