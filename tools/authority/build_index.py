"""Write ingest/authority/index.tsv from the tables beside it (with ``PYTHONPATH=src``)."""

from __future__ import annotations

from pathlib import Path

from enishi.ingest.names.index import derive

if __name__ == "__main__":
    target = Path(__file__).parents[2] / "ingest" / "authority" / "index.tsv"
    target.write_text(derive(), encoding="utf-8")
