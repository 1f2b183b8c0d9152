"""A city's own name in kana, as local names like to spell it: からつ国際フェスタ, おおがき日独協会.

Worked out from its name in Hepburn's romanisation, which tells no long vowels: おおさか and おさか are both Osaka.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_VOWELS = "aiueo"
_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さ-すせそ", "t": "た--てと", "n": "なにぬねの", "h": "はひ-へほ",
    "m": "まみむめも", "y": "や-ゆ-よ", "r": "らりるれろ", "w": "わ----", "g": "がぎぐげご", "z": "ざ-ずぜぞ",
    "d": "だ--でど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "f": "--ふ--",
    "sh": "-し---", "ch": "-ち---", "ts": "--つ--", "j": "-じ---",
}  # fmt: skip
_GLIDES = {
    "ky": "き", "sh": "し", "ch": "ち", "ny": "に", "hy": "ひ", "my": "み",
    "ry": "り", "gy": "ぎ", "j": "じ", "by": "び", "py": "ぴ",
}  # fmt: skip
_SPELT = {"じ": "[じぢ]", "ず": "[ずづ]", "わ": "[わは]"}
_LONG = {"o": "[うお]?", "u": "う?"}
_MORA = re.compile(r"(?P<n>[nm])(?![aiueoy])'?|(?P<double>([kstpc])(?=\3|ch))?(?P<onset>[a-z]*?)(?P<vowel>[aiueo])")


def _moras() -> Iterator[tuple[str, str]]:
    for onset, row in _ROWS.items():
        for vowel, kana in zip(_VOWELS, row, strict=True):
            if kana != "-":
                yield onset + vowel, kana
    for onset, kana in _GLIDES.items():
        for vowel, small in zip("auo", "ゃゅょ", strict=True):
            yield onset + vowel, kana + small


_KANA = {roman: _SPELT.get(kana, kana) + _LONG.get(roman[-1], "") for roman, kana in _moras()}
_ROMAJI = {"ぢ": "ji", "づ": "zu"} | {kana: roman for roman, kana in _moras()}


@cache
def kana(romaji: str) -> re.Pattern[str] | None:
    """Where a name in Hepburn's romanisation stands in kana, as the head of a longer name; none if it is no such.

    >>> from enishi.ingest.names.kana import kana
    >>> [found[0] for found in kana("Karatsu").finditer("からつ国際フェスタ、おからつ国際、からつの海")]
    ['からつ']
    >>> bool(kana("Sapporo").match("さっぽろ雪まつり")), bool(kana("Osaka").match("おおさか国際交流")), kana("Lyon")
    (True, True, None)
    """
    out, at, name = "", 0, romaji.lower()
    while at < len(name):
        mora = _MORA.match(name, at)
        spelt = "ん" if mora and mora["n"] else _KANA.get((mora["onset"] + mora["vowel"]) if mora else "", "")
        if mora is None or not spelt:
            return None
        out += ("っ" if mora["double"] else "") + spelt
        at = mora.end()
    return re.compile(rf"(?<![ぁ-ゖァ-ヶー一-鿿々・]){out}(?=[一-鿿ァ-ヶA-Z])")


def romaji(hiragana: str) -> str:
    """A name in hiragana in Hepburn's romanisation, without its long vowels; nothing where it is no such name.

    >>> from enishi.ingest.names.kana import romaji
    >>> romaji("かけがわ"), romaji("さっぽろ"), romaji("おおさか"), romaji("ゝ")
    ('Kakegawa', 'Sapporo', 'Osaka', '')
    """
    out, at = "", 0
    while at < len(hiragana):
        double = hiragana[at] == "っ"
        at += double
        size = next((n for n in (2, 1) if hiragana[at : at + n] in _ROMAJI), 0)
        spelt = _ROMAJI[hiragana[at : at + size]] if size else "n" if hiragana[at : at + 1] == "ん" else ""
        if not spelt:
            return ""
        out += ("t" if spelt.startswith("ch") else spelt[0]) * double + spelt
        at += size or 1
    return re.sub("o[uo]", "o", out.replace("uu", "u")).capitalize()
