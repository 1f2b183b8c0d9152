"""The report as text, for terminals and files."""

from __future__ import annotations

from collections.abc import Iterator

from ..view import plain
from .account import Account
from .telling import Telling


def text_lines(account: Account, telling: Telling) -> Iterator[str]:
    """The lines on one document, without line ends."""
    say = telling.say
    yield telling.title(account)
    yield f"  {telling.about(account)}"
    yield f"  {telling.found(account)}"
    for key, counts in (("relations", telling.by_relation(account)), ("kinds", telling.by_kind(account))):
        if counts:
            yield f"  {say('labelled', label=say(key), text=counts)}"
    sureness = say("apart").join(telling.sureness(account))
    if sureness:
        yield f"  {say('labelled', label=say('sure'), text=sureness)}"
    if account.findings:
        yield f"  {say('facts')}"
    for finding in account.findings:
        marks = "".join(say("mark", text=mark) for mark in telling.marks(finding))
        yield f"  [{finding.number}] {telling.sentence(finding, account)}{marks}"
        quote = plain(finding.reference.quote)
        yield f"      {say('quoted', quote=quote, place=telling.place(finding, account))}"
    if account.omissions:
        yield f"  {say('left_out', count=len(account.omissions))}"
    for omission in account.omissions:
        line = say("line", line=account.line(omission.start))
        yield f"  - {telling.reason(omission)}"
        quote = plain(account.document.text[omission.start : omission.end])
        if quote:
            yield f"      {say('quoted', quote=quote, place=line)}"
