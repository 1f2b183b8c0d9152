"""English towns that no list knows and that a text declares: the Hanseatic City of Wismar, Sligo Borough Council.

What is once said to be a city, a town or a village, or to have a council of one, is that place wherever its bare
name stands. What a city is called for (City of Culture) is no place's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ...ontology.model import Entity
from ..data import pattern
from ..names.recognise import Recogniser
from ..nouns.defined import Short
from ..text.mask import Noun
from ..text.structure import Block

_NO_NAME: Final = r"(?:The|An?|Our|Its|Their|This|That|Each|Every|Both|Local|Former|In|At|By|From|With|And|When)\b"
_WORD: Final = rf"(?!{_NO_NAME})[A-ZÀ-Þ][\w'’-]+"
_DECLARED: Final = re.compile(
    rf"\b(?:City|Town|Municipality|Borough|Village|Commune|Township) of (?P<of>{_WORD}(?: {_WORD}){{0,2}})"
    rf"|(?P<has>{_WORD}(?: {_WORD}){{0,2}}?)(?:['’]s)? (?:City|Town|Borough|Village|Municipal) Council\b"
)


def declared_towns(blocks: Sequence[Block], lookup: Callable[[str], list[Entity]]) -> list[str]:
    """The names of such towns, in order: as long a piece of what is declared as stands elsewhere by itself."""
    texts = [block.text.text for block in blocks]
    whole = "\n".join(texts)
    found = dict.fromkeys(name for text in texts for name in _in_line(text, whole))
    return [name for name in found if not any(e.kind == "City" for e in lookup(name))]


def towns_called(names: Sequence[str], owner: Entity | None) -> Iterator[Short]:
    """Those names as what stands for the towns, one of which a document may speak for."""
    for name in names:
        meant = [e for e in (owner,) if e is not None and e.kind == "City" and e.name("en") == name]
        yield Short(name, Noun(0, len(name), "City", name, tuple(meant)))


def headed_by(blocks: Sequence[Block], names: Sequence[str], recogniser: Recogniser) -> str | None:
    """The one of the towns whose paper it is: declared in its first line, which names no city that a list knows."""
    first = blocks[0].text.text if blocks else ""
    told = [name for name in names if name in _in_line(first, name)]
    return told[0] if len(told) == 1 and all(n.kind != "City" for n in recogniser.find(first)) else None


def _in_line(text: str, whole: str) -> Iterator[str]:
    for told in _DECLARED.finditer(text):
        words = (told["of"] or told["has"]).split(" ")
        pieces = (
            (words[:n] for n in range(len(words), 0, -1)) if told["of"] else (words[n:] for n in range(len(words)))
        )
        names = (" ".join(piece) for piece in pieces)
        name = next((n for n in names if _stands_alone(n, whole)), None)
        if name is not None and not pattern("words/nouns.toml", "words", "no_town_en").match(name):
            yield name


def _stands_alone(name: str, whole: str) -> bool:
    """Whether a name stands in a text without what declares it."""
    alone = rf"(?<! of )(?<![\w’'-]){re.escape(name)}\b(?! (?:City|Town|Borough|Village|Municipal) Council)"
    return re.search(alone, whole) is not None
