"""What the card of the room next door shows: the start, the search, hubs to choose from, an address, and the code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.spoken import stop_before
from reviewer_app.ui.syncing.ports import Met, NearHub
from reviewer_app.ui.syncing.road_card import RoadHead
from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.widgets import Button, ElidedLabel, Label
from reviewer_app.ui.widgets.button_row import ButtonRow
from reviewer_app.ui.widgets.work_bar import WorkBar

CHECK = (
    "Ask whether the hub is shared there, whether both laptops are on the same network, and whether a firewall stands "
    "between. Some networks let laptops not see each other: then type the address from the coordinator’s screen."
)


_FIELD_PIXELS = 440


class _Page(QWidget):
    """A column with a heading."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.heading = Label(heading, "heading", wrap=True)
        self.column.addWidget(self.heading)


class StartPage(RoadHead):
    """Says what there is to find, and looks."""

    def __init__(self, look: Callable[[], object], by_hand: Callable[[], object]) -> None:
        self.look = Button("Look on this network", look, icon="search")
        self.by_hand = Button("Type its address…", by_hand, kind="link")
        super().__init__("system", self.look, link=self.by_hand)
        self.title.setText("A hub in the same room")
        self.text = Label("", "muted", wrap=True)
        self.words.addWidget(self.text)
        self.show_paired(False)

    def show_paired(self, paired: bool) -> None:
        """Say what looking is good for now."""
        self.text.setText(
            "Where your hub’s laptop is on this network too, work passes without the internet."
            if paired
            else "Where the coordinator’s laptop is on this network too, one short code pairs the two."
        )
        self.by_hand.setVisible(not paired)


class SearchPage(_Page):
    """Looks, or meets a hub, until it is done or stopped."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__("")
        self._bar = WorkBar("Looking for a hub")
        self.column.addWidget(self._bar)
        self.stop = Button("Cancel", stop)
        self.column.addWidget(ButtonRow(self.stop))

    def say(self, words: str) -> None:
        """What is being done."""
        self.heading.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.say(0, 0)


class HubsPage(_Page):
    """The hubs that answer, each with its button; or what to check where none does."""

    chosen = Signal(object)

    def __init__(self, look: Callable[[], object], by_hand: Callable[[], object]) -> None:
        super().__init__("On this network")
        self.nothing = Label(CHECK, "muted", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.column.addWidget(self.nothing)
        self.column.addLayout(self._rows)
        self.again = Button("Look again", look, icon="search")
        self.by_hand = Button("Type its address…", by_hand, kind="quiet")
        self.column.addWidget(ButtonRow(self.again, self.by_hand))
        self.buttons: list[Button] = []

    def show_hubs(self, hubs: Sequence[NearHub], *, paired: bool) -> None:
        """Show these; a paired laptop has nothing to choose."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = []
        self.heading.setText("On this network" if hubs else "No hub answers on this network")
        self.nothing.setVisible(not hubs)
        self.by_hand.setVisible(not paired)
        for hub in hubs:
            self._rows.addWidget(self._row(hub, paired))
        if self.buttons:
            stop_before(self.again, *self.buttons)

    def _row(self, hub: NearHub, paired: bool) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(hub.name, "strong"))
        told = hub.url
        if hub.ours:
            told = f"{hub.url} · your hub; work passes here while it is near"
        elif not hub.fits:
            told = f"{hub.url} · another version: update Reviewer on the older laptop"
        words.addWidget(ElidedLabel(told, "muted"))
        icon, tone = ("received", "ok") if hub.ours else ("system", "muted")
        row.addWidget(IconLabel(icon, tone, 20))
        row.addLayout(words, 1)
        if hub.fits and not paired:
            button = Button("Pair", lambda: self.chosen.emit(hub), icon="pair")
            button.setAccessibleName(f"Pair with {hub.name}")
            row.addWidget(button)
            self.buttons.append(button)
        return made


class AddressPage(_Page):
    """An address typed from the coordinator's screen."""

    given = Signal(str)

    def __init__(self, back: Callable[[], object]) -> None:
        super().__init__("The address on the coordinator’s screen")
        self.field = QLineEdit()
        self.field.setPlaceholderText("https://192.168.7.20:8470")
        self.field.setAccessibleName("Address on the coordinator’s screen")
        self.field.returnPressed.connect(self._give)
        self.field.textEdited.connect(lambda _text: restyle(self.field, wrong=False))
        self.column.addWidget(self.field)
        theme().changed.connect(self._fit)
        self._fit()
        self.go = Button("Meet it", self._give, icon="pair")
        self.column.addWidget(ButtonRow(self.go, Button("Back", back, kind="quiet")))

    def _fit(self) -> None:
        self.field.setMaximumWidth(theme().px(_FIELD_PIXELS))

    def _give(self) -> None:
        text = self.field.text().strip()
        if not text:
            restyle(self.field, wrong=True)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.given.emit(text if "://" in text else f"https://{text}")


class CodePage(_Page):
    """The code, large; first to compare it, then to wait for the coordinator."""

    def __init__(
        self, same: Callable[[], object], differs: Callable[[], object], stop: Callable[[], object]
    ) -> None:
        super().__init__("")
        self.code = Label("", "code")
        self.words = Label("", wrap=True)
        self._bar = WorkBar("Waiting for the coordinator")
        self.same = Button("The codes are the same", same, kind="primary", icon="ok")
        self.differs = Button("They differ", differs)
        self.stop = Button("Cancel", stop)
        self.column.addWidget(self.code)
        self.column.addWidget(self.words)
        self.column.addWidget(self._bar)
        self.column.addWidget(ButtonRow(self.same, self.differs, self.stop))

    def compare(self, met: Met) -> None:
        """Show the code and ask whether it is the same."""
        self.heading.setText(f"{met.hub_name} answers")
        self.code.setText(met.code)
        self.code.setAccessibleName(f"Code {' '.join(met.code.replace(' ', ''))}")
        self.words.setText(
            "Does the coordinator’s screen show this code? Somebody may stand between if it does not."
        )
        self._wait(False)

    def wait(self) -> None:
        """The person agreed; now the coordinator."""
        self.words.setText("Waiting for the coordinator to say the same and whose laptop this is…")
        self._bar.say(0, 0)
        self._wait(True)

    def _wait(self, waiting: bool) -> None:
        for widget, wanted in (
            (self.same, not waiting),
            (self.differs, not waiting),
            (self._bar, waiting),
            (self.stop, waiting),
        ):
            widget.setVisible(wanted)
