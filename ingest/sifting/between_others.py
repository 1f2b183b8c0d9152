"""Ties that a sentence tells of two others: A市とB市が提携, A省はB道とも覚書を交わす; Lahti with Pécs since 1956.

*Nagasaki and Saint Paul became sister cities* tells, in a paper of another American city, the tie of these two; so
it does in one of a German city, unless that tells of its own partners there: then two more of them may be meant,
and it is left as it is. *The charter between Kotka and Lübeck* is never another's. Where a sentence tells the tie
of two others, the own city, which it does not name, is tied with neither by it.

Who stands as subject and with whom (``words/between_others.toml``) tells both ends, whatever the document is about;
what was read as the own city's tie with the second is the first one's, and what was read of the first falls away. A
subject that only 、 marks must be a partner of which the document has told before, or in its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final, NamedTuple

from ...ontology.model import Entity
from ..data import pattern
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..matching.standing import only_beside
from ..nouns.mint import governing
from ..text.mask import Masked, Noun

_PACTS = TIES | {"agreementWith", "tieAnniversaryWith"}
_PARTIES = frozenset(["City", "Region", "Prefecture", "Ward", "SubnationalGovernment"])
_WAYS = {"ja": ("pair", "topic", "listed"), "en": ("each", "both", "between")}
_way: Final = partial(pattern, "words/between_others.toml")
_TIMES_NAMED = {"pair": 2, "topic": 1, "listed": 1, "each": 1, "both": 1, "between": 1}
"""How often the first is named in a sentence of nothing else: A市とB市は…、A市とC市は…"""


class _Pair(NamedTuple):
    """Two parties of a tie, the subject first, and whether the sentence names that one of their tie alone."""

    one: Noun
    other: Noun
    alone: bool


def between_others(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of a sentence, its ties between two others told as theirs."""
    found, owner = list(drafts), discourse.frame.owner
    if owner is None or all(d.relation not in _PACTS for d in found):
        return found
    pairs = list(_pairs(sentence, discourse, owner))
    if pairs:
        plain = all(n.kind != "Tie" for n in sentence.nouns)
        told = [_as_theirs(draft, pairs, discourse, plain=plain) for draft in found]
        found = list(dict.fromkeys(draft for draft in told if draft is not None))
    return _beside_theirs(found, sentence, owner)


def _beside_theirs(drafts: list[Draft], sentence: Masked, owner: Entity) -> list[Draft]:
    """The drafts without those of the own city, which is not named, with one whose tie with another is told."""
    theirs = [
        (d.subject, d.object)
        for d in drafts
        if d.relation in _PACTS and isinstance(d.object, Entity) and owner not in (d.subject, d.object)
    ]
    if not theirs or any(_is_own(n, owner) for n in sentence.nouns) or _OURS.search(sentence.text):
        return drafts
    tied = {end.iri for ends in theirs for end in ends}
    head = _head(sentence, theirs)
    told = [_of_head(d, head, tied, owner) if d.relation in _PACTS else d for d in drafts]
    return list(dict.fromkeys(d for d in told if d is not None))


def _of_head(draft: Draft, head: Entity | None, tied: set[str], owner: Entity) -> Draft | None:
    """A draft of the own city's as that of the one whose ties the sentence tells; none if it is tied with it."""
    if not isinstance(draft.object, Entity) or owner not in (draft.subject, draft.object):
        return draft
    partner = draft.object if draft.subject == owner else draft.subject
    if partner.iri in tied:
        return None
    return draft if head is None else draft._replace(subject=head, object=partner)


def _head(sentence: Masked, theirs: list[tuple[Entity, Entity]]) -> Entity | None:
    """The one whose ties a sentence tells: A市は…B市やC市とも友好都市; A has sister cities of its own: B and C."""
    at, first = next(
        ((at, sentence.nouns[n]) for at, n in sentence.index.items() if sentence.nouns[n].kind in _PARTIES),
        (0, None),
    )
    if first is None or not _OPENS.fullmatch(sentence.text, 0, at) or not _IS_HEAD.match(sentence.text, at + 1):
        return None
    return next((e for e in theirs[0] if _means(first, e) and all(e in ends for ends in theirs)), None)


_OPENS = re.compile(
    r"[^\w\ue000-\uf8ff]{0,3}(?:(?:また|なお|一方|ちなみに|さらに)、?|(?:And|But|Meanwhile,|In turn,) )?"
)
_IS_HEAD = re.compile(
    r"(?:市|町|村|州|省)?(?:\([^()]*\))?(?:は|も|が|には|では)|(?:, [^,;.]{2,50},)? (?:also |itself |now )*"
    r"(?:has|is|was|keeps|maintains|counts)\b"
)


def _as_theirs(draft: Draft, pairs: list[_Pair], discourse: Discourse, *, plain: bool) -> Draft | None:
    """A draft of a tie as that of the two that its sentence names; none where it is with the first of them."""
    if draft.relation not in _PACTS or not isinstance(draft.object, Entity):
        return draft
    ends = (draft.subject, draft.object)
    if any(all(_means(pair.one, end) or _means(pair.other, end) for end in ends) for pair in pairs):
        return draft
    for pair in pairs:
        if any(_means(pair.other, end) for end in ends):
            relation = "cityTieWith" if plain and draft.relation in TIES else draft.relation
            one, other = (discourse.minter.entity(noun) for noun in pair[:2])
            return draft._replace(subject=one, relation=relation, object=other)
    return None if any(pair.alone and _means(pair.one, end) for pair in pairs for end in ends) else draft


def _pairs(sentence: Masked, discourse: Discourse, owner: Entity) -> Iterator[_Pair]:
    for way in _WAYS.get(discourse.frame.lang, ()):
        for told in _way(way).finditer(sentence.text):
            of = "of" if told.groupdict().get("of") else "other"  # Newport is the twin of A, and Swansea of B
            one, other = (sentence.noun_at(told.start(end)) for end in ("one", of))
            if one is None or other is None or not {one.kind, other.kind} <= _PARTIES or one.names_what(other):
                continue
            if any(_is_own(n, owner) for n in (one, other)) or _own_leads(sentence, told.start(), owner):
                continue
            if way == "listed" and not _is_partner(one, discourse):
                continue
            if way == "topic" and one.country == discourse.frame.home_land and one.kind != "Region":
                continue  # parties/party reads those at home
            if way == "both" and not (
                _tied_across(one, other, owner) or _of_each_other(told, one, other, sentence, discourse)
            ):
                continue  # two partners of one's own: Lyon and Porto became sister cities
            if of == "of" and (one.country == other.country or other.kind == "Region"):
                continue  # and Newport of Wales
            if way == "between" and not _of_a_tie(sentence, told):
                continue  # flights between Graz and Linz
            named = sum(one.names_what(noun) for noun in sentence.nouns)
            yield _Pair(one, other, alone=named <= _TIMES_NAMED[way])


def _tied_across(one: Noun, other: Noun, owner: Entity) -> bool:
    """Whether one of two is of the own land and the other abroad: then neither is likely to be the own partner."""
    return one.country != other.country and owner.country in (one.country, other.country)


def _of_each_other(told: re.Match[str], one: Noun, other: Noun, sentence: Masked, discourse: Discourse) -> bool:
    """Whether two of different lands are said to be tied where the document's own partners are not spoken of.

    Who *followed* does so in a list, and so does who stands behind a comma.
    """
    if told["verb"] == "followed" or sentence.text[: told.start()].endswith(", "):
        return False
    if one.country == other.country or None in (one.country, other.country) or _OURS.search(sentence.text):
        return False
    owner = discourse.frame.owner
    if owner is None or any(_is_own(n, owner) for n in sentence.nouns):
        return False
    own = [tie for tie in discourse.told_ties if owner in (tie.owner, tie.partner)]
    return not own and all(not _means(n, owner) for head in discourse.above for n in head.nouns)


def _of_a_tie(sentence: Masked, told: re.Match[str]) -> bool:
    """Whether what is said to be between two is a tie or its paper."""
    noun = sentence.noun_at(told.start("paper")) if told["paper"] else None
    return noun is None or noun.kind in ("Tie", "AgreementWord", "Agreement")


_OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b|(?<![一-鿿ァ-ヴー])(?:本|当|わが|我が)[市県町村都]")


def _own_leads(sentence: Masked, before: int, owner: Entity) -> bool:
    """Whether the own city is the subject before, or what is told of stands beside it: 本市は, 本市のほか."""
    own = [(at, n) for at, i in sentence.index.items() if _is_own(n := sentence.nouns[i], owner)]
    return any(at < before and _LEADS.match(sentence.text, at + 1) for at, _ in own) or any(
        only_beside(sentence, n) for _, n in own
    )


_LEADS = re.compile(r"(?:市|県|都|町|区)?(?:\([^()]*\))?(?:は|が|も|から|と(?!の)|では)")


def _is_partner(noun: Noun, discourse: Discourse) -> bool:
    """Whether a document has told of somebody as a partner of its own, or names it in its title."""
    told = any(_means(noun, tie.partner) for tie in discourse.told_ties)
    return told or noun.text in discourse.frame.title


def _is_own(noun: Noun, owner: Entity) -> bool:
    return noun.kind == "Self" or _means(noun, owner)


def _means(noun: Noun, entity: Entity) -> bool:
    if noun.entities:  # a province is a party as the government that runs it
        return governing(noun.entities[0]).iri == governing(entity).iri
    return any(name.text == noun.text for name in entity.names)
