"""Ties of municipalities that were merged into the document's own: 旧外海町が昭和53年に結んだ縁組を引き継ぐ.

What the former municipality signed is its own tie, on its own date; the city's is a tie too, from the date on which
it took it over or signed anew, and from none where the text tells none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...ontology.edtf import Interval
from ...ontology.model import Entity, Status
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..matching.status import status_of
from ..text.mask import Masked

_FORMER = re.compile(
    r"(?:旧|合併前の|当時の|かつての)(?P<name>[\ue000-\uf8ff]|[一-鿿々ヶケノ]{1,5}[市町村])(?:\([^()]*\))?"
    r"(?:が|は|も|時代に|の時代に|では|として|、|による|で|の(?=[\ue000-\uf8ff]))"
)
_AGAIN = "引き?継|継承|承継|受け継|改めて|あらためて|再(?:調印|締結|提携|確認)|更新"
_TAKES_OVER = re.compile(rf"{_AGAIN}|合併(?:後|を(?:機|経)|により|に(?:より|伴|とも))")
_OWN = re.compile(rf"{_AGAIN}|として")
_SIGNED = re.compile(r"[\ue000-\uf8ff]|結|提携|締結|調印|縁組|盟約|始")
_CLOSE = 8  # characters between the former municipality and its date, where another date is told before it
_PLACES = frozenset(["City", "Region", "Prefecture", "SubnationalGovernment"])


def inherited(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of a sentence, a tie that a former municipality signed as its own and as the city's."""
    found = list(drafts)
    text = sentence.text
    told = _FORMER.search(text) if "旧" in text or "合併前" in text else None
    owner = discourse.frame.owner
    if told is None or owner is None or owner.kind != "City":
        return found
    former = _former(told, sentence, discourse)
    if former is None or former == owner:
        return found
    if (ended := _ended(told, former, sentence, discourse)) is not None:
        return [*[d for d in found if d.relation not in TIES and d.relation != "agreementWith"], ended]
    if not any(d.relation in TIES for d in found):
        found += _unsaid(told, owner, sentence, discourse)
    heir = _heir(told, sentence, discourse)
    return [
        new if heir is None or new.rule != _TAKEN_OVER else _of_heir(new, owner, heir)
        for draft in found
        for new in _parted(draft, told, former, owner, sentence, discourse)
    ]


_OVER = re.compile("解消|終了|途絶え|失効|なくなっ|消滅|打ち切")
_PAPER = re.compile("共同声明|協定|覚書|宣言|議定書|確認書|合意書")


def _ended(told: re.Match[str], former: Entity, sentence: Masked, discourse: Discourse) -> Draft | None:
    """The tie of a former municipality that was over with the merger: 8年に調印したが、15年の合併で解消."""
    text = sentence.text
    over = _OVER.search(text, told.end())
    signed = re.search("調印|締結|提携|結[びんば]|盟約", text[: over.start()]) if over else None
    if over is None or signed is None or _AGAINST.search(text, told.end(), over.start()):
        return None
    own = discourse.frame.home_land
    abroad = [n for n in sentence.nouns if n.kind in _PLACES and n.country not in (None, own)]
    one = abroad or [n for n in discourse.abroad if n.country not in (None, own)]
    if len({n.text for n in one}) != 1:
        return None
    kinds = [n.value for n in sentence.nouns if n.kind == "Tie" and n.start < sentence.at[over.start()]]
    ahead = text[told.end() : over.start()]
    tie = kinds[-1] if kinds and isinstance(kinds[-1], str) else None
    passage = discourse.tie.value if discourse.tie else None
    relation = tie or ("agreementWith" if _PAPER.search(sentence.clean.text) else passage)
    dates = discourse.dates(sentence).dates
    begun = [(at, when) for at, when in dates if at < signed.start()]
    ends = [when for at, when in dates if begun and begun[-1][0] < at < over.start()]
    if not isinstance(relation, str) or not begun or not ahead:
        return None
    span = (sentence.at[told.start()], sentence.at[-1])
    partner = discourse.minter.entity(one[0])
    return Draft(
        former,
        relation,
        partner,
        span,
        "tie-of-former",
        since=begun[-1][1],
        until=ends[-1] if ends else None,
        status=Status.ENDED,
    )


_AGAINST = re.compile("引き?継|継承|承継|受け継|改めて|あらためて")
_TAKEN_OVER = "tie-taken-over"
_HEIR = re.compile(rf"(?P<heir>[\ue000-\uf8ff])市?(?:町|村)?(?:が|は|に)、?[^。、\ue000-\uf8ff]{{0,8}}(?:{_AGAIN})")


def _heir(told: re.Match[str], sentence: Masked, discourse: Discourse) -> Entity | None:
    """The municipality that a sentence says took a tie over: …を、合併後に浜松市が改めて調印しました."""
    match = _HEIR.search(sentence.text, told.end())
    noun = sentence.noun_at(match.start("heir")) if match else None
    if noun is None or noun.kind != "City" or noun.country != discourse.frame.home_land:
        return None
    return discourse.minter.entity(noun)


def _of_heir(draft: Draft, owner: Entity, heir: Entity) -> Draft:
    return draft._replace(subject=heir) if draft.subject == owner else draft._replace(object=heir)


def _former(told: re.Match[str], sentence: Masked, discourse: Discourse) -> Entity | None:
    noun = sentence.noun_at(told.start("name"))
    if noun is None:
        return discourse.minter.named("City", told["name"])
    at_home = noun.country in (None, discourse.frame.home_land)
    return discourse.minter.entity(noun) if noun.kind == "City" and at_home else None


def _unsaid(told: re.Match[str], owner: Entity, sentence: Masked, discourse: Discourse) -> Iterator[Draft]:
    """The tie of a sentence that calls it none: 合併前の安曇村が始めた付き合いを、本市が受け継ぎました."""
    text, own = sentence.text, discourse.frame.home_land
    takes = _TAKES_OVER.search(text, told.end())
    words = [n for n in sentence.nouns if n.kind == "Tie"] or [
        n for n in (discourse.tie, discourse.tie_before, discourse.asked_tie) if n
    ]
    abroad = [n for n in sentence.nouns if n.kind in _PLACES and n.country not in (None, own)]
    if not abroad and re.search("同[市町村]", text) and len(discourse.abroad) == 1:
        abroad = list(discourse.abroad)
    cities = [n for n in abroad if n.kind == "City"] or abroad
    kind = words[0].value if words else None
    if len(cities) != 1 or not isinstance(kind, str) or not (takes or _SIGNED.search(text, told.end())):
        return
    status = status_of(text, (told.start(), takes.end() if takes else len(text)))
    if status is Status.SETTLED:
        partner = discourse.minter.entity(cities[0])
        span = (sentence.at[told.start()], sentence.at[-1])
        yield Draft(owner, kind, partner, span, _TAKEN_OVER)


def _parted(  # noqa: PLR0917 -- what a draft is parted by
    draft: Draft, told: re.Match[str], former: Entity, owner: Entity, sentence: Masked, discourse: Discourse
) -> Iterator[Draft]:
    if draft.relation not in TIES or owner not in (draft.subject, draft.object):
        yield draft
        return
    text = sentence.text
    takes = _TAKES_OVER.search(text, told.end())
    theirs, own = _dates(text, discourse.dates(sentence).dates, told, takes)
    plain = draft._replace(inferred=False, basis=None)
    with_former = plain._replace(subject=former) if draft.subject == owner else plain._replace(object=former)
    if theirs is not None or takes is None:  # what was taken over, no date told, is the heir's today
        yield with_former._replace(since=theirs, rule="tie-of-former")
    if takes is not None:
        status = Status.SETTLED if draft.status is Status.ENDED else draft.status
        yield plain._replace(since=own, rule=_TAKEN_OVER, status=status)


def _dates(
    text: str, dates: list[tuple[int, Interval]], told: re.Match[str], takes: re.Match[str] | None
) -> tuple[Interval | None, Interval | None]:
    """When the former municipality signed, and when the city took that over or signed anew."""
    ahead = [when for at, when in dates if at < told.start()]
    over = _OWN.search(text, takes.start()) if takes else None
    behind = [(at, when) for at, when in dates if at >= told.end() and (over is None or at < over.end() + 12)]
    own: Interval | None = None
    if over is not None and behind:
        at, when = behind[-1]
        of_merger = re.search("合併|後", text[told.end() : at]) or re.match("の(?:際の)?合併", text[at + 1 :])
        if len(behind) > 1 or ahead or of_merger:
            own, behind = when, behind[:-1]
    near = [(at, when) for at, when in behind if not re.search(r"合併\W{0,2}$", text[max(0, at - 5) : at])]
    close = [when for at, when in near if not ahead or at - told.end() < _CLOSE]
    theirs = close[0] if close else ahead[-1] if ahead else None
    if theirs and own and theirs.earliest and own.earliest and own.earliest < theirs.earliest:
        return own, theirs  # a row's column has the city's own date, its remark the former municipality's
    return theirs, own
