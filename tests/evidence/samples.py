"""Evidence made on the spot: small honest files, very large ones, and files that mean harm."""

from __future__ import annotations

import io
import zlib
from itertools import pairwise

from PIL import Image


class CountedSource:
    """Bytes that count how many of them were asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.served = 0
        self.closed = False

    @property
    def size(self) -> int:
        return len(self.data)

    def read_at(self, offset: int, length: int) -> bytes:
        self.served += length
        return self.data[offset : offset + length]

    def close(self) -> None:
        self.closed = True


def pdf_of(objects: list[bytes]) -> bytes:
    """A PDF with these objects, the first of them the catalog."""
    parts = [b"%PDF-1.7\n"]
    places = []
    at = len(parts[0])
    for number, each in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj\n" % number + each + b"\nendobj\n")
        at += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at))
    return b"".join(parts)


def stream(words: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (more, len(words), words)


def word_pdf(text: str, pages: int = 1, rotate: int = 0, extra: bytes = b"") -> bytes:
    """Pages of 200 x 100 points; the text begins 20 points from the left and 30 above the bottom."""
    drawn = stream(b"BT /F 20 Tf 20 30 Td (%s) Tj ET" % text.encode())
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Rotate %d/Contents 3 0 R"
        b"/Resources<</Font<</F 4 0 R>>>>%s>>" % (rotate, extra)
    )
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
            drawn,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *[page] * pages,
        ]
    )


def scan_pdf(pages: int, page_bytes: int) -> bytes:
    """A scan: each page one raw grey picture of so many bytes, its page object right behind it."""
    side = 1000
    picture = b"\x80" * page_bytes
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for _ in range(pages):
        number = len(objects) + 1
        objects.append(
            stream(
                picture,
                b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
                % (side, page_bytes // side),
            )
        )
        objects.append(stream(b"595 0 0 842 0 0 cm /I Do"))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
            % (number + 1, number)
        )
        kids.append(b"%d 0 R" % (number + 2))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(kids))
    return pdf_of(objects)


def spinning_pdf(depth: int = 24) -> bytes:
    """Forms that draw the next one ten times each: 10 to the power of ``depth`` drawings of one line."""
    first = 5
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</X %d 0 R>>>>>>"
        % first,
        stream(b"/X Do"),
    ]
    for number in range(depth):
        last = number == depth - 1
        resources = b"" if last else b"/Resources<</XObject<</X %d 0 R>>>>" % (first + number + 1)
        words = b"0 0 m 100 100 l S " if last else b"/X Do " * 10
        objects.append(stream(words, b"/Type/XObject/Subtype/Form/BBox[0 0 200 200]" + resources))
    return pdf_of(objects)


def use_bomb(depth: int = 12) -> bytes:
    """An SVG whose groups use the next one ten times each, through filters so that nothing can be shared."""
    groups = ['<g id="g0"><rect width="9" height="9" filter="url(#f)"/></g>']
    for before, after in pairwise(range(depth)):
        groups.append(f'<g id="g{after}">' + f'<use href="#g{before}" x="1"/>' * 10 + "</g>")
    blur = '<filter id="f"><feGaussianBlur stdDeviation="40"/></filter>'
    body = f'<defs>{blur}{"".join(groups)}</defs><use href="#g{depth - 1}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900">{body}</svg>'.encode()


def slow_svg() -> bytes:
    """Two kilobytes that keep a renderer busy for minutes: turbulence over turbulence on a large canvas."""
    noise = '<feTurbulence baseFrequency="0.01" numOctaves="999999"/>' * 3
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000">'
        f'<filter id="f" x="0" y="0" width="1" height="1">{noise}</filter>'
        '<rect width="4000" height="4000" filter="url(#f)"/></svg>'
    ).encode()


def bomb_png(side: int = 60_000) -> bytes:
    """A picture of so many pixels a side in a few kilobytes."""
    head = side.to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\x00" * 4_000_000)), (b"IEND", b"")]
    packed = [
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def image_bytes(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def noise_png(side: int = 400) -> bytes:
    """A picture that does not compress, so that drawing it asks for more bytes than opening it did."""
    return image_bytes(Image.effect_noise((side, side), 80), "PNG")


def endless_pdf() -> bytes:
    """Ten thousand soft-masked layers over one another: little memory, minutes of work."""
    layer = b"/Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Group<</S/Transparency/I true>>"
    state = b"/ExtGState<</S<</ca 0.5/SMask<</S/Luminosity/G 7 0 R>>>>>>"
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000 2000]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>",
            stream(b"/A Do " * 100),
            stream(b"/S gs /B Do " * 100, layer + b"/Resources<</XObject<</B 6 0 R>>%s>>" % state),
            stream(b"/S gs 0 0 2000 2000 re f", layer + b"/Resources<<%s>>" % state),
            stream(b"0.5 g 0 0 2000 2000 re f", layer),
        ]
    )
