"""Word documents as papers: every word of the file is shown, in its place or under a heading of its own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.document import Document, Refused
from reviewer_app.evidence.worker.docx_body import Body
from reviewer_app.evidence.worker.docx_styles import Numbering, Styles
from reviewer_app.evidence.worker.packed import Element, Packed, children, inside
from reviewer_app.evidence.worker.paper import Paper, noted, pieces
from reviewer_app.evidence.worker.paper_pictures import Pictures
from reviewer_app.evidence.worker.source import RemoteFile

_PARTS_MOST = 40


def open_docx(source: RemoteFile) -> Document:
    """Read a Word document."""
    packed = Packed(source)
    name = packed.related("", "officeDocument") or "word/document.xml"
    root = packed.xml(name)
    if root is None:
        raise Refused(Refusal.DAMAGED)
    pictures = Pictures()
    styles = Styles(packed.xml(packed.related(name, "styles") or "word/styles.xml"))
    numbering = Numbering(packed.xml(packed.related(name, "numbering") or "word/numbering.xml"))
    writer = Body(packed, name, styles, numbering, pictures)
    return Paper(pieces(_blocks(packed, name, writer, root)), pictures)


def _blocks(packed: Packed, name: str, writer: Body, root: Element) -> Iterator[str]:
    yield from writer.blocks(root)
    for title, kind, mark in (("Footnotes", "footnotes", ""), ("Endnotes", "endnotes", "e")):
        yield from _notes(packed, name, writer, title, kind, mark)
    yield from _notes(packed, name, writer, "Comments", "comments", "c")
    yield from _others(packed, name, writer)


def _notes(packed: Packed, name: str, writer: Body, title: str, kind: str, mark: str) -> Iterator[str]:
    """Footnotes and the like, each with the mark that stands in the text; who wrote a comment is not said."""
    part = packed.related(name, kind)
    root = packed.xml(part) if part else None
    if root is None:
        return
    inner = writer.beside(part)
    begun = False
    for each in children(root, kind.removesuffix("s")):
        number = next((value for key, value in each.attrib.items() if key.endswith("}id")), "")
        inside_it = list(inner.blocks(each))
        if not any(block.strip() for block in inside_it) or number.startswith("-"):
            continue
        if not begun:
            yield f"<h2>{title}</h2>"
            begun = True
        yield noted(mark + number, "".join(inside_it))


def _others(packed: Packed, name: str, writer: Body) -> Iterator[str]:
    """Words that stand on no page of their own: headers and footers, and what a diagram or chart says."""
    found: list[str] = []
    known: set[str] = set()
    parts = [
        to for kind, to, out in packed.relations(name).values() if kind in ("header", "footer") and not out
    ]
    for part in sorted(parts, key=posixpath.basename)[:_PARTS_MOST]:
        root = packed.xml(part)
        if root is None:
            continue
        written = "".join(writer.beside(part).blocks(root))
        plain = "".join(each.text or "" for each in inside(root, "t")).strip()
        if written and plain and plain not in known:
            known.add(plain)
            found.append(written)
    found += writer.left_over
    if found:
        yield "<h2>Other words in this document</h2>"
        yield from found
