"""Facts as pages show them: ends that lead on, periods, trust, and the sentence behind a fact."""

from __future__ import annotations

from ..graph.home import StatedFact
from ..ontology.model import Entity, Value
from ..ontology.schema import load_schema
from ..queries.citation import Citation
from ..queries.display import readable, value_text
from ..queries.dossier import Tie
from ..queries.export import place
from ..viz.labels import Speech
from ..viz.view import plain
from .pages import Asked
from .tables import Cell


class Telling:
    """Tells of facts in the language of a page."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.speech = asked, Speech(asked.lang)

    def end(self, end: Entity | Value) -> Cell:
        """One end of a fact: a thing with its kind, or a value."""
        if isinstance(end, Value):
            return Cell(plain(value_text(end)))
        note = self.speech.kind(end.kind)
        return Cell(plain(end.name(self.asked.lang)), self.asked.entity(end.iri), note)

    def relation(self, name: str, *, towards: str = "") -> str:
        """A relation as a heading over its other ends; ``towards`` names the end that it points to."""
        label = load_schema().relation(name).labels[self.asked.lang]
        label = label[:1].upper() + label[1:]
        return f"{label} → {towards}" if towards else label

    def line(self, tie: Tie, name: str) -> str:
        """A tie of the thing with a name, in one line."""
        relation, other = self.relation(tie.fact.relation), self.end(tie.other).text
        return f"{relation} — {other}" if tie.forward else f"{other} — {relation} → {name}"

    def period(self, fact: StatedFact) -> str:
        """Since and until when."""
        return self.speech.period(fact.since, fact.until, fact.relation)

    def trust(self, fact: StatedFact) -> str:
        """How settled it is, who stands behind it, whether it is inferred or disputed."""
        words = self.asked.words
        marks = [] if fact.status == "settled" else [self.speech.status(fact.status.value)]
        marks.append(words.say(f"kinds.trust.{fact.trust.value}"))
        marks += [words.say("queries.trust.inferred")] if fact.inferred else []
        marks += [words.say("queries.trust.disputed")] if fact.disputed else []
        return ("・" if self.asked.lang == "ja" else ", ").join(marks)

    def sentence(self, fact: StatedFact, subject: Entity, object: Entity | Value) -> str:
        """A fact in one line."""
        relation = load_schema().relation(fact.relation)
        shown = " ".join(part for part in (relation.edge_labels[self.asked.lang], self.period(fact)) if part)
        key = "report.mutual" if relation.symmetric else "report.directed"
        ends = self.end(subject).text, self.end(object).text
        return self.asked.words.say(key, subject=ends[0], relation=shown, object=ends[1])

    def qualifiers(self, fact: StatedFact) -> list[tuple[str, str]]:
        """What belongs to a fact's identity beside its ends."""
        declared = load_schema().properties
        return [
            (declared[name].labels[self.asked.lang] if name in declared else name, plain(text))
            for name, text in fact.key
        ]

    def source(self, fact: StatedFact, citations: tuple[Citation, ...]) -> Cell:
        """The first sentence behind a fact, and where it stands."""
        if not citations:
            return Cell(self.asked.say("tie.unsourced"))
        first = citations[0]
        more = len({(c.document, c.start) for c in citations}) - 1
        note = self.place(first) + (self.asked.say("tie.more_places", count=more) if more else "")
        return Cell(plain(readable(first.quote)), self.asked.entity(fact.id), note, self.spot(first), "quote")

    def place(self, citation: Citation) -> str:
        """The document and the place in it."""
        return plain(place(citation, self.asked.lang))

    def spot(self, citation: Citation) -> str:
        """The address of the place in the document's own page."""
        path = self.asked.entity(citation.document)
        return f"{path}?fact={citation.statement.rsplit('/', 1)[-1]}" if path else ""
