"""The table as a page of the documentation."""

from __future__ import annotations

from reviewer_app.ui.commands.command import WINDOW
from reviewer_app.ui.commands.help_texts import help_for
from reviewer_app.ui.commands.spelling import spelled
from reviewer_app.ui.commands.table import COMMANDS

_TOP = """# Keys

Every action of the window, as the program itself knows them: `python -m docs.write_keys` writes this page, and a test
sees to it that it is current. Ctrl+K lists all actions of the screen in front and runs any of them by a few letters of
its name; F1 shows these keys and a few sentences about the screen, and saves them as a PDF. Single keys act only while
no text is typed.

Keys are changed in the settings (Ctrl+4), which say whose key it is before they take it; `keys` in
[`settings.toml`](settings.md) holds the changes by the names in the last column. What stands in brackets is what a
list, button or field does with keys of its own.
"""
_TITLES = {"door": "At the door", "media": "In a recording", "review": "The review room"}


def page() -> str:
    """The whole page."""
    places = list(dict.fromkeys(each.where for each in COMMANDS if each.where != WINDOW))
    parts = [_TOP, "## Everywhere\n", _table(WINDOW)]
    for where in places:
        title = _TITLES.get(where) or next(each.text for each in COMMANDS if each.name == where)
        parts += [
            f"## {title}\n",
            *(f"{sentence}\n" for sentence in help_for(where).about[:1]),
            _table(where),
        ]
    return "\n".join(parts)


def _table(where: str) -> str:
    rows = ["| action | keys | name |", "|---|---|---|"]
    for command in COMMANDS:
        if command.where == where:
            text = command.text.replace("…", "")
            keys = " ".join(f"`{key}`" for key in dict.fromkeys(map(spelled, command.keys)))
            told = f"({text})" if command.fixed else text
            rows.append(
                f"| {told} | {keys or 'by name'} | {f'`{command.name}`' if command.changeable else ''} |"
            )
    return "\n".join(rows) + "\n"
