"""The mapping of a spreadsheet: which column names each end of a tie, its place, its dates and its relation.

A mapping is a TOML file. What always holds of one that was read: its relations are the ontology's, the kinds of its
ends fit them, and every column it names is known to be in the table before the first row is read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ...errors import InputError
from ...ontology.schema import Schema


@dataclass(frozen=True, slots=True)
class End:
    """One end of a tie: its kind in the ontology, and the columns with its name and what tells namesakes apart.

    ``name`` is a column; ``value`` instead is one name for all rows. ``within`` (a country or region), ``latitude``
    and ``longitude`` (degrees, WGS 84) are columns too.
    """

    kind: str
    name: str = ""
    value: str = ""
    within: str = ""
    latitude: str = ""
    longitude: str = ""

    def columns(self) -> Iterator[str]:
        """The columns that it reads."""
        yield from filter(None, (self.name, self.within, self.latitude, self.longitude))


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a row becomes a statement. ``relations`` are by the text of ``relation_column``, where that is given."""

    subject: End
    object: End
    relation: str = ""
    relation_column: str = ""
    relations: tuple[tuple[str, str], ...] = ()
    since: str = ""
    until: str = ""
    source: str = ""
    title: str = ""
    as_of: str = ""

    def columns(self) -> list[str]:
        """All columns that it reads, each once."""
        own = filter(None, (self.relation_column, self.since, self.until, self.source))
        return list(dict.fromkeys([*self.subject.columns(), *self.object.columns(), *own]))

    def check(self, header: Sequence[str], table: Path) -> None:
        """Raise :class:`InputError` for a column that the table does not have."""
        for column in self.columns():
            if column not in header:
                raise InputError("mapping_column", file=table, column=column, known=list(header))


def read_mapping(path: Path, schema: Schema) -> Mapping:
    """Read a mapping.

    Raises :class:`InputError` naming the file, the key and what may stand there, and
    :class:`~enishi.errors.UnknownName` for a relation or kind that the ontology does not have.

    >>> import tempfile
    >>> from enishi.ontology.schema import load_schema
    >>> end = 'kind = "City"\\nname = '
    >>> text = f'relation = "sisterCityOf"\\n[subject]\\n{end}"a"\\n[object]\\n{end}"b"'
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mapping.toml")
    ...     _ = file.write_text(text, encoding="utf-8")
    ...     read_mapping(file, load_schema()).columns()
    ['a', 'b']
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise InputError("dump_missing", file=path) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError("file_unusable", file=path, reason=getattr(error, "strerror", None) or error) from error
    made = _mapping(data, path)
    for relation in dict(made.relations).values() if made.relation_column else [made.relation]:
        _fits(made, relation, schema, path)
    return made


def _mapping(data: dict[str, Any], path: Path) -> Mapping:
    known = {field.name for field in fields(Mapping)}
    for key in data:
        if key not in known:
            raise InputError("mapping_key", file=path, key=key, known=sorted(known))
    relations = data.get("relations", {})
    plain: dict[str, Any] = {k: str(v) for k, v in data.items() if k not in ("subject", "object", "relations")}
    if ("relation" in plain) == ("relation_column" in plain) or not isinstance(relations, dict):
        raise InputError("mapping_relation", file=path)
    told = tuple((str(text), str(relation)) for text, relation in relations.items())
    subject, object_ = (_end(data.get(name), name, path) for name in ("subject", "object"))
    return Mapping(subject=subject, object=object_, relations=told, **plain)


def _end(data: object, name: str, path: Path) -> End:
    known = {field.name for field in fields(End)}
    if not isinstance(data, dict) or "kind" not in data or ("name" in data) == ("value" in data):
        raise InputError("mapping_end", file=path, end=name)
    for key in data:
        if key not in known:
            raise InputError("mapping_key", file=path, key=f"{name}.{key}", known=sorted(known))
    return End(**{key: str(value) for key, value in data.items()})


def _fits(made: Mapping, relation: str, schema: Schema, path: Path) -> None:
    declared = schema.relation(relation)
    if not schema.admits(declared.name, made.subject.kind, made.object.kind):
        raise InputError(
            "mapping_kinds",
            file=path,
            relation=declared.name,
            subject=made.subject.kind,
            object=made.object.kind,
            domain=sorted(declared.domain),
            range=sorted(declared.range),
        )
