"""Cities that a sentence names only as where something was done: no partners, whatever tie is told beside them.

*The pact with Hamamatsu was signed in Tokyo* tells the tie with Hamamatsu; what a prefecture signs in a state's
capital (州都モンペリエで調印) that with the state. Where nobody else is named, nobody else could be:
ハノイで友好都市の協定に調印 is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from ...ontology.model import Entity
from ..data import pattern
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..nouns.mint import governing
from ..text.mask import Masked, Noun

_OF_TIES = TIES | {"tieAnniversaryWith"}
_STATES = frozenset(["Prefecture", "Region", "SubnationalGovernment"])
_PLACES = frozenset(["City", "Region", "Prefecture"])
_BY_LAYOUT = frozenset(["entry", "by-columns", "tie-record", "pair-line"])
"""Rules that read who is tied by the place of names in a line."""
_words: Final = partial(pattern, "words/only_places.toml")


def only_places(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts, ties with what is only a place told of who is the party, or not at all."""
    found, owner = list(drafts), discourse.frame.owner
    if owner is None or all(d.relation not in _OF_TIES for d in found):
        return found
    told = [_of_party(draft, sentence, discourse, owner) for draft in found]
    return list(dict.fromkeys(draft for draft in told if draft is not None))


def _of_party(  # noqa: PLR0911 -- one return a reason
    draft: Draft, sentence: Masked, discourse: Discourse, owner: Entity
) -> Draft | None:
    """A draft as it is, with the party in the place of where it was; none where that is not told."""
    if draft.relation not in _OF_TIES or not isinstance(draft.object, Entity) or draft.rule in _BY_LAYOUT:
        return draft
    place = draft.object if draft.subject == owner else draft.subject if draft.object == owner else None
    japanese = discourse.frame.lang == "ja"
    if place is None or place.kind != "City" or (japanese and place.country == owner.country):
        return draft
    at = [a for a, n in sentence.index.items() if place in sentence.nouns[n].entities[:1]]
    if at and japanese and all(_words("ja", "met").match(sentence.text, a + 1) for a in at):
        return None  # ミラノの会議に出た市長が: nobody there
    if not at or not all(_is_place(sentence, a, japanese=japanese) for a in at):
        return draft
    if japanese and owner.kind not in _STATES:
        return draft if all(place in n.entities[:1] for n in _others(sentence, owner)) else None
    party = _state(sentence, discourse) if japanese else _with(sentence, owner)
    if party is not None:
        meant = discourse.minter.known(governing(discourse.minter.entity(party)))
        return None if meant == owner else draft._replace(subject=owner, object=meant)
    spoken = [n for n in discourse.abroad if place not in n.entities[:1]]
    return None if japanese or spoken or _others(sentence, owner)[1:] else draft


def _is_place(sentence: Masked, at: int, *, japanese: bool) -> bool:
    """Whether a city stands at a place of the text as where something is."""
    before = sentence.text[max(0, at - 60) : at]
    if not japanese:
        return _words("en", "before").search(before) is not None
    if _words("ja", "told").search(before) or _words("ja", "party").match(sentence.text, at + 1):
        return False
    return bool(_words("ja", "behind").match(sentence.text, at + 1) or _words("ja", "before").search(before))


def _others(sentence: Masked, owner: Entity) -> list[Noun]:
    """The cities and states abroad that a sentence names."""
    return [
        n
        for n in sentence.nouns
        if n.kind in _PLACES and n.country != owner.country and owner not in n.entities[:1]
    ]


def _with(sentence: Masked, owner: Entity) -> Noun | None:
    """The one with whom an English sentence says that the paper is."""
    told = _words("en", "party").search(sentence.text)
    noun = sentence.noun_at(told.start("p")) if told else None
    fits = noun is not None and noun.kind in _PLACES and owner not in noun.entities[:1]
    return noun if fits else None


def _state(sentence: Masked, discourse: Discourse) -> Noun | None:
    """The one state abroad that a sentence names, else the nearest heading that names any."""
    for masked in (sentence, *discourse.above):
        states = [n for n in masked.nouns if n.kind == "Region" and n.country != discourse.frame.home_land]
        if states:
            return states[0] if len({n.text for n in states}) == 1 else None
    return None
