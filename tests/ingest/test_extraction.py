"""What documents state: whole small documents through the real extractor, rules and authority data."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from enishi.ingest.extract import Extractor
from enishi.ingest.facts import records
from enishi.ingest.nouns.mint import folded
from enishi.ingest.read import Source
from enishi.ontology.model import Contribution, Value
from enishi.ontology.schema import load_schema

Read: TypeAlias = Callable[[object, object], Contribution]
HERE = Path(__file__).parent
CASES = [
    case for file in sorted(HERE.glob("*.toml")) for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]


def contribution(extractor: Extractor, text: str, name: str = "sample") -> Contribution:
    """What the extractor makes of a text."""
    return extractor(Source(name, text, "text/plain", folded(text)[:64].encode().hex(), Path(f"{name}.txt")))


def stated(found: Contribution) -> list[tuple[set[str], str, set[str], str | None, str]]:
    """Subject names, relation, object names, start and status of each reference."""
    names = {e.iri: {folded(n.text) for n in e.names} for e in found.entities}
    rows = []
    for statement in found.statements:
        for reference in statement.references:
            thing = (
                {folded(statement.object.text)} if isinstance(statement.object, Value) else names[statement.object]
            )
            rows.append(
                (names[statement.subject], statement.relation, thing, reference.since, reference.status.value)
            )
    return rows


def says(rows: list[tuple[set[str], str, set[str], str | None, str]], fact: str) -> bool:
    subject, relation, object_, since, *status = (part.strip() for part in fact.split("|"))
    for left, name, right, begun, settled in rows:
        if (
            name == relation
            and any(_named(subject, a) and _named(object_, b) for a, b in _ways(left, name, right))
            and (begun or "-") == since
            and settled == (status[0] if status else "settled")
        ):
            return True
    return False


def _named(name: str, names: set[str]) -> bool:
    return any(folded(name) == n or (len(folded(name)) > 1 and n.endswith(folded(name))) for n in names)


def test_every_case_claims_something_that_the_schema_knows() -> None:
    known = set(load_schema().relations)
    for case in CASES:
        claims = [fact.split("|") for key in ("facts", "never") for fact in case.get(key, [])]
        relations = {*case.get("not", []), *(claim[1].strip() for claim in claims)}
        assert relations, f"{case['name']!r} cannot fail"
        assert relations <= known, f"{case['name']!r} names {relations - known}"
        assert set(case) <= {"name", "title", "text", "facts", "not", "never"}, case["name"]


@pytest.fixture(scope="module")
def read_once(extractor: Extractor) -> Read:
    """What the extractor makes of the document of a case, read once for all tests of it."""
    return cache(lambda title, text: contribution(extractor, f"# {title}\n\n{text}\n"))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_a_document_states(case: dict[str, object], read_once: Read) -> None:
    found = read_once(case["title"], case["text"])
    rows = stated(found)
    for fact in case.get("facts", []):  # type: ignore[attr-defined]
        assert says(rows, fact), f"{fact} is not among {rows}"
    for relation in case.get("not", []):  # type: ignore[attr-defined]
        assert relation not in {name for _, name, *_ in rows}
    for fact in case.get("never", []):  # type: ignore[attr-defined]
        assert not _claimed(rows, fact), f"{fact} is among {rows}"


def _claimed(rows: list[tuple[set[str], str, set[str], str | None, str]], fact: str) -> bool:
    """Whether a fact is stated as settled: with any object where none is given, on any date where that is ``-``."""
    given = [part.strip() for part in fact.split("|")]
    subject, relation, object_, since = given + ["", "-"][len(given) - 2 :]
    return any(
        name == relation
        and settled == "settled"
        and since in ("-", begun)
        and any(_named(subject, a) and (not object_ or _named(object_, b)) for a, b in _ways(left, name, right))
        for left, name, right, begun, settled in rows
    )


def _ways(left: set[str], relation: str, right: set[str]) -> list[tuple[set[str], set[str]]]:
    """The ends of a fact, the other way round too where that is the same."""
    symmetric = load_schema().relations[relation].symmetric
    return [(left, right), (right, left)] if symmetric else [(left, right)]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_every_quote_is_the_exact_text(case: dict[str, object], read_once: Read) -> None:
    found = read_once(case["title"], case["text"])
    for statement in found.statements:
        assert statement.references
        for reference in statement.references:
            assert found.document.text[reference.start : reference.end] == reference.quote != ""


def test_the_same_text_gives_the_same_contribution(extractor: Extractor) -> None:
    text = "\n\n".join(f"# {c['title']}\n\n{c['text']}" for c in CASES[::5])
    assert contribution(extractor, text) == contribution(extractor, text)


def test_facts_come_in_the_order_of_the_text_with_their_labels(extractor: Extractor) -> None:
    found = contribution(
        extractor, "# 神戸市の国際交流\n\n本市は1957年にシアトル市と、1985年に天津市と姉妹都市提携を結びました。\n"
    )
    snake = {name: relation.snake for name, relation in load_schema().relations.items()}
    written = list(records(found, snake))
    assert [r["start"] for r in written] == sorted(r["start"] for r in written)
    tie = next(r for r in written if r["relation"] == "sister_city_of")
    assert {"神戸市", "Kobe"} <= {*tie["subject"]["labels"], *tie["object"]["labels"]}


def test_a_city_of_one_kanji_is_labelled_without_its_suffix_too(extractor: Extractor) -> None:
    found = contribution(extractor, "# 津市の国際交流\n\n本市は1984年6月に鎮江市と友好都市提携を結びました。\n")
    written = list(records(found, {name: relation.snake for name, relation in load_schema().relations.items()}))
    tie = next(r for r in written if r["relation"] == "friendship_city_of")
    assert {"津市", "津"} <= {*tie["subject"]["labels"], *tie["object"]["labels"]}


def test_a_name_is_labelled_as_it_is_written_without_its_letters(extractor: Extractor) -> None:
    text = "# Twin towns of Ålesund\n\nÅlesund has been twinned with Randers since 1949.\n"
    snake = {name: relation.snake for name, relation in load_schema().relations.items()}
    (tie,) = [r for r in records(contribution(extractor, text), snake) if r["relation"] == "sister_city_of"]
    assert "Aalesund" in {*tie["subject"]["labels"], *tie["object"]["labels"]}


def test_a_document_of_no_city_still_gives_what_its_sentences_say(extractor: Extractor) -> None:
    found = contribution(extractor, "国際熱帯木材機関（ITTO）は横浜市に本部を置いています。")
    assert any(relation == "locatedIn" for _, relation, *_ in stated(found))
