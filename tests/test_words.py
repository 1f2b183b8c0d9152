"""The words: both languages say the same things, of the same details, and nothing that nobody asks for."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import enishi.words
from enishi.words import LANGS, Words, catalogue, lang_of_locale

from .source import sources

FOLDER = Path(enishi.words.__file__).parent
TOPICS = sorted({path.name.split(".")[0] for path in FOLDER.glob("*.toml")})
WHOLE_TABLES = ("errors.", "bases.")
"""Tables whose keys are data (test_errors.py holds the keys of errors to the code)."""


def leaves(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{above}{key}.")
        else:
            yield above + key, "\n".join(value) if isinstance(value, list) else str(value)


def texts(topic: str, lang: str) -> dict[str, str]:
    return dict(leaves(tomllib.loads((FOLDER / f"{topic}.{lang}.toml").read_text(encoding="utf-8"))))


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w+)[^{}]*\}", text))


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_have_the_same_keys(topic: str) -> None:
    assert texts(topic, "ja").keys() == texts(topic, "en").keys()


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_show_the_same_details(topic: str) -> None:
    ja, en = texts(topic, "ja"), texts(topic, "en")
    assert not [key for key in en if placeholders(en[key]) != placeholders(ja.get(key, ""))]


@pytest.mark.parametrize("topic", TOPICS)
def test_japanese_is_japanese_and_english_is_not(topic: str) -> None:
    kana = re.compile("[ぁ-ヿ]")
    plain = {key: re.sub(r"\{\w+\}", "", text) for key, text in texts(topic, "ja").items() if "examples" not in key}
    sentences = {key: text for key, text in plain.items() if len(text) > 30}
    assert not [key for key, text in sentences.items() if not kana.search(text)]
    mixed = [key for key, text in texts(topic, "en").items() if len(kana.findall(text)) * 4 > len(text)]
    assert not [key for key in mixed if "examples" not in key]


def test_the_grounds_of_rules_are_said_in_both_languages() -> None:
    """What a rule gives as its ground reaches people: the words have it."""
    ingest = FOLDER.parent / "ingest"
    found = {
        text
        for suffix in ("toml", "py")
        for path in ingest.rglob(f"*.{suffix}")
        for text in re.findall(r'\bbasis ?= ?"([^"{]+)"', path.read_text(encoding="utf-8"))
    }
    assert found and found == catalogue("ja")["bases"].keys()


def asked_for() -> tuple[set[str], list[re.Pattern[str]]]:
    """What the source may ask for: its texts, and its f-strings as patterns."""
    literals: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for _, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [v.value if isinstance(v, ast.Constant) else None for v in node.values]
                if any(isinstance(p, str) and re.fullmatch(r"[\w.]+", p) and len(p) > 2 for p in parts):
                    patterns.append(re.compile("".join(".+" if p is None else re.escape(str(p)) for p in parts)))
    return literals, patterns


def test_no_words_stand_there_unused() -> None:
    literals, patterns = asked_for()

    def used(key: str) -> bool:
        tails = [key.split(".", n)[-1] for n in range(key.count(".") + 1)]
        return any(t in literals or any(p.fullmatch(t) for p in patterns) for t in tails)

    keys = (key for key, _ in leaves(catalogue("en")) if not key.startswith(WHOLE_TABLES))
    assert not [key for key in keys if not used(key)]


@pytest.mark.parametrize(
    ("value", "lang"), [("ja_JP.UTF-8", "ja"), ("ja", "ja"), ("en_GB.UTF-8", "en"), ("de_DE", "en"), ("C", "en")]
)
def test_the_locale_chooses_the_language(value: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", value)
    assert lang_of_locale() == lang
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert lang_of_locale() == "ja"


def test_a_text_is_found_by_its_key_and_filled() -> None:
    assert {Words(lang).say("kinds.trust.machine") for lang in LANGS} == {"機械抽出", "found by machine"}
    with pytest.raises(KeyError):
        Words("en").say("kinds.trust.hearsay")
