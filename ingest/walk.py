"""A document read block by block: what each sentence says where it stands, with what was said above in mind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile, zip_longest
from typing import NamedTuple

from ..ontology.edtf import Interval
from ..ontology.model import Entity
from .dates.budget_years import budget_spoken_of
from .frames import Frames
from .frames.places.kept_offices import note_offices
from .frames.rows.office_rows import told_by_table
from .frames.rows.owned_rows import Owned
from .frames.rows.signing_records import note_undated
from .frames.rows.stages import stage
from .frames.rows.tie_records import is_named_entry, is_read_on, of_its_partner, of_no_owner
from .frames.taken_up import note_body
from .frames.ties.dates_in_turn import note_ties
from .frames.ties.headed_prose import headed_by, heads_prose
from .frames.ties.jubilees import note_begun
from .frames.ties.ties_of_others import without_theirs
from .frames.ties.told_by_clause import of_its_brackets, of_its_clause
from .matching.discourse import Discourse, heard
from .matching.engine import TIES, Draft, Engine
from .nouns.hanging import is_hung
from .nouns.turned import turned
from .nouns.untold import headed_year, year_of_row
from .parties.attribution import Attribution
from .parties.heirs import inherited
from .setting.section_dates import of_section
from .sifting.between_others import between_others
from .sifting.borne_out import borne_out
from .sifting.clause_dates import dated_by_its_clause
from .sifting.clause_kinds import by_clause
from .sifting.clause_topics import of_clause_topics
from .sifting.convened import convened
from .sifting.deed_dates import dated_by_no_deed
from .sifting.doubts import of_no_city, undoubted
from .sifting.during import dated_by_meeting
from .sifting.elapsed import dated_by_time_since
from .sifting.held_online import held_online
from .sifting.keeping import kept
from .sifting.members import borne, by_subject
from .sifting.mergers import behind_mergers
from .sifting.office_dates import dated_by_no_report
from .sifting.only_places import only_places
from .sifting.own_lands import lies_abroad
from .sifting.own_papers import dated_by_own_paper
from .sifting.report_weeks import dated_by_week
from .sifting.subjects import by_themselves
from .sifting.unvouched import of_whom_it_may_be
from .tally.carried_years import day_alone, day_of_row, year_spoken_of
from .tally.dated_lines import line_date, of_line, tells_another
from .tally.told_elsewhere import Line
from .text.clean import Clean
from .text.mask import TIMES, Alphabet, Masked, Noun
from .text.structure import Block

_BRIEF = 60  # characters of a line that says one thing

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


class Found(NamedTuple):
    """A draft and where it was read."""

    block: Block
    sentence: Masked
    draft: Draft


class Walk:
    """One walk through a document; ``discourse`` is what it knows at each place, ``party`` whose the place is."""

    def __init__(  # noqa: PLR0917 -- who reads, and what is known
        self,
        engine: Engine,
        frames: Frames,
        discourse: Discourse,
        annotate: Callable[[Clean], Masked],
        party: Attribution,
        alphabet: Alphabet,
    ) -> None:
        self._engine, self._frames, self._alphabet = engine, frames, alphabet
        self._discourse, self._annotate, self._party = discourse, annotate, party
        self._headings: dict[tuple[str, ...], tuple[Masked, ...]] = {}
        self._once = lru_cache(8)(annotate)  # rows and items in a row share what leads them
        self._section: tuple[str, ...] = ()
        self._entry: Noun | None = None  # the city that a line of its own names, as an entry does
        self._below_entry = False  # the block above was the entry of a partner, of which this one goes on to tell
        self._one_line = False  # the block above was a short line that is a sentence
        self.lines: list[Line] = []
        """What was read so far, with the dates that it tells."""

    def __call__(self, parts: Iterable[tuple[Block, Sequence[Masked], Interval | None]]) -> Iterator[Found]:
        """The drafts of each block: its sentences, and the year that lines above tell for it."""
        discourse = self._discourse
        lines = list(parts)
        for number, (block, inner, year) in enumerate(lines):
            self._enter(block, inner, year)
            if not (number and _runs_on(lines[number - 1][0], block)):
                self._frames.enter_run(_run(lines, number), discourse, self._annotate)
            discourse.below = _below(lines, number) if block.header_pairs else ()
            for line, draft in self._frames.lands(block, discourse, self._annotate) if inner else ():
                if not lies_abroad(draft, discourse):
                    yield Found(block, line, draft)
            if listed := self._frames.owned(block, discourse, self._annotate):
                for entry in listed:
                    yield from self._of_owned(block, entry)
                if block.kind == "heading":
                    self._party.heads(block.text.text, [owner for entry in listed for owner in entry.owners])
                continue
            tie = discourse.tie
            self._below_entry = block.kind == "paragraph" and number > 0 and is_named_entry(lines[number - 1][0])
            yield from self._of_row(block, inner)
            yield from self._of_sentences(block, inner)
            brief = block.kind == "row" or (block.kind == "item" and "。" not in block.text.text)
            if brief and any(n.kind == "City" for s in inner for n in s.nouns):
                discourse.tie = tie  # what an entry says of its own tie is not said of the next one

    def _enter(self, block: Block, inner: Sequence[Masked], year: Interval | None) -> None:
        """What is known where a block begins."""
        discourse = self._discourse
        section = block.section
        if block.kind == "heading" or section != self._section:
            self._section = section
            self._enter_section(block)
        if section not in self._headings:
            self._headings[section] = tuple(self._annotate(h) for h in block.above)
        discourse.block += 1
        if block.kind in ("heading", "paragraph"):
            self._carry_tie(block, inner)
        discourse.kind, discourse.year_told = block.kind, year_of_row(block) if block.kind == "row" else None
        discourse.year_told = discourse.year_told or year
        staged = block.kind != "row" and stage(block.text.text) is not None
        if (block.kind == "heading" and block.level > 1) or staged or _ENTITLES.match(block.text.text):
            discourse.entitled = block.text.text if len(block.text.text) < _BRIEF else ""
        discourse.headings = self._headings[section]
        discourse.lead = self._once(block.lead) if block.lead else None
        discourse.stub = self._once(block.stub) if block.stub else None
        discourse.by_columns.clear()
        discourse.placed.clear()
        discourse.by_line = discourse.by_fields = False
        discourse.remarked.clear()
        discourse.days_before = discourse.days_told or discourse.days_before
        discourse.tied_on = discourse.days_told = None
        field = block.kind == "row" and not any(n.kind in ("City", "Region") for line in inner for n in line.nouns)
        prose = bool(inner) and (block.kind in ("paragraph", "item") or field) and discourse.frame.lang == "ja"
        entry = headed_by(inner[0]) if len(inner) == 1 and block.kind in ("item", "heading", "paragraph") else None
        if entry is not None or not (block.kind == "paragraph" or field):
            self._entry = entry
        discourse.headed = heads_prose(inner[0]) if prose else None
        discourse.headed_above = prose and discourse.headed is None and entry is None and self._entry is not None
        discourse.headed = self._entry if discourse.headed_above else discourse.headed
        discourse.frame = of_section(self._party.frame(block, inner, discourse), discourse.headings)

    def _enter_section(self, block: Block) -> None:
        """What was spoken of before a heading is spoken of no more."""
        discourse = self._discourse
        discourse.reported = next(filter(None, map(headed_year, headings(block))), None)
        discourse.last.clear()
        discourse.said = discourse.days_told = discourse.days_before = None
        discourse.occasion = discourse.budgeting = discourse.host_town = discourse.office = None
        discourse.keeps_offices = None
        if block.kind == "heading":
            discourse.undated.clear()
        if block.kind == "heading" and not discourse.entitles:
            discourse.announced = None
        if block.kind == "heading" or discourse.asked_at != discourse.block:  # but a heading that asks
            discourse.asked = discourse.asked_of = None
        discourse.abroad = ()

    def _carry_tie(self, block: Block, inner: Sequence[Masked]) -> None:
        """The kind of tie that a paragraph goes on about; a list is about what is said above it."""
        discourse, text = self._discourse, block.text.text
        brief = block.kind == "paragraph" and len(text) < _BRIEF and "。" not in text
        if _QUESTION.match(text):  # one about a city's own tie goes on from those before
            cities = any(n.kind == "City" for s in inner for n in s.nouns)
            discourse.goes_on = cities and bool(_OF_A_TIE.search(text))
        elif not _ANSWER.match(text):
            discourse.goes_on = False
        brief = brief or discourse.goes_on
        asked = self._one_line and discourse.frame.lang == "en"  # an interviewer's line keeps the topic
        before = discourse.tie or (discourse.tie_before if brief or asked else None) or discourse.asked_tie
        self._one_line = brief and text[-1:] in ".?!"
        discourse.tie, discourse.tie_before = None, before

    def _of_row(self, block: Block, inner: Sequence[Masked]) -> Iterator[Found]:
        """What a row, an entry or a record says by the place of its parts."""
        discourse = self._discourse
        day = day_of_row(block)
        above = discourse.dates(inner[0]).dates if inner and is_hung(inner[0]) else []
        for line, told in self._frames.rows(block, inner, discourse, self._annotate):
            drafts = [told] if discourse.by_fields else inherited((told,), line, discourse)
            drafts = drafts if block.header_pairs else dated_by_no_deed(drafts, line, discourse)
            for draft in () if of_no_city(told, line) or lies_abroad(told, discourse) else drafts:
                in_it = day and draft.since and draft.since.precision == "year" and draft.since.contains(day)
                begun = above[0][1] if above and draft.since is None and draft.relation in TIES else None
                yield Found(block, line, draft._replace(since=day if in_it else begun or draft.since))

    def _of_owned(self, block: Block, entry: Owned) -> Iterator[Found]:
        """What an entry with an owner of its own says: by its place in the list, and in its remarks."""
        discourse, around = self._discourse, self._discourse.frame
        yield from (Found(block, line, draft) for line, draft in entry.told)
        remarks = [self._annotate(sentence) for sentence in entry.sentences]
        owners: list[Entity | None] = [*entry.owners] or [around.owner]
        for owner in owners:
            discourse.frame = replace(around, owner=owner, city=owner or around.city)
            discourse.tie = discourse.topic = discourse.opened = None
            discourse.last.clear()
            if len(entry.lands) == 1:
                discourse.last["Country"] = entry.lands[0]  # what 同国 takes up
            discourse.cities = discourse.abroad = ()
            discourse.kind = "paragraph"  # a remark is prose
            for sentence in remarks:
                for draft in self._told(sentence):
                    yield Found(block, sentence, draft)
                    for where in self._frames.placed(draft, entry, sentence, discourse):
                        yield Found(block, sentence, where)
                discourse.remember(sentence)
        discourse.frame, discourse.tie = around, None

    def _of_sentences(self, block: Block, inner: Sequence[Masked]) -> Iterator[Found]:
        """What the sentences of a block say; the month in a row's cell holds for the cells behind it."""
        discourse = self._discourse
        reported = discourse.reported
        when = line_date(block, inner, discourse)
        for sentence, after in zip_longest(inner, inner[1:]):
            discourse.following = after.clean.text if after is not None else ""
            if opens := _reported(sentence):
                discourse.reported = opens
            dated = any(n.kind in TIMES for n in sentence.nouns)
            self.lines.append(Line(block, sentence, tuple(discourse.dates(sentence).dates) if dated else ()))
            if discourse.by_fields and not is_read_on(block, sentence):
                discourse.remember(sentence)
                continue
            read = of_its_partner(self._told(sentence), sentence, discourse)
            read = of_no_owner(read, sentence, discourse.frame.owner) if self._below_entry else read
            told = list(of_line(read, sentence, when))
            note_ties(told, sentence, discourse)
            note_begun(told, discourse)
            note_offices(told, discourse)
            note_body(told, sentence, discourse)
            note_undated(told, discourse)
            for draft in told:
                yield Found(block, sentence, draft)
            discourse.remember(sentence)
            when = None if tells_another(sentence, inner) else when
            discourse.budgeting = budget_spoken_of(discourse.dates(sentence), discourse.budgeting)
            discourse.year_told = year_spoken_of(sentence, discourse.year_told)
            if block.kind == "row" and (day := day_alone(sentence, discourse)):
                discourse.reported = day
        if block.kind == "row":
            discourse.reported = reported

    def _told(self, sentence: Masked) -> list[Draft]:
        """What a sentence says, and what it says that it says the other way round."""
        discourse = self._discourse
        read = without_theirs(self._party.drafts(sentence, discourse, self._drafts), discourse.frame.owner)
        if discourse.frame.lang != "ja" or discourse.kind == "row":
            return read
        whole = (0, len(sentence.clean.text))
        plain = list(turned(sentence, discourse.before, self._annotate, self._alphabet))
        told = [] if any(t.alone for t in plain) else read
        known = {(d.subject.iri, d.relation, d.object) for d in told}
        for masked, _ in plain:
            for draft in self._party.drafts(masked, discourse, self._drafts):
                if _of_another_party(draft, read, discourse.frame.owner):
                    continue
                if (draft.subject.iri, draft.relation, draft.object) not in known:
                    told.append(draft._replace(span=whole))
        return told

    def _drafts(self, sentence: Masked, discourse: Discourse) -> list[Draft]:
        """What the rules and the frames read in a sentence."""
        drafts = list(self._engine.drafts(sentence, discourse))
        drafts.extend(self._frames.drafts(sentence, discourse, drafts))
        drafts = of_its_brackets(of_its_clause(drafts, sentence, discourse), sentence, discourse)
        if discourse.offices:
            drafts = [d for d in drafts if not told_by_table(d, discourse)]
        drafts = [d for d in drafts if not lies_abroad(d, discourse)]
        if not drafts:
            return inherited(drafts, sentence, discourse)
        if heard(sentence.clean.text):  # what somebody has heard is asked, and told by the answer
            return [d for d in drafts if d.relation == "locatedIn"]
        drafts = held_online(kept(convened(drafts, sentence), sentence, discourse))
        drafts = by_clause(drafts, sentence, discourse)
        drafts = behind_mergers(of_clause_topics(drafts, sentence, discourse), sentence, discourse)
        drafts = borne_out(undoubted(drafts, sentence, discourse), sentence, discourse)
        drafts = between_others(only_places(drafts, sentence, discourse), sentence, discourse)
        drafts = dated_by_its_clause(drafts, sentence, discourse)
        drafts = dated_by_time_since(dated_by_no_deed(drafts, sentence, discourse), sentence, discourse)
        drafts = dated_by_own_paper(dated_by_meeting(drafts, sentence, discourse), sentence, discourse)
        drafts = dated_by_week(dated_by_no_report(drafts, sentence, discourse), sentence, discourse)
        drafts = by_themselves(borne(by_subject(drafts)), sentence, discourse)
        drafts = of_whom_it_may_be(drafts, sentence, discourse)
        return inherited(drafts, sentence, discourse)


def _run(lines: Sequence[tuple[Block, Sequence[Masked], Interval | None]], first: int) -> list[Block]:
    """The rows of the run that begins with a block; none for what is no row."""
    begins = lines[first][0]
    return list(takewhile(lambda below: _runs_on(begins, below), (lines[n][0] for n in range(first, len(lines)))))


def _runs_on(block: Block, below: Block) -> bool:
    """Whether two blocks are rows of one run."""
    return block.kind == below.kind == "row" and block.above == below.above


def _of_another_party(draft: Draft, read: Sequence[Draft], owner: Entity | None) -> bool:
    """Whether a tie of the owner's is what the sentence as it stands tells of another: 結んだのは旧内原町だ."""
    if draft.relation not in TIES or owner not in (draft.subject, draft.object):
        return False
    partner = draft.object if draft.subject == owner else draft.subject
    theirs = [(d.subject, d.object) for d in read if d.relation in TIES]
    return any(partner in ends and owner not in ends for ends in theirs)


_Part = tuple[Block, Sequence[Masked], Interval | None]


def _below(lines: Sequence[_Part], number: int) -> tuple[Masked, ...]:
    """The sentences of the paragraphs right below a record."""
    told = takewhile(
        lambda line: line[0].kind == "paragraph", map(lines.__getitem__, range(number + 1, len(lines)))
    )
    return tuple(sentence for _, inner, _ in told for sentence in inner)


def headings(block: Block) -> Iterator[str]:
    """The headings above, nearest first."""
    return (above.text.strip("【】《》〈〉[]■□◆◇ ") for above in reversed(block.above))
