"""What stands around "organised by": whether it is said of the event spoken of, and the bodies right behind it."""

from __future__ import annotations

import re

from ...text.mask import Noun
from ..scene import Scene, Spot

_IT = re.compile(
    r"\W{0,3}(?:It|This|They|Both|Th(?:e|is|at) (?:[\w-]+ ){0,3}?(?:event|edition|congress|summit|conference"
    r"|meeting|forum|festival|fair|games|exhibition|symposium|assembly|gathering|tournament|parade|concert|ceremony"
    r"|celebrations?|championships?)|organi|jointly|hosted|run|put)\b",
    re.I,
)
_BACK = re.compile(r"前回|前々回|昨年|去年|例年は|初回|当初|以前")
_ITEMS = r"(?:(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*(?:, (?:and )?| and ))*"
_HEAD = re.compile(
    _ITEMS + r"(?:[a-z]+ly |both )?(?:by )?(?:the |its |our )?"
    r"(?:(?:[Cc]ity|[Mm]unicipality|[Tt]own|[Pp]refecture|[Gg]overnment|[Cc]ouncil"
    r"|[Cc]ity [Gg]overnment|[Cc]apital) of (?:the )?)?"
)
_NEXT = re.compile(
    r"(?: \([^()]*\))?(?:,? and |, |,? with |,? together with |,? in (?:cooperation|partnership) with )"
    + _HEAD.pattern
)
_LONGER = re.compile(r" (?:[A-Z][\w’'&-]+)(?: (?:of |and |for |the )*[A-Z][\w’'&-]+)*")
_OWN = re.compile(r"\bthe (?:[Cc]ity|[Cc]ouncil)(?! of)\b")
_PLACES = ("City", "Country", "Prefecture", "Region")


def goes_on(scene: Scene, at: int) -> bool:
    """Whether a sentence that names no event is about the one before: 主催は…, It is organised by."""
    low = max(scene.text.rfind(mark, 0, at) for mark in (". ", "。", "; ")) + 1
    if scene.japanese:
        return _BACK.search(scene.text, low, at + 1) is None
    return _IT.match(scene.text[low:].lstrip()) is not None


def own_body(scene: Scene) -> Noun | None:
    """The document's own party as a noun."""
    owner = scene.owner
    return scene.as_noun(owner) if owner else None


def bodies_by(scene: Scene, low: int, bodies: list[Spot]) -> list[Spot]:
    """The bodies that stand right behind the words, with those joined to them; none where another stands there."""
    kept: list[Spot] = []
    at = low
    for body in bodies:
        lead = scene.text[at : body.at]
        if not (_NEXT.fullmatch(lead) if kept else _HEAD.fullmatch(lead.lstrip())):
            break
        if kept and body.noun.kind == "Country" and kept[-1].noun.kind in _PLACES and lead == ", ":
            at = body.at + 1
            continue  # hosted by Durban, South Africa, in 2011
        if not kept and _OWN.search(lead) and (own := own_body(scene)):
            kept.append(Spot(low, own))
        longer = _LONGER.match(scene.text, body.at + 1)
        noun = body.noun
        if longer and noun.kind in _PLACES:  # organised by Leeds BID
            noun = Noun(noun.start, noun.end, "Organization", noun.text + longer[0])
        kept.append(Spot(body.at, noun))
        at = longer.end() if longer else body.at + 1
    return kept
