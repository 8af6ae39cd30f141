"""A submission whose files name the earner is reviewed in the real window: nothing but the alias is left anywhere."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from reviewer_app.cli.hands import Hands
from reviewer_app.paths import Home, open_home
from reviewer_app.startup.ports import door
from reviewer_app.startup.window import Program
from reviewer_app.store import QueueQuery
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import LEAVING
from reviewer_app.ui.review.names import NamesDialog
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.workflows import safeguarding
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.guarding import guarded
from tests.workflows.named import MARKS, OTHER, WHO, bundle

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "four quiet words here"


class Day:
    """The window on a home of its own, with every text it showed."""

    def __init__(self, app: QApplication, home: Home) -> None:
        self.desk: Desk | None = None
        self.program = Program(app, home, door=door(home, self._heard))
        self.hands = Hands(self.program, None)
        self.seen: set[str] = set()

    def _heard(self, desk: Desk) -> None:
        self.desk = desk

    def rest(self) -> None:
        """Until every lane is quiet, then look at all there is to read."""
        lanes = tuple(Lane)
        for _ in range(3):
            self.hands.until(lambda: not any(self.program.jobs.busy(x) for x in lanes), "all is quiet")
            self.hands.rest(20)
        self.look()

    def look(self) -> None:
        """Note every text of the window, also what is read out and what hovering shows."""
        shell = self.program.shell
        for each in (shell, *shell.findChildren(QWidget)):
            self.seen |= {
                each.windowTitle(),
                each.accessibleName(),
                each.accessibleDescription(),
                each.toolTip(),
            }
            if isinstance(each, QLabel | QAbstractButton | QLineEdit):
                self.seen.add(each.text())
        space = shell.workspace
        if space is not None and space.review is not None:
            self.seen |= {f"{x.title} {x.spoken}" for x in self.room.evidence.model.rows}

    @property
    def room(self) -> ReviewRoom:
        space = self.program.shell.workspace
        assert space is not None
        assert space.review is not None
        assert isinstance(space.review.widget, ReviewRoom)
        return space.review.widget


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setenv("TMPDIR", str(temp))
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    made = open_home(tmp_path / "home")
    safeguarding.lock(safeguarding.create(made, PASSPHRASE))
    return made


@pytest.fixture
def day(qapp: QApplication, home: Home) -> Iterator[Day]:
    made = Day(qapp, home)
    made.program.show()
    made.hands.until(made.program.shell.door.passphrase.isVisible, "the door asks")
    made.program.shell.door.passphrase.setText(PASSPHRASE)
    made.program.shell.door.unlock_button.click()
    made.hands.until(lambda: made.program.shell.workspace is not None, "it opens")
    yield made
    made.program.shell.close()
    made.hands.until(lambda: not made.program.shell.isVisible(), "the window closes")
    made.program.end()


def marked(texts: set[str]) -> list[str]:
    return sorted(text for text in texts if any(mark in text for mark in MARKS))


def test_only_the_alias_is_seen_written_and_left(
    day: Day, home: Home, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="reviewer_app")
    source = tmp_path / "stick"
    source.mkdir()
    made = bundle(source)
    space = day.program.shell.workspace
    assert space is not None
    space.import_paths([made])
    day.rest()
    assert day.desk is not None
    (row,) = day.desk.store.queue(QueueQuery(), 0, 10)
    desk = day.desk
    day.hands.until(lambda: not guarded(desk, row.submission).waiting, "the guard has looked through all")
    space.open_submission(row.submission)
    day.rest()
    room = day.room
    assert day.program.shell.windowTitle() == "Heron – Reviewer"
    asked: list[str] = []

    def ask(_parent: QWidget, _title: str, name: str) -> Path:
        asked.append(name)
        return tmp_path / "out" / name

    (tmp_path / "out").mkdir()
    room.orders._ask_path = ask
    for entry in [each for each in room.evidence.model.rows if each.id]:
        room.show_evidence(entry.id)
        day.rest()
        room.orders.toggle_extra()
        day.rest()
        room.orders.save_copy(entry.id)
        day.rest()
    room.orders.show_names()
    dialog = room.findChild(NamesDialog)
    assert dialog is not None
    day.rest()
    dialog.accept()
    for place, criterion in enumerate(room.review.rubric.criteria if room.review else ()):
        room.rubric.go_to(place)
        room.orders.score(len(criterion.levels))
    day.rest()
    room.orders.submit()
    day.rest()
    room.orders.submit()
    day.rest()
    room.orders.save_letter()
    day.rest()
    space.go_to(LEAVING)
    space.leaving.begin()
    day.rest()
    decision = day.desk.store.decision(row.submission)
    assert decision is not None
    records = day.desk.store.records(row.submission)
    day.program.shell.lock()
    day.hands.until(lambda: day.program.shell.workspace is None, "it locks")
    day.rest()

    assert "lesson-plan-(name).pdf" in asked
    assert len(asked) == 5
    assert not marked({str(each.document) for each in records})
    assert any("(name)" in text for text in day.seen)
    assert marked(day.seen) == []
    assert marked(set(asked)) == []
    left = [each for folder in (home.root, tmp_path / "temp") for each in folder.rglob("*") if each.is_file()]
    assert any(each.name == "settings.toml" for each in left)
    assert not marked({caplog.text})
    words = [mark.encode() for mark in (*MARKS, WHO, OTHER)]
    assert [each for each in left if any(word in each.read_bytes() for word in words)] == []
    assert [each for each in left if any(mark in str(each.name) for mark in MARKS)] == []
    letter = tmp_path / "out" / "Heron-attempt-1.pdf"
    assert not marked({_text_of(letter)})


def _text_of(pdf: Path) -> str:
    """Every word of a PDF and of its metadata, read by a process of its own."""
    script = (
        "import sys, pypdfium2 as p; d = p.PdfDocument(sys.argv[1]); "
        "print(d.get_metadata_dict(), *[x.get_textpage().get_text_range() for x in d])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(pdf)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout
