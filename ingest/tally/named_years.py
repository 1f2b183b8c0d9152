"""The year that an event's own name tells, where the document tells no other day of it: 国際港湾セミナー2018.

Who was host to it, and where it was, was so in that year. Names of 2020 tell no year: what was to be held then was
put off, and kept its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...ontology.edtf import Interval, parse
from ...ontology.model import Entity, Status, Value
from ..matching.engine import Draft

_HOSTED = frozenset(["hostCityOf", "heldIn"])
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)(?!20)\d\d(?![\d/-])")


def named_years(drafts: Sequence[Draft]) -> Iterator[tuple[int, Draft]]:
    """``heldOn`` of each event that was somewhere, in the year of its name, with the number of its draft."""
    dated = {draft.subject.iri for draft in drafts if draft.relation == "heldOn"}
    for number, draft in enumerate(drafts):
        event = draft.object if draft.relation == "hostCityOf" else draft.subject
        if draft.relation not in _HOSTED or draft.since is not None or draft.status is not Status.SETTLED:
            continue
        if not isinstance(event, Entity) or event.iri in dated or (year := named_year(event)) is None:
            continue
        dated.add(event.iri)
        told = draft._replace(subject=event, relation="heldOn", object=Value("Date", str(year)), since=year)
        yield number, told._replace(until=None, rule="year-of-name")


def named_year(event: Entity) -> Interval | None:
    """The one year that the names of an event tell; none of anything else.

    >>> from enishi.ingest.tally.named_years import named_year
    >>> from enishi.ontology.model import Entity, Name
    >>> str(named_year(Entity("https://w3id.org/enishi/id/event/x1", "Event", (Name("国際会議2018", "ja", True),))))
    '2018'
    """
    years = {year for name in event.names for year in _YEAR.findall(name.text)} if event.kind == "Event" else ()
    return parse(next(iter(years))) if len(years) == 1 else None
