"""Commands as processes of their own that need not start from nothing: copies of one that has loaded the program.

Most of what a small command takes is its start: hundreds of modules, thousands of patterns. Here one process starts
and is copied (``fork``) for each command; the copy has its own folder, environment, streams and end, and nothing of
it is left but files. What happens before a command line is read is not seen this way: ``cli/test_usage.py`` starts
every command from nothing for that, and so do all tests that need a terminal, a signal or a pipe.

This file is also the program of the process that is copied.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from enishi.cli import main

_LONGEST: Final = 120
"""Seconds that a command may take."""
_AT_START: Final = ("PYTHON", "COV", "LANG", "LC_")
"""Variables that begin so are read when Python starts."""
_SAMPLES: Final = Path(__file__).parents[1] / "samples"


def run(
    arguments: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str],
    given: str = "",
    *,
    together: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder with ``given`` as its input; ``together``: messages come where its data does."""
    line = [*map(str, arguments)]
    if not hasattr(os, "fork"):
        return subprocess.run(
            [sys.executable, "-m", "enishi", *line],
            cwd=folder,
            env=environment,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if together else subprocess.PIPE,
            encoding="utf-8",
            timeout=_LONGEST,
            check=False,
        )
    at_start = tuple(sorted((name, value) for name, value in environment.items() if name.startswith(_AT_START)))
    request = {"arguments": line, "folder": str(folder), "environment": dict(environment)}
    code, data, messages = _loaded(at_start).run(request, given, together=together)
    return subprocess.CompletedProcess(line, code, _text(data), _text(messages))


def _text(printed: bytes) -> str:
    return io.TextIOWrapper(io.BytesIO(printed), encoding="utf-8").read()


class _Loaded:
    """A process that has loaded the program, to be copied."""

    def __init__(self, at_start: Mapping[str, str]) -> None:
        others = {name: value for name, value in os.environ.items() if not name.startswith(_AT_START)}
        self._channel, theirs = socket.socketpair()
        self._channel.settimeout(2 * _LONGEST)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", __file__, str(theirs.fileno())],
                env={**others, **at_start},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    def run(self, request: Mapping[str, Any], given: str, *, together: bool) -> tuple[int, bytes, bytes]:
        """The exit code of a copy, its data and its messages."""
        (data, data_in), (messages, messages_in) = os.pipe(), os.pipe()
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as read:
            for file, text in ((asked, json.dumps(request)), (read, given)):
                file.write(text.encode())
                file.seek(0)
            files = [asked.fileno(), read.fileno(), data_in, data_in if together else messages_in]
            socket.send_fds(self._channel, [b"."], files)
        os.close(data_in)
        os.close(messages_in)
        with ThreadPoolExecutor(1) as beside:
            told = beside.submit(_all, messages)
            printed = _all(data)
        code = self._channel.recv(16)
        assert code, "the process that is copied has ended"
        return int(code), printed, told.result()

    def close(self) -> None:
        """End it."""
        self._channel.close()
        self._process.wait(_LONGEST)


def _all(pipe: int) -> bytes:
    with os.fdopen(pipe, "rb") as end:
        return end.read()


_running: Final[dict[tuple[tuple[str, str], ...], _Loaded]] = {}
"""By the variables under which they started."""


def _loaded(at_start: tuple[tuple[str, str], ...]) -> _Loaded:
    """One for all commands of this process that start under the same variables."""
    if at_start not in _running:
        _running[at_start] = _Loaded(dict(at_start))
    return _running[at_start]


def end() -> None:
    """End all processes that are copied; what they measured of coverage is written then."""
    while _running:
        _running.popitem()[1].close()


def _load() -> None:
    """Have what commands need loaded, by running some."""
    with tempfile.TemporaryDirectory() as folder:
        graph = ("--graph", str(Path(folder, "ties.enishi")))
        for line in (
            ("ingest", str(_SAMPLES)),
            ("ask", "横浜市の姉妹都市は？"),
            ("ask", "Which sister cities does Yokohama have?"),
            ("review", "--list", "--json"),
            ("network", "--json"),
        ):
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                main([*line, *graph])
    gc.collect()
    gc.freeze()


def _serve(channel: socket.socket) -> int:
    """Copy this process for each request, until nobody asks any more; in a copy, the exit code of its command."""
    while True:
        asked, files, _, _ = socket.recv_fds(channel, 1, 4)
        if not asked:
            return 0
        if not (copy := os.fork()):
            channel.close()
            return _command(*files)
        for file in files:
            os.close(file)
        _, status = os.waitpid(copy, 0)
        channel.send(str(os.waitstatus_to_exitcode(status)).encode())


def _command(asked: int, *streams: int) -> int:
    """Run a command in this copy, as if it had just been started."""
    with os.fdopen(asked, encoding="utf-8") as file:
        request: dict[str, Any] = json.load(file)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.alarm(_LONGEST)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv = ["enishi", *request["arguments"]]
    sys.path.insert(0, request["folder"])  # as `python -m enishi` does
    at_once = bool(os.environ.get("PYTHONUNBUFFERED"))
    for place, (name, stream) in enumerate(zip(("stdin", "stdout", "stderr"), streams, strict=True)):
        os.dup2(stream, place)
        os.close(stream)
        before = getattr(sys, name)
        mode, size = ("rb", -1) if name == "stdin" else ("wb", 0 if at_once else -1)
        raw: Any = os.fdopen(place, mode, size, closefd=False)
        anew = io.TextIOWrapper(
            raw, before.encoding, before.errors, line_buffering=name == "stderr", write_through=at_once
        )
        setattr(sys, name, anew)
        setattr(sys, f"__{name}__", anew)
    return main()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=int(sys.argv[1])) as channel:
        _load()
        sys.exit(_serve(channel))
