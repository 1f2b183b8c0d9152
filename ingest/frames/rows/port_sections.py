"""Records of ports in sections: 【マニラ港(フィリピン)】, and below it each tie: 姉妹港提携 平成12年7月31日締結.

The heading names the other port; the line, which is all that it says, tells the paper and its day. The document's
own port, or that of its city, is the other party. In English as well: *Port of Durban (South Africa)*, and below it
*Sister port since May 1986.*
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.mask import Masked
from ..bodies import own_port
from ..scene import Scene

_HEADED = re.compile(
    r"[\W\d]*(?P<port>[一-鿿ァ-ヴー・＝=]{2,16}港|Port of [A-Z][\w’' -]{2,24})\s?(?:\([^()]*\))?\W*$"
)
_LINE = re.compile(
    r"\W{0,3}[^\s。、:：()\d]{1,16}(?:\s?[:：]\s?|\s)(?P<day>[\ue000-\uf8ff])\s?に?"
    r"(?:締結|調印|提携|署名|[\ue000-\uf8ff])?\s?(?:\([^()]*\))?\W*$"
)
_SINCE = re.compile(
    r"\W{0,3}(?:(?:[Oo]ur|[Aa]|[Ii]ts) )?(?:[Ss]ister|[Ff]riendship|[Pp]artner(?:ship)?|[Tt]win)[ -]ports?"
    r"(?: (?:agreement|tie|link))?,? (?:since|from|signed in|concluded in) (?P<day>[\ue000-\uf8ff])\W*$"
)
_TITLED = re.compile(r"[\W\d]*([一-鿿ァ-ヴー]{2,8}港)の?(?:と|海外|姉妹|友好|提携)")
_PAPER = re.compile(r"協定|提携|縁組|姉妹港|友好港|覚書|議定書")
_LONGEST = 60  # characters of a line that tells a paper and its day


def port_sections(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of the own port and the one that the section's heading names."""
    text = scene.masked.clean.text
    if not scene.discourse.headings or len(text) > _LONGEST or "。" in text:
        return
    heading = scene.discourse.headings[-1]
    named = _HEADED.match(heading.clean.text)
    of_ports = _SINCE.match(scene.text)
    line = of_ports or _LINE.match(scene.text)
    since = scene.date_at(line.start("day")) if line else None
    if named is None or since is None or not (of_ports or _PAPER.search(text)) or scene.of("City|Port"):
        return
    title = _TITLED.match(scene.discourse.frame.title)
    own = own_port(scene) or (scene.discourse.minter.named("Port", title[1]) if title else None)
    other = _port(named["port"].strip(), heading, scene)
    yield from scene.draft(
        own, "agreementWith", other, (0, len(scene.text)), "port-section", since=since, done=True
    )


def _port(name: str, heading: Masked, scene: Scene) -> Entity | None:
    """The port of a heading."""
    noun = next((n for n in heading.nouns if n.kind == "Port" and n.text == name), None)
    return scene.entity(noun) if noun is not None else scene.discourse.minter.named("Port", name)
