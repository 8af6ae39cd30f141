"""Verifying a hub's receipt with its public key alone: no store, no passphrase, no network."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Annotated

import typer

from reviewer_app.cli.opening import invocation
from reviewer_app.cli.outcome import FOUND_WRONG, plainly
from reviewer_app.domain.errors import FileError, RuleError
from reviewer_app.domain.receipt_file import Proof, prove, read_json
from reviewer_app.domain.signing import names_a_key

app = typer.Typer(help="A hub’s receipts, verified with its public key alone.", no_args_is_help=True)

SAYS_NOT = (
    "It does not say who the person is, that the hub’s clock was right, or that nobody but the district holds "
    "the hub’s key: compare the key with the one the district publishes."
)


LONGEST = 64 * 1024 * 1024
"""Bytes of a receipt file at most: a record of the largest batch, and what stands around it."""


@app.callback()
def _together() -> None:
    """A hub’s receipts, verified with its public key alone."""


@app.command()
@plainly
def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A receipt that was saved as a file.")],
    hub_key: Annotated[str, typer.Option("--hub-key", metavar="KEY", help="The hub’s public key, as z6Mk….")],
    record: Annotated[
        Path | None, typer.Option("--record", help="A signed record that should be the one received.")
    ] = None,
) -> None:
    """Say what a receipt proves."""
    hub_key = hub_key.strip()
    if not names_a_key(hub_key):
        raise RuleError(
            "not-a-key",
            "This is not a hub’s key",
            f"“{hub_key}” is not a public key.",
            "Copy the whole key, from z6Mk to its last letter.",
        )
    proof = prove(_read(file), hub_key, _read(record) if record is not None else None)
    receipt = proof.receipt
    invocation(context).speaker.result(
        {
            "proven": True,
            "accepted": receipt.accepted,
            "record": receipt.record,
            "n": receipt.n,
            "sha256": receipt.sha256,
            "at": receipt.at,
            "hub": receipt.hub,
            "device": proof.device,
            "code": receipt.code,
            "reason": receipt.reason,
            "record_included": proof.record is not None,
            "kind": proof.record.kind if proof.record is not None else "",
            "submission": proof.record.subject if proof.record is not None else "",
        },
        _told(proof),
    )
    if not receipt.accepted:
        raise typer.Exit(FOUND_WRONG)


def _told(proof: Proof) -> str:
    receipt, record = proof.receipt, proof.record
    lines = [
        "The receipt is genuine: the hub with this key signed it, and nothing in it was changed.",
        f"At {receipt.at} the hub {'took in' if receipt.accepted else 'refused'} record {receipt.record}, "
        f"number {receipt.n} of laptop {proof.device}, whose SHA-256 is {receipt.sha256}.",
    ]
    if not receipt.accepted:
        lines.append(f"Its reason ({receipt.code}): {receipt.reason}")
    if record is not None:
        lines.append(
            f"The record that lies beside it is that very one, signed by that laptop: {record.kind} about "
            f"submission {record.subject}."
        )
    else:
        lines.append("The record itself does not lie beside it: only its hash is proven.")
    return "\n".join([*lines, SAYS_NOT])


def _read(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST + 1)
        if len(data) > LONGEST:
            raise OSError(errno.EFBIG, "it is far longer than any receipt")
        return read_json(data)
    except OSError as problem:
        raise FileError(
            "not-readable",
            "The file cannot be read",
            f"“{path.name}” could not be read ({problem.strerror}).",
            "Check its name, and try again.",
        ) from problem
