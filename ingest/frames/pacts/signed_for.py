"""Agreements that persons signed for their bodies: A大学のB学長とC病院のD院長が協定に署名した.

Each side is told by the body before the post; a mayor or governor without one signs for the document's own city.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene

_POST = r"(?:[市町村区局学院会社校館総]長|知事|理事長|事務局長|総裁|長官|大臣|代表)"
_HEADS = re.compile(
    rf"(?P<one>[^。、とがは]{{1,30}}?{_POST})と、?(?P<two>[^。、とがは]{{1,30}}?{_POST})が、?"
    r"(?=[^。]{0,50}[\ue000-\uf8ff][^。]{0,10}(?:署名|調印|締結|結[びん]|交わ))"
)
_OWN = re.compile(r"[市町村区]長$|知事$")
_BODIES = "City|Prefecture|Region|Organization|Facility|Port|Department|Anaphor"


def signed_for(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` between the bodies whose heads signed."""
    told = _HEADS.search(scene.text)
    papers = [s for s in scene.of("AgreementWord|Agreement") if told and s.at > told.end()]
    verb = next((m for m in scene.each("signed") if papers and m.start() > papers[0].at), None)
    if told is None or verb is None:
        return
    one, two = _body(scene, *told.span("one")), _body(scene, *told.span("two"))
    ahead = [v for d, v in scene.dates if d < papers[0].at]
    since = ahead[-1] if ahead else None
    yield from scene.draft(one, "agreementWith", two, (told.start(), verb.end()), "signed-for", since=since)


def _body(scene: Scene, low: int, high: int) -> Entity | None:
    """The body for which a person signs: the one named before, what 同局 takes up, the own city of its mayor."""
    named = [s.noun for s in scene.of(_BODIES) if low <= s.at < high]
    if not named:
        return scene.owner if _OWN.search(scene.text, low, high) else None
    noun: Noun | None = named[-1]
    if named[-1].kind == "Anaphor":
        word = named[-1].text.removeprefix("同")
        spoken = reversed(list(scene.discourse.last.values()))
        noun = next((n for n in spoken if n.kind != "Anaphor" and n.text.endswith(word)), None)
    return scene.entity(noun) if noun is not None else None
