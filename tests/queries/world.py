"""The reports of many cities that questions in people's own words are asked of."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
REPORTS: Final = {
    "round-1": "01 02 03 06 08 09 10 11",
    "round-4": "06 09 10",
    "round-7": "02",
    "round-8": "01 04 07 10",
}
"""Rounds, and numbers of their documents."""


def reports() -> list[Path]:
    """The samples and sixteen reports about other cities."""
    blind = ROOT / "benchmarks" / "blind"
    numbered = [(round_, number) for round_, numbers in REPORTS.items() for number in numbers.split()]
    return [
        ROOT / "samples",
        *(file for round_, n in numbered for file in sorted((blind / round_ / "docs").glob(f"{n}-*"))),
    ]
