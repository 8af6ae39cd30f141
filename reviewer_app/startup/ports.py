"""The workflows as the window's ports: the same functions, bound to one desk."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.paths import Home
from reviewer_app.startup.exchange import exchange_ports
from reviewer_app.startup.hosting import Hosting
from reviewer_app.startup.ledger import ledger_lines
from reviewer_app.startup.stick import sync_by_all_roads
from reviewer_app.store import Pairing, QueueQuery
from reviewer_app.ui.ports import Desk, Door, Kept
from reviewer_app.ui.views import Asked, Outgoing, Partner
from reviewer_app.workflows import exchanging, importing, letters, queueing, recovering, safeguarding
from reviewer_app.workflows.desk import Desk as OpenDesk

if TYPE_CHECKING:
    from reviewer_app.domain.planning import Plan
    from reviewer_app.domain.readiness import Readiness
    from reviewer_app.ui.calibration.ports import CalibrationPorts
    from reviewer_app.ui.guide.ports import SamplePorts
    from reviewer_app.ui.jobs import Jobs
    from reviewer_app.ui.ports import ReviewCalls, ReviewPlace
    from reviewer_app.ui.searching.ports import SearchPorts
    from reviewer_app.ui.views import Chapters


def door(home: Home, opened: Callable[[OpenDesk], None] | None = None) -> Door:
    """The locked home's functions; ``opened`` hears of each desk that is opened."""

    hosting = Hosting(home.hub_folder)

    def ports(desk: OpenDesk) -> Desk:
        if opened is not None:
            opened(desk)
        mine = desk_ports(desk)

        def lock() -> None:
            hosting.rest()
            mine.lock()

        return dataclasses.replace(mine, hosting=hosting.ports(), lock=lock)

    return Door(
        kept=lambda: Kept(safeguarding.key_state(home).value),
        create=lambda passphrase: ports(safeguarding.create(home, passphrase)),
        unlock=lambda passphrase: ports(safeguarding.unlock(home, passphrase)),
        end=hosting.end,
    )


def desk_ports(desk: OpenDesk) -> Desk:
    """An open desk's functions as the window calls them."""
    return Desk(
        page=lambda asked, offset, limit: queueing.page(desk, _query(asked), offset, limit),
        size=lambda asked: queueing.size(desk, _query(asked)),
        figures=lambda: queueing.summary(desk),
        few=partial(queueing.few, desk),
        bundles_in=importing.bundles_in,
        import_bundle=partial(importing.import_bundle, desk),
        partner=lambda: _partner(desk.store.pairing),
        pair=lambda url, code, cancel: _paired(exchanging.pair(desk, url, code, cancel)),
        forget_partner=lambda: exchanging.unpair(desk),
        sync=partial(sync_by_all_roads, desk),
        outgoing=lambda: _outgoing(desk),
        ledger=partial(ledger_lines, desk),
        write_letter=partial(letters.write_letter, desk),
        write_review_sheet=partial(letters.write_review_sheet, desk),
        lock=lambda: _lock(desk),
        change_passphrase=lambda old, new: safeguarding.change_passphrase(desk.home, old, new),
        exports=desk.home.exports,
        review_room=partial(_review_room, desk),
        search=partial(_search, desk),
        look_through=partial(_look_through, desk),
        plan=partial(_plan, desk),
        begin_sample=partial(_begin_sample, desk),
        check_leaving=partial(_check_leaving, desk),
        calibration=partial(_calibration, desk),
        take_interest_back=partial(_take_interest_back, desk),
        recovered=partial(recovering.begin, desk),
        write_key_sheet=partial(_write_key_sheet, desk),
        exchange=exchange_ports(desk),
    )


def _lock(desk: OpenDesk) -> None:
    recovering.end(desk)
    safeguarding.lock(desk)


def _query(asked: Asked) -> QueueQuery:
    return QueueQuery(**{field.name: getattr(asked, field.name) for field in dataclasses.fields(asked)})


def _partner(pairing: Pairing | None) -> Partner | None:
    return _paired(pairing) if pairing is not None else None


def _paired(pairing: Pairing) -> Partner:
    return Partner(pairing.hub_name, pairing.hub_url, pairing.person_name)


def _outgoing(desk: OpenDesk) -> Outgoing:
    box = exchanging.outbox(desk)
    return Outgoing(box.decisions_waiting, box.records_waiting, len(box.attention))


def _look_through(desk: OpenDesk, cancel: CancelToken) -> str | None:
    from reviewer_app.workflows.guarding import look_through_next  # not needed to show the queue

    return look_through_next(desk, cancel)


def _check_leaving(desk: OpenDesk, progress: ReportProgress, cancel: CancelToken) -> Readiness:
    from reviewer_app.workflows.leaving import check_leaving  # as in _look_through

    return check_leaving(desk, "", progress, cancel)


def _write_key_sheet(desk: OpenDesk, chapters: Chapters, target: Path) -> Path:
    from reviewer_app.workflows.key_sheets import write_key_sheet  # as in _look_through

    return write_key_sheet(desk, chapters, target)


def _plan(desk: OpenDesk) -> Plan:
    from reviewer_app.workflows.planning import todays_plan  # the queue is painted before it is planned

    return todays_plan(desk)


def _begin_sample(desk: OpenDesk) -> SamplePorts:
    from reviewer_app.startup.guide import begin_sample  # only for those who learn

    return begin_sample(desk)


def _take_interest_back(desk: OpenDesk, submission: str) -> None:
    from reviewer_app.workflows.handing_back import take_interest_back  # as in _look_through

    take_interest_back(desk, submission)


def _review_room(desk: OpenDesk, jobs: Jobs, calls: ReviewCalls) -> ReviewPlace:
    from reviewer_app.startup.review import review_place  # the viewers are not needed to show the queue

    return review_place(desk, jobs, calls)


def _calibration(desk: OpenDesk) -> CalibrationPorts:
    from reviewer_app.startup.calibration import calibration_ports  # as above

    return calibration_ports(desk)


def _search(desk: OpenDesk) -> SearchPorts:
    from reviewer_app.startup.search import search_ports  # as above

    return search_ports(desk)
