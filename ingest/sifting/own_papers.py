"""Each paper's own date, where a sentence tells several of one partner: 2002年5月に覚書、2004年3月1日に協定を締結.

The first date is the memorandum's, the second the agreement's. What was read of one paper with the other's date
gets its own; of two papers that both are agreements, each is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from ...ontology.edtf import Interval
from ...ontology.model import Entity, Value
from ..data import pattern
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..text.mask import Masked

_words: Final = partial(pattern, "words/own_papers.toml")
_OF_A_PAPER: Final = frozenset(["signatoryOf", "signedOn"])
_PLACES: Final = frozenset(["City", "Region", "Prefecture", "Country"])
_BODIES: Final = frozenset(["University", "Organization", "Alliance", "Foundation", "Company", "Port", "Facility"])
_SEVERAL: Final = 2
_LONGEST: Final = 40  # characters between a date and where its paper's part of the sentence ends


class _Part(NamedTuple):
    """A date, and what the sentence tells of it up to the next one."""

    when: Interval
    text: str
    ties: frozenset[str]


def dated_by_own_paper(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts, each with the date of the paper that it is of."""
    given = [*drafts]
    if discourse.frame.lang != "ja" or not any(d.since for d in given):
        return given
    dates = discourse.dates(sentence).dates
    parts = _parts(sentence, dates) if len(dates) > 1 else []
    return [own for draft in given for own in _own(draft, parts)] if parts else given


def _parts(sentence: Masked, dates: Sequence[tuple[int, Interval]]) -> list[_Part]:
    """The dates of a sentence with a paper each, of one partner; none where one has none."""
    text, parts, bodies = sentence.text, [], 0
    stops = [*(at for at, _ in dates[1:]), len(text)]
    for number, ((at, when), stop) in enumerate(zip(dates, stops, strict=True)):
        last = number == len(dates) - 1
        full = text.find("。", at, stop)
        end = full if full >= 0 else stop
        if (full >= 0 and not last) or (not last and text[end - 1 : end] != "、"):
            return []
        nouns = [sentence.nouns[n] for o, n in sentence.index.items() if at < o < end]
        told = sentence.clean.text[sentence.at[at + 1] : sentence.at[end]]
        plain = _words("paper").search(told) or any(n.kind == "Tie" for n in nouns)
        if (
            len(told) > _LONGEST
            or not plain
            or _words("other").search(told)
            or any(n.kind in _PLACES for n in nouns)
        ):
            return []
        parts.append(_Part(when, told, frozenset(str(n.value) for n in nouns if n.kind == "Tie")))
        bodies += any(n.kind in _BODIES for n in nouns)
    return parts if bodies < _SEVERAL else []  # each has a partner of its own


def _own(draft: Draft, parts: Sequence[_Part]) -> Iterator[Draft]:
    """A draft with the date of its paper; an agreement once for each paper that is one."""
    if draft.since is None or all(draft.since != part.when for part in parts):
        yield draft
    elif draft.relation in _OF_A_PAPER:
        yield from _of_named(draft, parts)
    elif draft.relation in TIES:
        ours = [part.when for part in parts if draft.relation in part.ties]
        yield draft._replace(since=ours[0]) if len(ours) == 1 else draft
    elif draft.relation == "agreementWith":
        papers = [part.when for part in parts if _words("agreement").search(part.text)]
        yield from (draft._replace(since=when) for when in papers) if papers else (draft,)
    else:
        yield draft


def _of_named(draft: Draft, parts: Sequence[_Part]) -> Iterator[Draft]:
    """A draft of a paper with a name, with the date beside that name."""
    paper = draft.subject if draft.relation == "signedOn" else draft.object
    names = [_OF_WHOM.sub("", n.text) for n in paper.names] if isinstance(paper, Entity) else []
    beside = [part.when for part in parts if any(name in part.text for name in names)]
    if len(beside) != 1:
        yield draft
        return
    when = beside[0]
    yield draft._replace(
        since=when, object=Value("Date", str(when)) if draft.relation == "signedOn" else draft.object
    )


_OF_WHOM: Final = re.compile(r"^.*の")
