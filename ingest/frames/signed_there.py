"""Ties and papers signed while one was the other's guest: B市の代表団を迎え、友好都市の議定書に調印.

The city is named as whose guests came, as whom the own delegation went to see, or as where the signing was; it is
the partner where the sentence names no other city, for nobody else could be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..matching.engine import Draft
from .parties import beginning, government
from .scene import Scene

_OPEN = r"[^。\ue000-\uf8ff]"
_GUEST = re.compile(  # between the city and the word for the tie
    r"(?:市|都|州|省)?(?:\([^()]*\))?(?:"
    rf"(?:の|から|より|長|側){_OPEN}{{0,24}}?(?:迎え|招[いきく]|来[一-鿿]|訪れ)"
    rf"|(?:を|に|へ){_OPEN}{{0,16}}?(?:訪問|訪れ|派遣|赴[きい]|渡[りっ])"
    rf"|(?:の[^。、\ue000-\uf8ff]{{1,12}})?(?:で|にて|において))"
    rf"{_OPEN}{{0,12}}$"
)
_SIGNED = re.compile(
    r"(?:の)?(?:提携|縁組|関係|交流|都市)?(?:の)?(?:締結|盟約|協定|議定|宣言|調印|合意|確認|提携)?(?:書|文書|式典?|[\ue000-\uf8ff])?(?:に|を|の)?"
    r"(?:正式に|相互に|双方が|両市長が)?(?:調印|署名|サイン|締結|結[びんぶ]|交わ|取り交)"
)
_AGAIN = re.compile(r"予定|延期|中止|見送|再び|改めて|再調印|再確認|更新|継続|準備|向け|ため(?:の)?、?(?:協議|打)")


_PAPER = re.compile(
    r"(?:書)?(?:に|を)(?:あらためて|正式に|相互に|互いに)?(?:調印|署名|サイン|締結|結[びんぶ]|交わ|取り交)"
)
_SAME = re.compile("同[市州省県郡]|両[市州県]")
_WITH = re.compile(r"(?:市|国|都|側)?(?:\([^()]*\))?(?:など|等)?と(?!と?もに)")


def agreed_there(scene: Scene) -> Iterator[Draft]:
    """The agreement with whom a sentence says was visited, or came: 知事が同州を訪れ、環境の覚書に署名した."""
    if not scene.japanese or scene.owner is None or scene.of("Tie") or scene.discourse.kind == "heading":
        return
    papers = scene.of("AgreementWord")
    others = [s for s in scene.of("City|Prefecture|Region|Anaphor") if not scene.is_own(s.noun)]
    others = [s for s in others if s.noun.kind != "Anaphor" or _SAME.fullmatch(s.noun.text)]
    if len(papers) != 1 or len(others) != 1 or _AGAIN.search(scene.text):
        return
    paper, place = papers[0], others[0]
    signed = _PAPER.match(scene.text, paper.at + 1)
    if signed is None or place.at > paper.at or not _GUEST.match(scene.text[place.at + 1 : paper.at]):
        return
    if any(_WITH.match(scene.text, s.at + 1) for s in scene.of("Agent|City|Prefecture") if s.at < paper.at):
        return  # with whom it was signed, is said
    met = scene.entity(place.noun)
    if met is None and place.noun.kind == "Anaphor" and len(scene.discourse.abroad) == 1:
        met = scene.entity(scene.discourse.abroad[0])
    if met is None or (place.noun.kind != "Anaphor" and scene.at_home(place.noun)):
        return
    dates = [v for d, v in scene.dates if d < signed.end()]
    span, since = (place.at, signed.end()), dates[-1] if dates else None
    yield from scene.draft(scene.owner, "agreementWith", government(scene, met), span, "agreed-there", since=since)


def signed_there(scene: Scene) -> Iterator[Draft]:
    """The tie of the one city abroad that a Japanese sentence names."""
    if not scene.japanese or scene.owner is None or scene.of("Anniversary") or scene.discourse.kind == "heading":
        return
    ties = [s for s in scene.of("Tie") if isinstance(s.noun.value, str)]
    cities = [s for s in scene.of("City") if not scene.is_own(s.noun)]
    if len(ties) != 1 or len({scene.discourse.minter.entity(c.noun).iri for c in cities}) != 1:
        return
    city, tie = cities[0], ties[0]
    signed = _SIGNED.match(scene.text, tie.at + 1)
    if city.at > tie.at or signed is None or scene.at_home(city.noun) or _AGAIN.search(scene.text):
        return
    if not _GUEST.match(scene.text[city.at + 1 : tie.at]):
        return
    partner = government(scene, scene.entity(city.noun))
    dates = [v for d, v in scene.dates if d < signed.end()]
    since = beginning(scene, dates[-1]) if dates else None
    span = (city.at, signed.end())
    yield from scene.draft(scene.owner, str(tie.noun.value), partner, span, "tie-signed-there", since=since)
