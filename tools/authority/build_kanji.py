"""Write ingest/authority/kanji.tsv: old kanji with the form in use in Japan (needs ``pip install opencc``)."""

from __future__ import annotations

from pathlib import Path

import opencc

TARGET = Path(__file__).parents[2] / "ingest" / "authority" / "kanji.tsv"
EXTRA = {"﨑": "崎", "髙": "高", "濵": "浜", "邉": "辺", "嶋": "島", "嶌": "島", "槗": "橋", "德": "徳", "ヶ": "ケ"}
HEADER = """\
# Old or variant kanji, tab, the form in use in Japan.
# Source: OpenCC 1.4 (https://github.com/BYVoid/OpenCC, Apache-2.0), conversion t2jp, one character at a time;
# and variants of family and place names outside it (嶋, 﨑, 髙 ...). Made by tools/authority/build_kanji.py.
"""


def main() -> None:
    """Ask the conversion for every unified ideograph."""
    convert = opencc.OpenCC("t2jp").convert
    found = {c: convert(c) for c in map(chr, range(0x3400, 0xA000))}
    pairs = {old: new for old, new in found.items() if new != old and len(new) == 1} | EXTRA
    pairs.pop("ヶ")  # kana are the business of fold.py
    pairs = {old: pairs.get(new, new) for old, new in pairs.items()}
    TARGET.write_text(HEADER + "".join(f"{o}\t{n}\n" for o, n in sorted(pairs.items())), encoding="utf-8")


if __name__ == "__main__":
    main()
