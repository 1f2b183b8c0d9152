"""From files to a graph: the one place that joins ingest and graph.

What always holds: every file is read and found good before the first is written, so a bad file leaves the graph
as it was; each document is one transaction, so that whoever interrupts loses nothing and may simply run it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from .graph.home import Change, Graph
    from .ontology.model import Contribution, Entity

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


def contributions(files: Iterable[Path]) -> Iterator[tuple[Path, Contribution]]:
    """What each file says, one after the other."""
    from .ingest.extract import Extractor  # noqa: PLC0415
    from .ingest.read import read  # noqa: PLC0415
    from .ingest.recognise import Recogniser  # noqa: PLC0415
    from .ontology.schema import load_schema  # noqa: PLC0415

    def recogniser_for(home: Entity | None) -> Recogniser:
        return Recogniser(home=home)

    extractor = Extractor(load_schema(), recogniser_for)
    for file in files:
        yield file, extractor(read(file))


def ingest(paths: Iterable[Path], graph: Graph, *, progress: Progress | None = None) -> list[Result]:
    """Bring documents into a graph; files and folders, folders to their depth.

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
    results = []
    steps = contributions(files)
    for done, file in enumerate(files):
        if progress:
            progress(done, len(files), file)
        _, contribution = next(steps)
        results.append(_result(file, contribution, graph.write(contribution)))
    return results


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
