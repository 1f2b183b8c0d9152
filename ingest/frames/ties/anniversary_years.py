"""When an anniversary falls, and which dates beside it are those of a tie's beginning."""

from __future__ import annotations

import re

from ....ontology.edtf import Interval, on
from ..scene import Scene, Spot
from ..words import word


def year_of(scene: Scene, ordinal: Spot, earlier: int) -> Interval | None:  # noqa: PLR0911 -- one return a way
    """When the anniversary falls: a year told for it, this year, else the year that the section reports on."""
    reach = 12 if scene.japanese else 60
    if not scene.japanese and (at_once := _OF_TIE_IN.match(scene.text, ordinal.at + 1)):
        return scene.date_at(at_once.end())
    dates = [(d, v) for d, v in scene.dates if v != scene.discourse.tied_on]  # a row's own date is its beginning
    behind = [v for d, v in dates if ordinal.at < d <= ordinal.at + reach and not of_beginning(scene, d)]
    ahead = [(d, v) for d, v in dates if earlier < d < ordinal.at and not of_beginning(scene, d)]
    if not scene.japanese and behind and _AT_ONCE.match(scene.text, ordinal.at + 1):
        return behind[0]  # the 35th anniversary in 2024; the Shanghai tie turns 25 next year
    if ahead:
        return ahead[-1][1]
    if behind:
        return behind[0]
    if not scene.japanese and len(dates) == 1 and dates[0][0] < scene.of("Anniversary")[0].at:
        return None if of_beginning(scene, dates[0][0]) else dates[0][1]  # In 2025: 40 years with A, 35 with B
    if _AGAIN.search(scene.text, max(earlier, 0), ordinal.at):
        return None
    if scene.discourse.reported:
        return scene.discourse.reported
    own = scene.discourse.frame.as_of
    titled = own is not None and scene.discourse.kind == "heading" and own.fiscal_year is not None
    if own is None or own.earliest is None:
        return None
    said = own.precision == "day" or titled or scene.says("now")  # titled: a part of a year's report
    return (own if own.fiscal_year else on(own.earliest.year)) if said else None


_AGAIN = re.compile("[\ue000-\uf8ff]に(?:引き)?続(?:き|いて)")  # 昨年に続いて…30周年の訪問団を: then, or now
_OF_TIE_IN = re.compile(
    r" of (?:that|this|the|our|their) (?:ties?|links?|bond|friendship|partnership|relationship|twinning)"
    r" (?:(?:falls|comes|fell|is) )?in (?=[\ue000-\uf8ff])"
)
_AT_ONCE = re.compile(
    r" (?:(?:a year late|together|with us|quietly),? )?(?:(?:in|on|of|during) )?(?:the )?[\ue000-\uf8ff]"
)


_SIGNED_SINCE = re.compile(  # it will be half a century since A and B signed as sister cities on
    r"\bsince (?:the )?[\ue000-\uf8ff][^.;]{0,60}? "
    r"(?:signed|became|joined|twinned|agreed|were (?:linked|paired))\b[^.;]{0,50}? (?:on|in) $"
)


def of_beginning(scene: Scene, at: int) -> bool:
    """Whether a date tells when the tie began (昭和40年に姉妹都市となった)."""
    if at in scene.reckoning.begun | scene.reckoning.celebrated:
        return at in scene.reckoning.begun
    if not scene.japanese:
        return bool(word("began_en").search(scene.before(at, 30)) or _SIGNED_SINCE.search(scene.text, 0, at))
    if scene.before(at, 1) == "(" and scene.after(at, 2) == ")の":
        return True  # 姉妹提携(1981年)の40周年
    turned = re.match(
        r"(?:(?:で|が)(?:ちょうど)?|(?P<then>に(?:は)?(?:ちょうど|満)?))[\ue000-\uf8ff]", scene.after(at)
    )
    if turned and (not turned["then"] or scene.is_anniversary(at + turned.end())):
        return False  # 提携は令和4年で40周年, 昨年6月に60周年
    if re.search(r"(?:提携|締結|調印|盟約|縁組)(?:日)?(?:は|が|:)\s?$", scene.before(at, 10)):
        return True
    return bool(word("began").match(scene.text, at + 1))
