"""A spreadsheet of ties into the graph, and what became of its rows."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .graphs import changing
from .output import deliver
from .speaking import Call

if TYPE_CHECKING:
    from ..ingest.tabulation import Tabulated

SHOWN: Final = 5
"""How many rows left out, and how many spellings, are shown unless asked for all by ``--verbose``."""


def load_table(call: Call, file: Path, mapping: Path, location: str, as_json: bool) -> None:
    """Read the table by the mapping, write it in one step, and tell what was found, joined and left out."""
    from ..ingest.tabulation import read_mapping, tabulate  # noqa: PLC0415
    from ..ontology.schema import load_schema  # noqa: PLC0415

    found = tabulate(file, read_mapping(mapping, load_schema()))
    added = _written(found, location)
    if as_json:
        report = json.dumps(record(file, found, added), ensure_ascii=False, indent=2)
        deliver([f"{report}\n"], None)
        return
    statements = len(found.contribution.statements)
    said = {"file": file, "rows": found.rows, "statements": statements, "added": added}
    deliver([f"{call.words.say('tabulation.done', **said)}\n"], None)
    _tell(call, file, found)


def _written(found: Tabulated, location: str) -> int:
    """Write the table, and tell how many statements are new; a file that is not there yet is filled."""
    from ..graph.filling import fill  # noqa: PLC0415

    if "://" not in location and not Path(location).exists():
        return fill(Path(location), [found.contribution])
    with changing(location, create=True) as graph:
        return graph.write(found.contribution).statements_added


def record(file: Path, found: Tabulated, added: int) -> dict[str, Any]:
    """The report as ``--json`` gives it."""
    text = found.contribution.document.text
    return {
        "file": str(file),
        "rows": found.rows,
        "statements": len(found.contribution.statements),
        "statements_added": added,
        "left_out": [
            {"line": text.count("\n", 0, o.start) + 1, "row": text[o.start : o.end], "reason": o.reason}
            for o in found.contribution.omissions
        ],
        "variants": [
            {"spelling": v.spelling, "joined_to": v.joined_to, "iri": v.iri, "kilometres": v.distance}
            for v in found.variants
        ],
    }


def _tell(call: Call, file: Path, found: Tabulated) -> None:
    text = found.contribution.document.text
    for reason, count in sorted(Counter(o.reason for o in found.contribution.omissions).items()):
        call.tell("tabulation.left_out", why=call.words.say(f"omissions.{reason}"), count=count)
    shown = None if call.verbose else SHOWN
    for omission in found.contribution.omissions[:shown]:
        line = text.count("\n", 0, omission.start) + 1
        call.tell("tabulation.row", file=file, line=line, row=text[omission.start : omission.end])
    if found.variants:
        call.tell("tabulation.variants", count=len(found.variants))
    for variant in found.variants[:shown]:
        call.tell("tabulation.variant", spelling=variant.spelling, other=variant.joined_to)
