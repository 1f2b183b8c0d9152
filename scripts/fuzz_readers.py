"""Mutated documents over all readers: each is read, or refused by the error tree, in bounded time and memory.

    python scripts/fuzz_readers.py [--number 2000] [--seed 1] [--seconds 10] [--megabytes 1000] [--jobs 1]
                                   [--first 0] [--extract 20]

Seeds are the samples, set in every format. A mutation flips, cuts, doubles, swaps or inserts bytes; in a zipped
format also in a part that is packed again. Of what can be read, every 20th document (--extract) goes on to be
extracted. Seconds are of the process, so that a busy machine is nobody's fault. Prints a line of figures, and every
failure with the seed that makes it again; exit code 1 where there was one.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enishi.ingest.read import Source
    from enishi.ontology.model import Contribution

ROOT = Path(__file__).parents[1]
TOKENS = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b"</td>",
    b"<table>",
    b"&#x0;",
    b"%PDF",
    b"endobj",
    b"PK\x03\x04",
    b"\x1b$B",
    b'"',
)
DEFAULTS = {"number": 2000, "seed": 1, "seconds": 10.0, "megabytes": 1000, "first": 0, "extract": 20}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: ``read``, ``refused`` or what went wrong, and what it took (MB: most so far)."""

    name: str
    what: str
    seconds: float
    failed: bool
    megabytes: float


def seeds(text: str) -> dict[str, bytes]:
    """A document in every format, by suffix."""
    sys.path[:0] = [str(ROOT)]
    from tests.ingest.typeset import as_docx, as_html, as_pdf, as_xlsx  # noqa: PLC0415

    return {
        ".txt": text.encode(),
        ".md": text.encode("cp932", "replace"),
        ".csv": text.replace("、", ",").encode(),
        ".html": as_html(text),
        ".docx": as_docx(text),
        ".xlsx": as_xlsx(text),
        ".pdf": as_pdf(text, columns=2),
    }


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """A document with some of its bytes changed; of a package, mostly those of a part."""
    if raw.startswith(b"PK") and chance.random() < 0.7:
        return _repacked(raw, chance)
    return _changed(raw, chance)


def _repacked(raw: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = chance.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, _changed(part, chance) if name == hit else part)
    return out.getvalue()


def _changed(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        place, length = chance.randrange(len(data) + 1), chance.choice((1, 2, 8, 64, 1024))
        match chance.randrange(6):
            case 0 if place < len(data):
                data[place] ^= 1 << chance.randrange(8)
            case 1:
                del data[place : place + length]
            case 2:
                data[place:place] = data[place : place + length] * chance.choice((1, 2, 50))
            case 3:
                data[place:place] = chance.choice(TOKENS)
            case 4:
                other = chance.randrange(len(data) + 1)
                data[place : place + length] = data[other : other + length]
            case _:
                data[place : place + length] = chance.randbytes(length)
    return bytes(data)


@cache
def extractor() -> Callable[[Source], Contribution]:
    """What extracts in this process."""
    from enishi.ingest.extract import Extractor  # noqa: PLC0415
    from enishi.ingest.read import read  # noqa: PLC0415
    from enishi.ontology.schema import load_schema  # noqa: PLC0415

    made = Extractor(load_schema())
    made(read(min((ROOT / "samples").glob("*.txt"))))  # so that no document pays for starting up
    return made


def one(number: int, *, seed: int, documents: dict[str, bytes], folder: Path, most: float, extract: int) -> Outcome:
    """Make and read the document of a number."""
    from enishi.errors import DocumentError  # noqa: PLC0415
    from enishi.ingest.read import read  # noqa: PLC0415
    from scripts.memory import most_memory  # noqa: PLC0415

    further = extractor() if extract and number % extract == 0 else None

    chance = random.Random(f"{seed} {number}")  # noqa: S311  (nothing secret)
    suffix = sorted(documents)[number % len(documents)]
    file = folder / f"{os.getpid()}{suffix}"
    file.write_bytes(mutated(documents[suffix], chance))
    began, failed = time.process_time(), False
    try:
        source = read(file)
        what = "read"
        if further:
            further(source)
    except DocumentError:
        what = "refused"
    except Exception as error:  # what is looked for
        what, failed = f"{type(error).__name__}: {error}"[:200], True
    took = time.process_time() - began
    if took > most:
        what, failed = f"took {took:.1f} s ({what})", True
    return Outcome(f"seed {seed} number {number} {suffix}", what, took, failed, most_memory())


def outcomes(
    numbers: range, *, seed: int, seconds: float, jobs: int, folder: Path, extract: int
) -> Iterator[Outcome]:
    """Read the mutated documents of some numbers."""
    text = "\n".join(f.read_text(encoding="utf-8") for f in sorted((ROOT / "samples").glob("*2021*")))
    work = partial(one, seed=seed, documents=seeds(text), folder=folder, most=seconds, extract=extract)
    if jobs == 1:
        yield from map(work, numbers)
        return
    # a reader that ends its process breaks this pool, and so the run; multiprocessing's own would wait for ever
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(work, numbers, chunksize=50)


def main(arguments: list[str] | None = None) -> int:
    """Run, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in {**DEFAULTS, "jobs": 1}.items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    asked = parser.parse_args(arguments)
    began, counts, slowest, most, failures = time.monotonic(), Counter[str](), 0.0, 0.0, 0
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        numbers = range(asked.first, asked.first + asked.number)
        limits = {"seed": asked.seed, "seconds": asked.seconds, "jobs": asked.jobs, "extract": asked.extract}
        found = outcomes(numbers, folder=Path(folder), **limits)
        for outcome in found:
            counts["failed" if outcome.failed else outcome.what] += 1
            slowest, most = max(slowest, outcome.seconds), max(most, outcome.megabytes)
            if outcome.failed:
                failures += 1
                print(f"{outcome.name}: {outcome.what}")
    print(
        f"{asked.number} documents in {time.monotonic() - began:.0f} s: {counts['read']} read, "
        f"{counts['refused']} refused, {counts['failed']} failed; "
        f"slowest {slowest:.2f} s; most memory {most:.0f} MB"
    )
    return int(bool(failures) or most > asked.megabytes)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src")]
    sys.exit(main())
