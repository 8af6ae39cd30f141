"""The card in place of evidence: asks for a password where one is missing, offers another try where one helps."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.viewers.cards import EvidenceCard
from tests.ui.review.locked_double import locked


def test_a_locked_file_asks_for_its_password_where_it_stands(lanes: Jobs, qapp: QApplication) -> None:
    card = EvidenceCard()
    card.resize(600, 500)
    card.show()
    given: list[str] = []
    card.unlocked.connect(given.append)
    card.show_error(locked(), None)
    assert card.password.isVisible()
    assert not card.retry.isVisible()
    QTest.keyClicks(card.password, "owl")
    QTest.keyClick(card.password, Qt.Key.Key_Return)
    assert given == ["owl"]
    card.show_error(
        EvidenceError("worker-hung", "This file took too long", "It was stopped.", "Try again."), None
    )
    assert card.retry.isVisible()
    assert not card.password.isVisible()
    card.deleteLater()
    qapp.processEvents()
