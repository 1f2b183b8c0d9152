"""Whether a graph can be true at all: OWL 2 DL consistency by HermiT, and the few statements behind a clash.

HermiT says only "inconsistent". So the clash is narrowed by taking statements away (QuickXplain, Junker 2004):
what is left is minimal, every part of it is needed. Evidence and names say nothing to a reasoner and are
left out; the ontology is never to blame (a test proves it consistent).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Literal

from ..errors import CheckFailed
from .check import parse_ntriples
from .indexing import parsed
from .model import ONTOLOGY
from .schema import VALUE_CLASS, load_schema

if TYPE_CHECKING:
    from rdflib.term import Node

EVIDENCE: Final = ("Document", "Passage", "Reference", "Mention", "Judgement")
RUNS: Final = 80
JVM: Final = ("-Xmx2000M", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # short runs: half the time


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One thing that a graph says and that can be taken away: a statement (its IRI) with all it carries, or
    that a node (its IRI) is of a class (``kind``).
    """

    what: Literal["statement", "class"]
    iri: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Parts of a graph that cannot all be so. ``minimal`` is false where the bound on HermiT runs was
    reached first: then the parts hold a clash, and more.
    """

    parts: tuple[Part, ...]
    minimal: bool
    runs: int

    @property
    def statements(self) -> tuple[str, ...]:
        """IRIs of the statements in the clash, in order."""
        return tuple(part.iri for part in self.parts if part.what == "statement")

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """The nodes in the clash whose class matters, each with the class's name, in order."""
        return tuple((part.iri, part.kind) for part in self.parts if part.what == "class")


def is_consistent(ntriples: str = "") -> bool:
    """Whether ontology and triples (RDF 1.1 projection, as N-Triples) can be true together; about a second."""
    parts = _parts(ntriples)
    return hermit_finds_consistent("".join(_axioms()) + "".join(_lines(parts, parts)))


def find_clash(ntriples: str, *, runs: int = RUNS) -> Clash | None:
    """A minimal set of statements and classes that contradict each other, or ``None`` where none do.

    ``runs`` bounds the calls of HermiT, about a second each; a clash of k parts among n takes about
    2 k log2(n/k).
    """
    axioms = "".join(_axioms())
    parts = _parts(ntriples)
    search = _Search(lambda chosen: hermit_finds_consistent(axioms + "".join(_lines(parts, chosen))), runs)
    if search.holds(parts):
        return None
    classes = tuple(part for part in parts if part.what == "class")
    statements = tuple(part for part in parts if part.what == "statement")
    if search.holds(classes):  # what things are is taken for granted first: it leaves the fewest statements
        blamed = search.narrow(classes, False, statements)
        text = "".join(_lines(parts, blamed))
        close = tuple(part for part in classes if f"<{part.iri}>" in text)
        enough = close and not search.holds((*blamed, *close))
        chosen = (*blamed, *search.narrow(blamed, True, close if enough else classes))
    else:
        chosen = search.narrow((), False, classes)
    return Clash(tuple(sorted(chosen)), search.left > 0, runs - search.left)


def java() -> str:
    """The Java to run, from JAVA_HOME or the PATH; :class:`~enishi.errors.CheckFailed` says how to get one."""
    home = os.environ.get("JAVA_HOME")
    found = (home and shutil.which("java", path=str(Path(home) / "bin"))) or shutil.which("java")
    if not found:
        raise CheckFailed("java_missing")
    return found


class _Search:
    """QuickXplain over a test of consistency, with a bound on the tests."""

    def __init__(self, test: Callable[[Iterable[Part]], bool], runs: int) -> None:
        self.test = test
        self.left = runs

    def holds(self, parts: Iterable[Part]) -> bool:
        """Whether these parts are consistent; once no run is left, everything passes for consistent."""
        if self.left <= 0:
            return True
        self.left -= 1
        return self.test(parts)

    def narrow(self, kept: tuple[Part, ...], grown: bool, candidates: Sequence[Part]) -> tuple[Part, ...]:
        """The parts of ``candidates`` that, with ``kept``, are needed for the clash."""
        if grown and not self.holds(kept):
            return ()
        if len(candidates) <= 1 or self.left <= 0:
            return tuple(candidates)
        half = len(candidates) // 2
        first, second = tuple(candidates[:half]), tuple(candidates[half:])
        from_second = self.narrow((*kept, *first), True, second)
        from_first = self.narrow((*kept, *from_second), bool(from_second), first)
        return (*from_first, *from_second)


def _lines(parts: dict[Part, list[str]], chosen: Iterable[Part]) -> Iterable[str]:
    return (line for part in chosen for line in parts[part])


def _parts(ntriples: str) -> dict[Part, list[str]]:
    """The triples that a reasoner sees, by the part of the graph to which they belong.

    Parts come in order of the node they speak of: what clashes is then mostly side by side, which halves
    the runs that narrowing takes.
    """
    from rdflib import RDF  # noqa: PLC0415

    graph, schema = parse_ntriples(ntriples), load_schema()
    kinds = {
        node: [name for t in graph.objects(node, RDF.type) if (name := _name(t)) in schema.classes]
        for node in set(graph.subjects(RDF.type, None))
    }
    ties: dict[tuple[Node, ...], list[Part]] = defaultdict(list)
    values: dict[Node, list[Part]] = defaultdict(list)
    for statement, subject in graph.subject_objects(RDF.subject):
        part = Part("statement", str(statement))
        for relation in graph.objects(statement, RDF.predicate):
            for object_ in graph.objects(statement, RDF.object):
                ties[subject, relation, object_].append(part)
                if VALUE_CLASS in kinds.get(object_, ()):
                    values[object_].append(part)
    stated = set(graph.subjects(RDF.subject, None)) | {n for n, of in kinds.items() if "Proposal" in of}
    evidence = {node for node, of in kinds.items() if not set(of).isdisjoint(EVIDENCE)}
    found: dict[Part, list[str]] = defaultdict(list)
    for triple in sorted(graph):
        subject, predicate, object_ = triple
        if subject in evidence or predicate in (RDF.subject, RDF.predicate, RDF.object):
            continue
        if triple in ties or subject in values:
            belongs = ties.get(triple) or values[subject]
        elif subject in stated:
            belongs = [Part("statement", str(subject))]
        elif predicate == RDF.type:
            kind = _name(object_)
            if any(kind in schema.kinds_of(other)[1:] for other in kinds[subject]):
                continue  # said by a subclass too
            belongs = [Part("class", str(subject), kind)]
        else:
            continue  # a name or another attribute
        for part in belongs:
            found[part].append(" ".join(term.n3() for term in triple) + " .\n")
    about = {str(s): str(o) for s, o in graph.subject_objects(RDF.subject)}
    return {part: found[part] for part in sorted(found, key=lambda p: (about.get(p.iri, p.iri), p))}


def _name(node: Node) -> str:
    return str(node).removeprefix(ONTOLOGY)


def _axioms() -> Iterable[str]:
    """The ontology as N-Triples, without what only people read."""
    from rdflib import DCTERMS, RDFS, SKOS, URIRef  # noqa: PLC0415

    own = (URIRef(ONTOLOGY + n) for n in ("keyQualifier", "edgeLabel", "verbalisation", "tier", "colour", "shape"))
    said = {RDFS.label, SKOS.definition, SKOS.closeMatch, DCTERMS.title, DCTERMS.description, DCTERMS.license, *own}
    return sorted(" ".join(t.n3() for t in triple) + " .\n" for triple in parsed() if triple[1] not in said)


def hermit_finds_consistent(ntriples: str) -> bool:
    """One run of the HermiT that owlready2 brings, asked for consistency alone.

    Called directly, as owlready2's own call classifies everything (twice the time) and reads literals back
    into Python, where it stumbles over xsd:date.
    """
    package = find_spec("owlready2")
    hermit = Path(str(package and package.origin)).parent / "hermit"
    with TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nt"
        file.write_text(ntriples, encoding="utf-8", newline="\n")
        classpath = os.pathsep.join((str(hermit), str(hermit / "HermiT.jar")))
        command = (java(), *JVM, "-cp", classpath, "org.semanticweb.HermiT.cli.CommandLine", "-k", file.as_uri())
        run = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603
    if run.returncode == 0:
        return True
    if "InconsistentOntologyException" in run.stderr:
        return False
    raise CheckFailed(
        "reasoner_failed", problem=(run.stderr.strip() or run.stdout.strip()).partition("\n")[0][:300]
    )
