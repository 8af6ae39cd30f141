"""Files as sealed pieces in a folder or on a stick, each for one laptop: there, whole, read, and left by the hub."""

from __future__ import annotations

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange import left
from reviewer_app.exchange.carrier import (
    END,
    LARGEST_PIECE,
    PIECE,
    SEAL_BYTES,
    Carrier,
    piece_place,
    pieces_of,
)
from reviewer_app.exchange.disk import Vanished
from reviewer_app.exchange.left_speech import OtherVersion
from reviewer_app.exchange.sealing import Names, seal, unseal


class Pieces:
    """The pieces of files between one laptop and its hub; ``back``: those that a laptop gives a hub that lost them."""

    def __init__(self, carrier: Carrier, names: Names, *, back: bool = False) -> None:
        self._carrier, self._names, self._back = carrier, names, "back " if back else ""

    def place(self, sha256: str, number: int) -> tuple[str, str]:
        """Where a piece lies: its folder and name."""
        return piece_place(self._names.piece(f"{self._back}{sha256}", number))

    def put(self, sha256: str, number: int, size: int, data: bytes, to: str, stop: CancelToken) -> None:
        """Put a piece there, sealed for whoever it is for."""
        folder, name = self.place(sha256, number)
        self._carrier.put(folder, name, seal(left.piece(sha256, number, size, data), to), stop)

    def has(self, sha256: str, number: int, size: int) -> bool:
        """Whether a piece is there and not cut; ``size`` is that of the whole file."""
        folder, name = self.place(sha256, number)
        least = min(PIECE, size - number * PIECE) + SEAL_BYTES
        return self._carrier.disk.size(f"{folder}/{name}{END}") >= least

    def holds(self, sha256: str, offset: int) -> bool:
        """Whether the piece with this byte is there."""
        folder, name = self.place(sha256, offset // PIECE)
        return self._carrier.disk.size(f"{folder}/{name}{END}") >= SEAL_BYTES

    def whole(self, sha256: str, size: int) -> bool:
        """Whether every piece of a file is there."""
        return all(self.has(sha256, number, size) for number in range(pieces_of(size)))

    def read(self, sha256: str, offset: int, key: SigningKey) -> tuple[int, bytes]:
        """The size of a file and its bytes from an offset to the end of that piece.

        HubError ``blob-unknown`` when the piece is not there; a damaged one is taken away, so that it is left again.
        """
        number, over = divmod(offset, PIECE)
        folder, name = self.place(sha256, number)
        path = f"{folder}/{name}{END}"
        try:
            size, data = left.open_piece(
                unseal(self._carrier.disk.read(path, LARGEST_PIECE), key), sha256, number
            )
        except Vanished:
            raise not_carried() from None
        except OtherVersion as problem:
            raise not_carried("The piece that lies there was written by a newer Reviewer.") from problem
        except LineError as problem:
            if problem.code == "left-damaged":
                self.forget(sha256, number)
                raise not_carried("The piece that lay there was damaged.") from problem
            raise
        return size, data[over:]

    def take_away(self, sha256: str) -> None:
        """Take all pieces of a file away: it has arrived, or is wanted no more.

        The first one goes last: by it a later visit sees that something is left, if the stick is pulled out before.
        """
        count = 0
        while self.holds(sha256, count * PIECE):
            count += 1
        for number in reversed(range(count)):
            self.forget(sha256, number)

    def forget(self, sha256: str, number: int) -> None:
        """Take a piece away, where that can be done."""
        folder, name = self.place(sha256, number)
        try:
            self._carrier.disk.remove(f"{folder}/{name}{END}")
        except LineError:
            return  # a read-only stick keeps it, and the hub says the next time that it lies there


def not_carried(detail: str = "") -> HubError:
    """That a file, or the rest of it, does not lie there."""
    return HubError(
        "blob-unknown",
        "A file is not here",
        f"The folder or stick does not carry the rest of it. {detail}".strip(),
        "It was asked for, and comes the next time or by line.",
    )
