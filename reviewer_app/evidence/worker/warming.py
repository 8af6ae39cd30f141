"""Loading and trying out every decoder once, so that none needs to open a file when the doors are shut."""

from __future__ import annotations

import codecs
import gc
import io
from encodings import aliases

import charset_normalizer
import pypdfium2.raw as pdfium
import resvg_py
from PIL import Image

from reviewer_app.evidence.worker import image, openers
from reviewer_app.evidence.worker.drawing import own_fonts
from reviewer_app.paths import resource

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><text>a</text></svg>'


def warm_up() -> tuple[str, ...]:
    """Load what is loaded late; the fonts a drawing may use."""
    image.prepare()
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
    gc.collect()
    gc.freeze()
    return fonts


def _warm_pdf() -> None:
    document = pdfium.FPDF_CreateNewDocument()
    page = pdfium.FPDFPage_New(document, 0, 72, 72)
    bitmap = pdfium.FPDFBitmap_Create(8, 8, 0)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 8, 8, 0, pdfium.FPDF_ANNOT)
    pdfium.FPDFBitmap_Destroy(bitmap)
    pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)


__all__ = ["openers", "warm_up"]
