"""Commands of calibration: what there is to practise and what it says, compare, score again, give up."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

import typer

from reviewer_app.cli.opening import invocation, open_desk
from reviewer_app.cli.outcome import plainly
from reviewer_app.cli.review import Alias, find
from reviewer_app.domain.agreement import Estimate
from reviewer_app.domain.lifecycle import WORDS
from reviewer_app.domain.practice_report import Figures, OfMicrocredential
from reviewer_app.domain.submission import timestamp
from reviewer_app.workflows import calibrating

app = typer.Typer(help="Practice on anchors and on one's own earlier work.", no_args_is_help=True)


@app.command("list")
@plainly
def list_(context: typer.Context) -> None:
    """Show what there is to practise on, and what practice says so far."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        found = calibrating.calibration(desk)
    speaker.table(
        "Practice",
        ("Practice", "Micro-credential", "Progress", "Kind"),
        [
            (row.alias, row.title, f"{WORDS[row.state]} · {row.scored} of {row.total}", row.role)
            for row in found.rows
        ],
        "There is nothing to practise on. Import an anchor with “reviewer-app import FILE”.",
    )
    for report in found.reports:
        if report.standing is not None:
            speaker.say(f"{report.title}: {report.standing.sentence}")
        for what, figures in (("anchors", report.anchors), ("own work again", report.again)):
            if figures.held:
                speaker.table(
                    f"{report.title}, {what}",
                    ("Agreement", "Value", "95% interval", "From", "Read with care"),
                    [_figure(each) for each in figures.estimates],
                    "",
                )
                speaker.say(f"{figures.leaning.sentence} {figures.drift.sentence}")
    speaker.result(
        {
            "practice": [dataclasses.asdict(row) for row in found.rows],
            "reports": [_report(each) for each in found.reports],
            "to_score_again": found.old_enough,
        }
    )


@app.command()
@plainly
def compare(context: typer.Context, submission: Alias) -> None:
    """Commit the levels given to a practice, and show what they are held against; again once that was done."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        about = find(desk, submission)
        practised = desk.store.review(about).practised
        made = calibrating.comparison(desk, about) if practised else calibrating.finish(desk, about)
    rows = [
        {
            "criterion": each.criterion,
            "title": each.title,
            "own": each.own,
            "reference": each.reference,
            "result": each.exactness.value,
            "steps": each.steps,
            "reason": made.reasons.get(each.criterion, ""),
        }
        for each in made.compared
    ]
    speaker.table(
        f"{made.alias}, {made.title}",
        ("Criterion", "You", "Reference", "Result"),
        [
            (
                f"{each.criterion} {each.title}",
                made.levels[each.criterion][each.own],
                made.levels[each.criterion][each.reference],
                f"{each.exactness.value} {each.steps:+d}" if each.steps else each.exactness.value,
            )
            for each in made.compared
        ],
        "",
    )
    if made.standing is not None:
        speaker.say(made.standing.sentence)
    speaker.result(
        {
            "practice": made.practice.value,
            "criteria": rows,
            **dataclasses.asdict(made.tally),
            "overall": made.overall,
            "bar": made.standing.sentence if made.standing else "",
        }
    )


@app.command()
@plainly
def again(
    context: typer.Context,
    submission: Annotated[
        str, typer.Option("--submission", help="This one, by alias or id; otherwise one is chosen.")
    ] = "",
) -> None:
    """Begin to score one of one's own earlier decisions again, blind."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        copy = calibrating.score_again(desk, find(desk, submission) if submission else "")
        alias = desk.store.submission(copy).alias
    speaker.result({"submission": copy, "alias": alias}, f"Score {alias} again under the id {copy}.")


@app.command("give-up")
@plainly
def give_up(context: typer.Context, submission: Alias) -> None:
    """End a practice without comparing; nothing of it counts."""
    with open_desk(context) as desk:
        about = find(desk, submission)
        calibrating.give_up(desk, about)
    invocation(context).speaker.result({"submission": about}, "Given up.")


@app.command("take-up")
@plainly
def take_up(context: typer.Context, submission: Alias) -> None:
    """Go on with an anchor that was given up."""
    with open_desk(context) as desk:
        about = find(desk, submission)
        calibrating.take_up(desk, about)
    invocation(context).speaker.result({"submission": about}, "Taken up again.")


def _figure(made: Estimate) -> tuple[str, ...]:
    value = "" if made.value is None else f"{made.value:.2f}"
    interval = f"{made.interval.low:.2f} to {made.interval.high:.2f}" if made.interval else ""
    return (made.name, value, interval, str(made.n), ", ".join(each.value for each in made.doubts))


def _report(report: OfMicrocredential) -> dict[str, Any]:
    standing = report.standing
    return {
        "microcredential": report.microcredential,
        "title": report.title,
        "bar": {**standing.bar.document(), "reached": standing.reached, "passed": standing.passed}
        if standing
        else None,
        "anchors": _figures(report.anchors),
        "again": _figures(report.again),
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "practices": [
            {
                "alias": each.practised.alias,
                "submission": each.practised.submission,
                "at": timestamp(each.practised.at),
                **dataclasses.asdict(each.tally),
                "reaches": each.reaches,
            }
            for each in figures.held
        ],
        "criteria": [
            {"criterion": each.criterion, **dataclasses.asdict(each.tally), "mean": each.leaning.mean}
            for each in figures.criteria
        ],
        "estimates": [
            {
                "name": each.name,
                "value": each.value,
                "low": each.interval.low if each.interval else None,
                "high": each.interval.high if each.interval else None,
                "method": each.interval.method if each.interval else "",
                "n": each.n,
                "cautions": list(each.cautions),
            }
            for each in figures.estimates
        ],
        "leaning": figures.leaning.sentence,
        "drift": figures.drift.sentence,
        "notes": list(figures.notes),
    }
