"""A PDF that is given annotations: parsed and written by pikepdf, in a worker that does nothing else."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from reviewer_app.evidence.kinds import HEAD, FileKind, Kind, sniff
from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.worker.document import Marking, Plain, Refused, Summary
from reviewer_app.evidence.worker.source import RemoteFile

PIECE = 4 << 20
_TINT, _INK = (0.66, 0.8, 1.0), (0.12, 0.37, 0.75)
_PRINT = 4
_ICON = 20.0
_TELLING = ("/Metadata", "/PieceInfo")
_STRAY = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError)
Spot = tuple[float, float]


class MarkedPdf(Plain):
    """One PDF, to be written with annotations; locked ones are refused, for a copy would lose the lock."""

    def __init__(self, source: RemoteFile) -> None:
        try:
            self._pdf = Pdf.open(cast(BinaryIO, source))
            self._count = len(self._pdf.pages)
        except pikepdf.PasswordError:
            raise Refused(Refusal.PASSWORD) from None
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError):
            raise Refused(Refusal.DAMAGED) from None
        if self._pdf.is_encrypted:
            raise Refused(Refusal.PASSWORD)
        if self._count < 1:
            raise Refused(Refusal.DAMAGED)
        self._copy = b""

    def summary(self) -> Summary:
        """How many pages there are; nothing here is ever drawn."""
        return Summary(Shape.PAGES, pages=self._count, sizes=[(612.0, 792.0)])

    def mark(self, marks: Sequence[Marking]) -> Mapping[str, Any]:
        """Add the annotations and write the copy; who wrote the original and with what is left out of it."""
        try:
            # First, for the marks that are added say of themselves whose they are.
            self._leave_out_names()
            for each in marks:
                if not 0 <= each.page < self._count:
                    raise Refused(Refusal.NOTHING_THERE)
                self._add(each)
            if "/Info" in self._pdf.trailer:
                del self._pdf.trailer["/Info"]
            out = io.BytesIO()
            self._pdf.save(out, linearize=False)
        except _STRAY:
            raise Refused(Refusal.DAMAGED) from None
        self._copy = out.getvalue()
        return {"size": len(self._copy)}

    def part(self, what: str, index: int, first: int, count: int) -> tuple[Mapping[str, Any], bytes]:
        """A piece of the marked copy, ``count`` bytes from ``first``."""
        if what != "marked" or not self._copy or first < 0:
            raise Refused(Refusal.NOTHING_THERE)
        piece = self._copy[first : first + min(count, PIECE)]
        return {"first": first}, piece

    def close(self) -> None:
        """Close the document."""
        self._copy = b""
        self._pdf.close()

    def _leave_out_names(self) -> None:
        """What the document, its pages and their pictures tell of people, and who wrote the notes that are there."""
        _without(self._pdf.Root, *_TELLING)
        for page in self._pdf.pages:
            _without(page.obj, *_TELLING)
            with contextlib.suppress(*_STRAY):
                for picture in page.obj.Resources.XObject.as_dict().values():
                    _without(picture, *_TELLING)
            with contextlib.suppress(*_STRAY):
                for note in page.obj.get("/Annots", []):
                    # A field's “T” is its name, by which scripts and answers find it.
                    if isinstance(note, Dictionary) and note.get("/Subtype") != Name.Widget:
                        _without(note, "/T")

    def _add(self, mark: Marking) -> None:
        page = self._pdf.pages[mark.page]
        place = _placer(page)
        boxes = [_corners(box, place) for box in mark.boxes]
        made = Dictionary(
            Type=Name.Annot,
            Contents=pikepdf.String(mark.words),
            T=pikepdf.String(mark.author),
            NM=pikepdf.String(mark.id),
            F=_PRINT,
            C=Array(list(_INK)),
            P=page.obj,
        )
        bounds = _around([spot for corners in boxes for spot in corners])
        if mark.kind == "highlight":
            made.Subtype, made.C = Name.Highlight, Array(list(_TINT))
            made.QuadPoints = Array([number for corners in boxes for spot in corners for number in spot])
            rectangles = [_around(corners) for corners in boxes]
            drawn = b"/Tint gs %.2f %.2f %.2f rg " % _TINT + b"".join(
                _path(each) + b" f " for each in rectangles
            )
        elif mark.kind == "square":
            made.Subtype = Name.Square
            made.BS = Dictionary(W=2)
            inner = (bounds[0] + 1, bounds[1] + 1, bounds[2] - 1, bounds[3] - 1)
            drawn = b"2 w %.2f %.2f %.2f RG " % _INK + _path(inner) + b" S"
        else:
            made.Subtype, made.Name = Name.Text, Name.Comment
            x, y = boxes[0][0]
            bounds, drawn = (x, y - _ICON, x + _ICON, y), b""
        made.Rect = Array(list(bounds))
        if drawn:
            made.AP = Dictionary(N=self._appearance(bounds, drawn))
        if "/Annots" not in page.obj or not isinstance(page.obj.Annots, Array):
            page.obj.Annots = Array([])
        page.obj.Annots.append(self._pdf.make_indirect(made))

    def _appearance(self, bounds: tuple[float, float, float, float], drawn: bytes) -> Stream:
        form = Stream(self._pdf, drawn)
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array(list(bounds))
        tint = Dictionary(Type=Name.ExtGState, BM=Name.Multiply)
        form.Resources = Dictionary(ExtGState=Dictionary(Tint=tint))
        return form


def _without(held: Any, *names: str) -> None:
    with contextlib.suppress(*_STRAY):
        for each in names:
            if each in held:
                del held[each]


def _placer(page: pikepdf.Page) -> Callable[[float, float], Spot]:
    """A function from parts of the page as it is shown (from its top left) to the page's own space."""
    media, crop = _numbers(page.mediabox), _numbers(page.cropbox)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    wide, high = right - left, top - bottom
    turned = int(page.rotation) % 360
    if turned == 90:
        return lambda x, y: (left + y * wide, bottom + x * high)
    if turned == 180:
        return lambda x, y: (right - x * wide, bottom + y * high)
    if turned == 270:
        return lambda x, y: (right - y * wide, top - x * high)
    return lambda x, y: (left + x * wide, top - y * high)


def _numbers(box: Any) -> tuple[float, float, float, float]:
    a, b, c, d = (float(each) for each in box)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _corners(box: Sequence[float], place: Callable[[float, float], Spot]) -> list[Spot]:
    """Top left, top right, bottom left, bottom right as the page is read: the order viewers expect in QuadPoints."""
    left, top, right, bottom = box
    return [place(left, top), place(right, top), place(left, bottom), place(right, bottom)]


def _around(spots: Sequence[Spot]) -> tuple[float, float, float, float]:
    across, along = [spot[0] for spot in spots], [spot[1] for spot in spots]
    return min(across), min(along), max(across), max(along)


def _path(box: tuple[float, float, float, float]) -> bytes:
    return b"%.3f %.3f %.3f %.3f re" % (box[0], box[1], box[2] - box[0], box[3] - box[1])


def kind_of(source: RemoteFile, _ending: str) -> FileKind:
    """What the file is, by its beginning."""
    return sniff(source.read_at(0, HEAD), source.size, "", source.read_at)


def open_document(kind: Kind, source: RemoteFile, password: str, fonts: tuple[str, ...]) -> MarkedPdf:
    """Open a PDF to be marked; anything else is refused."""
    if kind is not Kind.PDF:
        raise Refused(Refusal.UNSUPPORTED)
    return MarkedPdf(source)


def warm_up() -> None:
    """Mark a page as evidence would be, so that nothing is left to be loaded when the doors are shut."""
    blank, out = Pdf.new(), io.BytesIO()
    blank.add_blank_page(page_size=(100, 100))
    blank.save(out)
    document = MarkedPdf(_memory(out.getvalue()))
    box = (0.1, 0.1, 0.5, 0.2)
    document.mark([Marking("", 0, kind, (box,), "é", "") for kind in ("highlight", "square", "text")])
    document.close()
    # Unlocking and mending load what they need when they first happen.
    locked = io.BytesIO()
    blank.save(locked, encryption=pikepdf.Encryption(owner="o", user=""))
    for data in (locked.getvalue(), b"%PDF-1.7"):
        with contextlib.suppress(Refused):
            MarkedPdf(_memory(data))


def _memory(data: bytes) -> RemoteFile:
    return RemoteFile(len(data), lambda offset, length: data[offset : offset + length])
