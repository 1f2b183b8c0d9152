"""A question in someone's own words, taken apart: names, dates, concepts, and what was not understood.

What always holds: every word of the question is in exactly one of these, or is light; ``masked`` has one
private-use character for each name, so that a pattern can say where a name stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from ..regions import countries_of, find_regions
from .concepts import find_spans, kana
from .corrections import corrected
from .documents import Cited, cited
from .mentions import Dated, Named, Names, Years, find_dated, find_years
from .misspelling import mended
from .namings import normal

if TYPE_CHECKING:
    from datetime import date

    from ...ontology.model import Lang
    from .concepts import Span

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'-]*|[一-鿿々]+|[ァ-ヺー・]+|[ぁ-ゖー]+|\d+")
_JAPANESE: Final = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")
_VERB: Final = re.compile(
    r"[一-鿿](?![きしちにひみりぎじびいけせねめれえげべ][一-鿿])(?=(?:い[てた]|く[てれ]|[っんしりきぎちにびみりるぶむぬうすつえけせてねべめれげぜじらかがさたなばまわ])(?!い))"
)
_ENDING: Final = re.compile(r"[一-鿿々][ぁ-ゖ]")
"""The ending of a word in kanji, which stands for both."""

_PROPER: Final = re.compile(r"[A-Z][A-Za-z'-]{3,}|[ァ-ヺー・]{4,}")
_LOWER: Final = re.compile(r"[a-z]{5,}")
_ADVERB: Final = re.compile(
    r"(?!(?:supply|family|rally|reply|apply|assembly|anomaly|monopoly|jelly|belly|bully|butterfly)$)[a-z]{3,}ly"
)
_COMPARED: Final = re.compile(
    "(?:昨|前)年(?:度)?|(?:the )?(?:previous|preceding|prior|last) (?:fiscal |financial )?year", re.IGNORECASE
)
"""A year before another one is no date by itself: what is compared with it is."""

_WRITTEN: Final = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{3,}|[一-鿿]{2,}[ァ-ヺー]{2,}[一-鿿]*|[一-鿿]{6,}")
_GOES_ON: Final = re.compile(r"(?: [A-Z][A-Za-z'-]+)+")
_FIRST: Final = 0xE000
_IDLE: Final = frozenset({"s", "'s", "m", "'m", "d", "'d", "ll", "re", "ve", "w", "・", "ー"})


@dataclass(frozen=True, slots=True)
class Reading:
    """``spans`` are the words that speak of something; ``residue`` those that nothing explains, ``strange`` where
    they stand; ``verbs`` those of the residue that are verbs or adverbs by their endings; all in order. ``bare`` is
    whether nothing is said but names and grammar; ``respelt`` are words that were read for a name, ``taken_back``
    what the question takes back, ``regions`` regions of the world, ``today`` the day of asking, ``cited`` is a
    document that is named.
    """

    text: str
    names: tuple[Named, ...]
    dates: tuple[Dated, ...]
    years: tuple[Years, ...]
    spans: tuple[Span, ...]
    residue: tuple[str, ...]
    strange: tuple[tuple[int, int], ...]
    verbs: tuple[str, ...]
    bare: bool
    masked: str
    respelt: tuple[tuple[str, str], ...] = ()
    taken_back: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    today: date | None = None
    cited: Cited | None = None

    @property
    def concepts(self) -> frozenset[str]:
        """All that its words may speak of."""
        return frozenset().union(*(span.concepts for span in self.spans))

    @property
    def outline(self) -> str:
        """The question with what each name and date is in its place: ``Which firms work in kindCountry ?``."""
        cuts = [(name.start, name.end, _kind(name)) for name in self.names]
        cuts += [(date.start, date.end, "Date") for date in self.dates]
        text = self.text
        for start, end, kind in sorted(cuts, reverse=True):
            text = f"{text[:start]} kind{kind} {text[end:]}"
        for region in self.regions:
            text = text.replace(region, " kindRegion ")
        return text

    def in_a_name(self, span: Span) -> bool:
        """Whether a word goes on with the name before it: Yokohama Water, Nagoya Congress Center, アジア大会."""
        before = [name.end for name in self.names if name.end <= span.start]
        if any(self.text.endswith(region, 0, span.start) for region in self.regions) or span.start in before:
            return not span.surface.isascii()
        return bool(before) and _GOES_ON.fullmatch(self.text, max(before), span.end) is not None

    @property
    def lang(self) -> Lang:
        """The language in which it is asked."""
        return "ja" if _JAPANESE.search(self.text) else "en"


def _kind(name: Named) -> str:
    """What is named, as the ontology calls it."""
    return min((entity.kind for entity in name.entities or name.places), default="Unknown")


def token(number: int) -> str:
    """What stands for the name of a number in ``masked``."""
    return chr(_FIRST + number)


def readings(text: str, names: Names, today: date) -> Iterator[Reading]:
    """The ways in which a question can be read, the likeliest first: a name may also be words (UN agencies)."""
    plain, respelt = _respelt(normal(text), names, today)
    plain, taken_back = corrected(plain, names.find(plain))
    known = find_spans(plain)
    spans = [span for span in known if span.concepts]
    named = [n for n in names.find(plain) if n.entities or not (_within(n, known) or countries_of(n.surface))]
    words = [n for n in named if _within(n, spans)]
    lesser = [[], *([word] for word in words[:2]), *([words] if len(words) > 1 else [])]
    ways = [_read(plain, [n for n in named if n not in less], respelt, today) for less in lesser]
    if loose := names.loosely(plain, (*ways[0].strange, *_like_names(plain, named))):
        kept = [n for n in named if all(n.end <= part.start or part.end <= n.start for part in loose)]
        ways.append(_read(plain, sorted((*kept, *loose), key=lambda n: n.start), respelt, today))
    if document := cited(plain, names.documents, named, find_dated(plain, today)):
        kept = [n for n in named if n.end <= document.start or document.end <= n.start]
        ways.append(_read(plain, kept, respelt, today, document))
    yield from (replace(reading, taken_back=taken_back) for reading in ways)


def _like_names(plain: str, named: list[Named]) -> Iterator[tuple[int, int]]:
    """Words that are written like names and are none yet: with a capital, or long rows of characters."""
    for match in _WRITTEN.finditer(plain):
        if match.start() and all(match.end() <= n.start or n.end <= match.start() for n in named):
            yield match.span()


def _respelt(plain: str, names: Names, today: date) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A question with what misspells a name of the graph or a word of questions spelt as it is there."""
    strange = _read(plain, names.find(plain), (), today).residue
    found = {word: name for word in strange if _PROPER.fullmatch(word) and (name := names.respelt(word))}
    found |= {word: right for word in strange if word not in found and (right := mended(word))}
    others = [word for word in strange if word not in found and _LOWER.fullmatch(word)]
    found |= {word: name for word in others if (name := names.respelt(word))}
    for word, name in found.items():
        plain = plain.replace(word, name)
    return plain, tuple(found.items())


def _read(
    plain: str,
    named: list[Named],
    respelt: tuple[tuple[str, str], ...],
    today: date,
    document: Cited | None = None,
) -> Reading:
    rest, masked = plain, plain
    for number, name in reversed(list(enumerate(named))):
        rest = _blank(rest, name.start, name.end)
        masked = masked[: name.start] + token(number) + masked[name.end :]
    if document:
        rest = _blank(rest, document.start, document.end)
    regions = find_regions(rest)
    for region in regions:
        rest = _blank(rest, region.start, region.end)
    years = find_years(rest)
    for mention in years:
        rest = _blank(rest, mention.start, mention.end)
    dates = [date for date in find_dated(rest, today) if date.interval or not _COMPARED.fullmatch(date.surface)]
    for date in dates:
        rest = _blank(rest, date.start, date.end)
    spans, unread = find_spans(rest), rest
    for span in spans:
        rest = _blank(rest, span.start, span.end)
    words = [m for m in _WORD.finditer(rest) if not _ENDING.match(rest, max(0, m.start() - 1))]
    said = tuple(span for span in spans if span.concepts)
    bare = not any(span.concepts or span.noun for span in spans)
    left = [m for m in words if m.group().casefold() not in _IDLE and not _grammar(m.group())]
    residue, strange = tuple(m.group() for m in left), tuple(m.span() for m in left)
    verbs = tuple(
        m.group()
        for m in words
        if (len(m.group()) == 1 and _VERB.match(unread, m.start())) or _ADVERB.fullmatch(m.group())
    )
    return Reading(
        plain,
        tuple(named),
        tuple(dates),
        tuple(years),
        said,
        residue,
        strange,
        verbs,
        bare,
        masked,
        respelt,
        regions=tuple(region.surface for region in regions),
        today=today,
        cited=document,
    )


@cache
def _grammar(word: str) -> bool:
    """Whether a word in kana is only particles and endings."""
    return kana().fullmatch(word) is not None


def _within(name: Named, spans: Iterable[Span]) -> bool:
    """Whether what looks like a name is made of words that the catalogue knows."""
    places = set[int]().union(*(range(span.start, span.end) for span in spans))
    return all(place in places for place in range(name.start, name.end) if name.surface[place - name.start] != " ")


def _blank(text: str, start: int, end: int) -> str:
    """A text with a gap where something was understood; places do not move."""
    return text[:start] + " " * (end - start) + text[end:]
