"""The catalogue is whole: words in both languages, names that agree, queries in the subset both homes share."""

from __future__ import annotations

import re

import pytest

from enishi.errors import UnknownName
from enishi.graph.cypher_guard import prepare_cypher
from enishi.ontology.schema import load_schema
from enishi.queries.catalogue import Question, find_question, load_catalogue
from enishi.words import Words

QUESTIONS = list(load_catalogue().values())
REFUSED = {
    "CALL": r"\bCALL\b",
    "COUNT { }": r"\bCOUNT\s*\{",
    "an alternative of types": r"\[[^\]]*:\w+\|",
    "labels()": r"\blabels\s*\(",
    "startNode() or endNode()": r"\b(?:start|end)Node\s*\(",
    "a list": r"\bIN\b",
    "an anonymous relationship": r"-\[\s*(?::\w+)?\s*\]-|--",
    "a pattern comprehension": r"\[\s*\(",
    "shortestPath": r"shortestPath",
    "a write": r"\b(?:CREATE|MERGE|SET|DELETE|REMOVE|LOAD)\b",
    "UNION, which cannot be ordered as a whole": r"\bUNION\b",
}


def ids(question: Question) -> str:
    return question.id


def code(text: str, comment: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith(comment))


def test_there_are_at_least_forty_questions() -> None:
    assert len(QUESTIONS) >= 40
    assert list(load_catalogue()) == sorted(load_catalogue())


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_words_stand_in_both_languages(question: Question) -> None:
    wordings = [question.title, question.description]
    wordings += [p.label for p in question.parameters] + [c.heading for c in question.columns]
    for wording in wordings:
        assert wording.en.isascii() and wording.en.strip()
        assert wording.ja.strip() and not wording.ja.isascii()
    for lang in ("ja", "en"):
        assert Words(lang).say(f"queries.groups.{question.group}")


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_names_are_declared_once_and_as_used(question: Question) -> None:
    declared = {parameter.name for parameter in question.query_parameters}
    cypher = code(question.cypher, "//")
    sparql = code(question.sparql, "#")
    assert set(re.findall(r"\$(\w+)", cypher)) == declared
    projected = re.search(r"SELECT (?:DISTINCT )?(.*)\nWHERE", sparql)
    assert projected
    assert tuple(re.findall(r"\?(\w+)", projected[1])) == question.query_columns
    assert all(re.search(rf"\?{name}\b", sparql) for name in declared)
    returned = cypher.split("RETURN", 1)[1].split("ORDER BY")[0]
    assert tuple(re.findall(r" AS (\w+)", returned)) == question.query_columns
    assert len({p.name for p in question.parameters}) == len(question.parameters)
    assert declared.isdisjoint(question.query_columns)


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_every_row_has_a_statement_and_a_place_in_one_order(question: Question) -> None:
    statements = [c.name for c in question.columns if c.type == "statement"]
    assert statements[0] == "statement"
    assert all(name == "statement" or name.endswith("_statement") for name in statements)
    for text in (question.sparql, question.cypher):
        order = text.split("ORDER BY", 1)[1]
        cited = [name for name in question.query_columns if name in statements]
        assert all(re.search(rf"\b{name}\b", order) for name in cited), "the order is not total"


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_cypher_keeps_to_the_subset_that_both_homes_answer_alike(question: Question) -> None:
    cypher = code(question.cypher, "//")
    found = [name for name, pattern in REFUSED.items() if re.search(pattern, cypher)]
    assert not found
    assert len(re.findall(r"-\[\w+", cypher)) == cypher.count("-["), "a relationship has no name"
    for value in ("", "https://w3id.org/enishi/id/x"):
        prepare_cypher(question.cypher, {parameter.name: value for parameter in question.query_parameters})


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_queries_name_only_what_the_ontology_declares(question: Question) -> None:
    names = load_schema().cypher_names()
    cypher, sparql = code(question.cypher, "//"), code(question.sparql, "#")
    used = set(re.findall(r"(?<![\w'\"]):(\w+)", cypher)) | set(re.findall(r"'([A-Z_]+)'", cypher))
    used |= set(re.findall(r"\w+:(\w+)", cypher))
    assert used <= names.keys()
    properties = set(re.findall(r"\b\w+\.(\w+)", cypher))
    assert properties <= names.keys()
    words = {iri.rsplit("#")[1] for iri in names.values()}
    assert set(re.findall(r"(?<![\w<]):(\w+)", sparql)) <= words


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_both_languages_speak_of_the_same_relations(question: Question) -> None:
    schema = load_schema()
    cypher, sparql = code(question.cypher, "//"), code(question.sparql, "#")
    in_cypher = {r.name for r in schema.relations.values() if re.search(rf"\b{r.cypher}\b", cypher)}
    in_sparql = {r.name for r in schema.relations.values() if re.search(rf"(?<![\w<]):{r.name}\b", sparql)}
    assert in_cypher == in_sparql


def test_an_unknown_question_offers_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        find_question("anniversary")
    assert "anniversaries" in caught.value.details["nearest"]  # type: ignore[operator]
    assert "anniversaries" in str(caught.value)
