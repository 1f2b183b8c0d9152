"""SPARQL worded so that the engine means it: comparisons of resources with what is not bound.

oxilite takes an IRI and an unbound variable for different (``?a != ?b`` is true, ``?a = ?b`` false); by SPARQL 1.1,
17.3, both are errors. What always holds: the wording is the same query, for an engine without that fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from .sparql import Token, tokens

_BESIDE: Final = frozenset("+-*/!^|")
_TURNING: Final = frozenset({"IF", "COALESCE", "BIND"})
_COMPARING: Final = frozenset({"=", "!", "IN", "NOT"})
_ERROR: Final = "1/0"


@lru_cache(maxsize=64)
def exact(query: str) -> str:
    """The query with ``=``, ``!=``, IN and NOT IN between variables and IRIs worded as errors where one is unbound.

    >>> from enishi.graph.exact import exact
    >>> exact("SELECT ?a { ?a :p ?b FILTER(?a != ?b) }")
    'SELECT ?a { ?a :p ?b FILTER(IF(BOUND(?a)&&BOUND(?b),?a!=?b,1/0)) }'
    """
    pieces = tokens(query)
    at = [i for i, token in enumerate(pieces) if token.kind not in ("comment", "space")]
    words = [pieces[i] for i in at]
    turned = _turned(words)
    done: dict[int, str] = {}
    gone: set[int] = set()
    i = 0
    while i < len(words):
        compares = i + 1 < len(words) and words[i + 1].text.upper() in _COMPARING
        found = _comparison(words, i, turned) if compares else None
        if found is None:
            i += 1
            continue
        text, end = found
        done[at[i]] = text
        gone |= set(range(at[i] + 1, at[end - 1] + 1))
        i = end
    return "".join(done.get(i, token.text) for i, token in enumerate(pieces) if i not in gone)


def _turned(words: Sequence[Token]) -> bool:
    """Whether somewhere it matters that a comparison is an error, and not false."""
    for token, after in zip(words, [*words[1:], Token("other", "", 0)], strict=False):
        if token.word in _TURNING or (token.text == "!" and after.text != "="):
            return True
    return False


def _comparison(words: Sequence[Token], i: int, turned: bool) -> tuple[str, int] | None:
    """The wording of a comparison that starts at a word, and where it ends."""
    if not _simple(words[i]) or (i and words[i - 1].text in _BESIDE):
        return None
    rest = [token.text for token in words[i + 1 : i + 3]]
    if rest[:1] == ["="] and turned:
        return _pair(words, i, i + 2, "=")
    if rest == ["!", "="]:
        return _pair(words, i, i + 3, "!=")
    texts = [text.upper() for text in rest]
    if texts[:1] == ["IN"] and turned:
        return _listed(words, i, i + 2, "")
    return _listed(words, i, i + 3, "!") if texts == ["NOT", "IN"] else None


def _pair(words: Sequence[Token], left: int, right: int, op: str) -> tuple[str, int] | None:
    if right >= len(words) or not _simple(words[right]):
        return None
    if right + 1 < len(words) and words[right + 1].text in ("+", "-", "*", "/", "("):
        return None
    return _worded(words[left].text, op, words[right].text), right + 1


def _listed(words: Sequence[Token], left: int, opening: int, sign: str) -> tuple[str, int] | None:
    end = next((j for j in range(opening, len(words)) if words[j].text == ")"), len(words))
    inside = words[opening + 1 : end]
    if end == len(words) or words[opening].text != "(":
        return None
    members: list[list[Token]] = [[]]
    for token in inside:
        if token.text == ",":
            members.append([])
        else:
            members[-1].append(token)
    if not all(map(_plain, members)):
        return None
    known = words[left].text
    parts = [
        _worded(known, "=", m[0].text)
        if len(m) == 1 and _simple(m[0])
        else f"({known}={''.join(t.text for t in m)})"
        for m in members
    ]
    return f"({sign}({'||'.join(parts)}))", end + 1


def _plain(member: Sequence[Token]) -> bool:
    """Whether a member of a list is a term; a literal may have several words."""
    if not member or any(t.text in ("(", "*", "/", "|", "!") or t.word[:1] not in ("", "@") for t in member[1:]):
        return False
    return member[0].kind == "text" or not any(t.text in ("+", "-", "^") for t in member[1:])


def _simple(token: Token) -> bool:
    return token.kind in ("variable", "iri") or (token.kind == "name" and ":" in token.text)


def _worded(a: str, op: str, b: str) -> str:
    bound = "&&".join(f"BOUND({each})" for each in (a, b) if each[0] in "?$")
    return f"IF({bound},{a}{op}{b},{_ERROR})" if bound else f"({a}{op}{b})"
