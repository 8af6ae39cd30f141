"""What a laptop said on a line that goes on elsewhere, said again under a key of its own.

Key, ids and bytes follow from what was there: a store put back to before this says the very same again, not twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from reviewer_app.domain.records import Record, make_record
from reviewer_app.domain.signing import SigningKey

REISSUED = "reissued"
"""Among a record's hashes: that of the record which said the same under the key before."""


def successor_key(key: SigningKey, since: str) -> SigningKey:
    """The key to go on under; ``since`` is the hash of the first record that differs, or the mark of another place."""
    return SigningKey(hashlib.sha256(b"reviewer successor " + key.seed + since.encode()).digest())


def reissued(records: Sequence[Record], key: SigningKey) -> Iterator[Record]:
    """The same changes by another key, numbered from 1, with ids of their own and pointing at each other as before.

    A new id, since other bytes under an id that was given out must stay impossible; moments and words stay.
    """
    ids = {each.id: _new_id(each.id, key.name) for each in records}
    for n, each in enumerate(records, 1):
        yield make_record(
            key,
            id=ids[each.id],
            n=n,
            at=each.at,
            author=each.author,
            kind=each.kind,
            subject=each.subject,
            body=_pointing(each.body, ids),
            supersedes=ids.get(each.supersedes, each.supersedes),
            hashes={**each.hashes, REISSUED: each.sha256},
        )


def continued(made: Iterable[Record], heard: Sequence[Record]) -> list[Record]:
    """A line that was made again, and what was heard of it before (in order), as far as that follows on the same."""
    line = list(made)
    for n, each in enumerate(heard, 1):
        if each.n != n:
            break  # one that the hub refused is not heard of, and what follows it stands on it
        if n <= len(line) and line[n - 1].sha256 != each.sha256:
            break
        if each.n == len(line) + 1:
            line.append(each)
    return line


def _new_id(id: str, device: str) -> str:
    """A UUIDv7 of the same moment (RFC 9562, section 5.7), its chance taken from both names."""
    chance = int.from_bytes(hashlib.sha256(f"{device} {id}".encode()).digest()[:10], "big")
    try:
        moment = UUID(id).int >> 80
    except ValueError:
        moment = 0
    made = moment << 80 | chance
    made = made & ~(0xF << 76) | 7 << 76
    return str(UUID(int=made & ~(0x3 << 62) | 2 << 62))


def _pointing(value: Any, ids: Mapping[str, str]) -> Any:
    """A body in which each id of a record that was said again is the new one."""
    if isinstance(value, Mapping):
        return {name: _pointing(each, ids) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_pointing(each, ids) for each in value]
    return ids.get(value, value) if isinstance(value, str) else value
