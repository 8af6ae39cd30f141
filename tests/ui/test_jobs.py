"""The lanes: values come back on the GUI thread, errors are never swallowed, nothing outlives its owner."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from reviewer_app.domain.errors import Cancelled, LineError, ReviewerError
from reviewer_app.ui.jobs import JobControl, Jobs, Lane, UnexpectedError


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.shut_down()


def test_a_value_comes_back_on_the_gui_thread(jobs: Jobs) -> None:
    here = threading.get_ident()
    seen: list[tuple[int, int]] = []
    jobs.run(
        Lane.STORE,
        lambda _control: threading.get_ident(),
        lambda at: seen.append((at, threading.get_ident())),
    )
    jobs.drain()
    assert len(seen) == 1
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_a_value_arrives_by_itself_while_the_window_runs(jobs: Jobs, qtbot: object) -> None:
    seen: list[str] = []
    jobs.run(Lane.NETWORK, lambda _control: "there", seen.append)
    qtbot.waitUntil(lambda: seen == ["there"])


def test_numbers_beyond_32_bits_arrive_whole(jobs: Jobs) -> None:
    seen: list[int] = []
    said: list[tuple[int, int, str]] = []

    def work(control: JobControl) -> int:
        control.progress(2**40, 2**40, "counting")
        return 2**40

    jobs.run(Lane.STORE, work, seen.append, progress=lambda *told: said.append(told))
    jobs.drain()
    assert seen == [2**40]
    assert said == [(2**40, 2**40, "counting")]


def test_a_lane_is_busy_until_its_answer_was_told(jobs: Jobs) -> None:
    seen: list[int] = []
    jobs.run(Lane.STORE, lambda _control: 7, seen.append)
    jobs._lanes[Lane.STORE].wait_idle(10)
    assert not seen
    assert jobs.busy(Lane.STORE)
    assert not jobs.busy(Lane.FILES)
    jobs.drain()
    assert seen == [7]
    assert not jobs.busy(Lane.STORE)


def test_one_lane_works_in_the_order_of_asking(jobs: Jobs) -> None:
    seen: list[int] = []
    for number in range(50):
        jobs.run(Lane.STORE, lambda _control, number=number: number, seen.append)
    jobs.drain()
    assert seen == list(range(50))


def test_an_error_in_plain_words_goes_to_who_asked(jobs: Jobs) -> None:
    told: list[ReviewerError] = []

    def work(_control: JobControl) -> None:
        raise LineError("offline", "No line", "The hub did not answer.", "Try later.")

    jobs.run(Lane.NETWORK, work, failed=told.append)
    jobs.drain()
    assert [each.code for each in told] == ["offline"]


def test_an_error_nobody_listens_to_reaches_the_window(jobs: Jobs) -> None:
    told: list[ReviewerError] = []
    jobs.broke.connect(told.append)

    def work(_control: JobControl) -> None:
        raise LineError("offline", "No line", "The hub did not answer.", "Try later.")

    jobs.run(Lane.NETWORK, work)
    jobs.drain()
    assert [each.code for each in told] == ["offline"]


@pytest.mark.expects_warnings
def test_an_unexpected_error_is_noted_and_told_in_words(jobs: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    told: list[ReviewerError] = []
    jobs.run(Lane.STORE, lambda _control: 1 // 0, failed=told.append)
    jobs.drain()
    assert isinstance(told[0], UnexpectedError)
    assert "ZeroDivisionError" in caplog.text


def test_cancelled_work_says_that_it_stopped(jobs: Jobs) -> None:
    begun, go_on = threading.Event(), threading.Event()
    heard: list[str] = []

    def work(control: JobControl) -> str:
        begun.set()
        assert go_on.wait(10)
        control.cancel.check()
        return "done"

    job = jobs.run(Lane.STORE, work, heard.append, stopped=lambda: heard.append("stopped"))
    assert begun.wait(10)
    job.cancel()
    go_on.set()
    jobs.drain()
    assert heard == ["stopped"]


def test_work_that_finished_though_cancelled_is_told_because_it_is_true(jobs: Jobs) -> None:
    begun, go_on = threading.Event(), threading.Event()
    heard: list[str] = []

    def work(_control: JobControl) -> str:
        begun.set()
        assert go_on.wait(10)
        return "imported"

    job = jobs.run(Lane.STORE, work, heard.append)
    assert begun.wait(10)
    job.cancel()
    go_on.set()
    jobs.drain()
    assert heard == ["imported"]


def test_a_newer_request_replaces_an_older_waiting_one(jobs: Jobs) -> None:
    begun, go_on = threading.Event(), threading.Event()
    drawn: list[str] = []

    def hold(_control: JobControl) -> None:
        begun.set()
        assert go_on.wait(10)

    jobs.run(Lane.RENDERING, hold)
    assert begun.wait(10)
    for zoom in ("50 %", "60 %", "70 %"):
        jobs.run(Lane.RENDERING, lambda _control, zoom=zoom: zoom, drawn.append, replaces="page 1")
    jobs.run(Lane.RENDERING, lambda _control: "page 2", drawn.append, urgent=True)
    go_on.set()
    jobs.drain()
    assert drawn == ["page 2", "70 %"]


def test_nothing_is_told_to_an_owner_that_is_gone(jobs: Jobs) -> None:
    owner = QObject()
    heard: list[int] = []
    jobs.run(Lane.STORE, lambda _control: 1, heard.append, owner=owner)
    delete(owner)
    jobs.drain()
    assert heard == []


def test_a_callback_that_fails_does_not_hold_up_the_others(jobs: Jobs) -> None:
    heard: list[int] = []

    def broken(_value: int) -> None:
        raise KeyError("a mistake in a room")

    jobs.run(Lane.STORE, lambda _control: 1, broken)
    jobs.run(Lane.STORE, lambda _control: 2, heard.append)
    with pytest.raises(KeyError):
        jobs.drain()
    jobs.drain()
    assert heard == [2]


def test_shutting_down_stops_what_waits_and_what_runs(qapp: object) -> None:
    jobs = Jobs()
    begun = threading.Event()
    heard: list[int] = []

    def work(control: JobControl) -> int:
        begun.set()
        while True:
            control.cancel.check()

    jobs.run(Lane.STORE, work, heard.append)
    jobs.run(Lane.STORE, lambda _control: 2, heard.append)
    assert begun.wait(10)
    assert jobs.shut_down()
    jobs.run(Lane.STORE, lambda _control: 3, heard.append)
    jobs.drain()
    assert heard == []


def test_cancelled_is_not_an_error(jobs: Jobs) -> None:
    told: list[ReviewerError] = []
    jobs.broke.connect(told.append)

    def work(_control: JobControl) -> None:
        raise Cancelled

    jobs.run(Lane.STORE, work)
    jobs.drain()
    assert told == []


def test_a_lane_is_never_the_last_to_hold_a_widget(jobs: Jobs) -> None:
    died_in: list[int] = []

    class Holder(QObject):
        def hear(self, _value: int) -> None: ...

        def __del__(self) -> None:
            died_in.append(threading.get_ident())

    for _ in range(200):
        jobs.run(Lane.STORE, lambda _control: 1, Holder().hear)
    jobs.drain()
    assert set(died_in) == {threading.get_ident()}
    assert len(died_in) == 200


@pytest.mark.parametrize("was_on", [True, False])
def test_garbage_is_collected_on_the_gui_thread_only(qapp: object, was_on: bool) -> None:
    (gc.enable if was_on else gc.disable)()
    try:
        jobs = Jobs()
        assert not gc.isenabled()
        assert jobs.shut_down()
        assert gc.isenabled() is was_on
    finally:
        gc.disable()
