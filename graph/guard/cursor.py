"""Walking over a query's tokens: look, take, expect; and fresh names for what the query leaves anonymous."""

from __future__ import annotations

from typing import Final, NoReturn

from .refusals import malformed, refuse
from .tokens import Token, tokens

_NEVER_NAMES: Final = frozenset({"TRUE", "FALSE", "NULL"})


class Cursor:
    """A place among the tokens of a query."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = tokens(query)
        self.index = 0
        names = {t.value.lower() for t in self.tokens}
        self._prefix = next(
            p for p in (f"n{'_' * i}" for i in range(1, 99)) if not any(n.startswith(p) for n in names)
        )
        self._fresh = 0

    @property
    def now(self) -> Token:
        """The token that stands here."""
        return self.tokens[self.index]

    def ahead(self, count: int = 1) -> Token:
        """The token some places further on, at most the end."""
        return self.tokens[min(self.index + count, len(self.tokens) - 1)]

    @property
    def before(self) -> int:
        """Where the token before this one ends."""
        return self.tokens[self.index - 1].end if self.index else 0

    def take(self) -> Token:
        """The token here; the cursor moves on."""
        token = self.now
        self.index = min(self.index + 1, len(self.tokens) - 1)
        return token

    def is_sign(self, *signs: str) -> bool:
        """Whether one of these signs stands here."""
        return self.now.kind == "sign" and self.now.value in signs

    def is_word(self, *words: str) -> bool:
        """Whether these keywords stand here, one after the other."""
        return all(self.ahead(i).word == word for i, word in enumerate(words))

    def accept(self, *signs: str) -> bool:
        """Take one of these signs if it stands here."""
        if found := self.is_sign(*signs):
            self.take()
        return found

    def accept_word(self, *words: str) -> bool:
        """Take these keywords if they stand here."""
        found = self.is_word(*words)
        for _ in words if found else ():
            self.take()
        return found

    def expect(self, sign: str) -> Token:
        """Take this sign; anything else is a syntax error."""
        return self.take() if self.is_sign(sign) else self.fail(sign)

    def expect_word(self, word: str) -> Token:
        """Take this keyword; anything else is a syntax error."""
        return self.take() if self.is_word(word) else self.fail(word)

    def name(self, expected: str) -> Token:
        """Take a name, in backticks or not."""
        if self.now.kind == "quoted" or (self.now.kind == "name" and self.now.word not in _NEVER_NAMES):
            return self.take()
        return self.fail(expected)

    def fresh(self) -> str:
        """A name that the query does not use."""
        self._fresh += 1
        return f"{self._prefix}{self._fresh}"

    def wording(self, start: int) -> str:
        """The query from an offset up to the token before this one."""
        return self.query[start : self.before]

    def fail(self, expected: str) -> NoReturn:
        """A syntax error here."""
        found = self.query[self.now.start : self.now.end] or "…"
        malformed(self.query, self.now.start, expected, found)

    def refuse(self, construct: str, start: int | None = None, rewriting: str | None = None) -> NoReturn:
        """The refusal of a construct that starts at an offset, else here."""
        at = self.now.start if start is None else start
        end = max(self.before, self.now.end if start is None else at + 1)
        refuse(self.query, at, construct, self.query[at:end], rewriting)
