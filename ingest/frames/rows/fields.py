"""The fields of an entry of a list: a row's cells, or what stands between the commas and brackets of a line.

Each is told by what it says: a date, a country, a word for a tie or an agreement, a dash, a name; the rest is a
remark. A cell's own brackets make fields of their own: 昭和53年5月26日(姉妹).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from ....errors import DataError
from ....ontology.dates_text import read_date
from ....ontology.edtf import Interval, on
from ...data import table
from ...text.clean import Clean
from ...text.mask import Masked, Noun
from ..words import word

Annotate = Callable[[Clean], Masked]
LANDS = frozenset(["Country", "Region", "Prefecture"])
PLACES = frozenset(["City", "Region", "Prefecture", "Port", "Ward"])
_DATES = frozenset(["Date", "FiscalYear"])
_OF_A_TIE = frozenset(["Tie", "AgreementWord"])
_TOLD_WITH_DATE: Final = 56  # characters of a field that tells a tie and its date
_BRACKETED = re.compile(r"[^()]*\([^()]*\)(?:[^()]*\([^()]*\))*[^()]*$")
_YEAR = re.compile(r"(?:since |from |in )?((?:18|19|20)\d\d)年?$")
_ERA_SHORT = re.compile(
    r"([MTSHR明大昭平令]\.?\s?(?:元|\d{1,2}))(年|[./]\s?\d{1,2}(?:[./]\s?\d{1,2})?)?"
)  # S36.7.14, S50
_RANK = re.compile(
    r"(?:本市|市|国内|県内|日本)?(?:で|として|に)?(?:は)?(?:最初|初めて|初|最も古い|一番目|\d番目)の?|との$|として$"
)
_AROUND = re.compile(r"[\s()、,;:：|│=—–―-]+|(?:since|from|in|signed|締結|提携|調印|より|から)\s?")
_DASH = re.compile(r"[-‐–—―ー−\s]+$")
_NUMBER = re.compile(r"(?:No\.?\s?)?\d{1,3}[.)]?$")
_PARTED = re.compile(r"[、,;；/]\s?")
_PARTED_LATIN = re.compile(  # the comma of April 27, 2012 parts nothing
    r",? [-–—] |(?:(?<![a-z.] \d)(?<![a-z.] \d\d), ?|, ?(?! ?\d{4}))|: | ?\.{2,} ?| \. | {2,}"
)


_LATIN = (
    r"[A-ZÀ-ÞĀ-Ž][\w’'.-]*(?:[ -](?:(?:de|del|de la|la|le|les|upon|on|am|an der|der|da|do|dos|of|sur|di|al|el|y) )?"
    r"[A-ZÀ-ÞĀ-Ž][\w’'.-]*){0,4}"
)
_KATAKANA = r"[ァ-ヴー・＝=]{2,24}"
_MARKS: Final = " *※・-"  # around a name
_LONGEST: Final = 48  # characters of a name
_FORM: Final = re.compile(rf"(?:{_LATIN})$")
_WORDS: Final = frozenset(
    [
        "City",
        "Country",
        "Name",
        "Since",
        "Year",
        "Remarks",
        "Total",
        "None",
        "Date",
        "Status",
        "Partner",
        "Town",
        "Type",
        "Kind",
        "Member",
        "Field",
        "Network",
        "Port",
    ]
)


@dataclass(slots=True)
class Entry:
    """What the fields of one entry say. ``kinds`` are relations, ``other`` where a word for an agreement stands."""

    names: list[tuple[str, Sequence[Noun]]] = field(default_factory=list)
    body: str = ""  # an organisation's name, in a list of agreements
    land: Noun | None = None
    latin: str = ""  # its name as it is printed behind the Japanese one: フリマントル市 City of Fremantle
    domestic: bool = False  # its name is a municipality's of the document's own country
    home: Noun | None = None  # the municipality whose tie it is, where the row tells it
    owned: bool = False  # its columns tell whose it is
    land_above: Noun | None = None  # where all the partners of its list lie
    when: Interval | None = None
    dates: int = 0
    sure: bool = False  # its names stand in a column for cities
    span: tuple[int, int] | None = None  # where it stands in the text of its line
    port: bool = False  # its names are ports
    kinds: list[str] = field(default_factory=list)
    remarks: list[Clean] = field(default_factory=list)
    content: Clean | None = None  # what its column for what it is about says
    unsigned: bool = False  # a dash stands for the date or the kind
    of_another_kind: bool = False  # its column for the kind says neither a tie nor an agreement
    pending: bool = False  # it is under discussion, proposed, applied for


def parts(text: Clean) -> Iterator[Clean]:
    """A field and, as fields of their own, what its brackets hold."""
    low = 0
    whole = text.text
    if "(" not in whole or not _BRACKETED.match(whole):
        yield text
        return
    for bracket in re.finditer(r"\(([^()]*)\)", whole):
        if whole[low : bracket.start()].strip():
            yield _stripped(text[low : bracket.start()])
        at = bracket.start(1)
        for mark in [*_PARTED.finditer(whole, bracket.start(1), bracket.end(1)), None]:
            stop = mark.start() if mark else bracket.end(1)
            if whole[at:stop].strip():
                yield _stripped(text[at:stop])
            at = mark.end() if mark else stop
        low = bracket.end()
    if whole[low:].strip():
        yield _stripped(text[low:])


def in_japanese(part: Clean) -> tuple[Clean, str]:
    """A name that is printed in two scripts without its Latin one, and that: ブレスト市Ville de Brest."""
    both = _TWO_SCRIPTS.fullmatch(part.text.strip())
    return (_stripped(part)[: both.end("ja")], both["latin"]) if both else (part, "")


_TWO_SCRIPTS = re.compile(
    r"(?P<ja>[ァ-ヴー・＝=一-鿿々]{2,24})\s?"
    r"(?:(?:City|Town|Municipality|Ville|Stadt|Ciudad|Comune|Cidade) (?:of |de |d['’]|di )?)?"
    rf"(?P<latin>{_LATIN}?)(?: City)?"
)


def latin_parts(text: Clean) -> Iterator[Clean]:
    """The fields of an entry in English: *Beira, Mozambique - 1990*, *Odesa, Ukraine (1944, sister city)*."""
    for part in parts(text):
        at = 0
        for mark in [*_PARTED_LATIN.finditer(part.text), None]:
            stop = mark.start() if mark else len(part.text)
            if part.text[at:stop].strip():
                yield _stripped(part[at:stop])
            at = mark.end() if mark else stop


def _stripped(text: Clean) -> Clean:
    lead = len(text.text) - len(text.text.lstrip())
    return text[lead : len(text.text.rstrip())]


_NONE_SIGNED = re.compile(r"\bno (?:formal |signed |written )?agreements?\b|\bexchanges? only\b", re.I)


def takes(entry: Entry, part: Clean, annotate: Annotate) -> bool:  # noqa: PLR0911, PLR0912 -- one return a kind of field
    """Let a field say what it is, other than a name; whether it did."""
    text = part.text.strip()
    if not text or _NUMBER.match(text):
        return True
    if _DASH.match(text):
        entry.unsigned = True
        return True
    if year := _YEAR.match(text):
        entry.dates += 1
        entry.when = entry.when or on(int(year[1]))
        return True
    if short := _ERA_SHORT.fullmatch(text):
        with suppress(DataError):
            entry.when = entry.when or read_date(re.sub(r"\s", "", short[0]) + ("" if short[2] else "年"))
            entry.dates += 1
        return True
    masked = annotate(part)
    kinds = {n.kind for n in masked.nouns}
    lands = [n for n in masked.nouns if n.kind == "Country"]
    only = kinds and kinds <= LANDS and not _NAMES.sub("", masked.text)
    if only and (lands or entry.names):
        if entry.land is None or (lands and entry.land.kind != "Country"):
            entry.land = (lands or masked.nouns)[0]
        return True
    dates = [n.value for n in masked.nouns if n.kind in _DATES and isinstance(n.value, Interval)]
    bare = _AROUND.sub("", _NOUNS.sub("", masked.text))
    if len(dates) == 1 and kinds <= _DATES and not bare:
        entry.dates += 1
        entry.when = entry.when or dates[0]
        return True
    if _NONE_SIGNED.search(text):
        entry.pending = True
        return True
    if _on_its_day(entry, part, masked, annotate):
        return True
    if (told := kind_of(masked)) is not None:
        entry.kinds.append(told)
        return True
    if kinds <= _DATES | _OF_A_TIE and len(dates) == 1 and len(text) < _TOLD_WITH_DATE:
        ties = [n.value for n in masked.nouns if n.kind == "Tie" and isinstance(n.value, str)]
        if len(ties) == 1 and len(bare) <= 2:  # 1984年姉妹提携
            entry.when = entry.when or dates[0]
            entry.kinds.append(ties[0])
            return True
    if len(dates) == 1 and kinds <= _DATES | _OF_A_TIE and (paper := _paper_beside(masked)):
        entry.dates += 1
        entry.when = entry.when or dates[0]
        entry.kinds.append(paper)
        return True
    if word("pending").search(text) and not dates:
        entry.pending = True
        return True
    return False


def _paper_beside(masked: Masked) -> str | None:
    """The relation of a paper's name that stands beside its date alone: 文化交流の覚書 平成20年3月."""
    day = next(n for n in masked.nouns if n.kind in _DATES)
    text = masked.clean.text
    rest = f"{text[: day.start]}|{text[day.end :]}".strip("| 　、,:()")
    told = "|" not in rest and word("content_names").fullmatch(rest) and word("kind_pact").search(rest)
    return "agreementWith" if told and not any(n.kind == "Tie" for n in masked.nouns) else None


_ON_ITS_DAY = re.compile(  # twinned 1978; friendship agreement signed on 6 May 2019
    r"(?P<word>[A-Za-z][A-Za-z -]{3,40}?)(?: (?:signed|concluded|established|formed|dated|since|in|on|from|of))*,? "
    r"(?P<day>[\ue000-\uf8ff]|(?:18|19|20)\d\d)$"
)
_HAPPENED = re.compile(r"(?:became|becomes?|joined|followed)\b")  # a sentence's, and of no entry
_BARE = re.compile(r"(?:the )?(?:agreement|tie|link|charter)$", re.I)  # of the kind that the list is of


def _on_its_day(entry: Entry, part: Clean, masked: Masked, annotate: Annotate) -> bool:
    """Let a field of a word for a tie with its date behind it say both; whether it was one."""
    told = _ON_ITS_DAY.match(part.text) or _ON_ITS_DAY.match(_with_day(masked, part))
    if told is None or any(n.kind not in _DATES | _OF_A_TIE for n in masked.nouns):
        return False
    said = annotate(part[: told.end("word")])
    if word("is_told").search(said.text) or _HAPPENED.match(said.text):
        return False
    kind = kind_of(said)
    day = next((n.value for n in masked.nouns if n.kind in _DATES), None)
    when = day if isinstance(day, Interval) else on(int(told["day"])) if told["day"].isdigit() else None
    if when is None or (kind is None and not _BARE.match(said.text)):
        return False
    entry.dates += 1
    entry.when = entry.when or when
    if kind is not None and not _BARE.match(said.text):
        entry.kinds.append(kind)
    return True


def _with_day(masked: Masked, part: Clean) -> str:
    """A field with a mark in place of the date that ends it."""
    last = masked.nouns[-1] if masked.nouns else None
    ends = last is not None and last.kind in _DATES and last.end == len(part.text)
    return f"{part.text[: last.start]}\ue000" if last is not None and ends else ""


def kind_of(masked: Masked) -> str | None:
    """The relation that a field tells, if it tells nothing else: 姉妹都市, sister city, 覚書."""
    ties = [n for n in masked.nouns if n.kind == "Tie" and isinstance(n.value, str)]
    text = masked.clean.text
    if ties and len(text) <= max(24, len(ties[0].text) + 10) and not word("not_a_tie").search(text):
        rest = _NOUNS.sub("", masked.text)
        rest = _RANK.sub("", rest)
        named = (
            masked.nouns[0].kind == "Tie" and {n.kind for n in masked.nouns} <= _OF_A_TIE
        )  # sister city agreement
        if named and not word("kind_else").search(rest):
            return str(ties[0].value)
    pact = len(text) <= 48 and word("kind_pact").search(text) and not word("not_a_tie").search(text)
    if pact and not any(n.kind in _DATES or n.kind in PLACES for n in masked.nouns):
        return "agreementWith"
    return None


@cache
def _unit() -> str:
    """What a place's name ends in that says of which kind the place is."""
    return str(table("words/frames.toml")["unit_of_place"])


def may_be_name(text: str) -> bool:
    """Whether a field may name places, by its length alone."""
    text = text.strip(_MARKS)
    return 0 < len(text) <= _LONGEST and text not in _WORDS


def names_in(part: Clean, annotate: Annotate, *, sure: bool) -> list[tuple[str, Sequence[Noun]]]:
    """The places that a field names, each with its nouns; by its form alone, a place that no list knows."""
    text = part.text.strip(_MARKS)
    if not may_be_name(text):
        return []
    if (listed := _names_listed(part, annotate)) is not None:
        return listed
    masked = annotate(part)
    known = [n for n in masked.nouns if n.kind in PLACES]
    if known and _between_places().fullmatch(_NOUNS.sub("", masked.text).strip(" *※")):
        whole = [n for n in known if n.kind not in ("Region", "Prefecture")] or known
        return [(n.text, (n,)) for n in whole]
    if any(n.kind not in PLACES and n.kind != "Generic" for n in masked.nouns):
        return []
    if _with_unit().fullmatch(text) or (sure and _IN_KATAKANA.fullmatch(text)):
        return [(text, ())]
    return [(text, ())] if _FORM.match(text) and text.split()[0] not in _WORDS else []


def behind_land(part: Clean, annotate: Annotate) -> tuple[Noun | None, Clean]:
    """The country that opens a field, and what lies in it: フランス国 クサック村, 米国オレゴン州ヒル郡."""
    nouns = annotate(part).nouns
    land = nouns[0] if nouns and nouns[0].kind == "Country" and not nouns[0].start else None
    if land is None:
        return None, part
    apart = part.text[land.end : land.end + 1] in _BEHIND
    rest = _stripped(part[land.end + apart :])
    within = nouns[1] if len(nouns) > 1 and nouns[1].kind in ("Region", "Prefecture") else None
    if within is not None and within.start == land.end + apart and within.end < len(part.text):
        inner = _stripped(part[within.end :])
        rest = inner if _with_unit().fullmatch(inner.text) else rest
    glued = _with_unit().fullmatch(rest.text) or (len(nouns) > 1 and nouns[1].start == land.end)
    return (land, rest) if rest.text and (apart or glued) else (None, part)


_BEHIND: Final = tuple(" ・の/")


def _names_listed(part: Clean, annotate: Annotate) -> list[tuple[str, Sequence[Noun]]] | None:
    """The places of a field of several, each with what it is, though no list knows them: ベルヒ村、ミースバッハ郡.

    None where the first is the state in which the others lie: オレゴン州、セーラム市.
    """
    cuts = [m.span() for m in re.finditer(r"[、，]\s?|及び|と(?=[ァ-ヴ])", part.text)]
    if not cuts or part.text[cuts[0][0] - 1] in "州省県道":
        return None
    found: list[tuple[str, Sequence[Noun]]] = []
    for low, high in zip([0, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(part.text)], strict=True):
        piece = _stripped(part[low:high])
        known = [n for n in annotate(piece).nouns if n.kind in PLACES]
        if not _with_unit().fullmatch(piece.text):
            return None
        found.append((piece.text, known if len(known) == 1 and piece.text.startswith(known[0].text) else ()))
    return found


_NOUNS = re.compile("[\ue000-\uf8ff]")
_NAMES = re.compile(r"(?:the )?[\ue000-\uf8ff\s・,、]")
_IN_KATAKANA = re.compile(_KATAKANA)


@cache
def _between_places() -> re.Pattern[str]:
    """What may stand between and behind the names of places in a field."""
    return re.compile(rf"(?:{_unit()}|[・、と/&,\s]|and)*")


@cache
def _with_unit() -> re.Pattern[str]:
    """The form of a place's name with what it is."""
    return re.compile(rf"(?:{_KATAKANA}|[一-鿿]{{1,6}}){_unit()}")


def provinces(pieces: Iterable[str], named: Sequence[Noun]) -> Iterator[Noun]:
    """Those of the pieces of a cell that are provinces abroad by their form alone; the others are ``named``."""
    for piece in pieces:
        if _PROVINCE.fullmatch(piece) and not any(piece in n.text for n in named):
            yield Noun(0, len(piece), "Region", piece)


_PROVINCE = re.compile(r"[ァ-ヴー・]{2,16}(?:県|州|省|郡)")
