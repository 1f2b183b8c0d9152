"""Whose ties a section or a line tells, where it is not the document's own city's.

*Ties of Chiang Mai Province (for information)*, 参考 茨城県の提携, 県のあゆみから: what stands below such a heading
is the other party's, and so is a line that opens with it: 石川県、中国の江蘇省と友好交流の協定.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..ontology.model import Entity
from .gazetteer import Reference, gazetteer
from .mask import Masked, Noun
from .mint import Minter

_OWNS = re.compile(
    r"^[^\ue000-\uf8ff。]{0,12}(?:[\ue000-\uf8ff]{1,2}[、・:]?)?(?P<who>[\ue000-\uf8ff])(?:自身|独自|分)?"
    r"(?:の|[\s　]|が|による|関係)"
    r"(?![^。]{0,4}(?:市町村|各市|自治体|都市一覧|市の|内))[^。]{0,16}?"
    r"(?:提携|[\ue000-\uf8ff]|姉妹|友好|交流|海外|国際|事務所|拠点|窓口|あゆみ|歩み|加盟|協定|覚書|相手)"
)
_OF = re.compile(
    r"\b(?:[Tt]ies|[Ll]inks|[Tt]wins?|[\ue000-\uf8ff]s?|[Pp]artners(?:hips)?|[Oo]ffices?|[Mm]emberships?|[Aa]greements?|[Rr]elations"
    r"|[Cc]onnections|[Ff]riends) (?:of|held by|kept by) (?:the )?(?:[Cc]ity of )?(?P<who>[\ue000-\uf8ff])"
)
_BY_FORM = re.compile(
    r"\b(?:of|by) (?:the )?"
    r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2} (?:Province|County|State|Prefecture|Region|Oblast))\b"
)
_BARE = re.compile(
    r"^\W{0,3}(?:\d{1,2}\W{1,2})?(?:参考\W{0,2})?(?P<what>[県府道])(?:の|関係)(?:あゆみ|歩み|提携|姉妹|友好|国際|海外|交流)"
)
_LINE = re.compile(
    r"^(?:[\ue000-\uf8ff][\s(]{0,3}){0,3}[)\s]{0,3}(?P<who>[\ue000-\uf8ff])(?:自身|独自)?(?:も|は|では|が|、)(?=[^。]{0,40}(?:と|との)[^。]{0,24}(?:提携|協定|覚書|調印|[\ue000-\uf8ff]))"
)
_JAPANESE = re.compile("[\u3040-\u30ff]|[\u4e00-\u9fff]")
_GOVERNS = frozenset(["City", "Prefecture", "Region", "Ward"])


def of_section(heads: Sequence[Masked], owner: Entity | None, minter: Minter) -> Entity | None:
    """The party whose ties a section tells, by the line that leads its list or the heading nearest to it."""
    for head in heads:
        if len(head.clean.text) > _LONGEST or "。" in head.clean.text.rstrip("。"):
            continue
        for found in _named(head, owner, minter):
            return found
    return None


_PAIR = re.compile(
    r"^(?:[\ue000-\uf8ff][\s|(]{0,3}){0,3}[)\s|]{0,3}(?P<who>[\ue000-\uf8ff])(?:市|町|村)?(?:と|は、?|が、?|、)"
    r"(?:[\ue000-\uf8ff](?:の|・))?(?P<other>[\ue000-\uf8ff])(?:市|町|村)?(?:\([^()]*\))?(?:が|と|は)"
    r"(?=[^。、]{0,12}(?:提携|縁組|[\ue000-\uf8ff](?:に|と|を|の)))"
)
_LONGEST = 90


def _named(head: Masked, owner: Entity | None, minter: Minter) -> Iterator[Entity]:
    japanese = _JAPANESE.search(head.clean.text) is not None
    for pattern in (_OWNS,) if japanese else (_OF,):
        if (match := pattern.search(head.text)) and (noun := head.noun_at(match.start("who"))):
            yield from _other(noun, owner, minter)
            if noun.kind in _GOVERNS:
                return
    if (match := _BY_FORM.search(head.clean.text)) and owner is not None and not _is(match[1], owner):
        yield minter.named("SubnationalGovernment", match[1])
    if _BARE.match(head.text) and owner is not None and owner.kind == "City":
        yield from (minter.known(e) for e in _prefecture_of(owner))


def of_line(sentence: Masked, owner: Entity | None, minter: Minter) -> Entity | None:
    """The prefecture that a line opens with as the party whose tie it tells; in a prefecture's paper, the city.

    那覇市とホノルル市が姉妹都市になる in a chronology of 沖縄県 is 那覇市's.
    """
    if owner is None or len(sentence.nouns) < 2:
        return None
    of_prefecture = owner.kind == "Prefecture"
    match = (_PAIR if of_prefecture else _LINE).match(sentence.text)
    noun = sentence.noun_at(match.start("who")) if match else None
    if noun is None or noun.kind != ("City" if of_prefecture else "Prefecture"):
        return None
    if match and of_prefecture:
        other = sentence.noun_at(match.start("other"))
        if other is None or next(_other(other, owner, minter), None) is not None or other.kind == "Self":
            return None
    return next(_other(noun, owner, minter), None)


def _other(noun: Noun, owner: Entity | None, minter: Minter) -> Iterator[Entity]:
    """The party that a noun names, if it lies in the owner's country and is not the owner."""
    if noun.kind not in _GOVERNS or not noun.entities or owner is None:
        return
    lands = [dict(e.attributes).get("countryCode") for e in (noun.entities[0], owner)]
    if noun.entities[0].iri != owner.iri and lands[0] == lands[1]:
        yield minter.known(noun.entities[0])


def _is(name: str, owner: Entity) -> bool:
    return any(n.text == name for n in owner.names)


def _prefecture_of(city: Entity) -> Iterator[Entity]:
    """The prefecture that a Japanese city lies in."""
    within = dict(city.attributes).get("within", "jp-")
    table = gazetteer().tables["M"]
    start = within.removeprefix("jp").encode() + b"\t"
    for number, line in enumerate(table.lines):
        if line.startswith(start):
            yield gazetteer().known(Reference("b", "M", number)).entity
            return
