"""The body of a Word document as blocks of markup: paragraphs, lists, tables, boxes, pictures, notes and formulas."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer_app.evidence.paper_html import LISTS_MOST, SPAN_MOST, TABLES_MOST
from reviewer_app.evidence.worker.docx_runs import Runs
from reviewer_app.evidence.worker.docx_styles import TITLE, Numbering, Style, Styles, whole
from reviewer_app.evidence.worker.packed import Element, Packed, attribute, child, inside, local
from reviewer_app.evidence.worker.paper import rows as table_rows
from reviewer_app.evidence.worker.paper import said
from reviewer_app.evidence.worker.paper_cutting import CELL, NEARLY, SECTION
from reviewer_app.evidence.worker.paper_lists import Item, Lists
from reviewer_app.evidence.worker.paper_pictures import Pictures

_THROUGH = {
    *("sdtContent", "ins", "moveTo", "customXml", "smartTag", "moveFrom", "del", "body", "txbxContent"),
    *("sdt",),
}
_BLOCKS = ("<p", "<h", "<ul", "<ol", "<table", "<blockquote")
_ITEMS_MOST = 600
_ROW_MOST = 3 * SECTION
_DEPTH_MOST = 60


class Body:
    """Writes the blocks of one part of a document; ``left_over`` are words that have no place on a page."""

    def __init__(
        self,
        packed: Packed,
        name: str,
        styles: Styles,
        numbering: Numbering,
        pictures: Pictures,
        depth: int = 0,
    ) -> None:
        self._packed, self._styles, self._numbering, self._pictures = packed, styles, numbering, pictures
        self._runs = Runs(packed, name, styles, pictures)
        self._depth = depth
        self._titled = False
        self.left_over: list[str] = []

    def beside(self, name: str) -> Body:
        """The same for another part: footnotes, a header."""
        return Body(self._packed, name, self._styles, self._numbering, self._pictures)

    def blocks(self, parent: Element) -> Iterator[str]:
        """The blocks below an element, neighbouring list items made into one list."""
        lists = Lists()
        for block, item in self._each(parent, 0):
            if item is None and block:
                yield from lists.finish()
                yield block
            elif item is not None:
                lists.add(item)
                if len(lists) >= _ITEMS_MOST:
                    yield from lists.finish()
        yield from lists.finish()

    def _each(self, parent: Element, deep: int) -> Iterator[tuple[str, Item | None]]:
        if deep > _DEPTH_MOST:
            words = " ".join(each.text for each in inside(parent, "t") if each.text)
            yield f"<p>{said(words)}</p>" if words else "", None
            return
        for each in parent:
            name = local(each)
            if name == "p":
                yield from self._paragraph(each)
            elif name == "tbl":
                yield from self._table(each, deep)
            elif name in _THROUGH:
                yield from self._each(each, deep + 1)
            elif name == "AlternateContent":
                chosen = child(each, "Choice")
                yield from self._each(chosen if chosen is not None else each, deep + 1)
            elif name in ("oMathPara", "oMath"):
                formula = self._runs.formula(each)
                if formula:
                    yield f"<p>{formula}</p>", None

    def _paragraph(self, element: Element) -> Iterator[tuple[str, Item | None]]:
        properties = child(element, "pPr")
        style = Style()
        number, level, heading = "", 0, 0
        if properties is not None:
            named = child(properties, "pStyle")
            if named is not None:
                style = self._styles.get(attribute(named, "val"))
            number, level, heading = style.number, style.level, style.heading
            outline = child(properties, "outlineLvl")
            if outline is not None and attribute(outline, "val").isdigit() and not heading:
                told = whole(attribute(outline, "val"))
                heading = min(6, told + 1) if attribute(outline, "val") != "9" else 0
            listed = child(properties, "numPr")
            if listed is not None:
                given, deep = child(listed, "numId"), child(listed, "ilvl")
                number = attribute(given, "val") if given is not None else number
                level = whole(attribute(deep, "val")) if deep is not None else level
        inline, boxes = self._runs.paragraph(element, plain=bool(heading), style=style)
        if inline.strip():
            if heading:
                self._titled = self._titled or heading == TITLE
                heading = 1 if heading == TITLE else min(6, heading + self._titled)
                yield f"<h{heading}>{inline}</h{heading}>", None
            elif number not in ("", "0"):
                level = min(level, LISTS_MOST - 2)
                yield "", Item(inline, level, self._numbering.counts(number, level), number)
            else:
                kind = ' class="quiet"' if style.quiet else ""
                yield f"<p{kind}>{inline}</p>", None
        for box in boxes:
            yield from self._box(box)

    def _box(self, box: Element | str) -> Iterator[tuple[str, Item | None]]:
        """What stands in a frame of its own beside the paragraph."""
        if isinstance(box, str):
            yield f"<blockquote>{box}</blockquote>", None
        elif self._depth < TABLES_MOST:
            inner = "".join(self._inner().blocks(box))
            if inner:
                yield f"<blockquote>{inner}</blockquote>", None

    def _inner(self) -> Body:
        made = Body(self._packed, "", self._styles, self._numbering, self._pictures, self._depth + 1)
        made._runs = self._runs
        return made

    def _table(self, element: Element, deep: int) -> Iterator[tuple[str, Item | None]]:
        """A table; one of a single column around other tables only holds a page together, and is left out."""
        if all(len(list(_cells(row))) == 1 for row in _rows(element)) and inside(element, "tbl")[1:]:
            for row in _rows(element):
                for cell in _cells(row):
                    yield from self._each(cell, deep + 1)
            return
        for table in self._rows(element):
            yield table, None

    def _rows(self, element: Element) -> Iterator[str]:
        """A table, a long one in several; what lies deeper than can be laid out comes as plain paragraphs."""
        inner = self if self._depth >= TABLES_MOST else self._inner()
        below = _merged_down(element)
        rows: list[str] = []
        size = cells = 0
        for index, row in enumerate(_rows(element)):
            written = self._row(row, index, below, inner)
            length = sum(len(content) for content, _sides in written)
            if inner is self or (length > _ROW_MOST and not _crossed(below, index)):
                # Too deep or too large for a row of a table: cell after cell.
                yield from _as_table(rows)
                rows, size, cells = [], 0, 0
                yield from (_wrapped(content) for content, _sides in written if content)
                continue
            rows.append(table_rows([f"<td{sides}>{content}</td>" for content, sides in written]))
            size, cells = size + len(rows[-1]), cells + len(written)
            if size + CELL * cells > NEARLY and not _crossed(below, index):
                yield from _as_table(rows)
                rows, size, cells = [], 0, 0
        yield from _as_table(rows)

    def _row(
        self, row: Element, index: int, below: dict[tuple[int, int], int], inner: Body
    ) -> list[tuple[str, str]]:
        """The cells of a row: what is in each, and over how many columns and rows it goes."""
        written: list[tuple[str, str]] = []
        column = 0
        for cell in _cells(row):
            properties = child(cell, "tcPr")
            across = _span(properties)
            merge = child(properties, "vMerge")
            if merge is None or attribute(merge, "val", "continue") != "continue" or not index:
                down = below.get((index, column), 1)
                sides = (f' colspan="{across}"' if across > 1 else "") + (
                    f' rowspan="{down}"' if down > 1 else ""
                )
                content = "".join(inner.blocks(cell))
                written.append((content if inner is self else _unwrapped(content), sides))
            column += across
        return written


def _as_table(rows: list[str]) -> Iterator[str]:
    if rows:
        yield f"<table>{''.join(rows)}</table>"


def _crossed(below: dict[tuple[int, int], int], index: int) -> bool:
    """Whether a cell goes on below a row, so that the table cannot be cut there."""
    return any(at <= index < at + down - 1 for (at, _column), down in below.items())


def _unwrapped(content: str) -> str:
    """A cell of one plain paragraph needs no paragraph."""
    plain = content.startswith("<p>") and content.endswith("</p>")
    if plain and content.count("<p") == 1 and content.count("</p>") == 1:
        return content[3:-4]
    return content


def _wrapped(content: str) -> str:
    return content if content.startswith(_BLOCKS) else f"<p>{content}</p>"


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        name = local(each)
        if name == "tr":
            yield each
        elif name in _THROUGH:
            yield from _rows(each)


def _cells(row: Element) -> Iterator[Element]:
    for each in row:
        name = local(each)
        if name == "tc":
            yield each
        elif name in _THROUGH:
            yield from _cells(each)


def _span(properties: Element | None) -> int:
    given = child(properties, "gridSpan")
    value = attribute(given, "val") if given is not None else ""
    return min(SPAN_MOST, max(1, int(value))) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _merged_down(table: Element) -> dict[tuple[int, int], int]:
    """How many rows a cell that begins at (row, column) goes down."""
    found: dict[tuple[int, int], int] = {}
    running: dict[int, tuple[int, int]] = {}
    for index, row in enumerate(_rows(table)):
        column = 0
        for cell in _cells(row):
            properties = child(cell, "tcPr")
            merge = child(properties, "vMerge")
            going_on = merge is not None and attribute(merge, "val", "continue") == "continue"
            if going_on and column in running:
                found[running[column]] = found.get(running[column], 1) + 1
            elif merge is not None:
                running[column] = (index, column)
            else:
                running.pop(column, None)
            column += _span(properties)
    return found
