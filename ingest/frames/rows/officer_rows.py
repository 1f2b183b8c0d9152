"""Rows of the officers of a body: 会長 | 秋田市 | 令和5年~令和7年; Vice-President | Den Helder | 2023–2025.

A column tells the post and another who holds it, a city or a body; whose officers they are, the heading tells. A
mayor's post is his city's; of a person without a city nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.dates_text import find_dates
from ....ontology.edtf import Interval, on
from ....ontology.model import Entity
from ...matching.discourse import Discourse
from ...matching.engine import Draft, days
from ...matching.reading import Reading
from ...names.gazetteer import gazetteer
from ...text.clean import Clean
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..scene import Scene
from ..words import word
from .body_rows import body_called
from .fields import Annotate

_POSTS = re.compile(r"役職(?:名)?|職名?|役|役割|Role|Office|Position|Post|Function")
_HOLDERS = re.compile(
    r"(?:役員|担当|就任)?(?:都市|自治体|市町村|団体|機関|所属|構成員|氏名・所属|所属・役職|会員)(?:名)?"
    r"|Held by|Holder|City|Member|Organi[sz]ation|Body|Institution|Represented by"
)
_TERMS = re.compile(r"任期|期間|在任期間|Term(?: of office)?|Period|Years?|Until|Since")
_POST = re.compile(
    r"(?:名誉|副|代表|常任|筆頭|会計)?(?:会長|議長|理事長|理事|監事|監査|幹事長?|委員長|委員|座長|代表|顧問|会計|書記|世話人)(?:都市|市|団体)?"
    r"|事務局長?|(?i:(?:vice[- ]|deputy |co-|honorary |first |second |immediate past )*"
    r"(?:president|chair(?:man|person|woman)?|treasurer|secretary(?:[- ]general)?|auditor|board member|director))"
    r"|(?:Executive|Steering|Management) Committee member|Lead (?:city|partner)"
)
_MAYOR = re.compile(r"(?:市|区|町|村)?長$|^(?:Lord )?Mayor of ")
_BODIES = "CityNetwork|Alliance|Foundation|Organization|InternationalOrganization"
_SPAN = re.compile(r"((?:19|20)\d\d)\s?[~～〜–—-]\s?((?:19|20)\d\d)?")


def officer_rows(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Masked, Draft]]:
    """``holdsRole`` and ``roleIn`` of the officers that rows name."""
    cells = _cells(block)
    if cells is None:
        return
    shown, holder, term = cells
    scene = Scene(annotate(block.text), discourse, reading)
    who = _holder(holder, annotate, scene)
    body = _body(scene)
    if who is None or body is None:
        return
    minter = discourse.minter
    gap = "" if scene.japanese else " "
    role = minter.named("Role", f"{body.name(discourse.frame.lang)}{gap}{shown}", (shown,), scope=body.iri)
    begun, ended = _term(term)
    span = (0, len(scene.text))
    for subject, relation, thing in ((who, "holdsRole", role), (role, "roleIn", body)):
        for draft in scene.draft(
            subject, relation, thing, span, "officer-row", since=begun, until=ended, done=True
        ):
            yield scene.masked, draft


def _cells(block: Block) -> tuple[str, Clean, str] | None:
    """The post that a row tells, the cell of who holds it, and the words for the term."""
    if block.kind != "row" or block.header_pairs or len(block.cells) > len(block.header):
        return None
    titles = [
        title.strip() for title in block.header[: len(block.cells)]
    ]  # a last cell that is empty may be missing
    at = next((n for n, title in enumerate(titles) if _POSTS.fullmatch(title)), None)
    by = next((n for n, title in enumerate(titles) if n != at and _HOLDERS.fullmatch(title)), None)
    if at is None or by is None or not _POST.fullmatch(block.cells[at].text.strip()):
        return None
    term = next((n for n, title in enumerate(titles) if _TERMS.fullmatch(title)), None)
    return block.cells[at].text.strip(), block.cells[by], block.cells[term].text if term is not None else ""


def _holder(cell: Clean, annotate: Annotate, scene: Scene) -> Entity | None:
    """The city or the body that a cell names."""
    text = cell.text.strip()
    masked = annotate(cell)
    bare = _MAYOR.sub("", text)
    for noun in masked.nouns:
        whole = noun.text in (text, bare, f"{bare}市") or text in (f"{noun.text}市", f"{noun.text}長")
        if whole and scene.is_a(noun, "City|Prefecture|Self|University|Organization|Alliance|Foundation"):
            return scene.entity(noun)
    if listed := [e for e in gazetteer().lookup(text) if e.kind == "City"]:
        return scene.discourse.minter.also_called(listed[0], text)
    called = body_called(text) or (Noun(0, 0, "Organization", text) if word("body_form").fullmatch(text) else None)
    return scene.discourse.minter.entity(called) if called else None


def _body(scene: Scene) -> Entity | None:
    """The body that a heading names, nearest first, else the one that the document speaks for."""
    above = [n for masked in scene.discourse.above for n in masked.nouns if scene.is_a(n, _BODIES)]
    if above:  # 実行委員会の構成, of the …実行委員会 of the title
        return scene.entity(next((n for n in reversed(above) if n.text.endswith(above[0].text)), above[0]))
    voice = scene.discourse.frame.voice
    return scene.discourse.minter.known(voice) if voice is not None else None


def _term(words: str) -> tuple[Interval | None, Interval | None]:
    """When a term begins and ends: 2023–2025, 令和5年~令和7年."""
    if told := _SPAN.search(words):
        return on(int(told[1])), on(int(told[2])) if told[2] else None
    found = [m.interval for m in find_dates(words) if m.interval is not None]
    if len(found) == 1 and found[0].precision == "range":
        return days(found[0])
    return (found[0], found[1] if len(found) > 1 else None) if found else (None, None)
