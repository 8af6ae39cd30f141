"""A long list loaded a page at a time off the GUI thread: the newest wish first, old answers ignored."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.lists.columns import Listed, Ordered, R

PAGE = 100
PAGES_KEPT = 40


A = TypeVar("A", bound=Ordered)
R_co = TypeVar("R_co", bound=Listed, covariant=True)
A_contra = TypeVar("A_contra", contravariant=True)


class Source(Protocol[A_contra, R_co]):
    """Where rows come from; both block."""

    @property
    def page(self) -> Reader[A_contra, R_co]: ...
    @property
    def size(self) -> Counter[A_contra]: ...


class Reader(Protocol[A_contra, R_co]):
    """Up to a number of rows from an offset."""

    def __call__(self, asked: A_contra, offset: int, limit: int, /) -> Sequence[R_co]: ...


class Counter(Protocol[A_contra]):
    """How many rows there are."""

    def __call__(self, asked: A_contra, /) -> int: ...


class Pages(QObject, Generic[A, R]):
    """The rows of one list, read in a lane.

    ``counted`` tells the number anew, ``arrived`` the first and last row now here.
    """

    counted = Signal(object)
    arrived = Signal(int, int)
    failed = Signal(object)

    def __init__(
        self,
        source: Source[A, R],
        jobs: Jobs,
        asked: A,
        parent: QObject | None = None,
        *,
        lane: Lane = Lane.STORE,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._jobs, self._lane = jobs, lane
        self._asked = asked
        self._kept: OrderedDict[int, Sequence[R]] = OrderedDict()
        self._wanted: list[int] = []
        self._fetching = False
        self._round = 0
        self._counting: Job[tuple[int, Sequence[R]]] | None = None
        self.total = 0

    @property
    def asked(self) -> A:
        """What the list shows or is about to show."""
        return self._asked

    def ask(self, asked: A) -> None:
        """Load another list, or the same one again; the rows shown stay until the answer is here."""
        self._asked = asked
        self._round += 1
        mine = self._round
        if self._counting is not None:
            self._counting.forget()
        source = self._source

        def work(_control: JobControl) -> tuple[int, Sequence[R]]:
            return source.size(asked), source.page(asked, 0, PAGE)

        def done(answer: tuple[int, Sequence[R]]) -> None:
            if mine == self._round:
                self._begin(*answer)

        self._counting = self._jobs.run(self._lane, work, done, self._on_failed, owner=self)

    def row(self, index: int) -> R | None:
        """The row at an index, or None while it is on its way."""
        page = index // PAGE
        rows = self._kept.get(page)
        if rows is None:
            self._want(page)
            return None
        self._kept.move_to_end(page)
        offset = index % PAGE
        return rows[offset] if offset < len(rows) else None

    def held(self) -> Sequence[tuple[int, R]]:
        """Every row that is here, with its index."""
        return [
            (page * PAGE + offset, row)
            for page, rows in self._kept.items()
            for offset, row in enumerate(rows)
        ]

    def _begin(self, total: int, first: Sequence[R]) -> None:
        self.total = total
        self._kept.clear()
        self._wanted.clear()
        self._kept[0] = first
        self.counted.emit(total)

    def _want(self, page: int) -> None:
        if page in self._wanted:
            self._wanted.remove(page)
        # Only what was looked at last matters: scrolling past a thousand pages must not load them.
        self._wanted = [*self._wanted[-3:], page]
        if not self._fetching:
            self._fetch()

    def _fetch(self) -> None:
        if not self._wanted:
            return
        page, mine, asked, source = self._wanted.pop(), self._round, self._asked, self._source
        self._fetching = True

        def done(rows: Sequence[R]) -> None:
            self._fetching = False
            if mine == self._round:
                self._keep(page, rows)
            self._fetch()

        def failed(error: ReviewerError) -> None:
            self._fetching = False
            self._wanted.clear()
            self._on_failed(error)

        self._jobs.run(
            self._lane, lambda _control: source.page(asked, page * PAGE, PAGE), done, failed, owner=self
        )

    def _keep(self, page: int, rows: Sequence[R]) -> None:
        self._kept[page] = rows
        while len(self._kept) > PAGES_KEPT:
            self._kept.popitem(last=False)
        if rows:
            self.arrived.emit(page * PAGE, page * PAGE + len(rows) - 1)

    def _on_failed(self, error: ReviewerError) -> None:
        self.failed.emit(error)
