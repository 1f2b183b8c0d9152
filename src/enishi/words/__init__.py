"""What the program says to people, in Japanese and English.

All words stand in pairs of files beside this one, a pair a topic (``graph.en.toml``, ``graph.ja.toml``), with
the same keys and the same ``{placeholders}`` (a test holds them to it). Code names a key; it never spells a
sentence.
"""

from __future__ import annotations

import locale
import os
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from ..errors import EnishiError

Lang = Literal["ja", "en"]
LANGS: Final[tuple[Lang, ...]] = ("ja", "en")


@cache
def catalogue(lang: Lang) -> dict[str, Any]:
    """All words of one language, as nested tables; the topics' tables are merged, no key twice."""
    whole: dict[str, Any] = {}
    topics = (entry for entry in files(__package__).iterdir() if entry.name.endswith(f".{lang}.toml"))
    for topic in sorted(topics, key=lambda entry: entry.name):
        _merge(whole, tomllib.loads(topic.read_text(encoding="utf-8")), topic.name)
    return whole


def _merge(into: dict[str, Any], table: dict[str, Any], source: str) -> None:
    for key, value in table.items():
        if isinstance(value, dict) and isinstance(into.setdefault(key, {}), dict):
            _merge(into[key], value, source)
        elif key in into:
            raise KeyError(f"{source}: {key} stands in another topic's file too")
        else:
            into[key] = value


def lang_of_locale() -> Lang:
    """``ja`` where the environment's locale is Japanese, else ``en``."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "ja" if value.lower().startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").lower().startswith("ja") else "en"


class Words:
    """The words of one language.

    >>> from enishi.words import Words
    >>> Words("en").say("kinds.trust.machine")
    'found by machine'
    """

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def say(self, key: str, /, **details: object) -> str:
        """The text at a dotted key, its placeholders filled."""
        node: Any = catalogue(self.lang)
        for part in key.split("."):
            node = node[part]
        return str(node).format(**details) if details else str(node)

    def error(self, error: EnishiError) -> str:
        """An error as people read it: what is wrong and where, then what to do next."""
        entry = catalogue(self.lang)["errors"][error.key]
        shown = {name: self._detail(value) for name, value in error.details.items()}
        problem, remedy = (str(entry[part]).format(**shown) for part in ("problem", "remedy"))
        return f"{problem}\n  → {remedy}"

    def _detail(self, value: object) -> object:
        """A detail in this language: one that has a text in each gives it, several stand in a row."""
        if isinstance(value, Mapping):
            return value[self.lang]
        return ", ".join(str(self._detail(each)) for each in value) if isinstance(value, (list, tuple)) else value
