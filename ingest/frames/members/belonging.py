"""Who is a member of which network, in English, from either side and in whatever order.

*Since 1999 Metropolis has numbered Dakar among its members*; *the League, to which Kyoto belongs*; *its
memberships are three: …*; *Among the cities that make up C40 is Oslo*. The member is whom the sentence says it of
(frames/syntax), not the city that the document speaks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...data import table
from ...matching.engine import Draft
from ..scene import Scene
from ..syntax import Syntax, Who, syntax_of

_MEMBERS = "City|Prefecture|SubnationalGovernment|Organization|Port"
_NETWORKS = "CityNetwork|Organization|Alliance|InternationalOrganization"
_N = "[\ue000-\uf8ff]"


@cache
def _words(name: str) -> re.Pattern[str]:
    said = table("words/told_english.toml")["belong"]
    return re.compile(
        rf"\b(?:{said[name]})" if name != "as_one" else said[name], re.VERBOSE if "\n" in said[name] else 0
    )


def belonging(scene: Scene) -> Iterator[Draft]:
    """``memberOf`` of each member and network that a sentence joins."""
    if scene.japanese or not _MAY.search(scene.text):
        return
    syntax = syntax_of(scene)
    for members, networks, span in (*_to(syntax), *_has(syntax), *_others(syntax)):
        if _words("denied").search(scene.text, _clause(scene.text, span[0]), span[1]):
            continue
        since = _since(scene, span, networks)
        for network in networks:
            body = _network(syntax, network)
            for member in members:
                who = syntax.entity(member, _MEMBERS, [body] if body else [])
                ours = member.said == "own" and who is not None and who.kind == "City"  # who we are, others ask
                if who is not None and who.kind != "CityNetwork" and not ours:
                    yield from scene.draft(who, "memberOf", body, span, "belongs-told", since=since)


def _network(syntax: Syntax, who: Who) -> Entity | None:
    """What has members: a network, also where its name only tells that it is a body."""
    body = syntax.entity(who, "CityNetwork" if who.said == "it" else _NETWORKS)
    if body is None or body.kind != "Organization":
        return body
    return syntax.scene.discourse.minter.named("CityNetwork", body.name("en"))


_MAY = re.compile(
    r"\b[Mm]ember|\bbelong|\baffiliat|\bjoined\b|\b[Aa]mong|\binclude|\bpart of\b|\badmitted\b|\bacceded\b"
    r"|\bdues\b|\bentered\b|\branks\b|\b[Ss]ign(?:ed|ator)"
)
_Told = tuple[list[Who], list[Who], tuple[int, int]]


def _to(syntax: Syntax) -> Iterator[_Told]:
    """Oslo belongs to the League and to C40; A member of the League, Oslo …."""
    for told in _words("to").finditer(syntax.text):
        networks = _row(syntax, told.end())
        if not networks or (told["within"] and not all(_is_network(syntax, n) for n in networks)):
            continue
        if told["within"] and "entered" in told[0] and not _IS_ALL.match(syntax.text, networks[-1].high):
            continue  # it entered the CityNet stand
        who = syntax.subject(told.start(), networks[-1].high) or _front(syntax, told, networks[-1].high)
        if who is not None and who not in networks:
            yield [who], networks, (min(who.low, told.start()), max(networks[-1].high, who.high))
    for told in _A_MEMBER.finditer(syntax.text):
        networks = _row(syntax, told.end())
        who = syntax.behind_comma(networks[-1].high) if networks else None
        if who is not None and not who.ruled:
            yield [who], networks, (told.start(), who.high)
    for told in _AS_ITS_MEMBER.finditer(syntax.text):
        network, who = syntax.at(told.start("net")), syntax.behind_comma(told.end() - 1)
        if network is not None and who is not None and not who.ruled and _is_network(syntax, network):
            yield [who], [network], (told.start(), who.high)


_IS_ALL = re.compile(r"[.,;:()]|$| (?:\(|in\b|on\b|as\b|and\b|that\b|at the\b)")


def _is_network(syntax: Syntax, who: Who) -> bool:
    noun = syntax.scene.masked.noun_at(who.low)
    if who.said == "body":
        return _NETWORK.search(syntax.text, who.low, who.high) is not None
    return who.said == "name" and noun is not None and noun.kind == "CityNetwork"


_NETWORK = re.compile(r"\b(?:Network|League|Alliance|Union of|Federation|Coalition|Covenant)\b")


_A_MEMBER = re.compile(
    r"(?:^[^\w\ue000-\uf8ff]{0,3}|[.:;] )(?:As |Being |Besides (?:its|our) )?(?:[Aa]n? )?(?:[a-z-]+ ){0,2}?"
    r"(?:[Mm]ember(?:ship)?(?: (?:city|town|organi[sz]ation|body|municipality))? (?:of|in)"
    r"|[Ss]ignatory (?:of|to)|[a-z]+ affiliated (?:to|with))"
)


_AS_ITS_MEMBER = re.compile(  # As a Eurocities member, Graz contributes
    rf"(?:^[^\w\ue000-\uf8ff]{{0,3}}|[.:;] )(?:As |Being )?[Aa]n? (?:[a-z-]+ ){{0,2}}(?P<net>{_N})"
    r" member(?: (?:city|town|organi[sz]ation))?(?: since \w+)?,"
)


def _front(syntax: Syntax, told: re.Match[str], high: int) -> Who | None:
    """Whom a clause in front is of."""
    opens = not syntax.text[: told.start()].strip(" *-•·") or told[0].lower().startswith(("as ", "being "))
    return syntax.behind_comma(high) if opens else None


def _row(syntax: Syntax, end: int) -> list[Who]:
    """The networks that are enumerated from a place on."""
    out: list[Who] = []
    at = _LEADS.match(syntax.text, end)
    while at is not None:
        who = syntax.at(at.end())
        noun = syntax.scene.masked.noun_at(who.low) if who else None
        if (
            who is None
            or who.said not in ("name", "body", "the")
            or (noun and not syntax.scene.is_a(noun, f"{_NETWORKS}|Tie"))
        ):
            break
        out.append(who)
        at = _ON.match(syntax.text, who.high)
    last = syntax.text[out[-2].high : out[-1].low] if len(out) > 1 else " and "
    return out if _LAST.search(last) else out[:1]  # A member of the League, the Society has


_LEADS = re.compile(
    r" (?:both |also |(?:[a-z]+ ){1,4}?(?:networks?|organi[sz]ations?|bodies|associations?): )?"
    rf"(?:the )?(?:{_N}-based )?"
)
_ON = re.compile(
    rf"(?: \([^()]*\))?(?:,? (?:and|as well as)|,)(?: also|, as (?:the|its|our"
    rf"|an?) [a-z ]{{3,30}},)?(?: (?:of|to|in|with))?(?: the)?(?: {_N}-based)? "
)


_LAST = re.compile(r"\band\b|\bas well as\b")


def _has(syntax: Syntax) -> Iterator[_Told]:
    """C40 counts Oslo among its members; the League and C40 both list it as a member; includes Oslo."""
    for told in re.finditer(rf"\b(?:{table('words/told_english.toml')['belong']['has']})\b", syntax.text):
        who = syntax.object(told.end())
        if who is None:
            continue
        members = row_behind(syntax, who)
        as_one = _words("as_one").match(syntax.text, members[-1].high)
        aside = _ASIDE.match(syntax.text, members[-1].high)
        as_one = as_one or (_words("as_one").match(syntax.text, aside.end()) if aside else None)
        plain = "include" in told[0] and as_one is None
        both = _BOTH.search(syntax.text, 0, told.start())
        one = _IS_ONE.search(syntax.text, 0, told.start() - 1) if told[0] == "with" else None
        start = one.start() if one else both.start() if both else told.start()
        network = syntax.subject(start, told.end(), finite=True) if told[0] != "with" or one else None
        if network is None or network in members or not (as_one or plain) or network.said == "own":
            continue
        if plain and not _is_network(syntax, network):
            entry = _ENTRY.search(syntax.text, 0, network.low)  # Eurocities – the network includes Graz
            network = next((w for w in syntax.all if entry and w.high == entry.start()), network)
            if not entry or not _is_network(syntax, network):
                continue
        end = as_one.end() if as_one else members[-1].high
        networks = row_before(syntax, network)
        too = _AS_HAS.match(syntax.text, end)
        if too and (other := syntax.at(too.end())):
            yield members, [other], (too.start(), other.high)
        yield members, networks, (network.low, end)


_ENTRY = re.compile(r"(?: \([^()]*\))?(?: [–—-]|:) $")
_ASIDE = re.compile(r" \([^()]*\)|,? (?:in |of )?[\ue000-\uf8ff],?")
_AS_HAS = re.compile(r", as (?:has|have|does|do|is) (?:the )?")
_BOTH = re.compile(r"\b(?:all|both) $")


def row_behind(syntax: Syntax, who: Who) -> list[Who]:
    """A member and those enumerated behind it."""
    out = [who]
    while (on := _ON.match(syntax.text, out[-1].high)) and (more := syntax.at(on.end())) and more.said == "name":
        out.append(more)
    return out


def row_before(syntax: Syntax, network: Who) -> list[Who]:
    """A network and those enumerated before it."""
    out = [network]
    while before := next((w for w in syntax.all if w.high <= out[0].low and _goes_on(syntax, w, out[0])), None):
        out.insert(0, before)
    return out


def _goes_on(syntax: Syntax, left: Who, right: Who) -> bool:
    return _ON.fullmatch(syntax.text, left.high, right.low) is not None


def _others(syntax: Syntax) -> Iterator[_Told]:
    """To which Oslo belongs, of which it is a member; its memberships are three: …; among whose members is Oslo."""
    text = syntax.text
    for told in _TO_WHICH.finditer(text):
        who, after = syntax.at(told.start("who")), _ARE.match(text, told.end())
        networks = _row(syntax, after.end() - 1) if after else []
        before = next((w for w in syntax.all if w.high == told.start() and w.said in ("name", "body")), None)
        if being := _IS_ONE.search(text, 0, told.start()):
            before = syntax.subject(being.start(), being.end())
        networks = networks or (row_before(syntax, before) if before else [])
        if who is not None and networks:
            yield [who], networks, (min(told.start(), networks[0].low), max(told.end(), networks[-1].high))
    for told in _MEMBERSHIPS.finditer(text):
        who = next((w for w in syntax.all if w.low == told.start("who")), None)
        networks = _row(syntax, told.end() - 1)
        if networks and (who is not None or told["own"]):
            member = who or Who(told.start("own"), told.end("own"), "own", ruled=False)
            yield [member], networks, (told.start(), networks[-1].high)
    for told in _HELD_BY.finditer(text):
        network, who = syntax.at(told.start("net")), syntax.at(told.end())
        if network is not None and who is not None:
            yield [who], [network], (network.low, who.high)
    for told in _words("among").finditer(text):
        networks = _row(syntax, told.end() - 1)
        is_one = _IS.match(text, networks[-1].high) if networks else None
        who = syntax.at(is_one.end()) if is_one else None
        if who is not None:
            yield row_behind(syntax, who), networks, (told.start(), who.high)
    yield from _spoken_of(syntax)
    for told in _ONE_OF_ITS.finditer(text):
        network = syntax.first(told.start())
        who = syntax.subject(told.start(), told.end())
        if who is not None and network is not None and who != network and who.said == "name":
            yield [who], [network], (network.low, told.end())


def _spoken_of(syntax: Syntax) -> Iterator[_Told]:
    """Of the network that the passage is about: Kotka has been a member since 2001; the newest member is Kotka."""
    if syntax.scene.of("CityNetwork"):
        return
    network = Who(0, 0, "it", ruled=False)
    for told in _MEMBER_SINCE.finditer(syntax.text):
        who = syntax.subject(told.start(), told.end(), finite=True)
        if who is not None:
            yield [who], [network], (who.low, told.end())
    for told in _MADE_MEMBERS.finditer(syntax.text):
        if (who := syntax.subject(told.start(), told.end())) is not None:
            yield row_before(syntax, who), [network], (who.low, told.end())
    for told in _NEW_MEMBER.finditer(syntax.text):
        if who := syntax.at(told.end()):
            behind = _TOOK_EFFECT.match(syntax.text, who.high)
            yield row_behind(syntax, who), [network], (told.start(), behind.end() if behind else who.high)


_MEMBER_SINCE = re.compile(rf"\b(?:has|have|had) been (?:an? )?(?:[a-z]+ )?members? since (?=(?:the )?{_N})")
_MADE_MEMBERS = re.compile(
    r"\b(?:was|were) (?:welcomed|admitted|accepted|received|confirmed) (?:[a-z]+ )?as "
    r"(?:[a-z]+ ){0,2}members?\b(?! of)"
)
_NEW_MEMBER = re.compile(
    r"\b(?:[Nn]ew|[Nn]ewest|[Ll]atest|[Yy]oungest) members?(?: (?:is|are|was|were)|:) "
    r"(?:the )?(?:(?:city|town) of )?"
    r"|\b[Mm]embership was granted to (?:[a-z]+ (?:[a-z]+ )?(?:cities|towns|municipalities"
    r"|applicants)(?::|, namely|,) )?(?:the )?"
    r"|\b(?:admitted|welcomed|accepted) (?:[a-z]+ )*as (?:[a-z]+ )?members?(?:,? namely|:) (?:the )?"
    r"|\b[Mm]embers?\b[^.;]{0,40} with the (?:admission|accession|arrival|entry"
    r"|addition) of (?:the )?(?:(?:city|town) of )?"
    r"|\bmembership was (?:enlarged|extended|increased|swelled|joined) by (?:the )?(?:(?:city|town) of )?"
)
_TOOK_EFFECT = re.compile(
    r"(?: \([^()]*\)|,? in [\ue000-\uf8ff])?,? whose membership "
    r"(?:took effect|began|dates|started|runs)(?: from| on| in)?"
)
_WHO = rf"(?P<who>(?:{_N}|\b(?:it|we|(?:the )?(?:city|town|council|association|society))\b))"
_TO_WHICH = re.compile(
    rf",? (?:to which|of which|in which|which) (?:the )?(?:(?:city|town) of )?{_WHO}(?: (?:also|itself|now|has))*"
    r" (?:belongs?|belonged|is (?:also )?an? (?:[a-z]+ )?member|are members|joined|subscribes?"
    r"|forms? (?:a )?part|is (?:a )?part|(?:holds?|enjoys?|has) (?:[a-z]+ )?membership|takes? part"
    r"|sits?|participates?)\b"
)
_IS_ONE = re.compile(r"\b(?:is|are|was) (?:another|an?|one|the)(?: of the)? (?:[a-z]+ ){0,2}[a-z]+$")
_ARE = re.compile(r"(?: (?:include|are|is|were))(?: (?:the following|three|two|four|five))?:? ")
_MEMBERSHIPS = re.compile(
    rf"(?:(?P<who>{_N})(?:['’]s?)|(?P<own>\b(?:[Ii]ts|[Oo]ur))) (?:[a-z]+ ){{0,3}}memberships"
    r"(?: (?:are|include|number)(?: [a-z]+)?)?:? "
)
_HELD_BY = re.compile(
    rf"[Mm]embership (?:of|in) (?:the )?(?P<net>{_N})(?: {_N})? (?:is|was|has been) (?:held|enjoyed"
    rf"|taken (?:up|out)|maintained) by (?:the )?"
)
_IS = re.compile(r",? (?:is|are|was|were) (?:also )?(?:the )?(?:(?:city|town) of )?")
_ONE_OF_ITS = re.compile(
    r"\b(?:is|are|remains) one of (?:its|their|that body['’]s) (?:[a-z]+ )?members\b|\bis one of them\b"
)


def _clause(text: str, at: int) -> int:
    """Where the clause of a place begins."""
    return (
        max(text.rfind(mark, 0, at) + len(mark) for mark in ("; ", ". ", ", but ", ", and ", ", which "))
        if at
        else 0
    )


def _since(scene: Scene, span: tuple[int, int], networks: list[Who]) -> Interval | None:
    """When the membership began: since when it holds, or when somebody joined; one date is not that of several."""
    text = scene.text
    if len(networks) > 1 and (len(scene.dates) > 1 or any(d > networks[0].low for d, _ in scene.dates)):
        return None
    for at, when in scene.dates:
        inside = span[0] - _NEAR <= at <= span[1] + _NEAR
        other = _OTHER.search(text, span[1], at) or _NEXT.match(text, at + 1) or _OTHER.search(text, at, span[0])
        if inside and _SINCE.search(text, 0, at) and not other:
            return when
    joins = _JOINS.search(text, span[0], span[1])
    near = [
        v for d, v in scene.dates if joins and span[0] - _NEAR <= d <= span[1] + _NEAR and _AT.search(text, 0, d)
    ]
    return near[0] if len(near) == 1 and len(scene.dates) == 1 else None


_NEAR = 30
_SINCE = re.compile(
    r"\b(?:[Ss]ince|(?<!dates )[Ff]rom|took effect (?:on|in)|[Ww]ith effect from|began (?:on|in)) (?:the )?$"
)
_AT = re.compile(r"\b(?:[Ii]n|[Oo]n|[Ss]ince|[Ff]rom) (?:the )?$")
_NEXT = re.compile(r",? (?:of|to|with) ")  # and, since 1992, of ICLEI
_OTHER = re.compile(r"[,;] (?:and|but|which|who|while)\b")
_JOINS = re.compile(r"\b(?:joined|admitted|accepted|acceded|signed up|enrolled|became|welcomed|received|entered)\b")
