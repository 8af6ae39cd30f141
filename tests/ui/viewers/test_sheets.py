"""Workbooks in their viewer: sheets, cells that are cited and found again, long tables that never wait."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer_app.evidence import BytesSource, WorkerPool
from reviewer_app.evidence.sheet_replies import column_name
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.viewers.cells import RFC_7111, Cells, cell_selectors, cells_of
from reviewer_app.ui.viewers.place import Place, Shown, place_of
from reviewer_app.ui.viewers.sheets import SheetsViewer

Settle = Callable[[], None]


def workbook() -> bytes:
    made = openpyxl.Workbook()
    first = made.active
    assert first is not None
    first.title = "Waits & pauses"
    first["A1"] = "One title"
    first.merge_cells("A1:C1")
    for row in range(2, 1500):
        first.cell(row, 1, f"Lesson {row}")
        first.cell(row, 2, row / 2)
        first.cell(row, 3, f"=B{row}*2")
    secret = made.create_sheet("Secret")
    secret.sheet_state = "hidden"
    secret["B2"] = "Lesson in hiding"
    made.create_sheet("Empty")
    made.create_chartsheet("Chart")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def shown(pool: WorkerPool, lanes: Jobs, settle: Settle, qapp: QApplication) -> Iterator[SheetsViewer]:
    viewer = SheetsViewer(lanes)
    viewer.resize(800, 600)
    viewer.show()
    with pool.open(BytesSource(workbook()), "waits.xlsx") as handle:
        viewer.open(handle, "waits.xlsx")
        settle()
        yield viewer
        viewer.shut()
        settle()
    viewer.deleteLater()
    qapp.processEvents()


def test_sheets_have_tabs_and_hidden_ones_say_so(shown: SheetsViewer, settle: Settle) -> None:
    assert [shown.tabs.tabText(n) for n in range(shown.tabs.count())] == [
        "Waits && pauses",
        "Secret (hidden)",
        "Empty",
        "Chart",
    ]
    assert shown.grid.accessibleName().startswith("waits.xlsx, Waits & pauses")
    for tab, words in ((2, "This sheet is empty."), (3, "This is a chart sheet.")):
        shown.tabs.setCurrentIndex(tab)
        settle()
        assert shown.stack.currentWidget() is shown.nothing
        assert shown.nothing.text().startswith(words)


def test_merged_cells_span_numbers_stand_right_and_formulas_are_said(shown: SheetsViewer) -> None:
    assert shown.grid.columnSpan(0, 0) == 3
    model = shown.model
    right = model.data(model.index(1, 1), Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    assert model.headerData(27, Qt.Orientation.Horizontal) == "AB"
    shown.grid.select(Cells("", 1, 2, 1, 1))
    assert shown.address.text() == "C2"
    assert shown.whole.text() == "=B2*2 (formula; its result was not saved with the file)"


def test_a_range_is_cited_by_place_and_words_and_found_again(shown: SheetsViewer, settle: Settle) -> None:
    shown.grid.select(Cells("", 1, 0, 2, 2))
    chosen = shown.selection()
    assert chosen is not None
    assert chosen.label == "Waits & pauses!A2:B3 “Lesson 2 1 Lesson 3 1.5”"
    selector = chosen.selectors[0]
    assert selector["value"] == "sheet=Waits%20%26%20pauses"
    assert selector["refinedBy"] == {
        "type": "FragmentSelector",
        "conformsTo": RFC_7111,
        "value": "cell=2,1-3,2",
    }
    shown.tabs.setCurrentIndex(1)
    settle()
    shown.reveal(place_of(chosen.selectors))
    settle()
    assert shown.tabs.currentIndex() == 0
    assert shown.grid.selected_cells() == Cells("", 1, 0, 2, 2)


def test_cited_cells_are_outlined_with_a_tag_that_can_be_clicked(shown: SheetsViewer, settle: Settle) -> None:
    told: list[str] = []
    shown.citation_clicked.connect(told.append)
    view = shown.grid.viewport()
    bare = view.grab().toImage()
    cells = Place(cells=Cells("Waits & pauses", 3, 0, 2, 2))
    one, two = Shown("one", "2.1", cells), Shown("two", "2.2", Place(cells=Cells("Waits & pauses")))
    elsewhere = Shown("three", "3.1", Place(cells=Cells("Secret", 1, 1, 1, 1)))
    shown.show_citations((one, two, elsewhere))
    quiet = view.grab().toImage()
    tags = shown.cited.tags()
    assert set(tags) == {"one", "two"}
    corner = shown.grid.visualRect(shown.model.index(3, 0)).topLeft() + QPoint(1, 4)
    assert bare.pixelColor(corner) != quiet.pixelColor(corner)
    for each in ("one", "two"):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=tags[each].center().toPoint())
    QTest.mouseClick(
        view, Qt.MouseButton.LeftButton, pos=shown.grid.visualRect(shown.model.index(4, 1)).center()
    )
    QTest.mouseClick(
        view, Qt.MouseButton.LeftButton, pos=shown.grid.visualRect(shown.model.index(8, 1)).center()
    )
    assert told == ["one", "two", "one"]
    shown.grid.clearSelection()
    shown.show_citations((replace(one, current=True), two))
    assert quiet != view.grab().toImage()
    shown.tabs.setCurrentIndex(1)
    settle()
    assert set(shown.cited.tags()) == set()


def test_cells_in_the_first_row_keep_their_tag_in_sight(shown: SheetsViewer) -> None:
    shown.show_citations(
        (
            Shown("one", "2.1", Place(cells=Cells("Waits & pauses", 0, 0, 1, 1))),
            Shown("two", "2.2", Place(cells=Cells("Waits & pauses", 0, 0, 1, 1))),
            Shown("gone", "2.3", Place(cells=Cells("Waits & pauses", 9000, 0, 1, 1))),
        )
    )
    tags = shown.cited.tags()
    assert all(shown.grid.viewport().rect().contains(tag.toRect()) for tag in tags.values())
    assert not tags["one"].intersects(tags["two"])


def test_searching_goes_through_all_sheets(shown: SheetsViewer, settle: Settle) -> None:
    found: list[tuple[int, int]] = []
    shown.found.connect(lambda at, count: found.append((at, count)))
    shown.search("lesson")
    settle()
    assert found[-1] == (1, 1499)
    shown.next_hit(-1)
    settle()
    assert shown.tabs.currentIndex() == 1
    assert shown.address.text() == "B2"
    assert (
        shown.model.data(shown.model.index(1, 1), Qt.ItemDataRole.BackgroundRole).color().name() == "#ffb347"
    )


def test_only_what_is_seen_is_fetched(shown: SheetsViewer, settle: Settle) -> None:
    assert set(shown.model._windows) == {0}
    shown.grid.scrollToBottom()
    settle()
    assert 7 in shown.model._windows
    assert 4 not in shown.model._windows
    assert shown.model.data(shown.model.index(1498, 0)) == "Lesson 1499"


def test_the_selection_is_copied_as_a_table(shown: SheetsViewer, settle: Settle) -> None:
    shown.grid.select(Cells("", 1, 0, 2, 2))
    QTest.keyClick(shown.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert QGuiApplication.clipboard().text() == "Lesson 2\t1\nLesson 3\t1.5"
    QTest.keyClick(shown.grid, Qt.Key.Key_Escape)
    assert shown.grid.selected_cells() is None


@pytest.mark.parametrize("cells", [Cells("", 0, 0, 1, 1), Cells("a b/ü", 4, 26, 3, 2), Cells("only")])
def test_selectors_lead_back_to_the_cells(cells: Cells) -> None:
    (selector,) = cell_selectors(cells)
    assert cells_of(selector) == cells


@pytest.mark.parametrize("value", ["cell=0,1", "cell=3,3-2,3", "page=2", "cell=a,b", "row=5", ""])
def test_other_fragments_are_no_cells(value: str) -> None:
    assert cells_of({"type": "FragmentSelector", "value": value}) is None


def test_columns_are_named_as_spreadsheets_do() -> None:
    assert [column_name(n) for n in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert Cells("", 0, 1, 3, 3).name == "B1:D3"
