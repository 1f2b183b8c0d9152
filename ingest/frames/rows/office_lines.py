"""Offices abroad told by the fields of a record or by a line alone, each with the municipality that keeps it.

The record of an office names it, or the project that sets it up (事業名 台北交流事務所の設置), and says by its own
keys who keeps it (実施主体 高梁市), where (設置場所) and since when (開設日). A line of a list says so without
keys: 盛岡市 盛岡市シアトル連絡事務所 平成19年5月開設. What another municipality keeps is not the document's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ...matching.discourse import Discourse
from ...matching.reading import Reading
from ...text.mask import Masked
from ...text.structure import Block
from ..scene import Scene
from .fields import Annotate
from .municipalities import municipalities as those_named
from .municipalities import prefecture_above
from .office_rows import Told, columns, office_told, owner_in, owners_named, seats_in
from .party_rows import said


def office_record(block: Block, discourse: Discourse, reading: Reading, annotate: Annotate) -> Told | None:
    """What the record of an office tells by its keys; none where it names no keeper of its own, or no place."""
    if not block.header_pairs:
        return None
    keys = columns([_squeezed(key) for key in block.header])
    if not {"office_owner", "office_place", "office_opened"} <= keys.keys():
        return None
    owner, place, opened = (block.values[keys[k]] for k in ("office_owner", "office_place", "office_opened"))
    titled = [
        value.text.strip()
        for key, value in zip(block.header, block.values, strict=False)
        if said("office_named").fullmatch(_squeezed(key))
    ]
    names = [name for name in map(_name_of, titled) if name]
    name = next((name for name in names if name in titled), None) or next(iter(names), None)
    owners = owners_named(owner, discourse)
    seats = seats_in(annotate(place), discourse)
    if name is None or not owners or not seats:
        return None
    scene = Scene(annotate(block.text), discourse, reading)
    when = next((when for _, when in _days(annotate(opened))), None)  # 令和元年9月12日(当初は7月の予定)
    over = bool(said("office_over").search(opened.text))
    return office_told(name, owners, seats, when, scene, over=over)


def _squeezed(key: str) -> str:
    return re.sub(r"[\s　]", "", key)


def _name_of(value: str) -> str | None:
    """The office that a value names, or that what it names sets up or runs: 台北交流事務所の設置.

    >>> from enishi.ingest.frames.rows.office_lines import _name_of
    >>> _name_of("台北交流事務所の設置運営事業"), _name_of("国際交流の推進")
    ('台北交流事務所', None)
    """
    name = said("office_work").sub("", re.sub(r"\s?\([^()]*\)$", "", value.strip()))
    return name if said("office_form").search(name) and len(name) < _LONGEST else None


_LONGEST = 40  # characters of an office's name


def office_line(block: Block, discourse: Discourse, reading: Reading, annotate: Annotate) -> Told | None:
    """What a line of a list tells: whose the office is, what it is called, since when; none where it is prose."""
    text = block.text.text
    if block.kind == "heading" or block.header_pairs or len(text) > _LINE or "。" in _ASIDE.sub("", text):
        return None
    if not said("office_line").search(text):
        return None
    masked = annotate(block.text)
    pieces = [m[0] for m in _PIECE.finditer(_OPENS.sub("", _undated(masked)))]
    named = next((n for n, piece in enumerate(pieces[:_AHEAD]) if _is_name(piece)), None)
    if named is None or _PROSE.search("".join(pieces)):
        return None
    name = pieces[named]
    within = prefecture_above(discourse.above)
    ahead = [those_named(piece, discourse, within, sure=False) for piece in pieces[:named]]
    owners = ahead[0] if ahead and ahead[0] else owner_in(name, discourse)
    seats = seats_in(masked, discourse)
    opened = _opened(masked)
    if not owners or not seats or not (opened or _says_offices(discourse)):
        return None
    over = bool(said("office_over").search(text))
    return office_told(name, owners, seats, opened, Scene(masked, discourse, reading), over=over)


_LINE = 90  # characters of such a line
_AHEAD = 3  # pieces before an office's name and it
_ASIDE = re.compile(r"\([^()]*\)")
_OPENS = re.compile(r"^[\s○●◎◆■□◇▪▽▼*・•\-–—(\d).．]*")
_PIECE = re.compile(r"[^\s　|/:：、,()（）]+")
_PROSE = re.compile(r"(?:[一-鿿ァ-ヴー](?:は|が|を|では|には|へは)[^\s]|(?:です|ます|ました|した|する|ある)$)")


def _undated(masked: Masked) -> str:
    """The line with a blank in the place of each date: cleaning has taken those around it away."""
    text = masked.clean.text
    for noun in reversed([n for n in masked.nouns if n.kind == "Date"]):
        text = f"{text[: noun.start]} {text[noun.end :]}"
    return text


def _is_name(piece: str) -> bool:
    return (
        bool(said("office_form").search(piece))
        and len(piece) < _LONGEST
        and not said("office_word").fullmatch(piece)
    )


def _says_offices(discourse: Discourse) -> bool:
    """Whether the list is one of offices, as the line above it says."""
    return any(said("offices_listed").search(line.clean.text) for line in discourse.above[:2])


def _days(masked: Masked) -> Iterator[tuple[int, Interval]]:
    """The dates of a text in order, each with where it ends."""
    return ((n.end, n.value) for n in masked.nouns if n.kind == "Date" and isinstance(n.value, Interval))


def _opened(masked: Masked) -> Interval | None:
    """The date that its opening stands behind, or the only one of the line where it is not closed."""
    text = masked.clean.text
    dated = list(_days(masked))
    for end, when in dated:
        if said("office_opens").match(text, end):
            return when
    return dated[0][1] if len(dated) == 1 and not said("office_over").search(text) else None
