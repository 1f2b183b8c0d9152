"""Whether the words of a sentence tie a group of cities: they link it, list it, or say something else instead.

What a clause tells as a visit, a meeting, an office or an agreement is no tie, however near its word stands.
"""

from __future__ import annotations

import re

from ...text.mask import Noun
from ..scene import Scene, Spot
from ..words import word
from .joined import joined
from .rolls import of_another_kind
from .tie_words import spoken_spots

_GOES_ELSEWHERE = re.compile(  # he stood in Nagasaki, and in Seoul he called on …, a sister city: of the latter
    r"[,;] (?:and|but|then|before|while|whereas)\b[^,;]*\b(?:he|she|we|they|it) (?:\w+ly )?"
    r"(?!is\b|was\b|are\b|were\b|has\b|have\b)[a-z]+"
)


def guarded(scene: Scene, low: int, high: int) -> bool:
    """Whether the clause around says visit, meeting, office or agreement rather than a tie."""
    start, _ = scene.clause(low)
    _, end = scene.clause(high)
    if not scene.japanese:
        words = [s.at for s in spoken_spots(scene)]
        if words and all(at > high and _GOES_ELSEWHERE.search(scene.text, high + 1, at) for at in words):
            return True
        start, end = max(start, low - 40), min(end, high + 60)
    clause = scene.text[start:end]
    told = any(start <= s.at < end for s in spoken_spots(scene))
    if word("agreement").search(clause) or any(start <= s.at < end for s in scene.of("AgreementWord|Agreement")):
        return not told
    if not spoken_spots(scene):
        clause = scene.text
        if scene.japanese and scene.of("AgreementWord") and word("sign_paper").search(clause.split("※")[0]):
            return True  # A市とは、平成26年10月に友好交流協定を結びました: an agreement is told, no tie
    guard = scene.may_say("visit") and word("visit").search(clause)
    ordinal = any(start <= s.at < end for s in scene.of("Anniversary")) and not word("began").search(clause)
    return (bool(guard) or ordinal) and not told


def linked(scene: Scene, group: list[Spot], spoken: Noun | None) -> bool:
    """Whether the sentence's own words tie this group."""
    low, high = group[0].at, group[-1].at
    text = scene.text
    if spoken is None:
        return scene.japanese and bool(
            re.match(r"市?(?:\([^()]*\))?と(?:も|は)?、?", text[high + 1 :]) and scene.says("pact", high)
        )
    words = [s.at for s in spoken_spots(scene)]
    if scene.japanese:
        if re.match(
            r"(?:市|都|州)?(?:\([^()]*\))?(?:など|等)?(?:、.{0,12})?と(?:の間で|の|は|も)?", text[high + 1 :]
        ):
            return any(w > high for w in words) or bool(scene.says("pact", high))
        return any(at < low and word("tie_leads").fullmatch(text[at + 1 : low]) for at in words)
    for at in words:
        if at < low and word("tie_leads_en").fullmatch(text[at + 1 : low]):
            return True
        if at > high and word("tie_follows_en").fullmatch(text[high + 1 : at]):
            return True
    return any(joined(scene, at, group) for at in words)


def lists(scene: Scene, low: int, high: int) -> bool:
    """Whether a dated name stands as an entry of a list of ties."""
    if scene.japanese:
        text = scene.text
        if any(word("of_the_work").search(text[max(0, at - 8) : at]) for at, _ in scene.dates):
            return False  # 場所:A市 期間:平成25年度: a record of a project
        return not (word("place_particle").match(text, high + 1) or word("listed_else").match(text, high + 1))
    if of_another_kind(scene, low, high):
        return False
    before, behind = scene.text[max(0, low - 24) : low], scene.text[high + 1 : high + 90]
    return bool(word("joined_en").match(behind) or word("brought_en").search(before))
