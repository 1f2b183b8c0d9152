"""How many members a body has, in English, told by its membership or by them: *Its membership stands at 140*.

*The network was 295 cities strong*; *Around 100 cities belong to it*; *Year-end membership: 678*; *there were 312
households on our membership list*. A number in words is one as well; founders and guests are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.model import Entity, Value
from ...data import table
from ...matching.engine import Draft
from ...text.number_words import SCALED, TENS, number_of
from ..scene import Scene
from ..syntax import Syntax, Who, syntax_of
from .as_counted import as_counted

_N = "[\ue000-\uf8ff]"
_KINDS = "CityNetwork|Organization|Foundation|Alliance"
_ABOUT = r"(?:(?:about|around|some|nearly|almost|over|more than|roughly|approximately|just|the) ){0,2}"
_NUMBER = (
    r"(?:[Aa]bout |[Aa]round |[Rr]oughly |[Ss]ome |[Nn]early |[Oo]ver |[Mm]ore than )?"
    rf"(?:(?P<noun>{_N})|(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}})|(?P<w>{SCALED}|{TENS}))(?![\d%])"
)
_MEMBERS = (
    r"(?:cities|towns|municipalities|members?|households|families|people|governments|organi[sz]ations|schools"
    r"|companies|communities|individuals|regions|ports|counties|districts|villages|islands|universities|harbou?rs)"
)
_UNIT = (
    rf"(?P<unit> (?:(?:member|local|regional|and|individual) ){{0,3}}{_MEMBERS}\b)?"
    rf"(?:(?:, {_MEMBERS}){{0,3}},? and (?:[a-z]+ )?{_MEMBERS}\b)?"
)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    said = table("words/told_english.toml")["counted"]
    if name == "belong":
        return re.compile(rf"{_NUMBER}{_UNIT}{said['belong']}")
    if name == "strong":
        return re.compile(rf"{_NUMBER}{_UNIT}(?:{said['strong']})")
    if name == "has":
        return re.compile(rf"\b{said['has']} {_ABOUT}{_NUMBER}{_UNIT}(?= member)?")
    lead = re.sub(r"\n", "", said[name]).replace("\\ ", " ")
    return re.compile(rf"(?:{lead}) {_ABOUT}{_NUMBER}{_UNIT}")


_BRACKET = re.compile(
    rf"(?P<of>{_N}|[a-z]) \((?:[^()\d]{{2,40}}[,;] )?{_NUMBER}(?P<unit> [a-z]+)?(?: (?:at|as of|by) [^()]*)?\)"
)
_JOINED = re.compile(rf"{_NUMBER}{_UNIT} (?:from [^.;]{{2,40}} )?(?:had|have) joined[.;]?$")
_WITH = re.compile(
    rf"\bWith (?:(?P<said>an? (?:[a-z]+ )?membership (?:of|exceeding|above|topping"
    r"|in excess of|running to|numbering) ))?"
    rf"{_ABOUT}{_NUMBER}(?(said){_UNIT}|(?P<unit2> members)?)"
    rf"(?: (?:in|from|across) [^.;,]{{1,40}})?, (?:the )?(?P<of>{_N})"
)
_ARE = re.compile(  # Today 22 cities in 9 countries are members
    rf"(?:^[^\w\ue000-\uf8ff]{{0,3}}|; )(?:(?:{_N}|[Cc]urrently|[Aa]t present|[Nn]ow|[Tt]oday),? )?"
    rf"{_NUMBER}(?P<unit> people)?"
    rf"(?:,? (?:in|from|across) {_N})?,? (?:were|are)(?: now| currently)? members\b(?! of)"
)
_IN_ALL = re.compile(  # In all there are 130 members: 83 cities and 47 others
    r"\b(?:[Ii]n all|[Aa]ltogether|[Ii]n total|[Tt]oday|[Aa]t present|[Cc]urrently|[Nn]ow),? "
    r"(?:there are|they are|it has) "
    rf"{_ABOUT}{_NUMBER}(?P<unit> members?)?(?: members)?(?= (?:in|from|across)\b|[.,:;]|$)"
)
_ELSE = re.compile(
    r"\b(?:found(?:ed|ers?|ing)|met|meeting|attended|delegates|guests|signed|elected|new members?)\b"
)


def member_totals(scene: Scene) -> Iterator[Draft]:
    """``memberCount`` of whom a membership or members are said to be."""
    text = scene.masked.clean.text
    if scene.japanese or not _MAY.search(text) or not _NUMBERED.search(text):
        return
    syntax = syntax_of(scene)
    for name in ("of_it", "label", "strong", "belong", "has"):
        for told in _pattern(name).finditer(scene.text):
            count, unit = _count(scene, told)
            if count is None or not _is_of_members(scene, name, told, unit):
                continue
            body = _whose(syntax, name, told)
            if body is not None:
                yield from _draft(scene, body, told, count, unit)
    for told in (m for way in (_BRACKET, _WITH, _JOINED, _ARE, _IN_ALL) for m in way.finditer(scene.text)):
        count, unit = _count(scene, told)
        of = told.groupdict().get("of")
        named = next((w for w in syntax.all if of and w.high == told.end("of")), None)
        who = named if of else Who(told.start(), told.start(), "it", ruled=False)
        body = syntax.entity(who, "CityNetwork" if not of and told.re in (_JOINED, _IN_ALL) else _KINDS)
        if (
            count is not None
            and body is not None
            and (_COUNTS.search(unit) or told.re is _ARE)
            and not (told.re is _IN_ALL and "member" not in unit)
        ):
            yield from _draft(scene, body, told, count, unit)


_MAY = re.compile(
    r"[Mm]ember|\bbelong|\bmake up|strong\b|\bcities\b|\btowns\b|on (?:its|our|their) (?:rolls?|books)\b"
)
_NUMBERED = re.compile(r"\d|\b(?:hundred|thousand|dozen)\b|ty\b|ty-")
_AMONG = re.compile(r"(?: [a-z]+){0,3} (?:among|as) (?:its |their )?members\b")
_COUNTS = re.compile(r"member|cit|town|municipal|household|famil|government|organi[sz]ation")


def _count(scene: Scene, told: re.Match[str]) -> tuple[float | None, str]:
    """The number of a match and what it counts."""
    unit = (told.groupdict().get("unit") or "").strip()
    if told["n"]:
        return float(told["n"].replace(",", "")), unit
    if told["w"]:
        return number_of(told["w"]), unit
    noun = scene.masked.noun_at(told.start("noun"))
    if noun is None or noun.kind != "Count" or not isinstance(noun.value, float):
        return None, unit
    return noun.value, unit or (noun.names or ("",))[0]


def _is_of_members(scene: Scene, name: str, told: re.Match[str], unit: str) -> bool:
    """Whether what is counted are members: the words say so, or who may be one does it."""
    clause = scene.text[max(0, scene.text.rfind(", ", 0, told.start())) : told.end()]
    if _ELSE.search(clause):
        return False
    if name == "has":
        among = _AMONG.match(scene.text, told.end())  # counts 33 ports among its members
        return "member" in scene.masked.plain(*told.span()) or among is not None
    if name == "belong":
        return bool(_COUNTS.search(unit) or unit == "people")
    if name == "strong":
        return bool(_COUNTS.search(unit) or "roll" in told[0] or "list" in told[0])
    return not told[0].startswith("members") or not unit or bool(_COUNTS.search(unit))


def _whose(  # noqa: PLR0911 -- one return a way to be told
    syntax: Syntax, name: str, told: re.Match[str]
) -> Entity | None:
    """Whose members they are."""
    text = syntax.text
    if told.groupdict().get("of"):
        return syntax.entity(syntax.at(told.start("of")), _KINDS)
    if name == "belong":
        return syntax.entity(syntax.at(told.end()), _KINDS)
    if name == "of_it" and (owner := _OWNED.search(text, 0, told.start())):
        who = next((w for w in syntax.all if w.low == owner.start()), None)
        return syntax.entity(who, _KINDS)
    if name in ("of_it", "label") and _WHOSE.search(text, 0, told.start()):
        return syntax.entity(syntax.subject(told.start() - 8, told.end()), _KINDS)
    if name in ("strong", "has"):
        start = _WAS.search(text, 0, told.start())
        who = syntax.subject(start.start() if start and name == "strong" else told.start(), told.end(), finite=True)
        if who is not None:
            return syntax.entity(who, _KINDS)
        if name == "has":
            return None
    return syntax.entity(
        Who(told.start(), told.start(), "own" if _OUR.search(told[0]) else "it", ruled=False), _KINDS
    )


_OWNED = re.compile(
    rf"(?:{_N}(?=['’])|\b(?:[Ii]ts|[Oo]ur|[Tt]heir)\b)(?:['’]s?)? (?:(?:present|current|total|paid-up) )?$"
)
_WHOSE = re.compile(r"\bwhose $")
_WAS = re.compile(r"(?:was|were|is|are|has|have|had|now has) $")
_OUR = re.compile(r"\b(?:our|we)\b")


_OFFICE = re.compile(r"\b(?:[Ss]ecretariat|[Oo]ffice|[Hh]eadquarters)$")


def _draft(scene: Scene, body: Entity, told: re.Match[str], count: float, unit: str) -> Iterator[Draft]:
    if any(_OFFICE.search(name.text) for name in body.names):
        return  # the members are its network's
    yield from scene.draft(
        body,
        "memberCount",
        Value("Count", f"{count:.15g}"),
        told.span(),
        "members-totalled",
        since=as_counted(scene, told.start()),
        key=(("unit", unit or "members"),),
    )
