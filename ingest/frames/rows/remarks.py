"""What the remark of a row tells of the row's own tie: its anniversary, a further agreement, help sent.

The remark names no party: 30周年の2017年に覚書を追加, *Memorandum on ports, 2008*. The parties are the row's;
a date is the remark's own, and an anniversary without one is as many years after the row's date.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....ontology.edtf import Interval, on
from ....ontology.model import Entity
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...text.clean import Clean, sentences
from ...text.mask import Masked
from ..scene import Scene
from ..words import word
from .fields import Annotate, Entry

_OTHERS = "City|Port|Organization|University|Facility|Company"


def remarked(
    entry: Entry, parties: tuple[Entity, Entity], scene: Scene, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Masked, Draft]]:
    """What the remarks of an entry tell of the tie between its parties."""
    for remark in entry.remarks:
        for sentence in sentences(remark):
            if len(sentence.text) < _SHORTEST:
                continue
            masked = annotate(sentence)
            told = Scene(masked, scene.discourse, reading)
            for draft in _told(entry, parties, told, sentence):
                yield masked, draft


_SHORTEST = 5


def _told(entry: Entry, parties: tuple[Entity, Entity], scene: Scene, sentence: Clean) -> Iterator[Draft]:
    home, partner = parties
    dates = [v for _, v in scene.dates]
    whole = (0, len(scene.text))
    if (turned := _anniversary(entry, scene, dates)) is not None:
        nth, year = turned
        scene.discourse.remarked.add(partner.iri)
        key = (("ordinal", nth),)
        yield from scene.draft(
            home, "tieAnniversaryWith", partner, whole, "remark", done=scene.is_past(year), since=year, key=key
        )
    if len(dates) != 1 or word("remark_else").search(sentence.text):
        return
    others = [s for s in scene.of(_OTHERS) if scene.entity(s.noun) not in parties]
    paper = scene.of("AgreementWord|Agreement") or word("kind_pact").search(sentence.text)
    if paper and not others and word("remark_signed").search(sentence.text) and dates[0] != entry.when:
        yield from scene.draft(home, "agreementWith", partner, whole, "remark", since=dates[0])
    if not others and home.kind in ("City", "Prefecture") and word("remark_sent").search(sentence.text):
        past = scene.is_past(dates[0])
        yield from scene.draft(home, "providesSupportTo", partner, whole, "remark", done=past, since=dates[0])


def _anniversary(entry: Entry, scene: Scene, dates: list[Interval]) -> tuple[str, Interval] | None:
    """Which anniversary of the tie a remark tells, and the year in which it fell."""
    found = [s.noun for s in scene.of("Anniversary") if isinstance(s.noun.value, float)]
    spelled = word("years_marked").search(scene.masked.clean.text)
    number = found[0].value if len(found) == 1 else float(spelled[1]) if spelled else None
    if not isinstance(number, float) or word("not_marked").search(scene.masked.clean.text):
        return None
    if found and word("other_anniversary").search(scene.before(scene.of("Anniversary")[0].at, 14)):
        return None
    begun = entry.when.earliest if entry.when is not None else None
    fits = [d for d in dates if d.earliest and (begun is None or abs(d.earliest.year - begun.year - number) <= 1)]
    if fits:
        return f"{number:.0f}", fits[0]
    return (f"{number:.0f}", on(begun.year + round(number))) if begun is not None and not dates else None
