"""Zip packages (docx, xlsx): what is in them, unpacked no further than the limits allow.

Sizes that a package declares are not believed: each part is unpacked by pieces and counted. A package in a package
is a part like any other and is never opened. Parts with a document type, where entities are declared, are refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from ...errors import DocumentError
from .limits import Watch

PARTS = 10_000  # parts of one package; the largest real ones have some hundred
_PIECE = 1 << 20
_TYPES = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)


def checked(raw: bytes, watch: Watch, kind: str) -> zipfile.ZipFile:
    """The package in these bytes, once every part has been unpacked and found within the limits.

    Raises :class:`DocumentError` naming the limit, or what is damaged.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(raw))
        _check(package, watch)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise DocumentError("document_damaged", file=watch.path, format=kind, reason=str(error)) from error
    except RuntimeError as error:  # zipfile's way to say that a part has a password
        raise DocumentError("document_encrypted", file=watch.path) from error
    return package


def _check(package: zipfile.ZipFile, watch: Watch) -> None:
    parts = package.infolist()
    if len({part.filename for part in parts}) != len(parts) or len(parts) > PARTS:
        raise zipfile.BadZipFile(f"{len(parts)} parts, or one name twice")
    watch.count("unpacked", sum(part.file_size for part in parts))
    whole = elements = 0
    for part in parts:
        markup = part.filename.endswith((".xml", ".rels", ".vml"))
        before = b""
        for piece in _pieces(package, part):
            whole += len(piece)
            watch.count("unpacked", whole)
            watch.time()
            if markup:
                if any(mark in before + piece for mark in _TYPES):
                    raise DocumentError("document_declares_entities", file=watch.path, part=part.filename)
                elements += piece.count(b"<") - piece.count(b"</") + piece.count(b"=")
                watch.count("elements", elements)
                before = piece[-32:]


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield piece
