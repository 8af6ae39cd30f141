"""The shortest way from a file's bytes to what is first seen of it, with the libraries the worker uses and no guard."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes
from html import escape
from typing import Any

import charset_normalizer
import nh3
import pi_heif
import pymediainfo
import pypdfium2
import rarfile
import resvg_py
from lxml import etree, html  # type: ignore[import-untyped]  # lxml ships no types
from markdown_it import MarkdownIt
from PIL import Image, ImageFile, ImageOps
from python_calamine import CalamineWorkbook
from striprtf.striprtf import rtf_to_text

from reviewer_app.evidence import Kind
from reviewer_app.paths import resource

ACROSS = 800
ROWS = 200
"""How many rows of a table and entries of an archive are first seen."""

PIECE = 10 << 10
"""How many letters of markup are first put on the page."""

PICTURES = frozenset(
    {
        *(Kind.JPEG, Kind.PNG, Kind.GIF, Kind.WEBP, Kind.TIFF, Kind.BMP),
        *(Kind.HEIC, Kind.AVIF, Kind.ICO, Kind.PSD, Kind.JPEG2000),
    }
)
WORDS = frozenset({Kind.TXT, Kind.XML, Kind.JSON, Kind.CALENDAR, Kind.VTT, Kind.SRT})
BOOKS = frozenset({Kind.XLSX, Kind.XLS, Kind.ODS})
MEDIA = frozenset(
    {
        *(Kind.MP4, Kind.MOV, Kind.M4A, Kind.WEBM, Kind.MKV, Kind.AVI, Kind.WMV),
        *(Kind.MP3, Kind.AAC, Kind.WAV, Kind.OGG, Kind.OPUS, Kind.FLAC, Kind.AMR),
    }
)
_FONTS = [str(each) for each in sorted(resource("fonts").glob("*.ttf"))]


def prepare() -> None:
    """What a program that opens pictures does once."""
    pi_heif.register_heif_opener()
    ImageFile.LOAD_TRUNCATED_IMAGES = True


def load(data: bytes, kind: Kind) -> bool:
    """Do it; whether it could be. What cannot be read costs what trying costs."""
    try:
        _loader(kind)(data)
    except Exception:  # noqa: BLE001  # the corpus holds broken files on purpose
        return False
    return True


def known(kind: Kind) -> bool:
    """Whether there is a way from such a file to what is seen of it here."""
    return kind in PICTURES | WORDS | BOOKS | MEDIA or kind in _LOADERS


def _loader(kind: Kind) -> Callable[[bytes], object]:
    for kinds, way in ((PICTURES, _picture), (WORDS, _plain), (BOOKS, _book), (MEDIA, _media)):
        if kind in kinds:
            return way
    return _LOADERS[kind]


def _pdf(data: bytes) -> bytes:
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    drawn = page.render(scale=ACROSS / max(page.get_size())).to_pil().tobytes()
    document.close()
    return drawn


def _drawing(data: bytes) -> bytes:
    picture = resvg_py.svg_to_bytes(
        svg_string=data.decode("utf-8"), width=ACROSS, skip_system_fonts=True, font_files=_FONTS
    )
    return Image.open(io.BytesIO(picture)).convert("RGBA").tobytes()


def _picture(data: bytes) -> bytes:
    image = Image.open(io.BytesIO(data))
    image.draft(None, (ACROSS, ACROSS))
    upright = ImageOps.exif_transpose(image)
    scale = ACROSS / max(upright.size)
    size = (max(1, round(upright.width * scale)), max(1, round(upright.height * scale)))
    return upright.convert("RGBA").resize(size, Image.Resampling.HAMMING).tobytes()


def _plain(data: bytes) -> str:
    return _decoded(data)[:PIECE]


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(data[: 32 << 10]).best()
        return data.decode(best.encoding if best is not None else "cp1252", errors="replace")


def _book(data: bytes) -> tuple[list[tuple[int, int]], list[list[str]]]:
    """The size of every sheet, and the first rows of the first one, as words."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [book.get_sheet_by_index(number) for number in range(len(book.sheets_metadata))]
    seen = sheets[0].to_python(skip_empty_area=False, nrows=ROWS) if sheets else []
    return [(each.total_height, each.total_width) for each in sheets], [[str(x) for x in row] for row in seen]


def _fields(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    dialect = csv.Sniffer().sniff(text[:4096], ",;\t|")
    return list(csv.reader(io.StringIO(text, newline=""), dialect))[:ROWS]


def _media(data: bytes) -> object:
    return json.loads(pymediainfo.MediaInfo.parse(io.BytesIO(data), output="JSON"))


def _piece(words: Iterator[str] | list[str]) -> str:
    """Lines as paragraphs, of which the first are cleaned."""
    return nh3.clean("".join(f"<p>{escape(each, quote=False)}</p>" for each in words)[:PIECE])


def _lines(root: Any, paragraph: str, run: str) -> list[str]:
    """The words of every paragraph."""
    return ["".join(part.text or "" for part in each.iter(run)) for each in root.iter(paragraph)]


def _docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return _piece(_lines(etree.fromstring(packed.read("word/document.xml")), "{*}p", "{*}t"))


def _pptx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        base = "ppt/_rels/presentation.xml.rels"
        targets = {
            each.get("Id"): posixpath.normpath(posixpath.join("ppt", each.get("Target", "")))
            for each in etree.fromstring(packed.read(base))
        }
        shown = etree.fromstring(packed.read("ppt/presentation.xml"))
        numbers = [
            value
            for each in shown.iter("{*}sldId")
            for key, value in each.attrib.items()
            if key.endswith("}id")
        ]
        slides = [_lines(etree.fromstring(packed.read(targets[each])), "{*}p", "{*}t") for each in numbers]
        return _piece(slides[0]) if slides else ""


def _open_document(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        root = etree.fromstring(packed.read("content.xml"))
    return _piece(["".join(each.itertext()) for each in root.iter("{*}p", "{*}h")])


def _epub(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        container = etree.fromstring(packed.read("META-INF/container.xml"))
        name = next(container.iter("{*}rootfile")).get("full-path")
        book = etree.fromstring(packed.read(name))
        files = {each.get("id"): each.get("href") for each in book.iter("{*}item")}
        chapters = [
            packed.read(posixpath.join(posixpath.dirname(name), files[each.get("idref")]))
            for each in book.iter("{*}itemref")
        ]
        return nh3.clean("".join(_decoded(each) for each in chapters)[:PIECE])


def _page(data: bytes) -> str:
    root = html.fromstring(data)
    return nh3.clean(etree.tostring(root, encoding="unicode", method="html")[:PIECE])


def _markdown(data: bytes) -> str:
    made = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return nh3.clean(made.render(_decoded(data))[:PIECE])


def _rich(data: bytes) -> str:
    words: str = rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]  # striprtf ships no types
    return _piece(words.split("\n"))


def _mail(data: bytes) -> str:
    message = message_from_bytes(data)
    said = [f"{name}: {message.get(name, '')}" for name in ("From", "To", "Cc", "Date", "Subject")]
    bodies = {}
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            said.append(f"{part.get_filename() or ''} {part.get_content_type()} {len(payload)}")
            bodies.setdefault(part.get_content_type(), payload)
    body = bodies.get("text/html") or bodies.get("text/plain", b"")
    return _piece(said) + nh3.clean(_decoded(body)[:PIECE])


def _zip(data: bytes) -> list[tuple[str, int, object]]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return [(each.filename, each.file_size, each.date_time) for each in opened.infolist()][:ROWS]


def _tar(data: bytes) -> list[tuple[str, int, object]]:
    with tarfile.open(fileobj=io.BytesIO(data)) as opened:
        return [(each.name, each.size, each.mtime) for each in opened][:ROWS]


def _rar(data: bytes) -> list[tuple[str, int, object]]:
    with rarfile.RarFile(io.BytesIO(data)) as opened:
        return [(each.filename, each.file_size, each.mtime) for each in opened.infolist()][:ROWS]


_LOADERS: Mapping[Kind, Callable[[bytes], object]] = {
    Kind.PDF: _pdf,
    Kind.SVG: _drawing,
    Kind.CSV: _fields,
    Kind.TSV: _fields,
    Kind.DOCX: _docx,
    Kind.PPTX: _pptx,
    Kind.ODT: _open_document,
    Kind.ODP: _open_document,
    Kind.EPUB: _epub,
    Kind.HTML: _page,
    Kind.MARKDOWN: _markdown,
    Kind.RTF: _rich,
    Kind.EMAIL: _mail,
    Kind.ZIP: _zip,
    Kind.TAR: _tar,
    Kind.GZIP: _tar,
    Kind.RAR: _rar,
}
