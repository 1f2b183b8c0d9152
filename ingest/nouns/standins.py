"""Words that take up what was named before: 同協会, the society, 両市, the two cities.

Each becomes a noun of the thing meant, where that is certain: the one thing of such a name that the passage named
last, the two cities that it named last, or the document's own city and the one named last. Elsewhere it stays what
it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ...ontology.model import Entity
from ..data import table
from ..text.mask import Alphabet, Masked, Noun, longest, mask
from ..text.sieve import Sought
from ..text.structure import Block
from .mint import folded

_THINGS = frozenset(
    [
        "CityNetwork", "Foundation", "Alliance", "Organization", "Company", "University", "EducationalInstitution",
        "InternationalOrganization", "Office", "Facility", "EventSeries",
    ]
)  # fmt: skip
_BOTH = Sought(
    r"(?<![の・と])(?<![^はにで]、)両(?:市|都市)(?=は|が|も|の間|間|[ので](?:主催|共催|共同))"
    r"|\b(?:[Tt]he two|[Bb]oth) (?:cities|towns|municipalities)\b(?! (?:of|in) )"
)
_SPEAKS = re.compile(  # a line of minutes goes on from the one before
    r"\W{0,3}[一-鿿・]{0,12}(?:委員|議員|課長|部長|局長|市長|室長|理事|参事|主幹|記者)(?:\([^()]*\))?[\s　:：]"
)
_SAME_CITY = re.compile("(?<![一-鿿])同市(?!場|立)")
_OF_A_TIE = re.compile("提携|盟約|縁組|周年")
_LOOSE = frozenset(["Anaphor", "Generic"])
_REACH = 2  # blocks in which a thing that was named is still the last one


class StandIns:
    """Reads one document's sentences in order; ``home`` is the city that it speaks for."""

    def __init__(self, alphabet: Alphabet, home: Entity | None) -> None:
        self._alphabet, self._home = alphabet, home
        self._section: tuple[str, ...] = ()
        self._named: list[tuple[int, Noun]] = []  # with the number of their block
        self._cities: tuple[Noun, ...] = ()
        self._others: dict[str, Noun] = {}  # all cities named so far but the own one
        self._known = True  # whether all cities that were named last are known ones
        self._block = 0
        self._headed = False  # whether the block before was a heading

    def __call__(self, parts: Sequence[Block], masked: Sequence[Sequence[Masked]]) -> list[list[Masked]]:
        """The sentences of each block, with what stands for a thing as a noun of it."""
        out = []
        for number, (block, sentences) in enumerate(zip(parts, masked, strict=True)):
            self._block = number
            if block.kind == "heading" or block.section != self._section:
                below = block.kind != "heading" and self._headed  # 同財団 may take up what the heading names
                self._section, self._cities, self._known = block.section, (), True
                self._named = self._named if below else []
            self._headed = block.kind == "heading"
            if block.kind in ("row", "item") and not _SPEAKS.match(block.text.text):
                self._named = []
            out.append([self._read(sentence, pairs=block.kind != "row") for sentence in sentences])
        return out

    def _read(self, sentence: Masked, *, pairs: bool) -> Masked:
        text = sentence.clean.text
        sentence = self._loosened(sentence)
        found = [*self._things(text, sentence.nouns), *self._city(text, sentence.nouns)]
        pair = self._pair(text, sentence.nouns) if pairs else ()
        if found or pair:
            kept = (n for n in sentence.nouns if n.kind not in _LOOSE or not _over(n, (*found, *pair)))
            nouns = longest((*pair, *found, *kept))
            between = {pair[1].start: "と" if text[pair[0].start] == "両" else " and "} if pair else {}
            sentence = mask(sentence.clean, nouns, self._alphabet, between)
        self._remember(sentence)
        return sentence

    def _loosened(self, sentence: Masked) -> Masked:
        """The sentence with names that only take another up (同大学) as words that do, and not as names."""
        if not any(n.text.startswith("同") and n.kind in _THINGS for n in sentence.nouns):
            return sentence
        nouns = [n._replace(kind="Anaphor") if _same().fullmatch(n.text) else n for n in sentence.nouns]
        return mask(sentence.clean, nouns, self._alphabet)

    def _remember(self, sentence: Masked) -> None:
        self._named += [(self._block, n) for n in sentence.nouns if n.kind in _THINGS]
        text = sentence.clean.text
        cities = {_key(n): n for n in sentence.nouns if n.kind == "City" and not n.text.endswith("都")}
        if any(_PASSED.match(text, n.end) for n in cities.values()):
            return  # 上海、武漢を経て到着する: the two cities are others
        if cities:
            self._cities = tuple(cities.values())
            self._known = all(_alone(sentence, n) for n in cities.values())
        self._others |= {key: noun for key, noun in cities.items() if not self._is_home(noun)}

    def _things(self, text: str, nouns: Iterable[Noun]) -> Iterable[Noun]:
        """The nouns of things that a text takes up."""
        taken = [n for n in nouns if n.kind not in _LOOSE]
        for match in _same().finditer(text):
            start, end = match.span()
            if any(n.start < end and start < n.end for n in taken):
                continue
            ahead = [(self._block, n) for n in taken if n.kind in _THINGS and n.end <= start]
            meant = _last([*self._named, *ahead], match[1] or match[2], self._block)
            if meant is not None:
                yield meant._replace(start=match.start(2) if match[2] else start, end=end, names=())

    def _city(self, text: str, nouns: Sequence[Noun]) -> Iterator[Noun]:
        """The city that 同市 takes up, where no tie is spoken of: whose a tie is tells itself."""
        if "同市" not in text or any(n.kind == "Tie" for n in nouns) or _OF_A_TIE.search(text):
            return
        for match in _SAME_CITY.finditer(text):
            ahead = {_key(n): n for n in nouns if n.kind == "City" and n.end <= match.start()}
            cities = tuple(ahead.values()) or (self._cities if self._known else ())
            others = [n for n in cities if not self._is_home(n)]
            if len(others) == 1:
                yield others[0]._replace(start=match.start(), end=match.end(), names=())

    def _pair(self, text: str, nouns: Sequence[Noun]) -> tuple[Noun, ...]:
        """The two cities that do something together, at the places of the two parts of the words for both."""
        both = _BOTH.search(text)
        if both is None or not _joint().search(text):
            return ()
        if any(n.start < both.end() and both.start() < n.end and n.kind not in _LOOSE for n in nouns):
            return ()
        ahead = {_key(n): n for n in nouns if n.kind == "City" and n.end <= both.start()}
        if not ahead and not self._known:
            return ()
        cities = tuple(ahead.values()) or self._cities or tuple(self._others.values())
        others = tuple(n for n in cities if not self._is_home(n))
        if len(others) == 1 and self._home is not None:
            others = (Noun(0, 0, "City", self._home.name("ja"), (self._home,)), *others)
        if len(others) != _PAIR:
            return ()
        start, end = both.span()
        return (others[0]._replace(start=start, end=start + 1), others[1]._replace(start=start + 1, end=end))

    def _is_home(self, noun: Noun) -> bool:
        return self._home is not None and noun.entities[:1] == (self._home,)


_PASSED = re.compile(r"市?(?:を(?:経て|経由|へて)|経由|に(?:立ち寄|寄港)|で乗り(?:継|換|替)|(?:へ|に)飛)")


def _alone(sentence: Masked, noun: Noun) -> bool:
    """Whether no name that nobody knows is joined to a city's: Whangaporo and Auckland."""
    text = sentence.clean.text
    before = _JOINS_BEFORE.search(text, max(0, noun.start - 30), noun.start)
    behind = _JOINS_BEHIND.match(text, noun.end)
    at = [m.start(m.lastgroup or 0) for m in (before, behind) if m]
    return all(any(n.start <= a < n.end for n in sentence.nouns) for a in at)


_PAIR = 2
_JOINS_BEFORE = re.compile(
    r"(?P<name>[A-Z][a-z]{3,}) (?:and|&) (?:the )?$|(?P<ja>[ァ-ヴー]{2,})市?(?:と|・|や|、|及び)$"
)
_JOINS_BEHIND = re.compile(
    r" (?:and|&) (?:the )?(?P<name>[A-Z][a-z]{3,})|市?(?:と|・|や|、|及び)(?P<ja>[ァ-ヴー]{2,})"
)


def _last(named: Sequence[tuple[int, Noun]], word: str, block: int) -> Noun | None:
    """The last named thing that a word may mean; none where its sentence's block named two."""
    fitting = [(at, n) for at, n in named if block - at <= _REACH and _ends(n, word)]
    if not fitting:
        return None
    last = fitting[-1][0]
    things = {_key(n) for at, n in fitting if at == last}
    return fitting[-1][1] if len(things) == 1 else None


def _ends(noun: Noun, word: str) -> bool:
    said = table("words/standins.toml")["same"]
    if word in (*said["company"], *said["company_en"]):
        return noun.kind == "Company"
    names = (noun.text, *noun.names, *(n.text for e in noun.entities[:1] for n in e.names))
    return any(name.lower().endswith(word) and len(name) > len(word) for name in names)


def _key(noun: Noun) -> str:
    return noun.entities[0].iri if noun.entities else folded(noun.text)


def _over(noun: Noun, others: Iterable[Noun]) -> bool:
    return any(noun.start < other.end and other.start < noun.end for other in others)


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(table("words/standins.toml")["same"]["joint"])


@cache
def _same() -> re.Pattern[str]:
    said = table("words/standins.toml")["same"]
    japanese = "|".join(sorted((*said["ja"], *said["company"]), key=len, reverse=True))
    english = "|".join((*said["en"], *said["company_en"]))
    return re.compile(
        rf"(?<![一-鿿])同({japanese})(?![一-鿿ァ-ヴー])"
        rf"|\b[Tt]h(?:e|is|at) ({english})\b(?![’'-]?\w| (?:of|for|in) )"
    )
