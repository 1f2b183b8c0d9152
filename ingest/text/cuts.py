"""What cuts a line into cells: tabs, rules, and blanks that make columns."""

from __future__ import annotations

import re
from typing import NamedTuple


class Cut(NamedTuple):
    """What cuts a line into cells, and the marks of which one stands in each that it cuts."""

    pattern: re.Pattern[str]
    marks: tuple[str, ...]


CUTS = (
    Cut(re.compile(r"\t"), ("\t",)),
    Cut(re.compile(r"[|｜│┃║／]| / "), ("|", "｜", "│", "┃", "║", "／", " / ")),
    Cut(re.compile(r"[ ]{2,}|　+"), ("  ", "　")),
)
