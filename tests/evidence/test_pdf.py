"""PDFs: pages, pixels, words with their places, passwords, and no more bytes read than needed."""

import io
import mmap
from collections.abc import Callable
from itertools import pairwise

import pikepdf
import pytest

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import BytesSource, OpenedEvidence, Pixels, WorkerPool
from reviewer_app.evidence.worker import pdf
from reviewer_app.evidence.worker.document import Drawing
from reviewer_app.evidence.worker.source import RemoteFile
from tests.evidence.samples import CountedSource, pdf_of, scan_pdf, word_pdf

Open = Callable[..., OpenedEvidence]


def ink(pixels: Pixels) -> tuple[int, int, int, int]:
    """The box of everything darker than paper: left, top, right, bottom."""
    dark = [at // 4 for at in range(1, len(pixels.data), 4) if pixels.data[at] < 128]
    columns, rows = [at % pixels.width for at in dark], [at // pixels.width for at in dark]
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1


def row(pixels: Pixels, number: int) -> bytes:
    return pixels.data[number * pixels.stride : (number + 1) * pixels.stride]


def test_a_page_is_drawn_at_the_scale_asked_for(opened: Open) -> None:
    file = opened(word_pdf("Hill"))
    assert file.info.pages == ((200.0, 100.0),)
    pixels = file.render(0, 2)
    assert (pixels.width, pixels.height, pixels.stride, pixels.format) == (400, 200, 1600, "BGRA")
    assert pixels.opaque
    left, top, _, bottom = ink(pixels)
    assert 38 <= left <= 46
    assert 100 <= top < bottom <= 142


def test_a_clip_is_the_same_part_of_the_whole(opened: Open) -> None:
    file = opened(word_pdf("Hill"))
    for rotation in (0, 90, 180, 270):
        whole = file.render(0, 3, rotation)
        part = file.render(0, 3, rotation, (40, 60, 120, 80))
        assert (part.width, part.height) == (120, 80)
        for number in range(part.height):
            assert row(part, number) == row(whole, 60 + number)[160:640]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_lie_where_the_letters_are_drawn_on_turned_pages_too(opened: Open, rotate: int) -> None:
    file = opened(word_pdf("HHH", rotate=rotate))
    text = file.text(0)
    assert text.text.strip() == "HHH"
    drawn = ink(file.render(0, 1))
    boxes = text.boxes[:3]
    for side, least, most in ((0, min, -1), (1, min, -1), (2, max, 1), (3, max, 1)):
        edge = least(box[side] for box in boxes)
        assert (drawn[side] - edge) * most <= 2
        assert abs(drawn[side] - edge) < 12


def test_annotations_and_form_fields_are_drawn(opened: Open) -> None:
    document = pikepdf.Pdf.new()
    page = document.add_blank_page(page_size=(200, 100)).obj
    look = document.make_stream(b"0 g 0 0 20 20 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    look.BBox = [0, 0, 20, 20]
    notes = []
    for number, kind in enumerate(("Square", "Widget")):
        left = 40 + 80 * number
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name(f"/{kind}"),
            Rect=[left, 40, left + 20, 60],
            F=4,
            AP=pikepdf.Dictionary(N=look),
        )
        if kind == "Widget":
            note.FT, note.T, note.V = pikepdf.Name.Tx, pikepdf.String("field"), pikepdf.String("v")
        notes.append(document.make_indirect(note))
    page.Annots = pikepdf.Array(notes)
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(notes[1:]))
    buffer = io.BytesIO()
    document.save(buffer)
    left, top, right, bottom = ink(opened(buffer.getvalue()).render(0, 1))
    assert (left, top, bottom) == (40, 40, 60)
    assert right == 140


def test_outline_and_links_are_read(opened: Open) -> None:
    document = pikepdf.open(io.BytesIO(word_pdf("page", pages=3)))
    with document.open_outline() as outline:
        first = pikepdf.OutlineItem("First", 0)
        first.children.append(pikepdf.OutlineItem("Inside", 2))
        outline.root.append(first)
    document.pages[1].Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Subtype=pikepdf.Name.Link,
                Rect=[10, 20, 60, 40],
                A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/a")),
            )
        ]
    )
    buffer = io.BytesIO()
    document.save(buffer)
    file = opened(buffer.getvalue())
    assert [(each.title, each.page, each.depth) for each in file.outline()] == [
        ("First", 0, 0),
        ("Inside", 2, 1),
    ]
    (link,) = file.links(1)
    assert (link.box, link.address, link.page) == ((10, 60, 60, 80), "https://example.org/a", -1)
    assert file.links(0) == ()


def test_a_password_is_asked_for_and_opens_the_file(opened: Open) -> None:
    buffer = io.BytesIO()
    locks = pikepdf.Encryption(owner="owner", user="sesame")
    pikepdf.open(io.BytesIO(word_pdf("secret words"))).save(buffer, encryption=locks)
    for wrong in (None, "guess"):
        with pytest.raises(EvidenceError) as caught:
            opened(buffer.getvalue(), password=wrong)
        assert caught.value.code == "password"
    assert "secret" in opened(buffer.getvalue(), password="sesame").text(0).text


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"junk " * 900, pdf_of([b"<</Type/Catalog>>"])]
)
def test_a_broken_pdf_is_called_damaged(opened: Open, data: bytes) -> None:
    with pytest.raises(EvidenceError) as caught:
        opened(data)
    assert caught.value.code == "damaged"
    assert "PDF" in caught.value.sentence


def test_a_page_that_is_not_there_is_said_so(opened: Open) -> None:
    file = opened(word_pdf("one"))
    with pytest.raises(EvidenceError, match="no such page"):
        file.render(1, 1)
    with pytest.raises(EvidenceError, match="no such page"):
        file.text(7)


def test_a_picture_beyond_the_largest_is_refused_but_its_clip_is_drawn(opened: Open) -> None:
    file = opened(word_pdf("Hill"))
    with pytest.raises(EvidenceError) as caught:
        file.render(0, 200)
    assert caught.value.code == "too-large"
    assert file.render(0, 200, clip=(4000, 11000, 300, 200)).width == 300


def test_a_long_document_opens_and_its_pages_have_sizes(opened: Open) -> None:
    file = opened(word_pdf("page", pages=2000))
    assert len(file.info.pages) == 2000
    assert file.page_sizes(1500, 1600) == ((200.0, 100.0),) * 100
    assert file.render(1999, 1).width == 200


def test_the_first_page_of_a_huge_scan_reads_a_few_of_its_bytes() -> None:
    source = CountedSource(scan_pdf(pages=100, page_bytes=1_000_000))
    assert source.size > 100_000_000
    with WorkerPool() as pool, pool.open(source, "scan.pdf") as file:
        assert len(file.info.pages) == 100
        assert file.render(0, 1).width == 595
        assert source.served < 5_000_000
        file.render(1, 1)
        assert source.served < 8_000_000
    assert source.closed


def test_pages_not_yet_measured_get_their_true_size_when_asked() -> None:
    source = BytesSource(scan_pdf(pages=60, page_bytes=1_000_000))
    with WorkerPool() as pool, pool.open(source, "scan.pdf") as file:
        assert 1 <= file.info.measured < 60
        assert file.page_sizes(0, 60) == ((595.0, 842.0),) * 60
        assert file.info.measured == 60


def test_a_long_scan_is_opened_anew_now_and_then_so_that_not_all_of_it_is_kept() -> None:
    opened: list[int] = []

    class Watched(pdf.Pdf):
        def _load(self) -> None:
            super()._load()
            opened.append(self._source.fetched)

    data = scan_pdf(40, 1_000_000)
    document = Watched(RemoteFile(len(data), lambda offset, length: data[offset : offset + length]), "")
    with mmap.mmap(-1, 4 * 60 * 84) as area:
        for number in range(40):
            area[:4] = bytes(4)
            document.draw(Drawing(number, 60, 84, 0, (0, 0, 60, 84)), area)
            assert area[0] == 0x80
    document.close()
    apart = [later - earlier for earlier, later in pairwise(opened)]
    assert len(apart) == 2
    assert all(16 << 20 < each < 20 << 20 for each in apart)


def test_a_file_that_had_to_be_read_through_to_be_opened_is_not_read_through_every_few_pages() -> None:
    data = word_pdf("Hill").replace(b"startxref", b"startxxxx") + bytes(40 << 20)
    asked: list[int] = []

    def fetch(offset: int, length: int) -> bytes:
        asked.append(length)
        return data[offset : offset + length]

    document = pdf.Pdf(RemoteFile(len(data), fetch), "")
    before = sum(asked)
    for _ in range(20):
        assert "Hill" in document.part("words", 0, 0, 1)[1].decode()
    assert sum(asked) < 2 * before
    document.close()
