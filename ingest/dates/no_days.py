"""Words for a day that tell none: *has 15 sister cities today*, and 協定と同じ日には, whose day is another's."""

from __future__ import annotations

import re

from ..text.mask import Masked
from ..text.sieve import Sought

_COUNTS = (  # has 15 sister cities
    r"(?:has|have|counts?|keeps?|maintains?|boasts?|numbers?|includes?|there (?:is|are)) (?:[a-z]+ ){0,2}?"
    r"(?:\d+|[\ue000-\uf8ff]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|dozens?|several|many)\b"
)
_NOWADAYS = (
    re.compile(rf",? (?:[\ue000-\uf8ff] |[\w’'-]+ ){{0,6}}?{_COUNTS}"),
    re.compile(rf"\b{_COUNTS}[^.;:]{{0,50}}$"),
)
_AS_ON = Sought(
    r"(?:協定|提携|調印|締結|盟約|縁組|署名|[\ue000-\uf8ff])(?:式|書)?と$"
)  # 協定と|同日: see tally/same_day


def is_no_day(masked: Masked, offset: int) -> bool:
    """Whether *today* only says that something is so at present, or 同日 whose day it is."""
    noun = masked.nouns[masked.index[offset]]
    if noun.text.lower() != "today":
        return noun.text[0] == "同" and _AS_ON.search(masked.text, max(0, offset - 5), offset) is not None
    before, after = masked.text[:offset], masked.text[offset + 1 :]
    return bool(_NOWADAYS[0].match(after) or _NOWADAYS[1].search(before))
