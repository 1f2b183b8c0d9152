"""What is written in a picture, in Japanese, English or both: names of kinds and relations, periods, evidence.

Names of kinds and relations come from the ontology; other words from the catalogue (``words/viz.*.toml``).
"""

from __future__ import annotations

import re

from ..errors import DataError
from ..ontology.edtf import parse
from ..ontology.schema import load_schema
from ..words import Lang, Words
from .view import PictureLang, Thing, Tie, View, plain


class Labels:
    """Everything that a picture says, in one language or both (``both``: Japanese / English).

    >>> from enishi.viz.labels import Labels
    >>> Labels("ja").period("1965", None), Labels("en").period("[2024-04-01..2025-03-31]", "2025-06")
    ('1965–', 'FY2024–2025-06')
    """

    def __init__(self, lang: PictureLang) -> None:
        self.lang: PictureLang = lang
        self.langs: tuple[Lang, ...] = ("ja", "en") if lang == "both" else (lang,)
        self._words = tuple(Words(each) for each in self.langs)

    def say(self, key: str, /, **details: object) -> str:
        """A text of the catalogue; in both languages parted by a stroke, once where they are equal."""
        texts = dict.fromkeys(words.say(f"viz.{key}", **details) for words in self._words)
        return " / ".join(texts)

    def kind(self, kind: str) -> str:
        """The ontology's label of a class."""
        declared = load_schema().classes.get(kind)
        texts = [declared.labels[lang] if declared else _spaced(kind) for lang in self.langs]
        return " / ".join(dict.fromkeys(text[:1].upper() + text[1:] for text in texts))

    def relation(self, relation: str) -> str:
        """The ontology's short label of a relation, as it stands on a line."""
        declared = load_schema().relations.get(relation)
        texts = [declared.edge_labels[lang] if declared else _spaced(relation) for lang in self.langs]
        return " / ".join(dict.fromkeys(texts))

    def name(self, thing: Thing) -> str:
        """The name of a thing in one line."""
        return " / ".join(thing.names(self.lang))

    def period(self, since: str | None, until: str | None) -> str:
        """``1965–``, ``2023-01–2025-03``, ``–2022-12``; one date where both ends are one; empty if unknown."""
        first, last = self.date(since), self.date(until)
        if first and first == last:
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
        return re.sub(r"^FY(\d{4})$", r"\1年度", short) if self.langs[0] == "ja" else short

    def tie(self, tie: Tie) -> str:
        """The short label on a line: relation, period, and what is not settled about it."""
        parts = [self.relation(tie.relation) + (self.say("inferred_mark") if tie.inferred else "")]
        if period := self.period(tie.since, tie.until):
            parts.append(period)
        if tie.status != "settled":
            parts.append(f"({self.status(tie.status)})")
        return " ".join(parts)

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
            return plain(value)

    def sentence(self, tie: Tie, view_names: dict[str, str]) -> str:
        """A tie in one line, with both ends."""
        return f"{view_names[tie.subject]} — {self.tie(tie)} → {view_names[tie.object]}"

    def evidence(self, tie: Tie) -> tuple[str, ...]:
        """The quotes behind a tie, each with document and page; says so where there is none."""
        if not tie.citations:
            return (self.say("no_citation"),)
        return tuple(
            self.say("citation_page", quote=c.quote, document=c.document, page=c.page)
            if c.page is not None
            else self.say("citation", quote=c.quote, document=c.document)
            for c in tie.citations
        )

    def names(self, view: View) -> dict[str, str]:
        """The name of every thing of a view, by IRI."""
        return {thing.iri: self.name(thing) for thing in view.things}


def _spaced(name: str) -> str:
    """A name that the ontology does not know, as words: ``sisterCityOf`` as ``sister City Of``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
