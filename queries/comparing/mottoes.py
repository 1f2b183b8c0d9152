"""The motto that a document sets above its work: a quoted phrase on a line of its own.

What always holds: a motto is cited where it stands; a quoted phrase within a sentence is none, nor is a heading in
quotes that does not say what the place wants to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from .discrepancies import cited

if TYPE_CHECKING:
    from ...ontology.model import Document
    from ..citation import Citation

_MOTTO: Final = re.compile(
    r"""(?mx) ^[^\S\n]* (?:
      「(?P<aim>[^「」\n]{4,40})」の実現(?:を目指して|をめざして|に向けて)
      | \#{1,6}[^\S\n]+ 「(?P<heading>[^「」\n]{2,36}(?:都市|まち|街|市|町|村|県|みなと|港)[^「」\n、。]{0,8})」
      | \#{1,6}[^\S\n]+ (?:Towards?[ ])? [“"](?P<english>[^“”"\n]{0,60}\b(?i:city|town|port)\b[^“”"\n]{0,30})[”"]
    ) [^\S\n]*$"""
)


def motto(documents: Iterable[Document]) -> tuple[str, Citation] | None:
    """The first motto of these documents, in their order, and where it stands."""
    for document in documents:
        if match := _MOTTO.search(document.text):
            name = match.lastgroup or "aim"
            return match[name], cited(document, *match.span(name))
    return None
