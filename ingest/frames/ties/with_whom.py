"""Lines that name nobody, below a title that says with whom all of it is: ヤンゴン市との取組, アナハイム市との歩み.

平成26年5月22日 まちづくりの覚書を締結 is an agreement with the one whom the title names, and 2006年 30周年の式典 an
anniversary of the tie with it. A line that names a party, known or not (商工会と覚書を締結), speaks for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ...text.mask import Masked, Noun
from ..scene import Scene
from ..words import word

_PARTY = "City|Prefecture|Region|Organization|University|EducationalInstitution|Facility|Port|CityNetwork|Person"
_PLACES = "City|Region|Prefecture"
_PROFILE = re.compile(  # 八戸市の姉妹都市 フェデラルウェイ市(アメリカ・ワシントン州)
    r"\W{0,3}(?:[\ue000-\uf8ff](?:市|町|村|県)?(?:の|と))?[\ue000-\uf8ff](?:提携)?(?:先|都市)?[\s:・の「『]*"
    r"(?:[\ue000-\uf8ff](?:市|州|省|県|町)?[・の、 ]?){1,3}(?:\([^()]*\))?[」』]?"
    r"(?:の(?:紹介|概要|プロフィール))?\s*"
)
_DATED = re.compile(r"\W{0,3}[\ue000-\uf8ff](?:に|には)?[、\s]")


def with_whom(scene: Scene) -> Noun | None:
    """The one place or body abroad that the line or heading above says all below it is with."""
    if not scene.japanese:
        return None
    for above in scene.discourse.above:
        if word("with_others").search(above.clean.text):
            return None
        others = [n for n in above.nouns if scene.is_a(n, _PLACES) and not scene.is_own(n) and not scene.at_home(n)]
        if others:
            cities = [n for n in others if n.kind == "City"] or others
            alone = len({n.entities[:1] or n.text for n in cities}) == 1
            return cities[0] if alone and _is_with(above, cities[-1]) else None
    return None


def _is_with(title: Masked, partner: Noun) -> bool:
    """Whether a title is about what is done with somebody: との取組, とA市の交流, 姉妹都市の横顔 A市."""
    behind = title.clean.text[partner.end :]
    if word("with_them").match(behind) or _PROFILE.fullmatch(title.text):
        return True
    own = any(n.kind in ("City", "Prefecture", "Self") and n is not partner for n in title.nouns)
    named = own or any(n.kind == "Tie" for n in title.nouns)
    return named and bool(word("with_story").search(title.clean.text))


def unsaid(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` whom the title names, in a line of a chronology that says no party to the paper."""
    papers = scene.of("AgreementWord")
    dated = scene.discourse.kind in ("row", "item") or _DATED.match(scene.text)
    if not papers or not dated or "。" in scene.text[:-1] or scene.of("Tie"):
        return
    verb = next((m for m in scene.each("signed") if m.start() > papers[0].at), None)
    if (
        verb is None
        or any(not scene.is_own(s.noun) for s in scene.of(_PARTY))
        or _names_somebody(scene, papers[0].at)
    ):
        return
    if (partner := with_whom(scene)) is None:
        return
    since = scene.dates[0][1] if len(scene.dates) == 1 else None
    span = (papers[0].at, verb.end())
    yield from scene.draft(scene.owner, "agreementWith", scene.entity(partner), span, "pact-below", since=since)


def _names_somebody(scene: Scene, paper: int) -> bool:
    """Whether a name that is not known stands as a party: 医師会が, 民間団体との."""
    return word("somebody").search(scene.text, 0, paper) is not None
