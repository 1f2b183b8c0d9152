"""Numbers written in kanji, read as digits with the way back: 平成二十八年四月 is 平成28年4月.

Only numerals before a unit (年, 月, 日, 円, 人 ...) are numbers; in 三重県 and 四日市 they are not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from ...ontology.dates_text import DateMention
from .mask import Noun

_NUMERAL = re.compile(
    r"[〇一二三四五六七八九十百千][〇一二三四五六七八九十百千]*"
    r"(?=周年|年(?!生|目|中|間)|月(?!島|見)|日(?![町市本系和])|[万億](?=[\d〇一二三四五六七八九十百千円人件名])|千?円|名(?!古)|人(?!町)|[かカヵケヶ箇]国|都市|件|社|団体|会員|自治体)"
)
_DIGIT = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_UNIT = {"十": 10, "百": 100, "千": 1_000}


def value(numeral: str) -> int:
    """The number that a numeral in kanji says.

    >>> from enishi.ingest.text.numerals import value
    >>> value("二十八"), value("二千三百六十"), value("二〇二三")
    (28, 2360, 2023)
    """
    if not any(c in _UNIT for c in numeral):
        return int("".join(str(_DIGIT[c]) for c in numeral))
    total, digit = 0, 0
    for c in numeral:
        if c in _UNIT:
            total += (digit or 1) * _UNIT[c]
            digit = 0
        else:
            digit = _DIGIT[c]
    return total + digit


class Digits:
    """A text with its kanji numerals as digits, and the way back to the text as it stands."""

    def __init__(self, text: str) -> None:
        self.changed = False
        out: list[str] = []
        self._starts, self._sources = [0], [0]
        position = length = 0
        for match in _NUMERAL.finditer(text):
            if match[0] in ("千", "百", "十"):
                continue  # 千円 is a unit
            digits = str(value(match[0]))
            self.changed = True
            out.extend((text[position : match.start()], digits))
            length += match.start() - position
            self._starts += [length, length + len(digits)]
            self._sources += [match.start(), match.end()]
            length += len(digits)
            position = match.end()
        out.append(text[position:])
        self.text = "".join(out) if self.changed else text

    def back(self, offset: int) -> int:
        """The offset in the text as it stands."""
        n = bisect_right(self._starts, offset) - 1
        return self._sources[n] + offset - self._starts[n] if n % 2 == 0 else self._sources[n]

    def noun(self, noun: Noun) -> Noun:
        """A noun found among the digits, where it stands in the text."""
        return noun._replace(start=self.back(noun.start), end=self.back(noun.end)) if self.changed else noun

    def date(self, date: DateMention) -> DateMention:
        """A date found among the digits, where it stands in the text."""
        return replace(date, start=self.back(date.start), end=self.back(date.end)) if self.changed else date
