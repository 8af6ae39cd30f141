"""The exact layout in the room: offered, shown as pages, not citable, and left with the same key."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence import BytesSource, OpenedEvidence, Shape
from reviewer_app.evidence.exact import ASKS
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.viewers.looks import Look
from reviewer_app.ui.viewers.viewer import Can
from tests.evidence.paper_samples import letter
from tests.ui.review.desk_double import DeskDouble, lesson_plan
from tests.ui.review.test_room_keys import press

Settle = Callable[[], None]
PAPER = "s1-notes.txt"


class OfficeDouble:
    """Says what it was asked, and answers with pages or with what is to go wrong."""

    def __init__(self, desk: DeskDouble) -> None:
        self.desk = desk
        self.asked: list[tuple[str, str, bool]] = []
        self.refusing: EvidenceError | None = None

    def open(
        self, _submission: str, evidence: str, ending: str, agreed: bool, cancel: CancelToken
    ) -> OpenedEvidence:
        self.asked.append((evidence, ending, agreed))
        if self.refusing is not None and not agreed:
            raise self.refusing
        return self.desk.pool.open(BytesSource(lesson_plan()), "layout.pdf", cancel=cancel)


@pytest.fixture
def office(desk: DeskDouble) -> OfficeDouble:
    desk.files[PAPER] = letter()
    return OfficeDouble(desk)


@pytest.fixture
def papers(
    desk: DeskDouble, office: OfficeDouble, lanes: Jobs, settle: Settle, qapp: QApplication
) -> Iterator[ReviewRoom]:
    made = ReviewRoom(replace(desk.ports(), open_exact=office.open), lanes)
    made.resize(1366, 768)
    made.show()
    made.show_submission("s1")
    settle()
    made.show_evidence(PAPER)
    settle()
    yield made
    made.pane.leave()
    made.close()
    settle()
    made.deleteLater()
    qapp.processEvents()


def test_the_key_shows_pages_that_cannot_be_cited_and_goes_back(
    papers: ReviewRoom, office: OfficeDouble, settle: Settle
) -> None:
    pane = papers.pane
    assert pane.viewer is pane.by_shape[Shape.PAPER]
    assert pane.can(Can.CITE)
    press(papers, "Shift+L")
    settle()
    assert office.asked == [(PAPER, "docx", False)]
    assert pane.viewer is pane.pdf
    assert papers.exact.on
    assert not pane.can(Can.CITE)
    assert pane.selection() is None
    assert "Shift+L" in papers.exact.note.sentence.text()
    assert pane.toolbar.name.text().startswith("notes.txt")
    press(papers, "Shift+L")
    settle()
    assert pane.viewer is pane.by_shape[Shape.PAPER]
    assert pane.can(Can.CITE)
    assert papers.exact.note.isHidden()


def test_it_is_not_offered_without_libreoffice_or_for_other_files(
    room: ReviewRoom, papers: ReviewRoom, settle: Settle
) -> None:
    assert papers.orders.offers(Look.EXACT)
    papers.show_evidence("s1-lesson-plan.pdf")
    settle()
    assert not papers.orders.offers(Look.EXACT)
    room.show_evidence(PAPER)
    settle()
    assert room.pane.viewer is room.pane.by_shape[Shape.PAPER]
    assert not room.orders.offers(Look.EXACT)


def test_a_failure_is_said_and_the_plain_view_stays(
    papers: ReviewRoom, office: OfficeDouble, settle: Settle
) -> None:
    office.refusing = EvidenceError("exact-failed", "It could not be made", "Why.", "Use the plain view.")
    papers.orders.look(Look.EXACT)
    settle()
    assert papers.exact.note.title.text() == "It could not be made"
    assert papers.pane.viewer is papers.pane.by_shape[Shape.PAPER]
    assert not papers.exact.working


def test_without_a_cage_the_person_is_asked_and_can_agree(
    papers: ReviewRoom, office: OfficeDouble, settle: Settle
) -> None:
    office.refusing = EvidenceError(ASKS, "No cage", "What that means.", "Go on?")
    papers.orders.look(Look.EXACT)
    settle()
    assert not papers.exact.on
    assert papers.exact.asking is not None
    papers.exact.asking.go.click()
    settle()
    assert [agreed for _evidence, _ending, agreed in office.asked] == [False, True]
    assert papers.exact.on


def test_cancelling_and_going_on_leave_nothing_behind(papers: ReviewRoom, settle: Settle) -> None:
    papers.orders.look(Look.EXACT)
    assert papers.exact.working
    papers.orders.look(Look.EXACT)
    assert not papers.exact.working
    settle()
    assert not papers.exact.on
    papers.orders.look(Look.EXACT)
    papers.show_evidence("s1-lesson-plan.pdf")
    settle()
    assert not papers.exact.on
    assert papers.pane.media_type == "application/pdf"
    assert papers.exact.note.isHidden()


def test_the_card_of_an_old_document_offers_it(
    papers: ReviewRoom, office: OfficeDouble, settle: Settle
) -> None:
    papers.pane._fail(_old_document())
    assert not papers.pane.card.exact.isHidden()
    papers.pane.card.exact.click()
    settle()
    assert office.asked == [(PAPER, "doc", False)]
    assert papers.exact.on


def _old_document() -> EvidenceError:
    made = EvidenceError("unsupported", "Word document (before 2007)", "Not yet.", "Save a copy.")
    made.kind = "doc"
    return made
