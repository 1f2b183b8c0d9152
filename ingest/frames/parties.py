"""English sentences about ties: who is the other party, of which city a word for a tie speaks."""

from __future__ import annotations

import re

from ...ontology.edtf import Interval
from ...ontology.model import Entity
from ..nouns.mint import governing
from ..text.mask import Noun
from .scene import Scene, Spot
from .words import word

PLACES = "City|Prefecture|Region"
STATES = re.compile(r"\b(?:Province|State|Prefecture|County)$")
IN_STATE = re.compile(
    r"[\ue000-\uf8ff],? (?:also )?(?:in )?(?:the )?(?:[\ue000-\uf8ff]['’]s )?$"
    r"|[\ue000-\uf8ff] \((?:in )?$"
    r"|\b(?:city|capital|town|port|part|centre|center|corner) (?:of|in) (?:the )?(?:[\ue000-\uf8ff]['’]s )?$"
)
OF_ANOTHER = re.compile(r"\b[Ww]ith (?:the )?(?:(?:town|city|village|port|county|municipality) of )?[A-Z][a-z]")
SAYS_SO = re.compile(r"^(?:That|This|It) (?:was|became|is)\b")
ENTRY_GOES_ON = re.compile(
    r"^(?:(?:An?|Our|Its|The) )?(?:\w+ ){0,2}[\ue000-\uf8ff] since (?=[\ue000-\uf8ff])"
    r"|^(?:The|This|Our|Its) (?:tie|link|bond|twinning|relationship|partnership|friendship)"
    r" (?:of|from|since|dates from|began (?:in|on)|goes back to) (?=[\ue000-\uf8ff])"
)
_APPOSED = re.compile(r"[,;] (?:which|who)(?: \w+)? (?:is|was|has been|became)(?: \w+)?(?: an?)? $")
_PARTY = re.compile(
    r"\b(?:(?:ties?|links?|bonds?|relations?|relationships?|friendship|partnership|agreement|pact|twinning"
    r"|that|the one) with"
    r"|(?:paired|twinned|linked up|linked|partnered|partners) with)(?: the)?(?: [Cc]ity of)? $"
)
_WITH = re.compile(r"(?:^|[.;:,] |and |\W)[Ww]ith(?: the [Cc]ity of)? $")
_BOUND_WITH = re.compile(
    r"[^.;]{0,70}?\b(?:began|begun|became|signed|made|concluded|followed|started|formed|dates? (?:from|back)|since"
    r"|reached|exchanged|agreed|goes back"
    r"|formali[sz]ed|sealed|entered)\b"
)
_NONE = re.compile(r"\b(?:no|not|never|nor|without|neither|only|talks?|ended|if|would|may|might)\b")


_LISTS = re.compile(
    r"\b(?:joined|added|came|followed"
    r"|(?:latest|newest|youngest|first|last|next|oldest|others?) (?:were|are|was|is))\b"
    r"[^:.;]{0,40}: (?=[\ue000-\uf8ffA-Z])"
)


def is_party(scene: Scene, low: int, high: int) -> bool:
    """Whether a city stands as the other party: our tie with Kobe, begun in 1989; With Kobe it began in 2000."""
    if scene.japanese:
        return False
    text = scene.text
    clause = re.split(r"[.;]", text[high + 1 :], maxsplit=1)[0]
    if scene.of("Port|Facility|Organization|Event|EventSeries") or _NONE.search(text[max(0, low - 30) : low]):
        return False
    if _NONE.search(clause[:60]):
        return False
    before = text[max(0, low - 60) : low]
    if _PARTY.search(before):
        return bool(scene.dates)
    return bool(scene.dates and _WITH.search(before) and _BOUND_WITH.match(clause))


def own_words(scene: Scene, high: int, behind: list[Spot]) -> list[Spot]:
    """The words for a tie behind a city that may be its own: A since 1981, and B, which is a friendship city."""
    apposed = [w for w in behind if _APPOSED.search(scene.text[high : w.at])]
    between = [s for s in scene.of(PLACES) if apposed and high < s.at < apposed[0].at]
    kept = [w for w in behind if not (between and w is apposed[0])]
    return [w for w in kept if not _of_the_next(scene, high, w)]


def _of_the_next(scene: Scene, high: int, told: Spot) -> bool:
    """A was added in 1996 and B became a friendship city: the word is of B alone."""
    dates = [d for d, _ in scene.dates if high < d < told.at]
    later = [s for s in scene.of(PLACES) if dates and dates[0] < s.at < told.at]
    return bool(later) and not re.search(r"s$", told.noun.text)


def before_said(scene: Scene) -> Noun | None:
    """The word for a tie that was said before the sentence."""
    return scene.discourse.tie or scene.discourse.tie_before or scene.discourse.last.get("Tie")


def listed_behind_colon(
    scene: Scene, groups: list[list[Spot]]
) -> tuple[Interval, list[Spot], tuple[int, int]] | None:
    """A year later three joined: A in China, B and C. The date told before the colon is theirs."""
    told = _LISTS.search(scene.text)
    if told is None or _NONE.search(scene.text[: told.end()].replace("no fewer", "")):
        return None
    dates = [v for d, v in scene.dates if d < told.end()]
    members = [s for g in groups for s in g if s.at >= told.end()]
    if len(dates) != 1 or len(members) < 2 or any(d >= told.end() for d, _ in scene.dates):
        return None
    return dates[0], members, (told.start(), members[-1].at + 1)


def names_unknown(scene: Scene) -> bool:
    """Whether the sentence names its party, though no list knows it: モンゴルの都市とは, ロマンモティエ町とも."""
    return bool(word("unknown_party").search(scene.text))


def of_others(scene: Scene) -> bool:
    """Whether the sentence is about what a prefecture, a port, a school or a body of citizens has tied."""
    if not scene.japanese:
        return False
    owner = scene.discourse.frame.owner
    if owner is not None and owner.kind == "Prefecture":
        return False
    if any(scene.is_own(s.noun) for s in scene.of("City|Self")):
        return False
    told = word("others_topic").search(scene.text)
    if told is None:
        return any(
            word("topic_behind").match(scene.text, s.at + 1)
            for s in scene.of("Prefecture|University|Organization|Foundation|EducationalInstitution|Port|Company")
        )
    return not any(s.at < told.start() for s in scene.of("City"))


_OF_ONE = re.compile(
    r"\bthe (?:(?P<first>former|first(?! time)|earliest|oldest)|last(?! time)|latter|latest|newest|youngest"
    r"|most recent)"
    r"(?: (?:of|among) (?:them|these|the \w+))?,? (?:being |added |joining |came |followed )?"
    r"(?:in |on |since |from )?$"
)


def dates_member(scene: Scene, group: list[Spot], spot: Spot) -> bool:
    """Whether the date behind a group is a member's: A, B and C followed, the last of them in 1993."""
    if scene.japanese or len(group) < 2:
        return True
    behind = [d for d, _ in scene.dates if d > group[-1].at]
    told = _OF_ONE.search(scene.text, group[-1].at, behind[0]) if behind else None
    return told is None or spot is (group[0] if told["first"] else group[-1])


def government(scene: Scene, entity: Entity | None) -> Entity | None:
    """A state or province as the party to a tie that its government is."""
    return entity if entity is None or entity.kind != "Region" else scene.discourse.minter.known(governing(entity))


def decade(when: Interval) -> bool:
    """Whether a date is as wide as the 1990s."""
    return bool(when.earliest and when.latest and when.latest.year - when.earliest.year >= 5)


def beginning(scene: Scene, when: Interval | None) -> Interval | None:
    """The date, if it can be a tie's beginning."""
    fits = when is not None and not decade(when) and scene.place.dating.begins(when)
    return when if fits else None
