"""Names that a document which tells of ties between cities lists: *Amiens was the first, in 1960; then Bergen.*

Many a city's name is a word or a person's name as well, and so is found only where something vouches for it. In a
document that tells of ties it is enough that the name stands as an entry of their list: with a date of its own, or
with one of the words by which such lists go on, and with no other name around it that makes it a person's.
"""

from __future__ import annotations

import re
from typing import Final

_TELLS: Final = re.compile(
    r"\b(?:sister|twin(?:ned)?|friendship|partner)[ -](?:cit(?:y|ies)|towns?)\b|\btwinn(?:ed|ings?)\b"
    r"|\b(?:first|oldest|latest|youngest|our|its) (?:sister|twin)s?\b",
    re.I,
)
_OPENS: Final = 3  # characters that may stand before the name that an entry opens with
_HEAD: Final = 300  # characters in which one word of ties says what the document is about
_YEAR: Final = r"(?:18|19|20)\d\d"
_LAND: Final = r"(?:,? (?:in |of )?(?:the )?[A-Z]\w+(?: [A-Z]\w+){0,2}(?=[,. ;(]),?)?"
_WAS: Final = (
    r"(?:which |who |has |have |had |was |were |is |are |then |also |both |only |itself |all |the |later |soon "
    r"|since )*"
)
_DID: Final = (
    r"(?:followed|follows|joined|came|comes|added|became|become|becomes|signed|entered|dates?|dating|goes|went"
    r"|belong(?:s|ed)|been|taken|welcomed|made|linked|twinned|paired|ours|on the list|(?:our|its|their) (?:\w+ )?"
    r"(?:sister|twin|partner|oldest|first|second|third|latest|newest)"
    r"|first|second|third|fourth|last|oldest|earliest|latest|newest|youngest|next|agreed)\b"
)
_KIN: Final = r"(?:sister|twin(?:ned)?|friendship|partner)[ -](?:cit(?:y|ies)|towns?)\b"
_BEHIND: Final = re.compile(
    rf"{_LAND}(?: ?[,:]? \((?:[^()\n]{{0,30}}\b)?{_YEAR}"
    rf"|[,:;]? (?:(?:all|both|also|only|again) )?(?:in|since|on|from|of|as of)\b[^.;\n]{{0,24}}\b{_YEAR}"
    rf"|[:,] ?(?:\d{{1,2}} )?(?:[A-Z][a-z]+ )?(?:\d{{1,2}}, )?{_YEAR}"
    r"|,? (?:in )?(?:the same year|(?:the )?(?:next|following) year"
    r"|\w+ (?:years?|months?) (?:later|earlier|after|before))\b"
    rf"|[ ,]*(?:\.{{3,}}|…| {{2,}}|[|│])[^\n]{{0,60}}?{_YEAR}"
    rf"|,? {_WAS}{_DID}"
    r"|, (?:an?|our|its|the|their) [a-z -]{0,30}(?:partner|twin|sister|friend|city|town|port)\b"
    r"|['’]s turn\b| we (?:have|took|signed|added|joined|have had)\b"
    rf"|['’]s (?:\w+ ){{0,2}}{_KIN}|,? (?:whose|where|which|who) [^.;\n]{{0,90}}?\b{_KIN}"
    rf"| [a-z][^.;\n]{{2,90}}? (?:its|their) (?:\w+ ){{0,2}}{_KIN}"
    rf"| and [A-Z][\w’-]+(?:,? (?:in )?[A-Z]\w+)?,? [a-z][^.;,\n]{{0,50}}?{_KIN})"
)
_AHEAD: Final = re.compile(
    r"(?:\b(?:[Ww]ith|added|took|take|brought|brings|welcomed|joined|adding|then|followed by|came|including"
    r"|include|includes|started in|began in|began with|opens with|it was|were|are|was|is|to|by)|[:;])"
    r" (?:also )?(?:the )?(?:[Cc]ity of |[Tt]own of )?$"
    rf"|\b(?:[Ii]ts|[Tt]heir|[Oo]ur) (?:\w+ ){{0,2}}{_KIN},? (?:the )?$"
)
_DATED: Final = re.compile(rf"\b{_YEAR}\b")
_NAMED: Final = re.compile(
    r"(?:^|[ (\"“])(?:(?!In |On |With |Then |And |But |After |Before |Since |Later |Finally |While )"
    r"[A-Z][\w.’'-]*) $"
)
_GOES_ON: Final = re.compile(r" [A-Z]|-[A-Za-z]")


def tells_of_ties(text: str) -> bool:
    """Whether a whole text speaks of ties between cities: more than once, or at its head."""
    found = _TELLS.search(text)
    return found is not None and (found.start() < _HEAD or _TELLS.search(text, found.end()) is not None)


def enters(text: str, start: int, end: int) -> bool:
    """Whether a Latin name at a place of a sentence stands as an entry of a list of ties.

    >>> from enishi.ingest.names.rolls import enters
    >>> enters("Amiens was the first, in 1960.", 0, 6), enters("Mayor Houston spoke first in 1960.", 6, 13)
    (True, False)
    """
    if start < _OPENS and text[end:].strip() in (".", ":", " -"):
        return True  # Reims. - the entry of a city, that tells of it
    if not (_DATED.search(text) or _TELLS.search(text)) or _GOES_ON.match(text, end):
        return False
    if _NAMED.search(text, max(0, start - 24), start):
        return False
    if text.startswith(" of ", end) and text.endswith(("the ", "The "), 0, start):
        return False  # with the University of Warwick
    return bool(_BEHIND.match(text, end) or _AHEAD.search(text, max(0, start - 40), start))
