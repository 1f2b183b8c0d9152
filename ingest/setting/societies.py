"""The society that *we* are in an English paper, by its title and by what the text says of itself.

Sister Cities of Hilo, the Hilo–Kent Society, FWSCI: a name with a word for a society in the first lines, or any
name there of which the text says that it is a charity. What a city's own page tells of a society is not its.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..text.called import in_small_letters

_NAMED = re.compile(  # Sister Cities of Hilo, Hilo Sister Cities Association, the Hilo–Kent Society
    r"(?:^|(?<=[-–—:|,] )"
    r"|(?<=[Oo]f the )|(?<=by the )|(?<=from the )|(?<=[Tt]he )|(?<=by )|(?<=from ))"
    r"((?!The |Our |Newsletter |News |Report |Annual |Bulletin |Minutes )"
    r"(?:[A-Z][\w’'&.-]*[ –-](?:(?:of|for|and|the) ){0,2}){1,7}?"
    r"(?:Association|Society|Committee|Commission|Foundation|Trust|Club|Alliance|International|Inc\.)"
    r"(?:,? Inc\.?| of [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)?"
    r"|(?:Sister Cities|Friends|Friendship Force) of [A-Z][\w’'-]+"
    r"(?: (?!Newsletter|Annual|News|Report|Bulletin|Minutes|Review|Year|Update|Frequently)[A-Z][\w’'-]+)?"
    r"|(?!Our )(?:[A-Z][\w’'-]+ ){1,3}Sister Cities)"
    r"(?=$|[\s]*[-–—:|,(.]|\s(?:(?:19|20)\d\d\b|Newsletter|Annual|News|Report|Bulletin|Minutes|Review|Year|Update|Frequently|FAQ))"
)
_TITLED = re.compile(  # Bridges Overseas of Boulder: Questions
    r"\W{0,3}((?:[A-Z][\w’'&-]+ )*[A-Z][\w’'&-]+)(?P<of> (?:of|for|in) (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)?"
    r"(?= ?[:|–—]| - |$| (?:Newsletter|Annual|News|Report|Bulletin|Minutes|Review|Update|Frequently|FAQ))"
)
_NO_SOCIETY = re.compile(
    r"\b(?:City|Town|County|Council|Municipality|Government|Mayor|Office|Department|Port|University|Press|Media"
    r"|Release|Report|Questions|Cities|Towns|Relations|Frequently)\b"
)
_OF_TIES = re.compile(r"Sister|Twin|Friend|Exchange|Links|International|–")
_KIND = r"(?:non-?profit|charity|charitable|volunteers?|501 ?\(c\)|society|association|foundation|trust)"
_WE = re.compile(
    r"\b[Ww]e (?:were (?:founded|established|formed|set up|organi[sz]ed)"
    rf"|are (?:an?|the) [^.;]{{0,40}}{_KIND})"
    r"|\b[Oo]ur (?:association|society|committee|board|members|charity|organi[sz]ation)\b"
    r"|\b[Tt]he (?:Association|Society|Committee|Trust|Club)\b(?! of)"
)
_WE_ARE_ONE = re.compile(rf"\b[Ww]e are (?:an?|the) [^.;]{{0,60}}?\b{_KIND}")
_DESCRIBED = re.compile(rf"\W{{0,4}}(?:is |are )?an? [^.;|]{{0,40}}?\b{_KIND}")  # Kent Sister Cities, a nonprofit
_US = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_LEAST = 3  # letters of initials
_OFTEN = 2  # times that a text uses a name without its city


class Society(NamedTuple):
    """A society's name, its other names, and those that the text uses in short: FWSCI."""

    name: str
    others: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()


def society(lines: Sequence[str], whole: str) -> Society | None:
    """The society whose paper a document is, from its first ``lines`` and its ``whole`` text.

    >>> from enishi.ingest.setting.societies import society
    >>> told = society(["Kent Abroad of Ames: FAQ"], "Kent Abroad of Ames. We are a charity. Kent Abroad is it.")
    >>> told.name, told.others, told.shorts
    ('Kent Abroad', ('Kent Abroad of Ames',), ('Kent Abroad',))
    >>> society(["KENT SISTER CITIES SOCIETY News"], "Our members met. KSCS thanks them.").shorts
    ('KSCS',)
    """
    shown = [in_small_letters(line) for line in lines]
    for line in shown:
        told = _NAMED.search(line)
        shorts = tuple(_initials(told[1], whole)) if told else ()
        described = told and _DESCRIBED.match(line, told.end()) and _US.search(whole)
        if told and _OF_TIES.search(told[1]) and (_WE.search(whole) or shorts or described):
            return Society(told[1], (), shorts)
    for line in shown[:2] if _WE_ARE_ONE.search(whole) else ():
        told = _TITLED.match(line)
        if told is None or " " not in told[1] or _NO_SOCIETY.search(told[1]):
            continue
        longer = f"{told[1]}{told['of'] or ''}"
        if whole.count(told[1]) >= _OFTEN:
            return Society(told[1], (longer,) if longer != told[1] else (), (told[1],))
    return None


def _initials(name: str, whole: str) -> Iterator[str]:
    """The initials of a name, where the text uses them as one."""
    letters = "".join(word[0] for word in re.split(r"[ –-]", name) if word[:1].isupper())
    if len(letters) >= _LEAST and re.search(rf"\b{letters}\b", whole):
        yield letters
