"""Lists whose entries have a shape of their own: like marks come again, and between them like slots.

◇柏市 <相手国 ガーナ>, (1) ペルー/柏市水道局, ■柏市 × トーランス市(アメリカ) with its day on the next line,
*Graz - Austria - 1990*: lines that open alike are cut into slots (:mod:`.slots`). What a slot is, its kind and its
label tell, and what the list is of, the nearest line above that says so. Where the entries of a run agree, each is
handed on as the row of a table with the titles that its slots would have. Nothing is said of other runs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, islice
from typing import Final, NamedTuple

from .. import data
from .column_roles import role_of
from .recurring import Place
from .slots import Slot, form, is_town, slots

_LEAST: Final = 2  # entries of a run
_AGREE: Final = 0.6  # of the entries of a run, how many must have the slots of its list
_BODY: Final = 8  # lines below a head
_ABOVE, _TITLE = 5, 60  # lines above a run, and characters of one that may entitle it
_LONGEST: Final = 160  # characters of a line that is slots
_SLOTS: Final = 3  # of a line without a mark that is an entry

_SIGN = r"[■□◆◇◎▼▽▲△➤►▶●○〇◯・•▪‣☆★◉]|[*+–—-](?=\s)"
_NUMBER = r"[(（]?\d{1,2}[)）.．](?!\d)|[(（][a-zア-ン][)）]|\d{1,2}(?=[\s　]+[^\s\d])|[①-⑳]"
_MARK = re.compile(rf"(?P<indent>[ \t　]*)(?:(?P<sign>{_SIGN})|(?P<number>{_NUMBER}))[ \t　]*(?=\S)")
_HEADING = re.compile(r"\s*(?:#{1,6}\s|[【《〈][^】》〉]*[】》〉]\s*$|[<＜〔\[［][^<>＜＞]*[>＞〕\]］]\s*$|={2,})")
_PROSE = re.compile(r"。|[a-z)\d]\.(?:\s|$)")
_FIRST = re.compile(r"[^。]*?(?:。|[a-z)\d]\.(?=\s|$))")
_RECORD = re.compile(r"\s*[^:：。]{1,24}[:：]\s*[^\s/]")
_JAPANESE = re.compile("[ぁ-んァ-ヶ一-鿿]")
_NAMES = frozenset(["home", "place", "port", "body"])


class Row(NamedTuple):
    """An entry as a row: titles and cells, how many lines it takes, and the line that says what is listed."""

    titles: tuple[str, ...]
    cells: tuple[Place, ...]
    lines: int
    lead: Place


@dataclass(slots=True)
class _Entry:
    """An entry: where it begins and ends, its slots, those of its head first, and its prose."""

    number: int
    stop: int
    mark: str
    head: list[Slot]
    below: list[Slot] = field(default_factory=list)
    prose: list[Place] = field(default_factory=list)

    def all(self, *kinds: str, inner: bool = True) -> list[Slot]:
        return [s for s in (*self.head, *self.below) if s.kind in kinds and (inner or not s.inner)]


def entry_runs(raws: Sequence[str], taken: frozenset[int]) -> dict[int, Row]:
    """By the number of the line it begins with, each entry of such a list; none of lines that are ``taken``.

    >>> from enishi.ingest.text.entry_runs import entry_runs
    >>> lines = ["千葉県のホストタウン", "◇柏市 <相手国 ガーナ>", "◇旭市 <相手国 ドイツ、ザンビア>"]
    >>> for row in entry_runs(lines, frozenset()).values():
    ...     print(dict(zip(row.titles, (lines[n][low:high] for n, low, high in row.cells))))
    {'市町村': '柏市', '相手国': 'ガーナ'}
    {'市町村': '旭市', '相手国': 'ドイツ、ザンビア'}
    """
    found: dict[int, Row] = {}
    if not any(_list(kind).search(raw) for raw in raws if len(raw) <= _TITLE for kind in _OF):
        return found
    every = [*_marked(raws, taken), *_lines(raws, taken), *_cards(raws, taken)]
    every.sort(key=lambda e: (e.mark, e.number))
    for _, group in groupby(every, key=lambda e: e.mark):
        entries = list(group)
        plain = [e for e in entries if all(s.kind != "other" for s in e.head)]
        inside = {n for e in entries for n in range(e.number, e.stop)}
        apart = [n for n, raw in enumerate(raws) if n not in inside and raw.strip()]
        rows = [(e, row) for e in entries if (row := _row(raws, e, apart)) is not None]
        if len(rows) >= max(_LEAST, _AGREE * len(plain)):
            found |= {e.number: row for e, row in rows if not _overlaps(e, found)}
    return found


def _overlaps(entry: _Entry, found: dict[int, Row]) -> bool:
    return any(n < entry.stop and entry.number < n + row.lines for n, row in found.items())


def _marked(raws: Sequence[str], taken: frozenset[int]) -> Iterator[_Entry]:
    """The entries that a mark or a number opens."""
    for number, raw in enumerate(raws):
        told = _MARK.match(raw)
        if told is None or number in taken or len(raw) > _LONGEST or _PROSE.search(raw.rstrip(" 　。.")):
            continue
        mark = told["indent"] + (told["sign"] or re.sub(r"\w+", "#", told["number"]))
        head = _head(raw, number, told.end())
        if not head or head[0].kind == "other":
            continue
        stop = number + 1
        while stop < min(len(raws), number + _BODY) and raws[stop].strip() and stop not in taken:
            beside = _MARK.match(raws[stop])
            opens = beside is not None and len(beside["indent"]) <= len(told["indent"])
            if opens or _HEADING.match(raws[stop]):
                break
            stop += 1
        yield _with_body(raws, _Entry(number, stop, mark, head))


def _lines(raws: Sequence[str], taken: frozenset[int]) -> Iterator[_Entry]:
    """The entries of one line that no mark opens: several slots, as in the line above or below.

    None of lines among which others stand, and none of rows below the titles of their columns.
    """
    heads = {n: head for n, raw in enumerate(raws) if n not in taken and (head := _alone(raw, n))}
    for first in heads:
        if first - 1 in heads:
            continue
        stop = next(n for n in range(first, len(raws) + 1) if n not in heads)
        kinds = {frozenset(s.kind for s in heads[n]) - _MAY_LACK for n in range(first, stop)}
        above = _PARTED.split(raws[first - 1].strip()) if first else []
        titled = sum(role_of(title) is not None for title in above) > 1
        if stop - first >= _LEAST and len(kinds) == 1 and not titled and not _is_among(raws, heads, first, stop):
            yield from (_Entry(n, n + 1, "", heads[n]) for n in range(first, stop))


def _is_among(raws: Sequence[str], heads: Mapping[int, list[Slot]], first: int, stop: int) -> bool:
    """Whether another line parts such lines from more of them."""
    above = first > 1 and raws[first - 1].strip() and first - 2 in heads
    return bool(above or (stop < len(raws) and raws[stop].strip() and stop + 1 in heads))


def _alone(raw: str, number: int) -> list[Slot]:
    """The slots of a line that is an entry by itself: a day among several, and nothing else."""
    may = len(raw) <= _LONGEST and "|" not in raw and _OF_DAY.search(raw) is not None
    if not may or _MARK.match(raw) or _PROSE.search(raw):
        return []
    head = _head(raw, number)
    kinds = [s.kind for s in head if s.kind != "pairing"]
    return head if len(kinds) >= _SLOTS and "other" not in kinds and "day" in kinds else []


_OF_DAY = re.compile(r"[\d元]")  # what stands in every day
_MAY_LACK: Final = frozenset(["tie", "pairing"])
_PARTED = re.compile(r"\t+|　+| {2,}|[／/;；]\s*")


def _cards(raws: Sequence[str], taken: frozenset[int]) -> Iterator[_Entry]:
    """The entries that blank lines part: a head alone in its line, and fields below."""
    for number, raw in enumerate(raws):
        opens = 0 < len(raw.strip()) <= _LONGEST and (number == 0 or not raws[number - 1].strip())
        if not opens or number in taken or _MARK.match(raw) or _HEADING.match(raw) or _PROSE.search(raw):
            continue
        head = _head(raw, number)
        if not head or any(s.kind == "other" or s.label for s in head) or "|" in raw:
            continue
        stop = number + 1
        while stop < min(len(raws), number + _BODY) and raws[stop].strip() and stop not in taken:
            stop += 1
        if stop > number + 1:
            yield _with_body(raws, _Entry(number, stop, "card", head))


def _head(raw: str, number: int, low: int = 0) -> list[Slot]:
    """The slots of a head, in which a state or a prefecture outside brackets is who is meant."""
    meant = {"state": "place", "within": "home"}
    return [s if s.inner else s._replace(kind=meant.get(s.kind, s.kind)) for s in slots(raw, number, low)]


def _with_body(raws: Sequence[str], entry: _Entry) -> _Entry:
    """An entry with what the lines below its head say: slots, or prose."""
    for number in range(entry.number + 1, entry.stop):
        raw = raws[number]
        mark = _MARK.match(raw)
        low = mark.end() if mark else len(raw) - len(raw.lstrip(" \t　"))
        first = _FIRST.match(raw, low) if _PROSE.search(raw, low) else None
        shown = raw[: first.end()] if first else raw
        told = slots(shown, number, low) if len(shown) <= _LONGEST else []
        if told and all(s.kind not in ("other", "project") or s.label for s in told):
            entry.below += told
            low = len(shown)
        if raw[low:].strip():
            entry.prose.append((number, low + len(raw[low:]) - len(raw[low:].lstrip()), len(raw.rstrip())))
    return entry


def _list(kind: str) -> re.Pattern[str]:
    return data.pattern("words/entry_runs.toml", "lists", kind)


def _told_above(raws: Sequence[str], number: int, apart: Sequence[int]) -> tuple[str, int]:
    """Which list the lines ``apart`` from entries make one, and the line that says so: the nearest that does."""
    low = bisect_left(apart, number)
    first = next((n for n in islice(apart, low) if not raws[n].startswith("#")), None)
    for above in (*reversed(apart[max(0, low - _ABOVE) : low]), *([] if first is None else [first])):
        if told := _list_of(raws[above]):
            return (told, above) if told != "else" else ("", 0)
    return "", 0


@lru_cache(1 << 8)
def _list_of(line: str) -> str:
    """Which list a line makes of those below it; nothing for prose, and for an entry of another run."""
    if len(line) > _TITLE or "。" in line or sum(s.kind != "other" for s in slots(line, 0)) >= _SLOTS:
        return ""
    return next((kind for kind in ("else", *_OF) if _list(kind).search(line)), "")


def _row(raws: Sequence[str], entry: _Entry, apart: Sequence[int]) -> Row | None:
    """The row that an entry is in its list; none where its slots are not those of such a list."""
    told, lead = _told_above(raws, entry.number, apart)
    if told not in _WITH_PROSE and any(s.kind == "other" for s in entry.head):
        return None
    labelled = {s.number for s in entry.below if s.label}
    keyed = entry.mark == "card" and any(map(_RECORD.match, raws[entry.number : entry.stop]))
    if told != "hosts" and (keyed or len(labelled) > 1):
        return None  # a record: it is read as one
    columns = _OF[told](raws, entry) if told else None
    if columns is None:
        return None
    lang = "ja" if any(_JAPANESE.search(raws[s.number][s.low : s.high]) for _, s in columns) else "en"
    titles = data.table("words/entry_runs.toml")["titles"][lang]
    cells = [(titles[name], (s.number, s.low, s.high)) for name, s in columns]
    last = max(s.number for _, s in columns)
    prose = [p for p in entry.prose if p[0] <= last or told in _WITH_PROSE]
    if told in _WITH_PROSE and not entry.all("day") and (day := _in_prose(raws, prose, told)):
        whole, when = day
        prose = [p for p in prose if p != whole] + [(whole[0], whole[1], when[1]), (whole[0], when[2], whole[2])]
        prose = [(n, low, high) for n, low, high in prose if raws[n][low:high].strip("、。 　")]
        cells.append((titles["registered" if told == "hosts" else "term"], when))
    cells += [(titles["remark"], place) for place in prose]
    cells.sort(key=lambda cell: cell[1])
    stop = max(n for _, (n, _, _) in cells) + 1
    titled, places = zip(*cells, strict=True)
    above = raws[lead]
    return Row(titled, places, stop - entry.number, (lead, len(above) - len(above.lstrip()), len(above.rstrip())))


_WITH_PROSE: Final = {"hosts": "registered", "works": "begun"}
"""The lists whose entries own the prose below them, and what tells a day of theirs in it."""


def _in_prose(raws: Sequence[str], prose: Sequence[Place], told: str) -> tuple[Place, Place] | None:
    """The line of prose that tells a day of its kind, and the day; none where several may be a host town's."""
    said = form(_WITH_PROSE[told])
    days = [(p, m) for p in prose for m in said.finditer(raws[p[0]][p[1] : p[2]])]
    if not days or (told == "hosts" and len(days) > 1):
        return None
    (number, low, high), match = days[0]
    stop = match.end() if told == "works" else match.end("day")
    return (number, low, high), (number, low + match.start("day"), low + stop)


_Columns = list[tuple[str, Slot]]


def _one(found: Sequence[Slot]) -> Slot | None:
    return found[0] if len(found) == 1 else None


def _of_host(raws: Sequence[str], entry: _Entry) -> _Columns | None:
    """A host town and its lands."""
    town = _one([s for s in entry.head if not s.inner and (s.kind == "home" or is_town(_text(raws, s)))])
    lands = _one(entry.all("land"))
    unread = any(s.kind == "other" and s.label for s in (*entry.head, *entry.below))
    if town is None or lands is None or unread or set(_kinds(entry)) & {"tie", "pact", "port", "body"}:
        return None
    return [("town", town), ("lands", lands), *(("registered", s) for s in entry.all("day")[:1])]


def _of_work(_: Sequence[str], entry: _Entry) -> _Columns | None:
    """Who works abroad, and where."""
    doers = [s for s in entry.head if s.kind in ("home", "body") and not s.inner] or entry.all("home", "body")
    doer, land = _one(doers), _one(entry.all("land"))
    if doer is None or land is None or any(s.label for s in entry.below):
        return None  # a record with labels is read as one
    found = [("doer", doer), ("land", land)]
    found += [("project", s) for s in entry.all("project")[:1]]
    return found + [("term", s) for s in entry.all("day")[:1]]


def _of_tie(_: Sequence[str], entry: _Entry) -> _Columns | None:
    """A partner and since when, or both who are tied."""
    names = [s for s in entry.head if s.kind in _NAMES and not s.inner] or entry.all(*_NAMES, inner=False)
    kinds = entry.all("tie") or entry.all("pact")
    days, lands = entry.all("day"), entry.all("land")
    if not 1 <= len(names) <= 2 or len(days) > 1 or len(lands) > 1 or not (days or lands or kinds):
        return None
    rest = [("land", s) for s in lands] + [("day", s) for s in days] + [("tie", s) for s in kinds[:1]]
    if len(names) == 1:
        return [("port" if names[0].kind == "port" else "place", names[0]), *rest] if days else None
    paired = any(s.kind == "pairing" for s in entry.head)
    ours, other = names
    if not (paired or ours.kind == "home") or other.kind == "home" or {"body"} & {ours.kind, other.kind}:
        return None
    return [("our_port" if ours.kind == "port" else "ours", ours), ("other", other), *rest]


def _of_pact(_: Sequence[str], entry: _Entry) -> _Columns | None:
    """With whom an agreement is, and since when."""
    name = _one([s for s in entry.head if s.kind in _NAMES and not s.inner])
    day, lands, pact = _one(entry.all("day")), entry.all("land"), entry.all("pact", "tie")
    if name is None or day is None or len(lands) > 1:
        return None
    found = [("place" if name.kind in ("home", "place") else "body", name), *(("land", s) for s in lands)]
    return [*found, *(("pact" if s.kind == "pact" else "tie", s) for s in pact[:1]), ("day", day)]


def _of_office(_: Sequence[str], entry: _Entry) -> _Columns | None:
    """Whose an office is, what it is called, where it stands and since when."""
    owner = _one([s for s in entry.head if s.kind == "home" and not s.inner])
    office, land = _one(entry.all("office")), _one(entry.all("land"))
    place, day = _one(entry.all("place")), _one(entry.all("day"))
    where = place or land
    if owner is None or office is None or day is None or where is None:
        return None
    if land is not None and place is not None and land.number == place.number and 0 < place.low - land.high < _NEAR:
        where = land._replace(high=place.high)
    return [("owner", owner), ("office", office), ("where", where), ("opened", day)]


_NEAR: Final = 3  # characters between a land and the city in it


def _kinds(entry: _Entry) -> Iterator[str]:
    return (s.kind for s in (*entry.head, *entry.below))


def _text(raws: Sequence[str], slot: Slot) -> str:
    return raws[slot.number][slot.low : slot.high]


_OF: Final = {
    "hosts": _of_host,
    "works": _of_work,
    "offices": _of_office,
    "ports": _of_tie,
    "ties": _of_tie,
    "pacts": _of_pact,
}
"""What lists are of, in the order in which a line above tells it, and what reads an entry of each."""
