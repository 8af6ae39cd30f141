"""A decision as it was signed, to read: its outcome, and for each criterion the level and the words for the earner."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.domain.decision import Decision
from reviewer_app.domain.judging import WORDS as OUTCOMES
from reviewer_app.domain.judging import Outcome
from reviewer_app.ui.widgets import Card, Label, Pill, line
from reviewer_app.ui.words import clock, day_words

_TONES = {
    Outcome.MEETS: ("ok", "meets"),
    Outcome.NOT_YET: ("warn", "not_yet"),
    Outcome.INCOMPLETE: ("muted", "incomplete"),
}


class SignedView(Card):
    """``differing`` names the criteria that another decision judged otherwise."""

    def __init__(
        self,
        name: str,
        decision: Decision,
        signed_at: datetime | None,
        differing: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        head = QHBoxLayout()
        head.addWidget(Label(name, "heading", wrap=True), 1)
        pill = Pill()
        tone, icon = _TONES[decision.outcome]
        pill.show_state(OUTCOMES[decision.outcome], tone, icon)
        head.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        if signed_at is not None:
            day = day_words(signed_at.astimezone().date())
            self.body.addWidget(Label(f"Signed {day}, {clock(signed_at)}", "muted", wrap=True))
        for judged in decision.judged:
            self.body.addWidget(line())
            row = QHBoxLayout()
            row.addWidget(Label(f"{judged.criterion} {judged.title}", "strong", wrap=True), 1)
            level = Pill()
            level.show_state(judged.level_title, "ok" if judged.meets else "warn", "")
            level.setAccessibleName(f"{judged.criterion} {judged.title}: {judged.level_title}")
            row.addWidget(level, 0, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(row)
            if judged.criterion in differing:
                self.body.addWidget(Label("Judged otherwise in the other decision", "caption", wrap=True))
            self._say(judged.comment)
        for reason in decision.reasons:
            self._say(reason)
        if decision.overall.strip():
            self.body.addWidget(line())
            self.body.addWidget(Label("To the earner", "strong"))
            self._say(decision.overall)
        self.body.addStretch(1)

    def _say(self, text: str) -> None:
        if text.strip():
            label = Label(text, wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(label)


def differing(one: Decision, other: Decision | None) -> frozenset[str]:
    """The criteria two decisions do not agree on, in level or in words."""
    if other is None:
        return frozenset()
    said = {each.criterion: (each.level, each.comment.strip()) for each in other.judged}
    return frozenset(
        each.criterion
        for each in one.judged
        if said.get(each.criterion) != (each.level, each.comment.strip())
    )


def beside(views: list[SignedView]) -> QWidget:
    """One or two decisions beside each other."""
    made = QWidget()
    made.setProperty("ground", "none")
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    for each in views:
        column = QVBoxLayout()
        column.addWidget(each)
        column.addStretch(1)
        row.addLayout(column, 1)
    return made
