"""Garbage: collected on the GUI thread, the oldest of it while nobody is at work."""

import gc

import pytest
from PySide6.QtCore import QObject

from reviewer_app.ui import garbage
from reviewer_app.ui.garbage import Collector, collect_due


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The generations that were gone through, all of them being due."""
    heard: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: (1000, 1000, 1000))
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "collect", heard.append)
    return heard


@pytest.fixture
def collector(qapp: QObject) -> Collector:
    made = Collector(qapp)
    made.end()
    return made


def test_what_is_due_is_collected_the_oldest_first(collected: list[int]) -> None:
    collect_due()
    collect_due(whole=False)
    assert collected == [2, 1]


def test_the_oldest_waits_while_somebody_is_at_work(collected: list[int], collector: Collector) -> None:
    collector.at_work()
    collector._collect()
    collector._collect()
    assert collected == [1, 2]


def test_it_does_not_wait_for_ever(collected: list[int], collector: Collector) -> None:
    for _look in range(garbage._PUT_OFF_MOST):
        collector.at_work()
        collector._collect()
    assert collected == [1] * (garbage._PUT_OFF_MOST - 1) + [2]
