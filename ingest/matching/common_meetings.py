"""Meetings told by common nouns: the network's annual meeting, its general assembly, a working group's meeting.

Such words name a meeting once it is known whose it is: the body in them, or the one that the passage spoke of last.
Where nothing that meets is spoken of, they name none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ontology.model import Entity
from ..text.mask import Noun
from .place import Place

_BODY = (
    "network|association|organi[sz]ation|body|alliance|league|union|federation|society|group|forum"
    "|council|committee"
)
_HEADS = ("meeting", "conference", "congress", "assembly", "summit", "gathering", "convention", "session")
_OF = re.compile(r"\b(?:meeting|conference|congress|assembly|summit|gathering|convention|session) (?:of|for) ")
_COMMON = re.compile(
    rf"(?:(?P<whose>[Ii]ts|[Tt]heir|(?:[Tt]hat |[Tt]he )?(?:{_BODY})['’]s?|(?:['’]s?)?) )?"
    r"(?P<what>(?:(?:19|20)\d\d )?(?:\d{1,3}(?:st|nd|rd|th) )?(?:[a-z]+(?:-[a-z]+)* ){0,5}"
    r"(?:meeting|conference|congress|assembly|summit|gathering|convention|session))"
    rf"(?P<of> (?:of|for) (?:the|that|its|this) (?:(?:{_BODY})(?:['’]s (?P<part>[a-z -]+))?|(?P<own>[a-z -]+))"
    r"| (?:of|for) (?:the )?(?P<body>.{2,60}?)(?:['’]s? (?P<group>[a-z -]+))?)?"
)
_OF_PROJECT = re.compile(
    r"(?:closing|final|kick-?off|launch|opening|inception|dissemination) [a-z]+"
    r"(?: of (?:the |our |its )?pro(?:ject|gram(?:me)?|cess))?$"
)
"""What begins or ends a project is no meeting of the body that the passage happened to speak of."""
_BEHIND = re.compile(r" (?:of|for) (?:the )?")
_MEET = frozenset(["CityNetwork", "Alliance", "InternationalOrganization", "Organization", "Foundation"])
_ACTOR = frozenset([*_MEET, "City", "Self", "University", "Region", "Prefecture"])
_SPOKEN = frozenset(["CityNetwork", "Alliance", "Organization"])


def is_common(noun: Noun) -> bool:
    """Whether an event is a meeting told by common nouns alone, with its body in them or not.

    >>> from enishi.ingest.matching.common_meetings import is_common
    >>> from enishi.ingest.text.mask import Noun
    >>> is_common(Noun(0, 24, "Event", "network's annual meeting")), is_common(Noun(0, 12, "Event", "food fair"))
    (True, False)
    """
    text = noun.text
    if noun.kind != "Event" or noun.entities or not (text.endswith(_HEADS) or _OF.search(text)):
        return False
    if _OF_PROJECT.match(text):
        return False
    if text[:1].islower() or text[:1].isdigit() or text.startswith(("Its ", "Their ")):
        return _COMMON.fullmatch(text) is not None
    body = noun.parts[0].text if noun.parts and noun.parts[0].kind in _SPOKEN else None
    return body is not None and text.startswith(body) and _COMMON.fullmatch(text, len(body)) is not None


def meeting(noun: Noun, place: Place) -> Entity | None:
    """The meeting that common nouns name, once it is known whose it is.

    A noun that was so named in a sentence before keeps its body by what the passage speaks of.
    """
    body = next((p for p in noun.parts if p.kind in _MEET), None)
    opens = len(body.text) if body is not None and noun.text.startswith(body.text) else 0
    told = _COMMON.fullmatch(noun.text, opens)
    if told is None:
        return None
    body = body or _meant(told, noun, place)
    if body is None:
        return None
    entity = place.discourse.minter.entity(body)
    part = told["part"] or told["group"] or told["own"] or ""
    names = dict.fromkeys(n for name in _called(entity) for n in _names(name, told["what"], part.strip()))
    first, *others = names
    return place.discourse.minter.named("Event", first, others)


def _names(body: str, what: str, part: str) -> Iterator[str]:
    if part:
        yield f"{what} of the {body} {part}"
        yield f"{body} {part} {what}"
    else:
        yield f"{body} {what}"
        yield f"{what} of {body}"
        yield f"{what} of the {body}"


def _called(body: Entity) -> list[str]:
    """The English names of a body, as the text would have them."""
    names = [n.text for n in body.names if n.lang == "en"]
    return names or [body.name("en")]


def _meant(told: re.Match[str], noun: Noun, place: Place) -> Noun | None:
    """The body of *its*, *the network's*, *of that body*, or of nothing said."""
    whose = told["whose"] or ""
    ahead = [n for n in place.masked.nouns if n.end <= noun.start and n.kind in _ACTOR]
    if whose.lower() in ("its", "their"):
        last = ahead[-1] if ahead else None
        if last is None and place.masked.text.startswith(("It ", "They ")):
            last = _spoken(place)
        return last if last is not None and last.kind in _MEET else None
    behind = next((n for n in place.masked.nouns if n.start >= noun.end), None)
    if (
        behind is not None
        and behind.kind in _MEET
        and _BEHIND.fullmatch(place.masked.clean.text, noun.end, behind.start)
    ):
        return behind  # the yearly meeting of the Lakes Ports Association, a name that only its form told
    bodies = [n for n in ahead if n.kind in _MEET]
    if not bodies and _OF_PROJECT.match(told["what"]):
        return None
    return bodies[-1] if bodies else _spoken(place)


def _spoken(place: Place) -> Noun | None:
    """The body that the passage spoke of last, else the one in its headings."""
    for noun in reversed(list(place.discourse.last.values())):
        if noun.kind in _SPOKEN:
            return noun
    return next((n for m in place.discourse.above for n in m.nouns if n.kind == "CityNetwork"), None)
