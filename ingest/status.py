"""How settled a fact is, read from the words around it; never assumed.

What follows the match in its clause decides first (締結する予定 makes the tie planned), then what stands in
it. A negated predicate states nothing.
"""

from __future__ import annotations

import re

from ..ontology.model import Status

_CUES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        Status.WITHDRAWN,
        re.compile(
            r"白紙(?:撤回|に)|見送|断念|取り下げ|撤回|中止(?:と|に|し)|\bwithdr[ae]w|\bcancel+ed\b|\bcalled off\b"
        ),
    ),
    (
        Status.REJECTED,
        re.compile(r"否決|落選|選ばれなかっ|選定されなかっ|\brejected\b|\blost the bid\b|\bnot selected\b"),
    ),
    (
        Status.ENDED,
        re.compile(
            r"(?:解消|廃止|閉鎖|終了|閉所|脱退|退会)(?:し|され|と|に|。|$|\))|\bclosed\b|\bterminated\b|\bdissolved\b|\bended\b"
        ),
    ),
    (
        Status.PLANNED,
        re.compile(
            r"予定(?!どおり|通り)|見込み|見通し|(?:開設|締結|開催|設置|提携|実施)(?:に向け|へ向け|を目指|をめざ|準備)|計画(?:し|中|が進|です)|する方針"
            r"|\bwill (?:be |host|open|sign)|\bplan(?:s|ned|ning)? to\b|\bis (?:scheduled|set|expected) to\b|\bscheduled (?:for|to)\b|\bto be (?:held|signed|opened)\b"
        ),
    ),
    (
        Status.PROPOSED,
        re.compile(
            r"検討|提案(?!によ|制度|型|公募)|要望|希望|誘致|招致|立候補|名乗り|申し入れ|打診|協議(?:中|を(?:進|開始|始|重ね))|呼び?かけ|目指(?:し|す|して)|めざ(?:し|す)|働きかけ"
            r"|(?:て|で)(?:ほしい|欲しい|はどうか)|べき|できないか|\bbid(?:ding)? (?:for|to)\b|\bpropos(?:e|ed|al)\b|\bhopes? to\b|\bwish(?:es)? to\b|\bconsider(?:s|ed|ing)\b|\baims? to\b|\bin talks\b|\bwould like\b"
        ),
    ),
)
NEGATED = re.compile(
    r"(?:て|で)は?い(?:ない|ません|なかった)|(?:し|され|られ)(?:ない|ません|なかった)|(?:では|じゃ)(?:ない|ありません|なかった)|には至ら"
    r"|\b(?:has|have|had|is|was|are|were|did|does|do) not\b|\bnever\b|\bno (?:sister|formal)\b|n't\b"
)


def status_of(text: str, span: tuple[int, int]) -> Status:
    """The status of what a masked sentence states in a range; ``REJECTED`` where the sentence denies it."""
    start, end = span
    after = re.match(r"[^。]{0,48}", text[end:])
    tail = after[0] if after else ""
    for status, cue in _CUES:
        if cue.search(tail[:30] if status in (Status.ENDED, Status.PROPOSED) else tail):
            return status
    inside = text[start:end]
    if NEGATED.search(tail[:24]) or NEGATED.search(inside):
        return Status.REJECTED
    for status, cue in _CUES:
        if cue.search(inside):
            return status
    return Status.SETTLED
