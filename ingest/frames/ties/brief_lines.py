"""What the brief lines of English timelines and sections tell of ties and papers.

*1990 Beira becomes a partner city. A memorandum is signed*: with the city of the line; *The partnership with
Guangzhou is made formal by a memorandum*: both; below a line of two cities, *An agreement was signed in May 1999*
is theirs; *The first was Oslo, in 1959; Haifa and Riga followed* tells ties of the kind of the first; *Graz
(Austria). The twinning of 1992 …* is the city's that opens the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import on
from ....ontology.model import Entity
from ...matching.engine import Draft
from ...names.shape import port_of
from ...text.mask import Noun
from ...text.sieve import Sought
from ..parties import government
from ..rows.entry_places import called_as
from ..scene import Scene
from .tie_words import said_tie, tie_of_passage

_N = "[\ue000-\uf8ff]"
_SIGNED = re.compile(
    rf"(?:^|[.;] |^{_N} +)(?:A|An|The|Their|a|an) (?:[a-z-]+ ){{0,2}}?(?P<paper>{_N})"
    rf"(?: (?:on|about|for) [^.;\ue000-\uf8ff]{{3,60}}?)?"
    rf" (?:is|was|has been) (?:signed|concluded)(?:,? (?:in|on) (?P<d>{_N}))?(?=[.;]|$)"
)
_FORMAL = Sought(
    rf"\b[Tt]he (?:partnership|{_N}) with (?:the )?(?P<with>{_N})(?: \({_N}\))? (?:is|was|has been) "
    rf"(?:made (?:formal|official)|formali[sz]ed|sealed|put in writing) (?:by|with|in|through) an? "
    rf"(?:[a-z-]+ ){{0,2}}(?P<paper>{_N})"
)
_CAME_FIRST = re.compile(
    rf"(?:^|[.;] )An? (?:[a-z-]+ ){{0,2}}?(?P<paper>{_N})(?: (?:on|about|for) [^.;,\ue000-\uf8ff]{{3,60}}?)?"
    rf" (?:came|was signed|followed) first,? (?:in|on) (?P<d>{_N})"
)
_FOLLOWED = re.compile(
    rf"(?:^|[;.] |: )(?P<list>{_N}(?:, {_N})*,? and {_N}|{_N}) "
    rf"(?:followed|came next|came (?:soon )?after|were to follow)"
    rf"(?: (?:in|on) (?P<d>{_N}))?(?=[.;]|$)"
)
_FIRST = re.compile(r"\b[Ff]irst\b")
_OF_YEAR = re.compile(rf"^(?:The|This|Our|Its) (?P<tie>{_N}) of (?P<year>(?:18|19|20)\d\d)\b")
_OPENS = re.compile(rf"^[^\w\ue000-\uf8ff]{{0,3}}(?P<city>{_N})(?: \({_N}\)|, {_N})?\.?$")
_OPENS_WITH_DATE = re.compile(rf"^\W{{0,3}}{_N}\s")
_TWO = re.compile(rf"^(?P<one>{_N})(?: \([^()]*\))? (?:and|&|[-–—]) (?P<other>{_N})(?: \([^()]*\))?[.:]?$")
_BOTH_SIGNED = Sought(
    rf"\b[Tt]he two (?:cities |towns |villages |municipalities )?signed an? (?P<tie>{_N}) "
    rf"(?:{_N}|charter|treaty|papers?),? (?:(?:in|on) )?(?P<d>{_N})"
)
_SISTER_PORT = Sought(  # in May 1988 the NPA became the sister port of Antwerp in Belgium
    rf"(?:\b[Ii]n (?P<d>{_N}),? )?(?:the )?(?P<one>{_N}) (?:became|has been|is) (?:the|an?) "
    rf"(?:[a-z]+ )?sister port of (?:the )?(?P<other>{_N})(?:,? in (?:the )?{_N})?(?:,? (?:in|since) (?P<e>{_N}))?"
)
_PLACES = "City|Prefecture|Region"


def brief_lines(scene: Scene) -> Iterator[Draft]:
    """The ties and agreements of such a line."""
    if scene.japanese or scene.discourse.kind == "heading":
        return
    yield from _papers(scene)
    yield from _of_both(scene)
    yield from _of_ports(scene)
    yield from _followers(scene)
    yield from _of_a_year(scene)


def _papers(scene: Scene) -> Iterator[Draft]:
    """A paper of which no party is named beside it; and the one by which a partnership is made formal."""
    line = scene.date_at(0) if _OPENS_WITH_DATE.match(scene.text) else None
    for told in _FORMAL.finditer(scene.text):
        paper, city = (scene.masked.noun_at(told.start(group)) for group in ("paper", "with"))
        if paper is None or paper.kind != "AgreementWord" or not _is_abroad(scene, city):
            continue
        partner = government(scene, scene.entity(city)) if city else None
        for relation in ("partnerCityOf", "agreementWith") if "partnership" in told[0] else ("agreementWith",):
            yield from scene.draft(scene.owner, relation, partner, told.span(), "made-formal", since=line)
    for told in _CAME_FIRST.finditer(scene.text):
        paper, since = scene.masked.noun_at(told.start("paper")), scene.date_at(told.start("d"))
        pair, named = _headed(scene), [s.noun for s in scene.of(_PLACES) if _is_abroad(scene, s.noun)]
        opens = _opened(scene) if pair is None and not named else None
        ends = (scene.entity(pair[0]), scene.entity(pair[1])) if pair else (scene.owner, opens)
        if paper is not None and paper.kind == "AgreementWord" and not named:
            yield from scene.draft(ends[0], "agreementWith", ends[1], told.span(), "paper-first", since=since)
    for told in _SIGNED.finditer(scene.text):
        paper = scene.masked.noun_at(told.start("paper"))
        if paper is None or paper.kind != "AgreementWord":
            continue
        since = scene.date_at(told.start("d")) if told["d"] else line
        named = [s.noun for s in scene.of(_PLACES) if _is_abroad(scene, s.noun)]
        if line is not None and len(named) == 1:
            partner = government(scene, scene.entity(named[0]))
            yield from scene.draft(scene.owner, "agreementWith", partner, told.span(), "line-paper", since=since)
        elif not named and since is not None and (two := _headed(scene)) is not None:
            one, other = (scene.entity(n) for n in two)
            yield from scene.draft(one, "agreementWith", other, told.span(), "section-paper", since=since)


def _opened(scene: Scene) -> Entity | None:
    """The city abroad that is all that the sentence before says, with its land: Faenza, Italy."""
    before = scene.discourse.before
    told = _OPENS.match(before.text) if before is not None else None
    city = before.noun_at(told.start("city")) if before is not None and told is not None else None
    return government(scene, scene.entity(city)) if city is not None and _is_abroad(scene, city) else None


def _of_both(scene: Scene) -> Iterator[Draft]:
    """The tie of the two that the line above names: …, and the two signed a sister-city agreement that year."""
    told = _BOTH_SIGNED.search(scene.text)
    two = _headed(scene) if told is not None else None
    tie = scene.masked.noun_at(told.start("tie")) if told is not None else None
    since = scene.date_at(told.start("d")) if told is not None else None
    if (
        told is None
        or two is None
        or tie is None
        or tie.kind != "Tie"
        or not isinstance(tie.value, str)
        or not since
    ):
        return
    one, other = (scene.entity(n) for n in two)
    yield from scene.draft(one, tie.value, other, told.span(), "both-signed", since=since, done=True)


def _of_ports(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of a port, or of the authority that runs one, with its sister port."""
    for told in _SISTER_PORT.finditer(scene.text):
        one, other = (scene.masked.noun_at(told.start(group)) for group in ("one", "other"))
        if one is None or other is None or not scene.is_a(one, "Port|Organization|City"):
            continue
        port = scene.entity(other)
        if port is not None and other.kind == "City":
            port = scene.discourse.minter.known(called_as(port_of(port), other.text))
        if port is None or port.kind != "Port":
            continue
        since = next((w for g in ("d", "e") if told[g] and (w := scene.date_at(told.start(g)))), None)
        yield from scene.draft(scene.entity(one), "agreementWith", port, told.span(), "sister-port", since=since)


def _headed(scene: Scene) -> tuple[Noun, Noun] | None:
    """The two cities that are all that the line or the heading above names."""
    heads = (scene.discourse.before, *scene.discourse.headings[-1:])
    head, told = next(((h, m) for h in heads if h is not None and (m := _TWO.match(h.text))), (None, None))
    if head is None or told is None:
        return None
    one, other = head.noun_at(told.start("one")), head.noun_at(told.start("other"))
    if one is None or other is None or not (one.kind == other.kind == "City"):
        return None
    return one, other


def _followers(scene: Scene) -> Iterator[Draft]:
    """Ties with those that followed the first, whose tie is told right before."""
    told = _FOLLOWED.search(scene.text)
    before = scene.discourse.before
    if told is None or scene.of("Event|Organization|CityNetwork"):
        return
    ahead = scene.text[: told.start()] or (before.text if before is not None else "")
    opened = before.nouns if before is not None and not scene.text[: told.start()] else scene.masked.nouns
    tie = said_tie(scene) or tie_of_passage(scene)
    if not _FIRST.search(ahead) or tie is None or not isinstance(tie.value, str):
        return
    cities = [s for s in scene.of("City") if told.start("list") <= s.at < told.end("list")]
    others = [n for n in opened if n.kind == "City" and not _is_abroad(scene, n) and not scene.is_own(n)]
    if others or not all(_is_abroad(scene, s.noun) for s in cities):
        return  # whose first it was, is said, and it is another's
    since = scene.date_at(told.start("d")) if told["d"] else None
    for spot in cities:
        partner = scene.entity(spot.noun)
        yield from scene.draft(scene.owner, tie.value, partner, told.span(), "followed", since=since, done=True)


def _of_a_year(scene: Scene) -> Iterator[Draft]:
    """The tie of a year, of the city that the paragraph opens with."""
    told, before = _OF_YEAR.match(scene.text), scene.discourse.before
    opens = _OPENS.match(before.text) if told is not None and before is not None else None
    if told is None or opens is None or before is None:
        return
    tie, city = scene.masked.noun_at(told.start("tie")), before.noun_at(opens.start("city"))
    if tie is None or tie.kind != "Tie" or not isinstance(tie.value, str) or not _is_abroad(scene, city):
        return
    partner = government(scene, scene.entity(city)) if city else None
    since = on(int(told["year"]))
    yield from scene.draft(scene.owner, tie.value, partner, told.span(), "tie-of-year", since=since, done=True)


def _is_abroad(scene: Scene, noun: Noun | None) -> bool:
    """Whether a noun is a place that may be the other party."""
    return noun is not None and scene.is_a(noun, _PLACES) and not (scene.is_own(noun) or scene.at_home(noun))
