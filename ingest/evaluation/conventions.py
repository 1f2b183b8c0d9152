"""What the format of gold files leaves to whoever compares: relations that say the same, ties, kinds of names.

Gold files may use relations that the ontology spells otherwise (``founded_on``), so these names are the format's
own, in the spelling of fact files.
"""

from __future__ import annotations

from typing import Final

SAME: Final[dict[str, frozenset[str]]] = {
    "anniversary_of": frozenset({"tie_anniversary_with"}),
    "event_held_on": frozenset({"held_on"}),
    "founded_on": frozenset({"established_on"}),
    "joint_statement_with": frozenset({"agreement_with"}),
    "office_opened_on": frozenset({"established_on"}),
    "participants": frozenset({"participant_count"}),
    "supports": frozenset({"provides_support_to"}),
}
"""A gold relation, and those by which the same may be said."""

SYMMETRIC: Final = frozenset(
    {
        "agreement_with",
        "anniversary_of",
        "cooperates_with",
        "friendship_city_of",
        "joint_statement_with",
        "partner_city_of",
        "sister_city_of",
        "tie_anniversary_with",
    }
)

PACTS: Final = frozenset({"friendship_city_of", "partner_city_of", "sister_city_of"})
"""Behind each of these ties stands an agreement."""

PLACED: Final = frozenset({"held_in", "implemented_in", "located_in"})
"""What is so placed in a city is in the city's country too."""

TIES: Final = frozenset(
    {
        "agreement_with",
        "anniversary_of",
        "budget_amount",
        "event_held_on",
        "friendship_city_of",
        "has_overseas_office",
        "held_on",
        "holds_role",
        "host_city_of",
        "hosted_event",
        "hosts_organization",
        "joint_statement_with",
        "member_of",
        "office_opened_on",
        "operates_office_in",
        "partner_city_of",
        "project_in",
        "provides_support_to",
        "role_in",
        "signatory_of",
        "sister_city_of",
        "supports",
    }
)
"""What a trap for any relation (``*``) is sprung by."""

UNSETTLED: Final = frozenset(
    {"bid", "expected", "planned", "promised", "proposed", "rejected", "wished", "withdrawn"}
)
"""Statuses that claim nothing."""

DESCRIBED: Final = frozenset({"Agreement", "BudgetLine", "Event", "Programme", "Project"})
"""Kinds whose names are descriptions: compared as texts where no name is the same."""

TEXTS: Final = frozenset({"Address", "Text"})


def accepted(relation: str) -> frozenset[str]:
    """A gold relation and those by which the same may be said.

    >>> from enishi.ingest.evaluation.conventions import accepted
    >>> sorted(accepted("supports"))
    ['provides_support_to', 'supports']
    """
    return SAME.get(relation, frozenset()) | {relation}
