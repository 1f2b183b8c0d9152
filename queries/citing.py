"""A statement as a footnote: plain text, Markdown, BibTeX, CSL-JSON.

What always holds: the quote is the document's own, whole; nothing in a title or a quote is taken for markup.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, Literal

from ..errors import UsageError
from ..ontology.edtf import parse
from ..ontology.model import STATEMENT
from .citation import sources
from .export import escaped, footnote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..graph.home import Graph
    from ..ontology.model import Lang
    from .citation import Citation

Form = Literal["text", "markdown", "bibtex", "csl"]
_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_{}"},
}


def citations(graph: Graph, name: str) -> tuple[Citation, ...]:
    """All places that say a statement (its IRI or the end of it); raises ``statement_none``."""
    iri = name if name.startswith(STATEMENT) else STATEMENT + name
    found = sources(graph, [iri]).citations([iri]) if re.fullmatch(r"[0-9a-f]+", iri[len(STATEMENT) :]) else ()
    if not found:
        raise UsageError("statement_none", name=name)
    return found


def cite(found: Iterable[Citation], form: Form, lang: Lang) -> str:
    """Places as footnotes, in a form."""
    places = list(found)
    match form:
        case "bibtex":
            return "\n".join(_bibtex(citation, number) for number, citation in enumerate(places, 1))
        case "csl":
            items = [_csl(citation, number) for number, citation in enumerate(places, 1)]
            return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
        case "markdown":
            return "".join(f"[^{n}]: {escaped(footnote(c, lang))}\n" for n, c in enumerate(places, 1))
        case _:
            return "".join(f"[{n}] {footnote(c, lang)}\n" for n, c in enumerate(places, 1))


def _lang(citation: Citation) -> Lang:
    """The language of a document, by its title."""
    return "ja" if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", citation.title + citation.quote) else "en"


def _key(citation: Citation, number: int) -> str:
    return f"{citation.statement.removeprefix(STATEMENT)[:12]}-{number}"


def _where(citation: Citation) -> dict[str, str]:
    """Page or section."""
    if citation.page is not None:
        return {"page": str(citation.page)}
    return {"section": citation.section} if citation.section else {}


def _year(citation: Citation) -> int | None:
    day = parse(citation.as_of).earliest if citation.as_of else None
    return day.year if day else None


def _csl(citation: Citation, number: int) -> dict[str, Any]:
    """An item of CSL-JSON 1.0; the quote is its note."""
    year = _year(citation)
    return {
        "id": _key(citation, number),
        "type": "report",
        "title": citation.title or citation.document_name,
        "language": _lang(citation),
        **({"issued": {"date-parts": [[year]]}} if year else {}),
        **_where(citation),
        "note": " ".join(citation.quote.split()),
    }


def _bibtex(citation: Citation, number: int) -> str:
    year = _year(citation)
    where = _where(citation)
    fields = {
        "title": f"{{{_tex(citation.title or citation.document_name)}}}",
        "year": str(year) if year else None,
        "pages": where.get("page"),
        "chapter": _tex(where["section"]) if "section" in where else None,
        "note": _tex(" ".join(citation.quote.split())),
        "langid": "japanese" if _lang(citation) == "ja" else "english",
    }
    body = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@misc{{{_key(citation, number)},\n{body}\n}}\n"


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in " ".join(text.split()))
