"""Ties and anniversaries of cities that an English sentence names itself, whoever's document it is.

*Porirua received guests from its sister city Nishio*; *in Whanganui, where the council marked thirty years of its
sister city relationship with Nagaizumi*; *Bellevue and Yao, sister cities since 1969, marked their 40th, and Tacoma
and Kitakyushu their 50th*. What the next sentence says of the agreement (*it was signed on 3 July 1999*) is of the
two cities named. Of the document's own city, other frames tell, but for what it
became of several cities in turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.edtf import Interval, on
from ....ontology.model import Entity
from ...data import table
from ...matching.engine import Draft
from ...matching.told_pairs import Kin
from ...text.mask import Noun
from ...text.sieve import Several
from ..parties import beginning
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_LAND = rf"(?:,? (?:in )?(?:the )?{_N}(?:, {_N})?|, in (?:the )?[A-Z]\w+(?: [A-Z]\w+)?| \([^()]*\))?"
_PAIR = rf"(?P<p>{_N}){_LAND} and (?:the )?(?P<q>{_N}){_LAND}"
_FAR = r"[^.;\ue000-\uf8ff]"


@cache
def _ways() -> Several:
    """How it is told: ``p``, ``q`` are the cities, ``t`` their tie, ``d`` its date; ``o`` and ``n`` count."""
    said = table("words/told_english.toml")["kin"]
    kin = rf"(?:(?:{said['which']}|{_N}['’]s) )*(?P<t>{_N})"
    nth = rf"(?:(?:(?:mark|celebrat|observ)(?:s|es|ed|e)? |keeps? |kept )?(?P<o>{_N})"
    nth = rf"{nth}|{_FAR}{{0,24}}\b(?:their|its) (?P<n>\d{{1,3}})(?:st|nd|rd|th)\b)"
    bond = rf"(?:[- ](?:{said['bond']}))?"
    begun = rf"(?:,? (?:which )?(?:{said['begun']}) (?P<d>{_N}))?"
    opens = (
        rf"(?:^[^\w\ue000-\uf8ff]{{0,3}}|[.;] |, (?:and|but|while) )(?:(?!{_N})[A-Z]{_FAR}{{0,30}}(?:{_N})?,? )?"
    )
    return Several(
        (
            rf"{_PAIR}, (?:both )?(?P<t>{_N}) since (?P<d>{_N}),?(?: {_FAR}{{0,20}}?{nth})?",
            rf"{_PAIR},? {nth}(?: (?:anniversary )?as (?P<t>{_N}))?",
            rf"(?P<p>{_N}){_LAND}, (?:(?:which|who) (?:is|was|has been|had been|became) )?"
            rf"(?:also |itself |now |long )*(?:(?:an?|the) )?{kin} (?:of|to|with)"
            rf" (?:the )?(?P<q>{_N})(?!['’]){_LAND}(?:,? (?:since|from) (?P<d>{_N}))?",
            rf"(?P<p>{_N}){_LAND},? (?:where|whose|which|who) {_FAR}{{0,80}}?"
            rf"(?:(?P<o>{_N}) ?of )?(?:(?<=whose )|(?:its|their|the) ){kin}{bond} (?:with|to) (?:the )?(?P<q>{_N})"
            rf"{_LAND}{begun}",
            rf"(?:^|[.;] )\W{{0,3}}(?P<p>{_N}){_LAND} (?=[a-z]){_FAR}{{2,60}}?[:;,] (?:and )?"
            rf"with (?:the )?(?P<q>{_N}){_LAND},? it (?:has|had|keeps|has had|has kept) (?:an?|its) (?:[a-z]+ )?"
            rf"(?P<t>{_N}){bond}(?:,? (?:{said['begun']}|since|from) (?P<d>{_N}))?",
            rf"{opens}(?P<p>{_N}){_LAND} (?=[a-z]){_FAR}{{2,90}}?"
            rf" (?:from|of|to|with|by|in|for|and) (?:its|their) {kin},? (?:the )?(?P<q>{_N})(?!['’])",
        )
    )


@cache
def _signed() -> re.Pattern[str]:
    said = table("words/told_english.toml")["kin"]
    return re.compile(
        rf"\W{{0,3}}(?:The|Their|This|That|the|their) (?:[a-z-]+ ){{0,2}}(?:{_N} )?(?:{_N}|{said['paper']})"
        rf"(?: between (?:the two|them|both)(?: (?:cities|towns))?)?,? (?:{said['begun']}) (?P<d>{_N})"
        rf"|(?:{_FAR}{{0,60}}, (?:and|so|but|until) )?"
        r"(?:[Tt]hey|[Tt]he two(?: (?:cities|towns|councils))?|[Bb]oth(?: cities)?) "
        rf"(?:formally |finally |officially )?(?:{said['agreed']}) (?:an?|the|their) (?:[a-z-]+ ){{0,2}}"
        rf"(?:{_N}(?: {_N})?|{_N}[- ](?:{said['bond']})|{said['paper']}) (?:in|on) (?P<d2>{_N})"
    )


def kin_told(scene: Scene) -> Iterator[Draft]:
    """The ties and anniversaries of two cities that the sentence names."""
    if scene.discourse.kind == "heading":
        return
    known = scene.discourse.kin
    if known is not None and known.block == scene.discourse.block and (told := _signed().match(scene.text)):
        since = beginning(scene, scene.date_at(told.start("d" if told["d"] else "d2")))
        if since is not None and not scene.of("City"):
            scene.kin = True
            yield from scene.draft(
                known.one, known.tie, known.other, told.span(), "kin-signed", since=since, done=True
            )
            return
    if not scene.of("City"):
        return
    scene.discourse.kin = None
    if not (scene.of("Tie") or scene.of("Anniversary")):
        return
    kind: str | None = None  # of the tie that the sentence told before: and Tacoma and Kitakyushu their 50th
    yield from _became(scene)
    for told in _ways().finditer(scene.text):
        for draft in _told(scene, told, kind):
            scene.kin = True
            kind = draft.relation if draft.relation != "tieAnniversaryWith" else kind
            yield draft


def _told(scene: Scene, told: re.Match[str], before: str | None) -> Iterator[Draft]:
    """The tie of the two cities of a match, and which anniversary they keep."""
    groups = told.groupdict()
    one, other = _city(scene, told.start("p")), _city(scene, told.start("q"))
    word = scene.masked.noun_at(told.start("t")) if groups.get("t") else None
    said = word.value if word is not None and word.kind == "Tie" and isinstance(word.value, str) else None
    if one is None or other is None or one == other or (groups.get("t") and said is None) or not (said or before):
        return
    relation = said or before or ""
    since = beginning(scene, scene.date_at(told.start("d"))) if groups.get("d") else None
    span = (told.start("p"), told.end())
    yield from scene.draft(one, relation, other, span, "kin-told", since=since, done=True)
    scene.discourse.kin = Kin(one, relation, other, scene.discourse.block)
    nth = _nth(scene, told)
    year = _year(scene, told, since, nth) if nth else None
    if year is not None:
        key = (("ordinal", str(nth)),)
        yield from scene.draft(one, "tieAnniversaryWith", other, span, "kin-told", since=year, key=key)


_WITHIN = r"(?:,? in (?:the )?[A-Z]\w+(?: (?:of |and )?[A-Z]\w+){0,3},?)?"  # in the Bay of Plenty
_UNLISTED = (  # a town that no list knows
    r"^[^\w\ue000-\uf8ff]{0,3}(?P<n>(?!(?:They|The|It|We|Both|This|That|These|Each|One|All|Our|Its|There)\b)"
    r"[A-Z][\w'’-]{3,}(?: [A-Z][\w'’-]+){0,2})"
)
_BECAME = re.compile(
    rf"(?:(?P<p>{_N})|{_UNLISTED}){_LAND}{_WITHIN},? (?:(?:then|also|has|had) )*"
    rf"(?:became|become|been|is|are) (?:an? )?(?:[a-z]+ )?"
    rf"(?P<t>{_N}) (?=(?:of|with|to) )"
)
_OF_EACH = re.compile(
    rf"(?:(?:[,;]|[,;]? and)(?: (?:an?|the))?(?: [a-z]+)? ?)?(?:(?P<t>{_N})(?:{_LAND},?)? )?"
    rf"(?:of|with|to) (?:the )?(?P<q>{_N}){_LAND},?"
    rf" (?:in|since|on) (?P<d>{_N})"
)


def _became(scene: Scene) -> Iterator[Draft]:
    """It became a sister city of A in 2012, and a friendship city of B in 2014 and of C in March 2016.

    Behind a city another may follow with its own: Cairns of Oyama, since 2006.
    """
    for told in _BECAME.finditer(scene.text):
        one = _noun_entity(scene, told.start("p")) if told["p"] else _unlisted(scene, told["n"])
        scene.kin = scene.kin or not told["p"]
        word, at = scene.masked.noun_at(told.start("t")), told.end()
        while of_each := _OF_EACH.match(scene.text, at):
            named = scene.masked.noun_at(of_each.start("t")) if of_each["t"] else None
            if named is not None and named.kind == "City":
                one, named, scene.kin = _noun_entity(scene, of_each.start("t")), None, True
            word, at = named or word, of_each.end()
            other, since = _noun_entity(scene, of_each.start("q")), scene.date_at(of_each.start("d"))
            if word is None or word.kind != "Tie" or not isinstance(word.value, str) or since is None:
                break
            yield from scene.draft(
                one, word.value, other, (of_each.start("q"), at), "kin-became", since=since, done=True
            )


def _unlisted(scene: Scene, name: str) -> Entity:
    """The town of a name that no list knows; the party of the sentence, if it is so called."""
    owner = scene.owner
    called = owner is not None and any(n.text == name for n in owner.names)
    return owner if owner is not None and called else scene.discourse.minter.named("City", name)


def _noun_entity(scene: Scene, at: int) -> Entity | None:
    noun = scene.masked.noun_at(at)
    return scene.entity(noun) if noun is not None and noun.kind in ("City", "Self") else None


def _city(scene: Scene, at: int) -> Entity | None:
    """The city at a place, where it is another than the document's own."""
    noun = scene.masked.noun_at(at)
    return scene.entity(noun) if noun is not None and noun.kind == "City" and not _is_whole(scene, noun) else None


def _is_whole(scene: Scene, noun: Noun) -> bool:
    """Whether a city is the one that the whole document speaks for: of its ties other frames tell."""
    city = scene.discourse.frame.city
    return city is not None and noun.entities[:1] == (city,)


def _nth(scene: Scene, told: re.Match[str]) -> int | None:
    groups = told.groupdict()
    if groups.get("n"):
        return int(groups["n"])
    noun = scene.masked.noun_at(told.start("o")) if groups.get("o") else None
    return round(noun.value) if noun and noun.kind == "Anniversary" and isinstance(noun.value, float) else None


def _year(scene: Scene, told: re.Match[str], since: Interval | None, nth: int) -> Interval | None:
    """The year in which they keep it: that of the tie's beginning and the count, else the one told or reported."""
    if since is not None and since.earliest is not None:
        return on(since.earliest.year + nth)
    low = told.start("p")
    high = next((m.start() for m in re.finditer(r"[.;]|, (?:and|while|but) ", scene.text[told.end() :])), 0)
    said = [v for d, v in scene.dates if low <= d < told.end() + max(high, 1) and v is not since]
    if said:
        return said[0]
    own = scene.discourse.frame.as_of
    this = on(own.earliest.year) if own is not None and own.earliest is not None else None
    return scene.discourse.reported or (this if own is not None and own.fiscal_year is None else None)
