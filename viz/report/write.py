"""A report in the form that is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from ...ontology.model import Contribution
from ...words import Lang
from .account import account
from .page import page
from .plain_text import text_lines
from .record import record
from .telling import Telling

Form = Literal["text", "json", "page"]
FORMS: Final[dict[str, Form]] = {".htm": "page", ".html": "page", ".json": "json", ".txt": "text"}
"""The forms by the suffix of a file."""


def report(contributions: Iterable[Contribution], form: Form, lang: Lang = "ja") -> Iterator[str]:
    """The report of what documents say, in pieces: text, a JSON list with a record a document, or an HTML page.

    >>> from enishi.ontology.model import Contribution, Document
    >>> from enishi.viz.report.write import report
    >>> empty = Contribution(Document("x", "minutes", "今日は晴れです。", "", "ja", "text/plain", ""), (), ())
    >>> print("".join(report([empty], "text", "en")).splitlines()[0])
    minutes
    """
    match form:
        case "json":
            rows = [record(contribution) for contribution in contributions]
            yield json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
        case "page":
            yield page([account(contribution) for contribution in contributions], Telling(lang))
        case "text":
            telling, first = Telling(lang), True
            for contribution in contributions:
                if not first:
                    yield "\n"
                yield from (f"{line}\n" for line in text_lines(account(contribution), telling))
                first = False
