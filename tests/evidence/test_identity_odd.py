"""Names in the places where files of other programs, older ones and later ones than usual keep them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pytest
from PIL import Image

from reviewer_app.evidence.kinds import HEAD, sniff
from reviewer_app.evidence.worker.identity import identity
from reviewer_app.evidence.worker.source import RemoteFile
from tests.evidence.samples import pdf_of

WHO = "Marisol Quintanilla"
XMP = (
    f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exifEX:CameraOwnerName="{WHO}">'
    f"<dc:creator><rdf:Seq><rdf:li>{WHO}</rdf:li></rdf:Seq></dc:creator>"
    "<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ann Other</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)
OF_XMP = {("author", WHO), ("owner", WHO), ("owner", "Ann Other")}


def found(data: bytes, name: str) -> set[tuple[str, str]]:
    source = RemoteFile(len(data), lambda at, length: data[at : at + length])
    return set(identity(source, sniff(data[:HEAD], len(data), name, source.read_at).kind))


def office(parts: Mapping[str, str | bytes], main: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        held.writestr("[Content_Types].xml", "<Types/>")
        held.writestr(main, "<x/>")
        for name, text in parts.items():
            held.writestr(name, text)
    return out.getvalue()


def photo(**more: object) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = WHO
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif.tobytes(), **more)
    return out.getvalue()


def late_png(*chunks: tuple[bytes, bytes]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    whole = out.getvalue()
    more = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    return whole[:-12] + more + whole[-12:]


RTF = {
    r"{\author Mar\'edsol}": ("author", "Marísol"),
    r"{\author Mar\u237\'edsol}": ("author", "Marísol"),
    r"{\author Mar{\uc1\u237 ?}sol}": ("author", "Marísol"),
    r"{\operator Ann}": ("last-editor", "Ann"),
    r"{\*\company Lakeside}": ("company", "Lakeside"),
    r"{\*\atnauthor Ann Other}": ("commenter", "Ann Other"),
    r"{\*\revtbl {Unknown;}{Ann Other;}}": ("changed-by", "Ann Other"),
}


@pytest.mark.parametrize("group", RTF)
def test_rich_text_says_names_however_it_writes_them(group: str) -> None:
    whole = rb"{\rtf1\ansi\ansicpg1252{\info{\title Plan}" + group.encode() + rb"}Words}"
    assert found(whole, "a.rtf") == {("title", "Plan"), RTF[group]}


PAGES = {
    f'<meta content="{WHO}" name=author>': ("author", WHO),
    f"<META NAME='Author' CONTENT='{WHO}'>": ("author", WHO),
    f"<xml><o:DocumentProperties><o:LastAuthor>{WHO}</o:LastAuthor></o:DocumentProperties></xml>": (
        "last-editor",
        WHO,
    ),
    "<xml><o:Company>Lakeside</o:Company></xml>": ("company", "Lakeside"),
}


@pytest.mark.parametrize("told", PAGES)
def test_a_page_saved_by_office_says_names(told: str) -> None:
    whole = f"<!DOCTYPE html><html><head>{told}</head><body>x</body></html>"
    assert found(whole.encode(), "a.html") == {PAGES[told]}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_mail_says_names_that_are_not_written_out_in_ascii(encoding: str) -> None:
    mail = "From: Zoë Krüger <z@b.c>\r\nTo: x@y.z\r\nSubject: Hi\r\n\r\nWords"
    assert found(mail.encode(encoding), "a.eml") == {("sender", "Zoë Krüger"), ("owner", "x@y.z")}


def test_a_mail_with_a_broken_header_still_says_the_others() -> None:
    mail = b"From: =?bogus?q?Ann?= <a@b.c>\r\nCc: =?utf-8?b?x?= <c@d.e>\r\nTo: Zoe <z@y.x>\r\n\r\nWords"
    assert {value for _, value in found(mail, "a.eml")} == {"=?bogus?q?Ann?=", "=?utf-8?b?x?=", "Zoe"}


def test_a_drawing_says_whose_it_is() -> None:
    told = (
        f"<dc:title>Plan</dc:title><dc:creator><cc:Agent><dc:title>{WHO}</dc:title></cc:Agent></dc:creator>"
    )
    whole = f'<svg xmlns="http://www.w3.org/2000/svg"><metadata>{told}</metadata></svg>'
    assert found(whole.encode(), "a.svg") == {("title", "Plan"), ("author", WHO)}


def test_office_files_of_one_piece_of_markup_say_names() -> None:
    flat = f'<?xml version="1.0"?><office:document><meta:initial-creator>{WHO}</meta:initial-creator></office:document>'
    assert found(flat.encode(), "a.fodt") == {("author", WHO)}
    word = f'<?xml version="1.0"?><w:wordDocument><o:Author>{WHO}</o:Author></w:wordDocument>'
    assert found(word.encode(), "a.xml") == {("author", WHO)}


PARTS = {
    "word/document.xml": ('<w:tcPrChange w:id="1" w:author="Ann"/>', {("changed-by", "Ann")}),
    "word/_rels/settings.xml.rels": (
        '<Relationship Target="file:///C:\\Users\\ann%20other\\Normal.dotm"/>',
        {("owner", "ann other")},
    ),
    "xl/workbook.xml": (
        '<x15ac:absPath url="C:\\Users\\ann\\Documents\\"/><fileSharing userName="Ann Other"/>'
        '<sheet sheetId="1" name="Ann&apos;s class"/>',
        {("owner", "ann"), ("last-editor", "Ann Other"), ("title", "Ann's class")},
    ),
    "xl/revisions/revisionHeaders.xml": ('<header userName="Ann"/>', {("commenter", "Ann")}),
    "xl/persons/person.xml": (
        '<person displayName="Ann" userId="S::ann@example.org::1"/>',
        {("commenter", "Ann"), ("commenter", "ann@example.org")},
    ),
    "xl/comments1.xml": ("<author>tc={1}</author><author>Ann</author>", {("commenter", "Ann")}),
    "ppt/changesInfos/changesInfo1.xml": ('<pc:chgData name="Ann"/>', {("commenter", "Ann")}),
    "docProps/custom.xml": (
        '<property name="_AuthorEmail"><vt:lpwstr>ann@example.org</vt:lpwstr></property>'
        '<property name="_EmailSubject"><vt:lpwstr>Plan</vt:lpwstr></property>',
        {("owner", "ann@example.org")},
    ),
}


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_an_office_file_that_names_people_is_read(part: str) -> None:
    text, expected = PARTS[part]
    main = next((each for each in ("xl/a.xml", "ppt/a.xml") if part.startswith(each[:3])), "word/a.xml")
    assert found(office({part: text}, main), "a.docx") == expected


@pytest.mark.parametrize("main", ["word", "xl", "ppt"])
def test_a_photo_in_an_office_file_says_whose_it_is_and_a_bomb_beside_it_hides_nothing(main: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    wide = struct.pack(">II", 60_000, 60_000)
    bomb = out.getvalue().replace(struct.pack(">II", 8, 8), wide, 1)
    parts = {f"{main}/media/image1.png": bomb, f"{main}/media/image2.jpeg": photo()}
    assert found(office(parts, f"{main}/a.xml"), "a.docx") == {("author", WHO)}


def test_many_links_hide_no_properties() -> None:
    links = {f"ppt/slides/_rels/slide{number}.xml.rels": "<x/>" for number in range(900)}
    whole = office(links | {"docProps/core.xml": f"<dc:creator>{WHO}</dc:creator>"}, "ppt/a.xml")
    assert found(whole, "a.pptx") == {("author", WHO)}


@pytest.mark.parametrize(
    "chunk",
    [
        (b"tEXt", b"Author\0" + WHO.encode()),
        (b"iTXt", b"Author\0\0\0\0\0" + WHO.encode()),
        (b"zTXt", b"Author\0\0" + zlib.compress(WHO.encode())),
    ],
)
def test_a_png_says_names_behind_its_pixels_too(chunk: tuple[bytes, bytes]) -> None:
    assert found(late_png((b"tIME", bytes(7)), chunk), "a.png") == {("author", WHO)}
    packet = (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP.encode()))
    assert found(late_png(packet), "a.png") == OF_XMP


def test_pictures_say_who_is_in_them_and_what_their_comments_say() -> None:
    assert found(photo(xmp=XMP.encode(), comment="by Ann"), "a.jpg") == OF_XMP | {
        ("author", WHO),
        ("subject", "by Ann"),
    }
    out = io.BytesIO()
    Image.new("P", (8, 8)).save(out, "BMP")
    assert found(out.getvalue() + XMP.encode(), "a.bmp") == OF_XMP


def test_packed_xmp_of_a_pdf_is_read() -> None:
    packed = zlib.compress(XMP.encode())
    by_hand = pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R>>",
            b"<</Type/Pages/Count 0/Kids[]>>",
            b"<</Type/Metadata/Subtype/XML/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
            % (len(packed), packed),
        ]
    )
    assert found(by_hand, "a.pdf") == OF_XMP


def test_windows_media_and_avi_say_names() -> None:
    texts = [(each + "\0").encode("utf-16-le") for each in ("Plan", WHO, "Lakeside")]
    body = struct.pack("<5H", *map(len, texts), 0, 0) + b"".join(texts)
    told = bytes.fromhex("3326b2758e66cf11a6d900aa0062ce6c") + struct.pack("<Q", 24 + len(body)) + body
    asf = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + struct.pack("<QIBB", 30 + len(told), 1, 1, 2)
    assert found(asf + told, "a.wmv") == {("title", "Plan"), ("author", WHO), ("copyright", "Lakeside")}
    info = b"INFOIART" + struct.pack("<I", len(WHO)) + WHO.encode()
    avi = b"RIFF" + struct.pack("<I", 12 + len(info)) + b"AVI LIST" + struct.pack("<I", len(info)) + info
    assert found(avi, "a.avi") == {("author", WHO)}
