"""Long ledgers, made in seconds: records and receipts as they would lie at both ends after years of work.

They are whole in numbers, chains and sizes, which is all that a round with nothing new looks at; nobody signed them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from uuid6 import uuid7

from reviewer_app.domain.records import chained
from reviewer_app.domain.signing import SigningKey
from reviewer_app.hub.hub import Hub
from reviewer_app.store import DeskStore

KIND = "score.set"
AT = "2026-11-24T08:00:00.000Z"
DOCUMENT = "{}" + " " * 1400
"""As long as a decision."""

Item = tuple[int, str, str, str]


def items(device: str, count: int) -> Iterator[Item]:
    """Number, id, hash and chain of a device's records."""
    rolling = ""
    for n in range(1, count + 1):
        sha256 = hashlib.sha256(f"{device} {n}".encode()).hexdigest()
        rolling = chained(rolling, sha256)
        yield n, str(uuid7()), sha256, rolling


def fill_desk(store: DeskStore, made: list[Item], device: str = "") -> None:
    """Records of this laptop, each with a receipt, or those of another one."""
    own, device = not device, device or store.device.name
    with store.changes() as work:
        connection = work.connection
        connection.executemany(
            "INSERT INTO record (id, device, n, kind, subject, at, sha256, chain, document) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (id, device, n, KIND, f"s{n % 999}", AT, sha256, chain, DOCUMENT)
                for n, id, sha256, chain in made
            ),
        )
        if not own:
            return
        connection.execute("INSERT INTO receipt_batch (sha256, document) VALUES ('long', '{}')")
        connection.executemany(
            "INSERT INTO receipt (record, accepted, code, reason, at, hub, batch) "
            "VALUES (?, 1, '', '', ?, 'hub', 'long')",
            ((id, AT) for _, id, _, _ in made),
        )
        work.set_meta("received_n", str(len(made)))


def fill_hub(hub: Hub, device: str, made: list[Item], refused: int = 0) -> None:
    """The same records in receipts of 500 each, accepted but for the one with this number."""
    with hub.books.changes() as work:
        for start in range(0, len(made), 500):
            receipt = work.exec_driver_sql(
                "INSERT INTO receipt (device, at, document) VALUES (?, ?, '{}') RETURNING id", (device, AT)
            ).scalar_one()
            work.exec_driver_sql(
                "INSERT INTO record (device, n, id, sha256, kind, subject, accepted, code, receipt, document) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?)",
                [
                    (device, n, id, sha256, KIND, f"s{n % 999}", int(n != refused), receipt, DOCUMENT)
                    for n, id, sha256, _ in made[start : start + 500]
                ],
            )
        work.exec_driver_sql(
            "UPDATE device SET count = ?, rolling = ? WHERE name = ?", (len(made), made[-1][3], device)
        )


def another_laptop(hub: Hub, person: str) -> str:
    """The name of a laptop that was once paired."""
    name = SigningKey(os.urandom(32)).name
    with hub.books.changes() as work:
        work.exec_driver_sql(
            "INSERT INTO device (name, person, token_hash, paired_at, seen_at, revoked_at, count, rolling) "
            "VALUES (?, ?, ?, ?, '', '', 0, '')",
            (name, person, os.urandom(32).hex(), AT),
        )
    return name


def lengthen(hub: Hub, store: DeskStore, other: str, count: int) -> None:
    """Make the ledgers of a paired desk and its hub this long, and as long again for the person's other laptop.

    One record of the other one was refused, so that it lacks here.
    """
    own = list(items(store.device.name, count))
    theirs = list(items(other, count))
    refused = count // 2
    fill_desk(store, own)
    fill_desk(store, [each for each in theirs if each[0] != refused], other)
    fill_hub(hub, store.device.name, own)
    fill_hub(hub, other, theirs, refused)
