"""Anniversaries that name no party, of the tie told before from whose beginning they count, and their feasts.

*The Port of Graz and the Port of Oslo became sister ports in May 1967. … The ports kept their 50th anniversary in
2017*: 1967 and fifty are 2017, and of no other tie that was told. *A concert opened the 40th anniversary year* is
of the year that the paper reports on. So of *a ceremony for the 50th anniversary*, an event of its own, and of
*the 30th, in 2007*. *The City of Graz gave the 40th Anniversary Dinner*: it hosted that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ....ontology.edtf import Interval, on
from ....ontology.model import Entity, Value
from ...data import pattern
from ...matching.discourse import Discourse
from ...matching.engine import TIES, Draft
from ...matching.told_pairs import Begun
from ..scene import Scene
from .other_jubilees import is_of_another

_N = "[\ue000-\uf8ff]"
_FEAST = re.compile(
    rf"(?P<who>{_N}|[Tt]he (?:City|city|Council|council)|\b[Ww]e) "
    r"(?:gave|held|hosted|put on|organi[sz]ed|staged|threw)"
    rf" (?:the|an?|its) (?P<nth>{_N}) (?P<what>(?:[A-Z]\w+ ){{0,2}}(?:Reception|Dinner|Concert|Gala|Ceremony"
    rf"|Banquet|Luncheon|Festival|Celebration|Exhibition|Symposium))\b"
)
_OPENS = re.compile(rf"^\W{{0,3}}(?:On )?(?P<d>{_N})(?::|,| -) ")


_NTH = r"(?P<n>\d{1,3})(?:st|nd|rd|th)"
_FEASTED = re.compile(rf"\b{_NTH}[ -][Aa]nniversary\b")  # ceremony for the 50th anniversary, which is an event
_PLAIN = re.compile(  # The 30th, in 2007, was kept in Graz; a delegation came for the 60th
    rf"(?:^|[.;,] |\b(?:for|marked|kept|celebrated|of|and) )(?:[Tt]he|[Tt]heir|[Ii]ts) {_NTH}"
    r"(?=,? (?:in|on|was|fell|came|at|which)\b|,? [\ue000-\uf8ff]|,? and\b|[.;,])"
)


def jubilees(scene: Scene) -> Iterator[Draft]:
    """``tieAnniversaryWith`` of the one tie that fits, and the feasts that somebody gave."""
    if scene.of("Anniversary"):
        yield from _feasts(scene)
    if not scene.discourse.begun:
        return
    years = _years(scene)
    for at, nth in _counted(scene):
        fitting = {
            frozenset((begun.one.iri, begun.other.iri)): (begun, year)
            for begun in scene.discourse.begun
            for year in years
            if first_year(begun.since) + nth == year and _is_meant(scene, begun)
        }
        if len(fitting) != 1:
            continue
        begun, year = next(iter(fitting.values()))
        one, other = (begun.one, begun.other) if begun.other != scene.owner else (begun.other, begun.one)
        dates = [d for d, when in scene.dates if first_year(when) == year]
        span = (min([at, *dates]), max([at, *dates]) + 1)
        key = (("ordinal", str(nth)),)
        yield from scene.draft(
            one, "tieAnniversaryWith", other, span, "jubilee", since=on(year), key=key, done=True
        )


def _counted(scene: Scene) -> Iterator[tuple[int, int]]:
    """Where a sentence counts an anniversary, and which one: by its word, in an event's name, plainly."""
    ordinals = scene.of("Anniversary")
    for spot in ordinals:
        if isinstance(spot.noun.value, float) and not is_of_another(scene, spot, []):
            yield spot.at, round(spot.noun.value)
    for spot in scene.of("Event"):
        told = _FEASTED.search(spot.noun.text)
        if told is not None and told.end() == len(spot.noun.text) and not is_of_another(scene, spot, [spot]):
            yield spot.at, int(told["n"])
    for plain in _PLAIN.finditer(scene.text):
        yield plain.start("n"), int(plain["n"])


def note_begun(told: Iterable[Draft], discourse: Discourse) -> None:
    """Remember since when the ties are that a sentence told."""
    for draft in told if discourse.frame.lang != "ja" else ():
        ports = draft.relation == "agreementWith" and draft.subject.kind == "Port"
        if (draft.relation in TIES or ports) and draft.since is not None and isinstance(draft.object, Entity):
            discourse.begun.append(Begun(draft.subject, draft.object, draft.since))


def _years(scene: Scene) -> list[int]:
    """The years in which it may fall: those told in the sentence, else the one that is reported on."""
    own = scene.discourse.frame.as_of
    told = [when for _, when in scene.dates] or [w for w in (scene.discourse.reported, own) if w is not None]
    return sorted({first_year(when) for when in told if scene.is_past(when)})


def first_year(when: Interval) -> int:
    """The year that a date begins in; 0 where that is open."""
    return when.earliest.year if when.earliest is not None else 0


def _is_meant(scene: Scene, begun: Begun) -> bool:
    """Whether a sentence may be about two: it speaks of ports or of cities as they are, and names no third."""
    ports = takes_up_ports(scene)
    if begun.one.kind == "Port" and not (ports or ports_said().search(scene.text)):
        return False
    if begun.one.kind != "Port" and (ports or _THE_PORTS.search(scene.text)):
        return False
    ends = {begun.one.iri, begun.other.iri}
    named = [s.noun for s in scene.of("City|Port|Region|Prefecture")]
    return all(n.kind != begun.other.kind or not n.entities or n.entities[0].iri in ends for n in named)


def ports_said() -> re.Pattern[str]:
    """The words for ports."""
    return pattern("words/told_english.toml", "port_paper", "port")


def takes_up_ports(scene: Scene) -> bool:
    """Whether a sentence goes on about the two ports that the one before named: This month they celebrate."""
    before = scene.discourse.before
    ports = {n.text for n in before.nouns if n.kind == "Port"} if before is not None else set[str]()
    return len(ports) == len(("one", "other")) and not scene.of("City") and _THEY.search(scene.text) is not None


_THE_PORTS = re.compile(r"\b[Tt]he (?:two )?ports\b")
_THEY = re.compile(r"\b(?:[Tt]hey|[Tt]he (?:two|pair)|[Bb]oth)\b")


def _feasts(scene: Scene) -> Iterator[Draft]:
    """A feast of an anniversary under its name, with who gave it and on which day."""
    for told in _FEAST.finditer(scene.text):
        who, nth = (scene.masked.noun_at(told.start(group)) for group in ("who", "nth"))
        if nth is None or nth.kind != "Anniversary" or (who is not None and not scene.is_a(who, "City|Self")):
            continue
        host = scene.owner if who is None or scene.is_own(who) else scene.entity(who)
        line = _OPENS.match(scene.text)
        since = scene.date_at(line.start("d")) if line else None
        since = since or (scene.dates[0][1] if len(scene.dates) == 1 else None)
        feast = scene.discourse.minter.named("Event", f"{nth.text} {told['what']}")
        span = told.span()
        yield from scene.draft(host, "hostCityOf", feast, span, "feast", since=since, done=True)
        if since is not None:
            held = Value("Date", str(since))
            yield from scene.draft(feast, "heldOn", held, span, "feast", since=since, done=True)
