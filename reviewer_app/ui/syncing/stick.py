"""The roads without a line: a stick that is plugged in and what it holds, a shared folder, and pairing by stick."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.announce import announce
from reviewer_app.ui.jobs import Job, Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.syncing.driver import SyncDriver
from reviewer_app.ui.syncing.ports import StickDone, StickNews, StickPorts
from reviewer_app.ui.syncing.road_card import RoadCard, RoadHead
from reviewer_app.ui.syncing.status import Status
from reviewer_app.ui.syncing.stick_pairing import StickPairing
from reviewer_app.ui.syncing.stick_watch import StickWatch, going_words, news_words, stick_title, sticks_of
from reviewer_app.ui.syncing.volumes import Volume
from reviewer_app.ui.widgets import Button, InlineNote, Label, ProgressNote


class StickCard(RoadCard):
    """Says what a stick holds and brings it over; nothing is taken before somebody wishes it."""

    def __init__(
        self,
        ports: StickPorts,
        jobs: Jobs,
        driver: SyncDriver,
        watch: StickWatch,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._jobs, self._driver = ports, jobs, driver
        self.watch = watch
        self._paired = self._partnered = driver.status.partner is not None
        self._job: Job[StickDone] | None = None
        self.progress: ProgressNote | None = None
        self.note = InlineNote()
        self.text = Label("", "muted", wrap=True)
        self.bring = Button("Bring over", self._bring_stick, kind="primary")
        self.choose = Button("Choose a folder…", self.ask_for_folder)
        self.unshare = Button("Stop using it", lambda: self._share(None), kind="quiet")
        self.pairing = StickPairing(ports, jobs)
        self._head = RoadHead("folder", self.unshare, self.choose, self.bring)
        self.title = self._head.title
        self._head.words.addWidget(self.text)
        self._place = QWidget()
        self._holder = QVBoxLayout(self._place)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._place.hide()
        for each in (self._head, self._place, self.pairing, self.note):
            self.body.addWidget(each)
        self.wide_while_shown(self._place, self.pairing, self.note)
        self.pairing.paired.connect(driver.partner_changed)
        driver.changed.connect(self._on_status)
        driver.ended.connect(self._stop)
        watch.changed.connect(self._say)
        watch.plugged.connect(self._on_plugged)
        self._say()
        watch.look_around()

    @property
    def busy(self) -> bool:
        """Whether something is being brought over."""
        return self._job is not None

    def bring_over(self, folder: Path, *, stick: bool) -> None:
        """Bring over from a stick or folder, with progress and a way to stop."""
        if self.busy:
            return
        self.note.hide()
        self.progress = ProgressNote("Bringing over")
        self.progress.cancelled.connect(self._stop)
        self._holder.addWidget(self.progress)
        self._place.show()
        self.watch.held_off = True
        ports = self._ports
        self._job = self._jobs.run(
            Lane.NETWORK,
            lambda control: ports.bring_over(folder, stick, control.progress, control.cancel),
            lambda done: self._on_done(done, folder, stick),
            self._on_failed,
            progress=self.progress.show_progress,
            stopped=self._on_stopped,
            owner=self,
        )
        self._say()

    def show_paired(self, paired: bool) -> None:
        """Offer what a laptop with a hub can do, or pairing by stick."""
        if paired != self._paired:
            self._paired = paired
            self.pairing.hide()
            self.note.hide()
            self.watch.look_again()
            self._say()

    def ask_for_folder(self) -> None:
        """Let the person choose a stick or a shared folder."""
        dialog = QFileDialog(self, "Choose a stick or a shared folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.chosen(Path(chosen)))
        dialog.open()

    def chosen(self, folder: Path) -> None:
        """A folder was chosen: bring over from it, or begin pairing through it."""
        if not self._paired:
            self.pairing.begin(folder)
            return
        stick = any(folder == each.path or each.path in folder.parents for each in self.watch.sticks)
        self.bring_over(folder, stick=stick)

    def _say(self) -> None:
        title, text = card_words(self.watch.sticks, self.watch.news, self.watch.shared, paired=self._paired)
        self.title.setText(title)
        self.text.setText(text)
        stick = bool(self.watch.sticks)
        self._head.icon.show_icon("import-file" if stick else "folder", "accent" if stick else "muted")
        self.bring.setText("Bring over" if self._paired else "Introduce this laptop")
        self.bring.setAccessibleName(self.bring.text())
        self.bring.setVisible(stick)
        eager = self._paired and self.watch.news not in (None, StickNews())
        self.bring.set_kind("primary" if eager else "plain")
        self.unshare.setVisible(self._paired and self.watch.shared is not None)
        for button in (self.bring, self.choose, self.unshare):
            button.setEnabled(not self.busy)

    def _bring_stick(self) -> None:
        if self.watch.sticks:
            folder = self.watch.sticks[0].path
            if self._paired:
                self.bring_over(folder, stick=True)
            else:
                self.pairing.begin(folder)

    def _on_plugged(self) -> None:
        if self.isVisible():
            announce(self, f"{self.title.text()}. {self.text.text()}")

    def _on_done(self, done: StickDone, folder: Path, stick: bool) -> None:
        self._over()
        last = "You can pull it out now." if stick else ""
        if done.unwritten is not None:
            error = done.unwritten
            self.note.say(
                "warn", error.title, f"{done.words} {error.sentence}", f"{error.next_step} {last}".strip()
            )
        else:
            offer = () if stick or folder == self.watch.shared else (self._offer_to_share(folder),)
            self.note.say("ok", done.words, last, actions=offer)
        self._driver.came_over(done.exchanged)

    def _offer_to_share(self, folder: Path) -> Button:
        return Button("Use this folder with every sync", lambda: self._share(folder))

    def _share(self, folder: Path | None) -> None:
        ports = self._ports

        def shared(_none: None) -> None:
            self.note.hide()
            self.watch.shared = folder
            self._say()

        self._jobs.run(
            Lane.STORE,
            lambda _control: ports.share_folder(folder),
            shared,
            self.note.say_error,
            owner=self,
        )

    def _on_failed(self, error: ReviewerError) -> None:
        self._over()
        self.note.say_error(error)

    def _on_stopped(self) -> None:
        self._over()
        self.note.say(
            "info", "Stopped", "What was brought over by then is here.", "The next time goes on from there."
        )

    def _over(self) -> None:
        self._job = None
        if self.progress is not None:
            self._place.hide()
            self.progress.deleteLater()
            self.progress = None
        self.watch.held_off = False
        self.watch.look_again()
        self._say()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_status(self, status: Status) -> None:
        partnered = status.partner is not None
        if partnered != self._partnered:
            self._partnered = partnered
            self.show_paired(partnered)


def card_words(
    sticks: Sequence[Volume], news: StickNews | None, shared: Path | None, *, paired: bool
) -> tuple[str, str]:
    """The heading and the sentence of the card."""
    if not sticks:
        if not paired:
            return (
                "No line at all?",
                "Plug in a stick: this laptop introduces itself on it, and your coordinator’s hub answers.",
            )
        if shared is not None:
            return "Shared folder", f"Looked at with every sync: {shared}"
        return "Without a line", "Plug in a stick, or choose a shared folder."
    title = stick_title(sticks)
    if not paired:
        return title, "Introduce this laptop on it, then give it to your coordinator."
    if not sticks[0].ours and news is not None and not going_words(news):
        return title, "It carries nothing of Reviewer, and you have nothing that waits for the hub."
    return title, news_words(news)


def stick_part(desk: Desk, jobs: Jobs, driver: SyncDriver) -> QWidget | None:
    """The card in the sync room; None where the window has no such road."""
    watch = sticks_of(desk, jobs, driver)
    if watch is None or desk.exchange is None or desk.exchange.stick is None:
        return None
    return StickCard(desk.exchange.stick, jobs, driver, watch)
