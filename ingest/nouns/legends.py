"""Short names that a Japanese legend gives outside brackets: 「ポ市」はポルト市の略, ブル=ブルーミントン市.

The sentence must say that it shortens (の略, を指す, と略記する) or be a legend (略称, 凡例) of marks of equality:
what a city is called by (「水の都」と呼ばれる) is no name of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.mask import Masked, Noun

_SAYS = re.compile(
    r"略|を指[すし]|のこと(?:$|[。、)]|で(?:す|あ))|を(?:表|示|意味)(?:す|し)|をいう|と表記|と記[すし載]"
)
_SHORTENS = re.compile(r"[」』]と(?:のみ)?(?:略|表記|記[すし載])|略(?:称|記|す|し(?:た|て|ます))")
_LEGEND = re.compile(r"\W{0,3}(?:略称|略号|略記|凡例|記号)")
_FIRST = re.compile(r"[「『](?P<s>[^「」『』\s]{1,8})[」』](?:とあるのは|というのは|とは|は|[=:])、?\s?")
_EQUALS = re.compile(r"(?<![^\s、。;:()・])(?P<s>[^\s、。;:=()「」『』・]{2,6})\s?[=＝]\s?")
_BEHIND = re.compile(
    r"(?:市|町|村)?(?:\([^()]*\))?(?:は|を|については?)、?(?:単に)?[「『](?P<s>[^「」『』\s]{1,8})[」』]"
)
_ELSE = re.compile(r"(?:市|町|村)?(?:\([^()]*\))?(?:ではな[いく]|でなく)")
_KINDS = frozenset(
    [
        "City", "Ward", "Prefecture", "Region", "Country", "Port", "Organization", "Foundation", "Alliance",
        "CityNetwork", "University", "Company", "Facility", "InternationalOrganization",
    ]
)  # fmt: skip


def legends(masked: Masked) -> Iterator[tuple[Noun, str]]:
    """The things that a sentence gives short names to, each with its own."""
    text = masked.clean.text
    says = _SAYS.search(text) is not None and re.search("[「『]", text) is not None
    if not says and not _LEGEND.match(text):
        return
    nouns = {n.start: n for n in masked.nouns if n.kind in _KINDS}
    for given in _FIRST.finditer(text) if says else ():
        noun = next((n for at, n in sorted(nouns.items()) if 0 <= at - given.end() <= _REACH), None)
        if noun is not None and not re.search("[「『、。]", text[given.end() : noun.start]):
            yield from _of(masked, noun, given["s"])
    for noun in nouns.values() if _SHORTENS.search(text) else ():
        if behind := _BEHIND.match(text, noun.end):
            yield from _of(masked, noun, behind["s"])
    for given in _EQUALS.finditer(text) if _LEGEND.match(text) else ():
        if given.end() in nouns:
            yield nouns[given.end()], given["s"]


_REACH = 12  # characters of what says where it lies: オランダの


def _of(masked: Masked, noun: Noun, short: str) -> Iterator[tuple[Noun, str]]:
    if not _ELSE.match(masked.clean.text, noun.end):
        yield noun, short
