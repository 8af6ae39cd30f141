"""Files by SHA-256 over HTTP: whole, or from an offset, and only those of the person's own work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fastapi import Response
from fastapi.responses import StreamingResponse

from reviewer_app.domain.errors import StoreError
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.shelves.forms import StoredFile
from reviewer_app.hub.tokens import Caller

SHA256 = re.compile(r"[0-9a-f]{64}")
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
PIECE = 1024 * 1024


def file_answer(books: Books, who: Caller, sha256: str, headers: Mapping[str, str]) -> Response:
    """The answer to a request for a file; Refused ``blob-unknown`` for one that is not there or not theirs."""
    if not SHA256.fullmatch(sha256) or not _is_theirs(books, who, sha256):
        raise Refused("blob-unknown")
    try:
        blob = books.blobs.open(sha256)
    except StoreError as problem:
        if problem.code != "blob-missing":
            raise
        raise Refused("blob-unknown", "It has not reached the hub yet.") from problem
    try:
        start, stop = _wanted(headers, sha256, blob.size)
    except Refused:
        blob.close()
        raise
    answered = {
        "etag": f'"{sha256}"',
        "accept-ranges": "bytes",
        "cache-control": "private, no-store",
        "content-length": str(stop - start),
    }
    partly = "range" in headers and (start, stop) != (0, blob.size)
    if partly:
        answered["content-range"] = f"bytes {start}-{stop - 1}/{blob.size}"
    return StreamingResponse(
        _pieces(blob, start, stop), 206 if partly else 200, answered, "application/octet-stream"
    )


def _is_theirs(books: Books, who: Caller, sha256: str) -> bool:
    with books.looking() as look:
        row = look.exec_driver_sql(
            "SELECT 1 FROM submission_blob b JOIN assignment a ON a.submission = b.submission "
            "WHERE b.sha256 = ? AND a.person = ? AND a.state NOT IN ('withdrawn', 'handed_back') LIMIT 1",
            (sha256, who.person),
        ).first()
    return row is not None


def _wanted(headers: Mapping[str, str], sha256: str, size: int) -> tuple[int, int]:
    """The first byte and the one after the last; a range of a form not known here is passed over, as RFC 9110 says."""
    found = RANGE.fullmatch(headers.get("range", "").strip())
    if found is None or not (found[1] or found[2]) or headers.get("if-range", f'"{sha256}"') != f'"{sha256}"':
        return 0, size
    if not found[1]:
        start, stop = max(0, size - int(found[2])), size
    else:
        start, stop = int(found[1]), min(size, int(found[2]) + 1 if found[2] else size)
    if found[2] and found[1] and int(found[2]) < int(found[1]):
        return 0, size
    if start >= size:
        raise Refused("range-beyond")
    return start, stop


def _pieces(blob: StoredFile, start: int, stop: int) -> Iterator[bytes]:
    with blob:
        while start < stop:
            piece = blob.read_at(start, min(PIECE, stop - start))
            start += len(piece)
            yield piece
