"""For when a count holds: as of the day, or at the end of the month or year, that stands with it.

令和5年12月末現在、…は13,480人, 13,480人(令和5年12月末、住民基本台帳), 186 members at the end of 2023.
Any other date of the sentence, above all when something was founded or joined, says nothing of the count.
"""

from __future__ import annotations

import re

from ....ontology.edtf import Interval, on
from ..scene import Scene

_HOLDS = re.compile("の?(?:末|現在|時点)")
_BEFORE = re.compile(r"(?:の同期|同期|の同じ時期)?(?:より|から|に比べ|と比べ|比|を)")  # 前年より210人多い
_BEHIND = re.compile(
    r"[^。、()]{0,6}(?:[(、]\s?(?P<day>[\ue000-\uf8ff])(?:末日?)?(?:現在|時点)"
    r"|\((?P<at>[\ue000-\uf8ff])末?日?(?:\)|、|,|[^。()、\ue000-\uf8ff]{2,12}(?:による|から|より|調べ)?\)))"
)
_CLOSING = re.compile(  # …2,145人で、10年で倍になりました(令和6年9月末現在、住民基本台帳)
    r"[(](?:いずれも|数値は|人数は)?(?P<day>(?P<at>[\ue000-\uf8ff]))(?:末日?)?の?(?:現在|時点)(?:、[^()\ue000-\uf8ff]*)?\)。?$"
)
_EN = re.compile(
    r"\b(?:[Aa]s of|[Aa]t the (?:end|close|start|beginning) of|[Bb]y the end of|[Oo]n) (?:the )?"
    r"(?P<day>[\ue000-\uf8ff])|\((?:as of |at the end of |end of |in )?(?P<at>[\ue000-\uf8ff])\)"
)
_OPENS_EN = re.compile(  # In January 2024 it counts 131 members
    r"^\W{0,3}(?:In|By) (?P<day>[\ue000-\uf8ff]),? (?:it|they|the [a-z]+|[\ue000-\uf8ff]) (?:already |still )?"
    r"(?:has|had|counts?|counted|numbers|numbered|comprise[sd])\b"
)
_THEN_EN = re.compile(r"\b(?:at (?:the|that) time|by then|then|that year)\b")


def as_counted(scene: Scene, at: int) -> Interval | None:
    """The date for which the count at a place of the masked text says that it holds; none where none is told."""
    if not scene.japanese:
        return _in_english(scene, at)
    ahead = [(d, v) for d, v in scene.dates if d < at]
    held = [pair for pair in ahead if _HOLDS.match(scene.text, pair[0] + 1)]
    if held and all(_BEFORE.match(scene.text, d + 1) for d, _ in ahead[ahead.index(held[-1]) + 1 :]):
        return _at_end(scene, *held[-1])
    behind = _BEHIND.match(scene.text, at + 1) or _CLOSING.search(scene.text, at + 1)
    day = behind.start("day" if behind["day"] else "at") if behind else -1
    when = scene.date_at(day)
    return _at_end(scene, day, when) if when is not None else None


def _at_end(scene: Scene, at: int, when: Interval) -> Interval:
    """The last day of a month that is told with 末日: (令和6年3月末日); 末 alone is the month."""
    last = when.latest if when.precision == "month" and scene.text.startswith("末日", at + 1) else None
    return on(last.year, last.month, last.day) if last is not None else when


def _in_english(scene: Scene, at: int) -> Interval | None:
    told = [m.start("day" if m["day"] else "at") for way in (_EN, _OPENS_EN) for m in way.finditer(scene.text)]
    found = [v for d, v in scene.dates if d in told]
    if len(found) == 1 and len(scene.dates) == 1:
        return found[0]
    then = len(scene.dates) == 1 and scene.dates[0][0] < at and _THEN_EN.search(scene.text[:at])
    return scene.dates[0][1] if then else None
