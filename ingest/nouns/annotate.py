"""From clean text to a masked sentence: names known, dates, figures, words of the trade, and names by form.

Nouns found at first (the recogniser's, dates, figures, lexicon words) may become parts of longer ones, whose
form tells their kind (``<CityNetwork><City>プロジェクトオフィス`` is an Office). Overlaps go to the longer noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...ontology.dates_text import find_dates
from ..data import table
from ..names.compounds import compounds
from ..names.longer_names import WARD, begins, within_a_body
from ..names.people import is_person
from ..names.recognise import Recogniser
from ..text.clean import LONGEST, Clean
from ..text.mask import Alphabet, Masked, Noun, compile_pattern, longest, mask, untyped
from ..text.numerals import Digits
from ..text.sieve import Sieve, Sought
from . import bodies_told, titles_borne, told_events
from .bodies_told import is_body
from .date_order import Order, in_order
from .defined import Defined, whole, with_given
from .editions import is_bare
from .event_parts import MAY_BE_HELD, proved
from .figures import figures
from .other_names import initials_inside
from .places_told import places_told
from .quoted_events import TAIL, is_english_occasion, is_occasion, of_a_class
from .roles import Roles
from .titles_borne import is_borne
from .untold import untold_dates


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str
    pattern: Sought
    least: int


class Annotation:
    """Masks the sentences of one document; what stands in it twice is looked through once."""

    def __init__(
        self, annotator: Annotator, recogniser: Recogniser, title: str = "", order: Order | None = None
    ) -> None:
        """``recogniser`` finds the known names; ``title`` is what the document's first lines say, ``order`` what
        comes first in its dates in figures.
        """
        self._annotator = annotator
        self._order = order
        self._lists_ties = _OF_SISTERS.search(title) is not None
        self._recogniser = recogniser
        self._masked: dict[tuple[str, tuple[Noun, ...], bool], Masked] = {}
        self._alone: dict[str, Masked] = {}  # texts read with nothing above or before them: cells, fields
        self._defined = Defined()
        self._people: set[str] = set()  # whose names are those of places

    def define(self, defined: Defined) -> None:
        """From now on, find these short names of the document's own."""
        self._defined = defined
        self._masked = {key: masked for key, masked in self._masked.items() if not defined.concerns(key[0])}
        self._alone.clear()

    def __call__(self, clean: Clean, headed: str = "", before: str = "") -> Masked:
        """The masked sentence; ``headed`` is the nearest heading, ``before`` what the block said before."""
        clean = clean[:LONGEST] if len(clean.text) > LONGEST else clean
        if headed or before:
            return self._read(clean, headed, before)
        if again := self._alone.get(clean.text):
            return again.elsewhere(clean)
        self._alone[clean.text] = masked = self._read(clean)
        return masked

    def _read(self, clean: Clean, headed: str = "", before: str = "") -> Masked:
        digits = Digits(clean.text)
        dated = _ends_in_date(before)
        untold = tuple([digits.noun(n) for n in untold_dates(digits.text, headed, before)])
        if again := self._masked.get((clean.text, untold, dated)):
            return again.elsewhere(clean)
        if len(self._masked) == _REMEMBERED:
            self._masked.clear()
            self._alone.clear()
        simple = [*self._defined.find(clean.text), *untold]
        found = self._annotator.simple(self._recogniser, clean.text, digits, self._people)
        simple.extend(in_order(noun, self._order) for noun in found)
        if self._lists_ties and (ours := _OUR_CITIES.fullmatch(clean.text)):
            simple.append(Noun(*ours.span("cities"), "Tie", ours["cities"], value="sisterCityOf"))
        masked = self._annotator.masked(clean, simple, dated)
        self._masked[clean.text, untold, dated] = masked
        return masked


_OF_SISTERS = re.compile(r"\b(?:[Ss]ister[- ][Cc]it|[Tt]win(?:ning|ned)?[- ](?:[Aa]ss|[Cc]omm|[Tt]own|[Cc]it))")
_OUR_CITIES = re.compile(  # the heading of a list, in a document of those who look after sister cities
    r"\W*(?:(?:Our|The|The (?:\w+|\d+)) )?"
    r"(?P<cities>(?i:(?:partner )?(?:cities|towns|communities)|partners|family))"
    r"(?: (?:abroad|overseas|worldwide|around the (?:world|globe)|at a glance|and (?:their )?years))?\W*"
)
_ENDS_IN_DATE = re.compile(
    r"(?:\d{1,2}月(?:\d{1,2}日)?|\d{1,2}[.．/]\d{1,2}|\d{1,2}日)(?:\([月火水木金土日][^()]{0,3}\))?\s*$"
)


def _ends_in_date(before: str) -> bool:
    last = before.rstrip()[-1:]
    return (last in "月日)" or last.isdecimal()) and _ENDS_IN_DATE.search(before) is not None


_REMEMBERED = 1 << 12
"""Sentences of a document that are remembered."""


class Annotator:
    """Finds the nouns of sentences."""

    def __init__(self, alphabet: Alphabet) -> None:
        self.alphabet = alphabet
        self._lexicon = Sieve(
            ((w["kind"], w.get("value"), Sought(w["pattern"])), w["pattern"])
            for w in table("words/lexicon.toml")["word"]
            if not w.get("skip")
        )
        words = table("words/nouns.toml")["words"]
        self.words: dict[str, str] = dict(words)
        forms = [
            _Form(n["kind"], Sought(untyped(n["pattern"], alphabet, words)), n.get("least", 1))
            for n in table("words/nouns.toml")["noun"]
        ]
        self._roles = Roles(alphabet)
        self._ends = [(k, re.compile(f"(?:{words[k.lower()]})$")) for k in ("Event", "Facility")]
        proofs = {"title": titles_borne.PROOFS, "body": bodies_told.PROOFS, **told_events.PROOFS}
        said = [(name, proof) for name, patterns in proofs.items() for proof in patterns]
        self._forms = Sieve[_Form | str]([*((form, form.pattern.source) for form in forms), *said])
        self._generic = {kind: re.compile(words) for kind, words in table("words/nouns.toml")["generic"].items()}
        self._quoted = [
            (kind, compile_pattern(rf"(?:{ending})(?:\d{{4}}~\d{{4}}|\s?\d{{4}}|\([^()]*\))?$", alphabet, words))
            for kind, ending in table("words/nouns.toml")["quoted"][0]["kinds"]
        ]

    def masked(self, clean: Clean, found: Iterable[Noun], dated: bool = False) -> Masked:
        """A sentence, masked by the nouns that were found in it at first and by the longer ones they make up.

        ``dated`` says that a cell before it tells its day or month.
        """
        simple = self._with_aliases(clean.text, longest(found))
        first = mask(clean, simple, self.alphabet)
        may = self._forms.candidates(first.text)
        forms, proofs = [f for f in may if not isinstance(f, str)], {p for p in may if isinstance(p, str)}
        composed = [*self._composed(first, forms), *self._quotes(first), *places_told(first)]
        composed = [
            *told_events.told_events(first, composed, dated, proofs),
            *(titles_borne.titles_borne(first) if "title" in proofs else ()),
            *(bodies_told.bodies_told(first, composed) if "body" in proofs else ()),
            *composed,
        ]
        formed = mask(clean, longest([*simple, *composed]), self.alphabet) if composed else first
        composed.extend(self._roles(formed))
        whole = self._with_aliases(clean.text, longest([*simple, *composed]) if composed else simple)
        return first if whole == simple else mask(clean, whole, self.alphabet)

    def simple(self, recogniser: Recogniser, text: str, digits: Digits, people: set[str]) -> Iterator[Noun]:
        """What a text names or says by itself, in no order; ``recogniser`` finds the known names.

        ``people`` of the document bear the name of a place; those met are added.
        """
        known = recogniser.find(text)
        known = [n for n in known if n.kind != "City" or not is_person(text, n.start, n.surface, people)]
        for joined in compounds(text, known):
            yield Noun(joined.start, joined.end, joined.kind, joined.text)
        lands = frozenset((n.start, n.end) for n in known if n.kind in ("Country", "Region"))
        for ward in WARD.finditer(text) if known and "-gu" in text else ():
            yield Noun(ward.start(), ward.end(), "City", ward[0])
        for name in known:
            if name.kind == "City" and (at := begins(text, name, lands)) < name.start:
                yield Noun(at, name.end, "City", text[at : name.end])
                continue
            of = 0
            if text.startswith("$", name.end):
                continue  # US$9,000
            if name.kind == "CityNetwork" and within_a_body(text, name):
                continue
            if name.surface[5:8].lower() == "of ":
                # "a sister city of Sydney": the word for the tie keeps its city
                city = name.surface.lower().startswith("city of ")
                of = 8 if city and _TIE_BEFORE.search(text, 0, name.start) else 0
                if of == 0 and name.surface.startswith("city of ") and _RANKED.search(text, 0, name.start):
                    continue  # the largest city of Oregon is no City of Oregon
            yield Noun(name.start + of, name.end, name.kind, name.surface[of:], name.candidates)
        for date in map(digits.date, find_dates(digits.text)):
            value = date if date.interval is None else date.interval
            yield Noun(date.start, date.end, _date_kind(date.kind), date.as_printed, value=value, note=date.bound)
        yield from map(digits.noun, figures(digits.text))
        for kind, value, pattern in self._lexicon.candidates(text):
            for match in pattern.pattern.finditer(text):
                if match[0]:
                    yield Noun(match.start(), match.end(), kind, match[0], value=value)

    def _composed(self, masked: Masked, forms: Iterable[_Form]) -> Iterator[Noun]:
        for form in forms:
            for match in form.pattern.pattern.finditer(masked.text):
                low, high = _trimmed(match[0], *match.span())
                if form.kind == "Event" and (run_on := _RUN_ON.match(match[0])):
                    low = match.start() + run_on.end()
                name = whole(masked, low, high)
                if form.kind == "Event" and any(n.kind == "EventSeries" for n in masked.within(low, high)):
                    name = _OF_EDITION.sub("", name)  # 第1回の世界歴史都市会議
                if len(name) < form.least or high - low < 2 or _TWIN.fullmatch(name):
                    continue
                kind = "Generic" if self._is_generic(form.kind, name) else form.kind
                bracket = _INITIALS.fullmatch(name) if kind in _MAY_HAVE_ALIAS else None
                bracket = bracket or _WRITTEN_OUT.fullmatch(name)
                if bracket:
                    yield Noun(
                        masked.at[low],
                        masked.at[high],
                        kind,
                        bracket[1],
                        parts=tuple(masked.within(low, high)),
                        names=(bracket[2],),
                    )
                    continue
                yield Noun(
                    masked.at[low],
                    masked.at[high],
                    kind,
                    name,
                    parts=tuple(masked.within(low, high)),
                    names=initials_inside(name),
                )

    def _is_generic(self, kind: str, name: str) -> bool:
        words = self._generic.get(kind)
        return bool(words and words.fullmatch(_EDITION.sub("", name))) and not is_bare(name)

    def _quotes(self, masked: Masked) -> Iterator[Noun]:
        for match in _QUOTES.finditer(masked.text):
            group = next(i for i in (1, 2, 3) if match[i])
            name, inner = masked.plain(*match.span(group)), masked.within(*match.span(group))
            if group == 3 and _SPEECH.search(name):
                continue  # what somebody says is no name
            kind = next((k for k, p in self._quoted if p.search(match[group]) or p.search(name)), "Quoted")
            start, end = match.span()
            if kind == "Quoted" and group != 3 and is_occasion(masked.text, start, end, name):
                kind = "Event"
            if kind == "Quoted" and group == 3 and is_english_occasion(masked.text, start, end, name):
                kind = "Event"
            may = kind in MAY_BE_HELD and group != 3 and not of_a_class(masked.text, start)
            if may and proved(masked, start, end, name, quoted=True):
                kind = "Event"
            if group != 3 and is_borne(masked.text, start, end, name):
                kind = "Title"
            if kind == "Quoted" and group != 3:
                kind = is_body(masked.text, end, name) or kind
            if kind == "Event" and (tail := TAIL.match(masked.text, end)):
                name, end = masked.plain(start, tail.end()), tail.end()
            if len(inner) == 1 and match.end(group) - match.start(group) == 1:
                kind = inner[0].kind if kind in ("Quoted", "Title") else kind
                yield inner[0]._replace(start=masked.at[match.start()], end=masked.at[match.end()], kind=kind)
                continue
            yield Noun(masked.at[start], masked.at[end], kind, name, parts=tuple(inner))

    def _describes(self, noun: Noun, quoted: Noun) -> bool:
        """Whether a noun says only what kind of thing the name in quotation marks behind it is: 国際会議「…」."""
        if noun.kind == "Generic":
            return True
        if noun.kind == "Facility" and quoted.kind == "Quoted":
            return not noun.parts and not noun.entities and len(noun.text) <= 8
        bare = noun.kind == "Event" and not noun.entities and not noun.names and not _EDITION.match(noun.text)
        return bare and quoted.kind in ("Event", "Quoted") and not _CLAUSE.search(quoted.text)

    def _with_aliases(self, text: str, nouns: list[Noun]) -> list[Noun]:
        """Nouns joined with the other name that stands in brackets behind them: 国連開発計画(UNDP).

        A general word right before a name in quotation marks (国際会議「…」) goes with it.
        """
        if not nouns:
            return nouns
        joined: list[Noun] = []
        for noun in nouns:
            last = joined[-1] if joined else None
            if last and last.end == noun.start and text[noun.start] in "「『" and self._describes(last, noun):
                said = next(
                    (k for k, ends in self._ends if noun.kind == "Quoted" and ends.search(last.text)), noun.kind
                )
                entitled = (f"{last.text}{text[noun.start : noun.end]}",) if said == "Event" else ()
                joined[-1] = noun._replace(start=last.start, kind=said, names=(*noun.names, *entitled))
                continue
            if last and last.end == noun.start and text[noun.start] in "「『" and last.kind == noun.kind == "Event":
                whole = f"{last.text}{text[noun.start : noun.end]}"  # 第7回国際フェスタ「みなとの一日」
                joined[-1] = last._replace(end=noun.end, names=(*last.names, noun.text, whole))
                continue
            if last and last.kind == noun.kind == "Event" and _is_told_before(last, text[last.end : noun.start]):
                joined[-1] = noun._replace(start=last.start)  # its last congress, the 9th Clean Air Congress
                continue
            if (
                last
                and noun.start == last.end + 1
                and text[last.end] == "("
                and text[noun.end : noun.end + 1] == ")"
            ):
                same = {e.iri for e in last.entities} & {e.iri for e in noun.entities}
                alike = noun.kind == last.kind and not noun.entities
                if same or (alike and (_may_be_alias(noun.text) or (noun.kind == "Event" and not last.entities))):
                    merged = tuple(e for e in last.entities if e.iri in same) or last.entities
                    joined[-1] = last._replace(end=noun.end + 1, entities=merged, names=(*last.names, noun.text))
                    continue
            joined.append(noun)
        joined = [_with_short(text, noun) if noun.kind == "Event" else noun for noun in joined]
        out = []
        for noun, following in zip(joined, [*joined[1:], None], strict=False):
            alias = _ALIAS.match(text, noun.end) if noun.kind in _MAY_HAVE_ALIAS else None
            free = alias and (following is None or following.start >= alias.end())
            out.append(noun._replace(end=alias.end(), names=(*noun.names, alias[1])) if alias and free else noun)
        return with_given(text, out)


def _is_told_before(event: Noun, between: str) -> bool:
    """Whether an event is only said to be the last or the next one, right before its name."""
    return between in (", the ", ", ") and _LAST_OR_NEXT.fullmatch(event.text) is not None


_LAST_OR_NEXT = re.compile(
    r"(?:last|next|latest|previous|first|second|most recent|coming|upcoming)(?: [a-z]+){1,3}"
)
_ALIAS = re.compile(r"\s?\(([A-Z][A-Za-z0-9&\- ]{1,40}|[ァ-ヴー]{3,20})\)")
_SHORT_BEFORE = re.compile(r"(?<![A-Za-z])([A-Z]{2,6}\s?\d{0,3})\s?\($")  # COP3(地球温暖化防止京都会議)
_QUOTES = re.compile(r"「([^「」]{1,60})」|『([^『』]{1,60})』|[“\"]([^“”\"]{3,80})[”\"]")
_RANKED = re.compile(r"\b(?:[a-z]+est|second|third|fourth|main|capital|port|major) $")
_SPEECH = re.compile(r"^(?:\S+\s+){4,}\S*[.,!?]$")
_TIE_BEFORE = re.compile(r"\b(?:sister|friendship|friendly|partner|twin)[- ]$", re.I)
_WRITTEN_OUT = re.compile(r"([A-Z][A-Z0-9-]{2,9})\s?\(([A-Z][A-Za-z]+(?: [A-Za-z]+){1,8})\)")
_INITIALS = re.compile(r"(.{6,}?)\s?\(([A-Z][A-Za-z0-9]{1,9})\)")
_CLAUSE = re.compile(r"[をがはへ、。~]|に(?:向け|おけ|つい)|の(?:実現|推進|展望|あり方)")
_OF_EDITION = re.compile(r"(?<=回)の(?=.)")
_EDITION = re.compile(r"^第\d+回(?:の|目の)?")
_TWIN = re.compile(  # what two bodies are to each other is no name of a third: 姉妹城になった
    "(?:姉妹|友好)(?:城|校|学校|高校|大学|病院|動物園|動植物園|植物園|水族館|博物館|美術館|図書館|公園|庭園|空港|寺|神社|会議所|館|園)"
)
_ASKED = re.compile("[QA問答](?:この|その|同)?(?=[一-鿿ァ-ヴーぁ-ん\ue000-\uf8ff]{3})")
_EDGES = (
    re.compile(
        r"^(?:(?:Q|A|問|答)\d{1,2}(?!\d)|\d+(?:-\d+)+|\d{1,3}[度回](?!目)|\d{1,2}(?=国[際内外])|[・\-のと、\s]|(?:The|This|Our|In|At|On|For|A|An|And|Its|When|After|From)\s)*"
    ),
    re.compile(r"(?:等|など|ほか|[・\-\s]|(?<=[a-z]{5})\.)*$"),
)


_RUN_ON = re.compile(  # a headline that runs into its sentence: … ends in Ghent The RiverPorts Forum was held
    r".*(?:[a-z0-9]|[\ue000-\uf8ff])(?<! (?:of|in|at|on|by))(?<! (?:for|and))(?<! (?:over|with)) The (?=[A-Z])"
)


def _trimmed(name: str, start: int, end: int) -> tuple[int, int]:
    """A name's range without a house number, or a line's own Q or A, before it and "etc." behind it."""
    head, tail = (edge.search(name) for edge in _EDGES)
    head = (_ASKED.match(name) if start == 0 else None) or head
    low = start + (head.end() if head else 0)
    return low, max(low, start + tail.start() if tail else end)


_MAY_HAVE_ALIAS = frozenset(
    [
        "Event",
        "EventSeries",
        "Facility",
        "Foundation",
        "Alliance",
        "Programme",
        "Plan",
        "Strategy",
        "University",
        "InternationalOrganization",
        "CityNetwork",
        "Company",
        "Project",
        "Organization",
        "Office",
    ]
)


def _with_short(text: str, noun: Noun) -> Noun:
    """An event in brackets behind its initials: COP3(地球温暖化防止京都会議) is one thing."""
    if text[noun.end : noun.end + 1] != ")" or text[noun.start - 1 : noun.start] != "(":
        return noun
    short = _SHORT_BEFORE.search(text, max(0, noun.start - 16), noun.start)
    return noun._replace(start=short.start(), end=noun.end + 1, names=(*noun.names, short[1])) if short else noun


def _may_be_alias(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9&\- ]+|[ァ-ヴー]+", text))


def _date_kind(kind: str) -> str:
    return {"fiscal year": "FiscalYear", "relative": "RelativeDate"}.get(kind, "Date")
