"""Files out of bundles that lie in a folder or on a stick, for submissions whose files are still to come."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

from reviewer_app.bundles.limits import Limits
from reviewer_app.bundles.opening import open_source
from reviewer_app.bundles.source import read_small
from reviewer_app.domain.errors import BundleError
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.transport import BlobStream

SUBMISSION = "data/submission.json"

_POOL = ThreadPoolExecutor(2, "reviewer-bundles")
# Not the loop's own pool: a stick that does not answer must not hold up the end of a round.


class BundleFiles:
    """What bundles say they hold, by SHA-256; a bundle that cannot be read holds nothing."""

    far = False

    def __init__(self, name: str, bundles: Iterable[Path], limits: Limits | None = None) -> None:
        self.name = name
        self._limits = limits or Limits()
        self._places: dict[str, tuple[Path, str]] = {}
        for bundle in bundles:
            for sha256, member in self._named_in(bundle):
                self._places.setdefault(sha256, (bundle, member))

    def has(self, sha256: str) -> bool:
        """Whether one of the bundles names this file."""
        return sha256 in self._places

    @asynccontextmanager
    async def blob(self, sha256: str, start: int) -> AsyncIterator[BlobStream]:
        """Open a file at an offset in bytes."""
        if sha256 not in self._places:
            raise line_error("file-nowhere")
        pieces = self._pieces(*self._places[sha256], start)
        try:
            yield BlobStream(start, _on_the_side(pieces))
        finally:
            # A piece that is still being read holds the generator; it is closed when that is over.
            _POOL.submit(pieces.close)

    def _pieces(self, bundle: Path, member: str, start: int) -> Generator[bytes]:
        source = open_source(bundle, self._limits, _no_complaint)
        try:
            if member not in source.members:
                raise FileNotFoundError(member)
            passed = 0
            for chunk in source.chunks(member):
                passed += len(chunk)
                if passed > start:
                    yield chunk[max(0, start - passed + len(chunk)) :]
        finally:
            source.close()

    def _named_in(self, bundle: Path) -> list[tuple[str, str]]:
        try:
            source = open_source(bundle, self._limits, _no_complaint)
            try:
                told = json.loads(read_small(source, SUBMISSION, self._limits.json_bytes))
            finally:
                source.close()
            found = []
            for item in told["evidence"]:
                found += [(sha256, path) for path, sha256 in (item.get("access") or {}).items()]
                if item.get("file"):
                    found.append((item["sha256"], item["file"]))
        except (OSError, BundleError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return []
        return [(sha256, path) for sha256, path in found if isinstance(sha256, str) and isinstance(path, str)]


async def _on_the_side(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    while True:
        try:
            piece = await loop.run_in_executor(_POOL, next, pieces, None)
        except (OSError, BundleError) as problem:
            raise line_error("source-gone") from problem
        if piece is None:
            return
        yield piece


def _no_complaint(*_words: object) -> None:
    """What a bundle says is never believed unhashed, so nothing about it needs to be said here."""
