"""No town of the document's own country lies abroad, whatever stands in brackets behind it: 鯖江市(中国)."""

from __future__ import annotations

from ...ontology.model import Entity
from ..matching.discourse import Discourse
from ..matching.engine import Draft

_BY_LAYOUT = frozenset(["city-and-country-row", "city-then-country-row", "country-of-record"])
_PLACES = frozenset(["City", "Prefecture", "Ward", "Port"])


def lies_abroad(draft: Draft, discourse: Discourse) -> bool:
    """Whether a draft places abroad what a list knows at home, in Japanese, where names tell them apart.

    What only stands beside a country in a row lies in no other than a list knows it in.
    """
    if draft.rule in _BY_LAYOUT and isinstance(draft.object, Entity):
        return draft.subject.country not in (None, draft.object.country)
    where, home = draft.object, discourse.frame.home_land
    if draft.relation != "locatedIn" or draft.subject.kind not in _PLACES or discourse.frame.lang != "ja":
        return False
    at_home = draft.subject.country == home
    return at_home and isinstance(where, Entity) and where.country not in (None, home)
