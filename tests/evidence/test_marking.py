"""The marking worker: annotations in the right place on any page, hostile PDFs refused, its answers not believed."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import BytesSource, WorkerPool
from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.marking import Mark, check_piece, marked_pdf, read_size
from reviewer_app.evidence.process import MARKING
from tests.evidence.samples import word_pdf

HELLO = "Hello frogs"


def marked(data: bytes, *marks: Mark) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(b"".join(marked_pdf(BytesSource(data), "x.pdf", marks))))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_words_are_marked_where_they_stand_however_the_page_is_turned(pool: WorkerPool, rotate: int) -> None:
    data = word_pdf(HELLO, rotate=rotate, extra=b"/CropBox[10 5 190 95]")
    with pool.open(BytesSource(data), "x.pdf") as file:
        wide, high = file.info.pages[0]
        boxes = [box for box in file.text(0).boxes if box[2] > box[0]]
    sides = tuple(zip(*boxes, strict=True))
    box = (min(sides[0]) / wide, min(sides[1]) / high, max(sides[2]) / wide, max(sides[3]) / high)
    with marked(data, Mark("m", 0, "highlight", (box,), "here")) as pdf:
        (made,) = pdf.pages[0].Annots
        left, bottom, right, top = (float(each) for each in made.Rect)
        # The words begin 20 from the left and 30 above the bottom, in letters of 20 points.
        assert left == pytest.approx(20, abs=3)
        assert 20 < bottom < 32
        assert 40 < top < 58
        assert right > 100


def test_a_page_that_has_annotations_keeps_them(pool: WorkerPool) -> None:
    data = word_pdf(HELLO, extra=b"/Annots[<</Type/Annot/Subtype/Square/Rect[1 1 9 9]/Contents(old)>>]")
    with marked(data, Mark("m", 0, "text", ((0.9, 0.1, 0.95, 0.2),), "new")) as pdf:
        assert [str(each.Contents) for each in pdf.pages[0].Annots] == ["old", "new"]


def test_a_copy_says_no_names_but_its_own_marks() -> None:
    with pikepdf.open(io.BytesIO(word_pdf(HELLO))) as pdf:
        told = pdf.make_stream(b"<x:xmpmeta>Marisol</x:xmpmeta>", Type=pikepdf.Name.Metadata)
        photo = pdf.make_stream(b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Metadata=told)
        words = {"T": pikepdf.String("Marisol"), "Contents": pikepdf.String("old")}
        note = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=pikepdf.Array([1, 1, 9, 9]), **words)
        pdf.docinfo["/Author"] = "Marisol"
        pdf.Root.Metadata = pdf.pages[0].obj.Metadata = told
        pdf.Root.PieceInfo = pikepdf.Dictionary(App=pikepdf.String("Marisol"))
        pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(P=photo)
        pdf.pages[0].obj.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        out = io.BytesIO()
        pdf.save(out, compress_streams=False)
    assert out.getvalue().count(b"Marisol") >= 4
    copy = marked(out.getvalue(), Mark("m", 0, "text", ((0.9, 0.1, 0.95, 0.2),), "new"))
    kept = list(copy.pages[0].Annots)
    assert [str(each.get("/T", "")) for each in kept] == ["", "Assessor"]
    assert str(kept[0].Contents) == "old"
    plain = io.BytesIO()
    copy.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"Marisol" not in plain.getvalue()


def test_fields_keep_what_they_are_called() -> None:
    data = word_pdf(HELLO, extra=b"/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/Rect[1 1 9 9]/T(field)>>]")
    with marked(data, Mark("m", 0, "text", ((0.9, 0.1, 0.95, 0.2),), "new")) as pdf:
        assert [str(each.T) for each in pdf.pages[0].Annots] == ["field", "Assessor"]


def locked(user: str, owner: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(word_pdf(HELLO))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner=owner))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (locked("secret", "secret"), "password"),
        (locked("", "secret"), "password"),
        (b"%PDF-1.7\nnothing that could be mended", "damaged"),
        (word_pdf(HELLO)[:60], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "unsupported"),
    ],
)
def test_locked_damaged_and_other_files_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        list(marked_pdf(BytesSource(data), "x.pdf", [Mark("m", 0, "text", ((0, 0, 1, 1),), "x")]))
    assert refused.value.code == code


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(EvidenceError) as refused:
        list(marked_pdf(BytesSource(word_pdf(HELLO)), "x.pdf", [Mark("m", 7, "text", ((0, 0, 1, 1),), "x")]))
    assert refused.value.code == "nothing-there"


def test_the_marking_worker_is_held_back_like_every_other(pool: WorkerPool) -> None:
    pool.open(BytesSource(word_pdf(HELLO)), "x.pdf").close()
    with WorkerPool(warm=0, purpose=MARKING) as marking:
        marking.open(BytesSource(word_pdf(HELLO)), "x.pdf").close()
        # It needs no fonts, so it may open no file at all; the rest is the same.
        assert set(pool.shields) - set(marking.shields) <= {"landlock", "chroot"}


def test_a_worker_that_shows_evidence_marks_nothing(pool: WorkerPool) -> None:
    with pool.open(BytesSource(word_pdf(HELLO)), "x.pdf") as file, pytest.raises(EvidenceError):
        file.mark([])


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_a_size_that_cannot_be_is_not_believed(size: object) -> None:
    try:
        assert 8 < read_size({"size": size}, 1000) <= 4000 + (64 << 20)
    except ProtocolError:
        assert not (type(size) is int and 8 < size <= 4000 + (64 << 20)), json.dumps(size)


def test_pieces_are_the_ones_asked_for() -> None:
    check_piece({"first": 0}, b"%PDF-", 0, 5)
    for told, piece, at in (
        ({"first": 1}, b"%PDF-", 0),
        ({"first": 0}, b"%PDF", 0),
        ({"first": 0}, b"MZ...", 0),
    ):
        with pytest.raises(ProtocolError):
            check_piece(told, piece, at, 5)
