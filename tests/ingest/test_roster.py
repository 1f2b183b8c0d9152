"""A frame that is not asked of a sentence has nothing to say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from enishi.ingest.extract import Extractor
from enishi.ingest.frames import roster
from enishi.ingest.frames.roster import Asked, Roster
from enishi.ingest.frames.scene import Scene
from enishi.ingest.matching.engine import Draft
from enishi.ingest.read import Source
from enishi.ontology.schema import load_schema

DOCUMENTS = sorted((Path(__file__).parents[2] / "benchmarks" / "blind").glob("round-2[0-3]/docs/*.txt"))

Frame = Callable[[Scene], Iterator[Draft]]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(load_schema())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.stem)
def test_a_frame_that_is_not_asked_says_nothing(
    document: Path, extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    asks = Roster.frames

    def all_frames(self: Roster, scene: Scene) -> Iterator[Frame]:
        asked = list(asks(self, scene))
        for one in roster._FRAMES:
            told.extend(_unasked(one, asked, scene))
        yield from asked

    monkeypatch.setattr(Roster, "frames", all_frames)
    extractor(Source("text", document.read_text(encoding="utf-8"), "text/plain", "0" * 64, document))
    assert not told


def _unasked(one: Asked, asked: list[Frame], scene: Scene) -> list[str]:
    return [] if one.frame in asked else [f"{one}: {scene.masked.clean.text}" for _ in one.frame(scene)]
