"""Works abroad below a line of their own: who carries one out above its record, where one was above its prose.

1 X市水道局 / 対象国:ラオス サワナケット市 / 内容:… / 期間:2012年5月~: the doer is the heading's, the place that of
the key, whatever it is called. (2) ラオス サワナケット市 / 浄水場に設備を置いた(2016年3月)。: the place is the
heading's, the doer the document's own city, the date the sentence's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...data import pattern
from ...matching.discourse import Discourse
from ...matching.engine import Draft, days
from ...matching.reading import Reading
from ...text.clean import Clean
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ...text.work_keys import role_of_work
from ..scene import Scene
from .fields import Annotate
from .municipalities import those_known

_said: Final = partial(pattern, "words/work_records.toml", "said")
_PLACES = ("City", "Region", "Country")
_WORD, _TITLE = 3, 60  # characters of a word for what is done, and of a project's name


def headed_work(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> list[tuple[Masked, Draft]] | None:
    """What the record of a project tells whose doer stands above it; none for another block."""
    told = _fields(block)
    if "place" not in told or "held" not in told or not lists_works(discourse):
        return None
    above = block.lead or (block.above[-1] if block.above else None)
    doers = _doers(above, discourse) if above is not None else []
    place, held = annotate(told["place"]), annotate(told["held"])
    own = discourse.frame.home_land
    where = [n for n in place.nouns if n.kind in _PLACES and n.country != own and not _aside(place, n)]
    if not doers or not where:
        return None
    if _said("open").search(f"{held.clean.text} {place.clean.text}"):
        return []
    scene = Scene(annotate(block.text), discourse, reading)
    when = next((n.value for n in held.nouns if isinstance(n.value, Interval)), None)
    project = project_of(told, discourse)
    several = len(where) > 1
    lands = [scene.entity(n) for n in where if not (n.kind == "Region" and several)]
    said = told["held"].text
    drafts = facts(scene, "headed-work", doers, lands, project=project, when=when, said=said)
    return [(scene.masked, draft) for draft in drafts]


def project_of(fields: Mapping[str, Clean], discourse: Discourse) -> Entity | None:
    """The project whose name a record tells, where it is as short as a name."""
    said = fields["content"].text.split("。")[0] if "content" in fields else ""
    name = re.sub(r"\s?\(\d{1,2}件\)$", "", said).strip("「」『』 ")
    return discourse.minter.named("Project", name) if _WORD < len(name) <= _TITLE else None


def facts(
    scene: Scene,
    rule: str,
    doers: Sequence[Entity],
    where: Sequence[Entity | None],
    *,
    project: Entity | None,
    when: Interval | None,
    said: str = "",
) -> Iterator[Draft]:
    """Who works where in the time told, and what: of a record of a project."""
    begun, ended = time_of(when, said) if when is not None else (None, None)
    past = scene.is_past(begun) or begun is None

    def fact(subject: Entity | None, relation: str, thing: Entity | None) -> Iterator[Draft]:
        span = (0, len(scene.text))
        yield from scene.draft(subject, relation, thing, span, rule, since=begun, until=ended, done=past)

    for place in where:
        for doer in doers:
            yield from fact(doer, "projectIn", place)
        yield from fact(project, "implementedIn", place)
    for doer in doers:
        yield from fact(project, "carriedOutBy", doer)


def _fields(block: Block) -> dict[str, Clean]:
    """The values of a project's record by what they are; none where another of its keys says who carries it out."""
    if block.kind != "row" or not block.header_pairs:
        return {}
    roles = [role_of_work(key) for key in block.header]
    if None in roles:
        return {}
    return {role: value for role, value in zip(roles, block.values, strict=False) if role and value.text}


def lists_works(discourse: Discourse) -> bool:
    """Whether a line above says that works abroad are listed."""
    return any(_said("works").search(line.clean.text) for line in discourse.above)


def is_work(text: str) -> bool:
    """Whether a text names a work that is done abroad: pipes, training, a survey."""
    parts = (p for p in text.split("。") if not _said("else").search(p) and not is_only_here(p))
    return any(_said("work").search(part) for part in parts)


def time_of(when: Interval, said: str) -> tuple[Interval | None, Interval | None]:
    """When a work began and ended by the words for its time; of ~2019年9月 and 2019年9月まで, the end alone."""
    begun, ended = days(when)
    return (None, begun) if ended is None and _said("only_end").search(said.strip()) else (begun, ended)


def is_only_here(text: str) -> bool:
    """Whether a text tells no more than who came, as trainees do: 水道の研修員の受入れ."""
    return bool(_said("here").search(text)) and not _said("there").search(text)


def land_of_place(masked: Masked) -> int | None:
    """Where the land that opens a line ends, if the town behind it only says where in it: ペルー・クスコ市 / …."""
    told = _IN_LAND.match(masked.text)
    land = masked.noun_at(0) if told is not None else None
    return told.end("land") if told is not None and land is not None and land.kind == "Country" else None


_IN_LAND = re.compile(
    r"(?P<land>[\ue000-\uf8ff](?:共和国|国)?)[・,、 の(]{1,2}"
    r"[\ue000-\uf8ff](?:市|都|州|省|県|郡)?\)?\s?(?=[/|、,・:]|$)"
)


def _doers(above: Clean, discourse: Discourse) -> list[Entity]:
    """The governments or the body that a line names and no more: 岩国市, 岩国市水道局."""
    return doers_of(re.sub(r"^[\W\d_]+|[\s　]+$|\s?\([^()]*\)$", "", above.text), discourse)


def doers_of(name: str, discourse: Discourse) -> list[Entity]:
    """The governments or the body of a name: 岩国市, 岩国市水道局."""
    known = those_known(name, discourse)
    if known or not _said("body").fullmatch(name):
        return known
    return [discourse.minter.named("Organization", name)]


def _aside(place: Masked, noun: Noun) -> bool:
    """Whether a noun stands in brackets: ポカラ市(ネパール水道公社)."""
    text = place.clean.text
    return text.count("(", 0, noun.start) > text.count(")", 0, noun.start)


def placed_works(scene: Scene) -> Iterator[Draft]:
    """``projectIn`` of a work told below the name of its place, in the document's list of works abroad."""
    discourse = scene.discourse
    if scene.owner is None or discourse.kind not in ("paragraph", "item") or len(discourse.headings) < 2:
        return
    text = scene.masked.clean.text
    if not (_said("work").search(text) and _said("done").search(text)) or _said("else").search(text):
        return
    if not lists_works(discourse) or len(scene.dates) > 1:
        return
    head = discourse.headings[-1]
    rest = re.sub(r"[\ue000-\uf8ff\W\d_]|特別市|市|州|県|都|省|国", "", head.text)
    where = [n for n in head.nouns if n.kind in _PLACES and not scene.at_home(n)]
    if rest or not any(n.kind == "Country" for n in where) or len(where) > _MOST:
        return
    since = scene.dates[0][1] if scene.dates else None
    for noun in where:
        if noun.kind == "Country":  # beside which a town only says where in it
            span = (0, len(scene.text))
            there = scene.entity(noun)
            yield from scene.draft(scene.owner, "projectIn", there, span, "placed-work", since=since, done=True)


_MOST = 3  # a country, a state and a city
