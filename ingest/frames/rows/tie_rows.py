"""Rows of tables of ties: the city in one cell, since when in another, of which kind in a third or in the title.

What a column says goes before what the whole line might mean: the date in the cell for it is the tie's, whatever
dates a remark tells, and a kind that is none of a tie (行政交流, an agreement on education) makes the row none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.discourse import NOT_SO_CALLED, asks
from ...matching.reading import Reading
from ...matching.standing import Standing
from ...text.mask import Masked, Noun
from ..parties import government
from ..scene import Scene
from ..words import word

if TYPE_CHECKING:
    from .tables import Row

_PARTNER = "City|Prefecture|Region"
_DASH = re.compile(r"[-‐–—―ー−\s]+|未定|[Nn]one|[Nn]/[Aa]")


def of_ties(
    row: Row, scene: Scene, reading: Reading, head: Noun, *, keyed: bool
) -> Iterator[tuple[Entity | None, str, Entity | None, Interval | None]]:
    """The city whose ties the table tells, relation, partner and date of each tie of a row.

    The partners are marked as told by columns.
    """
    context = tie_around(scene) or (scene.discourse.plain_tie if keyed else None)
    since = row.date("tied")
    if since is None and context is not None and not (keyed and scene.japanese):
        since = row.date("opened")
    if since is None and "tied" in row.cells and _DASH.fullmatch(row.cells["tied"].clean.text):
        if (unsigned := scene.entity(head)) is not None:
            scene.discourse.by_columns.add(unsigned.iri)  # nothing was signed, whatever the list is called
        return
    if since is None or scene.at_home(head) or ("project" in row.cells or "held" in row.cells):
        return
    partners = [n for role in ("name", "city") for n in row.nouns(role, reading, _PARTNER)] or [head]
    partners = [n for n in partners if not scene.is_own(n) and n.kind == head.kind and not _holds_another(n, row)]
    relation = _kind(row, scene, reading, context)
    home = reading.home_of(scene.place) if isinstance(reading, Standing) else scene.owner
    for noun in partners:
        entity = government(scene, scene.entity(noun))
        if entity is None or entity.iri in scene.discourse.by_columns:
            continue
        if relation is not None or "kind" in row.cells:
            scene.discourse.by_columns.add(entity.iri)
        if relation is not None:
            yield home, relation, entity, since


def _holds_another(noun: Noun, row: Row) -> bool:
    """Whether a cell's province is only where its place lies: オレゴン州クラカマス郡."""
    if noun.kind not in ("Region", "Prefecture"):
        return False
    cells = [row.cells[role].clean.text for role in ("name", "city") if role in row.cells]
    return any(c[noun.start : noun.end] == noun.text and _NAME_ON.match(c, noun.end) for c in cells)


_NAME_ON = re.compile(r"\s?[一-鿿ァ-ヴ](?<![と及])")


def tie_around(scene: Scene) -> Noun | None:
    """The word for a tie that the passage, or a heading above it, speaks of."""
    said = (scene.discourse.tie, scene.discourse.last.get("Tie"))
    return next((n for n in said if n is not None and not _TITLE.fullmatch(n.text)), None) or listed_tie(scene)


_TITLE = re.compile("[Pp]artners?")  # of the column for the other party


def listed_tie(scene: Scene, *, titles: bool = False) -> Noun | None:
    """The word for a tie in what stands above: the list's lead, a heading; of ``titles`` none that asks.

    Q1 姉妹都市はありますか: the answer may say that they are called something else.
    """
    above = (m for m in scene.discourse.above if not (titles and asks(m.clean.text)))
    return next((n for m in above for n in _ties(m)), None)


_LISTS = re.compile("(?:次|以下|下記|左記|下|下の表|次の表)の(?!よう|とおり)|次のとおり|以下のとおり")


def _ties(line: Masked) -> list[Noun]:
    """The words for a tie in a line above a list but those that it says are not used, of what it lists first."""
    found = [(at, line.nouns[n]) for at, n in sorted(line.index.items()) if line.nouns[n].kind == "Tie"]
    found = [(at, noun) for at, noun in found if not NOT_SO_CALLED.match(line.text, at + 1)]
    lists = [m.start() for m in _LISTS.finditer(line.text)]
    if lists:
        start = line.text.rfind("。", 0, lists[-1])
        found.sort(key=lambda pair: pair[0] < start)
    return [noun for _, noun in found]


def _kind(row: Row, scene: Scene, reading: Reading, context: Noun | None) -> str | None:
    """The kind of tie that a row is about: of its own cell, of its only word for one, of the title."""
    if "kind" in row.cells:
        told = [n.value for n in row.nouns("kind", reading, "Tie")]
        if told and isinstance(told[0], str):
            return told[0]
        words = row.cells["kind"].clean.text
        return "agreementWith" if word("agreement").search(words) or word("kind_pact").search(words) else None
    own = {n.value for n in scene.masked.nouns if n.kind == "Tie"}
    if not own and "content" in row.cells and listed_tie(scene, titles=True) is None:
        return None  # what the rows before told of theirs is not this row's: 作品展を開催
    value = own.pop() if len(own) == 1 else context.value if context is not None else None
    return value if isinstance(value, str) else None
