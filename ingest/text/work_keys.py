"""Records of projects by their keys, whatever parts these from their values: where, and when or what.

A list of works gives each doer a line, and below it its keys: 1 X市水道局 / 対象国:… / 期間:…. Lines that tell both
where and when are such a record's, so that what stands between them is as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ..data import table
from .keys import Pair

_FIELD = re.compile(
    r"[\s　]*(?:[・○●◆■*-]\s*)?(?P<key>[^\W\d_][^\s\d:：。、|()（）]{0,11})(?:[\s　]*[:：][\s　]*|[\s　]+)"
    r"(?P<value>[^\s:：|].{0,160}?)[\s　]*$"
)
_LEAST = 2


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    keys = table("words/work_records.toml")["keys"]
    return tuple((role, re.compile(words)) for role, words in keys.items())


@lru_cache(1 << 10)
def role_of_work(key: str) -> str | None:
    """What the value of a key is in the record of a project.

    >>> from enishi.ingest.text.work_keys import role_of_work
    >>> [role_of_work(key) for key in ("相手", "実施期間", "テーマ", "人口")]
    ['place', 'held', 'content', None]
    """
    key = re.sub(r"[\s　:：]", "", key)
    return next((role for role, words in _roles() if words.fullmatch(key)), None)


def work_records(raws: Sequence[str]) -> dict[int, Pair]:
    """By the number of its line, the key and the value of each line of a record that tells where and when.

    >>> from enishi.ingest.text.work_keys import work_records
    >>> lines = ["● 静岡市", "  協力先 モンゴル", "  内容 井戸を掘る。水を配る", "  時期 2015年度", "", "以上"]
    >>> [lines[number][slice(*key)] for number, (key, _) in work_records(lines).items()]
    ['協力先', '内容', '時期']
    """
    found: dict[int, Pair] = {}
    at = 0
    while at < len(raws):
        run: list[re.Match[str]] = []
        while at + len(run) < len(raws) and (told := _FIELD.match(raws[at + len(run)])):
            if role_of_work(told["key"]) is None or (run and told["key"] == run[0]["key"]):
                break
            run.append(told)
        if len(run) >= _LEAST and {role_of_work(told["key"]) for told in run} >= {"place", "held"}:
            found |= {number: (told.span("key"), told.span("value")) for number, told in enumerate(run, at)}
        at += max(len(run), 1)
    return found
