"""Every pattern that the data of ingest hold is one, though it is compiled only when a text first needs it."""

from __future__ import annotations

import re

import pytest

from enishi.ingest.data import table
from enishi.ingest.frames.words import word
from enishi.ingest.matching.rules import Rule, load_rules
from enishi.ingest.nouns.annotate import Annotator
from enishi.ingest.text.mask import Alphabet, untyped

ALPHABET = Alphabet(lambda _: ())
RULES = load_rules(ALPHABET, Annotator(ALPHABET).words)
NOUNS = table("words/nouns.toml")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_patterns_of_a_rule_compile(rule: Rule) -> None:
    for sought in filter(None, (rule.pattern, rule.under, rule.unless, rule.needs)):
        assert sought.pattern.pattern == sought.source


def test_the_patterns_of_nouns_and_words_compile() -> None:
    for noun in NOUNS["noun"]:
        re.compile(untyped(noun["pattern"], ALPHABET, NOUNS["words"]))
    for said in table("words/lexicon.toml")["word"]:
        re.compile(said["pattern"])
    named = [name for name, said in table("words/frames.toml").items() if isinstance(said, str)]
    assert len(named) > 100
    for name in named:
        assert word(name).pattern
