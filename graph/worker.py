"""A query with a time limit, in a process of its own that can be stopped.

SQLite cannot be interrupted through oxilite, and a thread cannot be stopped: so the query runs in a child
process that reads the file, and is killed when its time is over. Messages are lines of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import TracebackType
from typing import Any


class Worker:
    """A child process that answers requests (see :mod:`.answering`) on the graph file at a location."""

    def __init__(self, location: str) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(  # noqa: S603  (our own module, in this interpreter)
            [sys.executable, "-m", __name__, location],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=environment,
        )

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, request: dict[str, Any], timeout: float) -> dict[str, Any]:
        """The reply to the one request, or ``{"error": "time"}`` where none came in ``timeout`` seconds."""
        try:
            reply, _ = self._process.communicate(json.dumps(request), timeout=timeout)
        except subprocess.TimeoutExpired:
            return {"error": "time"}
        if not reply:
            return {"error": "query", "text": f"exit code {self._process.returncode}"}
        return dict(json.loads(reply))


def main() -> None:
    """Answer the request on standard input, on the graph that the first argument names."""
    import oxilite  # noqa: PLC0415  (heavy)

    from .answering import answer  # noqa: PLC0415

    try:
        reply = answer(oxilite.Store.read_only(sys.argv[1]), json.loads(sys.stdin.read()))
    except OSError as error:
        reply = {"error": "file", "text": str(error)}
    sys.stdout.write(json.dumps(reply))


if __name__ == "__main__":
    main()
