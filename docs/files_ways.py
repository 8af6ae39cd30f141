"""The ways to the screens of files on their way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from docs.tour import Tour
from reviewer_app.domain.files_coming import FilesComing
from reviewer_app.exchange.failures import line_error
from reviewer_app.ui.places import SYNC
from reviewer_app.ui.syncing.files_part import FilesPart
from reviewer_app.ui.syncing.status import Phase

FILES = FilesComing(
    files=14,
    size=3 << 29,
    here=300 << 20,
    free=80 << 30,
    where="/home/reader/Reviewer",
    next_alias="C41P",
    next_title="Checking for Understanding",
    next_due=date(2026, 11, 27),
)


def metered(tour: Tour) -> QWidget:
    """Files wait for the person's word on a line that costs money."""
    return _shown(tour, replace(FILES, metered=True, waits={"metered": 14}))


def full(tour: Tour) -> QWidget:
    """The disk has no room for all of them, and one would not come."""
    failed = ("What arrived does not have the hash it should have. Its hash begins with 0123456789ab.",)
    return _shown(tour, replace(FILES, free=600 << 20, lacking=900 << 20, waits={"space": 9}, failed=failed))


def how(tour: Tour) -> QWidget:
    """What can be set about files, asked for."""
    tour.go(SYNC)
    part = tour.space.sync.part(FilesPart)
    assert part is not None  # the sample has files
    part.show_wishes(True)
    tour.settle()
    return tour.shell


def sign_in(tour: Tour) -> QWidget:
    """A network's own page answered in the hub's place."""
    tour.go(SYNC)
    driver = tour.space.driver
    problem = line_error("captive-portal")
    driver.changed.emit(replace(driver.status, phase=Phase.OFFLINE, problem=problem))
    tour.settle()
    return tour.shell


def _shown(tour: Tour, coming: FilesComing) -> QWidget:
    tour.go(SYNC)
    part = tour.space.sync.part(FilesPart)
    assert part is not None  # the sample has files
    part.show_coming(coming)
    tour.settle()
    return tour.shell
