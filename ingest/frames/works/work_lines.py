"""Works abroad told in a line each, the land first or the day: ルワンダ・キガリ市 ICT人材の育成(2016年5月から).

The line stands in a list of works abroad, as the line or the heading above it says, of the document's own city; it
names one land (or one place abroad), one period and a work, and nobody else who did it. A list that tells pacts,
visits or events beside the works says so in those lines, and nothing is read of them. English lists do the same:
*Tarija, Bolivia: care of rivers, since 2013*. Phases of one work (第1期(2009年度~2011年度) 水質の測定) are each
one in the only place abroad that the title names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from ....ontology.edtf import Interval, parse
from ...data import pattern
from ...matching.engine import Draft, days
from ...text.mask import TIMES, Noun
from ..rows.headed_works import is_only_here, is_work
from ..scene import Scene, Spot
from ..words import word

_N = "[\ue000-\uf8ff]"
_said: Final = partial(pattern, "words/work_records.toml", "said")
_OPENS = re.compile(
    rf"[^\w{_N[1:-1]}]{{0,3}}(?:\d{{1,2}}[.)]\s?)?(?:(?P<d>{_N})(?:から|より|~|頃)?[\s:：、]*)?"
    rf"(?P<first>{_N})(?:国)?(?:(?:[・／/、]|\s?\(|の|\s)?(?P<inside>{_N}))?(?:市|都|州|省|県)?\)?"
    rf"(?:[\s:：、/|―–—-]|で(?:の)?|における|への|にて|に)?(?![がはをもへと])"
)
_ELSE = "Tie|AgreementWord|Agreement|Anniversary|Event|EventSeries|Count|CityNetwork"
_DOERS = "Prefecture|University|Company|Organization|Foundation|NationalGovernment"
_OWNERS = ("City", "Prefecture")
_LINES = ("item", "paragraph", "row")
_LONGEST = 90  # masked characters of a line


def work_lines(scene: Scene) -> Iterator[Draft]:
    """``projectIn`` of the document's city by a line of a list of its works abroad."""
    if not (_is_line(scene) and _is_brief(scene)) or re.search(r"。.", scene.text):
        return
    if not any(_said("works_listed").search(line.clean.text) for line in scene.discourse.nearest):
        return
    told = _OPENS.match(scene.text)
    if told is None or scene.of(_ELSE) or scene.of(_DOERS) or word("pending").search(scene.text):
        return
    what = re.sub(_N, "", scene.text[told.end() :])
    works = is_work(what) or word("project_word").search(what) is not None
    if not works or is_only_here(what) or any(_said(name).search(what) for name in ("else", "no_note")):
        return
    if not _only_there(scene, told):
        return
    for spot in _where(scene, told):
        yield from _work(scene, spot.noun, days(scene.dates[0][1]), "work-line", (0, len(scene.text)))


def _is_line(scene: Scene) -> bool:
    """Whether a line may be of a list of works of the document's own city or prefecture."""
    return scene.owner is not None and scene.owner.kind in _OWNERS and scene.discourse.kind in _LINES


def _is_brief(scene: Scene) -> bool:
    """Whether a line is as short as an entry is, and tells one time."""
    return len(scene.text) <= _LONGEST and len(scene.dates) == 1


def _work(
    scene: Scene,
    where: Noun,
    when: tuple[Interval | None, Interval | None],
    rule: str,
    span: tuple[int, int],
) -> Iterator[Draft]:
    """The owner's work at a place, from when until when."""
    (begun, ended), there = when, scene.entity(where)
    past = scene.is_past(begun)
    yield from scene.draft(scene.owner, "projectIn", there, span, rule, since=begun, until=ended, done=past)


def _where(scene: Scene, told: re.Match[str]) -> list[Spot]:
    """The land that opens the line, else the place."""
    spots = [s for s in scene.of("City|Region|Country") if s.at in (told.start("first"), told.start("inside"))]
    return [s for s in spots if s.noun.kind == "Country"][:1] or [s for s in spots if s.noun.kind == "City"][:1]


def _only_there(scene: Scene, told: re.Match[str]) -> bool:
    """Whether the line opens with a place abroad and names no other but the own city."""
    opening = {told.start("first"), told.start("inside")}
    first = scene.masked.noun_at(told.start("first"))
    day = scene.masked.noun_at(told.start("d")) if told["d"] else None
    if first is None or first.kind not in ("City", "Region", "Country") or (day and day.kind not in TIMES):
        return False
    places = scene.of("City|Region|Country|Self")
    return not any(scene.at_home(s.noun) or scene.is_own(s.noun) for s in places if s.at in opening) and all(
        s.at in opening or scene.is_own(s.noun) for s in places
    )


_NAME_EN = rf"(?:{_N}|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}})"
_OPENS_EN = re.compile(
    rf"(?:\d{{1,2}}[.)] )?(?P<first>{_NAME_EN})(?:(?:, | \(|: )(?P<inside>{_NAME_EN})\)?)?"
    r"(?::| [-–—]|,) (?P<what>[^.;]{3,90})\.?$"
)
_TO = re.compile(r"(?P<low>(?:19|20)\d\d) (?:to|until) $")


def work_lines_english(scene: Scene) -> Iterator[Draft]:
    """The same of an English list: Tarija, Bolivia: care of rivers, since 2013."""
    told = _OPENS_EN.match(scene.text) if _is_line(scene) and _is_brief(scene) else None
    if told is None:
        return
    if not any(_said("works_listed_en").search(line.clean.text) for line in scene.discourse.nearest):
        return
    if scene.of(_ELSE) or scene.of(_DOERS) or not _said("work_en").search(told["what"]):
        return
    if _said("else_en").search(told["what"]) or word("pending").search(scene.text):
        return
    opening = {told.start("first"), told.start("inside")}
    places = scene.of("City|Region|Country")
    lands = [s for s in places if s.at in opening and s.noun.kind == "Country"]
    if len(lands) != 1 or any(s.at not in opening or scene.at_home(s.noun) for s in places):
        return
    at, when = scene.dates[0]
    begun, ended = days(when)
    if (low := _TO.search(scene.text[:at])) is not None:
        begun, ended = parse(low["low"]), when
    yield from _work(scene, lands[0].noun, (begun, ended), "work-line", (0, len(scene.text)))


_NUMBER = r"(?:第[\d一二三四五](?:期|次|フェーズ)|フェーズ[\d一二三四五]|[Pp]hase (?:\d|[IVX]+|one|two|three))"
_PHASE = re.compile(
    rf"{_NUMBER}(?:事業)?[\s:：]?(?:\(|from |in )?(?P<d>{_N})(?:から|~|〜)?\)?"
    rf"(?P<what>[^。(]{{2,60}}?)(?={_NUMBER}|$|[。;.])"
)


def work_phases(scene: Scene) -> Iterator[Draft]:
    """``projectIn`` the only place abroad that the title names, by the phases of one work with their dates."""
    headings = scene.discourse.headings
    if not (_is_line(scene) and headings) or scene.of(_ELSE) or scene.of("City|Country|Region"):
        return
    head = headings[-1]
    where = [
        n for n in head.nouns if n.kind in ("City", "Country") and not scene.at_home(n) and not scene.is_own(n)
    ]
    where = [n for n in where if n.kind == "City"] or where
    if len(where) != 1 or not _said("worked_with").search(head.clean.text):
        return
    for phase in _PHASE.finditer(scene.text):
        when = scene.date_at(phase.start("d"))
        if when is None or _said("else").search(phase["what"]) or word("pending").search(phase["what"]):
            continue
        yield from _work(scene, where[0], days(when), "work-phase", phase.span())
