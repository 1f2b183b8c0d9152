"""What people call a meeting that is named after where it was: G20大阪サミット, the G20 Osaka Summit.

What always holds: the words of such names stand in ``occasions.toml``; a name with a word that is not there is
left as it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Final

_NAMED: Final = re.compile(r"(?P<head>[A-Z]{1,5}\d{1,3}) ?(?P<rest>.+)")
_LONGEST_PLACE: Final = 12


def occasions(name: str, foreign: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """Other names of a meeting; ``foreign`` gives the English names of a place, none for what is no place.

    >>> from enishi.queries.asking.occasions import occasions
    >>> def english(place):
    ...     return {"大阪": ["Osaka"], "札幌": ["Sapporo"]}.get(place, [])
    >>> list(occasions("G20大阪サミット", english))[:5]
    ['G20大阪', 'G20 Osaka', 'Osaka G20', 'G20 in Osaka', 'G20 Osaka Summit']
    >>> "G7 Sapporo Environment Ministers' Meeting" in occasions("G7札幌 環境大臣会合", english)
    True
    >>> list(occasions("G20サミット", english)), list(occasions("横浜会議", english))
    (['G20', 'G20 Summit'], [])
    """
    if (named := _NAMED.fullmatch(name)) is None:
        return
    head, rest = named["head"], named["rest"]
    if whats := list(_english(rest)):
        yield from (head, *(f"{head} {what}" for what in whats))
        return
    for end in range(min(len(rest) - 1, _LONGEST_PLACE), 1, -1):
        places = list(_places(rest[:end], foreign))
        whats = list(_english(rest[end:].strip()))
        if not (places and whats):
            continue
        yield f"{head}{rest[:end]}"
        for place in places:
            yield from (f"{head} {place}", f"{place} {head}", f"{head} in {place}")
            for what in whats:
                yield from (f"{head} {place} {what}", f"{place} {head} {what}", f"{head} {what} in {place}")
        return


def _places(text: str, foreign: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """Places in English, also two with a dot between them."""
    for names in product(*(list(foreign(place)) for place in text.split("・"))):
        yield "-".join(names)


def _english(text: str) -> Iterator[str]:
    """What is held, in English, word by word; nothing where a word of it is not known."""
    words = _words()
    ends = [end for end in words["ends"] if text.endswith(end)]
    if not ends:
        return
    end = max(ends, key=len)
    topics = [words["topics"].get(topic) for topic in text[: -len(end)].split("・") if topic]
    if None in topics:
        return
    told = [topic for topic in topics if isinstance(topic, str)]
    listed = " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))
    for what in words["ends"][end]:
        yield f"{listed} {what}".strip()


@cache
def _words() -> Mapping[str, Mapping[str, list[str] | str]]:
    return tomllib.loads((files(__package__) / "occasions.toml").read_text(encoding="utf-8"))
