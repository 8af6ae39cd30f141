"""The worker's loop: one request after the other, one file at a time, until the host hangs up."""

from __future__ import annotations

import mmap
import os
import sys
from collections.abc import Callable
from typing import NoReturn, Protocol

from reviewer_app.evidence.frames import LONGEST, Ended, ProtocolError, Tag, pack, pack_document, read_frame
from reviewer_app.evidence.kinds import FileKind, Kind
from reviewer_app.evidence.pixels import ENV, worker_area
from reviewer_app.evidence.process import MARKING, PURPOSE_ENV
from reviewer_app.evidence.replies import NEED, Refusal
from reviewer_app.evidence.worker import cage
from reviewer_app.evidence.worker.document import Document, Refused
from reviewer_app.evidence.worker.orders import (
    Opening,
    read_drawing,
    read_marks,
    read_opening,
    read_page,
    read_part,
    read_range,
)
from reviewer_app.evidence.worker.source import RemoteFile
from reviewer_app.evidence.worker.thrift import Thrift

_ORDERS = frozenset(
    {
        Tag.OPEN,
        Tag.RENDER,
        Tag.TEXT,
        Tag.SIZES,
        Tag.OUTLINE,
        Tag.LINKS,
        Tag.PART,
        Tag.MARK,
        Tag.IDENTITY,
        Tag.CLOSE,
    }
)
_DATA = frozenset({Tag.DATA})
_NOT_UNDERSTOOD = 2


class Opener(Protocol):
    """The module that knows what a file is and opens it; another one in a worker with another purpose."""

    @property
    def kind_of(self) -> Callable[[RemoteFile, str], FileKind]:
        """Tells what a file is."""

    @property
    def open_document(self) -> Callable[[Kind, RemoteFile, str, tuple[str, ...]], Document]:
        """Opens it as what it is."""


def serve() -> int:
    """Shut the doors, say hello, serve; 0 when the host hung up, 2 when it said what it must not."""
    pipe = _take_pipe()
    area = worker_area(os.environ.get(ENV, ""))
    early = cage.leave_the_network()
    # Every decoder is loaded here, after the namespaces and before the doors close for good.
    opener, fonts = _load(os.environ.get(PURPOSE_ENV, ""))
    shields, fonts = cage.close_the_doors(early, fonts)
    service = Service(pipe, area, fonts, opener)
    try:
        pipe.send(Tag.HELLO, pack_document({"shields": list(shields)}))
        service.run()
    except ProtocolError:
        return _NOT_UNDERSTOOD
    except (Ended, BrokenPipeError):
        return 0


def _load(purpose: str) -> tuple[Opener, tuple[str, ...]]:
    """What opens a file in this worker, and the fonts it may use."""
    if purpose == MARKING:
        from reviewer_app.evidence.worker import marking

        marking.warm_up()
        return marking, ()
    from reviewer_app.evidence.worker import openers, warming

    return openers, warming.warm_up()


class Pipe:
    """The two ends the host gave: whole frames in and out."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._in, self._out = incoming, outgoing

    def read(self, length: int) -> bytes:
        """Exactly so many bytes, or Ended."""
        parts: list[bytes] = []
        while length:
            part = os.read(self._in, length)
            if not part:
                raise Ended
            parts.append(part)
            length -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def send(self, tag: Tag, body: bytes = b"") -> None:
        """One frame."""
        view = memoryview(pack(tag, body))
        while view:
            view = view[os.write(self._out, view) :]


class Service:
    """Answers orders about the one file that is open."""

    def __init__(self, pipe: Pipe, area: mmap.mmap, fonts: tuple[str, ...], opener: Opener) -> None:
        self._pipe, self._area, self._fonts, self._opener = pipe, area, fonts, opener
        self._thrift = Thrift()
        self._document: Document | None = None
        self._kind = Kind.UNKNOWN

    def run(self) -> NoReturn:
        """Serve until the host hangs up (Ended) or is not understood (ProtocolError)."""
        while True:
            tag, body = read_frame(self._pipe.read, _ORDERS)
            cage.allow_seconds()
            try:
                answer, reply = self._obey(tag, body)
            except Refused as refused:
                answer, reply = self._refuse(refused.why)
            except MemoryError:
                self._close()
                answer, reply = self._refuse(Refusal.TOO_LARGE)
            except (Ended, ProtocolError, BrokenPipeError):
                raise
            except Exception:  # noqa: BLE001  # what a library stumbles over is in the file, and no reason to die of
                answer, reply = self._refuse(Refusal.DAMAGED)
            if len(reply) > LONGEST[answer]:
                answer, reply = self._refuse(Refusal.TOO_LARGE)
            self._pipe.send(answer, reply)
            del body, reply
            # Behind the answer, so that nobody waits for it.
            self._thrift.look()

    def _refuse(self, why: Refusal) -> tuple[Tag, bytes]:
        return Tag.REFUSED, pack_document({"why": why.value, "kind": self._kind.value})

    def _obey(self, tag: Tag, body: bytes) -> tuple[Tag, bytes]:
        if tag is Tag.CLOSE:
            self._close()
            return Tag.CLOSED, b""
        if tag is Tag.OPEN:
            return Tag.OPENED, self._open(read_opening(body))
        if tag is Tag.IDENTITY:
            return Tag.IDENTITY_IS, self._identify(read_opening(body))
        document = self._document
        if document is None:
            raise Refused(Refusal.NOTHING_THERE)
        if tag is Tag.RENDER:
            return Tag.DRAWN, b"\x01" if document.draw(read_drawing(body), self._area) else b"\x00"
        if tag is Tag.TEXT:
            text, boxes = document.text(read_page(body))
            plain = text.encode("utf-8", errors="replace")
            return Tag.TEXT_IS, pack_document({"bytes": len(plain)}, plain + boxes)
        if tag is Tag.SIZES:
            return Tag.SIZES_ARE, pack_document({"sizes": document.sizes(*read_range(body))})
        if tag is Tag.OUTLINE:
            return Tag.OUTLINE_IS, pack_document({"entries": document.outline()})
        if tag is Tag.MARK:
            return Tag.PART_IS, pack_document(document.mark(read_marks(body)))
        if tag is Tag.PART:
            told, tail = document.part(*read_part(body))
            return Tag.PART_IS, pack_document(told, tail)
        return Tag.LINKS_ARE, pack_document({"links": document.links(read_page(body))})

    def _open(self, order: Opening) -> bytes:
        self._close()
        source = RemoteFile(order.size, self._fetch, order.first)
        self._kind = Kind.UNKNOWN
        found = self._opener.kind_of(source, order.ending)
        self._kind = found.kind
        document = self._opener.open_document(found.kind, source, order.password, self._fonts)
        self._document = document
        told = document.summary()
        return pack_document(
            {
                "kind": found.kind.value,
                "shape": told.shape.value,
                "pages": told.pages,
                "sizes": list(told.sizes),
                "facts": dict(told.facts),
                "oriented": told.oriented,
                "animated": told.animated,
                "slices": told.slices,
                "encoding": told.encoding,
                "notes": list(told.notes),
            }
        )

    def _identify(self, order: Opening) -> bytes:
        """Of any file, also of one that cannot be shown; what was open is closed."""
        from reviewer_app.evidence.worker.identity import identity
        from reviewer_app.evidence.worker.openers import kind_of

        self._close()
        source = RemoteFile(order.size, self._fetch)
        self._kind = Kind.UNKNOWN
        found = kind_of(source, order.ending)
        self._kind = found.kind
        return pack_document({"found": [list(each) for each in identity(source, found.kind)]})

    def _fetch(self, offset: int, length: int) -> bytes:
        self._pipe.send(Tag.NEED, NEED.pack(offset, length))
        data = read_frame(self._pipe.read, _DATA)[1]
        if len(data) != length:
            raise ProtocolError("not the range that was asked for")
        return data

    def _close(self) -> None:
        document, self._document = self._document, None
        if document is not None:
            document.close()


def _take_pipe() -> Pipe:
    """The pipe on its own descriptors; what a library prints goes nowhere instead of into the protocol."""
    if sys.platform == "win32":
        import msvcrt

        for each in (0, 1):
            msvcrt.setmode(each, os.O_BINARY)
    incoming, outgoing = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in (0, 1, 2):
        os.dup2(nowhere, each)
    os.close(nowhere)
    return Pipe(incoming, outgoing)
