"""The roads without a line as the sync room calls them, bound to one desk, and a round by all roads."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.ui.syncing.ports import StickDone, StickNews, StickPorts
from reviewer_app.ui.views import Exchanged, Partner
from reviewer_app.workflows.desk import Desk

if TYPE_CHECKING:
    from reviewer_app.exchange.round import RoundReport

# Sealing and its kin are loaded by whoever first asks for them, not for the first paint.


def stick_ports(desk: Desk) -> StickPorts:
    """The roads without a line."""
    return StickPorts(
        look=lambda folder: _look(desk, folder),
        bring_over=partial(_bring_over, desk),
        introduce=lambda folder, cancel: _introduce(desk, folder, cancel),
        accept=lambda folder, code: _accept(desk, folder, code),
        shared_folder=lambda: _shared_folder(desk),
        share_folder=lambda folder: _share_folder(desk, folder),
    )


def exchanged(done: RoundReport) -> Exchanged:
    """A round as the window tells it."""
    return Exchanged(
        accepted=done.accepted,
        refused=done.refused,
        received_work=done.received_work,
        blobs_fetched=done.blobs_fetched,
        bytes_fetched=done.bytes_fetched,
        from_others=done.from_others,
        problems=tuple(each.sentence for each in done.problems),
    )


def sync_by_all_roads(desk: Desk, progress: ReportProgress, cancel: CancelToken) -> Exchanged:
    """A round by whatever roads are there."""
    from reviewer_app.workflows import stick_offers

    return exchanged(stick_offers.sync_by_all_roads(desk, progress, cancel))


def _look(desk: Desk, folder: Path) -> StickNews:
    from reviewer_app.workflows import stick_offers

    found = stick_offers.look(desk, folder)
    return StickNews(**vars(found))


def _bring_over(
    desk: Desk, folder: Path, stick: bool, progress: ReportProgress, cancel: CancelToken
) -> StickDone:
    from reviewer_app.workflows import carrying

    done = carrying.bring_over(desk, folder, progress, cancel, shared=not stick)
    return StickDone(carrying.summed_up(done), exchanged(done.round), done.unwritten)


def _introduce(desk: Desk, folder: Path, cancel: CancelToken) -> str:
    from reviewer_app.workflows import carrying

    return carrying.introduce(desk, folder, cancel)


def _accept(desk: Desk, folder: Path, code: str) -> Partner:
    from reviewer_app.workflows import carrying

    made = carrying.accept(desk, folder, code)
    return Partner(made.hub_name, made.hub_url, made.person_name)


def _shared_folder(desk: Desk) -> Path | None:
    from reviewer_app.workflows import stick_offers

    return stick_offers.shared_folder(desk)


def _share_folder(desk: Desk, folder: Path | None) -> None:
    from reviewer_app.workflows import stick_offers

    stick_offers.share_folder(desk, folder)
