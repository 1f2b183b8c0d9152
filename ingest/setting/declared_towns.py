"""Towns that no list knows and that a text declares: the Hanseatic City of Wismar, Sligo Borough Council.

What is once said to be a city, a town or a village, to have a council or a mayor, or to be tied as cities are, is
that place wherever its bare name stands; so is what stands beside its country in a list of cities. What a city is
called for (City of Culture) is no place's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ...ontology.model import Entity
from ..data import pattern
from ..names.recognise import Recogniser
from ..nouns.defined import Short
from ..text.called import in_small_letters
from ..text.mask import Noun
from ..text.structure import Block

_NO_NAME: Final = (
    r"(?:The|An?|Our|Its|Their|This|That|These|Those|Each|Every|Both|All|Two|Local|Former|In|At|By|From|With|And|But"
    r"|When|Since|It|They|We|He|She|You|There|Here|Which|Who|What|Today|Now|Later|Then|Another|Other|One|Some|Many"
    r"|Most|No|Not|Ste?|Mt|Ft|Last|Next|As|For|On|Of|To)\b"
)
_WORD: Final = rf"(?!{_NO_NAME})[A-ZÀ-Þ][\w'’-]+"
_NAME: Final = rf"{_WORD}(?: {_WORD}){{0,2}}"
_RANK: Final = (
    r"(?:City|Cities|Town|County|Borough|Council|Prefecture|Province|Region|State|District|Ward|Government|Assembly"
    r"|University|School|Club|Association|Committee|Sister|Twin|Partner|Friendship|Lord|Deputy|Vice|Mayor)\b"
)
_BARE: Final = rf"(?!{_NO_NAME}|{_RANK})[A-ZÀ-Þ][\w'’-]+(?![\w'’-])"
_BARE_NAME: Final = rf"{_BARE}(?: {_BARE}){{0,2}}(?! {_RANK})"
_COUNCIL: Final = r"(?:(?:City|Town|Borough|Village|Municipal) Council|(?:Metropolitan|Municipal) Assembly)"
_DECLARED: Final = re.compile(
    rf"\b(?:City|Town|Municipality|Borough|Village|Commune|Township) of (?P<of>{_NAME})"
    rf"|(?P<has>{_NAME}?)(?:['’]s)? {_COUNCIL}\b"
)
_CALLED: Final = re.compile(  # needs that no list knows anything of the name
    rf"\b(?:(?:city|town|village|cities|towns) of|[Mm]ayor of) (?P<of>{_BARE_NAME})"
)
_DATELINE: Final = re.compile(r"([A-ZÀ-Þ]{3,}(?:[ -][A-ZÀ-Þ]{3,}){0,2})(?:, [A-Z][\w.]+(?: [A-Z]\w+)?)? [-–—] ")
_HEAD: Final = 3
_GAP: Final = re.compile(r"\s*[|│\t]\s*|\s{2,}")
_ENTRY: Final = re.compile(rf"{_NAME}|[ァ-ヴー]{{2,12}}(?:・[ァ-ヴー]{{2,12}})*")
_FEWEST: Final = 2

Lookup = Callable[[str], list[Entity]]


def declared_towns(blocks: Sequence[Block], lookup: Lookup) -> list[str]:
    """The names of such towns, in order: as long a piece of what is declared as stands elsewhere by itself."""
    texts = [block.text.text for block in blocks]
    whole = "\n".join(texts)

    def unknown(name: str) -> bool:
        return not any(e.kind == "City" for e in lookup(name))

    found = dict.fromkeys(name for text in texts for name in _in_line(_DECLARED, text, whole, unknown))
    told = [name for name in found if unknown(name)]
    called = dict.fromkeys(name for text in texts for name in _in_line(_CALLED, text, whole, unknown))
    called |= dict.fromkeys(name for text in texts for name in _in_dateline(text, whole))
    return list(dict.fromkeys([*told, *(n for n in called if not any(map(lookup, (n, *n.split(" ")))))]))


def rows_of_towns(blocks: Sequence[Block], lookup: Lookup) -> list[str]:
    """What stands beside its country where other rows have a city there: *Vardal, Norway* below *Bergen, Norway*.

    A list of people or of companies has no such rows.
    """
    known, unknown = 0, []
    for block in blocks:
        cells = [cell.text.strip() for cell in block.cells] or _GAP.split(block.text.text.strip(" |"))
        if len(cells) < _FEWEST or not any(e.kind == "Country" for e in lookup(cells[1])):
            continue
        named = lookup(cells[0])
        known += any(e.kind == "City" for e in named)
        if not named and _ENTRY.fullmatch(cells[0]):
            unknown.append(cells[0])
    return list(dict.fromkeys(unknown)) if known >= max(_FEWEST, len(unknown) / 2) else []


def towns_called(names: Sequence[str], owner: Entity | None) -> Iterator[Short]:
    """Those names as what stands for the towns, one of which a document may speak for."""
    for name in names:
        meant = [e for e in (owner,) if e is not None and e.kind == "City" and e.name("en") == name]
        yield Short(name, Noun(0, len(name), "City", name, tuple(meant)))


def headed_by(
    blocks: Sequence[Block], names: Sequence[str], recogniser: Recogniser, home: Entity | None = None
) -> str | None:
    """The one of the towns whose paper it is.

    That is the one declared in its first line, which names no city that a list knows; or the one that stands at its
    head, and that it speaks of more than of ``home``, which is the city that would have it else.
    """
    first = blocks[0].text.text if blocks else ""
    told = [name for name in names if name in _in_line(_DECLARED, first, name)]
    if len(told) == 1 and all(n.kind != "City" for n in recogniser.find(first)):
        return told[0]
    head = "\n".join(in_small_letters(block.text.text) for block in blocks[:_HEAD])
    whole = "\n".join(block.text.text for block in blocks)
    most = max(names, key=lambda name: _times(name, whole), default=None)
    if most is None or not _times(most, head) or _times(most, whole) < _FEWEST:
        return None
    others = [name.text for name in home.names if name.lang == "en"] if home else []
    return most if _times(most, whole) > max((_times(name, whole) for name in others), default=0) else None


def _times(name: str, text: str) -> int:
    """How often a name stands in a text as a whole."""
    return len(re.findall(rf"(?<![\w’'-]){re.escape(name)}(?![\w-])", text))


def _in_dateline(text: str, whole: str) -> Iterator[str]:
    """The town that a dateline tells in capitals and the text in small letters: *ELMORAK, Brazil - The council*."""
    if told := _DATELINE.match(text):
        name = in_small_letters(f"{told[1]} X").removesuffix(" X")
        if _times(name, whole):
            yield name


def _in_line(said: re.Pattern[str], text: str, whole: str, unknown: Callable[[str], bool] = bool) -> Iterator[str]:
    for told in said.finditer(text):
        words = (told.groupdict()["of"] or told["has"]).split(" ")
        if not unknown(" ".join(words)):
            continue  # Cape Town, which is no Cape
        pieces = (
            (words[:n] for n in range(len(words), 0, -1)) if told["of"] else (words[n:] for n in range(len(words)))
        )
        names = (" ".join(piece) for piece in pieces)
        name = next((n for n in names if _stands_alone(n, whole)), None)
        if name is not None and not pattern("words/nouns.toml", "words", "no_town_en").match(name):
            yield name


def _stands_alone(name: str, whole: str) -> bool:
    """Whether a name stands in a text without what declares it."""
    alone = rf"(?<! of )(?<![\w’'-]){re.escape(name)}\b(?! {_COUNCIL})"
    return re.search(alone, whole) is not None
