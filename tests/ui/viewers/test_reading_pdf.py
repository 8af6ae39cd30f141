"""A long document in its viewer: panes, outline, links, single pages, search over all, and pages that break."""

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import BytesSource, OpenedEvidence, Pixels, WorkerPool
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.viewers import pdf as pdf_module
from reviewer_app.ui.viewers.looks import Look
from reviewer_app.ui.viewers.pdf import PdfViewer
from tests.ui.pointer import move_pointer
from tests.ui.review.desk_double import lesson_plan

Settle = Callable[[], None]
PAGES = 40


def linked_plan() -> bytes:
    """Forty pages with an outline, a link out on the first page and a link to page 31."""
    document = pikepdf.open(io.BytesIO(lesson_plan(PAGES)))
    with document.open_outline() as outline:
        for week in range(4):
            item = pikepdf.OutlineItem(f"Week {week + 1}", week * 10)
            item.children.append(pikepdf.OutlineItem("Day one", week * 10 + 1))
            outline.root.append(item)
    out = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/frogs"))
    first = document.pages[0]
    first.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[60, 600, 160, 640], A=out),
            pikepdf.Dictionary(
                Subtype=pikepdf.Name.Link,
                Rect=[60, 500, 160, 540],
                Dest=pikepdf.Array([document.pages[30].obj, pikepdf.Name.Fit]),
            ),
        ]
    )
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def viewer(lanes: Jobs, qapp: QApplication) -> Iterator[PdfViewer]:
    made = PdfViewer(lanes)
    made.resize(700, 600)
    made.show()
    yield made
    made.deleteLater()
    qapp.processEvents()


@pytest.fixture
def pdf(viewer: PdfViewer, pool: WorkerPool, settle: Settle) -> Iterator[PdfViewer]:
    with pool.open(BytesSource(linked_plan()), "plan.pdf") as handle:
        viewer.open(handle, "plan.pdf")
        settle()
        yield viewer
        viewer.shut()
        settle()


def wheel(viewer: PdfViewer, down: int) -> None:
    spot = QPointF(200, 200)
    view = viewer.canvas.viewport()
    turned = QWheelEvent(
        spot, view.mapToGlobal(spot), QPoint(), QPoint(0, -120 * down), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, turned)


def test_small_pages_are_drawn_only_where_they_are_seen(pdf: PdfViewer, settle: Settle) -> None:
    small = pdf.canvas.stream.small
    assert small.size == 0
    pdf.look(Look.THUMBNAILS)
    pdf.side.thumbnails._want()
    settle()
    seen = {tile.page for tile in small._kept}
    assert 0 in seen
    assert len(seen) < 10
    pdf.go_to(38)
    pdf.side.thumbnails._want()
    settle()
    assert {tile.page for tile in small._kept} - seen >= {36, 37}
    assert pdf.side.thumbnails.currentIndex().row() == 37
    QTest.keyClick(pdf.side.thumbnails, Qt.Key.Key_Up)
    assert pdf.canvas.page == 36
    pdf.look(Look.THUMBNAILS)
    assert pdf.side.isHidden()


def test_the_outline_is_a_tree_that_leads_to_its_pages(pdf: PdfViewer, settle: Settle) -> None:
    pdf.look(Look.OUTLINE)
    settle()
    tree = pdf.side.outline.tree
    assert [tree.topLevelItem(row).text(0) for row in range(4)] == ["Week 1", "Week 2", "Week 3", "Week 4"]
    assert tree.topLevelItem(2).child(0).text(1) == "22"
    tree.setFocus()
    tree.setCurrentItem(tree.topLevelItem(2).child(0))
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert pdf.canvas.page == 21
    pdf.canvas.setFocus()
    pdf.go_to(35)
    assert tree.currentItem().text(0) == "Day one"
    assert pdf.looks()[Look.OUTLINE]


def test_a_document_without_an_outline_says_so(viewer: PdfViewer, pool: WorkerPool, settle: Settle) -> None:
    with pool.open(BytesSource(lesson_plan(2)), "plan.pdf") as handle:
        viewer.open(handle, "plan.pdf")
        viewer.look(Look.OUTLINE)
        settle()
        assert viewer.side.outline.said.isVisible()
        assert not viewer.side.outline.tree.isVisible()
        viewer.shut()
        settle()


def test_links_jump_inside_and_ask_before_they_leave(
    pdf: PdfViewer, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(_parent: QWidget, address: str) -> None:
        asked.append(address)

    monkeypatch.setattr(pdf_module, "ask_link", ask)
    canvas = pdf.canvas
    out, inside = canvas.stream.links[0]

    def click(box: tuple[float, float, float, float]) -> None:
        x, y, wide, high = canvas.layout_of_pages.to_view(0, box)
        spot = QPoint(round(x + wide / 2), round(y + high / 2)) - canvas.offset()
        move_pointer(canvas.viewport(), spot)
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    canvas.show_box(0, out.box)
    click(out.box)
    assert asked == ["https://example.org/frogs"]
    assert canvas.viewport().toolTip() == "Link to example.org"
    assert canvas.page == 0
    click(inside.box)
    assert canvas.page == 30
    pdf.go_to(1)
    pdf.toggle_extra()
    settle()
    listed = pdf.page_text.list
    assert [listed.item(row).text() for row in range(listed.count())] == [
        "Link to example.org",
        "Go to page 31",
    ]
    listed.setCurrentRow(1)
    listed.itemActivated.emit(listed.item(1))
    assert canvas.page == 30
    settle()
    assert listed.isHidden()


def test_a_single_page_turns_at_its_ends(pdf: PdfViewer, settle: Settle) -> None:
    pdf.look(Look.SINGLE)
    pdf.look(Look.WHOLE_PAGE)
    canvas = pdf.canvas
    seen = []
    for _ in range(3):
        seen.append(canvas.page)
        window = canvas.layout_of_pages.visible(canvas.offset().y(), canvas.viewport().height())
        assert window == range(canvas.page, canvas.page + 1)
        wheel(pdf, 1)
    assert seen == [0, 1, 2]
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    assert canvas.page == 2
    QTest.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.page == PAGES - 1
    wheel(pdf, 1)
    assert canvas.page == PAGES - 1
    pdf.rotate()
    assert canvas.page == PAGES - 1
    where = pdf.remembered()
    pdf.look(Look.SINGLE)
    assert not pdf.looks()[Look.SINGLE]
    assert canvas.page == PAGES - 1
    pdf.restore(where)
    assert (canvas.single, canvas.page) == (True, PAGES - 1)
    for _ in range(3):
        pdf.rotate()
    pdf.fit()
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    wheel(pdf, -1)
    assert canvas.page == PAGES - 1
    bar.setValue(bar.minimum())
    wheel(pdf, -1)
    assert canvas.page == PAGES - 2
    assert bar.value() == bar.maximum()


def test_all_pages_are_searched_by_their_words_alone(pdf: PdfViewer, settle: Settle) -> None:
    told: list[tuple[int, int]] = []
    pdf.found.connect(lambda at, count: told.append((at, count)))
    pdf.search("six open questions")
    settle()
    stream = pdf.canvas.stream
    assert stream.all_indexed
    assert len(stream.texts) < 8, "places of letters were read of pages nobody sees"
    assert told[-1] == (1, PAGES)
    pdf.next_hit(-1)
    settle()
    assert pdf.canvas.page == PAGES - 1
    assert told[-1] == (PAGES, PAGES)
    page, start, end = pdf.canvas.hits[-1]
    assert stream.texts[page].quote(start, end).lower() == "six open questions"
    pdf.search("Page 7 of my notes")
    while not pdf.finder.through:
        QApplication.processEvents()
    assert told[-1] == (1, 1), "the words are here already"
    assert pdf.canvas.page == 6


def test_a_page_that_cannot_be_drawn_leaves_the_others(
    viewer: PdfViewer, pool: WorkerPool, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = OpenedEvidence.render
    broke: list[object] = []
    viewer.broke.connect(broke.append)

    def render(self: OpenedEvidence, page: int, *rest: object) -> Pixels:
        if page == 3:
            raise EvidenceError("damaged", "This page is damaged", "It cannot be shown.", "Go on.")
        return drawn(self, page, *rest)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(OpenedEvidence, "render", render)
    with pool.open(BytesSource(lesson_plan(8)), "plan.pdf") as handle:
        viewer.open(handle, "plan.pdf")
        settle()
        viewer.go_to(4)
        settle()
        assert viewer.canvas.stream.failed[3].title == "This page is damaged"
        viewer.canvas.viewport().grab()
        viewer.go_to(6)
        settle()
        assert viewer.canvas.sharp
        assert broke == []
        viewer.shut()
        settle()


def test_words_that_cannot_be_read_end_the_search_and_not_the_document(
    pdf: PdfViewer, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    broke: list[object] = []
    pdf.broke.connect(broke.append)
    reads = OpenedEvidence.part

    def part(self: OpenedEvidence, what: str, index: int, first: int, count: int) -> object:
        if first <= 5 < first + count:
            raise EvidenceError("worker-crashed", "It broke", "It was closed.", "Try again.")
        return reads(self, what, index, first, count)

    monkeypatch.setattr(OpenedEvidence, "part", part)
    pdf.search("six open questions")
    settle()
    assert len(pdf.canvas.hits) == PAGES - 1
    assert broke == []
