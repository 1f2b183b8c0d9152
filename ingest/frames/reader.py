"""All frames applied to a sentence, after the rules: what they add, and nothing that the rules denied or told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ...ontology.model import Entity, Status
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..matching.reading import Reading
from ..text.clean import Clean
from ..text.mask import Masked
from ..text.structure import Block
from .events.organisers import BY_DEFAULT
from .members.series import series
from .pacts.dated_papers import RULE as DATED_PAPER
from .pacts.papers_by_year import RULE as PAPER_BY_YEAR
from .roster import Roster
from .rows.crossed import crossed
from .rows.edition_lines import edition_lines
from .rows.entries import entries
from .rows.entry_notes import entry_notes
from .rows.exchange_rows import exchange_row
from .rows.headed_works import headed_work
from .rows.held_columns import tie_columns
from .rows.host_entries import host_entry
from .rows.land_columns import land_columns
from .rows.member_rows import member_rows
from .rows.officer_rows import officer_rows
from .rows.owned_rows import Owned, owned, placed
from .rows.pair_lines import pair_line
from .rows.records import title_of_project
from .rows.signing_records import signing_record
from .rows.tables import rows
from .rows.tie_records import record_of_tie
from .rows.titled_columns import titled_columns
from .rows.told_fields import told_fields
from .rows.works_towards import work_towards
from .rows.year_rows import year_rows
from .scene import Scene
from .ties.pair_jubilees import others_tied
from .ties.ports_english import RULE as PORT_PAPER
from .ties.ties_of_others import BOTH_ENDS
from .ties.told_by_clause import RULE as BY_CLAUSE
from .works.budget import budget
from .works.sums_by_year import sums_by_year

_TOLD_PLAINLY = ("会員", "member", "会場", "名:", "organis", "organiz", "put on by", "put together")
"""What is told by sentences in which no noun stands: how many members, an event, where it was, who put it on."""


class Frames:
    """Reads sentences by frames; one for all documents."""

    def __init__(self, reading: Reading) -> None:
        self._reading, self._roster = reading, Roster(reading)

    def drafts(self, masked: Masked, discourse: Discourse, found: Sequence[Draft]) -> Iterator[Draft]:
        """What the frames add to the drafts that the rules found in a sentence."""
        plainly = discourse.under_way is not None or any(word in masked.text for word in _TOLD_PLAINLY)
        if not (masked.nouns or plainly):
            return
        told = {_key(draft): draft for draft in found}
        scene = Scene(masked, discourse, self._reading)
        if scene.asks and "が、" not in scene.text:
            return
        tied = [d for d in found if d.relation in TIES]
        scene.told = frozenset(e.iri for d in tied for e in (d.subject, d.object) if isinstance(e, Entity))
        scene.kin = others_tied(scene) is not None
        for frame in self._roster.frames(scene):
            for draft in frame(scene):
                before = told.get(_key(draft))
                if before is None or _better(draft, before):
                    told[_key(draft)] = draft
                    yield draft
        yield from _held_there(told.values(), scene)

    def owned(self, block: Block, discourse: Discourse, annotate: Callable[[Clean], Masked]) -> list[Owned]:
        """The entries that a block is of a list in which each has an owner of its own."""
        told = host_entry(block, discourse, self._reading, annotate)
        return owned(block, discourse, self._reading, annotate) if told is None else told

    def enter_run(self, run: Sequence[Block], discourse: Discourse, annotate: Callable[[Clean], Masked]) -> None:
        """What the columns of a run of rows hold is known from its first row on."""
        discourse.tie_columns = tie_columns(run, discourse, annotate)

    def placed(self, draft: Draft, entry: Owned, masked: Masked, discourse: Discourse) -> Iterator[Draft]:
        """Where the city lies that a remark of such an entry tells a tie with."""
        return placed(draft, entry, Scene(masked, discourse, self._reading))

    def lands(
        self, block: Block, discourse: Discourse, annotate: Callable[[Clean], Masked]
    ) -> Iterator[tuple[Masked, Draft]]:
        """Where what a row names lies, by its column of countries."""
        return land_columns(block, discourse, self._reading, annotate)

    def rows(
        self, block: Block, inner: Sequence[Masked], discourse: Discourse, annotate: Callable[[Clean], Masked]
    ) -> Iterator[tuple[Masked, Draft]]:
        """What a row of a table or a record says by its columns or keys."""
        if inner and (of_tie := record_of_tie(block, discourse, self._reading, annotate)) is not None:
            discourse.by_fields = True
            yield from of_tie
            return
        if (of_work := work_towards(block, discourse, self._reading, annotate)) is not None:
            discourse.by_fields = True
            yield from of_work
            return
        if (of_work := headed_work(block, discourse, self._reading, annotate)) is not None:
            yield from of_work
            return
        yield from signing_record(block, discourse, self._reading, annotate)
        yield from budget(block, list(inner), discourse)
        yield from sums_by_year(block, inner, discourse)
        yield from entry_notes(block, inner, discourse, self._reading)
        if inner:
            for scene, draft in told_fields(block, discourse, self._reading, annotate):
                yield scene.masked, draft
            yield from officer_rows(block, discourse, self._reading, annotate)
        yield from series(block, inner, discourse, self._reading)
        if block.kind in ("heading", "paragraph"):
            discourse.undertaking = title_of_project(block, inner) or discourse.undertaking
        yield from edition_lines(block, discourse, self._reading, annotate)
        yield from member_rows(block, inner, discourse, self._reading, annotate)
        if (of_year := year_rows(block, discourse, self._reading, annotate)) is not None:
            yield from of_year
            return
        if (by_titles := crossed(block, discourse, self._reading, annotate)) is not None:
            yield from by_titles
            return
        if (by_titles := titled_columns(block, discourse, self._reading, annotate)) is not None:
            yield from by_titles
            return
        yield from exchange_row(block, list(inner), discourse, self._reading, annotate)
        yield from pair_line(block, list(inner), discourse, self._reading)
        yield from entries(block, inner, discourse, self._reading, annotate)
        yield from rows(block, list(inner), discourse, self._reading, annotate)


def _held_there(told: Iterable[Draft], scene: Scene) -> Iterator[Draft]:
    """``heldIn`` of what another city than the document's own hosted: the sentence names it as the place."""
    drafts = list(told)
    placed = {d.subject.iri for d in drafts if d.relation == "heldIn"}
    for draft in drafts:
        event, city = draft.object, draft.subject
        hosts = draft.relation == "hostCityOf" and city != scene.owner
        if hosts and isinstance(event, Entity) and event.iri not in placed:
            yield draft._replace(subject=event, relation="heldIn", object=city)


def _key(draft: Draft) -> tuple[frozenset[str] | tuple[str, str], str]:
    """What makes two drafts one fact; a tie is one whatever it is called."""
    relation = "tie" if draft.relation in TIES else draft.relation
    ends = (draft.subject.iri, draft.object.iri if isinstance(draft.object, Entity) else draft.object.text)
    relation += dict(draft.key).get("ordinal", "") if relation == "tieAnniversaryWith" else ""  # the 30th, the 40th
    relation += str(draft.since) if draft.rule in _EACH_ITS_OWN else ""
    return (frozenset(ends) if relation == "tie" else ends), relation


_EACH_ITS_OWN = frozenset(["work-phase", PORT_PAPER, PAPER_BY_YEAR, DATED_PAPER])
"""Rules of what is a fact of its own at each of its times: 第1期(2009年~2011年)、第2期(2012年~2014年), papers."""


def _better(new: Draft, old: Draft) -> bool:
    """Whether a draft adds a date to the same fact."""
    if new.relation == "locatedIn" and old.status is not Status.SETTLED and new.status is Status.SETTLED:
        return True  # a tie that was never ratified: its city is in its country all the same
    if old.rule in BY_DEFAULT or new.rule == BY_CLAUSE:
        return True
    if new.rule in BOTH_ENDS and new.since is not None and old.status is Status.SETTLED:
        return True
    if old.relation == "cityTieWith" != new.relation and new.status is old.status and _as_dated(new, old):
        return True  # of which kind the tie is, is told
    if old.status is Status.REJECTED or new.relation != old.relation or new.status != old.status:
        return False
    return new.since is not None and (old.since is None or (old.inferred and not new.inferred))


def _as_dated(new: Draft, old: Draft) -> bool:
    """Whether a draft tells no other date than the one before."""
    return old.since is None or new.since == old.since
