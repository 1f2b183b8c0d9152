"""What a document says of itself: the city it speaks for, the date it speaks for, its title and language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..ontology.edtf import Interval
from ..ontology.model import Entity, Lang
from .mask import Masked, Noun
from .structure import Block

_OF_ITSELF = re.compile(r"(?:事業概要|年報|概要|報告書?|運営方針|要覧|市政概要|白書|アニュアルレポート|annual report)", re.I)


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for a whole document."""

    owner: Entity | None
    as_of: Interval | None
    title: str
    lang: Lang


def language(text: str) -> Lang:
    """``ja`` where at least a tenth of the letters are Japanese."""
    japanese = len(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", text))
    return "ja" if japanese * 10 >= len(re.findall(r"\w", text)) else "en"


def frame(text: str, blocks: Sequence[Block], masked: Sequence[Sequence[Masked]]) -> Frame:
    """The frame of a document, from its blocks and their masked sentences (one list a block)."""
    return Frame(_owner(blocks, masked), _as_of(blocks, masked), _title(blocks), language(text))


def _title(blocks: Sequence[Block]) -> str:
    """The first heading, else the first line; a bureau's name alone takes the next one along."""
    shown = [b.text.text for b in blocks[:6]]
    if not shown:
        return ""
    first = next((b.text.text for b in blocks[:6] if b.kind == "heading" and b.level <= 2), shown[0])
    return first if len(first) > 6 or len(shown) < 2 else f"{first} {shown[1]}"[:80]


def _owner(blocks: Sequence[Block], masked: Sequence[Sequence[Masked]]) -> Entity | None:
    """The city that says 本市: the home city named most, names in the first lines and of offices weighing more."""
    weight: Counter[str] = Counter()
    entities: dict[str, Entity] = {}
    for number, sentences in enumerate(masked):
        boost = 6 if number < 3 or (blocks[number].kind == "heading" and blocks[number].level <= 2) else 1
        for sentence in sentences:
            for place, noun in enumerate(sentence.nouns):
                for city in _cities(noun):
                    entities.setdefault(city.iri, city)
                    after = sentence.clean.text[noun.end : noun.end + 2]
                    subject = 3 if after[:1] in ("は", "が", "で") and place == 0 else 1
                    weight[city.iri] += boost * subject
    home = {iri: w for iri, w in weight.items() if _is_home(entities[iri])}
    if not home:
        home = dict(weight)
    return entities[max(home, key=lambda iri: (home[iri], iri))] if home else None


def _cities(noun: Noun) -> list[Entity]:
    found = [noun.entities[0]] if noun.kind == "City" and noun.entities else []
    return found + [city for part in noun.parts for city in _cities(part)]


def _is_home(city: Entity) -> bool:
    """Whether a city is a Japanese one: the software reads Japanese cities' reports first of all."""
    return dict(city.attributes).get("countryCode") == "JP"


def _as_of(blocks: Sequence[Block], masked: Sequence[Sequence[Masked]]) -> Interval | None:
    """The fiscal year or date of the document: the title's, else the latest fiscal year it reports in."""
    for number, sentences in enumerate(masked[:8]):
        for sentence in sentences:
            for noun in sentence.nouns:
                whole = blocks[number].text.text
                if isinstance(noun.value, Interval) and noun.kind in ("FiscalYear", "Date") and (
                    _OF_ITSELF.search(whole) or (len(whole) < 40 and number < 4)
                ):
                    return noun.value
    years = [
        noun.value
        for sentences in masked
        for sentence in sentences
        for noun in sentence.nouns
        if noun.kind == "FiscalYear" and isinstance(noun.value, Interval) and noun.value.earliest
    ]
    if not years:
        return None
    counted = Counter(str(y) for y in years)
    recent = max((y for y in years if counted[str(y)] >= 1), key=lambda y: str(y.earliest))
    return recent
