"""How much a PDF's streams unpack to, counted before pdfium lays their pages out, which nobody can interrupt.

Pictures are passed over: they are large in honest files, and are not decoded here. Only Flate is counted.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from .limits import Watch

_STREAM = re.compile(rb"stream\r?\n")
_LOOK_BACK = 600  # bytes before a stream in which its dictionary stands
_PIECE = 1 << 20


def measure(raw: bytes, watch: Watch) -> None:
    """Hold what the streams unpack to, all together, to the limit of unpacked bytes."""
    whole = 0
    for match in _STREAM.finditer(raw):
        about = raw[max(0, match.start() - _LOOK_BACK) : match.start()].rpartition(b" obj")[2]
        if b"/Image" in about or b"Fl" not in about:
            continue
        inner = _inflated(raw, match.end())
        twice = about.count(b"/FlateDecode") + about.count(b"/Fl ") > 1
        for piece in _again(inner) if twice else inner:
            whole += len(piece)
            watch.count("unpacked", whole)
            watch.time()


def _inflated(raw: bytes, start: int) -> Iterator[bytes]:
    """What a stream unpacks to, by pieces, as far as it is whole."""
    unpacker = zlib.decompressobj()
    at, rest = start, b""
    try:
        while not unpacker.eof:
            if not rest:
                rest, at = raw[at : at + _PIECE], at + _PIECE
            piece = unpacker.decompress(rest, _PIECE)
            more, rest = bool(rest), unpacker.unconsumed_tail
            if piece:
                yield piece
            elif not more:
                return
    except zlib.error:
        return


def _again(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What pieces of a stream that is packed twice unpack to."""
    unpacker = zlib.decompressobj()
    try:
        for packed in pieces:
            rest = packed
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
    except zlib.error:
        return
