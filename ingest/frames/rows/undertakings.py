"""Records of projects without a table: a line that names the project, and below it where and when.

所:スラバヤ市(インドネシア) 期間:平成16年度から, under 事業4 高倉式コンポストの普及 or 【…の普及】.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft, days
from ..scene import Scene
from ..words import word
from .stages import stage

_OF_A_LIST = re.compile(
    r"(?:した|している|中の|主な|過去の|これまでの)(?:[一-鿿]{0,4})(?:案件|事業|プロジェクト)$|(?:一覧|実績)$"
)


def undertakings(scene: Scene) -> Iterator[Draft]:
    """``implementedIn`` and ``projectIn`` of the project that the lines around are the record of."""
    title = scene.discourse.entitled
    if not title or not scene.japanese or scene.discourse.kind == "heading":
        return
    keyed = word("record_place").match(scene.text)
    if keyed is None:
        return
    title = re.sub(r"\([^()]*\)$", "", title)  # who carries it out, or what it is called for short
    called = stage(title)
    name = called if called else word("project_number").sub("", title).strip("【】「」『』[]■□◆◇○●・ ")
    numbered = called is not None or name != title.strip("【】「」『』[]■□◆◇○●・ ")
    above = " ".join(m.clean.text for m in scene.discourse.above)
    if (
        len(name) < 4
        or re.search("[>›/|]", name)
        or _OF_A_LIST.search(name)
        or not (word("project_word").search(name) or (numbered and word("project_list").search(above)))
    ):
        return
    places = [
        s
        for s in scene.of("City|Country|Region")
        if s.at < keyed.end() + 16 and not scene.is_own(s.noun) and not scene.at_home(s.noun)
    ]
    chosen = [s for s in places if s.noun.kind == "City"] or places
    begun, ended = days(scene.dates[0][1]) if scene.dates else (None, None)
    project = scene.discourse.minter.named("Project", name)
    for spot in chosen:
        span = (0, spot.at + 1)
        where = scene.entity(spot.noun)
        yield from scene.draft(project, "implementedIn", where, span, "project-record", since=begun, until=ended)
        yield from scene.draft(scene.owner, "projectIn", where, span, "project-record", since=begun, until=ended)
    if re.search("JICA|国際協力機構", scene.masked.clean.text):
        for spot in scene.of("InternationalOrganization|NationalGovernment"):
            if re.search("JICA|国際協力機構", spot.noun.text):
                yield from scene.draft(
                    project, "fundedBy", scene.entity(spot.noun), (spot.at, spot.at + 1), "project-record"
                )
