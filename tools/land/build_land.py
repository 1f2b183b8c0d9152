"""The land of the world as rings of longitude and latitude: ``viz/assets/land.json``.

Takes ``land-110m.json`` of the npm package world-atlas 2.0.2 (ISC licence), made from Natural Earth's land at
1:110 million (public domain, naturalearthdata.com), and keeps its rings, in hundredths of a degree, without
Antarctica: nobody there has a sister city, and it would take a quarter of the sheet.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/land/build_land.py package/land-110m.json > viz/assets/land.json
"""

from __future__ import annotations

import json
import sys
from itertools import accumulate
from pathlib import Path
from typing import Any


def rings(topology: dict[str, Any]) -> list[list[tuple[int, int]]]:
    """Every outer ring and hole, decoded from the arcs that they share; hundredths of a degree."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        xs, ys = accumulate(p[0] for p in arc), accumulate(p[1] for p in arc)
        arcs.append([(round((x * kx + x0) * 100), round((y * ky + y0) * 100)) for x, y in zip(xs, ys, strict=True)])
    found = []
    for shape in topology["objects"]["land"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            points: list[tuple[int, int]] = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc if not points else arc[1:]
            found.append(points)
    return sorted(ring for ring in found if max(y for _, y in ring) > -6000)


if __name__ == "__main__":
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.write(
        json.dumps(
            {"source": "Natural Earth 1:110m land, public domain", "rings": rings(atlas)}, separators=(",", ":")
        )
        + "\n"
    )
