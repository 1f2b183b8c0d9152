"""Regular expressions whose search skips to the characters with which a match can begin.

The engine does so by itself where a pattern begins with plain characters; behind ``\\b``, a lookbehind or an
optional part it tries every place of a text. What always holds: a pattern finds what ``re.compile``'s finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any, Final, TypeAlias

_parser: Final[Any] = import_module("re._parser")
_compiler: Final[Any] = import_module("re._compiler")
_engine: Final[Any] = import_module("_sre")

Opening: TypeAlias = list[tuple[Any, Any]]
"""Members of a character class."""

_MOST: Final = 400  # characters and ranges of an opening that is still worth asking for
_WIDEST: Final = 100  # characters of a range that are spelled out where case is ignored
_EMPTY: Final = frozenset(["AT", "ASSERT", "ASSERT_NOT"])
_CASED_ELSEWHERE: Final = {"i": "ıİ", "s": "ſ", "k": "\u212a"}  # what else they match where case is ignored


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as ``re.compile`` gives it, quicker to search with.

    >>> from enishi.ingest.text.openings import compiled
    >>> [m.span() for m in compiled(r"(?:^|(?<=[ (]))[Pp]artner(?:ship)?").finditer("Partner, a partnership")]
    [(0, 7), (11, 22)]
    """
    try:
        parsed = _parser.parse(pattern, flags)
        every = flags | parsed.state.flags
        code = _compiler._code(parsed, every)
        opening, empty = _of_parts(parsed, ignoring_case=bool(every & re.IGNORECASE))
        if opening and not empty and len(opening) <= _MOST:
            code = _told(code, every, opening)
        names, by_number = parsed.state.groupdict, [None] * parsed.state.groups
        for name, number in names.items():
            by_number[number] = name
        made: re.Pattern[str] = _engine.compile(
            pattern, every, code, parsed.state.groups - 1, names, tuple(by_number)
        )
    except (AttributeError, IndexError, RuntimeError, TypeError, ValueError):  # another engine than the known one
        return re.compile(pattern, flags)
    return made


def _told(code: list[int], flags: int, opening: Opening) -> list[int]:
    """A pattern's program with its opening in the block that tells a search where to try."""
    info, size, told, least, most = code[:5]
    if info is not _compiler.INFO or told:  # the engine knows an opening by itself
        return code
    block = [info, 0, _compiler.SRE_INFO_CHARSET, least, most]
    members, _ = _compiler._optimize_charset(list(dict.fromkeys(opening)))
    _compiler._compile_charset(members, flags, block)
    block[1] = len(block) - 1
    return block + code[size + 1 :]


def _of_parts(parts: Iterable[tuple[Any, Any]], *, ignoring_case: bool) -> tuple[Opening | None, bool]:
    """With which characters a match of parts in a row begins, where that is known; whether it may be empty."""
    found: Opening = []
    for op, given in parts:
        if str(op) in _EMPTY:
            continue
        opening, empty = _of_part(str(op), given, ignoring_case=ignoring_case)
        if opening is None:
            return None, True
        found += opening
        if not empty:
            return found, False
    return found, True


def _of_part(op: str, given: Any, *, ignoring_case: bool) -> tuple[Opening | None, bool]:
    known: tuple[Opening | None, bool] = None, True
    match op:
        case "LITERAL":
            known = _of_character(given, ignoring_case=ignoring_case), False
        case "IN":
            known = _of_class(given, ignoring_case=ignoring_case), False
        case "BRANCH":
            each = [_of_parts(branch, ignoring_case=ignoring_case) for branch in given[1]]
            known = _together(opening for opening, _ in each), any(empty for _, empty in each)
        case "SUBPATTERN":
            _, added, removed, inner = given
            if not (added | removed) & re.ASCII:
                ignored = (ignoring_case or bool(added & re.IGNORECASE)) and not removed & re.IGNORECASE
                known = _of_parts(inner, ignoring_case=ignored)
        case "ATOMIC_GROUP":
            known = _of_parts(given, ignoring_case=ignoring_case)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, _, inner = given
            opening, empty = _of_parts(inner, ignoring_case=ignoring_case)
            known = opening, empty or least == 0
    return known


def _together(openings: Iterable[Opening | None]) -> Opening | None:
    """All members of openings; none where one of them is not known."""
    found: Opening = []
    for opening in openings:
        if opening is None:
            return None
        found += opening
    return found


def _of_class(given: Any, *, ignoring_case: bool) -> Opening | None:
    def of(op: Any, value: Any) -> Opening | None:
        match str(op):
            case "LITERAL":
                return _of_character(value, ignoring_case=ignoring_case)
            case "CATEGORY":
                return [(op, value)]
            case "RANGE":
                return _of_range(op, value, ignoring_case=ignoring_case)
        return None

    return _together(of(op, value) for op, value in given)


def _of_range(op: Any, ends: tuple[int, int], *, ignoring_case: bool) -> Opening | None:
    if not ignoring_case:
        return [(op, ends)]
    if ends[1] - ends[0] > _WIDEST:
        return None
    return _together(_of_character(code, ignoring_case=True) for code in range(ends[0], ends[1] + 1))


def _of_character(code: int, *, ignoring_case: bool) -> Opening | None:
    """A character, in both its cases where that is ignored; of other scripts with case nothing is known then."""
    char, literal = chr(code), _parser.LITERAL
    if not ignoring_case:
        return [(literal, code)]
    if not char.isascii():
        return [(literal, code)] if char.lower() == char == char.upper() else None
    low = char.lower()
    return [(literal, ord(c)) for c in sorted({low, char.upper(), *_CASED_ELSEWHERE.get(low, "")})]
