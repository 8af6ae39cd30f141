"""A real PostgreSQL of the tests' own: started when first asked for, and gone with the process, however that ends."""

from __future__ import annotations

import atexit
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from reviewer_app.hub.places import Place

LACKING = (
    "PostgreSQL’s programs “{}” are not on this machine, and the hub is tried on it, too. "
    "Install the package “postgresql” (macOS: “brew install postgresql”)."
)
SETTINGS = (
    "listen_addresses=''",
    "fsync=off",
    "full_page_writes=off",
    "max_connections=300",
    "shared_buffers=32MB",
    "autovacuum=off",
)
GUARDIAN = """
set -e
"$BIN/initdb" --pgdata="$PLACE/data" --username=hub --auth=trust --encoding=UTF8 --no-locale --no-sync \
    >"$PLACE/log" 2>&1 || { cat "$PLACE/log"; exit 1; }
"$BIN/pg_ctl" --pgdata="$PLACE/data" --log="$PLACE/log" --wait --options="$OPTIONS" start \
    >/dev/null || { cat "$PLACE/log"; exit 1; }
echo ready
read -r _ || true
"$BIN/pg_ctl" --pgdata="$PLACE/data" --mode=immediate --wait stop >/dev/null
cd /
rm -rf "$PLACE"
"""
"""Ends PostgreSQL when its standard input does: when the tests are over, were interrupted, or were killed."""


ENGINES = ("sqlite", "postgresql")
"""What a hub's record may be in."""


def empty_place(engine: str, folder: Path) -> Place:
    """A place for a new hub on one of the two."""
    return Place(folder, new_database(engine))


def new_database(engine: str) -> str:
    """The address of an empty database, none for a file in the hub's folder."""
    return postgres().fresh() if engine == "postgresql" else ""


class Postgres:
    """A running server; every schema of its one database may be a hub of its own."""

    def __init__(self, programs: Path, place: Path, guardian: subprocess.Popen[bytes]) -> None:
        self._programs, self._place, self._guardian = programs, place, guardian
        self._numbers = itertools.count(1)

    def fresh(self) -> str:
        """The address of an empty schema, with no hub in it."""
        schema = f"hub{next(self._numbers)}"
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
        return self.address(schema)

    def address(self, schema: str = "public") -> str:
        """Where one schema is."""
        options = quote(f"-c search_path={schema}")
        return f"postgresql://hub@/postgres?host={quote(str(self._place))}&options={options}"

    def crash(self) -> None:
        """Have it die in the middle of whatever it does, and come up again from its log."""
        words = [
            self._programs / "pg_ctl",
            f"--pgdata={self._place / 'data'}",
            f"--log={self._place / 'log'}",
        ]
        options = ["--mode=immediate", "--wait", "restart"]
        subprocess.run([*words, *options], check=True, capture_output=True, cwd=self._place, **_as_owner())

    def stop(self) -> None:
        """End it, and take its folder away."""
        self._guardian.communicate()
        shutil.rmtree(self._place, ignore_errors=True)


@cache
def postgres() -> Postgres:
    """This process's server."""
    programs = _programs()
    owner = _owner()
    # A folder of its own: pytest's may not be entered by another user, and a socket's path is short.
    place = Path(tempfile.mkdtemp(prefix="reviewer-postgres-", dir="/tmp"))
    options = " ".join(f"-c {each}" for each in SETTINGS) + f" -c unix_socket_directories={place}"
    if owner:
        os.chown(place, owner.pw_uid, owner.pw_gid)
    guardian = subprocess.Popen(
        ["/bin/sh", "-c", GUARDIAN],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=place,
        env={"PATH": os.defpath, "BIN": str(programs), "PLACE": str(place), "OPTIONS": options},
        start_new_session=True,  # Ctrl-C is for the tests; this ends with them
        **_as_owner(),
    )
    made = Postgres(programs, place, guardian)
    atexit.register(made.stop)
    assert guardian.stdout is not None
    first = guardian.stdout.readline()
    if first.strip() != b"ready":
        raise AssertionError(f"PostgreSQL did not start: {(first + guardian.stdout.read()).decode()}")
    return made


def _programs() -> Path:
    candidates = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *_on_path()]
    for each in candidates:
        if (each / "initdb").exists() and (each / "pg_ctl").exists():
            return each
    raise AssertionError(LACKING.format("initdb, pg_ctl"))


def _on_path() -> Iterator[Path]:
    found = shutil.which("initdb")
    if found:
        yield Path(found).resolve().parent


def _as_owner() -> dict[str, Any]:
    owner = _owner()
    return {} if owner is None else {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _owner() -> pwd.struct_passwd | None:
    """Who runs it: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    names = {each.pw_name: each for each in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]
