"""Kana to Hepburn as place names are written in English: long vowels unmarked, n stays n (Kobe, Osaka, Gunma).

A vowel that begins a new word is not a long vowel: 豊浦 is Toyoura, 豊岡 Toyooka. The kanji tell where words begin.
"""

from __future__ import annotations

import re
from typing import Final

_ROWS: Final = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さ すせそ",
    "t": "た  てと",
    "n": "なにぬねの",
    "h": "はひ へほ",
    "m": "まみむめも",
    "y": "や ゆ よ",
    "r": "らりるれろ",
    "w": "わ    ",
    "g": "がぎぐげご",
    "z": "ざ ずぜぞ",
    "d": "だ  でど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
_KANA: Final = {k: c + v for c, row in _ROWS.items() for k, v in zip(row, "aiueo", strict=True) if k != " "} | {
    **{"し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu", "を": "o", "ん": "n"},
    **{"ゔ": "vu", "ゐ": "i", "ゑ": "e"},
}
_GLIDES: Final = {"ゃ": "a", "ゅ": "u", "ょ": "o", "ぇ": "e", "ぁ": "a", "ぃ": "i", "ぉ": "o"}
_WORDS: Final = {  # kanji whose reading begins with a vowel that must not melt into the vowel before
    **{
        "浦": "うら",
        "内": "うち",
        "上": "うえ",
        "梅": "うめ",
        "馬": "うま",
        "海": "うみ",
        "牛": "うし",
        "魚": "うお",
    },
    **{
        "岡": "おか",
        "丘": "おか",
        "尾": "お",
        "沖": "おき",
        "奥": "おく",
        "大": "おお",
        "音": "おと",
        "織": "おり",
    },
    **{
        "臼": "うす",
        "瓜": "うり",
        "老": "おい",
        "鵜": "う",
        "宇": "う",
        "雄": "お",
        "男": "お",
        "鬼": "おに",
        "表": "おもて",
    },
}


def hepburn(kana: str, kanji: str = "") -> str:
    """The Hepburn form of hiragana, with a capital letter.

    >>> hepburn("こうべ", "神戸"), hepburn("とよおか", "豊岡"), hepburn("しもんせき"), hepburn("はっぽう")
    ('Kobe', 'Toyooka', 'Shimonseki', 'Happo')
    """
    for character, reading in _WORDS.items():
        if character in kanji[1:] and (at := kana.find(reading, 1)) > 0:
            kana = f"{kana[:at]}/{kana[at:]}"
    sounds = "".join(_syllables(kana.replace("ー", "")))
    sounds = re.sub("ou|oo", "o", sounds).replace("uu", "u")
    return sounds.replace("/", "").capitalize()


def _syllables(kana: str) -> list[str]:
    out: list[str] = []
    double = False
    for character in kana:
        if character == "っ":
            double = True
            continue
        if character in _GLIDES and out:
            stem = out[-1][:-1]
            out[-1] = (
                stem
                + ("" if stem.endswith(("sh", "ch", "j")) or character in "ぁぃぇぉ" else "y")
                + _GLIDES[character]
            )
            continue
        sound = _KANA.get(character, character)
        if double:
            sound, double = ("t" if sound.startswith("ch") else sound[0]) + sound, False
        out.append(sound)
    return out
