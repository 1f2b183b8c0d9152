"""From what a question names to the parameters of a question of the catalogue.

What always holds: a name goes into one parameter at most and only into one that takes its kind; what goes nowhere
is reported (``unused``), never dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, Final

from ...ontology.schema import load_schema
from ..narrowing import has_things, narrowable, narrowable_by_things
from .concepts import load_concepts
from .reading import Reading, token

if TYPE_CHECKING:
    from ...ontology.model import Entity
    from ..catalogue import Parameter, Question
    from .mentions import Dated, Named

_MOST_DATES: Final = 2
_YEAR: Final = 366
_APRIL: Final = 4
_TEN: Final = 10
_DATING: Final = frozenset({"began", "founded", "held", "agreement", "hosted"})
_OF_COUNTRY: Final = re.compile(
    "(?:の|国内の|側の)(?:どの|どこの|どちらの|いくつの)?(?:都市|自治体|地方自治体|市町村|市|町|都)"
    "|(?:国内)?に(?:ある|位置する|所在する)"
    "|'s? (?:\\w+ )?(?:cities|towns|municipalities|local governments?|communities)\\b"
)
_IN: Final = re.compile(r"\b(?:in|from|within|across) $", re.IGNORECASE)
_AMONG: Final = re.compile("(?:のうち|の中|のなか)(?:で|の|、|,)* *$")
_JOINED: Final = re.compile(r"(?:と|・|、|&|\band|\bwith) *$", re.IGNORECASE)
_JOINED_TO: Final = re.compile(r" *(?:と(?!は)|・|、|&|and\b|with\b)", re.IGNORECASE)
"""One of two that are said together narrows nothing."""

_SERIES: Final = "EventSeries"
_MOST_NAMES: Final = 4
_MOST_PARAMETERS: Final = 3


@dataclass(frozen=True, slots=True)
class Filling:
    """``entities`` by parameter, ``texts`` of the other parameters, ``as_of`` where a time was given for that;
    ``dated`` is the span (EDTF) in which the first date of a row must lie, ``country`` the country in
    which a row must have something (or ``region``, one of the world), ``having`` what a row must have, ``document``
    what must say it, where such a narrowing is meant.
    ``unused`` are names, dates and years that have no place; ``ignored`` names that this question may do without;
    ``shaped`` is whether a shape of the question was found, ``None`` where it has none; ``exact`` is 1 where all
    that was named is of kinds for which the question is made, 2 where it is of no kinds below those.
    """

    entities: Mapping[str, Entity]
    texts: Mapping[str, str]
    as_of: str | None
    dated: str
    country: Entity | None
    region: str
    having: Entity | None
    document: str
    unused: tuple[str, ...]
    ignored: tuple[str, ...]
    shaped: bool | None
    exact: int

    @property
    def given(self) -> frozenset[str]:
        """The names of the parameters that have something."""
        return frozenset((*self.entities, *self.texts))


def fillings(question: Question, reading: Reading) -> Iterator[Filling]:
    """Every way in which the names of a question may go into its parameters, with its dates in their places."""
    texts, as_of, unused = _texts(question, reading)
    dated = "" if not unused else _narrowing(question, reading)
    if dated:
        unused = [word for word in unused if word not in {date.surface for date in reading.dates}]
    document = _said_by(question, reading)
    if reading.cited and not document and reading.cited.document.name not in texts.values():
        return
    for entities, left in _placements(question, reading):
        lands = (
            [n for n in left if _narrows(n, reading.text) or _lies_in(n, reading.text)]
            if has_things(question)
            else []
        )
        country = lands[0].entities[0] if len(lands) == 1 else None
        region = reading.regions[0] if len(reading.regions) == 1 and has_things(question) and not country else ""
        idle = [n for n in left if (not country or n is not lands[0]) and not _told_by(n, entities.values())]
        ignored = [n.surface for n in idle if n.entities and _ignorable(question, n)]
        kept = [n for n in idle if n.surface not in ignored]
        having = kept[0].entities[0] if len(kept) == 1 and _in_rows(question, kept[0], reading.text) else None
        regions = () if region else reading.regions
        places = {name: number for name, (number, _) in entities.items()}
        if _stands(question.asked.unless, places, reading.masked):
            continue
        yield Filling(
            entities={name: entity for name, (_, entity) in entities.items()},
            texts=texts,
            as_of=as_of,
            dated=dated,
            country=country,
            region=region,
            having=having,
            document=document,
            unused=(*(n.surface for n in kept if not having), *regions, *unused),
            ignored=tuple(ignored),
            shaped=_shaped(question, places, reading.masked),
            exact=_exactness(question, {name: entity for name, (_, entity) in entities.items()})
            - _is_part(reading, entities.values()),
        )


def _placements(
    question: Question, reading: Reading
) -> Iterator[tuple[dict[str, tuple[int, Entity]], list[Named]]]:
    """Parameters with the number and the entity of a name; and the names that are left."""
    names = reading.names
    wanted = [p for p in question.parameters if p.type == "entity"][:_MOST_PARAMETERS]
    told = any(not name.adjective and any(e.kind == "Country" for e in name.entities) for name in names)
    ends = [n for n, name in enumerate(names[:_MOST_NAMES]) if not (told and name.adjective)]
    numbers: list[int | None] = [*ends, *[None] * len(wanted)]
    seen = set()
    for order in permutations(numbers, len(wanted)):
        if order in seen:
            continue
        seen.add(order)
        placed = {
            parameter.name: (number, fit[0])
            for parameter, number in zip(wanted, order, strict=True)
            if number is not None and len(fit := _fitting(question, parameter, names[number], reading.text)) == 1
        }
        if len(placed) == sum(number is not None for number in order):
            taken = {number for number, _ in placed.values()}
            yield placed, [name for number, name in enumerate(names) if number not in taken]


def _fitting(question: Question, parameter: Parameter, name: Named, text: str) -> list[Entity]:
    """The entities of a name that a parameter takes; a country that tells where others lie is no end."""
    kinds = _kinds(question, parameter)
    schema = load_schema()
    if not (kinds and schema.is_a("Country", kinds)) and _narrows(name, text):
        return []
    fit = [e for e in name.entities if not kinds or schema.is_a(e.kind, kinds)]
    if any(e.kind == _SERIES for e in name.entities):  # whoever gives no number or year means all editions
        fit = [e for e in fit if e.kind != "Event"]
    for so_called in (
        [e for e in fit if any(n.preferred and n.text == name.surface for n in e.names)],
        [e for e in fit if any(n.text.casefold() == name.surface.casefold() for n in e.names)],
    ):
        if len(so_called) == 1:
            return so_called
    return fit


def _kinds(question: Question, parameter: Parameter) -> tuple[str, ...]:
    return question.asked.kinds.get(parameter.name) or parameter.kinds


def _exactness(question: Question, entities: Mapping[str, Entity]) -> int:
    kinds = {p.name: _kinds(question, p) for p in question.parameters if p.name in entities}
    if not kinds or not all(kinds.values()):
        return 0
    return 1 + all(entities[name].kind in made for name, made in kinds.items())


def _narrows(name: Named, text: str) -> bool:
    """Whether a country only tells where other things lie: Japanese cities, 日本の自治体."""
    country = len(name.entities) == 1 and name.entities[0].kind == "Country" and name.entities[0].country
    told = name.adjective or _OF_COUNTRY.match(text, name.end) or _AMONG.search(text, 0, name.start)
    return bool(country and told)


def _lies_in(name: Named, text: str) -> bool:
    """Whether a country is said of what was named before it: the members in Japan."""
    country = len(name.entities) == 1 and name.entities[0].kind == "Country" and name.entities[0].country
    return bool(country) and _IN.search(text, 0, name.start) is not None


def _told_by(name: Named, placed: Iterable[tuple[int, Entity]]) -> bool:
    """Whether a name is a part of what else was named: the network of a role in it."""
    whole = [n.text.casefold() for _, entity in placed for n in entity.names]
    parts = [n.text.casefold() for entity in name.entities for n in entity.names]
    return any(text.startswith(part) and text != part for text in whole for part in parts)


def _is_part(reading: Reading, placed: Iterable[tuple[int, Entity]]) -> bool:
    """Whether what was placed is only a part of what else was."""
    return any(
        _told_by(reading.names[number], (other for other in placed if other[0] != number)) for number, _ in placed
    )


def _in_rows(question: Question, name: Named, text: str) -> bool:
    """Whether a thing for which there is no parameter may stand in the rows, so that it can narrow them."""
    if (
        len(name.entities) != 1
        or _JOINED.search(text, 0, name.start)
        or _JOINED_TO.match(text, name.end)
        or not narrowable_by_things(question)
        or any(_fitting(question, p, name, text) for p in question.parameters if p.type == "entity")
    ):
        return False
    ends = {end for relation in question.relations for end in (*relation.domain, *relation.range)}
    return narrowable(question) or load_schema().is_a(name.entities[0].kind, tuple(ends))


def _ignorable(question: Question, name: Named) -> bool:
    kinds = question.asked.ignores
    if name.adjective:
        return True
    return bool(kinds) and any(load_schema().is_a(e.kind, kinds) for e in name.entities)


def _shaped(question: Question, places: Mapping[str, int], masked: str) -> bool | None:
    if not question.asked.shapes:
        return None
    return _stands(question.asked.shapes, places, masked)


def _stands(shapes: Iterable[str], places: Mapping[str, int], masked: str) -> bool:
    """Whether names stand in a question as one of the shapes says."""
    others = "".join(token(n) for n in range(_MOST_NAMES) if n not in places.values())
    for shape in (each.replace("<*>", f"[{others}]" if others else "(?!)") for each in shapes):
        named = re.findall(r"<(\w+)>", shape)
        if all(name in places for name in named):
            pattern = re.sub(r"<(\w+)>", lambda m: token(places[m[1]]), shape)
            if _shape(pattern).search(masked):
                return True
    return False


@lru_cache(1 << 12)
def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _texts(question: Question, reading: Reading) -> tuple[dict[str, str], str | None, list[str]]:
    """Parameters that are no entities; the time of ``--as-of``; and what has no place."""
    names = {parameter.name: parameter for parameter in question.parameters}
    texts: dict[str, str] = {}
    unused = [date.surface for date in reading.dates if date.interval is None]
    dates = _without_restated([date for date in reading.dates if date.interval is not None])
    if "every" in names and len(reading.years) == 1:
        texts["every"] = str(reading.years[0].years)
    else:
        unused += [mention.surface for mention in reading.years]
    texts |= _relation(question, reading)
    if reading.cited:
        texts |= {p.name: reading.cited.document.name for p in question.parameters if p.type == "document"}
    years = [p.name for p in names.values() if p.type == "fiscal-label"]
    as_of = None
    ends = _ends_of(dates[0]) if len(years) == 2 and len(dates) == 1 else ()
    if ends:
        texts |= dict(zip(years, ends, strict=True))
    elif years and dates and len(dates) <= len(years) and all(map(_year, dates)):
        for name, year in zip(years, sorted(map(_year, dates), reverse=True), strict=False):
            texts[name] = year
    elif "fiscal_year" in names and len(dates) == 1 and dates[0].fiscal:
        texts["fiscal_year"] = _year(dates[0])
    elif "start" in names and "end" in names and 1 <= len(dates) <= 2:
        window = _window(dates)
        texts |= _whole_window(window, reading.today) if "every" in names else window
    elif not dates and "anniversary" in reading.concepts and ("every" in texts or "coming" in reading.concepts):
        texts |= _whole_window({}, reading.today) if "every" in names else {}
    elif not dates and "coming" in reading.concepts and {"start", "end"} <= names.keys() and reading.today:
        texts["start"] = reading.today.isoformat()
    elif not names.keys() & {"start", "fiscal_year", "day"} and len(dates) == 1 and "at_time" in reading.concepts:
        as_of = str(dates[0].interval)
    else:
        unused += [date.surface for date in dates]
    return texts, as_of, unused


def _without_restated(dates: list[Dated]) -> list[Dated]:
    """A fiscal year alone, where all other dates only fall into its time: 来年の準備に、2027年度の."""
    fiscal = [date for date in dates if date.fiscal and not date.bound]
    if len(fiscal) != 1 or not (year := fiscal[0].interval):
        return dates
    return fiscal if all(d.interval and d.interval.overlaps(year) and not d.bound for d in dates) else dates


def _said_by(question: Question, reading: Reading) -> str:
    """The document that must say a row, where it is no parameter."""
    stated = any(column.name == "statement" for column in question.columns)
    if not (reading.cited and stated) or any(p.type == "document" for p in question.parameters):
        return ""
    return reading.cited.document.name


def _relation(question: Question, reading: Reading) -> dict[str, str]:
    """The relation that a question keeps to, where one is said."""
    relations = {load_concepts()[c].relation for c in reading.concepts} - {None}
    wanted = [p.name for p in question.parameters if p.type == "relation"]
    return dict.fromkeys(wanted, next(iter(relations)) or "") if len(relations) == 1 else {}


def _ends_of(said: Dated) -> tuple[str, ...]:
    """The last and the first fiscal year of a span of several: 2021年度から2025年度."""
    interval = said.interval
    if said.bound or not (interval and interval.earliest and interval.latest):
        return ()
    first, last = interval.earliest, interval.latest
    if (last - first).days <= _YEAR or (first.month, first.day) not in ((1, 1), (4, 1)):
        return ()
    return (f"FY{last.year - (last.month < _APRIL and first.month == _APRIL)}", f"FY{first.year}")


def _whole_window(window: Mapping[str, str], today: date | None) -> dict[str, str]:
    """Both ends of the window in which anniversaries fall; where one lacks, from the day of asking, ten years."""
    start = window.get("start") or (today.isoformat() if today else "")
    if not start:
        return dict(window)
    ten = date.fromisoformat(start)
    return {"start": start, "end": window.get("end") or ten.replace(day=1, year=ten.year + _TEN).isoformat()}


def _year(said: Dated) -> str:
    """The fiscal year that a date says; a calendar year is taken for it. Nothing where it is neither."""
    interval = said.interval
    if not (interval and interval.earliest and interval.latest):
        return ""
    whole = (interval.latest - interval.earliest).days in (364, 365)
    return f"FY{interval.earliest.year}" if whole and interval.earliest.day == 1 else ""


def _window(dates: Sequence[Dated]) -> dict[str, str]:
    """The first and the last day that one date or two say; of "before 2000" only the last, the day before."""
    first, last = dates[0].interval, dates[-1].interval
    one = dates[0].bound if len(dates) == 1 else None
    window = {}
    if one == "after" and first and first.latest:
        return {"start": (first.latest + timedelta(days=1)).isoformat()}
    if one == "before" and first and first.earliest:
        return {"end": (first.earliest - timedelta(days=1)).isoformat()}
    if first and first.earliest and one != "until":
        window["start"] = first.earliest.isoformat()
    if last and last.latest and one != "from":
        window["end"] = last.latest.isoformat()
    return window


def _narrowing(question: Question, reading: Reading) -> str:
    """The span in which the first date of a row must lie, where a question asks when something began, was held or
    signed; nothing where its dates say something else.
    """
    dates = [date for date in reading.dates if date.interval is not None]
    takes = {p.type for p in question.parameters} & {"date", "first-day", "last-day", "fiscal-year", "fiscal-label"}
    dateless = takes or not any(column.type == "date" for column in question.columns)
    if dateless or not 1 <= len(dates) <= _MOST_DATES or len(dates) != len(reading.dates):
        return ""
    if not (dates[0].bound or len(dates) == _MOST_DATES or reading.concepts & _DATING):
        return ""
    window = _window(dates)
    start, end = window.get("start", ".."), window.get("end", "..")
    return "" if ".." not in (start, end) and end < start else f"{start}/{end}"
