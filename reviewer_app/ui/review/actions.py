"""Every action of the review room, once: its words, its keys, when it can be done, and who is told."""

from __future__ import annotations

from collections.abc import Callable

from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.arranging import ARRANGING
from reviewer_app.ui.review.citing_acts import CITING
from reviewer_app.ui.review.orders import Orders
from reviewer_app.ui.review.parts import PARTS
from reviewer_app.ui.review.viewing import VIEWING
from reviewer_app.ui.viewers.media_keys import media_sheet
from reviewer_app.ui.viewers.viewer import Can

DIGITS = 9


def _open(room: Orders) -> bool:
    return room.is_open()


def _can(ability: Can) -> Callable[[Orders], bool]:
    return lambda room: room.can(ability) and not room.paged()


def _score(number: int) -> Act:
    return Act(
        f"score-{number}",
        "Judging",
        f"Level {number} for this criterion",
        "",
        (str(number),),
        lambda room: room.score(number),
        lambda room: room.is_open() and number <= room.levels(),
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
        _open,
    ),
    Act("next-criterion", "Judging", "Next criterion", "arrow-down", ("J",), lambda r: r.step_criterion(1)),
    Act(
        "previous-criterion",
        "Judging",
        "Previous criterion",
        "arrow-up",
        ("K",),
        lambda r: r.step_criterion(-1),
    ),
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
    Act("compare", "Judging", "Compare levels", "columns-2", ("L",), lambda r: r.compare_levels()),
    Act(
        "comment",
        "Judging",
        "Comment to the earner",
        "message-square",
        ("E",),
        lambda r: r.edit_comment(),
        _open,
    ),
    Act("note", "Judging", "Private note", "sticky-note", ("N",), lambda r: r.edit_note(), _open),
    *CITING,
    Act("undo", "Judging", "Undo", "undo-2", ("Ctrl+Z",), lambda r: r.undo(), lambda r: r.can_undo()),
    Act(
        "redo",
        "Judging",
        "Redo",
        "redo-2",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        lambda r: r.redo(),
        lambda r: r.can_redo(),
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
        ("+", "=", "Ctrl++", "Ctrl+="),
        lambda r: r.zoom_in(),
        _can(Can.ZOOM),
    ),
    Act(
        "zoom-out", "Evidence", "Smaller", "zoom-out", ("-", "Ctrl+-"), lambda r: r.zoom_out(), _can(Can.ZOOM)
    ),
    Act("zoom-fit", "Evidence", "Fit", "move-horizontal", ("W",), lambda r: r.zoom_fit(), _can(Can.ZOOM)),
    Act("zoom-actual", "Evidence", "100 %", "", ("Ctrl+0",), lambda r: r.zoom_actual(), _can(Can.ZOOM)),
    Act("rotate", "Evidence", "Turn clockwise", "rotate-cw", ("R",), lambda r: r.rotate(), _can(Can.ROTATE)),
    Act("page", "Evidence", "Go to page…", "", ("G",), lambda r: r.ask_page(), _can(Can.PAGES)),
    Act(
        "search",
        "Evidence",
        "Search in this evidence",
        "search",
        ("/", "Ctrl+F"),
        lambda r: r.search(),
        _can(Can.SEARCH),
    ),
    Act(
        "next-hit",
        "Evidence",
        "Next hit",
        "chevron-down",
        ("F3",),
        lambda r: r.next_hit(1),
        lambda r: r.searching(),
    ),
    Act(
        "previous-hit",
        "Evidence",
        "Previous hit",
        "chevron-up",
        ("Shift+F3",),
        lambda r: r.next_hit(-1),
        lambda r: r.searching(),
    ),
    Act(
        "extra",
        "Evidence",
        "Text of this page, or facts of this picture",
        "info",
        ("T",),
        lambda r: r.toggle_extra(),
        lambda r: r.can(Can.TEXT) or r.can(Can.FACTS),
    ),
    *VIEWING,
    Act(
        "overall", "Decision", "Overall comment", "message-square", ("O",), lambda r: r.edit_overall(), _open
    ),
    Act("names", "Evidence", "Names that were found…", "hidden", ("Shift+N",), lambda r: r.show_names()),
    Act("flag", "Decision", "Flag…", "flag", ("F",), lambda r: r.flag(), _open),
    Act(
        "report",
        "Evidence",
        "Report a problem with this evidence…",
        "flag",
        ("Shift+F",),
        lambda r: r.report(),
        _open,
    ),
    Act(
        "incomplete",
        "Decision",
        "Return as incomplete…",
        "rotate-ccw",
        ("Ctrl+Shift+Return",),
        lambda r: r.return_incomplete(),
        _open,
    ),
    Act(
        "submit",
        "Decision",
        "Submit decision",
        "send",
        ("Ctrl+Return", "Ctrl+Enter"),
        lambda r: r.submit(),
        lambda r: r.is_open() or r.previewing(),
    ),
    Act(
        "letter",
        "Decision",
        "Save letter…",
        "letter",
        ("Ctrl+S",),
        lambda r: r.save_letter(),
        lambda r: r.is_closed(),
    ),
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
    Act(
        "evidence-panel",
        "Moving",
        "Show or hide the list of evidence",
        "panel-left",
        ("F7",),
        lambda r: r.toggle_evidence_panel(),
    ),
    Act(
        "rubric-panel",
        "Moving",
        "Show or hide the rubric",
        "panel-right",
        ("F8",),
        lambda r: r.toggle_rubric_panel(),
    ),
    *ARRANGING,
    Act(
        "leave",
        "Moving",
        "Leave the field, then back to the queue",
        "",
        ("Esc",),
        lambda r: r.leave(),
        when=lambda _room: True,
        by_hand=True,
    ),
    Act("back", "Moving", "Back to the queue", "back", ("Alt+Left",), lambda r: r.back()),
    *(act for part in PARTS for act in part.ACTS),
)

_SHOWN = {
    "Ctrl+Return": "Ctrl+Enter", "Ctrl+Shift+Return": "Ctrl+Shift+Enter", "Down": "↓", "Up": "↑", "PgDown": "PgDn",
    "Ctrl+PgDown": "Ctrl+PgDn",
}  # fmt: skip


def shown_key(act: Act) -> str:
    """The first key of an action as it stands on buttons and in the sheet."""
    return _SHOWN.get(act.keys[0], act.keys[0])


def sheet() -> tuple[tuple[str, str], ...]:
    """The keys of the room for the sheet behind F1, levels in one line."""
    lines: list[tuple[str, str]] = [("1 … 9", "Level for this criterion")]
    for act in ACTIONS:
        if not act.id.startswith("score-"):
            keys = "  ".join(_SHOWN.get(key, key) for key in act.keys[:2])
            lines.append((keys, act.text))
    return (*lines, *media_sheet())
