"""PowerPoint and OpenDocument slides: for each its title, its words in order, its pictures and the speaker's notes."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.worker.document import Document, Refused
from reviewer_app.evidence.worker.odf import OdfWriter, content_of
from reviewer_app.evidence.worker.odf_styles import OdfStyles
from reviewer_app.evidence.worker.packed import Element, Packed, attribute, children, inside, local
from reviewer_app.evidence.worker.paper import Paper, pieces, said
from reviewer_app.evidence.worker.paper_cutting import SECTION
from reviewer_app.evidence.worker.paper_pictures import Pictures
from reviewer_app.evidence.worker.slide_shapes import SlideWriter
from reviewer_app.evidence.worker.source import RemoteFile

_SLIDES_MOST = 2000
_LONGEST = 4 * SECTION


def open_pptx(source: RemoteFile) -> Document:
    """Read PowerPoint slides, in the order in which they are shown."""
    packed = Packed(source)
    name = packed.related("", "officeDocument") or "ppt/presentation.xml"
    root = packed.xml(name)
    if root is None:
        raise Refused(Refusal.DAMAGED)
    relations = packed.relations(name)
    listed = next(iter(inside(root, "sldIdLst")), None)
    parts = []
    for each in listed if listed is not None else ():
        number = next((value for key, value in each.attrib.items() if key.endswith("}id")), "")
        _kind, target, outside = relations.get(number, ("", "", True))
        if not outside and target in packed:
            parts.append(target)
    if len(parts) > _SLIDES_MOST:
        raise Refused(Refusal.TOO_LARGE)
    pictures = Pictures()
    return _deck([_pptx_slide(packed, part, pictures) for part in parts], pictures)


def _pptx_slide(packed: Packed, part: str, pictures: Pictures) -> tuple[str, list[str], list[str]]:
    root = packed.xml(part)
    if root is None:
        return "", ["<p><i>[This slide is damaged.]</i></p>"], []
    writer = SlideWriter(packed, part, pictures)
    title, blocks = writer.slide(root)
    if attribute(root, "show", "1") in ("0", "false"):
        blocks.insert(0, '<p class="quiet">This slide is hidden when the slides are shown.</p>')
    notes = packed.related(part, "notesSlide")
    spoken = SlideWriter(packed, notes, pictures).notes(packed.xml(notes)) if notes else []
    for kind in ("comments", "comment"):
        comments = packed.xml(packed.related(part, kind))
        for each in inside(comments, "text", "txBody") if comments is not None else ():
            words = " ".join("".join(each.itertext()).split())
            spoken += [f"<p>Comment: {said(words)}</p>"] if words else []
    return title, blocks, spoken


def open_odp(source: RemoteFile) -> Document:
    """Read OpenDocument slides."""
    packed = Packed(source)
    root = content_of(packed)
    pictures = Pictures()
    styles = OdfStyles(root, packed.xml("styles.xml"))
    body = next(iter(inside(root, "presentation")), None)
    pages = children(body, "page")
    if body is None or len(pages) > _SLIDES_MOST:
        raise Refused(Refusal.DAMAGED if body is None else Refusal.TOO_LARGE)
    return _deck([_odp_slide(OdfWriter(packed, styles, pictures), page) for page in pages], pictures)


def _odp_slide(writer: OdfWriter, page: Element) -> tuple[str, list[str], list[str]]:
    title = ""
    blocks: list[str] = []
    notes: list[str] = []
    for each in page:
        name, role = local(each), attribute(each, "class")
        if name == "notes":
            for frame in children(each, "frame"):
                if attribute(frame, "class") == "notes" and attribute(frame, "placeholder") != "true":
                    notes += writer.blocks([frame])
        elif name == "frame" and role == "title" and not title:
            title = " ".join("".join(f" {part}" for part in each.itertext()).split())
        elif name not in ("forms", "par", "seq"):
            blocks += writer.blocks([each])
    return title, [*blocks, *writer.ending()], notes


def _deck(slides: list[tuple[str, list[str], list[str]]], pictures: Pictures) -> Document:
    sections: list[str] = []
    pages: list[int] = []
    for number, (title, blocks, notes) in enumerate(slides, 1):
        for section in _sections(number, title, blocks, notes):
            sections.append(section)
            pages.append(number)
    if not sections:
        return Paper(["<p><i>There are no slides in this file.</i></p>"], pictures, Shape.SLIDES, [1])
    return Paper(sections, pictures, Shape.SLIDES, pages)


def _sections(number: int, title: str, blocks: list[str], notes: list[str]) -> Iterator[str]:
    """A slide is one piece, unless there is more on it than can be laid out at once."""
    whole = [f'<p class="caption">Slide {number}</p>', f"<h2>{said(title)}</h2>" if title else "", *blocks]
    if len(blocks) == 0 and not title:
        whole.append("<p><i>There are no words or pictures on this slide.</i></p>")
    if notes:
        whole += ['<p class="caption">Speaker notes</p>', f"<blockquote>{''.join(notes)}</blockquote>"]
    if sum(map(len, whole)) <= _LONGEST:
        yield "".join(whole)
    else:
        yield from pieces(whole)
