"""Where a rule matched, and what its pattern's groups hold there."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...ontology.model import Entity
from ..dates.dating import Dating
from ..text.mask import Masked, Noun
from .discourse import Discourse


class Place(NamedTuple):
    """Where a rule matched: the sentence, the match, the discourse around it and the dates beside it."""

    masked: Masked
    match: re.Match[str]
    discourse: Discourse
    dating: Dating

    @property
    def owner(self) -> Entity | None:
        """The city that the document speaks for."""
        return self.discourse.frame.owner

    def has(self, group: str) -> bool:
        """Whether the pattern names such a group."""
        return group in self.match.re.groupindex

    def nouns(self, group: str) -> list[Noun]:
        """The nouns in a group of the pattern; what stands in brackets inside it is an aside."""
        match = self.match
        start, end = match.span(group) if group in match.re.groupindex else (-1, -1)
        if start < 0:
            return []
        inside = self.masked.within(start, end)
        if len(inside) < 2 or "(" not in self.masked.text[start:end]:
            return inside
        aside = {i for m in re.finditer(r"\([^()]*\)", self.masked.text[start:end]) for i in range(*m.span())}
        found = [n for i in range(start, end) if i - start not in aside for n in self.masked.within(i, i + 1)]
        return found or inside

    def text(self, group: str) -> str:
        """The clean text of a group, without quotation marks around it."""
        start, end = self.match.span(group)
        return self.masked.plain(start, end).strip('「」『』"“” ') if start >= 0 else ""
