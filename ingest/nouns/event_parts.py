"""The part in a Japanese sentence that makes any phrase the name of an event: held at a place, hosted, attended.

The stronger the part, the less the name itself must tell. That a city was the stage of it, that it was put on
(催した, 共催した), or that it was held at a place on a day proves one whatever its last word is; bodies, and what
is opened or carried out without being an event (``never`` in ``words/events.toml``), are none all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data import table
from ..text.mask import Masked
from ..text.particles import is_particle
from .event_names import PLACES, N

MAY_BE_HELD = frozenset(["Quoted", "Facility", "Programme", "Plan", "CityNetwork", "Strategy"])
"""What a name seems to be by its form, and is not where its sentence says that it was held."""
_WORDS = table("words/events.toml")
_SAID = _WORDS["parts"]
_ASIDE = r"」?(?:\([^()]*\))?"
_WITHIN = rf"(?:を(?:{_SAID['with']})|(?!{N}?(?:を(?!{_SAID['with']})|が|は))[^。])"  # of one clause
_STAGED = re.compile(f"{_ASIDE}の(?:{_SAID['stage']})")
_PUT_ON = re.compile(
    f"{_ASIDE}を、?{_WITHIN}{{0,40}}?(?:{_SAID['put_on']})"
    f"|{_ASIDE}(?:が|は|も)、?{_WITHIN}{{0,48}}?(?:{_SAID['was_put_on']})"
)
_HELD = re.compile(
    f"{_ASIDE}を、?{_WITHIN}{{0,40}}?(?:{_SAID['held']})|{_ASIDE}(?:が|は|も)、?{_WITHIN}{{0,48}}?(?:{_SAID['was_held']})"
)
PROOFS = tuple(p.pattern for p in (_STAGED, _PUT_ON, _HELD))
"""Patterns of which one matches behind a phrase that is an event by its part."""
_HELD_BEFORE = re.compile(f"(?:{_SAID['held_before']})「?$")
_AT = re.compile(_SAID["at"])
_AT_PLAIN = re.compile(f"(?:{_SAID['at_plain']})")
_NEVER, _OPENS = (re.compile(f"(?:{_SAID[word]})$") for word in ("never", "opens"))
_SOMEWHERE = re.compile(r"\s?(?:in|イン|at)\s?[^a-zン].{0,9}$")
_BRACKET = re.compile(r"\([^()]*\)$")
_NO_NAME = re.compile(f"(?:{_SAID['no_name']})")
_SITES = PLACES | {"Self", "Facility", "University", "EducationalInstitution", "Office"}
_PARTICLE = re.compile("[をがはもの]")
_NO_END = "、。」』()にでとへもがは"
_FEWEST = 2
_ASIDE_AT_MOST = 40
_SHORTEST = 4


def proved(masked: Masked, low: int, high: int, name: str, *, quoted: bool = False) -> bool:
    """Whether the part that a range of a masked text takes proves it an event; ``quoted``: it has quotation marks.

    >>> from enishi.ingest.nouns.event_parts import proved
    >>> from enishi.ingest.text.clean import clean
    >>> from enishi.ingest.text.mask import Alphabet, mask
    >>> text = "本市は星空回廊祭の舞台となった。"
    >>> masked = mask(clean(text, (0, len(text))), (), Alphabet(lambda kind: ()))
    >>> proved(masked, 3, 8, "星空回廊祭")
    True
    """
    text = masked.text
    bare = _SOMEWHERE.sub("", name)
    if not quoted and (len(bare) < _SHORTEST or _NEVER.search(bare) or _NO_NAME.match(bare)):
        return False
    if _STAGED.match(text, high) or _PUT_ON.match(text, high):
        return True
    if not quoted and _OPENS.search(bare):
        return False
    held = _HELD.match(text, high)
    if held is None and not _HELD_BEFORE.search(text, max(0, low - 10), low):
        return False
    begins = text.rfind("。", 0, low) + 1
    return _is_placed(masked, begins, held.end() if held else low)


def _is_placed(masked: Masked, low: int, high: int) -> bool:
    """Whether a place is told in a range as that where something was."""
    if _AT_PLAIN.search(masked.text, low, high):
        return True
    return any(
        low <= at < high and masked.nouns[number].kind in _SITES and _AT.match(masked.text, at + 1)
        for at, number in masked.index.items()
    )


def ends_of_parts(masked: Masked) -> Iterator[int]:
    """Where a phrase ends that may be an event by its part; what stands in brackets behind it is not of it."""
    text = masked.text
    for particle in _PARTICLE.finditer(text):
        at = particle.start()
        aside = _BRACKET.search(text, max(0, at - _ASIDE_AT_MOST), at) if text[at - 1 : at] == ")" else None
        if aside is not None:
            at = aside.start()
        if at < _FEWEST or text[at - 1] in _NO_END or not (particle[0] in "をの" or aside or is_particle(text, at)):
            continue
        told = _STAGED.match(text, at) if particle[0] == "の" else _PUT_ON.match(text, at) or _HELD.match(text, at)
        if told:
            yield at
