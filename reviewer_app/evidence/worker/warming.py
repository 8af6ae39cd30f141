"""Loading and trying out every decoder once, so that none needs to open a file when the doors are shut."""

from __future__ import annotations

import codecs
import colorsys
import gc
import io
import mmap
import sys
from encodings import aliases
from xml.parsers import expat

import charset_normalizer
import pypdfium2.raw as pdfium
import resvg_py
from PIL import Image, ImageColor, ImageFilter, ImageMath, ImageOps, ImageSequence

from reviewer_app.evidence.worker import identity, image, media, openers
from reviewer_app.evidence.worker.document import Drawing
from reviewer_app.evidence.worker.drawing import own_fonts
from reviewer_app.evidence.worker.paper_warming import warm_papers
from reviewer_app.evidence.worker.pdf import Pdf
from reviewer_app.evidence.worker.source import RemoteFile
from reviewer_app.evidence.worker.warming_tables import warm_tables
from reviewer_app.paths import resource

_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 64 64]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 6 0 R>>>>>>"
    b"endobj\n4 0 obj<</Length 67>>stream\nBT /F 9 Tf 5 40 Td (Word) Tj ET BT /G 9 Tf 5 20 Td (Word) Tj ET      \n"
    b"endstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    b"6 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Unknown>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
_NO_FONTS = pdfium.FPDF_SYSFONTINFO(version=1)
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><text>a</text></svg>'


def warm_up() -> tuple[str, ...]:
    """Load what is loaded late; the fonts a drawing may use."""
    image.prepare()
    media.prepare()
    for name in sorted(set(aliases.aliases.values())):
        try:
            codecs.lookup(name)
        except LookupError:
            continue
    charset_normalizer.from_bytes("Prüfung: déjà vu, naïve façade".encode("cp1252") * 20).best()
    for form, mode in (
        ("PNG", "RGBA"),
        ("JPEG", "RGB"),
        ("WEBP", "RGB"),
        ("TIFF", "L"),
        ("GIF", "P"),
        ("AVIF", "RGB"),
    ):
        buffer = io.BytesIO()
        Image.new(mode, (2, 2)).save(buffer, form)
        with Image.open(buffer) as sample:
            sample.load()
    fonts = own_fonts(resource("fonts"))
    resvg_py.svg_to_bytes(svg_string=_SVG, skip_system_fonts=True, font_files=list(fonts))
    _warm_pdf()
    warm_papers()
    warm_tables()
    gc.collect()
    gc.freeze()
    return fonts


def _warm_pdf() -> None:
    """Open, draw and read a page as evidence would be, so that callbacks and built-in fonts are in place."""
    if sys.platform == "linux":
        # No system fonts: looking for them later would only run into closed doors. PDFium has its own.
        pdfium.FPDF_SetSystemFontInfo(_NO_FONTS)
    source = RemoteFile(len(_PDF), lambda offset, length: _PDF[offset : offset + length])
    document = Pdf(source, "")
    with mmap.mmap(-1, 4 * 64 * 64) as area:
        document.draw(Drawing(0, 64, 64, 0, (0, 0, 64, 64)), area)
        gc.collect()
    document.text(0)
    document.close()


LOADED_FOR_LATER = (
    identity,
    openers,
    ImageColor,
    ImageFilter,
    ImageMath,
    ImageOps,
    ImageSequence,
    colorsys,
    expat,
)
"""What libraries import only when they come to need it."""
