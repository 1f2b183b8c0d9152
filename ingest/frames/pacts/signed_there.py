"""Ties and papers signed while one was the other's guest: B市の代表団を迎え、友好都市の議定書に調印.

The city is named as whose guests came, as whom the own delegation went to see, or as where the signing was; it is
the partner where the sentence names no other city, for nobody else could be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ..parties import beginning, government
from ..scene import Scene, Spot
from ..ties.with_whom import with_whom

_OPEN = r"[^。\ue000-\uf8ff]"
_GUEST = re.compile(  # between the city and the word for the tie
    r"(?:市|都|州|省)?(?:\([^()]*\))?(?:"
    rf"(?:の|から|より|長|側){_OPEN}{{0,24}}?(?:迎え|招[いきく]|来[一-鿿]|訪れ|会談|会見|面談)"
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
    r"(?:書)?(?:に|を)(?:、)?(?:あらためて|正式に|相互に|互いに|[\ue000-\uf8ff]?(?:双方|両首長|市長|知事|長)が|それぞれ)?"
    r"(?:調印|署名|サイン|締結|結[びんぶ]|交わ|取り?交|交換)"
)
_SAME = re.compile("同[市州省県郡]|両[市州県]")
_WITH = re.compile(r"(?:市|国|都|側)?(?:\([^()]*\))?(?:など|等)?と(?!と?もに)")
_OPEN_TO_EVENTS = r"[^。]"  # what was visited may be an event there: 現地で開かれた茶会に代表を派遣し
_MET = re.compile(  # between the city and the paper, whatever else the clause tells
    rf"(?:市|都|州|省)?(?:\([^()]*\))?(?:"
    rf"(?:の|から|より|長|側){_OPEN_TO_EVENTS}{{0,30}}?(?:迎え|招[いきく]|来[一-鿿]|訪れ|会談|会見|面談|懇談)"
    rf"|(?:を|に|へ){_OPEN_TO_EVENTS}{{0,24}}?(?:訪問|訪れ|訪ね|派遣|赴[きい]|渡[りっ]|訪[一-鿿])"
    rf"|(?:で|にて|において)(?:開かれた|開催された|行われた|催された){_OPEN_TO_EVENTS}{{1,24}}?(?:派遣|出席|参加|訪問)"
    rf"|(?:の[^。、\ue000-\uf8ff]{{1,12}})?(?:で|にて|において)(?=[^。、\ue000-\uf8ff]{{0,12}}$))"
    rf"{_OPEN_TO_EVENTS}{{0,40}}$"
)
_BODY_WITH = re.compile(  # signed with somebody else, whom no list knows: 現地の企業団体と
    r"(?:協会|団体|企業|会社|公司|大学|学校|会議所|[市町村区県省局庁社院会館園]|政府|組合|議会)と(?:の間で)?(?![もい])"
    r"(?![^。、]{0,8}(?:会談|会見|面談|懇談|意見))"
)
_BOTH_SIGN = re.compile(  # words that take up who met in the sentence before
    r"両(?:市|都市|首|州|県|町)?(?:の)?(?:長|知事|代表|首長)|双方|^(?:[^。、]{0,4}、)?(?:その際|その場で|この場で|席上|会談(?:で|の後|後|では)"
    r"|同日|滞在中|訪問中|会場では?|式典では?|これに(?:合わせ|あわせ)|(?:あわ|併)せて)"
)
_VISITED = re.compile(r"訪|来[一-鿿]|迎え|招[いきく]|会談|派遣|開かれ|開催|行われ|あり")


def agreed_there(scene: Scene) -> Iterator[Draft]:
    """The agreement with whom a passage says was visited, or came: 知事が同州を訪れ、環境の覚書に署名した."""
    if not scene.japanese or scene.owner is None or scene.of("Tie") or scene.discourse.kind == "heading":
        return
    papers = scene.of("AgreementWord")
    if len(papers) != 1 or _AGAIN.search(scene.text):
        return
    paper = papers[0]
    signed = _PAPER.match(scene.text, paper.at + 1)
    ahead = [s for s in scene.of("Agent|City|Prefecture|Self") if s.at < paper.at]
    if signed is None or any(_WITH.match(scene.text, s.at + 1) for s in ahead):
        return  # with whom it was signed, is said
    if _BODY_WITH.search(scene.text, 0, paper.at):
        return
    met, at = _met(scene, paper)
    if met is None:
        return
    dates = [v for d, v in scene.dates if d < signed.end()]
    since = dates[-1] if dates else scene.discourse.said if at < 0 else None
    span = (max(at, 0), signed.end())
    yield from scene.draft(scene.owner, "agreementWith", government(scene, met), span, "agreed-there", since=since)


def _met(scene: Scene, paper: Spot) -> tuple[Entity | None, int]:
    """Whom a sentence names as met, and where; -1 where the one before did."""
    others = [s for s in scene.of("City|Prefecture|Region|Anaphor") if not scene.is_own(s.noun)]
    cities = [s for s in others if s.noun.kind != "Anaphor"]
    taken_up = [s for s in others if s.noun.kind == "Anaphor" and s.at < paper.at and _SAME.fullmatch(s.noun.text)]
    others = cities + (taken_up if not cities else [])
    abroad, before = scene.discourse.abroad, scene.discourse.before
    spoken = scene.entity(abroad[0]) if len(abroad) == 1 else None
    if not cities and _BOTH_SIGN.search(scene.masked.clean.text, 0, paper.noun.start):
        named = before is not None and any(n.text == a.text for n in before.nouns for a in abroad)
        went = named and before is not None and _VISITED.search(before.clean.text) is not None
        return (spoken if went else None), -1
    if len(others) != 1 or others[0].at > paper.at or not _MET.match(scene.text[others[0].at + 1 : paper.at]):
        return None, 0
    place = others[0]
    if place.noun.kind != "Anaphor":
        return (None if scene.at_home(place.noun) else scene.entity(place.noun)), place.at
    unit = place.noun.text[-1]  # 同州 is no city that was named last
    same = spoken is not None and (abroad[0].text.endswith(unit) or (unit == "市" and abroad[0].kind == "City"))
    return scene.entity(place.noun) or (spoken if same else None), place.at


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
    page = with_whom(scene)  # 1986年、杭州で友好県省の締結, of two provinces: it only says where
    state = page is not None and page.kind == "Region" and scene.owner.kind == "Prefecture"
    partner = government(scene, scene.entity(page if page is not None and state else city.noun))
    dates = [v for d, v in scene.dates if d < signed.end()]
    since = beginning(scene, dates[-1]) if dates else None
    span = (city.at, signed.end())
    yield from scene.draft(scene.owner, str(tie.noun.value), partner, span, "tie-signed-there", since=since)
