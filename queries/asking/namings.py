"""What people call a thing whose names are known: short forms, adjectives, other spellings, slips.

What always holds: a form that is made here is tried after the names that the graph gives, and one that several
things could bear names none of them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .occasions import occasions
from .parts import in_parts

if TYPE_CHECKING:
    from ...ontology.model import Entity

_DRAWN: Final = re.compile("(?<=[ぁ-ゖ])[〜～~]+(?=[ぁ-ゖ])")
"""A sound that is drawn out: くださ～い."""

_SHORT_ERA: Final = re.compile(r"(?<![A-Za-z0-9])([RH]\d{1,2})(?=と|から|の|予算|vs|・|対|→)")
"""A fiscal year in an official's shorthand: R5とR6の予算."""

_SECOND_YEAR: Final = re.compile(
    r"(令和|平成|昭和|R|H)(\d{1,2}|元)(年度?(?:と|から|、|や|・|および|及び|対|vs)|度?(?:と|vs))(?=\d{1,2}年度?)"
)
"""The second year of an era that is said once: 令和5年度と6年度."""

_SUFFIX: Final = re.compile(r"(?<=..)[市都府県町村区]$")
_PREFIX: Final = re.compile(r"^(?:The|City of) | City$")
_COMPANY: Final = re.compile(
    r"^(?:(?:株式会社|有限会社|一般社団法人|公益財団法人)|\([株有]\)|\((?:一社|公財)\)|株)|(?:株式会社|\(株\)|株)$"
    r"|,? (?:Co\.,? Ltd\.?|Inc\.?|Corporation|Corp\.?|Ltd\.?)$"
)
_BRACKETS: Final = re.compile(r" ?\(([^()]+)\)(?=.)")
_OFFICE_OF: Final = re.compile(r"(?P<body>.{4,}?)の?(?P<place>[一-鿿ァ-ヺー]{2,6}(?:連絡)?事務所)")
_OWN: Final = re.compile(r"[一-鿿々]{2,3}[市県府都](.{6,})$")
"""What is a city's own, and may be called without it."""

_COST: Final = re.compile(r"(?<=...)(?:事業)?(?:費|経費|予算)$")
_EDITION: Final = re.compile(r"第(\d+)回(.+)$")
_ADJECTIVE: Final = re.compile(r"(?:a|(?<=op)e)$")
_PURPOSE: Final = re.compile(r" (?:for|of|on) ")
_IN_PARTS: Final = frozenset(
    {
        "Role",
        "Company",
        "Facility",
        "Foundation",
        "Office",
        "BudgetLine",
        "Organization",
        "Instrument",
        "Event",
        "EventSeries",
    }
)
"""Kinds of things whose names are made of common words."""

_HEAD: Final = re.compile("(?<=...)(?:副?議長|(?:名誉|副)?会長(?:都市)?|実行委員|事務局)$")
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
_DIGITS: Final = ("", *"一二三四五六七八九")
_HUNDRED: Final = 100
_SHORT: Final = 3
_LEAST_MISSPELT: Final = 7
_PIECE: Final = re.compile(r"[ァ-ヺー・]+|[一-鿿々]+|[ぁ-ゖ]+|[A-Za-z]+|\d+")


def normal(text: str) -> str:
    """A question as it is read: widths made one, quotes and line ends made plain."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u2018", "'")
    plain = _DRAWN.sub("", plain)
    plain = _SHORT_ERA.sub(r"\1年度", plain)
    return _SECOND_YEAR.sub(lambda m: f"{m[1]}{m[2]}{m[3]}{m[1]}", " ".join(plain.split()))


def forms(name: str) -> Iterator[tuple[str, bool]]:
    """A name as it is, and without what only says its kind, or whose it is (Shanghai Office)."""
    if len(name) > 1:
        yield name, True
    head, _, tail = name.partition(" ")
    end = tail if head.isascii() and " " in tail and tail[:1].isupper() else name
    for short in (
        _SUFFIX.sub("", name),
        _PREFIX.sub("", name),
        _COMPANY.sub("", name),
        _COST.sub("", name),
        _BRACKETS.sub("", name),
        _BRACKETS.sub(r"\1", name[_bracketed(name) :]),
        name.replace("等", ""),
        end,
    ):
        if short != name and len(short) > 1:
            yield short, False


def _bracketed(name: str) -> int:
    """Where a short form in brackets begins: of 国際農業開発基金(IFAD)日本事務所 the IFAD."""
    match = _BRACKETS.search(name)
    return match.start() if match and match.start() and match.end() < len(name) else 0


def told(
    entity: Entity, bearers: Mapping[str, Mapping[str, bool]], entities: Mapping[str, Entity]
) -> Iterator[str]:
    """What people say for a name: an edition by its series in another language (13th Conference), a role without
    its body (chair of CITYNET's cluster), a place as an adjective (African, French).
    """
    for name in map(normal, (n.text for n in entity.names)):
        if own := _OWN.match(name):
            yield own[1]
        if edition := _EDITION.match(name):
            number = int(edition[1])
            for series in bearers.get(edition[2], ()):
                for other in (normal(n.text) for n in entities[series].names):
                    yield from _editions(number, other)
        elif entity.kind == "Office" and (office := _OFFICE_OF.fullmatch(_BRACKETS.sub("", name))):
            for body in bearers.get(office["body"], ()):
                yield from (f"{normal(n.text)}{office['place']}" for n in entities[body].names)
        elif entity.kind in ("Event", "EventSeries"):
            yield from occasions(name, lambda place: _foreign(place, bearers, entities))
        elif entity.kind == "Role":
            yield from _posts(name, entity.iri, bearers)
        elif entity.kind in ("Country", "Region") and (adjective := _ADJECTIVE.search(name)):
            yield f"{name}{'n' if adjective[0] == 'a' else 'an'}"
    if entity.kind == "Country":
        yield from _demonyms().get(dict(entity.attributes).get("countryCode", ""), ())


def _posts(name: str, iri: str, bearers: Mapping[str, Mapping[str, bool]]) -> Iterator[str]:
    """A role without its body, in English with the body behind it: vice president of Mayors for Peace."""
    for end in range(len(name) - _SHORT, _SHORT - 1, -1):
        bodies = {other for other, whole in bearers.get(name[:end], {}).items() if whole} - {iri}
        if bodies and not name.isascii():
            yield name[end:]
            return
        if bodies and name[end] == " ":
            yield from (f"{name[end:].strip()} {of} {name[:end]}" for of in ("of", "of the", "at", "in"))
            return


def by_parts(
    entity: Entity, bearers: Mapping[str, Mapping[str, bool]], entities: Mapping[str, Entity]
) -> Iterator[str]:
    """What a name that is made of common words comes to in English; a role also by what it is held in."""
    if entity.kind not in _IN_PARTS:
        return
    called = [normal(n.text) for n in entity.names]
    called += [_COMPANY.sub("", name) for name in called]
    for name in dict.fromkeys([*called, *(_BRACKETS.sub(r"\1", name[_bracketed(name) :]) for name in called)]):
        if name.isascii():
            continue
        yield from in_parts(name, lambda part: _foreign(part, bearers, entities))
        held = _HEAD.search(name) if entity.kind == "Role" else None
        if held and name[: held.start()] not in bearers:
            yield f"{name[: held.start()]}の{held[0]}"
            yield name[: held.start()]
            yield from in_parts(name[: held.start()], lambda part: _foreign(part, bearers, entities))


def shortened(entity: Entity) -> Iterator[str]:
    """A name of three pieces by its first and its last, Minato Lounge for Minato International Lounge; and a longer
    one without what it is for, World Winter Cities Association for Mayors.

    >>> from enishi.ontology.model import Entity, Name
    >>> from enishi.queries.asking.namings import shortened
    >>> list(shortened(Entity("x", "Facility", (Name("Minato International Lounge", "en"),), ())))
    ['Minato Lounge']
    """
    for name in map(normal, (n.text for n in entity.names)):
        pieces = name.split() if name.isascii() else _PIECE.findall(name)
        if len(pieces) == _SHORT and pieces[0][:1] != "第":
            yield (" " if name.isascii() else "").join((pieces[0], pieces[-1]))
        if (head := _PURPOSE.split(name, maxsplit=1)[0]) != name and len(head.split()) >= _SHORT:
            yield head


def _foreign(
    place: str, bearers: Mapping[str, Mapping[str, bool]], entities: Mapping[str, Entity]
) -> Iterator[str]:
    """What a place of the graph is called in English."""
    for iri, whole in bearers.get(place, {}).items():
        if whole or len(bearers[place]) == 1:
            yield from (n.text for n in entities[iri].names if n.lang == "en" and n.text.isascii())


@cache
def _demonyms() -> Mapping[str, list[str]]:
    words = (files(__package__) / "demonyms.toml").read_text(encoding="utf-8")
    countries: Mapping[str, list[str]] = tomllib.loads(words)["countries"]
    return countries


@cache
def adjectives() -> frozenset[str]:
    """All adjectives of countries, folded.

    >>> from enishi.queries.asking.namings import adjectives
    >>> "japanese" in adjectives()
    True
    """
    return frozenset(word.casefold() for words in _demonyms().values() for word in words)


def respelt(word: str, names: Mapping[str, str]) -> str | None:
    """The one name that a word misspells, of names by their folded spelling: a letter in seven may be wrong.

    >>> from enishi.queries.asking.namings import respelt
    >>> respelt("Kitakyushyu", {"kitakyushu": "Kitakyushu", "kyoto": "Kyoto"})
    'Kitakyushu'
    >>> respelt("Boston", {"bolton": "Bolton", "houston": "Houston"}) is None
    True
    """
    from ...ingest.text.fold import fold  # noqa: PLC0415

    said = spelling(fold(word).text)
    if said in names:
        return names[said]
    if len(said) < _LEAST_MISSPELT:
        return None
    near = 1 if len(said) < 2 * _LEAST_MISSPELT else 2  # of a short name another one is a letter away
    found = process.extract(said, names.keys(), scorer=OSA.distance, score_cutoff=near, limit=3)
    best = [name for name, distance, _ in found if distance == found[0][1] and name[0] == said[0]]
    called = {names[name] for name in best}
    return called.pop() if len(called) == 1 else None


def spelling(folded: str) -> str:
    """A folded name without what is left out or put in at will: long vowel marks, hyphens, blanks."""
    return re.sub(r"[ー\-‐ '.・]", "", folded)


def _editions(number: int, series: str) -> Iterator[str]:
    """What people call an edition of a series.

    >>> from enishi.queries.asking.namings import _editions
    >>> list(_editions(2, "Port Summit")), list(_editions(12, "港湾会議"))
    (['2nd Port Summit', 'Port Summit 2', 'second Port Summit'], ['第12回港湾会議', '第十二回港湾会議'])
    """
    if series.isascii():
        yield from (f"{_ordinal(number)} {series}", f"{series} {number}")
        if number <= len(_ORDINALS):
            yield f"{_ORDINALS[number - 1]} {series}"
        return
    yield f"第{number}回{series}"
    if number < _HUNDRED:
        tens, ones = divmod(number, 10)
        ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
        yield f"第{ten}{_DIGITS[ones]}回{series}"


def _ordinal(number: int) -> str:
    """
    >>> from enishi.queries.asking.namings import _ordinal
    >>> [_ordinal(number) for number in (1, 2, 11, 13, 23)]
    ['1st', '2nd', '11th', '13th', '23rd']
    """
    plain = number % 100 in (11, 12, 13)
    return f"{number}{'th' if plain else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
