"""Every action of the review room, once: its words, its keys, when it can be done, and who is told."""

from __future__ import annotations

from reviewer_app.ui.commands.command import Only, always
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.arranging import ARRANGING
from reviewer_app.ui.review.citing_acts import CITING
from reviewer_app.ui.review.conditions import OPEN, able
from reviewer_app.ui.review.deciding_acts import (
    COMPARE,
    FLAG,
    INCOMPLETE,
    LETTER,
    NEXT_CRITERION,
    NOTE,
    OVERALL,
    PREVIOUS_CRITERION,
    SUBMIT,
)
from reviewer_app.ui.review.parts import PARTS
from reviewer_app.ui.review.viewing import VIEWING
from reviewer_app.ui.viewers.viewer import Can

DIGITS = 9


def _score(number: int) -> Act:
    return Act(
        f"score-{number}",
        "Judging",
        f"Level {number} for this criterion",
        "",
        (str(number),),
        lambda room: room.score(number),
        Only(
            lambda room: room.is_open() and number <= room.levels(),
            "This criterion has no such level, or its review is closed.",
        ),
    )


ACTIONS: tuple[Act, ...] = (
    *(_score(number) for number in range(1, DIGITS + 1)),
    Act(
        "clear-score",
        "Judging",
        "Take the level away",
        "",
        ("0", "Backspace"),
        lambda r: r.clear_score(),
        OPEN,
    ),
    NEXT_CRITERION,
    PREVIOUS_CRITERION,
    Act(
        "criterion-down",
        "Judging",
        "Next criterion",
        "",
        ("Down",),
        lambda r: r.step_criterion(1),
        by_hand=True,
    ),
    Act(
        "criterion-up",
        "Judging",
        "Previous criterion",
        "",
        ("Up",),
        lambda r: r.step_criterion(-1),
        by_hand=True,
    ),
    COMPARE,
    Act(
        "comment",
        "Judging",
        "Comment to the earner",
        "message-square",
        ("E",),
        lambda r: r.edit_comment(),
        OPEN,
    ),
    NOTE,
    *CITING,
    Act(
        "undo",
        "Judging",
        "Undo",
        "undo-2",
        ("Ctrl+Z",),
        lambda r: r.undo(),
        Only(lambda r: r.can_undo(), "There is nothing to undo."),
    ),
    Act(
        "redo",
        "Judging",
        "Redo",
        "redo-2",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        lambda r: r.redo(),
        Only(lambda r: r.can_redo(), "There is nothing to redo."),
    ),
    Act("next-evidence", "Evidence", "Next evidence", "", ("]",), lambda r: r.step_evidence(1)),
    Act("previous-evidence", "Evidence", "Previous evidence", "", ("[",), lambda r: r.step_evidence(-1)),
    Act(
        "scroll-on",
        "Evidence",
        "Scroll on",
        "",
        ("Space", "PgDown"),
        lambda r: r.scroll_evidence(True),
        by_hand=True,
    ),
    Act(
        "scroll-back",
        "Evidence",
        "Scroll back",
        "",
        ("Shift+Space", "PgUp"),
        lambda r: r.scroll_evidence(False),
        by_hand=True,
    ),
    Act(
        "zoom-in",
        "Evidence",
        "Larger",
        "zoom-in",
        ("+", "="),
        lambda r: r.zoom_in(),
        able(Can.ZOOM),
    ),
    Act("zoom-out", "Evidence", "Smaller", "zoom-out", ("-",), lambda r: r.zoom_out(), able(Can.ZOOM)),
    Act("zoom-fit", "Evidence", "Fit", "move-horizontal", ("W",), lambda r: r.zoom_fit(), able(Can.ZOOM)),
    Act("zoom-actual", "Evidence", "100 %", "", ("Z",), lambda r: r.zoom_actual(), able(Can.ZOOM)),
    Act("rotate", "Evidence", "Turn clockwise", "rotate-cw", ("R",), lambda r: r.rotate(), able(Can.ROTATE)),
    Act("page", "Evidence", "Go to page…", "", ("G",), lambda r: r.ask_page(), able(Can.PAGES)),
    Act(
        "search",
        "Evidence",
        "Search in this evidence",
        "search",
        ("/", "Ctrl+F"),
        lambda r: r.search(),
        able(Can.SEARCH),
    ),
    Act(
        "next-hit",
        "Evidence",
        "Next hit",
        "chevron-down",
        ("F3",),
        lambda r: r.next_hit(1),
        Only(lambda r: r.searching(), "Nothing is searched for: begin a search first."),
    ),
    Act(
        "previous-hit",
        "Evidence",
        "Previous hit",
        "chevron-up",
        ("Shift+F3",),
        lambda r: r.next_hit(-1),
        Only(lambda r: r.searching(), "Nothing is searched for: begin a search first."),
    ),
    Act(
        "extra",
        "Evidence",
        "Text of this page, or facts of this picture",
        "info",
        ("T",),
        lambda r: r.toggle_extra(),
        Only(lambda r: r.can(Can.TEXT) or r.can(Can.FACTS), "What is shown has neither."),
    ),
    *VIEWING,
    OVERALL,
    Act("names", "Evidence", "Names that were found…", "hidden", ("Shift+N",), lambda r: r.show_names()),
    FLAG,
    Act(
        "report",
        "Evidence",
        "Report a problem with this evidence…",
        "flag",
        ("Shift+F",),
        lambda r: r.report(),
        OPEN,
    ),
    INCOMPLETE,
    SUBMIT,
    LETTER,
    Act("next-submission", "Moving", "Next submission", "", ("Ctrl+PgDown",), lambda r: r.step_submission(1)),
    Act(
        "previous-submission",
        "Moving",
        "Previous submission",
        "",
        ("Ctrl+PgUp",),
        lambda r: r.step_submission(-1),
    ),
    Act("panels", "Moving", "Next panel", "", ("F6",), lambda r: r.cycle_panels(1)),
    Act("panels-back", "Moving", "Previous panel", "", ("Shift+F6",), lambda r: r.cycle_panels(-1)),
    *ARRANGING,
    Act(
        "leave",
        "Moving",
        "Leave the field, then back to the queue",
        "",
        ("Esc",),
        lambda r: r.leave(),
        when=always,
        by_hand=True,
    ),
    Act("back", "Moving", "Back to the queue", "back", ("Alt+Left",), lambda r: r.back()),
    *(act for part in PARTS for act in part.ACTS),
)

BY_ID = {act.id: act for act in ACTIONS}
