"""How long the questions of the catalogue take on a graph, in SPARQL and in Cypher.

``python benchmarks/catalogue_speed.py ties.enishi`` asks each question some times and tells the best time of each
language, slowest question first; without a graph the samples are ingested first. It is processor time, so that
other work on the machine counts less. The bar is 50 ms for each question on the graph of two reports.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from figures import tell  # type: ignore[import-not-found]

from enishi.graph import open_graph
from enishi.graph.home import Cell, Graph
from enishi.ontology.model import Entity
from enishi.ontology.schema import load_schema
from enishi.pipeline import contributions
from enishi.queries.catalogue import Question, load_catalogue

TIMES = 5
BAR = 50.0
FIXED: dict[str, Cell] = {"fiscal-label": "FY2021", "first-day": "2019-01-01", "last-day": "2025-12-31"}


def busiest(graph: Graph) -> list[Entity]:
    """The entities that most is said of: the hardest for a question."""
    ends = [end for fact in graph.facts() for end in (fact.subject, fact.object) if isinstance(end, str)]
    counts = Counter(ends)
    return sorted(graph.entities(), key=lambda entity: (-counts[entity.iri], entity.iri))


def cells(question: Question, order: list[Entity]) -> dict[str, Cell]:
    """What is asked with: the busiest entities of the kinds that a parameter takes, none of them twice."""
    found: dict[str, Cell] = {}
    for parameter in question.query_parameters:
        if parameter.type == "entity":
            fit = (e.iri for e in order if not parameter.kinds or load_schema().is_a(e.kind, parameter.kinds))
            found[parameter.name] = next((iri for iri in fit if iri not in found.values()), "")
        else:
            found[parameter.name] = FIXED[parameter.type]
    return found


def best(graph: Graph, question: Question, parameters: dict[str, Cell]) -> tuple[float, float, int]:
    """Milliseconds in SPARQL and in Cypher, and the number of rows."""
    took = []
    rows = 0
    for engine, text in ((graph.sparql, question.sparql), (graph.cypher, question.cypher)):
        runs = []
        for _ in range(TIMES):
            start = time.process_time()
            answer = engine(text, parameters)
            runs.append((time.process_time() - start) * 1000)
            rows = len(getattr(answer, "rows", ()))
        took.append(min(runs))
    return took[0], took[1], rows


def main(path: str) -> int:
    """Print the times; 1 where a question is over the bar."""
    with open_graph(path, read_only=True, create=False) as graph:
        order = busiest(graph)
        found = []
        for question in load_catalogue().values():
            found.append((*best(graph, question, cells(question, order)), question.id))
    for sparql, cypher, rows, name in sorted(found, key=lambda row: -max(row[:2])):
        print(f"{name:32}{sparql:8.1f}{cypher:8.1f} ms  {rows:5} rows")
    over = sum(max(row[:2]) > BAR for row in found)
    print(f"{len(found)} questions, {over} over {BAR:.0f} ms")
    tell("catalogue", max(max(row[:2]) for row in found), size=f"{len(found)} questions, SPARQL and Cypher")
    return 1 if over else 0


def of_samples(folder: Path) -> Path:
    """A graph of the samples."""
    file = folder / "samples.enishi"
    with open_graph(file) as graph:
        for _, contribution in contributions(sorted((Path(__file__).parents[1] / "samples").iterdir())):
            graph.write(contribution)
    return file


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else str(of_samples(Path(folder)))))
