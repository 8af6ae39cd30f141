"""The card of the roads without a line: what it says of a stick, and what happens when it is brought over."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.exchange.failures import line_error
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.syncing import SyncDriver
from reviewer_app.ui.syncing.ports import ExchangePorts, StickDone, StickNews, StickPorts
from reviewer_app.ui.syncing.stick import StickCard, card_words
from reviewer_app.ui.syncing.stick_watch import StickWatch, news_words, offer_sticks, sticks_of
from reviewer_app.ui.syncing.volumes import Volume
from reviewer_app.ui.views import Exchanged, Partner
from reviewer_app.ui.widgets import InlineNote
from tests.ui.doubles import NOW, SampleDesk

Settle = Callable[[], None]
STICK = Volume(Path("/media/ada/BLUE"), "BLUE", True)


@dataclass
class Roads:
    """The workflows of a stick, in memory."""

    news: StickNews = field(default_factory=lambda: StickNews(3, 5, 9, 4, 2))
    done: StickDone = field(
        default_factory=lambda: StickDone("Brought over: 3 new submissions.", Exchanged(received_work=3))
    )
    trouble: ReviewerError | None = None
    shared: Path | None = None
    begun: threading.Event = field(default_factory=threading.Event)
    hold: bool = False
    accepted: list[str] = field(default_factory=list)

    def ports(self) -> StickPorts:
        return StickPorts(
            look=lambda _folder: self.news,
            bring_over=self.bring_over,
            introduce=lambda _folder, _cancel: "K7QA-34MX",
            accept=self.accept,
            shared_folder=lambda: self.shared,
            share_folder=self.share,
        )

    def bring_over(
        self, _folder: Path, _stick: bool, report: ReportProgress, cancel: CancelToken
    ) -> StickDone:
        report(1, 3, "Fetching files")
        self.begun.set()
        while self.hold:
            cancel.check()
            threading.Event().wait(0.01)
        if self.trouble is not None:
            raise self.trouble
        return self.done

    def accept(self, _folder: Path, code: str) -> Partner:
        if self.trouble is not None:
            raise self.trouble
        self.accepted.append(code)
        return Partner("Lakeside District", "", "Ada")

    def share(self, folder: Path | None) -> None:
        self.shared = folder


@dataclass
class Scene:
    card: StickCard
    roads: Roads
    sticks: list[Volume]
    driver: SyncDriver
    desk: SampleDesk


@pytest.fixture
def scene(lanes: Jobs, settle: Settle, qtbot: QtBot) -> Scene:
    desk, roads, sticks = SampleDesk(), Roads(), list[Volume]()
    driver = SyncDriver(desk.ports(), lanes, 5, now=lambda: NOW, chance=lambda: 0.5)
    driver.start()
    settle()
    watch = StickWatch(roads.ports(), lanes, driver, lambda: tuple(sticks))
    card = StickCard(roads.ports(), lanes, driver, watch)
    qtbot.addWidget(card)
    card.resize(900, 300)
    card.show()
    settle()
    return Scene(card, roads, sticks, driver, desk)


def plug_in(scene: Scene, settle: Settle) -> None:
    scene.sticks.append(STICK)
    scene.card.watch.look_around()
    settle()


def test_without_a_stick_it_says_what_could_be_done(scene: Scene) -> None:
    assert scene.card.title.text() == "Without a line"
    assert not scene.card.bring.isVisible()


def test_a_stick_that_is_plugged_in_is_offered_and_brought_over(scene: Scene, settle: Settle) -> None:
    plug_in(scene, settle)
    assert scene.card.title.text() == "A stick is plugged in: BLUE"
    told = (
        "3 submissions for you, receipts for 5 decisions, 4 files. 2 changes of yours would go back with it."
    )
    assert scene.card.text.text() == told
    came: list[Exchanged] = []
    scene.driver.synced.connect(came.append)
    scene.card.bring.click()
    settle()
    assert [each.received_work for each in came] == [3]
    assert scene.card.note.title.text() == "Brought over: 3 new submissions."
    assert scene.card.note.sentence.text() == "You can pull it out now."
    scene.sticks.clear()
    scene.card.watch.look_around()
    settle()
    assert scene.card.title.text() == "Without a line"


@pytest.mark.parametrize("code", ["road-gone", "road-trouble"])
def test_a_stick_that_fails_is_said_in_words_and_never_called_safe(
    scene: Scene, settle: Settle, code: str
) -> None:
    plug_in(scene, settle)
    scene.roads.trouble = line_error(code)
    scene.card.bring.click()
    settle()
    assert scene.card.note.title.text() == scene.roads.trouble.title
    assert "pull it out" not in scene.card.note.accessibleName()
    assert not scene.card.busy


@pytest.mark.parametrize("code", ["road-full", "road-read-only"])
def test_what_came_counts_though_nothing_could_be_left(scene: Scene, settle: Settle, code: str) -> None:
    plug_in(scene, settle)
    unwritten = line_error(code)
    scene.roads.done = StickDone("Brought over: 1 file.", Exchanged(blobs_fetched=1), unwritten)
    scene.card.bring.click()
    settle()
    assert scene.card.note.title.text() == unwritten.title
    assert scene.card.note.sentence.text().startswith("Brought over: 1 file.")
    assert scene.card.note.next_step.text().endswith("You can pull it out now.")


def test_it_shows_how_far_it_is_and_can_be_stopped(scene: Scene, settle: Settle, qtbot: QtBot) -> None:
    plug_in(scene, settle)
    scene.roads.hold = True
    scene.card.bring.click()
    qtbot.waitUntil(scene.roads.begun.is_set)
    assert scene.card.busy
    assert not scene.card.bring.isEnabled()
    scene.card.progress.stop.click()
    qtbot.waitUntil(lambda: not scene.card.busy)
    settle()
    assert scene.card.note.title.text() == "Stopped"
    assert scene.card.bring.isEnabled()


def test_a_folder_that_was_chosen_can_be_used_with_every_sync(scene: Scene, settle: Settle) -> None:
    folder = Path("/srv/district/exchange")
    scene.card.chosen(folder)
    settle()
    _, offer = scene.card.note.stops
    offer.click()  # type: ignore[attr-defined]  # the button of the note
    settle()
    assert scene.roads.shared == folder
    assert (scene.card.title.text(), scene.card.unshare.isVisible()) == ("Shared folder", True)
    scene.card.unshare.click()
    settle()
    assert scene.roads.shared is None


def test_a_laptop_without_a_hub_introduces_itself_by_stick(scene: Scene, settle: Settle) -> None:
    scene.desk.partner = None
    scene.driver.partner_changed()
    settle()
    plug_in(scene, settle)
    assert scene.card.bring.text() == "Introduce this laptop"
    scene.card.bring.click()
    settle()
    pairing = scene.card.pairing
    assert pairing.shown.text() == "This laptop’s code: K7QA-34MX"
    pairing.button.click()
    assert scene.roads.accepted == []
    scene.roads.trouble = line_error("road-gone")
    pairing.code.setText("9TRX-A4CD")
    pairing.button.click()
    settle()
    assert pairing.note.title.text() == scene.roads.trouble.title
    scene.roads.trouble = None
    scene.desk.partner = Partner("Lakeside District", "", "Ada")
    pairing.button.click()
    settle()
    assert scene.roads.accepted == ["9TRX-A4CD"]
    assert not pairing.isVisible()
    assert scene.card.bring.text() == "Bring over"


@pytest.mark.parametrize(
    ("news", "words"),
    [
        (None, "Looking at what is on it…"),
        (StickNews(), "Nothing new for you on it."),
        (StickNews(receipts=1), "1 receipt."),
        (StickNews(to_leave=1), "Nothing new for you on it. 1 change of yours would go back with it."),
        (StickNews(submissions=1, files=2), "1 submission for you, 2 files."),
        (StickNews(receipts=1, comments=4), "1 receipt, 4 comments of other banks."),
        (
            StickNews(to_leave=2, comments_to_leave=1),
            "Nothing new for you on it. 2 changes of yours and 1 comment that you share would go back with it.",
        ),
        (
            StickNews(comments=1, comments_to_leave=0),
            "1 comment of other banks. The word that you share no comments any more would go back with it.",
        ),
    ],
)
def test_what_a_stick_holds_in_words(news: StickNews | None, words: str) -> None:
    assert news_words(news) == words


@pytest.mark.parametrize("news", [StickNews(to_leave=1), StickNews(comments_to_leave=2)])
def test_an_empty_stick_is_said_to_take_what_waits(news: StickNews) -> None:
    empty = Volume(Path("/media/ada/NEW"), "NEW", False)
    assert "would go back with it" in card_words([empty], news, None, paired=True)[1]
    assert "nothing that waits" in card_words([empty], StickNews(), None, paired=True)[1]


def test_a_stick_is_offered_wherever_the_person_is(
    lanes: Jobs, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, roads, gone = SampleDesk(), Roads(), list[str]()
    sticks = [STICK]
    monkeypatch.setattr("reviewer_app.ui.syncing.stick_watch.plugged_in", lambda: tuple(sticks))
    ports = replace(desk.ports(), exchange=ExchangePorts(stick=roads.ports()))
    driver = SyncDriver(ports, lanes, 5, now=lambda: NOW, chance=lambda: 0.5)
    note, place = InlineNote(), ["queue"]
    qtbot.addWidget(note)

    def look() -> None:
        watch = sticks_of(ports, lanes, driver)
        assert watch is not None
        watch.look_around()
        settle()

    offer_sticks(ports, lanes, driver, note, lambda: gone.append("sync"), there=lambda: place[0] == "sync")
    settle()
    assert not note.isVisible(), "without a hub there is nothing to bring over"
    driver.start()
    settle()
    look()
    assert note.title.text() == "A stick is plugged in: BLUE"
    sticks.clear()
    look()
    assert not note.isVisible(), "it was pulled out"
    sticks.append(STICK)
    look()
    assert note.isVisible()
    _, button = note.stops
    button.click()  # type: ignore[attr-defined]  # the button of the note
    assert (gone, note.isVisible()) == (["sync"], False)
    look()
    assert not note.isVisible(), "it is offered once"
    sticks.clear()
    look()
    sticks.append(STICK)
    place[0] = "sync"
    look()
    assert not note.isVisible(), "the room says it itself"
    driver.stop()
    look()
