"""The feedback check over the desk in memory: the real rules, the real letter, nothing of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reviewer_app.domain import records as kinds
from reviewer_app.domain.decision import draft_decision
from reviewer_app.domain.feedback import Feedback, Finding, entries_of, ordinary_words
from reviewer_app.domain.feedback_check import check
from reviewer_app.domain.review import OVERALL
from reviewer_app.reports.decision_report import ReportFacts, decision_report
from reviewer_app.reports.letter_lines import Line, letter_lines
from reviewer_app.reports.letter_text import letter_data
from reviewer_app.reports.phrases import phrases
from reviewer_app.ui.review.ports import FeedbackPorts
from reviewer_app.ui.review.views import ReviewView
from reviewer_app.workflows.feedback import Checked, books

if TYPE_CHECKING:
    from tests.ui.review.desk_double import DeskDouble


@dataclass(frozen=True)
class FixedDouble:
    review: ReviewView
    go_on: int | None


def feedback_ports(desk: DeskDouble) -> FeedbackPorts:
    def checked(submission: str, words: Mapping[str, str] | None = None) -> Checked:
        state = desk.state(submission)
        state = replace(state, comments={**state.comments, **(words or {})})
        about = desk.submissions[submission]
        ordinary = ordinary_words(each.title for each in about.evidence)
        told = Feedback(submission, entries_of(desk._rubric, state), about.language, ordinary=ordinary)
        return Checked(check(books(), told), state.overruled)

    def fix(submission: str, criterion: str, key: str, number: int) -> FixedDouble:
        found = next(x for x in checked(submission).findings if (x.criterion, x.key) == (criterion, key))
        one = found.fixes[number]
        text = one.applied(desk.state(submission).comments.get(criterion, ""))
        review = desk.change(kinds.COMMENT, submission, {"criterion": criterion, "text": text})
        return FixedDouble(review, one.after if one.text.endswith(": ") else None)

    def overrule(submission: str, criterion: str, key: str, reason: str) -> Any:
        body = {"criterion": criterion, "finding": key, "reason": reason}
        return desk.change(kinds.OVERRULE, submission, body)

    def letter(submission: str) -> tuple[Line, ...]:
        about = desk.submissions[submission]
        made = draft_decision(desk._rubric, about, desk.state(submission))
        report = decision_report(made, desk._rubric, about, ReportFacts("Sample District"))
        return letter_lines(letter_data(report, phrases(report.language)))

    def names(submission: str, text: str) -> tuple[Finding, ...]:
        return tuple(x for x in checked(submission, {OVERALL: text}).findings if x.rule == "student")

    return FeedbackPorts(
        check=checked,
        check_words=checked,
        names=names,
        fix=fix,
        overrule=overrule,
        take_back=lambda s, c, key: overrule(s, c, key, ""),
        letter=letter,
    )
