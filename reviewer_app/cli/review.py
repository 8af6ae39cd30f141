"""Commands of the assessor: import, list, show, score, comment, submit, return, letter, sheet."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from reviewer_app.cli.opening import Bar, invocation, open_desk
from reviewer_app.cli.outcome import EXIT_CODES, plainly
from reviewer_app.domain.errors import Fault, ReviewerError, RuleError
from reviewer_app.domain.judging import WORDS as OUTCOME_WORDS
from reviewer_app.domain.lifecycle import WORDS as STATE_WORDS
from reviewer_app.domain.review import OVERALL
from reviewer_app.domain.strange_levels import told
from reviewer_app.store import QueueQuery, QueueRow
from reviewer_app.workflows import calibrating, deciding, importing, letters, queueing, reviewing
from reviewer_app.workflows.desk import Desk

Alias = Annotated[str, typer.Argument(help="The submission's alias or id, as `list` shows it.")]


def find(desk: Desk, named: str) -> str:
    """The id of the submission a person means by its alias or id; the latest attempt where several share it."""
    rows: list[QueueRow] = []
    for decided in (False, True):
        rows += queueing.page(desk, QueueQuery(text=named, decided=decided), 0, 1000)
    matching = _called(named, rows) or _called(named, calibrating.practice(desk))
    if not matching:
        raise RuleError(
            "unknown-submission",
            "No such submission",
            f"Nothing on this laptop is called “{named}”.",
            "See what is here with “reviewer-app list --all”.",
        )
    return max(matching, key=lambda row: row.attempt).submission


def _called(named: str, rows: Iterable[QueueRow]) -> list[QueueRow]:
    return [row for row in rows if named.casefold() in (row.alias.casefold(), row.submission.casefold())]


@plainly
def import_(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Bundles, or folders that hold bundles.")],
) -> None:
    """Bring submission bundles into the encrypted store; each is taken whole or refused whole."""
    speaker = invocation(context).speaker
    results, refused = [], []
    with open_desk(context) as desk:
        for path in importing.bundles_in(paths):
            try:
                with Bar(speaker) as bar:
                    done = importing.import_bundle(desk, path, bar)
            except ReviewerError as error:
                refused.append({"path": str(path), "error": error.document()})
                if not speaker.as_json:
                    speaker.problem(error)
                continue
            results.append(dataclasses.asdict(done))
            word = "Imported" if done.new else "Already here"
            waiting = f", {done.missing_files} files still to come" if done.missing_files else ""
            if not done.known_issuer:
                waiting += "; soundly signed, by a key this laptop is not paired with"
            speaker.say(f"{word}: {done.alias}, {done.title}, attempt {done.attempt}{waiting}")
    speaker.result({"imported": results, "refused": refused})
    if refused:
        raise typer.Exit(EXIT_CODES[Fault.FILE])


@plainly
def list_(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Decided submissions too.")] = False,
    text: Annotated[
        str, typer.Option("--search", help="Only those with these words in alias, title, comments or notes.")
    ] = "",
) -> None:
    """Show the queue, soonest due first."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        rows = queueing.page(desk, QueueQuery(text=text), 0, 100_000)
        if every:
            rows += queueing.page(desk, QueueQuery(text=text, decided=True), 0, 100_000)
    speaker.table(
        "Queue",
        ("Submission", "Micro-credential", "Attempt", "Progress", "Due", "Role"),
        [
            (
                row.alias,
                row.title,
                str(row.attempt),
                f"{STATE_WORDS[row.state]} · {row.scored} of {row.total}",
                row.due.isoformat() if row.due else "",
                row.role,
            )
            for row in rows
        ],
        "The queue is empty. Import a bundle with “reviewer-app import FILE”.",
    )
    speaker.result([dataclasses.asdict(row) for row in rows])


@plainly
def show(context: typer.Context, submission: Alias) -> None:
    """Show a submission, its evidence, and where its review stands."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        review = reviewing.open_review(desk, find(desk, submission))
    about = review.submission
    speaker.say(f"{review.rubric.title} · submission {about.alias} · attempt {about.attempt}")
    speaker.say(f"{STATE_WORDS[review.lifecycle]} · {review.verdict.explanation}")
    speaker.table(
        "Evidence",
        ("Id", "Part", "Title", "File", "Bytes", "Here"),
        [
            (x.id, x.part, x.title, x.name or x.url, str(x.size), "yes" if x.id in review.here else "no")
            for x in about.evidence
        ],
        "No evidence.",
    )
    speaker.table(
        "Rubric",
        ("Criterion", "Title", "Level", "Floor", "Levels", "Comment"),
        [
            (
                x.id,
                x.title,
                x.level(review.state.scores[x.id]).title if x.id in review.state.scores else "—",
                x.level(x.floor).title,
                ", ".join(level.id for level in x.levels),
                review.state.comments.get(x.id, ""),
            )
            for x in review.rubric.criteria
        ],
        "No criteria.",
    )
    for criterion, level in review.state.strange.items():
        speaker.say(f"{criterion}: {told(level)}")
    speaker.result(
        {
            "submission": about.id,
            "alias": about.alias,
            "attempt": about.attempt,
            "microcredential": review.rubric.title,
            "state": review.lifecycle.value,
            "outcome": review.verdict.outcome,
            "explanation": review.verdict.explanation,
            "scores": dict(review.state.scores),
            "set_aside": dict(review.state.strange),
            "comments": dict(review.state.comments),
            "missing": [each.sentence for each in review.missing],
            "evidence": [dataclasses.asdict(each) for each in about.evidence],
            "receipt": dataclasses.asdict(review.receipt) if review.receipt else None,
        }
    )


@plainly
def score(
    context: typer.Context,
    submission: Alias,
    criterion: Annotated[str, typer.Argument(help="The criterion's id, such as 2.1.")],
    level: Annotated[str, typer.Argument(help="The level's id; “none” takes the level away.")],
    comment: Annotated[str | None, typer.Option("--comment", help="Feedback the earner will read.")] = None,
) -> None:
    """Give a criterion a level, durable when the command returns."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        found = find(desk, submission)
        review = reviewing.score(desk, found, criterion, None if level == "none" else level)
        if comment is not None:
            review = reviewing.comment(desk, found, criterion, comment)
    speaker.result(
        {"outcome": review.verdict.outcome, "explanation": review.verdict.explanation},
        f"Saved. {review.verdict.scored} of {review.verdict.total} scored · {review.verdict.explanation}",
    )


@plainly
def comment(
    context: typer.Context,
    submission: Alias,
    text: Annotated[str, typer.Argument(help="What the earner will read.")],
    criterion: Annotated[
        str, typer.Option("--criterion", help="The criterion; left out, the whole submission.")
    ] = OVERALL,
) -> None:
    """Comment on a criterion or on the whole submission."""
    with open_desk(context) as desk:
        found = find(desk, submission)
        if criterion != OVERALL:
            reviewing.open_review(desk, found).rubric.criterion(criterion)
        reviewing.comment(desk, found, criterion, text)
    invocation(context).speaker.result({"saved": True}, "Saved.")


@plainly
def submit(context: typer.Context, submission: Alias) -> None:
    """Sign the decision and put it into the outbox."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        review = deciding.submit(desk, find(desk, submission))
    decision = review.decision
    assert decision is not None  # submit either signs a decision or raises
    speaker.result(
        decision.document(),
        f"Signed: {OUTCOME_WORDS[decision.outcome]}. It waits in the outbox; send it with “reviewer-app sync”.",
    )


@plainly
def return_(
    context: typer.Context,
    submission: Alias,
    reasons: Annotated[list[str], typer.Option("--reason", help="What is missing, in words for the earner.")],
) -> None:
    """Return incomplete work unscored, with reasons the earner can act on."""
    with open_desk(context) as desk:
        review = deciding.return_as_incomplete(desk, find(desk, submission), tuple(reasons))
    decision = review.decision
    assert decision is not None  # as in submit
    invocation(context).speaker.result(decision.document(), "Signed: Incomplete. It waits in the outbox.")


@plainly
def letter(
    context: typer.Context,
    submission: Alias,
    target: Annotated[Path, typer.Argument(help="The PDF to write.")],
    sheet: Annotated[bool, typer.Option("--sheet", help="The assessor's review sheet instead.")] = False,
) -> None:
    """Write the decision letter to the earner, or the review sheet, as an accessible PDF."""
    with open_desk(context) as desk:
        write = letters.write_review_sheet if sheet else letters.write_letter
        made = write(desk, find(desk, submission), target)
    invocation(context).speaker.result({"path": str(made)}, f"Written: {made}")


def add_to(app: typer.Typer) -> None:
    """Put the assessor's commands at the root."""
    for name, command in (
        ("import", import_),
        ("list", list_),
        ("show", show),
        ("score", score),
        ("comment", comment),
        ("submit", submit),
        ("return", return_),
        ("letter", letter),
    ):
        app.command(name)(command)
