"""One extractor for all tests of ingest: the real rules and the real authority data, read once."""

from __future__ import annotations

import pytest

from enishi.ingest.extract import Extractor
from enishi.ontology.schema import load_schema


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor(load_schema())
