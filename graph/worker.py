"""A query with a time limit, in a process of its own that can be stopped.

SQLite cannot be interrupted through oxilite, and a thread cannot be stopped: so the query runs in a child
process that reads the file, stays for the next query, and is killed when a query's time is over. Messages
are lines of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any


class Worker:
    """A child process that answers requests (see :mod:`.answering`) on the graph file at a location."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._process: subprocess.Popen[str] | None = None
        self._lock = Lock()

    def ask(self, request: dict[str, Any], timeout: float) -> dict[str, Any]:
        """The reply to a request, or ``{"error": "time"}`` where none came in ``timeout`` seconds."""
        with self._lock:
            process = self._process = self._process or self._start()
            replies: SimpleQueue[str] = SimpleQueue()
            Thread(target=self._exchange, args=(process, json.dumps(request), replies), daemon=True).start()
            try:
                reply = replies.get(timeout=timeout)
            except Empty:
                self.close()
                return {"error": "time"}
            if not reply:
                self.close()
                return {"error": "query", "text": f"exit code {process.returncode}"}
            return dict(json.loads(reply))

    def close(self) -> None:
        """Stop the child process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was still to be written has no reader any more
                        pipe.close()

    def _start(self) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
        return subprocess.Popen(  # noqa: S603  (our own module, in this interpreter)
            [sys.executable, "-m", __name__, self._location],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=environment,
        )

    @staticmethod
    def _exchange(process: subprocess.Popen[str], line: str, replies: SimpleQueue[str]) -> None:
        try:
            process.stdin.write(f"{line}\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            replies.put(process.stdout.readline())  # type: ignore[union-attr]
        except (OSError, ValueError):  # the process has been stopped, or its pipes closed
            replies.put("")


def main() -> None:
    """Answer the requests on standard input, on the graph that the first argument names."""
    import oxilite  # noqa: PLC0415  (heavy)

    from .answering import answer  # noqa: PLC0415

    if hasattr(os, "nice"):
        os.nice(5)  # whoever waits for a page goes before whoever asks at length

    for line in sys.stdin:
        try:
            reply = answer(oxilite.Store.read_only(sys.argv[1]), json.loads(line))
        except OSError as error:
            reply = {"error": "file", "text": str(error)}
        sys.stdout.write(f"{json.dumps(reply)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
