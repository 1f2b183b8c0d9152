"""The city that the title of an English document names, though its name alone says no city.

*Perth: what is a sister city?*, *News from Galway*, *The Cork-Cologne Sister City Association*: what stands at the
head of a title or at its end, or first in a society's name, is the city that speaks, if the text names it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...ontology.model import Entity
from ..names.recognise import Recogniser
from ..text.called import in_small_letters
from ..text.structure import Block

_NAME = r"[A-ZÀ-ÞĀ-Ž][\w.’'-]*?(?: (?:(?:upon|on|de|am|an der|sur|la|le|del|of) )?[A-ZÀ-ÞĀ-Ž][\w.’'-]*?){0,2}?"
_HEADS = re.compile(
    r"(?:(?:(?:Press|Media|News) (?:[Rr]elease|[Nn]otice)|PRESS RELEASE|MEDIA RELEASE|News|Statement)\s?[:–—-]\s?)?"
    rf"(?:The )?(?:City of |Welcome to )?(?P<name>{_NAME})"
    r"(?=\s*(?:[:,|–—]|- |$)| and [A-Z]\w+\b(?! and )| (?:and|&) (?:(?:its|her|the|our) )|['’]s?\b"
    r"| (?:[Nn]ewsletter|[Ii]nternational\b|[Aa]broad\b"
    r"|[Ss]ister\b|[Tt]win\b|[Pp]artner\b|in the world|around the world|looks\b|[Gg]lobal\b"
    r"|[Tt]wins\b|[Cc]ouncil\b|[Aa]nnual\b"
    r"|[Ll]iaison\b|[a-z]{3,}s (?:its|her)\b"
    r"|(?:takes|shares|sells|sends|signs|opens|marks|celebrates|hosts|joins|renews|welcomes|teaches|exports|wins|helps"
    r"|leads|lends|exchanges|meets|builds|trains)\b))"
)
_ENDS = re.compile(
    rf"(?:\b(?:of|in|from|for|by)|[,–—|:(]|-)\s+(?:the )?(?:City of )?(?P<name>{_NAME})"
    r"(?P<kind> City| Town)?(?:\)?\s*$|\s?: | [–—|-] )"
)
_SPEECH = re.compile(
    r"(?:Speech|Remarks|Address|Greetings?|Message|Report|Interview|Notes|Letter)\b.{0,40}?\b(?:[Mm]ayor"
    rf"|[Ll]ord [Mm]ayor|[Cc]ouncil|[Cc]ity|[Tt]own|[Cc]hair(?:man|woman)?) of (?P<name>{_NAME})(?=[,.:]|$| [a-z(])"
)
_LED = re.compile(r"(?<=[a-z,] )|(?<=[a-z]\()")  # what stands before a name in a sentence
_EDGE = re.compile(r"\b")
_DOES = re.compile(r"['’]s?\b| (?:is|has|had|was|are|and|will|keeps|joined|itself)\b")
_WE = re.compile(r"\b(?:[Oo]urs?|[Ww]e|[Tt]he (?:[Cc]ity|[Cc]ouncil)(?:['’]s)?)\b")
_DATELINE = re.compile(r"[A-Z][\w .’'-]{2,30}, (?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:\d{1,2}, )?\d{4}\b|\d")
_OFTEN = 12
_SHORT = 110
_TOWN = 50_000  # people; a title's first word may be the name of a village


def _times_spoken_of(name: str, whole: str) -> int:
    """How often sentences of a text name something."""
    times, at = 0, whole.find(name)
    while at >= 0:
        end = stop = at + len(name)
        led = _LED.match(whole, at) and _EDGE.match(whole, end)
        does = None if led or not _EDGE.match(whole, at) else _DOES.match(whole, end)
        if led or does:
            times += 1
            stop = does.end() if does else end
        at = whole.find(name, stop if led or does else at + 1)
    return times


def titled(blocks: Sequence[Block], whole: str, recogniser: Recogniser) -> Iterator[tuple[Entity, int]]:
    """The cities that the first lines may speak for, each with how often the text below names it."""
    seen: set[str] = set()
    for block in blocks[:3]:
        title = in_small_letters(block.text.text)
        if (
            len(title) > _SHORT
            or _DATELINE.match(title)
            or (block.kind != "heading" and re.search(r"[.?!]\s+\S", title))
        ):
            continue
        for match in filter(None, (_HEADS.match(title), _SPEECH.match(title), _ENDS.search(title))):
            name = in_small_letters(match["name"])
            if name in seen or len(name) < 4:
                continue
            seen.add(name)
            times = _times_spoken_of(name, whole)
            if match.re is _SPEECH:
                times += min(_OFTEN, len(_WE.findall(whole)))
            says_we = not times and block is blocks[0] and match.re is _HEADS
            whole_name = (
                f"{name}{match.groupdict().get('kind') or ''}"  # Kansas City, else Hachinohe of Hachinohe City
            )
            city = recogniser.city_named(whole_name) or recogniser.city_named(name) if times or says_we else None
            if city is not None and says_we and int(dict(city.attributes).get("population", "0")) >= _TOWN:
                times = len(_WE.findall(whole))  # it calls itself nothing but "we" and "the city"
            if city is not None and times:
                yield city, times
