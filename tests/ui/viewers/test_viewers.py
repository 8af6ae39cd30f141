"""One contract for every viewer: open, cite, reveal, search, zoom, remember, and let go."""

import io
import zipfile
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.submission import Answer
from reviewer_app.evidence import BytesSource, OpenedEvidence, WorkerPool
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.viewers.answers import AnswersViewer
from reviewer_app.ui.viewers.archive import ArchiveViewer
from reviewer_app.ui.viewers.image import ImageViewer
from reviewer_app.ui.viewers.media import MediaViewer
from reviewer_app.ui.viewers.paper import PaperViewer
from reviewer_app.ui.viewers.pdf import PdfViewer
from reviewer_app.ui.viewers.place import Place, Selected, place_of
from reviewer_app.ui.viewers.place import Shown as Cited
from reviewer_app.ui.viewers.sheets import SheetsViewer
from reviewer_app.ui.viewers.slides import SlidesViewer
from reviewer_app.ui.viewers.text import TextViewer
from reviewer_app.ui.viewers.viewer import Can, Viewer
from tests.evidence.media import video
from tests.evidence.paper_samples import deck, letter
from tests.ui.pointer import move_pointer
from tests.ui.review.desk_double import lesson_plan, photo

Settle = Callable[[], None]


def packed() -> bytes:
    """A zip of many notes in two folders."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(60):
            made.writestr(f"week {number % 2}/wait time {number}.txt", "words")
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "plan.pdf": lambda: lesson_plan(3),
    "photo.jpg": photo,
    "letter.docx": letter,
    "deck.pptx": deck,
    "works.zip": packed,
    "marks.csv": lambda: ("day,words\n" + "1,Wait time\n" * 400 + "2,The frogs wait too\n").encode(),
    "clip.mp4": lambda: video(seconds=2),
    "notes.txt": lambda: ("Wait time, day one.\n" * 400 + "The frogs wait too.\n").encode(),
}
VIEWERS: dict[str, Callable[[Jobs], Viewer]] = {
    "pdf": PdfViewer,
    "jpg": ImageViewer,
    "txt": TextViewer,
    "docx": PaperViewer,
    "pptx": SlidesViewer,
    "csv": SheetsViewer,
    "zip": ArchiveViewer,
    "mp4": MediaViewer,
}


def words_of(quote: str) -> Callable[[], Selected]:
    return lambda: Selected(({"type": "TextQuoteSelector", "exact": quote},), quote)


PLACES: dict[type[Viewer], Callable[[], Selected]] = {
    TextViewer: words_of("Wait time, day one."),
    AnswersViewer: words_of("What changed?"),
    PaperViewer: words_of("I counted to three"),
}
"""Where a citation of all there is would show nothing in the evidence itself."""


class Shown:
    """A viewer that has opened its file, with what it said."""

    def __init__(self, viewer: Viewer, handle: OpenedEvidence | None, settle: Settle) -> None:
        self.viewer, self.handle, self.settle = viewer, handle, settle
        self.found: list[tuple[int, int]] = []
        self.broke: list[ReviewerError] = []
        viewer.found.connect(lambda at, count: self.found.append((at, count)))
        viewer.broke.connect(self.broke.append)


def looks(shown: Shown) -> QImage:
    shown.settle()
    return shown.viewer.grab().toImage()


@pytest.fixture(
    params=[
        "plan.pdf",
        "photo.jpg",
        "notes.txt",
        "letter.docx",
        "deck.pptx",
        "marks.csv",
        "works.zip",
        "clip.mp4",
        "answers",
    ]
)
def shown(
    request: pytest.FixtureRequest, pool: WorkerPool, lanes: Jobs, settle: Settle, qapp: QApplication
) -> Iterator[Shown]:
    name = request.param
    viewer: Viewer
    handle = None
    if name == "answers":
        viewer = answers = AnswersViewer()
        answers.show_answers(
            [Answer("What changed?", "Wait time grew. " * 40), Answer("Why?", "Frogs wait.")], name
        )
    else:
        viewer = VIEWERS[name.rpartition(".")[2]](lanes)
        handle = pool.open(BytesSource(FILES[name]()), name)
    made = Shown(viewer, handle, settle)
    viewer.resize(700, 600)
    viewer.show()
    if handle is not None:
        viewer.open(handle, name)
    settle()
    yield made
    viewer.shut()
    settle()
    if handle is not None:
        handle.close()
    viewer.deleteLater()
    qapp.processEvents()


def test_it_opens_and_can_be_cited_at_once(shown: Shown) -> None:
    chosen = shown.viewer.selection()
    assert chosen is not None
    assert chosen.label
    assert Can.CITE in shown.viewer.can
    assert shown.broke == []


def test_it_zooms_in_and_out_and_fits(shown: Shown) -> None:
    if Can.ZOOM not in shown.viewer.can:
        assert isinstance(shown.viewer, MediaViewer)
        return
    told: list[float] = []
    shown.viewer.zoomed.connect(told.append)
    shown.viewer.zoom_in()
    shown.viewer.zoom_in()
    shown.viewer.zoom_out()
    shown.viewer.actual_size()
    shown.settle()
    assert told[1] > told[0]
    assert told[2] < told[1]
    assert told[-1] == 1.0
    shown.viewer.fit()
    assert shown.broke == []


def test_it_goes_back_to_a_remembered_place(shown: Shown) -> None:
    shown.viewer.zoom_in()
    shown.viewer.scroll_page(True)
    shown.settle()
    where = shown.viewer.remembered()
    shown.viewer.fit()
    shown.viewer.scroll_page(False)
    shown.viewer.restore(where)
    shown.settle()
    assert shown.viewer.remembered() == where
    for bad in ({"page": "x"}, {"zoom": None, "fit": "sideways"}, {"scroll": "far"}, {}):
        shown.viewer.restore(bad)
    assert shown.broke == []


def test_searching_marks_counts_and_goes_round(shown: Shown) -> None:
    if Can.SEARCH not in shown.viewer.can:
        assert isinstance(shown.viewer, ImageViewer | MediaViewer)
        return
    shown.viewer.search("WAIT")
    shown.settle()
    at, count = shown.found[-1]
    assert at == 1
    assert count > 2
    shown.viewer.next_hit(-1)
    assert shown.found[-1] == (count, count)
    shown.viewer.next_hit()
    assert shown.found[-1] == (1, count)
    shown.viewer.search("no such words anywhere")
    shown.settle()
    assert shown.found[-1] == (0, 0)


def test_a_citation_leads_back_to_its_place(shown: Shown) -> None:
    chosen = shown.viewer.selection()
    assert chosen is not None
    shown.viewer.reveal(place_of(chosen.selectors))
    shown.viewer.reveal(Place(999, None, "words that are not there"))
    shown.settle()
    assert shown.broke == []


def test_citations_are_drawn_the_current_one_stronger_and_all_taken_away(shown: Shown) -> None:
    if isinstance(shown.viewer, ArchiveViewer):
        return
    place = place_of(PLACES.get(type(shown.viewer), shown.viewer.selection)().selectors)
    bare = looks(shown)
    shown.viewer.show_citations((Cited("c1", "2.1", place),))
    quiet = looks(shown)
    shown.viewer.show_citations((Cited("c1", "2.1", place, current=True),))
    strong = looks(shown)
    assert bare != quiet
    assert quiet != strong
    shown.viewer.show_citations(())
    assert looks(shown) not in (quiet, strong)
    assert shown.broke == []


def test_a_shut_viewer_says_nothing_more(shown: Shown) -> None:
    shown.viewer.search("wait")
    shown.viewer.shut()
    shown.found.clear()
    shown.settle()
    assert shown.found == []
    assert shown.broke == []


# Pages


@pytest.fixture
def pdf(pool: WorkerPool, lanes: Jobs, settle: Settle, qapp: QApplication) -> Iterator[PdfViewer]:
    viewer = PdfViewer(lanes)
    viewer.resize(700, 600)
    viewer.show()
    with pool.open(BytesSource(lesson_plan(60)), "long.pdf") as handle:
        viewer.open(handle, "long.pdf")
        settle()
        yield viewer
        viewer.shut()
        settle()
    viewer.deleteLater()
    qapp.processEvents()


def test_only_what_is_seen_is_drawn(pdf: PdfViewer, settle: Settle) -> None:
    pages = {tile.page for tile in pdf.canvas.stream.pictures._kept}
    assert pages <= {0, 1, 2}
    for page in range(2, 60):
        pdf.go_to(page)
    settle()
    drawn = {tile.page for tile in pdf.canvas.stream.pictures._kept}
    assert 58 in drawn
    assert not drawn & set(range(10, 50)), "pages that were flown over were drawn"


def test_ctrl_wheel_keeps_the_spot_under_the_cursor(pdf: PdfViewer, settle: Settle) -> None:
    pdf.go_to(3)
    canvas = pdf.canvas
    spot = QPointF(300, 250)

    def under() -> tuple[float, float]:
        content = spot + QPointF(canvas.offset())
        page = canvas.layout_of_pages.page_at(content.y())
        return canvas.layout_of_pages.to_page(page, content.x(), content.y())

    before, factor = under(), canvas.factor
    wheel = QWheelEvent(
        spot, canvas.viewport().mapToGlobal(spot), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), wheel)
    settle()
    assert canvas.factor > factor
    assert under() == pytest.approx(before, abs=2.5)


def test_dragging_selects_words_and_copies_them(pdf: PdfViewer, settle: Settle) -> None:
    canvas = pdf.canvas
    text = canvas.stream.texts[0]
    start, end = text.find("six open questions")[0]
    first = canvas.layout_of_pages.to_view(0, text.rects(start, start + 1)[0])
    last = canvas.layout_of_pages.to_view(0, text.rects(end - 1, end)[0])
    at = canvas.offset()
    middle = round(first[1] + first[3] / 2) - at.y()
    view = canvas.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(round(first[0]) + 1 - at.x(), middle))
    move_pointer(view, QPoint(round(last[0] + last[2]) - at.x(), middle), Qt.MouseButton.LeftButton)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(round(last[0] + last[2]) - at.x(), middle))
    assert canvas.quote() == "six open questions"
    QTest.keyClick(canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "six open questions"
    chosen = pdf.selection()
    assert chosen is not None
    assert chosen.label == "p. 1 “six open questions”"
    QTest.keyClick(canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(canvas.quote()) > 500


def test_the_text_of_a_page_can_be_read_by_keyboard(pdf: PdfViewer, settle: Settle) -> None:
    pdf.toggle_extra()
    settle()
    assert "six open questions" in pdf.page_text.words.toPlainText()
    pdf.go_to(7)
    settle()
    assert "Page 7 of my notes" in pdf.page_text.words.toPlainText()
    assert pdf.canvas.accessibleName() == "long.pdf, page 7 of 60"


def test_every_quarter_turn_keeps_the_page(pdf: PdfViewer, settle: Settle) -> None:
    pdf.go_to(5)
    for turn in (90, 180, 270, 0):
        pdf.rotate()
        settle()
        assert (pdf.canvas.rotation, pdf.canvas.page) == (turn, 4)


def test_great_zoom_asks_for_parts_of_a_page_only(pdf: PdfViewer, settle: Settle) -> None:
    for _ in range(12):
        pdf.zoom_in()
    settle()
    sharp = [
        tile for tile in pdf.canvas.stream.pictures._kept if tile.scale == pdf.canvas.layout_of_pages.scale
    ]
    assert sharp
    assert not any(tile.whole for tile in sharp)
    assert pdf.canvas.stream.pictures.size < 140 << 20


# Pictures and cards


def test_a_turned_photo_stands_upright_with_its_facts(
    pool: WorkerPool, lanes: Jobs, settle: Settle, qapp: QApplication
) -> None:
    viewer = ImageViewer(lanes)
    viewer.resize(600, 500)
    viewer.show()
    with pool.open(BytesSource(photo(1200, 900)), "photo.jpg") as handle:
        viewer.open(handle, "photo.jpg")
        viewer.toggle_extra()
        settle()
        facts = {viewer.facts.topLevelItem(i).text(0): viewer.facts.topLevelItem(i).text(1) for i in range(3)}
        assert facts["Size"].replace(",", "") == "1200 × 900 pixels"
        assert facts["Camera"] == "Fairphone FP5"
        view = viewer.canvas.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, QPoint(100, 60))
        move_pointer(view, QPoint(260, 160), Qt.MouseButton.LeftButton)
        QTest.mouseRelease(
            view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, QPoint(260, 160)
        )
        chosen = viewer.selection()
        assert chosen is not None
        assert "xywh=percent:" in chosen.selectors[0]["value"]
        viewer.shut()
        settle()
    viewer.deleteLater()
    qapp.processEvents()


def test_a_see_through_picture_is_drawn(
    pool: WorkerPool, lanes: Jobs, settle: Settle, qapp: QApplication
) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (255, 0, 0, 128)).save(out, "PNG")
    viewer = ImageViewer(lanes)
    viewer.resize(300, 300)
    viewer.show()
    with pool.open(BytesSource(out.getvalue()), "x.png") as handle:
        viewer.open(handle, "x.png")
        settle()
        middle = viewer.canvas.viewport().grab().toImage().pixelColor(150, 150)
        assert middle.red() == 255
        assert 120 < middle.green() < 135
        viewer.shut()
        settle()
    viewer.deleteLater()
    qapp.processEvents()
