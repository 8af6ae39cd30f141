"""The ways to what came into the review room later, and to what stands over a room or beside the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from docs.feedback_scenes import HASTY
from docs.past_scenes import SAMPLE, two_laptops
from docs.tour import Tour
from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain.lifecycle import State
from reviewer_app.ui.places import QUEUE, SYNC
from reviewer_app.ui.review.checking import Checking
from reviewer_app.ui.review.gating import Gating
from reviewer_app.ui.review.history import History
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.review.two_versions import TwoVersions
from reviewer_app.ui.views import Stage
from reviewer_app.workflows import deciding, exchanging, reviewing

TAKEN_BACK = "T5XW-1"


def check(tour: Tour) -> QWidget:
    """The completeness check, opened."""
    tour.evidence("unit-portfolio.pdf").part(Checking).open_panel()
    return tour.shell


def interest(tour: Tour) -> QWidget:
    """A conflict of interest, asked for."""
    tour.evidence("unit-portfolio.pdf").part(Gating).open_interest()
    return tour.shell


def _two_laptops(tour: Tour) -> ReviewRoom:
    """A review that two laptops changed, with a comment that should not be signed as it is."""
    own, desk = sample_reviews()[SAMPLE].submission, tour.stage.desk
    tour.inside()
    assert desk is not None  # the door is open
    if not desk.store.review(own).comments:
        two_laptops(tour.stage, desk, own)
        reviewing.comment(desk, own, "2.3", HASTY, "hasty")
    room = tour.open(own)
    room.refresh()
    tour.settle()
    return room


def banner(tour: Tour) -> QWidget:
    """The review that two laptops changed."""
    _two_laptops(tour)
    return tour.shell


def versions(tour: Tour) -> QWidget:
    """Both versions of what two laptops changed."""
    room = _two_laptops(tour)
    room.part(TwoVersions).open()
    tour.hands.until(lambda: room.paged, "both versions are shown")
    return tour.shell


def history(tour: Tour) -> QWidget:
    """The history of that review, at one of its changes."""
    room = _two_laptops(tour)
    room.part(History).open()
    tour.settle()
    page = room.part(History).page
    assert page is not None  # just opened
    rows = page.list.rows
    page.list.setCurrentIndex(
        rows.index(next(at for at, row in enumerate(rows.rows) if getattr(row, "criterion", "") == "2.2"))
    )
    return tour.shell


def findings(tour: Tour) -> QWidget:
    """The preview with what the feedback check found, and with what is missing."""
    room = _two_laptops(tour)
    room.orders.submit()
    tour.hands.until(room.preview.findings.isVisible, "what was found is shown")
    return tour.shell


def palette(tour: Tour) -> QWidget:
    """The list of all commands over a review."""
    tour.evidence("unit-portfolio.pdf")
    tour.shell.show_palette()
    return tour.shell


def guide(tour: Tour) -> QWidget:
    """The window of the guided sample review."""
    tour.go(QUEUE)
    tour.space.queue.sample_wanted.emit()
    tour.hands.until(lambda: tour.space.sample.window is not None, "the sample is ready")
    window = tour.space.sample.window
    assert window is not None  # just opened
    tour.hands.until(lambda: not window.room.arriving, "the sample is shown")
    return window


def refused(tour: Tour) -> QWidget:
    """A decision that the hub refused because the work was taken back meanwhile, with what can be done."""
    _refused_decision(tour)
    tour.go(SYNC)
    tour.space.driver.count_again()
    tour.settle()
    room = tour.space.sync
    line = next(
        each for row in range(room.model.rowCount()) if (each := room.model.line(row)) and each.reason
    )
    room.show_refused(line.key)
    tour.settle()
    return tour.shell


def refused_review(tour: Tour) -> QWidget:
    """The review of a decision that the hub refused, which says so and leads to what can be done."""
    _refused_decision(tour)
    tour.open(sample_reviews()[TAKEN_BACK].submission)
    return tour.shell


def left(tour: Tour) -> QWidget:
    """The ledger with a received decision's receipt beside it, and the list of what left asked for."""
    tour.go(SYNC)
    room = tour.space.sync
    room.show_ledger()
    room.left.open()
    rows = [each for row in range(room.model.rowCount()) if (each := room.model.line(row))]
    received = next(at for at, each in enumerate(rows) if each.stage is Stage.RECEIVED)
    room.ledger.setCurrentIndex(room.model.index(received))
    tour.settle()
    return tour.shell


def _refused_decision(tour: Tour) -> None:
    told, desk = sample_reviews()[TAKEN_BACK], tour.stage.desk
    tour.inside()
    assert desk is not None  # the door is open
    if desk.store.state(told.submission) is State.ATTENTION:
        return
    for criterion, level in told.scores.items():
        reviewing.score(desk, told.submission, criterion, level)
    for criterion, text in told.comments.items():
        reviewing.comment(desk, told.submission, criterion, text)
    deciding.submit(desk, told.submission)
    hub = tour.stage.hub
    hub.hub.withdraw(told.submission, hub.assessor, "Given to somebody with more time.")
    exchanging.sync(desk)
