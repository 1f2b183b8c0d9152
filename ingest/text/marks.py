"""A text with its marks as most write them, character for character: its places are those of the text itself.

Japanese is printed with 、 and 。, or with ， and ．, with ､ and ｡, or with the commas of Latin letters; digits,
Latin letters and brackets have two widths, and blanks many.
"""

from __future__ import annotations

import re

from .commas import comma_tables

_WIDE = "（）：％" + "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_SAME = str.maketrans(
    {c: chr(ord(c) - 0xFEE0) for c in _WIDE}
    | {"｡": "。", "､": "、", "｢": "「", "｣": "」", "･": "・"}
    | dict.fromkeys("\xa0\u2002\u2003\u2009\u202f", " ")
)
_JA = "ぁ-んァ-ヶー一-鿿々〇"
_COUNTING = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")  # 1，234
_FULL_STOP = re.compile(  # …結んだ．; but ア．, 1．, J．F．, ジョン．ケネディ
    rf"(?<=[{_JA})」』])(?<!^.)(?<![\s()].)．(?=$|[\s{_JA}「『(\d])(?!(?<=[ァ-ヶー]．)[ァ-ヶ])", re.M
)
_LATIN_COMMA = re.compile(rf"(?<=[{_JA})」』]),(?= ?[{_JA}「『(\dA-Z])|(?<=\d),(?= ?[{_JA}「『(])")


_QUOTED = re.compile("「[^「」\n]*」|『([^『』\n]*)』")


def as_marked(text: str) -> str:
    """The text with 、 and 。 in Japanese whatever it is printed with, and digits of half width.

    >>> from enishi.ingest.text.marks import as_marked
    >>> as_marked("Ａ市は，１９８７年にＢ市と，１，２００人で．")
    'A市は、1987年にB市と、1,200人で。'
    """
    read = text.translate(_SAME)
    if "『" in read:
        read = _QUOTED.sub(_with_quotes, read)
    if "，" in read:
        read = _COUNTING.sub(",", read).replace("，", "、")
    if "．" in read:
        read = _FULL_STOP.sub("。", read)
    return _with_commas(read) if "。" in read and "," in read else read


def _with_commas(text: str) -> str:
    """The text with 、 for Latin commas in prose; those of a table part its cells."""
    lines = text.split("\n")
    tables = comma_tables(lines)
    return "\n".join(
        _LATIN_COMMA.sub("、", line) if "。" in line and number not in tables else line
        for number, line in enumerate(lines)
    )


def _with_quotes(quoted: re.Match[str]) -> str:
    """『…』 as 「…」 where it stands in no other; what stands inside it takes the other marks."""
    inner = quoted[1]
    return quoted[0] if inner is None else f"「{inner.translate(_INNER)}」"


_INNER = str.maketrans("「」", "『』")
