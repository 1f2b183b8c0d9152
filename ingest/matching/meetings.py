"""Meetings named by their number alone: 第9回の総会 is that of the network or the series that is spoken of.

Where nothing that meets is spoken of, such words name no meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ontology.model import Entity
from ..nouns.editions import BARE, BARE_EN, NUMBERED_EN, edition_of, is_bare
from ..text.mask import Noun
from .place import Place

_MEET = frozenset(["CityNetwork", "EventSeries", "Event", "Alliance", "InternationalOrganization"])


_IN_SERIES = re.compile(
    "(?:会議|大会|サミット|フォーラム|祭|まつり|祭り|フェスタ|フェスティバル|コンクール|コンテスト|展)$"
)
_SERIES = "第回"  # where the discourse keeps the series whose meetings were told by number
_NUMBER = re.compile(r"第\d+回")


def whose(noun: Noun, place: Place) -> Entity | None:
    """The meeting that a noun names by its number, once it is known whose it is."""
    bare = BARE.fullmatch(noun.text)
    if bare is None and (english := BARE_EN.fullmatch(noun.text)) and english["number"]:
        meeting = _numbered(english["number"], english["word"], noun, place)
        return place.discourse.minter.called(meeting, noun.text) if meeting is not None else None
    if bare is None:  # The Congress, of the 7th UCLG World Congress spoken of
        meant = (b for b in _spoken(noun, place) if b.kind in ("Event", "EventSeries") and noun.text in b.text)
        found = next((b for b in meant if not is_bare(b.text)), None) if noun.text else None
        return place.discourse.minter.entity(found) if found else None
    number, word = bare["number"], bare["word"] or ""
    known = place.discourse.meetings
    spoken = [*_spoken(noun, place), *(() if word or _SERIES not in known else (known[_SERIES],))]
    spoken.sort(
        key=lambda body: edition_of(body.text) is None or is_bare(body.text)
    )  # 第1回X会議 before a committee
    for body in spoken:
        if not word and not (_IN_SERIES.search(body.text) and body.kind in ("Event", "EventSeries", "CityNetwork")):
            continue
        edition = edition_of(body.text) if body.kind == "Event" else None
        if body.kind in ("Event", "EventSeries"):
            series = edition.series if edition else body.text
            if series.endswith(word) and not is_bare(body.text):
                known[_SERIES] = body
                if _NUMBER.search(series):  # 協議会第9回総会, and the 10th
                    return place.discourse.minter.named("Event", _NUMBER.sub(f"第{number}回", series))
                return place.discourse.minter.named("Event", f"第{number}回{series}", (f"{series}第{number}回",))
            continue
        names = _names(body, place)
        first, *others = (n for name in names for n in _called(name, number, word))
        meeting = place.discourse.minter.named("Event", first, others)
        return place.discourse.minter.called(meeting, noun.text) if word else meeting
    return None


def _numbered(number: str, word: str, noun: Noun, place: Place) -> Entity | None:
    """The 6th Congress: of the body whose 5th one was spoken of, of the series, of the network."""
    spoken = list(_spoken(noun, place))
    known = place.discourse.meetings.get(word.rpartition(" ")[2])
    for meeting in (*((known,) if known else ()), *(n for n in spoken if n.kind == "EventSeries")):
        told = NUMBERED_EN.fullmatch(meeting.text) if meeting.kind == "Event" else None
        if told is not None:
            return _of_body(number, told["word"] or told["what"], _bodies(meeting, place), place)
        edition = edition_of(meeting.text)
        series = edition.series if edition and meeting.kind == "Event" else meeting.text
        if series.endswith(f" {word}"):
            return place.discourse.minter.named("Event", f"{number} {series}")
    body = next((n for n in spoken if n.kind in ("CityNetwork", "Alliance")), None)
    return _of_body(number, word, _english(body, place), place) if body else None


def _bodies(meeting: Noun, place: Place) -> list[str]:
    """The names of the body that a meeting's name holds."""
    body = next((p for p in meeting.parts if p.kind in _MEET or p.kind == "Organization"), None)
    return _english(body, place) if body else []


def _english(body: Noun, place: Place) -> list[str]:
    """The English names of a body, the one of the text first."""
    entity = place.discourse.minter.entity(body)
    return list(dict.fromkeys([body.text, *(n.text for n in entity.names if n.lang == "en")]))


def _of_body(number: str, word: str, names: list[str], place: Place) -> Entity | None:
    """The meeting of a body by its number, under each of the body's names."""
    ways = [way for name in names for way in (f"{number} {word} of the {name}", f"{number} {name} {word}")]
    return place.discourse.minter.named("Event", ways[0], ways[1:]) if ways else None


def numbered(noun: Noun, place: Place) -> Entity | None:
    """The meeting that an English name tells by its number and its body: the Network's 5th Congress."""
    told = NUMBERED_EN.fullmatch(noun.text)
    names = _bodies(noun, place) if told else []
    return _of_body(told["number"] or told["nth"], told["word"] or told["what"], names, place) if told else None


def fuller(noun: Noun, place: Place) -> Noun | None:
    """The event spoken of whose name a shorter one ends: 花火祭り, of 浦項国際花火祭り."""
    if noun.entities or not _SHORTENED.fullmatch(noun.text):
        return None
    for spoken in (*reversed(place.masked.nouns), *place.discourse.events):
        if spoken.kind == "Event" and len(spoken.text) > len(noun.text) and spoken.text.endswith(noun.text):
            edition = edition_of(spoken.text)
            if (edition is None or edition.series != noun.text) and not _OWN.search(spoken.text[: -len(noun.text)]):
                return spoken
    return None


_SHORTENED = re.compile(r"[一-鿿々ぁ-んァ-ヴー]{3,}")
_OWN = re.compile(r"[をがはへ、。のと]$")  # what is told of it is no part of its name


def _called(name: str, number: str, word: str) -> tuple[str, str]:
    """What a network's meeting is called: 第17回世界冬の都市市長会議, 平和首長会議第9回総会."""
    shared = next((k for k in range(len(word), 1, -1) if name.endswith(word[:k])), 0)
    whole, apart = f"第{number}回{name}{word[shared:]}", f"{name}第{number}回{word}"
    return (whole, apart) if shared else (apart, whole)


def _names(body: Noun, place: Place) -> list[str]:
    """The names of a body, the one to show first."""
    entity = place.discourse.minter.entity(body)
    known = [n.text for n in entity.names if n.lang == place.discourse.frame.lang or n.text.isupper()]
    return list(dict.fromkeys([entity.name("ja"), body.text, *body.names, *known]))


def _spoken(noun: Noun, place: Place) -> Iterator[Noun]:
    """What meets, nearest first: before the noun in its sentence, in those before, in the headings above."""
    yield from (n for n in reversed(place.masked.nouns) if n.kind in _MEET and n.start < noun.start)
    yield from (n for n in reversed(list(place.discourse.last.values())) if n.kind in _MEET)
    yield from (n for masked in place.discourse.above for n in masked.nouns if n.kind in _MEET)
