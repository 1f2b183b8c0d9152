"""The body that an English passage goes on about by *The network*, *It* and *Its*, once a fact of it was told.

*The network dates from 1990, when mayors met at the United Nations. Its secretariat is in Ghent*: the network's,
whoever else the sentence before named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...ontology.model import Entity
from ..data import table
from ..matching.discourse import Discourse
from ..matching.engine import Draft
from ..text.mask import Masked

_KINDS = frozenset(["CityNetwork", "InternationalOrganization", "Organization", "Alliance", "Foundation"])
_TELLS = ("establishedOn", "memberCount")
_THE_BODY = re.compile(rf"\W{{0,3}}(?:It|The (?:[a-z]+ )?(?i:{table('words/standins.toml')['taken_up']['en']}))\b")
_ITS = re.compile(r"\W{0,3}It(?:s| is| has)?\b")


def note_body(told: Iterable[Draft], sentence: Masked, discourse: Discourse) -> None:
    """Remember the body that a sentence told of where it opened with a word that takes one up."""
    told = list(told)
    facts = [d.subject for d in told if d.relation in _TELLS and d.subject.kind in _KINDS]
    text, before = sentence.clean.text, body_taken_up(discourse)
    if facts and _THE_BODY.match(text):
        discourse.body = (discourse.block, facts[0])
    elif not (before and _ITS.match(text) and any(d.subject == before for d in told)):
        discourse.body = None


def body_taken_up(discourse: Discourse) -> Entity | None:
    """The body that the sentence before told of, in this block, whom *it* and *its* mean."""
    return discourse.body[1] if discourse.body is not None and discourse.body[0] == discourse.block else None
