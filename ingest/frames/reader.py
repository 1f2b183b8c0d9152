"""All frames applied to a sentence, after the rules: what they add, and nothing that the rules denied or told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...ontology.model import Entity, Status
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..matching.reading import Reading
from ..text.clean import Clean
from ..text.mask import Masked
from ..text.structure import Block
from .accords import accords
from .accounts import accounts
from .aid import aid
from .anniversaries import anniversaries
from .anniversary_events import anniversary_events
from .answers import answers
from .attendance import attendance
from .belonging import belonging
from .bodies import bodies
from .bodies_here import bodies_here
from .bonds import bonds
from .budget import budget
from .bureaus import bureaus, opens_plainly
from .crossed import crossed
from .diary import diary, in_brackets, labelled
from .enrolments import enrolments
from .entries import entries
from .entry_notes import entry_notes
from .events import events
from .exchanges import exchanges
from .exchanges_english import exchanges_english
from .founding import founding
from .gathered import gathered
from .gatherings import headed
from .given import given
from .help_told import help_told
from .honours import honours
from .host_towns import host_towns
from .hosts import hosts
from .initials import initials
from .member_rows import member_rows
from .member_totals import member_totals
from .membership_figures import membership_figures
from .networks import networks
from .notices import notices
from .occasions import occasions
from .offices import offices
from .organisers import BY_DEFAULT, organisers
from .outcomes import outcomes
from .pacts import pacts
from .pairs import pairs
from .participation import participation
from .places import places
from .posts import posts
from .programmes import jurisdictions, programmes
from .projects import projects, support
from .records import title_of_project
from .residents import residents
from .scene import Scene
from .seats import seats
from .section_ties import section_ties
from .series import series
from .shared_titles import shared_titles
from .signed_there import agreed_there, signed_there
from .sums_by_year import sums_by_year
from .tables import rows
from .ties import ties
from .told_below import told_below
from .told_venues import told_venues
from .undertakings import undertakings
from .venues import venues
from .whereabouts import whereabouts
from .year_rows import year_rows

_FRAMES: tuple[Callable[[Scene], Iterator[Draft]], ...] = (
    places, whereabouts, answers, pairs, told_below, ties, bonds, section_ties, signed_there, agreed_there,
    anniversaries, anniversary_events, events, hosts, headed, occasions,
    notices, diary, labelled, in_brackets, organisers, venues, told_venues, attendance, participation,
    outcomes, founding, offices, bureaus, opens_plainly, bodies_here,
    enrolments, networks, belonging, honours, seats, member_totals, membership_figures, posts, pacts, accords,
    bodies, projects, help_told,
    support, aid, given, shared_titles, programmes, jurisdictions, residents, accounts, undertakings,
    exchanges, exchanges_english, host_towns, gathered, initials,
)  # fmt: skip

_TOLD_PLAINLY = ("会員", "member", "会場", "organis", "organiz", "put on by", "put together")
"""What is told by sentences in which no noun stands: how many members, where an event was, who put it on."""


class Frames:
    """Reads sentences by frames; one for all documents."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def drafts(self, masked: Masked, discourse: Discourse, found: Sequence[Draft]) -> Iterator[Draft]:
        """What the frames add to the drafts that the rules found in a sentence."""
        if not masked.nouns and not any(word in masked.text for word in _TOLD_PLAINLY):
            return
        told = {_key(draft): draft for draft in found}
        scene = Scene(masked, discourse, self._reading)
        if scene.asks and "が、" not in scene.text:
            return
        tied = [d for d in found if d.relation in TIES]
        scene.told = frozenset(e.iri for d in tied for e in (d.subject, d.object) if isinstance(e, Entity))
        for frame in _FRAMES:
            for draft in frame(scene):
                before = told.get(_key(draft))
                if before is None or _better(draft, before):
                    told[_key(draft)] = draft
                    yield draft

    def rows(
        self, block: Block, inner: Sequence[Masked], discourse: Discourse, annotate: Callable[[Clean], Masked]
    ) -> Iterator[tuple[Masked, Draft]]:
        """What a row of a table or a record says by its columns or keys."""
        yield from budget(block, list(inner), discourse)
        yield from sums_by_year(block, inner, discourse)
        yield from entry_notes(block, inner, discourse, self._reading)
        yield from series(block, inner, discourse, self._reading)
        if block.kind in ("heading", "paragraph"):
            discourse.undertaking = title_of_project(block, inner) or discourse.undertaking
        yield from member_rows(block, inner, discourse, self._reading, annotate)
        if (of_year := year_rows(block, discourse, self._reading, annotate)) is not None:
            yield from of_year
            return
        if (by_titles := crossed(block, discourse, self._reading, annotate)) is not None:
            yield from by_titles
            return
        yield from entries(block, inner, discourse, self._reading, annotate)
        yield from rows(block, list(inner), discourse, self._reading, annotate)


def _key(draft: Draft) -> tuple[frozenset[str] | tuple[str, str], str]:
    """What makes two drafts one fact; a tie is one whatever it is called."""
    relation = "tie" if draft.relation in TIES else draft.relation
    ends = (draft.subject.iri, draft.object.iri if isinstance(draft.object, Entity) else draft.object.text)
    relation += dict(draft.key).get("ordinal", "") if relation == "tieAnniversaryWith" else ""  # the 30th, the 40th
    return (frozenset(ends) if relation == "tie" else ends), relation


def _better(new: Draft, old: Draft) -> bool:
    """Whether a draft adds a date to the same fact."""
    if new.relation == "locatedIn" and old.status is not Status.SETTLED and new.status is Status.SETTLED:
        return True  # a tie that was never ratified: its city is in its country all the same
    if old.rule in BY_DEFAULT:
        return True
    if old.status is Status.REJECTED or new.relation != old.relation or new.status != old.status:
        return False
    return new.since is not None and (old.since is None or (old.inferred and not new.inferred))
