"""What a project's record is called by the line above it: 【第2期】 ごみの分別の普及, (3) 浄水場の改善."""

from __future__ import annotations

import re

from ..scene import Scene
from ..words import word

_STAGE = re.compile(
    r"\W{0,3}(?:第\s?[\d一二三四五]\s?(?:期|フェーズ|次)|(?:フェーズ|[Pp]hase|PHASE)\s?[\dIVX]{1,3})(?![\d年月])"
    r"[\s　】》〉\]).:：・-]*(?P<name>[^。]*)$"
)
_PART = re.compile(  # of a report, not the name of a project
    r"^(?:本|当)?(?:事業|プロジェクト|案件|計画)の|(?:の(?:概要|あらまし|しくみ|仕組み|ねらい|特徴|紹介|内容|経緯|背景|目的|成果|体制|歩み|効果|進捗|実績|状況|取組|流れ|予定)|概要|内容|背景|目的|経緯|成果|体制|予算|費|期間"
    r"|今後|参加|受け?入れ|一覧|報告|指標|派遣など|その他|展望|課題|組織|連絡先)"
)


def stage(title: str) -> str | None:
    """The name of the stage that a line is the title of; empty where it tells a number alone.

    >>> from enishi.ingest.frames.rows.stages import stage
    >>> stage("【第2期】 ごみの分別の普及"), stage("第2回の会議"), stage("[第1期]")
    ('ごみの分別の普及', None, '')
    """
    told = _STAGE.match(title)
    return None if told is None else re.sub(r"\s*[(（][^()（）]*[)）]$", "", told["name"]).strip("「」『』 　】")


def entitled(scene: Scene) -> str | None:
    """The name that the line or the numbered heading above gives a record of a project."""
    title = scene.discourse.entitled
    if not title:
        return None
    if (name := stage(title)) is not None:
        return name or None
    listed = any(word("project_list").search(m.clean.text) for m in scene.discourse.above[1:])
    fits = listed and len(title) > _SHORT and not _PART.search(title) and not _of_a_place(scene)
    return re.sub(r"\s*[(（][^()（）]*[)）]$", "", title).strip("「」『』【】[] 　") if fits else None


_SHORT = 4


def _of_a_place(scene: Scene) -> bool:
    """Whether the heading above only says where: ベトナム社会主義共和国 ハノイ市."""
    heading = scene.discourse.headings[-1] if scene.discourse.headings else None
    if heading is None:
        return False
    rest = heading.text
    for at, number in heading.index.items():
        if heading.nouns[number].kind in ("City", "Country", "Region"):
            rest = rest[:at] + " " + rest[at + 1 :]
    return len(re.sub(r"[\W\d_]|市|州|県|都", "", rest)) < _SHORT
