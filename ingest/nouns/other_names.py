"""The other names that a longer name holds: its initials, its ward, the meeting without the body that meets."""

from __future__ import annotations

import re


def initials_inside(name: str) -> tuple[str, ...]:
    """The other names that initials inside a name make: 教育(ESD)に関する会議 is ESDに関する会議 as well."""
    if goals := _GOALS.fullmatch(name):
        return tuple(g for g in goals.groups() if g)
    if (ward := _CITY_AND_WARD.fullmatch(name)) and len(ward[1]) > 2:
        return (ward[1],)
    if there := _SOMEWHERE.fullmatch(name):
        return (there[1],)  # the Spring Festival in the Botanical Garden
    if site := _SITE.fullmatch(name):
        return (site[1],)
    if meeting := _NTH_OF.fullmatch(name):
        return (f"{meeting[1]}{meeting[2]}",)  # 平和首長会議の第9回総会
    inside = _INITIALS_INSIDE.fullmatch(name)
    return (f"{inside[1]}{inside[3]}", f"{inside[2]}{inside[3]}") if inside else ()


_GOALS = re.compile(r"([A-Z][A-Za-z]{2,5})\s?\((.*開発目標)\)|(.*開発目標)\s?\(([A-Z][A-Za-z]{2,5})\)")
_CITY_AND_WARD = re.compile(r".{2,}?[市都]・?((?:[一-鿿]{1,4}|[ァ-ヴー]{3,10})区)")
_SOMEWHERE = re.compile(r"(.+ (?:Festival|Fair|Exhibition|Concert|Forum|Summit|Games)) in (?:the )?[A-Z].*")
_SITE = re.compile(r".{2,8}拠点\s?「?([A-Z][A-Za-z]{3,})」?")
_NTH_OF = re.compile(r"(.{3,}?)の(第\d+回.+)")
_INITIALS_INSIDE = re.compile(r"(.+?)\(([A-Za-z]{2,10})\)(に関する.+|.*会議)")
