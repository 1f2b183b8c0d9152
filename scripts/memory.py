"""The most memory that a process has had, as the kernel tells it (Linux)."""

from __future__ import annotations

import re
from pathlib import Path


def most_memory(process: int | str = "self") -> float:
    """Megabytes at the peak of a process; ``getrusage`` would tell its parent's where that is more.

    >>> most_memory() > 1
    True
    """
    told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmHWM:\s+(\d+)", told)[0]) / 1000
