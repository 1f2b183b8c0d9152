"""pdfium, started once for the process with the project's own fonts and no others.

A PDF may leave its fonts out. pdfium then takes one of the machine's, and where none has the letters it takes every
line for empty and drops a line that repeats the one before. With the bundled font a document reads alike on every
machine, also where no Japanese font is installed.
"""

from __future__ import annotations

import ctypes
from functools import cache
from importlib.resources import files
from typing import Any


def pdfium() -> Any:
    """The module ``pypdfium2``, its library started with the bundled fonts.

    Raises :class:`ImportError` where it is not installed.

    >>> from enishi.ingest.readers.pdf_library import pdfium
    >>> pdfium().PdfDocument.__name__
    'PdfDocument'
    """
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  (an extra)

    _start()
    return pypdfium2


@cache
def _start() -> None:
    from pypdfium2 import raw  # noqa: PLC0415

    text = ctypes.POINTER(ctypes.c_char)
    # the fonts lie with the diagrams, their other user: data, found without importing that layer
    folder = ctypes.c_char_p(str(files("enishi") / "viz" / "fonts").encode())
    folders = (text * 2)(ctypes.cast(folder, text))  # ends with a null
    config = raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=folders, m_pIsolate=None, m_v8EmbedderSlot=0)
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(config)
