"""Of which kind the tie is that an entry of a list tells: its own word says, else the word under which it stands.

In a table without a column for the kind, a column 内容 may say it: 茶の交流協定, 経済交流の覚書 are papers and no
sister cities, 姉妹都市提携 is a tie. Where nothing above such a table lists ties, a row that tells neither
(作品展を開催) is none, whatever the rows before it were.
"""

from __future__ import annotations

import re

from ...matching.discourse import Discourse, asks
from ..scene import Scene
from ..words import word
from .fields import Annotate, Entry, kind_of
from .tie_rows import listed_tie, tie_around


def listed_pacts(discourse: Discourse) -> bool:
    """Whether the list that an entry stands in is one of agreements."""
    return any(word("kind_pact").search(m.clean.text) for m in discourse.nearest)


_BY_A_PAPER = re.compile(  # below Sister cities: Graz, Austria: agreement signed on 9 May 2015
    r"(?<![a-z] )\b(?:[Aa]greement|[Mm]emorandum|[Cc]harter|[Tt]reaty|[Pp]act|[Pp]apers?|MOU|MoU)"
    r"(?: of understanding)?,? "
    r"(?:was |were )?(?:signed|concluded|sealed|dated|of|from) (?:on |in )?(?:\d|[A-Z][a-z]+ \d)"
)


def relation_of(entry: Entry, scene: Scene, annotate: Annotate) -> str | None:
    """The relation that an entry tells; none where it tells no tie."""
    asked = any(asks(heading.clean.text) for heading in scene.discourse.headings[-1:])
    answered = scene.discourse.last.get("Tie") if asked else None
    titled = listed_tie(scene, titles=True) or answered
    context = titled or tie_around(scene)
    listed = context.value if context is not None and isinstance(context.value, str) else None
    own = [k for k in entry.kinds if k != "agreementWith"] or entry.kinds
    if entry.port:
        said = " ".join([scene.masked.clean.text, *(m.clean.text for m in scene.discourse.above)])
        return "agreementWith" if own or word("twin_ports").search(said) else None
    if own and not (listed and own == ["agreementWith"] and _BY_A_PAPER.search(scene.masked.clean.text)):
        return own[0]
    if entry.content is not None and (told := _of_content(entry, annotate)):
        return told
    if listed_pacts(scene.discourse) and listed is None:
        return "agreementWith"
    return None if entry.content is not None and titled is None else listed


def _of_content(entry: Entry, annotate: Annotate) -> str | None:
    """The relation that the cell for what a row is about tells, where the cell is the name of a paper or a tie."""
    if entry.content is None or not word("content_names").fullmatch(entry.content.text.strip()):
        return None
    return kind_of(annotate(entry.content))
