"""The shapes of a PowerPoint slide as blocks: words by level, tables, pictures, what charts and diagrams say."""

from __future__ import annotations

from reviewer_app.evidence.paper_html import ADDRESS, SPAN_MOST, START_MOST
from reviewer_app.evidence.worker.formulas import linear
from reviewer_app.evidence.worker.packed import Element, Packed, attribute, child, children, inside, local
from reviewer_app.evidence.worker.paper import inlay, said
from reviewer_app.evidence.worker.paper import rows as table_rows
from reviewer_app.evidence.worker.paper_lists import Item, Lists
from reviewer_app.evidence.worker.paper_pictures import Pictures

_EMU = 9525
_DEPTH_MOST = 40
_UNSAID = {"sldNum", "sldImg"}
_FEET = {"dt", "ftr", "hdr"}


class SlideWriter:
    """Writes what is on one slide, from top to bottom as its shapes lie."""

    def __init__(self, packed: Packed, part: str, pictures: Pictures) -> None:
        self._packed, self._pictures = packed, pictures
        self._relations = packed.relations(part)
        self._title = ""
        self._outlined = True

    def slide(self, root: Element) -> tuple[str, list[str]]:
        """The title, and the blocks besides."""
        tree = next(iter(inside(root, "spTree")), root)
        shapes: list[tuple[tuple[int, int], list[str]]] = []
        self._tree(tree, shapes, 0)
        return self._title, [block for _at, blocks in shapes for block in blocks]

    def notes(self, root: Element | None) -> list[str]:
        """What the speaker meant to say."""
        self._outlined = False
        return self.slide(root)[1] if root is not None else []

    def _tree(self, tree: Element, shapes: list[tuple[tuple[int, int], list[str]]], deep: int) -> None:
        if deep > _DEPTH_MOST:
            return
        for each in tree:
            name = local(each)
            if name in ("sp", "cxnSp"):
                self._words(each, shapes)
            elif name == "pic":
                shapes.append((_spot(each), self._pictures_in(each)))
            elif name == "graphicFrame":
                shapes.append((_spot(each), self._frame(each)))
            elif name == "grpSp":
                self._tree(each, shapes, deep + 1)
            elif name == "AlternateContent":
                chosen = child(each, "Choice")
                if chosen is None or not inside(chosen, "t", "blip", "tbl", "chart", "relIds"):
                    chosen = child(each, "Fallback")
                if chosen is not None:
                    self._tree(chosen, shapes, deep + 1)

    def _words(self, shape: Element, shapes: list[tuple[tuple[int, int], list[str]]]) -> None:
        holder = next(iter(inside(shape, "ph")), None)
        role = attribute(holder, "type") if holder is not None else ""
        body = child(shape, "txBody")
        if role in _UNSAID or (role == "dt" and not self._outlined):
            return
        blocks = self._pictures_in(shape)
        if body is not None and role in ("title", "ctrTitle") and not self._title:
            self._title = " ".join(" ".join(_plain(each) for each in children(body, "p")).split())
        elif body is not None and role in _FEET:
            words = " ".join(" ".join(_plain(each) for each in children(body, "p")).split())
            if words:
                blocks.append(f'<p class="quiet">{said(words)}</p>')
        elif body is not None:
            outline = holder is not None and role in ("", "body", "obj")
            blocks += self.paragraphs(body, listed=self._outlined and outline)
        if blocks:
            shapes.append((_spot(shape), blocks))

    def paragraphs(self, body: Element, *, listed: bool) -> list[str]:
        """The paragraphs of a shape; in the outline of a slide they are list items by their level."""
        lists = Lists()
        blocks: list[str] = []
        for each in children(body, "p"):
            inline = self._inline(each)
            if not inline.strip():
                continue
            properties = child(each, "pPr")
            level = attribute(properties, "lvl", "0") if properties is not None else "0"
            deep = min(7, int(level)) if level.isdigit() and len(level) < 3 else 0
            plain = properties is not None and child(properties, "buNone") is not None
            dotted = properties is not None and any(
                local(kind) in ("buChar", "buAutoNum") for kind in properties
            )
            if (listed or dotted or deep) and not plain:
                counted = properties is not None and child(properties, "buAutoNum") is not None
                lists.add(Item(inline, deep, counted))
            else:
                blocks += lists.finish()
                blocks.append(f"<p>{inline}</p>")
        return [*blocks, *lists.finish()]

    def _inline(self, paragraph: Element) -> str:
        out = []
        for each in paragraph:
            name = local(each)
            if name in ("r", "fld"):
                out.append(self._run(each))
            elif name == "br":
                out.append("<br>")
            elif name == "AlternateContent":
                chosen = child(each, "Choice")
                out.append(f"<i>{said(linear(chosen if chosen is not None else each))}</i>")
            elif name == "m":
                out.append(f"<i>{said(linear(each))}</i>")
        return "".join(out)

    def _run(self, run: Element) -> str:
        text = said("".join(each.text or "" for each in children(run, "t"))).replace("\x0b", "<br>")
        properties = child(run, "rPr")
        if properties is None or not text.strip():
            return text
        link = child(properties, "hlinkClick")
        number = attribute(link, "id") if link is not None else ""
        _kind, target, outside = self._relations.get(number, ("", "", False))
        if outside and ADDRESS.fullmatch(target):
            text = f'<a href="{said(target).replace(chr(34), "%22")}">{text}</a>'
        if attribute(properties, "b") in ("1", "true"):
            text = f"<b>{text}</b>"
        if attribute(properties, "i") in ("1", "true"):
            text = f"<i>{text}</i>"
        if attribute(properties, "strike", "noStrike") != "noStrike":
            text = f"<s>{text}</s>"
        lifted = attribute(properties, "baseline", "0")
        if lifted.lstrip("-").isdigit() and int(lifted):
            text = f"<sub>{text}</sub>" if lifted.startswith("-") else f"<sup>{text}</sup>"
        return text

    def _frame(self, frame: Element) -> list[str]:
        table = next(iter(inside(frame, "tbl")), None)
        if table is not None:
            return [self._table(table)]
        for each in inside(frame, "relIds", "chart"):
            number = attribute(each, "dm") or attribute(each, "id")
            _kind, target, outside = self._relations.get(number, ("", "", True))
            root = None if outside else self._packed.xml(target)
            if root is not None:
                return [f"<blockquote>{_said_by(root)}</blockquote>"] if _said_by(root) else []
        return self._pictures_in(frame)

    def _table(self, table: Element) -> str:
        rows = []
        for row in children(table, "tr"):
            cells = []
            for cell in children(row, "tc"):
                if attribute(cell, "hMerge") in ("1", "true") or attribute(cell, "vMerge") in ("1", "true"):
                    continue
                body = child(cell, "txBody")
                inline = "<br>".join(filter(str.strip, (self._inline(each) for each in children(body, "p"))))
                across, down = _count(cell, "gridSpan", SPAN_MOST), _count(cell, "rowSpan", START_MOST)
                sides = (f' colspan="{across}"' if across > 1 else "") + (
                    f' rowspan="{down}"' if down > 1 else ""
                )
                cells.append(f"<td{sides}>{inline}</td>")
            rows.append(table_rows(cells))
        return f"<table>{''.join(rows)}</table>"

    def _pictures_in(self, shape: Element) -> list[str]:
        found = []
        told = next(iter(inside(shape, "cNvPr")), None)
        alt = attribute(told, "descr") if told is not None else ""
        extent = next((each for each in inside(shape, "ext") if attribute(each, "cx")), None)
        for each in inside(shape, "blip"):
            _kind, target, outside = self._relations.get(attribute(each, "embed"), ("", "", True))
            if outside or target not in self._packed:
                continue
            if target.lower().endswith((".emf", ".wmf", ".svg")):
                found.append("<p><i>[A drawing that cannot be shown here]</i></p>")
                continue
            size = (0.0, 0.0)
            if extent is not None:
                size = _whole(attribute(extent, "cx")) / _EMU, _whole(attribute(extent, "cy")) / _EMU
            shown = inlay(self._packed, self._pictures, target, size, alt)
            if shown:
                found.append(f"<p>{shown}</p>")
        return found


def _plain(paragraph: Element) -> str:
    return "".join(each.text or " " for each in inside(paragraph, "t", "br"))


def _said_by(root: Element) -> str:
    """The words of a chart or diagram."""
    lines = []
    for paragraph in inside(root, "p"):
        line = "".join(each.text or "" for each in inside(paragraph, "t")).strip()
        if line:
            lines.append(f"<p>{said(line)}</p>")
    points = [each for held in inside(root, "strCache", "numCache") for each in inside(held, "v")]
    values = [each.text for each in points if each.text]
    if values:
        lines.append(f"<p>{said(', '.join(values[:400]))}</p>")
    return "".join(lines)


def _spot(shape: Element) -> tuple[int, int]:
    at = next(iter(inside(shape, "off")), None)
    return (_whole(attribute(at, "y")), _whole(attribute(at, "x"))) if at is not None else (0, 0)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _count(cell: Element, name: str, most: int) -> int:
    return min(most, max(1, _whole(attribute(cell, name, "1"))))
