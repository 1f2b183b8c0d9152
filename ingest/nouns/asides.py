"""Where a text gives a short name to a thing: 連盟(以下「…」という。), the Lakes Trust (hereinafter "the Trust").

A bracket that says so, with 以下, 略称, in quotation marks or as initials; and what is known as something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..data import table

ASIDE = re.compile(r" ?\(([^()]{1,80})\)")
_SAID_JA = (
    re.compile(
        r"以下、?(?:単に|総称して)?[「『“\"]?(?P<s>[^「」『』“”\"。、,\s]{1,20}?)[」』”\"]?"
        r"(?:と(?:い|言|略|表記|呼|称|記載|記す|申)[^。、]{0,8})?。?$"
    ),
    re.compile(r"(?:略称|通称|愛称|略して|略)[::はを]?\s?[「『]?(?P<s>[^「」『』。、:]{2,20}?)[」』]?(?=[。、]|$)"),
    re.compile(r"^「?(?P<s>[A-Z][A-Za-z-]{1,9})」?(?=、|,|;|。|$)"),
    re.compile(r"^「?(?P<s>[A-Zァ-ヴ一-鿿]{1,3}市)」?$"),
)
_S = r"(?P<s>[A-Z][\w&.’'-]*(?: [A-Z&][\w&.’'-]*){0,3})"
_SAID_EN = (
    re.compile(
        r"\b(?:hereinafter|hereafter|henceforth)\b,?(?: (?:referred to|known|called))?(?: as)?:? ?"
        r"[\"“”'‘]?(?P<the>[Tt]he )?[\"“'‘]?"
        + _S + r"[\"”'’]?$"
    ),
    re.compile(rf"[\"“'‘](?P<the>[Tt]he )?{_S}[\"”'’]"),
    re.compile(rf"[\"“'‘]?\b(?P<the>[Tt]he ) ?[\"“'‘]{_S}[\"”'’]"),
    re.compile(rf"^(?P<the>the ){_S}$"),
    re.compile(r"^(?P<s>[A-Z][A-Za-z-]*[A-Z][A-Za-z-]{0,8})(?=[,;]|$| or )"),
)  # fmt: skip
_KNOWN_AS = re.compile(  # the Research Centre, better known as Marine Centre, was
    r",? (?:(?:also|better|commonly|widely|locally|generally|simply) )?"
    r"(?:known|abbreviated|referred to) (?:\w+ly )?as "
    rf"(?P<the>the )?[\"“'‘]?{_S}[\"”'’]?(?=[,.;:)]|$)"
)
_JAPANESE = re.compile("[ぁ-んァ-ヴ一-鿿]")


def shorts_in(aside: str) -> Iterator[re.Match[str]]:
    """The short names that a bracket gives."""
    japanese = _JAPANESE.search(aside)
    seen = set()
    for pattern in _SAID_JA if japanese else _SAID_EN:
        for said in pattern.finditer(aside):
            if said["s"] not in seen and said["s"] not in _own():
                seen.add(said["s"])
                yield said


def givings(text: str) -> Iterator[tuple[int, int, list[re.Match[str]]]]:
    """Where a text gives short names: where the name before ends, where what gives them ends, and they."""
    for aside in ASIDE.finditer(text) if "(" in text else ():
        if said := [*shorts_in(aside[1])]:
            yield aside.start(), aside.end(), said
    for known in _KNOWN_AS.finditer(text) if " as " in text else ():
        yield known.start(), known.end(), [known]


@cache
def _own() -> frozenset[str]:
    own = table("words/standins.toml")["own"]
    return frozenset((*own["ja"], *own["en"]))
