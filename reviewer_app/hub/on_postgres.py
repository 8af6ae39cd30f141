"""The hub's record in PostgreSQL: several hub processes side by side, each person's changes one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, TimeoutError

from reviewer_app.domain.errors import StoreError
from reviewer_app.exchange.wire import is_this_machine
from reviewer_app.hub import migrations
from reviewer_app.hub.database import check_version
from reviewer_app.hub.speech import FUNCTIONS, made, spoken
from reviewer_app.vault.sealing import seal, unseal

if TYPE_CHECKING:
    import psycopg
    from sqlalchemy import URL, Engine

CONNECTIONS = 20
CONNECT_SECONDS = 5
LOCK_SECONDS = 5
IDLE_SECONDS = 60
"""After which a hub process that stands still in the middle of a change loses it, and with it what others wait for."""
GONE = {
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "25000",
}
"""When a database's machine that went without a word counts as gone: 25 seconds, where systems wait for hours."""
SEED = "reviewer-hub-seed"
VERSION = "schema"
"""The setting that says how many steps of the migrations were taken."""


class PostgresDatabase:
    """A database, or one schema of it, that this hub has for itself and shares with its other processes.

    Who changes something waits for a lock of the database's: for all of the hub, or for one person's part of it, while
    others hold it for other persons. So the numbers that order a person's news are seen in their order, and no rule of
    the hub meets a half of somebody else's change.
    """

    def __init__(self, address: str, key: bytes) -> None:
        self._key = key
        self.engine = _engine(address)
        self._space = ""

    def migrate(self) -> None:
        """Take the schema on in one transaction, which the first of several processes does while the others wait."""
        steps = migrations.STEPS
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            self._space = str(
                connection.exec_driver_sql(
                    "SELECT current_database() || '/' || current_schema() || '/' || current_setting('server_encoding')"
                ).scalar_one()
            )
            _check_encoding(self._space)
            self._lock(connection, "migration")
            version = self.version(connection)
            check_version(version, len(steps))
            if version == len(steps):
                return
            for statement in FUNCTIONS:
                connection.exec_driver_sql(statement)
            for step in steps[version:]:
                for statement in step:
                    connection.exec_driver_sql(made(statement))
            connection.exec_driver_sql(
                "INSERT INTO setting (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (VERSION, str(len(steps))),
            )
            connection.commit()

    def version(self, connection: Connection) -> int:
        """A setting of the record; 0 where there is no record yet."""
        if connection.exec_driver_sql("SELECT to_regclass('setting')").scalar_one() is None:
            return 0
        found = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (VERSION,)).scalar()
        return int(found or 0)

    def check_writing(self, connection: Connection) -> None:
        """A copy that only follows another server can be read, and nothing can be kept in it."""
        if connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar_one():
            raise StoreError(*_READ_ONLY)

    def damaged(self, connection: Connection) -> list[str]:
        """Nothing: PostgreSQL has tools of its own for its files."""
        return []

    def begin_changes(self, connection: Connection, person: str) -> None:
        """Wait for the lock first: a statement after it sees everything that was there when it was given."""
        if not person:
            self._lock(connection, "hub")
            return
        connection.exec_driver_sql(
            "SELECT pg_advisory_xact_lock_shared(?), pg_advisory_xact_lock(?)",
            (self._number("hub"), self._number(f"person {person}")),
        )

    def begin_looking(self, connection: Connection) -> None:
        """One snapshot for all queries, which nobody waits for."""
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def plain_words(self) -> Iterator[None]:
        """Say what the database said without a word of what was in it."""
        import psycopg

        try:
            yield
        except TimeoutError as problem:
            raise _busy() from problem
        except DBAPIError as problem:
            if isinstance(problem.orig, psycopg.Error):
                raise _store_error(problem.orig) from problem
            raise

    def keep_seed(self, seed: bytes) -> str:
        """Wrapped by the hub's key: the database is not encrypted."""
        return seal(self._key, SEED, seed)

    def seed(self, kept: str) -> bytes:
        """Unwrapped."""
        return unseal(self._key, SEED, kept)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def _lock(self, connection: Connection, what: str) -> None:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(?)", (self._number(what),))

    def _number(self, what: str) -> int:
        """A lock's number of 64 bits: where two of them meet, one waits without need and nothing else happens."""
        said = f"reviewer hub {self._space} {what}".encode()
        return int.from_bytes(hashlib.sha256(said).digest()[:8], signed=True)


def _engine(address: str) -> Engine:
    try:
        from psycopg.adapt import Loader
    except ImportError as problem:
        raise StoreError(
            "no-psycopg",
            "PostgreSQL needs one more library",
            "The hub's record is to be in PostgreSQL, and the library “psycopg” is not installed here.",
            "Install it with: pip install 'reviewer-app[hub]'.",
        ) from problem

    class Numbers(Loader):
        """Sums come as ``numeric`` here and as whole numbers from SQLite: whole ones are whole in both."""

        def load(self, data: Any) -> int | float:
            text = bytes(data).decode()
            return float(text) if "." in text else int(text)

    engine = create_engine(
        url_of(address),
        isolation_level="READ COMMITTED",
        pool_size=CONNECTIONS,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _prepared(connection: psycopg.Connection[Any], _record: object) -> None:
        connection.adapters.register_loader("numeric", Numbers)

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def _translated(
        _connection: object, _cursor: object, statement: str, parameters: Any, context: Any, _many: bool
    ) -> tuple[str, Any]:
        return (spoken(statement) if context.compiled is None else statement), parameters

    return engine


def url_of(address: str) -> URL:
    """The address for SQLAlchemy, with what the hub relies on; what it says itself counts before that.

    A database elsewhere is reached by TLS. Without ``synchronous_commit`` a decision could be acknowledged that a power
    cut then takes away.
    """
    url = make_url(address).set(drivername="postgresql+psycopg")
    asked = url.query.get("options", "")
    options = asked if isinstance(asked, str) else " ".join(asked)
    ours = (
        f"-c lock_timeout={LOCK_SECONDS}s -c idle_in_transaction_session_timeout={IDLE_SECONDS}s "
        "-c synchronous_commit=on"
    )
    more = {"options": f"{ours} {options}".strip(), "application_name": "reviewer-hub"}
    if url.host and not is_this_machine(url.host) and "sslmode" not in url.query:
        more["sslmode"] = "require"
    usual = {"connect_timeout": str(CONNECT_SECONDS), **GONE}
    more |= {name: value for name, value in usual.items() if name not in url.query}
    return url.update_query_dict(more)


def _check_encoding(space: str) -> None:
    if not space.endswith("/UTF8"):
        raise StoreError(
            "database-encoding",
            "The database cannot hold every letter",
            "Its encoding is not UTF-8, so that names and words could not be kept as they are.",
            "Make a database with “createdb --encoding=UTF8 --template=template0”.",
        )


def _busy() -> StoreError:
    return StoreError(
        "store-busy",
        "The hub’s database is busy",
        "Others were at work on the same part of it for too long.",
        "Try again; nothing was lost.",
    )


BUSY = ("55P03", "40001", "40P01", "23505", "57014", "53300")
"""Lock not had, overtaken, deadlock, another process had the same id first, cancelled, too many connections."""
AWAY = ("08", "57P")
"""The connection broke; the server is stopping or starting."""


def _store_error(problem: psycopg.Error) -> StoreError:
    state = problem.sqlstate or ""
    if state in BUSY:
        return _busy()
    for states, words in _FAULTS:
        if state.startswith(states):
            return StoreError(*words)
    if not state and "NUL" in str(problem):
        return StoreError(*_UNSTORABLE)
    if not state or state.startswith(AWAY):
        return _away(str(problem).partition("\n")[0])
    return StoreError(
        "store",
        "The hub’s database did not do what was asked",
        f"PostgreSQL refused with its code {state}.",
        "Nothing was half-saved. Its own log says more.",
    )


def _away(said: str) -> StoreError:
    return StoreError(
        "database-away",
        "The hub cannot get at its database",
        f"PostgreSQL is not there, is just starting or stopping, or does not let the hub in: {said}.",
        "Start it, or look at the database’s address, user and password; nothing was lost.",
    )


_UNSTORABLE = (
    "unstorable",
    "This text cannot be kept",
    "It has a character of the number zero, which no text has.",
    "Leave it out.",
)
_READ_ONLY = (
    "database-read-only",
    "The database takes nothing in",
    "It can be read only, as a copy that follows another server.",
    "Give the hub the address of the server that takes changes; nothing was lost.",
)
_FAULTS: tuple[tuple[tuple[str, ...], tuple[str, str, str, str]], ...] = (
    (("22021",), _UNSTORABLE),
    (("25006", "0A000"), _READ_ONLY),
    (
        ("53100", "53200"),
        (
            "disk-full",
            "The database has no room left",
            "The disk or the memory of the database’s machine is full; nothing was half-saved.",
            "Free some space there, then do it again.",
        ),
    ),
    (
        ("42501", "3F000"),
        (
            "database-refused",
            "The database does not let the hub make its tables",
            "The user may not make tables there, or there is no such schema.",
            "Give the user a database of its own.",
        ),
    ),
)
