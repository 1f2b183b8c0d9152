"""The catalogue: questions worth asking, one folder each with its SPARQL, its Cypher and its words.

What always holds: both queries of a question return the columns that its ``question.toml`` declares, in that
order, and take the parameters that it declares; every title, label and heading stands in Japanese and English.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast, get_args

from ..errors import UnknownName
from ..graph.home import Cell
from ..ontology.model import Lang
from ..ontology.schema import Relation, load_schema

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

QueryLanguage = Literal["sparql", "cypher"]
ParameterType = Literal[
    "entity",
    "document",
    "relation",
    "fiscal-year",
    "fiscal-label",
    "date",
    "first-day",
    "last-day",
    "text",
    "integer",
    "flag",
]
ColumnType = Literal["entity", "thing", "relation", "status", "date", "text", "number", "flag", "statement"]
Reckoning = Literal["paths", "anniversaries", "document"]
Record: TypeAlias = dict[str, Cell]
"""A row of a query, by column. A column ``statement`` or ``…_statement`` holds a statement's IRI, one
``…_statements`` several, with spaces between them."""

_NAME: Final = re.compile(r"(?<!\w):([a-z]\w*)")
_SUFFIX: Final[dict[QueryLanguage, str]] = {"sparql": "rq", "cypher": "cypher"}


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in both languages."""

    ja: str
    en: str

    def say(self, lang: Lang) -> str:
        """The text in one of them."""
        return self.ja if lang == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks for. An entity must be of one of the ontology's ``kinds``, if any are named.

    A ``relation`` keeps the rows of that relation; every other parameter goes into the query, or, in a question
    that the library reckons, into the reckoning, unless it is ``queried``.
    """

    name: str
    type: ParameterType
    label: Wording
    required: bool
    kinds: tuple[str, ...] = ()
    default: str | None = None
    queried: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer. ``thing`` is an entity or a value; ``statement`` is where citations come from."""

    name: str
    type: ColumnType
    heading: Wording


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question is asked in one's own words; ``concepts.toml`` has the concepts.

    Of each group of ``needs`` one concept must be said, those of ``allows`` may be. ``kinds`` narrow what a
    parameter takes from such words, ``ignores`` are kinds of things that may be named to no effect (and are then
    reported), ``requires`` parameters (one of ``a|b``) without which such words mean something else. ``shapes`` say
    where a name stands (``in <country>``), where that tells two questions apart, ``unless`` where none may stand
    (``<*>`` is one that has no parameter); in one that ``narrows``, a word of ``allows`` leaves the rows of its
    relations and kinds. A ``general`` question gives way to any that fits as well.
    """

    needs: tuple[tuple[str, ...], ...] = ()
    allows: frozenset[str] = frozenset()
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignores: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    joined: bool = False
    narrows: bool = False
    general: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue.

    ``reckoned`` names what the library computes from the rows of the query (else the rows are the answer);
    ``query_columns`` are those of the query, ``columns`` those of the answer; ``options`` steer the reckoning.
    ``command`` is what answers it where that is not ``ask``.
    """

    id: str
    group: str
    title: Wording
    description: Wording
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    sparql: str
    cypher: str
    reckoned: Reckoning | None = None
    query_columns: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)
    command: str = ""

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that its query names.

        >>> from enishi.queries.catalogue import find_question
        >>> [relation.name for relation in find_question("host-towns").relations]
        ['hostTownFor', 'locatedIn']
        """
        declared = load_schema().relations
        return tuple(declared[name] for name in sorted(set(_NAME.findall(self.sparql))) if name in declared)

    def text(self, language: QueryLanguage) -> str:
        """The query in one language."""
        return self.sparql if language == "sparql" else self.cypher

    @property
    def query_parameters(self) -> tuple[Parameter, ...]:
        """The parameters that go into the query; the rest is for the library to reckon with."""
        return tuple(p for p in self.parameters if p.queried or not (self.reckoned or p.type == "relation"))


@cache
def load_catalogue() -> Mapping[str, Question]:
    """All questions by id, in order of id.

    >>> from enishi.queries.catalogue import load_catalogue
    >>> load_catalogue()["partners"].title.en
    'Partner cities by kind'
    """
    return MappingProxyType({question.id: question for question in _questions()})


def find_question(question_id: str) -> Question:
    """The question with an id; raises :class:`~enishi.errors.UnknownName` with the nearest ids."""
    catalogue = load_catalogue()
    if question_id not in catalogue:
        raise UnknownName("question_unknown", name=question_id, nearest=nearest(question_id, catalogue))
    return catalogue[question_id]


def nearest(name: str, known: Mapping[str, object] | tuple[str, ...]) -> tuple[str, ...]:
    """The three known names most like a name, best first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (only when a name is wrong)

    return tuple(found for found, _, _ in process.extract(name, sorted(known), scorer=fuzz.WRatio, limit=3))


def _questions() -> Iterator[Question]:
    root = files(__package__) / "catalogue"
    for folder in sorted((entry for entry in root.iterdir() if entry.is_dir()), key=lambda entry: entry.name):
        yield _question(folder)


def _question(folder: Traversable) -> Question:
    words = tomllib.loads((folder / "question.toml").read_text(encoding="utf-8"))
    queries = {
        language: (folder / f"query.{suffix}").read_text(encoding="utf-8") for language, suffix in _SUFFIX.items()
    }
    if words["id"] != folder.name:
        raise ValueError(f"{folder.name}: its question.toml says id = {words['id']!r}")
    columns = tuple(
        Column(c["name"], _one_of(ColumnType, c["type"]), Wording(**c["heading"])) for c in words["columns"]
    )
    query = words.get("query", {})
    return Question(
        id=words["id"],
        group=words["group"],
        title=Wording(**words["title"]),
        description=Wording(**words["description"]),
        parameters=tuple(_parameter(p) for p in words.get("parameters", ())),
        columns=columns,
        sparql=queries["sparql"],
        cypher=queries["cypher"],
        reckoned=_one_of(Reckoning, words["reckoned"]) if "reckoned" in words else None,
        query_columns=tuple(query.get("columns", (column.name for column in columns))),
        options=_lists(words.get("options", {})),
        asked=read_asked(words.get("asked", {})),
    )


def read_asked(words: Mapping[str, Any]) -> Asked:
    """An ``[asked]`` table."""
    return Asked(
        needs=tuple(map(tuple, words.get("needs", ()))),
        allows=frozenset(words.get("allows", ())),
        kinds=_lists(words.get("kinds", {})),
        **{name: tuple(words.get(name, ())) for name in ("ignores", "requires", "shapes", "unless")},
        joined=bool(words.get("joined", False)),
        narrows=bool(words.get("narrows", False)),
        general=bool(words.get("general", False)),
    )


def _lists(words: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(values) for name, values in words.items()})


def _parameter(words: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=words["name"],
        type=_one_of(ParameterType, words["type"]),
        label=Wording(**words["label"]),
        required=words["required"],
        kinds=tuple(words.get("kinds", ())),
        default=words.get("default"),
        queried=words.get("queried", False),
    )


def _one_of(kinds: Any, word: str) -> Any:
    if word not in get_args(kinds):
        raise ValueError(f"{word!r} is none of {', '.join(get_args(kinds))}")
    return cast("Any", word)
