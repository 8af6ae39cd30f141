"""Fetching files by their SHA-256, going on where an earlier round stopped, believed only when the hash is right."""

from __future__ import annotations

from collections.abc import Callable

from reviewer_app.domain.errors import HubError, LineError, StoreError
from reviewer_app.domain.progress import ReportProgress
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.ledger import DeskLedger, Part
from reviewer_app.exchange.tally import Tally
from reviewer_app.exchange.transport import BlobStream, Transport

ABOUT_ONE_FILE = frozenset({"blob-unknown", "file-wrong", "file-changed", "range-wrong", "range-beyond"})
"""Codes that say something of one file only, so that the others still come."""

NOT_THE_FILE = frozenset({"file-changed", "range-wrong", "range-beyond"})
"""Codes after which what is here of a file is worth nothing."""


async def fetch_missing(
    ledger: DeskLedger, transport: Transport, report: ReportProgress, tally: Tally
) -> None:
    """Fetch every file that is not here, the most urgent first; one that will not come does not stop the others."""
    wanted = ledger.missing_blobs()
    total = sum(size for _, size, _ in wanted)
    done = 0

    def say(here: int) -> None:
        report(done + here, total, "Fetching files")

    for sha256, size, submission in wanted:
        part = ledger.partial(sha256)
        try:
            await _fetch(part, transport, sha256, size, tally, say)
        except (LineError, HubError) as problem:
            if problem.code in NOT_THE_FILE:
                part.discard()
            if problem.code not in ABOUT_ONE_FILE:
                raise
            tally.note(problem.code, f"{problem.sentence} It is the file {sha256[:12]}….", submission)
        else:
            ledger.blob_arrived(sha256)
            tally.blobs_fetched += 1
        finally:
            part.close()
        done += size


async def _fetch(
    part: Part, transport: Transport, sha256: str, size: int, tally: Tally, say: Callable[[int], None]
) -> None:
    if part.have > size:
        part.discard()
    if part.have < size:
        async with transport.blob(sha256, part.have) as stream:
            await _pour(stream, part, size, tally, say)
    if part.have < size:
        raise line_error("file-short")
    try:
        part.finish()
    except StoreError as problem:
        if problem.code != "wrong-hash":
            raise
        raise line_error("file-wrong") from problem


async def _pour(stream: BlobStream, part: Part, size: int, tally: Tally, say: Callable[[int], None]) -> None:
    """Append what is new; where the other side starts from the beginning, pass over what is here already."""
    over = part.have - stream.start
    async for chunk in stream.chunks:
        fresh = chunk[over:] if over else chunk
        over -= len(chunk) - len(fresh)
        if not fresh:
            continue
        if part.have + len(fresh) > size:
            raise line_error("file-changed", "It is longer than it should be.")
        part.append(fresh)
        tally.bytes_fetched += len(fresh)
        say(part.have)
