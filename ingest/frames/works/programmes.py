"""What a programme does and for whom: the sentences under its heading, by their predicates.

Only headings that name a programme with the division in charge are read so, as annual outlines of a bureau have
them: there every sentence without another subject is about the programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity, Value
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene
from ..words import word

_HEADED = re.compile(
    r"^(?P<name>[^()。]{3,40}?)\s?(?:\((?P<alias>[A-Za-z][\w\- ]+?)(?:事業)?\))?\s?\([^()]*[課局部室]\)$"
)


def programmes(scene: Scene) -> Iterator[Draft]:
    """``hasActivity`` and ``targetGroup`` of the programme that heads the section."""
    if scene.discourse.kind != "paragraph" or not scene.japanese or not scene.discourse.headings:
        return
    headed = _HEADED.match(scene.discourse.headings[-1].clean.text)
    if headed is None:
        return
    others = (headed["alias"],) if headed["alias"] else ()
    programme = scene.discourse.minter.named("Programme", headed["name"], others)
    yield from _activities(scene, programme)
    yield from _groups(scene, programme)


def _activities(scene: Scene, programme: Entity) -> Iterator[Draft]:
    if scene.says("not_activity"):
        return
    bodies = scene.of("Organization|Facility")
    if any(s.at < 30 and re.match(r"(?:\([^()]*\))?(?:は|では|が)、?", scene.after(s.at, 24)) for s in bodies):
        return  # what another body does is not the programme's doing
    start = 0
    for match in scene.each("does"):
        text = scene.masked.plain(start, match.end("what"))
        clause = re.split(
            r"(?:ため|通じて|活用し(?:て)?|結果|ほか|とともに|では|をはじめとして|して|において|年度は|伴い|なか|中|よう|通じ)、",
            text,
        )[-1]
        clause = re.sub(r"^[^、]{0,12}(?:また|さらに|なお|引き続き|具体的には|今後も)、", "", clause).strip("、 ")
        named = [
            s
            for s in scene.of("Event")
            if start <= s.at < match.end() and not word("generic_event").search(s.noun.text)
        ]
        start = match.end()
        if "に取り組" in clause:
            goal = clause.partition("に取り組")[0]
            if match[0].endswith("でいます") and 8 <= len(goal) <= 80 and "は" not in goal:
                yield from scene.draft(programme, "hasGoal", Value("Text", goal), match.span(), "programme-aims")
            continue
        if 8 <= len(clause) <= 80 and not named and not re.search("(?<=[一-鿿])[がは](?=[一-鿿ァ-ヴ、])", clause):
            yield from scene.draft(programme, "hasActivity", Value("Text", clause), match.span(), "programme-does")


def _groups(scene: Scene, programme: Entity) -> Iterator[Draft]:
    """大学生を対象に「X」を実施, …高校生を対象とする…事業."""
    for match in scene.each("for_group"):
        group = scene.masked.plain(*match.span("group"))
        after: list[Noun] = [
            s.noun for s in scene.of("Programme|Project|Quoted") if match.end() <= s.at <= match.end() + 4
        ]
        quoted = (
            after[0]
            if after
            and after[0].kind in ("Quoted", "Programme")
            and "「" in scene.masked.clean.text[after[0].start]
            else None
        )
        subject = scene.discourse.minter.named("Programme", quoted.text) if quoted else programme
        yield from scene.draft(subject, "targetGroup", Value("Text", group), match.span(), "programme-for")


def jurisdictions(scene: Scene) -> Iterator[Draft]:
    """``appliesTo``: an ordinance or a plan that bears the city's own name."""
    for spot in scene.of("Ordinance|Plan"):
        first = spot.noun.parts[0] if spot.noun.parts else None
        if first is not None and first.kind == "City" and spot.noun.text.startswith(first.text):
            yield from scene.draft(
                scene.entity(spot.noun), "appliesTo", scene.entity(first), (spot.at, spot.at + 1), "bears-its-name"
            )
