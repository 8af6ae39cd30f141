"""Citations on the evidence: drawn where they point, told when clicked; regions marked by mouse and by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer_app.domain.submission import Answer
from reviewer_app.evidence import BytesSource, WorkerPool
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.viewers.answers import AnswersViewer
from reviewer_app.ui.viewers.image import ImageViewer
from reviewer_app.ui.viewers.pdf import PdfViewer
from reviewer_app.ui.viewers.place import Place, Shown, place_of
from reviewer_app.ui.viewers.reading import ReadingViewer
from reviewer_app.ui.viewers.text import TextViewer
from reviewer_app.ui.viewers.viewer import Viewer
from reviewer_app.ui.viewers.wide_letters import WideLetters
from tests.ui.pointer import move_pointer
from tests.ui.review.desk_double import lesson_plan, photo

Settle = Callable[[], None]
Made = Callable[[type[Viewer], bytes, str], Viewer]
CONTROL, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
NOTES = ("Wait time, day one.\n" * 30 + "The frogs wait too.\n").encode()
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def show(pool: WorkerPool, lanes: Jobs, settle: Settle, qapp: QApplication) -> Iterator[Made]:
    made: list[tuple[Viewer, object]] = []

    def open_viewer(kind: type[Viewer], data: bytes, name: str) -> Viewer:
        viewer = kind(lanes)  # type: ignore[call-arg]
        handle = pool.open(BytesSource(data), name)
        made.append((viewer, handle))
        viewer.resize(800, 640)
        viewer.show()
        viewer.open(handle, name)
        settle()
        return viewer

    yield open_viewer
    for viewer, handle in made:
        viewer.shut()
        settle()
        handle.close()  # type: ignore[attr-defined]
        viewer.deleteLater()
    qapp.processEvents()


def blue(widget: QWidget) -> int:
    """How many pixels are as blue as a citation."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return sum(
        picture.pixelColor(x, y).blue() - picture.pixelColor(x, y).red() > 24
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    )


def words(viewer: PdfViewer) -> Place:
    viewer.canvas.select((0, 0, 9))
    chosen = viewer.selection()
    viewer.canvas.select(None)
    assert chosen is not None
    return place_of(chosen.selectors)


def test_words_of_a_page_are_tinted_more_when_spoken_of(show: Made, settle: Settle) -> None:
    viewer = show(PdfViewer, lesson_plan(1), "plan.pdf")
    assert isinstance(viewer, PdfViewer)
    place = words(viewer)
    bare = blue(viewer.canvas.viewport())
    viewer.show_citations((Shown("c1", "2.1", place),))
    quiet = blue(viewer.canvas.viewport())
    viewer.show_citations((Shown("c1", "2.1", place, current=True),))
    assert bare < quiet < blue(viewer.canvas.viewport())


def test_a_click_on_a_citation_or_its_tag_names_it(show: Made) -> None:
    viewer = show(PdfViewer, lesson_plan(1), "plan.pdf")
    assert isinstance(viewer, PdfViewer)
    told: list[str] = []
    viewer.citation_clicked.connect(told.append)
    shown = (
        Shown("words", "2.1", words(viewer)),
        Shown("region", "2.2", Place(1, (10.0, 40.0, 20.0, 10.0))),
        Shown("page", "2.3", Place(1)),
    )
    viewer.show_citations(shown)
    offset = QPointF(viewer.canvas.offset())
    for each in shown:
        tag = viewer.cited.tag(each)
        assert tag is not None
        QTest.mouseClick(viewer.canvas.viewport(), LEFT, PLAIN, (tag.center() - offset).toPoint())
    (box,) = viewer.cited.boxes(shown[0])
    QTest.mouseClick(viewer.canvas.viewport(), LEFT, PLAIN, (box.center() - offset).toPoint())
    QTest.mouseClick(viewer.canvas.viewport(), LEFT, PLAIN, QPoint(3, 3))
    assert told == ["words", "region", "page", "words"]


def test_tags_of_several_criteria_on_the_same_words_lie_beside_each_other(show: Made) -> None:
    viewer = show(PdfViewer, lesson_plan(1), "plan.pdf")
    assert isinstance(viewer, PdfViewer)
    place = words(viewer)
    one, two = Shown("a", "2.1", place), Shown("b", "2.2", place)
    viewer.show_citations((one, two))
    first, second = viewer.cited.tag(one), viewer.cited.tag(two)
    assert first is not None
    assert second is not None
    assert not first.intersects(second)


def test_selected_words_are_cited_with_what_stands_around_them(show: Made) -> None:
    viewer = show(PdfViewer, lesson_plan(1), "plan.pdf")
    assert isinstance(viewer, PdfViewer)
    text = viewer.canvas.stream.texts[0].text
    start = text.index("counted")
    viewer.canvas.select((0, start, start + 7))
    chosen = viewer.selection()
    assert chosen is not None
    place = place_of(chosen.selectors)
    assert (place.quote, place.start, place.end) == ("counted", start, start + 7)
    assert place.prefix.endswith("and ")
    assert place.suffix.startswith(" silently")


def test_a_region_is_marked_moved_and_sized_by_keys(show: Made) -> None:
    viewer = show(PdfViewer, lesson_plan(1), "plan.pdf")
    assert isinstance(viewer, PdfViewer)
    viewer.mark_region()
    before = viewer.hand.region
    assert before is not None
    for key, held in (
        (Qt.Key.Key_Left, PLAIN),
        (Qt.Key.Key_Down, PLAIN),
        (Qt.Key.Key_Right, SHIFT),
        (Qt.Key.Key_Up, SHIFT | CONTROL),
    ):
        QTest.keyClick(viewer.canvas, key, held)
    left, top, wide, high = before
    assert viewer.hand.region == pytest.approx((left - 2, top + 2, wide + 2, high - 0.25))
    chosen = viewer.selection()
    assert chosen is not None
    assert chosen.label == "p. 1 region"
    assert place_of(chosen.selectors).region == pytest.approx(viewer.hand.region, abs=0.01)
    for _ in range(80):
        QTest.keyClick(viewer.canvas, Qt.Key.Key_Left)
        QTest.keyClick(viewer.canvas, Qt.Key.Key_Down, SHIFT)
    left, top, wide, high = viewer.hand.region
    assert (left, top + high) == pytest.approx((0, 100))
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    assert viewer.hand.region is None
    chosen = viewer.selection()
    assert chosen is not None
    assert chosen.label == "p. 1"


@pytest.mark.parametrize(("kind", "held"), [("pdf", CONTROL), ("pdf", PLAIN), ("jpg", SHIFT), ("jpg", PLAIN)])
def test_a_region_is_drawn_by_dragging(show: Made, kind: str, held: Qt.KeyboardModifier) -> None:
    viewer = (
        show(PdfViewer, lesson_plan(1), "plan.pdf")
        if kind == "pdf"
        else show(ImageViewer, photo(), "photo.jpg")
    )
    assert isinstance(viewer, PdfViewer | ImageViewer)
    hand = viewer.hand if isinstance(viewer, PdfViewer) else viewer.canvas.hand
    if held == PLAIN:
        viewer.mark_region()
    port = viewer.canvas.viewport()
    start, end = QPoint(port.width() // 3, port.height() // 3), QPoint(port.width() // 2, port.height() // 2)
    QTest.mousePress(port, LEFT, held, start)
    move_pointer(port, end, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(port, LEFT, held, end)
    assert hand.region is not None
    left, top, wide, high = viewer.canvas.layout_of_pages.to_view(0, viewer.canvas.box_of(0, hand.region))
    offset = viewer.canvas.offset()
    assert (left - offset.x(), top - offset.y()) == pytest.approx((start.x(), start.y()), abs=2)
    assert (wide, high) == pytest.approx((end.x() - start.x(), end.y() - start.y()), abs=3)
    # A plain click elsewhere lets go of what was drawn with a modifier.
    hand.active = False
    QTest.mouseClick(port, LEFT, PLAIN, QPoint(5, 5))
    assert hand.region is None


def test_a_turned_page_is_marked_where_the_mouse_was(show: Made) -> None:
    viewer = show(PdfViewer, lesson_plan(1), "plan.pdf")
    assert isinstance(viewer, PdfViewer)
    viewer.rotate()
    viewer.hand.put(0, (10.0, 20.0, 30.0, 5.0))
    shown = Shown("c", "2.1", Place(1, (10.0, 20.0, 30.0, 5.0)))
    viewer.show_citations((shown,))
    (box,) = viewer.cited.boxes(shown)
    assert box.height() > box.width()
    assert viewer.cited.at(box.center() - QPointF(viewer.canvas.offset())) == "c"


def test_words_of_a_text_are_tinted_and_named_beside_it(show: Made, settle: Settle) -> None:
    viewer = show(TextViewer, NOTES, "notes.txt")
    assert isinstance(viewer, TextViewer)
    told: list[str] = []
    viewer.citation_clicked.connect(told.append)
    wide = viewer.page.viewport().width()
    start = viewer.words().index("day one")
    place = Place(quote="day one", start=start, end=start + 7)
    viewer.show_citations((Shown("c1", "2.1", place), Shown("gone", "2.2", Place(quote="no such words"))))
    assert viewer.cited.spans() == [((start, start + 7), False)]
    assert viewer.page.viewport().width() < wide
    ((_shown, tag),) = viewer.cited.tags()
    QTest.mouseClick(viewer.cited, LEFT, PLAIN, tag.center().toPoint())
    cursor = viewer.page.textCursor()
    cursor.setPosition(start + 3)
    spot = viewer.page.cursorRect(cursor).center()
    QTest.mouseClick(viewer.page.viewport(), LEFT, PLAIN, spot)
    assert told == ["c1", "c1"]
    viewer.show_citations(())
    assert viewer.page.viewport().width() == wide


FROGS = "🐸 frogs 🐸🐸\nWait time, day one. Then 🐸 the frogs wait."


@pytest.mark.parametrize("kind", ["text", "answers"])
def test_letters_that_qt_counts_twice_shift_nothing(show: Made, settle: Settle, kind: str) -> None:
    if kind == "text":
        viewer = show(TextViewer, FROGS.encode(), "notes.txt")
    else:
        viewer = AnswersViewer()
        viewer.show_answers([Answer(*FROGS.split("\n"))], "answers")
    assert isinstance(viewer, ReadingViewer)
    assert viewer.words() == FROGS
    start = FROGS.index("frogs wait")
    viewer.reveal(Place(quote="frogs wait", start=start, end=start + 10))
    viewer.search("day one")
    (marked, hit) = (each.cursor.selectedText() for each in viewer.page.extraSelections())
    assert {marked, hit} == {"frogs wait", "day one"}
    shift = FROGS[:start].count("🐸")
    cursor = viewer.page.textCursor()
    cursor.setPosition(start + shift)
    cursor.setPosition(start + shift + 10, cursor.MoveMode.KeepAnchor)
    viewer.page.setTextCursor(cursor)
    chosen = viewer.selection()
    assert chosen is not None
    place = place_of(chosen.selectors)
    assert (place.quote, place.start, place.end) == ("frogs wait", start, start + 10)
    viewer.show_citations((Shown("c1", "2.1", place),))
    spot = viewer.page.cursorRect(viewer.page.textCursor())
    ((_shown, tag),) = viewer.cited.tags()
    assert abs(tag.center().y() - spot.center().y()) < spot.height()
    viewer.shut()


@pytest.mark.parametrize("text", ["", "plain", "ü", "🐸", "a🐸🐸b🐸"])
def test_both_ways_of_counting_lead_back(text: str) -> None:
    letters = WideLetters(text)
    for offset in range(len(text) + 1):
        wide = len(text[:offset].encode("utf-16-le")) // 2
        assert letters.to_page(offset) == wide
        assert letters.to_text(wide) == offset


def test_answers_keep_their_citations_at_another_size(qapp: QApplication) -> None:
    viewer = AnswersViewer()
    viewer.resize(500, 400)
    viewer.show_answers([Answer("What changed?", "Wait time grew. The frogs wait.")], "answers")
    viewer.show()
    viewer.show_citations((Shown("c1", "2.1", Place(quote="frogs wait")),))
    viewer.zoom_in()
    ((span, _current),) = viewer.cited.spans()
    assert viewer.words()[slice(*span)] == "frogs wait"
    viewer.deleteLater()
    qapp.processEvents()
