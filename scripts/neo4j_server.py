"""A real Neo4j for development and tests: fetched once with Maven, started here, stopped without a trace.

    python scripts/neo4j_server.py [--json [--steady]] [--version 5.26.30] [--folder F] [--port N]

Listens on this machine only, on free ports, with a random password (or that of NEO4J_PASSWORD) and at most 1 GB of
memory. Runs until Ctrl-C; with --json it prints one line of JSON when it is ready and runs until its standard
input closes, so that it ends with the process that started it, however that ends. --folder keeps the data, and with
them the password that was given first (so give it in NEO4J_PASSWORD); without
it they go. 5.26 needs Java 17, 2026 a JDK of 21 or newer (JAVA_HOME says which). It talks to no other machine but
Maven's, and to that one once.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
POM: Final = Path(__file__).with_name("neo4j.pom.xml")
VERSION: Final = "5.26.30"
PATIENCE: Final = 120.0
USER: Final = "neo4j"
OPENS: Final = [
    f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch", "java.lang")
]
NEWER: Final = """\
import java.nio.file.Path;
import java.util.Map;
public class Start {
    public static void main(String[] home) {
        var starter = new org.neo4j.server.CommunityBootstrapper();
        System.exit(new org.neo4j.server.BlockingBootstrapper(starter)
            .start(Path.of(home[0]), Path.of(home[0], "neo4j.conf"), Map.of(), false, true));
    }
}
"""
"""From 2025 on the server has no main class of its own."""


def fetch(version: str) -> Path:
    """The folder with the server's jars, fetched with Maven where they are not there yet."""
    jars = ROOT / ".cache" / f"neo4j-{version}"
    if jars.is_dir():
        return jars
    print(f"Fetching Neo4j {version} with Maven (once, 125 MB) ...", file=sys.stderr, flush=True)
    jars.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jars.parent) as folder:
        maven = [shutil.which("mvn") or "mvn", "-q", "-B", "-f", str(POM), f"-Dneo4j.version={version}"]
        copy = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}/jars"]
        subprocess.run([*maven, *copy], check=True, timeout=900, stdout=sys.stderr)  # noqa: S603
        with suppress(OSError):  # somebody else was quicker
            (Path(folder) / "jars").rename(jars)
    return jars


def free_ports(number: int) -> list[int]:
    """Ports of this machine that nobody listens on now."""
    sockets = [socket.socket() for _ in range(number)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def configure(home: Path, bolt: int, http: int | None, more: list[str]) -> None:
    """Write the server's settings; without a port for HTTP there is no Browser, and a faster start."""
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{bolt}",
        "server.bolt.advertised_address": f"127.0.0.1:{bolt}",
        "server.http.enabled": "true" if http else "false",
        "server.http.listen_address": f"127.0.0.1:{http or 0}",
        "server.memory.pagecache.size": "64m",
        "dbms.usage_report.enabled": "false",
        "db.tx_log.rotation.size": "16m",
    }
    settings |= dict(line.split("=", 1) for line in more)
    lines = [f"{name}={value}" for name, value in settings.items()]
    (home / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")


def java(jars: Path, memory: str) -> list[str]:
    """How Java starts with the server's jars, and with so much memory at most."""
    at = os.environ.get("JAVA_HOME")
    program = str(Path(at, "bin", "java")) if at else shutil.which("java") or "java"
    return [program, f"-Xmx{memory}", "-XX:+UseSerialGC", *OPENS, "-cp", f"{jars}{os.sep}*"]


def command(home: Path, jars: Path, *, brief: bool) -> list[str]:
    """How Java starts the server; ``brief``: for a short life, with the quick compiler alone."""
    run = java(jars, "1g")
    run.insert(1, "-Xms128m")
    if brief:
        run.insert(1, "-XX:TieredStopAtLevel=1")
    if any(jars.glob("neo4j-server-5.*.jar")):
        return [*run, "org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home}"]
    (home / "Start.java").write_text(NEWER, encoding="utf-8")
    return [*run, "--add-modules=jdk.incubator.vector", str(home / "Start.java"), str(home)]


def _die_with_parent() -> None:
    """On Linux, have the kernel end this process when the one that started it is gone (prctl(2))."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


@contextmanager
def started(home: Path, jars: Path, *, brief: bool, kept: bool) -> Iterator[subprocess.Popen[bytes]]:
    """The server's process; at the end it is stopped, or killed where its data are not ``kept``."""
    log = home / "console.log"
    with log.open("wb") as console:
        process = subprocess.Popen(  # noqa: S603
            command(home, jars, brief=brief),
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=console,
            start_new_session=True,  # Ctrl-C reaches this program, which stops the server in its own time
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )
        try:
            yield process
        finally:
            (process.terminate if kept else process.kill)()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def await_answer(process: subprocess.Popen[bytes], home: Path, url: str, password: str) -> None:
    """Wait until the server answers; on its first start give it the password."""
    import neo4j  # noqa: PLC0415
    from neo4j.exceptions import AuthError, DriverError, Neo4jError  # noqa: PLC0415

    until = time.monotonic() + PATIENCE
    while True:
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit("Neo4j did not start:\n" + (home / "console.log").read_text(encoding="utf-8")[-3000:])
        try:
            # Not execute_query: it would wait longer and longer between its own tries.
            with neo4j.GraphDatabase.driver(url, auth=(USER, password)) as driver, driver.session() as session:
                session.run("RETURN 1").consume()
                return
        except AuthError:
            with (
                suppress(Neo4jError, DriverError),
                neo4j.GraphDatabase.driver(url, auth=(USER, "neo4j")) as driver,
                driver.session(database="system") as session,
            ):
                change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
                session.run(change, old="neo4j", new=password).consume()
        except (Neo4jError, DriverError, OSError):
            pass
        time.sleep(0.2)


def run(home: Path, arguments: argparse.Namespace) -> None:
    """Start, tell, wait, stop."""
    bolt, http = free_ports(2)
    bolt = arguments.port or bolt
    web = None if arguments.json else http
    password = os.environ.get("NEO4J_PASSWORD") or secrets.token_urlsafe(12)
    configure(home, bolt, web, arguments.setting)
    url = f"bolt://127.0.0.1:{bolt}"
    jars = fetch(arguments.version)
    with started(home, jars, brief=arguments.json and not arguments.steady, kept=bool(arguments.folder)) as process:
        await_answer(process, home, url, password)
        if arguments.json:
            told = {"url": url, "username": USER, "password": password, "pid": process.pid}
            print(json.dumps(told), flush=True)
            threading.Thread(target=_until_closed, args=(process, bool(arguments.folder)), daemon=True).start()
            raise SystemExit(0 if process.wait() in (0, -signal.SIGKILL, -signal.SIGTERM) else 1)
        print(
            f"Neo4j {arguments.version} answers at {url} (Browser: http://127.0.0.1:{http}), user {USER}.\n\n"
            f"  export NEO4J_USERNAME={USER} NEO4J_PASSWORD={password}\n"
            f"  enishi ingest samples --graph {url}\n\nCtrl-C stops it.",
            flush=True,
        )
        process.wait()


def _until_closed(process: subprocess.Popen[bytes], kept: bool) -> None:
    """Stop the server when standard input closes: who started this program has ended, or wants no more of it."""
    sys.stdin.read()
    (process.terminate if kept else process.kill)()


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="for programs: one line of JSON, until stdin closes")
    parser.add_argument("--steady", action="store_true", help="for programs that measure: as fast as it becomes")
    parser.add_argument("--version", default=VERSION)
    parser.add_argument("--folder", type=Path, help="keep the database in this folder")
    parser.add_argument("--port", type=int, help="the Bolt port (default: a free one)")
    parser.add_argument("--setting", action="append", default=[], help="a line for neo4j.conf (repeatable)")
    arguments = parser.parse_args()
    # A polite end (kill, a closed terminal) takes the same way out as Ctrl-C.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            signal.signal(getattr(signal, name), signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        if arguments.folder:
            arguments.folder.mkdir(parents=True, exist_ok=True)
            run(arguments.folder.resolve(), arguments)
        else:
            with tempfile.TemporaryDirectory(prefix="neo4j-", ignore_cleanup_errors=True) as folder:
                run(Path(folder), arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
