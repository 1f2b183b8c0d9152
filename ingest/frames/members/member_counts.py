"""How many members a network has, as sentences and cells of tables tell it.

Of several figures in a row (6か国79自治体, 66か国・地域の125都市) the last one counts the members; figures parted
by ・ or 、 behind 会員: count each what they say. How many founded it, or came to a meeting, is another thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ....ontology.model import Entity, Value
from ...matching.engine import Draft
from ...text.mask import Masked, Noun
from ...text.sieve import Sought
from ..scene import Scene, Spot
from .as_counted import as_counted

_COUNTED = re.compile(
    r"(?:会員|加盟|構成|参加)(?:都市|団体|自治体|市町村?|市|者)?(?:数)?(?:は|が|:|、)?\s?"
    r"(?:[\ue000-\uf8ff]?(?:現在|時点|末)(?:で|の|、)?、?)?(?:およそ|約|計|合わせて|全部で|世界|国内外)?(?:の|で)?\s?$"
)
_LISTED = Sought(r"\((?:[\ue000-\uf8ff](?:・|、|,|と)?){2,}\)が(?:加盟|参加|加入)")
_BELONG = re.compile(
    r"(?:を超える|を越える|余りの|余り|以上の|以上|超の|あまりの|近い|近くの|ほどの)?(?:の)?(?:都市|自治体|市町村|会員|団体|市)?(?:\([^()]*\))?"
    r"(?:が|から成|からな|で(?=つく|作|構成|組織))、?[^。、]{0,4}?"
    r"(?:加盟(?!を)|加入(?!を)|参加(?:する|している|しています|しており)|加わ(?:る|って)|入って(?:い|お)|名を連ね|集(?:う|まる)|つくる|作る|構成|組織|(?<=成)[るり]|(?<=な)[るり])"
)
_CAME = re.compile("(?:・地域|の地域)?から(?:約|延べ|計)?(?:[\ue000-\uf8ff]|\\d)")
_AT_FIRST = re.compile(
    r"発足当[初時]|設立当[初時]|創設時|設立時|当時|(?:で|により|によって|の参加[でを])[^。、]{0,6}(?:発足|設立|結成|創設|始ま)"
)
_OF_LANDS = re.compile(r"[かカヵケヶ箇]国|国$|地域$|大陸")
_PEOPLE = re.compile(r"^(?:人|名|回|年)$")
_COMMITTEE = re.compile(r"委員会$")
_UNIT = re.compile(r"^(?:の|・地域の?|、|,|・)?$")
_IN_CELL = re.compile(
    r"(?:約|およそ)?\s?(\d{1,3}(?:,\d{3})+|\d+)(?:を超える|余|以上)?(?:の)?(?:都市|自治体|会員|団体|市|地方政府)?$"
)
_PLAIN = re.compile(  # 11市, which may be more than a count elsewhere: 3市, 第4市
    r"(?:会員|加盟|構成|参加)(?:都市|団体|自治体|市町村?|市)?(?:数)?(?:は|が|:|(?<=会員)|(?<=加盟))(?:現在|約|計)?、?(?P<n>\d{1,4})(?P<unit>市町村?|市)"
    r"(?=で|、|と|。|$|及び|が加)|(?<![\d,第])(?P<m>\d{1,4})(?P<of>市町村?|市)(?:が|で)(?:加盟(?!を)|加わ[るっ]|構成|つく|組織|参加する)"
)
_BEYOND = re.compile(  # 14か国の88市町村, 31か国から120をこえる都市が参加しています
    r"(?:の|から|、|・)(?:約|およそ)?(?P<n>\d{1,3}(?:,\d{3})+|\d{1,5})(?:を(?:超|越|こ)える|余りの|以上の|ほどの)?"
    r"(?P<unit>都市|自治体|市町村?|団体|会員|地方政府)(?=。|が|で|、|と|$)"
)
_NUMBER = re.compile(  # 現在の会員数は95
    r"(?:会員|加盟|構成)(?P<unit>都市|団体|自治体|市町村)?数(?:は|が|:|\s)(?:現在|約|計)?、?\s?"
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,5})(?=。|、|で|と|$|\s|\))"
)
_BODIES = "CityNetwork|Alliance"


def member_counts(scene: Scene) -> Iterator[Draft]:
    """``memberCount`` that a Japanese sentence tells."""
    if not scene.japanese or scene.of("Event"):
        return
    if plain := _PLAIN.search(scene.text):
        number, unit = (plain["n"], plain["unit"]) if plain["n"] else (plain["m"], plain["of"])
        yield from _said(scene, plain.span(), float(number), unit)
    for alone in _NUMBER.finditer(scene.text):
        yield from _said(scene, alone.span(), float(alone["n"].replace(",", "")), alone["unit"] or "")
    counts = scene.of("Count")
    listed = [m.span() for m in _LISTED.finditer(scene.text)]
    aside = [s for s in counts if any(low < s.at < high for low, high in listed)]
    for chain in _chains(scene, [s for s in counts if s not in aside]):
        first, last = chain[0], chain[-1]
        told = _COUNTED.search(scene.before(first.at, 30))
        beyond = _BEYOND.match(scene.text, last.at + 1) if _OF_LANDS.search(_unit(last.noun)) else None
        if beyond is not None and (told or _BELONG.match(scene.text, beyond.end())):
            yield from _said(scene, beyond.span(), float(beyond["n"].replace(",", "")), beyond["unit"])
            continue
        if not told and not _BELONG.match(scene.text, last.at + 1):
            continue
        if _CAME.match(scene.text, last.at + 1):
            continue  # 参加者 10か国・地域から261人: of those who came
        clause = scene.text[scene.text.rfind("。", 0, first.at) + 1 :]
        if _AT_FIRST.search(clause.split("。")[0]) and not re.search(
            "現在|今は|いまは", scene.before(first.at, 16)
        ):
            continue
        aside += chain if told and _parted(scene, chain) else [last]
    for spot in aside:
        yield from _count(scene, spot)


def _chains(scene: Scene, counts: list[Spot]) -> list[list[Spot]]:
    """The figures that stand in a row."""
    chains: list[list[Spot]] = []
    for spot in counts:
        if chains and _UNIT.match(scene.text[chains[-1][-1].at + 1 : spot.at]):
            chains[-1].append(spot)
        else:
            chains.append([spot])
    return chains


def _parted(scene: Scene, chain: list[Spot]) -> bool:
    """Whether the figures of a row are told each for itself: 22か国・173地域."""
    between = [scene.text[a.at + 1 : b.at] for a, b in pairwise(chain)]
    return bool(between) and all(mark in ("・", "、") for mark in between)


def _count(scene: Scene, spot: Spot) -> Iterator[Draft]:
    unit = _unit(spot.noun)
    if isinstance(spot.noun.value, float) and not _PEOPLE.search(unit):
        yield from _said(scene, (spot.at, spot.at + 1), spot.noun.value, unit)


def _said(scene: Scene, span: tuple[int, int], count: float, unit: str) -> Iterator[Draft]:
    ahead = [s.noun for s in scene.of(_BODIES) if s.at < span[0]]
    body = ahead[-1] if ahead else scene.spoken(_BODIES)
    if body is None or (_COMMITTEE.search(body.text) and not ahead):
        return
    value = Value("Count", f"{count:.15g}")
    key = (("unit", unit),)
    yield from scene.draft(
        scene.entity(body),
        "memberCount",
        value,
        span,
        "members-counted",
        since=as_counted(scene, span[0]),
        done=True,
        key=key,
    )


def _unit(noun: Noun) -> str:
    return (noun.names or ("",))[0]


def count_in_cell(cell: Masked | None) -> float | None:
    """The number of members that a table's cell tells: 2,500を超える自治体, 66か国125都市, 約7,000."""
    if cell is None:
        return None
    found = [n for n in cell.nouns if n.kind == "Count" and isinstance(n.value, float)]
    members = [n for n in found if not _OF_LANDS.search(_unit(n))] or found
    if members and isinstance(members[-1].value, float):
        return members[-1].value
    plain = _IN_CELL.match(cell.clean.text.strip())
    return float(plain[1].replace(",", "")) if plain else None


def members_of_row(network: Entity, cell: Masked | None, scene: Scene) -> Iterator[Draft]:
    """The member count that the column for it tells."""
    if network.kind in ("CityNetwork", "Alliance") and (count := count_in_cell(cell)) is not None:
        value = Value("Count", f"{count:.15g}")
        yield from scene.draft(network, "memberCount", value, (0, len(scene.text)), "by-columns", done=True)
