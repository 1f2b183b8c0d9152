"""A time limit for work that cannot be stopped: who waits for it goes on, and it ends when it ends.

A Neo4j server ends a statement when it next touches its store; one that joins in memory may take minutes to.
SQLite cannot be interrupted through oxilite at all.
"""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


class TimeOver(Exception):
    """The work took longer: a signal, never shown."""


def within(seconds: float | None, work: Callable[[], T]) -> T:
    """What the work gives, or what it raises; :class:`TimeOver` after some seconds (``None``: never).

    >>> from enishi.graph.deadline import within
    >>> within(5, lambda: 6 * 7)
    42
    """
    if seconds is None:
        return work()
    done: SimpleQueue[tuple[bool, T | BaseException]] = SimpleQueue()

    def run() -> None:
        try:
            done.put((True, work()))
        except BaseException as error:
            done.put((False, error))

    Thread(target=run, daemon=True).start()
    try:
        good, found = done.get(timeout=seconds)
    except Empty:
        raise TimeOver from None
    if good:
        return found  # type: ignore[return-value]
    raise found  # type: ignore[misc]
