"""Where requests meet the graph: some handles to make pages with, others for visitors' own queries.

What always holds: a handle serves one request at a time, in a thread; a slow query takes up a query's handle and no
page's; what is kept (names, documents, pages) is kept for one version of the graph and thrown away with it.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Final, TypeVar

import anyio
import anyio.to_thread

from ..errors import EnishiError
from ..graph.bounded import BoundedGraph
from ..graph.home import Allowance
from ..graph.opening import open_graph
from .holdings import Desk, Holdings
from .limits import Limits

T = TypeVar("T")

_KEPT: Final = 400
_LARGEST: Final = 8_000_000
_ROOM: Final = 64_000_000
"""Bytes of all pages that are kept."""
_TRIES: Final = 5
_MINUTE: Final = 60.0
_MOMENT: Final = 0.5


class Busy(Exception):
    """Too many queries wait, or came from one address (``often``): a signal to answer "later", never shown."""

    def __init__(self, *, often: bool) -> None:
        super().__init__()
        self.often = often


@dataclass(frozen=True, slots=True)
class Made:
    """An answer, ready to be sent."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class _Handles:
    """Handles of one graph, opened when first needed, each lent to one thread at a time."""

    def __init__(self, location: str, allowance: Allowance, count: int) -> None:
        self._location, self._allowance = location, allowance
        self._free: SimpleQueue[BoundedGraph | None] = SimpleQueue()
        self._opened: list[BoundedGraph] = []
        self.limiter = anyio.CapacityLimiter(count)
        for _ in range(count):
            self._free.put(None)

    def lend(self, work: Callable[[BoundedGraph], T]) -> T:
        """Work with a handle. One that failed in an unforeseen way is still good: it holds no state of a query."""
        handle = self._free.get()
        try:
            if handle is None:
                handle = BoundedGraph(open_graph(self._location, read_only=True, create=False), self._allowance)
                self._opened.append(handle)
            return work(handle)
        finally:
            self._free.put(handle)

    def warm(self) -> None:
        """Use each handle once, with a query in either language. One that is lent just now needs no warming."""
        held = []
        with suppress(Empty):
            while True:
                held.append(self._free.get_nowait())
        for handle in held:
            self._free.put(handle)
        for _ in held:
            with suppress(EnishiError):
                self.lend(_warm_up)

    def close(self) -> None:
        for handle in self._opened:
            handle.close()


def _warm_up(graph: BoundedGraph) -> None:
    graph.found("ASK {}")
    graph.cypher("MATCH (n:City) RETURN n.iri LIMIT 1")


class ReadingRoom:
    """All that requests share. ``usual`` says what is made in the background of each version of the graph."""

    def __init__(
        self,
        location: str,
        limits: Limits,
        usual: Callable[[], Iterable[Callable[[Desk], object]]] = tuple,
    ) -> None:
        self.location, self.limits, self._usual = location, limits, usual
        self._closing = False
        self._preparing: list[Thread] = []
        allowance = Allowance(limits.seconds, limits.rows)
        self._pages = _Handles(location, allowance, limits.readers)
        self._queries = _Handles(location, allowance, limits.queries)
        self._holdings: Holdings | None = None
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, ...], Made] = OrderedDict()
        self._held = 0
        self._making: dict[tuple[str, ...], anyio.Event] = {}
        self._visits: dict[str, deque[float]] = {}
        self._asked = 0
        self._seen = ("", 0.0)

    async def read(self, work: Callable[[Desk], T]) -> T:
        """Do the work of a page, in a thread, on one version of the graph."""
        return await anyio.to_thread.run_sync(
            lambda: self._pages.lend(lambda graph: self._steadily(graph, work)), limiter=self._pages.limiter
        )

    def _steadily(self, graph: BoundedGraph, work: Callable[[Desk], T]) -> T:
        """Several reads as one: again, where the graph was changed between them."""
        for _ in range(_TRIES):
            desk = self._desk(graph)
            try:
                found = work(desk)
            except Exception:
                if graph.version() == desk.holdings.version:
                    raise
            else:
                if graph.version() == desk.holdings.version:
                    return found
        return work(self._desk(graph))

    async def query(self, visitor: str, work: Callable[[BoundedGraph], T]) -> T:
        """Do what a visitor asks of the engine, in a thread; raises :class:`Busy` where too much is asked."""
        if self._asked >= self.limits.queries + self.limits.waiting:
            raise Busy(often=False)
        if not self._may(visitor):
            raise Busy(often=True)
        self._asked += 1
        try:
            return await anyio.to_thread.run_sync(lambda: self._queries.lend(work), limiter=self._queries.limiter)
        finally:
            self._asked -= 1

    def _may(self, visitor: str) -> bool:
        now = monotonic()
        visits = self._visits.setdefault(visitor, deque())
        while visits and visits[0] < now - _MINUTE:
            visits.popleft()
        if len(visits) >= self.limits.per_minute:
            return False
        visits.append(now)
        for name in [name for name, seen in self._visits.items() if not seen or seen[-1] < now - _MINUTE]:
            del self._visits[name]
        return True

    async def kept(self, key: tuple[str, ...], make: Callable[[Desk], Made]) -> Made:
        """A page made before for the same version of the graph, else made now, once for all who wait for it."""
        while True:
            if (found := self._remembered(key)) is not None:
                return found
            if (event := self._making.get(key)) is None:
                break
            await event.wait()
        event = self._making[key] = anyio.Event()
        try:
            version, made = await self.read(
                lambda desk: (desk.holdings.version, self._at(desk.holdings.version, key) or make(desk))
            )
            return self._remember((version, *key), made)
        finally:
            del self._making[key]
            event.set()

    def _remembered(self, key: tuple[str, ...]) -> Made | None:
        """A page that is kept, if the graph was looked at a moment ago and the page is of the version it had."""
        version, when = self._seen
        return self._at(version, key) if monotonic() - when < _MOMENT else None

    def _at(self, version: str, key: tuple[str, ...]) -> Made | None:
        with self._lock:
            found = self._kept.get((version, *key))
            if found is not None:
                self._kept.move_to_end((version, *key))
            return found

    def _remember(self, key: tuple[str, ...], made: Made) -> Made:
        with self._lock:
            if made.status == HTTPStatus.OK and len(made.body) <= _LARGEST and key not in self._kept:
                self._kept[key] = made
                self._held += len(made.body)
                while len(self._kept) > _KEPT or self._held > _ROOM:
                    self._held -= len(self._kept.popitem(last=False)[1].body)
        return made

    def _desk(self, graph: BoundedGraph) -> Desk:
        version = graph.version()
        self._seen = (version, monotonic())
        with self._lock:
            if self._holdings is None or self._holdings.version != version:
                self._holdings = Holdings(version)
                self._kept.clear()
                self._held = 0
                self._preparing = [thread for thread in self._preparing if thread.is_alive()]
                self._preparing.append(Thread(target=self._prepare, args=(self._holdings,), daemon=True))
                self._preparing[-1].start()
            return Desk(graph, self._holdings)

    def _prepare(self, holdings: Holdings) -> None:
        """Make what is usually asked for, as long as the graph does not change and the room is not closed."""
        for work in self._usual():
            if self._closing or self._holdings is not holdings:
                return
            with suppress(EnishiError):
                self._pages.lend(partial(self._steadily, work=work))

    def warm(self) -> None:
        """Open the handles and start the processes behind them, so that the first visitors need not wait for it."""
        self._pages.lend(self._desk)
        for handles in (self._pages, self._queries):
            handles.warm()

    def close(self) -> None:
        """Let go of all handles, and stop what still runs."""
        self._closing = True
        for thread in self._preparing:
            thread.join()
        for handles in (self._pages, self._queries):
            with suppress(Exception):
                handles.close()
