"""What an account says in words of one language: facts as sentences, counts with their names, reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...ontology.model import Entity, Omission, Value
from ...ontology.schema import load_schema
from ...ontology.spelling import camel
from ...queries.display import basis_text, value_text
from ...words import Lang, Words
from ..labels import Speech
from ..view import plain
from .account import Account, Finding

LONGEST = 120
"""Characters of a name or value in a sentence."""


class Telling:
    """Speaks of accounts in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self.speech = Speech(lang)
        self._words = Words(lang)

    def say(self, key: str, /, **details: object) -> str:
        """A text of the catalogue's table ``report``."""
        return self._words.say(f"report.{key}", **details)

    def title(self, account: Account) -> str:
        """The document's title, else its name."""
        return plain(account.document.title) or plain(account.document.name)

    def about(self, account: Account) -> str:
        """What was read: the file's name, its date, language and size."""
        document = account.document
        parts = [plain(document.name)]
        if document.as_of:
            parts.append(self.say("as_of", date=self.speech.date(document.as_of)))
        parts.append(self.say(f"languages.{document.lang}"))
        parts.append(self.say("characters", count=f"{len(document.text):,}"))
        pages = max((p.page or 0 for p in document.passages), default=0)
        if pages:
            parts.append(self.say("pages", count=pages))
        return self.say("separator").join(parts)

    def found(self, account: Account) -> str:
        """How many facts in how many places."""
        return self.say("found", statements=account.statements, places=len(account.findings))

    def by_relation(self, account: Account) -> str:
        """The facts by relation, in one line."""
        return self._counts(account.relations, {name: self.relation(name) for name in account.relations})

    def by_kind(self, account: Account) -> str:
        """The things by class, in one line."""
        return self._counts(account.kinds, {name: self.speech.kind(name) for name in account.kinds})

    def sureness(self, account: Account) -> Iterator[str]:
        """How sure it is: who stands behind it, how settled it is, what is inferred, what has no date."""
        if account.findings:
            trusts = {name: self._words.say(f"kinds.trust.{name}") for name in account.trusts}
            statuses = {name: self.speech.status(name) for name in account.statuses}
            yield self._counts(account.trusts, trusts)
            yield self._counts(account.statuses, statuses)
            yield self.say("dated", count=account.dated, whole=len(account.findings))
        if account.inferred:
            yield self.say("inferred", count=account.inferred)
        if account.passages:
            yield self.say("silent", count=account.silent, whole=account.passages)

    def _counts(self, counts: Mapping[str, int], names: Mapping[str, str]) -> str:
        return self.say("separator").join(f"{names[name]} {count}" for name, count in counts.items())

    def relation(self, name: str) -> str:
        """A relation's short label."""
        return self.speech.relation(camel(name))

    def sentence(self, finding: Finding, account: Account) -> str:
        """A fact in one line: its ends, the relation between them, and when."""
        statement, reference = finding.statement, finding.reference
        declared = load_schema().relations.get(statement.relation)
        dated = isinstance(statement.object, Value) and statement.object.kind == "Date"
        period = "" if dated else self.speech.period(reference.since, reference.until, statement.relation)
        return self.say(
            "mutual" if declared and declared.symmetric else "directed",
            subject=self.end(statement.subject, account.entities),
            relation=" ".join(part for part in (self.relation(statement.relation), period) if part),
            object=self.end(statement.object, account.entities),
        )

    def end(self, end: str | Value, entities: Mapping[str, Entity]) -> str:
        """The name or value at one end of a fact."""
        name = (
            value_text(end) if isinstance(end, Value) else entities[end].name(self.lang) if end in entities else end
        )
        shown = plain(name)
        return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"

    def marks(self, finding: Finding) -> Iterator[str]:
        """What is to be known beside the sentence: status, arithmetic, qualifiers."""
        reference = finding.reference
        if reference.status != "settled":
            yield self.speech.status(reference.status.value)
        if reference.inferred:
            yield self.say("follows", basis=plain(basis_text(reference.basis or "", self.speech.lang)))
        if reference.trust != "machine":
            yield self._words.say(f"kinds.trust.{reference.trust}")
        declared = load_schema().properties
        for name, text in (*finding.statement.key, *reference.qualifiers):
            known = declared.get(camel(name))
            yield self.say("qualifier", name=known.labels[self.lang] if known else plain(name), text=plain(text))

    def place(self, finding: Finding, account: Account) -> str:
        """Where it stands: page and line, section."""
        reference = finding.reference
        line = self.say("line", line=account.line(reference.start))
        where = line if reference.page is None else self.say("page_line", page=reference.page, line=line)
        section = plain(reference.section)
        return self.say("section", where=where, section=section) if section else where

    def reason(self, omission: Omission) -> str:
        """Why something was left out, and as what it was seen."""
        why = self._words.say(f"omissions.{omission.reason}")
        relation = dict(omission.details).get("relation")
        return self.say("seen_as", why=why, relation=self.relation(relation)) if relation else why
