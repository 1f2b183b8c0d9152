"""Japanese clauses that share the verb of the last one, each as a sentence of its own.

*総会は昨年9月に釜山市で、世界大会は今年5月に新潟市で開かれ* tells two meetings,
*大石町が1990年に方正県と、長沼市が1992年に蘇州市と友好提携をしている* two ties. Each clause has its place or its
partner and its own date, and most have a subject of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..text.mask import Masked

_N: Final = "[\ue000-\uf8ff]"
_WHAT: Final = rf"(?:{_N}|[^。、はがをのにで\W\ue000-\uf8ff]{{2,12}})(?:\([^()]*\))?"
_LEAD: Final = r"\W{0,3}(?:[^。、をが\ue000-\uf8ff]{1,12}、)?"
_WHERE: Final = r"(?:[^。、はがを]|(?<=[にで])は(?!、)){2,30}?"
_HELD: Final = re.compile(
    rf"{_LEAD}(?P<first>(?P<what>{_WHAT}は)、?{_WHERE}(?:で|に))、"
    rf"(?P<last>(?P<own>{_WHAT}は、?)?{_WHERE}(?P<verb>(?:開か|開催さ|催さ|行わ)れ)[^。]*。?)"
)
_TIED: Final = re.compile(
    rf"{_LEAD}(?P<first>{_WHAT}(?:が|は)、?{_N}に、?(?:{_N}(?:の|・)?)?(?P<one>{_WHAT})と)、"
    rf"(?P<last>{_WHAT}(?:が|は)、?{_N}に、?(?:{_N}(?:の|・)?)?(?P<other>{_WHAT})と(?P<verb>(?:それぞれ)?{_N}[^。、はが]*。?))"
)
_DATES: Final = frozenset(["Date", "RelativeDate"])
_PLACES: Final = frozenset(["City", "Self", "Region", "Country"])


def gapped(sentence: Masked) -> Iterator[Sequence[tuple[Masked, int, int] | str]]:
    """Each of the two clauses with the verb that they share, as parts of the sentence.

    Of ties those where one partner is no known place: where both are, the sentence is read as it stands.
    """
    text = sentence.text
    if "で、" in text or "に、" in text:
        held = _HELD.fullmatch(text)
        if held is not None and _tells(sentence, held, "first") and _tells(sentence, held, "last"):
            yield [(sentence, *held.span("first")), (sentence, *held.span("verb")), "た。"]
            yield [*([] if held["own"] else [(sentence, *held.span("what"))]), (sentence, *held.span("last"))]
            return
    tied = _TIED.fullmatch(text) if "と、" in text else None
    if tied is None or not any(n.kind == "Tie" for n in sentence.within(*tied.span("verb"))):
        return
    partners = [sentence.noun_at(tied.start(group)) for group in ("one", "other")]
    if any(n is None for n in partners) and all(n is None or n.kind in _PLACES for n in partners):
        yield [(sentence, *tied.span("first")), (sentence, *tied.span("verb"))]
        yield [(sentence, *tied.span("last"))]


def _tells(sentence: Masked, told: re.Match[str], group: str) -> bool:
    """Whether a clause tells one date and a place before its verb."""
    low, high = told.span(group)
    kinds = [n.kind for n in sentence.within(low, told.start("verb") if group == "last" else high)]
    return sum(kind in _DATES for kind in kinds) == 1 and any(kind in _PLACES for kind in kinds)
