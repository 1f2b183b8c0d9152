"""Texts put in order without holding them all: in runs on disk, merged while they are read.

What always holds: what comes out is what was added, each text once, in the order of its characters.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any, Final, Self, TypeVar

T = TypeVar("T")

RUN: Final = 100_000
"""Texts that are held at once."""
_MOST_RUNS: Final = 64


class Spill:
    """Texts without line ends, taken in any order; its files go when it is closed.

    >>> from enishi.graph.spill import Spill
    >>> with Spill(run=2) as spill:
    ...     spill.extend(["c", "a", "b", "a"])
    ...     print(list(spill))
    ['a', 'b', 'c']
    """

    def __init__(self, folder: Path | None = None, *, run: int = RUN) -> None:
        self._folder, self._run = folder, run
        self._held: list[str] = []
        self._runs: list[IO[str]] = []
        self._files = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def add(self, text: str) -> None:
        """Take one text."""
        self._held.append(text)
        if len(self._held) >= self._run:
            self._spill()

    def extend(self, texts: Iterable[str]) -> None:
        """Take several."""
        for text in texts:
            self.add(text)

    def __iter__(self) -> Iterator[str]:
        self._held.sort()
        if not self._runs:
            return _once(self._held)
        return _once(merge(*map(_read, self._runs), self._held))

    def _spill(self) -> None:
        if len(self._runs) == _MOST_RUNS:  # files that may be open at once are few
            runs, self._runs = self._runs, []
            self._runs.append(self._written(merge(*map(_read, runs))))
            for each in runs:
                each.close()
        self._held.sort()
        self._runs.append(self._written(self._held))
        self._held = []

    def _written(self, texts: Iterable[str]) -> IO[str]:
        file = self._files.enter_context(_file(self._folder))
        file.writelines(f"{text}\n" for text in texts)
        return file


def _read(file: IO[str]) -> Iterator[str]:
    file.seek(0)
    return (line[:-1] for line in file)


def _once(texts: Iterable[str]) -> Iterator[str]:
    return (text for text, _ in groupby(texts))


class Kept:
    """Values that JSON can say, in the order in which they come; its file goes when it is closed.

    >>> from enishi.graph.spill import Kept
    >>> with Kept() as kept:
    ...     kept.add(["横浜", {"since": "1965"}])
    ...     print(list(kept))
    [['横浜', {'since': '1965'}]]
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = _file(folder)
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, value: object) -> None:
        """Take one value."""
        self._file.write(f"{json.dumps(value, ensure_ascii=False)}\n")
        self.count += 1

    def __iter__(self) -> Iterator[Any]:
        return map(json.loads, _read(self._file))


def _file(folder: Path | None) -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", newline="\n", dir=folder)


def without(texts: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    """Of texts in order those that are not among others in order, without holding either.

    >>> from enishi.graph.spill import without
    >>> list(without(["a", "b", "d"], ["b", "c"]))
    ['a', 'd']
    """
    return (text for text, known in marked(texts, others, str) if not known)


def marked(things: Iterable[T], others: Iterable[str], key: Callable[[T], str]) -> Iterator[tuple[T, bool]]:
    """Things in order of a key, each with whether that is among others in order."""
    rest = iter(others)
    other = next(rest, None)
    for thing in things:
        text = key(thing)
        while other is not None and other < text:
            other = next(rest, None)
        yield thing, other == text
