"""The evidence of a submission by part, as a list that keyboards and screen readers know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from reviewer_app.domain.links import OPENED
from reviewer_app.domain.submission import Answer
from reviewer_app.ui.review.ports import ANSWERS
from reviewer_app.ui.review.views import ReviewView
from reviewer_app.ui.review.words import (
    answers_detail,
    answers_title,
    item_detail,
    item_title,
    kind_icon,
    looked_at,
    snapshot_words,
    with_names,
)

ENTRY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """One row: a part's heading (``id`` is empty), written answers, or an evidence item."""

    id: str
    title: str
    detail: str = ""
    icon: str = ""
    citations: int = 0
    seen: bool = False
    here: bool = True
    snapshot: str = ""
    """What is said of a link's snapshot; empty where there is none."""
    opened: str = ""
    """When a link was opened from here; empty where it was not."""
    answers: tuple[Answer, ...] = ()

    @property
    def spoken(self) -> str:
        """The row as it is read out."""
        if not self.id:
            return self.title
        said = [self.title, self.detail]
        if self.citations:
            said.append("cited once" if self.citations == 1 else f"cited {self.citations} times")
        if self.seen:
            said.append("viewed")
        return ", ".join(part for part in said if part)


def entries(review: ReviewView, places: Mapping[str, Mapping[str, Any]]) -> tuple[Entry, ...]:
    """The rows of a review: each part that holds something, its answers first; then what belongs to no part."""
    cited: dict[str, int] = {}
    named = review.guarded.in_text()
    for each in review.state.citations:
        cited[each.evidence] = cited.get(each.evidence, 0) + 1
    submitted = {part.id: part for part in review.submission.parts}
    made: list[Entry] = []
    parts = [
        (part.id, f"Part {number} · {part.title}", part.title)
        for number, part in enumerate(review.rubric.parts, 1)
    ]
    known = {part[0] for part in parts}
    strays = dict.fromkeys(each.part for each in review.submission.evidence if each.part not in known)
    for part, heading, title in [*parts, *((stray, "Other evidence", stray) for stray in strays)]:
        rows: list[Entry] = []
        handed_in = submitted.get(part)
        if handed_in is not None and handed_in.answers:
            own = ANSWERS + part
            rows.append(
                Entry(
                    own,
                    answers_title(title),
                    with_names(answers_detail(handed_in), named.get(own, 0)),
                    "file-text",
                    cited.get(own, 0),
                    looked_at(places.get(own, {})),
                    answers=handed_in.answers,
                )
            )
        for item in review.submission.evidence:
            if item.part != part:
                continue
            place, here = places.get(item.id, {}), item.id in review.here
            stored = snapshot_words(review.submission) if item.id in review.snapshots else ""
            rows.append(
                Entry(
                    item.id,
                    item_title(item),
                    with_names(stored or item_detail(item, place, here), named.get(item.id, 0)),
                    kind_icon(item),
                    cited.get(item.id, 0),
                    looked_at(place),
                    here,
                    snapshot=stored,
                    opened=str(place.get(OPENED, "")),
                )
            )
        if rows:
            made += [Entry("", heading), *rows]
    return tuple(made)


class EvidenceModel(QAbstractListModel):
    """The rows as Qt wants them; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Entry, ...] = ()

    def show(self, rows: tuple[Entry, ...]) -> None:
        """Show other rows; where only details changed, the selection stays."""
        if [each.id for each in rows] == [each.id for each in self._rows]:
            changed = [i for i, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
            self._rows = rows
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def rows(self) -> tuple[Entry, ...]:
        """All rows, headings included."""
        return self._rows

    def row_of(self, entry: str) -> int:
        """The row of an item, -1 where there is none."""
        return next((i for i, each in enumerate(self._rows) if each.id == entry and entry), -1)

    def step(self, entry: str, way: int) -> str:
        """The item after or before this one; the same at the ends."""
        ids = [each.id for each in self._rows if each.id]
        if not ids:
            return ""
        if entry not in ids:
            return ids[0]
        return ids[max(0, min(len(ids) - 1, ids.index(entry) + way))]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == ENTRY:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self._rows[index.row()].id:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
