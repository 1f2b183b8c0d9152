"""Places whose names a person bears: Mayor John Hamilton is not the city of Hamilton, nor is Hamilton, who said so.

A title with a given name before the place makes a person of it; from then on the same word by itself, with no word
before it that a place would have, is that person. So does a form of address right before it (Cr Perth), or a given
name (Paul Lancaster); both are data, ``words/people.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from ..data import table
from .gazetteer import gazetteer

_TITLE = (
    r"(?:[Mm]ayor|Governor|President|Council(?:l?or|man|woman|member)|Alder(?:man|woman)|Ambassador|Secretary"
    r"|Minister|Consul|Chair(?:man|woman|person)?|Director|Commissioner|Senator|Representative|Superintendent"
    r"|Professor|Prof\.?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sir|Dame|Lady)"
)
_GIVEN = r"(?:(?!General|Hotel|Office|Street|Emerit|Elect|Plaza|Park|Square|City|of\b)[A-Z][\w'’-]+|[A-Z]\.)"
_PERSON = re.compile(rf"(?<![\w-]){_TITLE} {_GIVEN}(?: {_GIVEN})? $")
_AS_PLACE = re.compile(r"\b(?:in|at|of|to|from|for|near|with|between|visit(?:ed|s)?|and|or) (?:the )?$|[,(|] ?$")
_LATIN = re.compile(r"[A-Za-z]")
_REACH = 48


@cache
def _called() -> re.Pattern[str]:
    """What stands right before a surname: a form of address, or a given name that is not part of a place."""
    said = {name: "|".join(map(re.escape, words.split())) for name, words in table("words/people.toml").items()}
    places = "".join(f"(?<!\\b{re.escape(word)} )" for word in table("words/people.toml")["of_places"].split())
    return re.compile(rf"(?<![\w-])(?:(?:{said['addressed']})\.?|{places}(?:{said['given']})(?: [A-Z]\.)?) $")


def is_mayor(text: str, start: int, end: int) -> bool:
    """Whether a place's name in katakana is the surname of somebody with that office, behind a given name.

    >>> from enishi.ingest.names.people import is_mayor
    >>> is_mayor("ジョン・アンダーソン市長が", 4, 11), is_mayor("カナダ・ハミルトン市長が", 4, 10)
    (True, False)
    """
    if text[start - 1 : start] != "・" or text[end : end + 1] != "長" or text[end - 1 : end] not in "市町村":
        return False
    given = _KATAKANA.search(text, 0, start - 1)
    return given is not None and not any(e.kind in ("Country", "Region") for e in gazetteer().lookup(given[0]))


_KATAKANA = re.compile(r"[ァ-ヺー]+$")


def is_person(text: str, start: int, name: str, people: set[str]) -> bool:
    """Whether a place's name at ``start`` is a person's; ``people`` are those met before, and are added to.

    >>> from enishi.ingest.names.people import is_person
    >>> met: set[str] = set()
    >>> is_person("Mayor John Hamilton came.", 11, "Hamilton", met)
    True
    >>> is_person("Hamilton thanked us.", 0, "Hamilton", met), is_person("in Hamilton", 3, "Hamilton", met)
    (True, False)
    >>> is_person("thanks to Paul Lancaster", 15, "Lancaster", met), is_person("St Paul Park", 8, "Park", met)
    (True, False)
    """
    if not _LATIN.match(name):
        return is_mayor(text, start, start + len(name))
    low = max(0, start - _REACH)
    if _PERSON.search(text, low, start):
        people.add(name)
        return True
    if text[start - 1 : start] == " " and _called().search(text, low, start):
        return True  # but what bears the name elsewhere may be the place: Dr Lincoln came to Lincoln
    return name in people and not _AS_PLACE.search(text, low, start)
