"""The year that an event's own name tells, where the document tells no other day of it: 国際港湾セミナー2018.

Who was host to it, and where it was, was so in that year. Names of 2020 tell no year: what was to be held then was
put off, and kept its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...ontology.edtf import parse
from ...ontology.model import Entity, Status, Value
from ..matching.engine import Draft

_HOSTED = frozenset(["hostCityOf", "heldIn"])
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)(?!20)\d\d(?![\d/-])")


def named_years(drafts: Sequence[Draft]) -> Iterator[tuple[int, Draft]]:
    """``heldOn`` of each event that was somewhere, in the year of its name, with the number of its draft."""
    dated = {draft.subject.iri for draft in drafts if draft.relation == "heldOn"}
    for number, draft in enumerate(drafts):
        event = draft.object if draft.relation == "hostCityOf" else draft.subject
        if draft.relation not in _HOSTED or not isinstance(event, Entity) or event.kind != "Event":
            continue
        years = {year for name in event.names for year in _YEAR.findall(name.text)}
        if event.iri in dated or len(years) != 1 or draft.since is not None or draft.status is not Status.SETTLED:
            continue
        dated.add(event.iri)
        year = years.pop()
        told = draft._replace(subject=event, relation="heldOn", object=Value("Date", year), rule="year-of-name")
        yield number, told._replace(since=parse(year), until=None)
