"""Problems with evidence and links without snapshots, as the room asks, says and keeps them."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from reviewer_app.ui.review import linking
from reviewer_app.ui.review.linking import LinkDialog
from reviewer_app.ui.review.reporting import ProblemDialog
from reviewer_app.ui.review.room import ReviewRoom
from tests.ui.review.desk_double import DeskDouble

Settle = Callable[[], None]


def _link(room: ReviewRoom) -> str:
    assert room.review is not None
    return next(each.id for each in room.review.submission.evidence if each.is_link)


def test_a_problem_is_reported_said_everywhere_and_taken_back(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    room.show_evidence("s1-classroom-clip.mp4")
    settle()
    room.pane.card.report.click()
    asking = room.findChild(ProblemDialog)
    assert asking is not None
    assert not asking.go.isEnabled()
    asking.choices["does not open"].setChecked(True)
    asking.words.setPlainText("Nothing plays.")
    asking.go.click()
    settle()
    (flag,) = desk.state("s1").flags
    assert (flag.kind, flag.evidence, flag.problem) == ("does not open", "s1-classroom-clip.mp4", True)
    assert "Paused: problem reported" in room.bar.headline.text()
    assert room.pane.card.reported.text() == "Problem reported: does not open. Nothing plays."
    room.show_evidence("s1-tally.xlsx")
    settle()
    assert room.pane.card.reported.text() == ""
    room.orders.undo()
    settle()
    assert desk.state("s1").flags == ()
    assert "Paused" not in room.bar.headline.text()


def test_a_link_opens_only_after_a_question_that_shows_the_real_host(
    room: ReviewRoom, desk: DeskDouble, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(linking, "open_address", lambda address: not opened.append(address))
    room.show_evidence(_link(room))
    settle()
    assert room.pane.card.open_link.isVisible()
    assert "only after you have opened it" in room.pane.card.next_step.text()
    room.orders.cite()
    settle()
    assert room.note.title.text() == "This link was not seen yet"
    assert desk.state("s1").citations == ()
    room.pane.card.open_link.click()
    asking = room.findChild(LinkDialog)
    assert asking is not None
    assert "It leads to example.org" in [label.text() for label in asking.findChildren(QLabel)]
    assert opened == []
    asking.go.click()
    settle()
    assert opened == ["https://example.org/class-blog"]
    assert "so it can be cited" in room.pane.card.next_step.text()
    room.orders.step_evidence(-1)
    room.show_evidence(_link(room))
    settle()
    assert room.pane.card.next_step.text().endswith("You have opened it, so it can be cited.")
    room.orders.cite()
    settle()
    assert [each.evidence for each in desk.state("s1").citations] == [_link(room)]
