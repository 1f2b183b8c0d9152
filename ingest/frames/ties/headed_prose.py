"""Entries in prose that open with their city, which no sentence repeats: 松崎町(静岡県) 昭和53年から姉妹都市。

The block opens with the city and, in brackets, where it lies, or stands below a heading that is no more. Each tie
and each agreement that it tells without another party is with that city, since the last date before it:
2005年に応援協定、2020年1月29日に姉妹都市の調印。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ...text.mask import Masked, Noun
from ..parties import government
from ..scene import Scene
from .tie_words import spoken_spots

_OPENS = re.compile(
    r"[^\w\ue000-\uf8ff]{0,3}(?P<city>[\ue000-\uf8ff])(?:市|町|村)?\((?=[^()]*[\ue000-\uf8ff])[^()]{1,24}\)\s?"
    r"(?=[\ue000-\uf8ff一-鿿ァ-ヴA-Z0-9])"
)
_BEGAN = re.compile(
    r"(?:の?(?:関係|縁|提携|盟約|縁組|協定|約束|契り|絆))?(?:(?:と|に)(?:な[りっ]|仲間入)|に(?:。|$)|の?(?:調印|提携|締結)|を?(?:結[びん]|締結|提携|交わ)|、|。|$)"
)
_SIGNED = re.compile(r"(?:を|に|の)?(?:結[びん]|締結|調印|交わ|署名)|、|。|$")
_HEADING = re.compile(  # ■ピアチェンツァ市(イタリア); 【中国】威海市; 2. ドイツ・ヴュルツブルク市
    r"(?:[^\w\ue000-\uf8ff]|\d{1,2}[.)、\s]){0,4}(?:[\ue000-\uf8ff][】\])・\s]{1,2}){0,2}(?P<city>[\ue000-\uf8ff])(?:市|町|村|州|省)?"
    r"(?:\s?[A-ZÀ-Þ][A-Za-zÀ-ÿ.'’ -]{2,30})?"
    r"\s?(?:[(〔【][^()]{1,24}[)〕】]|[/／|,、]\s?[\ue000-\uf8ff])?\s?(?:[\ue000-\uf8ff])?"
)
_FIELD = re.compile(r"(?:の?提携)?[\s|:：(]{1,4}(?=[\ue000-\uf8ff])")  # 提携 姉妹都市 1961年9月19日, below its city
_PARTIES = "City|Region|Country|University|Port|Organization"
_WITH = re.compile(r"(?:\([^()]*\))?(?:と|、|や|及び)")


def heads_prose(first: Masked) -> Noun | None:
    """The city that a block opens with as an entry does, where it goes on in prose."""
    told = _OPENS.match(first.text)
    noun = first.noun_at(told.start("city")) if told and "。" in first.text else None
    return noun if noun is not None and noun.kind == "City" else None


def headed_by(heading: Masked) -> Noun | None:
    """The city or province abroad that a heading is an entry of, with no more than where it lies."""
    told = _HEADING.fullmatch(heading.text)
    noun = heading.noun_at(told.start("city")) if told else None
    return noun if noun is not None and noun.kind in ("City", "Region") else None


def headed_prose(scene: Scene) -> Iterator[Draft]:
    """The ties and agreements of an entry's city, each since the date before it."""
    head = scene.discourse.headed
    if head is None or scene.is_own(head):
        return
    opens = _OPENS.match(scene.text)
    low = opens.end() if opens else 0
    below = scene.discourse.headed_above
    if below and (scene.at_home(head) or scene.says("asks")):
        return
    partner = government(scene, scene.entity(head)) if below else scene.entity(head)
    others = [s for s in scene.of(_PARTIES) if s.at >= low and not scene.is_own(s.noun)]
    others = [s for s in others if scene.entity(s.noun) != partner]
    if any(
        (not below and not scene.is_a(s.noun, "Organization")) or _WITH.match(scene.text, s.at + 1) for s in others
    ):
        return
    told = [(s, str(s.noun.value), _BEGAN) for s in spoken_spots(scene) if isinstance(s.noun.value, str)]
    told += [(s, "agreementWith", _SIGNED) for s in scene.of("AgreementWord")]
    for spot, relation, words in told:
        field = _FIELD.match(scene.text, spot.at + 1) if scene.discourse.kind == "row" else None
        if field and relation != "agreementWith" and (when := scene.date_at(field.end())) is not None:
            yield from scene.draft(scene.owner, relation, partner, (0, field.end() + 1), "entry-prose", since=when)
            continue
        verb = words.match(scene.text, spot.at + 1)
        ahead = [(d, v) for d, v in scene.dates if low <= d < spot.at]
        if verb is None or not ahead or any(ahead[-1][0] < s.at < spot.at for s, *_ in told):
            continue
        if below and any(ahead[-1][0] < s.at < spot.at for s in others):
            continue
        span = (ahead[-1][0], min(scene.clause(spot.at)[1] + 1, len(scene.text)))
        yield from scene.draft(scene.owner, relation, partner, span, "entry-prose", since=ahead[-1][1])
