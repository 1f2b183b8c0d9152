"""From files to a graph: the one place that joins ingest and graph.

What always holds: every file is read and found good before the first is written, so a bad file leaves the graph
as it was; a document is written whole, in one transaction with those read within the same second. Whoever
interrupts the reading loses nothing that was read, and may simply run it again.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from .errors import DocumentError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from .graph.home import Change, Graph
    from .ingest.llm import ModelExtractor
    from .ontology.model import Contribution

TRIES: Final = 3
"""How often a document is read whose process is killed."""
TOGETHER: Final = 1.0
"""Seconds of reading whose documents are written in one transaction: what they share is worked out once."""
MOST_TOGETHER: Final = 100
"""Documents of one transaction, so that memory stays flat."""
Progress: TypeAlias = Callable[[int, int, Path], None]
"""Told before each document: how many are done, how many there are, and which comes now."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a document seems to say and what gave no fact: the line (from 1), the words, and why."""

    line: int
    text: str
    reason: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one document.

    ``document`` is its IRI; ``statements`` and ``references`` count what it says, ``relations`` and ``kinds``
    by relation and, of its entities, by class; ``change`` is what the graph took in.
    """

    file: Path
    document: str
    name: str
    statements: int
    references: int
    relations: Mapping[str, int]
    kinds: Mapping[str, int]
    left_out: tuple[LeftOut, ...]
    change: Change


def documents(paths: Iterable[Path]) -> list[Path]:
    """The document files among files and folders, each read once to know that it can be.

    Raises :class:`~enishi.errors.DocumentError` for the first that cannot.
    """
    from .ingest.read import documents_in, read  # noqa: PLC0415

    found = documents_in(paths)
    for path in found:
        read(path)
    return found


def contributions(files: Iterable[Path], *, jobs: int = 1) -> Iterator[tuple[Path, Contribution]]:
    """What each file says, one after the other, in order; ``jobs`` is the number of processes that read.

    Of what is read no more than a few documents wait at a time. A document whose process is killed is read again
    by another; one that ends several raises ``document_kills``.
    """
    if jobs > 1:
        yield from _in_parallel(files, jobs)
        return
    extract = _extractor()
    for file in files:
        yield file, extract(file)


@cache
def _extractor() -> Callable[[Path], Contribution]:
    """The extractor of this process: made once, used for many documents."""
    from .ingest.extract import Extractor  # noqa: PLC0415
    from .ingest.read import read  # noqa: PLC0415
    from .ontology.schema import load_schema  # noqa: PLC0415

    extractor = Extractor(load_schema())
    return lambda file: extractor(read(file))


def _read_one(file: Path) -> Contribution:
    return _extractor()(file)


def _in_parallel(files: Iterable[Path], jobs: int) -> Iterator[tuple[Path, Contribution]]:
    import multiprocessing  # noqa: PLC0415  (only where asked for)
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    context = multiprocessing.get_context("spawn")  # a process of its own, whatever threads run in this one
    waiting: deque[tuple[Path, Future[Contribution] | None]] = deque()
    ahead, coming = 2 * jobs, iter(files)
    broken = 0
    pool = ProcessPoolExecutor(jobs, mp_context=context)
    try:
        while True:
            waiting.extend((file, None) for file in islice(coming, ahead - len(waiting)))
            if not waiting:
                return
            try:
                waiting = deque((f, future or pool.submit(_read_one, f)) for f, future in waiting)
                first = waiting[0][1]
                said = first.result() if first else None
            except BrokenProcessPool as error:
                broken += 1
                if broken > TRIES:
                    raise DocumentError("document_kills", file=waiting[0][0]) from error
                pool.shutdown(wait=True, cancel_futures=True)
                pool = ProcessPoolExecutor(jobs, mp_context=context)
                waiting = deque((f, future if future and _finished(future) else None) for f, future in waiting)
                continue
            broken = 0
            file, _ = waiting.popleft()
            assert said is not None  # noqa: S101  (a result is there, or was raised)
            yield file, said
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _finished(future: Future[Contribution]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def ingest(
    paths: Iterable[Path],
    graph: Graph,
    *,
    progress: Progress | None = None,
    jobs: int = 1,
    model: ModelExtractor | None = None,
) -> list[Result]:
    """Bring documents into a graph; files and folders, folders to their depth; read by ``jobs`` processes.

    The graph is the same whatever their number: one process writes, in order. A ``model`` is asked about each
    document as well; without one nothing leaves this machine.

    Raises :class:`~enishi.errors.DocumentError` before anything is written.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from enishi.graph import open_graph
    >>> from enishi.pipeline import ingest
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report = Path(folder, "report.txt")
    ...     _ = report.write_text("横浜市は1965年にリヨン市と姉妹都市となりました。", encoding="utf-8")
    ...     with open_graph(Path(folder, "ties.enishi")) as graph:
    ...         [result.name for result in ingest([report], graph)]
    ['report']
    """
    files = documents(paths)

    def said() -> Iterator[tuple[Path, Contribution]]:
        steps = contributions(files, jobs=jobs)
        for done, file in enumerate(files):
            if progress:
                progress(done, len(files), file)
            _, contribution = next(steps)
            yield file, contribution if model is None else _with_model(contribution, model)

    results = []
    for several in _together(said()):
        changes = graph.write_all([contribution for _, contribution in several])
        results += [_result(*each, change) for each, change in zip(several, changes, strict=True)]
    return results


def _together(steps: Iterable[tuple[Path, Contribution]]) -> Iterator[list[tuple[Path, Contribution]]]:
    """What is read within a second, each document once; where reading fails, what was read before comes first."""
    waiting: dict[str, tuple[Path, Contribution]] = {}
    until = time.monotonic() + TOGETHER
    try:
        for file, contribution in steps:
            document = contribution.document.iri
            if document in waiting:
                yield list(waiting.values())
                waiting = {}
            waiting[document] = file, contribution
            if len(waiting) == MOST_TOGETHER or time.monotonic() > until:
                yield list(waiting.values())
                waiting, until = {}, time.monotonic() + TOGETHER
    except (Exception, KeyboardInterrupt):
        if waiting:
            yield list(waiting.values())
        raise
    if waiting:
        yield list(waiting.values())


def _with_model(contribution: Contribution, model: ModelExtractor) -> Contribution:
    from .ingest.llm import joined  # noqa: PLC0415  (only where asked for)

    return joined(contribution, model(contribution.document))


def _result(file: Path, contribution: Contribution, change: Change) -> Result:
    text = contribution.document.text
    return Result(
        file=file,
        document=contribution.document.iri,
        name=contribution.document.name,
        statements=len(contribution.statements),
        references=sum(len(s.references) for s in contribution.statements),
        relations=_counted(s.relation for s in contribution.statements),
        kinds=_counted(e.kind for e in contribution.entities),
        left_out=tuple(
            LeftOut(text.count("\n", 0, o.start) + 1, text[o.start : o.end], o.reason, o.details)
            for o in contribution.omissions
        ),
        change=change,
    )


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))
