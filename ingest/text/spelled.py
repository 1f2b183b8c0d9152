"""Verbs that a writer spells in kana, as they are spelled elsewhere: 式典をひらいた is read as 式典を開いた.

What stands in quotation marks is somebody's name or words and is left as it is, and so is a name that such a verb
belongs to (未来をひらく集い). The kana become the one character that they spell, which has them all as its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..data import table


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of all such kana, quotations among its matches, and what they spell."""
    verbs = table("words/spelled.toml")["verb"]
    told = "|".join(f"{v['kana']}(?={v['before']})" for v in verbs)
    return (
        re.compile(rf"「[^「」]*」|『[^『』]*』|(?<=[をがでにもはと、てし])(?P<kana>{told})"),
        {v["kana"]: v["kanji"] for v in verbs},
    )


def spelled(text: str) -> Iterable[tuple[int, int, str]]:
    """Where kana stand for a character, and for which.

    >>> from enishi.ingest.text.spelled import spelled
    >>> list(spelled("大会をひらいた。「ひらく」"))
    [(3, 5, '開')]
    """
    pattern, kanji = _words()
    return ((m.start(), m.end(), kanji[m["kana"]]) for m in pattern.finditer(text) if m["kana"])
