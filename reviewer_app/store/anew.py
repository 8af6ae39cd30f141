"""A laptop's line after a restored or copied store: taken back from the hub, or gone on with under a new key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reviewer_app.domain.errors import FileError
from reviewer_app.domain.receipts import ABOUT_BYTES
from reviewer_app.domain.records import chained, read_record
from reviewer_app.domain.reissuing import continued, reissued, successor_key
from reviewer_app.domain.signing import SigningKey, canonical
from reviewer_app.domain.submission import timestamp
from reviewer_app.store.partner import keep_partner

if TYPE_CHECKING:
    from reviewer_app.store.desk_store import DeskStore
    from reviewer_app.store.shapes import Pairing
    from reviewer_app.store.work import Work

REFUSALS_SEEN = "refusals_seen"
OWING = "owing"
PUT_RECORD = (
    "INSERT INTO record (id, device, n, kind, subject, at, sha256, chain, document) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def next_key(store: DeskStore, fork: int) -> SigningKey:
    """The key to go on under where the device's line is another's from number ``fork`` on."""
    with store.changes() as work:
        row = work.connection.execute(
            "SELECT sha256 FROM record WHERE device = ? AND n = ?", (store.device.name, fork)
        ).fetchone()
        return successor_key(store.device, str(row[0]) if row else _meta(work.connection, "place"))


def copied(store: DeskStore) -> bool:
    """Whether the store was opened elsewhere than before, so that two laptops may hold its key."""
    with store.changes() as work:
        return bool(_meta(work.connection, "copied"))


def keep_pairing(store: DeskStore, pairing: Pairing) -> None:
    """Remember the same hub's new token and certificate."""
    with store.changes() as work:
        keep_partner(work, pairing, moved=True)


def start_anew(store: DeskStore, pairing: Pairing, fork: int) -> None:
    """Be the next key's device, and say what this line said from number ``fork`` on again under it."""
    key = next_key(store, fork)
    with store.changes() as work:
        _say_again(work, store.device.name, key, fork)
        keep_partner(work, pairing, moved=True)
        for name, value in (("device_seed", key.seed.hex()), ("copied", ""), ("received_n", "0")):
            work.set_meta(name, value)
    store.become(key)


def _meta(connection: Any, name: str) -> str:
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def _say_again(work: Work, before: str, key: SigningKey, fork: int) -> None:
    """Put what this line said from number ``fork`` on aside, and say the same under the new key.

    The bytes that were signed first stay in ``forked``; without them there the store lets no record go.
    """
    connection = work.connection
    rows = connection.execute(
        "SELECT document FROM record WHERE device = ? AND n >= ? ORDER BY n", (before, fork)
    ).fetchall()
    records = [read_record(json.loads(row[0]), trusted=True) for row in rows]
    # A store put back to before it went on under this key may have heard of that key's line as another laptop's.
    heard = connection.execute(
        "SELECT document FROM record WHERE device = ? ORDER BY n", (key.name,)
    ).fetchall()
    line = continued(reissued(records, key), [read_record(json.loads(row[0]), trusted=True) for row in heard])
    for device, first in ((before, fork), (key.name, 1)):
        connection.execute(
            "INSERT INTO forked (id, device, n, sha256, document) SELECT id, device, n, sha256, document "
            "FROM record WHERE device = ? AND n >= ? ON CONFLICT (id) DO NOTHING",
            (device, first),
        )
        connection.execute("DELETE FROM record WHERE device = ? AND n >= ?", (device, first))
        connection.execute("DELETE FROM heard WHERE device = ?", (device,))
        connection.execute(
            "INSERT INTO heard (device, n, count, total) SELECT device, max(n), count(*), sum(n) FROM record "
            "WHERE device = ? GROUP BY device",
            (device,),
        )
    chain = ""
    for each in line:
        held = canonical(each.document)
        sha256 = hashlib.sha256(held).hexdigest()
        chain = chained(chain, sha256)
        at = timestamp(each.at)
        connection.execute(
            PUT_RECORD,
            (each.id, each.device, each.n, each.kind, each.subject, at, sha256, chain, held.decode()),
        )
    for subject in {each.subject for each in (*records, *line)}:
        if connection.execute("SELECT 1 FROM submission WHERE id = ?", (subject,)).fetchone():
            work.refresh(subject)


def adopt(work: Work, device: str, document: Mapping[str, Any]) -> None:
    """Take back the device's own next record, which an older copy of the store does not have."""
    record = read_record(document)
    row = work.connection.execute("SELECT max(n) FROM record WHERE device = ?", (device,)).fetchone()
    n = int(row[0] or 0)
    if record.device != device or record.n != n + 1:
        raise FileError(
            "record",
            "A record was refused",
            "One record that came back is not the next of this laptop.",
            "Nothing was changed. Ask the coordinator to look.",
        )
    work.keep_own(record, chain_at(work.connection, device, n))


def hashes_after(connection: Any, device: str, n: int, limit: int) -> list[tuple[int, str]]:
    """Numbers and hashes of a device's next records."""
    rows = connection.execute(
        "SELECT n, sha256 FROM record WHERE device = ? AND n > ? ORDER BY n LIMIT ?", (device, n, limit)
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def chain_at(connection: Any, device: str, n: int) -> str:
    """A device's rolling hash after record n."""
    row = connection.execute("SELECT chain FROM record WHERE device = ? AND n = ?", (device, n)).fetchone()
    return str(row[0]) if row else ""


def proofs(connection: Any, device: str, hub: str, first: int, last: int) -> list[dict[str, Any]]:
    """The signed receipts a hub gave for these of a device's records."""
    rows = connection.execute(
        "SELECT document FROM receipt_batch WHERE sha256 IN (SELECT receipt.batch FROM record "
        "JOIN receipt ON receipt.record = record.id WHERE device = ? AND n BETWEEN ? AND ? AND receipt.hub = ?)",
        (device, first, last, hub),
    ).fetchall()
    return [json.loads(row[0]) for row in rows]


def refused(connection: Any, device: str, hub: str) -> list[tuple[int, str]]:
    """Numbers and ids of a device's records that a hub refused for what it knew then."""
    marks = ",".join("?" * len(ABOUT_BYTES))
    rows = connection.execute(
        "SELECT record.n, record.id FROM receipt JOIN record ON record.id = receipt.record "
        f"WHERE receipt.accepted = 0 AND +record.device = ? AND receipt.hub = ? AND receipt.code NOT IN ({marks})",
        (device, hub, *sorted(ABOUT_BYTES)),
    ).fetchall()
    return sorted((row[0], row[1]) for row in rows)


def accepting(connection: Any, hub: str, refused: Mapping[str, str]) -> list[dict[str, Any]]:
    """The receipts by which a hub accepted some of these records (hash by id), of lines that went on elsewhere too."""
    rows = connection.execute(
        "SELECT document FROM receipt_batch WHERE sha256 IN (SELECT receipt.batch FROM json_each(?) AS asked "
        "JOIN receipt ON receipt.record = asked.key AND receipt.accepted = 1 AND receipt.hub = ? "
        "LEFT JOIN record ON record.id = receipt.record LEFT JOIN forked ON forked.id = receipt.record "
        "WHERE asked.value IN (record.sha256, forked.sha256))",
        (json.dumps(dict(refused)), hub),
    ).fetchall()
    return [json.loads(row[0]) for row in rows]


def refusals_seen(connection: Any) -> str:
    """What was last looked at of the hub's refusals."""
    return _meta(connection, REFUSALS_SEEN)


def owing(connection: Any) -> str:
    """What is to be given back to a hub that was heard of by a stick alone, as ``exchange`` writes it."""
    return _meta(connection, OWING)


def receipts_held(connection: Any) -> str:
    """What changes whenever another receipt is kept; none is ever let go."""
    row = connection.execute(
        "SELECT (SELECT max(rowid) FROM receipt_batch), (SELECT max(rowid) FROM receipt)"
    ).fetchone()
    return f"{row[0] or 0}-{row[1] or 0}"


def keep_warrant(connection: Any, document: Mapping[str, Any]) -> None:
    """Keep what the hub signed of a page of work, once."""
    held = canonical(document)
    connection.execute(
        "INSERT INTO warrant (sha256, document) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING",
        (hashlib.sha256(held).hexdigest(), held.decode()),
    )


def warrants(connection: Any, hub: str) -> list[dict[str, Any]]:
    """What a hub signed of the work it gave, in the order it came."""
    rows = connection.execute("SELECT document FROM warrant ORDER BY id").fetchall()
    return [told for told in (json.loads(row[0]) for row in rows) if told.get("hub") == hub]


def given(connection: Any, submissions: Sequence[str]) -> list[tuple[int, dict[str, Any]]]:
    """The documents of those submissions that are here, each with its size."""
    rows = connection.execute(
        "SELECT submission.document, rubric.document FROM submission JOIN rubric ON rubric.hash = submission.rubric "
        "WHERE submission.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(submissions)),),
    ).fetchall()
    return [
        (len(row[0]) + len(row[1]), {"submission": json.loads(row[0]), "microcredential": json.loads(row[1])})
        for row in rows
    ]
