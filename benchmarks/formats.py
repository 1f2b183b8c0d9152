"""Facts by format: texts set as PDF, docx, HTML and xlsx, each read back, against what their plain text gives.

    python benchmarks/formats.py [FILE...] [--number 60] [--chromium] [--peer] [--misses]

Without files: the samples, so many of the blind documents and, where they lie beside the checkout, the two reports.
--chromium also prints each as PDF from a browser (other fonts, other justification); --peer also reads the HTML
with trafilatura.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from figures import tell  # type: ignore[import-not-found]  # noqa: E402
from tests.ingest.typeset import FORMATS, as_html  # noqa: E402

from enishi.ingest.extract import Extractor  # noqa: E402
from enishi.ingest.read import Source, read  # noqa: E402
from enishi.ontology.model import Contribution, Statement  # noqa: E402
from enishi.ontology.schema import load_schema  # noqa: E402

PRINTED = """body { font: 10.5pt/1.6 "Noto Serif CJK JP"; text-align: justify }
p { text-indent: 1em; margin: 0 0 4pt }
table { border-collapse: collapse; width: 100% } td, th { border: 0.5pt solid #333; padding: 2pt }"""
Reader = Callable[[Path], Source]


@dataclass(slots=True)
class Tally:
    """Facts of the plain texts, those found again, those found besides; characters and seconds of reading."""

    known: int = 0
    found: int = 0
    more: int = 0
    characters: int = 0
    seconds: float = 0.0


def texts(files: list[Path], number: int) -> Iterator[tuple[str, str]]:
    """The files given, else the reports, the samples and so many of the blind documents, evenly taken."""
    blind = sorted((ROOT / "benchmarks" / "blind").glob("*/docs/*.txt"))
    found = files or [
        *sorted((ROOT.parent / "shared" / "seeds").glob("*.txt")),
        *sorted((ROOT / "samples").glob("*.[mt][dx]*")),
        *blind[:: max(1, len(blind) // number)],
    ]
    for file in found:
        yield f"{file.parent.parent.name}-{file.stem}", file.read_text(encoding="utf-8")


def printed(path: Path, text: str, *, columns: int) -> None:
    """A text as a PDF that Chromium prints, with its own running heads and feet."""
    page = re.sub(r"<header>.*?(?=<main>)|<aside>.*?</footer>", "", as_html(text).decode(), flags=re.S)
    style = PRINTED + (f" main {{ columns: {columns}; column-gap: 8mm }}" if columns > 1 else "")
    source = path.with_suffix(".html")
    source.write_text(page.replace("p { color: black }", style), encoding="utf-8", newline="\n")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={path}", str(source)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def by_peer(path: Path) -> Source:
    """A page as trafilatura reads it, with every option that keeps text."""
    import trafilatura  # noqa: PLC0415

    options = {"favor_recall": True, "include_tables": True, "include_formatting": True, "include_comments": False}
    text = trafilatura.extract(path.read_bytes(), output_format="markdown", **options) or "-\n"
    return replace(read(path), text=text)


def settings(arguments: argparse.Namespace) -> Iterator[tuple[str, Callable[[Path, str], object], Reader]]:
    """Each format's name, what sets a text in it, and what reads it."""
    for suffix, setter in FORMATS.items():
        yield suffix, lambda path, text, setter=setter: path.write_bytes(setter(text)), read
    if arguments.chromium:
        yield "chromium.pdf", lambda path, text: printed(path, text, columns=1), read
        yield "chromium.two.pdf", lambda path, text: printed(path, text, columns=2), read
    if arguments.peer:
        yield "peer.html", lambda path, text: path.write_bytes(as_html(text)), by_peer
        yield "peer.bare.html", lambda path, text: path.write_bytes(as_html(text, main=False)), by_peer


def said(contribution: Contribution, statement: Statement) -> str:
    names = {e.iri: e.name("ja") for e in contribution.entities}
    thing = statement.object if isinstance(statement.object, str) else statement.object.text
    return f"{names.get(statement.subject, '?')} {statement.relation} {names.get(thing, thing)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    for option in ("--chromium", "--peer", "--misses"):
        parser.add_argument(option, action="store_true")
    parser.add_argument("--number", type=int, default=60, help="how many of the blind documents")
    arguments = parser.parse_args()
    extractor = Extractor(load_schema())
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts(arguments.files, arguments.number):
            plain = Path(folder, f"{name}.txt")
            plain.write_text(text, encoding="utf-8", newline="\n")
            base = extractor(read(plain))
            expected = {s.id: s for s in base.statements}
            for suffix, setter, reader in settings(arguments):
                if suffix == "cp932.txt" and not re.search("[ぁ-ん]", text):
                    continue  # no English page is in it: £ alone may be two letters of another encoding
                path = Path(folder, f"{name}.{suffix}")
                setter(path, text)
                began = time.perf_counter()
                source = reader(path)
                tally = tallies[suffix]
                tally.seconds += time.perf_counter() - began
                tally.characters += len(source.text)
                given = extractor(source)
                ids = {s.id for s in given.statements}
                wrong = [
                    r for s in given.statements for r in s.references if source.text[r.start : r.end] != r.quote
                ]
                assert not wrong
                tally.known += len(expected)
                tally.found += len(expected.keys() & ids)
                tally.more += len(ids - expected.keys())
                if arguments.misses:
                    for key in expected.keys() - ids:
                        print(f"  {path.name}: {said(base, expected[key])}", file=sys.stderr)
    print("| format | facts of the text | found again | share | besides | characters a second |")
    print("|---|--:|--:|--:|--:|--:|")
    for suffix, t in tallies.items():
        speed = round(t.characters / t.seconds, -3)
        print(f"| {suffix} | {t.known} | {t.found} | {t.found / max(t.known, 1):.3f} | {t.more} | {speed:,.0f} |")
    ours = {suffix: t for suffix, t in tallies.items() if not suffix.startswith("peer")}
    least = min(t.found / max(t.known, 1) for t in ours.values())
    tell("formats", least, size=f"{max(t.known for t in ours.values()):,} facts, {len(ours)} formats")


if __name__ == "__main__":
    main()
