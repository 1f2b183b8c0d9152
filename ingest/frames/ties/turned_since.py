"""How long something has been, told in passing of a place: 友好協定を結んで3周年となりましたモンゴルのX県からは.

What was done since then is the document's own city's with that place: a tie or an agreement made, an office opened
(駐在員事務所を開いて2年がたちましたタイへは); an anniversary is one of the tie, in the document's year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ...text.mask import Noun
from ..parties import government
from ..scene import Scene, Spot
from .anniversary_years import year_of

_N = "[\ue000-\uf8ff]"
_SINCE = re.compile(
    rf"(?P<what>{_N}|事務所|拠点|オフィス)を(?P<did>結んで|締結して|開いて|開設して|開所して|設置して|置いて|設けて)(?:から)?、?"
    rf"(?:ちょうど|今年で|本年で|ことしで)?(?P<long>{_N}|\d{{1,3}}年)(?:目)?(?:が|と|を|に)?"
    r"(?:たち|経ち|経過し|なり|迎え|たっ|経っ|な)(?:ました|ます|った|た|る)、?"
    rf"(?:{_N}(?:の|・))?(?P<place>{_N})[市県省州]?(?:へ|から|に|の(?!{_N})|で|と|を|は)"
)
_OFFICE = re.compile(r"事務所|拠点|オフィス|代表部")
_GOVERNED = "City|Prefecture|Region"


def turned_since(scene: Scene) -> Iterator[Draft]:
    """The tie, the agreement or the office of such a clause."""
    if scene.owner is None or scene.discourse.kind == "heading":
        return
    for told in _SINCE.finditer(scene.text):
        what, place = (scene.masked.noun_at(told.start(group)) for group in ("what", "place"))
        if place is None or scene.is_own(place) or scene.at_home(place):
            continue
        where, span = scene.entity(place), told.span()
        if "結" in told["did"]:
            kind = what.kind if what is not None and scene.is_a(place, _GOVERNED) else ""
            tie = what.value if what is not None and kind == "Tie" else "agreementWith"
            if kind in ("Tie", "AgreementWord") and isinstance(tie, str):
                yield from scene.draft(scene.owner, tie, government(scene, where), span, "turned-since", done=True)
                yield from _anniversary(scene, told, place)
        elif _OFFICE.search(what.text if what is not None else told["what"]) and scene.is_a(place, "City|Country"):
            yield from scene.draft(scene.owner, "operatesOfficeIn", where, span, "turned-since", done=True)


def _anniversary(scene: Scene, told: re.Match[str], place: Noun) -> Iterator[Draft]:
    """The anniversary that the clause says it is."""
    ordinal = scene.masked.noun_at(told.start("long"))
    if ordinal is None or ordinal.kind != "Anniversary" or not isinstance(ordinal.value, float):
        return
    year = year_of(scene, Spot(told.start("long"), ordinal), -1)
    yield from scene.draft(
        scene.owner, "tieAnniversaryWith", government(scene, scene.entity(place)), told.span(), "turned-since",
        since=year, key=(("ordinal", f"{ordinal.value:.0f}"),), done=True,
    )  # fmt: skip
