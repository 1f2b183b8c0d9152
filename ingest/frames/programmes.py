"""What a programme does and for whom: the sentences under its heading, by their predicates.

Only headings that name a programme with the division in charge are read so, as annual outlines of a bureau have
them: there every sentence without another subject is about the programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ontology.edtf import Interval
from ...ontology.model import Entity, Value
from ..matching.engine import Draft
from ..text.mask import Noun
from .scene import Scene, Spot
from .words import word

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


def residents(scene: Scene) -> Iterator[Draft]:
    """``foreignResidentPopulation``, and the number of countries they come from."""
    if scene.owner is None:
        return
    yield from _residents_en(scene)
    yield from _answered(scene)
    counts = scene.of("Count")
    others = word("foreigners_else").search(scene.masked.clean.text) if counts else None
    for spot in counts:
        if isinstance(spot.noun.value, float) and (
            word("foreigners").match(scene.text, spot.at + 1)
            or (
                not others
                and not _CHANGE.match(scene.text, spot.at + 1)
                and re.match("人|名", (spot.noun.names or ("",))[0])
                and word("foreigners_before").search(scene.text[: spot.at])
            )
        ):
            yield from _population(scene, spot, _as_counted(scene, spot.at))
        elif (
            isinstance(spot.noun.value, float)
            and re.fullmatch(r"国・地域|[かカヵケヶ箇]?国|地域", (spot.noun.names or ("",))[0])
            and "外国人" in scene.text
        ):
            yield from scene.draft(
                scene.owner,
                "statistic",
                Value("Count", f"{spot.noun.value:.15g}"),
                (spot.at, spot.at + 1),
                "foreign-residents",
                key=(("measure", "外国人の出身国・地域"),),
            )


def _population(scene: Scene, spot: Spot, since: Interval | None) -> Iterator[Draft]:
    yield from scene.draft(
        scene.owner,
        "foreignResidentPopulation",
        Value("Count", f"{spot.noun.value:.15g}"),
        (spot.at, spot.at + 1),
        "foreign-residents",
        qualifiers=(("comparator", spot.noun.note),) if spot.noun.note else (),
        since=since,
    )


def _as_counted(scene: Scene, at: int) -> Interval | None:
    """The day for which a count says that it holds: 令和5年12月末現在、…は13,480人, 13,480人(令和5年12月末現在)."""
    ahead = [(d, v) for d, v in scene.dates if d < at]
    if ahead and re.match("末|現在|時点", scene.text[ahead[-1][0] + 1 :]):
        return ahead[-1][1]
    behind = _AS_COUNTED.match(scene.text, at + 1)
    return next((v for d, v in scene.dates if behind and d == behind.start("day")), None)


_CHANGE = re.compile(r"の?(?:純)?(?:増|減)|(?:多|少な)[いくか]|(?:上回|下回)")  # 前年同期比412人増
_AS_COUNTED = re.compile(r"[^。、()]{0,6}[(、]\s?(?P<day>[\ue000-\uf8ff])(?:末)?(?:現在|時点)")


def _answered(scene: Scene) -> Iterator[Draft]:
    """Q 外国人住民は何人ですか。 A 8月末で11,903人です: the count that the answer opens with."""
    asked = scene.discourse.asked
    if asked is None or not scene.japanese or not word("asks_foreigners").search(asked.clean.text):
        return
    for spot in scene.of("Count")[:1]:
        if not isinstance(spot.noun.value, float) or (spot.noun.names or ("",))[0] not in ("人", "名"):
            return
        if word("answers_count").match(scene.text[: spot.at]):
            since = [v for d, v in scene.dates if d < spot.at]
            yield from _population(scene, spot, since[-1] if since else None)


_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+|\d{3,})"
_RESIDENTS_EN = re.compile(
    rf"\b{_NUMBER}(?: or so)? (?:foreign(?:-born| national)?|non-Japanese) (?:residents|nationals|citizens)\b"
    rf"|\b[Ff]oreign (?:residents|nationals)(?: in the city)? (?:numbered|number|totall?ed|stood at|came to) "
    rf"(?:about |around |some |over |nearly )?{_NUMBER.replace('<n>', '<m>')}"
    rf"|\b[Tt]he number of foreign (?:residents|nationals) (?:was|is|stood at|reached|came to) "
    rf"(?:about |around |some |over |nearly )?{_NUMBER.replace('<n>', '<k>')}"
)


def _residents_en(scene: Scene) -> Iterator[Draft]:
    """Nagoya had 88,900 foreign residents; Foreign residents numbered 51,000."""
    if scene.japanese:
        return
    others = [s for s in scene.of("City|Prefecture|Country|Region") if not scene.is_own(s.noun)]
    match = _RESIDENTS_EN.search(scene.masked.clean.text)
    first = scene.spots[0].noun if scene.spots else None
    if match is None or (others and not (first and scene.is_own(first))):
        return
    count = next(g for g in match.groups() if g).replace(",", "")
    low = next((i for i, at in enumerate(scene.masked.at) if at >= match.start()), 0)
    high = next((i for i, at in enumerate(scene.masked.at) if at >= match.end()), len(scene.text))
    since = scene.dates[0][1] if len(scene.dates) == 1 else None
    yield from scene.draft(
        scene.owner,
        "foreignResidentPopulation",
        Value("Count", count),
        (low, high),
        "foreign-residents",
        since=since,
    )
