"""Lines that are a pair and since when it is tied, no more: 大船渡市(岩手県) ― パロス市 1992年8月締結.

The one of the document's own country is whose tie it is. Of which kind it is, the line says, else what stands above
(日本とスペインの姉妹都市); a line under no word for a tie is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...text.mask import Masked
from ...text.structure import Block
from ..parties import beginning, government
from ..scene import Scene
from .tie_rows import tie_around

_N = "[\ue000-\uf8ff]"
_UNKNOWN = r"[ァ-ヴー・＝=]{2,20}(?:市|町|村|州|県|郡)"
_UNIT = r"(?:市|町|村|州|省|県|道|区|郡)?"
_ASIDE = r"(?:\s?\([^()]{1,20}\))?"
_PAIR = re.compile(
    rf"[^\w\ue000-\uf8ff]{{0,4}}(?P<home>{_N}){_UNIT}{_ASIDE}\s?(?:[―—–‐:：=＝⇔↔~〜→・-]|と)+\s?"
    rf"(?:(?P<land>{_N})[・の\s])?(?P<other>{_N}|{_UNKNOWN}){_UNIT}{_ASIDE}[\s,、:：]*"
    rf"(?:(?P<tie>{_N})[\s,、:：]*)?(?:\()?(?P<date>{_N})(?:に|の)?[\s]?(?:提携|締結|調印|盟約|縁組)?\)?"
    rf"{_ASIDE}\W*"
)
_NONE = re.compile(r"終了|解消|予定|協議中|休止|検討")


def pair_line(
    block: Block, inner: list[Masked], discourse: Discourse, reading: Reading
) -> Iterator[tuple[Masked, Draft]]:
    """The tie of such a line, and where the other lies if the line says so."""
    if block.kind == "heading" or block.header_pairs or len(inner) != 1 or discourse.frame.lang != "ja":
        return
    line = inner[0]
    told = _PAIR.fullmatch(line.text)
    home = line.noun_at(told.start("home")) if told else None
    if told is None or home is None or home.kind not in ("City", "Prefecture") or _NONE.search(line.clean.text):
        return
    scene = Scene(line, discourse, reading)
    other, since = _other(told, scene), scene.date_at(told.start("date"))
    if not scene.at_home(home) or other is None or since is None:
        return
    kind = _kind(line, scene)
    if kind is None:
        return
    discourse.by_columns.add(other.iri)
    one, span = scene.entity(home), (0, len(line.text))
    for draft in scene.draft(
        one, kind, other, span, "pair-line", since=beginning(scene, since), done=scene.is_past(since)
    ):
        yield line, draft


def _kind(line: Masked, scene: Scene) -> str | None:
    """Of which kind the tie is: as the line says, else as what stands above it."""
    said = next((n for n in line.nouns if n.kind == "Tie"), None)
    if said is None and "友好" in line.clean.text:
        return "friendshipCityOf"
    told = said or tie_around(scene)
    return told.value if told is not None and isinstance(told.value, str) else None


def _other(told: re.Match[str], scene: Scene) -> Entity | None:
    """The other party: a place abroad, or one that no list knows, by its form."""
    noun = scene.masked.noun_at(told.start("other"))
    if noun is None:
        name = scene.masked.plain(*told.span("other"))
        return scene.discourse.minter.named("City", name) if len(told["other"]) > 1 else None
    if noun.kind not in ("City", "Region") or scene.at_home(noun):
        return None
    return government(scene, scene.entity(noun))
