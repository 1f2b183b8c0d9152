"""The same documents in other forms: what is found no longer, dated otherwise or wrongly stated for the form alone.

    python benchmarks/other_forms.py [--rounds 44,45,...] [--form NAME] [--misses]

``forms/`` changes what should not matter: a line above the title, bullets, the order of a table's columns, the
notation of dates, a paragraph about something else. Each document of the blind rounds is read as it is and in each
form. Of the facts that gold states and that are found in the document as it is, those are counted that are lost or
dated otherwise in the form; of the facts that are wrong in the form, those that are not stated without it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.forms import FORMS, formed  # noqa: E402

from enishi.ingest.evaluation.claims import Claim, claims  # noqa: E402
from enishi.ingest.evaluation.gold import Gold, GoldFile, read_gold  # noqa: E402
from enishi.ingest.evaluation.places import document_for  # noqa: E402
from enishi.ingest.evaluation.scoring import DocumentScore, evaluate  # noqa: E402
from enishi.ingest.extract import Extractor  # noqa: E402
from enishi.ingest.facts import records  # noqa: E402
from enishi.ingest.read import Source  # noqa: E402
from enishi.ontology.schema import load_schema  # noqa: E402

BLIND: Final = ROOT / "benchmarks" / "blind"
LAST: Final = ",".join(map(str, range(44, 54)))
Read = Callable[[str, str], tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """A document of a blind round, with its gold."""

    round: str
    gold: GoldFile
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a form did to one document: facts lost, facts dated otherwise (and how), facts wrong for it."""

    page: Page
    found: int
    lost: tuple[Gold, ...]
    misdated: tuple[tuple[Gold, Claim], ...]
    wrong: tuple[Claim, ...]


def pages(rounds: Sequence[str]) -> list[Page]:
    """The documents of these rounds."""
    golds = [path for name in rounds for path in sorted((BLIND / f"round-{name}" / "gold").glob("*.jsonl"))]
    return [Page(p.parts[-3], read_gold(p), document_for(p, None).read_text(encoding="utf-8")) for p in golds]


def reader() -> Read:
    """What reads a text into claims."""
    schema = load_schema()
    snake = {relation.name: relation.snake for relation in schema.relations.values()}
    extractor = Extractor(schema)

    def read(name: str, text: str) -> tuple[Claim, ...]:
        source = Source(name, text, "text/plain", "0" * 64, Path(f"{name}.txt"))
        return tuple(claims(records(extractor(source), snake)))

    return read


def scored(read: Read, texts: Sequence[tuple[Page, str]]) -> Iterator[DocumentScore]:
    """How each text was read, held against its page's gold with the others of its round, in their order."""
    by_round: dict[str, list[tuple[GoldFile, tuple[Claim, ...]]]] = {}
    for page, text in texts:
        found = read(page.gold.document, text)
        by_round.setdefault(page.round, []).append((page.gold, found))
    scores = {
        name: iter(evaluate([gold for gold, _ in read_], {gold.document: found for gold, found in read_}).documents)
        for name, read_ in by_round.items()
    }
    yield from (next(scores[page.round]) for page, _ in texts)


def difference(page: Page, plain: DocumentScore, other: DocumentScore) -> Difference:
    """What the form alone did."""
    both = list(zip(plain.lines, other.lines, strict=True))
    known = {(c.subject.shown, c.relation, c.object.shown) for c in plain.wrong}
    return Difference(
        page,
        sum(1 for line in plain.lines if line.claim),
        tuple(then.gold for now, then in both if now.claim and not then.claim),
        tuple(
            (then.gold, then.claim) for now, then in both if now.date_right and then.claim and not then.date_right
        ),
        tuple(c for c in other.wrong if (c.subject.shown, c.relation, c.object.shown) not in known),
    )


def differences(
    read: Read, every: Sequence[Page], plain: Sequence[DocumentScore], name: str
) -> Iterator[Difference]:
    """What one form does to the documents that it changes."""
    other = [
        (page, then, text) for page, then in zip(every, plain, strict=True) if (text := formed(page.text, name))
    ]
    for (page, then, _), now in zip(other, scored(read, [(page, text) for page, _, text in other]), strict=True):
        yield difference(page, then, now)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", default=LAST, type=lambda text: text.split(","))
    parser.add_argument("--form", action="append", choices=FORMS, metavar="NAME")
    parser.add_argument("--misses", action="store_true", help="show each fact, by document")
    asked = parser.parse_args()
    read, every = reader(), pages(asked.rounds)
    plain = list(scored(read, [(page, page.text) for page in every]))
    print("| form | documents | facts found without it | lost | dated otherwise | wrong by it |")
    print("|---|--:|--:|--:|--:|--:|")
    total = [0, 0, 0, 0, 0]
    for name in asked.form or FORMS:
        made = list(differences(read, every, plain, name))
        row = [len(made), sum(d.found for d in made)]
        row += [sum(len(getattr(d, kind)) for d in made) for kind in ("lost", "misdated", "wrong")]
        total = [a + b for a, b in zip(total, row, strict=True)]
        print(f"| {name} | " + " | ".join(f"{n:,}" for n in row) + " |", flush=True)
        for one in made if asked.misses else ():
            told(one)
    print("| all | " + " | ".join(f"{n:,}" for n in total) + " |")


def told(one: Difference) -> None:
    """Prints what became of one document."""
    where = f"{one.page.round}/{one.page.gold.document}"
    for gold in one.lost:
        print(f"  {where}: lost: {' | '.join(gold.triple)} ({gold.date}): {gold.quote[:90]!r}")
    for gold, claim in one.misdated:
        print(f"  {where}: dated {claim.date}, not {gold.date}: {' | '.join(gold.triple)}: {claim.quote[:90]!r}")
    for claim in one.wrong:
        shown = f"{claim.subject.shown} | {claim.relation} | {claim.object.shown} ({claim.date})"
        print(f"  {where}: wrong: {shown}, {claim.rule}: {claim.quote[:90]!r}")


if __name__ == "__main__":
    main()
