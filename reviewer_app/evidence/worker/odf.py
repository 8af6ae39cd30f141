"""OpenDocument texts as papers: content.xml read in one walk, notes and comments at their end."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer_app.evidence.paper_html import ADDRESS, LISTS_MOST, SPAN_MOST, START_MOST, TABLES_MOST
from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.document import Document, Refused
from reviewer_app.evidence.worker.odf_styles import OdfStyles
from reviewer_app.evidence.worker.packed import (
    Element,
    Packed,
    attribute,
    child,
    inside,
    local,
    parse_xml,
)
from reviewer_app.evidence.worker.paper import Paper, inlay, noted, pieces, said
from reviewer_app.evidence.worker.paper import rows as table_rows
from reviewer_app.evidence.worker.paper_pictures import Pictures
from reviewer_app.evidence.worker.source import RemoteFile

_DEPTH_MOST = 60
_CELLS_MOST = 600
_REPEATED_MOST = 200
_UNITS = (("cm", 96 / 2.54), ("mm", 96 / 25.4), ("in", 96.0), ("pt", 96 / 72), ("px", 1.0), ("pc", 16.0))
_SHAPES = (
    *("custom-shape", "rect", "ellipse", "circle", "line", "connector", "measure", "caption"),
    *("path", "polyline", "polygon", "regular-polygon"),
)
_DRAWN = frozenset({"frame", "g", *_SHAPES})
_WORDED = frozenset({"p", "h", "list", "table"})
_SKIPPED = {
    *("sequence-decls", "tracked-changes", "table-of-content-source", "forms", "variable-decls"),
    *("user-field-decls", "alphabetical-index-source", "bibliography-source", "soft-page-break"),
}


Box = Element | list[Element]
"""What holds blocks: an element, or some of its parts."""


def open_odt(source: RemoteFile) -> Document:
    """Read an OpenDocument text."""
    packed = Packed(source)
    root = content_of(packed)
    body = next(iter(inside(root, "text")), None)
    if body is None:
        raise Refused(Refusal.DAMAGED)
    pictures = Pictures()
    writer = OdfWriter(packed, OdfStyles(root, packed.xml("styles.xml")), pictures)
    return Paper(pieces(_whole(packed, writer, body)), pictures)


def content_of(packed: Packed) -> Element:
    """The root of content.xml; a locked document is refused for its password."""
    manifest = packed.read("META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        raise Refused(Refusal.PASSWORD)
    root = packed.xml("content.xml")
    if root is None:
        raise Refused(Refusal.DAMAGED)
    return root


def _whole(packed: Packed, writer: OdfWriter, body: Element) -> Iterator[str]:
    yield from writer.blocks(body)
    yield from writer.ending()
    styles = packed.xml("styles.xml")
    if styles is None:
        return
    found: dict[str, None] = {}
    for each in inside(
        styles, "header", "footer", "header-left", "footer-left", "header-first", "footer-first"
    ):
        block = "".join(writer.blocks(each))
        if block and "".join(each.itertext()).strip():
            found[block] = None
    if found:
        yield "<h2>Other words in this document</h2>"
        yield from found


class OdfWriter:
    """Writes the words of OpenDocument files: paragraphs, headings, lists, tables, frames."""

    def __init__(self, packed: Packed, styles: OdfStyles, pictures: Pictures) -> None:
        self._packed, self._styles, self._pictures = packed, styles, pictures
        self._notes: list[str] = []
        self._comments: list[str] = []

    def blocks(self, parent: Box, deep: int = 0, tables: int = 0) -> Iterator[str]:
        """The blocks below an element."""
        if deep > _DEPTH_MOST:
            words = " ".join("".join(each.itertext()) for each in parent).strip()
            if words:
                yield f"<p>{said(words)}</p>"
            return
        for each in parent:
            name = local(each)
            if name == "p":
                yield from self._paragraph(each, "p", tables)
            elif name == "h":
                level = attribute(each, "outline-level", "1")
                yield from self._paragraph(
                    each, f"h{min(6, max(1, int(level) if level.isdigit() else 1))}", tables
                )
            elif name == "list":
                made = self._list(each, attribute(each, "style-name"), 1, tables)
                if made:
                    yield made
            elif name == "table":
                yield from self._table(each, tables)
            elif name in _DRAWN or name == "a":
                inline, boxes = self._drawn(each)
                if inline:
                    yield f"<p>{inline}</p>"
                for box in boxes:
                    yield from self.blocks(box, deep + 1, tables)
            elif name and name not in _SKIPPED:
                yield from self.blocks(each, deep + 1, tables)

    def ending(self) -> Iterator[str]:
        """The notes and comments met on the way."""
        for title, held in (("Notes", self._notes), ("Comments", self._comments)):
            if held:
                yield f"<h2>{title}</h2>"
                yield from held

    def inline(self, element: Element) -> tuple[str, list[Box]]:
        """The markup inside a paragraph, and the boxes that hang on it."""
        out: list[str] = []
        boxes: list[Box] = []
        self._walk(element, out, boxes, 0)
        return "".join(out), boxes

    def _paragraph(self, element: Element, tag: str, tables: int) -> Iterator[str]:
        inline, boxes = self.inline(element)
        if inline.strip():
            name = attribute(element, "style-name")
            if tag == "p" and self._styles.title(name):
                tag = f"h{self._styles.title(name)}"
            if tag == "p":
                inline = self._styles.formed(name, inline)
            yield f"<{tag}>{inline}</{tag}>"
        for box in boxes:
            inner = "".join(self.blocks(box, 1, tables + 1)) if tables < TABLES_MOST else ""
            if inner:
                yield f"<blockquote>{inner}</blockquote>"

    def _walk(self, element: Element, out: list[str], boxes: list[Box], deep: int) -> None:
        if deep > _DEPTH_MOST:
            return
        out.append(_blanks(element.text))
        for each in element:
            name = local(each)
            if name == "s":
                count = attribute(each, "c", "1")
                out.append("\u00a0" * (min(80, int(count)) if count.isdigit() and len(count) < 4 else 1))
            elif name == "tab":
                out.append(" \u2003")
            elif name == "line-break":
                out.append("<br>")
            elif name == "note":
                out.append(self._note(each))
            elif name == "annotation":
                words = "".join(self.blocks(_without_names(each), deep + 1, TABLES_MOST))
                self._comments.append(noted(f"c{len(self._comments) + 1}", words))
                out.append(f"<sup>[c{len(self._comments)}]</sup>")
            elif name in _DRAWN:
                inline, found = self._drawn(each)
                out.append(inline)
                boxes += found
            elif name == "a":
                inner: list[str] = []
                self._walk(each, inner, boxes, deep + 1)
                address, text = attribute(each, "href"), "".join(inner)
                good = ADDRESS.fullmatch(address) and "<a " not in text
                out.append(f'<a href="{said(address).replace(chr(34), "%22")}">{text}</a>' if good else text)
            elif name == "span":
                inner = []
                self._walk(each, inner, boxes, deep + 1)
                out.append(self._styles.formed(attribute(each, "style-name"), "".join(inner)))
            elif name and name not in _SKIPPED:
                self._walk(each, out, boxes, deep + 1)
            out.append(_blanks(each.tail))

    def _note(self, element: Element) -> str:
        citation, body = child(element, "note-citation"), child(element, "note-body")
        mark = ("".join(citation.itertext()) if citation is not None else "").strip() or str(
            len(self._notes) + 1
        )
        words = "".join(self.blocks(body, 1, TABLES_MOST)) if body is not None else ""
        self._notes.append(noted(mark, words))
        return f"<sup>[{said(mark)}]</sup>"

    def _drawn(self, element: Element) -> tuple[str, list[Box]]:
        """The pictures of a frame, and what holds its words."""
        boxes: list[Box] = [
            each for each in inside(element, "text-box") if not _inside_another(each, element)
        ]
        boxes += [
            each
            for each in inside(element, *_SHAPES)
            if any(local(part) in _WORDED for part in each)
            and (each is element or not _inside_another(each, element))
        ]
        boxes += [
            [each]
            for each in inside(element, "table")
            if local(each.getparent()) == "frame" and not _inside_another(each, element)
        ]
        for each in inside(element, "object"):
            if len(each) == 0 and attribute(each, "href"):
                return self._object(attribute(each, "href")), boxes
        # The table of a slide hangs in its frame beside a picture of itself.
        images = [
            each
            for each in inside(element, "image")
            if not _inside_another(each, element) and child(each.getparent(), "table") is None
        ]
        told = next(iter(inside(element, "desc", "title")), None)
        alt = (told.text or "") if told is not None else ""
        for image in images:
            target = attribute(image, "href").removeprefix("./")
            if target in self._packed and not target.lower().endswith((".svm", ".wmf", ".emf", ".svg")):
                size = _pixels(attribute(element, "width")), _pixels(attribute(element, "height"))
                return inlay(self._packed, self._pictures, target, size, alt), boxes
        return ("<i>[A drawing that cannot be shown here]</i>" if images else ""), boxes

    def _object(self, target: str) -> str:
        """The words of an embedded formula or chart."""
        data = self._packed.read(target.removeprefix("./").rstrip("/") + "/content.xml")
        if not data.strip():
            return ""
        root = parse_xml(data)
        for each in inside(root, "annotation"):
            if local(root) == "math" and each.text:
                return f"<i>{said(each.text.strip())}</i>"
        words = " ".join(" ".join(root.itertext()).split())[:5000]
        return f"<i>{said(words)}</i>" if words else ""

    def _list(self, element: Element, style: str, level: int, tables: int) -> str:
        if level >= LISTS_MOST:
            return "".join(self.blocks(element, level, tables))
        tag = "ol" if self._styles.counts(style, level) else "ul"
        items = []
        for each in element:
            if local(each) not in ("list-item", "list-header"):
                continue
            parts: list[str] = []
            for inner in each:
                if local(inner) == "list":
                    own = attribute(inner, "style-name") or style
                    parts.append(self._list(inner, own, level + 1, tables))
                elif local(inner) == "p":
                    written = list(self._paragraph(inner, "p", tables))
                    plain = len(written) == 1 and not parts and written[0].startswith("<p>")
                    parts += [written[0][3:-4]] if plain else written
                else:
                    parts += self.blocks([inner], level, tables)
            if any(parts):
                items.append(f"<li>{''.join(parts)}</li>")
        return f"<{tag}>{''.join(items)}</{tag}>" if items else ""

    def _table(self, element: Element, tables: int) -> Iterator[str]:
        flat = tables >= TABLES_MOST
        rows: list[str] = []
        cells = 0
        for row in _rows(element):
            written: list[str] = []
            for cell in row:
                if local(cell) != "table-cell":
                    continue
                content = "".join(self.blocks(cell, 1, tables + 1))
                if content.startswith("<p>") and content.count("<p") == 1 and content.endswith("</p>"):
                    content = content[3:-4]
                again = _count(cell, "number-columns-repeated", _REPEATED_MOST) if content else 1
                across = _count(cell, "number-columns-spanned", SPAN_MOST)
                down = _count(cell, "number-rows-spanned", START_MOST)
                sides = (f' colspan="{across}"' if across > 1 else "") + (
                    f' rowspan="{down}"' if down > 1 else ""
                )
                written += [content if flat else f"<td{sides}>{content}</td>"] * again
                cells += 1
            rows.append("".join(written) if flat else table_rows(written))
            if cells > _CELLS_MOST and not flat:
                yield f"<table>{''.join(rows)}</table>"
                rows, cells = [], 0
        if rows:
            yield "".join(rows) if flat else f"<table>{''.join(rows)}</table>"


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        name = local(each)
        if name == "table-row":
            yield each
        elif name in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(each)


def _count(cell: Element, name: str, most: int) -> int:
    value = attribute(cell, name, "1")
    return min(most, max(1, int(value))) if value.isascii() and value.isdigit() and len(value) < 8 else 1


def _blanks(text: str | None) -> str:
    return said(" ".join(text.split(" ")).replace("\n", " ")) if text else ""


def _inside_another(element: Element, top: Element) -> bool:
    for each in element.iterancestors():
        if each is top:
            return False
        if local(each) == "text-box":
            return True
    return False


def _without_names(annotation: Element) -> list[Element]:
    """A comment without who wrote it and when."""
    about = ("creator", "date", "creator-initials", "sender-initials")
    return [each for each in annotation if local(each) not in about]


def _pixels(length: str) -> float:
    for unit, pixels in _UNITS:
        if length.endswith(unit):
            number = length.removesuffix(unit)
            return (
                float(number) * pixels if number.replace(".", "", 1).isdigit() and len(number) < 16 else 0.0
            )
    return 0.0
