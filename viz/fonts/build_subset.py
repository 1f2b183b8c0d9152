"""Make the bundled fonts and their tables out of Noto Sans CJK JP and Noto Sans. Run when a new Noto comes out.

    python viz/fonts/build_subset.py NotoSansCJK-Regular.ttc noto-sans-latin-ext-400-normal.woff2

The first comes with Debian's package fonts-noto-cjk, the second with the npm package @fontsource/noto-sans (both
SIL OFL 1.1, licence beside this file). Kept: kana, JIS X 0208 (levels 1 and 2), Latin, Greek, Cyrillic,
punctuation, arrows, shapes; of the second, the Latin letters that the first lacks (Kosice's, Lodz's own).
The families are renamed, so that a picture never mixes them up with a full Noto on the machine. Same sources,
same bytes. Needs fontTools with brotli.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]

HERE = Path(__file__).parent
LATIN = (range(0x100, 0x250), range(0x1E00, 0x1F00), range(0x20A0, 0x20C1))


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


def build(japanese: Path, latin: Path) -> None:
    """Write the two fonts, ``characters.txt`` (all that they hold), ``advances.json`` (widths other than 1000)."""
    fonts = TTCollection(japanese).fonts if japanese.suffix == ".ttc" else [TTFont(japanese)]
    font = next(f for f in fonts if f["name"].getDebugName(1) == "Noto Sans CJK JP")
    advances = reduce(font, characters(), "Enishi Sans", HERE / "EnishiSans-Regular.otf")
    more = {code for codes in LATIN for code in codes} - {ord(char) for char in advances}
    more.add(0x20)  # a space after such a letter is looked for in the letter's font
    advances = reduce(TTFont(latin), more, "Enishi Sans Latin", HERE / "EnishiSansLatin-Regular.otf") | advances
    narrow = {char: width for char, width in advances.items() if width != 1000}
    table = json.dumps(narrow, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    (HERE / "advances.json").write_text(table + "\n", encoding="utf-8", newline="\n")
    (HERE / "characters.txt").write_text("".join(sorted(advances)), encoding="utf-8", newline="")


def reduce(font: TTFont, codes: set[int], family: str, output: Path) -> dict[str, int]:
    """Write a font's glyphs of these codes under another name; returns their widths, 1000 units an em."""
    options = Options()
    options.layout_features = []  # plain metrics: what is measured is what is drawn
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["BASE", "GSUB", "GPOS", "GDEF", "VORG", "vhea", "vmtx", "DSIG", "STAT", "MVAR"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    source = font["name"].getDebugName(1)
    for number, text in ((1, family), (3, f"{family} (subset of {source})"), (4, family), (6, output.stem)):
        font["name"].setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        font["CFF "].cff.fontNames = [output.stem]
    font["hmtx"][font.getBestCmap()[0x20]] = (224, 0)  # the Japanese font's, so that a line is one measure
    font.flavor = None
    font.recalcTimestamp = False
    font.save(output)
    advances = {chr(code): font["hmtx"][glyph][0] for code, glyph in sorted(font.getBestCmap().items())}
    sys.stderr.write(f"{output.name}: {len(advances)} characters, {output.stat().st_size} bytes\n")
    return advances


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
