"""Kinds are told by content; names lie."""

import bz2
import io
import lzma
import struct
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.evidence.kinds import HEAD, Kind, file_kind, sniff
from tests.evidence.samples import word_pdf


def kind(data: bytes, name: str = "evidence") -> Kind:
    return sniff(data[:HEAD], len(data), name, lambda at, length: data[at : at + length]).kind


def zip_of(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 5000)
    return buffer.getvalue()


def old_tar() -> bytes:
    """A tar from before it said so of itself."""
    header = bytearray(tarfile.TarInfo("lesson.txt").tobuf(tarfile.USTAR_FORMAT)[:512])
    header[257:265] = bytes(8)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + bytes(1024)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (word_pdf("a"), Kind.PDF),
        (b"\xef\xbb\xbf%PDF-1.4 after a mark", Kind.PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Kind.JPEG),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Kind.WEBP),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", Kind.WAV),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", Kind.HEIC),
        (b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avif", Kind.AVIF),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42", Kind.MP4),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", Kind.MOV),
        (b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A ", Kind.M4A),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", Kind.WEBM),
        (b"OggS" + b"\x00" * 24 + b"OpusHead", Kind.OPUS),
        (b"\xff\xfb\x90\x64" + b"\x00" * 40, Kind.MP3),
        (b"{\\rtf1 words", Kind.RTF),
        (b"MZ\x90\x00\x03", Kind.PROGRAM),
        (b"<!-- made by hand --><svg xmlns='http://www.w3.org/2000/svg'/>", Kind.SVG),
        (b"<!DOCTYPE html><html><body><svg></svg></body></html>", Kind.HTML),
        (b"<?xml version='1.0'?><!-- a --><!DOCTYPE html><html><head/></html>", Kind.HTML),
        (b"<?xml version='1.0'?><tt xmlns='http://www.w3.org/ns/ttml'><head/><body/></tt>", Kind.XML),
        (b"<?xml version='1.0'?>" + b"<?a?>" * 700, Kind.XML),
        (struct.pack("<500H", *range(1, 501)), Kind.UNKNOWN),
        ("Grüße, naïve café\n".encode("utf-16-le"), Kind.TXT),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\nHi", Kind.VTT),
        (b"1\n00:00:01,000 --> 00:00:02,000\nHi", Kind.SRT),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR", Kind.CALENDAR),
        (b"From: a@b.example\nTo: c@d.example\nSubject: hello\n\nwords", Kind.EMAIL),
        ("naïve café".encode("utf-16"), Kind.TXT),
        (bytes(range(256)) * 4, Kind.UNKNOWN),
        (bz2.compress(b"words"), Kind.PACKED),
        (lzma.compress(b"words"), Kind.PACKED),
        (b"\x1b\x5f-lh5-" + bytes(40), Kind.PACKED),
        (b"an -lh flag is no archive", Kind.TXT),
        (old_tar(), Kind.TAR),
        (old_tar()[:300] + b"x" * 212, Kind.UNKNOWN),
        (b"", Kind.EMPTY),
        (zip_of("[Content_Types].xml", "docProps/a.xml", "word/document.xml"), Kind.DOCX),
        (zip_of("[Content_Types].xml", "xl/workbook.xml"), Kind.XLSX),
        (zip_of("[Content_Types].xml", "ppt/presentation.xml"), Kind.PPTX),
        (zip_of("Index/Document.iwa"), Kind.PAGES),
        (zip_of("word/notes.txt"), Kind.ZIP),
    ],
)
def test_content_decides(data: bytes, expected: Kind) -> None:
    assert kind(data) is expected


def test_a_page_that_begins_like_data_is_a_page_where_it_is_called_so() -> None:
    page = b"<?xml version='1.0'?><link href='a.css'/><title>Plan</title></head><body>x</body>"
    assert kind(page, "a.html") is Kind.HTML
    assert kind(page, "a.ttml") is Kind.XML


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({254: 1, 256: 160, 330: 900}, Kind.RAW),
        ({254: 1, 330: 900}, Kind.RAW),
        ({254: 1, 256: 1024, 330: 900}, Kind.TIFF),
        ({254: 0, 256: 160, 330: 900}, Kind.TIFF),
        ({254: 1, 256: 160}, Kind.TIFF),
        ({}, Kind.TIFF),
    ],
)
def test_a_raw_photo_is_not_taken_for_its_thumbnail(order: str, tags: dict[int, int], expected: Kind) -> None:
    lines = b"".join(struct.pack(f"{order}HHII", tag, 4, 1, value) for tag, value in tags.items())
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, len(tags))
    assert kind(head + lines + bytes(4)) is expected
    assert kind(head + lines[:-1]) is Kind.TIFF


def test_a_pdf_named_png_is_a_pdf() -> None:
    assert kind(word_pdf("a"), "holiday.png") is Kind.PDF


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.csv", Kind.CSV), ("a.md", Kind.MARKDOWN), ("a.TSV", Kind.TSV), ("a.exe", Kind.TXT)],
)
def test_the_ending_only_tells_kinds_of_text_apart(name: str, expected: Kind) -> None:
    assert kind(b"one,two\nthree,four\n", name) is expected


def test_old_office_files_are_told_apart_by_their_streams() -> None:
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[30:32] = (9).to_bytes(2, "little")
    for stream, expected in (
        ("WordDocument", Kind.DOC),
        ("EncryptedPackage", Kind.LOCKED),
        ("Workbook", Kind.XLS),
        ("PowerPoint Document", Kind.PPT),
    ):
        assert kind(bytes(head) + (stream + "\x00").encode("utf-16-le").ljust(512, b"\x00")) is expected


def ole(*entries: tuple[str, int, int, int], sectors: tuple[int, ...] = (1,)) -> bytes:
    """A compound file of a root and entries (name, left, right, child), its directory in these sectors."""
    head = bytearray(512)
    head[:8], head[30:32] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (9).to_bytes(2, "little")
    head[48:52], head[76:80] = sectors[0].to_bytes(4, "little"), bytes(4)
    table = bytearray(b"\xff" * 512)
    body = {0: table}
    for here, then in zip(sectors, (*sectors[1:], 0xFFFFFFFE), strict=True):
        table[4 * here : 4 * here + 4] = then.to_bytes(4, "little")
    lines = b""
    for name, *places in entries:
        line = bytearray((name + "\0").encode("utf-16-le").ljust(128, b"\0"))
        line[64:66] = (2 * len(name) + 2).to_bytes(2, "little")
        line[68:80] = b"".join(each.to_bytes(4, "little") for each in places)
        lines += line
    for number, sector in enumerate(sectors):
        body[sector] = bytearray(lines[512 * number : 512 * number + 512].ljust(512, b"\0"))
    return bytes(head) + b"".join(bytes(body.get(at, bytes(512))) for at in range(max(body) + 1))


NONE = 0xFFFFFFFF


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        ("WORKBOOK", Kind.XLS),
        ("book", Kind.XLS),
        ("worddocument", Kind.DOC),
        ("__properties_version1.0", Kind.MSG),
        ("Contents", Kind.OLE),
    ],
)
def test_old_office_files_are_known_in_capitals_and_far_into_their_directory(
    stream: str, expected: Kind
) -> None:
    others = [(f"Other {number}", NONE, number + 2, NONE) for number in range(4)]
    made = ole(("Root Entry", NONE, NONE, 1), *others, (stream, NONE, NONE, NONE), sectors=(1, 7))
    assert kind(made) is expected


def test_what_is_embedded_in_a_workbook_does_not_make_it_a_document() -> None:
    made = ole(
        ("Root Entry", NONE, NONE, 1),
        ("Workbook", NONE, 2, NONE),
        ("MBD0001", NONE, NONE, 3),
        ("WordDocument", NONE, NONE, NONE),
    )
    assert kind(made) is Kind.XLS


def test_a_directory_that_leads_round_in_circles_has_an_end() -> None:
    made = bytearray(ole(("Root Entry", 0, 0, 0), ("Workbook", 1, 0, 1), sectors=(1,)))
    made[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    assert kind(bytes(made)) is Kind.XLS


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_book_packed_anew_is_still_known(method: int) -> None:
    for media, expected in (
        ("application/epub+zip", Kind.EPUB),
        ("application/vnd.oasis.opendocument.text", Kind.ODT),
    ):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            made.writestr("content.xml", "<a/>")
            made.writestr("mimetype", media, method)
        assert kind(out.getvalue()) is expected


@pytest.mark.parametrize("each", list(Kind))
def test_every_kind_has_words_and_either_is_shown_or_says_why_not(each: Kind) -> None:
    found = file_kind(each)
    assert found.words
    assert found.shown or found.explanation.endswith(".")


@given(st.binary(max_size=600), st.integers(0, 2**40), st.text(max_size=20))
def test_any_bytes_have_a_kind(data: bytes, size: int, name: str) -> None:
    assert sniff(data, size, name, lambda at, length: data[at : at + length]).words


@given(st.sampled_from([zip_of("word/a"), zip_of("mimetype", "b")]), st.data())
def test_broken_archives_have_a_kind(whole: bytes, data: st.DataObject) -> None:
    broken = bytearray(whole)
    for _ in range(4):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    assert kind(bytes(broken[: data.draw(st.integers(1, len(broken)))])) in Kind
