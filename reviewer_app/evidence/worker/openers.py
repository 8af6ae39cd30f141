"""Which opener shows which kind of file."""

from __future__ import annotations

from reviewer_app.evidence.kinds import HEAD, FileKind, Kind, file_kind, sniff
from reviewer_app.evidence.patience import RECORDINGS
from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.archive import ARCHIVES, Archive
from reviewer_app.evidence.worker.delimited import delimited
from reviewer_app.evidence.worker.document import Document, Refused
from reviewer_app.evidence.worker.drawing import Vector
from reviewer_app.evidence.worker.image import FORMATS, Picture
from reviewer_app.evidence.worker.media import Media
from reviewer_app.evidence.worker.papers import PAPERS
from reviewer_app.evidence.worker.pdf import Pdf
from reviewer_app.evidence.worker.source import RemoteFile
from reviewer_app.evidence.worker.words import Words
from reviewer_app.evidence.worker.workbook import workbook

_WORDS = frozenset(
    {
        *(Kind.TXT, Kind.XML, Kind.JSON),
        *(Kind.CALENDAR, Kind.VTT, Kind.SRT),
    }
)


def kind_of(source: RemoteFile, ending: str) -> FileKind:
    """What the file is, looking into containers where needed."""
    return sniff(source.read_at(0, HEAD), source.size, f"x.{ending}" if ending else "", source.read_at)


def open_document(kind: Kind, source: RemoteFile, password: str, fonts: tuple[str, ...]) -> Document:
    """Open the file as what it is; raises Refused when it is damaged, locked, too large or of a kind not shown."""
    if not file_kind(kind).shown:
        raise Refused(Refusal.UNSUPPORTED)
    if kind is Kind.PDF:
        return Pdf(source, password)
    if kind in FORMATS:
        return Picture(source, kind)
    if kind is Kind.SVG:
        return Vector(source, fonts)
    if kind in PAPERS:
        try:
            return PAPERS[kind](source)
        except UnicodeError:
            raise Refused(Refusal.DAMAGED) from None
    if kind in _WORDS:
        return Words(source)
    if kind in (Kind.XLSX, Kind.XLS, Kind.ODS):
        return workbook(source, kind)
    if kind in (Kind.CSV, Kind.TSV):
        return delimited(source, kind)
    if kind in ARCHIVES:
        return Archive(source, kind)
    if kind in RECORDINGS:
        return Media(source)
    raise Refused(Refusal.UNSUPPORTED)
