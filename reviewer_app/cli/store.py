"""Commands that keep the store: create, rebuild, check, backup, passphrase."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from reviewer_app.cli.opening import invocation, open_desk, passphrase
from reviewer_app.cli.outcome import FOUND_WRONG, plainly
from reviewer_app.vault.keys import KeyState
from reviewer_app.workflows import safeguarding

app = typer.Typer(help="The encrypted store on this laptop.", no_args_is_help=True)


@app.command()
@plainly
def create(
    context: typer.Context,
    keyring: Annotated[
        bool, typer.Option("--keyring", help="Keep the key in the system's keyring, without a passphrase.")
    ] = False,
) -> None:
    """Make a new encrypted store in the home folder."""
    said = invocation(context)
    home = said.open_home()
    desk = safeguarding.create(home, None if keyring else passphrase("Choose a passphrase"))
    safeguarding.lock(desk)
    said.speaker.result({"home": str(home.root)}, f"A new encrypted store is in {home.root}.")


@app.command()
@plainly
def rebuild(context: typer.Context) -> None:
    """Fold all records anew and say whether the store showed the same."""
    with open_desk(context) as desk:
        report = safeguarding.rebuild(desk)
    invocation(context).speaker.result(
        dataclasses.asdict(report),
        f"{report.records} records folded; {len(report.differences)} differences.",
    )
    if report.differences:
        raise typer.Exit(FOUND_WRONG)


@app.command()
@plainly
def check(context: typer.Context) -> None:
    """Verify every page, signature, counter and evidence file."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        problems = safeguarding.check(desk)
    speaker.table("Problems", ("What", "Where"), [(x.sentence, x.where) for x in problems], "All is well.")
    speaker.result([dataclasses.asdict(each) for each in problems])
    if problems:
        raise typer.Exit(FOUND_WRONG)


@app.command()
@plainly
def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help="The file to write; still encrypted.")],
) -> None:
    """Copy the store's database, encrypted, while it may be in use."""
    with open_desk(context) as desk:
        made = safeguarding.backup(desk, target)
    invocation(context).speaker.result({"path": str(made)}, f"Written: {made}")


@app.command("passphrase")
@plainly
def change(context: typer.Context) -> None:
    """Change the passphrase; the key and everything encrypted with it stay the same."""
    said = invocation(context)
    home = said.open_home()
    old = None
    if safeguarding.key_state(home) is KeyState.PASSPHRASE:
        old = passphrase("Present passphrase")
    new: str = typer.prompt("New passphrase", hide_input=True, confirmation_prompt=True)
    safeguarding.change_passphrase(home, old, new)
    said.speaker.result({"changed": True}, "The passphrase was changed.")
