"""Known facts in wordings and names that the rules were not written for: what is still found.

    python benchmarks/reworded.py [--lang ja,en] [--misses]

``other_words/LANG-N.jsonl``: sentences of the blind sets, each told anew in three ways by writers who knew neither
rules nor tests, with the facts that all of them state; ``LANG-traps.jsonl`` likewise with what they do not. Each
rewording stands in its document in the place of the sentence, so that what is missed is missed for its words alone.
``names-LANG.json``: names of events, titles, venues and bodies by such writers, each put into one of these
sentences in the place of another name of its kind.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
BLIND: Final = ROOT / "benchmarks" / "blind"
SETS: Final = ROOT / "benchmarks" / "other_words"
_OF_EVENT: Final = ("event_held_on", "held_in", "participants", "organized_by")
PLACES: Final = {  # in which facts a name of this kind may be put in another's place, and at which end
    "event": {**dict.fromkeys(_OF_EVENT, 0), "hosted_event": 2, "participated_in": 2},
    "venue": {"held_in": 2},
    "title": {"received_title": 2, "conferred_by": 0},
    "body": {"organized_by": 2, "founded_on": 0, "member_count": 0, "member_of": 2},
}
Case = dict[str, Any]


@cache
def lines(file: Path) -> list[Case]:
    """The objects of a file, one a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def gold(document: str, fact: list[str], quote: str) -> Case:
    """A fact as the document's gold has it, with the quote that states it now."""
    file = BLIND / document.replace("/docs/", "/gold/").rsplit(".", 1)[0]
    said = lines(file.with_suffix(".jsonl"))
    found = next(f for f in said if [f["subject"], f["relation"], f["object"]] == fact)
    return {**found, "quote": quote}


def reworded(cases: Iterable[Case]) -> Iterator[tuple[str, str, list[Case], list[Case]]]:
    """Documents with every sentence told in one of the three ways: name, text, gold, traps."""
    by_document: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_document[case["document"]].append(case)
    for document, told in by_document.items():
        for way in range(3):
            text, facts, traps = (BLIND / document).read_text(encoding="utf-8"), [], []
            for case in told:
                now = case["reworded"][way]
                text = text.replace(case["sentence"], now, 1)
                facts += [gold(document, fact, now) for fact in case.get("facts", [])]
                traps += [{"subject": s, "relation": r, "object": o, "why": now} for s, r, o in case.get("not", [])]
            stem, suffix = Path(document).stem, Path(document).suffix
            yield f"{document.split('/')[0]}-{stem}-{way + 1}{suffix}", text, facts, traps


def renamed(
    names: dict[str, list[str]], cases: list[Case], found: set[tuple[str, ...]]
) -> Iterator[tuple[str, str, list[Case], list[Case]]]:
    """Documents in which one name stands in the place of another, in sentences whose facts were found."""
    for kind, places in PLACES.items():
        slots = []
        for case in cases:
            for now in case["reworded"]:
                known = [f for f in case["facts"] if (now, *f) in found and f[1] in places]
                for name in sorted({f[places[f[1]]] for f in known if f[places[f[1]]] in now}):
                    facts = [f for f in known if f[places[f[1]]] == name]
                    slots.append((case, now, name, facts))
        for number, name in enumerate(names[kind] if slots else ()):
            case, now, old, facts = slots[number % len(slots)]
            text = (BLIND / case["document"]).read_text(encoding="utf-8")
            text = text.replace(case["sentence"], now).replace(old, name)
            told = [gold(case["document"], fact, now.replace(old, name)) for fact in facts]
            told = [{k: name if v == old else v for k, v in fact.items()} for fact in told]
            yield f"{kind}-{number}{Path(case['document']).suffix}", text, told, []


def started(*arguments: str) -> str:
    """What the program prints in a process of its own."""
    command = [sys.executable, "-m", "enishi", *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout  # noqa: S603


def evaluated(
    documents: Iterable[tuple[str, str, list[Case], list[Case]]], enishi: Callable[..., str] = started
) -> dict[str, Any]:
    """What ``enishi evaluate`` says of these documents; ``enishi`` runs the program."""
    with tempfile.TemporaryDirectory() as made:
        folder, traps = Path(made), []
        for name in ("docs", "gold"):
            (folder / name).mkdir()
        for name, text, facts, not_said in documents:
            (folder / "docs" / name).write_text(text, encoding="utf-8")
            stem = Path(name).stem
            written = "".join(json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts)
            (folder / "gold" / f"{stem}.jsonl").write_text(written, encoding="utf-8")
            traps += [{**trap, "doc": stem} for trap in not_said]
        (folder / "traps.jsonl").write_text(
            "".join(json.dumps(trap, ensure_ascii=False) + "\n" for trap in traps), encoding="utf-8"
        )
        line = ("evaluate", "--quiet", "--json", str(folder / "gold"), "--traps", str(folder / "traps.jsonl"))
        said: dict[str, Any] = json.loads(enishi(*line))
        return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lang", default="ja,en", type=lambda text: text.split(","))
    parser.add_argument("--misses", action="store_true", help="show what was missed, by sentence")
    asked = parser.parse_args()
    print("| set | facts | found | share |\n|---|--:|--:|--:|")
    for lang in asked.lang:
        every: list[Case] = []
        found: set[tuple[str, ...]] = set()
        for file in sorted(SETS.glob(f"{lang}-[0-9].jsonl")):
            cases = lines(file)
            said = evaluated(reworded(cases))
            total, every = said["total"], every + cases
            missed = {(m["quote"], m["subject"], m["relation"], m["object"]) for m in said["missed"]}
            found |= {(now, *fact) for case in cases for now in case["reworded"] for fact in case["facts"]} - missed
            print(f"| {file.stem} | {total['gold']} | {total['found']} | {total['recall']:.3f} |")
            for quote, *fact in sorted(missed) if asked.misses else ():
                print(f"  {' | '.join(fact)}: {quote}")
        total = evaluated(reworded(lines(SETS / f"{lang}-traps.jsonl")))["total"]
        print(f"| {lang}-traps: stated though not said | {total['traps']} | {total['traps_sprung']} | |")
        names = json.loads((SETS / f"names-{lang}.json").read_text(encoding="utf-8"))
        said = evaluated(renamed(names, every, found))
        tried = Counter(document.split("-")[0] for document in said["documents"])
        lacking = Counter(document.split("-")[0] for document in {miss["document"] for miss in said["missed"]})
        for kind, number in tried.items():
            whole = number - lacking[kind]
            print(f"| {lang}: names of kind {kind}, wholly found | {number} | {whole} | {whole / number:.3f} |")


if __name__ == "__main__":
    main()
