"""The documents behind a graph as a list shows them: title pages and how long each is, without their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..graph.home import Table
from ..ontology.model import EVIDENCE_GRAPH

if TYPE_CHECKING:
    from ..graph.home import Graph
    from ..ontology.model import Document

_NUL: Final = '"\\u0000"'
_LENGTHS: Final = f"""SELECT ?d (STRLEN(IF(CONTAINS(?text, {_NUL}), REPLACE(?text, {_NUL}, " "), ?text)) AS ?n) {{
  GRAPH <{EVIDENCE_GRAPH}> {{ ?d :text ?text }} }}"""
"""SQLite counts characters up to the first NUL."""


def shelf(graph: Graph) -> list[tuple[Document, int]]:
    """Each document without its text, in order of name then IRI, and how many characters its text has.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from enishi.graph import open_graph
    >>> from enishi.pipeline import ingest
    >>> from enishi.queries.shelf import shelf
    >>> with tempfile.TemporaryDirectory() as folder, open_graph(Path(folder, "ties.enishi")) as graph:
    ...     text = "横浜市は1965年にリヨン市と姉妹都市となりました。"
    ...     _ = Path(folder, "a.txt").write_text(text, encoding="utf-8")
    ...     _ = ingest([Path(folder, "a.txt")], graph)
    ...     [(document.name, length) for document, length in shelf(graph)]
    [('a', 26)]
    """
    found = graph.sparql(_LENGTHS)
    lengths = {str(d): int(str(n)) for d, n in found.rows} if isinstance(found, Table) else {}
    return [(document, lengths.get(document.iri, 0)) for document in graph.documents(text=False)]
