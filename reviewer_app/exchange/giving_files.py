"""Files that a restored hub has lost go back to it from a laptop that has them, on the person's terms for files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from reviewer_app.domain.errors import HubError, StoreError
from reviewer_app.exchange.ledger import DeskLedger
from reviewer_app.exchange.messages import BlobRef
from reviewer_app.exchange.tally import Tally
from reviewer_app.exchange.terms import FetchControl, Terms
from reviewer_app.exchange.transport import Transport

ABOUT_ONE_FILE = frozenset({"blob-unknown", "not-understood", "too-large"})
"""Codes after which the next file is given all the same."""
FILES_GIVEN = (
    "The hub had lost files of your work, as after being restored from a backup. This laptop gave them back."
)
FILES_LEFT = (
    "The hub has lost files of your work, as after being restored from a backup. They are left here for it."
)


async def give_files(
    ledger: DeskLedger,
    transport: Transport,
    lacking: Sequence[BlobRef],
    tally: Tally,
    control: FetchControl | None,
) -> None:
    """Give what is asked for and here, one after the other; what cannot be given now is asked for again."""
    for each in lacking:
        terms = control.terms if control is not None else Terms()
        if terms.paused or terms.work_only or terms.metered or (control is not None and control.giving_way):
            return
        try:
            await _give(ledger, transport, each, tally)
        except HubError as problem:
            if problem.code not in ABOUT_ONE_FILE:
                raise
        except StoreError as problem:  # damaged here: another laptop may have it whole
            tally.note(problem.code, f"{problem.title}: {problem.sentence}", each.sha256)


async def _give(ledger: DeskLedger, transport: Transport, ref: BlobRef, tally: Tally) -> None:
    file = ledger.held_file(ref.sha256)
    if file is None:
        return
    with closing(file):
        if file.size == ref.size and await transport.give_file(ref, file):
            tally.note("files-given", FILES_LEFT if tally.later else FILES_GIVEN)
