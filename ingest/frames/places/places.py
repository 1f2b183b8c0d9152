"""Where things are: a city beside the country that it lies in, and what stands in a city or a building."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene, Spot
from ..syntax import syntax_of
from ..taken_up import body_taken_up
from ..words import word

_STATE = re.compile(r"(?:州|省|県|道|郡|自治区)$|^[A-Z]")
_BESIDE = re.compile(r"(?:の|・|,\s|\s|、)?(?:首都|州都|省都|県都|古都|港町)?(?:の|・|である)?")
_IN = re.compile(
    r"(?:市|町|都)?(?:内|市内|国内|都内)?に(?:ある|あり|所在|立地|位置|建つ|建って|設け|置く|置か|置い|置き|本部|本拠|事務局|拠点|事務所|できた|誕生)"
)
_OF_ANOTHER = re.compile(r"^[^。、]{0,12}[\ue000-\uf8ff](?:\([^()]*\))?は")
_ONE_OF_ITS = re.compile("の(?:専門|補助|関連|下部|付属|附属|姉妹)?(?:機関|団体|組織|基金)")
_OPENS_SEAT = re.compile("(?:本部|事務局|事務所|業務|活動|仕事|[\ue000-\uf8ff])を(?:開|置|設け|始|移)")
_SEAT = re.compile(r"(?:本部|事務局|本拠)(?:の所在地)?(?:は|が|を|:)?、?\s?(?:[\ue000-\uf8ff]の)?$")
_OF_SEATS = re.compile("本部|事務局|本拠")
_SEAT_EN = re.compile(
    r"(?:(?:seat|took up its work|took up work|began work|based|headquartered|located|housed|situated|lies"
    r"|secretariat|headquarters|offices?|stands)"
    r"(?: is| are| stands| lies| sits)?(?: \w+){0,3}|\b(?:is|are)(?: (?:now|still|today|back))?) (?:in|at|of) "
    r"(?:the )?(?:city of )?(?:[A-Z]\w+, )?$",
    re.I,
)
_SEAT_OF_IT = re.compile(
    r"^\W{0,3}(?:Its?|The \w+)\b|\b(?:its|whose|the) (?:(?-i:[a-z-]+) ){0,2}(?:seat|secretariat|headquarters)\b",
    re.I,
)
_AN_OFFICE = re.compile(
    r"\b(?:an?|another|one|two|three|several|other|[Tt]he|[Tt]his|[Ii]ts(?! (?:head|main|central|principal)\b))"
    r" (?:[\w-]+ ){0,3}?(?:offices?|bureaus?|desks?)(?: (?:was|were|has been)(?: \w+){0,2}| \w+ed)? (?:in|at) "
    r"(?:the )?(?:[Cc]ity of )?$"
)
_REGIONAL = re.compile(
    r"\b(?:[Ii]ts|[Tt]heir|[Tt]he|[Aa]n?) (?:[A-Z]\w+an|[\ue000-\uf8ff]|regional|local|national)"
    r" (?:[a-z]+ )?(?:secretariat|headquarters|seat|office)\b"
)
_SINCE_EN = re.compile(r"(?:, [\ue000-\uf8ff])?,? since (?=[\ue000-\uf8ff])")
_THE_OFFICE = re.compile(r"^\W{0,3}(?:The|This|That) (?:[a-z]+ )?(?:office|bureau|branch)\b")
_OF_THAT = re.compile(r"\b(?!it\b|network\b|body\b)\w+,? (?:which|that|who) [^,]*$", re.I)
"""It helped to found the league of peace towns, which is based in Ypres: the league's seat, not that of It."""


_ONE_OF_ALL = re.compile(
    r"で(?:初|最|一番|唯一|\d+番目|[二三四五]番目|は?(?:初|最|唯一))|(?:初|一)の?"
)  # 日本で初めて


_HALL = re.compile(r" (?:City|Town) Hall$|市役所$")  # which stands in the city of its name
_PART_OF_NAME = re.compile(r" [A-Z][a-z]+ (?:[A-Z]|Chamber)")


def in_countries(scene: Scene) -> Iterator[Draft]:
    """A city and its country in one sentence: the text names both, the authority list joins them."""
    countries = {s.noun.country: s for s in scene.of("Country")}
    if not countries:
        return
    for spot in scene.of("City|Prefecture|Region"):
        land = countries.get(spot.noun.country or "-")
        part = not scene.japanese and land and _PART_OF_NAME.match(scene.text, land.at + 1)  # the Cork Ireland Fund
        if land and land.noun is not spot.noun and not part and not _ONE_OF_ALL.match(scene.text, land.at + 1):
            yield from _located(scene, spot, land, "city-with-its-country")
    yield from _unlisted_there(scene)


def _unlisted_there(scene: Scene) -> Iterator[Draft]:
    """韓国では束草市と水橋邑(スギョウプ): towns that no list knows, enumerated with what lies in the country."""
    for land in scene.of("Country") if scene.japanese and "では" in scene.text else ():
        if not scene.text.startswith("では", land.at + 1):
            continue
        behind = [s for s in scene.of("City|Country") if s.at > land.at]
        there = list(takewhile(lambda s: s.noun.kind == "City", behind))
        group = next(iter(scene.groups(there)), [])
        if len(group) > 1 and group[0].at - land.at < _RIGHT_BEHIND:
            for spot in group:
                if not spot.noun.country and not spot.noun.entities:
                    yield from _located(scene, spot, land, "city-listed-with-its-country")


_RIGHT_BEHIND = 6  # では、オハイオ州の


def in_regions(scene: Scene) -> Iterator[Draft]:
    """A table's row of a region, and the countries in it; one in brackets may lie elsewhere."""
    region = _region_of_row(scene)
    if region is None:
        return
    aside = {i for m in re.finditer(r"\([^()]*\)", scene.text) for i in range(*m.span())}
    for group in scene.groups([s for s in scene.of("Country") if s.at not in aside]):
        for spot in group if len(group) > 1 else ():
            span = (spot.at, spot.at + 1)
            where = scene.entity(region)
            basis = "listed in the row of the region"
            yield from scene.draft(
                scene.entity(spot.noun), "locatedIn", where, span, "country-in-row", inferred=True, basis=basis
            )


def _region_of_row(scene: Scene) -> Noun | None:
    """The region that a row begins with, or that heads the row in whose later sentence we are."""
    first = scene.spots[0] if scene.spots else None
    if scene.discourse.kind != "row" or first is None:
        return None
    if first.at == 0 and first.noun.kind == "Region":
        goes_on = scene.text[1:2] in ("の", "は", "と", "、")
        return None if goes_on or not re.match(r"[\s|│:]*[^\s、]", scene.text[1:]) else first.noun
    stub = scene.discourse.stub
    heads = [n for n in stub.nouns if n.kind == "Region"] if stub is not None and len(stub.nouns) == 1 else []
    return heads[0] if heads and stub is not None and stub.text.strip("|│ ") == stub.text[:1] else None


def in_states(scene: Scene) -> Iterator[Draft]:
    """フロリダ州のセント・ピーターズバーグ市, Oakland, California."""
    if not scene.of("Region|Prefecture"):
        return
    for before, left, right in zip([None, *scene.spots], scene.spots, scene.spots[1:], strict=False):
        between = scene.text[left.at + 1 : right.at]
        if (
            scene.is_a(left.noun, "Region|Prefecture")
            and scene.is_a(right.noun, "City|Ward")
            and (_STATE.search(left.noun.text) or _same_land(left, right))
            and _BESIDE.fullmatch(between)
            and between not in ("、", ", ")
        ):
            yield from _located(scene, right, left, "city-in-state")
            if before and before.noun.kind == "Country" and _OF_LAND.fullmatch(scene.text, before.at + 1, left.at):
                yield from _located(scene, right, before, "city-in-state")
        behind = _AHEAD.fullmatch(between) and _STATE.search(right.noun.text)
        if behind and scene.is_a(left.noun, "City") and scene.is_a(right.noun, "Region|Prefecture"):
            yield from _located(scene, left, right, "city-in-state")


_AHEAD = re.compile(r"市?(?:,(?: also)?(?: in)?(?: the)? | in | ?\()")
_OF_LAND = re.compile("[・の、]?")


def _same_land(left: Spot, right: Spot) -> bool:
    """Whether two places lie in one country that is known."""
    land = left.noun.country
    return land is not None and land == right.noun.country


def standing_in(scene: Scene) -> Iterator[Draft]:
    """別府市にある…大学, ビンバオ浄水場 of 同市: the place before what stands in it, or after its は."""
    things = scene.of("Organization|Facility")
    if not things:
        return
    for spot in scene.of("City|Ward|Prefecture|Facility|Self|Anaphor|Country|Region"):
        told = _IN.match(scene.text, spot.at + 1)
        there = word("there_is").match(scene.text, spot.at + 1)
        if there:
            inside = [t for t in things if spot.at < t.at < there.end()]
            for thing in inside[-1:]:
                yield from _located(scene, thing, spot, "there-is")
            continue
        if told is None:
            continue
        behind = [t for t in things if spot.at < t.at and not re.search("[。]", scene.text[spot.at : t.at])]
        ahead = [
            t for t in things if t.at < spot.at and re.match(r"(?:\([^()]*\))?(?:も|は|が)", scene.after(t.at, 20))
        ]
        attributive = re.match(
            r"[^、。]{0,8}?(?:ある|する|いる|た|く|れた)(?=.?[\ue000-\uf8ff「])", scene.text[told.end() - 2 :]
        )
        kind = attributive and behind and _ONE_OF_ITS.match(scene.text, behind[0].at + 1)
        chosen = behind[:1] if attributive and behind and behind[0].at - told.end() < 16 else ahead[-1:]
        chosen = ahead[-1:] if kind and ahead else chosen  # ローマに本部がある国連の専門機関だ: of which it is one
        for thing in chosen:
            if thing.noun is not spot.noun:
                yield from _located(scene, thing, spot, "stands-in")
                for city in scene.of("City|Ward"):
                    if city.at < spot.at and re.fullmatch(
                        r"市?(?:[\ue000-\uf8ff])?の?", scene.text[city.at + 1 : spot.at]
                    ):
                        yield from _located(scene, thing, city, "stands-in")
                if re.search("本部|事務局", thing.noun.text):
                    for body in thing.noun.parts:
                        if scene.is_a(body, "InternationalOrganization|CityNetwork"):
                            yield from _located(scene, Spot(thing.at, body), spot, "stands-in")


def seated(scene: Scene) -> Iterator[Draft]:
    """本部はスペインのバルセロナ; its secretariat is in Seoul."""
    pattern = _SEAT if scene.japanese else _SEAT_EN
    if scene.japanese and not _OF_SEATS.search(scene.text):
        return
    for spot in scene.of("City|Self|Facility"):
        before = scene.text[max(0, spot.at - 60) : spot.at]
        if not pattern.search(before):
            continue
        bodies = [s for s in scene.of("Organization") if s.at < spot.at]
        if not scene.japanese and (_AN_OFFICE.search(before) or _REGIONAL.search(before)):
            continue  # it has an office there, and its seat elsewhere
        last = scene.entity(bodies[-1].noun) if bodies else _gone_on_about(scene, spot.at)
        if not scene.japanese and not bodies and (_OF_THAT.search(before) or not _SEAT_OF_IT.search(scene.text)):
            continue  # somebody else is in that city: we opened an office in Tianjin
        if last is not None and (scene.japanese or not re.search("[.;]", before)):
            opened = _OPENS_SEAT.search(scene.text, spot.at) if scene.japanese else None
            then = [v for d, v in scene.dates if opened and spot.at < d < opened.start()]
            since = None if scene.japanese else _SINCE_EN.match(scene.text, spot.at + 1)
            then = [v for d, v in scene.dates if since and d == since.end()] or then
            for where in (spot.noun, *(p for p in spot.noun.parts[:1] if _HALL.search(spot.noun.text))):
                yield from scene.draft(
                    last, "locatedIn", scene.entity(where), (spot.at, spot.at + 1), "seat",
                    since=then[-1] if then else None,
                )  # fmt: skip


def _gone_on_about(scene: Scene, at: int) -> Entity | None:
    """The body whose seat a sentence tells that names none before a place."""
    if (body := body_taken_up(scene.discourse)) is not None:
        return body
    spoken = scene.spoken("CityNetwork|InternationalOrganization|Alliance|Foundation")
    if spoken is not None or scene.japanese:
        return scene.entity(spoken) if spoken is not None else None
    opens = next((w for w in syntax_of(scene).all if w.said in ("the", "it")), None)
    return syntax_of(scene).entity(opens, "Organization") if opens and opens.high < at else None


def tenants(scene: Scene) -> Iterator[Draft]:
    """X は…ビルの8階に入居している, …ビルに入る X, X is housed in the … Building."""
    for spot in scene.of("Facility"):
        if scene.japanese:
            told = word("moves_in").match(scene.text, spot.at + 1)
            ahead = [s for s in scene.of("Organization") if s.at < spot.at]
            behind = [s for s in scene.of("Organization") if told and told.end() - 2 <= s.at <= told.end() + 8]
            chosen = behind or ahead[-1:]
            if not chosen and _OF_ANOTHER.search(scene.text[: spot.at]):
                continue  # the sentence has a theme of its own, and it is no organisation
        else:
            told = word("moves_in_en").search(scene.text[: spot.at])
            chosen = [s for s in scene.of("Organization") if told and s.at < told.start()][-1:]
        if told is None:
            continue
        if not scene.japanese and not chosen and _THE_OFFICE.match(scene.text):
            chosen = [Spot(-1, n) for n in [scene.spoken("Office")] if n is not None]
            if not chosen:
                continue  # an office that has no name: not the body whose it is
        named = not scene.japanese and not chosen and bool(scene.of("Organization"))
        if named:
            continue  # of several bodies, none of which is the one spoken of before
        nouns = [s.noun for s in chosen] or [n for n in [scene.spoken("Organization")] if n is not None]
        for noun in nouns:
            if noun is not spot.noun:
                for relation in ("tenantOf", "locatedIn"):
                    yield from scene.draft(
                        scene.entity(noun), relation, scene.entity(spot.noun), (spot.at, spot.at + 1), "tenant-told"
                    )


def _located(scene: Scene, thing: Spot, where: Spot, rule: str) -> Iterator[Draft]:
    if where.noun.kind == "Prefecture" and thing.noun.country not in (None, where.noun.country):
        return  # 富山県大連事務所: whose office it is, and where
    span = (min(thing.at, where.at), max(thing.at, where.at) + 1)
    always = rule in ("city-with-its-country", "city-in-state", "city-listed-with-its-country") and (
        where.noun.country != "JP" or not scene.japanese
    )
    yield from scene.draft(
        scene.entity(thing.noun), "locatedIn", scene.entity(where.noun), span, rule, always=always
    )
    owner = scene.owner
    if where.noun.kind == "Ward" and owner and where.noun.entities:  # what stands in the city's ward, in the city
        within = dict(where.noun.entities[0].attributes).get("within", "-")
        if owner.iri.endswith(f"/{within}"):
            yield from scene.draft(scene.entity(thing.noun), "locatedIn", owner, span, rule)
