"""From a document's text to what it says: entities, statements with references, and what was left out.

A pure function of the text, the rules and the authority data: the same document gives the same contribution.
Every reference's quote is ``document.text[start:end]``; a draft that cannot be grounded so gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from ..ontology.edtf import Interval, parse
from ..ontology.model import (
    Contribution,
    Document,
    Entity,
    Omission,
    Passage,
    Reference,
    Statement,
    Status,
    statement,
)
from ..ontology.schema import Schema
from .frames import Frames
from .matching.discourse import Discourse, heard
from .matching.ends import Ends
from .matching.engine import Draft, Engine
from .matching.rules import load_rules
from .names.recognise import Recogniser
from .names.rolls import tells_of_ties
from .nouns.annotate import Annotation, Annotator
from .nouns.mint import Minter
from .nouns.untold import carried_eras, headed_year, year_of_row
from .parties.attribution import Attribution
from .parties.heirs import inherited
from .parties.party import Parties, Whose
from .parties.sections import Sections
from .read import Source
from .readers.reading import Span, page_at
from .setting.context import frame, home_city
from .setting.institutions import speaker
from .sifting.borne_out import borne_out
from .sifting.clause_kinds import by_clause
from .sifting.clause_topics import of_clause_topics
from .sifting.convened import convened
from .sifting.doubts import of_no_city, undoubted
from .sifting.keeping import kept
from .sifting.kinds_told import of_one_kind
from .sifting.mergers import behind_mergers
from .sifting.sorted_ties import SortedTies
from .tally.carried_years import carried_years, day_alone, day_of_row, year_spoken_of
from .tally.dated_lines import line_date, of_line, tells_another
from .tally.filling import closest, filled, in_its_year
from .tally.tallying import tallied
from .tally.yearly import yearly
from .text.clean import Clean
from .text.mask import Alphabet, Masked
from .text.structure import Block, blocks

QUOTE_LIMIT = 160  # characters; a longer sentence is quoted by the clauses around the match


class Extractor:
    """Reads documents; made once, used for many."""

    def __init__(self, schema: Schema, recogniser_for: Callable[[Entity | None], Recogniser]) -> None:
        """``recogniser_for`` gives the recogniser for documents of a home city, or of none known."""
        self._schema = schema
        self._recogniser_for = cache(recogniser_for)
        below: dict[str, set[str]] = {"When": {"Date", "FiscalYear", "RelativeDate"}, "Self": set()}
        for name in schema.classes:
            for ancestor in schema.kinds_of(name)[1:]:
                below.setdefault(ancestor, set()).add(name)
        self._below = {kind: frozenset(kinds) for kind, kinds in below.items()}
        alphabet = Alphabet(lambda kind: self._below.get(kind, frozenset()))
        self._annotator = Annotator(alphabet)
        ends = Ends(self._below, alphabet)
        self._engine = Engine(load_rules(alphabet, self._annotator.words), ends)
        self._frames = Frames(ends)
        self._sorted = SortedTies(alphabet)
        self._parties, self._sections = Parties(alphabet), Sections(alphabet)
        self._fitting: dict[tuple[str, str, str], bool] = {}  # by relation and the kinds of its ends

    def __call__(self, source: Source) -> Contribution:
        """All that a document says."""
        parts = list(blocks(source.text))
        home = home_city(parts, self._recogniser_for(None), source.name)
        recogniser = self._recogniser_for(home)
        annotate = Annotation(self._annotator, recogniser.of_document(ties=tells_of_ties(source.text)))
        eras = carried_eras(parts)
        years = list(carried_years(parts))
        lines = zip(parts, eras, years, strict=True)
        masked = [list(_annotated(block, annotate, era, year)) for block, era, year in lines]
        whole = frame(source.text, parts, masked, home)
        if whole.as_of is None and source.as_of:
            whole = replace(whole, as_of=parse(source.as_of))
        document = Document(
            iri=Document.iri_for(source.digest),
            name=source.name,
            text=source.text,
            title=whole.title,
            lang=whole.lang,
            media_type=source.media_type,
            digest=source.digest,
            as_of=_spelled(whole.as_of),
            passages=tuple(_passage(block, source.pages) for block in parts),
        )
        minter = Minter(whole.owner)
        for noun in (n for sentences in masked for sentence in sentences for n in sentence.nouns):
            minter.read(noun)
        speaks = speaker(parts, whole.lang, home, minter, recogniser.lookup)
        whole = replace(
            whole, owner=speaks.owner or home, port=speaks.port, voice=speaks.voice, authority=speaks.authority
        )
        whose = Whose(whole, minter, recogniser.prefecture, recogniser.lookup)
        party = Attribution(self._parties, self._sections, whose)
        found = list(self._found(zip(parts, masked, years, strict=True), Discourse(whole, minter), annotate, party))
        told = self._sorted(
            yearly((draft for _, _, draft in found), minter), (s for sentences in masked for s in sentences)
        )
        told = of_one_kind((sentence, draft) for (_, sentence, _), draft in zip(found, told, strict=True))
        dated = closest(tallied(filled(told)))
        found = [
            (block, sentence, in_its_year(draft, sentence, block))
            for (block, sentence, _), draft in zip(found, dated, strict=True)
            if draft is not None
        ]
        statements = tuple(self._statements(found, document, source.pages))
        used = {end for s in statements for end in (s.subject, s.object) if isinstance(end, str)}
        entities = tuple(e for e in minter.entities if e.iri in used)
        unread = tuple(_unread(source))
        return Contribution(document, entities, statements, unread + tuple(self._omissions(found)))

    def _found(
        self,
        parts: Iterable[tuple[Block, Sequence[Masked], Interval | None]],
        discourse: Discourse,
        annotate: Callable[[Clean], Masked],
        party: Attribution,
    ) -> Iterator[tuple[Block, Masked, Draft]]:
        annotated: dict[tuple[str, ...], tuple[Masked, ...]] = {}
        once = lru_cache(8)(annotate)  # rows and items in a row share what leads them
        section: tuple[str, ...] = ()
        whole_line = False
        for block, inner, year in parts:
            above = block.section
            if block.kind == "heading" or above != section:
                section = above
                discourse.reported = next(filter(None, map(headed_year, _headings(block))), None)
                discourse.last.clear()
                discourse.said = None
                discourse.occasion = None
                if block.kind == "heading" or discourse.asked_at != discourse.block:  # but a heading that asks
                    discourse.asked = discourse.asked_of = None
                discourse.abroad = ()
            if above not in annotated:
                annotated[above] = tuple(annotate(h) for h in block.above)
            discourse.block += 1
            if block.kind in ("heading", "paragraph"):
                brief = block.kind == "paragraph" and len(block.text.text) < 60 and "。" not in block.text.text
                if _QUESTION.match(block.text.text):  # one about a city's own tie goes on from those before
                    cities = any(n.kind == "City" for s in inner for n in s.nouns)
                    discourse.goes_on = cities and bool(_OF_A_TIE.search(block.text.text))
                elif not _ANSWER.match(block.text.text):
                    discourse.goes_on = False
                brief = brief or discourse.goes_on
                asked = whole_line and discourse.frame.lang == "en"  # an interviewer's line keeps the topic
                before = discourse.tie or (discourse.tie_before if brief or asked else None) or discourse.asked_tie
                whole_line = brief and block.text.text[-1:] in ".?!"
                discourse.tie, discourse.tie_before = None, before  # a list is about what is said above it
            discourse.kind, discourse.year_told = block.kind, year_of_row(block) if block.kind == "row" else None
            discourse.year_told = discourse.year_told or year
            if (block.kind == "heading" and block.level > 1) or _ENTITLES.match(block.text.text):
                discourse.entitled = block.text.text if len(block.text.text) < 60 else ""
            discourse.headings = annotated[above]
            discourse.lead = once(block.lead) if block.lead else None
            discourse.stub = once(block.stub) if block.stub else None
            tie = discourse.tie
            discourse.by_columns.clear()
            discourse.remarked.clear()
            discourse.tied_on = None
            discourse.frame = party.frame(block, inner, discourse)
            day = day_of_row(block)
            rows = self._frames.rows(block, inner, discourse, annotate)
            sure = ((at, told) for at, told in rows if not of_no_city(told, at))
            for line, draft in ((at, new) for at, told in sure for new in inherited((told,), at, discourse)):
                in_it = day and draft.since and draft.since.precision == "year" and draft.since.contains(day)
                yield block, line, draft._replace(since=day) if in_it else draft
            for sentence, draft in self._in_block(block, inner, discourse, party):
                yield block, sentence, draft
            brief = block.kind == "row" or (block.kind == "item" and "。" not in block.text.text)
            if brief and any(n.kind == "City" for s in inner for n in s.nouns):
                discourse.tie = tie  # what an entry says of its own tie is not said of the next one

    def _in_block(
        self, block: Block, inner: Sequence[Masked], discourse: Discourse, party: Attribution
    ) -> Iterator[tuple[Masked, Draft]]:
        """What the sentences of a block say; the month in a row's cell holds for the cells behind it."""
        reported = discourse.reported
        when = line_date(block, inner, discourse)
        for sentence in inner:
            if opens := _reported(sentence):
                discourse.reported = opens
            for draft in of_line(party.drafts(sentence, discourse, self._drafts), sentence, when):
                yield sentence, draft
            discourse.remember(sentence)
            when = None if tells_another(sentence, inner) else when
            discourse.year_told = year_spoken_of(sentence, discourse.year_told)
            if block.kind == "row" and (day := day_alone(sentence, discourse)):
                discourse.reported = day
        if block.kind == "row":
            discourse.reported = reported

    def _drafts(self, sentence: Masked, discourse: Discourse) -> list[Draft]:
        """What the rules and the frames read in a sentence."""
        drafts = list(self._engine.drafts(sentence, discourse))
        drafts.extend(self._frames.drafts(sentence, discourse, drafts))
        if drafts and heard(sentence.clean.text):  # what somebody has heard is asked, and told by the answer
            return [d for d in drafts if d.relation == "locatedIn"]
        drafts = by_clause(kept(convened(drafts), sentence, discourse), sentence, discourse)
        drafts = behind_mergers(of_clause_topics(drafts, sentence, discourse), sentence, discourse)
        drafts = borne_out(undoubted(drafts, sentence, discourse), sentence, discourse)
        return inherited(drafts, sentence, discourse)

    def _statements(
        self, found: Iterable[tuple[Block, Masked, Draft]], document: Document, pages: Sequence[Span]
    ) -> Iterator[Statement]:
        """Statements with their references merged, in order of first place in the text."""
        gathered: dict[Statement, _References] = {}
        sections: dict[tuple[str, ...], str | None] = {}
        for block, masked, draft in found:
            if draft.status is Status.REJECTED or not self._fits(draft):
                continue
            if block.section not in sections:
                sections[block.section] = " › ".join(h for h in block.section if h != document.title) or None
            relation = self._schema.relations[draft.relation]
            start, end = _quote_span(masked, draft.span)
            low, high = masked.clean.span(start, end)
            reference = Reference(
                document=document.iri,
                quote=document.text[low:high],
                start=low,
                end=high,
                page=page_at(pages, low),
                section=sections[block.section],
                since=_spelled(draft.since),
                until=_spelled(draft.until),
                as_of=_spelled(draft.as_of),
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

    def _omissions(self, found: Iterable[tuple[Block, Masked, Draft]]) -> Iterator[Omission]:
        """What was seen and left out: denials, and matches of whose facts none joins what the ontology joins."""
        drafts = list(found)
        told = {(id(masked), draft.rule, draft.span) for _, masked, draft in drafts if self._fits(draft)}
        seen: set[Omission] = set()
        for _, masked, draft in drafts:
            denied = draft.status is Status.REJECTED
            if not denied and (id(masked), draft.rule, draft.span) in told:
                continue
            low, high = masked.clean.span(*draft.span)
            details = (("relation", draft.relation), ("rule", draft.rule))
            omission = Omission(low, high, "denied" if denied else "kinds", details)
            if omission not in seen:
                seen.add(omission)
                yield omission


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


_ENTITLES = re.compile(r"(?:事業|案件|プロジェクト|取組|事例|案)\s?[\d①-⑳]{1,2}[^。]*$|[①-⑳]\s?[^。]*$")
_QUESTION = re.compile(r"\W{0,3}(?:Q|問|質問)\s?\d{0,2}\s?(?:[.:．]|\s|(?=[一-鿿ァ-ヴー]))")
_ANSWER = re.compile(r"\W{0,3}(?:A|答|回答)\s?\d{0,2}\s?(?:[.:．]|\s|(?=[一-鿿ァ-ヴー0-9]))")
_OF_A_TIE = re.compile(r"提携|締結|調印|縁組|盟約|とは[。?？]?$|sign|twinn|agreement")
_OPENS = re.compile(r"(?:また、|さらに、|なお、|まず、)?(.)(?:は|には|においては|では|に(?=は|、)|、)")


def _reported(sentence: Masked) -> Interval | None:
    """The fiscal year or date that a sentence opens with and so reports on: 令和6年度は、"""
    match = _OPENS.match(sentence.text)
    noun = sentence.noun_at(match.start(1)) if match else None
    return noun.value if noun and noun.kind == "FiscalYear" and isinstance(noun.value, Interval) else None


def _annotated(
    block: Block, annotate: Callable[..., Masked], before: str = "", year: Interval | None = None
) -> Iterator[Masked]:
    """The sentences of a block, each with the heading above and what was said before (its eras hold on).

    The ``year`` that lines above tell for it stands in for a heading.
    """
    for piece in block.pieces:
        yield annotate(piece, f"{year}年" if year else _heading(block), before)
        before = (before + piece.text)[-400:]


def _heading(block: Block) -> str:
    return next(_headings(block), "")


def _headings(block: Block) -> Iterator[str]:
    """The headings above, nearest first."""
    return (above.text.strip("【】《》〈〉[]■□◆◇ ") for above in reversed(block.above))


def _spelled(interval: Interval | None) -> str | None:
    return None if interval is None else str(interval)


def _passage(block: Block, pages: Sequence[Span]) -> Passage:
    start, end = block.text.span(0, len(block.text.text))
    return Passage(block.kind, start, end, page_at(pages, start), section=block.section)


def _unread(source: Source) -> Iterator[Omission]:
    """The pages of which nothing was read."""
    for page in source.unread:
        yield Omission(*source.pages[page - 1], "page_without_text", (("page", str(page)),))


def _quote_span(masked: Masked, span: tuple[int, int]) -> tuple[int, int]:
    """The clean range to quote: the sentence, or of a long one the clauses that the match stands in."""
    text = masked.clean.text
    if len(text) <= QUOTE_LIMIT:
        return 0, len(text)
    start, end = span
    low = max((text.rfind(mark, 0, start) for mark in "、。"), default=-1) + 1
    ends = [i for i in (text.find(mark, end) for mark in "、。") if i >= 0]
    return low, min(ends) + 1 if ends else len(text)
