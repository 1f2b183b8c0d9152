"""English for a Japanese name that is made of known parts: 防災分科会議長, Disaster Cluster Chair.

What always holds: every part of the name is explained, by ``parts.toml`` or by a name of the graph; a name with a
part that is not is left as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice, product
from typing import Final

_FORMS: Final = 96
_LONGEST: Final = 16
_FEWEST: Final = 2


def in_parts(name: str, foreign: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """What a name comes to in English, in the order of its parts and with the last one first: Chair of the Cluster.

    ``foreign`` gives the English names of what the graph knows by a part.

    >>> from enishi.queries.asking.parts import in_parts
    >>> def english(part):
    ...     return {"川崎": ["Kawasaki"]}.get(part, [])
    >>> "Kawasaki International Exchange Centre" in in_parts("川崎市国際交流センター", english)
    True
    >>> "Chair of the Disaster Cluster" in in_parts("防災分科会議長", english)
    True
    >>> list(in_parts("川崎市公会堂", english))
    []
    """
    words = _split(name, foreign)
    if words is None or len(words) < _FEWEST:
        return
    for chosen in islice(product(*words), _FORMS):
        said = [word for word in chosen if word]
        if len(" ".join(said).split()) >= _FEWEST:
            yield " ".join(said)
        if len(said) >= _FEWEST:
            yield f"{said[-1]} of the {' '.join(said[:-1])}"


def _split(name: str, foreign: Callable[[str], Iterable[str]]) -> list[list[str]] | None:
    """The parts of a name in English, the longest first; nothing where one is not known."""

    @cache  # an end that comes to nothing is tried once, however many ways lead there
    def split(start: int) -> list[list[str]] | None:
        if start == len(name):
            return []
        for end in range(min(len(name), start + _LONGEST), start, -1):
            part = name[start:end]
            english = _words().get(part) or list(foreign(part))
            if not english and len(part) > 1 and part.isascii():
                english = [part]
            if english and (rest := split(end)) is not None:
                return [english, *rest]
        return None

    return split(0)


@cache
def _words() -> Mapping[str, list[str]]:
    words: Mapping[str, list[str]] = tomllib.loads((files(__package__) / "parts.toml").read_text(encoding="utf-8"))[
        "words"
    ]
    return words
