"""Lists in which each entry has an owner of its own: which of several towns of one name a row means."""

from __future__ import annotations

from pathlib import Path

import pytest

from enishi.ingest.extract import Extractor
from enishi.ingest.read import Source


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# ホストタウン一覧\n\n県\t自治体\t相手国\n福島県\t伊達市\tガイアナ\n", "jp072133"),
        ("# 岐阜県のホストタウン\n\n自治体 | 相手国\n池田町 | モーリシャス\n", "jp214043"),
        ("# ホストタウン\n\n・池田町(北海道):カナダ\n・伊達市(北海道):カナダ\n", "jp016446"),
    ],
)
def test_of_namesakes_the_one_in_the_prefecture_that_is_told_is_meant(
    extractor: Extractor, text: str, code: str
) -> None:
    found = extractor(Source("list", text, "text/plain", code, Path("list.txt")))
    hosts = {s.subject for s in found.statements if s.relation == "hostTownFor"}
    assert any(iri.endswith(code) for iri in hosts)
