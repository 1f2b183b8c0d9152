"""A view graph for other programs: GraphML (yEd, Cytoscape) and GEXF (Gephi), through networkx.

Attributes keep their names; what neither format can hold (tuples, None) becomes text or is left out, and
citations become one text a quote a line. The same graph gives the same bytes: GEXF's date is taken out.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .labels import Labels
from .output import write
from .view import PictureLang, View, ViewGraph, read_view

if TYPE_CHECKING:
    import networkx as nx

EXCHANGED: Final = (".graphml", ".gexf")


def export(view: ViewGraph, output: Path, *, lang: PictureLang = "ja") -> Path:
    """Write a view graph as ``.graphml`` or ``.gexf``; ``lang`` is that of labels and citations."""
    import networkx as nx  # noqa: PLC0415

    graph = _flat(read_view(view), Labels(lang))
    out = io.BytesIO()
    if output.suffix.lower() == ".gexf":
        nx.write_gexf(graph, out)
        write(output, re.sub(rb' lastmodifieddate="[^"]*"', b"", out.getvalue()))
    else:
        nx.write_graphml(graph, out, named_key_ids=True)
        write(output, out.getvalue())
    return output


def _flat(view: View, labels: Labels) -> nx.MultiDiGraph[str]:
    import networkx as nx  # noqa: PLC0415

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for thing in view.things:
        graph.add_node(thing.iri, label=labels.name(thing), kind=thing.kind, name=thing.name, nameEn=thing.name_en)
    for tie in view.ties:
        graph.add_edge(
            tie.subject,
            tie.object,
            key=tie.statement,
            label=labels.tie(tie),
            statement=tie.statement,
            relation=tie.relation,
            since=tie.since or "",
            until=tie.until or "",
            status=tie.status,
            trust=tie.trust,
            inferred=tie.inferred,
            symmetric=tie.symmetric,
            citations="\n".join(labels.evidence(tie)),
        )
    return graph
