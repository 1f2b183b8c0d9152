"""The one door to all pictures: the suffix of the file says what to make."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..errors import UsageError
from .view import PictureLang, ViewGraph

SUFFIXES: Final = (".svg", ".png", ".pdf", ".html", ".pptx", ".graphml", ".gexf")


def diagram(view: ViewGraph, output: Path, lang: PictureLang = "ja") -> Path:
    """Draw a view graph to a file: .svg, .png (300 dpi), .pdf, .html, .pptx, .graphml or .gexf. Returns the path.

    ``view`` is as :func:`enishi.viz.view.read_view` says; ``lang`` is ``ja``, ``en`` or ``both``. The same graph
    gives the same bytes; the file appears whole or not at all.

    Raises :class:`~enishi.errors.UsageError` for an unknown suffix, :class:`~enishi.errors.InputError` where
    there is nothing to draw, :class:`~enishi.errors.DataError` where the view lacks something, and
    :class:`~enishi.errors.OutputError` where the file cannot be written.

    >>> import networkx as nx, tempfile
    >>> from pathlib import Path
    >>> from enishi.viz import diagram
    >>> graph = nx.MultiDiGraph(title="Yokohama", centre="yokohama")
    >>> graph.add_node("yokohama", kind="City", name="横浜市", nameEn="Yokohama")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     diagram(graph, Path(folder) / "yokohama.graphml").stat().st_size > 0
    True
    """
    suffix = output.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError("picture_suffix_unknown", file=str(output), suffix=suffix, known=SUFFIXES)
    if suffix == ".html":
        from .page import write_page  # noqa: PLC0415  (each format loads only what it needs)

        return write_page(view, output, lang=lang)
    if suffix == ".pptx":
        from .slides import write_slides  # noqa: PLC0415

        return write_slides(view, output, lang=lang)
    if suffix in (".graphml", ".gexf"):
        from .exchange import export  # noqa: PLC0415

        return export(view, output, lang=lang)
    from .drawing import draw  # noqa: PLC0415

    return draw(view, output, lang=lang)
