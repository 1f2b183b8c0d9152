"""Which Japanese cities a text names only in passing: a guest's, a firm's seat, one that lies next door.

What is named so is not the city that the document speaks for, on whichever line it stands.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from ..data import pattern

_words: Final = partial(pattern, "words/articles.toml", "ja")
_BEFORE = 24  # characters in front of a name that may say what it is named for


def is_passed(line: str, start: int, end: int) -> bool:
    """Whether a city that stands at a place of a line is named there in passing.

    >>> from enishi.ingest.setting.passing import is_passed
    >>> is_passed("お知らせ: 高岡市から災害見舞金", 6, 9), is_passed("高岡市中央1-2-3", 0, 3)
    (True, True)
    >>> is_passed("高岡市の姉妹都市", 0, 3)
    False
    """
    return bool(_words("seat").match(line, end) or _words("guest").match(line, end)) or bool(
        _words("neighbours").search(line[max(0, start - _BEFORE) : start])
    )


def is_beside(text: str) -> bool:
    """Whether prose is about something else than what is had with others: it does not say whose document it is.

    >>> from enishi.ingest.setting.passing import is_beside
    >>> is_beside("高岡市は新しい庁舎を開いた。"), is_beside("高岡市は錦州市と友好都市である。")
    (True, False)
    """
    return "。" in text and not _words("abroad").search(text)
