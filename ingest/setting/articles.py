"""Where another article begins in a document that holds several: a page about something else above or below, papers
of several cities one after the other.

Each is read as if it stood alone, so that none gives its city, its date or its topic to the next one. An article
begins at a title of its own: one that names the party that it speaks for (松江市 よくある質問), or one below which
the text speaks of other cities at home than all that stands above it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from typing import Final

from ...ontology.model import Entity
from ..data import pattern
from ..names.recognise import Recognised, Recogniser
from ..text.structure import Block
from .context import home_city, language, town_titled
from .mastheads import of_a_mission

_LONG = 100  # characters of a line that may be a title
_BRIEF = 150  # characters of what opens an article before its first section
_TRIED = 60  # titles that are looked at closely
_MOST = 40  # articles of one document
_BODY = re.compile(r"\W*(?:(?:公益|一般)(?:財団|社団)法人|公財|一財|公社|一社|NPO法人)?\W*")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_ENDS = re.compile(r"[\s　(（|>:：・]")
_RULE = re.compile(r"\n[ \t　]*(?:\n|[-=*_─━—＊]{3,}|(?:\* ){2,}\*)")
_RANKS = tuple("都道府県市区町村")
_AT_HOME = frozenset(["City", "Prefecture", "Ward"])
_words: Final = partial(pattern, "words/articles.toml")


class Articles:
    """Looks one document through for where its articles begin."""

    def __init__(self, parts: Sequence[Block], text: str, recogniser: Recogniser) -> None:
        """``recogniser`` knows no home: whose document it is, is what is asked."""
        self._parts, self._text, self._recogniser = parts, text, recogniser
        self._lang = language(text)
        self._names: dict[int, list[Recognised]] = {}

    def begin(self) -> list[int]:
        """The numbers of the blocks with which a further article begins."""
        if self._lang != "ja":
            return []
        begins, start, tried = list[int](), 0, 0
        titles = {n: self._title(n) for n in range(1, len(self._parts)) if self._may_open(n)}
        said = [n for n, party in titles.items() if party is not None]
        abroad, read = False, 0  # whether what stands above is about ties abroad, and up to where that is known
        above, named = set[str](), 0  # whom it names at home, and up to where
        for number, titled in titles.items():
            abroad, read = abroad or self._abroad(read, number), number
            if titled is None and abroad:
                continue
            above, named = above | self._named(named, number), number
            if not above or (titled is not None and titled.iri in above):
                continue
            end = [*said, len(self._parts)][bisect_right(said, number)]
            tried += 1
            if self._begins(start, number, end, titled):
                begins.append(number)
                start, abroad, above = number, False, set()
            if len(begins) >= _MOST or tried >= _TRIED:
                break
        return begins

    def _found(self, number: int) -> list[Recognised]:
        """The known names of a block."""
        if (found := self._names.get(number)) is None:
            found = self._names[number] = self._recogniser.find(self._parts[number].text.text)
        return found

    def _named(self, low: int, high: int) -> frozenset[str]:
        """The governments at home that blocks name."""
        found = (f for number in range(low, high) for f in self._found(number))
        return frozenset(c.iri for f in found if f.kind in _AT_HOME and (c := f.best).country == "JP")

    def _abroad(self, low: int, high: int) -> bool:
        """Whether blocks are about ties abroad at all."""
        words = _words("ja", "abroad")
        return any(
            words.search(self._parts[n].text.text)
            or any(f.kind in _LANDS or (f.kind == "City" and f.best.country != "JP") for f in self._found(n))
            for n in range(low, high)
        )

    def _may_open(self, number: int) -> bool:
        """Whether a block stands as a title: a short line below a blank one or a rule, or a heading."""
        block = self._parts[number]
        text = block.text.text
        if block.kind == "item" or block.header_pairs or len(text) > _LONG or "。" in text or text[0] in "(「":
            return False
        above = self._parts[number - 1].text
        end = above.span(len(above.text) - 1, len(above.text))[1]
        between = self._text[end : block.text.span(0, 1)[0]]
        return bool(_RULE.search(between)) or (block.kind == "heading" and above.text[-1:] != "、")

    def _title(self, number: int) -> Entity | None:
        """The government at home that a title says is the one that speaks."""
        text = self._parts[number].text.text
        for found in self._found(number):
            if found.kind not in _AT_HOME or found.best.country != "JP" or found.surface[-1:] not in _RANKS:
                continue  # 金沢国際交流ラウンジ is no paper of that city's
            behind = _ASIDE.sub("", text[found.end :])  # of an entry: 大和郡山市(平成4年提携)
            if _BODY.fullmatch(text, 0, found.start) and not _words("ja", "passing").match(behind):
                return found.best if _words("ja", "paper").search(behind) else None
            closes = not behind.strip(" 　)）】」") and _ENDS.match(text[found.start - 1 : found.start])
            return found.best if closes and _words("ja", "paper").search(text[: found.start]) else None
        return next(town_titled(text, self._recogniser), None) if _words("ja", "paper").search(text) else None

    def _begins(self, start: int, number: int, end: int, titled: Entity | None) -> bool:
        """Whether another article than the one from ``start`` on begins with a block: up to ``end``, where the next
        title says who speaks, as this one does of whom is ``titled``."""
        if titled is not None and self._calls(titled, start, number):
            return False
        if titled is None and not self._named(number, end) - self._named(start, number):
            return False
        own = home_city(self._parts[start:number], self._recogniser)
        if own is None:
            return titled is not None and of_a_mission(self._parts[start:number])
        other = titled or home_city(self._parts[number:end], self._recogniser)
        if other is None or other == own or _within(own, other) or _within(other, own):
            return False
        return titled is not None or self._is_of_another(start, number, end, own, other)

    def _calls(self, city: Entity, low: int, high: int) -> bool:
        """Whether blocks say a city's name in any longer one: that of its university, its port."""
        name = city.name("ja").rstrip("都道府県市区町村")
        return any(name in block.text.text for block in self._parts[low:high])

    def _is_of_another(self, start: int, number: int, end: int, own: Entity, other: Entity) -> bool:
        """Whether what stands below a title that names nobody is of another than all above, about no ties."""
        if own.iri in self._named(number, end) or other.iri in self._named(start, number):
            return False
        if self._governs(start, number) or self._is_one_of_several(start, number):
            return False
        return self._abroad(number, self._first_ends(number, end))

    def _first_ends(self, number: int, end: int) -> int:
        """Where the first section below a title ends: at the next title with prose above it."""
        for later in range(number + 1, end):
            if self._may_open(later) and any("。" in self._parts[n].text.text for n in range(number, later)):
                return later
        return end

    def _governs(self, start: int, number: int) -> bool:
        """Whether all that stands above a title is one that says who speaks, and perhaps a date or a bureau."""
        above = [block.text.text for block in self._parts[start:number]]
        brief = not any("。" in text for text in above) or sum(map(len, above)) < _BRIEF
        return brief and any(self._is_of_a_paper(n) for n in range(start, number))

    def _is_of_a_paper(self, number: int) -> bool:
        """Whether a line calls a paper that of a government at home, wherever it names it."""
        text = self._parts[number].text.text
        named = (f for f in self._found(number) if f.kind in _AT_HOME and f.best.country == "JP")
        return bool(_words("ja", "paper").search(text)) and any(
            not _words("ja", "passing").match(text, f.end) for f in named
        )

    def _is_one_of_several(self, start: int, number: int) -> bool:
        """Whether a heading is one of a row of them."""
        kind, level = self._parts[number].kind, self._parts[number].level
        rest = self._parts[start + 1 : number]
        return kind == "heading" and any(b.kind == kind and b.level == level for b in rest)


def _within(town: Entity, area: Entity) -> bool:
    """Whether a town lies in a prefecture."""
    return (
        area.kind == "Prefecture"
        and dict(town.attributes).get("within") == f"jp{dict(area.attributes).get('lgcode')}"
    )


_LANDS = frozenset(["Country", "Region"])
