"""Two cities that an English sentence names side by side, or takes up as *the two*: their tie, its anniversaries.

*Whyalla, in South Australia, and Ageo, in Saitama, became sister cities in 1988, and celebrate their 30th
anniversary in 2018*; *Dubbo and Minokamo followed in 1989*; *the City of Ryde and its sister city Handa marked 25
years together*. What goes on about the two is theirs, and of no third: *The pair have been sister cities since
1988*, below a heading that is *Whyalla and Ageo* or behind a sentence that named no others. Of the document's own
city other frames tell, but where only such a heading or sentence says with whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ....ontology.edtf import Interval, on
from ....ontology.model import Entity
from ...data import table
from ...matching.engine import Draft
from ...matching.told_pairs import Two
from ...text.mask import Masked, Noun
from ..parties import beginning
from ..scene import Scene
from .jubilees import takes_up_ports
from .other_jubilees import is_of_another, is_of_something
from .tie_words import tie_of_passage

_N = "[\ue000-\uf8ff]"
_PLACE = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
_LAND = rf"(?:(?:,? (?:in|of)|,) (?:the )?(?:{_N}|{_PLACE})(?:, {_N}(?=,))?,?| \([^()]{{1,40}}\),?)?"
_TOWN = r"(?:the )?(?:(?:[Cc]ity|[Tt]own|[Dd]istrict|[Ss]hire) of )?"
_PAIR = (
    rf"{_TOWN}(?P<p>{_N}){_LAND} and (?:(?:its|their) (?:[a-z]+ )?(?P<k>{_N}),? )?{_TOWN}(?P<q>{_N})(?!['’]){_LAND}"
)
_EACH = re.compile(r"\brespectively\b|\beach\b|\b[Oo]ur\b|\b[Ww]e\b")
_OF_ELSE = re.compile(r" (?:of|with|to)\b| [a-z]+ (?:of|with) ")
_HEAD = re.compile(rf"\W{{0,4}}(?P<p>{_N}){_LAND} ?(?:and|&|[-–—/]) ?(?P<q>{_N}){_LAND}\W{{0,2}}")
_STOP = re.compile(r"\.(?: |$)")  # where a sentence ends
_CLAUSE_ENDS = re.compile(r"[.;] |, (?:and|but|while|where|when)\b|$")
_IN_YEAR = re.compile(
    rf"(?: together)?(?: (?:of|as) [^.;,\ue000-\uf8ff]{{0,20}}{_N}(?: [a-z]+)?)?,? (?:in|on) (?P<d>{_N})"
)


class _Ways(NamedTuple):
    """How a sentence opens with the two, and what it goes on to tell of them."""

    opens: re.Pattern[str]
    takes_up: re.Pattern[str]
    tied: re.Pattern[str]
    together: re.Pattern[str]
    followed: re.Pattern[str]
    followed_by: re.Pattern[str]
    that_year: re.Pattern[str]
    kept: re.Pattern[str]
    behind: re.Pattern[str]


@cache
def _ways() -> _Ways:
    said = table("words/told_english.toml")["two"]
    when = rf"(?:(?:[Ii]n |[Oo]n |[Ss]ince )?(?P<a>{_N}),? )?"
    lead = rf"(?:^|[.;:] )\W{{0,3}}(?:(?:{said['lead']}),? )?{when}"
    date = rf"(?:,? (?:since|in|on|from) (?:the )?(?P<d>{_N}))?"
    kept = rf"(?:(?:{said['kept']}) ){{1,6}}"
    nth = rf"(?P<o>{_N})(?: together)?(?:(?: of| as) (?:their |the )?(?:[a-z]+ )?(?P<t>{_N}))?"
    return _Ways(
        re.compile(rf"{lead}{_PAIR}(?:,? (?:{said['aside']}),?)?"),
        re.compile(rf"{lead}(?:{said['both']})(?= )"),
        re.compile(rf",? (?:{said['been']})(?: (?:{said['adverb']}))* (?P<t>{_N}){date}"),
        re.compile(rf",? (?:{said['been']}) (?:{said['paired']}),? (?:since|in|from) (?P<d>{_N})"),
        re.compile(
            rf",? followed(?: suit| them)? (?:in|on) (?P<d>{_N})(?: as [^.;,\ue000-\uf8ff]{{0,30}}(?P<t>{_N}))?"
        ),
        re.compile(rf"\bfollowed (?:in (?P<a>{_N}) )?by {_PAIR}(?: (?:in|on) (?P<b>{_N}))?"),
        re.compile(
            rf"(?P<a>{_N}), (?:the|a|that) (?:same )?year (?:in which|when|that) {_PAIR}"
            rf" (?:{said['been']}) (?P<t>{_N})"
        ),
        re.compile(rf",? (?:{kept})?{nth}"),
        re.compile(rf"\b(?:and|which|they|[Tt]hey|is|was|be|fell|to)\b,? (?:{kept})?(?:their|its|the|a) {nth}"),
    )  # fmt: skip


def two_told(scene: Scene) -> Iterator[Draft]:
    """The ties and anniversaries of two cities that are told of together."""
    if scene.discourse.kind in ("heading", "row") or scene.paired:
        return
    ways, named = _ways(), False
    for opens in ways.opens.finditer(scene.text):
        if _is_lead(scene, opens) and (two := _named(scene, opens)) is not None:
            named = True
            yield from _told(scene, two, opens)
    for opens in ways.followed_by.finditer(scene.text):
        kind, two = _before(scene), _named(scene, opens)
        since = next((scene.date_at(opens.start(g)) for g in "ab" if opens[g]), None)
        if kind is not None and two is not None and since is not None:
            named = scene.kin = True
            yield from scene.draft(
                two.one, kind, two.other, opens.span(), "two-told", since=since, done=scene.is_past(since)
            )
    for opens in ways.that_year.finditer(scene.text):
        yield from _that_year(scene, opens)
    if not named and not takes_up_ports(scene) and (two := spoken_of(scene)) is not None:
        for opens in ways.takes_up.finditer(scene.text):
            if _is_lead(scene, opens):
                yield from _told(scene, two, opens)
    _note(scene)


def _that_year(scene: Scene, told: re.Match[str]) -> Iterator[Draft]:
    """The tie of two who are named to say which year it was: 1959, the year in which they became sisters."""
    one, other = (_city_at(scene.masked, told.start(end)) for end in "pq")
    kind, since = _kind(scene, told), scene.date_at(told.start("a"))
    if one is not None and other is not None and kind is not None and since is not None:
        ends = scene.meant(one), scene.meant(other)
        yield from scene.draft(ends[0], kind, ends[1], told.span(), "two-told", since=since, done=True)


def spoken_of(scene: Scene) -> Two | None:
    """The two that the passage is about: of its heading, else named last in its block; none where a third is."""
    last = scene.discourse.two
    two = headed_two(scene) or (last if last is not None and last.block == scene.discourse.block else None)
    if two is None or not _each_other(scene, two.one, two.other):
        return None
    ends = (two.one, two.other)
    return two if all(scene.entity(s.noun) in ends for s in scene.of("City")) else None


def headed_two(scene: Scene) -> Two | None:
    """The two cities of two lands that are all that the heading above names."""
    heading = scene.discourse.headings[-1] if scene.discourse.headings else None
    told = _HEAD.fullmatch(heading.text) if heading is not None else None
    ends = [_city_at(heading, told.start(end)) for end in "pq"] if heading is not None and told else []
    if len(ends) != len("pq") or None in ends or len({n.country for n in ends if n}) < len(ends):
        return None
    one, other = (scene.entity(noun) for noun in ends if noun is not None)
    return Two(one, other, scene.discourse.block) if one is not None and other is not None else None


def _city_at(masked: Masked, at: int) -> Noun | None:
    noun = masked.noun_at(at)
    return noun if noun is not None and noun.kind == "City" else None


def _is_lead(scene: Scene, opens: re.Match[str]) -> bool:
    """Whether what stands before the two is a date."""
    return opens["a"] is None or scene.date_at(opens.start("a")) is not None


def _named(scene: Scene, opens: re.Match[str]) -> Two | None:
    """The two of two lands that a sentence names itself, none of them the city that the document speaks for.

    On a city's own page, two abroad are its partners: that they became sister cities is said of each of them.
    """
    one, other = (_city_at(scene.masked, opens.start(end)) for end in "pq")
    if one is None or other is None or (opens["k"] and _kind(scene, opens, "k") is None):
        return None
    first, second = scene.entity(one), scene.entity(other)
    if _is_own(scene, one, other) and not _are_headed(scene, first, second):
        return None
    if first is None or second is None or first == second or not _each_other(scene, first, second):
        return None
    return Two(first, second, scene.discourse.block)


def _is_own(scene: Scene, one: Noun, other: Noun) -> bool:
    """Whether one of two is the city that the document speaks for."""
    frame = scene.discourse.frame
    return frame.doubted is None and any(n.kind == "Self" or n.entities[:1] == (frame.city,) for n in (one, other))


def _are_headed(scene: Scene, one: Entity | None, other: Entity | None) -> bool:
    """Whether the two are those of the heading, so that a section is of them whoever the paper speaks for."""
    headed = headed_two(scene)
    return headed is not None and {headed.one, headed.other} == {one, other}


def _each_other(scene: Scene, one: Entity, other: Entity) -> bool:
    """Whether two are tied with each other, and not each of them with the city whose page it is."""
    frame = scene.discourse.frame
    of_city = frame.doubted is None and frame.owner is not None
    alike = (one.country == frame.home_land) == (other.country == frame.home_land)
    return not (of_city and alike) and _EACH.search(scene.text) is None


def _told(scene: Scene, two: Two, opens: re.Match[str]) -> Iterator[Draft]:
    """What the clause behind the two tells of them."""
    ways, text, at = _ways(), scene.text, opens.end()
    named = "p" in opens.re.groupindex
    kin = kind = _kind(scene, opens, "k") if named else None
    since: Interval | None = None
    ahead = scene.date_at(opens.start("a")) if opens["a"] else None
    end = at
    if tied := ways.tied.match(text, at):
        kind, end = _kind(scene, tied), tied.end()
        if kind is None or _OF_ELSE.match(text, tied.start("t") + 1):
            return
        since = scene.date_at(tied.start("d")) if tied["d"] else ahead
    elif followed := ways.followed.match(text, at):
        since, end = scene.date_at(followed.start("d")), followed.end()
        kind = _kind(scene, followed) or _before(scene)
    elif together := ways.together.match(text, at):
        since, end, kind = scene.date_at(together.start("d")), together.end(), kind or _passage(scene)
    kept = list(_kept(scene, at, end))
    if not kept and end == at and kin is None:
        return
    kind = kind or next((k for _, k in kept if k), None) or (_passage(scene) if kept else None)
    if kind is None:
        return
    since, span = beginning(scene, since), (opens.start("p" if named else 0), end)
    scene.kin = True
    if since is not None or named:  # else it was told when they were named
        yield from scene.draft(two.one, kind, two.other, span, "two-told", since=since, done=scene.is_past(since))
    scene.discourse.tied_two = kind
    for ordinal, _ in kept:
        yield from _anniversary(scene, two, ordinal, since, ahead if end == at else None)


def _kept(scene: Scene, at: int, end: int) -> Iterator[tuple[int, str | None]]:
    """Where the anniversaries stand that the two are said to keep, and of what kind the tie is said to be."""
    ways, stop = _ways(), _STOP.search(scene.text, end)
    at_once = ways.kept.match(scene.text, at) if end == at else None
    behind = ways.behind.finditer(scene.text, end, stop.start() if stop else len(scene.text))
    for match in (*filter(None, (at_once,)), *behind):
        spot = next((s for s in scene.of("Anniversary") if s.at == match.start("o")), None)
        if spot is None or not isinstance(spot.noun.value, float) or is_of_something(scene, spot):
            continue
        if not is_of_another(scene, spot, [spot]):
            yield match.start("o"), _kind(scene, match)


def _kind(scene: Scene, match: re.Match[str], group: str = "t") -> str | None:
    """The kind of tie of the word that a group of a match is, if it is one for a tie."""
    noun = scene.masked.noun_at(match.start(group)) if match[group] else None
    return noun.value if noun is not None and noun.kind == "Tie" and isinstance(noun.value, str) else None


def _passage(scene: Scene) -> str | None:
    """The kind of tie that the passage, else the document, speaks of."""
    noun = tie_of_passage(scene) or scene.discourse.plain_tie
    return noun.value if noun is not None and isinstance(noun.value, str) else None


def _before(scene: Scene) -> str | None:
    """The kind of tie of the two that were told of before."""
    return scene.discourse.tied_two or _passage(scene)


def _anniversary(
    scene: Scene, two: Two, at: int, since: Interval | None, ahead: Interval | None
) -> Iterator[Draft]:
    """Which anniversary it is, in the year that it falls in."""
    noun = scene.masked.noun_at(at)
    nth = round(noun.value) if noun is not None and isinstance(noun.value, float) else 0
    year = _year(scene, at, since, nth, ahead)
    if year is not None:
        key = (("ordinal", str(nth)),)
        span = (at, at + 1)
        yield from scene.draft(two.one, "tieAnniversaryWith", two.other, span, "two-told", since=year, key=key)


def _year(scene: Scene, at: int, since: Interval | None, nth: int, ahead: Interval | None) -> Interval | None:
    """The year by the tie's beginning, else the one told with it, before the two, behind it, or reported on."""
    if since is not None and since.earliest is not None:
        return on(since.earliest.year + nth)
    told = _IN_YEAR.match(scene.text, at + 1)
    if told is not None and (when := scene.date_at(told.start("d"))) is not None:
        return when
    clause = _CLAUSE_ENDS.search(scene.text, at)
    behind = [when for d, when in scene.dates if clause is not None and at < d < clause.start()]
    if ahead is not None or behind:
        return ahead or behind[0]
    own = scene.discourse.frame.as_of
    this = own if own is None or own.fiscal_year or own.earliest is None else on(own.earliest.year)
    return scene.discourse.reported or this


def _note(scene: Scene) -> None:
    """Remember the two cities that a sentence names, where it names no third."""
    cities = list({e.iri: e for s in scene.of("City") if (e := scene.entity(s.noun)) is not None}.values())
    if cities:
        apart = len(cities) == len("pq") and cities[0].country != cities[1].country
        scene.discourse.two = Two(cities[0], cities[1], scene.discourse.block) if apart else None
