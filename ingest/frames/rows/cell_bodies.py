"""The bodies that a field names: it is cut where it enumerates, and each piece is a name, whole, known or not.

有限会社そおリサイクル、合作株式会社 names two; 北九州市(環境局) the city, whose bureau an aside tells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...matching.reading import Reading
from ...text.mask import Noun

if TYPE_CHECKING:
    from .tables import Row

_PARTED = re.compile(  # Chamber of Commerce and Industry is one body
    r"[、,;；]\s?|及び|\s?/\s?|(?: and | & )(?!(?:Cultural|Community|Visitors?|Heritage|Arts?|History|Science"
    r"|Research|Conference|Exhibition|Industry|Commerce|Trade|Tourism|Culture|Education|Development)(?: C|$))"
)
_ASIDE = re.compile(r"\s*\([^()]*\)|(?:ほか|他|など|等)$|^(?:the|The) ")
_COMPANY = re.compile(r"株式会社|有限会社|\(株\)|\(有\)|\b(?:Ltd|Inc|GmbH|Corp)\b")
_SENTENCE = re.compile(r"[。!?！？]|(?:し|され|まし)た$|^(?:未定|なし|公募|検討|同上|同|[-—―－])")
_NOBODY = re.compile(
    r"公募中|選定中|検討中|未定|調整中|(?i:\bto be (?:selected|decided|confirmed)\b|\btbd\b|\btbc\b)"
)
_GOVERNMENT = re.compile(r"^(?:[Tt]he )?(?:City|Municipality|Town|Borough|Region|Province|Government) of (?:the )?")
_CAMPUS = re.compile(r"(?:校|キャンパス)$")
_LONGEST = 50
_MOST = 0.6  # of a piece that a noun in it must take up to be what it names


def bodies_of(row: Row, role: str, reading: Reading) -> list[Noun]:
    """The bodies of the cell for a role, in order."""
    cell = row.cells.get(role)
    if cell is None or _NOBODY.search(cell.clean.text):
        return []
    text = cell.clean.text
    nouns = [
        n
        for n in row.nouns(role, reading, "Agent|Self")
        if text.count("(", 0, n.start) == text.count(")", 0, n.start)
    ]
    found: list[Noun] = []
    for piece in _PARTED.split(_ASIDE.sub("", row.words(role))):
        name = piece.strip(" 　・。")
        inside = [n for n in nouns if text[n.start : n.end] in name]
        least = _MOST * len(_GOVERNMENT.sub("", name))
        if _CAMPUS.search(name) and any(n.kind == "University" for n in inside):
            found.append(Noun(0, 0, "University", name))
        elif most := [n for n in inside if n.end - n.start >= least or n.kind == "Self"]:
            found += [_whole(noun, name) for noun in most]
        elif inside and "・" in name:
            found += inside
        elif 2 < len(name) <= _LONGEST and not _SENTENCE.search(name) and re.search(r"[^\W\d]", name):
            found.append(Noun(0, 0, _kind(name), name))
    return found


def _whole(noun: Noun, name: str) -> Noun:
    """A body that no list knows by all of its name: 県 before 国際交流団体連絡会."""
    told = noun.kind != "Self" and not noun.entities and noun.text != name and name.endswith(noun.text)
    before = name.removesuffix(noun.text)
    return noun._replace(text=name) if told and _PROPER.fullmatch(before) else noun


_PROPER = re.compile(r"[一-鿿ァ-ヴーぁ-ん]{1,12}(?<![とのやはがにをも])")


def _kind(name: str) -> str:
    if _COMPANY.search(name):
        return "Company"
    return "University" if re.search(r"大学$|\bUniversity\b", name) else "Organization"
