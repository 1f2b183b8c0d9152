"""Every error that enishi raises on purpose, as one tree.

::

    EnishiError
    ├── NothingFound        exit 1   the question was understood and nothing answers it
    ├── CheckFailed         exit 1   a check ran and did not pass
    ├── UsageError          exit 2   the call is wrong: an unknown name, option or kind
    │   └── UnknownName              carries the nearest names that do exist
    ├── InputError          exit 3   the call is right, what it points at is not
    │   ├── DocumentError            a document cannot be read
    │   ├── GraphFileError           a graph file is damaged, locked, read-only or none at all
    │   ├── QueryError               a query does not parse or is refused; carries line and column
    │   │   └── QueryStopped         it would take more time or rows than it may
    │   ├── OutputError              a result cannot be written
    │   └── DataError                data handed over (a value, a date, a dump) is malformed
    ├── GraphUnreachable    exit 4   a graph server does not answer or refuses the login
    └── ModelUnreachable    exit 4   a language model's endpoint does not answer or refuses

An error is a key of the message catalogue (``words/en.toml``, ``words/ja.toml``, table ``errors``) and
the details that fill it, so that the same error speaks Japanese or English; ``str(error)`` is English.
Each message says what is wrong, where, and what to do next.
"""

from __future__ import annotations

from typing import ClassVar


class EnishiError(Exception):
    """Base of the tree.

    ``key`` names the message in the catalogue, ``details`` fill its placeholders, ``exit_code`` is what a
    command ends with.

    >>> from enishi.errors import DocumentError
    >>> error = DocumentError("document_empty", file="report.txt")
    >>> error.exit_code, error.details["file"]
    (3, 'report.txt')
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, key: str, /, **details: object) -> None:
        super().__init__(key, details)
        self.key = key
        self.details = details

    def __str__(self) -> str:
        from .words import Words  # noqa: PLC0415  (words reads files: only when a message is wanted)

        return Words("en").error(self)


class NothingFound(EnishiError):
    """The question was understood, and nothing answers it."""

    exit_code = 1


class CheckFailed(EnishiError):
    """A check ran and did not pass."""

    exit_code = 1


class UsageError(EnishiError):
    """The call itself is wrong."""

    exit_code = 2


class UnknownName(UsageError):
    """A name that nothing carries; ``nearest`` in the details lists names that exist."""


class InputError(EnishiError):
    """What the call points at cannot be used."""

    exit_code = 3


class DocumentError(InputError):
    """A document cannot be read."""


class GraphFileError(InputError):
    """A graph file cannot be used."""


class QueryError(InputError):
    """A query does not parse or is refused."""


class QueryStopped(QueryError):
    """A query takes more time, or gives more rows, than it is allowed."""


class OutputError(InputError):
    """A result cannot be written."""


class DataError(InputError):
    """Data handed over is malformed."""


class GraphUnreachable(EnishiError):
    """A graph server does not answer or refuses the login."""

    exit_code = 4


class ModelUnreachable(EnishiError):
    """A language model's endpoint does not answer or refuses."""

    exit_code = 4
