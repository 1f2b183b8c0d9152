"""Titles and awards in English: who has which, from whom and since when, whoever stands first.

*The Best Program award went to it*; *UNESCO City of Music status was conferred on Kent*; *honoured by that body
with the Innovation Award*; *Kent, a UNESCO City of Film since 2015*. Who has it is the subject of having and being,
the one to whom it went, or whom somebody gave it; who gives is behind *by* or *from*, owns it (the Union's award),
or is said to give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ....ontology.edtf import Interval, on
from ....ontology.model import Entity
from ...data import table
from ...matching.engine import Draft
from ..scene import Scene
from ..syntax import Syntax, Who, syntax_of
from .belonging import row_before, row_behind

_HOLDERS = "City|Prefecture|SubnationalGovernment|Organization|Port"
_GIVERS = "InternationalOrganization|NationalGovernment|CityNetwork|Foundation|Organization"
_N = "[\ue000-\uf8ff]"
_CAPITAL = "[A-ZÀ-Þ][\\w’'&-]*"
_RUN = rf"(?:{_CAPITAL}|{_N})(?:[ -](?:(?:of|for|and|in|the|de|la|du) ){{0,2}}(?:{_CAPITAL}|{_N})){{0,6}}"
_BY_FORM = re.compile(
    rf"(?P<name>(?!(?:The|Its|Our|This|In|On|Since|At|By|For|From|As) )(?:Best {_RUN}"
    rf"|{_RUN} (?:[Aa]ward|[Pp]rize|[Mm]edal)"
    rf"(?: (?:of|for) {_CAPITAL}(?: {_CAPITAL}){{0,3}})?"
    rf"|{_CAPITAL} (?:City|Town|Capital)(?= (?:status|title|award)| (?:of|for)\b|[,.;:]| before| in {_N}| since)"
    rf"(?: (?:of|for) {_CAPITAL}(?: {_CAPITAL}){{0,2}})?))"
)
_BORNE = re.compile(r"\b(?:Capital|City|Cities|Town|Award|Prize|Medal|Messenger|Best|award|prize|medal)\b")


class Title(NamedTuple):
    """A title in the masked text, and the year that stands in front of it."""

    low: int
    high: int
    role: Entity
    year: Interval | None


@cache
def _words(name: str) -> re.Pattern[str]:
    said = table("words/told_english.toml")["honour"][name]
    verbose = re.VERBOSE if "\n" in said else 0
    return re.compile(said if name == "denied" else rf"\b(?:{said})\b", verbose)


def honours(scene: Scene) -> Iterator[Draft]:
    """``receivedTitle`` of whoever has a title, and ``conferredBy`` of who gave it."""
    if scene.japanese or not (_BORNE.search(scene.masked.clean.text)):
        return
    titles = list(_titles(scene))
    if not titles:
        return
    syntax = syntax_of(scene)
    for title in titles:
        told = next(filter(None, (way(syntax, title) for way in _WAYS)), None)
        if told is None:
            continue
        who, span, giver = told
        row = row_before(syntax, who)[:-1] if who.high <= title.low else row_behind(syntax, who)[1:]
        row = [w for w in row if w.said == "name" and not syntax.owns(w)]
        row = row if not any(w.low <= title.low <= w.high for w in row) else []
        holder = syntax.entity(who, _HOLDERS)
        whole = [who, *row]
        low = min(span[0], title.low, *(w.low for w in whole))
        high = max(span[1], title.high, *(w.high for w in whole))
        if holder is None or _words("denied").search(scene.text, low, high):
            continue
        giver = giver or _giver(syntax, title, who)
        source = syntax.entity(giver, _GIVERS, [holder])
        since = title.year or _date(scene, title, (low, high))
        if holder == source:
            continue
        for one in [holder, *(e for w in row if (e := syntax.entity(w, "City")))]:
            yield from scene.draft(one, "receivedTitle", title.role, (low, high), "honour-told", since=since)
        if source is not None:
            yield from scene.draft(title.role, "conferredBy", source, (low, high), "honour-told", since=since)


def _titles(scene: Scene) -> Iterator[Title]:
    taken: set[int] = set()
    for spot in scene.of("Role|EventSeries|Event"):
        known = spot.noun.entities[0] if spot.noun.entities and spot.noun.entities[0].kind == "Role" else None
        if known is None and (
            not _BORNE.search(spot.noun.text) or scene.text.startswith((" ceremony", " winner"), spot.at + 1)
        ):
            continue
        if spot.noun.kind == "Event" and not re.search(r"\bCapital of\b", spot.noun.text):
            continue
        inner = re.search(r"^((?:19|20)\d\d) | ((?:19|20)\d\d)$", spot.noun.text)
        name = re.sub(r"^(?:19|20)\d\d | (?:19|20)\d\d$", "", spot.noun.text)
        others = [n.text for e in spot.noun.entities[:1] for n in e.names]
        role = scene.discourse.minter.known(known) if known else _named(scene, name, others)
        year = on(int(inner[1] or inner[2])) if inner else _before(scene, spot.at)
        yield Title(spot.at, spot.at + 1, role, year)
        taken.add(spot.at)
    for found in _BY_FORM.finditer(scene.text):
        if any(found.start() <= at < found.end() for at in taken) or _ELSE.match(scene.text, found.end()):
            continue
        name = scene.masked.plain(*found.span("name"))
        low = found.start()
        if name.lower() in ("award", "prize", "medal"):
            continue
        date = scene.date_at(low)
        if date is not None:
            low = low + 6 if scene.text.startswith("the ", low + 2) else low + 2
            name = scene.masked.plain(low, found.end())
        behind = scene.date_at(found.end() + 1) if scene.text[found.end() : found.end() + 1] == " " else None
        year = date or (behind if behind and behind.precision == "year" else None) or _before(scene, low)
        yield Title(low, found.end(), _named(scene, name), year)


_ELSE = re.compile(r" (?:ceremony|winners?|jury|committee|scheme|programme|dinner|gala|fund)\b")


def _named(scene: Scene, name: str, others: Sequence[str] = ()) -> Entity:
    """A title under its name, and under the one without *award*."""
    bare = re.sub(r" (?:[Aa]ward|status|title)$", "", name)
    shorter = (bare,) if bare != name and " " in bare else ()
    return scene.discourse.minter.named("Role", name, (*others, *shorter))


def _before(scene: Scene, low: int) -> Interval | None:
    """The year that stands right before a title: its 2014 Innovation Award."""
    told = re.search(r"\b((?:19|20)\d\d) $", scene.masked.plain(max(0, low - 8), low)) if low else None
    return on(int(told[1])) if told else scene.date_at(low - 2)


_Found = tuple[Who, tuple[int, int], Who | None]


def _had(syntax: Syntax, title: Title) -> _Found | None:
    """It took the award; it was honoured with the award; it was named a City of Music; it has been one."""
    for name in ("had", "being"):
        for told in _words(name).finditer(syntax.text, max(0, title.low - _REACH), title.low):
            if not _LEADS.fullmatch(syntax.text, told.end(), title.low):
                continue
            if told[0] == "as" and (term := _TERM.search(syntax.text, 0, told.start())):
                low = term.start("who")
                mine = Who(low, low, "own", ruled=False)
                holder = next((w for w in syntax.all if w.low == low), mine)
                return holder, (term.start(), told.end()), None
            who = syntax.subject(told.start(), title.high, finite=name == "had")
            of = _DESIGNATION.search(syntax.text, 0, told.start()) if told[0] == "as" else None
            if of and (named := next((w for w in syntax.all if w.high == of.end("who")), None)):
                return named, told.span(), None
            if told[0] == "as" and (who is None or who.low < title.low):
                who = syntax.behind_comma(title.high) if _OPENS.fullmatch(syntax.text, 0, told.start()) else None
            if who is not None and syntax.entity(who, _HOLDERS) is not None:
                return who, told.span(), None
    return None


_TERM = re.compile(  # Kent's year as Capital of Culture; in 2008 came designation as City of Music
    rf"(?:(?P<who>{_N}|\b[Ii]ts)(?:['’]s?)? (?:[a-z]+ )?(?:year|term|reign|tenure|spell|stint|time|designation"
    r"|recognition|selection|naming|status)|\b(?:came|followed|brought|saw) (?:its )?(?:designation|recognition"
    r"|selection|naming)) $"
)
_DESIGNATION = re.compile(
    r"\b(?:[Dd]esignation|[Rr]ecognition|[Nn]aming|[Ss]election|[Cc]hoice|[Nn]omination) of "
    rf"(?:the )?(?P<who>{_N}) $"
)
_REACH = 150
_LEADS = re.compile(
    rf"(?: (?:an?|the|its|their|our|that [a-z]+['’]s"
    rf"|{_N}['’]s?|first"
    r"|(?:[A-Z][a-z]+ )?[a-z]+ to be (?:awarded|named|given|granted|declared)))*"
    r"(?: (?:19|20)\d\d)?"
    r"(?: (?:the )?(?:title|award|prize|status|distinction|honou?r|designation|label|accolade)(?: of| for| as)?"
    r"(?: the| an?)?)?"
    rf"(?: {_N})? "
)
_OPENS = re.compile(r"[^\w\ue000-\uf8ff]{0,3}")


def _went(syntax: Syntax, title: Title) -> _Found | None:
    """The award went to Kent; the status was conferred on Kent; the title was held by Kent."""
    text = syntax.text
    if (holds := _HOLDER_WAS.match(text, title.high)) and (who := syntax.at(holds.end())):
        return who, holds.span(), None
    for name, leads in (("went", _TO), ("theirs", _BY)):
        said = _words(name).finditer(text, title.high)
        told = next((m for m in said if _STATUS.fullmatch(text, title.high, m.start())), None)
        if told is None:
            continue
        to = leads.match(text, told.end())
        who = syntax.at(to.end()) if to else None
        if who is not None:
            return who, told.span(), None
    return None


_HOLDER_WAS = re.compile(
    rf",? (?:and |whose )(?:(?:in|for) {_N},? )?(?:the |its )?(?:{_N} )?(?:holder|recipient|winner|bearer)s?"
    rf"(?: (?:in|for) {_N})? (?:was|were|is|are) (?:the )?(?:(?:city|town) of )?"
)
_STATUS = re.compile(
    r"(?: (?:status|title|award|prize|label|designation))?"
    r"(?: \([^()]*\)|(?: (?:for|in|of) (?:[^.;,]|,(?=\d)){2,50}?))?"
    r"(?:,? (?:which|that) (?:is|was) [a-z]+ by (?:the )?[\ue000-\uf8ff](?: each year| annually)?,?)?"
    r"(?:[:,] (?:the|this) (?:distinction|title|honou?r|award|status|designation|label))? "
)
_TO = re.compile(
    rf"(?: (?:in|on) {_N})?(?: (?:jointly|together|equally|both))?(?: (?:to|upon|on))?(?: both)? (?:the )?"
    r"(?:(?:city|town|cities|towns) of )?"
)
_BY = re.compile(r" (?:both )?(?:the )?(?:(?:city|town|cities|towns) of )?")


def _gave(syntax: Syntax, title: Title) -> _Found | None:
    """The Union gave its award to Kent, presented Kent with it, named it one."""
    text = syntax.text
    for told in _words("gave").finditer(text, max(0, title.low - _REACH), title.low):
        if syntax.passive(told.start()):
            continue
        giver = syntax.subject(told.start(), told.end(), finite=True)
        if giver is None or syntax.entity(giver, _GIVERS) is None:
            continue
        whom = _WHOM.match(text, told.end())
        who = syntax.at(whom.end()) if whom else None
        told_whom = who is not None and who.high <= title.low and not syntax.owns(who)
        as_what = _WITH.match(text, who.high) if who is not None and told_whom else None
        if who is not None and as_what and _LEADS.fullmatch(text, as_what.end(), title.low):
            return who, (giver.low, title.high), giver
        to = _GIVEN_TO.match(text, title.high) if _LEADS.fullmatch(text, told.end(), title.low) else None
        who = syntax.at(to.end()) if to else None
        if who is not None:
            return who, (giver.low, who.high), giver
    return None


_WHOM = re.compile(r" (?:to )?(?:the )?(?:(?:city|town) of )?")
_WITH = re.compile(r"(?: (?:with|as|to be))?")
_GIVEN_TO = re.compile(
    r"(?: (?:award|title|status))?(?: \([^()]*\)| for [^.;]{2,60}?)? (?:to|on|upon) "
    r"(?:the )?(?:(?:city|town) of )?"
)


def _apposed(syntax: Syntax, title: Title) -> _Found | None:
    """Kent, a City of Film since 2015; Kent (City of Film 2015); Kent, the 2022 Capital of Culture."""
    article = _FRONTED.search(syntax.text, 0, title.low)
    if article and _OPENS.fullmatch(syntax.text, 0, article.start()) and (who := syntax.behind_comma(title.high)):
        return who, (0, who.high), None
    before = _APPOSED.search(syntax.text, 0, title.low)
    who = next((w for w in syntax.all if before and w.high == before.start()), None)
    return (who, (who.low, title.high), None) if who is not None and who.said == "name" else None


_FRONTED = re.compile(
    r"(?:(?:As )?(?:[Aa]n? |[Tt]he )(?:(?:first|second|only|youngest|newest|oldest) )?)$"
)  # A City of Music since 2008, it belongs to
_APPOSED = re.compile(  # Kent, which in 2009 became the first; Kent, chosen Capital of Culture for 2020
    rf"(?:,| \(|,? which (?:in {_N},? )?(?:is|was|became|has been)|,? –"
    r"|, (?:chosen|named|designated|declared|selected)(?: as)?)"
    rf"(?: (?:an?|the|our|its))?(?: (?:first|second|third|only|youngest|newest))?(?: {_N})? ?$"
)
_WAYS = (_gave, _apposed, _had, _went)


def _giver(syntax: Syntax, title: Title, holder: Who) -> Who | None:
    """Who gave it: behind by or from, or whose award it is."""
    text = syntax.text
    for told in _FROM.finditer(text):
        who = syntax.at(told.end())
        if who is not None and who != holder and (who.low > title.high or who.high < title.low):
            return who
    for who in syntax.all:
        if who != holder and _OWNS.fullmatch(text, who.high, title.low) and syntax.owns(who):
            return who
        if who.said == "it" and who.high + 1 == title.low and syntax.owns(who):
            return who
    return None


_FROM = re.compile(
    r"\b(?:(?:given|conferred|bestowed|granted|awarded|presented|made|honou?red|recogni[sz]ed|named|designated"
    r"|declared)(?: (?:to|on|upon) [^.;]{1,30}?)? by"
    r"|(?:award|prize|title|honou?r|distinction"
    r"|medal)(?: \([^()]*\))?(?: in the [^.;]{3,50}?category)? (?:from|of)|us by) (?:the )?"
)
_OWNS = re.compile(rf"['’]s? (?:(?:annual|first|own) )?(?:{_N} )?")


def _date(scene: Scene, title: Title, span: tuple[int, int]) -> Interval | None:
    """The date of the clause that tells it: the nearest behind the title, else before it."""
    text = scene.text
    behind = [(d, v) for d, v in scene.dates if title.high <= d and d - max(span[1], title.high) < _NEAR]
    behind = [(d, v) for d, v in behind if _AT.search(text, 0, d) and not _CLAUSE.search(text, title.high, d)]
    if behind:
        return behind[0][1]
    ahead = [v for d, v in scene.dates if d < title.low and not _CLAUSE.search(text, d, title.low)]
    return ahead[-1] if ahead else None


_NEAR = 60
_AT = re.compile(r"(?:\b(?:in|on|since|from|for|of|dates from|during)|\() (?:the )?$|\($")
_CLAUSE = re.compile(r"; |, (?:and|but|while|which|whose|who) | and (?:in|on|since|will|an?|has|is|was)\b")
