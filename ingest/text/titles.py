"""English lines that stand alone as a title: of the text below, or of a list of places, each with its land."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TITLE = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ'’-]*(?:,? [A-Za-zÀ-ɏ'’&-]+){0,7}(?: \([A-Z][\w ,'’-]{3,30}\))?!?$")
_WORD = r"(?:[A-ZÀ-Þ][\w'’.-]*|of|the|in|de|da|do|la|el|upon|and)"
_DAY = r"(?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.? )?(?:\d{1,2}, ?)?(?:18|19|20)\d\d"
PLACED_ENTRY = re.compile(  # Kotka, Finland - 1985 above Lund, Sweden (12 May 1991): each an entry of its own
    rf"(?=[A-ZÀ-Þ]){_WORD}(?: {_WORD})*(?:, ?| \()(?=[^\W\d]){_WORD}(?:,? {_WORD})*\)?"
    rf"(?:(?:,|:| ?[-–—/])? ?\(?(?:[a-z]+ )?{_DAY}\)?)?"
)
_LONG = 60  # characters of a line below a title
_AROUND = 3  # lines: the one above, the title, the one below


def entitles(raws: Sequence[tuple[str, int]], number: int) -> bool:
    """Whether an English line stands alone, right above a text or with a blank line between, as its title.

    So does one above a list of places, each with its land: Our friendship cities / Qingdao, China.
    """
    around = [raw for raw, _ in raws[number - 1 : number + 3]] if number else []
    if len(around) < _AROUND or around[0].strip() or not _TITLE.match(around[1]):
        return False
    below = around[2] if around[2].strip() else around[-1]
    return len(below) >= _LONG or (not PLACED_ENTRY.fullmatch(around[1]) and bool(PLACED_ENTRY.fullmatch(below)))
