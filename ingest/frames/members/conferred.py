"""Who gave a title in Japanese: 国連から「平和の使者」に選ばれ, X協会から友好賞を受けた, Y省より「…都市」に認定.

The giver stands with から or より before the title; of 中国の対外友好協会 it is the body, not the land before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ...nouns.titles_borne import is_post
from ..scene import Scene, Spot

GIVERS = (
    "InternationalOrganization|NationalGovernment|Organization|Foundation|CityNetwork|Alliance|Office|University"
)
_N = "[\ue000-\uf8ff]"
_GIVEN = re.compile(
    rf"(?:\([^()]*\))?(?:から|より)、?[^。、「」]{{0,12}}?(?:「(?P<quoted>[^「」]{{2,30}})」|(?P<title>{_N})"
    r"|(?P<award>[一-鿿ァ-ヴー・]{2,16}?(?:賞|表彰|感謝状|称号)))"
    rf"(?:(?:の(?:称号|認定|指定|認証))?を(?:受け(?!入|持)|受賞|贈られ|授与され|授かっ|いただ)"
    rf"|(?:の(?:一つ|ひとつ))?(?:に|として)(?:{_N}(?:市|県)?が)?(?:選ばれ|選定|認定|指定|認められ|表彰))"
)
_HOLDER = re.compile(rf"(?:に|として)({_N})(?:市|県)?が")
"""モデル都市に|A市が|選ばれる."""


def conferred(scene: Scene) -> Iterator[Draft]:
    """``conferredBy`` and ``receivedTitle`` of a title that a body gave."""
    for giver in scene.of(GIVERS):
        told = _GIVEN.match(scene.text, giver.at + 1)
        role = _title(scene, told) if told else None
        if told is None or role is None:
            continue
        span = (giver.at, told.end())
        behind = _HOLDER.search(told[0])
        holder = scene.masked.noun_at(told.start() + behind.start(1)) if behind else None
        subject = scene.entity(holder) if holder is not None else _holder(scene, giver)
        dates = [when for at, when in scene.dates if at < giver.at]
        since = dates[-1] if dates else None
        yield from scene.draft(subject, "receivedTitle", role, span, "title-conferred", since=since)
        yield from scene.draft(role, "conferredBy", scene.entity(giver.noun), span, "title-conferred")


def _title(scene: Scene, told: re.Match[str]) -> Entity | None:
    """The title: one that the authority list knows, else by its name; nothing where a post is given."""
    minter = scene.discourse.minter
    if told["title"] is None:
        name = scene.masked.plain(*told.span("quoted" if told["quoted"] else "award"))
        return None if is_post(name) else minter.named("Role", name)
    noun = scene.masked.noun_at(told.start("title"))
    if noun is None or noun.kind not in ("Title", "Quoted", "Role", "Tie") or len(noun.text) <= _SHORT:
        return None
    if noun.entities and noun.entities[0].kind == "Role":
        return minter.known(noun.entities[0])
    name = noun.text.strip("「」『』")
    return None if is_post(name) else minter.named("Role", name)


_SHORT = 4
_TOPIC = re.compile("市?(?:県)?(?:は|が)")


def _holder(scene: Scene, giver: Spot) -> Entity | None:
    """Whom the sentence is about, else the document's own party."""
    ahead = [s for s in scene.of("City|Prefecture|Self") if s.at < giver.at and _TOPIC.match(scene.text, s.at + 1)]
    if ahead and not scene.is_own(ahead[-1].noun):
        return scene.entity(ahead[-1].noun)
    return scene.owner
