"""Files on their way in the sync room: each state in words, pausing, and settings that hold at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import LineError
from reviewer_app.domain.files_coming import FilesComing, Wishes
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.exchange.terms import FETCHING
from reviewer_app.settings import Settings
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.syncing import Phase, Status, SyncDriver
from reviewer_app.ui.syncing.files_part import FilesPart, files_part
from reviewer_app.ui.syncing.files_words import headline, next_words, reasons, row_note
from reviewer_app.ui.syncing.line import LineWatch
from reviewer_app.ui.syncing.ports import ExchangePorts, FilesPorts
from reviewer_app.ui.syncing.room import SyncRoom
from reviewer_app.ui.views import Exchanged, Partner
from tests.ui.doubles import NOW, SampleDesk

Settle = Callable[[], None]
HUB = Partner("Lakeside District", "https://hub.test", "A. Reader")
COMING = FilesComing(
    files=14, size=1 << 30, here=1 << 29, free=80 << 30, where="/home/reviewer",
    next_alias="C41P", next_title="Wait Time", next_due=date(2026, 11, 27),
)  # fmt: skip
FETCHES = Status(HUB, Phase.SENDING, doing=FETCHING, done=1, total=2)


@pytest.mark.parametrize(
    ("coming", "status", "words", "tone"),
    [
        (FilesComing(), Status(HUB), "All files are here", "ok"),
        (COMING, Status(HUB, Phase.ONLINE), "14 files · 512 MB to come", "muted"),
        (COMING, FETCHES, "14 files · 512 MB to come", "accent"),
        (COMING, Status(), "14 files · 512 MB to come, from a hub or a stick", "muted"),
        (COMING, Status(HUB, Phase.OFFLINE), "14 files · 512 MB to come once there is a connection", "warn"),
        (
            replace(COMING, paused=True, waits={"paused": 14}),
            FETCHES,
            "Paused: 14 files · 512 MB to come",
            "warn",
        ),
        (
            replace(COMING, work_only=True, waits={"work-only": 14}),
            Status(HUB),
            "Work only: 14 files · 512 MB to come another way",
            "warn",
        ),
        (
            replace(COMING, waits={"metered": 14}),
            Status(HUB),
            "14 files · 512 MB to come, and all wait",
            "warn",
        ),
    ],
)
def test_the_headline_says_how_things_stand(
    coming: FilesComing, status: Status, words: str, tone: str
) -> None:
    said, colour, icon = headline(coming, status)
    assert (said, colour) == (words, tone)
    assert icon


def test_it_says_what_comes_next_and_when_it_is_due() -> None:
    assert next_words(COMING) == "Next: C41P · Wait Time, due Fri 27 Nov"
    assert next_words(replace(COMING, next_due=None)) == "Next: C41P · Wait Time"
    assert next_words(FilesComing()) == ""


@pytest.mark.parametrize(
    ("changed", "word", "note"),
    [
        ({"paused": True}, "until you resume them", "paused"),
        ({"work_only": True}, "by stick", "work only"),
        (
            {"metered": True, "waits": {"metered": 1}},
            "1 file waits, because this line costs",
            "metered",
        ),
        ({"waits": {"asks": 2}, "asked_size": 3 << 30}, "2 large files wait for you, together 3.0 GB", ""),
        (
            {"lacking": 1 << 30, "waits": {"space": 14}},
            "1.0 GB more are needed at /home/reviewer",
            "disk full",
        ),
    ],
)
def test_why_files_wait_is_said_in_a_sentence_and_in_a_word(
    changed: dict[str, object], word: str, note: str
) -> None:
    coming = replace(COMING, **changed)  # type: ignore[arg-type]  # fields by name
    [sentence] = reasons(coming)
    assert word in sentence
    assert row_note(coming) == note


@dataclass
class Files:
    """The functions of files, made of what a test says."""

    coming: FilesComing = COMING
    asked: list[object] = field(default_factory=list)
    gave_way: threading.Event = field(default_factory=threading.Event)

    def pause(self, paused: bool) -> None:
        self.asked.append(("pause", paused))
        self.coming = replace(self.coming, paused=paused)

    def agree(self) -> int:
        self.asked.append("agree")
        self.coming = replace(self.coming, waits={})
        return 1

    def opened(self, submission: str) -> bool:
        self.asked.append(("opened", submission))
        return submission == "s3"

    def desk(self, desk: SampleDesk) -> Desk:
        ports = FilesPorts(
            coming=lambda: self.coming,
            pause=self.pause,
            agree=self.agree,
            opened=self.opened,
            wish=self.asked.append,
            give_way=self.gave_way.set,
        )
        return replace(desk.ports(), exchange=ExchangePorts(files=ports))


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def preferences(lanes: Jobs) -> Preferences:
    return Preferences(Settings(), lambda _settings: None, lanes)


@pytest.fixture
def sample() -> SampleDesk:
    return SampleDesk()


@pytest.fixture
def driver(files: Files, sample: SampleDesk, preferences: Preferences, lanes: Jobs) -> SyncDriver:
    line = LineWatch(clock=lambda: 0.0, here=frozenset)
    return SyncDriver(
        files.desk(sample), lanes, 5, now=lambda: NOW, chance=lambda: 0.5, preferences=preferences, line=line
    )


@pytest.fixture
def part(
    files: Files, sample: SampleDesk, driver: SyncDriver, lanes: Jobs, settle: Settle, qtbot: QtBot
) -> FilesPart:
    made = files_part(files.desk(sample), lanes, driver)
    assert made is not None
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def test_without_functions_for_files_there_is_no_part(
    sample: SampleDesk, driver: SyncDriver, lanes: Jobs
) -> None:
    assert files_part(sample.ports(), lanes, driver) is None


def test_the_part_shows_what_is_to_come_and_files_are_paused_and_resumed(
    part: FilesPart, files: Files, sample: SampleDesk, driver: SyncDriver, settle: Settle
) -> None:
    driver.start()
    settle()
    sample.asked.clear()
    assert part.headline.text() == "14 files · 512 MB to come"
    part.pause.click()
    settle()
    assert part.headline.text().startswith("Paused: ")
    assert part.pause.accessibleName() == "Resume files"
    assert "sync" not in sample.asked
    part.pause.click()
    settle()
    assert files.asked[-2:] == [("pause", True), ("pause", False)]
    # What was held up comes now, not at the next usual time.
    assert "sync" in sample.asked
    driver.stop()


def test_the_action_pauses_where_there_is_something_to_pause(
    part: FilesPart, files: Files, settle: Settle
) -> None:
    assert part.can_toggle
    part.toggle()
    settle()
    assert files.asked[-1] == ("pause", True)
    assert part.can_toggle
    files.coming = FilesComing()
    part.refresh()
    settle()
    assert not part.can_toggle


def test_files_that_wait_for_a_word_get_it(part: FilesPart, files: Files, settle: Settle) -> None:
    assert part.agree.isHidden()
    files.coming = replace(COMING, waits={"asks": 1}, asked_size=1 << 30)
    part.refresh()
    settle()
    assert not part.agree.isHidden()
    part.agree.click()
    settle()
    assert "agree" in files.asked
    assert part.agree.isHidden()


def test_files_that_would_not_come_are_named_three_at_most(
    part: FilesPart, files: Files, settle: Settle
) -> None:
    files.coming = replace(COMING, failed=tuple(f"File {number} is damaged." for number in range(5)))
    part.refresh()
    settle()
    assert part.note.title.text() == "Some files would not come"
    assert part.note.sentence.text() == "File 0 is damaged. File 1 is damaged. File 2 is damaged. And 2 more."
    files.coming = COMING
    part.refresh()
    settle()
    assert part.note.isHidden()


def test_settings_hold_at_once_and_show_in_both_places(
    part: FilesPart, files: Files, preferences: Preferences, settle: Settle
) -> None:
    assert part.settings is not None
    assert files.asked[0] == Wishes()
    part.settings.limit.chosen.emit(200)
    part.settings.metered.chosen.emit("on")
    preferences.change(work_only=True, files_ask_over_mb=500)
    settle()
    assert files.asked[-1] == Wishes(200, 500, True, True)
    assert part.settings.what.value is True
    assert part.settings.limit.text().strip() == "Speed: 200 KB a second"


def test_settings_show_on_demand_and_with_them_the_card_is_wide(
    part: FilesPart, files: Files, settle: Settle
) -> None:
    files.coming = FilesComing()
    part.refresh()
    settle()
    assert part.settings is not None
    assert part.headline.text() == "All files are here"
    assert not part.wide
    assert not part.settings.what.isVisible()
    part.how.click()
    assert part.settings.what.isVisible()
    assert part.wide
    assert part.how.text() == "Done"
    part.how.click()
    assert not part.wide


def test_a_laptop_without_a_hub_says_nothing_of_files_that_are_all_here(
    files: Files, sample: SampleDesk, driver: SyncDriver, lanes: Jobs, settle: Settle, qtbot: QtBot
) -> None:
    files.coming, sample.partner = FilesComing(), None
    room = SyncRoom(files.desk(sample), lanes, driver, now=lambda: NOW)
    qtbot.addWidget(room)
    room.show()
    driver.start()
    settle()
    part = room.part(FilesPart)
    assert part is not None
    assert not part.isVisible()
    files.coming = COMING
    driver.came_over(Exchanged())
    settle()
    assert part.isVisible()
    assert part.wide
    files.coming, sample.partner = FilesComing(), HUB
    driver.partner_changed()
    settle()
    assert part.isVisible()
    assert not part.wide
    driver.stop()


def test_how_often_a_round_is_made_holds_at_once(driver: SyncDriver, preferences: Preferences) -> None:
    preferences.change(sync_every_minutes=60)
    assert driver._every == 3600.0


def test_the_bar_shows_only_while_files_come(part: FilesPart, driver: SyncDriver) -> None:
    driver.changed.emit(FETCHES)
    assert not part.bar.parentWidget().isHidden()
    assert part.amount.text() == "1 byte of 2 bytes"
    driver.changed.emit(Status(HUB, Phase.ONLINE))
    assert part.bar.parentWidget().isHidden()


def test_a_decision_made_while_files_come_makes_them_give_way_and_goes_next(
    files: Files,
    sample: SampleDesk,
    lanes: Jobs,
    settle: Settle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds: list[int] = []

    def sync(progress: ReportProgress, cancel: CancelToken) -> Exchanged:
        rounds.append(1)
        progress(1, 1, FETCHING)
        if len(rounds) == 1:
            assert files.gave_way.wait(10)
        return Exchanged()

    monkeypatch.setattr(sample, "sync", sync)
    driver = SyncDriver(files.desk(sample), lanes, 5, now=lambda: NOW, chance=lambda: 0.5)
    driver.start()
    qtbot.waitUntil(lambda: driver.status.doing == FETCHING)
    driver.poke()
    qtbot.waitUntil(lambda: len(rounds) == 2)
    settle()
    assert driver.status.phase is Phase.ONLINE
    driver.stop()


def test_a_line_that_broke_while_files_came_is_no_offline(
    driver: SyncDriver, sample: SampleDesk, settle: Settle
) -> None:
    broke = LineError("cut-off", "The connection broke", "It broke.", "It is tried again.")
    broke.files_only = True
    sample.trouble["sync"] = broke
    driver.start()
    settle()
    assert (driver.status.phase, driver.status.last) == (Phase.ONLINE, NOW)
    # It is tried again sooner than usual, and later each time it breaks.
    assert driver.seconds_left is not None
    assert driver.seconds_left < 60
    driver.stop()


def test_opening_a_submission_that_waits_for_files_fetches_them_now(
    driver: SyncDriver, files: Files, sample: SampleDesk, settle: Settle
) -> None:
    driver.start()
    settle()
    sample.asked.clear()
    driver.files.opened("s1")
    settle()
    assert "sync" not in sample.asked
    driver.files.opened("s3")
    settle()
    assert "sync" in sample.asked
    driver.stop()


def test_a_desk_without_files_goes_on_as_before(sample: SampleDesk, lanes: Jobs, settle: Settle) -> None:
    driver = SyncDriver(sample.ports(), lanes, 5, now=lambda: NOW, chance=lambda: 0.5)
    driver.files.opened("s3")
    driver.files.give_way()
    settle()
    assert "sync" not in sample.asked
    assert sample.exports == Path("exports")


def test_what_holds_files_up_is_told_after_each_round_and_when_it_changes(
    driver: SyncDriver, part: FilesPart, files: Files, preferences: Preferences, settle: Settle
) -> None:
    told: list[str] = []
    driver.files.waits.connect(told.append)
    driver.start()
    settle()
    assert told == [""]
    part.pause.click()
    settle()
    assert told[-1] == "paused"
    files.coming = replace(COMING, metered=True, waits={"metered": 14})
    preferences.change(metered_line="on")
    settle()
    assert told[-1] == "metered"
    driver.stop()
