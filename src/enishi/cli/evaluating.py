"""The command that measures extraction: evaluate."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .documents import telling
from .output import PATH, deliver, rows
from .speaking import Call, command, option

if TYPE_CHECKING:
    from ..ingest.evaluation.claims import Claim
    from ..ingest.evaluation.gold import Gold, GoldFile
    from ..ingest.evaluation.scoring import Evaluation, Figures

SHOWN: Final = 10
COLUMNS: Final = ("gold", "found", "wrong", "precision", "recall", "f1", "dates_right")


@command(
    "evaluate",
    click.Argument(["gold"], nargs=-1, required=True, type=PATH, metavar="GOLD..."),
    option("--documents", type=PATH, metavar="FOLDER", default=None),
    option("--entities", type=PATH, metavar="FILE", default=None),
    option("--traps", type=PATH, metavar="FILE", default=None),
    option("--tier", type=click.IntRange(1, 3), metavar="TIER", default=3),
    option("--by", type=click.Choice(["relation", "document", "rule"]), default=None),
    option("--misses", type=click.IntRange(0), metavar="COUNT", default=SHOWN),
    option("--json", "as_json", is_flag=True),
)
def evaluate(
    call: Call,
    gold: tuple[Path, ...],
    documents: Path | None,
    entities: Path | None,
    traps: Path | None,
    tier: int,
    by: str | None,
    misses: int,
    as_json: bool,
) -> None:
    """How right extraction is, by anybody's own gold file."""
    from ..ingest.evaluation.gold import read_gold, read_names, read_traps  # noqa: PLC0415
    from ..ingest.evaluation.places import gold_in  # noqa: PLC0415
    from ..ingest.evaluation.scoring import evaluate as score  # noqa: PLC0415

    files = [read_gold(path) for path in gold_in(gold)]
    names = read_names(entities) if entities else None
    claimed = read_traps(traps) if traps else ()
    done = score(files, _extracted(files, documents, call), names, claimed, tier=tier)
    if as_json:
        deliver([json.dumps(record(done), ensure_ascii=False, indent=2) + "\n"], None)
    else:
        deliver(_told(done, by, misses, call), None)


def _extracted(gold: Sequence[GoldFile], folder: Path | None, call: Call) -> dict[str, tuple[Claim, ...]]:
    """What extraction finds in the documents of gold files."""
    from ..ingest.evaluation.claims import claims  # noqa: PLC0415
    from ..ingest.evaluation.places import document_for  # noqa: PLC0415
    from ..ingest.facts import records  # noqa: PLC0415
    from ..ontology.schema import load_schema  # noqa: PLC0415
    from ..pipeline import contributions  # noqa: PLC0415

    files = [document_for(file.path, folder) for file in gold]
    snake = {relation.name: relation.snake for relation in load_schema().relations.values()}
    tell, steps, found = telling(call), contributions(files), {}
    for done, file in enumerate(files):
        tell(done, len(files), file)
        found[file.stem] = tuple(claims(records(next(steps)[1], snake)))
    return found


def record(done: Evaluation) -> dict[str, Any]:
    """An evaluation as ``--json`` gives it: figures, and every line missed, date or fact wrong and trap sprung."""
    total = _figures(done.figures) | {"macro_f1": done.macro_f1}
    if done.traps:
        total |= {"traps": done.traps, "traps_sprung": len(done.sprung)}
    return {
        "total": total,
        "documents": {d.name: _figures(d.figures) for d in done.documents},
        "relations": {name: _figures(figures) for name, figures in done.by_relation().items()},
        "rules": {name: _figures(figures) for name, figures in done.by_rule().items()},
        "missed": [{"document": d.name, **_gold(g)} for d in done.documents for g in d.missed],
        "misdated": [
            {"document": d.name, **_claim(c), "right": g.date} for d in done.documents for g, c in d.misdated
        ],
        "wrong": [{"document": d.name, **_claim(c)} for d in done.documents for c in d.wrong],
        "sprung": [{"document": t.document, "why": t.why, **_claim(c)} for t, c in done.sprung],
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in COLUMNS}


def _gold(gold: Gold) -> dict[str, Any]:
    return {
        "subject": gold.subject,
        "relation": gold.relation,
        "object": gold.object,
        "date": gold.date,
        "quote": gold.quote,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "subject": claim.subject.shown,
        "relation": claim.relation,
        "object": claim.object.shown,
        "date": claim.date,
        "status": claim.status,
        "quote": claim.quote,
        "start": claim.start,
        "rule": claim.rule,
    }


def _told(done: Evaluation, by: str | None, misses: int, call: Call) -> Iterator[str]:
    """An evaluation as one reads it."""
    from ..graph.home import Table  # noqa: PLC0415

    say = call.words.say
    parts = _parts(done, by)
    lines = [*parts.items(), (say("cli.evaluate.total"), done.figures)]
    head = say(f"cli.evaluate.{by}") if by else ""
    columns = (head, *(say(f"cli.evaluate.{name}") for name in COLUMNS))
    yield from rows(Table(columns, tuple((name, *_cells(figures)) for name, figures in lines)), "table")
    yield say("cli.evaluate.macro", f1=f"{done.macro_f1:.3f}", count=len(done.documents)) + "\n"
    for key, found in (
        ("missed", [(d.name, _gold(g)) for d in done.documents for g in d.missed]),
        ("misdated", [(d.name, _claim(c) | {"right": g.date}) for d in done.documents for g, c in d.misdated]),
        ("wrong_facts", [(d.name, _claim(c)) for d in done.documents for c in d.wrong]),
    ):
        if found and misses:
            yield say(f"cli.evaluate.{key}", count=len(found)) + "\n"
            yield from (_line(name, about, call) for name, about in found[:misses])
            if len(found) > misses:
                yield say("cli.evaluate.more", count=len(found) - misses) + "\n"
    if done.traps:
        yield say("cli.evaluate.sprung", count=len(done.sprung), whole=done.traps) + "\n"
        yield from (_line(t.document, _claim(c) | {"quote": t.why}, call) for t, c in done.sprung)


def _parts(done: Evaluation, by: str | None) -> dict[str, Figures]:
    """The rows above the total."""
    match by:
        case "relation":
            return done.by_relation()
        case "rule":
            return done.by_rule()
        case "document":
            return {d.name: d.figures for d in done.documents}
        case _:
            return {}


def _cells(figures: Figures) -> Iterator[str]:
    for cell in _figures(figures).values():
        yield "–" if cell is None else f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _line(document: str, about: dict[str, Any], call: Call) -> str:
    shown = about | {"document": document, "quote": " ".join(str(about["quote"]).split())}
    say = call.words.say
    date = say("cli.evaluate.date", date=about["date"]) if about["date"] else ""
    if right := about.get("right"):
        date += say("cli.evaluate.right", date=right)
    return say("cli.evaluate.line", **shown | {"date": date}) + "\n"
