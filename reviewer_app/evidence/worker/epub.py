"""Electronic books as papers: their chapters in reading order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.document import Document, Refused
from reviewer_app.evidence.worker.flatten import flattened
from reviewer_app.evidence.worker.packed import Packed, attribute, inside
from reviewer_app.evidence.worker.paper import Paper, pieces
from reviewer_app.evidence.worker.paper_pictures import BYTES_MOST, Pictures, measured
from reviewer_app.evidence.worker.source import RemoteFile
from reviewer_app.evidence.worker.words import decoded

_CHAPTER_MOST = 8 << 20


def open_epub(source: RemoteFile) -> Document:
    """Read an electronic book."""
    packed = Packed(source)
    container = packed.xml("META-INF/container.xml")
    roots = inside(container, "rootfile") if container is not None else []
    name = attribute(roots[0], "full-path") if roots else ""
    book = packed.xml(name) if name else None
    if book is None:
        raise Refused(Refusal.DAMAGED)
    if "META-INF/encryption.xml" in packed and "META-INF/rights.xml" in packed:
        raise Refused(Refusal.PASSWORD)
    folder = posixpath.dirname(name)
    files = {attribute(each, "id"): unquote(attribute(each, "href")) for each in inside(book, "item")}
    chapters = [
        posixpath.normpath(posixpath.join(folder, files[attribute(each, "idref")]))
        for each in inside(book, "itemref")
        if attribute(each, "idref") in files
    ]
    pictures = Pictures()
    return Paper(pieces(_chapters(packed, chapters, pictures)), pictures)


def _chapters(packed: Packed, chapters: list[str], pictures: Pictures) -> Iterator[str]:
    for chapter in chapters:
        text, _encoding = decoded(packed.read(chapter, _CHAPTER_MOST))
        folder = posixpath.dirname(chapter)

        def find(address: str, folder: str = folder) -> tuple[int, float, float] | None:
            target = posixpath.normpath(posixpath.join(folder, unquote(address)))
            if target not in packed:
                return None
            wide, high = measured(packed.read(target, BYTES_MOST))
            number = pictures.add(target, lambda: packed.read(target, BYTES_MOST))
            return (number, wide, high) if wide else None

        yield from flattened(text, find)
