"""Importing: progress, stopping, refusals by name, several at once."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import BundleError, StoreError
from reviewer_app.ui.importing import ImportPanel, Result, summed_up
from reviewer_app.ui.jobs import Jobs
from tests.ui.doubles import SampleDesk, SampleTaken

Settle = Callable[[], None]
LIE = BundleError("manifest", "data/evidence/01-plan.pdf", "Its hash is not the one the manifest names.")


@pytest.fixture
def desk() -> SampleDesk:
    return SampleDesk()


@pytest.fixture
def panel(desk: SampleDesk, lanes: Jobs, qtbot: QtBot) -> ImportPanel:
    made = ImportPanel(desk.ports(), lanes)
    qtbot.addWidget(made)
    made.resize(900, 400)
    return made


def test_one_bundle_is_named_when_it_is_in(panel: ImportPanel, settle: Settle, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.imported) as told:
        panel.take([Path("7F3K.reviewbundle")])
    settle()
    assert told.args == [("new-7F3K",)]
    assert panel.summary.title.text() == "Imported 7F3K · Wait Time, attempt 1"
    assert panel.progress is None


def test_a_refused_bundle_is_named_with_its_member_and_the_others_come_in(
    panel: ImportPanel, desk: SampleDesk, settle: Settle
) -> None:
    desk.trouble["import B2.reviewbundle"] = LIE
    panel.take([Path("A1.reviewbundle"), Path("B2.reviewbundle"), Path("C3.reviewbundle")])
    settle()
    assert panel.summary.title.text() == "2 submissions imported"
    assert len(panel.refused) == 1
    told = panel.refused[0].title.text()
    assert "B2.reviewbundle" in told
    assert "data/evidence/01-plan.pdf" in told
    assert panel.refused[0].sentence.text() == LIE.sentence


def test_many_refused_bundles_are_all_named(panel: ImportPanel, desk: SampleDesk, settle: Settle) -> None:
    names = [f"B{number}.reviewbundle" for number in range(6)]
    desk.trouble |= {f"import {name}": LIE for name in names}
    panel.take([Path(name) for name in names])
    settle()
    told = " ".join(note.title.text() + note.next_step.text() for note in panel.refused)
    assert all(name in told for name in names)
    assert panel.summary.isHidden()


def test_progress_counts_bytes_and_can_be_stopped(
    panel: ImportPanel, desk: SampleDesk, settle: Settle, qtbot: QtBot
) -> None:
    desk.hold = threading.Event()
    panel.take([Path("7F3K.reviewbundle")])
    qtbot.waitUntil(lambda: panel.progress is not None and panel.progress.amount.text() != "")
    assert panel.progress is not None
    assert panel.progress.amount.text() == "5 MB of 20 MB"
    assert "01-plan.pdf" in panel.progress.doing.text()
    panel.progress.stop.click()
    desk.hold.set()
    settle()
    assert panel.summary.title.text() == "Import stopped"
    assert panel.progress is None


def test_what_is_dropped_while_importing_comes_after_it(
    panel: ImportPanel, desk: SampleDesk, settle: Settle
) -> None:
    desk.hold = threading.Event()
    panel.take([Path("A1.reviewbundle")])
    assert desk.begun.wait(10)
    panel.take([Path("B2.reviewbundle")])
    desk.hold.set()
    settle()
    assert desk.asked.count("import_bundle") == 2


def test_a_folder_that_cannot_be_read_says_so(panel: ImportPanel, desk: SampleDesk, settle: Settle) -> None:
    desk.trouble["bundles_in"] = StoreError(
        "unreadable", "The folder cannot be read", "It is gone.", "Choose again."
    )
    panel.take([Path("gone")])
    settle()
    assert panel.summary.title.text() == "The folder cannot be read"


def test_notes_that_are_dismissed_leave_no_gap(panel: ImportPanel, desk: SampleDesk, settle: Settle) -> None:
    desk.trouble["import B2.reviewbundle"] = LIE
    panel.take([Path("A1.reviewbundle"), Path("B2.reviewbundle")])
    settle()
    panel.show()
    panel.summary.dismiss()
    assert not panel.isHidden()
    panel.refused[0].dismiss()
    assert panel.isHidden()


def test_choosing_files_does_not_block_the_window(panel: ImportPanel, settle: Settle, qtbot: QtBot) -> None:
    panel.show()
    panel.choose()
    dialog = panel.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(panel.imported):
        dialog.filesSelected.emit(["/somewhere/7F3K.reviewbundle"])
    dialog.close()
    settle()


@pytest.mark.parametrize(
    ("result", "title", "part"),
    [
        (
            Result((SampleTaken("a", "A", missing_files=3),), ()),
            "Imported A · Wait Time, attempt 1",
            "3 files are",
        ),
        (Result((SampleTaken("a", "A", new=False),), ()), "Nothing new was imported", "was here already"),
        (
            Result((SampleTaken("a", "A"), SampleTaken("b", "B"), SampleTaken("c", "C", new=False)), ()),
            "2 submissions imported",
            "1 submission was here already",
        ),
        (Result((), (), stopped=True), "Import stopped", "nothing of the bundle under way was kept"),
    ],
)
def test_what_came_of_it_is_summed_up(result: Result, title: str, part: str) -> None:
    _tone, said, sentence = summed_up(result)
    assert said == title
    assert part in sentence
