"""Whose paper the first lines say a document is: a city's that they spell in kana; or a network's or a mission's,
so no city's.

広報かけがわ is of Kakegawa, whichever city the text below names with its 市. A network's bulletin speaks for none
of its members, a consulate's letter for none of those that it writes of, wherever its office is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ontology.model import Entity
from ..names.kana import romaji
from ..names.recognise import Recogniser
from ..text.called import in_small_letters
from ..text.structure import Block

_HEAD = 3  # lines that may give a paper's name
_LINE = 100  # characters of one that does
_OPENS = 4  # characters within which a name opens a line
_PAPER = re.compile(
    r"\b(?:secretariat|members['’]|bulletin|newsletter|news|circular|announces?|report|congress"
    r"|in brief|e-?mail edition|member (?:cities|towns|municipalities)|(?:our|its|their) members)\b"
    r"|[>|:] ?(?:our )?members?(?:hip)?\s*$"
    r"|事務局|会報|ニュース|通信",
    re.I | re.M,
)
_IN_KANA = re.compile(  # 広報かけがわ, 国際交流だより ひめじ
    r"(?:[^\sぁ-ゖ]{0,12}(?:広報|市報|町報|市政|交流|国際|協会|通信|だより|ニュース))?[\s　「『・]{0,2}"
    r"(?P<name>[ぁ-ゖ]{3,9}?)(?=$|[^ぁ-ゖ]|だより)"
)
_GAZETTE = re.compile(r"\W{0,2}(?:広報|市報|町報)")
_NETWORK = re.compile(  # by its form: the League of Historical Cities, 世界歴史都市連盟
    r"[^\w]{0,3}(?:The )?(?:[A-Z][\w-]+ ){0,3}(?:League|Network|Union|Alliance|Organi[sz]ation) of (?:the )?"
    r"(?:[A-Z][\w-]+ ){0,4}(?:Cities|Towns|Municipalities|Mayors|Ports|Local Governments)\b"
    r"|[^\w]{0,3}(?:The )?(?!Sister|Twin|Friend)(?:[A-Z][\w-]+ (?:and )?){1,4}(?:Cities|Mayors)"
    r" (?:Network|League|Union|Alliance|Partnership|Coalition|Initiative|Compact|Platform)\b"
    r"|[^\w]{0,3}(?!姉妹|友好)[一-鿿ァ-ヴー]{2,12}(?:都市|首長|市長|自治体)[一-鿿]{0,4}"
    r"(?:会議|連盟|連合|機構|ネットワーク)(?!と|の中の)"
)
_NAMES = r"[A-Z][\w.'’-]*(?: (?:(?:of|and|the) )?[A-Z][\w.'’-]*){0,4}"
_MISSION = re.compile(  # Letter from the Consul-General of Japan in Perth: the head of a mission's paper, no more
    r"\W{0,3}(?:(?:(?:A|The|Monthly|Annual) )?"
    r"(?:[Ll]etter|[Nn]ews(?:letter)?|[Mm]essage|[Rr]eport|[Bb]ulletin|[Nn]otes)(?: from| of| by)? )?"
    r"(?:[Ff]rom )?(?:[Tt]he )?(?:(?!Visit)[A-Z][a-z]+ )?(?:Honorary )?"
    r"(?:Embassy|Consulate(?:[- ]General)?|Consul(?:[- ]General)?|Ambassador|High Commission(?:er)?)(?:['’]s)?"
    rf"(?: of (?:the )?{_NAMES})?(?:,? (?:in|at|to|for) (?:the )?{_NAMES})?"
    r"(?:,? (?i:(?:monthly |annual )?(?:news(?:letter)?|letter|bulletin|report|message|notes))\b.{0,40})?"
    r"(?:,? (?i:no|nr|vol|issue|number)\.? ?\d{1,4}\b)?(?:,? (?:[\w.]+ ){0,2}\d{4})?\W{0,3}(?:[|:–—,(-] .{0,40})?"
)
_MISSION_JA = re.compile(  # 在ポルトガル日本国大使館; 在瀋陽日本国総領事館だより 第3号
    r"\W{0,3}在[一-鿿ァ-ヴー・]{1,14}?(?:日本国?)?(?:大使館|総領事館|領事館|領事事務所|政府代表部)"
    r"(?:[\s　・のから/|](?!.*(?:について|休館)).{0,24}|\([^()]{1,16}\)|だより.{0,12}|便り.{0,12})?"
)
_CAPITALS = re.compile(r"(?:[A-Z&][A-Z&'’.,–-]+\s){2,}(?=[A-Z][a-z])")
_OURS = re.compile(r"(?<![見日])本市|(?<!担)当市|\b[Oo]ur (?:city|town)\b")


def headed_in_kana(blocks: Sequence[Block], whole: str, recogniser: Recogniser) -> Entity | None:
    """The Japanese city whose name a paper's head gives in kana, as 広報かけがわ does.

    The text below says which one is meant in kanji, unless a gazette names one that has no namesake.
    """
    for block in blocks[:_HEAD]:
        told = _IN_KANA.match(block.text.text)
        spelt = romaji(told["name"]) if told else ""
        found = recogniser.lookup(spelt) if spelt else []
        cities = [c for c in found if c.kind == "City" and c.country == "JP"]
        said = [c for c in cities if c.name("ja").rstrip("市町村") in whole]
        if said or (len(cities) == 1 and _GAZETTE.match(block.text.text)):
            return (said or cities)[0]
    return None


def of_a_network(blocks: Sequence[Block], recogniser: Recogniser) -> bool:
    """Whether a document is a network's paper, by what its first lines open with and what they call it.

    Where the first line itself is that of the paper, that is enough; one further down needs a text that speaks
    for no city.
    """
    top = [line for b in blocks[:_HEAD] if len(b.text.text) <= _LINE for line in _parted(b.text.text)]
    opens = [_opens_with_network(line, recogniser) for line in top]
    if any(told and _PAPER.search(line) for told, line in zip(opens[:1], top, strict=False)):
        return True
    if not any(opens) or not _PAPER.search("\n".join(top)):
        return False
    speaks = any(_OURS.search(block.text.text) for block in blocks)
    return not speaks and not _names_city(top, recogniser)


def names_network_below(blocks: Sequence[Block], recogniser: Recogniser) -> bool:
    """Whether a network's paper has its name further down, below lines that name no city and no table."""
    for block in blocks[: 2 * _HEAD]:
        line = block.text.text
        if block.kind == "row":
            return False
        if len(line) <= _LINE and _opens_with_network(line, recogniser) and _PAPER.search(line):
            return True
        if any(f.kind == "City" for f in recogniser.find(in_small_letters(line))):
            return False
    return False


def of_a_mission(blocks: Sequence[Block]) -> bool:
    """Whether a document is an embassy's or a consulate's paper: it speaks for no city, its own neither."""
    lines = [in_small_letters(block.text.text) for block in blocks[:_HEAD] if len(block.text.text) <= _LINE]
    return any(_MISSION.fullmatch(line) or _MISSION_JA.fullmatch(line) for line in lines)


def _parted(line: str) -> list[str]:
    """A line, or two where one in capitals was joined to what stands below it."""
    told = _CAPITALS.match(line)
    return [told[0], line[told.end() :]] if told else [line]


def _opens_with_network(line: str, recogniser: Recogniser) -> bool:
    found = next(iter(recogniser.find(line)), None)
    known = found is not None and found.kind == "CityNetwork" and found.start < _OPENS
    return known or bool(_NETWORK.match(in_small_letters(line)))


def _names_city(lines: Sequence[str], recogniser: Recogniser) -> bool:
    """Whether a paper's first lines name a city, but for the place and day at their end."""
    return any(f.kind == "City" and f.start < _OPENS for line in lines for f in recogniser.find(line))
