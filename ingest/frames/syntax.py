"""Who is who in an English sentence: a verb's subject, its object, and what *it*, *we* or *the Committee* means.

A subject stands right before its verb, before an aside, a bracket or *which*; it follows a participle in front
(*Founded in 1990, the Trust …*); or it is the sentence's own where *and* goes on. Whoever only follows a
preposition is no subject. Where the words say nothing plain, nobody is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...ontology.model import Entity
from ..text.mask import Masked, Noun
from .scene import Scene
from .taken_up import body_taken_up

_N = "[\ue000-\uf8ff]"
_CAPITAL = "[A-ZÀ-ÖØ-Þ][\\w’'&-]*"
_ENDS = (  # what the names of bodies end in that no form told
    "Committee|Commission|Trust|Board|Society|Association|Circle|Club|Group|Federation|Foundation|Fund|Institute"
    "|League|Union|Alliance|Partnership|Guild|Council|Network|Forum|Chamber|Cent(?:er|re)|Agency"
)
_TOKEN = f"(?:{_CAPITAL}|{_N})"
_OF_WHAT = rf"(?: (?:on|for|of) {_CAPITAL}(?: (?:and )?{_CAPITAL}){{0,3}})"
_BODY = re.compile(
    r"(?:(?!(?:The|Our|Its|This|In|On|At|Since|When|As|Until|By|From|With) )"
    rf"{_TOKEN}[ –-](?:(?:of|for|on|and) (?:the )?)?){{1,7}}?"
    rf"(?:(?:{_ENDS}){_OF_WHAT}?(?![\w-])(?:(?: {_TOKEN}){{0,4}} e\.\s?V\.)?"
    rf"|{_TOKEN},? (?:e\.\s?V\.|Inc\.|Ltd\.?|gGmbH|asbl))"
    rf"|(?:Department|Office|Division|Bureau|Unit) (?:for|of) {_CAPITAL}(?: (?:(?:and|of) )?{_CAPITAL}){{0,3}}"
    rf"|{_N} (?:on|for) {_CAPITAL}(?: (?:and )?{_CAPITAL}){{0,3}}(?![\w-])"
)
_WORDS = {
    "own": "[Oo]ur (?:own )?(?:association|society|committee|organi[sz]ation|charity|trust|club|group)"
    "|[Ww]e|[Oo]ur|[Uu]s",
    "it": "[Ii]t|[Ii]ts|[Tt]hey|[Tt]heir|[Tt]hem|itself",
    "the": r"(?:[Tt]h(?:e|is|at)) (?P<head>[A-Z]?[a-z]+)(?! (?:of\b|[A-Z]))",
}
_HEADS = {
    "CityNetwork|Organization": "network|organi[sz]ation|body|alliance|league|union|federation|forum|platform",
    "Organization": "association|society|committee|trust|club|group|charity|commission|foundation|corporation"
    "|council|board|federation|agency|partnership|cent(?:er|re)|institute|consulate|office|school|college"
    "|university|museum",
    "Facility": "cent(?:er|re)|museum|garden|park|house|hall|school|library|institute|building",
    "EventSeries|Event": "festival|summit|conference|congress|forum|fair|race|contest|marathon|event|series",
}
_SAID = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _WORDS.items()))
_THINGS = (
    "City|Prefecture|Ward|Country|Region|Self|Organization|GovernmentBody|Facility|EventSeries|Event|Role|Port"
    "|Generic"
)
_BEFORE = re.compile(
    r"\b(?P<prep>of|in|at|from|to|with|for|by|near|between|on|under|through|into|among|within|about|like|than|as)"
    r"(?: (?:the|its|an?|our))?(?: (?:city|town|municipality|port) of)? $"
)
_AUXILIARIES = re.compile(
    r"(?:\b(?:was|were|is|are|has|have|had|been|being|be|did|also|then|now|first|itself|later|already|again|long|still"
    r"|ever|since|today|once|finally|only|in turn|[a-z]+ly),? )*$"
)
_BE = re.compile(r"\b(?:was|were|been|being|is|are|be|got)(?: (?:also|then|first|again|itself|[a-z]+ly))* $")
_OPENS = re.compile(r"(?:(?:Although|Though|While|When|Once|Originally|First|Having been|Newly),? )?")
_WHICH = re.compile(r",? (?:which|that|who)$")
_WHICH_DOES = re.compile(r", which (?:is|was) [^,;.()]{2,60} and$")
_BEING = re.compile(r", (?:an?|the|one of the|our|its) [^,.;()]{2,60}$")
_ASIDE = re.compile(  # the Union, with headquarters in Varna, Bulgaria, dates from
    r"[,–—-] ?(?!and\b|but\b|or\b)(?:[^,;()–—]|(?<=[\ue000-\uf8ff]), (?=[\ue000-\uf8ff]$)){2,90}$"
)
_AND = re.compile(r"(?:,? (?:and|but)|, then)(?: (?:in|on|since) [\ue000-\uf8ff],?)?$")
_IN_OBJECT = re.compile(
    r"(?: (?!(?:in|at|by|with|for|from|of|to|on|under|as|into|and|or|that|which|after|before|between|through)\b)"
    r"[a-z’'-]+){0,5} "
)
_REACH = 220  # characters before a verb that are looked at


class Who(NamedTuple):
    """A range of the masked text that means somebody or something: a name, or a word that takes one up."""

    low: int
    high: int
    said: str  # ``name``, ``body`` (by its form), ``own``, ``it``, ``the``
    ruled: bool  # whether a preposition stands before it


class Syntax:
    """The sentence of a scene, read for who is who in it."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.text = scene, scene.text
        words = [
            Who(*m.span(), str(m.lastgroup), _is_ruled(self.text, m.start())) for m in _SAID.finditer(self.text)
        ]
        names = list(_named(scene, scene.masked))
        inside = {i for b in names for i in range(b.low, b.high)}
        self.all = sorted([*names, *(w for w in words if w.low not in inside)])

    def subject(self, at: int, end: int, *, finite: bool = False, depth: int = 3) -> Who | None:
        """Whose the verb from ``at`` to ``end`` is; one that is ``finite`` stands in no apposition."""
        head = self.text[:at]
        low = max(0, at - _REACH)
        stripped = _AUXILIARIES.search(head, low)
        cut = stripped.start() if stripped else at
        reduced = not finite and not _BE.search(head, low)  # founded in 1990: no "was" before it
        head = head[:cut].rstrip(" ")
        if _OPENS.fullmatch(f"{head} " if head else ""):
            return self.behind_comma(end)
        return self._of_head(head, at, end, reduced=reduced, depth=depth)

    def _of_head(self, head: str, at: int, end: int, *, reduced: bool, depth: int) -> Who | None:  # noqa: PLR0911
        """Who the words before a verb end with."""
        if not depth or not head:
            return None
        if head.endswith("("):
            return self._ending(head[:-1], ruled=True)
        if head.endswith(")") and "(" in head:
            return self._of_head(head[: head.rindex("(")].rstrip(), at, end, reduced=reduced, depth=depth - 1)
        if told := _WHICH.search(head):
            before = head[: told.start()]
            being = _BEING.search(before)
            named = self._ending(before[: being.start()], ruled=True) if being else None
            return named or self._ending(before, ruled=True)
        if head[-1] in ",:–—-":
            before = head[:-1].rstrip()
            near = self._ending(before, ruled=True)
            if near is not None and reduced:
                return near
            if near is None and before.endswith(")") and "(" in before:  # the Trust (a charity), set up in 1990
                before = before[: before.rindex("(")].rstrip()
                near = self._ending(before, ruled=reduced)
            aside = _ASIDE.search(before)
            return (self._ending(before[: aside.start()]) if aside else None) or near
        if _AND.search(head):
            told = _WHICH_DOES.search(head)
            return (self._ending(head[: told.start()], ruled=True) if told else None) or self.first(at)
        return self._ending(head)

    def _ending(self, head: str, *, ruled: bool = False) -> Who | None:
        """The one that a text ends with; what stands in a place, or of one, is who stands before that.

        Whom *which* or an apposition takes up may follow a preposition (``ruled``).
        """
        high = len(head.rstrip())
        who = next((w for w in self.all if w.high == high), None)
        if who is None or ruled or not who.ruled:
            return who
        rules = _BEFORE.search(self.text, 0, who.low)
        before = next((w for w in self.all if rules and w.high == rules.start() - 1), None)
        return before if before is not None and not before.ruled else None

    def behind_comma(self, end: int) -> Who | None:
        """Whom the main clause opens with, behind the comma that closes what stands in front."""
        for comma in _COMMA.finditer(self.text, end):
            between = self.text[end : comma.start()]
            if between.count("(") == between.count(")"):
                who = self.at(comma.end()) or self.at(comma.start("own"))
                if who is not None:
                    return who
        return None

    def at(self, place: int) -> Who | None:
        """Who stands at a place, behind an article or none."""
        low = place - 4 if self.text[max(0, place - 4) : place].lower() == "the " else place
        return next((w for w in self.all if w.low in (low, place)), None)

    def first(self, before: int) -> Who | None:
        """The subject of the sentence: the first that follows no preposition and owns nothing."""
        return next((w for w in self.all if w.high <= before and not w.ruled and not self.owns(w)), None)

    def joined(self, who: Who) -> bool:
        """Whether somebody stands in a row with others: Hilo and Kent, A, B and C."""
        return bool(_JOINED.search(self.text, 0, who.low) or _JOINS.match(self.text, who.high))

    def owns(self, who: Who) -> bool:
        """Whether something of theirs is spoken of: Leeds's, its."""
        return self.text[who.high : who.high + 1] in ("'", "’") or self.text[who.low : who.high].lower() in (
            "its", "our", "their",
        )  # fmt: skip

    def object(self, end: int) -> Who | None:
        """Whom a verb that ends there acts on; a name tells more than a word before it (the club Friends of X)."""
        words = _IN_OBJECT.match(self.text, end)
        inside = [w for w in self.all if words and end <= w.low < words.end() + 1 and not w.ruled]
        inside = [w for w in inside if not self.owns(w)]
        named = [w for w in inside if w.said in ("name", "body")]
        who = next(iter([*named, *inside]), None)
        following = self.at(who.high + 1) if who is not None and self._is_word(who) else None
        return following or who

    def _is_word(self, who: Who) -> bool:
        """Whether somebody is called by a common noun: the association."""
        return self.scene.masked.plain(who.low, who.high)[:1].islower()

    def passive(self, at: int) -> bool:
        """Whether the participle at a place is something that was done to its subject."""
        return _BE.search(self.text, max(0, at - 40), at) is not None

    def entity(self, who: Who | None, kinds: str, but: Sequence[Entity] = ()) -> Entity | None:
        """The thing of one of ``A|B`` that somebody named or taken up is; *it* means none of ``but``."""
        if who is None:
            return None
        if who.said in ("name", "body"):
            return self._of(self.scene.masked, who, kinds)
        if who.said == "own":
            return self._own(kinds)
        if who.said == "it":
            return self._taken_up(who, kinds, but)
        return self._headed(who, kinds, but)

    def _of(self, masked: Masked, who: Who, kinds: str) -> Entity | None:
        """The thing of one of the kinds that a name in a sentence is of."""
        if who.said == "body":
            name = masked.plain(who.low, who.high)
            return self.scene.discourse.minter.named("Organization", name) if "Organization" in kinds else None
        noun = masked.noun_at(who.low)
        if noun is None or not self._fits(noun, kinds):
            return None
        voice = None if noun.entities else self.scene.discourse.frame.voice
        if voice and self._is_a(voice, kinds) and any(n.text.endswith(noun.text) for n in voice.names):
            return self.scene.discourse.minter.known(voice)  # the Association, whose paper it is
        return self.scene.entity(noun)

    def _fits(self, noun: Noun, kinds: str) -> bool:
        if noun.kind == "Self":
            owner = self.scene.discourse.frame.owner
            return owner is not None and self._is_a(owner, kinds)
        return self.scene.is_a(noun, kinds)

    def _is_a(self, entity: Entity, kinds: str) -> bool:
        return self.scene.is_a(Noun(0, 0, entity.kind, ""), kinds)

    def _own(self, kinds: str) -> Entity | None:
        frame = self.scene.discourse.frame
        mine = next((e for e in (frame.voice, frame.owner) if e is not None and self._is_a(e, kinds)), None)
        return self.scene.discourse.minter.known(mine) if mine else None

    def _taken_up(self, who: Who, kinds: str, but: Sequence[Entity]) -> Entity | None:
        """What *it* takes up: the last one of a kind before it, in the sentence or in the one before."""
        here = [(w, e) for w in self.all if w.high <= who.low and (e := self._named(w, kinds)) and e not in but]
        if plain := [e for w, e in here if not w.ruled and not self.owns(w)]:
            return plain[0 if "City" in kinds else -1]
        if (going_on := self._going_on(kinds)) is not None:
            return going_on
        before = self.scene.discourse.before if self.scene.discourse.last else None
        named = (
            [w for w in _named(self.scene, before) if before.text[w.high : w.high + 1] not in "'’"]
            if before
            else []
        )
        told = [(w, e) for w in named if before and (e := self._of(before, w, kinds))]
        opens = self.scene.discourse.opened
        own = self._own(kinds) if opens is None else None  # another city is meant only where it opens a sentence
        ours = own is not None and own.kind == "City"
        subjects = [e for w, e in told if not w.ruled and not (ours and e.kind == "City")]
        ends = [e for w, e in told if before and _RECEIVES.search(before.text, 0, w.low)] if len(told) == 1 else []
        if subjects or ours:
            return next(iter([*subjects, *ends]), own)
        if told and before:
            alone = [e for w, e in told if not _PLACED.search(before.text, 0, w.low)]
            return alone[0] if len(told) == 1 and alone else None
        if here:
            return here[-1][1]
        spoken = self.scene.spoken(kinds)
        return self.scene.entity(spoken) if spoken is not None else self._own(kinds)

    def _going_on(self, kinds: str) -> Entity | None:
        """The body that the sentence before told of by a word that takes it up, else whose the sentence is."""
        body, party = body_taken_up(self.scene.discourse), self.scene.discourse.frame.owner
        if body is not None and self._is_a(body, kinds):
            return body
        whose = party is not None and party.kind != "City" and "City" in kinds and self._is_a(party, kinds)
        return self.scene.discourse.minter.known(party) if whose and party else None

    def _named(self, who: Who, kinds: str) -> Entity | None:
        """The thing that a name is, unless it only tells what something is called."""
        if who.said not in ("name", "body") or _CALLED.search(self.text, 0, who.low):
            return None
        return self._of(self.scene.masked, who, kinds)

    def _headed(self, who: Who, kinds: str, but: Sequence[Entity]) -> Entity | None:
        """What *the Committee*, *that organization* means: the one so called that was spoken of."""
        head = self.text[who.low : who.high].split(" ", 1)[1]
        fitting = [k for k, words in _HEADS.items() if re.fullmatch(words, head.lower())]
        if not fitting:
            return None
        frame = self.scene.discourse.frame
        for mine in (frame.voice, frame.owner):
            if mine and self._is_a(mine, kinds) and any(head.lower() in n.text.lower() for n in mine.names):
                return self.scene.discourse.minter.known(mine)
        here = [n for s in self.scene.spots if s.at < who.low and self._fits(n := s.noun, kinds)]
        before = self.scene.discourse.before if self.scene.discourse.last else None
        near = [n for n in (*(before.nouns if before else ()), *here) if _has_head(n.text, head)]
        if len({n.text for n in near}) > 1:
            return None  # of two societies none is the society
        general = frame.voice and frame.voice not in but and not near and head in _GENERAL
        if frame.voice and general and self._is_a(frame.voice, kinds):
            return self.scene.discourse.minter.known(frame.voice)
        said = [*self.scene.discourse.last.values(), *here]
        among = [n for n in said if self._fits(n, kinds) and any(self.scene.is_a(n, k) for k in fitting)]
        headed = [n for m in self.scene.discourse.above for n in m.nouns if self._fits(n, kinds)]
        called = [n for n in (*headed, *among) if _has_head(n.text, head)]
        plain = [n for n in among if head.islower()]
        plain = [n for n in plain if n.kind == "CityNetwork"] or plain  # such a word means a network first
        if not said and head.islower():
            plain = [n for n in headed if any(self.scene.is_a(n, k) for k in fitting)]
            plain = plain if len(plain) == 1 else []  # About the League. The network dates from 1990
        noun = next(iter([*called[-1:], *plain[-1:]]), None)
        return self.scene.entity(noun) if noun is not None else None


def syntax_of(scene: Scene) -> Syntax:
    """The sentence of a scene read for who is who, once for all who ask."""
    found = scene.kept.get("syntax")
    if not isinstance(found, Syntax):
        scene.kept["syntax"] = found = Syntax(scene)
    return found


def _named(scene: Scene, masked: Masked) -> Iterator[Who]:
    """The names of a sentence, those of bodies that no form told with what belongs to them, in order."""
    found = (b.span() for b in _BODY.finditer(masked.text))
    bodies = [(_begins(scene, masked, low), high) for low, high in found]
    inside = {i for low, high in bodies for i in range(low, high)}
    names = [
        (at, at + 1) for at, n in masked.index.items() if at not in inside and scene.is_a(masked.nouns[n], _THINGS)
    ]
    names = [(_behind_tie(masked, low), high) for low, high in names]
    for low, high in sorted([*bodies, *names]):
        said = "name" if high == low + 1 or _of_city(masked, low, high) else "body"
        yield Who(low, high, said, _is_ruled(masked.text, low))


def _behind_tie(masked: Masked, low: int) -> int:
    """Where a body's name begins that a word for a tie is part of: the Twinning Federation of North Wales."""
    noun, before = masked.noun_at(low), masked.noun_at(low - 2)
    if noun is None or before is None or masked.text[low - 1] != " " or not before.text[0].isupper():
        return low
    tied = noun.kind == "Organization" and not noun.entities and before.kind == "Tie"
    branch = noun.kind == "CityNetwork" and before.kind == "City" and not _is_ruled(masked.text, low - 2)
    return low - 2 if tied or branch else low  # Boise Sister Cities International


def _of_city(masked: Masked, low: int, high: int) -> bool:
    """Whether a body is a city's own council, which is the city: the City Council, Hobart City Council."""
    noun = masked.noun_at(low)
    return (
        noun is not None
        and noun.kind in ("City", "Self")
        and _COUNCIL.fullmatch(masked.text, low + 1, high) is not None
    )


def _begins(scene: Scene, masked: Masked, low: int) -> int:
    """Where a name begins: behind a date before it, or a word that means a thing (the association Friends of X)."""
    noun = masked.noun_at(low)
    worded = noun is not None and masked.clean.text[noun.start].islower()
    return low + 2 if noun and (worded or not scene.is_a(noun, f"{_THINGS}|Tie")) else low


def _has_head(name: str, head: str) -> bool:
    """Whether a word is the last of a name, or the first of one that goes on (League of Winter Towns)."""
    goes_on = head[0].isupper() and name.startswith((f"{head} of ", f"{head} for "))
    return goes_on or name.lower().endswith(head.lower())


def _is_ruled(text: str, low: int) -> bool:
    """Whether a preposition stands before a place."""
    return _BEFORE.search(text, max(0, low - 30), low) is not None


_JOINED = re.compile(r"[\ue000-\uf8ff](?: \([^()]*\))?(?:,| and|, and) (?:the )?$")
_JOINS = re.compile(r"(?: \([^()]*\))?(?:, | and |, and )(?:the )?[\ue000-\uf8ff]")
_COUNCIL = re.compile(r"(?: City| Town)? Council")
_GENERAL = frozenset(["organization", "organisation", "association", "society", "charity", "group", "committee"])
_RECEIVES = re.compile(r"\b(?:to|by) (?:the )?$")
_PLACED = re.compile(r"\b(?:at|in|near|from) (?:the )?$")
_CALLED = re.compile(r"\b(?:named|called|known as|(?:under|by) the name(?: of)?) (?:the )?$")
_COMMA = re.compile(r"(?:,| [–—]) (?P<own>(?:(?:the|its|our|this|that) )?)")
