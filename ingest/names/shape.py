"""What the characters right around a name make of it: 市 belongs to it, 横浜駅 is no city, 横浜港 is a port.

A :class:`Hit` comes out ``strong`` where the name needs nothing else, weak where something nearby must vouch for
it, or not at all where it is part of another name. The words that decide are data: ``authority/stop.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from ...ontology.model import ENTITY, Entity, Name
from .gazetteer import Known
from .index import stop
from .sightings import Sighting

_KANJI: Final = re.compile("[㐀-鿿々]")
_NO_PORT: Final = re.compile("港[区湾北南町島]")
_BEFORE_PLACE: Final = frozenset(
    "市都道府県州省国郡区町村旧元駐在対訪"
)  # kanji that may stand right before a place
_BEFORE_BARE: Final = frozenset("新東西南北元上下中大小")  # 新横浜 is not 横浜
_TOWN_ELSE: Final = re.compile("[0-9０-９一二三四五六七八九十丁番内会長議営民立]")
_CITY_OF: Final = re.compile(r"\b(?:[Tt]he )?([Cc]ity|CITY|Port) of $")
_CITY_AFTER: Final = re.compile(r"[ \n](?:City|CITY)\b")


class Hit(NamedTuple):
    """A sighting of one kind of thing, with its candidates (none: a word that hides the names in it)."""

    start: int
    end: int
    candidates: tuple[Known, ...]
    kind: str
    sighting: Sighting
    modes: frozenset[str] = frozenset()
    strong: bool = False


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words: list[str] = sorted(stop()["after"][name], key=lambda w: (-len(w), w))
    return re.compile("|".join(words) if name.startswith(("ja", "city")) else rf"[ ](?:{'|'.join(words)})\b")


def shaped(hit: Hit, text: str, home: Known | None) -> Sequence[Hit]:  # noqa: PLR0911
    """The hit as its surroundings shape it; nothing if it is part of another name."""
    if not hit.candidates:
        return (_strong(hit),)
    if hit.sighting.latin:
        return _latin(hit, text)
    if hit.kind not in _LANDS:
        return (_strong(hit),)
    if "k" in hit.modes:
        bracketed = text[hit.start - 1 : hit.start] in _OPENING and text[hit.end : hit.end + 1] in _CLOSING
        return (_strong(hit),) if bracketed else ()
    if hit.kind in ("Country", "Region"):
        return _country(hit, text)
    if hit.candidates[0].country == "JP":  # those of one hit are all in Japan or all abroad
        return _municipality(hit, text, home)
    return _abroad(hit, text)


_LANDS: Final = frozenset(["City", "Ward", "Prefecture", "Country", "Region"])
_OPENING, _CLOSING = tuple("(（[【〔"), tuple(")）]】〕")


def _strong(hit: Hit) -> Hit:
    """The same, needing nothing else."""
    return Hit(hit.start, hit.end, hit.candidates, hit.kind, hit.sighting, hit.modes, True)


def _reaching(hit: Hit, start: int, end: int) -> Hit:
    """The same from ``start`` to ``end``, needing nothing else."""
    return Hit(start, end, hit.candidates, hit.kind, hit.sighting, hit.modes, True)


def _latin(hit: Hit, text: str) -> Sequence[Hit]:  # noqa: PLR0911
    surface = text[hit.start : hit.end]
    if "x" in hit.modes or surface[0].islower():
        written = any(n.text == surface for k in hit.candidates for n in k.entity.names)
        return (_strong(hit),) if written else ()
    alone = not hit.modes.isdisjoint("be")
    if hit.kind == "City":
        before = _CITY_OF.search(text, max(0, hit.start - 14), hit.start)
        after = _CITY_AFTER.match(text, hit.end)
        if before and before[1] == "Port":
            return (_port(hit, before.start(1), hit.end),)
        if before or after:
            start, end = before.start(1) if before else hit.start, after.end() if after else hit.end
            return (_reaching(hit, start, end),)
        if _pattern("en").match(text, hit.end):
            return ()
        return (_strong(hit) if alone else hit,)
    if hit.kind in ("Prefecture", "Ward"):
        words = (f" {hit.kind}", "-ku" if hit.kind == "Ward" else "-ken")
        ends = [hit.end + len(word) for word in words if text.startswith(word, hit.end)]
        return (*(_reaching(hit, hit.start, end) for end in ends), hit)
    return (_strong(hit) if alone else hit,)


def _country(hit: Hit, text: str) -> Sequence[Hit]:
    if _pattern("ja_country").match(text, hit.end):
        return ()
    nation = text.startswith("国", hit.end) and text[hit.end + 1 : hit.end + 2] not in ("際", "内", "籍")
    end = hit.end + 1 if nation and hit.kind == "Country" and text[hit.end - 1] != "国" else hit.end
    if hit.modes.isdisjoint("cd"):
        return (_reaching(hit, hit.start, end),)
    return (hit if end == hit.end else hit._replace(end=end),)


def _abroad(hit: Hit, text: str) -> Sequence[Hit]:
    start, end = hit.start, hit.end
    before = text[start - 1 : start] if start else ""
    by_kanji = _KANJI.match(text[start]) is not None
    named_after = not by_kanji and _NAMED_AFTER.search(text, max(0, start - _LONGEST_LEAD), start)
    if named_after or (not by_kanji and _PERSON.match(text, end)):
        return ()
    if before == "・" and _SURNAME.match(text, end) and _GIVEN.search(text, max(0, start - _LONGEST_LEAD), start):
        return ()
    inside = by_kanji and _KANJI.match(before) is not None and before not in _BEFORE_PLACE
    said = _SAID_AS.match(text, end)
    at = said.end() if said else end
    part = _pattern("city").match(text, at)
    if part is None and by_kanji and text[at : at + 1] == _COUNTIES.get(hit.candidates[0].country or ""):
        part = _COUNTY.match(text, at)
    if part:
        return () if inside and "b" not in hit.modes else (_reaching(hit, start, part.end()),)
    if text.startswith("港", end) and not _NO_PORT.match(text, end):
        return (_port(hit, start, end + 1),) if "b" in hit.modes or not by_kanji else ()
    if _pattern("ja").match(text, end):
        return ()
    return (_strong(hit) if "b" in hit.modes else hit,)


_LONGEST_LEAD: Final = 8
_NAMED_AFTER: Final = re.compile(
    r"(?:ホテル|レストラン|カフェ|劇団|楽団|バンド|チーム|ブティック|スタジオ|ヴィラ|クラブ)・?$"
)
"""What bears a place's name and is none: ホテル・ロンドン."""
_PERSON: Final = re.compile(
    r"(?:さん|氏(?!族)|様|夫妻|先生|選手|教授|博士)|(?:・[ァ-ヴー]{1,12}){1,2}"
    r"(?:さん|氏(?!族)|様|夫妻|先生|選手|教授|博士|議員(?!団)|総?領事|大使|団長|会長|理事長|社長|知事|[市町]長)"
)
"""What stands behind a person who bears the name of a place: シドニー・カーター議員."""
_GIVEN: Final = re.compile(r"(?<![ァ-ヴー・])[ァ-ヴー]{2,7}・$")
_SURNAME: Final = re.compile(
    r"[市町村区郡]長|(?:州)?(?:知事|議員(?!団))|氏(?!族)|さん|様|議長|総?領事|大使|会頭|会長|団長"
)
"""What stands before and behind a person whose surname a place bears: トーマス・ブリストル市長."""
_SAID_AS: Final = re.compile(r"[(（][ァ-ヴー・ぁ-ん]{2,14}[)）](?=[市郡県])")
"""How a name is said, between it and 市: 光陽(クァンヤン)市."""
_COUNTIES: Final = {"KR": "郡", "CN": "県", "TW": "県"}
"""What a municipality may be called there that is no 市."""
_COUNTY: Final = re.compile("[郡県](?![一-鿿]{0,3}(?:庁|知事|議会|警))")


def _municipality(hit: Hit, text: str, home: Known | None) -> Sequence[Hit]:  # noqa: PLR0911
    start, end = hit.start, hit.end
    before = text[start - 1 : start] if start else ""
    bare = any(
        n.text == f"{text[start:end]}市" for k in hit.candidates for n in k.entity.names
    )  # 廿日市, of a city
    if bare or text[end - 1] not in "市区町村都道府県" or end - start == 1:
        if text.startswith("港", end) and not _NO_PORT.match(text, end):
            return (_port(hit, start, end + 1),)
        of_another = before in _BEFORE_BARE or text.startswith("市", end) or _pattern("ja").match(text, end)
        return () if of_another else (_strong(hit),)
    if text[end - 1] == "市" and text[end : end + 1] in ("立", "場"):
        return ()
    if end - start == 2 and _KANJI.match(before) and before not in _BEFORE_PLACE:
        return ()  # 西区 in 湖西区, 津市 in 中津市
    at_home = home is not None and any(k.entity.iri == home.entity.iri for k in hit.candidates)
    if "t" in hit.modes and not at_home:
        if _TOWN_ELSE.match(text, end):
            return ()
        return (_strong(hit) if before in _OF_TOWNS or _is_cell(text, start, end) else hit,)
    return (_strong(hit),)


def _is_cell(text: str, start: int, end: int) -> bool:
    """Whether a name opens a row and is all of its first cell: 大樹町 | 台湾."""
    return (not start or text[start - 1] in "|\t\n") and _CELL.match(text, end) is not None


_CELL: Final = re.compile(r"[ \u3000]*[|│\t]|[ \u3000]+(?![0-9０-９])[ァ-ヴー一-鿿]{2,}(?:市|州|省|県|[ ]|$)")


_OF_TOWNS: Final = tuple("都道府県郡")


def _port(hit: Hit, start: int, end: int) -> Hit:
    """The port of a city, named after it."""
    ports = tuple(known._replace(entity=port_of(known.entity)) for known in hit.candidates)
    return hit._replace(start=start, end=end, kind="Port", candidates=ports, strong=True)


def _stem(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in "市町村都" else name


def port_of(city: Entity) -> Entity:
    """The port that bears a city's name."""
    stems = dict.fromkeys(_stem(n.text) for n in city.names if n.lang == "ja")
    latin = dict.fromkeys(n.text for n in city.names if n.lang == "en")
    names = tuple(Name(f"{stem}港", "ja", n == 0) for n, stem in enumerate(stems or {city.name("ja"): None}))
    names += tuple(Name(f"Port of {name}", "en", n == 0) for n, name in enumerate(latin or {city.name("en"): None}))
    kept = tuple((n, v) for n, v in city.attributes if n in ("countryCode", "latitude", "longitude"))
    return Entity(f"{ENTITY}port/{city.iri.rsplit('/', 1)[-1]}", "Port", names, kept)
