"""Offices abroad that a sentence tells by what was spoken of before, or of several at once who have one in a place.

事務所は平成17年に開設され: the office that the sentence before told, whose keepers have had it there since then;
香港には、ほかに秋田県、那覇市などの事務所がある: each of them has one there;
静岡県はソウル事務所を続ける: the office spoken of is another's too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.kept_office import KeptOffice
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_KEPT = r"(?:を|も)、?(?:引き続き|このまま|今後も|これからも)?(?:続け|残し|残す|維持し|維持する|存続さ)"
_BEGUN = r"(?:開設|開所|設置|設け|開か|開い|開き|置か|置い|オープン|でき(?:た|ま)|スタート)"
_OFFICE = rf"(?:(?:海外|現地|県の|市の|都の|府の|道の|町の)?(?:事務所|拠点|オフィス)|(?P<name>{_N}))"
_IT_BEGAN = re.compile(
    rf"^\W{{0,3}}(?:なお、|また、)?(?:同|当|この|その)?{_OFFICE}(?:は|が)、?(?P<d>{_N})(?:に|、|の春に|の秋に)?"
    rf"(?P<how>[^。]{{0,20}}?){_BEGUN}(?!て(?:い|お)る?(?:。|、|が))"
)
_BEGINNING = re.compile(
    rf"^\W{{0,3}}(?:なお、|また、)?(?:{_OFFICE}の)?(?:開設|開所|設置)(?:日|年月日)?(?:は|が)、?(?P<d>{_N})"
)
_ELSEWHERE = re.compile("移|閉|廃|休止|縮小|予定|計画|方針")
_ALSO_THERE = re.compile(
    rf"(?P<place>{_N})(?:市|都)?(?:内|市内)?に(?:は|も)、?(?:ほかに(?:も)?|他に(?:も)?|現在|いまも|日本の自治体では|日本からは)?、?"
    rf"(?P<list>{_N}(?:(?:、|・|と|や|および|及び){_N})*)(?:など|等)?(?:が|の)(?P<what>[^。、]{{0,10}}?)(?:事務所|拠点|オフィス|{_N})"
    r"(?:が|も|を)(?:あ[りる]|置か|置い|集ま|並|構え|設け|開設し)"
)
_HAS_THERE = re.compile(  # 水戸市が重慶にもつ事務所; 水戸市は重慶に事務所をもつ
    rf"(?P<who>{_N})(?:が|は|も)、?(?:(?P<with>{_N})と(?:共同|合同|ともに|共に)で?、?)?(?:{_N}の)?(?P<place>{_N})(?:市|都)?(?:内|市内)?に"
    rf"(?:(?:共同で|現在|いまも)、?)?(?:(?:[持も]つ|置く|構える|(?:置い|設け|構え|持っ|もっ)ている)(?:海外|現地)?(?:事務所|拠点|オフィス|(?P<office>{_N}))"
    rf"|(?:海外|現地|県の|市の)?(?:事務所|拠点|オフィス)を(?:[持も](?:つ|っ(?!たこと)|ち)))"
)
_GOES_ON = re.compile(rf"(?P<who>{_N})(?:は|も)、?(?:[^。、]{{0,8}}、)?(?P<office>{_N}|事務所){_KEPT}")
_KEEPERS = "City|Prefecture|Self"
_OFFICES = frozenset(["Office", "Generic"])


def kept_offices(scene: Scene) -> Iterator[Draft]:
    """``operatesOfficeIn`` and ``establishedOn`` of offices spoken of, and of all who have one in a place."""
    if scene.may_say("office") or scene.of("Office"):
        yield from _also_there(scene)
        yield from _has_there(scene)
    kept = scene.discourse.office
    if kept is None or scene.discourse.block - kept.block > 1:
        return
    told = _IT_BEGAN.search(scene.text) or _BEGINNING.search(scene.text)
    since = scene.date_at(told.start("d")) if told is not None else None
    if told is not None and since is not None and _is_meant(scene, told, kept):
        yield from _since(scene, kept, since, told.span())
    for found in _GOES_ON.finditer(scene.text):
        who = scene.masked.noun_at(found.start("who"))
        if who is None or not scene.is_a(who, _KEEPERS) or not _is_it(scene, found, "office", kept):
            continue
        yield from scene.draft(
            scene.meant(who), "operatesOfficeIn", kept.place, found.span(), "office-goes-on",
            since=kept.since, done=True,
        )  # fmt: skip


def _is_meant(scene: Scene, told: re.Match[str], kept: KeptOffice) -> bool:
    """Whether it is the office spoken of that began then, and not what it moved to or what is planned."""
    if _ELSEWHERE.search(told.groupdict().get("how") or "") or _ELSEWHERE.search(
        scene.text, told.end(), told.end() + 4
    ):
        return False
    return _is_it(scene, told, "name", kept)


def _is_it(scene: Scene, told: re.Match[str], group: str, kept: KeptOffice) -> bool:
    """Whether what a group says is an office, and none but the one spoken of."""
    noun = scene.masked.noun_at(told.start(group)) if told[group] else None
    if noun is None:
        return True
    if noun.kind == "Generic":
        return noun.text.endswith(("事務所", "拠点", "オフィス"))
    return noun.kind == "Office" and (scene.entity(noun) == kept.office or noun.text in _names(kept))


def _names(kept: KeptOffice) -> set[str]:
    """What the office spoken of may be called: by its name, by its place, as an office."""
    names = {n.text for n in kept.office.names} if kept.office else set()
    places = {n.text for n in kept.place.names}
    return names | {f"{p}{w}" for p in places for w in ("事務所", "の事務所")} | {"連絡事務所", "駐在員事務所"}


def _since(scene: Scene, kept: KeptOffice, since: Interval, span: tuple[int, int]) -> Iterator[Draft]:
    for keeper in kept.keepers:
        yield from scene.draft(keeper, "operatesOfficeIn", kept.place, span, "office-begun", since=since, done=True)
    if kept.office is not None:
        yield from scene.founded(kept.office, since, span, "office-begun", done=True)
    scene.discourse.office = kept._replace(since=since)


def _also_there(scene: Scene) -> Iterator[Draft]:
    for told in _ALSO_THERE.finditer(scene.text):
        where = _abroad(scene, told)
        last = scene.masked.noun_at(told.end("what"))
        if where is None or (last is not None and last.kind not in _OFFICES):
            continue
        for at in range(*told.span("list")):
            if (keeper := _keeper_at_home(scene, at)) is not None:
                scene.officed = True
                yield from scene.draft(keeper, "operatesOfficeIn", where, told.span(), "offices-there")


def _has_there(scene: Scene) -> Iterator[Draft]:
    for told in _HAS_THERE.finditer(scene.text):
        where = _abroad(scene, told)
        office = scene.masked.noun_at(told.start("office")) if told["office"] else None
        if where is None or (office is not None and office.kind not in _OFFICES):
            continue
        for group in ("who", "with"):
            keeper = _keeper_at_home(scene, told.start(group)) if told[group] else None
            if keeper is None:
                continue
            scene.officed = True
            yield from scene.draft(keeper, "operatesOfficeIn", where, told.span(), "office-had")
            if office is not None and office.kind == "Office":
                named = scene.entity(office)
                yield from scene.draft(keeper, "hasOverseasOffice", named, told.span(), "office-had")
                yield from scene.draft(named, "locatedIn", where, told.span(), "office-had")


def _abroad(scene: Scene, told: re.Match[str]) -> Entity | None:
    """The place abroad where a match says that offices are."""
    place = scene.masked.noun_at(told.start("place"))
    if place is None or not scene.is_a(place, "City|Country") or scene.at_home(place) or scene.is_own(place):
        return None
    return scene.entity(place)


def _keeper_at_home(scene: Scene, at: int) -> Entity | None:
    """The municipality or prefecture at home that a noun means, if it means one."""
    noun = scene.masked.noun_at(at)
    if noun is None or not scene.is_a(noun, _KEEPERS) or not (noun.kind == "Self" or scene.at_home(noun)):
        return None
    return scene.meant(noun)


def note_offices(told: Iterable[Draft], discourse: Discourse) -> None:
    """Remember the office that a sentence told of, if it told of one, with whose it is and where."""
    drafts = [d for d in told if d.relation in ("operatesOfficeIn", "hasOverseasOffice")]
    places = {
        d.object.iri: d.object for d in drafts if d.relation == "operatesOfficeIn" and isinstance(d.object, Entity)
    }
    if len(places) != 1:
        if drafts:
            discourse.office = None
        return
    offices = (d.object for d in drafts if d.relation == "hasOverseasOffice" and isinstance(d.object, Entity))
    since = next((d.since for d in drafts if d.since is not None), None)
    keepers = tuple(dict.fromkeys(d.subject for d in drafts))
    before = discourse.office
    (place,) = places.values()
    office = next(offices, None)
    if office is None and before is not None and before.place == place:
        office = before.office
    discourse.office = KeptOffice(keepers, place, office, since, discourse.block)
