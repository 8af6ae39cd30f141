"""The one question before a link in evidence is opened: where it really leads, and that it leaves Reviewer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.handle import Leads
from reviewer_app.ui.widgets import Button, Label

_LONGEST = 2_000
_SHOWN = 240


@dataclass(frozen=True)
class Target:
    """Where an address leads. ``host`` is what the browser will ask for, in plain ASCII; empty when it is no address
    Reviewer opens. ``looks_like`` is how the host would be written where that differs."""

    address: str
    host: str = ""
    looks_like: str = ""
    mail: bool = False
    disguised: bool = False

    @property
    def opens(self) -> bool:
        """Whether a browser or mail program may be asked to open it."""
        return bool(self.host)


def target_of(address: str) -> Target:
    """Read an address as a browser would; only web and mail addresses count, anything else is only shown."""
    said = "".join(each for each in address.strip() if each.isprintable())[:_LONGEST]
    try:
        parts = urlsplit(said.replace("\\", "/"))
        host, names_someone = (parts.hostname or "").rstrip("."), parts.username is not None
        port = parts.port
    except ValueError:
        return Target(said)
    if parts.scheme == "mailto":
        host = parts.path.rpartition("@")[2].partition("?")[0].lower()
    elif parts.scheme not in ("http", "https"):
        return Target(said)
    plain, written = _two_ways(host)
    if not plain:
        return Target(said)
    shown = f"{plain}:{port}" if port is not None and parts.scheme != "mailto" else plain
    return Target(said, shown, written, parts.scheme == "mailto", names_someone)


def _two_ways(host: str) -> tuple[str, str]:
    """A host in ASCII, and as it would be written when that is another text."""
    if not host or any(each.isspace() or each in "/\\<>\"'%" for each in host):
        return "", ""
    if ":" in host:
        return f"[{host}]", ""
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
        written = plain.encode("ascii").decode("idna") if "xn--" in plain.lower() else ""
    except UnicodeError:
        return (host, "") if host.isascii() else ("", "")
    return plain.lower(), written if written != plain else ""


def link_words(link: Leads) -> str:
    """Where a link leads, in a few words."""
    if link.page >= 0:
        return f"Go to page {link.page + 1}"
    target = target_of(link.address)
    if not target.opens:
        return "A link that Reviewer does not open"
    return f"Write to {target.address[7:67]}" if target.mail else f"Link to {target.host}"


def _open(address: str) -> bool:
    return QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


class LinkQuestion(QDialog):
    """Asks before evidence leads out of Reviewer; staying is what Enter and Esc do."""

    def __init__(
        self, address: str, parent: QWidget | None = None, *, opener: Callable[[str], bool] = _open
    ) -> None:
        super().__init__(parent)
        self.target = target_of(address)
        self._opener = opener
        target = self.target
        title = (
            f"Open {target.host} in your browser?" if target.opens else "This link cannot be opened from here"
        )
        if target.mail:
            title = f"Write to someone at {target.host}?"
        self.setWindowTitle("Link in evidence")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(Label(title, "heading", wrap=True))
        self.said = Label(_sentence(target), wrap=True)
        column.addWidget(self.said)
        shown = target.address if len(target.address) <= _SHOWN else target.address[:_SHOWN] + "…"
        # A blank of no width after each sign lets the long address break anywhere.
        self.address = Label("\u200b".join(shown) or "The link has no address.", "muted", wrap=True)
        self.address.setTextFormat(Qt.TextFormat.PlainText)
        self.address.setAccessibleName(f"The full address: {shown}")
        column.addWidget(self.address)
        row = QHBoxLayout()
        row.addWidget(Button("Copy address", self._copy))
        row.addStretch(1)
        self.stay = Button("Stay here" if target.opens else "Close", self.reject, kind="primary", hint="Esc")
        self.stay.setDefault(True)
        self.go = Button("Write" if target.mail else "Open in browser", self._go)
        self.go.setAutoDefault(False)
        self.go.setVisible(target.opens)
        row.addWidget(self.go)
        row.addWidget(self.stay)
        column.addLayout(row)
        self.setMinimumWidth(theme().dialog_width(440))
        self.stay.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A long address takes more lines than a label asks for before it knows its width.
        self.address.setMinimumHeight(self.address.heightForWidth(self.address.width()))

    def _go(self) -> None:
        self._opener(self.target.address)
        self.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.target.address)


def _sentence(target: Target) -> str:
    if not target.opens:
        return "It is no web or mail address. You can copy it."
    said = ["It leaves Reviewer, needs a connection, and whoever runs that site sees that someone opened it."]
    if target.looks_like:
        said.append(f"The address is written with other letters and looks like “{target.looks_like}”.")
    if target.disguised:
        said.append("The address begins with a name that is not the site it leads to.")
    return " ".join(said)


def ask_link(parent: QWidget, address: str, *, opener: Callable[[str], bool] = _open) -> LinkQuestion:
    """Show the question over a viewer; nothing is opened unless the person says so."""
    asking = LinkQuestion(address, parent, opener=opener)
    asking.open()
    return asking
