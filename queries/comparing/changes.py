"""What one time's documents say and another's do not: added, altered, not mentioned any more, renamed, moved.

What always holds: a change compares what documents *say*; "not mentioned any more" claims no end; every change
has the quotes of both sides, as far as a side says anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from ...errors import UsageError
from ...ontology.edtf import Interval, parse
from ...ontology.model import Lang, Status, Value
from ...ontology.schema import load_schema
from ...words import Words
from ..answer import Answer
from ..display import value_text
from ..findings import Columns, Finding, answer
from ..parameters import find_document, read_year
from ..statements import ends_of, said_in
from .concern import read_concern
from .mottoes import motto
from .renaming import editions, renamings, told_again

if TYPE_CHECKING:
    from ...graph.home import Cell, Graph, StatedFact
    from ...ontology.model import Document, Entity, Reference

Kind = Literal["added", "altered", "renamed", "moved", "ended", "edition", "silent"]
ORDER: Final[tuple[Kind, ...]] = ("altered", "renamed", "moved", "ended", "edition", "added", "silent")
PLACES: Final = frozenset({"locatedIn", "tenantOf", "coversRegion", "address", "operatedBy", "partOf"})
"""Relations whose change of object is a move."""
WITH_A_MOTTO: Final = ("City", "SubnationalGovernment")
COLUMNS: Final[Columns] = (
    ("change", "text"),
    ("subject", "entity"),
    ("relation", "relation"),
    ("before", "text"),
    ("after", "text"),
    ("before_statement", "statement"),
    ("after_statement", "statement"),
)


@dataclass(frozen=True, slots=True)
class Side:
    """The documents of one side, and what they say: a fact with just their references."""

    documents: frozenset[str]
    facts: dict[str, tuple[StatedFact, tuple[Reference, ...]]]


def changes(graph: Graph, before: str, after: str, *, of: Iterable[str] = (), lang: Lang = "en") -> Answer:
    """What changed from one time or document to another.

    ``before`` and ``after`` are fiscal years, dates or names of documents; ``of`` names things, kinds or relations
    that alone are asked of. Raises ``UnknownName``, ``changes_same`` and ``changes_reversed``.
    """
    concern = read_concern(graph, of)
    documents = graph.documents(text=False)
    chosen = [_documents(graph, documents, text) for text in (before, after)]
    if chosen[0] & chosen[1]:
        raise UsageError("changes_same", before=before, after=after)
    dates = [sorted(str(d.as_of) for d in documents if d.iri in side and d.as_of) for side in chosen]
    if dates[0] and dates[1] and _first(dates[0]) > _first(dates[1]):
        raise UsageError("changes_reversed", before=before, after=after)
    facts = graph.facts(said_in(graph, chosen[0] | chosen[1]))
    old, new = (_side(facts, side) for side in chosen)
    entities = ends_of(graph, facts)
    mottoes = _mottoes([graph.documents(sorted(side), passages=False) for side in chosen], new, entities, lang)
    found = sorted((*mottoes, *_Comparison(old, new, entities, lang).all()), key=_place)
    kept = found
    if concern.asked:
        behind = {id_: fact for side in (old, new) for id_, (fact, _) in side.facts.items()}
        kept = concern.kept(found, behind, entities)
    words = _words(lang)
    rows = [replace(f, cells=(words[_kind(f)], *f.cells[1:])) for f in kept]
    return replace(answer(graph, "changes", COLUMNS, rows, lang, known=facts), left_out=len(found) - len(kept))


def _mottoes(
    sides: Iterable[Iterable[Document]], new: Side, entities: Mapping[str, Entity], lang: Lang
) -> Iterator[Finding]:
    """The motto of each side, where they differ: of the city, or the like, that the later side says most of."""
    before, after = map(motto, sides)
    ends = (fact.subject for fact, _ in new.facts.values())
    whose = Counter(end for end in ends if load_schema().is_a(entities[end].kind, WITH_A_MOTTO)).most_common(1)
    if before and after and whose and "".join(before[0].split()) != "".join(after[0].split()):
        told = (Words(lang).say("findings.says.motto", motto=text) for text, _ in (before, after))
        yield Finding(("altered", whose[0][0], "hasGoal", *told, None, None), places=(before[1], after[1]))


def _place(finding: Finding) -> tuple[object, ...]:
    """Of each kind the ties first, then money and programmes, then what is local."""
    tier = load_schema().relation(str(finding.cells[2])).tier
    return ORDER.index(_kind(finding)), tier, *map(str, finding.cells[1:])


def _kind(finding: Finding) -> Kind:
    return finding.cells[0]  # type: ignore[return-value]


def _words(lang: Lang) -> dict[Kind, str]:
    return {kind: Words(lang).say(f"findings.changes.{kind}") for kind in ORDER}


def _first(dates: list[str]) -> str:
    return min(str(parse(text).earliest) for text in dates)


def _documents(graph: Graph, documents: list[Document], text: str) -> frozenset[str]:
    """The documents that speak for a time, or the one with a name."""
    when = _time(text)
    if when is None:
        return frozenset({find_document(graph, text)})
    found = frozenset(d.iri for d in documents if d.as_of and parse(d.as_of).overlaps(when))
    if not found:
        known = sorted({parse(d.as_of).short for d in documents if d.as_of})
        raise UsageError("changes_none", time=text, known=known or ["-"])
    return found


def _time(text: str) -> Interval | None:
    from ...errors import DataError  # noqa: PLC0415

    try:
        return parse(text.strip())
    except DataError:
        pass
    try:
        return parse(f"FY{read_year(text):04d}")
    except (ValueError, DataError):
        return None


def _side(facts: Iterable[StatedFact], documents: frozenset[str]) -> Side:
    said = {}
    for fact in facts:
        references = tuple(r for r in fact.references if r.document in documents)
        if references:
            said[fact.id] = (fact, references)
    return Side(documents, said)


class _Comparison:
    """Sets two sides against each other."""

    def __init__(self, old: Side, new: Side, entities: dict[str, Entity], lang: Lang) -> None:
        self.old, self.new, self.entities = old, new, entities
        self.names = {iri: entity.name(lang) for iri, entity in entities.items()}
        self.words = Words(lang)
        self.both = old.documents | new.documents

    def all(self) -> Iterator[Finding]:
        yield from self._restated()
        gone = {i: f for i, (f, _) in self.old.facts.items() if i not in self.new.facts}
        come = {i: f for i, (f, _) in self.new.facts.items() if i not in self.old.facts}
        stay = [f for i, (f, _) in self.new.facts.items() if i in self.old.facts]
        called = renamings(gone, come, self.entities)
        for fact, other in told_again(gone, [*come.values(), *stay], called, self.entities):
            gone.pop(fact.id)
            come.pop(other.id, None)
        for fact, other, kind in (
            *_renamed(gone, come, called),
            *editions(gone, come),
            *_paired(gone, come, self.entities),
        ):
            if gone.pop(fact.id, None) and come.pop(other.id, None):
                yield self._finding(kind, fact, fact, other)
        yield from (self._finding("silent", fact, fact, None) for fact in gone.values())
        yield from (self._finding("added", fact, None, fact) for fact in come.values())

    def _restated(self) -> Iterator[Finding]:
        """Facts that both sides state, with another date or status."""
        for id_ in self.old.facts.keys() & self.new.facts.keys():
            fact, then = self.old.facts[id_]
            now = self.new.facts[id_][1]
            ended = _status(now) is Status.ENDED and _status(then) is not Status.ENDED
            told = (self._dates(then, fact), self._dates(now, fact))
            if (
                ended
                or (told[0] and told[1] and not _agree(then, now))
                or (not told[0] and told[1] and _until(now))
            ):
                kind: Kind = "ended" if ended or (_until(now) and not _until(then)) else "altered"
                name = self._object(fact)
                cells = (kind, fact.subject, fact.relation, *(f"{name} {t}".strip() for t in told))
                yield Finding((*cells, id_, id_), (id_,), only=self.both)

    def _finding(self, kind: Kind, fact: StatedFact, old: StatedFact | None, new: StatedFact | None) -> Finding:
        ids = tuple(f.id for f in (old, new) if f)
        sides = [self._said(f, s) if f else None for f, s in ((old, self.old), (new, self.new))]
        about: Cell = fact.subject
        if kind == "edition":  # the series is what changed; its editions are the values
            about, sides = str(fact.object), [self.names.get(f.subject, f.subject) for f in (old, new) if f]
        cells: tuple[Cell, ...] = (kind, about, fact.relation, *sides)
        return Finding((*cells, old.id if old else None, new.id if new else None), ids, only=self.both)

    def _said(self, fact: StatedFact, side: Side) -> str:
        references = side.facts[fact.id][1]
        status = _status(references)
        when = self._dates(references, fact)
        if isinstance(fact.object, Value) and when.strip("–") == value_text(fact.object).replace("/", "–"):
            when = ""  # the day on which something began is what the fact says
        parts = [
            self._object(fact),
            when,
            "" if status is Status.SETTLED else self.words.say(f"kinds.status.{status}"),
        ]
        return " ".join(filter(None, parts))

    def _object(self, fact: StatedFact) -> str:
        if isinstance(fact.object, Value):
            text = value_text(fact.object)
        else:
            text = self.names.get(fact.object, fact.object)
        key = ", ".join(value for _, value in fact.key)
        return f"{text} ({key})" if key else text

    def _dates(self, references: Iterable[Reference], fact: StatedFact) -> str:
        """When it is so by these references; what happens at a time does not go on from then."""
        to = "" if load_schema().relation(fact.relation).momentary else "–"
        pairs = sorted(
            {tuple(text and parse(text).short for text in (r.since or "", r.until or "")) for r in references}
        )
        shown = [a.replace("/", "–") if a == b else f"{a}–{b}" if b else f"{a}{to}" for a, b in pairs if a or b]
        return ", ".join(dict.fromkeys(shown))


def _status(references: Iterable[Reference]) -> Status:
    return max((r.status for r in references), key=list(Status).index)


def _until(references: Iterable[Reference]) -> bool:
    return any(r.until for r in references)


def _agree(then: Iterable[Reference], now: Iterable[Reference]) -> bool:
    """Whether no start or end of one side contradicts one of the other."""
    for name in ("since", "until"):
        old = [parse(text) for r in then if (text := getattr(r, name))]
        new = [parse(text) for r in now if (text := getattr(r, name))]
        if old and new and not any(a.overlaps(b) for a in old for b in new):
            return False
        if name == "until" and new and not old:
            return False
    return True


_Pair = tuple["StatedFact", "StatedFact", Kind]


def _renamed(gone: dict[str, StatedFact], come: dict[str, StatedFact], called: dict[str, str]) -> Iterator[_Pair]:
    """One tie to a thing that each side calls by another name."""
    new = {(f.subject, f.relation, str(f.object)): f for f in come.values()}
    for fact in list(gone.values()):
        for end, name in ((fact.object, "object"), (fact.subject, "subject")):
            if isinstance(end, str) and end in called:
                ends = {"subject": fact.subject, "object": str(fact.object), name: called[end]}
                if other := new.get((ends["subject"], fact.relation, ends["object"])):
                    yield fact, other, "renamed"


def _paired(
    gone: dict[str, StatedFact], come: dict[str, StatedFact], entities: dict[str, Entity]
) -> Iterator[_Pair]:
    """One old and one new value of the same relation, measure and so on of one subject: altered, or moved.

    A building here and its city there is the same place, told more and less closely, and no move.
    """
    old, new = _by_slot(gone.values()), _by_slot(come.values())
    for slot in sorted(old.keys() & new.keys()):
        if len(old[slot]) == len(new[slot]) == 1:
            fact, other = old[slot][0], new[slot][0]
            if isinstance(fact.object, Value):
                yield fact, other, "moved" if fact.relation in PLACES else "altered"
            elif fact.relation in PLACES and entities[fact.object].kind == entities[str(other.object)].kind:
                yield fact, other, "moved"


def _by_slot(facts: Iterable[StatedFact]) -> dict[tuple[str, ...], list[StatedFact]]:
    slots = defaultdict(list)
    for fact in facts:
        kind = fact.object.kind if isinstance(fact.object, Value) else ""
        key = [f"{name}={value}" for name, value in fact.key if name not in ("fiscalYear", "comparedWith")]
        slots[fact.subject, fact.relation, kind, *key].append(fact)
    return dict(slots)
