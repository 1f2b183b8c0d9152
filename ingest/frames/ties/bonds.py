"""Ties between cities told in plain words, in English, with when they began: a partner, a link, joined to it.

*Kotka, which has been linked to Graz since 1985*; *Kotka, Graz's Finnish partner since 1985*; *with Kotka there
has been a partnership since 1985*; *the link between Graz and Kotka was forged in 1985*. The tie is of the kind
that the document speaks of, else one of partners; a link by rail, between schools or of ports is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...data import table
from ...matching.engine import Draft
from ...text.sieve import Several
from ..parties import beginning, government
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_ASIDE = rf"(?: \([^()]*\)|,? (?:in )?(?:the )?{_N},?| \({_N}\))?"
_CITY = r"(?:the )?(?:[Cc]ity of )?"
_LATER = r"[^.;:\ue000-\uf8ff]{0,50}?"


@cache
def _ways() -> Several:
    """How it is told: ``p`` is a city, ``q`` another one or a word for the document's own, ``d`` the date."""
    said = table("words/told_english.toml")["bond"]
    noun, bound = f"(?i:{said['noun']})(?: of [a-z]+)?", said["bound"]
    begun = rf"(?:{said['begun']}) (?:the )?(?P<d>{_N})"
    ours, became = r"our [a-z ]{0,12}?partner\b", "(?:became|was made)"
    p, q = rf"{_CITY}(?P<p>{_N})", rf"(?:{_CITY}(?P<q>{_N})|\b[Uu]s\b|\b[Ww]e\b)"
    been = (
        r"(?:has been|have been|had been|was|were|is|are|became|has long been)(?: also| now| formally| officially)?"
    )
    lead = rf"[Ss]ince (?P<d>{_N}),? "
    return Several(
        (
            rf"{p}{_ASIDE},? (?:(?:which|who|itself) )?(?:{been} )?"
            rf"(?:{bound}) (?:to|with|of) {q}{_ASIDE}{_LATER} {begun}",
            rf"{lead}{p} and {q} {been} (?:{bound})\b",
            rf"{lead}{p} {been} (?:{bound}) (?:to|with|of) {q}(?!['’])",
            rf"{p} and {q} {been} (?:{bound}){_LATER} {begun}",
            rf"{p}{_ASIDE},? (?:(?:(?P<q>{_N})['’]s|our|its|an?) )?(?:[A-Z]?[a-z]+ |{_N} )?partner {begun}",
            rf"{p} {became} (?:(?:{bound}) (?:to|with|of) {q}|{ours}) (?:in|on) (?P<d>{_N})",
            rf"[IO]n (?P<d>{_N}),? {p} {became} (?:(?:{bound}) (?:to|with|of) {q}|{ours})",
            rf"\b[Ww]ith {p}{_ASIDE} (?:there|we|it|{_N})[^.;:]{{0,30}}? (?:{noun}){_LATER} {begun}",
            rf"\b(?:{noun}) (?:with|to) {p}{_ASIDE},?(?: (?:which|that))?(?: {been})?{_LATER} {begun}",
            rf"{p}['’]s (?:{noun}) (?:with|to) {q}{_LATER} {begun}",
            rf"\b(?:{noun}) (?:between|of|linking|joining|uniting) {p} (?:and|with|to) {q}{_LATER} {begun}",
            rf"{p}[–-](?P<q>{_N}) (?:{noun}){_LATER} {begun}",
            rf"\b(?:{noun}) (?:has|have) (?:linked|joined|united|bound|connected|tied) {p} (?:and|with|to) {q}"
            rf"{_LATER} {begun}",
        )
    )


@cache
def other_bond() -> re.Pattern[str]:
    """Words beside which a bond is no tie of cities: by rail, of schools, of ports."""
    return re.compile(table("words/told_english.toml")["bond"]["else"])


def bonds(scene: Scene) -> Iterator[Draft]:
    """The tie between the two cities of a plain word for one, since the date told with it."""
    if scene.japanese or not scene.dates or scene.of("Tie|AgreementWord|Agreement|Anniversary"):
        return
    for told in _ways().finditer(scene.text):
        ahead = scene.before(told.start(), _AHEAD)
        with_whom = "q" in told.re.groupindex or not _OF_ANOTHER.search(ahead)
        if with_whom and not other_bond().search(ahead + told[0]):
            yield from _told(scene, told)


def _told(scene: Scene, told: re.Match[str]) -> Iterator[Draft]:
    """The tie between the cities of a match, one of which may be the document's own, unsaid or as *we*."""
    starts = [told.start(g) for g in ("p", "q") if told.groupdict().get(g)]
    ends = [noun for at in starts if (noun := scene.masked.noun_at(at)) is not None and noun.kind in _PLACES]
    away = [noun for noun in ends if not scene.is_own(noun)]
    since = beginning(scene, scene.date_at(told.start("d")))
    if len(ends) < len(starts) or not away or since is None or (len(away) == 1 and scene.at_home(away[0])):
        return
    subject = scene.owner if len(away) == 1 else scene.entity(away[1])
    kind = scene.discourse.plain_tie
    relation = kind.value if kind is not None and isinstance(kind.value, str) else "partnerCityOf"
    partner = government(scene, scene.entity(away[0]))
    yield from scene.draft(subject, relation, partner, told.span(), "bond-told", since=since, done=True)


_AHEAD = 25  # characters before a match whose words may say that it is no tie of cities
_OF_ANOTHER = re.compile(r"['’]s (?:[a-z]+ ){0,2}$")
_PLACES = frozenset(["City", "Self"])
