"""From bytes to text: by byte order mark, by what the document declares, else by trial of Japanese encodings.

What decodes in one way only, and then reads as Japanese, is taken; what reads in none or in two is refused with
what was tried. charset-normalizer was tried and left: it takes short CP932 and EUC-JP texts for Korean or Chinese.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ...errors import DocumentError

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ALIASES = {"shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932"}
_TRIED = ("utf-8", "iso2022_jp", "cp932", "euc_jp")
_WIDER = {"euc_jp": "euc_jis_2004", "iso2022_jp": "iso2022_jp_ext"}  # ① and other signs of makers
_SAMPLE = 200_000  # characters that are judged
_ENOUGH = 24  # half-width characters from which a text of nothing else is no chance reading
_KANA = re.compile(r"[ぁ-んァ-ヶー]")
_HALF_KANA = re.compile(r"[ｦ-ﾟ]")
_SIGNS = re.compile(
    r"[\u2010-\u22ff\u2312\u2460-\u27bf\u3000-\u303f\u3200-\u33ff\uff01-\uff65\uffe0-\uffe6×÷°±§¶´¨Α-ωА-я・]"
)


def decode(raw: bytes, path: Path, declared: str | None = None) -> str:
    """The text of a file's bytes, line ends as ``\\n``; ``declared`` is the encoding that the document names.

    Raises :class:`DocumentError` that names the place of the first bad byte, or what was tried.

    >>> from pathlib import Path
    >>> from enishi.ingest.readers.encoding import decode
    >>> decode("姉妹都市の提携について".encode("cp932"), Path("notice.txt"))
    '姉妹都市の提携について'
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _lines(_strict(raw[len(mark) :], encoding, path))
    if b"\x00" in raw:
        raise DocumentError("document_binary", file=path, offset=raw.index(b"\x00"))
    if (text := _decoded(raw, "utf-8")) is not None and not _is_iso2022(raw):
        return _lines(text)
    if (known := _known(declared)) and (text := _decoded(raw, known)) is not None:
        return _lines(text)
    return _lines(_tried(raw, path))


def _known(declared: str | None) -> str | None:
    """Python's name of a declared encoding."""
    name = (declared or "").strip().strip("\"'").lower()
    try:
        return _ALIASES.get(name) or codecs.lookup(name).name
    except LookupError:
        return None


def _is_iso2022(raw: bytes) -> bool:
    return bool(re.search(rb"\x1b\$[@B(]", raw))


def _tried(raw: bytes, path: Path) -> str:
    """The one reading of these bytes that is Japanese."""
    if _is_iso2022(raw):
        for encoding in ("iso2022_jp", _WIDER["iso2022_jp"]):
            if (text := _decoded(raw, encoding)) is not None:
                return text
    readings = dict(_readings(raw))
    if not readings:
        return _strict(raw, "utf-8", path, shown=", ".join(_TRIED))
    plausible = [name for name, text in readings.items() if _is_japanese(text, name)]
    if len(plausible) == 2:  # both: half-width kana, whose bytes are also pairs of EUC-JP's kanji
        plausible = [_half_or_pairs(raw, readings["euc_jp"])] if len(raw) >= _ENOUGH else []
    if len(plausible) != 1:
        raise DocumentError("document_encoding_unclear", file=path, tried=_TRIED, readings=sorted(readings))
    return readings[plausible[0]]


def _readings(raw: bytes) -> Iterator[tuple[str, str]]:
    for encoding in ("cp932", "euc_jp"):
        for name in (encoding, _WIDER.get(encoding)):
            if name and (text := _decoded(raw, name)) is not None:
                yield encoding, text
                break


def _half_or_pairs(raw: bytes, pairs: str) -> str:
    """Which of the two a text is that reads as half-width kana and as EUC-JP: prose in EUC-JP has kana."""
    marks = sum(byte > 0x7F for byte in raw)
    return "euc_jp" if marks < _ENOUGH or len(_KANA.findall(pairs)) * 8 > marks else "cp932"


def _is_japanese(text: str, encoding: str) -> bool:
    """Whether a reading is Japanese text: common characters, and kana among them where there are many."""
    counted = Counter(c for c in text[:_SAMPLE] if c > "\x7f")
    total = sum(counted.values())
    if not total:
        return True
    kana = sum(n for c, n in counted.items() if _KANA.match(c))
    half = sum(n for c, n in counted.items() if _HALF_KANA.match(c))
    stops = sum(n for c, n in counted.items() if c in "､･｡｢｣")
    common = kana + sum(n for c, n in counted.items() if _is_common(c)) + half
    if common < total * 0.9:
        return False
    if half > total * 0.5:  # EUC-JP's kana read as CP932 are ､ and ･ at every second place
        return encoding == "cp932" and half + stops > total * 0.9 and stops * 4 < half and total >= 4
    return kana * 20 >= total or (encoding == "cp932" and total >= 2 and half == 0)


@lru_cache(maxsize=8192)
def _is_common(char: str) -> bool:
    """Whether a character is a sign of Japanese text or a kanji of the first level (JIS X 0208, rows 16 to 47)."""
    if _SIGNS.match(char):
        return True
    try:
        row = char.encode("euc_jp")[0] - 0xA0
    except UnicodeEncodeError:
        return False
    return 16 <= row <= 47


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(raw: bytes, encoding: str, path: Path, shown: str = "") -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            "document_undecodable", file=path, line=line, offset=error.start, encoding=shown or encoding
        ) from error


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
