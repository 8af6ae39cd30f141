"""Which sticks are plugged in and what they hold, watched off the GUI thread, and offered wherever the person is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer_app.ui.jobs import JobControl, Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.syncing.driver import SyncDriver
from reviewer_app.ui.syncing.ports import StickNews, StickPorts
from reviewer_app.ui.syncing.volumes import Volume, plugged_in
from reviewer_app.ui.widgets import Button, InlineNote
from reviewer_app.ui.words import count_words

PLUGGED_IN = "A stick is plugged in: "
_LOOK_MILLISECONDS = 5_000
Seen = tuple[tuple[Volume, ...], StickNews | None, Path | None]


class StickWatch(QObject):
    """``changed`` follows every change of what is plugged in, ``plugged`` a stick of ours that was not there before."""

    changed = Signal()
    plugged = Signal()

    def __init__(
        self,
        ports: StickPorts,
        jobs: Jobs,
        driver: SyncDriver,
        volumes: Callable[[], Sequence[Volume]] | None = None,
    ) -> None:
        super().__init__(driver)
        self._ports, self._jobs, self._driver = ports, jobs, driver
        self.volumes = volumes or plugged_in
        self.sticks: tuple[Volume, ...] = ()
        self.news: StickNews | None = None
        self.shared: Path | None = None
        self.held_off = False
        self._ended = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look_around)
        driver.ended.connect(self._stop)
        self._timer.start()

    def look_around(self) -> None:
        """See which sticks are plugged in, and what a new one holds."""
        if self.held_off or self._ended:
            return
        before, known, ports, volumes = self.sticks, self.news, self._ports, self.volumes
        paired = self._driver.status.partner is not None

        def work(_control: JobControl) -> Seen:
            found = tuple(volumes())
            news = known if found == before else None
            if news is None and found and paired:
                news = ports.look(found[0].path)
            return found, news, ports.shared_folder()

        # A stick that cannot be read is said to whoever brings over from it, not every few seconds.
        self._jobs.run(Lane.FILES, work, self._on_seen, lambda _error: None, replaces="sticks", owner=self)

    def look_again(self) -> None:
        """Forget what was seen, and look."""
        self.sticks, self.news = (), None
        self.look_around()

    def _on_seen(self, seen: Seen) -> None:
        before = {each.path for each in self.sticks if self.news is not None}
        if seen == (self.sticks, self.news, self.shared):
            return
        self.sticks, self.news, self.shared = seen
        self.changed.emit()
        told = self.news is not None and self.sticks[0].ours
        if told and self.sticks[0].path not in before:
            self.plugged.emit()

    def _stop(self) -> None:
        self._ended = True
        self._timer.stop()


def sticks_of(desk: Desk, jobs: Jobs, driver: SyncDriver) -> StickWatch | None:
    """The one watch of this driver; None where the window has no such road."""
    found = driver.findChild(StickWatch)
    if isinstance(found, StickWatch):
        return found
    ports = desk.exchange.stick if desk.exchange is not None else None
    return StickWatch(ports, jobs, driver) if ports is not None else None


def offer_sticks(
    desk: Desk,
    jobs: Jobs,
    driver: SyncDriver,
    note: InlineNote,
    go: Callable[[], None],
    *,
    there: Callable[[], bool],
) -> None:
    """Say in a note what a stick holds that was plugged in, unless the person is in the sync room already."""
    watch = sticks_of(desk, jobs, driver)
    if watch is None:
        return

    def offer() -> None:
        if there() or watch.news in (None, StickNews()):
            return

        def accept() -> None:
            note.dismiss()
            go()

        note.say(
            "info",
            stick_title(watch.sticks),
            news_words(watch.news),
            actions=(Button("Bring it over…", accept),),
        )

    def look_whether_it_holds() -> None:
        ours = note.title.text().startswith(PLUGGED_IN)
        if ours and watch.news in (None, StickNews()):
            note.dismiss()

    watch.plugged.connect(offer)
    watch.changed.connect(look_whether_it_holds)
    watch.look_around()


def stick_title(sticks: Sequence[Volume]) -> str:
    """The heading for the stick that is plugged in."""
    return f"{PLUGGED_IN}{sticks[0].name}"


def news_words(news: StickNews | None) -> str:
    """What a stick holds and what goes back, in one or two sentences."""
    if news is None:
        return "Looking at what is on it…"
    came = []
    if news.submissions:
        came.append(f"{count_words(news.submissions, 'submission', 'submissions')} for you")
    if news.decisions:
        came.append(f"receipts for {count_words(news.decisions, 'decision', 'decisions')}")
    elif news.receipts:
        came.append(count_words(news.receipts, "receipt", "receipts"))
    if news.files:
        came.append(count_words(news.files, "file", "files"))
    if news.comments:
        came.append(f"{count_words(news.comments, 'comment', 'comments')} of other banks")
    here = ", ".join(came)
    first = f"{here[0].upper()}{here[1:]}." if here else "Nothing new for you on it."
    going = going_words(news)
    return f"{first} {going} would go back with it." if going else first


def going_words(news: StickNews) -> str:
    """What of the person's own would be left there, "" for nothing."""
    goes = []
    if news.to_leave:
        goes.append(f"{count_words(news.to_leave, 'change', 'changes')} of yours")
    if news.comments_to_leave:
        goes.append(f"{count_words(news.comments_to_leave, 'comment', 'comments')} that you share")
    elif news.comments_to_leave == 0:
        goes.append("the word that you share no comments any more")
    joined = " and ".join(goes)
    return f"{joined[:1].upper()}{joined[1:]}"
