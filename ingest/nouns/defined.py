"""Short names that a document gives to things itself, and where it uses them.

…協会(以下「協会」という。), オーシャンサイド市(オ市), the Lakes Friendship Trust ("the Trust"), a society (ABC): what is told so
once is the thing itself wherever it stands behind, under its full name. A bracket that says so vouches for a name in
front of it that no form tells. What only looks like a short name, or means two things, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ..data import table
from ..text.mask import Masked, Noun
from .mint import folded


class Short(NamedTuple):
    """A name as it stands in the text, and what it stands for; ``worded`` needs *the* or *our* before it."""

    name: str
    noun: Noun
    worded: bool = False


_THINGS = frozenset(
    [
        "City", "Ward", "Prefecture", "Region", "Country", "Port", "CityNetwork", "Foundation", "Alliance", "Organization",
        "Company", "University", "EducationalInstitution", "InternationalOrganization", "NationalGovernment", "Office",
        "Facility", "EventSeries", "Event", "SubnationalGovernment", "Quoted", "Generic", "Department",
    ]
)  # fmt: skip
_PLACES = frozenset(["City", "Ward", "Prefecture", "Region", "Country"])
_FORMED = frozenset(["Quoted", "Generic", "Department"])
"""Nouns that stand for a thing only once a bracket has said so; of which kind it is, the end of its name tells."""
_BODIES = _THINGS - _FORMED - _PLACES
_ASIDE = re.compile(r" ?\(([^()]{1,80})\)")
_SAID_JA = (
    re.compile(
        r"以下、?(?:単に|総称して)?[「『“\"]?(?P<s>[^「」『』“”\"。、,\s]{1,20}?)[」』”\"]?"
        r"(?:と(?:い|言|略|表記|呼|称|記載|記す|申)[^。、]{0,8})?。?$"
    ),
    re.compile(r"(?:略称|通称|愛称|略して|略)[::はを]?\s?[「『]?(?P<s>[^「」『』。、:]{2,20}?)[」』]?(?=[。、]|$)"),
    re.compile(r"^「?(?P<s>[A-Z][A-Za-z-]{1,9})」?(?=、|,|;|。|$)"),
    re.compile(r"^「?(?P<s>[A-Zァ-ヴ一-鿿]{1,3}市)」?$"),
)
_S = r"(?P<s>[A-Z][\w&.’'-]*(?: [A-Z&][\w&.’'-]*){0,3})"
_SAID_EN = (
    re.compile(
        r"\b(?:hereinafter|hereafter|henceforth)\b,?(?: (?:referred to|known|called))?(?: as)?:? ?[\"“”'‘]?(?P<the>[Tt]he )?[\"“'‘]?"
        + _S + r"[\"”'’]?$"
    ),
    re.compile(rf"[\"“'‘](?P<the>[Tt]he )?{_S}[\"”'’]"),
    re.compile(rf"[\"“'‘]?\b(?P<the>[Tt]he ) ?[\"“'‘]{_S}[\"”'’]"),
    re.compile(rf"^(?P<the>the ){_S}$"),
    re.compile(r"^(?P<s>[A-Z][A-Za-z-]*[A-Z][A-Za-z-]{0,8})(?=[,;]|$| or )"),
)  # fmt: skip
_RUN_JA = re.compile(r"[一-鿿々ヶァ-ヴーA-Za-z0-9・&]+$")
_WORD = r"(?:[A-Z][\w’'&.]*(?:[-–—][A-Z]?[\w’'&.]+)*|\d{4})"
_RUN_EN = re.compile(rf"{_WORD}(?:,? (?:(?:of|for|and|the|on|in|de|du|&) ){{0,3}}{_WORD})*$")
_ARTICLE = re.compile(r"^(?:The|Our|In|At|And|But|With|From|For|By|Its|This) ")
_OF_NUMBER = re.compile(r"の(?=第\d+回)|(?<=回)の(?=.)")
_LEAST = 4
_WITHOUT = re.compile(r"\s?\([^()]*\)$")
_KNOWN_AS = re.compile(  # the Research Centre, better known as Marine Centre, was
    r",? (?:(?:also|better|commonly|widely|locally|generally|simply) )?(?:known|abbreviated|referred to) (?:\w+ly )?as "
    rf"(?P<the>the )?[\"“'‘]?{_S}[\"”'’]?(?=[,.;:)]|$)"
)


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
        self._pattern = re.compile("|".join(_guarded(self._meant[n]) for n in names)) if names else None

    def __bool__(self) -> bool:
        return bool(self._meant)

    def concerns(self, text: str) -> bool:
        """Whether a text calls a thing by one of these names."""
        return self._pattern is not None and self._pattern.search(text) is not None

    def find(self, text: str) -> Iterator[Noun]:
        """The nouns that short names are in a text; not where they are given."""
        if self._pattern is None:
            return
        given = [m.span() for m in _ASIDE.finditer(text) if any(_shorts(m[1]))]
        for match in self._pattern.finditer(text):
            if not any(low < match.start() < high for low, high in given):
                yield self._meant[match[0]].noun._replace(start=match.start(), end=match.end(), names=())


def _guarded(short: Short) -> str:
    """A pattern for a short name where it is no part of a longer one."""
    name, city = re.escape(short.name), short.noun.kind in ("City", "Ward", "Prefecture", "Port")
    if re.match(r"[A-Za-z0-9]", short.name):
        before = r"(?<![A-Za-z0-9&’'-])(?<![A-Za-z0-9]\.)"
    elif len(short.name) > 5 and short.name == short.noun.text:
        before = ""
    else:
        before = "(?<![一-鿿々ァ-ヴーA-Za-z0-9・])" + ("(?<![ぁ-ん])" if re.match("[ぁ-ん]", short.name) else "")
    if short.worded:
        before = rf"{before}(?:(?<=\b[Tt]he )|(?<=\b[Oo]ur )|(?<=\b[Tt]his ))"
    if re.search(r"[A-Za-z0-9.]$", short.name):
        latin = r"(?![A-Za-z0-9-])"
        return before + name + (latin + r"(?! (?:of |for )?[A-Z])" if short.worded else latin)
    if city:
        return before + name + "(?!場|立)"
    if re.search("[ぁ-ん]$", short.name):
        return before + name + "(?=[^ぁ-ん]|[のはがをにでともへや]|$)"
    behind = "|".join(table("words/standins.toml")["behind"]["ja"])
    return f"{before}{name}(?=[^一-鿿々ァ-ヴー・]|$|{behind})"


def given(text: str, end: int) -> tuple[int, tuple[str, ...]]:
    """Where the bracket behind a name ends that gives it a short one, and the short names; ``end`` where none does.

    >>> from enishi.ingest.nouns.defined import given
    >>> given("協会連盟(以下「連盟」という。)は", 4), given("the Lakes Trust (1998)", 15)
    ((16, ('連盟',)), (15, ()))
    """
    aside = _ASIDE.match(text, end)
    shorts = tuple(s["s"] for s in _shorts(aside[1])) if aside else ()
    return (aside.end(), shorts) if aside and shorts else (end, ())


def with_given(text: str, nouns: list[Noun]) -> list[Noun]:
    """Nouns joined with the bracket behind them that gives them a short name: one thing, told once."""
    if "(" not in text:
        return nouns
    out: list[Noun] = []
    until = 0
    for noun in nouns:
        if noun.start < until:
            continue
        end, shorts = given(text, noun.end) if noun.kind in _THINGS else (noun.end, ())
        inside = [n for n in nouns if noun.end < n.start < end]
        if shorts and all(any(n.text in s or s in n.text for s in shorts) for n in inside):
            names = dict.fromkeys((*noun.names, *_telling(noun.text, [*shorts])))
            noun = noun._replace(end=end, names=tuple(names))
        until = noun.end
        out.append(noun)
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
        if noun.kind not in _BODIES or said == noun.text or said[0] in "「『“\"" or "(" in said:
            continue
        if not _telling(noun.text, [said]):
            out, start = out + text[start : noun.start] + noun.text, noun.end
    return _OF_NUMBER.sub("", out + text[start:end]) if out else text[start:end]


def _shorts(aside: str) -> Iterator[re.Match[str]]:
    """The short names that a bracket gives."""
    japanese = re.search("[ぁ-んァ-ヴ一-鿿]", aside)
    seen = set()
    for pattern in _SAID_JA if japanese else _SAID_EN:
        for said in pattern.finditer(aside):
            if said["s"] not in seen and said["s"] not in _own():
                seen.add(said["s"])
                yield said


def definitions(sentences: Iterable[Masked]) -> Iterator[Short]:
    """The short names that sentences give, and the names that they are given to where no form told those."""
    for masked in sentences:
        text = masked.clean.text
        for start, end, said in _given(text):
            noun = _named(masked, start, end, [s["s"] for s in said])
            if noun is None:
                continue
            if all(n.kind != noun.kind or folded(n.text) != folded(noun.text) for n in masked.nouns):
                yield Short(noun.text, noun)
            for short in said:
                if folded(name := short["s"].strip()) != folded(noun.text) and _may_bear(noun, short):
                    word = re.fullmatch(r"[A-Z][a-z]+(?P<more>(?: [A-Z][a-z]+)*)", name)
                    worded = word is not None and not (word["more"] and not short.groupdict().get("the"))
                    yield Short(name, noun, worded)


def _given(text: str) -> Iterator[tuple[int, int, list[re.Match[str]]]]:
    """Where a text gives short names: where the name before ends, where what gives them ends, and they."""
    for aside in _ASIDE.finditer(text) if "(" in text else ():
        if said := [*_shorts(aside[1])]:
            yield aside.start(), aside.end(), said
    for known in _KNOWN_AS.finditer(text):
        yield known.start(), known.end(), [known]


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
    if noun is None and around is not None and around.end > behind:
        return None
    quoted = noun is not None and text[noun.start] in "「『“\""
    if noun is not None and noun.kind not in _THINGS:
        return None
    other = run[:1].isascii() and noun is not None and len(run) != end - noun.start and not quoted  # Lakes [Cities Alliance]
    if noun is not None and not other and (noun.kind not in _FORMED or quoted):
        name = _WITHOUT.sub("", noun.text.strip("「」『』"))
        told = kind_of(name)
        kind = told if told and not noun.entities and noun.kind in (*_FORMED, "Organization", "Event") else noun.kind
        kind = noun.kind if noun.kind == "Event" and kind != "EventSeries" else kind
        return noun._replace(kind=kind, text=name, names=()) if kind not in _FORMED and _fits(name, shorts) else None
    told = kind_of(run) if run else None
    return Noun(end - len(run), end, told, run) if told else None


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
    """Whether the letters of a short name begin the words of a name, in order: the first and the last for certain."""
    letters = [c.lower() for c in short if c.isalpha()]
    heads = [w[0].lower() for w in words]
    if not heads or not letters or heads[0] != letters[0]:
        return False
    rest = iter(c for word in words for c in (word[0].lower(), *word[1:3].lower()))
    return all(letter in rest for letter in letters) and len(letters) >= sum(w[0].isupper() for w in words) - 1


def _telling(name: str, shorts: list[str]) -> tuple[str, ...]:
    """The short names that are names of their own: not a word of the long one."""
    return tuple(s for s in shorts if s not in name and s[0] not in "当本同")


@cache
def _own() -> frozenset[str]:
    own = table("words/standins.toml")["own"]
    return frozenset((*own["ja"], *own["en"]))


def kind_of(name: str) -> str | None:
    """The kind of thing that a name tells by its end, or in English by how it begins.

    >>> from enishi.ingest.nouns.defined import kind_of
    >>> kind_of("富士市体育協会"), kind_of("Centre for Ocean Ventures"), kind_of("Lakes Trust"), kind_of("Tom")
    ('Organization', 'Facility', 'Organization', None)
    """
    said = table("words/standins.toml")
    if re.search("[ぁ-んァ-ヴ一-鿿]", name):
        ends = [(len(word), kind) for kind, words in said["ja"].items() for word in words if name.endswith(word)]
        return max(ends)[1] if ends else None
    last = re.sub(r"[^A-Za-z]+$", "", name).rpartition(" ")[2]
    opens = next((k for k, words in said["en_of"].items() if any(re.search(rf"\b{w}\b", name) for w in words)), None)
    kind = opens or next((k for k, words in said["en"].items() if last in words), None)
    of_cities = any(re.search(rf"\b{word}\b", name) for word in said["networks"]["en"])
    unites = last in ("Union", "League", "Alliance", "Network") or opens == "CityNetwork"
    if kind == "CityNetwork" and not of_cities:
        return "Organization"
    return "CityNetwork" if unites and of_cities else kind
