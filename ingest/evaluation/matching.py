"""When an extracted fact is the fact of a gold line, and when it springs a trap."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .claims import Claim, End, Labels
from .conventions import DESCRIBED, SYMMETRIC, TEXTS, TIES, UNSETTLED, accepted
from .gold import Gold, Names, Trap
from .likeness import fold, is_date, number, same_date, same_number, same_text


def matches(gold: Gold, claim: Claim, names: Names) -> bool:
    """Whether a fact says what a gold line says, whatever the date: relation, subject and object.

    The ends of a symmetric tie may stand either way round.
    """
    if claim.relation not in gold.relations:
        return False
    if _subject(gold, claim.subject, names) and _object(gold, claim.object, names):
        return True
    turned = gold.relation in SYMMETRIC
    return turned and _subject(gold, claim.object, names) and _object(gold, claim.subject, names)


def right_date(gold: Gold, claim: Claim) -> bool:
    """Whether a fact's date is that of the gold line, or finer."""
    return same_date(gold.date, claim.date, gold.until)


def other_date(gold: Gold, claim: Claim) -> bool:
    """Whether a fact's date is another one that the gold line allows."""
    return any(same_date(date, claim.date) for date in gold.other_dates)


def _subject(gold: Gold, end: End, names: Names) -> bool:
    forms = names.of(gold.subject)
    return _named(forms | gold.aliases, end) or (gold.subject_type in DESCRIBED and _described(forms, end))


def _object(gold: Gold, end: End, names: Names) -> bool:
    if gold.object_type in TEXTS:
        return _described((fold(gold.object),), end)
    figure = number(gold.object)
    if figure is not None:
        return end.value is not None and (same_number(figure, end.value) or same_date(gold.object, end.value))
    if is_date(gold.object):
        return same_date(gold.object, end.value)
    forms = names.of(gold.object)
    if _named(forms | gold.aliases | gold.other_objects, end):
        return True
    return gold.object_type in DESCRIBED and _described(forms, end)


def _named(forms: Labels, end: End) -> bool:
    return not forms.isdisjoint(end.labels)


def _described(forms: Iterable[str], end: End) -> bool:
    return any(same_text(form, label) for form in forms for label in end.labels)


def sprung(trap: Trap, claims: Iterable[Claim]) -> Claim | None:
    """The first fact, stated as settled, that says what the trap's document does not say.

    A trap's object may name several things (``A / B``), and in brackets the date that would be wrong. The ends
    of a symmetric tie may stand either way round: a wrong tie is no less wrong for that.
    """
    relations = TIES if trap.relation == "*" else accepted(trap.relation)
    dates = re.findall(r"\d{4}(?:-\d\d){0,2}|\d\d-\d\d", " ".join(re.findall(r"\(.*?\)", trap.object)))
    subjects, objects = _forms(trap.subject), _forms(trap.object)
    for claim in claims:
        if claim.status in UNSETTLED or claim.relation not in relations:
            continue
        ways = [(claim.subject, claim.object)]
        if claim.relation in SYMMETRIC:
            ways.append((claim.object, claim.subject))
        if not any(_any_or(subjects, subject) and _any_or(objects, object_) for subject, object_ in ways):
            continue
        if not dates or any(date in (claim.date or "") for date in dates):
            return claim
    return None


def _any_or(forms: Labels, end: End) -> bool:
    """Whether an end has one of these names, or any name will do."""
    return not forms or _named(forms, end)


def _forms(wanted: str) -> Labels:
    """The folded names of a trap's end; none where any name will do."""
    if wanted == "*":
        return frozenset()
    bare = re.sub(r"\(.*?\)", "", wanted).replace("etc.", "")
    return frozenset(folded for name in bare.split(" / ") if (folded := fold(name)))
