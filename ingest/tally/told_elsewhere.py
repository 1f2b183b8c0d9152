"""Dates of what one sentence tells to be and another to have begun: …の事務所がある。事務所は2003年に開設された.

A fact without a date takes the one that a sentence elsewhere gives to a deed of its kind (signed, opened, joined,
held), if that sentence names nobody but the fact's own ends, or names nobody and the lines above it last spoke of
them. Two such dates are none. A year that is all that is told of a beginning becomes the day within it in the same
way. Nothing is read of anniversaries, votes, renewals and ends (``words/told_elsewhere.toml``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, partial
from typing import Final, NamedTuple

from ...ontology.edtf import Interval
from ...ontology.model import Entity, Status
from ..data import pattern
from ..dates.between import between_dates
from ..matching.engine import TIES, Draft, days
from ..nouns.mint import Minter, governing
from ..text.mask import Masked, Noun
from ..text.structure import Block

_KINDS: Final = {
    **dict.fromkeys([*TIES, "agreementWith"], "sealed"),
    "hasOverseasOffice": "opened",
    "operatesOfficeIn": "opened",
    "locatedIn": "seated",
    "memberOf": "joined",
    "hostCityOf": "held",
    "projectIn": "begun",
}
"""By relation, the deed with which it begins."""
_PLACES: Final = frozenset(["City", "Region", "Prefecture", "Ward", "SubnationalGovernment"])
_BODIES: Final = frozenset(
    [
        "CityNetwork", "InternationalOrganization", "Organization", "University", "Company", "Foundation",
        "Alliance",
    ]
)  # fmt: skip
_PARTIES: Final = _PLACES | _BODIES | {"Port"}
_EVENTS: Final = frozenset(["Event", "EventSeries"])
_VERB = 6  # characters behind a deed in which it may be said not to be one
_FAR = 6  # lines above in which a sentence that names nobody may have its topic
_NOTICE = 4  # lines around the day of a notice in which it says that it is of a signing
_words: Final = partial(pattern, "words/told_elsewhere.toml")


class Line(NamedTuple):
    """A sentence in its block, with its dates by their masked offsets."""

    block: Block
    sentence: Masked
    dates: tuple[tuple[int, Interval], ...]


class Fact(NamedTuple):
    """What several drafts tell: a relation of some ends."""

    relation: str
    ends: frozenset[str]

    @property
    def deed(self) -> str:
        """The deed with which it begins."""
        return _KINDS[self.relation]


def told_elsewhere(  # noqa: PLR0917 -- what was read, and who speaks
    drafts: Sequence[Draft | None],
    places: Sequence[Masked],
    lines: Sequence[Line],
    minter: Minter,
    owner: Entity | None,
    lang: str,
) -> list[Draft | None]:
    """The drafts (each read in the sentence of ``places``), with the dates that other lines tell for them."""
    facts: dict[Fact, list[Draft]] = defaultdict(list)
    told_in: dict[int, set[Fact]] = defaultdict(set)
    begun: set[Fact] = set()  # those with a date of their own that is no renewal's
    lang = "ja" if lang == "ja" else "en"
    for draft, sentence in zip(drafts, places, strict=True):
        if draft is not None and (fact := _fact(draft)) is not None:
            if fact.deed == "held" and _words("held", "yearly").search(sentence.clean.text):
                continue
            facts[fact].append(draft)
            told_in[id(sentence)].add(fact)
            if draft.since is not None and not _words("anew", lang).search(sentence.clean.text):
                begun.add(fact)
    if not facts:
        return list(drafts)
    reading = _Lines(lines, minter, owner, lang, facts, told_in)
    found: dict[Fact, set[Interval]] = defaultdict(set)
    for fact, when, first in reading.deeds({fact.deed for fact in facts}):
        if _is_vague(facts[fact]) or (first and fact not in begun and _is_before(when, facts[fact])):
            found[fact].add(when)
    best = {fact: one for fact, dates in found.items() if (one := _one(dates)) is not None}
    return [_dated(draft, best, begun) if draft is not None else None for draft in drafts]


def _fact(draft: Draft) -> Fact | None:
    if draft.relation not in _KINDS or not isinstance(draft.object, Entity) or draft.status is Status.REJECTED:
        return None
    if draft.relation == "locatedIn" and not (draft.subject.kind in _BODIES and draft.object.kind == "City"):
        return None
    return Fact(draft.relation, frozenset((governing(draft.subject).iri, governing(draft.object).iri)))


def _is_vague(same: Sequence[Draft]) -> bool:
    """Whether no draft of a fact has a date that is told, or all the same year."""
    dates = {d.since for d in same if d.since is not None and not d.inferred}
    return not dates or (len(dates) == 1 and next(iter(dates)).precision == "year")


def _is_before(when: Interval, same: Sequence[Draft]) -> bool:
    """Whether a date, said to be of the first signing, is before all that the drafts of a fact tell."""
    told = [d.since.earliest for d in same if d.since is not None]
    return when.latest is not None and all(other is not None and when.latest < other for other in told)


def _one(dates: Iterable[Interval]) -> Interval | None:
    """The finest of some dates that all contain it; none where two contradict each other."""
    best = max(dates, key=lambda when: len(str(when)), default=None)
    return best if best is not None and all(when.contains(best) for when in dates) else None


def _dated(draft: Draft, best: Mapping[Fact, Interval], begun: Set[Fact]) -> Draft:
    fact = _fact(draft)
    when = best.get(fact) if fact is not None else None
    if when is None or draft.since == when or not (_may_be(draft, when) or fact not in begun):
        return draft
    since, until = days(when)
    return draft._replace(since=since, until=until, inferred=False, basis=None)


def _may_be(draft: Draft, when: Interval) -> bool:
    """Whether a draft has no date, or one that gives way to a finer one: the year, if it was only worked out."""
    if draft.since is None or draft.since.contains(when):
        return True
    own, told = draft.since.earliest, when.earliest
    return draft.inferred and own is not None and told is not None and own.year == told.year


class _Lines:
    """The lines of a document, asked which of its facts began when."""

    def __init__(  # noqa: PLR0917 -- what is known of the document
        self,
        lines: Sequence[Line],
        minter: Minter,
        owner: Entity | None,
        lang: str,
        facts: Mapping[Fact, Sequence[Draft]],
        told_in: Mapping[int, set[Fact]],
    ) -> None:
        self._lines, self._minter, self._lang = lines, minter, lang
        self._facts, self._told_in = facts, told_in
        self._owner = governing(owner).iri if owner is not None else ""
        self._own = tuple(n.text for n in owner.names) if owner is not None else ()  # its bureaus bear its name

    def deeds(self, kinds: Iterable[str]) -> Iterator[tuple[Fact, Interval, bool]]:
        """The facts that began on a date that a line tells, and whether nothing of the kind was before."""
        for number, line in enumerate(self._lines):
            for kind in sorted(kinds) if line.dates else ():
                told = [(at, when) for at, when in line.dates if self._is_of(kind, number, at)]
                if len(told) != 1:
                    continue
                ((at, when),) = told
                to_come, first = self._is_to_come(line.sentence, at), self._is_first(line.sentence, at)
                for fact in self._whose(number, kind):
                    if not to_come or any(d.status is not Status.SETTLED for d in self._facts[fact]):
                        yield fact, when, first

    def _is_to_come(self, sentence: Masked, at: int) -> bool:
        """Whether what is told of a date is only planned: Japanese says so where its sentence ends."""
        low, high = _clause(sentence, at)
        high = high if self._lang == "en" or (end := sentence.text.find("。", at)) < 0 else end
        return _words("planned", self._lang).search(sentence.plain(low, high)) is not None

    def _is_first(self, sentence: Masked, at: int) -> bool:
        """Whether what was done on a date is said to be the first of its kind: 最初に結んだのは2010年."""
        low, high = _clause(sentence, at)
        said = _words("first", self._lang)
        return bool(said.search(sentence.text[low:at]) or said.match(sentence.text[at + 1 : high]))

    def _is_of(self, kind: str, number: int, at: int) -> bool:
        """Whether the date at a place of a line is that of a deed."""
        sentence = self._lines[number].sentence
        text, low, high = sentence.text, *_clause(sentence, at)
        if kind == "opened" and _words(kind, "thing").search(sentence.clean.text) is None:
            return False
        if behind := _words(kind, f"behind_{self._lang}").match(text, at + 1, high):
            return not self._tells_another_deed(sentence, low, min(behind.end() + _VERB, high))
        ahead = _words(kind, f"ahead_{self._lang}")
        if ahead.search(text[low:at]) or (kind == "sealed" and self._is_of_notice(number, at)):
            return self._is_first(sentence, at) or not self._tells_another_deed(sentence, low, at)
        alone = len(text.strip(" 　・")) == 1 and number > 0
        return alone and ahead.fullmatch(f"{self._lines[number - 1].sentence.text}:") is not None

    def _tells_another_deed(self, sentence: Masked, low: int, high: int) -> bool:
        """Whether a range tells of an anniversary, a vote, an end."""
        if any(noun.kind == "Anniversary" for noun in sentence.within(low, high)):
            return True
        return _words("never", self._lang).search(sentence.plain(low, high)) is not None

    def _is_of_notice(self, number: int, at: int) -> bool:
        """Whether a date is the day of a notice that tells who signs: 日時 11月6日, and below it 署名者."""
        if (
            self._lang != "ja"
            or _words("sealed", "notice").fullmatch(self._lines[number].sentence.text[:at]) is None
        ):
            return False
        around = self._lines[max(0, number - _NOTICE) : number + _NOTICE + 1]
        return any(_words("sealed", "signers").search(line.sentence.clean.text) for line in around)

    def _whose(self, number: int, kind: str) -> Iterator[Fact]:
        """The facts that begin with a deed of a line: of those whom it names, or whom the lines above name."""
        for at in range(number, max(-1, number - _FAR - 1), -1):
            line = self._lines[at]
            named = self._named(line.sentence, kind)
            here = {f for f in self._told_in.get(id(line.sentence), ()) if f.deed == kind}
            if not named and not here:
                continue
            facts = [f for f in self._facts if f.deed == kind]
            meant = {f for f in facts if named <= f.ends} if named else set()
            if not meant and (not named or kind != "sealed" or len(named) == 1):
                meant = {f for f in facts if any(f.ends == h.ends for h in here)}  # the office in A moved into B
            apart = {f.ends for f in meant if f.relation != "hasOverseasOffice"}  # an office by its name
            if len(apart or {f.ends for f in meant}) == 1:
                yield from self._of_words(meant, self._lines[number].sentence)
            return

    def _of_words(self, meant: set[Fact], sentence: Masked) -> Iterator[Fact]:
        """Those of a tie and a paper of the same two of which a sentence's words speak."""
        text = sentence.text
        tie = _words("sealed", "tie").search(text) is not None
        paper = _words("sealed", "paper").search(text) is not None
        both = len(meant) > 1
        plain = self._is_plain and _words("sealed", "plain").search(sentence.clean.text) is not None
        for fact in meant:
            if fact.relation in TIES and not tie and not plain and (paper or both):
                continue
            if fact.relation == "agreementWith" and tie and not paper and both:
                continue
            yield fact

    @cached_property
    def _is_plain(self) -> bool:
        """Whether no paper of another kind is told of, so that an agreement may be a tie's."""
        other = _words("sealed", "other")
        return all(other.search(line.sentence.clean.text) is None for line in self._lines)

    def _named(self, sentence: Masked, kind: str) -> frozenset[str]:
        """Whom a sentence names besides the document's own party."""
        kinds = _PARTIES | _EVENTS if kind == "held" else _PARTIES
        nouns = [n for n in sentence.nouns if n.kind in kinds and not self._is_by_the_way(sentence, n)]
        if kind == "sealed":
            nouns = [n for n in nouns if not self._is_scene(sentence, n)]
        nouns = [n for n in nouns if n.kind not in _BODIES or not n.text.startswith(self._own)]
        return frozenset(governing(self._minter.entity(n)).iri for n in nouns) - {self._owner}

    @staticmethod
    def _is_scene(sentence: Masked, noun: Noun) -> bool:
        """Whether a place is only where something was signed."""
        text = sentence.clean.text
        behind, ahead = _words("sealed", "scene_behind"), _words("sealed", "scene_ahead")
        return noun.kind in _PLACES and bool(behind.match(text, noun.end) or ahead.search(text[: noun.start]))

    @staticmethod
    def _is_by_the_way(sentence: Masked, noun: Noun) -> bool:
        """Whether somebody is only named as who was there before, or as what lies near."""
        text, ahead, behind = sentence.clean.text, _words("by_the_way", "ahead"), _words("by_the_way", "behind")
        return bool(ahead.search(text[: noun.start]) or behind.match(text, noun.end))


def _clause(sentence: Masked, at: int) -> tuple[int, int]:
    """The range around a date up to the dates and stops beside it."""
    low, high = between_dates(sentence, at)
    low = max(low, *(sentence.text.rfind(mark, low, at) + 1 for mark in "。;"))
    return low, min([high, *(p for mark in "。;" if (p := sentence.text.find(mark, at, high)) >= 0)])
