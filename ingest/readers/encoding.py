"""From bytes to text: by byte order mark, by what the document declares, else by trial of Japanese encodings.

What decodes in one way only, and then reads as Japanese, is taken; what reads in none or in two is refused with
what was tried. charset-normalizer was tried and left: wrong about one text in nine (benchmarks/formats.md).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ...errors import DocumentError

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ALIASES = {"shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932"}
_TRIED = ("utf-8", "iso2022_jp", "cp932", "euc_jp")
_WIDER = {"euc_jp": "euc_jis_2004", "iso2022_jp": "iso2022_jp_ext"}  # ① and other signs of makers
_OF_TEXTS = re.compile(r"utf-(?:8|16|32)|iso8859|iso2022|cp\d|windows|euc|gb|big5|koi8|shift|mac|ascii|tis")
_SAMPLE = 200_000  # characters that are judged
_ENOUGH = 24  # half-width characters from which a text of nothing else is no chance reading
_KANA = re.compile(r"[ぁ-んァ-ヶー]")
_HALF = re.compile(r"[ｦ-ﾟ]")
_VOICED = re.compile(r"[ｳｶ-ﾄﾊ-ﾎ]ﾞ|[ﾊ-ﾎ]ﾟ")
_MISSPELT = re.compile(r"(?<![ｳｶ-ﾄﾊ-ﾎ])ﾞ|(?<![ﾊ-ﾎ])ﾟ|(?<![ｷｼﾁﾆﾋﾐﾘﾞﾟ])[ｬｭｮ]|(?<![ｦ-ﾟ])[ｰｯ]")
_RARE = re.compile(r"[\u0180-\u0217\u021c-\u02ff\u0500-\u058f\u0700-\u07ff]")
_SHIFTED = re.compile(rb"\x8e[\xa1-\xdf]")
_SIGNS = re.compile(
    r"[\u2010-\u22ff\u2312\u2460-\u27bf\u3000-\u303f\u3200-\u33ff\uff01-\uff60\uffe0-\uffe6×÷°±§¶´¨Α-ωА-я・]"
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
    if (text := _decoded(raw, "utf-8")) is not None and not _is_iso2022(raw) and not _is_by_chance(text):
        return _lines(text)
    if (known := _known(declared)) and (text := _decoded(raw, known)) is not None:
        return _lines(text)
    return _lines(_tried(raw, path))


def _is_by_chance(text: str) -> bool:
    """Whether all that is not ASCII are letters of hardly any language: 年 in EUC-JP is ǯ in UTF-8."""
    marks = [c for c in text if c > "\x7f"]
    return 0 < len(marks) < _ENOUGH and all(_RARE.match(c) for c in marks)


def _known(declared: str | None) -> str | None:
    """Python's name of a declared encoding."""
    name = (declared or "").strip().strip("\"'").lower()
    try:
        found = _ALIASES.get(name) or codecs.lookup(name).name
    except LookupError:
        return None
    return found if _OF_TEXTS.match(found) else None  # Python also has codecs that run or transform things


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
    if "cp932" in plausible and (pairs := readings.get("euc_jp")):
        plausible = _told_apart(raw, readings["cp932"], pairs, plausible)
    if len(plausible) != 1:
        raise DocumentError("document_encoding_unclear", file=path, tried=_TRIED, readings=sorted(readings))
    return readings[plausible[0]]


def _told_apart(raw: bytes, single: str, pairs: str, plausible: list[str]) -> list[str]:
    """Which encodings remain for bytes that also decode as the other: half-width kana are the doubtful case."""
    marks = sum(byte > 0x7F for byte in raw)
    if len(_SHIFTED.findall(raw)) * 2 > marks * 0.8:
        return ["euc_jp"]  # every kana behind a shift
    if _is_half(single) and _common_share(pairs) > 0.9:  # EUC-JP's kanji are two half-width kana each
        if len(_KANA.findall(pairs)) * 8 > marks:
            return ["euc_jp"]
        return ["cp932"] if marks >= _ENOUGH and len(_VOICED.findall(single)) * 40 > marks else []
    return plausible


def _readings(raw: bytes) -> Iterator[tuple[str, str]]:
    for encoding in ("cp932", "euc_jp"):
        for name in (encoding, _WIDER.get(encoding)):
            if name and (text := _decoded(raw, name)) is not None:
                yield encoding, text
                break


def _is_half(text: str) -> bool:
    """Whether a text is mostly half-width kana, of what is not ASCII."""
    return len(_HALF.findall(text)) * 2 > sum(c > "\x7f" for c in text)


def _common_share(text: str) -> float:
    """The share of common characters in what is neither ASCII nor half-width."""
    counted = Counter(c for c in text[:_SAMPLE] if c > "\x7f" and not "｡" <= c <= "ﾟ")
    total = sum(counted.values())
    return sum(n for c, n in counted.items() if _is_common(c)) / total if total else 1.0


def _is_japanese(text: str, encoding: str) -> bool:
    """Whether a reading is Japanese text: common characters, and kana among them."""
    sample = text[:_SAMPLE]
    total = sum(c > "\x7f" for c in sample)
    odd = sum(unicodedata.category(c) in ("Co", "Cc", "Cn") and c > "\x7f" for c in sample)
    if odd * 100 > total or _common_share(text) < 0.9:
        return False
    half, stops = len(_HALF.findall(sample)), sum(c in "｡｢｣､･" for c in sample)
    if half + stops > total / 2:
        return total > 3 and stops * 4 < half and len(_MISSPELT.findall(sample)) * 20 < half
    kana = len(_KANA.findall(sample))
    return kana * 20 >= total or (encoding == "cp932" and total > 1 and half + stops == 0)


@lru_cache(maxsize=8192)
def _is_common(char: str) -> bool:
    """Whether a character is a sign of Japanese text or a kanji of the first level (JIS X 0208, rows 16 to 47)."""
    if _SIGNS.match(char) or _KANA.match(char):
        return True
    try:
        row = char.encode("euc_jp")[0] - 0xA0
    except UnicodeEncodeError:
        return False
    return 16 <= row <= 47


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeError:
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
