"""Documents, web pages, email and slides: every word is shown, nothing from outside, and bombs are refused in words."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import mammoth
import pytest
from lxml import etree

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import BytesSource, OpenedEvidence, Shape, WorkerPool
from reviewer_app.evidence.paper_replies import Section, read_picture, read_section
from tests.evidence.paper_samples import (
    W,
    deck,
    letter,
    open_slides,
    open_text,
    png,
    rich_letter,
    with_members,
    zipped,
)

Open = Callable[..., OpenedEvidence]


def sections(file: OpenedEvidence) -> list[Section]:
    return [read_section(*file.part("html", number)) for number in range(file.info.text_slices)]


def html(file: OpenedEvidence) -> str:
    return "".join(each.html for each in sections(file))


def words(file: OpenedEvidence) -> str:
    return "".join(file.text(number).text for number in range(file.info.text_slices))


def docx(body: str, before: str = "") -> bytes:
    document = f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


# What people send


def test_a_word_document_keeps_its_form(opened: Open) -> None:
    file = opened(letter(), "letter.docx")
    found = html(file)
    assert file.info.shape is Shape.PAPER
    assert found.startswith("<h1>Wait time in year four</h1>")
    assert "<h2>The plan</h2>" in found
    assert "counted to <b>three</b> before" in found
    assert "<ol><li>Ask</li><li>Wait</li><li>Listen</li></ol><ul><li>Frogs" in found
    assert '<td colspan="2">Merged across</td><td>Answers</td>' in found
    assert '<td rowspan="2">Merged down</td>' in found
    assert "<table><tr><td>Nested wait</td></tr></table>" in found
    assert '<img src="part:0" width="192" height="128">' in found
    assert "<h2>Other words in this document</h2><p>Portfolio of an earner</p>" in found
    assert [each.title for each in file.outline()][:2] == ["Wait time in year four", "The plan"]


def test_no_word_of_a_word_document_is_lost(opened: Open) -> None:
    file = opened(rich_letter(), "rich.docx")
    found = html(file)
    for word in ("Inserted", "Boxed", "Controlled", "Smart", "Footed", "Commented", "Scripted"):
        assert found.count(word) == 1, word
    assert "<s>Deleted</s>" in found
    assert "<i>(a+1)/b x^2</i>" in found
    assert "Noted<sup>[2]</sup><sup>[c0]</sup>" in found
    assert '<a href="https://example.org/a?b=1&amp;c=2">Linked</a>' in found
    assert "Secret" not in found, "who wrote a comment is not said"
    assert "javascript" not in found
    assert "passwd" not in found


def test_a_very_deep_document_keeps_its_words(opened: Open) -> None:
    deep = "<w:sdt><w:sdtContent>" * 110 + paragraph("found") + "</w:sdtContent></w:sdt>" * 110
    assert words(opened(docx(deep), "a.docx")) == "found\n"
    cell = "<w:tbl><w:tr><w:tc>" * 30 + paragraph("nested") + "</w:tc></w:tr></w:tbl>" * 30
    assert words(opened(docx(cell), "a.docx")) == "nested\n"


def test_corpus_documents_show_every_word(shared_corpus: Path, pool: WorkerPool) -> None:
    for path in sorted((shared_corpus / "evidence" / "docx").iterdir()):
        with zipfile.ZipFile(path) as packed:
            root = etree.fromstring(packed.read("word/document.xml"))
        said = " ".join(each.text for each in root.iter("{*}t") if each.text).split()
        with pool.open(BytesSource(path.read_bytes()), path.name) as file:
            shown = words(file)
        assert [word for word in said if word not in shown] == [], path.name
        with path.open("rb") as data:
            theirs = mammoth.extract_raw_text(data).value
        assert [word for word in theirs.split() if word not in shown] == [], path.name


def test_corpus_slides_show_every_word(shared_corpus: Path, pool: WorkerPool) -> None:
    for path in sorted((shared_corpus / "evidence" / "pptx").iterdir()):
        said: list[str] = []
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                if name.startswith("ppt/slides/slide"):
                    said += [
                        each.text for each in etree.fromstring(packed.read(name)).iter("{*}t") if each.text
                    ]
        with pool.open(BytesSource(path.read_bytes()), path.name) as file:
            shown = words(file)
        assert [each for each in " ".join(said).split() if each not in shown] == [], path.name


def test_slides_come_with_title_levels_pictures_and_notes(opened: Open) -> None:
    file = opened(deck(3), "deck.pptx")
    found = sections(file)
    assert file.info.shape is Shape.SLIDES
    assert [each.page for each in found] == [1, 2, 3]
    assert found[0].title == "Wait time, week 1"
    assert "<li>Ask one question<ul><li>Wait for three seconds" in found[0].html
    assert '<img src="part:0"' in found[0].html
    assert "<p>Say why we wait 1.</p>" in found[0].html
    assert "<td>Before</td>" in found[1].html


def test_open_document_texts_and_slides(opened: Open) -> None:
    found = html(opened(open_text(), "a.odt"))
    assert "<h1>Plan</h1><p>One\u00a0\u00a0\u00a0<b>bold</b> and" in found
    assert '<a href="https://example.org/">link</a><sup>[1]</sup>' in found
    assert "<ul><li>First</li><li>Second</li></ul>" in found
    assert '<td colspan="2">Cell</td>' in found
    assert "<blockquote><p>Boxed</p></blockquote>" in found
    assert "<h2>Notes</h2><p><sup>[1]</sup> Noted below</p>" in found
    slides = sections(opened(open_slides(), "a.odp"))
    assert [(each.page, each.title) for each in slides] == [(1, "Title 1"), (2, "Title 2")]
    assert "<li>Point 2</li>" in slides[1].html
    assert "Spoken 2" in slides[1].html


def test_rich_text_markdown_and_books(opened: Open) -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1252 Caf\'e9 \u8364?\par Next}"
    assert words(opened(rtf, "a.rtf")) == "Café €\nNext\n"
    text = "# Plan\n\n*one* **two** <b>raw</b>\n\n|a|b|\n|-|-|\n|1|2|\n\n- x\n  - y\n"
    found = html(opened(text.encode(), "a.md"))
    assert "<h1>Plan</h1>" in found
    assert "<i>one</i> <b>two</b> &lt;b&gt;raw&lt;/b&gt;" in found
    assert "<tr><th>a</th><th>b</th></tr>" in found.replace("\n", "")
    book = zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<c><rootfile full-path="x/b.opf"/></c>',
            "x/b.opf": '<p><item id="i" href="a%20b.xhtml"/><itemref idref="i"/></p>',
            "x/a b.xhtml": "<html><body><h1>Chapter</h1><p>Words<img src='p.png'/></p></body></html>",
            "x/p.png": png(),
        }
    )
    assert '<h1>Chapter</h1><p>Words<img src="part:0" width="60" height="40"></p>' in html(
        opened(book, "a.epub")
    )


def test_an_email_says_who_what_and_what_is_attached(opened: Open) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "A <a@b.c>", "d@e.f", "Grüße"
    mail["Date"] = "Mon, 2 Mar 2026 10:00:00 +0100"
    mail.set_content("plain form")
    mail.add_alternative(
        '<p>Rich <img src="cid:pic"> form <img src="http://far/x.png" alt="far"></p>', subtype="html"
    )
    payload = mail.get_payload()
    assert isinstance(payload, list)
    payload[1].add_related(png(), "image", "png", cid="<pic>")
    mail.add_attachment(b"x" * 3000, maintype="application", subtype="pdf", filename="plän.pdf")
    found = html(opened(bytes(mail), "a.eml"))
    assert "<tr><th>Subject</th><td>Grüße</td></tr>" in found
    assert (
        '<p>Rich <img src="part:0" width="60" height="40"> form <i>[Picture not in the file: far]</i></p>'
        in found
    )
    assert "plain form" not in found
    assert "<td>plän.pdf</td><td>application/pdf</td><td>3 KB</td>" in found


def test_words_are_the_same_on_both_sides(opened: Open) -> None:
    for data, name in (
        (letter(), "a.docx"),
        (deck(), "a.pptx"),
        (open_text(), "a.odt"),
        (b"<p>a<td>b<p> c", "a.html"),
    ):
        file = opened(data, name)
        assert [each.text for each in sections(file)] == [
            file.text(number).text for number in range(file.info.text_slices)
        ]


def test_a_long_document_comes_in_small_pieces(opened: Open) -> None:
    file = opened(docx(paragraph("word " * 100) * 900 + paragraph("x" * 400_000)), "long.docx")
    found = sections(file)
    assert len(found) > 30
    assert max(len(each.html) for each in found) < 20_000
    assert words(file).count("word") == 90_000
    assert words(file).count("x") == 400_000


def test_pictures_come_as_pixels(opened: Open) -> None:
    data = with_members(letter(), {})
    picture = read_picture(*opened(data, "a.docx").part("picture", 0))
    assert (picture.width, picture.height) == (60, 40)
    assert picture.data[:4] == bytes((128, 128, 0, 255))
    with pytest.raises(EvidenceError) as caught:
        opened(data, "a.docx").part("picture", 7)
    assert caught.value.code == "nothing-there"


# What people should not send


def bomb_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


def inflating(megabytes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        with made.open("word/document.xml", "w", force_zip64=True) as member:
            member.write(f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>'.encode())
            for _ in range(megabytes):
                member.write(bytes(b"a" * (1 << 20)))
            member.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return out.getvalue()


def lying(data: bytes) -> bytes:
    """The same zip with a directory that says the document is small."""
    changed = bytearray(data)
    at = data.rfind(b"PK\x01\x02")
    changed[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(changed)


LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY a{each} '{f'&a{each - 1 if each else str()};' * 10}'>" for each in range(12)
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("text-node.docx", lambda: inflating(300)),
        ("long-word.docx", lambda: inflating(20)),
        ("lying.docx", lambda: lying(inflating(60))),
        ("laughs.docx", lambda: docx(paragraph("&a11;"), LAUGHS + "]>")),
        ("deep.docx", lambda: docx("<w:sdt>" * 50_000)),
        ("other.docx", lambda: zipped({"[Content_Types].xml": "<T/>", "word/x.xml": "<a/>"})),
        ("deep.html", lambda: b"<html><body>" + b"<div>" * 100_000),
        ("bold.html", lambda: b"<html><body>" + b"<b>" * 100_000),
        ("tables.html", lambda: b"<html><body>" + b"<table><tr><td>" * 20_000),
    ],
)
def test_bombs_are_refused_in_words(opened: Open, name: str, data: Callable[[], bytes]) -> None:
    with pytest.raises(EvidenceError) as caught:
        opened(data(), name).text(0)
    assert caught.value.code in ("too-large", "damaged")
    assert words(opened(b"# Alive", "a.md")) == "Alive\n"


def test_nothing_outside_is_named(opened: Open) -> None:
    page = (
        b'<html><head><style>@import "http://x/a.css"; p{background:url(file:///etc/passwd)}</style><base href="http://x">'
        b'<meta http-equiv=refresh content="0;url=http://x"></head><body><img src="http://x/a">'
        b'<img src="//h/x" alt="kept">'
        b'<img src="file:///etc/passwd"><img src="part:0"><img src="qrc:/a"><iframe src="http://x"></iframe>'
        b'<script>alert(1)</script><p style="background:url(http://x)" onclick="x()">words</p>'
        b'<a href="javascript:x()">one</a> <a href="file:///c">two</a> <a href="data:text/html,x">three</a>'
        b'<object data="http://x"></object><svg><image href="http://x"/></svg></body></html>'
    )
    found = html(opened(page, "a.html"))
    assert found == (
        "<p><i>[Picture not in the file: kept]</i></p><p>words</p><p><span>one</span> <span>two</span> "
        "<span>three</span></p>"
    )


def test_files_named_by_entities_are_not_read(opened: Open) -> None:
    data = docx(paragraph("x&amp;&e;"), '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
    assert words(opened(data, "a.docx")).strip() == "x&"


def test_a_picture_bomb_is_not_drawn(opened: Open) -> None:
    data = with_members(letter(), {})
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        name = next(each for each in packed.namelist() if each.startswith("word/media/"))
        members: dict[str, str | bytes] = {each: packed.read(each) for each in packed.namelist()}
    file = opened(zipped(members | {name: bomb_png()}), "a.docx")
    with pytest.raises(EvidenceError) as caught:
        file.part("picture", 0)
    assert caught.value.code == "too-large"


def test_a_table_is_never_wider_than_paper(opened: Open) -> None:
    row = "<w:tbl><w:tr>" + ("<w:tc>" + paragraph("c") + "</w:tc>") * 500 + "</w:tr></w:tbl>"
    found = html(opened(docx(row), "a.docx"))
    assert max(each.count("<td>") for each in found.split("<tr>")) == 60
    assert found.count("<td>c</td>") == 500


def test_tables_that_only_hold_a_page_together_are_left_out(opened: Open) -> None:
    def table(inside: str) -> str:
        return f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"

    data = (
        "<w:tbl><w:tr><w:tc>" + paragraph("a") + "</w:tc><w:tc>" + paragraph("b") + "</w:tc></w:tr></w:tbl>"
    )
    found = html(opened(docx(table(table(data) + paragraph("between") + data)), "a.docx"))
    assert found == (
        "<table><tr><td>a</td><td>b</td></tr></table><p>between</p><table><tr><td>a</td><td>b</td></tr></table>"
    )


def test_half_letters_of_rich_text_are_put_together(opened: Open) -> None:
    assert words(opened(rb"{\rtf1\ansi\uc1 \u55357?\u56376?. \u55357? x}", "a.rtf")).startswith("🐸. ")


def test_a_row_too_large_to_lay_out_comes_cell_after_cell(opened: Open) -> None:
    cells = "".join(f"<w:tc>{paragraph(f'{name} ' * 10_000)}</w:tc>" for name in ("one", "two"))
    found = html(opened(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "a.docx"))
    assert found.startswith("<p>one one")
    assert "one </p><p>two two" in found


def test_bytes_that_are_no_letters_cost_no_worker(opened: Open) -> None:
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}" w:a="'.encode() + b'\xed\xb0\x80x"><w:body>'
        b"<w:p><w:r><w:t>still \xed here</w:t></w:r></w:p></w:body></w:document>",
    }
    assert words(opened(zipped(members), "a.docx")).startswith("still \ufffd here")
