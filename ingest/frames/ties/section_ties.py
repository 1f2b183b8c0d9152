"""Since when the tie with a section's city is, in an English document of ties, by any sentence of the section.

**Kotka** The twinning with the Finnish port dates from 1984. / The partnership treaty was signed in Kotka on 4 May
1984. / Signed in 1984, the partnership with the city was one of the first. The heading names one city abroad; the
sentence names a tie or its paper and how it began, and no other city.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...data import table
from ...matching.engine import Draft
from ...text.mask import Noun
from ..parties import beginning, government
from ..scene import Scene
from .bonds import other_bond
from .ports_english import of_ports
from .tie_words import said_tie, tie_of_passage

_N = "[\ue000-\uf8ff]"
_BRIEF = 48  # characters of a heading that only names a city and where it lies
_ABOUT_ELSE = re.compile(
    r"\b(?:agreement|pact|treaty|charter|contract|papers?) (?:on|for|about|covering|concerning)\b"
)


@cache
def _ways() -> tuple[re.Pattern[str], ...]:
    said = table("words/told_english.toml")["bond"]
    what = rf"(?:(?<=[ (])|^)(?:(?:the|its|their|our|an?) )?(?P<w>(?i:{said['paper']}|{said['noun']})\b|{_N})"
    between, date = r"[^.;:]{0,60}?", rf"(?:the )?(?P<d>{_N})"
    return (
        re.compile(rf"{what}{between} (?:{said['begun']}) {date}"),
        re.compile(rf"\b(?:signed|concluded|sealed|exchanged|swore) {what}{between} (?:in|on) {date}"),
        re.compile(rf"^(?:Signed|Concluded|Sealed|Begun|Founded|Established) (?:in|on) {date}, {what}"),
    )


def section_ties(scene: Scene) -> Iterator[Draft]:
    """The tie with the city that the heading names, since the date told of it."""
    silent = scene.japanese or not scene.dates or scene.of("Anniversary")
    city = None if silent else _headed(scene) or _entered(scene)
    kind = (said_tie(scene) or tie_of_passage(scene) or scene.discourse.plain_tie) if city is not None else None
    if city is None or kind is None or not isinstance(kind.value, str):
        return
    if of_ports(scene) is not None and said_tie(scene) is None:
        return  # a treaty of ports
    others = [s for s in scene.of("City") if not scene.is_own(s.noun) and s.noun.text != city.text]
    if others or _ABOUT_ELSE.search(scene.text):
        return
    told = next((m for way in _ways() for m in way.finditer(scene.text) if _is_tie(scene, m)), None)
    if told is None or other_bond().search(told[0]):
        return
    since = beginning(scene, scene.date_at(told.start("d")))
    partner = government(scene, scene.entity(city))
    if since is not None:
        yield from scene.draft(
            scene.owner, kind.value, partner, told.span(), "tie-of-section", since=since, done=True
        )


def _is_tie(scene: Scene, told: re.Match[str]) -> bool:
    """Whether what a match begins with is a word for a tie or its paper."""
    noun = scene.masked.noun_at(told.start("w"))
    return noun is None or noun.kind in ("Tie", "AgreementWord")


def _headed(scene: Scene) -> Noun | None:
    """The one city abroad that the heading names, where it says no more than its name and where it lies."""
    heading = (
        scene.discourse.headings[-1] if scene.discourse.headings and scene.discourse.kind != "heading" else None
    )
    if heading is None or len(heading.clean.text) > _BRIEF:
        return None
    cities = [n for n in heading.nouns if n.kind == "City" and not scene.is_own(n) and not scene.at_home(n)]
    return cities[0] if len(cities) == 1 and cities[0].start < 4 else None


def _entered(scene: Scene) -> Noun | None:
    """The city abroad of the line above that names it and where it lies, where no other was named since."""
    record, named = scene.discourse.record, scene.discourse.abroad
    if record is None or record.kind != "City" or scene.discourse.kind != "paragraph" or scene.is_own(record):
        return None
    goes_on = named and all(n.text == record.text for n in named)
    return record if goes_on and not scene.at_home(record) else None
