"""Papers an educator writes: one list of blocks becomes a PDF (reportlab) or a Word document (python-docx)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import docx  # type: ignore[import-untyped, unused-ignore]  # ships its types in some releases only
from docx.enum.text import WD_BREAK  # type: ignore[import-untyped, unused-ignore]  # as above
from docx.shared import Pt, RGBColor  # type: ignore[import-untyped, unused-ignore]  # as above
from reportlab.lib.colors import HexColor  # type: ignore[import-untyped]  # reportlab ships no types
from reportlab.lib.pagesizes import LETTER  # type: ignore[import-untyped]  # as above
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]  # as above
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]  # as above
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]  # as above
from reportlab.platypus import (  # type: ignore[import-untyped]  # as above
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from samples.handwriting import strokes, wrap
from samples.zips import settled

Block = tuple[str, Any]
"""A kind (h, p, ul, table, bars, work, note, page) and what belongs to it."""

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
INK, MUTED, LINE, SOFT = "#1F2328", "#5F6670", "#C9C4BA", "#F3F0EA"
ROOM = 468.0


def pdf(title: str, subtitle: str, blocks: Sequence[Block], accent: str = "#1F5FBF") -> bytes:
    """The paper as a PDF on letter pages with page numbers; the same bytes each time."""
    for name, face in (("Body", "400Regular"), ("Bold", "600SemiBold"), ("Italic", "400Regular_Italic")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"AtkinsonHyperlegibleNext_{face}.ttf")))
    pdfmetrics.registerFontFamily("Body", normal="Body", bold="Bold", italic="Italic", boldItalic="Bold")
    out = BytesIO()
    made = SimpleDocTemplate(
        out, pagesize=LETTER, leftMargin=66, rightMargin=66, topMargin=64, bottomMargin=64,
        title=title, author="", creator="Reviewer samples", producer="", subject="", invariant=1,
    )  # fmt: skip

    def footer(canvas: Any, document: Any) -> None:
        canvas.setFont("Body", 8.5)
        canvas.setFillColor(HexColor(MUTED))
        canvas.drawString(72, 40, title)
        canvas.drawRightString(540, 40, f"Page {document.page}")

    flow: list[Any] = [
        Paragraph(title, _style("Bold", 19, 24, colour=accent)),
        Paragraph(subtitle, _style("Body", 10.5, 15, after=10, colour=MUTED)),
    ]
    for kind, content in blocks:
        flow += _flowables(kind, content, accent)
    made.build(flow, onFirstPage=footer, onLaterPages=footer)
    return out.getvalue()


def word(title: str, subtitle: str, blocks: Sequence[Block]) -> bytes:
    """The paper as a Word document; charts and drawings become tables and quoted lines."""
    made = docx.Document()
    made.styles["Normal"].font.name = "Calibri"
    made.styles["Normal"].font.size = Pt(11)
    made.add_heading(title, 0)
    made.add_paragraph(subtitle).runs[0].font.color.rgb = RGBColor(0x5F, 0x66, 0x70)
    for kind, content in blocks:
        if kind == "h":
            made.add_heading(content, 1)
        elif kind == "p":
            made.add_paragraph(content)
        elif kind == "note":
            made.add_paragraph(content, style="Intense Quote")
        elif kind == "ul":
            for each in content:
                made.add_paragraph(each, style="List Bullet")
        elif kind == "page":
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif kind in ("table", "bars", "work"):
            rows = _as_rows(kind, content)
            table = made.add_table(len(rows), len(rows[0]), style="Light Grid Accent 1")
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = str(text)
            made.add_paragraph()
    core = made.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.title = title
    out = BytesIO()
    made.save(out)
    return settled(out.getvalue())


def _as_rows(kind: str, content: Any) -> list[Sequence[Any]]:
    if kind == "table":
        return list(content)
    if kind == "work":
        return [[content[0]], *([line] for line in content[1])]
    labels, series = content[1], content[2]
    return [["", *labels], *([name, *values] for name, values in series)]


def _style(font: str, size: float, leading: float, after: float = 6, colour: str = INK, **more: Any) -> Any:
    return ParagraphStyle(
        f"{font}{size}{after}", fontName=font, fontSize=size, leading=leading, spaceAfter=after,
        textColor=HexColor(colour), **more,
    )  # fmt: skip


def _flowables(kind: str, content: Any, accent: str) -> list[Any]:
    body = _style("Body", 10.5, 15)
    if kind == "h":
        return [Paragraph(content, _style("Bold", 13, 18, spaceBefore=9, after=4, keepWithNext=1))]
    if kind == "p":
        return [Paragraph(content, body)]
    if kind == "ul":
        bullet = _style("Body", 10.5, 15, after=3, leftIndent=14, bulletIndent=2)
        return [*(Paragraph(each, bullet, bulletText="•") for each in content), Spacer(1, 5)]
    if kind == "note":
        quote = _style("Italic", 10.5, 15, after=8, colour=MUTED, leftIndent=14, rightIndent=14)
        return [Paragraph(content, quote)]
    if kind == "page":
        return [PageBreak()]
    if kind == "table":
        return [_table(content), Spacer(1, 11)]
    if kind == "bars":
        told, labels, series = content
        drawn: Any = _Bars(told, labels, series, accent)
    else:
        drawn = _Work(*content)
    return [KeepTogether([drawn]), Spacer(1, 10)]


def _table(rows: Sequence[Sequence[Any]]) -> Any:
    head, cell = _style("Bold", 9.5, 13, after=0), _style("Body", 9.5, 13, after=0)
    columns = range(len(rows[0]))
    least = [max(_longest_word(str(row[k])) for row in rows) + 14 for k in columns]
    wishes = [max(min(len(str(row[k])), 60) for row in rows) for k in columns]
    spare = ROOM - sum(least)
    widths = [need + spare * wish / sum(wishes) for need, wish in zip(least, wishes, strict=True)]
    made = Table(
        [
            [Paragraph(str(each), head if place == 0 else cell) for each in row]
            for place, row in enumerate(rows)
        ],
        colWidths=widths,
        repeatRows=1,
    )
    made.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.6, HexColor(LINE)),
            ("BACKGROUND", (0, 0), (-1, 0), HexColor(SOFT)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]
    )
    return made


def _longest_word(text: str) -> float:
    return max(float(pdfmetrics.stringWidth(word, "Bold", 9.5)) for word in text.split() or [""])


class _Bars(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A bar chart: groups of bars with their values above them."""

    def __init__(
        self, title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[float]]], accent: str
    ) -> None:
        super().__init__()
        self.told, self.labels, self.series = title, labels, series
        self.colours = ("#B9B4AA", accent, "#1C7A4B")
        self.width, self.height = ROOM, 176.0

    def draw(self) -> None:
        """Draw on the canvas reportlab gives."""
        c = self.canv
        c.setFillColor(HexColor(INK))
        c.setFont("Bold", 10)
        c.drawString(0, 164, self.told)
        highest = max(value for _, values in self.series for value in values)
        group = ROOM / len(self.labels)
        bar = min(30.0, group * 0.7 / len(self.series))
        c.setStrokeColor(HexColor(LINE))
        c.line(0, 34, ROOM, 34)
        for k, label in enumerate(self.labels):
            left = k * group + (group - bar * len(self.series)) / 2
            for s, (_, values) in enumerate(self.series):
                high = 108 * values[k] / highest
                c.setFillColor(HexColor(self.colours[s]))
                c.rect(left + s * bar, 34, bar - 2, high, stroke=0, fill=1)
                c.setFillColor(HexColor(INK))
                c.setFont("Body", 8)
                c.drawCentredString(left + s * bar + bar / 2 - 1, 37 + high, f"{values[k]:g}")
            c.setFont("Body", 8.5)
            c.drawCentredString(k * group + group / 2, 21, label)
        left = 0.0
        for s, (name, _) in enumerate(self.series):
            c.setFillColor(HexColor(self.colours[s]))
            c.rect(left, 3, 8, 8, stroke=0, fill=1)
            c.setFillColor(HexColor(MUTED))
            c.drawString(left + 12, 3.5, name)
            left += 30 + pdfmetrics.stringWidth(name, "Body", 8.5)


class _Work(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A scan of a student's page: ruled paper and a child's hand."""

    def __init__(self, caption: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.caption = caption
        self.lines = [each for line in lines for each in wrap(line, 11, ROOM - 70)]
        self.width, self.height = ROOM, 46.0 + 25 * len(self.lines)

    def draw(self) -> None:
        """Draw on the canvas reportlab gives."""
        c, hand = self.canv, Random(self.caption)
        c.setFillColor(HexColor("#FDFBF3"))
        c.setStrokeColor(HexColor(LINE))
        c.rect(0, 18, ROOM, self.height - 18, fill=1)
        c.setStrokeColor(HexColor("#E8A0A0"))
        c.line(34, 18, 34, self.height)
        ink = hand.choice(("#26346E", "#34363C", "#1E5C46"))
        c.setLineCap(1)
        c.setLineJoin(1)
        for place, line in enumerate(self.lines):
            top = self.height - 12 - 25 * place
            c.setStrokeColor(HexColor("#CFDCEA"))
            c.setLineWidth(0.6)
            c.line(0, top - 14, ROOM, top - 14)
            c.setStrokeColor(HexColor(ink))
            c.setLineWidth(1.25)
            path = c.beginPath()
            for stroke in strokes(line, 11, hand):
                path.moveTo(44 + stroke[0][0], top - stroke[0][1])
                for x, y in stroke[1:]:
                    path.lineTo(44 + x, top - y)
            c.drawPath(path)
        c.setFillColor(HexColor(MUTED))
        c.setFont("Italic", 9)
        c.drawString(0, 4, self.caption)
