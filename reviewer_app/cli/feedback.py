"""The feedback check from the command line: what it finds, and letting a finding stand aside."""

from __future__ import annotations

from typing import Annotated

import typer

from reviewer_app.cli.opening import invocation, open_desk
from reviewer_app.cli.outcome import FOUND_WRONG, plainly
from reviewer_app.cli.review import Alias, find
from reviewer_app.domain.review import OVERALL
from reviewer_app.workflows import feedback


@plainly
def check(context: typer.Context, submission: Alias) -> None:
    """Look through all comments of a review; exits with 1 while something keeps it from being signed."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        checked = feedback.check_review(desk, find(desk, submission))
    standing = checked.standing
    told = [
        {
            "criterion": each.criterion,
            "finding": each.key,
            "rule": each.rule,
            "severity": each.severity.value,
            "title": each.title,
            "reason": each.reason,
            "overruled": "" if each in standing else checked.overruled[each.place],
        }
        for each in checked.findings
    ]
    speaker.table(
        "Feedback check",
        ("Criterion", "Finding", "Weight", "What", "Why"),
        [
            (
                str(each["criterion"]) or "overall",
                str(each["finding"]),
                "overruled" if each["overruled"] else str(each["severity"]),
                str(each["title"]),
                str(each["overruled"] or each["reason"]),
            )
            for each in told
        ],
        "Nothing was found.",
    )
    speaker.result({"findings": told, "blocking": len(checked.blocking)})
    if checked.blocking:
        raise typer.Exit(FOUND_WRONG)


@plainly
def overrule(
    context: typer.Context,
    submission: Alias,
    finding: Annotated[str, typer.Argument(help="The finding, as `check` lists it.")],
    reason: Annotated[str, typer.Argument(help="Why it does not hold here; the coordinator can read it.")],
    criterion: Annotated[
        str, typer.Option("--criterion", help="The criterion; left out, the overall comment.")
    ] = OVERALL,
) -> None:
    """Let a finding stand aside, with a reason that stays with the decision and is never shown to the earner."""
    with open_desk(context) as desk:
        feedback.overrule(desk, find(desk, submission), criterion, finding, reason)
    invocation(context).speaker.result({"overruled": True}, "Overruled. The reason stays with the decision.")


def add_to(app: typer.Typer) -> None:
    """Put the commands at the root."""
    for name, command in (("check", check), ("overrule", overrule)):
        app.command(name)(command)
