"""From drafts to statements: each grounded in a quote, those that say one thing merged, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..ontology.edtf import Interval
from ..ontology.model import Document, Entity, Omission, Reference, Statement, Status, statement
from ..ontology.schema import Schema
from .matching.engine import Draft
from .nouns.well_formed import is_named
from .readers.reading import Span, page_at
from .text.clean import Clean
from .text.mask import Masked
from .walk import Found

QUOTE_LIMIT = 160  # characters; a longer sentence is quoted by the clauses around the match


class Grounding:
    """Makes statements of drafts whose ends the ontology lets be joined."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._fitting: dict[tuple[str, str, str], bool] = {}  # by relation and the kinds of its ends

    def statements(
        self, found: Iterable[Found], document: Document, read: Clean, pages: Sequence[Span]
    ) -> Iterator[Statement]:
        """Statements with their references merged, in order of first place in the text.

        ``read`` is the document's text as it was read.
        """
        gathered: dict[Statement, _References] = {}
        sections: dict[tuple[str, ...], str | None] = {}
        for block, masked, draft in found:
            if draft.status is Status.REJECTED or not self._fits(draft) or _of_no_name(draft):
                continue
            section = block.section
            if section not in sections:
                sections[section] = " › ".join(h for h in section if h != document.title) or None
            relation = self._schema.relations[draft.relation]
            start, end = _quote_span(masked, draft.span)
            low, high = read.span(*masked.clean.span(start, end))
            reference = Reference(
                document=document.iri,
                quote=document.text[low:high],
                start=low,
                end=high,
                page=page_at(pages, low),
                section=sections[section],
                since=spelled(draft.since),
                until=spelled(draft.until),
                as_of=spelled(draft.as_of),
                status=draft.status,
                rule=draft.rule,
                inferred=draft.inferred,
                basis=draft.basis,
                qualifiers=draft.qualifiers,
            )
            object_ = draft.object.iri if isinstance(draft.object, Entity) else draft.object
            made = statement(
                draft.subject.iri, relation.name, object_, key=dict(draft.key), symmetric=relation.symmetric
            )
            if made not in gathered:  # references are no part of what makes two statements one
                gathered[made] = _References()
            gathered[made].add(reference)
        for made, references in gathered.items():
            yield replace(made, references=tuple(references.all))

    def omissions(self, found: Iterable[Found], read: Clean) -> Iterator[Omission]:
        """What was seen and left out: denials, and matches of whose facts none joins what the ontology joins."""
        drafts = list(found)
        told = {(id(masked), draft.rule, draft.span) for _, masked, draft in drafts if self._fits(draft)}
        seen: set[Omission] = set()
        for _, masked, draft in drafts:
            denied, unnamed = draft.status is Status.REJECTED, _of_no_name(draft)
            if not (denied or unnamed) and (id(masked), draft.rule, draft.span) in told:
                continue
            low, high = read.span(*masked.clean.span(*draft.span))
            details = (("relation", draft.relation), ("rule", draft.rule))
            reason = draft.left_out or ("denied" if denied else "no_name" if unnamed else "kinds")
            omission = Omission(low, high, reason, details)
            if omission not in seen:
                seen.add(omission)
                yield omission

    def _fits(self, draft: Draft) -> bool:
        """Whether the ends are of kinds that the ontology allows, and two different things."""
        if isinstance(draft.object, Entity) and draft.object.iri == draft.subject.iri:
            return False
        kinds = draft.relation, draft.subject.kind, draft.object.kind
        fits = self._fitting.get(kinds)
        if fits is None:
            fits = self._fitting[kinds] = self._joins(*kinds)
        return fits

    def _joins(self, relation: str, subject: str, object_: str) -> bool:
        """Whether the ontology lets a relation join things of two kinds."""
        known = self._schema.relations.get(relation)
        return known is not None and self._allowed(subject, known.domain) and self._allowed(object_, known.range)

    def _allowed(self, kind: str, kinds: frozenset[str]) -> bool:
        return not kinds or any(k in kinds for k in self._schema.kinds_of(kind))


def _of_no_name(draft: Draft) -> bool:
    """Whether an end has no name that may be one: a piece of its line, or only what kind of thing it is."""
    return any(isinstance(end, Entity) and not is_named(end) for end in (draft.subject, draft.object))


class _References:
    """References in order of place; of two at one place with one status, the one that tells a date remains."""

    def __init__(self) -> None:
        self.all: list[Reference] = []
        self._places: dict[tuple[int, int, Status], list[int]] = {}

    def add(self, new: Reference) -> None:
        """Take in one more."""
        here = self._places.setdefault((new.start, new.end, new.status), [])
        for number in here:
            old = self.all[number]
            if new.since and not old.since:
                self.all[number] = new
                return
            if old.since == new.since or not new.since:
                return
        here.append(len(self.all))
        self.all.append(new)


def spelled(interval: Interval | None) -> str | None:
    """An interval in EDTF."""
    return None if interval is None else str(interval)


def _quote_span(masked: Masked, span: tuple[int, int]) -> tuple[int, int]:
    """The clean range to quote: the sentence, or of a long one the clauses that the match stands in."""
    text = masked.clean.text
    if len(text) <= QUOTE_LIMIT:
        return 0, len(text)
    start, end = span
    low = max((text.rfind(mark, 0, start) for mark in "、。"), default=-1) + 1
    ends = [i for i in (text.find(mark, end) for mark in "、。") if i >= 0]
    return low, min(ends) + 1 if ends else len(text)
