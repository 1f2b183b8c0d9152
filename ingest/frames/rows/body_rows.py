"""What a row or a record tells of a body besides its beginning: how many members, in which house, of what a member.

会員 412名, 事務局 市役所内, 加盟 国際団体連絡会: the key says what the words are, so they may be any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ....ontology.model import Entity, Value
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...text.mask import Noun
from ..scene import Scene
from ..words import word
from .cell_bodies import bodies_of

if TYPE_CHECKING:
    from .tables import Row

_KINDS = (  # of a body or a house that no list knows, by the end of its name
    ("Office", re.compile(r"(?:事務所|駐在所|オフィス|代表部|デスク)$|\b(?:Office|Desk|Bureau|Representation)$")),
    ("Facility", re.compile(r"\b(?:Cent(?:re|er)|Museum|House|Hall|Library|Garden|Pavilion|Lounge|Park)$")),
    (
        "Organization",
        re.compile(r"\b(?:Association|Society|Committee|Council|Foundation|Trust|Club|Alliance|Fund|League)$"),
    ),
)


def body_called(words: str) -> Noun | None:
    """The body or the house that words are the name of by their end: 国際交流サロン, *Harbour Europe Desk*."""
    words = re.sub(r"\s*\([^()]*\)$", "", words).strip("「」『』 　*・")
    if not 3 < len(words) < _LONGEST or re.search(r"[。、!?]|[をがは](?=[一-鿿])", words):
        return None
    kind = next((kind for kind, form in _KINDS if form.search(words)), None)
    if kind is None and word("association").search(words):
        kind = "Organization"
    if kind is None and word("hall_ends").search(words) and not word("bare_hall").fullmatch(words):
        kind = "Facility"
    return Noun(0, 0, kind, words) if kind else None


_LONGEST = 50
_COUNT = re.compile(
    r"(?:計|約|総数)?\s?(?P<n>\d{1,3}(?:,\d{3})+|\d+)\s?(?:人|名|団体|社|会員|members?|people|persons|clubs|organi[sz]ations)?"
    r"(?:\s?[(（](?P<aside>[^()（）]*)[)）])?"
)
_INSIDE = re.compile(r"(?P<house>[^\s、。()（）]{3,30}?)(?:の)?(?:内|\d+階)?")
_HOUSE_EN = re.compile(
    r"(?:[A-Z][\w’'.-]* ){1,5}(?:Hall|House|Library|Cent(?:re|er)|Museum|Building|Tower|Theat(?:re|er)|Castle)"
)
_OFFICE = re.compile(r"(?:役所|役場|庁舎|支庁|会議所|[課室係局])$")


def of_body(row: Row, scene: Scene, reading: Reading, body: Entity) -> Iterator[Draft]:
    """``memberCount``, ``locatedIn`` and ``memberOf`` of a body that a row or a record is about."""
    span = (0, len(scene.text))
    if "members" in row.cells and (counted := count_in(row.words("members"))):
        yield from scene.draft(body, "memberCount", Value("Count", counted), span, "by-columns", done=True)
    for role in ("seat", "place", "building"):
        if house := house_of(row, role):
            place = scene.discourse.minter.named("Facility", house)
            yield from scene.draft(body, "locatedIn", place, span, "by-columns")
    for network in bodies_of(row, "joined", reading) if row.date("joined") is None else ():
        if network.kind in ("CityNetwork", "Alliance") or word("association").search(network.text):
            joined = scene.entity(network) or scene.discourse.minter.entity(network)
            yield from scene.draft(body, "memberOf", joined, span, "by-columns")


def house_of(row: Row, role: str) -> str | None:
    """The house whose name is all that the cell of a role says."""
    return house_in(row.words(role)) if role in row.cells else None


def house_in(words: str) -> str | None:
    """The house that words are the name of: 市民会館内, 市役所国際課内, *Leeds Town Hall*.

    >>> from enishi.ingest.frames.rows.body_rows import house_in
    >>> house_in("市民会館内"), house_in("市内"), house_in("Old Town Hall")
    ('市民会館', None, 'Old Town Hall')
    """
    if _HOUSE_EN.fullmatch(words):
        return words
    told = _INSIDE.fullmatch(words)
    if told is None or word("no_hall").search(told["house"]):
        return None
    hall = word("hall_ends").search(told["house"]) or _OFFICE.search(told["house"])
    return told["house"] if hall else None


def count_in(words: str) -> str | None:
    """The one number that words tell: 412名, about 420 members.

    >>> from enishi.ingest.frames.rows.body_rows import count_in
    >>> count_in("1,412名"), count_in("個人12、団体3")
    ('1412', None)
    """
    told = _COUNT.fullmatch(words.strip())
    return told["n"].replace(",", "") if told else None
