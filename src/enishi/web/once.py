"""What is made once, however many wait for it at the same time; of many, the last asked for are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")
Key: TypeAlias = tuple[object, ...]


class Once(Generic[T]):
    """Things by what was asked for; whoever asks for one that is being made waits for it.

    >>> from enishi.web.once import Once
    >>> kept = Once[int](24)
    >>> kept.get(("a",), lambda: 7), kept.get(("a",), lambda: 1 // 0)
    (7, 7)
    """

    def __init__(self, kept: int) -> None:
        self._lock = Lock()
        self._kept = kept
        self._made: OrderedDict[Key, Future[T]] = OrderedDict()

    def get(self, key: Key, make: Callable[[], T]) -> T:
        """What belongs to a key, made now if there is none; what making it raises is raised to all who wait."""
        with self._lock:
            found = self._made.get(key)
            if mine := found is None:
                found = self._made[key] = Future()
            self._made.move_to_end(key)
            while len(self._made) > self._kept:
                self._made.popitem(last=False)
        if mine:
            try:
                found.set_result(make())
            except BaseException as error:
                found.set_exception(error)
                with self._lock:
                    self._made.pop(key, None)
        return found.result()
