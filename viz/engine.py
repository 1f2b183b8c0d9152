"""Graphviz in a process of its own, with the bundled font.

Fontconfig reads its configuration once a process, Graphviz is not safe to call from two threads, and a fault
in it would end the caller: so each picture is drawn by a child (this file, run as a script), which sees the
bundled font and, only where a text needs a character that it lacks, the fonts of the machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from xml.sax.saxutils import escape

SYSTEM_FONTS: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts")
TIMEOUT: Final = 120.0
CONFIG: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<match target="pattern">
<edit name="hinting" mode="assign"><bool>false</bool></edit>
<edit name="autohint" mode="assign"><bool>false</bool></edit>
</match>
</fontconfig>
"""


class EngineFailed(Exception):
    """Graphviz gave no picture; the text says what it printed."""


def render(dot: str, form: str, *, program: str = "nop2", machine_fonts: bool = False) -> bytes:
    """Draw a DOT text in a format of Graphviz (``svg``, ``png``, ``pdf``, ``json``) by one of its layout
    programs; ``nop2`` takes every place as it is given.

    Raises :class:`EngineFailed` where the child ends badly, prints nothing or takes over two minutes.
    """
    with _environment(machine_fonts) as environment:
        command = [sys.executable, "-P", "-X", "utf8", str(Path(__file__)), form, program]
        try:
            done = subprocess.run(  # noqa: S603  (our own script)
                command,
                input=dot.encode(),
                capture_output=True,
                env=environment,
                timeout=TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise EngineFailed(str(error)) from error
    if done.returncode or not done.stdout:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise EngineFailed(lines[-1] if lines else f"exit code {done.returncode}")
    return done.stdout


@contextmanager
def _environment(machine_fonts: bool) -> Iterator[dict[str, str]]:
    """The child's environment: its own fontconfig file, the C locale, nothing that changes what is drawn."""
    with TemporaryDirectory(prefix="enishi-") as scratch, as_file(files(__package__) / "fonts") as fonts:
        bundled = Path(scratch) / "fonts"
        bundled.mkdir()  # a copy: fontconfig leaves a file of its own beside the fonts that it reads
        for font in sorted(fonts.glob("*.otf")):
            shutil.copyfile(font, bundled / font.name)
        folders = [str(bundled)]
        if machine_fonts:
            folders += [folder for folder in (*SYSTEM_FONTS, *_windows_fonts()) if Path(folder).is_dir()]
        config = Path(scratch) / "fonts.conf"
        tags = "\n".join(f"<dir>{escape(folder)}</dir>" for folder in folders)
        config.write_text(CONFIG.format(folders=tags, cache=escape(scratch)), encoding="utf-8")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GV", "PYTHON", "LC_"))}
        kept |= {"FONTCONFIG_FILE": str(config), "LC_ALL": "C", "PANGOCAIRO_BACKEND": "fc"}
        yield kept


def _windows_fonts() -> tuple[str, ...]:
    root = os.environ.get("WINDIR")
    return (str(Path(root) / "Fonts"),) if root else ()


def _draw() -> None:
    """The child: DOT on standard input, picture on standard output."""
    from pygraphviz import AGraph  # type: ignore[import-untyped]  # noqa: PLC0415

    form, program = sys.argv[1:3]
    picture = AGraph(string=sys.stdin.buffer.read().decode()).draw(format=form, prog=program)
    sys.stdout.buffer.write(picture)


if __name__ == "__main__":
    _draw()
