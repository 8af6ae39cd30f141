"""What may be said of a submission: a change must name things its rubric and its evidence know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.review import OVERALL, ReviewState
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import Submission


def check_change(
    kind: str, body: Mapping[str, Any], about: Submission, rubric: Microcredential, state: ReviewState
) -> None:
    """Refuse with a RuleError what names a criterion, level, evidence item or step that does not exist."""
    if kind not in kinds.KINDS:
        raise RuleError("unknown-kind", "That cannot be kept", f"“{kind}” is not a kind of change.", "")
    if kind in (kinds.UNDONE, kinds.REDONE):
        steps = state.undo if kind == kinds.UNDONE else state.redo
        if body.get("step") not in steps:
            raise RuleError(
                "no-such-step", "Nothing to take back", "This review has no such step.", "Open it again."
            )
    elif kind in (kinds.DECISION, kinds.PRACTISED, kinds.GIVEN_UP):
        _check_practice(kind, body, about, state)
        if kind == kinds.DECISION:
            _check_decision(body, about)
    elif not body.get("removed"):
        _check_names(kind, body, about, rubric)


def _check_decision(body: Mapping[str, Any], about: Submission) -> None:
    if body.get("submission") != about.id or body.get("rubric_hash") != about.rubric_hash:
        raise RuleError(
            "other-decision",
            "The decision is about something else",
            "It names another submission or another rubric than the one it was signed for.",
            "Open the submission again and submit from there.",
        )


def _check_practice(kind: str, body: Mapping[str, Any], about: Submission, state: ReviewState) -> None:
    """Practice ends by being compared or given up, live work by a decision; neither ever by the other."""
    if kind == kinds.DECISION and about.is_practice:
        raise RuleError(
            "practice-is-not-live",
            "This is practice",
            "Practice is never decided: nobody is waiting for it.",
            "Compare it with its reference instead.",
        )
    if kind != kinds.DECISION and not about.is_practice:
        raise RuleError(
            "not-practice",
            "This is no practice",
            "This submission is live work, so there is nothing to compare it with.",
            "Score it, and submit the decision.",
        )
    if kind == kinds.GIVEN_UP and state.given_up and about.again:
        raise RuleError(
            "no-longer-blind",
            "This cannot be taken up again",
            "Your earlier levels could be seen since it was given up.",
            "Score another decision of yours again.",
        )
    if kind == kinds.PRACTISED and dict(body.get("scores", {})) != dict(state.scores):
        raise RuleError(
            "other-scores",
            "The levels are not those that were given",
            "What is compared must be what stands in the review.",
            "Open the submission again and compare from there.",
        )


def _check_names(kind: str, body: Mapping[str, Any], about: Submission, rubric: Microcredential) -> None:
    criterion = str(body.get("criterion", OVERALL))
    if criterion != OVERALL or kind == kinds.SCORE:
        chosen = rubric.criterion(criterion)
        if kind == kinds.SCORE and body["level"]:
            chosen.rank(str(body["level"]))
    evidence = str(body.get("evidence", ""))
    if (evidence or kind == kinds.CITATION) and not about.holds(evidence):
        raise RuleError(
            "unknown-evidence",
            "No such evidence",
            "This submission has no evidence item with that id.",
            "Open the evidence and cite it again.",
        )


def hashes_for(about: Submission, body: Mapping[str, Any]) -> dict[str, str]:
    """The hashes a record names: the rubric it was made by, and the evidence item it points at."""
    made = {"rubric": about.rubric_hash}
    item = about.item(str(body.get("evidence", "")))
    if item is not None and item.sha256:
        made["evidence"] = item.sha256
    return made
