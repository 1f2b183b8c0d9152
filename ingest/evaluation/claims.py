"""Extracted facts as a score sees them: folded names at both ends, one date, and whether it speaks as settled.

Made from the records of fact files (:mod:`enishi.ingest.facts`), with what follows from two of them, so that
either way of saying a thing can be found: an office and its city, two signatories of one agreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ...ontology.spelling import snake
from .likeness import fold

Labels = frozenset[str]
HOSTED: Final = {"host_city_of": False, "organized_by": True, "held_in": True}
"""Relations from which it follows who hosted an event, and whether the event is their subject."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a fact: its folded names; ``value`` as it stands where it is a literal; ``shown`` for people."""

    labels: Labels
    value: str | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact as extracted, or (``derived``) as it follows from two of them."""

    subject: End
    relation: str
    object: End
    since: str | None = None
    stated: str | None = None
    status: str = "settled"
    grounded: bool = False
    derived: bool = False
    quote: str = ""
    start: int = 0
    rule: str = ""

    @property
    def date(self) -> str | None:
        """The date of the fact: its start, else the date that it is about, else one that stands beside it."""
        return self.since or self.object.value or self.stated


def claims(records: Iterable[Mapping[str, Any]]) -> Iterator[Claim]:
    """The facts of a fact file's records."""
    for record in records:
        qualifiers: Mapping[str, Any] = record.get("qualifiers") or {}
        yield Claim(
            subject=_end(record["subject"]),
            relation=snake(str(record["relation"])),
            object=_end(record["object"]),
            since=record.get("valid_from"),
            stated=qualifiers.get("date"),
            status=str(qualifiers.get("status") or "settled"),
            # what is inferred is outside precision only where it says from what it follows
            grounded=bool(record.get("inferred") and (qualifiers.get("basis") or qualifiers.get("arithmetic"))),
            quote=str(record.get("quote") or ""),
            start=int(record.get("start") or 0),
            rule=str(record.get("rule") or ""),
        )


def _end(node: Mapping[str, Any]) -> End:
    names = [str(name) for name in node.get("labels") or ()]
    value = None if node.get("value") is None else str(node["value"])
    every = [*names, *([] if value is None else [value])]
    return End(frozenset(map(fold, every)), value, every[0] if every else "")


def derived(facts: Sequence[Claim]) -> Iterator[Claim]:
    """What follows from two facts, or from one read the other way."""
    by: defaultdict[str, list[Claim]] = defaultdict(list)
    for fact in facts:
        by[fact.relation].append(fact)
    placed = [*by["located_in"], *by["held_in"], *by["tenant_of"]]
    for fact in placed:
        yield _link("hosts_organization", fact.object, fact.subject, fact)
    places = _by_subject(placed)
    for fact in by["has_overseas_office"]:
        for place in places.get(fact.object.labels, ()):
            yield _link("operates_office_in", fact.subject, place.object, fact)
    for relation, backwards in HOSTED.items():
        for fact in by[relation]:
            ends = (fact.object, fact.subject) if backwards else (fact.subject, fact.object)
            yield _link("hosted_event", *ends, fact)
    yield from _agreements(by["signatory_of"], by["signed_on"])
    sites = _by_subject(by["implemented_in"])
    for fact in by["carried_out_by"]:
        for site in sites.get(fact.subject.labels, ()):
            yield _link("project_in", fact.object, site.object, fact)
    roles = _by_subject(by["role_in"])
    for fact in by["holds_role"]:
        for role in roles.get(fact.object.labels, ()):
            yield _link("role_in", fact.subject, role.object, fact)


def _agreements(signatories: Iterable[Claim], signings: Iterable[Claim]) -> Iterator[Claim]:
    """Those who signed one agreement have an agreement with each other."""
    signed = {signing.subject.labels: signing.object.value for signing in signings}
    parties: defaultdict[Labels, list[Claim]] = defaultdict(list)
    for fact in signatories:
        parties[fact.object.labels].append(fact)
    for agreement, those in parties.items():
        for one in those:
            for other in those:
                if one is not other:
                    yield _link("agreement_with", one.subject, other.subject, one, signed.get(agreement))


def _by_subject(facts: Iterable[Claim]) -> dict[Labels, list[Claim]]:
    found: defaultdict[Labels, list[Claim]] = defaultdict(list)
    for fact in facts:
        found[fact.subject.labels].append(fact)
    return dict(found)


def _link(relation: str, subject: End, object: End, source: Claim, date: str | None = None) -> Claim:
    return Claim(
        subject,
        relation,
        object,
        since=date or source.since,
        stated=source.stated,
        status=source.status,
        derived=True,
        quote=source.quote,
        start=source.start,
        rule=source.rule,
    )
