"""Looking through a backup as through a hub, without restoring it: its record in a scratch file under a random key."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.hub.backup.chest import Chest
from reviewer_app.hub.backup.restoring import check_file
from reviewer_app.hub.backup.scratch import scratch
from reviewer_app.hub.backup.verifying import Looked, Verifying, Wrong, look_at_files
from reviewer_app.hub.resting import Rest


def look_at_snapshot(
    chest: Chest,
    snapshot: str,
    wrong: Callable[[Wrong], None],
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> Looked:
    """Everything in one snapshot; its files only where it was made with them."""
    key = secrets.token_bytes(32)
    with tempfile.TemporaryDirectory() as folder, scratch(chest, Path(folder), key, snapshot) as found:
        database, rest = found.database, Rest(bytes.fromhex(found.settings["seed"]))
        with database.plain_words(), database.engine.connect() as look:
            database.begin_looking(look)
            verifying = Verifying(look, found.manifest["hub"], rest, wrong)
            looked, names = verifying.record(), verifying.names()
            look.rollback()
        if not found.manifest["with_files"]:
            return looked
        check = partial(check_file, chest)
        return replace(looked, files=look_at_files(names, check, wrong, progress, cancel))
