"""What kind of thing a file is, by its content and never by its name, in words people use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from reviewer_app.evidence.containers import ole_kind, zip_kind
from reviewer_app.evidence.signatures import brand_kind, fixed_kind
from reviewer_app.evidence.wording import looks_like_text, text_kind

HEAD = 4096
"""How many first bytes ``sniff`` wants to see; fewer are fine when the file is shorter."""

ReadAt = Callable[[int, int], bytes]


class Kind(StrEnum):
    """Every kind of file Reviewer tells apart; the value is the stable word for tests and ``--json``."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    TIFF = "tiff"
    BMP = "bmp"
    HEIC = "heic"
    AVIF = "avif"
    ICO = "ico"
    SVG = "svg"
    PSD = "psd"
    JPEG2000 = "jpeg2000"
    JXL = "jxl"
    RAW = "raw"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    EPUB = "epub"
    PAGES = "pages"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    MSG = "msg"
    OLE = "ole"
    LOCKED = "locked"
    RTF = "rtf"
    TXT = "txt"
    MARKDOWN = "markdown"
    HTML = "html"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    CALENDAR = "calendar"
    EMAIL = "email"
    VTT = "vtt"
    SRT = "srt"
    MP4 = "mp4"
    MOV = "mov"
    M4A = "m4a"
    WEBM = "webm"
    MKV = "mkv"
    AVI = "avi"
    WMV = "wmv"
    MP3 = "mp3"
    AAC = "aac"
    WAV = "wav"
    OGG = "ogg"
    OPUS = "opus"
    FLAC = "flac"
    AMR = "amr"
    MIDI = "midi"
    ZIP = "zip"
    SEVEN_ZIP = "7z"
    RAR = "rar"
    TAR = "tar"
    GZIP = "gzip"
    PACKED = "packed"
    PROGRAM = "program"
    SQLITE = "sqlite"
    EMPTY = "empty"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind with its media type, its name in plain words and, when it cannot be shown yet, a sentence why."""

    kind: Kind
    media_type: str
    words: str
    explanation: str = ""

    @property
    def shown(self) -> bool:
        """Whether Reviewer can show such a file now."""
        return not self.explanation


_SHOWN: tuple[tuple[Kind, str, str], ...] = (
    (Kind.PDF, "application/pdf", "PDF document"),
    (Kind.JPEG, "image/jpeg", "Photo (JPEG)"),
    (Kind.PNG, "image/png", "Picture (PNG)"),
    (Kind.GIF, "image/gif", "Picture (GIF)"),
    (Kind.WEBP, "image/webp", "Picture (WebP)"),
    (Kind.TIFF, "image/tiff", "Scan or picture (TIFF)"),
    (Kind.BMP, "image/bmp", "Picture (BMP)"),
    (Kind.HEIC, "image/heic", "Phone photo (HEIC)"),
    (Kind.AVIF, "image/avif", "Picture (AVIF)"),
    (Kind.ICO, "image/vnd.microsoft.icon", "Icon"),
    (Kind.SVG, "image/svg+xml", "Drawing (SVG)"),
    (Kind.PSD, "image/vnd.adobe.photoshop", "Photoshop picture"),
    (Kind.JPEG2000, "image/jp2", "Picture (JPEG 2000)"),
    (
        Kind.DOCX,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word document",
    ),
    (
        Kind.PPTX,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "PowerPoint slides",
    ),
    (Kind.ODT, "application/vnd.oasis.opendocument.text", "OpenDocument text"),
    (Kind.ODP, "application/vnd.oasis.opendocument.presentation", "OpenDocument slides"),
    (Kind.EPUB, "application/epub+zip", "Electronic book (EPUB)"),
    (Kind.RTF, "application/rtf", "Rich text document (RTF)"),
    (Kind.TXT, "text/plain", "Text file"),
    (Kind.MARKDOWN, "text/markdown", "Text file (Markdown)"),
    (Kind.HTML, "text/html", "Web page"),
    (Kind.XML, "application/xml", "Data file (XML)"),
    (Kind.CSV, "text/csv", "Table (CSV)"),
    (Kind.TSV, "text/tab-separated-values", "Table (TSV)"),
    (
        Kind.XLSX,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel workbook",
    ),
    (Kind.XLS, "application/vnd.ms-excel", "Excel workbook (before 2007)"),
    (Kind.ODS, "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet"),
    (Kind.ZIP, "application/zip", "Zip archive"),
    (Kind.SEVEN_ZIP, "application/x-7z-compressed", "7-Zip archive"),
    (Kind.RAR, "application/vnd.rar", "RAR archive"),
    (Kind.TAR, "application/x-tar", "Tar archive"),
    (Kind.GZIP, "application/gzip", "Compressed file (gzip)"),
    (Kind.JSON, "application/json", "Data file (JSON)"),
    (Kind.CALENDAR, "text/calendar", "Calendar entry"),
    (Kind.EMAIL, "message/rfc822", "Email message"),
    (Kind.VTT, "text/vtt", "Captions (WebVTT)"),
    (Kind.SRT, "application/x-subrip", "Captions (SRT)"),
    (Kind.MP4, "video/mp4", "Video (MP4)"),
    (Kind.MOV, "video/quicktime", "Video (QuickTime)"),
    (Kind.M4A, "audio/mp4", "Audio recording (M4A)"),
    (Kind.WEBM, "video/webm", "Video (WebM)"),
    (Kind.MKV, "video/x-matroska", "Video (Matroska)"),
    (Kind.AVI, "video/x-msvideo", "Video (AVI)"),
    (Kind.WMV, "video/x-ms-wmv", "Video or audio (Windows Media)"),
    (Kind.MP3, "audio/mpeg", "Audio recording (MP3)"),
    (Kind.AAC, "audio/aac", "Audio recording (AAC)"),
    (Kind.WAV, "audio/wav", "Audio recording (WAV)"),
    (Kind.OGG, "application/ogg", "Audio or video (Ogg)"),
    (Kind.OPUS, "audio/opus", "Audio recording (Opus)"),
    (Kind.FLAC, "audio/flac", "Audio recording (FLAC)"),
    (Kind.AMR, "audio/amr", "Phone voice recording (AMR)"),
)

# The last column is what stands in "Reviewer cannot show … yet"; empty where a kind has its own sentence.
_EXPLAINED: tuple[tuple[Kind, str, str, str], ...] = (
    (Kind.JXL, "image/jxl", "Picture (JPEG XL)", "JPEG XL pictures"),
    (Kind.RAW, "image/x-raw", "Camera raw photo", "camera raw photos"),
    (Kind.PAGES, "application/vnd.apple.iwork", "Apple Pages, Numbers or Keynote file", "Apple iWork files"),
    (Kind.DOC, "application/msword", "Word document (before 2007)", "old Word documents"),
    (Kind.PPT, "application/vnd.ms-powerpoint", "PowerPoint slides (before 2007)", "old PowerPoint slides"),
    (Kind.MSG, "application/vnd.ms-outlook", "Outlook message", "messages saved by Outlook"),
    (Kind.OLE, "application/x-ole-storage", "Old Microsoft Office file", "this kind of old Office file"),
    (
        Kind.PACKED,
        "application/octet-stream",
        "Compressed file",
        "what is inside this kind of compressed file",
    ),
    (Kind.MIDI, "audio/midi", "Music notes (MIDI)", "MIDI files"),
    (Kind.SQLITE, "application/vnd.sqlite3", "Database", "databases"),
)

_TABLE: dict[Kind, FileKind] = {kind: FileKind(kind, media, words) for kind, media, words in _SHOWN}
_TABLE |= {
    kind: FileKind(kind, media, words, f"Reviewer cannot show {what} yet.")
    for kind, media, words, what in _EXPLAINED
}
_TABLE[Kind.LOCKED] = FileKind(
    Kind.LOCKED,
    "application/x-ole-storage",
    "Office file locked with a password",
    "Word, Excel or PowerPoint locked this file with a password. Reviewer cannot unlock such files yet.",
)
_TABLE[Kind.PROGRAM] = FileKind(
    Kind.PROGRAM,
    "application/octet-stream",
    "Program",
    "This is a program, not evidence; Reviewer never runs one.",
)
_TABLE[Kind.EMPTY] = FileKind(
    Kind.EMPTY,
    "application/octet-stream",
    "Empty file",
    "This file is empty: there is nothing in it to show.",
)
_TABLE[Kind.UNKNOWN] = FileKind(
    Kind.UNKNOWN,
    "application/octet-stream",
    "Unknown kind of file",
    "Reviewer does not know this kind of file and cannot show it.",
)


def file_kind(kind: Kind) -> FileKind:
    """The media type and the words of a kind."""
    return _TABLE[kind]


def sniff(head: bytes, size: int, name: str, read_at: ReadAt | None = None) -> FileKind:
    """Say what a file is from its first bytes; ``read_at`` lets it look at the list inside a container too.

    The name never overrules the content. Its ending only tells kinds of plain text apart (a table from a note),
    which bytes cannot say. Raises nothing on any bytes; what ``read_at`` raises comes through.
    """
    if size == 0:
        return _TABLE[Kind.EMPTY]
    head = head[:HEAD]
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    found = fixed_kind(head) or brand_kind(head)
    if found == "zip":
        found = zip_kind(head, size, read_at)
    elif found == "ole":
        found = ole_kind(head, size, read_at)
    elif not found:
        found = text_kind(head, ending) if looks_like_text(head) else "unknown"
    return _TABLE[Kind(found)]
