"""How many members an association has, told by their kinds: 会員数は個人420、団体36です; 会員は個人が528、法人が93.

The figures stand behind 会員, or answer a question about it; whose they are is the body of the sentence, else the
one spoken of last. Who only paid a fee or came to something is no member.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Value
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene
from ..words import word

_BODIES = "Foundation|Alliance|CityNetwork|Organization"
_KINDS = "(?:個人|法人|団体|家族|世帯|賛助|企業|学生|青年|正|特別|一般|普通|維持|名誉|ボランティア)"
_KIND = rf"{_KINDS}(?:・{_KINDS})*(?:会員)?(?:数)?"
_NUMBER = r"(?:約|およそ)?\s?(?P<n>\d{1,3}(?:,\d{3})+|\d+)\s?(?P<unit>人|名|社|団体|件|口|家族|世帯|組|機関)?"
_FIGURE = re.compile(rf"(?P<kind>{_KIND})(?:が|は|で|:|の)?\s?{_NUMBER}(?![\d,円年月%])")
_NEXT = re.compile(r"\s?(?:、|,|・|と|で、|及び|および|\s|/)\s?")
_LEAD = re.compile(
    r"会員(?:数|の数|の内訳|の状況)?(?:は|が|も|:|\s|、)?\s?(?:[^。、]{0,14}(?:現在|末|時点)(?:で|の|、)?)?、?$"
)
_AS_OF = re.compile("末|現在|時点")
_ASKED = re.compile("会員")
_DIGIT = re.compile(r"\d")


def membership_figures(scene: Scene) -> Iterator[Draft]:
    """``memberCount`` of an association, one for each kind of member that the sentence tells."""
    text = scene.masked.clean.text
    if not scene.japanese or not _DIGIT.search(text):
        return
    asked = scene.discourse.asked
    of_members = asked is not None and _ASKED.search(asked.clean.text) is not None
    for first in _FIGURE.finditer(text):
        low = text.rfind("。", 0, first.start()) + 1
        lead = _LEAD.search(text[low : first.start()])
        if "賛助会員" in text[low : first.start()]:
            continue  # who only helps an association is not its member
        if not lead and not (of_members and "会員" in first["kind"]) and not _after_sum(text, low, first.start()):
            continue
        at = low + lead.start() if lead else first.start()
        body = _body(scene, at)
        if body is None:
            return
        since = next((v for d, v in scene.dates if _AS_OF.match(scene.text, d + 1)), None)
        for figure in _row(text, first):
            yield from _counted(scene, body, figure, since)
        return


def _row(text: str, first: re.Match[str]) -> Iterator[re.Match[str]]:
    """The figures of a row, from its first on."""
    figure: re.Match[str] | None = first
    while figure is not None:
        yield figure
        joined = _NEXT.match(text, figure.end())
        figure = _FIGURE.match(text, joined.end()) if joined else None


def _after_sum(text: str, low: int, at: int) -> bool:
    """Whether a sum of all members stands before their kinds: 会員数は420人(個人384、法人36)."""
    total = re.search(rf"会員(?:数)?(?:は|:|\s)?[^。\d]{{0,12}}{_NUMBER}[(（、]\s?(?:うち)?$", text[low:at])
    return total is not None


def body_of_members(scene: Scene) -> Entity | None:
    """The association whose members a title above counts: the one that it names, else the one spoken of."""
    return _body(scene, 0)


def _body(scene: Scene, at: int) -> Entity | None:
    """The association before a place in the clean text, else the one spoken of, else the one that speaks."""
    ahead = [s.noun for s in scene.of(_BODIES) if s.noun.end <= at and _has_members(s.noun)]
    own = scene.discourse.frame.voice
    if not ahead and own is not None:
        return scene.discourse.minter.known(own)
    above = [n for masked in reversed(scene.discourse.above) for n in masked.nouns]
    told = [n for n in (*above, *scene.discourse.last.values()) if scene.is_a(n, _BODIES) and _has_members(n)]
    named = [*told, *ahead]
    return scene.entity(named[-1]) if named else None


def _has_members(noun: Noun) -> bool:
    return word("association").search(noun.text) is not None


def _counted(scene: Scene, body: Entity, figure: re.Match[str], since: Interval | None) -> Iterator[Draft]:
    spans = [i for i, at in enumerate(scene.masked.at) if figure.start() <= at < figure.end()]
    span = (spans[0], spans[-1] + 1)
    value = Value("Count", figure["n"].replace(",", ""))
    key = (("unit", figure["kind"]),)
    yield from scene.draft(body, "memberCount", value, span, "members-told", since=since, done=True, key=key)
