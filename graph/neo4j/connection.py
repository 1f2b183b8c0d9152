"""The one place that talks to a Neo4j server: login, sessions, retries, and what its errors mean.

What always holds: a password comes from the environment, a netrc file or a prompt, never from a command line;
reading runs in access mode READ; whatever the driver raises leaves here as an error of :mod:`enishi.errors`.
"""

from __future__ import annotations

import getpass
import netrc
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import unquote, urlsplit

from ...errors import EnishiError, GraphFileError, GraphUnreachable, QueryStopped, UsageError
from ..deadline import TimeOver, within

if TYPE_CHECKING:
    import neo4j

T = TypeVar("T")

OLDEST: Final = (5, 26)
"""The oldest version spoken to: the first with labels and types as parameters."""
GRACE: Final = 2.0
"""Seconds that a server may take to end a statement whose time is over."""
_AGENT: Final = re.compile(r"Neo4j/(\d+)\.(\d+)")
_READ_ONLY: Final = ("WriteOnReadOnlyAccessDatabase", "ForbiddenOnReadOnlyDatabase", "AccessMode", "NotALeader")
_NO_RIGHTS: Final = ("Security.Forbidden", "Security.AuthorizationExpired", "Security.MissingPrivilege")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a graph is: the server's URL without a path, and the database (``None``: the server's default)."""

    url: str
    database: str | None

    @classmethod
    def read(cls, location: str) -> Address:
        """From ``bolt://host:7687`` or ``neo4j+s://host/database``.

        Raises :class:`~enishi.errors.UsageError` for a URL with a password in it.

        >>> from enishi.graph.neo4j.connection import Address
        >>> Address.read("bolt://localhost:7687/ties")
        Address(url='bolt://localhost:7687', database='ties')
        """
        parts = urlsplit(location)
        try:
            known = parts.hostname and (parts.port is None or parts.port > 0)
        except ValueError:
            known = False
        if parts.username is not None or parts.password is not None:
            raise UsageError("neo4j_password_in_address", location=f"{parts.scheme}://{parts.hostname or ''}")
        if not known or parts.fragment or parts.path.count("/") > 1:
            raise UsageError("neo4j_address", location=location)
        routing = f"?{parts.query}" if parts.query else ""
        named = unquote(parts.path.strip("/")) or os.environ.get("NEO4J_DATABASE") or None
        return cls(f"{parts.scheme.lower()}://{parts.netloc}{routing}", named)

    @property
    def host(self) -> str:
        """The server's name, as a netrc file has it."""
        return urlsplit(self.url).hostname or ""

    def __str__(self) -> str:
        return self.url if self.database is None else f"{self.url}/{self.database}"


def credentials(address: Address) -> tuple[str, str] | None:
    """User and password: of the environment, else of the netrc file, else asked for; ``None`` where nobody can be.

    NEO4J_USERNAME (``neo4j`` where it is not set) and NEO4J_PASSWORD; NETRC, else ``.netrc`` in the home folder.
    """
    user = os.environ.get("NEO4J_USERNAME") or "neo4j"
    if (password := os.environ.get("NEO4J_PASSWORD")) is not None:
        return user, password
    try:
        entry = netrc.netrc(os.environ.get("NETRC")).authenticators(address.host)
    except FileNotFoundError:
        entry = None
    except (netrc.NetrcParseError, OSError) as error:
        raise UsageError("neo4j_netrc", reason=str(error)) from error
    if entry is not None and entry[2] is not None:
        return entry[0] or user, entry[2]
    if sys.stdin is not None and sys.stdin.isatty():
        return user, getpass.getpass(f"{address}, {user}: ")
    return None


class Connection:
    """A driver for one database, with one chain of bookmarks: what is written is seen by what is read next."""

    def __init__(self, address: Address, *, read_only: bool = False) -> None:
        import neo4j  # noqa: PLC0415  (heavy)

        self.address = address
        self.read_only = read_only
        self._driver = None
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        with self._errors():
            driver = neo4j.GraphDatabase.driver(
                address.url,
                auth=credentials(address),
                notifications_min_severity="OFF",
                connection_timeout=10.0,
                connection_acquisition_timeout=15.0,
                user_agent="enishi",
            )
            try:
                # One try without the retries of a managed transaction: who mistypes an address need not wait.
                with driver.session(database=address.database, default_access_mode=neo4j.READ_ACCESS) as session:
                    session.run("RETURN 1").consume()
                    supported(driver.get_server_info().agent, address)
            except BaseException:
                driver.close()
                raise
        self._driver = driver

    def close(self) -> None:
        """Let go of the server."""
        driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    def read(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Run some reading in one transaction, again where the server asks for it."""
        with self._errors(), self._session("READ") as session:
            return session.execute_read(work)

    def write(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Run a change in one transaction, again where the server asks for it or was away for a moment."""
        if self.read_only:
            raise GraphFileError("neo4j_read_only", location=self.address)
        with self._errors(), self._session("WRITE") as session:
            return session.execute_write(work)

    def schema(self, statements: Iterator[str]) -> None:
        """Run statements that make constraints and indexes, each by itself."""
        for statement in statements:
            with self._errors(), self._session("WRITE") as session:
                session.run(statement).consume()

    def ask(
        self, query: str, parameters: Mapping[str, Any], timeout: float | None
    ) -> tuple[list[str], list[list[Any]]]:
        """Columns and rows of somebody's reading query; the time limit (seconds) is the server's to keep."""

        def work(tx: neo4j.ManagedTransaction) -> tuple[list[str], list[list[Any]]]:
            result = tx.run(query, dict(parameters))
            return list(result.keys()), [record.values() for record in result]

        return self.read_within(timeout, work)

    def read_within(self, timeout: float | None, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Run some reading that may take ``timeout`` seconds (``None``: any time).

        The server keeps the time, but one that joins in memory does not look at the clock: a little later it is
        waited for no more.
        """
        import neo4j  # noqa: PLC0415  (heavy)

        timed = neo4j.unit_of_work(timeout=timeout)(work)

        def run() -> T:
            with self._errors(timeout), self._session("READ") as session:
                return session.execute_read(timed)

        try:
            return within(None if timeout is None else timeout + GRACE, run)
        except TimeOver:
            raise QueryStopped("query_timeout", seconds=timeout) from None

    def names(self) -> frozenset[str]:
        """All labels, relationship types and property keys of the database."""
        query = """
            CALL db.labels() YIELD label RETURN label AS name
            UNION CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType AS name
            UNION CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey AS name"""
        return frozenset(self.read(lambda tx: tx.run(query).value()))

    def _session(self, mode: str) -> neo4j.Session:
        if self._driver is None:
            raise UsageError("graph_closed", file=self.address)
        return self._driver.session(
            database=self.address.database, default_access_mode=mode, bookmark_manager=self._bookmarks
        )

    @contextmanager
    def _errors(self, timeout: float | None = None) -> Iterator[None]:
        from neo4j.exceptions import DriverError, Neo4jError  # noqa: PLC0415  (heavy)

        try:
            yield
        except EnishiError:
            raise
        except (Neo4jError, DriverError, OSError, ValueError) as error:
            raise failure(error, self.address, timeout) from error


def supported(agent: str, address: Address) -> None:
    """Raise :class:`~enishi.errors.GraphUnreachable` for a server that calls itself something else or older."""
    match = _AGENT.match(agent)
    if match is None:
        raise GraphUnreachable("neo4j_other_product", location=address, agent=agent)
    if (int(match[1]), int(match[2])) < OLDEST:
        raise GraphUnreachable("neo4j_old", location=address, found=agent, least=".".join(map(str, OLDEST)))


def failure(error: Exception, address: Address, timeout: float | None = None) -> EnishiError:  # noqa: PLR0911
    """What an error of the driver means for the person who uses the graph."""
    from neo4j import exceptions as raised  # noqa: PLC0415  (heavy)

    code = getattr(error, "code", None) or ""
    reason = _short(getattr(error, "message", None) or str(error))
    if code.endswith("AuthenticationRateLimit"):
        return GraphUnreachable("neo4j_login_limit", location=address, reason=reason)
    if code.endswith("CredentialsExpired"):
        return GraphUnreachable("neo4j_login_expired", location=address)
    match error:
        case raised.AuthError() if not code.endswith(_NO_RIGHTS):
            return GraphUnreachable("neo4j_login", location=address, reason=reason)
        case raised.ConfigurationError() | raised.UnsupportedServerProduct():
            return GraphUnreachable("neo4j_not_bolt", location=address, reason=reason)
        case raised.ServiceUnavailable() if "handshake" in reason.lower() or "HTTP" in reason:
            return GraphUnreachable("neo4j_not_bolt", location=address, reason=reason)
        case raised.ServiceUnavailable() | raised.SessionExpired() | OSError():
            return GraphUnreachable("neo4j_unreachable", location=address, reason=reason)
    if "DatabaseNotFound" in code or "DatabaseUnavailable" in code:
        return GraphUnreachable("neo4j_database", location=address, database=address.database, reason=reason)
    if "TransactionTimedOut" in code:
        return QueryStopped("query_timeout", seconds=timeout)
    if code.endswith(_READ_ONLY):
        return GraphFileError("neo4j_read_only", location=address)
    if code.endswith(_NO_RIGHTS):
        return GraphFileError("neo4j_rights", location=address, reason=reason)
    if isinstance(error, raised.TransientError):
        return GraphUnreachable("neo4j_busy", location=address, reason=reason)
    return GraphFileError("neo4j_failed", location=address, reason=reason)


def _short(text: str) -> str:
    return " ".join(text.split())[:300]
