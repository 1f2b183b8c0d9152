"""A query's mould: its text with blanks for IRIs and plain texts, and their filling in its algebra.

rdflib takes some 50 ms to read a longer query. People ask the same question of one city after another; so what is
read is kept by its mould. What always holds: the filled algebra is that of the query itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from .. import sparql

_IRI: Final = "urn:enishi:blank:"
_TEXT: Final = "\ue000enishi blank "
_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^>]*>")
_PLAIN: Final = re.compile(r"\"(?!\"\")[^\"\\\r\n]*\"|'(?!'')[^'\\\r\n]*'")
_DECLARING: Final = frozenset({"BASE", "FROM", "NAMED"})


def mould(query: str) -> tuple[str, dict[str, str]]:
    """The mould, and by blank what the query has there: the IRI, or the text, bare.

    >>> from enishi.graph.sparql_cypher.moulds import mould
    >>> mould("SELECT ?b { <urn:a> ?p 'x' }")[0]
    'SELECT ?b { <urn:enishi:blank:0> ?p "\\ue000enishi blank 1" }'
    """
    if _IRI in query or _TEXT[:3] in query:
        return query, {}
    words = [token for token in sparql.tokens(query) if token.kind not in ("comment", "space")]
    fitting = {token.start for i, token in enumerate(words) if _fits(words, i)}
    blanks: dict[str, str] = {}
    pieces, found = [], dict[str, str]()
    for token in sparql.tokens(query):
        if token.start not in fitting:
            pieces.append(token.text)
            continue
        bare = token.text[1:-1]
        key = f"{token.kind}{bare}"
        if key not in blanks:
            blank = blanks[key] = f"{_IRI if token.kind == 'iri' else _TEXT}{len(blanks)}"
            found[blank] = bare
        pieces.append(f"<{blanks[key]}>" if token.kind == "iri" else f'"{blanks[key]}"')
    return "".join(pieces), found


def _fits(words: list[sparql.Token], i: int) -> bool:
    """Whether a token is a whole term by itself, and neither a declaration nor the name of a function or type."""
    token, before = words[i], words[i - 1] if i else None
    after = words[i + 1].text if i + 1 < len(words) else ""
    if token.kind == "iri":
        declared = before is not None and (before.word in _DECLARING or _is_prefix(words, i) or before.text == "^")
        return bool(_ABSOLUTE.fullmatch(token.text)) and not declared and after != "("
    return (
        token.kind == "text"
        and bool(_PLAIN.fullmatch(token.text))
        and not after.startswith(("@", "^"))
        and not (i > 1 and words[i - 2].word == "SEPARATOR")
    )


def _is_prefix(words: list[sparql.Token], i: int) -> bool:
    return i > 1 and words[i - 2].word == "PREFIX"


def filled(node: Any, terms: Mapping[str, str]) -> Any:  # noqa: PLR0911
    """An algebra (or a part of it) with terms in place of blanks."""
    from rdflib import Literal, URIRef, paths  # noqa: PLC0415
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415

    match node:
        case URIRef():
            return URIRef(terms[str(node)]) if str(node) in terms else node
        case Literal():
            plain = node.datatype is None and node.language is None
            return Literal(terms[str(node)]) if plain and str(node) in terms else node
        case CompValue():
            made = CompValue(node.name)
            for key, part in node.items():
                made[key] = filled(part, terms)
            for key, part in vars(node).items():  # rdflib keeps the pattern of an EXISTS beside the items
                setattr(made, key, filled(part, terms))
            return made
        case dict():
            return {filled(key, terms): filled(part, terms) for key, part in node.items()}
        case list() | tuple() | set():
            return type(node)(filled(part, terms) for part in node)
        case paths.InvPath() | paths.NegatedPath():
            return type(node)(filled(_argument(node), terms))
        case paths.SequencePath() | paths.AlternativePath():
            return type(node)(*(filled(part, terms) for part in node.args))
        case paths.MulPath():
            return paths.MulPath(filled(node.path, terms), node.mod)
    return node


def _argument(path: Any) -> Any:
    """What an inverse or negated path is of; several negated ones stand as alternatives."""
    from rdflib import paths  # noqa: PLC0415

    if isinstance(path, paths.NegatedPath):
        return path.args[0] if len(path.args) == 1 else paths.AlternativePath(*path.args)
    return path.arg
