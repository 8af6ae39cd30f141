"""Names that files hold outside their words are found by the real worker, in every kind, and nothing breaks it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from reviewer_app.evidence import BytesSource, WorkerPool
from reviewer_app.evidence.frames import Ended, ProtocolError, pack_document
from reviewer_app.evidence.identifying import identities
from reviewer_app.evidence.identity_replies import Field, Identity, read_identities
from reviewer_app.evidence.kinds import HEAD, Kind, sniff
from reviewer_app.evidence.worker import identity as reading
from reviewer_app.evidence.worker.identity import identity
from reviewer_app.evidence.worker.source import RemoteFile

WHO = "Marisol Quintanilla"


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    made = WorkerPool(warm=0)
    yield made
    made.close()


def pdf() -> bytes:
    import pikepdf

    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Author"] = WHO
    made.docinfo["/Title"] = "Plan by Marisol"
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T="Ed Reviewer", Contents="x"
    )
    made.pages[0].Annots = made.make_indirect([note])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def docx() -> bytes:
    import docx as word

    made = word.Document()
    made.add_paragraph("Words.")
    made.core_properties.author = WHO
    made.core_properties.last_modified_by = "Q & A"
    out = io.BytesIO()
    made.save(out)
    held = zipfile.ZipFile(out, "a")
    held.writestr("word/comments.xml", f'<w:comments><w:comment w:id="1" w:author="{WHO}"/></w:comments>')
    held.close()
    return out.getvalue()


def xlsx() -> bytes:
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    book.properties.creator = WHO
    book.active["A1"].comment = Comment("why", WHO)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def odt() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        held.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        held.writestr(
            "meta.xml", f"<office:meta><meta:initial-creator>{WHO}</meta:initial-creator></office:meta>"
        )
        held.writestr("content.xml", f"<office:annotation><dc:creator>{WHO}</dc:creator></office:annotation>")
    return out.getvalue()


def jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x013B], exif[0x8298] = WHO, "(c) Lakeside"
    exif.get_ifd(0x8769)[0xA430] = WHO
    exif.get_ifd(0x8825)[2] = (41.0, 2.0, 3.0)
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


def png() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", WHO)
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=texts)
    return out.getvalue()


def mp3() -> bytes:
    body = b"\x03" + WHO.encode()
    frame = b"TPE1" + struct.pack(">I", len(body)) + b"\0\0" + body
    size = len(frame)
    head = b"ID3\x03\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127])
    return head + frame + b"\xff\xfb\x90\x64" * 200


def mp4() -> bytes:
    data = struct.pack(">I4sII", 16 + len(WHO), b"data", 1, 0) + WHO.encode()
    art = struct.pack(">I4s", 8 + len(data), b"\xa9ART") + data
    xyz = struct.pack(">I4sHH", 12 + 9, b"\xa9xyz", 9, 0) + b"+41.0+2.0"
    moov = struct.pack(">I4s", 8 + len(art) + len(xyz), b"moov") + art + xyz
    return struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0) + moov


def rtf() -> bytes:
    return rb"{\rtf1\ansi{\info{\author Marisol Quintanilla}{\company Lakeside}}Words}"


def page() -> bytes:
    return f'<!DOCTYPE html><html><head><meta name="author" content="{WHO}"></head><body>x</body></html>'.encode()


def mail() -> bytes:
    return f"From: {WHO} <m@example.org>\r\nTo: x@example.org\r\nSubject: Hi\r\n\r\nWords".encode()


CASES = {
    "plan.pdf": (
        pdf,
        {(Field.AUTHOR, WHO), (Field.TITLE, "Plan by Marisol"), (Field.COMMENTER, "Ed Reviewer")},
    ),
    "plan.docx": (docx, {(Field.AUTHOR, WHO), (Field.LAST_EDITOR, "Q & A"), (Field.COMMENTER, WHO)}),
    "tally.xlsx": (xlsx, {(Field.AUTHOR, WHO), (Field.COMMENTER, WHO)}),
    "plan.odt": (odt, {(Field.AUTHOR, WHO), (Field.COMMENTER, WHO)}),
    "board.jpg": (
        jpeg,
        {(Field.AUTHOR, WHO), (Field.OWNER, WHO), (Field.COPYRIGHT, "(c) Lakeside"), (Field.LOCATION, "")},
    ),
    "board.png": (png, {(Field.AUTHOR, WHO)}),
    "talk.mp3": (mp3, {(Field.AUTHOR, WHO)}),
    "clip.mp4": (mp4, {(Field.AUTHOR, WHO), (Field.LOCATION, "")}),
    "plan.rtf": (rtf, {(Field.AUTHOR, WHO), (Field.COMPANY, "Lakeside")}),
    "page.html": (page, {(Field.AUTHOR, WHO)}),
    "note.eml": (mail, {(Field.SENDER, WHO)}),
}


@cache
def made(name: str) -> bytes:
    """The same bytes each time, whatever the clock wrote into them."""
    return CASES[name][0]()


@pytest.mark.parametrize("name", CASES)
def test_names_in_metadata_are_found_through_the_worker(pool: WorkerPool, name: str) -> None:
    make, wanted = CASES[name]
    found = {(each.field, each.value) for each in identities(pool, BytesSource(make()), name)}
    assert wanted <= found


def test_the_worker_still_serves_whoever_had_it(pool: WorkerPool) -> None:
    with pool.open(BytesSource(pdf()), "plan.pdf") as opened:
        assert identities(pool, BytesSource(docx()), "plan.docx")
        assert opened.text(0).text == ""
        assert len(opened.info.pages) == 1


@pytest.mark.parametrize("name", CASES)
@pytest.mark.filterwarnings("ignore")
@given(data=st.data())
def test_a_damaged_file_says_what_it_can_and_breaks_nothing(name: str, data: st.DataObject) -> None:
    whole = bytearray(made(name))
    for _ in range(6):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    cut = bytes(whole[: data.draw(st.integers(1, len(whole)))])
    source = RemoteFile(len(cut), lambda offset, length: cut[offset : offset + length])
    kind = sniff(cut[:HEAD], len(cut), name, source.read_at).kind
    found = list(identity(source, kind))
    assert len(read_identities(pack_document({"found": [list(each) for each in found]}))) == len(found)


@pytest.mark.parametrize("fault", [LookupError, MemoryError, zipfile.LargeZipFile, UserWarning])
def test_whatever_a_reader_stumbles_over_what_it_had_told_stands(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def stumbling(_source: RemoteFile) -> Iterator[tuple[str, str]]:
        yield "author", WHO
        raise fault

    monkeypatch.setitem(reading._BY_KIND, Kind.PDF, stumbling)
    assert reading.identity(RemoteFile(1, lambda at, length: b""), Kind.PDF) == [("author", WHO)]


def test_a_lost_pipe_is_no_fault_of_the_file() -> None:
    def gone(_at: int, _length: int) -> bytes:
        raise Ended

    with pytest.raises(Ended):
        reading.identity(RemoteFile(100, gone), Kind.RTF)


@given(
    st.dictionaries(
        st.sampled_from(["found", "x"]), st.lists(st.lists(st.text() | st.integers(), max_size=3))
    )
)
def test_whatever_a_worker_claims_is_understood_or_refused(document: dict[str, object]) -> None:
    try:
        found = read_identities(pack_document(document))
    except ProtocolError:
        return
    assert all(isinstance(each, Identity) and each.value.isprintable() for each in found)


def test_the_shared_corpus_says_names_and_kills_no_worker(pool: WorkerPool, shared_corpus: Path) -> None:
    files = sorted(
        each for each in shared_corpus.rglob("*") if each.is_file() and each.stat().st_size < 2 << 20
    )
    named = 0
    for path in files[:: max(1, len(files) // 60)]:
        named += bool(identities(pool, BytesSource(path.read_bytes()), path.name))
    assert named > 0
