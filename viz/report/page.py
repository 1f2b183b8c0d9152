"""The report as one HTML file: each document's text with its facts marked in place, and lists of both.

The file asks nobody for anything and runs nothing: it has no script, and a content security policy allows its
own style sheet alone. What a document says reaches the page as escaped text.
"""

from __future__ import annotations

import hashlib
import unicodedata
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ...ontology.model import Omission, Reference, Status
from ..svg import FALLBACKS
from ..view import plain
from .account import Account, Finding
from .segments import Segment, segments
from .telling import Telling

NOTED: Final = 8
"""Facts told in a note beside the text; the list tells all."""
LEFT: Final = "left"
LOOKS: Final = ("settled", "ended", "open", "inferred", LEFT)
"""How marks look, the first that fits one of a segment's facts."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of text; ``look`` is empty where nothing is said of it. ``links``: (target, shown) for what ends."""

    text: str
    look: str = ""
    anchor: str = ""
    notes: tuple[str, ...] = ()
    more: int = 0
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list under the text; ``back`` is the piece of text where it begins, if it marks any."""

    anchor: str
    number: int
    sign: str
    look: str
    text: str
    marks: tuple[str, ...]
    quote: str
    place: str
    back: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document on the page."""

    key: str
    lang: str
    title: str
    about: str
    found: str
    figures: tuple[tuple[str, str], ...]
    looks: frozenset[str]
    marks: tuple[Mark, ...]
    facts: tuple[Item, ...]
    left_out: tuple[Item, ...]


def page(accounts: Sequence[Account], telling: Telling) -> str:
    """The page; equal accounts give equal pages."""
    style = f":root{{--font:{FALLBACKS}}}\n{_asset('report.css')}"
    sheets = [sheet(f"d{number}", account, telling) for number, account in enumerate(accounts, 1)]
    looks = {look for each in sheets for look in each.looks}
    text = _template().render(
        lang=telling.lang,
        say=telling.say,
        title=sheets[0].title if len(sheets) == 1 else telling.say("title"),
        sheets=sheets,
        legend=[(look, telling.say(f"looks.{look}")) for look in LOOKS if look in looks],
        style=style,
        hash="sha256-" + b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    return str(text)


@cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    loader = PackageLoader("enishi.viz", "assets")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("report.html.jinja")


def _asset(name: str) -> str:
    return (files("enishi.viz") / "assets" / name).read_text(encoding="utf-8")


def sheet(key: str, account: Account, telling: Telling) -> Sheet:
    """One document as a page shows it; its anchors begin with ``key``."""
    spans = [(f.reference.start, f.reference.end) for f in account.findings]
    spans += [(o.start, o.end) for o in account.omissions]
    pieces = [(f"{key}-s{n}", piece) for n, piece in enumerate(segments(len(account.document.text), spans))]
    begins = {number: anchor for anchor, piece in reversed(pieces) for number in piece.covers}
    backs = [begins.get(number, "") for number in range(len(spans))]
    facts = [_fact(f, key, back, account, telling) for f, back in zip(account.findings, backs, strict=False)]
    rest = enumerate(zip(account.omissions, backs[len(facts) :], strict=True), 1)
    left_out = [_left_out((number, omission), key, back, account, telling) for number, (omission, back) in rest]
    items = [*facts, *left_out]
    text = bearable(account.document.text)
    figures = (
        (telling.say("relations"), telling.by_relation(account)),
        (telling.say("kinds"), telling.by_kind(account)),
        (telling.say("sure"), telling.say("apart").join(telling.sureness(account))),
    )
    return Sheet(
        key=key,
        lang=account.document.lang,
        title=telling.title(account),
        about=telling.about(account),
        found=telling.found(account),
        figures=tuple((label, shown) for label, shown in figures if shown),
        looks=frozenset(item.look for item in items if item.back),
        marks=tuple(_mark(text[piece.start : piece.end], anchor, piece, items) for anchor, piece in pieces),
        facts=tuple(facts),
        left_out=tuple(left_out),
    )


def _fact(finding: Finding, key: str, back: str, account: Account, telling: Telling) -> Item:
    return Item(
        anchor=f"{key}-f{finding.number}",
        number=finding.number,
        sign=str(finding.number),
        look=_look(finding.reference),
        text=telling.sentence(finding, account),
        marks=tuple(telling.marks(finding)),
        quote=plain(finding.reference.quote),
        place=telling.place(finding, account),
        back=back,
    )


def _left_out(numbered: tuple[int, Omission], key: str, back: str, account: Account, telling: Telling) -> Item:
    number, omission = numbered
    return Item(
        anchor=f"{key}-l{number}",
        number=number,
        sign=f"×{number}",
        look=LEFT,
        text=telling.reason(omission),
        marks=(),
        quote=plain(account.document.text[omission.start : omission.end]),
        place=telling.say("line", line=account.line(omission.start)),
        back=back,
    )


def _mark(text: str, anchor: str, piece: Segment, items: Sequence[Item]) -> Mark:
    if not piece.covers:
        return Mark(text)
    covering = [items[number] for number in piece.covers]
    ending = [items[number] for number in piece.ending]
    facts = {item.number: item.anchor for item in ending if item.look != LEFT}
    links = [(facts[first], shown) for first, shown in runs(sorted(facts))]
    links += [(item.anchor, item.sign) for item in ending if item.look == LEFT]
    return Mark(
        text,
        min((item.look for item in covering), key=LOOKS.index),
        anchor,
        tuple(" · ".join((item.text, *item.marks)) for item in covering[:NOTED]),
        max(0, len(covering) - NOTED),
        tuple(links),
    )


def _look(reference: Reference) -> str:
    if not reference.status.asserts:
        return "open"
    if reference.inferred:
        return "inferred"
    return "ended" if reference.status is Status.ENDED else "settled"


def runs(numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Numbers that follow each other as one: the first, and how they are shown.

    >>> from enishi.viz.report.page import runs
    >>> list(runs([3, 4, 5, 9]))
    [(3, '3–5'), (9, '9')]
    """
    run: list[int] = []
    for number in [*numbers, None]:
        if run and (number is None or number != run[-1] + 1):
            yield run[0], str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"
            run = []
        if number is not None:
            run.append(number)


def bearable(text: str) -> str:
    """A text of the same length without what a page cannot bear: controls, lone surrogates, bidi overrides.

    >>> from enishi.viz.report.page import bearable
    >>> bearable("横浜\\x00市\\u202e\\n国際局")
    '横浜\\ufffd市\\ufffd\\n国際局'
    """
    return "".join(map(_bearable, text))


@cache
def _bearable(char: str) -> str:
    if char in "\n\t" or (char.isspace() and unicodedata.category(char) == "Zs"):
        return char
    if char.isspace():
        return " "
    code = ord(char)
    bidi = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in (0x200E, 0x200F, 0xFEFF)
    return "\ufffd" if bidi or unicodedata.category(char) in ("Cc", "Cs", "Cn") else char
