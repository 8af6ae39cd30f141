"""A network that wants a person to sign in first: said, with the way to its page, and tried again after it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.syncing.driver import SyncDriver
from reviewer_app.ui.syncing.status import Status
from reviewer_app.ui.widgets import Button, InlineNote

PORTAL = "captive-portal"
MAYBE = frozenset({PORTAL, "not-vouched-for", "no-handshake", "other-machine"})


def sign_in_part(_desk: Desk, _jobs: Jobs, driver: SyncDriver) -> QWidget:
    """The part; nothing of it shows until a network asks."""
    return SignInPart(driver)


def page_of(hub_url: str) -> QUrl:
    """An address without protection at the hub's own name: a network that asks answers there with its own page."""
    return QUrl(f"http://{QUrl(hub_url).host()}/")


class SignInPart(QWidget):
    """Shows while a round met another page, or another certificate, in the hub's place."""

    def __init__(
        self,
        driver: SyncDriver,
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._driver = driver
        self._open_url = open_url
        self._shown = ""
        self._away = False
        self.note = InlineNote(closable=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.note)
        driver.changed.connect(self._on_status)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._on_state)
        self.hide()
        self._on_status(driver.status)

    def open_page(self) -> None:
        """Open the browser where the network answers with its own page; sync when the person is back."""
        if (partner := self._driver.status.partner) is not None:
            self._away = True
            self._open_url(page_of(partner.hub_url))

    def _on_status(self, status: Status) -> None:
        problem = status.problem
        code = problem.code if problem is not None and problem.code in MAYBE else ""
        if code == self._shown:
            return
        self._shown = code
        if problem is not None and code:
            self.note.say_error(problem, (Button("Open a web page", self.open_page, icon="sign-in"),))
        else:
            self.note.hide()
        self.setVisible(bool(code))

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if self._away and state is Qt.ApplicationState.ApplicationActive:
            self._away = False
            self._driver.try_soon()
