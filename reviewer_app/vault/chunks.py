"""One encrypted file: authenticated chunks with random access, and a sealed trailer with its hash and size.

Layout: magic (8 bytes), file id (24), chunks of 64 KiB clear text in AES-256-GCM (16 bytes longer each, the last one
shorter), trailer (56): the clear text's SHA-256 and size, sealed. The key of a file is HKDF-SHA256 of the vault's key
with the file id as salt, so a nonce never repeats: it is a word and the chunk's number, with the last chunk marked.
"""

from __future__ import annotations

import hashlib
import secrets
import struct
from collections import OrderedDict
from collections.abc import Callable
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 64 * 1024
TAG = 16
MAGIC = b"RVBLOB\x001"
FILE_ID = 24
HEADER = len(MAGIC) + FILE_ID
TRAILER = 32 + 8 + TAG
CACHED_CHUNKS = 32


class Damaged(Exception):
    """The file is not what was written: truncated, altered or sealed by another key."""


def _cipher(key: bytes, file_id: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=file_id, info=b"reviewer blob").derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return b"chnk" + struct.pack(">Q", number << 1 | last)


_TAIL = b"tail" + bytes(8)


def clear_size(size: int) -> int:
    """Clear bytes in the whole chunks of a file of this size on disk that has no end yet."""
    return max(0, size - HEADER) // (CHUNK + TAG) * CHUNK


class ChunkWriter:
    """Encrypts a stream into an open file; ``resumed`` goes on behind whole chunks written before."""

    def __init__(
        self,
        file: BinaryIO,
        key: bytes,
        *,
        resumed: bool = False,
        check: Callable[[], object] = lambda: None,
    ) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self._held = bytearray()
        self._number = 0
        self._header = b""
        self.size = 0
        if resumed:
            self._go_on(key, check)
        else:
            self._id = secrets.token_bytes(FILE_ID)
            self._cipher = _cipher(key, self._id)
            self._header = MAGIC + self._id

    def write(self, data: bytes) -> None:
        """Take the next bytes; the last up to 64 KiB stay in memory until more come or the stream ends."""
        self._hash.update(data)
        self.size += len(data)
        self._held += data
        if len(self._held) <= CHUNK:
            return
        whole = (len(self._held) - 1) // CHUNK
        view = memoryview(self._held)
        sealed = [self._seal(view[at * CHUNK : (at + 1) * CHUNK], last=False) for at in range(whole)]
        view.release()
        del self._held[: whole * CHUNK]
        self._put(b"".join(sealed))

    def take_up(self, file: BinaryIO) -> bool:
        """Go on in a file that was closed meanwhile; False, and nothing done, unless it is as it was left."""
        left = 0 if self._header else HEADER + self._number * (CHUNK + TAG)
        if file.read(HEADER) != (b"" if self._header else MAGIC + self._id) or file.seek(0, 2) != left:
            return False
        self._file = file
        return True

    def finish(self) -> tuple[str, int]:
        """Write the last chunk and the trailer: the clear text's SHA-256 (hex) and size."""
        digest = self._hash.digest()
        last = self._seal(bytes(self._held), last=True)
        trailer = self._cipher.encrypt(_TAIL, digest + struct.pack(">Q", self.size), self._id)
        self._put(last + trailer)
        return digest.hex(), self.size

    def _put(self, sealed: bytes) -> None:
        """Write the next sealed bytes, the first time behind the header."""
        left = memoryview(self._header + sealed if self._header else sealed)
        self._header = b""
        while left:  # a disk that fills up takes a part without a word; only the next try fails
            left = left[self._file.write(left) :]

    def _seal(self, clear: bytes | memoryview, *, last: bool) -> bytes:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), clear, self._id)
        self._number += 1
        return sealed

    def _go_on(self, key: bytes, check: Callable[[], object]) -> None:
        self._file.seek(0)
        header = self._file.read(HEADER)
        if len(header) != HEADER or not header.startswith(MAGIC):
            raise Damaged("no header")
        self._id = header[len(MAGIC) :]
        self._cipher = _cipher(key, self._id)
        while len(sealed := self._file.read(CHUNK + TAG)) == CHUNK + TAG:
            check()
            try:
                clear = self._cipher.decrypt(_nonce(self._number, last=False), sealed, self._id)
            except InvalidTag as problem:
                raise Damaged(f"chunk {self._number}") from problem
            self._hash.update(clear)
            self.size += len(clear)
            self._number += 1
        self._file.seek(HEADER + self._number * (CHUNK + TAG))
        self._file.truncate()


class ChunkReader:
    """Reads any range of an encrypted file; every byte it returns was authenticated."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        file.seek(0, 2)
        length = file.tell()
        file.seek(0)
        header = file.read(HEADER)
        if len(header) != HEADER or not header.startswith(MAGIC) or length < HEADER + TAG + TRAILER:
            raise Damaged("too short")
        self._id = header[len(MAGIC) :]
        self._cipher = _cipher(key, self._id)
        file.seek(length - TRAILER)
        try:
            told = self._cipher.decrypt(_TAIL, file.read(TRAILER), self._id)
        except InvalidTag as problem:
            raise Damaged("trailer") from problem
        self.sha256 = told[:32].hex()
        self.size: int = struct.unpack(">Q", told[32:])[0]
        self._count = max(1, -(-self.size // CHUNK))
        if length != HEADER + self.size + self._count * TAG + TRAILER:
            raise Damaged("length")
        self._cache: OrderedDict[int, bytes] = OrderedDict()

    def read_at(self, offset: int, length: int) -> bytes:
        """The clear bytes of a range, cut at the end of the file."""
        end = min(offset + length, self.size)
        if offset >= end:
            return b""
        first, last = offset // CHUNK, (end - 1) // CHUNK
        pieces = [self._chunk(number) for number in range(first, last + 1)]
        joined = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        return joined[offset - first * CHUNK : end - first * CHUNK]

    def _chunk(self, number: int) -> bytes:
        cached = self._cache.get(number)
        if cached is not None:
            self._cache.move_to_end(number)
            return cached
        self._file.seek(HEADER + number * (CHUNK + TAG))
        is_last = number == self._count - 1
        sealed = self._file.read((self.size - number * CHUNK if is_last else CHUNK) + TAG)
        try:
            clear = self._cipher.decrypt(_nonce(number, last=is_last), sealed, self._id)
        except InvalidTag as problem:
            raise Damaged(f"chunk {number}") from problem
        self._cache[number] = clear
        if len(self._cache) > CACHED_CHUNKS:
            self._cache.popitem(last=False)
        return clear
