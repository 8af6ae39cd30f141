"""Letters and review sheets as PDF bytes, one at a time or many in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.reports.decision_report import DecisionReport
from reviewer_app.reports.letter_text import letter_data
from reviewer_app.reports.phrases import phrases
from reviewer_app.reports.press import Press
from reviewer_app.reports.sheet_text import sheet_data


def letter_pdf(report: DecisionReport, press: Press | None = None) -> bytes:
    """The decision letter to the earner, in the decision's language; a ReportError when it cannot be made."""
    words = phrases(report.language)
    return (press or Press()).print("letter", letter_data(report, words), words.say("replaced"))


def review_sheet_pdf(report: DecisionReport, press: Press | None = None) -> bytes:
    """The assessor's review sheet with hashes and receipt; a ReportError when it cannot be made."""
    words = phrases(report.language)
    return (press or Press()).print("review_sheet", sheet_data(report, words), words.say("replaced"))


def letter_pdfs(
    reports: Iterable[DecisionReport],
    *,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> Iterator[tuple[DecisionReport, bytes]]:
    """Many letters by one press, each as soon as it is made; Cancelled between two letters when asked to stop."""
    waiting = list(reports)
    press = Press()
    for done, report in enumerate(waiting, start=1):
        if cancel is not None:
            cancel.check()
        made = letter_pdf(report, press)
        progress(done, len(waiting), f"Letter to {report.alias}")
        yield report, made
