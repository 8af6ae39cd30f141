"""The submissions of a hub as its place in the window asks for them, kept in memory."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reviewer_app.domain.errors import ReviewerError, RuleError
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.ui.hosting.ports import GiveTo, Handled, Having, HeldAsked, HeldRow, Load, WorkPorts
from tests.ui.doubles import SampleTaken

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
HAS_IT = RuleError("has-it", "They have it already", "A person has a submission once.", "Leave it with them.")


def row(number: int, *having: Having) -> HeldRow:
    """A submission that came in so many days ago."""
    return HeldRow(
        f"id-{number}", f"H{number:03d}", "Wait Time", 1, NOW - timedelta(days=number), tuple(having)
    )


def having(person: str, name: str, *, decided: bool = False, due: date | None = None) -> Having:
    """Somebody who has a submission."""
    return Having(person, name, "assessor", 1, due, decided)


@dataclass
class Held:
    """What a hub holds; ``trouble`` is raised by the function of that name, ``kept`` is not given or taken back."""

    rows: list[HeldRow] = field(default_factory=lambda: [row(number) for number in range(1, 4)])
    people: list[Load] = field(default_factory=lambda: [Load("id-bo", "Bo", 0), Load("id-anna", "Anna", 2)])
    name: str = ""
    asked: list[tuple[object, ...]] = field(default_factory=list)
    trouble: dict[str, ReviewerError] = field(default_factory=dict)
    kept: dict[str, ReviewerError] = field(default_factory=dict)
    threads: set[int] = field(default_factory=set)
    hold: threading.Event | None = None

    def _note(self, *told: object) -> None:
        self.threads.add(threading.get_ident())
        self.asked.append(told)
        if str(told[0]) in self.trouble:
            raise self.trouble[str(told[0])]

    def open(self, passphrase: str | None) -> str:
        self._note("open", passphrase)
        self.name = "North"
        return self.name

    def _found(self, asked: HeldAsked) -> list[HeldRow]:
        return [
            each
            for each in self.rows
            if asked.text.lower() in each.alias.lower() and not (asked.free and each.having)
        ]

    def page(self, asked: HeldAsked, offset: int, limit: int) -> Sequence[HeldRow]:
        self._note("page", offset)
        return self._found(asked)[offset : offset + limit]

    def size(self, asked: HeldAsked) -> int:
        self._note("size")
        return len(self._found(asked))

    def loads(self) -> Sequence[Load]:
        self._note("people")
        return tuple(self.people)

    def give(self, ids: Sequence[str], to: GiveTo, progress: ReportProgress, cancel: CancelToken) -> Handled:
        self._note("give", tuple(ids), to)
        progress(0, len(ids), "")
        while self.hold is not None and not self.hold.wait(0.02):
            if cancel.cancelled:
                return Handled((), (), stopped=True)
        name = next(each.name for each in self.people if each.person == to.person)
        return self._each(ids, lambda old: replace(old, having=(*old.having, having(to.person, name))))

    def undo(self, ids: Sequence[str], person: str) -> Handled:
        self._note("undo", tuple(ids), person)
        return self._each(ids, lambda old: self._without(old, person))

    def take_back(self, ids: Sequence[str], person: str, reason: str) -> Handled:
        self._note("take back", tuple(ids), person, reason)
        return self._each(ids, lambda old: self._without(old, person))

    def bring(self, path: Path, progress: ReportProgress, _cancel: CancelToken) -> SampleTaken:
        self._note("bring", path.name)
        if path.name in self.trouble:
            raise self.trouble[path.name]
        progress(5, 20, path.name)
        self.rows.append(row(len(self.rows) + 1))
        return SampleTaken(self.rows[-1].submission, self.rows[-1].alias)

    def ports(self) -> WorkPorts:
        return WorkPorts(
            lambda: self.name,
            self.open,
            tuple,
            self.bring,
            self.page,
            self.size,
            self.loads,
            self.give,
            self.undo,
            self.take_back,
        )

    def _without(self, old: HeldRow, person: str) -> HeldRow:
        return replace(old, having=tuple(each for each in old.having if each.person != person))

    def _each(self, ids: Sequence[str], change: object) -> Handled:
        done, kept = [], []
        for at, each in enumerate(self.rows):
            if each.submission not in ids:
                continue
            if each.submission in self.kept:
                kept.append((each.alias, self.kept[each.submission]))
            else:
                self.rows[at] = change(each)  # type: ignore[operator]  # one of the two above
                done.append(each.submission)
        return Handled(tuple(done), tuple(kept))
