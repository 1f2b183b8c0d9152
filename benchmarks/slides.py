"""Whether LibreOffice opens the slides of each kind of picture and reads the names on them: run by hand.

    python benchmarks/slides.py [GRAPH]

Without a graph the samples are ingested first. Needs ``soffice`` (apt-get install libreoffice-impress), which is
too large for CI; tests/viz holds the same files to what python-pptx reads. Ends with 1 where a title is not read.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
from pptx import Presentation

ROOT = Path(__file__).parents[1]
KINDS = (
    ("ego", "Yokohama"),
    ("path", "Yokohama", "Thailand"),
    ("network",),
    ("timeline", "Yokohama"),
    ("projects",),
)


def enishi(*line: str | Path) -> None:
    """Run a command of the project."""
    subprocess.run([sys.executable, "-m", "enishi", *map(str, line)], check=True, capture_output=True)  # noqa: S603


def read_by_office(file: Path) -> str:
    """The text of a slide as LibreOffice sets it, without gaps."""
    home = f"-env:UserInstallation={(file.parent / 'office').as_uri()}"
    convert = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)  # noqa: S603
    page = pdfium.PdfDocument(file.with_suffix(".pdf"))[0]
    return "".join(page.get_textpage().get_text_bounded().split())


def main() -> int:
    """Draw, convert, compare; the number of pictures in which a text is missing."""
    missed = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        graph = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "ties.enishi"
        if len(sys.argv) < 2:
            enishi("ingest", ROOT / "samples", "--graph", graph)
        for kind, *ends in KINDS:
            file = folder / f"{kind}.pptx"
            enishi("--lang", "en", "diagram", kind, *ends, "--graph", graph, "--output", file)
            slide = Presentation(str(file)).slides[0]
            texts = {"".join(s.text_frame.text.split()) for s in slide.shapes if s.has_text_frame} - {""}
            read = read_by_office(file)
            found = sum(text in read for text in texts)
            missed += found < len(texts)
            print(f"{kind:10} {len(slide.shapes)} shapes, {found} of {len(texts)} texts read by LibreOffice")
    return missed


if __name__ == "__main__":
    sys.exit(main())
