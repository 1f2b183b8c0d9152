"""The command line: a thin call of the library for each command.

What it promises: data on standard output, everything else on standard error; the exit codes of the error tree
(0 done, 1 found nothing or a check failed, 2 wrong usage, 3 bad input, 4 the graph cannot be reached); a file
is whole or not there; help and messages in Japanese or English.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name; by default the process's own) and return its exit code."""
    from .run import run  # noqa: PLC0415  (importing the package loads nothing)

    return run(arguments)
