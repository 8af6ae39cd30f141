"""Ctrl+C in a command that lasts."""

import signal
import threading

import pytest

from reviewer_app.cli.stopping import Stop


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_it_is_noted_and_breaks_into_nothing() -> None:
    lock = threading.Lock()
    with Stop() as stop:
        with lock:
            press()
        assert stop.asked
    assert not lock.locked()


def test_a_question_is_left_at_once() -> None:
    with Stop() as stop, pytest.raises(KeyboardInterrupt), stop.breakable():
        press()


def test_no_question_is_asked_any_more_after_it() -> None:
    asked: list[str] = []
    with Stop() as stop:
        press()
        with pytest.raises(KeyboardInterrupt), stop.breakable():
            asked.append("Whose laptop is it?")
    assert asked == []


def test_pressed_again_it_breaks_into_anything() -> None:
    with Stop() as stop:
        press()
        with pytest.raises(KeyboardInterrupt):
            press()
        assert stop.asked


def test_afterwards_it_means_what_it_meant_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Stop():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before
