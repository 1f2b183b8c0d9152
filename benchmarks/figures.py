"""What was measured beside a peer and a limit: kept as JSON, shown as the table of the README.

    python benchmarks/figures.py                        # the table of the figures that the project keeps
    python benchmarks/figures.py --of build/measured    # that of the last `make bench`
    python benchmarks/figures.py --write                # puts the table into README.md and README.ja.md

Each benchmark tells its figures by the names of ``figures.toml``, which has their wording, unit, peer and limit.
They are written into the folder that the variable ``ENISHI_FIGURES`` names, one file each, with the day, the
machine and the versions; nothing is written without it. The project keeps benchmarks/measured.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, Literal

ROOT: Final = Path(__file__).parents[1]
KEPT: Final = ROOT / "benchmarks" / "measured"
READMES: Final = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}
MARKS: Final = ("<!-- figures -->", "<!-- end of figures -->")
LIBRARIES: Final = ("enishi", "oxilite", "pyoxigraph", "rdflib", "rdflib-neo4j", "neo4j", "pyvis", "networkx")
HEADS: Final = {
    "en": ("what", "enishi", "peer", "", "ratio", "limit", "", "of"),
    "ja": ("測ったもの", "enishi", "比べる相手", "", "比", "目標", "", "規模"),
}
MET: Final = {"en": {True: "met", False: "**missed**"}, "ja": {True: "達成", False: "**未達**"}}
Lang = Literal["en", "ja"]


@dataclass(frozen=True, slots=True)
class Figure:
    """Ours, the peer's (where there is one), how one stands to the other, and of what size of data."""

    ours: float
    theirs: float | None = None
    ratio: float | None = None
    size: str = ""


@cache
def wordings() -> dict[str, dict[str, Any]]:
    """The figures that are told, by name, in the order of the table."""
    return tomllib.loads((ROOT / "benchmarks" / "figures.toml").read_text(encoding="utf-8"))


def tell(
    name: str, ours: float, theirs: float | None = None, *, ratio: float | None = None, size: str = ""
) -> None:
    """Keep a figure; the ratio is ours to the peer's unless it is given."""
    if name not in wordings():
        raise KeyError(name)
    if not (folder := os.environ.get("ENISHI_FIGURES")):
        return
    if ratio is None and theirs:
        ratio = ours / theirs
    kept = {**asdict(Figure(ours, theirs, ratio, size)), **setting()}
    text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    file = Path(folder, f"{name}.json")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def setting() -> dict[str, Any]:
    """The day, the machine and the versions."""
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}",
        "python": platform.python_version(),
        "versions": {name: found for name in LIBRARIES if (found := release(name))},
    }


def release(name: str) -> str | None:
    """The version of a library, if it is installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def measured(folder: Path = KEPT) -> dict[str, Figure]:
    """The figures in a folder, in the order of the table."""
    fields = Figure.__dataclass_fields__
    found = {}
    for name in wordings():
        file = folder / f"{name}.json"
        if file.exists():
            kept = json.loads(file.read_text(encoding="utf-8"))
            found[name] = Figure(**{field: kept[field] for field in fields})
    return found


def is_met(name: str, figure: Figure) -> bool | None:
    """Whether a figure keeps its limit, which is one of the ratio where there is a peer; ``None`` without a limit.

    >>> is_met("load-embedded", Figure(1.6, 1.5, 1.07)), is_met("extraction", Figure(60_000))
    (True, False)
    """
    told = wordings()[name]
    value = figure.ours if figure.ratio is None else figure.ratio
    if "at_most" in told:
        return bool(value <= told["at_most"])
    return bool(value >= told["at_least"]) if "at_least" in told else None


def table(lang: Lang, figures: Mapping[str, Figure]) -> Iterator[str]:
    """The table in a language, as lines of Markdown."""
    yield "| " + " | ".join(HEADS[lang]) + " |"
    yield "|---|--:|---|--:|--:|--:|---|---|"
    for name, figure in figures.items():
        told, met = wordings()[name], is_met(name, figure)
        unit = told.get("unit", "")
        cells = (
            told[lang],
            shown(figure.ours, unit),
            told.get(f"peer_{lang}", told.get("peer", "")),
            shown(figure.theirs, unit),
            shown(figure.ratio),
            limit(told),
            "" if met is None else MET[lang][met],
            figure.size,
        )
        yield "| " + " | ".join(cells) + " |"


def shown(value: float | None, unit: str = "") -> str:
    """A value to three figures, with its unit.

    >>> shown(63_312.4, "characters/s"), shown(1.0712), shown(None), shown(0)
    ('63,312 characters/s', '1.07', '', '0')
    """
    if value is None:
        return ""
    digits = 0 if value == int(value) or abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()


def limit(told: dict[str, Any]) -> str:
    """The limit as it is written."""
    for name, sign in (("at_most", "≤"), ("at_least", "≥")):
        if name in told:
            return f"{sign} {told[name]:,}"
    return ""


def with_table(text: str, lang: Lang) -> str:
    """A README with the table of now between its marks."""
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    return "\n".join([before + MARKS[0], "", *table(lang, measured()), "", MARKS[1] + after])


def main() -> int:
    """Print the table; write it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lang", choices=["en", "ja"], default="en")
    parser.add_argument("--of", type=Path, default=KEPT, metavar="FOLDER")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    print("\n".join(table(asked.lang, measured(asked.of))))
    if asked.write:
        for lang, file in READMES.items():
            file.write_text(with_table(file.read_text(encoding="utf-8"), lang), encoding="utf-8")  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
