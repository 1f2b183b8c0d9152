"""The ends of a fact: what a rule's specification (see :mod:`.rules`) names at the place where it matched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from ...ontology.model import Entity
from ..names.shape import port_of
from ..nouns.editions import edition_of, is_bare, series_of
from ..nouns.titles_borne import is_post
from ..text.mask import Alphabet
from .literals import LITERALS
from .meetings import whose
from .place import Place
from .reading import End, plain, post, template, title_line
from .standing import Standing


@cache
def _choices(spec: str) -> tuple[tuple[str, str, str], ...]:
    """The choices of ``A or B``, each whole, its word and what follows the word's colon."""
    parted = ((choice, choice.partition(":")) for choice in spec.split(" or "))
    return tuple((choice, word, rest) for choice, (word, _, rest) in parted)


_BRACKETED = re.compile(r"\([^()]*\)")
_CLAUSE = re.compile("[^。、]{0,12}")
_BECAME = re.compile(
    r"に?、?(?:正式に)?[\ue000-\uf8ff](?:提携)?(?:の(?:縁|盟約|協定)|と(?:して)?な|に(?:な|調印)|を(?:結|締結))"
)


class Ends(Standing):
    """Reads all specifications; one for all documents."""

    def __init__(self, below: Mapping[str, frozenset[str]], alphabet: Alphabet) -> None:
        super().__init__(below, alphabet)
        self._by_word: dict[str, Callable[[str, Place], Iterator[End]]] = {
            "self": self._self,
            "agent": lambda _, place: self._topic("Department|Office|City|Alliance|Foundation", place),
            "topic": self._topic,
            "headed": self._headed,
            "last": self._last_end,
            "port": self._port,
            "heading": self._heading,
            "part": self._part,
            "new": self._new,
            "home": self._home,
            "away": self._away,
            "elsewhere": self._elsewhere,
            "here": self._here,
            "own": self._own,
            "voice": self._voice,
            "its-country": self._its_country,
            "embassies": self._embassies,
            "seat": self._seat,
            "last-abroad": self._last_abroad,
            "edition-told": self._edition_told,
            "network-spoken-of": self._network_spoken_of,
            "record": self._record,
            "title-line": title_line,
            **LITERALS,
            "office": self._office,
            "roles": self._roles,
            "title": self._title,
            "agreement": self._agreement,
            "edition": self._edition,
            "series": self._series,
            "aliased": self._aliased,
            "abroad": self._abroad,
            "named": self._group,
        }

    def __call__(self, spec: str, place: Place) -> Sequence[End]:
        """What a specification names here, each with its noun if it has one; ``s or own``: the first that does."""
        groups = place.match.re.groupindex
        for choice, word, rest in _choices(spec):
            ends = self._group(choice, place) if choice in groups else self._by_word[word](rest, place)
            if found := list(ends):
                return found
        return ()

    def relation(self, spec: str, place: Place) -> str | None:
        """The relation: its name, or the one that the word in a group or in a list's heading means."""
        if spec == "listed:Tie":
            return self._tie_spoken_of(place)
        if not place.has(spec):
            return spec
        words = place.nouns(spec)
        return words[0].value if words and isinstance(words[0].value, str) else None

    @staticmethod
    def _tie_spoken_of(place: Place) -> str | None:
        """The kind of tie that an entry is about: of a word in the match, before it, in the block or above it."""
        masked, match = place.masked, place.match
        brackets = _BRACKETED.finditer(masked.text) if "(" in masked.text else ()
        aside = {i for m in brackets for i in range(*m.span())}
        clause = _CLAUSE.match(masked.text, match.end())
        end = clause.end() if clause else match.end()
        inside = [n for n in masked.within(match.start(), end) if n.kind == "Tie"]
        before = [
            masked.nouns[masked.index[i]]
            for i in sorted((i for i in masked.index if i < match.start() and i not in aside), reverse=True)
            if masked.nouns[masked.index[i]].kind == "Tie"
        ]
        after = [masked.nouns[i] for at, i in masked.index.items() if at >= match.end() and at not in aside]
        after = [n for n in after if n.kind == "Tie"]  # what stands in brackets is its own entry's
        became = _BECAME.match(masked.text, match.end())  # 1985年4月19日、友好都市となる
        row = after if place.discourse.kind in ("row", "item") or became else []
        heads = place.discourse.kind == "heading"  # its tie is told below it, or in the title of the list
        said = [] if heads else [n for n in (place.discourse.tie, place.discourse.tie_before) if n]
        titles = place.discourse.headings[-1:] if heads else place.discourse.above
        above = [n for h in titles for n in h.nouns if n.kind == "Tie"]
        record = place.discourse.last.get("Tie") if place.discourse.kind == "row" else None
        if said and said[0].value == "cityTieWith" and not heads:
            said = [*after[:1], *said]  # 姉妹・友好都市は5つです。Aは1959年、Bは1972年に姉妹都市となり
        for noun in (*inside, *before, *row, *said, *above, *([record] if record else ())):
            if isinstance(noun.value, str):
                return noun.value
        return None

    def filled(self, pairs: tuple[tuple[str, str], ...], place: Place) -> tuple[tuple[str, str], ...]:
        """Qualifiers with their values: of a group, of an edition's number, or a template's."""
        out = []
        for name, spec in pairs:
            if spec.startswith("number:"):
                edition = next((edition_of(n.text) for n in place.nouns(spec[7:])), None)
                text = str(edition.number) if edition else ""
            elif spec == "fiscal-year":
                year = place.dating.by("budgeted", None)
                text = year.short if year and year.fiscal_year else ""
            elif place.has(spec):
                text = plain(place, spec)
            else:
                text = template(spec, place) or ""
            if text:
                out.append((name, text))
        return tuple(out)

    def _embassies(self, group: str, place: Place) -> Iterator[End]:
        """韓国、中国の総領事館: one office each."""
        told = place.text("w") if place.has("w") else "".join(n.text for n in place.nouns("x"))
        word = next(iter(re.findall("名誉総?領事館|総領事館|領事館|大使館", told)), None)
        for noun in place.nouns(group) if word else ():
            yield place.discourse.minter.named("Office", f"{noun.text}{word}"), noun

    def _network_spoken_of(self, _: str, place: Place) -> Iterator[End]:
        above = [n for masked in place.discourse.above for n in masked.nouns if n.kind == "CityNetwork"]
        noun = self._last("CityNetwork", place) or next(iter(above), None) or self._last("Alliance", place)
        if noun is not None and not noun.text.endswith("委員会"):
            yield from self._things(noun, place)

    def _edition_told(self, group: str, place: Place) -> Iterator[End]:
        """The edition whose number is told in a passage about its series: 第2回は…チェンマイで."""
        number = place.text(group)
        nouns = [
            *reversed(list(place.discourse.last.values())),
            *(n for m in place.discourse.above for n in m.nouns),
        ]
        for noun in nouns:
            edition = edition_of(noun.text) if noun.kind == "Event" else None
            if edition and is_bare(noun.text):  # 第21回会議, of the network spoken of
                meant = whose(noun, place)
                edition = edition_of(meant.name("ja")) if meant else edition
            series = edition.series if edition else noun.text if noun.kind == "EventSeries" else None
            if series and number.isdigit():
                yield place.discourse.minter.named("Event", f"第{number}回{series}"), None
                return

    def _port(self, _: str, place: Place) -> Iterator[End]:
        """The port that the document speaks for or of, else the one of its country named last, its city's own."""
        frame, owner = place.discourse.frame, place.owner
        told = owner if owner and owner.kind == "Port" else frame.port
        last = self._last("Port", place) if told is None else None
        if last is not None and last.country == frame.home_land:
            yield from self._things(last, place)
        elif told is not None:
            yield place.discourse.minter.known(told), None
        elif owner is not None and owner.kind == "City":
            yield place.discourse.minter.known(port_of(owner)), None

    def _office(self, group: str, place: Place) -> Iterator[End]:
        for noun in place.nouns(group):
            yield place.discourse.minter.named("Office", f"{noun.text.removesuffix('市')}事務所"), noun

    def _roles(self, group: str, place: Place) -> Iterator[End]:
        above = [n for masked in place.discourse.above for n in masked.nouns if n.kind == "CityNetwork"]
        spoken = self._last("CityNetwork", place) or next(iter(above), None) or self._last("Alliance", place)
        spoken = None if spoken is not None and spoken.text.endswith("委員会") else spoken
        body = spoken if group == "last" else next(iter(place.nouns(group)), None)
        if body is None:
            return
        network = place.discourse.minter.entity(body)
        for noun in (*place.nouns("roles"), *place.nouns("more")):
            if noun.kind == "Role":
                role = post(noun.text)
                name = f"{network.name('ja')}{role}"
                yield place.discourse.minter.named("Role", name, (role,), scope=network.iri), noun

    def _headed(self, kinds: str, place: Place) -> Iterator[End]:
        """The city abroad below whose entry the sentence stands, where it has named nobody else itself."""
        head = self.head_of_entry(place, place.match.start())
        if head is not None and self.is_a(head, kinds):
            yield place.discourse.minter.entity(head), head

    def _title(self, group: str, place: Place) -> Iterator[End]:
        for noun in place.nouns(group):
            if is_post(noun.text):
                continue
            known = noun.entities[0] if noun.entities else None
            minter = place.discourse.minter
            if known and known.kind != "Role":  # a year-long programme of culture, borne as a title
                yield minter.named("Role", noun.text.strip("「」『』"), [n.text for n in known.names]), noun
                continue
            yield (minter.known(known) if known else minter.named("Role", noun.text)), noun

    def _agreement(self, rest: str, place: Place) -> Iterator[End]:
        """An agreement named by its parties and its word: 横浜市と国連開発計画の合意文書."""
        group, _, word = rest.partition(":")
        partners = [e for e, _ in self._group(group, place) if isinstance(e, Entity)]
        first = (
            [e for e, _ in self._group("a", place)]
            if place.has("a")
            else [e for e, _ in self._topic("City", place)]
        )
        one = first[0] if first else None
        if not partners or not isinstance(one, Entity):
            return
        what = next((n.text for n in place.nouns(word)), place.text(word))
        shown = "・".join(p.name("ja") for p in partners if p is not one)
        printed: tuple[str, ...] = ()
        if group == "x" and place.has(word):  # IFAD日本事務所の…覚書, as it stands there
            printed = (place.masked.plain(place.match.start(group), place.match.end(word)),)
        name = f"{one.name('ja')}と{shown}の{what}"
        yield place.discourse.minter.named("Agreement", name, printed, scope=shown), None

    def _edition(self, group: str, place: Place) -> Iterator[End]:
        for noun in place.nouns(group):
            if edition_of(noun.text):
                yield from self._things(noun, place)

    def _series(self, group: str, place: Place) -> Iterator[End]:
        for noun in place.nouns(group):
            if (series := series_of(noun.text)) and not is_bare(noun.text):
                part = next((p for p in noun.parts if p.kind == "EventSeries"), None)
                if part:
                    yield from self._things(part, place)
                else:
                    yield place.discourse.minter.named("EventSeries", series), noun

    def _aliased(self, group: str, place: Place) -> Iterator[End]:
        for noun in place.nouns(group):
            if any("「" in name for name in noun.names):
                continue  # 第7回国際フェスタ「みなとの一日」 is one name
            if any(name not in noun.text or "(" in noun.text for name in noun.names):
                yield from self._things(noun, place)
