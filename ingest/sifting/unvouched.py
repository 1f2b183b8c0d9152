"""What would be of a city that nothing vouches for, though no word of the sentence names it: left out, and why.

A society's letter that names one town in passing speaks for none (see setting/vouched.py): *The society looks after
two links* is of the society's own town, which it need not name.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...ontology.model import Status
from ..matching.discourse import Discourse
from ..matching.engine import Draft
from ..text.mask import Masked

_REASON = "whose_is_not_told"


def of_whom_it_may_be(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts; what would be of a city that nothing vouches for is left out, unless it is named there."""
    found, doubted = list(drafts), discourse.frame.doubted
    if doubted is None or discourse.frame.owner != doubted or not found:
        return found
    told = [n for m in (sentence, *discourse.above) for n in m.nouns]
    if any(doubted in n.entities[:1] or any(n.text == name.text for name in doubted.names) for n in told):
        return found
    return [
        d._replace(status=Status.REJECTED, left_out=_REASON) if doubted in (d.subject, d.object) else d
        for d in found
    ]
