"""The date that opens a chronology's line holds for all that the line goes on to tell.

平成19(2007). 8  …で大きな地震。市から見舞金を送る: the money was sent then, and a meeting of which the cell
behind the date tells was held then. A tie that is spoken of again did not begin then, so no tie takes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...ontology.edtf import Interval
from ...ontology.model import Entity, Status, Value
from ..matching.discourse import Discourse
from ..matching.engine import Draft, days
from ..text.mask import TIMES, Masked
from ..text.structure import Block

_HAPPENS = frozenset(
    [
        "hostCityOf", "heldIn", "organizedBy", "participantCount", "participatedIn", "providesSupportTo",
        "agreementWith", "signatoryOf", "jointStatementWith", "receivedTitle", "memberOf", "hasOverseasOffice",
        "operatesOfficeIn",
    ]
)  # fmt: skip
_LINE = 140  # characters of a chronology's line
_HEAD = 3  # characters of marks before its date
_OPENS = re.compile(r"\W{0,3}[\ue000-\uf8ff][\s　:：|│]*(?![ぁ-ん\s)）/~〜・、春夏秋冬])")
_STANDS = re.compile("以来|以降|継続|引き続き|現在|毎年|隔年|予定|これまで")


def line_date(block: Block, inner: Sequence[Masked], discourse: Discourse) -> Interval | None:
    """The date that opens a short line or the first filled cell of a row, as no sentence's own.

    A date with a particle behind it (平成19年に, 平成19年の) is a sentence's, which says itself what was then.
    """
    if block.kind == "heading" or discourse.frame.lang != "ja" or len(block.text.text) > _LINE or not inner:
        return None
    first = inner[0]
    noun = first.nouns[0] if first.nouns else None
    if noun is None or noun.kind not in TIMES or noun.start > _HEAD:
        return None
    alone = block.kind == "row" and len(first.text.strip()) == 1
    if not alone and not _OPENS.match(first.text):
        return None
    dates = discourse.dates(first).dates
    return dates[0][1] if dates and dates[0][0] <= _HEAD else None


def tells_another(sentence: Masked, inner: Sequence[Masked]) -> bool:
    """Whether a sentence behind the first one tells a date of its own, of which the next ones are."""
    return sentence is not inner[0] and any(n.kind in TIMES for n in sentence.nouns)


def of_line(drafts: Iterable[Draft], sentence: Masked, when: Interval | None) -> Iterator[Draft]:
    """The drafts of a sentence without a date of its own, with the date that opens its line."""
    if when is None or any(n.kind in TIMES for n in sentence.nouns) or _STANDS.search(sentence.clean.text):
        yield from drafts
        return
    told = list(drafts)
    held = {d.subject.iri for d in told if d.relation == "heldOn"}
    since, until = days(when)
    for draft in told:
        if draft.relation not in _HAPPENS or draft.since is not None or draft.inferred:
            yield draft
            continue
        dated = draft._replace(since=since, until=until)
        yield dated
        event = draft.object if draft.relation == "hostCityOf" else draft.subject
        holds = draft.relation in ("hostCityOf", "heldIn") and draft.status is Status.SETTLED
        if holds and isinstance(event, Entity) and event.kind == "Event" and event.iri not in held:
            held.add(event.iri)
            yield dated._replace(subject=event, relation="heldOn", object=Value("Date", str(when)))
