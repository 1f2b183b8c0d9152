"""Gold files read: what a document says and what it does not say, as a person wrote it down.

A gold file is JSON, one fact a line; its stem names the document. Every line that cannot be read is told with
file and line. Also read are the names of things (``--entities``) and the traps: claims that a document does
not make.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from ...errors import DataError, InputError
from .conventions import PACTS, PLACED, accepted
from .likeness import fold

EVERYTHING: Final = 3
"""The last tier."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A fact that a document states. ``optional`` ones cost nothing where they are missed.

    ``date`` and ``until`` are EDTF; ``other_dates`` are right too. ``relations`` are all that say this fact;
    ``aliases`` are folded names for either end, ``other_objects`` for the object.
    """

    subject: str
    relation: str
    object: str
    relations: frozenset[str]
    date: str | None = None
    until: str | None = None
    other_dates: tuple[str | None, ...] = ()
    subject_type: str = ""
    object_type: str = ""
    aliases: frozenset[str] = frozenset()
    other_objects: frozenset[str] = frozenset()
    optional: bool = False
    tier: int = 1
    quote: str = ""

    @property
    def triple(self) -> tuple[str, str, str]:
        """What the line says, without its date and qualifiers."""
        return self.subject, self.relation, self.object


@dataclass(frozen=True, slots=True)
class Trap:
    """A claim that a document does not make; ``*`` stands for any relation or name."""

    document: str
    subject: str
    relation: str
    object: str
    why: str


@dataclass(frozen=True, slots=True)
class GoldFile:
    """The facts of one document."""

    path: Path
    facts: tuple[Gold, ...]

    @property
    def document(self) -> str:
        """The document's name: that of the file."""
        return self.path.stem


class Names:
    """Every way in which a thing may be named; a name that is not listed stands for itself."""

    def __init__(self, forms: Mapping[str, Iterable[str]] | None = None) -> None:
        """``forms``: other names by the name that gold files use."""
        listed = {name: frozenset(map(fold, others)) for name, others in (forms or {}).items()}
        self._folded: dict[str, frozenset[str]] = {name: others | {fold(name)} for name, others in listed.items()}

    def of(self, name: str) -> frozenset[str]:
        """All folded forms of a name."""
        if name not in self._folded:
            self._folded[name] = frozenset((fold(name),))
        return self._folded[name]


def read_gold(path: Path) -> GoldFile:
    """A gold file. Raises ``InputError`` where it cannot be opened, ``DataError`` for a line that is no fact."""
    return GoldFile(path, tuple(_gold(record) for record in _records(path, ("subject", "relation", "object"))))


def read_names(path: Path) -> Names:
    """The names of things, one thing a line: ``name``, and its other ``surface_forms`` (also ``…_ja``)."""
    forms: dict[str, list[str]] = {}
    for record in _records(path, ("name",)):
        forms.setdefault(str(record["name"]), []).extend(
            str(form) for key in ("surface_forms_ja", "surface_forms") for form in record.get(key) or ()
        )
    return Names(forms)


def read_traps(path: Path) -> tuple[Trap, ...]:
    """The traps of a file, one a line."""
    return tuple(
        Trap(str(r["doc"]), str(r["subject"]), str(r["relation"]), str(r["object"]), str(r.get("why", "")))
        for r in _records(path, ("doc", "subject", "relation", "object"))
    )


def entailed(gold: Iterable[Gold]) -> Iterator[Gold]:
    """What gold implies without a line of its own: the agreement behind a tie, the country that a city is in."""
    facts = list(gold)
    inside = {g.subject: g.object for g in facts if g.relation == "located_in"}
    for fact in facts:
        bare = replace(fact, aliases=frozenset(), other_objects=frozenset(), relations=accepted(fact.relation))
        if fact.relation in PACTS:
            yield replace(bare, relation="agreement_with", relations=accepted("agreement_with"))
        if fact.relation in PLACED and fact.object in inside:
            yield replace(bare, object=inside[fact.object], object_type="Country")


def _gold(record: Mapping[str, Any]) -> Gold:
    qualifiers: Mapping[str, Any] = record.get("qualifiers") or {}
    relation = str(record["relation"])
    aliases = (qualifiers.get(key) for key in ("alias", "subject_original", "object_original"))
    return Gold(
        subject=str(record["subject"]),
        relation=relation,
        object=str(record["object"]),
        relations=accepted(relation) | {str(r) for r in _several(qualifiers.get("also_accept"))},
        date=_text(record["date"] if "date" in record else record.get("valid_from")),
        until=_text(record.get("valid_to")),
        other_dates=tuple(_text(d) for d in _several(qualifiers.get("also_accept_date"))),
        subject_type=str(record.get("subject_type") or ""),
        object_type=str(record.get("object_type") or ""),
        aliases=frozenset(fold(a) for a in aliases if isinstance(a, str)),
        other_objects=frozenset(fold(str(o)) for o in _several(qualifiers.get("also_accept_object"))),
        optional=bool(qualifiers.get("optional")),
        tier=int(record.get("tier", 1)),
        quote=str(record.get("quote", "")),
    )


def _several(value: Any) -> list[Any]:
    """A value or a list of values as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _records(path: Path, fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The objects of a file, each with these fields."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise InputError("gold_missing", file=path) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("file_unusable", file=path, reason=getattr(error, "strerror", None) or error) from error
    for place, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise DataError("gold_malformed", file=path, line=place, fields=fields) from error
        if not isinstance(record, dict) or any(record.get(field) is None for field in fields):
            raise DataError("gold_malformed", file=path, line=place, fields=fields)
        yield record
