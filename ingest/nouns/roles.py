"""What a phrase of unknown kind names, by the part it takes in its sentence or line: an event, a place, a body.

The Lorient Weekend, *held at* the Black Box; *run by* Galway Harriers; 14 June: Executive Board, Kotka. The parts
are data, ``words/roles.toml``. A phrase without a part that makes it one is no name. The stronger the part
speaks, the less the phrase must say itself: where a role ``proves``, any that is bounded by its article will do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from ..data import table
from ..text.mask import Alphabet, Masked, Noun, compile_pattern, mask
from .defined import whole
from .phrases import Phrase, phrases
from .whole_phrases import whole_phrases

_KINDS: Final = (("event", "Event"), ("facility", "Facility"), ("organization", "Organization"), ("title", "Role"))
_REACH: Final = 90  # masked characters before a phrase that are looked at
_JAPANESE: Final = re.compile("[ぁ-ヿ一-鿿]")
_WORDED: Final = re.compile("[A-Z][a-z]|[a-z]{4}")
_RULED: Final = re.compile(r"\b(?:of|by|with|from|to|under|for|between)(?: (?:the|its|our|an?))? $")
_APPOSED: Final = re.compile(r", an? $")
_ABOUT: Final = re.compile(" (?:for|on|to|about|between|into) ")
_DESCRIBED: Final = re.compile(r"[A-ZÀ-Þ\ue000-\uf8ff].* [a-z-]+$")
_OPENS: Final = re.compile(r"(?:^|[.:;!?] )(?:\W{0,3})$")


@dataclass(frozen=True, slots=True)
class _Role:
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    holds: re.Pattern[str] | None
    heads: bool
    common: bool
    single: bool
    bodies: bool
    proves: bool  # strong enough for a phrase that nothing of its own makes a name
    line: bool  # what stands before it opens the line


class Roles:
    """Finds the names that the parts of their sentences make names."""

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        said = table("words/roles.toml")
        self._roles = {name: [self._role(r) for r in said[name]["role"]] for name, _ in _KINDS}
        self._heads = {
            name: re.compile(rf"(?:^|[ -])(?:{'|'.join(said[name].get('heads', ['-']))})$") for name, _ in _KINDS
        }
        people, bodies = ("|".join(said["phrases"][w]) for w in ("people", "bodies"))
        self._people = re.compile(rf"(?:^|[ -])(?:{people})$|^(?:{people}|{bodies}) ")
        self._never = re.compile(rf"(?:^|[ -])(?:{'|'.join(said['phrases']['never'])})$")
        self._bodies = re.compile(rf"(?:^|[ -])(?:{bodies})$")

    def _role(self, said: dict[str, Any]) -> _Role:
        def pattern(words: str) -> re.Pattern[str]:
            return compile_pattern(words, self._alphabet, {})

        before = said.get("before")
        return _Role(
            pattern(f"(?:{before})$") if before else None,
            pattern(said["behind"]) if "behind" in said else None,
            pattern(said["holds"]) if "holds" in said else None,
            said.get("heads", False),
            said.get("common", False),
            said.get("single", False),
            said.get("bodies", False),
            said.get("proves", False),
            before is not None and before.startswith("^"),
        )

    def __call__(self, masked: Masked) -> list[Noun]:
        """The names of a masked sentence that no form told: events first, then where they were, and who did it."""
        found: list[Noun] = []
        if _JAPANESE.search(masked.text) or not _WORDED.search(masked.text):
            return found
        given = self._phrases(masked)
        for name, kind in _KINDS:
            more = _apart([self._noun(masked, p, kind) for p in given if self._is(name, masked, p)])
            if more:
                found.extend(more)
                kept = [n for n in masked.nouns if all(n.end <= m.start or n.start >= m.end for m in more)]
                masked = mask(masked.clean, sorted([*kept, *more], key=lambda n: n.start), self._alphabet)
                given = self._phrases(masked)
        return found

    def _phrases(self, masked: Masked) -> list[Phrase]:
        return [*phrases(masked, self._alphabet), *whole_phrases(masked, self._alphabet)]

    def _is(self, name: str, masked: Masked, phrase: Phrase) -> bool:
        """Whether a part that a phrase takes makes it a name of a kind."""
        text, low, high = masked.text, phrase.low, phrase.high
        said, head = text[low:high], text[low : phrase.head]
        headed = (name == "event" and phrase.headed) or self._heads[name].search(head) is not None
        if name == "event" and not headed and self._people.search(head):
            return False
        if phrase.whole and not self._may_be(name, masked, phrase, headed):
            return False
        called = text[max(0, low - 4) : low].lower() == "the " and not _OPENS.search(text, 0, max(0, low - 4))
        bare = phrase.words == 1 and (name != "event" or headed or not called)
        body = name == "event" and not headed and self._bodies.search(head) is not None
        ruled = _RULED.search(text, max(0, low - 16), low) is not None
        apposed = _APPOSED.search(text, max(0, low - 5), low) is not None
        for role in self._roles[name]:
            if (
                (phrase.common and name == "event" and not role.common)
                or (role.heads and not headed)
                or (bare and not role.single)
            ):
                continue
            if (phrase.plain or (name == "facility" and phrase.common)) and not role.proves:
                continue
            if body and not role.bodies:
                continue
            if role.before is None and (ruled or apposed):
                continue  # the festival, organised by Leeds BID, took place
            if role.before and not role.before.search(text, 0 if role.line else max(0, low - _REACH), low):
                continue
            if role.holds and not role.holds.search(said):
                continue
            if role.behind is None or role.behind.match(text, high):
                return True
        return False

    def _may_be(self, name: str, masked: Masked, phrase: Phrase, headed: bool) -> bool:
        """Whether a whole phrase may be of a kind; the last word of its own tells, and what it is of."""
        head = masked.text[phrase.low : phrase.head]
        if name == "event":
            common = phrase.plain or head.rpartition(" ")[2].islower()
            return headed or not (common and self._never.search(head.lower()))
        if name != "facility" or _ABOUT.search(masked.text, phrase.head, phrase.high):
            return False
        first = masked.noun_at(phrase.low)
        if _DESCRIBED.match(head) and (first is None or first.kind == "Facility"):
            return False  # Harbour Reel convention centre: its name is in capitals
        return headed or not (phrase.plain or phrase.common)

    def _noun(self, masked: Masked, phrase: Phrase, kind: str) -> Noun:
        low, high = phrase.low, phrase.high
        name, parts = whole(masked, low, high), tuple(masked.within(low, high))
        own = whole(masked, low, phrase.head)  # the closing conference of the project is the closing conference
        names = (own,) if phrase.head < high and " " in own else ()
        return Noun(masked.at[low], masked.at[high], kind, name, parts=parts, names=names)


def _apart(nouns: list[Noun]) -> list[Noun]:
    kept: list[Noun] = []
    for noun in sorted(nouns, key=lambda n: (n.start - n.end, n.start)):
        if all(noun.end <= k.start or noun.start >= k.end for k in kept):
            kept.append(noun)
    return kept
