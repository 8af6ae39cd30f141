"""Commands about bundles: make one from a folder of real files, and check one without importing it."""

from __future__ import annotations

import dataclasses
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from reviewer_app.cli.hub_opening import open_hub
from reviewer_app.cli.opening import Bar, invocation
from reviewer_app.cli.outcome import plainly
from reviewer_app.domain.anonymity import name_list
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import timestamp

app = typer.Typer(help="Submission bundles: BagIt bags with a rubric and a signature.", no_args_is_help=True)

REFUSED = 3


@app.command()
@plainly
def make(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(help="A folder with submission.json, microcredential.json, evidence/.")
    ],
    target: Annotated[
        Path, typer.Argument(help="The bundle to write: a .reviewbundle file, or a folder with --folder.")
    ],
    as_folder: Annotated[bool, typer.Option("--folder", help="Write a folder, not one file.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite the target.")] = False,
    as_hub: Annotated[
        bool, typer.Option("--as-hub", help="Sign with the key of this home's hub, not with a one-time key.")
    ] = False,
    earner_name: Annotated[
        list[str] | None,
        typer.Option(
            "--earner-name", help="A spelling of the earner's name; only a salted list of it is written."
        ),
    ] = None,
) -> None:
    """Make a bundle from a folder of real files; ids, sizes and hashes are filled in where they are absent."""
    from reviewer_app.bundles import make_from_folder  # schemas and all; only where a bundle is touched

    speaker = invocation(context).speaker
    if as_hub:
        with open_hub(context) as hub:
            key = hub.books.key
    else:
        key = SigningKey(secrets.token_bytes(32))
    names = name_list(earner_name, secrets.token_bytes(16)).document() if earner_name else None
    with Bar(speaker) as bar:
        made = make_from_folder(
            folder,
            target,
            key,
            timestamp(datetime.now(UTC)),
            as_zip=not as_folder,
            replace=replace,
            names=names,
            progress=bar,
        )
    whose = "this home's hub" if as_hub else "a key made for this bundle only"
    speaker.result({"path": str(made), "issuer": key.name}, f"Written: {made}, signed by {whose}.")


@app.command()
@plainly
def check(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="A bundle: a folder or a .reviewbundle file.")],
    bag: Annotated[
        bool, typer.Option("--bag", help="Check it as a plain BagIt bag, of any version and algorithm.")
    ] = False,
) -> None:
    """Say everything that is wrong with a bundle; nothing is imported or written."""
    from reviewer_app.bundles import check_bag, check_bundle  # as in make

    speaker = invocation(context).speaker
    with Bar(speaker) as bar:
        if bag:
            report = check_bag(path, progress=bar)
            findings, warnings = report.findings, report.warnings
        else:
            findings, warnings = check_bundle(path, progress=bar), ()
    for title, lines in (("Wrong", findings), ("Worth knowing", warnings)):
        if lines:
            speaker.table(
                title, ("Rule", "Member", "What"), [(x.rule, x.member, x.sentence) for x in lines], ""
            )
    if not findings:
        speaker.say("The bag is sound." if bag else "The bundle is sound.")
    speaker.result(
        {
            "valid": not findings,
            "findings": [dataclasses.asdict(each) for each in findings],
            "warnings": [dataclasses.asdict(each) for each in warnings],
        }
    )
    if findings:
        raise typer.Exit(REFUSED)
