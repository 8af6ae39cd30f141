"""Commands of the coordinator: the hub in this home, its people, its work, and serving it."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from reviewer_app.cli import hub_accounts, hub_backup, hub_carrying, hub_closing, hub_flags, hub_service
from reviewer_app.cli.hub_naming import Person, Work, submission_of
from reviewer_app.cli.hub_opening import HubPlace, hub_folder, hub_settings, open_hub, person_called
from reviewer_app.cli.opening import Bar, invocation, passphrase
from reviewer_app.cli.outcome import plainly
from reviewer_app.domain.errors import ReviewerError
from reviewer_app.vault.keys import KeyVault

app = typer.Typer(help="The district's record in this home, and its server.", no_args_is_help=True)
app.add_typer(hub_flags.app, name="flags")
hub_accounts.add_to(app)
hub_service.add_to(app)
hub_backup.add_to(app)
hub_carrying.add_to(app)
hub_closing.add_to(app)


@app.callback()
@plainly
def hub(
    context: typer.Context,
    database: Annotated[
        str,
        typer.Option(
            "--database",
            help="The PostgreSQL database that holds the record (postgresql://…) instead of a file in the home.",
            metavar="URL",
            show_default=False,
        ),
    ] = "",
) -> None:
    """The district's record in this home, and its server."""
    invocation(context).database = database


@app.command()
@plainly
def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What assessors will call it, such as “Lakeside District”.")],
    keyring: Annotated[bool, typer.Option("--keyring", help="Keep the key in the system's keyring.")] = False,
) -> None:
    """Make a hub in this home, encrypted like a desk's store."""
    from reviewer_app.hub.books import check_reached  # as in open_hub

    said = invocation(context)
    settings = dataclasses.replace(hub_settings(context), name=name)
    folder = hub_folder(context, settings)
    place = HubPlace(settings, folder, b"")
    check_reached(place.books)
    key = settings.key_bytes() or KeyVault(folder, "hub").create(
        None if keyring else settings.passphrase or passphrase("Choose a passphrase")
    )
    hub = dataclasses.replace(place, key=key).open()
    made = {"name": name, "key": hub.key}
    hub.close()
    said.speaker.result(made, f"The hub “{name}” is ready. Serve it with “reviewer-app hub serve”.")


@app.command()
@plainly
def code(context: typer.Context, person: Person) -> None:
    """Make a one-time code with which this person pairs a laptop."""
    with open_hub(context) as hub:
        made = hub.pairing_code(person_called(hub, person))
    invocation(context).speaker.result({"code": made}, f"Pairing code: {made}")


@app.command()
@plainly
def take(
    context: typer.Context, bundles: Annotated[list[Path], typer.Argument(help="Bundles to take in.")]
) -> None:
    """Take submission bundles into the hub, each whole or not at all."""
    from reviewer_app.hub.bundled import take_bundle  # as in open_hub

    speaker = invocation(context).speaker
    taken, refused = [], []
    with open_hub(context) as hub:
        for path in bundles:
            try:
                with Bar(speaker) as bar:
                    done = take_bundle(hub.books, path, bar)
            except ReviewerError as error:
                refused.append({"path": str(path), "error": error.document()})
                if not speaker.as_json:
                    speaker.problem(error)
                continue
            taken.append(dataclasses.asdict(done))
            speaker.say(f"{'Taken in' if done.new else 'Already here'}: {done.alias}")
    speaker.result({"taken": taken, "refused": refused})
    if refused:
        raise typer.Exit(3)


@app.command()
@plainly
def assign(
    context: typer.Context,
    submission: Work,
    person: Person,
    due: Annotated[
        datetime | None, typer.Option("--due", formats=["%Y-%m-%d"], help="When it is due.")
    ] = None,
    role: Annotated[
        str, typer.Option("--role", help="assessor, second reader, approver, adjudicator or calibration.")
    ] = "assessor",
    turn: Annotated[int, typer.Option("--round", help="Which round of judging this is.")] = 1,
) -> None:
    """Give a submission to a person."""
    with open_hub(context) as hub:
        new = hub.assign(
            submission_of(hub, submission),
            person_called(hub, person),
            due.date() if due else None,
            role,
            turn,
        )
    invocation(context).speaker.result({"new": new}, "Assigned." if new else "It is theirs already.")


@app.command()
@plainly
def withdraw(
    context: typer.Context,
    submission: Work,
    person: Person,
    reason: Annotated[str, typer.Option("--reason", help="Why, in a sentence for the assessor.")],
) -> None:
    """Take a submission back from a person; what they said about it is kept."""
    with open_hub(context) as hub:
        changed = hub.withdraw(submission_of(hub, submission), person_called(hub, person), reason)
    invocation(context).speaker.result(
        {"changed": changed}, "Withdrawn." if changed else "Nothing to withdraw."
    )


@app.command()
@plainly
def assignments(context: typer.Context) -> None:
    """List who has what, and what was handed back for a conflict of interest."""
    with open_hub(context) as hub:
        rows = hub.assignments()
        said = {(each.submission, each.person): each for each in hub.interests()}
    speaker = invocation(context).speaker
    told = []
    for each in rows:
        interest = said.get((each.submission, each.person))
        reason, words = (interest.reason, interest.words) if interest is not None else ("", "")
        told.append({**dataclasses.asdict(each), "interest": reason, "words": words})
    speaker.table(
        "Assignments",
        ("Submission", "Person", "Role", "Due", "State", "Conflict of interest"),
        [
            (
                x["alias"],
                x["person_name"],
                x["role"],
                x["due"],
                x["state"].replace("_", " "),
                ": ".join(word for word in (x["interest"], x["words"]) if word),
            )
            for x in told
        ],
        "Nothing is assigned yet.",
    )
    speaker.result(told)


@app.command()
@plainly
def devices(context: typer.Context) -> None:
    """List paired laptops."""
    with open_hub(context) as hub:
        rows = hub.devices()
    speaker = invocation(context).speaker
    speaker.table(
        "Devices",
        ("Device", "Person", "Paired", "Seen", "Revoked", "Records"),
        [(x.name, x.person_name, x.paired_at, x.seen_at, x.revoked_at, str(x.records)) for x in rows],
        "No laptop is paired yet.",
    )
    speaker.result([dataclasses.asdict(each) for each in rows])


@app.command()
@plainly
def revoke(context: typer.Context, device: Annotated[str, typer.Argument(help="The device's name.")]) -> None:
    """Shut one laptop out."""
    with open_hub(context) as hub:
        changed = hub.revoke(device)
    invocation(context).speaker.result(
        {"changed": changed}, "Revoked." if changed else "No such open device."
    )


@app.command()
@plainly
def decisions(context: typer.Context) -> None:
    """List the decisions that have arrived."""
    with open_hub(context) as hub:
        rows = hub.decisions()
    speaker = invocation(context).speaker
    speaker.table(
        "Decisions",
        ("Submission", "Person", "Outcome", "Signed", "Hash"),
        [(x.alias, x.person_name, x.outcome.replace("_", " "), x.at, x.sha256) for x in rows],
        "No decision has arrived yet.",
    )
    speaker.result([{**dataclasses.asdict(each), "document": dict(each.document)} for each in rows])


@app.command()
@plainly
def status(context: typer.Context) -> None:
    """Say how much the hub holds."""
    with open_hub(context) as hub:
        told = dataclasses.asdict(hub.status())
    speaker = invocation(context).speaker
    speaker.table("Hub", ("What", "Value"), [(name, str(value)) for name, value in told.items()], "")
    speaker.result(told)
