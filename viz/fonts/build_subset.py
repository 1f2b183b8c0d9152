"""Make the bundled font and its tables out of Noto Sans CJK JP. Run when a new Noto comes out.

    python viz/fonts/build_subset.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

The source is Debian's package fonts-noto-cjk (SIL OFL 1.1, licence beside this file). Kept: kana, JIS X 0208
(levels 1 and 2), Latin with the accents of European city names, punctuation, arrows, shapes. The family is
renamed, so that a picture never mixes it up with a full Noto on the machine. Same source, same bytes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]

FAMILY = "Enishi Sans"
HERE = Path(__file__).parent


def characters() -> set[int]:
    """The code points to keep: every character of JIS X 0208, and ranges it lacks."""
    kept = set()
    for row in range(0x21, 0x75):
        for cell in range(0x21, 0x7F):
            try:
                kept.add(ord(bytes((row | 0x80, cell | 0x80)).decode("euc_jp")))
            except UnicodeDecodeError:
                continue
    ranges: tuple[tuple[int, int], ...] = (
        (0x20, 0x7F),
        (0xA0, 0x250),
        (0x1E00, 0x1F00),
        (0x2000, 0x2070),
        (0x20A0, 0x20C0),
        (0x2150, 0x2200),
    )
    ranges += ((0x2460, 0x2500), (0x25A0, 0x2600), (0x3000, 0x3100), (0x3200, 0x3400), (0xFF00, 0xFFF0))
    for first, last in ranges:
        kept.update(range(first, last))
    kept.update(map(ord, "髙﨑德濵瀨圳珲郑苏邕邛✓✔"))
    return kept


def build(source: Path) -> None:
    """Write ``EnishiSans-Regular.otf``, ``characters.txt`` and ``advances.json`` (widths other than 1000)."""
    fonts = TTCollection(source).fonts if source.suffix == ".ttc" else [TTFont(source)]
    font = next(f for f in fonts if f["name"].getDebugName(1) == "Noto Sans CJK JP")
    options = Options()
    options.layout_features = []  # plain metrics: what is measured is what is drawn
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["BASE", "GSUB", "GPOS", "GDEF", "VORG", "vhea", "vmtx", "DSIG"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    name = font["name"]
    for number, text in (
        (1, FAMILY),
        (3, f"{FAMILY} (subset of Noto Sans CJK JP)"),
        (4, FAMILY),
        (6, "EnishiSans"),
    ):
        name.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        top = font["CFF "].cff
        top.fontNames = ["EnishiSans"]
    font.save(HERE / "EnishiSans-Regular.otf")
    advances = {chr(code): font["hmtx"][glyph][0] for code, glyph in sorted(font.getBestCmap().items())}
    narrow = {char: width for char, width in advances.items() if width != 1000}
    table = json.dumps(narrow, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    (HERE / "advances.json").write_text(table + "\n", encoding="utf-8", newline="\n")
    (HERE / "characters.txt").write_text("".join(advances), encoding="utf-8", newline="")
    sys.stderr.write(f"{len(advances)} characters, {(HERE / 'EnishiSans-Regular.otf').stat().st_size} bytes\n")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
