"""Short names that a document gives to things itself, and where it uses them.

What is told once as …協会(以下「協会」という。) or as a society (ABC) is the thing itself wherever that stands,
under its full name. A bracket that says so vouches for a name in front of it that no form tells. What only looks
like a short name, or means two things, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ..data import table
from ..text.mask import Masked, Noun
from .asides import ASIDE, givings, shorts_in
from .legends import legends
from .mint import folded
from .name_kinds import kind_of


class Short(NamedTuple):
    """A name as it stands in the text, and what it stands for; ``worded`` needs *the* or *our* before it."""

    name: str
    noun: Noun
    worded: bool = False


_THINGS = frozenset(
    [
        "City", "Ward", "Prefecture", "Region", "Country", "Port", "CityNetwork", "Foundation", "Alliance",
        "Organization", "Company", "University", "EducationalInstitution", "InternationalOrganization",
        "NationalGovernment", "Office", "Facility", "EventSeries", "Event", "SubnationalGovernment",
        "Quoted", "Generic", "Department",
    ]
)  # fmt: skip
_PLACES = frozenset(["City", "Ward", "Prefecture", "Region", "Country"])
_FORMED = frozenset(["Quoted", "Generic", "Department"])
"""Nouns that stand for a thing only once a bracket has said so; of which kind it is, the end of its name tells."""
_BODIES = _THINGS - _FORMED - _PLACES
_RUN_JA = re.compile(r"[一-鿿々ヶァ-ヴーA-Za-z0-9・&]+$")
_WORD = r"(?:[A-Z][\w’'&.]*(?:[-–—][A-Z]?[\w’'&.]+)*|\d{4})"
_RUN_EN = re.compile(rf"{_WORD}(?:,? (?:(?:of|for|and|the|on|in|de|du|&) ){{0,3}}{_WORD})*$")
_ARTICLE = re.compile(r"^(?:The|Our|In|At|And|But|With|From|For|By|Its|This) ")
_OF_NUMBER = re.compile(r"の(?=第\d+回)|(?<=回)の(?=.)")
_LEAST = 4
_WITHOUT = re.compile(r"\s?\([^()]*\)$")


class Defined:
    """The short names of one document."""

    def __init__(self, shorts: Iterable[Short] = ()) -> None:
        """Of two things with one name neither is meant."""
        meant: dict[str, Short] = {}
        for short in shorts:
            known = meant.setdefault(short.name, short)
            if folded(known.noun.text) != folded(short.noun.text):
                meant[short.name] = known._replace(noun=known.noun._replace(kind=""))
        self._meant = {name: short for name, short in meant.items() if short.noun.kind}
        names = sorted(self._meant, key=lambda name: (-len(name), name))
        self._sought = [(name, *_guards(self._meant[name])) for name in names]

    def __bool__(self) -> bool:
        return bool(self._meant)

    def concerns(self, text: str) -> bool:
        """Whether a text calls a thing by one of these names."""
        return bool(self._spans(text))

    def find(self, text: str) -> Iterator[Noun]:
        """The nouns that short names are in a text; not where they are given."""
        if not (spans := self._spans(text)):
            return
        given = [m.span() for m in ASIDE.finditer(text) if any(shorts_in(m[1]))]
        for start, end in spans:
            if not any(low < start < high for low, high in given):
                yield self._meant[text[start:end]].noun._replace(start=start, end=end, names=())

    def _spans(self, text: str) -> list[tuple[int, int]]:
        """Where the names stand, in order and apart; of two that begin at one place the longer.

        No pattern is made of the names: most documents have a few, which stand in few of their lines.
        """
        found = []
        for name, before, behind in self._sought:
            at = text.find(name)
            while at >= 0:
                if before.match(text, at) and behind.match(text, at + len(name)):
                    found.append((at, at + len(name)))
                at = text.find(name, at + 1)
        found.sort(key=lambda span: (span[0], -span[1]))
        kept: list[tuple[int, int]] = []
        for span in found:
            if not kept or span[0] >= kept[-1][1]:
                kept.append(span)
        return kept


@cache
def _guard(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _guards(short: Short) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What must stand before and behind a short name, for it to be no part of a longer one."""
    name, city = short.name, short.noun.kind in ("City", "Ward", "Prefecture", "Port")
    if len(name) == 1:  # 県は, 町と…との間では: the document's own
        return _guard(r"(?<![^\s、。「・○●:：])"), _guard("は|が(?!い)|も|では|と(?=の間|[一-鿿ァ-ヴー])")
    if re.match(r"[A-Za-z0-9]", name):
        before = r"(?<![A-Za-z0-9&’'-])(?<![A-Za-z0-9]\.)"
    elif len(name) > 5 and name == short.noun.text:
        before = ""
    else:
        before = f"(?<![一-鿿々ァ-ヴーA-Za-z0-9{'' if city else '・'}])" + (
            "(?<![ぁ-ん])" if re.match("[ぁ-ん]", name) else ""
        )
    if short.worded:
        before = rf"{before}(?:(?<=\b[Tt]he )|(?<=\b[Oo]ur )|(?<=\b[Tt]his ))"
    return _guard(before), _guard(_behind(short, city=city))


def _behind(short: Short, *, city: bool) -> str:
    if re.search(r"[A-Za-z0-9.]$", short.name):
        return r"(?![A-Za-z0-9-])" + (r"(?! (?:of |for )?[A-Z])" if short.worded else "")
    if city:
        longer = "" if short.name.endswith(("市", "区", "町", "村", "県", "港")) else "|[一-鿿々ァ-ヴー]"
        return f"(?!場|立{longer})"
    if short.noun.kind == "Self":
        return "(?!ではな|でな|[一-鿿々ァ-ヴー・])"
    if re.search("[ぁ-ん]$", short.name):
        return "(?=[^ぁ-ん]|[のはがをにでともへや]|$)"
    return f"(?=[^一-鿿々ァ-ヴー・]|$|{'|'.join(table('words/standins.toml')['behind']['ja'])})"


def with_given(text: str, nouns: list[Noun]) -> list[Noun]:
    """Nouns joined with the bracket behind them that gives them a short name: one thing, told once."""
    if "(" not in text:
        return nouns
    out: list[Noun] = []
    until = 0
    for noun in nouns:
        if noun.start < until:
            continue
        aside = ASIDE.match(text, noun.end) if noun.kind in _THINGS else None
        shorts = [s["s"] for s in shorts_in(aside[1]) if _may_bear(noun, s)] if aside else []
        inside = [n for n in nouns if aside and noun.end < n.start < aside.end()]
        if aside and shorts and all(any(n.text in s or s in n.text for s in shorts) for n in inside):
            names = dict.fromkeys((*noun.names, *_telling(noun.text, shorts)))
            out.append(noun._replace(end=aside.end(), names=tuple(names)))
        else:
            out.append(noun)
        until = out[-1].end
    return out


def whole(masked: Masked, low: int, high: int) -> str:
    """The text of a masked range, with what a word of their own names stands for in it.

    連絡会第8回総会 is the meeting of the body that is called so; the ITF Summit has that name.
    """
    text = masked.clean.text
    start, end = masked.at[low], masked.at[high]
    out = ""
    for noun in masked.within(low, high):
        said = text[noun.start : noun.end]
        if noun.kind not in _BODIES or said == noun.text or said[0] in '「『“"' or "(" in said:
            continue
        if not _telling(noun.text, [said]):
            out, start = out + text[start : noun.start] + noun.text, noun.end
    return _OF_NUMBER.sub("", out + text[start:end]) if out else text[start:end]


def definitions(sentences: Iterable[Masked]) -> Iterator[Short]:
    """The short names that sentences give, and the names that they are given to where no form told those."""
    for masked in sentences:
        text = masked.clean.text
        for start, end, said in givings(text):
            noun = _named(masked, start, end, [s["s"] for s in said])
            if noun is None:
                continue
            if all(n.kind != noun.kind or folded(n.text) != folded(noun.text) for n in masked.nouns):
                yield Short(noun.text, noun)
            part = _run(noun.text, [s["s"] for s in said]) if noun.entities else ""
            if " " in part and len(part) < len(noun.text):
                yield Short(part, noun)  # UN-Habitat's Regional Office for Africa (ROAF), without whose it is
            for short in said:
                if folded(name := short["s"].strip()) != folded(noun.text) and _may_bear(noun, short):
                    word = re.fullmatch(r"[A-Z][a-z]+(?P<more>(?: [A-Z][a-z]+)*)", name)
                    worded = word is not None and not (word["more"] and not short.groupdict().get("the"))
                    yield Short(name, noun, worded)
        for noun, name in legends(masked) if _MAY_SHORTEN.search(text) else ():
            if folded(name) != folded(noun.text):
                yield Short(name, noun)


_MAY_SHORTEN = re.compile("略|「|凡例|記号")


def _may_bear(noun: Noun, short: re.Match[str]) -> bool:
    """Whether a thing may have a short name: a city no initials, but what begins like it and ends in 市."""
    name = short["s"]
    if name.endswith("市") and not short.re.pattern.startswith("以下"):
        return noun.kind == "City" and len(name) < len(noun.text) and (name[0].isascii() or noun.text[0] == name[0])
    initials = name.isascii() and name.isupper() and noun.kind in _PLACES
    return not initials or _initials(noun.text.split(), name)


def _named(masked: Masked, end: int, behind: int, shorts: list[str]) -> Noun | None:
    """What the name in front of a bracket names; none where that is not certain."""
    text = masked.clean.text
    end = len(text[:end].rstrip(" "))
    run = _run(text[:end].rstrip("」』"), shorts)
    if run.endswith(tuple(table("words/standins.toml")["councils"]["en"])):
        named = (one for n in masked.nouns for one in (n, *n.parts))
        city = next((n for n in named if n.kind == "City" and n.start == end - len(run)), None)
        return city and city._replace(text=run)
    around = next((n for n in masked.nouns if n.start < end <= n.end), None)
    known = (around, *around.parts) if around else ()  # a part of the conference of the Union (ABC)
    noun = next((n for n in known if n.end in (end, behind) and n.start < end), None)
    if noun is not None:
        quoted = text[noun.start] in '「『“"'
        if noun.entities and noun.kind in _BODIES and 0 < len(run) < end - noun.start:
            return noun._replace(names=())  # [UN-Habitat Regional Office for Africa] (ROAF)
        other = run[:1].isascii() and len(run) != end - noun.start and not quoted  # Lakes [Cities Alliance]
        if noun.kind not in _THINGS or (not other and (noun.kind not in _FORMED or quoted)):
            return _as_told(noun, shorts)
    elif around is not None and around.end > behind:
        return None
    told = kind_of(run) if run else None
    return Noun(end - len(run), end, told, run) if told else None


def _as_told(noun: Noun, shorts: list[str]) -> Noun | None:
    """A noun as the thing that has a short name, of the kind that its name tells where that is the closer one."""
    name = _WITHOUT.sub("", noun.text.strip("「」『』"))
    told = None if noun.entities or noun.kind not in (*_FORMED, "Organization", "Event") else kind_of(name)
    kind = told if told and (noun.kind != "Event" or told == "EventSeries") else noun.kind
    if kind not in _THINGS or kind in _FORMED or not _fits(name, shorts):
        return None
    return noun._replace(kind=kind, text=name, names=())


def _run(before: str, shorts: list[str]) -> str:
    """The name that ends a text, by its characters and, in English, by the short names that it must bear out."""
    if not re.search(r"[A-Za-z.]$", before):
        found = _RUN_JA.search(before)
        return found[0] if found and len(found[0]) >= _LEAST else ""
    found = _RUN_EN.search(before)
    if found is None:
        return ""
    words = _ARTICLE.sub("", found[0])
    starts = [m.start() for m in re.finditer(rf"(?<![^ ]){_WORD}", words)]
    fitting = [words[at:] for at in starts if _fits(words[at:], shorts)]
    whole = [name for name in fitting if not re.search(r" and (?:of )?the ", name)] or fitting[-1:]
    return whole[0] if whole else ""


def _fits(name: str, shorts: list[str]) -> bool:
    """Whether a name bears out one of its short names: by its initials, or by a word of it."""
    if re.search("[ぁ-んァ-ヴ一-鿿]", name):
        return True
    words = re.findall(r"[A-Za-zÀ-ɏ]+", name)
    return any(_initials(words, short) or short in name or name.endswith(short) for short in shorts)


def _initials(words: list[str], short: str) -> bool:
    """Whether the letters of a short name begin the words of a name, in order, the first for certain."""
    letters = [c.lower() for c in short if c.isalpha()]
    heads = [w[0].lower() for w in words]
    if not heads or not letters or heads[0] != letters[0]:
        return False
    rest = iter(c for word in words for c in (word[0].lower(), *word[1:3].lower()))
    return all(letter in rest for letter in letters) and len(letters) >= sum(w[0].isupper() for w in words) - 1


def _telling(name: str, shorts: list[str]) -> tuple[str, ...]:
    """The short names that are names of their own: not a word of the long one."""
    return tuple(s for s in shorts if s not in name and s[0] not in "当本同")
