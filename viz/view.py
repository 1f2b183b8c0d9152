"""The view graph as the pictures read it: things, ties and what stands around them.

``enishi.queries.networks.network`` builds a ``networkx.MultiDiGraph``; :func:`read_view` turns it into frozen
values in an order that depends on content alone (same graph, same picture, whatever the order of insertion),
and takes out of every text what neither XML nor a reader can bear: control characters, lone surrogates, bidi
overrides.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from ..errors import DataError

if TYPE_CHECKING:
    import networkx as nx

ViewGraph: TypeAlias = "nx.MultiDiGraph[str]"
PictureLang: TypeAlias = Literal["ja", "en", "both"]
Position: TypeAlias = tuple[float, float]
PICTURES: Final = ("ties", "network", "projects", "timeline", "changes", "map", "budget")
"""The ways to lay out a view; ``ties`` is an ego picture where there is a centre, else ranks."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact quote behind a tie: title of the document, page where there are pages, and the words."""

    document: str
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A node: an entity, its ontology class, and its name in Japanese and English; where it is (latitude and
    longitude in degrees), and what it is grouped under (``("ja", "en")``), where a picture asks for that.
    """

    iri: str
    kind: str
    name: str
    name_en: str
    position: Position | None = None
    group: tuple[str, str] | None = None

    def names(self, lang: PictureLang) -> tuple[str, ...]:
        """What to write on it: one name, or for ``both`` two where they differ.

        >>> from enishi.viz.view import Thing
        >>> Thing("x", "City", "横浜市", "Yokohama").names("both")
        ('横浜市', 'Yokohama')
        """
        ja, en = self.name or self.name_en or self.iri, self.name_en or self.name or self.iri
        if lang == "both":
            return (ja,) if ja == en else (ja, en)
        return (ja,) if lang == "ja" else (en,)


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge: a statement with its ends, dates (EDTF), status, trust and citations.

    ``change`` is ``added``, ``kept`` or ``gone`` in a comparison; ``amount`` is in yen, in a budget.
    """

    statement: str
    subject: str
    object: str
    relation: str
    since: str | None
    until: str | None
    status: str
    trust: str
    inferred: bool
    symmetric: bool
    citations: tuple[Citation, ...]
    change: str = ""
    amount: int | None = None

    def other(self, end: str) -> str:
        """The end that is not this one."""
        return self.object if end == self.subject else self.subject


@dataclass(frozen=True, slots=True)
class View:
    """All that a picture shows, and how. ``left_out`` names what did not fit, with its count; ``ends`` those of a
    path; ``compared`` the two reports of a comparison.
    """

    title: str
    centre: str | None
    things: tuple[Thing, ...]
    ties: tuple[Tie, ...]
    left_out: tuple[tuple[str, int], ...]
    documents: tuple[str, ...]
    as_of: str | None
    ends: tuple[str, ...]
    picture: str = "ties"
    compared: tuple[str, ...] = ()


def read_view(graph: ViewGraph) -> View:
    """The values of a view graph, in order.

    Node attributes: ``kind``, ``name``, ``nameEn``. Edge key: the statement's IRI; edge attributes:
    ``relation``, ``since``, ``until``, ``status``, ``trust``, ``inferred``, ``symmetric``, ``citations`` (tuples
    of document title, page, quote). Graph attributes: ``title``, ``centre``, ``left_out``, ``documents``,
    ``as_of`` and, for a path, ``ends``; ``picture`` (one of :data:`PICTURES`). A map's nodes have ``position``,
    grouped ones ``group``; a comparison's edges have ``change``, a budget's ``amount``. All but a node's kind
    and a tie's relation may be absent.

    Raises :class:`~enishi.errors.DataError` where kind or relation is missing, the centre is no node, or the
    picture is unknown.

    >>> import networkx as nx
    >>> from enishi.viz.view import read_view
    >>> graph = nx.MultiDiGraph(title="縁", centre="a")
    >>> graph.add_node("a", kind="City", name="横浜市", nameEn="Yokohama")
    >>> read_view(graph).things[0].name_en
    'Yokohama'
    """
    about = graph.graph
    centre = about.get("centre")
    if centre is not None and centre not in graph:
        raise DataError("view_centre_missing", centre=centre)
    shown = str(about.get("picture") or "ties")
    if shown not in PICTURES:
        raise DataError("view_picture_unknown", picture=shown, known=PICTURES)
    things = [_thing(iri, attributes) for iri, attributes in graph.nodes(data=True)]
    ties = [_tie(*edge) for edge in graph.edges(keys=True, data=True)]
    return View(
        title=plain(about.get("title")),
        centre=centre,
        things=tuple(sorted(things, key=lambda t: (t.kind, t.name_en, t.name, t.iri))),
        ties=tuple(sorted(ties, key=lambda t: (t.since or "9", t.relation, t.statement))),
        left_out=tuple((plain(label), int(count)) for label, count in about.get("left_out", ())),
        documents=tuple(plain(title) for title in about.get("documents", ())),
        as_of=plain(about.get("as_of")) or None,
        ends=tuple(end for end in about.get("ends", ()) if end in graph),
        picture=shown,
        compared=tuple(map(plain, about.get("compared", ()))),
    )


def _thing(iri: str, attributes: Mapping[str, Any]) -> Thing:
    if not attributes.get("kind"):
        raise DataError("view_kind_missing", node=iri)
    name, name_en = plain(attributes.get("name")), plain(attributes.get("nameEn"))
    position, group = attributes.get("position"), attributes.get("group")
    return Thing(
        iri,
        plain(attributes["kind"]),
        name,
        name_en,
        position=(float(position[0]), float(position[1])) if position else None,
        group=(plain(group[0]), plain(group[1])) if group else None,
    )


def _tie(subject: str, object: str, statement: str, attributes: Mapping[str, Any]) -> Tie:
    if not attributes.get("relation"):
        raise DataError("view_relation_missing", statement=statement)
    cited = (Citation(plain(title), page, plain(quote)) for title, page, quote in attributes.get("citations", ()))
    return Tie(
        statement=str(statement),
        subject=subject,
        object=object,
        relation=plain(attributes["relation"]),
        since=plain(attributes.get("since")) or None,
        until=plain(attributes.get("until")) or None,
        status=str(attributes.get("status") or "settled"),
        trust=str(attributes.get("trust") or "machine"),
        inferred=bool(attributes.get("inferred")),
        symmetric=bool(attributes.get("symmetric")),
        citations=tuple(cited),
        change=plain(attributes.get("change")),
        amount=None if attributes.get("amount") is None else int(attributes["amount"]),
    )


def plain(text: object) -> str:
    """A text that can stand in XML and in a line: NFC, white space single, nothing unprintable.

    >>> from enishi.viz.view import plain
    >>> plain("横浜\\u202e\\x00市 \\n  国際局")
    '横浜市 国際局'
    """
    if text is None:
        return ""
    bearable = "".join(char for char in str(text) if char.isspace() or not _unbearable(char))
    return " ".join(unicodedata.normalize("NFC", bearable).split())


def _unbearable(char: str) -> bool:
    code = ord(char)
    if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn"):
        return True
    return 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in (0x200E, 0x200F, 0xFEFF)
