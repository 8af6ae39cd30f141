"""One small honest file of every format Reviewer tells apart, made on the spot, to be spoiled by others."""

from __future__ import annotations

import gzip
import io
import tarfile
import wave
from collections.abc import Callable

from PIL import Image, ImageDraw

from tests.evidence.archives import small_rar_five, small_rar_four, small_seven
from tests.evidence.media import audio, video
from tests.evidence.office import docx, odt, one_page, paragraph, relation, xlsx, zipped
from tests.evidence.samples import image_bytes, word_pdf

_WORDS = "Wait time is the pause after a question. Students said more when I counted to five."


def _picture(form: str, mode: str = "RGB", **options: object) -> bytes:
    image = Image.new("RGB", (48, 32), "#3060c0")
    ImageDraw.Draw(image).ellipse((8, 4, 40, 28), fill="#ffcc00")
    return image_bytes(image.convert(mode), form, **options)


def _moving() -> bytes:
    frames = [Image.new("P", (16, 16), each) for each in range(4)]
    return image_bytes(frames[0], "GIF", save_all=True, append_images=frames[1:])


def _photo() -> bytes:
    facts = Image.Exif()
    facts[0x0110], facts[0x0112], facts[0x0132] = "A camera", 6, "2026:11:24 09:30:00"
    facts.get_ifd(0x8825).update({1: "N", 2: (48.0, 1.0, 2.0)})
    return _picture("JPEG", exif=facts.tobytes())


def _pdf() -> bytes:
    marks = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI(http://a.example)>>>>]"
    return one_page(b"BT /F 12 Tf 9 90 Td (Wait time) Tj ET 1 0 0 rg 9 9 50 20 re f", marks)


def _svg() -> bytes:
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><defs><linearGradient id="g"><stop offset="0"/>'
        b'<stop offset="1" stop-color="red"/></linearGradient>'
        b'<filter id="f"><feGaussianBlur stdDeviation="1"/></filter>'
        b'</defs><rect width="40" height="20" fill="url(#g)" filter="url(#f)"/><g id="a" transform="rotate(9)">'
        b'<path d="M0 0C9 9 9 0 20 20z"/></g><use href="#a" x="9"/><text x="2" y="30">Wait time</text></svg>'
    )


def _table(cells: str) -> str:
    return f'<table:table table:name="A">{cells}</table:table>'


def _row(*words: str) -> str:
    cells = (f"<table:table-cell><text:p>{word}</text:p></table:table-cell>" for word in words)
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _xlsx() -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<sst xmlns="{main}" count="2" uniqueCount="2"><si><t>wait</t></si><si><t>time</t></si></sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>3.5</v></c></row>'
    rows += '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><f>B1*2</f><v>7</v></c></row>'
    return xlsx(f'<dimension ref="A1:B2"/><sheetData>{rows}</sheetData>', strings=strings.encode())


def _pptx() -> bytes:
    from pptx import Presentation

    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Wait time"
    slide.placeholders[1].text = _WORDS
    slide.notes_slide.notes_text_frame.text = "Say less."
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _docx() -> bytes:
    rows = relation("h1", "hyperlink", "http://a.example", True)
    table = "<w:tbl><w:tr><w:tc>" + paragraph("<w:t>cell</w:t>") + "</w:tc></w:tr></w:tbl>"
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:hyperlink r:id="h1">{_WORDS}</w:hyperlink></w:p>'
    )
    return docx(body + paragraph(f"<w:t>{_WORDS}</w:t>") + table, rows=rows)


def _sound() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as made:
        made.setparams((1, 2, 8000, 0, "NONE", ""))
        made.writeframes(bytes(range(256)) * 16)
    return buffer.getvalue()


def _tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as made:
        told = tarfile.TarInfo("notes/a.txt")
        told.size = len(_WORDS)
        made.addfile(told, io.BytesIO(_WORDS.encode()))
    return buffer.getvalue()


_MAIL = """From: Ada <a@b.example>
To: c@d.example
Subject: =?utf-8?q?Wait_time?=
Date: Tue, 24 Nov 2026 09:30:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=xx

--xx
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>Say =E2=80=9Cless=E2=80=9D</p>
--xx
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename=a.png

iVBORw0KGgo=
--xx--
"""
_PAGE = f"""<!doctype html><html><body><h1>Wait</h1><p>{_WORDS}</p>
<table><tr><td>a</table></body></html>"""
_NOTE = f"""# Wait

* {_WORDS}
* [a](http://a.example)

| a | b |
|---|---|
| 1 | 2 |

```
code
```
"""

SEEDS: dict[str, Callable[[], bytes]] = {
    "pdf": _pdf,
    "two.pdf": lambda: word_pdf("two pages", pages=2, rotate=90),
    "png": lambda: _picture("PNG", "RGBA"),
    "jpg": _photo,
    "gif": _moving,
    "webp": lambda: _picture("WEBP"),
    "tiff": lambda: _picture("TIFF", compression="tiff_lzw"),
    "bmp": lambda: _picture("BMP"),
    "ico": lambda: _picture("ICO"),
    "avif": lambda: _picture("AVIF"),
    "svg": _svg,
    "docx": _docx,
    "xlsx": _xlsx,
    "pptx": _pptx,
    "odt": lambda: odt(
        f'<text:h text:outline-level="1">Wait</text:h><text:p>{_WORDS}<text:s text:c="3"/></text:p>'
    ),
    "ods": lambda: odt(_table(_row("wait", "time") + _row("3", "5")), spreadsheet=True),
    "rtf": lambda: (
        rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0\fs24 {\b Wait} time\par \u8222?Say less\u8220?\par}"
    ),
    "html": _PAGE.encode,
    "md": _NOTE.encode,
    "csv": lambda: b'name,seconds\n"wait, long",5\n"said ""less""",3\n',
    "tsv": lambda: b"name\tseconds\nwait\t5\n",
    "txt": lambda: _WORDS.encode("utf-16"),
    "json": lambda: b'{"wait": [1, 2.5, null, "time"]}',
    "xml": lambda: b'<?xml version="1.0"?><a b="c"><d>wait</d></a>',
    "eml": lambda: _MAIL.replace("\n", "\r\n").encode(),
    "ics": lambda: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Wait\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "vtt": lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\nWait\n",
    "srt": lambda: b"1\n00:00:01,000 --> 00:00:02,000\nWait\n",
    "zip": lambda: zipped({"notes/a.txt": _WORDS.encode(), "b.csv": b"1,2"}),
    "7z": small_seven,
    "packed.7z": lambda: small_seven(way="lzma"),
    "rar": small_rar_five,
    "four.rar": small_rar_four,
    "tar": _tar,
    "gz": lambda: gzip.compress(_WORDS.encode(), mtime=0),
    "wav": _sound,
    "ogg": lambda: audio("flac", "ogg", 1),
    "mp3": lambda: audio(seconds=1),
    "flac": lambda: audio("flac", "flac", 1),
    "mkv": lambda: video(form="matroska"),
}
"""Formats by the ending of their names."""
