"""The notebooks of the handbook: run them, each from an empty folder of its own, and write down what they show.

What always holds: a notebook is kept with what it shows and with nothing of the run (no times, no counts of runs),
so that running it again gives the same file. ``python scripts/notebooks.py docs/notebooks/*.ipynb`` writes the
notebooks anew; with ``--into FOLDER`` they are written there.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
PATIENCE: Final = 60
_PICTURE: Final = "image/svg+xml"


def executed(page: Path, folder: Path) -> Any:
    """The notebook with what its cells show when run in a folder, in order; what a cell raises comes out."""
    import nbformat  # noqa: PLC0415  (only where notebooks are run)
    from nbclient import NotebookClient  # noqa: PLC0415
    from traitlets.config import Config  # noqa: PLC0415

    notebook = nbformat.read(page, as_version=4)  # type: ignore[no-untyped-call]
    lang = "ja_JP.UTF-8" if ".ja." in page.name else "C.UTF-8"
    known = {"PYTHONPATH": str(ROOT / "src"), "LC_ALL": lang, "PYTHONUTF8": "1", "IPYTHONDIR": str(folder / ".i")}
    place = {"metadata": {"path": str(folder)}}
    with tempfile.TemporaryDirectory() as sockets:  # a short name, as that of a socket must be; no port is opened
        own = {"transport": "ipc", "connection_file": str(Path(sockets) / "k.json")}
        config = Config(KernelManager=own)
        client = NotebookClient(notebook, kernel_name="python3", timeout=PATIENCE, resources=place, config=config)
        client.execute(env={**os.environ, **known})
    return bare(notebook)


def bare(notebook: Any) -> Any:
    """The notebook without what differs from run to run."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells, 1):
        cell.id, cell.metadata = f"cell-{number}", {}
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = _joined(cell.outputs)
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = None
    return notebook


def _joined(outputs: list[Any]) -> list[Any]:
    """What a cell shows, with what it prints in one piece: into how many it is cut depends on the moment."""
    joined: list[Any] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] += output["text"]
        else:
            joined.append(output)
    return joined


def shown(notebook: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each cell's source and what it shows; of a picture its words alone, for a layout may come out elsewhere."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            yield "".join(cell["source"]), "\n".join(map(_told, cell["outputs"]))


def _told(output: dict[str, Any]) -> str:
    if "text" in output:
        return "".join(output["text"])
    data = output.get("data", {})
    if _PICTURE in data:
        return str(re.findall(r"<(?:title|desc)[^>]*>[^<]*", "".join(data[_PICTURE])))
    return "".join(data.get("text/plain", [str(output)]))


def main() -> None:
    """Run the notebooks and write down what they show."""
    import nbformat  # noqa: PLC0415

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, metavar="FOLDER")
    asked = parser.parse_args()
    for page in asked.notebooks:
        with tempfile.TemporaryDirectory() as folder:
            text: str = nbformat.writes(executed(page, Path(folder)), version=4)  # type: ignore[no-untyped-call]
        target = asked.into / page.name if asked.into else page
        target.write_text(f"{text.rstrip()}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
