"""The command that tells what was read: report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from .documents import files, telling
from .output import PATH, STDOUT, deliver
from .speaking import Call, command, option

if TYPE_CHECKING:
    from ..ontology.model import Contribution


@command("report", files(), option("--output", type=PATH, metavar="FILE", default=None))
def report(call: Call, files: tuple[Path, ...], output: Path | None) -> None:
    """What was found in documents, marked in their text."""
    from ..pipeline import contributions, documents  # noqa: PLC0415
    from ..viz.report.write import FORMS, report  # noqa: PLC0415

    suffix = ".txt" if output is None or output == STDOUT else output.suffix.lower()
    if suffix not in FORMS:
        raise UsageError("report_suffix", file=output, suffix=suffix, known=sorted(FORMS))
    found = documents(files)
    tell = telling(call)

    def steps() -> Iterator[Contribution]:
        said = contributions(found)
        for done, file in enumerate(found):
            tell(done, len(found), file)
            yield next(said)[1]

    deliver(report(steps(), FORMS[suffix], call.words.lang), output)
