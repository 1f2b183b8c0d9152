"""The weights by which questions in people's own words are told apart: ``queries/asking/likeness.tsv``.

Learns from the phrasings of the tests (what was asked, and which question of the catalogue answers it, or none) and
from the catalogue's titles and descriptions: logistic regression over all questions at once, by steps along the
gradient; the same examples give the same weights. What is named is recognised in the graph that the tests
ask. About two minutes.

    python tools/asking/learn.py                 # writes the weights
    python tools/asking/learn.py --leave-out o   # learns without one set, and tells how that set is then told apart
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "queries")]

from world import reports  # noqa: E402

from enishi.graph import open_graph  # noqa: E402
from enishi.pipeline import ingest  # noqa: E402
from enishi.queries.asking.comparisons import load_askable  # noqa: E402
from enishi.queries.asking.likeness import NONE, Likeness, shares, traits, vector  # noqa: E402
from enishi.queries.asking.mentions import names_of  # noqa: E402
from enishi.queries.asking.reading import readings  # noqa: E402

WEIGHTS: Final = ROOT / "queries" / "asking" / "likeness.tsv"
ROUNDS, STEP, SLOWER = 10, 5.0, 0.3
"""How often each example is seen, how far a step goes at first, and by how much less in each round."""
LEAST: Final = 2
"""Examples in which a trait must occur."""
SMALL, SURE = 0.25, 0.002
"""Weights that are left out, and errors too small to learn from."""
TODAY: Final = date(2026, 11, 28)
"""The day on which everything is asked."""
CERTAIN: Final = (0.2, 0.3, 0.4, 0.5, 0.7)

Example = tuple[str, tuple[str, ...]]


def phrasings() -> Iterator[tuple[str, Example]]:
    """Every phrasing of the tests with the name of its set, and what it asks."""
    for file in sorted((ROOT / "tests" / "queries").glob("phrasings*.toml")):
        name = file.stem.removeprefix("phrasings").lstrip("_") or "first"
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        for case in table.get("asked", ()):
            yield name, (case.get("ja") or case["en"], tuple(case["is"]))
        for case in table.get("declined", ()):
            yield name, (case.get("ja") or case["en"], tuple(case.get("now", ())) or (NONE,))


def titles() -> Iterator[Example]:
    """What the catalogue says of its questions itself."""
    for name, question in load_askable().items():
        for wording in (question.title, question.description):
            for lang in ("ja", "en"):
                if text := wording.say(lang):
                    yield text, (name,)


def outlines(texts: Sequence[str]) -> dict[str, str]:
    """Texts with the kinds of what they name in place of the names, of the graph that the tests ask."""
    with tempfile.TemporaryDirectory() as folder, open_graph(str(Path(folder) / "world.enishi")) as graph:
        ingest(reports(), graph)
        names = names_of(graph)
        return {text: next(readings(text, names, TODAY)).outline for text in texts}


def learn(examples: Sequence[Example]) -> Likeness:
    """The model that tells examples apart best."""
    made = [traits(text) for text, _ in examples]
    among = Counter(trait for found in made for trait in found)
    rarity = {t: math.log((1 + len(made)) / (1 + n)) + 1 for t, n in among.items() if n >= LEAST}
    questions = tuple(sorted({asked[0] for _, asked in examples}))
    number = {question: n for n, question in enumerate(questions)}
    vectors = [vector(found, rarity) for found in made]
    weights = {trait: [0.0] * len(questions) for trait in rarity}
    order, chance = list(range(len(examples))), random.Random(1)  # noqa: S311 -- an order, no secret
    for turn in range(ROUNDS):
        chance.shuffle(order)
        step = STEP / (1 + turn * SLOWER)
        for at in order:
            rows = [(weights[trait], share) for trait, share in vectors[at]]
            errors = _errors(rows, number[examples[at][1][0]], len(questions))
            for row, share in rows:
                for n, error in errors:
                    row[n] -= step * error * share
    kept = {t: {n: round(w, 1) for n, w in enumerate(row) if abs(w) >= SMALL} for t, row in weights.items()}
    return Likeness(
        questions, {t: round(rarity[t], 2) for t in kept if kept[t]}, {t: r for t, r in kept.items() if r}
    )


def _errors(rows: Iterable[tuple[list[float], float]], right: int, count: int) -> list[tuple[int, float]]:
    """By how much the share of each question is off, where it is."""
    scores = [0.0] * count
    for row, share in rows:
        scores = [score + share * weight for score, weight in zip(scores, row, strict=True)]
    off = shares(scores)
    off[right] -= 1
    return [(n, error) for n, error in enumerate(off) if abs(error) > SURE]


def told(model: Likeness, examples: Sequence[Example]) -> Iterator[str]:
    """How examples that were not learned from are told apart, by how certain the model must be."""
    found = [(*model(text)[0], asked) for text, asked in examples]
    asked = [(name, share, right) for name, share, right in found if right != (NONE,)]
    declined = [(name, share) for name, share, right in found if right == (NONE,)]
    yield f"the first is right: {sum(name in right for name, _, right in asked)} of {len(asked)}"
    for least in CERTAIN:
        sure = [(name, right) for name, share, right in asked if share >= least and name != NONE]
        amiss = sum(share >= least and name != NONE for name, share in declined)
        right = sum(name in meant for name, meant in sure)
        yield f"from {least}: {right} of {len(sure)} right; {amiss} of {len(declined)} to decline answered"


def main() -> None:
    """Write the weights, or tell how well they do on a set that they were not learned from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leave-out", metavar="SET", help="a set of phrasings: o of phrasings_o.toml")
    left_out = parser.parse_args().leave_out
    told_apart = list(phrasings())
    outline = outlines([text for _, (text, _) in told_apart])
    every = [(name, (outline[text], asked)) for name, (text, asked) in told_apart]
    model = learn([*(example for name, example in every if name != left_out), *titles()])
    if left_out:
        lines = told(model, [example for name, example in every if name == left_out])
        sys.stdout.write("\n".join(lines) + "\n")
    else:
        WEIGHTS.write_text("\n".join(model.lines()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
