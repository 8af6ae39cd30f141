"""Files that never end or explode, made on the spot and small."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from tests.evidence.office import CATALOG, PAGE, PAGES, SVG, docx, odt, one_page, paragraph, xlsx
from tests.evidence.samples import bomb_png, endless_pdf, pdf_of, slow_svg, spinning_pdf, stream, use_bomb


class Stretched:
    """A source of hundreds of megabytes that takes no memory: a head, one byte over and over, a tail."""

    def __init__(self, head: bytes, fill: bytes, count: int, tail: bytes) -> None:
        self._head, self._fill, self._count, self._tail = head, fill, count, tail

    @property
    def size(self) -> int:
        return len(self._head) + self._count + len(self._tail)

    def read_at(self, offset: int, length: int) -> bytes:
        end = min(offset + length, self.size)
        parts, middle = [], len(self._head) + self._count
        parts.append(self._head[offset:end])
        inside = min(end, middle) - max(offset, len(self._head))
        parts.append(self._fill * max(0, inside))
        parts.append(self._tail[max(0, offset - middle) : max(0, end - middle)])
        return b"".join(parts)


def entities(root: str, depth: int = 30) -> str:
    """A document type whose last entity is two to the power of ``depth`` words long."""
    told = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, depth))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "word ">{told}]>'


def cycling_pdf() -> bytes:
    """A page tree, an outline and a form that each contain themselves."""
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>",
            b"<</Type/Pages/Count 100000/Kids[3 0 R 2 0 R 2 0 R]/Parent 2 0 R>>",
            PAGE % b"/Resources<</XObject<</X 6 0 R>>>>",
            stream(b"/X Do"),
            b"<</First 5 0 R/Last 5 0 R/Next 5 0 R/Title(round)/Parent 5 0 R>>",
            stream(
                b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
            ),
        ]
    )


def tiling_pdf() -> bytes:
    """A pattern of a hundredth of a point, painted on a page of two hundred inches, in a pattern of its own."""
    tile = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 .01 .01]/XStep .01/YStep .01"
    inner = stream(b"1 0 0 rg 0 0 .005 .005 re f", tile + b"/Resources<<>>")
    outer = stream(b"/Pattern cs /P scn 0 0 1 1 re f", tile + b"/Resources<</Pattern<</P 5 0 R>>>>")
    return one_page(
        b"/Pattern cs /P scn 0 0 14400 14400 re f", b"/Resources<</Pattern<</P 6 0 R>>>>", (inner, outer)
    )


def flate_pdf() -> bytes:
    """Content that is a quarter of a gigabyte after two unpackings, and a kilobyte before."""
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(b" " * (1 << 20)) for _ in range(256)) + packing.flush()
    content = stream(zlib.compress(packed, 9), b"/Filter[/FlateDecode/FlateDecode]")
    return pdf_of([CATALOG % b"", PAGES, PAGE % b"", content])


def bomb_tiff(side: int = 60_000) -> bytes:
    """A TIFF that claims four gigapixels in one strip of a few bytes."""
    packed = zlib.compress(bytes(1 << 20))
    fields = ((256, side), (257, side), (258, 8), (259, 8), (262, 1), (273, 8), (277, 3), (278, side))
    rows = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in (*fields, (279, len(packed))))
    at = 8 + len(packed)
    return b"II*\x00" + struct.pack("<I", at) + packed + struct.pack("<H", 9) + rows + bytes(4)


def bomb_gif(frames: int = 2000) -> bytes:
    """Thousands of frames of the largest size there is, each of one byte."""
    head = b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + b"\x02\x02\x44\x01\x00"
    return head + frame * frames + b";"


def many_named_zip(count: int = 20_000) -> bytes:
    """A directory in which thousands of names share the same packed megabytes."""
    packed = zlib.compress(bytes(10 << 20), 9)[2:-4]
    crc = zlib.crc32(bytes(10 << 20))
    body = (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), 10 << 20, 8, 0)
        + b"word/a.b"
        + packed
    )
    rows = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), 10 << 20, 12, 0, 0, 0, 0, 0, 0
        )
        + b"word/%07d" % number
        for number in range(count)
    )
    return body + rows + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(rows), len(body), 0)


_NEST = 60_000
EXPLODING: dict[str, Callable[[], bytes]] = {
    "forms.pdf": spinning_pdf,
    "masks.pdf": endless_pdf,
    "cycle.pdf": cycling_pdf,
    "tiles.pdf": tiling_pdf,
    "flate.pdf": flate_pdf,
    "nested.pdf": lambda: one_page(
        b"[" * _NEST + b"]" * _NEST + b" TJ", b"/X " + b"[" * _NEST + b"]" * _NEST
    ),
    "states.pdf": lambda: one_page(b"q " * 2_000_000),
    "use.svg": use_bomb,
    "noise.svg": slow_svg,
    "entities.svg": lambda: f"{entities('svg')}{SVG}<text>&e29;</text></svg>".encode(),
    "nested.svg": lambda: (SVG + "<g>" * _NEST + "</g>" * _NEST + "</svg>").encode(),
    "dashes.svg": lambda: (SVG + '<path d="M0 0H1e9" stroke="red" stroke-dasharray="1e-6"/></svg>').encode(),
    "tiles.svg": lambda: (
        SVG + '<pattern id="p" width="1e-4" height="1e-4" patternUnits="userSpaceOnUse">'
        '<rect width="1" height="1"/></pattern>'
        '<rect width="1e6" height="1e6" fill="url(#p)"/></svg>'
    ).encode(),
    "entities.docx": lambda: docx(paragraph("<w:t>&e29;</w:t>"), entities("w:document")),
    "entities.odt": lambda: odt("<text:p>&e29;</text:p>", entities("office:document-content")),
    "entities.xml": lambda: f"{entities('a')}<a>&e29;</a>".encode(),
    "nested.docx": lambda: docx("<w:tbl><w:tr><w:tc>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000),
    "zeros.docx": lambda: docx(paragraph("<w:t>" + "a" * (120 << 20) + "</w:t>")),
    "overlap.docx": many_named_zip,
    "wide.xlsx": lambda: xlsx(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "zeros.xlsx": lambda: xlsx(
        "<sheetData>" + '<row><c t="s"><v>0</v></c></row>' * 2_000_000 + "</sheetData>"
    ),
    "repeated.ods": lambda: odt(
        '<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        ' table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        "</table:table-row></table:table>",
        spreadsheet=True,
    ),
    "bomb.png": bomb_png,
    "bomb.tiff": bomb_tiff,
    "bomb.gif": bomb_gif,
    "bomb.bmp": lambda: (
        b"BM" + struct.pack("<IIIIiiHHIIiiII", 99, 0, 54, 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0)
    ),
    "nested.html": lambda: b"<!doctype html>" + b"<div><b><table>" * _NEST,
    "nested.md": lambda: (
        b"> " * _NEST + b"word\n\n" + b"[" * _NEST + b"](" * 9000 + b"\n\n" + b"*a **b " * 20_000
    ),
    "nested.rtf": lambda: rb"{\rtf1 " + b"{" * _NEST + b"word" + b"}" * _NEST + b"}",
    "nested.eml": lambda: (
        b"From: a@b\r\nTo: c@d\r\nSubject: x\r\n"
        + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
        )
    ),
    "nested.json": lambda: b"[" * 1_000_000,
    "wide.csv": lambda: b'a,"' * 1_500_000,
}
"""What never ends, or needs far more memory or time than it has bytes."""

STRETCHED: dict[str, Callable[[], Stretched]] = {
    "node.svg": lambda: Stretched(f"{SVG}<text>".encode(), b"A", 300 << 20, b"</text></svg>"),
    "node.xml": lambda: Stretched(b'<?xml version="1.0"?><a>', b"A", 300 << 20, b"</a>"),
    "node.html": lambda: Stretched(b"<!doctype html><html><p>", b"A", 300 << 20, b"</p></html>"),
    "line.txt": lambda: Stretched(b"words ", b"A", 300 << 20, b""),
    "line.md": lambda: Stretched(b"# words\n", b"*", 300 << 20, b""),
    "cell.csv": lambda: Stretched(b"a,b\n1,", b"2", 300 << 20, b"\n"),
    "mail.eml": lambda: Stretched(b"From: a@b\r\nTo: c@d\r\nSubject: x\r\n\r\n", b"A", 300 << 20, b""),
    "note.rtf": lambda: Stretched(rb"{\rtf1 ", b"A", 300 << 20, b"}"),
    "text.json": lambda: Stretched(b'{"a": "', b"A", 300 << 20, b'"}'),
}
"""One text node of 300 MiB."""
