"""Rules applied to masked sentences: from matches to drafts of facts.

A draft keeps its ends, dates and status as this place in the document states them, and the range it rests on.
Nothing is guessed: an end that a rule asks for and the text does not give drops the fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...ontology.edtf import Interval, parse
from ...ontology.model import Entity, Status, Value
from ..dates.dating import Dating
from ..dates.reckoning import beginning
from ..text.mask import Masked, Noun
from ..text.sieve import Sieve
from .discourse import Discourse
from .ends import Ends
from .place import Place
from .reading import at_home
from .rules import FactForm, Rule
from .status import status_of


class Draft(NamedTuple):
    """A fact as one place states it. ``span`` is in clean offsets of the sentence it stands in."""

    subject: Entity
    relation: str
    object: Entity | Value
    span: tuple[int, int]
    rule: str
    since: Interval | None = None
    until: Interval | None = None
    as_of: Interval | None = None
    status: Status = Status.SETTLED
    key: tuple[tuple[str, str], ...] = ()
    qualifiers: tuple[tuple[str, str], ...] = ()
    inferred: bool = False
    basis: str | None = None
    left_out: str = ""  # why it is rejected, where the sentence does not deny it


class Engine:
    """Applies rules; one for all documents."""

    def __init__(self, rules: Sequence[Rule], ends: Ends) -> None:
        self._rules = Sieve((rule, rule.pattern.source) for rule in rules)
        self._ends = ends

    def drafts(self, masked: Masked, discourse: Discourse) -> Iterator[Draft]:
        """The drafts that a sentence gives, in order of rules and places."""
        kind, text, plain = discourse.kind, masked.text, masked.clean.text
        heads: str | None = None
        for rule in self._rules.candidates(text):
            if kind not in rule.scope:
                continue
            if rule.under:
                heads = _heads(discourse) if heads is None else heads
                if not rule.under.search(heads):
                    continue
            applies = False  # asked where the pattern matches, which it seldom does
            for match in rule.pattern.pattern.finditer(text):
                if not applies and not rule.applies(text, plain):
                    break
                applies = True
                place = Place(masked, match, discourse, Dating(discourse.dates(masked), match, discourse.budgeting))
                for form in rule.facts:
                    yield from self._facts(rule, form, place)

    def _facts(self, rule: Rule, form: FactForm, place: Place) -> Iterator[Draft]:
        relation = self._ends.relation(form.relation, place)
        if relation is None:
            return
        status = Status(form.status) if form.status else status_of(place.masked.text, place.match.span())
        start, end = place.match.span()
        if relation in TIES and status in _TO_COME and _DONE.search(place.masked.text, start, end + 1):
            status = Status.SETTLED  # twinned since 1957, will sign …: what is to come is another thing
        span = place.masked.at[start], place.masked.at[end]
        key = qualifiers = None
        objects = self._ends(form.object, place)
        for subject, subject_noun in self._ends(form.subject, place):
            if not isinstance(subject, Entity):
                continue
            for thing, noun in objects:
                if (
                    relation == "hasOverseasOffice"
                    and place.has("p")
                    and any(at_home(n, place) for n in place.nouns("p"))
                ):
                    continue  # an office in the own country is none overseas
                since, until, arithmetic = _dates(form, place, noun or subject_noun)
                if relation in TIES and since and not form.inferred and not place.dating.begins(since):
                    since = None  # the year of an anniversary is not the tie's
                if since is not None and until is None:
                    since, until = days(since)
                if key is None or qualifiers is None:
                    key, qualifiers = self._ends.filled(form.key, place), self._ends.filled(form.qualifiers, place)
                yield Draft(
                    subject,
                    relation,
                    thing,
                    span,
                    rule.id,
                    since=since,
                    until=until,
                    as_of=place.dating.as_of(),
                    status=status,
                    key=key,
                    qualifiers=qualifiers,
                    inferred=form.inferred and bool(arithmetic or form.basis),
                    basis=arithmetic or (form.basis if form.inferred else None),
                )


_TO_COME = frozenset([Status.PLANNED, Status.PROPOSED])
_DONE = re.compile(r"\b(?:since|signed (?:in|on)|twinned (?:in|since)) [\ue000-\uf8ff](?:[,.;)]|$| and\b)")


def _heads(discourse: Discourse) -> str:
    """What stands above a sentence, masked and plain, for the rules that apply only under some heads."""
    return "\n".join(f"{h.text}\n{h.clean.text}" for h in discourse.nearest)


TIES = frozenset(["sisterCityOf", "friendshipCityOf", "partnerCityOf", "cityTieWith"])
"""The relations of a tie between cities, whatever it is called."""


def days(when: Interval) -> tuple[Interval, Interval | None]:
    """The first and the last day (month, year) of a span; of any other date, itself and no end."""
    if "/" not in when.edtf:
        return when, None
    ends = when.edtf.split("/")
    if len(ends) != 2 or any(len(end) not in (4, 7, 10) for end in ends):
        return when, None
    return parse(ends[0]), parse(ends[1])


def _dates(form: FactForm, place: Place, noun: Noun | None) -> tuple[Interval | None, Interval | None, str | None]:
    """Start, end and the arithmetic behind them."""
    dating = place.dating
    if form.since and form.since.startswith("anniversary:"):
        ordinal = place.nouns(form.since.partition(":")[2])
        year = dating.by("celebrated", noun)
        if ordinal and isinstance(ordinal[0].value, float) and year:
            began, arithmetic = beginning(round(ordinal[0].value), year) or (None, None)
            return began, None, arithmetic
        return None, None, None
    since = dating.by(form.since, noun) if form.since else None
    return since, dating.by(form.until, noun) if form.until else None, None
