"""Files that were begun and are wanted no more, as of work that was withdrawn: what came of them is thrown away."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress

from reviewer_app.vault.blobs import BlobFolder


def clear_begun(blobs: BlobFolder, wanted: Callable[[], Collection[str]]) -> int:
    """Throw away begun files that are none of the ``wanted`` hashes, those still to come; how many.

    What is wanted is asked only where something was begun: every start of the program passes here.
    """
    begun = list(blobs.staging.glob("*.part"))
    if not begun:
        return 0
    kept, gone = wanted(), 0
    for path in begun:
        if path.stem not in kept:
            with suppress(OSError):  # held open by whoever still reads it, or a read-only disk: the next time
                path.unlink(missing_ok=True)
                blobs.half_of(path.stem)
                gone += 1
    return gone
