"""Whether anything but a mention vouches that a document is its city's: its title, its name, its first sentence.

A text that calls itself a city's (本市, our twin towns), or is a town's gazette by its title, is that of the city
which it is most about. Where nothing vouches for it, a city is only the one that was named most, and what a
sentence leaves out may be anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

from ...ontology.model import Entity
from ..data import pattern
from ..names.recognise import Recogniser
from ..text.called import in_small_letters, places
from ..text.structure import Block

_words: Final = partial(pattern, "words/articles.toml")
_TOP, _TITLE = 5, 90  # blocks in which a title stands, characters of one
_OPENING = 60  # characters within which a text's first sentence says of whom it is
_SENTENCE = re.compile(r"[.!?]\s*$|。")
_SHORT = 2  # characters of a name that is too short to be looked for
_DATELINE = re.compile(
    r"\W{0,2}(?P<city>[A-ZÀ-Þ]{3,}(?:[ -][A-ZÀ-Þ]{2,}){0,2})\b(?:[,)(][^-–—\n]{0,40}?)? ?[-–—]+ "
)


def of_dateline(blocks: Sequence[Block], recogniser: Recogniser) -> Entity | None:
    """The city that a report's dateline tells and its text speaks of again: *KOTKA - Guests of Kotka's twin town*.

    >>> from enishi.ingest.names.recognise import Recogniser
    >>> from enishi.ingest.setting.vouched import of_dateline
    >>> from enishi.ingest.text.structure import blocks
    >>> of_dateline(list(blocks("KOTKA - A ship came to Kotka on Friday.")), Recogniser(home=None)).name("en")
    'Kotka'
    """
    for block in blocks[:_TOP]:
        if told := _DATELINE.match(block.text.text):
            name = in_small_letters(told["city"])
            spoken = any(places(b.text.text, [name], words=True) for b in blocks)
            return recogniser.city_named(name) if spoken else None
    return None


def vouched(blocks: Sequence[Block], city: Entity, name: str, recogniser: Recogniser) -> bool:
    """Whether a document of a ``name`` is certainly that of the city that it names most.

    >>> from enishi.ingest.names.recognise import Recogniser
    >>> from enishi.ingest.setting.vouched import vouched
    >>> from enishi.ingest.text.structure import blocks
    >>> names = Recogniser(home=None)
    >>> kotka = names.city_named("Kotka")
    >>> text = "The fair in the town hall drew a crowd, and so did the one in the park. Guests came from Kotka."
    >>> page = list(blocks(f"Club news\\n\\n{text}"))
    >>> vouched(page, kotka, "news", names), vouched(page, kotka, "kotka-news", names)
    (False, True)
    """
    texts = [block.text.text for block in blocks]
    lines = [text for text in texts[:_TOP] if len(text) < _TITLE and not _SENTENCE.search(text)]
    first = next((text for text in texts if _SENTENCE.search(text)), "")[:_OPENING]
    if any(_words("all", "gazette").search(line) for line in lines[:2]):
        return True
    called = [n.text.lower() for n in city.names if len(n.text) > _SHORT]
    called += [n[:-1] for n in called if n[-1] in "市町村県府" and len(n) > _SHORT]
    if any(n in shown.lower() for n in called for shown in (*lines, first, name)):
        return True
    found = (f for line in (*map(in_small_letters, lines), first) for f in recogniser.find(line))
    if any(city in f.candidates for f in found):
        return True
    return any(_words("all", "itself").search(text) for text in texts)
