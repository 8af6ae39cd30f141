"""The work that the hub of this laptop holds, as its place in the window calls it: bundles in, given, taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.domain.submission import moment
from reviewer_app.ui.hosting.ports import GiveTo, Handled, Having, HeldAsked, HeldRow, Load, WorkPorts
from reviewer_app.workflows.importing import bundles_in

if TYPE_CHECKING:
    from reviewer_app.hub import giving, held
    from reviewer_app.hub.hosting import Host

# The hub's own modules are loaded where they are first used: an assessor's laptop needs none of them.


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of one bundle at a hub; it lacks no file, and who signed it is the coordinator's to know."""

    submission: str
    alias: str
    title: str
    attempt: int
    new: bool
    missing_files: int = 0
    known_issuer: bool = True


def work_ports(made: Callable[[], Host], opened: Callable[[], str]) -> WorkPorts:
    """The functions of the hub that ``made`` gives; ``opened`` is its name, "" while it is closed."""

    def size(asked: HeldAsked) -> int:
        from reviewer_app.hub.held import count_held

        return count_held(made().books, _wish(asked))

    def page(asked: HeldAsked, offset: int, limit: int) -> Sequence[HeldRow]:
        from reviewer_app.hub.held import held

        return tuple(map(_row, held(made().books, _wish(asked), offset, limit)))

    def people() -> Sequence[Load]:
        from reviewer_app.hub.held import loads

        return tuple(Load(each.person, each.name, each.open) for each in loads(made().books))

    def bring(path: Path, progress: ReportProgress, cancel: CancelToken) -> Brought:
        from reviewer_app.hub.bundled import take_bundle

        done = take_bundle(made().books, path, progress, cancel)
        return Brought(done.submission, done.alias, done.title, done.attempt, done.new)

    def give(ids: Sequence[str], to: GiveTo, progress: ReportProgress, cancel: CancelToken) -> Handled:
        from reviewer_app.hub.giving import Task, give

        today = date.today() if to.by_policy else None  # noqa: DTZ011 - due dates are days where the person is
        task = Task(to.person, to.role, due=to.due, today=today)
        return _handled(give(made().books, ids, task, progress, cancel))

    def undo(ids: Sequence[str], person: str) -> Handled:
        from reviewer_app.hub.giving import undo

        return _handled(undo(made().books, ids, person))

    def take_back(ids: Sequence[str], person: str, reason: str) -> Handled:
        from reviewer_app.hub.giving import take_back

        return _handled(take_back(made().books, ids, person, reason))

    return WorkPorts(
        opened=opened,
        open=lambda passphrase: made().work(passphrase),
        bundles_in=bundles_in,
        import_bundle=bring,
        page=page,
        size=size,
        people=people,
        give=give,
        undo=undo,
        take_back=take_back,
    )


def _wish(asked: HeldAsked) -> held.HeldWish:
    from reviewer_app.hub.held import HeldWish

    return HeldWish(asked.text, asked.free, asked.sort, asked.descending)


def _row(line: held.HeldLine) -> HeldRow:
    having = tuple(
        Having(
            each.person,
            each.name,
            each.role,
            each.round,
            date.fromisoformat(each.due) if each.due else None,
            each.state != "open",
        )
        for each in line.holders
    )
    return HeldRow(line.id, line.alias, line.title, line.attempt, moment(line.taken_at), having)


def _handled(done: giving.Handled) -> Handled:
    return Handled(done.done, tuple((each.alias, each.problem) for each in done.kept), done.stopped)
