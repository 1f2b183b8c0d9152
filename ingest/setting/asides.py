"""What an English document names in passing: a guest's city, a firm's seat, a town next door, news from elsewhere.

A city that is named in one place of a document alone, where no tie is spoken of, is none that it speaks for, on
whichever line it stands: above the title, among the sections or at the foot. What heads a paper with its own name,
or a council's, is no aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from ..data import pattern
from ..names.recognise import Recogniser
from ..text.called import in_small_letters, places
from ..text.structure import Block
from .mastheads import of_a_mission

_words: Final = partial(pattern, "words/articles.toml", "en")
_LINE = 100  # characters of a line that may head a paper
_OPENS = 4  # characters within which a name opens a line
_TOP = 3  # blocks that may head a paper
_APART = 1  # blocks from one that names a city in passing to the next


def without_asides(blocks: Sequence[Block], recogniser: Recogniser) -> list[Block]:
    """The blocks of an English document that may tell whose it is.

    >>> from enishi.ingest.names.recognise import Recogniser
    >>> from enishi.ingest.text.structure import blocks
    >>> paper = list(blocks("Visitors from Nantes\\n\\nCork and its twins\\n\\nCork is twinned with Cologne."))
    >>> [block.text.text for block in without_asides(paper, Recogniser(home=None))]
    ['Cork and its twins', 'Cork is twinned with Cologne.']
    """
    texts = [block.text.text for block in blocks]
    shown = [in_small_letters(text) if len(text) < _LINE else text for text in texts]
    tied = [bool(_words("tie").search(text)) for text in shown]
    named: dict[str, set[int]] = {}  # the blocks in which a city stands, by its names
    spans: dict[int, list[tuple[int, int, str]]] = {}
    for number, text in enumerate(shown):
        if not tied[number] and recogniser.may_name("City", text, None):
            for found in recogniser.find(text):
                if found.kind == "City":
                    spans.setdefault(number, []).append((found.start, found.end, found.surface))
    for surface in {s for told in spans.values() for _, _, s in told}:
        named[surface] = {n for n, text in enumerate(shown) if places(text, [surface], words=True)}
    once = {
        surface
        for surface, at in named.items()
        if max(at, default=0) - min(at, default=0) <= _APART and not any(tied[n] for n in at)
    }
    aside = {number for number in range(len(blocks)) if _words("elsewhere").match(shown[number])}
    kept = 0
    for number, block in enumerate(blocks):
        told = spans.get(number, ())
        passed = bool(told) and all(surface in once for _, _, surface in told)
        if passed and not _heads(block, shown[number], kept, told):
            aside.add(number)
        kept += number not in aside and block.kind != "item"
    aside |= set(_listed_with(blocks, tied, aside))
    return [block for number, block in enumerate(blocks) if number not in aside]


def _heads(block: Block, text: str, above: int, told: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a line gives the name of the paper's city: it opens with it, is that name alone, or signs.

    ``above`` is how many blocks stand above it that are no asides.
    """
    if (_words("signs").search(text) and not _words("passing").match(text)) or of_a_mission([block]):
        return True
    if above >= _TOP or len(text) > _LINE or block.kind == "item" or text[-1:] in ".!?":
        return False
    return min(start for start, _, _ in told) < _OPENS


def _listed_with(blocks: Sequence[Block], tied: Sequence[bool], aside: set[int]) -> list[int]:
    """The entries of a list of which one is an aside, and the line above them, if they tell of no ties."""
    listed: list[int] = []
    for number in aside:
        if blocks[number].kind != "item":
            continue
        low, high = number, number + 1
        while low and blocks[low - 1].kind == "item":
            low -= 1
        while high < len(blocks) and blocks[high].kind == "item":
            high += 1
        low -= bool(low)
        if not any(tied[low:high]):
            listed += range(low, high)
    return listed
