"""One pass over a member's bytes: hashed in a helper thread while the sink encrypts and writes them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Any

from reviewer_app.bundles.limits import KIB
from reviewer_app.bundles.rules import Rule
from reviewer_app.bundles.sink import MemberWriter
from reviewer_app.bundles.source import Member
from reviewer_app.domain.errors import BundleError

INLINE = 256 * KIB
"""Up to this size a chunk is hashed at once: handing it to the helper would cost more."""


@cache
def algorithm(name: str) -> Callable[[], Any]:
    """A maker of hashes by BagIt's name (sha512, sha3256, …); KeyError where this system has none."""
    wanted = "".join(each for each in name.lower() if each.isalnum())
    for candidate in hashlib.algorithms_available:
        same = "".join(each for each in candidate.lower() if each.isalnum())
        if same in (wanted, f"{wanted}fips") and not candidate.lower().startswith("shake"):
            return lambda: hashlib.new(candidate, usedforsecurity=False)
    raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Poured:
    """What one pass over a member found: its digests (hex) by algorithm and its size in bytes."""

    digests: Mapping[str, str]
    size: int


class Pourer:
    """Passes members' bytes on, one after another; holds the helper thread while it is open."""

    def __init__(self) -> None:
        self._helper: ThreadPoolExecutor | None = None

    def __enter__(self) -> Pourer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._helper is not None:
            self._helper.shutdown()

    def pour(
        self,
        member: Member,
        chunks: Iterable[bytes],
        algorithms: Iterable[str],
        writer: MemberWriter | None = None,
        passed: Callable[[int], None] = lambda size: None,
    ) -> Poured:
        """Hash (and write) all chunks; ``passed`` hears of each chunk's size. A wrong CRC-32 is refused."""
        hashes = {name: algorithm(name)() for name in algorithms}
        crc = 0
        size = 0

        def hash_chunk(data: bytes) -> None:
            nonlocal crc
            for each in hashes.values():
                each.update(data)
            if member.crc is not None:
                crc = zlib.crc32(data, crc)

        pending: Future[None] | None = None
        for chunk in chunks:
            size += len(chunk)
            if pending is not None:
                pending.result()
                pending = None
            if writer is None or len(chunk) <= INLINE:
                hash_chunk(chunk)
            else:
                pending = self._thread().submit(hash_chunk, chunk)
            if writer is not None:
                writer.write(chunk)
            passed(len(chunk))
        if pending is not None:
            pending.result()
        if member.crc is not None and crc != member.crc:
            raise BundleError(
                Rule.ZIP_CRC.value, member.path, "The entry's checksum does not fit its content."
            )
        return Poured({name: each.hexdigest() for name, each in hashes.items()}, size)

    def _thread(self) -> ThreadPoolExecutor:
        if self._helper is None:
            self._helper = ThreadPoolExecutor(1, thread_name_prefix="bundle-hash")
        return self._helper
