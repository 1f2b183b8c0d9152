"""Since when a tie is, where the sentence or line right below the entry that names its city tells it.

**Arles**, France. Since 1962. / Nantong (friendship city). Affiliated on May 26, 1987. /
① 蘇州市(中国) 提携年月日 1981年6月13日 区分 友好都市.
The entry names one city abroad and says nothing of it; what tells the date opens with it, names no other city, and
is of the kind that it says itself, else of the entry's, else of the list's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ...text.mask import Masked, Noun
from ..parties import government
from ..scene import Scene
from ..words import word
from .tie_words import said_tie, tie_of_passage

_BRIEF = 60  # characters of an entry that only names a city and where it lies
_NAMES = re.compile(r"[^をがはもに。、]*")
_NAMES_EN = re.compile(
    r"(?:[^a-z]|(?<=[A-Z’'])[a-zà-ÿ’'-]+|\b(?:and|of|the|city|town|sister|twin|friendship|partner)\b)*"
)


def told_below(scene: Scene) -> Iterator[Draft]:
    """The tie of the city that the entry right above names, with the date that the sentence opens with."""
    entry = scene.discourse.before
    opens = word("dates_entry" if scene.japanese else "dates_entry_en").match(scene.text)
    if entry is None or opens is None or scene.of("Anniversary") or scene.says("not_bound"):
        return
    city, when = _named(entry, scene), scene.date_at(opens.start(opens.lastgroup or 0))
    if city is None or when is None or not scene.place.dating.begins(when):
        return
    if any(not (scene.at_home(s.noun) or s.noun.text == city.text) for s in scene.of("City") if s.at < opens.end()):
        return
    kind = said_tie(scene) or next((n for n in entry.nouns if n.kind == "Tie"), None) or tie_of_passage(scene)
    if kind is None or not isinstance(kind.value, str):
        return
    partner = government(scene, scene.entity(city))
    yield from scene.draft(scene.owner, kind.value, partner, opens.span(), "tie-told-below", since=when, done=True)


def _named(entry: Masked, scene: Scene) -> Noun | None:
    """The one city abroad that an entry names, where it says no more than its name and its country."""
    names = _NAMES if scene.japanese else _NAMES_EN
    if len(entry.clean.text) > _BRIEF or not names.fullmatch(re.sub(r"\([^()]*\)", "", entry.text)):
        return None
    owner = scene.discourse.frame.owner
    kinds = ("City", "Region") if owner is not None and owner.kind == "Prefecture" else ("City",)
    cities = [n for n in entry.nouns if n.kind in kinds and not scene.at_home(n) and not scene.is_own(n)]
    return cities[0] if len(cities) == 1 else None
