"""What is said of a review and how it ends, as actions that buttons stand for."""

from __future__ import annotations

from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.conditions import OPEN

NEXT_CRITERION = Act(
    "next-criterion", "Judging", "Next criterion", "arrow-down", ("J",), lambda r: r.step_criterion(1)
)
PREVIOUS_CRITERION = Act(
    "previous-criterion", "Judging", "Previous criterion", "arrow-up", ("K",), lambda r: r.step_criterion(-1)
)
COMPARE = Act("compare", "Judging", "Compare levels", "columns-2", ("L",), lambda r: r.compare_levels())
NOTE = Act("note", "Judging", "Private note", "sticky-note", ("N",), lambda r: r.edit_note(), OPEN)
OVERALL = Act(
    "overall", "Decision", "Overall comment", "message-square", ("O",), lambda r: r.edit_overall(), OPEN
)
FLAG = Act("flag", "Decision", "Flag…", "flag", ("F",), lambda r: r.flag(), OPEN)
INCOMPLETE = Act(
    "incomplete",
    "Decision",
    "Return as incomplete…",
    "rotate-ccw",
    ("Ctrl+Shift+Return",),
    lambda r: r.return_incomplete(),
    OPEN,
)
SUBMIT = Act(
    "submit",
    "Decision",
    "Submit decision",
    "send",
    ("Ctrl+Return", "Ctrl+Enter"),
    lambda r: r.submit(),
    Only(lambda r: r.is_open() or r.previewing(), "This review is closed."),
)
LETTER = Act(
    "letter",
    "Decision",
    "Save letter…",
    "letter",
    ("Ctrl+S",),
    lambda r: r.save_letter(),
    Only(lambda r: r.is_closed(), "There is no letter before the decision is signed."),
)
