"""Papers and slides on the screen: cited by their words at any size, nothing loaded, links asked about."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.evidence import BytesSource, OpenedEvidence, WorkerPool
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers import paper_page
from reviewer_app.ui.viewers.paper import PaperViewer
from reviewer_app.ui.viewers.place import Place, Shown, place_of
from reviewer_app.ui.viewers.slides import SlidesViewer
from tests.evidence.paper_samples import deck, letter, open_text, rich_letter
from tests.evidence.samples import image_bytes

Settle = Callable[[], None]
Show = Callable[[type[PaperViewer], bytes, str], PaperViewer]


@pytest.fixture
def show(pool: WorkerPool, lanes: Jobs, settle: Settle, qapp: QApplication) -> Iterator[Show]:
    viewers: list[PaperViewer] = []
    files: list[OpenedEvidence] = []

    def run(kind: type[PaperViewer], data: bytes, name: str) -> PaperViewer:
        viewer = kind(lanes)
        viewers.append(viewer)
        files.append(pool.open(BytesSource(data), name))
        viewer.resize(800, 600)
        viewer.show()
        viewer.open(files[-1], name)
        while not viewer.complete:
            settle()
        settle()
        return viewer

    yield run
    for viewer in viewers:
        viewer.shut()
    settle()
    for file in files:
        file.close()
    for viewer in viewers:
        viewer.deleteLater()
    qapp.processEvents()


def select(viewer: PaperViewer, quote: str) -> None:
    found = viewer.paper.document().find(quote)
    assert not found.isNull()
    viewer.paper.setTextCursor(found)


def marked(viewer: PaperViewer) -> list[str]:
    return [each.cursor.selectedText() for each in viewer.paper.extraSelections()]


def test_the_page_shows_the_very_letters_of_the_text(show: Show) -> None:
    for data, name in ((letter(), "a.docx"), (rich_letter(), "b.docx"), (open_text(), "c.odt")):
        assert all(each.agrees for each in show(PaperViewer, data, name).stretches), name
    assert all(each.agrees for each in show(SlidesViewer, deck(), "d.pptx").stretches)


def test_the_corpus_shows_the_very_letters_of_its_text(show: Show, shared_corpus: Path) -> None:
    for folder, kind in (("docx", PaperViewer), ("odt", PaperViewer), ("pptx", SlidesViewer)):
        for path in sorted((shared_corpus / "evidence" / folder).iterdir()):
            viewer = show(kind, path.read_bytes(), path.name)
            assert all(each.agrees for each in viewer.stretches), path.name


@pytest.mark.parametrize("quote", ["three before", "Nested wait", "Frogs 🐸 wait too", "Day 39: the wait"])
def test_chosen_words_are_cited_and_found_again_at_another_size(show: Show, quote: str) -> None:
    viewer = show(PaperViewer, letter(), "letter.docx")
    select(viewer, quote)
    chosen = viewer.selection()
    assert chosen is not None
    assert chosen.quote == quote
    position = chosen.selectors[0]
    assert viewer.words()[position["start"] : position["end"]] == quote
    viewer.zoom_in()
    viewer.zoom_in()
    viewer.reveal(place_of(chosen.selectors))
    assert marked(viewer) == [quote]
    select(viewer, quote)
    assert viewer.selection() == chosen


def test_a_citation_is_shown_as_soon_as_its_piece_is_there(
    show: Show, pool: WorkerPool, lanes: Jobs, settle: Settle
) -> None:
    viewer = show(PaperViewer, letter(), "letter.docx")
    select(viewer, "Day 39: the wait")
    chosen = viewer.selection()
    assert chosen is not None
    viewer.shut()
    with pool.open(BytesSource(letter()), "letter.docx") as file:
        viewer.open(file, "letter.docx")
        viewer.restore({"zoom": 1.0, "at": 9000})
        assert viewer.remembered()["at"] == 9000
        viewer.reveal(place_of(chosen.selectors))
        while not viewer.complete:
            settle()
        assert marked(viewer) == ["Day 39: the wait"]
        assert viewer.paper.verticalScrollBar().value() > 0
        viewer.shut()
        settle()


def test_nothing_named_by_a_paper_is_loaded(show: Show) -> None:
    viewer = show(PaperViewer, letter(), "letter.docx")
    kind = QTextDocument.ResourceType.ImageResource.value
    for name in ("http://x/a.png", "file:///etc/passwd", "//host/x", "qrc:/a", "/etc/passwd", "style.css"):
        assert viewer.paper.loadResource(kind, QUrl(name)) is None
    assert not viewer.paper.openLinks()
    assert viewer.paper.source().isEmpty()


def test_pictures_come_when_they_are_near(show: Show, settle: Settle) -> None:
    viewer = show(PaperViewer, letter(), "letter.docx")
    viewer._want_pictures()
    settle()
    image = viewer.paper.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl("part:0"))
    assert (image.width(), image.height()) == (60, 40)
    assert image.pixelColor(5, 5).name() == "#008080"


def test_what_a_picture_shows_is_told_to_pointer_and_screen_reader(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b64encode(image_bytes(Image.new("RGB", (60, 40), "teal"), "PNG")).decode()
    html = f'<p>before</p><p><img src="data:image/png;base64,{data}" alt="A frog &lt;b&gt; on a stone"></p><p>after</p>'
    viewer = show(PaperViewer, html.encode(), "frog.html")
    page = viewer.paper
    at = page.toPlainText().index("\ufffc")
    cursor = page.textCursor()
    cursor.setPosition(at)
    spot = page.cursorRect(cursor).center() + QPoint(20, 0)
    assert page.picture_words(spot) == "Picture: A frog <b> on a stone"
    assert page.picture_words(QPoint(30, 30)) == ""
    said: list[str] = []
    monkeypatch.setattr(paper_page, "announce", lambda _widget, words: said.append(words))
    monkeypatch.setattr(page, "hasFocus", lambda: True)
    for place in (at - 1, at, at + 1, at + 2):
        cursor.setPosition(place)
        page.setTextCursor(cursor)
    assert said == ["Picture: A frog <b> on a stone"]


def test_a_link_is_asked_about(show: Show) -> None:
    viewer = show(PaperViewer, rich_letter(), "rich.docx")
    viewer.paper.anchorClicked.emit(QUrl("https://example.org/a?b=1"))
    asking = [each for each in viewer.findChildren(QDialog) if each.isVisible()]
    assert len(asking) == 1
    QTest.keyClick(asking[0], Qt.Key.Key_Escape)
    assert not any(each.isVisible() for each in viewer.findChildren(QDialog))


def test_another_theme_keeps_the_place(show: Show, settle: Settle) -> None:
    viewer = show(PaperViewer, letter(), "letter.docx")
    viewer.scroll_page(True)
    viewer.scroll_page(True)
    where = viewer.remembered()
    viewer.restore(where)
    theme().set_look("dark", 100)
    while not viewer.complete:
        settle()
    assert viewer.remembered() == where
    assert all(each.agrees for each in viewer.stretches)


def test_slides_are_gone_to_by_number(show: Show, settle: Settle) -> None:
    viewer = show(SlidesViewer, deck(8), "deck.pptx")
    told: list[tuple[int, int]] = []
    viewer.paged.connect(lambda at, count: told.append((at, count)))
    viewer.go_to(4)
    assert told[-1] == (4, 8)
    whole = viewer.selection()
    assert whole is not None
    assert whole.label == "slide 4"
    select(viewer, "Say why we wait 6")
    chosen = viewer.selection()
    assert chosen is not None
    assert chosen.label == "slide 6 “Say why we wait 6”"
    viewer.paper.setTextCursor(QTextCursor(viewer.paper.document()))
    viewer.reveal(place_of(whole.selectors))
    assert "Wait time, week 4" in marked(viewer)[0]


def test_a_worker_that_lies_breaks_the_file_not_the_window(
    lanes: Jobs, settle: Settle, qapp: QApplication
) -> None:
    class Info:
        text_slices = 1

    class Liar:
        info = Info()

        def part(self, _what: str, *_where: int) -> tuple[dict[str, Any], bytes]:
            return {"page": 0, "title": ""}, b"<script>x</script>"

    viewer = PaperViewer(lanes)
    broke: list[ReviewerError] = []
    viewer.broke.connect(broke.append)
    viewer.open(Liar(), "liar.docx")  # type: ignore[arg-type]  # only what the viewer asks of a file
    settle()
    assert [each.code for each in broke] == ["worker-crashed"]
    assert viewer.words() == ""
    viewer.shut()
    viewer.deleteLater()
    qapp.processEvents()


def test_citations_of_a_paper_are_tinted_and_named_beside_its_column(show: Show) -> None:
    viewer = show(PaperViewer, rich_letter(), "letter.docx")
    word = max(viewer.words().split(), key=len)
    start = viewer.words().index(word)
    told: list[str] = []
    viewer.citation_clicked.connect(told.append)
    viewer.show_citations((Shown("c1", "2.1", Place(quote=word, start=start, end=start + len(word))),))
    assert word in marked(viewer)
    ((_shown, tag),) = viewer.cited.tags()
    assert viewer.cited.rect().width() >= tag.right()
    QTest.mouseClick(
        viewer.cited, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, tag.center().toPoint()
    )
    assert told == ["c1"]
    viewer.zoom_in()
    assert word in marked(viewer)
