"""Commands of the exchange: pair, unpair, sync, and what has left this laptop."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from reviewer_app import settings
from reviewer_app.cli.opening import Bar, invocation, open_desk
from reviewer_app.cli.outcome import FOUND_WRONG, plainly
from reviewer_app.domain.files_coming import Wishes
from reviewer_app.domain.roads import under_way
from reviewer_app.workflows import exchanging, fetching, stick_offers


@plainly
def pair(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The hub's address, such as http://127.0.0.1:8470.")],
    code: Annotated[str, typer.Argument(help="The one-time code from the coordinator.")],
) -> None:
    """Pair this laptop with a hub."""
    with open_desk(context) as desk:
        made = exchanging.pair(desk, url, code)
    invocation(context).speaker.result(
        {"hub": made.hub_name, "url": made.hub_url, "hub_key": made.hub_key, "person": made.person_name},
        f"Paired with {made.hub_name} as {made.person_name}.",
    )


@plainly
def unpair(context: typer.Context) -> None:
    """Forget the hub; what was said, sent and received stays."""
    with open_desk(context) as desk:
        exchanging.unpair(desk)
    invocation(context).speaker.result({"paired": False}, "This laptop is paired with no hub now.")


@plainly
def sync(
    context: typer.Context,
    work_only: Annotated[
        bool, typer.Option("--work-only", help="Send decisions and take new work; fetch no files.")
    ] = False,
    files_from: Annotated[
        Path | None,
        typer.Option(
            "--files-from", help="Look for files in the bundles of this folder before asking the hub."
        ),
    ] = None,
) -> None:
    """Do one whole round with the hub: records up, receipts, new work and evidence down."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        kept = settings.load(desk.home.settings_file).settings
        fetching.wish(
            desk,
            Wishes(
                kept.files_limit_kb,
                kept.files_ask_over_mb,
                kept.metered_line == "on",
                work_only or kept.work_only,
            ),
        )
        if files_from is not None:
            fetching.look_in(desk, files_from)
        with Bar(speaker) as bar:
            done = stick_offers.sync_by_all_roads(desk, bar)
        waiting = exchanging.outbox(desk)
    for each in done.problems:
        speaker.say(f"Note: {each.sentence}")
    speaker.result(
        {**dataclasses.asdict(done), "decisions_waiting": waiting.decisions_waiting},
        f"{done.accepted} records received by the hub, {done.refused} refused; "
        f"{done.received_work} submissions, {done.blobs_fetched} files and "
        f"{done.from_others} changes of other laptops came. "
        + ("Both ends agree." if done.counts_agree else "The ends do not agree yet."),
    )
    if done.refused or not done.counts_agree:
        raise typer.Exit(FOUND_WRONG)


@plainly
def outbox(context: typer.Context) -> None:
    """List drafts and decisions with how far they are on their way to the hub."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        rows = exchanging.ledger(desk, 0, 100_000)
    speaker.table(
        "What leaves this laptop",
        ("Submission", "Attempt", "What", "Stage", "When", "Hash"),
        [
            (
                x.alias,
                str(x.attempt),
                x.what,
                under_way(x.sent_by) if x.sent_by else x.stage,
                x.at.isoformat() if x.at else "",
                x.sha256,
            )
            for x in rows
        ],
        "Nothing yet.",
    )
    speaker.result([dataclasses.asdict(each) for each in rows])


def add_to(app: typer.Typer) -> None:
    """Put the commands at the root."""
    for name, command in (("pair", pair), ("unpair", unpair), ("sync", sync), ("outbox", outbox)):
        app.command(name)(command)
