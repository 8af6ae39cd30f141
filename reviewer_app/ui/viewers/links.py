"""The one question before a link in evidence is opened: where it really leads, and that it leaves Reviewer."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Label


def host_of(address: str) -> str:
    """The host an address really leads to, in plain ASCII; empty when it is none Reviewer opens."""
    try:
        parts = urlsplit(address.strip().replace("\\", "/"))
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme == "mailto":
        return parts.path.rpartition("@")[2].lower()
    return host if parts.scheme in ("http", "https") else ""


def _open(address: str) -> bool:
    return QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


class LinkQuestion(QDialog):
    """Asks before evidence leads out of Reviewer; staying is what Enter and Esc do."""

    def __init__(
        self, address: str, parent: QWidget | None = None, *, opener: Callable[[str], bool] = _open
    ) -> None:
        super().__init__(parent)
        self._address, self._opener = address, opener
        host = host_of(address)
        self.setWindowTitle("Link in evidence")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        title = f"Open {host} in your browser?" if host else "This link cannot be opened from here"
        column.addWidget(Label(title, "heading", wrap=True))
        column.addWidget(Label("It leaves Reviewer and needs a connection.", wrap=True))
        self.address = Label("\u200b".join(address[:300]), "muted", wrap=True)
        self.address.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.address)
        row = QHBoxLayout()
        row.addStretch(1)
        self.stay = Button("Stay here", self.reject, kind="primary", hint="Esc")
        self.stay.setDefault(True)
        self.go = Button("Open in browser", self._go)
        self.go.setAutoDefault(False)
        self.go.setVisible(bool(host))
        row.addWidget(self.go)
        row.addWidget(self.stay)
        column.addLayout(row)
        self.setMinimumWidth(min(640, theme().px(440)))

    def _go(self) -> None:
        self._opener(self._address)
        self.accept()


def ask_link(parent: QWidget, address: str, *, opener: Callable[[str], bool] = _open) -> LinkQuestion:
    """Show the question over a viewer; nothing is opened unless the person says so."""
    asking = LinkQuestion(address, parent, opener=opener)
    asking.open()
    return asking
