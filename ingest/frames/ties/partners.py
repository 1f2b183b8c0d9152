"""Whether a place may be the other party to a tie, by what stands around it."""

from __future__ import annotations

import re

from ...names.longer_names import encloses
from ..parties import IN_STATE, STATES
from ..scene import Scene, Spot
from ..words import word

_STATES = ("Prefecture", "Region", "SubnationalGovernment")


def may_be_partner(scene: Scene, spot: Spot) -> bool:  # noqa: PLR0911 -- one return a reason
    """Whether a place may be the other party to a tie by what stands around it."""
    if spot.noun.kind in ("Prefecture", "Region"):
        owner = scene.discourse.frame.owner
        if not scene.japanese and STATES.search(spot.noun.text) and not IN_STATE.search(scene.before(spot.at, 30)):
            return True  # Gansu Province, China (1984): a party of its own
        if not scene.japanese and IN_STATE.search(scene.before(spot.at, 30)):
            return False
        if scene.japanese and _AS_PARTY.match(scene.text, spot.at + 1) and not _names_city_abroad(scene):
            return True  # 本市はビクトリア州と友好提携を結んだ
        return (
            owner is not None
            and owner.kind in _STATES
            and not _WHERE_IT_LIES.search(scene.before(spot.at, 8))
            and not re.match(r"(?:の|・)[\ue000-\uf8ff]", scene.after(spot.at))
        )
    owner = scene.discourse.frame.owner
    if owner is not None and owner.kind == "Prefecture" and spot.noun.kind == "City" and scene.at_home(spot.noun):
        return False
    if not scene.japanese and _NOT_IT.search(scene.before(spot.at, 30)):
        return False  # Swansea, not Cork; Songpa-gu, a district of Seoul
    if not scene.japanese and _WORKED_WITH.search(scene.before(spot.at, 30)):
        return False  # it has worked with Sibiu since 1994, and the two became sister cities in 2002
    if not scene.japanese and _COUNTS_ITS_OWN.match(scene.text, spot.at + 1):
        return False  # Bremen has 11 twin cities
    if not scene.japanese and encloses(scene.masked, spot.at):
        return False  # Songpa-gu (Seoul)
    return not word("not_partner").match(scene.text, spot.at + 1)


def _names_city_abroad(scene: Scene) -> bool:
    return any(not scene.at_home(s.noun) and not scene.is_own(s.noun) for s in scene.of("City"))


_AS_PARTY = re.compile(
    r"(?:\([^()]*\))?と(?:は|も|の間で)?、?(?:[\ue000-\uf8ff](?:に|から)?、?)?(?:(?:新たに|正式に|はじめて|初めて)、?)?"
    r"(?:[\ue000-\uf8ff](?:提携|協定)?(?:の|を|に|と|で)|(?:姉妹|友好)?提携|締結|調印|盟約|縁組)"
)
_WHERE_IT_LIES = re.compile(r"[\ue000-\uf8ff][市町村]?\((?:[\ue000-\uf8ff][・、,]?\s?)?$")  # B市(アメリカ・C州)
_WORKED_WITH = re.compile(
    r"\b(?:work(?:ed|s|ing)?|co-?operat(?:ed|es|ing)|collaborat(?:ed|es|ing)) (?:closely )?with (?:the )?"
    r"(?:city of )?$"
)
_COUNTS_ITS_OWN = re.compile(
    r" (?:itself )?(?:already )?(?:has|counts) (?:some |about |over )?(?:\d+|[\ue000-\uf8ff]|no|many|several"
    r"|[a-z]+teen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:other|such))?"
    r" (?:[\ue000-\uf8ff]|twin|sister)"
)
_NOT_IT = re.compile(
    r"\b(?:not|rather than|instead of|unlike) (?:the )?(?:city of )?$"
    r"|\b(?:districts?|wards?|suburbs?|quarters?|boroughs?|part|outskirts) of (?:the )?(?:city of )?$"
    r"|\b(?:sister|twin|partner) in (?:the )?$"
)
