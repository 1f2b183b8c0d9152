"""What a sentence read as a fact itself speaks against: its drafts are given up.

Each doubt is of a kind of evidence that proved right less often than not on documents that nobody had read: a
question, a sum that is part of the one before, a city that is only part of a body's name, somebody else's tie in
which the own city is said to have no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...ontology.model import Entity, Status, Value
from ..matching.discourse import Discourse, asks
from ..matching.engine import TIES, Draft
from ..names.compounds import holds_ward
from ..nouns.body_words import japanese
from ..text.mask import TIMES, Masked, Noun
from .doubts_english import english

_PACTS = TIES | {"agreementWith", "tieAnniversaryWith"}
_TOLD = frozenset(
    {"agreementWith", "providesSupportTo", "participatedIn", "operatesOfficeIn", "projectIn", "hasOverseasOffice"}
)
"""What a sentence may say of a city that stands below a heading of ties."""
_TIE_WORD = re.compile(r"\b[Ss]ister|\b[Tt]win|姉妹|友好")
_BODY = re.compile(  # 高雄市旅行商業同業公会: a body of the city, not the city
    r"(?:市|都|区|州)?(?:日本|国際|商工|旅行|農業|観光|経済|貿易)?(?:(?!姉妹|友好|市長|市議|訪問|代表|使節|派遣|受入)[一-鿿]){0,10}"
    + japanese()
)
_BODY_OF = re.compile(  # 仁川市(韓国)の水産団体が来日し: the party is a body there
    r"市?(?:\([^()]*\))?の(?:[一-鿿]|[ァ-ヴー]){0,8}?(?:団体|協会|商会|連盟|組合|大学|高校|学校|学院|学園|会議所|銀行|公司|財団|病院"
    r"|図書館|博物館|美術館|動物園|植物園|空港|企業|会社|クラブ|楽団)(?:と|が|は|から)(?!ある|あり)"
)
_HOLDS = re.compile(
    r"(?:市|都)?(?:長)?が、?(?:会長|副会長|議長|副議長|幹事|代表幹事|事務局|理事|代表)(?:市|都市)?(?:、|を|で|と)"
)
_NO_PART = re.compile(
    r"(?:本市|当市|市|本県|当県|県)(?:自体|自身|として)?(?:は|が)(?:その)?(?:当事者|相手方|締結者|締結主体|主体|相手)"
    r"(?:では|じゃ)(?:な[いく]|ありません|ございません)"
)
_ANOTHERS = re.compile(
    r"(?:市|町|村)?が(?!、?本市)[^。]{0,40}?(?:締結|提携|調印|署名|交わ|結[んび])[^。、]{0,6}?(?:た|る)もの(?:で|だ|に|であ)"
)
_PART = re.compile(r"(?:この|その|[、。])うち、?")


def undoubted(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of a sentence but those that it speaks against."""
    found = [*drafts]
    if not found:
        return found
    found = _tied_otherwise(found, sentence)
    if discourse.frame.lang != "ja":
        return english(found, sentence, discourse)
    text = sentence.clean.text
    if asks(text) and "が、" not in text:  # what is asked is told by the answer
        return [d for d in found if d.relation == "locatedIn" or _granted(d, sentence)]
    if _KEPT_BY.search(text) or _NO_OFFICE.search(text):
        found = [d for d in found if d.relation not in _OFFICES or d.subject.kind not in _PARTIES]
    found = [d for d in found if d.relation not in _OFFICES or not _of_others_there(d, sentence)]
    if any(d.status is Status.ENDED for d in found) and len(_dates(sentence)) == 1:  # the date is that of its end
        found = [d for d in found if not (d.relation == "establishedOn" and d.status is Status.ENDED)]
    if "うち" in text:
        found = [d for d in found if d.relation != "budgetAmount" or not _of_a_part(d, sentence)]
    if not any(d.relation in _PACTS for d in found):
        return found
    disowned = _disowned(sentence, discourse)
    return [
        d
        for d in found
        if d.relation not in _PACTS
        or not (
            (disowned and disowned in (d.subject, d.object))
            or of_no_city(d, sentence)
            or _is_beside_ours(d, sentence)
        )
    ]


_AS_WELL = re.compile(r"市?(?:\([^()]*\))?も、?(?P<day>[\ue000-\uf8ff])に")


def _is_beside_ours(draft: Draft, sentence: Masked) -> bool:
    """Whether a city at home was tied as well, with the same partner: 飯田市も、同じ日に姉妹都市となった."""
    ends = [e for e in (draft.subject, draft.object) if isinstance(e, Entity)]
    if draft.relation not in TIES or len({e.country for e in ends}) > 1:
        return False
    told = [_AS_WELL.match(sentence.text, at + 1) for at, n in _nouns(sentence) if any(_means(n, e) for e in ends)]
    days = [sentence.noun_at(match.start("day")) for match in told if match is not None]
    return any(day is not None and day.kind == "RelativeDate" for day in days)


_NAMED_AS = re.compile(r"(?P<tie>[\ue000-\uf8ff])の(?:[\ue000-\uf8ff](?:の|・))?[\ue000-\uf8ff](?!.{0,3}候補)")


def _granted(draft: Draft, sentence: Masked) -> bool:
    """Whether a question takes a tie for granted: 姉妹都市のハナウ市の料理を出せないか asks nothing of it."""
    told = _NAMED_AS.search(sentence.text, *draft.span) if draft.rule == "tie-named" else None
    noun = sentence.noun_at(told.start("tie")) if told is not None else None
    return noun is not None and noun.kind == "Tie"


_OFFICES = frozenset({"operatesOfficeIn", "hasOverseasOffice"})
_PARTIES = frozenset({"City", "Prefecture", "SubnationalGovernment"})
_KEPT_BY = re.compile(  # 商工会議所が上海に置いていた事務所: not the city's own
    japanese() + r"(?:\([^()]*\))?が、?[^。、]{1,24}?(?:置[いきか]|設け|開設|構え|運営)"
)
_OTHERS_THERE = re.compile(
    rf"市?(?:内|市内)?に(?:は|も)、?[^。、]{{0,10}}?(?:{japanese()}|政府|公社|省|庁|軍)の[^。、]{{0,6}}?"
    r"(?:事務所|拠点|オフィス|駐在|[\ue000-\uf8ff])"
)
_NO_OFFICE = re.compile(  # 事務所を設けることは考えておりません; nothing is said of those that were there before
    r"(?:設け|置[いくか]|開設|設置|構え|開[きく])[^。]{0,24}?(?:(?:考えて|予定して|計画して)(?:おり|い)?(?:ま(?:せん|せ)|な[いく])"
    r"|(?:予定|計画|考え|構想)(?:は|も)?(?:現在|今のところ)?、?(?:ござい|あり)ません|(?:予定|計画|考え)は?な[いく]|見送|断念|には至ら"
    r"|(?:は|も)[^。]{0,30}(?:難し|困難|現実的で|ハードル))"
)


def _of_others_there(draft: Draft, sentence: Masked) -> bool:
    """Whether the office there is a body's of the place: ウィーンには州政府の事務所がある."""
    places = [at for at, noun in _nouns(sentence) if _means(noun, draft.object)]
    return any(_OTHERS_THERE.match(sentence.text, at + 1) for at in places)


def _dates(sentence: Masked) -> list[Noun]:
    return [n for n in sentence.nouns if n.kind in TIMES]


def _tied_otherwise(drafts: list[Draft], sentence: Masked) -> list[Draft]:
    """Without the ties that only a heading tells, where the sentence says something else of the same city.

    What an entry says to be tied was tied by the agreement that the line below it dates.
    """
    told = any(n.kind in ("Tie", "Anniversary") for n in sentence.nouns) or _TIE_WORD.search(sentence.clean.text)
    if len(drafts) < 2 or told:
        return drafts
    said = [end for d in drafts if d.relation in _TOLD for end in (d.subject, d.object)]
    return [
        d
        for d in drafts
        if d.relation not in TIES or d.rule == "tie-dated-in-turn" or not (d.subject in said and d.object in said)
    ]


def of_no_city(draft: Draft, sentence: Masked) -> bool:
    """Whether a city stands only within a body's name, as holder of a post, or as that in which a ward lies."""
    if draft.relation not in _PACTS:
        return False
    for end in (draft.subject, draft.object):
        places = [at for at, noun in _nouns(sentence) if noun.kind == "City" and _means(noun, end)]
        if places and all(
            holds_ward(sentence, at)
            or _BODY.match(sentence.text, at + 1)
            or _HOLDS.match(sentence.text, at + 1)
            or (draft.relation == "agreementWith" and _BODY_OF.match(sentence.text, at + 1))
            for at in places
        ):
            return True
    return False


def _of_a_part(draft: Draft, sentence: Masked) -> bool:
    """Whether a sum is of a part of what was named: 交流費として800万円、このうち派遣の経費は200万円."""
    text = sentence.clean.text
    line = next((at for n in draft.subject.names if (at := text.find(n.text)) >= 0), None)
    told = draft.object.text if isinstance(draft.object, Value) else ""
    sums = [n.start for n in sentence.nouns if n.kind.startswith("Money") and str(n.value) == told]
    return line is not None and bool(sums) and bool(_PART.search(text, line, sums[0]))


def _disowned(sentence: Masked, discourse: Discourse) -> Entity | None:
    """The document's own party where the sentence says that it has no part in what was concluded."""
    owner, text = discourse.frame.owner, sentence.clean.text
    if owner is None or not any(word in text for word in ("もの", "当事者", "主体", "相手")):
        return None
    if _NO_PART.search(text):
        return owner
    land = discourse.frame.home_land
    for at, noun in _nouns(sentence):
        at_home = noun.kind in ("City", "Prefecture", "Ward") and noun.country == land
        if at_home and not _means(noun, owner) and _ANOTHERS.match(sentence.text, at + 1):
            return owner
    return None


def _nouns(sentence: Masked) -> Iterator[tuple[int, Noun]]:
    """The nouns of a sentence with their masked offsets."""
    return ((at, sentence.nouns[number]) for at, number in sentence.index.items())


def _means(noun: Noun, end: object) -> bool:
    return isinstance(end, Entity) and bool(noun.entities) and noun.entities[0].iri == end.iri
