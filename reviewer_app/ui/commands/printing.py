"""The key sheet as chapters to print: every screen with its help and keys, then the keys of the whole window."""

from __future__ import annotations

from reviewer_app.ui.commands.rows import groups
from reviewer_app.ui.commands.table import COMMANDS
from reviewer_app.ui.views import Chapters


def chapters() -> Chapters:
    """All groups of the table with the keys in force; what has no key is left to the list of commands."""
    return [
        (group.title, [("  ".join(line.keys), line.text) for line in group.lines if line.keys])
        for group in groups(COMMANDS)
        if any(line.keys for line in group.lines)
    ]
