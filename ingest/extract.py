"""From a document's text to what it says: entities, statements with references, and what was left out.

A pure function of the text, the rules and the authority data: the same document gives the same contribution.
Every reference's quote is ``document.text[start:end]``; a draft that cannot be grounded so gives nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from ..ontology.edtf import Interval, parse
from ..ontology.model import (
    Contribution,
    Document,
    Entity,
    Omission,
    Passage,
)
from ..ontology.schema import Schema
from .frames import Frames
from .grounding import Grounding, spelled
from .matching.discourse import Discourse
from .matching.ends import Ends
from .matching.engine import Engine
from .matching.rules import load_rules
from .names.recognise import Recogniser
from .names.rolls import tells_of_ties
from .nouns.annotate import Annotation, Annotator
from .nouns.date_order import date_order
from .nouns.defined import Defined, Short, definitions
from .nouns.hanging import hung
from .nouns.heads import heads
from .nouns.mint import Minter
from .nouns.places_told import once_told
from .nouns.standins import StandIns
from .nouns.untold import carried_eras
from .parties.attribution import Attribution
from .parties.paragraphs import headed_pairs, told_in_turn
from .parties.party import Parties, Whose
from .parties.sections import Sections
from .parties.towns import headed_towns
from .parting import line_of, parted, put_together
from .read import Source
from .readers.reading import Span, page_at
from .setting.articles import Articles
from .setting.context import frame, home_city, language
from .setting.declared_towns import declared_towns, headed_by, rows_of_towns, towns_called
from .setting.institutions import called_at_home, called_itself, speaker
from .setting.vouched import of_dateline, vouched
from .sifting.convened import by_default, told_organisers
from .sifting.kinds_told import of_one_kind
from .sifting.sorted_ties import SortedTies
from .tally.carried_years import carried_years
from .tally.filling import closest, filled, in_its_year
from .tally.named_years import named_years
from .tally.one_beginning import of_one_beginning
from .tally.same_day import of_same_day
from .tally.tallying import tallied
from .tally.told_elsewhere import told_elsewhere
from .tally.yearly import yearly
from .text.clean import Clean
from .text.mask import TIMES, Alphabet, Masked
from .text.structure import Block, blocks
from .text.written import written
from .walk import Found, Walk, headings


def _recogniser_for(home: Entity | None) -> Recogniser:
    """What knows the names in documents of a home city, or of none known."""
    return Recogniser(home=home)


class Extractor:
    """Reads documents; made once, used for many."""

    def __init__(self, schema: Schema) -> None:
        self._recogniser_for = cache(_recogniser_for)
        below: dict[str, set[str]] = {"When": set(TIMES), "Self": set()}
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
        self._grounding = Grounding(schema)

    def __call__(self, source: Source) -> Contribution:
        """All that a document says: each of its articles as if it stood alone."""
        read = written(source.text)
        parts = list(blocks(read.text))
        begins = Articles(parts, read.text, self._recogniser_for(None)).begin()
        if not begins:
            return self._article(source, read, parts)
        articles = parted(
            source, [read.span(at, at + 1)[0] for at in (line_of(read.text, parts[n]) for n in begins)]
        )
        return put_together(source, [(low, self._alone(piece)) for low, piece in articles])

    def _alone(self, piece: Source) -> Contribution:
        """All that an article says, as a document of its own."""
        read = written(piece.text)
        return self._article(piece, read, list(blocks(read.text)))

    def _article(self, source: Source, read: Clean, parts: Sequence[Block]) -> Contribution:
        """All that a document says, or an article of one, from what is read of it and its blocks."""
        text = read.text
        home = home_city(parts, self._recogniser_for(None), source.name)
        doubted = home is not None and not vouched(parts, home, source.name, self._recogniser_for(home))
        if doubted and (reported := of_dateline(parts, self._recogniser_for(None))) is not None:
            home, doubted = reported, False
        recogniser = self._recogniser_for(home)
        names = recogniser.of_document(ties=tells_of_ties(text))
        title = "\n".join(block.text.text for block in parts[:_TITLE])
        annotate = Annotation(self._annotator, names, title, date_order(text))
        eras = carried_eras(parts)
        years = list(carried_years(parts))
        lines = list(zip(parts, eras, years, strict=True))
        minter = Minter(home)
        speaks = speaker(parts, language(text), home, minter, recogniser.lookup)
        towns = declared_towns(parts, recogniser.lookup) if language(text) == "en" else []
        if speaks.owner is None and (town := headed_by(parts, towns, recogniser, home)):
            speaks = speaks._replace(owner=minter.named("City", town))
        towns += rows_of_towns(parts, recogniser.lookup)
        itself = [*called_itself(speaks), *called_at_home(speaks.owner or home), *towns_called(towns, speaks.owner)]
        sentences = _named(lines, annotate, itself)
        masked = list(hung(parts, StandIns(self._annotator.alphabet, home)(parts, sentences)))
        whole = frame(text, parts, masked, home)
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
            as_of=spelled(whole.as_of),
            passages=tuple(_passage(block, read, source.pages) for block in parts),
        )
        for noun in (n for sentences in masked for sentence in sentences for n in sentence.nouns):
            minter.read(noun)
        whole = replace(
            whole,
            owner=speaks.owner or home,
            doubted=home if doubted else None,
            land=_NO_LAND if speaks.owner is not None and speaks.owner.kind == "City" else whole.land,
            port=speaks.port,
            voice=speaks.voice,
            voice_leads=speaks.leads,
            authority=speaks.authority,
        )
        whose = Whose(whole, minter, recogniser.prefecture, recogniser.lookup)
        in_turn = told_in_turn(zip(parts, masked, strict=True), whose)
        headed = headed_pairs(zip(parts, masked, strict=True), whose)
        headed |= headed_towns(zip(parts, masked, strict=True), whose)
        party = Attribution(self._parties, self._sections, whose, in_turn, headed)
        walk = Walk(self._engine, self._frames, Discourse(whole, minter), annotate, party, self._annotator.alphabet)
        found = list(walk(zip(parts, masked, years, strict=True)))
        found += [found[n]._replace(draft=told) for n, told in named_years([f.draft for f in found])]
        named = told_organisers(f.draft for f in found)
        found = [f for f in found if not (by_default(f.draft) and f.draft.subject.iri in named)]
        told = self._sorted(
            yearly((draft for _, _, draft in found), minter), (s for sentences in masked for s in sentences)
        )
        told = of_one_kind((sentence, draft) for (_, sentence, _), draft in zip(found, told, strict=True))
        told = of_one_beginning([(*f[:2], draft) for f, draft in zip(found, told, strict=True)])
        dated = closest(tallied(filled(told)))
        places = [sentence for _, sentence, _ in found]
        dated = told_elsewhere(dated, places, walk.lines, minter, whole.owner, whole.lang)
        dated = of_same_day(dated, places)
        found = [
            Found(block, sentence, in_its_year(draft, sentence, block))
            for (block, sentence, _), draft in zip(found, dated, strict=True)
            if draft is not None
        ]
        statements = tuple(self._grounding.statements(found, document, read, source.pages))
        used = {end for s in statements for end in (s.subject, s.object) if isinstance(end, str)}
        entities = tuple(e for e in minter.entities if e.iri in used)
        unread = tuple(_unread(source))
        return Contribution(document, entities, statements, unread + tuple(self._grounding.omissions(found, read)))


_NO_LAND = "ZZ"
"""The code for a country that is not known: of a document of a town that no list knows."""
_TITLE = 2
"""Blocks that a document's title takes up."""


def _annotated(
    block: Block, annotate: Callable[..., Masked], before: str = "", year: Interval | None = None
) -> Iterator[Masked]:
    """The sentences of a block, each with the heading above and what was said before (its eras hold on).

    The ``year`` that lines above tell for it stands in for a heading.
    """
    for piece in block.pieces:
        yield annotate(piece, f"{year}年" if year else _heading(block), before)
        before = (before + piece.text)[-400:]


_Line = tuple[Block, str, Interval | None]


def _named(lines: Sequence[_Line], annotate: Annotation, itself: Sequence[Short]) -> list[list[Masked]]:
    """The blocks' sentences, with the short names of the document's own taken for what they mean.

    ``itself`` are those that it has for itself.
    """
    masked = [list(_annotated(block, annotate, era, year)) for block, era, year in lines]
    given = [*definitions(chain.from_iterable(masked)), *itself]
    masked = _again(lines, masked, annotate, given)
    shown = {short.name for short in given}
    told = (*heads(chain.from_iterable(masked)), *once_told(chain.from_iterable(masked)))
    more = [short for short in told if short.name not in shown]
    return _again(lines, masked, annotate, [*given, *more]) if more else masked


def _again(
    lines: Sequence[_Line], masked: list[list[Masked]], annotate: Annotation, shorts: Sequence[Short]
) -> list[list[Masked]]:
    """The sentences with short names found in them; what uses none stays as it is."""
    defined = Defined(shorts)
    if not defined:
        return masked
    annotate.define(defined)
    return [
        list(_annotated(block, annotate, era, year)) if defined.concerns(block.text.text) else sentences
        for (block, era, year), sentences in zip(lines, masked, strict=True)
    ]


def _heading(block: Block) -> str:
    return next(headings(block), "")


def _passage(block: Block, read: Clean, pages: Sequence[Span]) -> Passage:
    start, end = read.span(*block.text.span(0, len(block.text.text)))
    return Passage(block.kind, start, end, page_at(pages, start), section=block.section)


def _unread(source: Source) -> Iterator[Omission]:
    """The pages of which nothing was read."""
    for page in source.unread:
        yield Omission(*source.pages[page - 1], "page_without_text", (("page", str(page)),))
