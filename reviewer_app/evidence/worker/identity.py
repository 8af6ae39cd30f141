"""Which names a file holds outside its words: author, editors, commenters, owner, and whether it knows a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from reviewer_app.evidence.frames import Ended, ProtocolError
from reviewer_app.evidence.identity_replies import LONGEST, MOST
from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.worker.identity_flow import flow_names, rtf_names
from reviewer_app.evidence.worker.identity_marks import mail_names, media_names
from reviewer_app.evidence.worker.identity_office import odf_names, ooxml_names
from reviewer_app.evidence.worker.identity_old import old_names
from reviewer_app.evidence.worker.identity_pages import pdf_names
from reviewer_app.evidence.worker.identity_photos import photo_names
from reviewer_app.evidence.worker.image import FORMATS
from reviewer_app.evidence.worker.source import RemoteFile

Found = Iterable[tuple[str, str]]
_BY_KIND: dict[Kind, Callable[[RemoteFile], Found]] = {
    Kind.PDF: pdf_names,
    **dict.fromkeys((Kind.DOCX, Kind.XLSX, Kind.PPTX), ooxml_names),
    **dict.fromkeys((Kind.ODT, Kind.ODS, Kind.ODP, Kind.EPUB), odf_names),
    **dict.fromkeys((Kind.HTML, Kind.SVG, Kind.XML), flow_names),
    Kind.RTF: rtf_names,
    Kind.EMAIL: mail_names,
    **dict.fromkeys((Kind.DOC, Kind.XLS, Kind.PPT, Kind.MSG, Kind.OLE, Kind.LOCKED), old_names),
    **dict.fromkeys(
        (
            *(Kind.MP4, Kind.MOV, Kind.M4A, Kind.MP3, Kind.AAC, Kind.WAV, Kind.OGG, Kind.OPUS, Kind.FLAC),
            *(Kind.WEBM, Kind.MKV, Kind.AVI, Kind.WMV),
        ),
        media_names,
    ),
}


def identity(source: RemoteFile, kind: Kind) -> list[tuple[str, str]]:
    """Pairs of field and value, each once, in the order they are found."""
    found: dict[tuple[str, str], None] = {}
    for field, value in _as_far_as_it_goes(source, kind):
        clean = " ".join("".join(each if each.isprintable() else " " for each in value).split())[:LONGEST]
        if clean:
            found[field, clean] = None
        if len(found) >= MOST:
            break
    return list(found)


def _as_far_as_it_goes(source: RemoteFile, kind: Kind) -> Iterator[tuple[str, str]]:
    look = photo_names if kind in FORMATS else _BY_KIND.get(kind)
    if look is None:
        return
    try:
        yield from look(source)
    except (Ended, ProtocolError, BrokenPipeError):
        raise
    except Exception:  # noqa: BLE001  # whatever a reader stumbles over, what it had told until there stands
        return
