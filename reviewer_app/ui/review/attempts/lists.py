"""The two lists of the comparison: what was handed in, and what the earlier attempt was scored."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from reviewer_app.domain.attempts import WORDS, Compared, Comparison, Fate
from reviewer_app.domain.decision import Decision
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.ui.icons import icon
from reviewer_app.ui.review.attempts.words import ICONS
from reviewer_app.ui.theme import theme

OWN = Qt.ItemDataRole.UserRole


class _Table(QTreeWidget):
    """A list with columns and, where there are parts, headings that cannot be chosen."""

    def __init__(self, name: str, heads: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "archive")
        self.setAccessibleName(name)
        self.setHeaderLabels(list(heads))
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.header().setStretchLastSection(False)
        theme().changed.connect(self._fit_icons)
        self._fit_icons()
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(heads)):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def _fit_icons(self) -> None:
        self.setIconSize(QSize(theme().px(16), theme().px(16)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha():
            event.ignore()  # letters are the page's keys here, no search for a row
        else:
            super().keyPressEvent(event)

    def _heading(self, title: str) -> None:
        made = QTreeWidgetItem([title])
        made.setFlags(Qt.ItemFlag.ItemIsEnabled)
        made.setForeground(0, theme().tokens.color("muted"))
        self.addTopLevelItem(made)
        made.setFirstColumnSpanned(True)

    def choose_first(self) -> None:
        """Stand on the first row that can be chosen."""
        rows = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        found = [item for item in rows if item is not None and item.flags() & Qt.ItemFlag.ItemIsSelectable]
        if found:
            self.setCurrentItem(min(found, key=self._rank))

    def _rank(self, _item: QTreeWidgetItem) -> int:
        """The lower, the sooner one stands on it."""
        return 0


class Things(_Table):
    """Everything of either attempt by part, and what became of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What was handed in", ("Handed in", ""), parent)
        self.setHeaderHidden(True)  # the heading of its card says it

    def show_comparison(self, found: Comparison, rubric: Microcredential) -> None:
        """Show a comparison; what changed stands before what did not. The row one stands on stays."""
        before = self.chosen
        self.clear()
        order = list(WORDS)
        titles = {part.id: f"Part {number} · {part.title}" for number, part in enumerate(rubric.parts, 1)}
        parts = [*titles, *dict.fromkeys(x.part for x in found.things if x.part not in titles)]
        for part in parts:
            inside = [each for each in found.things if each.part == part]
            if inside:
                self._heading(titles.get(part, part))
            for each in sorted(inside, key=lambda each: (each.fate is order[0], order.index(each.fate))):
                said = WORDS[each.fate]
                made = QTreeWidgetItem([each.title, said])
                made.setIcon(0, icon(ICONS[each.fate][0], ICONS[each.fate][1]))
                made.setData(0, OWN, each)
                made.setToolTip(0, f"{each.title}: {said.lower()}")
                made.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{each.title}, {said.lower()}")
                self.addTopLevelItem(made)
                if each == before:
                    self.setCurrentItem(made)
        if self.chosen is None:
            self.choose_first()

    def _rank(self, item: QTreeWidgetItem) -> int:
        # What did not change is known; the page opens on something to read.
        found = item.data(0, OWN)
        return int(isinstance(found, Compared) and found.fate is Fate.SAME)

    @property
    def chosen(self) -> Compared | None:
        """The thing one stands on."""
        item = self.currentItem()
        found = item.data(0, OWN) if item is not None else None
        return found if isinstance(found, Compared) else None


class Scores(_Table):
    """The criteria with their earlier level, and whether it carries over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Earlier scores", ("Criterion", "Earlier", "Here"), parent)

    def show_scores(
        self, found: Comparison, decision: Decision, rubric: Microcredential, carried: dict[str, int]
    ) -> None:
        """Show them; the row one stands on stays."""
        before = self.chosen
        self.clear()
        levels = {each.criterion: each.level_title for each in decision.judged}
        offers = {each.criterion for each in found.offers}
        for each in rubric.criteria:
            here = "Judge anew"
            if each.id in carried:
                here = "Carried over"
            elif each.id in offers:
                here = "Y carries over"
            made = QTreeWidgetItem([f"{each.id}  {each.title}", levels.get(each.id, "Not scored"), here])
            name, tone = ("ok", "ok") if each.id in carried else ("copy", "accent")
            made.setIcon(2, icon(name, tone) if each.id in offers else icon("pencil", "muted"))
            made.setData(0, OWN, each.id)
            made.setToolTip(0, f"{each.id} {each.title}")
            self.addTopLevelItem(made)
            if each.id == before:
                self.setCurrentItem(made)

    @property
    def chosen(self) -> str:
        """The criterion one stands on, "" for none."""
        item = self.currentItem()
        return str(item.data(0, OWN)) if item is not None else ""
