"""The pictures of one version of the graph: each made once, however many wait; the last ones asked for are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from ..viz.view import View

KEPT: Final = 24
"""How many pictures are kept."""

Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a canvas shows: things and ties, the place of each thing (its IRI), and the things left out of all."""

    view: View
    places: Mapping[str, tuple[float, float]]
    left: tuple[str, ...] = ()


class Pictures:
    """Pictures by what was asked for; whoever asks for one that is being made waits for it.

    >>> from enishi.web.pictures import Picture, Pictures
    >>> from enishi.viz.view import View
    >>> kept, empty = Pictures(), Picture(View("", None, (), (), (), (), None, ()), {})
    >>> kept.get(("a",), lambda: empty) is kept.get(("a",), lambda: 1 / 0)
    True
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: OrderedDict[Key, Future[Picture]] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Picture]) -> Picture:
        """The picture of a key, made now if there is none; what making it raises is raised to all who wait."""
        with self._lock:
            found = self._made.get(key)
            if mine := found is None:
                found = self._made[key] = Future()
            self._made.move_to_end(key)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        if mine:
            try:
                found.set_result(make())
            except BaseException as error:
                found.set_exception(error)
                with self._lock:
                    self._made.pop(key, None)
        return found.result()
