"""What is done with an office, by the verb behind a place: it is kept there now, or what is put there is none.

ソウルに置く事務所を閉じると発表した keeps one now, and tells no opening; 上海に相談員を置いた posts somebody.
"""

from __future__ import annotations

import re
from functools import cache

from ..scene import Scene
from ..words import word

_REACH = 60  # characters from a place to the verb that tells of it


def keeps_now(scene: Scene, at: int) -> bool:
    """Whether the first verb behind a place says that an office is kept there, and not that it was opened."""
    now = word("office_kept_now").search(scene.text, at, at + _REACH)
    then = word("opened_then").search(scene.text, at, at + _REACH)
    return now is not None and (then is None or now.start() <= then.start())


def dated_from(scene: Scene) -> bool:
    """Whether a date of the sentence is one from which on something is so: 平成17年から置いている."""
    return any(_FROM.match(scene.text, d + 1) for d, _ in scene.dates)


_FROM = re.compile("から|以来|以降|より|年(?:から|以来)")


def is_no_office(scene: Scene, at: int) -> bool:
    """Whether what is put at a place is a person or a corner: バンコクに情報コーナーを設けている."""
    told = _put().search(scene.text, at + 1, at + 1 + _REACH)
    if told is None:
        return False
    low, high = told.span("what")
    return bool(word("no_office").search(scene.masked.plain(low, high)))


def is_of_the_office(scene: Scene, at: int) -> bool:
    """Whether *in* before a place in English says where the office is: an office in Riga; in Riga it runs one.

    What is founded in Riga and opens an office elsewhere has none there, nor has an adviser in it.
    """
    low = max(scene.text.rfind(mark, 0, at) for mark in (". ", "; ", ", but ", ", while ")) + 1
    ahead = [m.end() for m in word("office").finditer(scene.masked.plain(low, at))]
    if ahead:
        return not word("else_there_en").search(scene.text, low, at) or bool(_OFFICE_IN.search(scene.text, low, at))
    opens = _OPENS_IN.search(scene.text, low, at)
    behind = scene.text[at + 1 : at + 1 + _REACH].split(". ")[0] if opens and opens.start() == low else scene.text
    return opens is not None and word("office").search(behind) is not None


_OFFICE_IN = re.compile(
    r"\b(?:[Oo]ffices?|[Dd]esk|[Bb]ranch|[Rr]epresentation)\b(?: [a-z]+){0,2} (?:in|to|at) (?:the )?$"
)
_OPENS_IN = re.compile(
    r"^\W{0,3}(?:And |But )?[Ii]n (?:the )?$|\bfollowed in (?:the )?$"
)  # further ones followed in Split


@cache
def _put() -> re.Pattern[str]:
    return re.compile(
        r"(?P<what>[^、。をが]{1,30})(?:を|が)、?[^、。をがは]{0,12}?"
        r"(?:置[いきかく]|配置|派遣|設け|常駐|駐在さ|開設|設置|開い|構え|いる|います|あ[りる])"
    )
