"""Foreign residents of the document's own city: how many there are as of when, and how many some years ago."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval, parse
from ....ontology.model import Value
from ...matching.engine import Draft
from ...text.numerals import value
from ...text.sieve import Sought
from ..scene import Scene, Spot
from ..words import word
from .as_counted import as_counted

_LANDS = re.compile(r"国・地域|[かカヵケヶ箇]?国|地域")
_CHANGE = re.compile(
    r"の?(?:純)?(?:増|減)|に(?:つき)?[\ue000-\uf8ff]|(?:多|少な)[いくか]|(?:上回|下回)"
)  # 前年同期比412人増
_AGO = re.compile(  # 10年前(平成26年3月末)の, 5年前の令和元年9月末は
    r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})年前[、(の]{0,2}(?P<day>[\ue000-\uf8ff])?(?:末日?|頃)?(?:現在|時点)?[)]?"
    r"(?:の|は|には|が|に比べ、?|、)?(?:約|およそ)?\s?$"
)
_ONE_IN = re.compile(r"[\ue000-\uf8ff]に(?:つき)?$")  # 20人に1人
_PART = re.compile(r"\W{0,3}(?:この|その)?(?:うち|内訳|国籍|在留資格|内|年齢)")
_CLOSES = re.compile(r"\(|$|。|、|\s|で")


def residents(scene: Scene) -> Iterator[Draft]:
    """``foreignResidentPopulation``, and the number of countries they come from."""
    if scene.owner is None:
        return
    yield from _residents_en(scene)
    counts = scene.of("Count") if scene.japanese else []
    told = list(_told(scene, counts)) or list(_answered(scene, counts))
    for spot, since in told:
        yield from _population(scene, spot, since)
    if told or scene.discourse.residents_age == 0:
        yield from _some_years_ago(scene, counts, told[0][1] if told else None)
    if told:
        scene.discourse.residents_age = -1
    for spot in counts:
        lands = isinstance(spot.noun.value, float) and _LANDS.fullmatch((spot.noun.names or ("",))[0])
        if lands and "外国人" in scene.text:
            yield from scene.draft(
                scene.owner,
                "statistic",
                Value("Count", f"{spot.noun.value:.15g}"),
                (spot.at, spot.at + 1),
                "foreign-residents",
                key=(("measure", "外国人の出身国・地域"),),
            )


def _told(scene: Scene, counts: list[Spot]) -> Iterator[tuple[Spot, Interval | None]]:
    """The counts that a sentence about foreign residents tells, each with the day for which it holds."""
    for spot in counts:
        others = _of_others(scene, spot)
        ahead = scene.text[: spot.at]
        if not isinstance(spot.noun.value, float) or _AGO.search(ahead) or _ONE_IN.search(ahead):
            continue
        before = None if others or _CHANGE.match(scene.text, spot.at + 1) or not _people(spot) else True
        said = word("foreigners_before").search(ahead) if before else None
        beside = word("foreigners_beside").search(ahead) if before and not said else None
        if (
            word("foreigners").match(scene.text, spot.at + 1)
            or said
            or (beside and _CLOSES.match(scene.text, spot.at + 1))
        ):
            yield spot, as_counted(scene, spot.at)


def _of_others(scene: Scene, spot: Spot) -> bool:
    """Whether the clause that counts says of guests, visitors or a whole country: 相談に来た外国人は214人."""
    who = scene.text.rfind("、", 0, max(0, scene.text.rfind("、", 0, spot.at)))
    end = _CLAUSE_ENDS.search(scene.text, spot.at)
    low, high = scene.masked.at[who + 1], scene.masked.at[end.start() if end else len(scene.text)]
    return word("foreigners_else").search(scene.masked.clean.text, low, high) is not None


_CLAUSE_ENDS = re.compile(r"[、。(]|$")


def _people(spot: Spot) -> bool:
    return isinstance(spot.noun.value, float) and (spot.noun.names or ("",))[0] in ("人", "名")


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


def _answered(scene: Scene, counts: list[Spot]) -> Iterator[tuple[Spot, Interval | None]]:
    """Q 外国人住民は何人ですか。 A 8月末で11,903人です: the count that the answer opens with."""
    asked, before = scene.discourse.asked, scene.discourse.before
    if scene.japanese and before is not None and word("tells_foreigners").search(before.clean.text):
        for spot in counts[:1]:  # 市内の外国人は増えている。10月1日現在の人数は1,587人
            if _people(spot) and word("number_of_them").match(scene.text[: spot.at]):
                yield spot, as_counted(scene, spot.at)
                return
    if asked is None or not scene.japanese or not word("asks_foreigners").search(asked.clean.text):
        return
    for spot in counts[:1]:
        ahead = scene.text[: spot.at]
        if not _people(spot) or _PART.match(scene.text) or _AGO.search(ahead):
            return
        if word("answers_count").match(ahead) or word("answers_as_of").search(ahead):
            since = [v for d, v in scene.dates if d < spot.at]
            yield spot, since[-1] if since else None


def _some_years_ago(scene: Scene, counts: list[Spot], now: Interval | None) -> Iterator[Draft]:
    """The count of some years ago, beside the one of today or in the sentence behind it."""
    for spot in counts:
        ago = _AGO.search(scene.text, max(0, spot.at - _REACH), spot.at) if _people(spot) else None
        ago = ago if ago and ago.end() == spot.at else None
        if ago is None or _PART.match(scene.text):
            continue
        then = next((v for d, v in scene.dates if ago["day"] and d == ago.start("day")), None)
        own = now or scene.discourse.frame.as_of
        if then is None and own is not None and own.earliest is not None:
            years = int(ago["n"]) if ago["n"].isdigit() else value(ago["n"])
            then = parse(str(own.earliest.year - int(years))) if years else None
        yield from _population(scene, spot, then)


_REACH = 30
_SAID_TWICE = 2
_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+|\d{3,})"
_FOREIGN = (
    r"(?:foreign(?:-born| national)? (?:residents|nationals|citizens)|non-Japanese (?:residents|nationals|citizens)"
    r"|(?:residents|people|citizens|inhabitants) of foreign nationality|resident foreigners)"
)
_WHERE = r"(?: (?:in|of|living in|registered in) (?:the )?[\w’' -]{2,30}?)?"
_ABOUT = r"(?:about |around |some |over |nearly |more than |at )*"
_RESIDENTS_EN = Sought(
    rf"\b{_NUMBER}(?: or so)? {_FOREIGN}\b"
    rf"|\bof whom {_ABOUT}{_NUMBER.replace('<n>', '<o>')} (?:were|are) {_FOREIGN}"
    rf"|\b{_FOREIGN[:-1]}|[Ff]oreign (?:residents|nationals)){_WHERE}"
    rf" (?:numbered|number|totall?ed|stood at|came to|amounted to|reached) {_ABOUT}{_NUMBER.replace('<n>', '<m>')}"
    rf"|\b(?:[Tt]he )?(?:number of {_FOREIGN}|(?:foreign|non-Japanese)(?:-born)? (?:population|community)){_WHERE}"
    rf" (?:was|is|were|stood at|stands at|reached|came to|totall?ed|numbered|amounted to) {_ABOUT}"
    rf"{_NUMBER.replace('<n>', '<k>')}"
)


def _residents_en(scene: Scene) -> Iterator[Draft]:
    """Nagoya had 88,900 foreign residents; Foreign residents numbered 51,000."""
    if scene.japanese:
        return
    others = [s for s in scene.of("City|Prefecture|Country|Region") if not scene.is_own(s.noun)]
    match = _RESIDENTS_EN.search(scene.masked.clean.text)
    first = scene.spots[0].noun if scene.spots else None
    named = any(scene.is_own(s.noun) for s in scene.of("City|Self"))
    if match is None or (others and not named and not (first and scene.is_own(first))):
        return
    count = next(g for g in match.groups() if g).replace(",", "")
    low = next((i for i, at in enumerate(scene.masked.at) if at >= match.start()), 0)
    high = next((i for i, at in enumerate(scene.masked.at) if at >= match.end()), len(scene.text))
    since = scene.dates[0][1] if len(scene.dates) == 1 else None
    if len(scene.dates) == _SAID_TWICE and scene.dates[0][1].contains(scene.dates[1][1]):
        since = scene.dates[1][1]  # at the end of March (31 March)
    yield from scene.draft(
        scene.owner,
        "foreignResidentPopulation",
        Value("Count", count),
        (low, high),
        "foreign-residents",
        since=since,
    )
