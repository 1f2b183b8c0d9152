"""Since when ties are that the sentences before enumerate: the dates in their order, or one behind each name.

姉妹都市はA市とB市です。友好都市はC市です。締結日は順に1980年、1985年、1990年です: the dates of the three, in their
order. Q いつからですか。 A B市は1985年、C市とは1990年に調印しました: the date behind each name is its tie's. Where
there are more dates than ties, or fewer, none is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....ontology.edtf import Interval, on
from ....ontology.model import Entity, Status
from ...matching.discourse import Discourse, ToldTie
from ...matching.engine import TIES, Draft
from ...text.mask import Masked
from ..scene import Scene
from .ties import IN_TURN, PARTNER

_RULE = "tie-dated-in-turn"
_TWO = 2  # dates at least
_OF_A_TIE = re.compile(
    r"提携|締結|調印|盟約|縁組|結んだ|結ばれ|[\ue000-\uf8ff]となっ"
    r"|\b(?:sign|signed|date|dates|agreements?|ties|twinn\w+|began|begun|concluded|established|since|formali[sz]ed)\b"
)
_ELSE = re.compile(
    r"周年|訪問|来訪|訪れ|開催|派遣|受け?入れ|開設|加盟|会員|人口|面積|設立|発足|\b(?:visit|anniversar|office|opened|member)"
)
_ASKS_WHEN = re.compile(r"いつ|何年|何月|年月日|締結日|提携日|時期|\b[Ww]hen\b|[Hh]ow long|[Ss]ince")
_BEHIND = re.compile(
    r"市?(?:町|村|郡|州|省)?(?:\([^()]*\))?(?:と(?:の[^。、\ue000-\uf8ff]{0,8})?)?(?:は|が|で|も|:)?、?(?:いちばん遅く|遅れて)?"
    r"(?P<date>[\ue000-\uf8ff])"
)
_SAYS = re.compile(
    r"(?:に|から)?(?:です|でした|になります|であります|でございます|となっています|です。|、|。|$"
    r"|(?:の)?(?:に|から)?(?:[^。、\ue000-\uf8ff]{0,6})?(?:提携|締結|調印|結))"
)


def note_ties(drafts: Sequence[Draft], sentence: Masked, discourse: Discourse) -> None:
    """Take note of the ties that a sentence tells, in the order in which it names their partners."""
    discourse.sentence += 1
    if not drafts:
        return
    told: dict[str, tuple[int, ToldTie]] = {}
    dated = bool(discourse.dates(sentence).dates)
    for draft in drafts:
        if draft.relation not in TIES or draft.status is not Status.SETTLED or draft.rule == _RULE:
            continue
        owner, partner = _sides(draft, discourse)
        if partner is not None:
            at = next((n.start for n in sentence.nouns if partner in n.entities[:1]), len(sentence.clean.text))
            tie = ToldTie(owner, draft.relation, partner, discourse.block, discourse.sentence, dated)
            told.setdefault(partner.iri, (at, tie))
    discourse.told_ties += [tie for _, tie in sorted(told.values(), key=lambda pair: pair[0])]


def _sides(draft: Draft, discourse: Discourse) -> tuple[Entity, Entity | None]:
    """Whose tie a draft tells, and with whom."""
    one, other = draft.subject, draft.object
    if not isinstance(other, Entity):
        return one, None
    own = discourse.frame.owner
    turned = other == own or (one != own and other.country == discourse.frame.home_land != one.country)
    return (other, one) if turned else (one, other)


def dates_in_turn(scene: Scene) -> Iterator[Draft]:
    """The ties told before, each with its date."""
    told = scene.discourse.told_ties
    if not told or not scene.dates:
        return
    if scene.japanese:
        yield from _below_its_entry(scene)
    if _ELSE.search(scene.masked.clean.text):
        return
    if not scene.of(PARTNER):
        yield from _alone(scene)
        yield from _in_turn(scene)
    elif scene.japanese:
        yield from _by_name(scene)


_SIGNED_ALONE = re.compile(  # 平成7年10月3日に協定を結びました。
    r"[^\w\ue000-\uf8ff]{0,3}(?P<date>[\ue000-\uf8ff])に、?(?:(?:[\ue000-\uf8ff]|協定|盟約|提携|宣言)書?(?:を|に))?"
    r"(?:結(?:び|ん)|締結し|調印し|交わし|取り交わし)(?:ました|でいます|ています|ております|た|だ)[。]?$"
)


_TIED_ALONE = re.compile(  # With Turku first contacts were made in 1990; the cities were formally twinned in 1995.
    r"[^\w\ue000-\uf8ff]{0,3}(?:[Tt]he (?:two|cities|towns|two (?:cities|towns)|pair)|[Tt]hey|[Bb]oth)"
    r" (?:were|became|have been)(?: (?:then|later|formally|officially|first|only|finally|eventually))*"
    r" (?:twinned|linked|paired|joined|[\ue000-\uf8ff])(?: as [\ue000-\uf8ff])?"
    r",? (?:in|on|since) (?P<date>[\ue000-\uf8ff])"
    r"[.,;]?$"
)


def _alone(scene: Scene) -> Iterator[Draft]:
    """The one tie that the sentence before told, of which this one says only when it was signed."""
    last = scene.discourse.told_ties[-1]
    signed = (_SIGNED_ALONE if scene.japanese else _TIED_ALONE).match(scene.text)
    when = scene.date_at(signed.start("date")) if signed else None
    others = {s.noun.kind for s in scene.spots} - {"Date", "Tie", "AgreementWord"}
    if when is None or others or last.block != scene.discourse.block or not _is_alone(scene):
        return
    if last.sentence == scene.discourse.sentence:
        yield from _dated(scene, last, (0, len(scene.text)), when)


_SIGNED_THERE = re.compile(  # 平成2年8月30日に清州市で盟約書に調印し、
    r"[^\w\ue000-\uf8ff]{0,3}(?P<date>[\ue000-\uf8ff])に、?(?P<city>[\ue000-\uf8ff])市?(?:で|において|にて)、?"
    r"(?:[\ue000-\uf8ff](?:提携)?の)?(?:盟約書?|議定書|提携書|協定書|宣言書|[\ue000-\uf8ff]書?)(?:に|を)?(?:調印|署名|締結|結[びん]|交わ)"
)


def _below_its_entry(scene: Scene) -> Iterator[Draft]:
    """The tie of an entry without a date, of which the line below tells where and when it was signed.

    清州市(韓国) 姉妹都市提携 / 平成2年8月30日に清州市で盟約書に調印し: of one of the two cities' halls.
    """
    last = scene.discourse.told_ties[-1]
    signed = _SIGNED_THERE.match(scene.text)
    when = scene.date_at(signed.start("date")) if signed else None
    where = scene.masked.noun_at(signed.start("city")) if signed else None
    here = scene.entity(where) if where is not None else None
    if signed is None or when is None or here is None or here.iri not in (last.owner.iri, last.partner.iri):
        return
    if not last.dated and last.sentence == scene.discourse.sentence and _is_alone(scene):
        yield from _dated(scene, last, signed.span(), when)


def _is_alone(scene: Scene) -> bool:
    """Whether the tie told last is the only one of its sentence."""
    *before, last = scene.discourse.told_ties[-_TWO:]
    return all(tie.sentence != last.sentence for tie in before)


def _in_turn(scene: Scene) -> Iterator[Draft]:
    text = scene.text
    if IN_TURN.search(text) is None or not _OF_A_TIE.search(text):
        return
    dates = [when for told in _YEAR.finditer(text) if (when := scene.date_at(told.start()) or _bare(told[0]))]
    for tie, when in zip(_ties_before(scene, len(dates)), dates, strict=False):
        yield from _dated(scene, tie, (0, len(text)), when)


_YEAR = re.compile(r"[\ue000-\uf8ff]|(?<!\d)(?:18|19|20)\d\d(?!\d)")


def _bare(year: str) -> Interval | None:
    """A year in an enumeration, where only the first and the last one stand as dates: 1972, 1973 and 1981."""
    return on(int(year)) if year.isdigit() else None


def _ties_before(scene: Scene, count: int) -> list[ToldTie]:
    """So many ties as the sentences right before tell, each once; none where they tell more or fewer."""
    found: list[ToldTie] = []
    for tie in reversed(scene.discourse.told_ties):
        if count < _TWO or (len(found) >= count and tie.sentence != found[-1].sentence):
            break
        if found and found[-1].block - tie.block > 1:
            break
        if all(tie.partner.iri != other.partner.iri for other in found):
            found.append(tie)
    return found[::-1] if len(found) == count else []


def _by_name(scene: Scene) -> Iterator[Draft]:
    """B市は1985年、C市とは1990年に調印しました, in answer to a question that asks since when they are."""
    asked = scene.discourse.asked
    if asked is None or scene.discourse.block - scene.discourse.asked_at > 1:
        return
    if not _ASKS_WHEN.search(asked.clean.text) or scene.of("Tie"):
        return
    known = {tie.partner.iri: tie for tie in scene.discourse.told_ties}
    for spot in scene.of(PARTNER):
        behind = _BEHIND.match(scene.text, spot.at + 1)
        when = scene.date_at(behind.start("date")) if behind else None
        entity = scene.entity(spot.noun)
        if behind is None or when is None or entity is None or entity.iri not in known:
            continue
        if _SAYS.match(scene.text, behind.end()):
            yield from _dated(scene, known[entity.iri], (spot.at, behind.end()), when)


def _dated(scene: Scene, tie: ToldTie, span: tuple[int, int], when: Interval) -> Iterator[Draft]:
    yield from scene.draft(tie.owner, tie.relation, tie.partner, span, _RULE, done=True, since=when)
