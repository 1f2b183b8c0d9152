"""One extractor for all tests of ingest: the real rules and the real authority data, read once."""

from __future__ import annotations

import pytest

from enishi.ingest.extract import Extractor
from enishi.ingest.names.recognise import Recogniser
from enishi.ontology.model import Entity
from enishi.ontology.schema import load_schema


def _recogniser_for(home: Entity | None) -> Recogniser:
    return Recogniser(home=home)


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor(load_schema(), _recogniser_for)
