"""A query as tokens, each with its place.

What always holds: the tokens' texts, with the white space and comments between them, are the query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from .refusals import malformed, refuse

Kind = Literal["name", "quoted", "string", "integer", "float", "parameter", "sign", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """A token: ``value`` is what it says (a text without its quotes), ``query[start:end]`` how it is written."""

    kind: Kind
    value: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The token as a keyword: upper case, or empty if it cannot be one."""
        return self.value.upper() if self.kind == "name" else ""


_TOKEN: Final = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*.*?\*/)
  | (?P<oddnumber>0[xX][0-9a-fA-F]*|0[oO]?[0-7]+\b|\d+_\d[\d_]*)
  | (?P<float>(?:\d+\.\d+|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)
  | (?P<integer>\d+)
  | (?P<parameter>\$(?:\w+|`(?:[^`]|``)+`))
  | (?P<name>[^\W\d]\w*)
  | (?P<quoted>`(?:[^`]|``)+`)
  | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<sign><=|>=|<>|=~|\+=|!=|\|\||\.\.|::|[-+*/%^=<>()\[\]{},.:;|&!?])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\\": "\\", "'": "'", '"': '"', "`": "`"}
_LARGEST: Final = 2**63 - 1


def tokens(query: str) -> list[Token]:
    """All tokens of a query, with an ``end`` token last; raises ``QueryError`` where none can be read.

    >>> from enishi.graph.guard.tokens import tokens
    >>> [t.value for t in tokens('RETURN "a" // a text')]
    ['RETURN', 'a', '']
    """
    found: list[Token] = []
    at = 0
    while at < len(query):
        match = _TOKEN.match(query, at)
        if match is None:
            expected = query[at] if query[at] in "'\"`" else "*/" if query.startswith("/*", at) else "<token>"
            malformed(query, at, f"… {expected}", query[at : at + 12].partition("\n")[0])
        if match.lastgroup == "oddnumber":
            refuse(query, at, "number_form", match[0])
        if match.lastgroup != "space":
            found.append(_token(query, match))
        at = match.end()
    found.append(Token("end", "", len(query), len(query)))
    return found


def _token(query: str, match: re.Match[str]) -> Token:
    kind, text = match.lastgroup or "", match[0]
    value = text
    if kind == "string":
        value = _ESCAPE.sub(lambda m: _unescaped(query, match.start() + 1 + m.start(), m[1]), text[1:-1])
    elif kind == "quoted":
        value = text[1:-1].replace("``", "`")
    elif kind == "parameter":
        value = text[1:].strip("`").replace("``", "`")
    elif kind == "integer" and int(text) > _LARGEST:
        refuse(query, match.start(), "number_form", text)
    return Token(kind, value, match.start(), match.end())  # type: ignore[arg-type]  # the groups are the kinds


def _unescaped(query: str, offset: int, code: str) -> str:
    if code[0] == "u" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code not in _ESCAPES:
        malformed(query, offset, r"\\ \' \" \n \t \r \b \f \uXXXX", "\\" + code)
    return _ESCAPES[code]
