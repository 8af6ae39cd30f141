"""Files that this hub had lost, taken from the pieces that a laptop left of them at a folder or stick."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.carrier import PIECE, Carrier, pieces_of
from reviewer_app.exchange.pieces import Pieces
from reviewer_app.exchange.sealing import Names
from reviewer_app.hub.books import Books
from reviewer_app.hub.lacking import lacking_of, take_file
from reviewer_app.hub.tokens import Caller


def take_files_back(books: Books, carrier: Carrier, who: Caller, names: Names, stop: CancelToken) -> int:
    """Take what is lacking and lies there whole; how many files."""
    taken, pieces = 0, Pieces(carrier, names, back=True)
    for each in lacking_of(books, who):
        sha256, size = each.sha256, each.size
        if not pieces.whole(sha256, size):
            continue
        try:
            taken += take_file(books, sha256, _read(books, pieces, sha256, size, stop))
        except HubError as problem:
            if problem.code != "blob-unknown":
                raise
            continue  # a piece was damaged and is left anew
        pieces.take_away(sha256)
    return taken


def _read(books: Books, pieces: Pieces, sha256: str, size: int, stop: CancelToken) -> Iterator[bytes]:
    for number in range(pieces_of(size)):
        stop.check()
        yield pieces.read(sha256, number * PIECE, books.key)[1]
