"""What was done on a date: a visit, a gift or the rest of an exchange begins no tie.

*1979年 市の友好使節団が石家荘市を訪問*, *廊坊市は平成25年3月、往来を当面止めると発表した*: neither is when the tie
began. A tie that is read only from such a line is none of its own; one that the line names keeps what is told of
it, without the date. Where the clause says as well that a tie was made, its date stays.

Nor is it the council's vote, an offer, a preliminary paper or a renewal, though they speak of the tie (*2月11日
議会が縁組を議決*), nor how two places came to know each other (*A市との付き合いは昭和36年に…が始まりです*).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from ...ontology.edtf import Interval
from ..data import pattern
from ..dates.between import between_dates
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..text.mask import TIMES, Masked

_BY_PLACE = frozenset(["entry", "tie-listed", "tie-dated", "tie-dated-en"])
"""Rules that take the city beside a date for the one with which a tie began then."""
_IN_ITS_PLACE = frozenset(["entry", "by-columns"])
"""Rules that read a date where a table or a list has the ties' dates, whatever a remark says of it."""
_PLACES = frozenset(["City", "Region", "Prefecture"])


_words: Final = partial(pattern, "words/deed_dates.toml")


def dated_by_no_deed(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts, ties without a date on which something else was done."""
    given = [*drafts]
    if not any(d.relation in TIES and d.since for d in given):
        return given
    told = discourse.dates(sentence).dates
    japanese = discourse.frame.lang == "ja"
    idle = {at for at, _ in told if japanese and _begins_nothing(sentence, at)}
    deeds = idle | {at for at, _ in told if (_is_of_deed if japanese else _is_of_deed_en)(sentence, at)}
    if not deeds:
        return given
    out = []
    for draft in given:
        at = {a for a, when in told if when == draft.since}
        at = at - idle if draft.rule in _IN_ITS_PLACE else at
        if draft.relation not in TIES or draft.inferred or not at or not at <= deeds:
            out.append(draft)
        elif at <= idle and (began := _made_later(sentence, max(at), told)) is not None:
            out.append(draft._replace(since=began))
        elif draft.rule not in _BY_PLACE:
            left = [] if japanese else [when for a, when in told if a not in deeds and _is_of_bond_en(sentence, a)]
            out.append(draft._replace(since=left[0] if len(left) == 1 else None))
    return out


def _made_later(sentence: Masked, at: int, told: Sequence[tuple[int, Interval]]) -> Interval | None:
    """The one later date on which the sentence has the tie made: 付き合いは昭和42年からで、同年9月に姉妹都市に."""
    if any(o > at and sentence.nouns[n].kind in _PLACES for o, n in sentence.index.items()):
        return None
    later = [(a, when) for a, when in told if a > at and not _begins_nothing(sentence, a)]
    made = [
        when
        for a, when in later
        if _words("made").search(sentence.text, a + 1, _own_end(sentence, a))
        or _words("made_ahead").search(sentence.text, at, a)
    ]
    return made[0] if len(made) == 1 else None


def _is_of_deed(sentence: Masked, at: int) -> bool:
    """Whether a clause tells only what was done on its date: the date opens it, or a city as its topic does."""
    text = sentence.text
    low = text.rfind("。", 0, at) + 1
    end = min((p for p in (text.find("。", at), len(text)) if p >= 0), default=len(text))
    deed = _words("deed").search(text, at + 1, end)
    if deed is None or _words("bond").search(text, low, end):
        return False
    places = [o for o, n in sentence.index.items() if low <= o < end and sentence.nouns[n].kind in _PLACES]
    ties = [o for o, n in sentence.index.items() if low <= o < end and sentence.nouns[n].kind == "Tie"]
    if any(text[o + 1 : o + 2] not in ("の", "・") for o in ties):
        return False
    ahead = [o for o in places if o < at]
    if not ahead:
        return bool(places)
    return _words("topic").fullmatch(text, ahead[-1] + 1, at) is not None


def _begins_nothing(sentence: Masked, at: int) -> bool:
    """Whether what a date is told of, up to the next one, led to a tie or came after it, and made none."""
    text, end = sentence.text, _own_end(sentence, at)
    if (lead := _words("made_ahead").search(text, at + 1, end)) is not None:
        end = lead.start()  # 調印は, of the next date
    if (told := [*_words("no_beginning").finditer(text, at + 1, end)]) and not (
        _words("made").search(text, told[-1].end(), end) or _words("done").search(text, at + 1, told[0].start())
    ):
        return True
    topic = _words("acquaintance").search(text, 0, at) if not text.startswith("以降", at + 1) else None
    known = topic or _words("acquainted").match(text, at + 1, end)
    return known is not None and _words("made").search(text, at + 1, end) is None


def _own_end(sentence: Masked, at: int) -> int:
    """Where what a date is told of ends: before the next date, or with its sentence."""
    high = between_dates(sentence, at)[1]
    full = sentence.text.find("。", at, high)
    return full if full >= 0 else high


def _is_of_deed_en(sentence: Masked, at: int) -> bool:
    """Whether an English sentence tells only what was done on its date: suspended the relationship in 2022."""
    text = sentence.text
    low = max(text.rfind(mark, 0, at) for mark in (". ", "; ")) + 1
    end = min((p for mark in (". ", "; ") if (p := text.find(mark, at)) >= 0), default=len(text))
    first, last = _statement(text, at)
    if _words("first_steps_en").search(text, first, last) and not _words("tied_en").search(text, first, last):
        return True  # first contacts were made in 1990; they were twinned in 1995
    if _only_renews_en(text, at, last) or _was_made_later_en(sentence, at, first, last):
        return True
    said = _words("deed_en").search(text, low, end)
    ties = any(o in range(low, end) and sentence.nouns[n].kind == "Tie" for o, n in sentence.index.items())
    return (
        said is not None
        and (not ties or not _VISITS.match(said[0]))
        and not _words("bond_en").search(text, low, end)
    )


def _was_made_later_en(sentence: Masked, at: int, first: int, last: int) -> bool:
    """Whether a statement makes no tie, or only has a council vote for it, and a later date makes it.

    A cloth was sent in 1942 and the twinning was made official in 1944; approved in 1961, it was signed in 1962.
    """
    text = sentence.text
    later = [o for o, n in sentence.index.items() if o > at and sentence.nouns[n].kind in TIMES]
    if not any(_words("sealed_en").search(text, at + 1, o) for o in later):
        return False
    if _words("vote_en").search(text, first, at) or _words("grew_en").match(text, at + 1):
        return True
    deed = _words("deed_en").search(text, first, last) and not _words("bond_en").search(text, first, last)
    return bool(deed or _words("first_way_en").search(text, first, at))


def _only_renews_en(text: str, at: int, last: int) -> bool:
    """Whether a statement that its date opens tells of nothing but a renewal: 1995 The charter is signed again."""
    if _OPENS.fullmatch(text, 0, at) is None or _words("renews_en").search(text, at, last) is None:
        return False
    return _words("made_en").search(text, at, last) is None


def _is_of_bond_en(sentence: Masked, at: int) -> bool:
    """Whether an English statement tells on its date that a tie was made."""
    first, last = _statement(sentence.text, at)
    tied = _words("tied_en").search(sentence.text, first, last) is not None
    return tied or any(noun.kind == "Tie" for noun in sentence.within(first, last))


def _statement(text: str, at: int) -> tuple[int, int]:
    """The range of the statement around a place: up to a stop, or to *and* with who does the next thing."""
    marks = [m.span() for m in _words("next_en").finditer(text)]
    low = max((end for _, end in marks if end <= at), default=0)
    return low, min((start for start, _ in marks if start > at), default=len(text))


_OPENS = re.compile(r"\W{0,3}(?:In |On )?")
_VISITS = re.compile("visit|travel|sen[dt]|donat|delegation")  # beside a word for a tie they may tell of it
