"""Lines of entries of a list of ties: *長野市 ― クリアウォーター市(米国、S34.3.14)*, *Beira, Mozambique: 1990*.

A line is read so only if all of it is: a head (the municipality whose ties they are, or the word for them), then
names, each with brackets or what stands behind it; what is told in a sentence is left to the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, TypeAlias

from ...data import table
from ...matching.discourse import Discourse
from ...names.gazetteer import gazetteer
from ...text.clean import Clean
from ...text.mask import Masked, Noun
from ...text.sieve import Sieve
from ..words import word
from .fields import Annotate, Entry, latin_parts, may_be_name, names_in, parts, takes

_LONGEST: Final = 600
_ENTRY: Final = 90  # characters of the longest entry
_HEADS: Final = 120  # characters that no head of a line has
_MAY = re.compile(r"[(:;・,―—–…-]|\.{2,}")
_HEAD = re.compile(r"(?P<head>[^()、。:;―—–]{2,30}?)\s?(?:[―—–:]|\s-\s)\s?(?=\S)")
_SPACED_HEAD = re.compile(r"[○●◎◆■□◇*・\s]*(?P<head>[^()、。:;―—–\s]{1,8}[市町村区])\s{1,4}(?=\S)")
_ENDS = re.compile(r"。|(?<=[\w)]{3})\.(?= [A-Z]|$)|※")
_BRACKET = re.compile(r"\([^()]*(?:\d|[ァ-ヴ一-鿿])[^()]*\)")


_Head: TypeAlias = tuple[int, Noun | None, str | None]
"""Where a line's entries begin, the municipality that heads them, the word for a tie that does."""


def may_list(text: str, *, japanese: bool) -> bool:
    """Whether a line may be entries of a list, by its marks alone: each has brackets or is short."""
    if not (5 < len(text) <= _LONGEST and _MAY.search(text)):
        return False
    stop = _stop(text)
    if japanese:
        return _BRACKET.search(text, 0, stop) is not None
    return ";" in text or stop <= _HEADS + _ENTRY


def may_be_entries(line: Clean, *, japanese: bool) -> bool:
    """Whether the pieces of a line may all be entries by their length and brackets.

    Asked before a line is looked through for names: prose is seldom cut like a list.
    """
    stop = _stop(line.text)
    heads = (head.match(line.text, 0, stop) for head in (_HEAD, _SPACED_HEAD))
    headed = any(heads) or _opens_with_tie(line.text)
    return all(
        _may_be_entry(piece, japanese=japanese, head=_HEADS if headed and number == 0 else 0)
        for number, (piece, _) in enumerate(pieces(line, 0, stop, japanese=japanese))
    )


def _stop(text: str) -> int:
    """Where what may be entries ends."""
    end = _ENDS.search(text)
    return end.start() if end else len(text)


def _may_be_entry(piece: Clean, *, japanese: bool, head: int = 0) -> bool:
    """Whether a piece is short, and opens with a field no longer than a name; a head may stand before it."""
    if len(piece.text) > head + _ENTRY or (japanese and not _BRACKET.search(piece.text)):
        return False
    return bool(head) or may_be_name(next((parts if japanese else latin_parts)(piece)).text)


def tells_of_tie(text: str, discourse: Discourse) -> bool:
    """Whether a line may have a word for a tie, or stands under one."""
    said = discourse.tie or discourse.tie_before or "Tie" in discourse.last
    return (
        bool(said)
        or any(n.kind == "Tie" for m in discourse.above for n in m.nouns)
        or any(tie.search(text) for tie in _ties().candidates(text))
    )


@cache
def _ties() -> Sieve[re.Pattern[str]]:
    """The words for a tie."""
    words = [w["pattern"] for w in table("words/lexicon.toml")["word"] if w["kind"] == "Tie"]
    return Sieve((re.compile(word), word) for word in words)


def of_line(line: Clean, discourse: Discourse, annotate: Annotate) -> list[Entry]:
    """The entries that a line is; none if it is anything else.

    The whole line is looked through for names only where its pieces are entries, or a word for a tie opens it.
    """
    stop = _stop(line.text)
    head = _headed(line, stop, discourse, annotate)
    found = _entries(line, stop, head, discourse, annotate)
    if not found and not _opens_with_tie(line.text):
        return []
    whole = annotate(line)
    listed = any(n.kind == "Tie" for n in (*whole.nouns, *(n for m in discourse.above for n in m.nouns)))
    if not (listed or discourse.tie or discourse.tie_before or "Tie" in discourse.last):
        return []
    if labelled := _labelled(whole):
        head, found = labelled, _entries(line, stop, labelled, discourse, annotate)
    _, home, label = head
    if home is None and not label and not any(e.when or e.pending for e in found):
        return []
    return found


def _entries(line: Clean, stop: int, head: _Head, discourse: Discourse, annotate: Annotate) -> list[Entry]:
    """The entries behind a line's head; none if one of its pieces is no entry."""
    low, home, label = head
    japanese = discourse.frame.lang == "ja"
    found: list[Entry] = []
    for piece, start in pieces(line, low, stop, japanese=japanese):
        entry = _entry(piece, annotate, discourse.land, japanese=japanese)
        if entry is None:
            return []
        entry.home, entry.span = home, (start, start + len(piece.text))
        if label and not entry.kinds:
            entry.kinds.append(label)
        found.append(entry)
    return found


def _opens_with_tie(text: str) -> bool:
    return any(tie.match(text) for tie in _ties().candidates(text))


def _labelled(whole: Masked) -> _Head | None:
    """The word for a tie that opens a line: 友好都市 ユジノサハリンスク市(ロシア)."""
    first = whole.nouns[0] if whole.nouns else None
    if first is None or first.kind != "Tie" or first.start or not isinstance(first.value, str):
        return None
    return (first.end + 1, None, first.value) if whole.clean.text[first.end : first.end + 1] in (" ", ":") else None


def _headed(line: Clean, stop: int, discourse: Discourse, annotate: Annotate) -> _Head:
    match = _HEAD.match(line.text, 0, stop) or _SPACED_HEAD.match(line.text, 0, stop)
    if match is None:
        return 0, None, None
    head = annotate(line[match.start("head") : match.end("head")])
    noun = head.nouns[0] if len(head.nouns) == 1 and len(head.text) <= 2 else _town(match["head"].strip())
    if noun is not None:
        own = discourse.frame.home_land
        theirs = noun.country
        if noun.kind in ("City", "Prefecture", "Ward") and theirs == own:
            return match.end(), noun, None
    ties = {n.value for n in head.nouns if n.kind == "Tie"}
    if len(ties) == 1 and all(n.kind == "Tie" for n in head.nouns) and isinstance(tie := next(iter(ties)), str):
        return match.end(), None, tie
    return 0, None, None


def _town(name: str) -> Noun | None:
    """The municipality of a name that needs a city's list to be one: 串本町."""
    if not re.fullmatch(r"[一-鿿ぁ-んァ-ヶー]{1,7}[市町村区]", name):
        return None
    found = [e for e in gazetteer().lookup(name) if e.kind in ("City", "Ward")]
    return Noun(0, len(name), "City", name, tuple(found[:1])) if found else None


def pieces(line: Clean, low: int, stop: int, *, japanese: bool) -> Iterator[tuple[Clean, int]]:
    """The pieces of a line between the marks that part entries, brackets apart, each with its start."""
    depth, start = 0, low
    parting = "、;；/" if japanese else ";"
    text = line.text
    for at in range(low, stop + 1):
        char = text[at] if at < stop else parting[0]
        if char == "/" and not _BRACKET.search(text, at, stop):
            continue  # 姉妹/友好: no entry follows
        depth += (char == "(") - (char == ")")
        if (char in parting and depth <= 0) or at == stop:
            piece = text[start:at]
            lead = len(piece) - len(piece.lstrip(" ・"))
            if piece.strip(" ・"):
                yield line[start + lead : start + len(piece.rstrip())], start + lead
            start = at + 1


def _entry(piece: Clean, annotate: Annotate, land: Noun | None, *, japanese: bool) -> Entry | None:
    """The entry that a piece is: a name, then fields in brackets and behind them."""
    if not _may_be_entry(piece, japanese=japanese):
        return None
    entry = Entry()
    for number, part in enumerate((parts if japanese else latin_parts)(piece)):
        if number == 0:
            entry.names = names_in(part, annotate, sure=False)
            if len(entry.names) != 1:
                return None
            entry.port = part.text.endswith("港")
        elif not takes(entry, part, annotate):
            if entry.land is None and number == 1:
                return None  # what follows the name is no country, no date, no word for a tie
            entry.remarks.append(part)
    entry.land = entry.land or land
    if entry.dates > 1 or (entry.when is None and not entry.kinds and not entry.pending):
        return None
    whole = entry.land is not None and entry.when is not None and bool(entry.kinds)
    if not whole and any(word("is_told").search(r.text) for r in entry.remarks):
        return None
    return entry if entry.land is not None or entry.names[0][1] else None
