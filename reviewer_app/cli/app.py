"""The root of the command line and what is said before a command's name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer_app import __version__
from reviewer_app.cli import (
    bank,
    bundle,
    calibrate,
    carrying,
    citations,
    demo,
    evidence,
    exchange,
    exchange_ledger,
    feedback,
    guard,
    handing_back,
    hub,
    hub_share,
    nearby,
    receipt,
    review,
    search,
    self_test,
    store,
)
from reviewer_app.cli.opening import Invocation
from reviewer_app.cli.outcome import Speaker

app = typer.Typer(
    name="reviewer-app",
    help="Assess micro-credential submissions offline, and carry signed decisions to a hub.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reviewer-app {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option("--home", metavar="DIR", help="Keep all state in this folder.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Assess micro-credential submissions offline, and carry signed decisions to a hub."""
    context.obj = Invocation(home, Speaker(as_json=as_json))


@app.command()
def window() -> None:
    """Open the window (what happens when no command is named)."""
    raise AssertionError("the window is opened before the command line is built")


review.add_to(app)
handing_back.add_to(app)
citations.add_to(app)
feedback.add_to(app)
guard.add_to(app)
exchange.add_to(app)
search.add_to(app)
demo.add_to(app)
self_test.add_to(app)
app.add_typer(bank.app, name="bank")
app.add_typer(bundle.app, name="bundle")
app.add_typer(calibrate.app, name="calibrate")
app.add_typer(evidence.app, name="evidence")
carrying.add_to(nearby.app)
exchange_ledger.add_to(nearby.app)
app.add_typer(nearby.app, name="exchange")
hub.app.command("share")(hub_share.share)
app.add_typer(hub.app, name="hub")
app.add_typer(receipt.app, name="receipt")
app.add_typer(store.app, name="store")


def hoisted(words: list[str]) -> list[str]:
    """The words of a command line with ``--home DIR`` and ``--json`` moved to the front, wherever they stood."""
    front: list[str] = []
    rest: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        if word == "--":
            rest.extend(words[position:])
            break
        if word == "--json" or word.startswith("--home="):
            front.append(word)
        elif word == "--home":
            front.extend(words[position : position + 2])
            position += 1
        else:
            rest.append(word)
        position += 1
    return front + rest


def run(words: list[str]) -> None:
    """Carry out one command line and leave the process with its exit code."""
    app(args=hoisted(words))
