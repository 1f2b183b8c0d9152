"""Tables that are written as records: the same labels come again, and each time they open another row.

都市名：リヨン市 / 国名：フランス / 提携年：1988, and below it 都市名：トリノ市 …: the labels are titles of
columns, whatever parts them from their values, and a line of its own above each record is its name. What a label
means is told where a column's title is (:mod:`.column_roles`), and a row is read as that of any table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .column_roles import role_of

Place = tuple[int, int, int]
"""The number of a line, and where in it something begins and ends."""


class Record(NamedTuple):
    """A row: its titles and its cells, and how many lines it takes; ``name`` is the line above it.

    ``opens`` marks the first of its table.
    """

    titles: tuple[Place, ...]
    cells: tuple[Place, ...]
    lines: int
    name: Place | None = None
    opens: bool = False


_MARK = r"[ \t　]*(?:[・●○◯◆■□*–+-][ 　]*)?"
_BRACKETED = re.compile(
    _MARK + r"(?:[【\[［〔〈](?P<key>[^】\]］〕〉]{1,24})[】\]］〕〉]|[(（](?P<round>[^()（）\d]{1,24})[)）])"
    r"[ 　]*[:：]?[ 　]*(?P<value>[^\s:：].*?)?[ 　]*$"
)
_COLON = re.compile(
    _MARK + r"(?:\*\*)?(?P<key>[^\s:：。|、,*【(（\d][^:：。|、,*]{0,24}?)[ 　]*(?:\*\*[ 　]*[:：]|[:：](?:\*\*)?)"
    r"(?!//)[ 　]*(?P<value>\S.*?)?[ 　]*$"
)
_BLANK = re.compile(
    _MARK + r"(?P<key>[^\s:：。|、,*【(（\d][^\s:：。|、,*]{0,11})(?:　+|[ ]{2,}|\t+)(?P<value>[^\s:：|].*?)[ 　]*$"
)
_NAME = re.compile(
    r"[ \t　]*(?:#{1,6}[ 　]+|[■□◆◇●○◯◎▼・*–-][ 　]*|[(（]?\d{1,2}[)）.．][ 　]*|\d{1,2}[ 　]+|[①-⑳][ 　]*|\*\*)*"
    r"(?P<open>[【《〈\[])?(?P<name>[^\s。:：|【】《》〈〉\[\]*][^。:：|【】《》〈〉\[\]*]{0,40}?)"
    r"(?(open)[】》〉\]])(?:\*\*)?[ 　]*$"
)
NAME_TITLE = "名称"
"""The title of the column in which the line above each record stands."""
_VALUE = 120  # characters of a value
_LEAST = 2  # records of a table, and labels of a record
_KNOWN = 2  # labels whose meaning is known
_WHO = frozenset(["city", "name", "port", "body", "network"])
_TIED = frozenset(["tied", "kind", "joined", "member"])
_OTHERS = frozenset(
    {"event", "project", "proposer", "held", "organiser", "participants", "agent", "counterpart", "cost", "funder"}
    | {"building", "guests", "opened", "seat", "members", "expires"}
)
"""What labels of records of other things mean, each of which is read by its own."""


def recurring(raws: Sequence[str]) -> dict[int, Record]:
    """By the number of the line it begins with, each record of a table of ties or of members.

    >>> from enishi.ingest.text.recurring import recurring
    >>> lines = ["■リヨン市", "国名：フランス", "提携年：1988", "", "■トリノ市", "国名：イタリア", "提携年：1961"]
    >>> rows = [(record.name, *record.cells) for record in recurring(lines).values()]
    >>> [[lines[n][low:high] for n, low, high in row] for row in rows]
    [['リヨン市', 'フランス', '1988'], ['トリノ市', 'イタリア', '1961']]
    """
    found: dict[int, Record] = {}
    for form in (_BRACKETED, _COLON, _BLANK):
        pairs = [form.match(raw) for raw in raws]
        at = 0
        while at < len(raws):
            run = _run(raws, pairs, at)
            if len(run) >= _LEAST and _is_of_ties(raws, run):
                found |= {n: record for n, record in _named(raws, run) if n not in found}
            at = max([at, *(n + record.lines - 1 for n, record in run)]) + 1
    return found


def _run(raws: Sequence[str], pairs: Sequence[re.Match[str] | None], at: int) -> list[tuple[int, Record]]:
    """The records that begin with a line and below it, each opened by the same label; none of one line."""
    run: list[tuple[int, Record]] = []
    opens = ""
    while at < len(raws) and (first := pairs[at]) is not None:
        if opens and _key(raws, at, first) != opens:
            break
        opens = opens or _key(raws, at, first)
        end, keys = at, set[str]()
        while end < len(raws) and (told := pairs[end]) is not None and (key := _key(raws, end, told)) not in keys:
            if end > at and key == opens:
                break
            keys.add(key)
            end += 1
        if len(keys) < _LEAST or any(len(told["value"] or "") > _VALUE for told in pairs[at:end] if told):
            break
        told_all = [(n, told) for n, told in enumerate(pairs[at:end], at) if told is not None]
        record = Record(
            tuple((n, *told.span(_group(told))) for n, told in told_all),
            tuple(
                (n, *(told.span("value") if told["value"] else (told.end(), told.end()))) for n, told in told_all
            ),
            end - at,
            _name_above(raws, pairs, at),
        )
        run.append((at, record))
        below = _below_prose(raws, end) if record.name else end
        while below < len(raws) and not raws[below].strip():
            below += 1
        if below < len(raws) and pairs[below] is None and _NAME.match(raws[below]):
            below += 1
        at = below
    return run


def _below_prose(raws: Sequence[str], at: int) -> int:
    """Where the sentences end that tell more of what a record above them is about."""
    while at < len(raws) and _PROSE.search(raws[at]):
        at += 1
    return at


_PROSE = re.compile(r"^(?!\s*#)[ \t　]*[^\s:：|]{8}.*。\s*$")


def _group(told: re.Match[str]) -> str:
    return "round" if "round" in told.re.groupindex and told["round"] else "key"


def _key(raws: Sequence[str], number: int, told: re.Match[str]) -> str:
    low, high = told.span(_group(told))
    return re.sub(r"[\s　]", "", raws[number][low:high])


def _name_above(raws: Sequence[str], pairs: Sequence[re.Match[str] | None], at: int) -> Place | None:
    """The short line right above a record."""
    if not at or pairs[at - 1] is not None:
        return None
    told = _NAME.match(raws[at - 1])
    return (at - 1, *told.span("name")) if told and _LETTER.search(told["name"]) else None


_LETTER = re.compile(r"[^\W\d_]")
_OWNERS = re.compile("(?:日本|国内|県内|本市|本県)側?の.*|団体名?|自治体名?|市町村名?|(?i:japanese .*)")


def _is_of_ties(raws: Sequence[str], run: Sequence[tuple[int, Record]]) -> bool:
    """Whether the labels of most records are the same, and are those of a table of ties or members."""
    keys = [[re.sub(r"[\s　]", "", raws[n][low:high]) for n, low, high in record.titles] for _, record in run]
    most = max(keys, key=len)
    if not all(set(found) <= set(most) for found in keys):
        return False
    roles = [role_of(key) for key in most]
    known = set(filter(None, roles))
    if _OTHERS & known or not _TIED & known or len(known) < _KNOWN:
        return False
    if any(map(_OWNERS.fullmatch, most)):
        return False  # a label says whose each tie is: read by the reader of such records
    if not all(record.name for _, record in run):
        return True
    return _names(raws, run) and _ends(raws, run)  # else the line above says whose each is


def _names(raws: Sequence[str], run: Sequence[tuple[int, Record]]) -> bool:
    """Whether the line above each record names who is meant, as no label does."""
    if not all(record.name for _, record in run):
        return False
    titles = {re.sub(r"[\s　]", "", raws[n][low:high]) for _, record in run for n, low, high in record.titles}
    return not any(role_of(title) in _WHO for title in titles)


def _ends(raws: Sequence[str], run: Sequence[tuple[int, Record]]) -> bool:
    """Whether nothing more is told below the last record."""
    at, record = run[-1]
    below = _below_prose(raws, at + record.lines)
    return below >= len(raws) or not raws[below].strip()


def _named(raws: Sequence[str], run: Sequence[tuple[int, Record]]) -> Iterator[tuple[int, Record]]:
    """The records, with the line above each as its name where no label tells who is meant."""
    named = _names(raws, run)
    for number, (at, record) in enumerate(run):
        if named:
            yield at - 1, record._replace(lines=record.lines + 1)
        else:
            yield at, record._replace(name=None, opens=not number)
