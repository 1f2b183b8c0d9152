"""What is written in a picture, in Japanese, English or both: names of kinds and relations, periods, evidence.

Names of kinds and relations come from the ontology; other words from the catalogue (``words/viz.*.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ..errors import DataError
from ..ontology.edtf import parse
from ..ontology.schema import load_schema
from ..words import Lang, Words
from .view import Citation, PictureLang, Thing, Tie, View, plain

BOTH: Final = " / "


class Speech:
    """What a picture says in one language.

    >>> from enishi.viz.labels import Speech
    >>> Speech("ja").period("1965", None), Speech("en").period("[2024-04-01..2025-03-31]", "2025-06")
    ('1965–', 'FY2024–2025-06')
    >>> Speech("en").period("2021-03", None, "signatoryOf")
    '2021-03'
    """

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._words = Words(lang)

    def say(self, key: str, /, **details: object) -> str:
        """A text of the catalogue's table ``viz``."""
        return self._words.say(f"viz.{key}", **details)

    def kind(self, kind: str) -> str:
        """The ontology's label of a class, with a capital where the language has them."""
        declared = load_schema().classes.get(kind)
        text = declared.labels[self.lang] if declared else _spaced(kind)
        return text[:1].upper() + text[1:]

    def relation(self, relation: str) -> str:
        """The ontology's short label of a relation, as it stands on a line."""
        declared = load_schema().relations.get(relation)
        return declared.edge_labels[self.lang] if declared else _spaced(relation)

    def period(self, since: str | None, until: str | None, relation: str = "") -> str:
        """``1965–``, ``2023-01–2025-03``, ``–2022-12``; one date where both ends are one, or where the
        ``relation`` is one that happens rather than goes on; empty if unknown.
        """
        first, last = self.date(since), self.date(until)
        declared = load_schema().relations.get(relation)
        if first and (first == last or (not last and ("–" in first or (declared and declared.momentary)))):
            return first
        return f"{first}–{last}" if first or last else ""

    def date(self, edtf: str | None) -> str:
        """An EDTF date as people write it: fiscal years as such, the rest as it stands."""
        if not edtf or edtf == "..":
            return ""
        try:
            short = parse(edtf).short
        except DataError:
            return edtf
        if self.lang == "ja":
            short = re.sub(r"^FY(\d{4})$", r"\1年度", short)
        return short.replace("/", "–")

    def status(self, status: str) -> str:
        """A status in words."""
        return self._known("status", status)

    def trust(self, trust: str) -> str:
        """Who stands behind a tie, in words."""
        return self._known("lines", trust)

    def _known(self, table: str, value: str) -> str:
        try:
            return self.say(f"{table}.{value}")
        except KeyError:
            return value

    def citation(self, citation: Citation) -> str:
        """A quote with its document, and page where it has one."""
        key = "citation" if citation.page is None else "citation_page"
        return self.say(key, quote=citation.quote, document=citation.document, page=citation.page)


class Labels:
    """Everything that a picture says, in one language or both (``both``: Japanese / English).

    >>> from enishi.viz.labels import Labels
    >>> Labels("both").kind("City"), Labels("en").relation("sisterCityOf")
    ('都市 / City', 'sister city')
    """

    def __init__(self, lang: PictureLang) -> None:
        self.lang: PictureLang = lang
        langs: tuple[Lang, ...] = ("ja", "en") if lang == "both" else (lang,)
        self.speeches = tuple(map(Speech, langs))

    @property
    def first(self) -> Speech:
        """The first, or only, language."""
        return self.speeches[0]

    def each(self, text: Callable[[Speech], str]) -> str:
        """A text in every language of the picture, once where they are equal."""
        return BOTH.join(dict.fromkeys(text(speech) for speech in self.speeches))

    def say(self, key: str, /, **details: object) -> str:
        """A text of the catalogue whose details need no translation."""
        return self.each(lambda speech: speech.say(key, **details))

    def kind(self, kind: str) -> str:
        """The label of a class."""
        return self.each(lambda speech: speech.kind(kind))

    def relation(self, relation: str) -> str:
        """The short label of a relation."""
        return self.each(lambda speech: speech.relation(relation))

    def name(self, thing: Thing) -> str:
        """The name of a thing in one line."""
        return BOTH.join(thing.names(self.lang))

    def title(self, thing: Thing) -> str:
        """The name of a thing with its kind."""
        return f"{self.name(thing)} ({self.kind(thing.kind)})"

    def status(self, status: str) -> str:
        """A status in words."""
        return self.each(lambda speech: speech.status(status))

    def trust(self, trust: str) -> str:
        """Who stands behind a tie, in words."""
        return self.each(lambda speech: speech.trust(trust))

    def tie(self, tie: Tie) -> str:
        """The short label on a line: relation, period, and what is not settled about it."""
        parts = [self.relation(tie.relation) + (self.first.say("inferred_mark") if tie.inferred else "")]
        if period := self.first.period(tie.since, tie.until, tie.relation):
            parts.append(period)
        if tie.status != "settled":
            parts.append(f"({self.status(tie.status)})")
        return " ".join(parts)

    def sentence(self, tie: Tie, names: dict[str, str]) -> str:
        """A tie in one line, with both ends."""
        return f"{names[tie.subject]} — {self.tie(tie)} → {names[tie.object]}"

    def evidence(self, tie: Tie) -> tuple[str, ...]:
        """The quotes behind a tie, each with document and page; says so where there is none."""
        if not tie.citations:
            return (self.say("no_citation"),)
        return tuple(map(self.first.citation, tie.citations))

    def names(self, view: View) -> dict[str, str]:
        """The name of every thing of a view, by IRI."""
        return {thing.iri: self.name(thing) for thing in view.things}


def _spaced(name: str) -> str:
    """A name that the ontology does not know, as words: ``sisterCityOf`` as ``sister City Of``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", plain(name))
