"""The error tree: drawn as it is, every key raised has its words, every message its details."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator

import pytest

from enishi import errors
from enishi.errors import EnishiError, UsageError
from enishi.words import LANGS, Words, catalogue

from .source import sources, texts


def classes() -> dict[str, type[EnishiError]]:
    found = inspect.getmembers(errors, inspect.isclass)
    return {name: thing for name, thing in found if issubclass(thing, EnishiError)}


def drawn() -> dict[str, tuple[str | None, int | None]]:
    """The tree of the docstring: each class with its parent and, where it is said, its exit code."""
    tree: dict[str, tuple[str | None, int | None]] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"    ([│ ├└─]*)([A-Z]\w+)\b(?: +exit (\d))?", line):
            depth = len(match[1]) // 4
            above = [*above[:depth], match[2]]
            tree[match[2]] = (above[depth - 1] if depth else None, int(match[3]) if match[3] else None)
    return tree


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where an error is made with a literal key, the key, and its details' names (``None``: not all literal)."""
    for module, tree in sources():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            if name in classes() and call.args and isinstance(call.args[0], ast.Constant):
                details = {keyword.arg for keyword in call.keywords}
                place = f"{module}:{call.lineno}"
                yield place, str(call.args[0].value), None if None in details else {str(d) for d in details}


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w+)[^{}]*\}", text))


def test_the_tree_in_the_docstring_is_the_tree_of_classes() -> None:
    tree = {name: cls.__bases__[0].__name__ for name, cls in classes().items() if cls is not EnishiError}
    assert {name: parent for name, (parent, _) in drawn().items() if parent} == tree


def test_exit_codes_are_as_drawn_and_hang_on_the_tree() -> None:
    for name, (parent, code) in drawn().items():
        expected = code if code is not None else classes()[parent].exit_code if parent else None
        assert expected is None or classes()[name].exit_code == expected, name
    assert {cls.exit_code for cls in classes().values()} == {1, 2, 3, 4}


def test_every_key_that_is_raised_has_its_words() -> None:
    unknown = [f"{place}: {key}" for place, key, _ in raised() if key not in catalogue("en")["errors"]]
    assert not unknown
    assert len(list(raised())) > 20


def test_every_message_is_given_the_details_that_it_shows() -> None:
    entries = catalogue("en")["errors"]
    lacking = [
        f"{place}: {key} lacks {sorted(lack)}"
        for place, key, details in raised()
        if details is not None
        and key in entries
        and (lack := placeholders(entries[key]["problem"] + entries[key]["remedy"]) - details)
    ]
    assert not lacking


def test_no_words_stand_for_an_error_that_nobody_raises() -> None:
    assert not sorted(set(catalogue("en")["errors"]) - set(texts()))


@pytest.mark.parametrize("lang", LANGS)
def test_every_message_says_what_is_wrong_and_what_to_do(lang: str) -> None:
    for key, entry in catalogue("ja" if lang == "ja" else "en")["errors"].items():
        assert set(entry) == {"problem", "remedy"}, key
        assert all(str(text).strip() for text in entry.values()), key


def test_an_error_speaks_both_languages() -> None:
    error = errors.DocumentError("document_empty", file="報告.txt")
    assert str(error) == Words("en").error(error) != Words("ja").error(error)
    assert all("報告.txt" in Words(lang).error(error) for lang in LANGS)


def test_a_detail_that_has_a_text_in_each_language_speaks_it() -> None:
    label = {"ja": "市", "en": "City"}
    error = UsageError("parameter_missing", question="partners", name="city", label=label)
    assert "（市）" in Words("ja").error(error) and "(City)" in str(error)
    kinds = UsageError("parameter_kind", name="city", value="x", found=label, wanted=[label, label])
    assert "市, 市" in Words("ja").error(kinds)
