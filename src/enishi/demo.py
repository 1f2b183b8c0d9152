"""The demonstration: the sample documents ingested, three questions answered with their sources, a picture drawn.

It uses what any user would: the pipeline, the catalogue, the diagrams. Run twice, it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path

from .words import Lang, Words

QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("partners", {"city": "横浜市"}),
    ("projects-abroad", {}),
    ("anniversaries", {"fiscal_year": "2027"}),
)
CITY = "横浜市"


def samples() -> Iterator[Path]:
    """The sample documents, in order of name.

    >>> from enishi.demo import samples
    >>> len(list(samples())) >= 3
    True
    """
    with ExitStack() as stack:
        for entry in sorted(files("enishi.samples").iterdir(), key=lambda e: e.name):
            if entry.name.endswith((".md", ".txt")) and not entry.name.startswith("README"):
                yield stack.enter_context(as_file(entry))


def run(folder: Path, *, lang: Lang, tell: Callable[[str], None] = print) -> None:
    """The whole demonstration, into a folder: ``ties.enishi``, ``yokohama.svg`` and ``yokohama.html``.

    Raises what the parts raise; :class:`~enishi.errors.OutputError` where the folder cannot be made.
    """
    from .errors import OutputError  # noqa: PLC0415
    from .graph import find_entity, open_graph  # noqa: PLC0415
    from .pipeline import ingest  # noqa: PLC0415
    from .queries.answer import ask  # noqa: PLC0415
    from .queries.export import to_text  # noqa: PLC0415
    from .queries.networks import network  # noqa: PLC0415
    from .viz.diagrams import diagram  # noqa: PLC0415

    words = Words(lang)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("demo_folder", folder=folder, reason=error.strerror or error) from error
    location = folder / "ties.enishi"
    with open_graph(location) as graph:
        results = ingest(samples(), graph)
        tell(words.say("demo.read", documents=len(results), statements=sum(r.statements for r in results)))
        for number, (question, parameters) in enumerate(QUESTIONS, start=1):
            shown = " ".join([question, *(f"--param {name}={value}" for name, value in parameters.items())])
            tell("")
            tell(words.say("demo.asked", number=number, command=f"enishi ask {shown} --graph {location}"))
            tell(to_text(ask(graph, question, parameters, lang=lang)))
        view = network.ego(graph, find_entity(graph, CITY).iri, lang=lang)
    pictures = [diagram(view, folder / f"yokohama.{suffix}", lang=lang) for suffix in ("svg", "html")]
    tell("")
    tell(words.say("demo.drawn", files=words.say("demo.and").join(map(str, pictures))))
    tell("")
    tell(words.say("demo.next", graph=location))
