"""Decisions on the server are the file's: the same steps give the same dump, also of what is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from enishi.graph import Graph, open_graph
from enishi.ontology.judgement import Judgement, Verdict
from enishi.ontology.model import Contribution

from ..graph.sample import LYON, MANILA, REPORT, YOKOHAMA, fact, paper
from ..graph.test_judgements import LYONS, corrected, decision, entered, merge, undo


def test_the_same_decisions_give_the_same_dump(empty: Graph, tmp_path: Path) -> None:
    more = paper("more", fact(YOKOHAMA, "sisterCityOf", LYONS, since="1959-04"))
    wrong, one = corrected("1950", MANILA), merge(LYON, LYONS)
    steps = [REPORT, more, decision(Verdict.ACCEPT), one, wrong, entered(), undo(wrong), undo(one), REPORT]
    with open_graph(tmp_path / "file.enishi") as file:
        for step in steps:
            for graph in (file, empty):
                _ = graph.write(step) if isinstance(step, Contribution) else graph.judge([cast("Judgement", step)])
            assert list(empty.dump()) == list(file.dump())
            assert empty.facts() == file.facts()
        for graph in (file, empty):
            graph.withdraw(more.document.iri)
        assert list(empty.dump()) == list(file.dump())
