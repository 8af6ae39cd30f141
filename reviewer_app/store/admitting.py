"""What may be said of a submission: a change must name things its rubric and its evidence know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer_app.domain import records as kinds
from reviewer_app.domain.completeness import ASPECTS, NO, YES, asked
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.interest import check_declared, check_withdrawn
from reviewer_app.domain.lifecycle import State, check_open
from reviewer_app.domain.receipts import Receipt
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
    elif kind in (kinds.DECISION_WITHDRAWN, kinds.INTEREST, kinds.ANSWERED):
        return  # looked at with where the submission stands, by check_end
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


def check_end(
    kind: str, body: Mapping[str, Any], state: ReviewState, stands: State, decided: Mapping[str, Any]
) -> None:
    """Refuse what ends or reopens a review where it may not; ``decided`` is the body of the decision that stands."""
    if kind == kinds.INTEREST:
        removed, declared = body.get("removed") is True, state.interest is not None
        check_declared(stands, str(body.get("reason", "")), removed=removed, declared=declared)
    elif kind == kinds.DECISION_WITHDRAWN:
        outcome, reason = str(decided.get("outcome", "")), str(body.get("reason", ""))
        check_withdrawn(stands, state, str(body.get("decision", "")), outcome, reason)
    else:
        check_open(stands)


def check_answer(body: Mapping[str, Any], receipt: Receipt | None, *, answered: bool) -> None:
    """Refuse to answer what the hub did not refuse, or what was answered before."""
    if receipt is None or receipt.accepted or answered or body.get("answer") not in kinds.ANSWERS:
        raise RuleError(
            "nothing-refused",
            "There is nothing to answer",
            "The hub did not refuse this, or it was answered before.",
            "Look at it in the Sync room.",
        )


def _check_names(kind: str, body: Mapping[str, Any], about: Submission, rubric: Microcredential) -> None:
    criterion = str(body.get("criterion", OVERALL))
    if criterion != OVERALL or kind == kinds.SCORE:
        chosen = rubric.criterion(criterion)
        if kind == kinds.SCORE and body["level"]:
            chosen.rank(str(body["level"]))
    if kind == kinds.CHECK:
        _check_check(body, about, rubric)
    evidence = str(body.get("evidence", ""))
    named = [evidence] if evidence or kind == kinds.CITATION else []
    named += [str(each) for each in body.get("also", ())] if kind == kinds.FLAG else []
    if not all(about.holds(each) for each in named):
        raise RuleError(
            "unknown-evidence",
            "No such evidence",
            "This submission has no evidence item with that id.",
            "Open the evidence and cite it again.",
        )


def _check_check(body: Mapping[str, Any], about: Submission, rubric: Microcredential) -> None:
    if body.get("aspect") not in ASPECTS or body.get("answer") not in (YES, NO, ""):
        raise RuleError(
            "unknown-check",
            "No such question",
            "The completeness check asks whether an item is present, opens, is legible and is the right thing.",
            "Answer one of these with yes or no.",
        )
    if all(each.id != body.get("item") for each in asked(rubric, about)):
        raise RuleError(
            "unknown-item",
            "No such item",
            "The completeness check of this submission has no item with that id.",
            "Open the check again.",
        )


def hashes_for(about: Submission, body: Mapping[str, Any]) -> dict[str, str]:
    """The hashes a record names: the rubric it was made by, and the evidence item it points at."""
    made = {"rubric": about.rubric_hash}
    item = about.item(str(body.get("evidence", "")))
    if item is not None and item.sha256:
        made["evidence"] = item.sha256
    return made
