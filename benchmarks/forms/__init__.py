"""Forms that a document may take without saying anything else: what is found in it should not hang on them.

Each form is a function from a page's lines to other lines, or to nothing where it does not apply; ``FORMS`` has all
by name, in the order of their modules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

Lines: TypeAlias = list[str]
Form: TypeAlias = Callable[[Lines], Lines | None]
"""A page's lines: other lines, or nothing where the form does not apply."""

FORMS: Final[dict[str, Form]] = {}
LANGUAGES: Final[dict[str, str]] = {}
"""The language that a form is for, where it is for one."""

_JAPANESE: Final = re.compile(r"[ぁ-んァ-ヶ一-龠]")
_ABOUT: Final = re.compile(r"# ?(?:source|also|text|url|note|date|lang|title)s? ?:")


def form(function: Form) -> Form:
    """Puts a form under its own name."""
    FORMS[function.__name__] = function
    return function


def in_ja(function: Form) -> Form:
    """The same, for pages in Japanese."""
    LANGUAGES[function.__name__] = "ja"
    return form(function)


def in_en(function: Form) -> Form:
    """The same, for pages in English."""
    LANGUAGES[function.__name__] = "en"
    return form(function)


def in_japanese(text: str) -> bool:
    """Whether a tenth of a text's characters are Japanese."""
    return len(_JAPANESE.findall(text)) > len(text) / 10


def parted(text: str) -> tuple[Lines, Lines]:
    """What a file says about itself (``# source: …``), and the page's own lines.

    >>> parted("# source: a book\\n\\nTitle\\nWords.")
    (['# source: a book', ''], ['Title', 'Words.'])
    """
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() and not _ABOUT.match(line)), len(lines))
    return lines[:first], lines[first:]


def formed(text: str, name: str) -> str | None:
    """The text in the form of this name, or nothing where that changes nothing."""
    if LANGUAGES.get(name) not in (None, "ja" if in_japanese(text) else "en"):
        return None
    about, page = parted(text)
    other = FORMS[name](page)
    return None if other is None or other == page else "\n".join(about + other)


from . import articles, heads, marks, notations, tables  # noqa: E402, F401  (each puts its forms into FORMS)
