"""Write constraints.txt: the exact versions of all run-time and test dependencies that fit together today.

Installs the project into an environment of its own, without constraints, and writes down what came; no address
of a registry, and nothing of the machine.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAD = """\
# The versions that the tests ran with: every run-time and test dependency. `make constraints` writes this anew.
"""


def main() -> None:
    """Resolve, and write."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = sorted(project["optional-dependencies"])
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        pip = [str(python), "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", f"{ROOT}[{','.join(extras)}]"], check=True)  # noqa: S603
        frozen = subprocess.run([*pip, "freeze"], check=True, capture_output=True, encoding="utf-8")  # noqa: S603
    pins = sorted((p for p in frozen.stdout.splitlines() if re.fullmatch(r"[\w.-]+==[\w.]+", p)), key=str.lower)
    (ROOT / "constraints.txt").write_text(HEAD + "\n".join(pins) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
